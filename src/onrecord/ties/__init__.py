"""Ties: how two parties stand over time, from the deeds on record, each figure with the entries behind it.

*Tension* is the log rate of conflict among all that is told; *tone* the share of conflict as a slow level with its bands;
both stand beside counts and outlets. Only what was done and told in a reporter's own voice counts; plans, denials,
assertions and statements stand apart. `docs/ties.md` has the formulas with their sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.entries import Dyad, EventEntry, EventFigures, QuoteEntry
from onrecord.errors import ConfigError
from onrecord.ties import periods
from onrecord.ties.counting import Figures, count_figures
from onrecord.ties.gather import Gathered, Volume, gather, to_volume
from onrecord.ties.periods import By
from onrecord.ties.sifting import DIRECTIONS, Kept, Stretch, count_volume, largest_outlet
from onrecord.ties.states import Apart, Break, Direction, Series, Tie, Ties, Turn
from onrecord.ties.words import find_balance, say

Denominators = NDArray[np.int64]

__all__ = [
    "DIRECTIONS",
    "Apart",
    "Break",
    "By",
    "Direction",
    "Gathered",
    "Series",
    "Tie",
    "Ties",
    "Turn",
    "Volume",
    "build_ties",
    "find_balance",
    "gather",
    "to_volume",
    "weigh",
]


def build_ties(
    entries: Iterable[EventEntry | EventFigures],
    dyad: Dyad,
    *,
    by: By = "month",
    first_on: date | None = None,
    last_on: date | None = None,
    outlets: Iterable[str] | None = None,
    drop_largest: bool = False,
    statements: Iterable[QuoteEntry] = (),
    volume: Volume | None = None,
    ways: Sequence[Direction] = DIRECTIONS,
    most: int | None = None,
) -> Ties:
    """The ties of a dyad by interval, from entries of all dyads (streamed), or of this one and a `volume` for all.

    `outlets` counts these alone, in the denominator too; `drop_largest` leaves out the one that tells most of the dyad.
    Only the directions in `ways` are weighed, in that order. Raises ConfigError on a dyad of one party, and where there
    would be more than `most` intervals.

    >>> build_ties([], Dyad("RUS", "USA")).both.said
    'RUS ↔ USA: no deed on record.'
    """
    gathered = gather(entries, dyad, by, statements=statements, first_on=first_on, last_on=last_on, volume=volume)
    return weigh(
        gathered, first_on=first_on, last_on=last_on, outlets=outlets, drop_largest=drop_largest, ways=ways,
        most=most,
    )  # fmt: skip


def weigh(
    gathered: Gathered,
    *,
    first_on: date | None = None,
    last_on: date | None = None,
    outlets: Iterable[str] | None = None,
    drop_largest: bool = False,
    ways: Sequence[Direction] = DIRECTIONS,
    most: int | None = None,
) -> Ties:
    """Ties from what was gathered; without days, from the first to the last interval in which the dyad has anything.

    Each interval costs time and room, whether anything happened in it or not. Raises ConfigError on more than `most`.
    """
    only = None if outlets is None else frozenset(outlets)
    kept = Kept(only=only)
    dropped = largest_outlet([kept.of(d) for d in gathered.deeds if kept.holds(d.outlets)]) if drop_largest else None
    kept = Kept(only=only, without=dropped)
    stretch = _stretch(gathered, kept, first_on, last_on)
    _check_length(stretch, gathered.by, most)
    volume = count_volume(gathered.volume, kept, stretch) if stretch else None
    return Ties(
        dyad=gathered.dyad,
        by=gathered.by,
        outlets=tuple(sorted(only)) if only is not None else None,
        dropped=dropped,
        n_outlets=sum(kept.holds((name,)) for name in gathered.volume.names),
        n_undated=gathered.n_undated,
        series=tuple(_series(gathered, kept, way, stretch, volume) for way in ways),
    )


def _stretch(gathered: Gathered, kept: Kept, first_on: date | None, last_on: date | None) -> Stretch | None:
    """The intervals to show; None where there is nothing to show."""
    seen = [deed.at for deed in gathered.deeds if kept.holds(deed.outlets)]
    seen += [row.at for row in gathered.beside if kept.holds(row.outlets)]
    if not seen:
        return None
    first = periods.index_of(first_on, gathered.by) if first_on else min(seen)
    return Stretch(first=first, last=periods.index_of(last_on, gathered.by) if last_on else max(seen))


def _check_length(stretch: Stretch | None, by: By, most: int | None) -> None:
    if stretch is not None and most is not None and len(stretch) > most:
        raise ConfigError(
            f"from {periods.name_of(stretch.first, by)} to {periods.name_of(stretch.last, by)} there are {len(stretch):,}"
            f" intervals by {by}, and no more than {most:,} are counted; ask for fewer days (from, until), or by longer intervals"
        )


def _series(
    gathered: Gathered, kept: Kept, direction: Direction, stretch: Stretch | None, volume: Denominators | None
) -> Series:
    dyad, directed = (gathered.dyad.turned if direction == "back" else gathered.dyad), direction != "both"
    figures = count_figures(gathered, kept, direction, stretch, volume) if stretch else Figures()
    name = f"{dyad.actor} {'→' if directed else '↔'} {dyad.recipient}"
    return Series(dyad=dyad, directed=directed, by=gathered.by, said=say(name, *figures), **figures._asdict())
