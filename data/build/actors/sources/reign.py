"""REIGN (MIT): who led each state, 1921 to March 2021; the last name only for most, days for the start, months for the end."""

from __future__ import annotations

import csv
from pathlib import Path

from data.build.actors import FACTS
from data.build.actors.model import Person, Term

SOURCE = "reign"
SEEN = "2021-03-01"
EARLIEST = 1990


def read(path: Path) -> list[Person]:
    """A person for each spell after 1990; what he was is told by facts/reign_titles.tsv, else `leader`."""
    codes = cow_codes()
    people = []
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        for row in csv.DictReader(stream):
            until = f"{int(row['eyear'])}-{int(row['emonth']):02d}" if row["eyear"] and row["emonth"] else ""
            country = codes.get(row["stateabb"], "")
            if not country or (until and int(until[:4]) < EARLIEST) or not row["syear"]:
                continue
            start = f"{int(row['syear'])}-{int(row['smonth']):02d}-{int(row['sdate']):02d}"
            term = Term(
                country=country, office="leader", sectors=("GOV",), rank=1, start=start, until=until,
                seen="" if until else SEEN, source=SOURCE,
            )  # fmt: skip
            gender = {"1": "m", "0": "f"}.get(row["gender"], "")
            people.append(Person(names=[" ".join(row["leader"].split())], country=country, gender=gender, terms=[term]))
    return people


def cow_codes() -> dict[str, str]:
    """Codes of the Correlates of War project -> PLOVER's."""
    lines = (FACTS / "cow_codes.txt").read_text(encoding="utf-8").split()
    return dict(pair.split("=") for pair in lines if "=" in pair)
