"""Which dyads moved most of late: a cheap look over all of them, from counts by month alone.

Two shares of conflict are held against each other, those of the last months and of the year before, by the difference of
their log-odds over its standard error (Woolf 1955, with one half added to each count: Haldane 1956, Gart 1966). It ranks,
no more: `build_ties` says what the evidence bears.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from onrecord.entries import Dyad, DyadMonth
from onrecord.ties.periods import index_of, name_of

RECENT, BEFORE = 3, 12  # months
MIN_DEEDS = 5  # on each side, in both directions together
SHOWN_MONTHS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """A pair of countries whose share of conflict moved, both directions together.

    `z` is the move in standard errors, positive for the worse. `deeds` and `conflict` count the last SHOWN_MONTHS months,
    the last of which is `last`; `share_before` and `share_now` are what was compared.
    """

    dyad: Dyad
    z: float
    share_before: float
    share_now: float
    n_now: int
    last: str
    deeds: tuple[int, ...]
    conflict: tuple[int, ...]


def find_movers(months: Iterable[DyadMonth], last: date, *, most: int) -> list[Mover]:
    """The dyads that moved most by the month of `last`, largest move first. `months` are by dyad, deeds only.

    >>> find_movers([], date(2024, 5, 1), most=3)
    []
    """
    end = index_of(last, "month")
    counts: dict[Dyad, tuple[list[int], list[int]]] = {}
    for dyad, rows in groupby(months, key=lambda row: row.dyad):
        pair = min(dyad, dyad.turned)
        deeds, conflict = counts.setdefault(pair, ([0] * SHOWN_MONTHS, [0] * SHOWN_MONTHS))
        for row in rows:
            at = index_of(row.month, "month") - end + SHOWN_MONTHS - 1
            if 0 <= at < SHOWN_MONTHS:
                deeds[at] += row.n
                conflict[at] += row.n if row.quad > 2 else 0
    found = [mover for dyad, told in counts.items() if (mover := _weigh(dyad, *told, name_of(end, "month")))]
    return sorted(found, key=lambda mover: (-abs(mover.z), mover.dyad))[:most]


def _weigh(dyad: Dyad, deeds: list[int], conflict: list[int], last: str) -> Mover | None:
    now, before = slice(-RECENT, None), slice(-RECENT - BEFORE, -RECENT)
    n_now, n_before = sum(deeds[now]), sum(deeds[before])
    if min(n_now, n_before) < MIN_DEEDS:
        return None
    c_now, c_before = sum(conflict[now]), sum(conflict[before])
    odds = [(c + 0.5, n - c + 0.5) for c, n in ((c_now, n_now), (c_before, n_before))]
    error = math.sqrt(sum(1 / a + 1 / b for a, b in odds))
    z = (math.log(odds[0][0] / odds[0][1]) - math.log(odds[1][0] / odds[1][1])) / error
    return Mover(
        dyad=dyad, z=round(z, 2), share_before=c_before / n_before, share_now=c_now / n_now, n_now=n_now, last=last,
        deeds=tuple(deeds), conflict=tuple(conflict),
    )  # fmt: skip
