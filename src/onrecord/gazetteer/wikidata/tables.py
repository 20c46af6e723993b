"""Spools -> the tables of a folder, sorted on disk; ids of actors that ship where they are the same."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord.gazetteer.actors import LOWEST, Known, Office
from onrecord.gazetteer.index import is_called_by_surname, keys_of, office_keys, surnames_of
from onrecord.gazetteer.keys import to_slug
from onrecord.gazetteer.lands import lands
from onrecord.gazetteer.origins import letter_of
from onrecord.gazetteer.own import DIGEST
from onrecord.gazetteer.tables import NAMES, SortedTable, to_known, to_row
from onrecord.gazetteer.wikidata.entity import classes
from onrecord.gazetteer.wikidata.offices import Offices
from onrecord.gazetteer.wikidata.sorting import sort_lines

SPOOLS = ("persons", "offices", "bodies", "countries")
EARLIEST = "1990"  # terms that ended before are left out
_FORGOTTEN = 30  # years after which an office without an end is not held any more
_LOW = 3  # the rank from which on such an office is left out at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was imported: persons, bodies, lines of the dump that were no entities, and the last day that the dump tells of."""

    n_persons: int
    n_bodies: int
    n_bad: int
    day: str


def build_tables(work: Path, to: Path, day: str, n_bad: int) -> Outcome:
    """The tables of the spools in `work`; they appear at `to` when all are written."""
    folder = work / "tables"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    codes = dict(classes().countries)
    codes |= {row["q"]: lands()[row["code"]].state for row in _rows(work, "countries") if row["code"] in lands()}
    _write(_office_lines(work), work, folder.parent / "offices.tsv")
    offices = Offices(SortedTable.open(work / "offices.tsv"), codes)
    found = _with_ids(sort_lines(_candidates(work, offices, day), work, "candidates"))
    counts = {"person": 0, "organization": 0}
    _write(_counted(found, counts), work, folder / "actors.tsv")
    _index(folder, work)
    digest = hashlib.sha256()
    for name in NAMES:
        digest.update((folder / f"{name}.tsv").read_bytes())
    (folder / DIGEST).write_text(f"sha256:{digest.hexdigest()}\n", encoding="utf-8")
    _put(folder, to)
    return Outcome(n_persons=counts["person"], n_bodies=counts["organization"], n_bad=n_bad, day=day)


def _rows(work: Path, spool: str) -> Iterator[dict[str, Any]]:
    with (work / f"{spool}.jsonl").open("rb") as stream:
        yield from map(json.loads, stream)


def _office_lines(work: Path) -> Iterator[bytes]:
    for row in _rows(work, "offices"):
        yield _line(row["q"], row["names"][0], " ".join(row["supers"]), " ".join(row["land"]), " ".join(row["state"]))


def _candidates(work: Path, offices: Offices, day: str) -> Iterator[bytes]:
    """Every actor to be, behind what its id will be made of and its number on Wikidata."""
    for row in _rows(work, "persons"):
        person = _person(row, offices, day)
        if person is not None:
            yield _candidate(person, row["q"])
    for row in _rows(work, "bodies"):
        sectors, country = classes().bodies[row["kind"]]
        home = country or offices.country_of(row["land"], row["state"])
        if home is not None:
            yield _candidate(_body(row, home, tuple(sectors.split())), row["q"])


def _candidate(known: Known, number: str) -> bytes:
    return _line(known.id, f"{int(number[1:]):012}", *to_row(known)[1:])


def _body(row: dict[str, Any], country: str, sectors: tuple[str, ...]) -> Known:
    names = tuple(row["names"])
    return Known(
        id=f"{country}/{to_slug(names[0])}", name=names[0], kind="organization", country=country, sectors=sectors, names=names,
        wikidata=row["q"], rank=LOWEST - 1,
    )  # fmt: skip


