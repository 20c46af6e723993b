"""IfG ministers database (CC BY 4.0): appointments of British ministers since 1979, and their seats in Parliament."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

from data.build.actors.model import Person, Term
from onrecord.gazetteer.titles import to_title

SOURCE = "uk-ministers"
SEEN = "2026-06-19"
EARLIEST = "1990"
_TITLED = re.compile(r"^(Lord|Lady|Baroness|Viscount|Earl|Duke|Sir|Dame|Baron|Countess) ")


def read(folder: Path) -> list[Person]:
    """Everybody with an appointment since 1990, by all names and with all seats."""
    posts = {
        row["id"]: (row["name"], row["organisation_id"], row["rank_equivalence"]) for row in _rows(folder / "post.csv")
    }
    departments = {row["id"]: row["name"] for row in _rows(folder / "organisation.csv")}
    people = _people(folder / "person.csv")
    for row in _rows(folder / "appointment.csv"):
        name, department, rank = posts[row["post_id"]]
        term = _term(name, departments.get(department, ""), rank, row)
        if term is not None and row["person_id"] in people:
            people[row["person_id"]].terms.append(term)
    found = {key: person for key, person in people.items() if person.terms}
    for row in _rows(folder / "representation.csv"):
        if row["person_id"] in found and not (row["end_date"] and row["end_date"] < EARLIEST):
            office = "peer" if row["house"] == "Lords" else "member of parliament"
            found[row["person_id"]].terms.append(_seat(office, row))
    return list(found.values())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _people(path: Path) -> dict[str, Person]:
    """Persons by id, the name without a title first."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    gender: dict[str, str] = {}
    for row in _rows(path):
        for name in (row["display_name"], row["name"]):
            names[row["id"]].setdefault(re.sub(r"^(Sir|Dame) ", "", name.strip()))
        gender[row["id"]] = row["gender"].lower()[:1]
    people = {}
    for key, found in names.items():
        ordered = sorted(filter(None, found), key=lambda name: bool(_TITLED.match(name)))
        people[key] = Person(names=ordered, country="GBR", gender=gender[key])
    return people


def _term(post: str, department: str, rank: str, row: dict[str, str]) -> Term | None:
    title = to_title(post)
    if title is None or (row["end_date"] and row["end_date"] < EARLIEST):
        return None
    office, level = title.office, title.rank
    if post in (
        "Economic Secretary",
        "Financial Secretary",
        "Exchequer Secretary",
        "Chief Secretary",
        "Commercial Secretary",
    ):
        office += " to the Treasury"
    elif (
        post in ("Minister of State", "Parliamentary Under-Secretary of State", "Parliamentary Secretary")
        and department
    ):
        office += f", {department}"
    if level == 3 and rank not in ("SoS", "PM", "Cabinet") and not title.alone:
        level = 4
    return Term(
        country="GBR", office=office, sectors=title.sectors, rank=level, alone=title.alone, start=row["start_date"],
        until=row["end_date"], seen="" if row["end_date"] else SEEN, source=SOURCE,
    )  # fmt: skip


def _seat(office: str, row: dict[str, str]) -> Term:
    return Term(
        country="GBR", office=office, sectors=("LEG",), rank=5, start=row["start_date"], until=row["end_date"],
        seen="" if row["end_date"] else SEEN, source=SOURCE,
    )  # fmt: skip
