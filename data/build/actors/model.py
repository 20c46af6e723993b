"""What the sources are read into: persons, and the offices they held, with days as far as they are known.

A day is a partial ISO date: "2012", "2012-05" or "2012-05-07"; "" where it is not told.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field

from onrecord.gazetteer.index import without_initials
from onrecord.gazetteer.keys import to_key


@dataclass(slots=True, kw_only=True)
class Term:
    """An office held. `until`: the day of the end; "" where the end is not known, and then `seen` is the last day on which the
    source still shows it. `rank`: 1 head of state or government … 6 others. `alone`: one at a time holds it.
    """

    country: str
    office: str
    sectors: tuple[str, ...]
    rank: int
    start: str
    until: str = ""
    seen: str = ""
    source: str
    alone: bool = False

    def first(self) -> str:
        """The first day on which it can have begun, whole."""
        return first_day(self.start) if self.start else "0000-00-00"

    def last(self) -> str:
        """The last day on which it is known to have gone on, whole."""
        return (
            last_day(self.until or self.seen or self.start) if (self.until or self.seen or self.start) else "9999-99-99"
        )


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody as the sources tell of him: the first name is shown. `surname` is a key, "" where no source marks it."""

    names: list[str]
    country: str
    wikidata: str = ""
    gender: str = ""
    surname: str = ""
    terms: list[Term] = field(default_factory=list)

    def all_keys(self) -> set[str]:
        """The keys of all names, also without middle initials."""
        found = {to_key(name) for name in self.names}
        return (found | {without_initials(key) for key in found}) - {""}

    def rank(self) -> int:
        """The best rank of all offices."""
        return min((term.rank for term in self.terms), default=6)


def first_day(day: str) -> str:
    """ "2012-05" -> "2012-05-01"."""
    return day + "-01-01"[len(day) - 4 :] if len(day) in (4, 7) else day


def last_day(day: str) -> str:
    """ "2012-02" -> "2012-02-29", "2012" -> "2012-12-31"."""
    if len(day) == 4:
        return day + "-12-31"
    if len(day) == 7:
        return f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]:02d}"
    return day
