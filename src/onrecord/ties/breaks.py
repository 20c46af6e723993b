"""Change points: where the conflict share of the counts breaks, with a penalty that the series' own noise sets.

The cost of a segment is twice the binomial's negative log-likelihood at the segment's own share; the cheapest partition is
found exactly (optimal partitioning, Jackson et al. 2005). A change must save more than the penalty: the most that one split
saves in 95 of 100 shufflings of the same intervals. A smoothed line is never searched: it breaks everywhere.

News come in clusters, so n events of one month say less than n independent ones: counts enter as n / (1 + (n - 1) r), with
r the correlation of events within an interval (the beta-binomial's), told from neighbours so that a break does not raise it.
Without that a single loud month sets the penalty: a true fall of 1.5 in log-odds over the last three of 36 to 156 months is told
in 58 of 100 noisy series instead of 69 (docs/ties.md).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Orders = NDArray[np.uint16 | np.int64]
N_SHUFFLES = 499
LEVEL = 0.95  # of the shufflings' greatest savings; at 0.99 a jump in the last of 199 intervals can never be found
MIN_SEEN = 8  # intervals with events under which nothing can be told
LEAST = 1e-6  # a saving that rounding alone can make
STRIP = 32  # ends of segments whose costs are told at once
_TINY = 1e-300  # in place of 0 in a logarithm
OUTLIER = 12.0  # times the binomial's variance: a difference of neighbours beyond that is a break, not noise


def find_breaks(conflict: Floats, events: Floats, *, seed: int = 0) -> tuple[int, ...]:
    """The positions at which a new segment begins, ascending.

    `conflict` of `events` in each interval (T,); intervals without events belong to no side and are passed over.

    >>> find_breaks(np.array([1.0] * 10 + [8.0] * 10), np.array([10.0] * 20))
    (10,)
    """
    seen = np.flatnonzero(events > 0)
    if len(seen) < MIN_SEEN:
        return ()
    weight = 1.0 / (1.0 + (events[seen] - 1.0) * clustering(conflict[seen], events[seen]))
    c, n = conflict[seen] * weight, events[seen] * weight
    penalty = max(shuffled_saving(c, n, _orders(len(n), seed)), LEAST)
    return tuple(int(seen[start]) for start in _partition(c, n, penalty) if start)


def clustering(conflict: Floats, events: Floats) -> float:
    """The correlation r of events within an interval, 0 to 0.5, by moments from neighbouring intervals.

    Two neighbours of one share p differ by p (1 - p) (a (1 - r) + 2 r) in the mean square, a = 1/n + 1/m.

    >>> clustering(np.array([5.0, 5.0, 5.0, 5.0]), np.array([10.0, 10.0, 10.0, 10.0]))
    0.0
    """
    overall = conflict.sum() / events.sum()
    pooled = (conflict[:-1] + conflict[1:] + overall) / (events[:-1] + events[1:] + 1.0)
    within = pooled * (1.0 - pooled)
    few = 1.0 / events[:-1] + 1.0 / events[1:]
    usable = within > 0
    if not usable.any():
        return 0.0
    squares = np.diff(conflict / events)[usable] ** 2 / within[usable]
    few = few[usable]
    weight = 1.0 / (few + 0.05 * (2.0 - few))
    excess = np.minimum(squares, OUTLIER * few) - few
    return float(np.clip((weight * excess).sum() / (weight * (2.0 - few)).sum(), 0.0, 0.5)) if few.min() < 2 else 0.0


def shuffled_saving(conflict: Floats, events: Floats, orders: Orders) -> float:
    """What the best single split saves in 95 of 100 shufflings of the intervals (S of them), `orders` (S, T).

    A logarithm is taken only of splits that can count. Of N events with the share p a split into n and N - n, with d more on the
    left than n p, saves at most 2 d^2 / (p (1 - p)) N / (n (N - n)): the divergence of two shares is at most their chi-square. What
    the best by that bound save tells which others can still be among the 5 in 100.
    """
    n, c = events[orders], conflict[orders]  # (S, T)
    n.cumsum(axis=1, out=n)
    c.cumsum(axis=1, out=c)
    all_n, all_c = n[:, -1], c[:, -1]  # (S,)
    n, c = n[:, :-1], c[:, :-1]  # what is left of each split (S, T - 1)
    whole, total = _cost(all_c, all_n), events.sum()
    share = conflict.sum() / total
    bound = n * -share
    bound += c
    bound *= bound
    room = total - n
    room *= n
    bound /= room  # (S, T - 1), but for its factor

    def saving(order: Places, split: Places) -> Floats:
        left_c, left_n = c[order, split], n[order, split]
        return whole[order] - (_cost(left_c, left_n) + _cost(all_c[order] - left_c, all_n[order] - left_n))

    savings = saving(np.arange(len(orders)), bound.argmax(axis=1))
    reached = np.quantile(savings, LEVEL, method="lower")
    order, split = np.nonzero(bound > reached * share * (1.0 - share) / (2.0 * total))
    np.maximum.at(savings, order, saving(order, split))
    return float(np.quantile(savings, LEVEL))


@lru_cache(maxsize=8)
def _orders(n: int, seed: int) -> Orders:
    """The shufflings of n intervals: the same for every series.  # (S, n)"""
    shuffled = np.random.default_rng(seed).permuted(np.tile(np.arange(n), (N_SHUFFLES, 1)), axis=1)
    return shuffled.astype(np.uint16 if n < 2**16 else np.int64)


def _partition(conflict: Floats, events: Floats, penalty: float) -> list[int]:
    """The starts of the segments of the cheapest partition, the first (0) among them."""
    c, n = np.concatenate(([0.0], conflict.cumsum())), np.concatenate(([0.0], events.cumsum()))
    best = np.full(len(c), -penalty)
    came_from = np.zeros(len(c), dtype=int)
    for first in range(1, len(c), STRIP):
        ends = np.arange(first, min(first + STRIP, len(c)))
        of_segments = _cost(*(np.maximum(x[ends, None] - x[None, : ends[-1]], 0.0) for x in (c, n)))  # (E, T)
        for end, costs in zip(ends.tolist(), of_segments, strict=True):
            totals = best[:end] + penalty + costs[:end]
            came_from[end] = at = int(totals.argmin())
            best[end] = totals[at]
    starts, end = [], len(c) - 1
    while end > 0:
        end = int(came_from[end])
        starts.append(end)
    return starts[::-1]


def _cost(conflict: Floats, events: Floats) -> Floats:
    """Twice the negative log-likelihood of `conflict` of `events` at their own share."""
    return 2.0 * (_xlogx(events) - _xlogx(conflict) - _xlogx(np.maximum(events - conflict, 0.0)))


def _xlogx(x: Floats) -> Floats:
    """x log x, and 0 at 0."""
    return np.asarray(x * np.log(np.maximum(x, _TINY)))
