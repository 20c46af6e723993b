"""Invented countries: `python -m evals.petrarch FOLDER [--finder rules|encoder] [--errors]`.

FOLDER holds `gold/events/petrarch_unittest.jsonl`: PETRARCH's unit tests, sentences of Middle-earth with the events that they tell. The
world is `worlds/petrarch.toml`, in place of all that ships. Each party of a gold event has a code, whose first three letters are its
country (or IGO, NGO, IMG). Quoted parties, `---`, `###` and XYZ stand for nobody and are not asked for.

    named    some actor of the reading has that country
    sector   of the parties whose code goes on with a sector of ours: some actor has the country and the sector
    acting   some event of the reading has that country on that side; either side where it is reciprocal
    read     the same, of the sentences of which any event is read (many are made for PETRARCH's own verbs and no event of PLOVER)
    pairs    some event has both parties of the gold event on their sides

What the events are is not asked: the codes are those of PETRARCH's test dictionaries.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evals.finders import load_finder
from onrecord.facts import Actor, Event, Reading
from onrecord.gazetteer import load_gazetteer
from onrecord.pipeline import read_many
from onrecord.text import Article

WORLD = Path(__file__).parent / "worlds" / "petrarch.toml"
SECTORS = frozenset("GOV MIL COP LEG EDU MED REL REB ELI CVL".split())
OURS = {"MED": "JRN", "CIV": "CVL", "EDU": "EDU"}  # CAMEO's code -> PLOVER's
NOBODY = ("---", "###", "XYZ", '"')


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a gold event: its country, and the sector behind it where that is one of ours."""

    country: str
    sector: str | None

    @classmethod
    def of(cls, code: str) -> Party | None:
        """From a code such as DAGGOV; None where it stands for nobody."""
        if code.startswith(NOBODY):
            return None
        tail = OURS.get(code[3:6], code[3:6])
        return cls(code[:3], tail if tail in SECTORS | {"JRN"} else None)


def questions(row: dict[str, Any]) -> Iterator[tuple[Party | None, Party | None]]:
    """Actor and recipient of each gold event."""
    for event in row["events"]:
        yield Party.of(event["source"]), Party.of(event["target"])


def score(reading: Reading, row: dict[str, Any], counts: Counter[str]) -> Iterator[str]:
    """Count what is asked and what is right; a line for each party that is not named or does not act."""
    actors = {actor.id: actor for actor in reading.actors}
    for gold in questions(row):
        for side, party in enumerate(gold):
            if party is None:
                continue
            named = [actor for actor in reading.actors if actor.country == party.country]
            acting = any(party.country in _countries(event, actors)[side] for event in reading.events)
            _count(counts, "named", bool(named))
            _count(counts, "acting", acting)
            if reading.events:
                _count(counts, "read", acting)
            if party.sector is not None:
                _count(counts, "sector", any(party.sector in actor.sectors for actor in named))
            if not named or not acting:
                yield f"{row['id']} {party.country} {'does not act' if named else 'is not named'}: {row['text']}"
        if None not in gold:
            sides = [_countries(event, actors) for event in reading.events]
            _count(counts, "pairs", any(_are_on(gold, both) for both in sides))


def _countries(event: Event, actors: dict[str, Actor]) -> tuple[set[str | None], set[str | None]]:
    """The countries of an event's actors and of its recipients; all of them on both sides where it is reciprocal."""
    giving = {actors[one].country for one in event.actors}
    taking = {actors[one].country for one in event.recipients}
    return (giving | taking, giving | taking) if event.reciprocal else (giving, taking)


def _are_on(gold: tuple[Party | None, Party | None], sides: tuple[set[str | None], set[str | None]]) -> bool:
    return all(party is not None and party.country in side for party, side in zip(gold, sides, strict=True))


def _count(counts: Counter[str], question: str, right: bool) -> None:
    counts[question] += 1
    counts[f"{question} right"] += right


def main() -> None:
    """Read all and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m evals.petrarch", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--finder", choices=("encoder", "rules"), default="encoder")
    parser.add_argument("--errors", action="store_true")
    told = parser.parse_args()
    place = told.folder / "gold" / "events" / "petrarch_unittest.jsonl"
    if not place.is_file():
        raise SystemExit(f"{place} is not there; give the folder that holds gold/")
    rows = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["has_gold"] and row["events"]]
    articles = (
        Article(id=row["id"], title="", text=row["text"], published_on=date.fromisoformat(row["date"])) for row in rows
    )
    counts: Counter[str] = Counter()
    readings = read_many(articles, finder=load_finder(told.finder), gazetteer=load_gazetteer(only=WORLD))
    for row, reading in zip(rows, readings, strict=True):
        if not isinstance(reading, Reading):
            raise SystemExit(f"{row['id']}: {reading}")
        lines = list(score(reading, row, counts))
        if told.errors:
            print("\n".join(lines))
    print(f"{len(rows)} sentences, finder {told.finder}")
    for question in ("named", "sector", "acting", "read", "pairs"):
        right, asked = counts[f"{question} right"], counts[question]
        print(f"{question:8} {right:4} of {asked:4}  {100 * right / asked:5.1f} %")


if __name__ == "__main__":
    main()
