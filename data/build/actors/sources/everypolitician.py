"""every-politician-scrapers: holders of offices and seats in 28 countries, from Wikidata (CC0), with Wikidata ids."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.build.actors import FACTS
from data.build.actors.model import Person, Term
from onrecord.gazetteer.lands import lands
from onrecord.gazetteer.titles import Title, to_title

SOURCE = "every-politician"
EARLIEST = "1990"  # terms that ended before are left out
SNAPSHOT = "2022-07-15"  # the day of most snapshots; those of 2023 are later
LATER = {"sudan": "2023-01-15", "syria": "2023-01-15", "yemen": "2023-01-15", "world": "2023-01-15"}
_OFFICES = {"seats": "member of parliament", "senates": "senator", "lords": "peer", "representatives": "representative"}
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_ISLAND = re.compile(r"[^\W\d_]", re.UNICODE)
_BRACKET = re.compile(r" \([^)]*\)$")


def read(folder: Path) -> list[Person]:
    """All persons of all folders, each with every office found, by Wikidata id."""
    people: dict[str, Person] = {}
    told = tomllib.loads((FACTS / "every_politician.toml").read_text(encoding="utf-8"))
    for name, facts in sorted(told.items()):
        seen = LATER.get(name, SNAPSHOT)
        for row in _rows(folder / name / "holders21.csv"):
            title = None if row["position"] in facts.get("drop", ()) else to_title(row["position"])
            if title is not None:
                _add(people, row, facts["country"] or _of_body(row["position"]), title, seen)
        for row in _rows(folder / name / "legislators.csv"):
            seat = _seat(row["position"], facts)
            if seat is not None:
                _add(people, row, facts["country"], seat, seen)
        for row in _rows(folder / name / "bio.csv"):
            _describe(people.get(row["id"]), row)
    return [person for person in people.values() if _is_latin(person.names[0])]


def read_leaders(path: Path) -> list[Person]:
    """The heads of state and government of 2021, of all countries; years only."""
    people: dict[str, Person] = {}
    for row in _rows(path):
        land = lands().get(row["country"].removeprefix("the ").removeprefix("The "))
        label = re.split(r" of (?:the )?", row["positionLabel"])[0]
        title = to_title(label)
        if land is not None and title is not None and title.rank <= 2 and "Crown" not in label:
            told = {"personID": row["officeholder"], "person": row["officeholderLabel"]}
            told |= {"start": row["start_year"], "end": row["end_year"]}
            _add(people, told, land.state, title, "2022-07-31")
    return [person for person in people.values() if _is_latin(person.names[0])]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with path.open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)


def _seat(position: str, facts: dict[str, Any]) -> Title | None:
    for kind, office in _OFFICES.items():
        if any(re.fullmatch(pattern, position, re.IGNORECASE) for pattern in facts.get(kind, ())):
            return Title(office, ("LEG",), 5, False)
    return None


def _of_body(position: str) -> str:
    """The country field of an office that is no state's."""
    return "UNO" if "United Nations" in position or "International Court of Justice" in position else "IGO"


def _add(people: dict[str, Person], row: dict[str, Any], country: str, title: Title, seen: str) -> None:
    start, until = _day(row["start"]), _day(row["end"])
    name = _to_name(row["person"])
    if not name or (until and until[:4] < EARLIEST) or (start and until and start[:4] > until[:4]):
        return
    if not until and start[:4] < "1995" and title.rank > 1:
        return  # an end that nobody told, not thirty years in office
    person = people.setdefault(row["personID"], Person(names=[name], country=country, wikidata=row["personID"]))
    term = Term(
        country=country, office=title.office, sectors=title.sectors, rank=title.rank, alone=title.alone, start=start,
        until=until, seen="" if until else seen, source=SOURCE,
    )  # fmt: skip
    person.terms.append(term)


def _day(told: str) -> str:
    match = _DAY.match(told)
    return match[0] if match else ""


def _describe(person: Person | None, row: dict[str, Any]) -> None:
    if person is None:
        return
    person.gender = {"male": "m", "female": "f"}.get(row["gender"], person.gender)
    title = _to_name(row["enwiki"].replace("_", " "))
    if title and title not in person.names:
        at = len(person.names) if _is_latin(person.names[0]) else 0
        person.names.insert(at, title)


def _to_name(told: str) -> str:
    """A name without what tells namesakes apart: "Harald V of Norway", "John Smith (politician)"."""
    name = _BRACKET.sub("", told.strip())
    bare, _, land = name.partition(" of ")
    return bare if land.removeprefix("the ") in lands() else name


def _is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters, first name first."""
    letters = _ISLAND.findall(name)
    return (
        bool(letters)
        and all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 for letter in letters)
        and "," not in name
    )
