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

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
N_SHUFFLES = 499
LEVEL = (
    0.95  # of the shufflings' greatest savings; at 0.99 a jump in the last of 199 intervals or fewer can never be found
)
MIN_SEEN = 8  # intervals with events under which nothing can be told
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
    penalty = shuffled_saving(c, n, np.random.default_rng(seed))
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


def shuffled_saving(conflict: Floats, events: Floats, rng: Generator) -> float:
    """What the best single split saves in 95 of 100 shufflings of the intervals (S of them)."""
    orders = rng.permuted(np.tile(np.arange(len(events)), (N_SHUFFLES, 1)), axis=1)
    c, n = conflict[orders].cumsum(axis=1), events[orders].cumsum(axis=1)  # (S, T)
    all_c, all_n = c[:, -1:], n[:, -1:]
    left, right = _cost(c[:, :-1], n[:, :-1]), _cost(all_c - c[:, :-1], all_n - n[:, :-1])
    savings = _cost(all_c, all_n) - (left + right).min(axis=1, keepdims=True)
    return float(np.quantile(savings, LEVEL))


def _partition(conflict: Floats, events: Floats, penalty: float) -> list[int]:
    """The starts of the segments of the cheapest partition, the first (0) among them."""
    c, n = np.concatenate(([0.0], conflict.cumsum())), np.concatenate(([0.0], events.cumsum()))
    best = np.full(len(c), -penalty)
    came_from = np.zeros(len(c), dtype=int)
    for end in range(1, len(c)):
        costs = best[:end] + penalty + _cost(c[end] - c[:end], n[end] - n[:end])
        came_from[end] = int(np.argmin(costs))
        best[end] = costs[came_from[end]]
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
