"""Who led a state on a day: `python -m evals.leaders FOLDER [--days N] [--errors]`.

FOLDER holds `actors/` with `peacesciencer/archigos.csv` (leaders to 2015, which no table of ours is built from) and
`factbook/leaders_timeline.csv` (2014 to January 2026). For 100 states, days are drawn at random from 1995 on (seed 7).
Archigos tells who led the state and not as what: "the president of X", "the prime minister of X" and "the king of X" are
asked, and one of the answers must be he. The factbook prints the office: it is asked for by its name, until 120 days before
the last copy with that leader (it goes on to print who has left) and not where copies lack (2016-11 to 2020-11). An answer
is right when it shares a word of the name, spelt alike; days within 30 days of a change are not asked, for the sources
differ there.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from data.build.actors.merge import edits
from data.build.actors.sources import factbook
from data.build.actors.sources.reign import cow_codes
from onrecord.gazetteer import load_gazetteer, resolve
from onrecord.gazetteer.keys import to_key
from onrecord.gazetteer.lands import lands, shown_country

EARLIEST, N_STATES, MARGIN = date(1995, 1, 1), 100, timedelta(days=30)
STALE = timedelta(days=120)  # by so much the factbook goes on to print who has left
GAP, GAP_END = "2016-11-06", "2020-11-23"  # between these days there is no copy of it
FORMS = ("president", "prime minister", "king")
FLOOR = 95.0


@dataclass(frozen=True, slots=True)
class Spell:
    """Somebody led a state from a day to another; `office` where the source tells it."""

    country: str
    name: str
    first_on: date
    last_on: date
    office: str | None


def archigos(path: Path) -> Iterator[Spell]:
    """The spells of Archigos."""
    codes = cow_codes()
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            country = codes.get(row["obsid"][:3])
            if country and row["enddate"] > EARLIEST.isoformat():
                first, last = date.fromisoformat(row["startdate"]), date.fromisoformat(row["enddate"])
                yield Spell(country, row["leader"], first, last, None)


def printed(path: Path) -> Iterator[Spell]:
    """The presidents and heads of government that the factbook prints, from the first day in office to 120 days before they vanish."""
    for person in factbook.read(path):
        term = person.terms[0]
        unseen = term.start >= GAP and term.seen == GAP_END  # nobody knows how long
        if term.rank == 1 and term.office in FORMS[:2] and len(term.start) == 10 and not unseen:
            seen = GAP if term.start < GAP < term.seen <= GAP_END else term.seen
            last = date.fromisoformat(seen) - STALE
            yield Spell(term.country, person.names[0], date.fromisoformat(term.start), last, term.office)


def questions(spells: list[Spell], n_days: int) -> list[tuple[Spell, date]]:
    """For each of 100 states so many random days on which one spell is told, away from its ends."""
    draw = random.Random(7)  # noqa: S311 - a sample, no secret
    by_country: dict[str, list[Spell]] = defaultdict(list)
    for spell in spells:
        if spell.last_on - spell.first_on > 3 * MARGIN and spell.last_on > EARLIEST + 3 * MARGIN:
            by_country[spell.country].append(spell)
    states = draw.sample(sorted(code for code in by_country if lands()[code].state == code), N_STATES)
    found = []
    for state in states:
        for _ in range(n_days):
            spell = draw.choice(by_country[state])
            first = max(spell.first_on, EARLIEST) + MARGIN
            found.append((spell, first + timedelta(days=draw.randrange(max(1, (spell.last_on - MARGIN - first).days)))))
    return found


def is_answered(spell: Spell, day: date) -> bool | None:
    """Whether an answer is the leader; None where there is no answer at all."""
    land = shown_country(spell.country)
    answers = [
        resolve(f"the {form} of {land}", load_gazetteer(), on=day)
        for form in ((spell.office,) if spell.office else FORMS)
    ]
    people = [load_gazetteer().people.by_id(answer.actor) for answer in answers if answer.actor]
    if not people:
        return None
    return any(_alike(spell.name, name) for known in people if known is not None for name in known.names)


def _alike(told: str, name: str) -> bool:
    ours = to_key(name).split()
    return any(
        len(word) > 2 and any(edits(word, other) * 4 <= max(len(word), len(other)) for other in ours)
        for word in to_key(told).split()
    )


def main() -> None:
    """Print the share of right answers for each source."""
    parser = argparse.ArgumentParser(prog="python -m evals.leaders", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder that holds actors/")
    parser.add_argument("--days", type=int, default=10, help="days for each state")
    parser.add_argument("--errors", action="store_true", help="print every question that is not answered rightly")
    given = parser.parse_args()
    sources = {
        "archigos": given.folder / "actors/peacesciencer/archigos.csv",
        "factbook": given.folder / "actors/factbook/leaders_timeline.csv",
    }
    for name, path in sources.items():
        if not path.is_file():
            print(f"{name}: {path} is not there; nothing is asked of it")
            continue
        counts: Counter[str] = Counter()
        for spell, day in questions(list(archigos(path) if name == "archigos" else printed(path)), given.days):
            answered = is_answered(spell, day)
            counts["right" if answered else "open" if answered is None else "wrong"] += 1
            if given.errors and not answered:
                print(
                    name,
                    spell.country,
                    day,
                    spell.name,
                    spell.office or "",
                    "no answer" if answered is None else "another",
                )
        total = counts.total()
        told = f"{counts['right']:5} of {total} right {100 * counts['right'] / total:5.1f} %"
        print(f"{name:9} {told}, {counts['wrong']} wrong, {counts['open']} open; floor {FLOOR:.0f}")


if __name__ == "__main__":
    main()