def _person(row: dict[str, Any], offices: Offices, day: str) -> Known | None:
    """A holder of offices; None where none of them counts."""
    held: list[Office] = []
    for number, start, until in row["terms"]:
        post = offices.post(number)
        if post is None or (until and until[:4] < EARLIEST):
            continue
        is_old = not until and start[:4] < str(int(day[:4]) - _FORGOTTEN)
        if is_old and post.title.rank >= _LOW:
            continue
        end = until or f"~{day}"
        title = post.title
        held.append(Office.of(title.office, post.country, title.sectors, title.rank, start, end, letter_of("wikidata")))
    if not held:
        return None
    held = sorted(dict.fromkeys(held), key=lambda office: (office.told[0], office.rank, office.name))
    best = min(held, key=lambda office: office.rank)
    names = tuple(row["names"])
    return Known(
        id=f"{best.country}/{to_slug(names[0])}", name=names[0], kind="person", country=best.country, names=names,
        gender=row["gender"] or None, wikidata=row["q"], rank=best.rank, offices=tuple(held),
    )  # fmt: skip


def _with_ids(lines: Iterable[bytes]) -> Iterator[Known]:
    """Actors with their ids: that of the actor that ships and has the same Wikidata id; of namesakes the longest known has the bare one."""
    shipped, taken = _shipped()
    for slug, rows in groupby((line.decode().rstrip("\n").split("\t") for line in lines), key=lambda row: row[0]):
        is_free = taken.get(slug) is None
        for row in rows:
            number = f"Q{int(row[1])}"
            actor_id = shipped.get(number)
            if actor_id is None:
                actor_id = slug if is_free else f"{slug}-{number.lower()}"
                is_free = False
            home = slug.split("/")[0]
            yield to_known(
                actor_id, [row[2], row[3], row[4] or (home if home != actor_id.split("/")[0] else ""), *row[5:]]
            )


@cache
def _shipped() -> tuple[dict[str, str], dict[str, str | None]]:
    """Wikidata id -> id of the actor that ships; and the ids whose actors have another one there."""
    table = SortedTable.open(files("onrecord.gazetteer").joinpath("data", "actors", "actors.tsv"))
    rows = [(row[0], (row + [""] * 7)[6]) for row in table]
    return {wikidata: actor_id for actor_id, wikidata in rows if wikidata}, {
        actor_id: wikidata or None for actor_id, wikidata in rows
    }


def _counted(actors: Iterable[Known], counts: dict[str, int]) -> Iterator[bytes]:
    for actor in actors:
        counts[actor.kind] += 1
        yield _line(*to_row(actor))


def _index(folder: Path, work: Path) -> None:
    """The three tables that lead to the actors, from the one that holds them."""
    table = SortedTable.open(folder / "actors.tsv")

    def actors() -> Iterator[Known]:
        return (to_known(row[0], row[1:]) for row in table)

    keys = {
        "names": (_line(key, str(actor.rank), actor.id) for actor in actors() for key in keys_of(actor)),
        "holders": (_line(key, begun, actor.id) for actor in actors() for key, begun in office_keys(actor).items()),
        "surnames": (_line(key, "", actor.id) for actor in actors() if is_called_by_surname(actor) for key in surnames_of(actor)),
    }  # fmt: skip
    for name, lines in keys.items():
        with (folder / f"{name}.tsv").open("wb") as out:
            out.writelines(_grouped(sort_lines(lines, work, name)))


def _grouped(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Key, order, id -> key and all ids."""
    for key, group in groupby((line.rstrip(b"\n").split(b"\t") for line in lines), key=lambda row: row[0]):
        yield key + b"\t" + b" ".join(dict.fromkeys(row[2] for row in group)) + b"\n"


def _write(lines: Iterable[bytes], work: Path, place: Path) -> None:
    with place.open("wb") as out:
        out.writelines(sort_lines(lines, work, place.stem))


def _line(*columns: str) -> bytes:
    return "\t".join(columns).rstrip("\t").encode() + b"\n"


def _put(folder: Path, to: Path) -> None:
    """Put a folder where another may stand; at any time one of the two is there, or both."""
    old = to.with_name(to.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if to.exists():
        os.replace(to, old)
    os.replace(folder, to)
    shutil.rmtree(old, ignore_errors=True)
