"""Entries into files: JSON lines, CSV and tab-separated text to a stream, Parquet to a binary one; streamed, memory stays flat."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.entries import Entry, EventEntry
from onrecord.exchange.codes import columns_of
from onrecord.exchange.gdelt import to_gdelt
from onrecord.exchange.icews import to_icews
from onrecord.exchange.ours import COLUMNS, Kind, What, to_flat
from onrecord.exchange.pairs import Names
from onrecord.exchange.plover import to_plover, to_polecat

Layout = Literal["ours", "plover", "polecat", "icews", "gdelt"]
Form = Literal["jsonl", "csv", "parquet"]
ROW_GROUP = 20_000
FORMULA = frozenset("=+-@\t\r＝＋－＠")  # what a spreadsheet takes for the beginning of a formula
_ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "day": pa.date32(),
    "texts": pa.list_(pa.string()), "ranges": pa.list_(pa.list_(pa.int32())), "json": pa.string(),
}  # fmt: skip


def write_jsonl(entries: Iterable[Entry], out: IO[str]) -> int:
    """Our layout, a JSON object a line; how many were written."""
    n = 0
    for entry in entries:
        out.write(json.dumps(entry.to_dict(), ensure_ascii=False) + "\n")
        n += 1
    return n


def write_csv(entries: Iterable[Entry], what: What, out: IO[str], *, spreadsheet_safe: bool = False) -> int:
    """Our layout as CSV with a header (RFC 4180, but lines end in LF); how many were written."""
    columns = COLUMNS[what]
    rows = (to_flat(entry.to_dict(), columns) for entry in entries)
    return _write_table(rows, [column.name for column in columns], ",", out, safe=spreadsheet_safe)


def write_parquet(entries: Iterable[Entry], what: What, out: IO[bytes]) -> int:
    """Our layout as Parquet, row group by row group; how many were written."""
    stream, n = iter(entries), 0
    with pq.ParquetWriter(out, _schema(what), compression="zstd") as writer:
        while part := list(islice(stream, ROW_GROUP)):
            writer.write_table(to_table(part, what))
            n += len(part)
    return n


def to_table(entries: Sequence[Entry], what: What) -> pa.Table:
    """Our layout as an Arrow table, with what each column means in its metadata."""
    nested = {column.name for column in COLUMNS[what] if column.kind == "json"}
    rows = [entry.to_dict() for entry in entries]
    for row, entry in zip(rows, entries, strict=True):
        row |= {name: json.dumps(row[name], ensure_ascii=False) for name in nested}
        row |= {"first_on": entry.first_on, "last_on": entry.last_on}
    return pa.Table.from_pylist(rows, schema=_schema(what))


def _schema(what: What) -> pa.Schema:
    return pa.schema([pa.field(c.name, _ARROW[c.kind], metadata={"about": c.about}) for c in COLUMNS[what]])


def write_layout(
    entries: Iterable[EventEntry], layout: Layout, names: Names, out: IO[str], *, spreadsheet_safe: bool = False
) -> tuple[int, int]:
    """Others' layouts, deeds only; how many entries were written and how many left out, for they are no deeds or cannot be told."""
    counts = [0, 0]
    if layout == "plover":
        for entry in _deeds(entries, counts):
            out.write(json.dumps(to_plover(entry, names), ensure_ascii=False) + "\n")
        return counts[0], counts[1]
    code = {"polecat": to_polecat, "icews": to_icews, "gdelt": to_gdelt}[layout]

    def rows() -> Iterator[list[Any]]:
        for entry in _deeds(entries, counts):
            told = list(code(entry, names))
            counts[0] -= not told
            counts[1] += not told
            yield from told

    header = None if layout == "gdelt" else columns_of(layout)
    _write_table(rows(), header, "\t", out, safe=spreadsheet_safe)
    return counts[0], counts[1]


def _deeds(entries: Iterable[EventEntry], counts: list[int]) -> Iterator[EventEntry]:
    for entry in entries:
        counts[0 if entry.is_deed else 1] += 1
        if entry.is_deed:
            yield entry


def _write_table(
    rows: Iterable[Sequence[Any]], header: Sequence[str] | None, delimiter: str, out: IO[str], *, safe: bool
) -> int:
    writer = csv.writer(_Lines(out), delimiter=delimiter, lineterminator="\r\n")
    if header is not None:
        writer.writerow(header)
    n = 0
    for row in rows:
        writer.writerow([_cell(value, delimiter, safe) for value in row])
        n += 1
    return n


class _Lines:
    """Ends each row in LF. The csv module quotes a lone carriage return only where its own rows end in CR LF."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def write(self, row: str) -> int:
        return self._out.write(row.removesuffix("\r\n") + "\n")


def _cell(value: Any, delimiter: str, safe: bool) -> Any:
    """A value as a table has it: numbers stay numbers; in text no control characters, and no formula where that is asked."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    if delimiter == "\t":
        value = " ".join(value.split()) if any(c in value for c in "\t\r\n") else value
    return "'" + value if safe and value[:1] in FORMULA else value
