"""Sorted text tables, searched as they lie on disk: one row a line, columns parted by tabs, in the order of the bytes of the first.

A folder of actors holds four: `actors` (id, name, kind letter, country where it is not the first part of the id, sectors, gender,
Wikidata id, rank, offices, other names), `names` (key, ids), `holders` ("RUS president", ids in the order in which they came) and
`surnames` (key, ids of heads of state and government and of foreign ministers). Offices are parted by ";", their fields by "|": name,
country where it is another, sectors, rank, from, until or "~" and the last day seen, source.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.resources.abc import Traversable
from pathlib import Path

from onrecord.errors import DataError
from onrecord.gazetteer.actors import LOWEST, Kind, Known, Office

NAMES = ("actors", "names", "holders", "surnames")
_KINDS: dict[str, Kind] = {"p": "person", "o": "organization", "g": "group", "c": "country", "l": "place"}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}


class SortedTable:
    """One table; a file is mapped into memory, so that only the pages that a search touches are read."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data
        self._end = len(data)

    @classmethod
    def open(cls, path: Traversable) -> SortedTable:
        """The table in a file. Raises DataError where there is none."""
        try:
            if not isinstance(path, Path):
                return cls(path.read_bytes())  # inside an archive
            with path.open("rb") as stream:
                return cls(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b"")
        except OSError as error:
            raise DataError(f"the table {path.name} cannot be read ({error.strerror}); install onrecord anew") from None

    def find(self, key: str) -> list[list[str]]:
        """The columns behind `key` in each row that has it."""
        wanted = key.encode()
        return [columns for found, columns in self._rows_from(wanted) if found == wanted]

    def __iter__(self) -> Iterator[list[str]]:
        """Every row, whole."""
        start = 0
        while start < self._end:
            end = self._line_end(start)
            yield self._data[start:end].decode().split("\t")
            start = end + 1

    def _rows_from(self, wanted: bytes) -> Iterator[tuple[bytes, list[str]]]:
        """The rows with that first column; empty where there is none."""
        start = self._first(wanted)
        while start < self._end:
            end = self._line_end(start)
            key, *columns = self._data[start:end].split(b"\t")
            if key != wanted:
                return
            yield key, [column.decode() for column in columns]
            start = end + 1

    def _first(self, wanted: bytes) -> int:
        """Where the first row begins whose key is not before `wanted`."""
        data, low, high = self._data, 0, self._end
        while low < high:
            start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._line_end(start)
            tab = data.find(b"\t", start, end)
            if data[start : tab if tab >= 0 else end] < wanted:
                low = end + 1
            else:
                high = start
        return low

    def _line_end(self, start: int) -> int:
        end = self._data.find(b"\n", start)
        return end if end >= 0 else self._end


def to_known(actor_id: str, columns: list[str], *, own: bool = False) -> Known:
    """An actor from its row in `actors`."""
    name, kind, country, sectors, gender, wikidata, rank, offices, others = [*columns, *[""] * 9][:9]
    home = country or actor_id.split("/")[0]
    return Known(
        id=actor_id, name=name, kind=_KINDS[kind], country=home, sectors=tuple(sectors.split()),
        names=(name, *filter(None, others.split("|"))), gender=gender or None, wikidata=wikidata or None, rank=int(rank or LOWEST),
        offices=tuple(_to_office(told, home) for told in offices.split(";") if told), own=own,
    )  # fmt: skip


def _to_office(told: str, home: str) -> Office:
    name, country, sectors, rank, start, end, source = told.split("|")
    return Office.of(name, country or home, tuple(sectors.split()), int(rank or LOWEST), start, end, source)


def to_row(known: Known) -> tuple[str, ...]:
    """The row of an actor in `actors`; `to_known` gives back an equal actor."""
    home = known.id.split("/")[0]
    offices = ";".join(_office_row(office, known.country) for office in known.offices)
    return (
        known.id, known.name, _LETTERS[known.kind], "" if known.country == home else known.country, " ".join(known.sectors),
        known.gender or "", known.wikidata or "", "" if known.rank == LOWEST else str(known.rank), offices, "|".join(known.names[1:]),
    )  # fmt: skip


def _office_row(office: Office, home: str) -> str:
    end = office.told[1] or (f"~{office.seen_on.isoformat()}" if office.seen_on else "")
    country = "" if office.country == home else office.country
    name = office.name.replace("|", "/").replace(";", ",")
    return "|".join((name, country, " ".join(office.sectors), str(office.rank), office.told[0], end, office.source))


def to_text(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as a table, sorted; rows of one key stay in the order in which they come."""
    lines = sorted(("\t".join(row).rstrip("\t") for row in rows), key=lambda line: line.split("\t", 1)[0].encode())
    return "".join(line + "\n" for line in lines)


def close(table: SortedTable) -> None:
    """Let a mapped file go."""
    with suppress(AttributeError):
        table._data.close()  # type: ignore[union-attr]
