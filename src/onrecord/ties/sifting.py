"""What is left of the gathered rows for some outlets, a direction and a stretch of intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from onrecord.ties.gather import Beside, Deed, Outlets, Volume
from onrecord.ties.states import Direction

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
Row = TypeVar("Row", Deed, Beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The outlets that count: `only` these (None: all), `without` that one.

    >>> Kept(without="Gazette").holds(("Gazette", "Herald")), Kept(without="Gazette").holds(("Gazette",))
    (True, False)
    """

    only: frozenset[str] | None = None
    without: str | None = None

    def holds(self, outlets: Outlets) -> bool:
        """Whether something that these outlets told is still told; what no known outlet told stays unless `only` is given."""
        if self.only is not None:
            return any(one in self.only and one != self.without for one in outlets)
        return self.without is None or not outlets or any(one != self.without for one in outlets)

    def of(self, row: Row) -> Row:
        """A row as the outlets that count tell it.

        >>> Kept(only=frozenset({"Gazette"})).of(Beside(0, True, False, "planned", ("Gazette", "Herald"), "e1")).outlets
        ('Gazette',)
        """
        if self.only is None and self.without is None:
            return row
        told = (one for one in row.outlets if (self.only is None or one in self.only) and one != self.without)
        return row._replace(outlets=tuple(told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Intervals from `first` to `last`, both included."""

    first: int
    last: int

    def __len__(self) -> int:
        return max(0, self.last - self.first + 1)


def group_rows(rows: Iterable[Row], kept: Kept, direction: Direction, stretch: Stretch) -> list[list[Row]]:
    """The rows of one direction that are kept, a list an interval, as the outlets that are kept tell them."""
    groups: list[list[Row]] = [[] for _ in range(len(stretch))]
    first, last, keeps_all = stretch.first, stretch.last, kept == Kept()
    back, forth = direction != "forth", direction != "back"
    for row in rows:
        if first <= row.at <= last and ((forth and row.forth) or (back and row.back)):
            if keeps_all:
                groups[row.at - first].append(row)
            elif kept.holds(row.outlets):
                groups[row.at - first].append(kept.of(row))
    return groups


def count_volume(volume: Volume, kept: Kept, stretch: Stretch) -> NDArray[np.int64]:
    """The denominator of the tension: deeds of all dyads in each interval that the kept outlets told.  # (T,)"""
    counts = np.zeros(len(stretch), dtype=np.int64)
    keeps_all = kept == Kept()
    parts = [volume.totals] if keeps_all else [part for outlets, part in volume.told.items() if kept.holds(outlets)]
    for part in parts:
        for at, n in part.items():
            if stretch.first <= at <= stretch.last:
                counts[at - stretch.first] += n
    return counts


def largest_outlet(deeds: Collection[Deed]) -> str | None:
    """The outlet that tells most of some deeds, the first by name where several do; None where no outlet is known."""
    told = Counter(outlet for deed in deeds for outlet in deed.outlets)
    return min(told, key=lambda outlet: (-told[outlet], outlet)) if told else None
