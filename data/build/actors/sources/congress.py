"""congress-legislators (CC0): the members of the US Congress of June 2026 with all their terms, presidents and vice-presidents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from data.build.actors.model import Person, Term

SOURCE = "us-congress"
SEEN = "2026-06-15"
EARLIEST = "1990"
_OFFICES = {
    "rep": ("representative", ("LEG",), 5), "sen": ("senator", ("LEG",), 5), "prez": ("president", ("GOV",), 1),
    "viceprez": ("vice president", ("GOV",), 2),
}  # fmt: skip


def read(folder: Path) -> list[Person]:
    """Every member of today, and the presidents and vice-presidents since 1990."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    people = []
    for name in ("legislators-current.yaml", "executive.yaml"):
        for row in yaml.load((folder / name).read_text(encoding="utf-8"), Loader=loader):  # noqa: S506 - a safe loader
            person = _person(row)
            if person.terms:
                people.append(person)
    return people


def _person(row: dict[str, Any]) -> Person:
    name = row["name"]
    first, last = name.get("nickname") or name["first"], name["last"]
    forms = [name.get("official_full", ""), f"{first} {last}", f"{name['first']} {last}"]
    if name.get("middle"):
        forms.append(f"{name['first']} {name['middle']} {last}")
    person = Person(
        names=list(dict.fromkeys(filter(None, forms))), country="USA", wikidata=row["id"].get("wikidata", ""), surname=last,
        gender=row.get("bio", {}).get("gender", "").lower(),
    )  # fmt: skip
    for term in row["terms"]:
        if term["end"] >= EARLIEST:
            person.terms.append(_term(term))
    return person


def _term(told: dict[str, Any]) -> Term:
    """One term; an end that lies ahead is not known yet."""
    office, sectors, rank = _OFFICES[told["type"]]
    ended = told["end"] <= SEEN
    return Term(
        country="USA", office=office, sectors=sectors, rank=rank, alone=rank < 3, start=told["start"], until=told["end"] if ended else "",
        seen="" if ended else SEEN, source=SOURCE,
    )  # fmt: skip
