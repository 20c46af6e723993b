"""Actors that the gazetteer knows, and the offices that they held, with the days as far as they are known."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["person", "organization", "group", "country", "place"]
Status = Literal["current", "last known", "former"]
LOWEST = 6  # the rank of who holds no office that counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A post held in `[from_on, until_on)`.

    `from_on` is the first day on which it can have begun and `until_on` the first on which it was surely over, both None where no
    source tells; `told` has the two as they are told ("2012", "2012-05", "2012-05-07", "" where not at all). `seen_on` is the last day
    on which the source still shows somebody in an office whose end is not known. `rank`: 1 head of state or government, 2 foreign
    minister or deputy, 3 minister and the like, 4 second row, 5 member of parliament, 6 others. `source` is a key of SOURCES.
    """

    name: str
    country: str
    sectors: tuple[str, ...]
    rank: int
    from_on: date | None
    until_on: date | None
    seen_on: date | None
    told: tuple[str, str]
    source: str

    def status_on(self, day: date) -> Status | None:
        """Where the office stands on a day; None before it began.

        >>> Office.of("minister", "NOR", ("GOV",), 3, "2012-05-07", "~2013-06-01", "h").status_on(date(2014, 1, 1))
        'last known'
        """
        if self.from_on is not None and day < self.from_on:
            return None
        if self.until_on is not None:
            return "former" if day >= self.until_on else "current"
        return "current" if self.seen_on is None or day <= self.seen_on else "last known"

    @classmethod
    def of(
        cls, name: str, country: str, sectors: tuple[str, ...], rank: int, start: str, end: str, source: str
    ) -> Office:
        """An office whose days are told as partial dates; "~" before the end says that it is the last day seen."""
        is_seen = end.startswith("~")
        return cls(
            name=name, country=country, sectors=sectors, rank=rank, from_on=first_day(start),
            until_on=None if is_seen or not end else over_day(end), seen_on=last_day(end[1:]) if is_seen else None,
            told=(start, "" if is_seen else end), source=source,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office, and where it stands on the day that was asked for."""

    office: Office
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An actor that the gazetteer knows.

    `country` is PLOVER's country field; `sectors` those that do not depend on the day (of an organisation, of a person without offices).
    `names` holds the shown name first. `gender` is "m", "f" or None. `rank` is the best rank of the offices. `own`: from the user's files.
    """

    id: str
    name: str
    kind: Kind
    country: str
    sectors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    gender: str | None = None
    wikidata: str | None = None
    rank: int = LOWEST
    offices: tuple[Office, ...] = ()
    own: bool = False

    def offices_on(self, day: date) -> tuple[Held, ...]:
        """The offices begun by that day: those held, the highest first, then what was last heard of him."""
        found = [Held(office=office, status=status) for office in self.offices if (status := office.status_on(day))]
        return tuple(sorted(found, key=_weight))

    def office_on(self, day: date) -> Held | None:
        """The one office that says what somebody is on a day: the highest that he holds, else what was last heard of him."""
        return next(iter(self.offices_on(day)), None)

    def sectors_on(self, day: date) -> tuple[str, ...]:
        """PLOVER's sectors on a day: those of the office; ELI for who held one and holds none any more."""
        held = self.office_on(day)
        if held is None:
            return self.sectors
        return ("ELI",) if held.status == "former" and set(held.office.sectors) & _STATE else held.office.sectors

    def country_on(self, day: date) -> str:
        """The country of the office on that day, else the actor's."""
        held = self.office_on(day)
        return held.office.country if held else self.country


_STATE = frozenset("GOV LEG JUD MIL SPY COP".split())


def _weight(held: Held) -> tuple[bool, int, int, int]:
    """Current before all others, the highest rank first; of the others what was seen last, be it the office or its end."""
    office = held.office
    if held.status == "current":
        return False, office.rank, 0, -(office.from_on or date.min).toordinal()
    last = office.until_on if held.status == "former" else office.seen_on
    return True, -(last or date.min).toordinal(), office.rank, 0


def first_day(told: str) -> date | None:
    """The first day of a partial date: "2012-05" -> 2012-05-01; None for ""."""
    return date.fromisoformat((told + "-01-01")[:10] if len(told) < 10 else told) if told else None


def last_day(told: str) -> date | None:
    """The last day of a partial date: "2012-02" -> 2012-02-29; None for ""."""
    if len(told) == 4:
        return date(int(told), 12, 31)
    if len(told) == 7:
        year, month = int(told[:4]), int(told[5:])
        return date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(told) if told else None


def over_day(told: str) -> date | None:
    """The first day on which an office is surely over: a whole day as told, of a month or year the day after its last."""
    last = last_day(told)
    return last if last is None or len(told) == 10 else last + timedelta(days=1)
