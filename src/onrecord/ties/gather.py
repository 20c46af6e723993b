"""Entries of the record, sorted by what they are to a dyad: deeds, what stands apart, and how much was told at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from onrecord.entries import Dyad, EventEntry, EventFigures, QuoteEntry
from onrecord.errors import ConfigError
from onrecord.ties import periods
from onrecord.ties.periods import By

Outlets = tuple[str, ...]


@dataclass(slots=True)
class Volume:
    """The denominator: how many deeds of all dyads there are, by the outlets that tell them and by interval.

    `totals` are over all outlets, `names` are the outlets.
    """

    told: dict[Outlets, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    totals: Counter[int] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)

    def add(self, at: int, outlets: Outlets, n: int = 1) -> None:
        """Count `n` deeds more in an interval."""
        self.told[outlets][at] += n
        self.totals[at] += n
        self.names.update(outlets)


class Deed(NamedTuple):
    """One deed of the dyad: the interval it counts in, its directions, and what the figures need of it."""

    at: int
    forth: bool
    back: bool
    quad: int
    type: str
    plover_score: float | None
    goldstein: float | None
    outlets: Outlets
    n_independent: int
    first_on: date | None
    id: str


class Beside(NamedTuple):
    """Something that is no deed: planned, hypothetical, denied, asserted, or a statement."""

    at: int
    forth: bool
    back: bool
    kind: str
    outlets: Outlets
    id: str


@dataclass(slots=True, kw_only=True)
class Gathered:
    """All that ties are made from. `volume` holds the deeds of all dyads, for the denominator."""

    dyad: Dyad
    by: By
    deeds: list[Deed] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    volume: Volume = field(default_factory=Volume)
    n_undated: int = 0


_BESIDE = {"future": "planned", "hypothetical": "hypothetical", "negated": "denied"}


def gather(
    entries: Iterable[EventEntry | EventFigures],
    dyad: Dyad,
    by: By,
    *,
    statements: Iterable[QuoteEntry] = (),
    first_on: date | None = None,
    last_on: date | None = None,
    volume: Volume | None = None,
) -> Gathered:
    """Sort entries, streamed; memory grows with the dyad's own. An entry outside [first_on, last_on] is passed over.

    `volume` is counted from `entries` (then they must be those of all dyads), or given where the caller has it. Raises
    ConfigError on a dyad of one party.
    """
    if dyad.actor == dyad.recipient:
        raise ConfigError(f"{dyad.actor} and {dyad.recipient} are one party; give two")
    found = Gathered(dyad=dyad, by=by, volume=Volume() if volume is None else volume)
    begins = periods.index_of(first_on, by) if first_on else 0
    ends = periods.index_of(last_on, by) if last_on else periods.index_of(date.max, by)
    passing: dict[object, tuple[bool, bool]] = {}  # the same parties act upon each other again and again
    for entry in entries:
        parties = (
            entry.actors, entry.actor_countries, entry.recipients, entry.recipient_countries, entry.reciprocal,
        )  # fmt: skip
        ways = passing.get(parties)
        if ways is None:
            ways = directions(entry, dyad)
            if any(ways):
                passing[parties] = ways
        at = periods.place(entry.first_on, entry.last_on, by)
        if at is None:
            found.n_undated += any(ways)
        elif begins <= at <= ends:
            _sort_entry(found, entry, at, ways, count=volume is None)
    for quote in statements:
        at = periods.place(quote.first_on, quote.last_on, by)
        forth, back = _about(quote, dyad), _about(quote, dyad.turned)
        if at is not None and begins <= at <= ends and (forth or back):
            found.beside.append(Beside(at, forth, back, "statements", quote.outlets, quote.id))
    return found


def to_volume(counts: Iterable[tuple[date | None, date | None, Outlets, int]], by: By) -> Volume:
    """The denominator from counts of deeds by first day, last day and outlets, as a record gives them.

    >>> to_volume([(date(2021, 3, 1), None, ("Gazette",), 7), (None, None, (), 2)], "month").totals.total()
    7
    """
    volume = Volume()
    for first_on, last_on, outlets, n in counts:
        at = periods.place(first_on, last_on, by)
        if at is not None:
            volume.add(at, outlets, n)
    return volume


def _sort_entry(
    found: Gathered, entry: EventEntry | EventFigures, at: int, ways: tuple[bool, bool], *, count: bool
) -> None:
    is_deed = entry.is_deed
    if count and is_deed:
        found.volume.add(at, entry.outlets)
    forth, back = ways
    if not (forth or back):
        return
    if is_deed:
        found.deeds.append(
            Deed(
                at, forth, back, entry.quad, entry.type, entry.plover_score, entry.goldstein, entry.outlets,
                entry.n_independent, entry.first_on, entry.id,
            )
        )  # fmt: skip
    else:
        kind = _BESIDE.get(entry.modality, "asserted")
        found.beside.append(Beside(at, forth, back, kind, entry.outlets, entry.id))


def directions(entry: EventEntry | EventFigures, dyad: Dyad) -> tuple[bool, bool]:
    """Whether an entry passes from the dyad's actor to its recipient, and the other way.

    A party is a country (or a body's country code) or the id of one actor. Where both act and nobody receives (a meeting,
    a fight), it passes both ways.
    """
    a_acts = _holds(entry.actors, entry.actor_countries, dyad.actor)
    b_acts = _holds(entry.actors, entry.actor_countries, dyad.recipient)
    if (entry.reciprocal or not entry.recipients) and a_acts and b_acts:
        return True, True
    forth = a_acts and _holds(entry.recipients, entry.recipient_countries, dyad.recipient)
    back = b_acts and _holds(entry.recipients, entry.recipient_countries, dyad.actor)
    return (forth or back, forth or back) if entry.reciprocal else (forth, back)


def _holds(ids: tuple[str, ...], countries: tuple[str | None, ...], party: str) -> bool:
    return party in countries or party in ids


def _about(quote: QuoteEntry, dyad: Dyad) -> bool:
    """Whether the dyad's actor speaks about, or to, its recipient."""
    speaks = dyad.actor in (quote.speaker, quote.speaker_country)
    meant = (*quote.about, *([quote.addressee] if quote.addressee else []))
    return speaks and any(one == dyad.recipient or one.startswith(dyad.recipient + "/") for one in meant)
