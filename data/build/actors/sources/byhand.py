"""facts/offices/*.txt: holders of offices that no source has, written by hand as common knowledge.

A line is `country: office: name day; name day; - day`. Each holder stays until the next one comes; "-" ends the last. A name may have
others beside it ("Joko Widodo|Jokowi"), and "f" behind it says a woman. An open end is known up to the day at the head of the file.
Behind the office may stand sectors, rank and "one" (one at a time holds it) in brackets, where titles.toml does not tell them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.build.actors import FACTS
from data.build.actors.model import Person, Term
from onrecord.gazetteer.titles import Title, to_title

SOURCE = "by hand"
_HOLDER = re.compile(r"(?P<names>.+?)(?P<woman> f)? (?P<day>\d{4}(-\d\d){0,2})")


def read() -> list[Person]:
    """The persons of all files, one for each term."""
    people: list[Person] = []
    for path in sorted((FACTS / "offices").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        seen = re.search(r"known up to (\d{4}-\d{2}-\d{2})", lines[0])
        if seen is None:
            raise SystemExit(f"{path.name}: its first line must say: known up to YYYY-MM-DD")
        for number, line in enumerate(lines, 1):
            if line and not line.startswith("#"):
                people += _line(line, seen[1], f"{path.name}, line {number}")
    return people


def _line(line: str, seen: str, place: str) -> Iterator[Person]:
    """The holders that one line tells of."""
    country, office, told = line.split(": ", 2)
    title = _title(place, office)
    holders = [_HOLDER.fullmatch(part.strip()) for part in told.split(";")]
    if not re.fullmatch("[A-Z]{3}", country) or not all(holders):
        raise SystemExit(f"{place}: {line!r} is not country: office: name day; name day")
    found = [holder for holder in holders if holder]
    days = [holder["day"] for holder in found]
    if sorted(days) != days:
        raise SystemExit(f"{place}: the days of {office} are out of order")
    for holder, until in zip(found, [*days[1:], ""], strict=True):
        if holder["names"] == "-":
            continue
        last = max(seen, holder["day"])
        term = Term(
            country=country, office=title.office, sectors=title.sectors, rank=title.rank, alone=title.alone, start=holder["day"],
            until=until, seen="" if until else last, source=SOURCE,
        )  # fmt: skip
        yield Person(
            names=holder["names"].split("|"), country=country, gender="f" if holder["woman"] else "m", terms=[term]
        )


def _title(place: str, told: str) -> Title:
    """An office as it is written by hand: what gazetteer/data/titles.toml says of it, or what stands in the brackets behind it."""
    office, _, said = told.removesuffix("]").partition(" [")
    words = said.split()
    if words:
        alone = words[-1] == "one"
        *sectors, rank = words[:-1] if alone else words
        return Title(office, tuple(sectors), int(rank), alone)
    title = to_title(office)
    if title is None:
        raise SystemExit(
            f"{place}: gazetteer/data/titles.toml does not know {office!r}; say its sectors and rank: [GOV 3 one]"
        )
    return Title(office, title.sectors, title.rank, title.alone)
