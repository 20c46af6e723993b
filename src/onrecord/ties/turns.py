"""New lows and new highs, and the guards without which none is told.

A month is a new low when the tone's level there is worse than at every earlier month, the last few set aside: they may belong
to the same low. The probability is the share of the posterior's paths on which that holds. It is a fact only if the month has
events enough from outlets enough, and if the same holds when the outlet that tells most of that month is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from onrecord.ties.states import Turned
from onrecord.ties.tone import Levels, Paths

Floats = NDArray[np.float64]
MIN_PROB = 0.9
MIN_EVENTS = 10
MIN_OUTLETS = 3
MIN_EARLIER = 12  # intervals that a low must undercut
MAX_ASIDE = 12  # intervals just before that may belong to the same low or high
N_DRAWS = 2000
SEED = 0


class Counted(NamedTuple):
    """A series in figures: its level, its first interval with events, and for each how many events from how many outlets."""

    levels: Levels
    start: int
    n_events: NDArray[np.int64]
    n_outlets: NDArray[np.int64]


class Found(NamedTuple):
    """A turn by positions: `since` to `until` is what it undercuts or exceeds."""

    kind: Turned
    at: int
    since: int
    until: int
    prob: float
    not_enough: str | None


def find_turns(counted: Counted, without_largest: Callable[[int], Levels | None]) -> list[Found]:
    """The intervals that are a new low or high with P >= 0.9 and have events and outlets enough; the last one also without.

    `without_largest(t)` gives the level of the same intervals counted without the outlet that tells most of t; None where
    nothing is left.
    """
    last = int(np.flatnonzero(counted.n_events)[-1])
    sides: tuple[tuple[Turned, float], ...] = (("new low", 1.0), ("new high", -1.0))
    candidates = {kind: _candidates(counted, sign, last) for kind, sign in sides}
    paths = Paths(counted.levels, N_DRAWS, SEED)
    found = []
    for kind, sign in sides:
        for t in candidates[kind]:
            exceeded = _exceeded(paths, sign, counted.start, t)
            if exceeded is not None:
                lacks = _lacks(counted, t) or _carried(sign, t, exceeded, without_largest)
                found.append(Found(kind, t, *exceeded, lacks))
    return sorted(found, key=lambda turn: turn.at)


def _candidates(counted: Counted, sign: float, last: int) -> list[int]:
    """The intervals of which it is worth asking the paths: P >= 0.9 needs a mean above every mean of the shortest stretch."""
    mean = sign * counted.levels.mean
    if len(mean) < MIN_EARLIER:
        return []
    highest = sliding_window_view(mean, MIN_EARLIER).max(axis=1).tolist()  # of the shortest stretch that begins at each
    return [
        t
        for t in range(counted.start + MIN_EARLIER + 1, len(mean))
        if (t == last or _lacks(counted, t) is None)
        and mean[t] > min(highest[until - MIN_EARLIER + 1] for until in _untils(counted.start, t))
    ]


def _untils(start: int, t: int) -> range:
    """The intervals at which the stretch that t is held against may end: just before t, or a few earlier."""
    return range(t - 1, max(t - MAX_ASIDE, start + MIN_EARLIER - 1) - 1, -1)


def _exceeded(paths: Paths, sign: float, start: int, t: int) -> tuple[int, int, float] | None:
    """The longest stretch before t, from and to, that the level at t exceeds with P >= 0.9, and that P; None if there is none."""
    untils = _untils(start, t)
    near = untils[-1]  # stands in every stretch
    rows = paths.back_to(near)
    if _share(sign * rows[t] > sign * rows[near]) < MIN_PROB:
        return None
    side = sign * paths.back_to(start)[: t + 1]  # (t + 1, D)
    first = near - MIN_EARLIER + 1
    one_by_one = _share(side[t] > side[first:t]) >= MIN_PROB  # (t - first,): all at once needs each
    best: tuple[int, int, float] | None = None
    for until in untils:
        if not one_by_one[until - MIN_EARLIER + 1 - first : until + 1 - first].all():
            continue
        most = np.maximum.accumulate(side[start : until + 1][::-1], axis=0)  # (S, D): from `until` back to each earlier
        above = _share(side[t] > most)
        held = np.flatnonzero(above >= MIN_PROB)
        if len(held) and held[-1] >= MIN_EARLIER - 1 and (best is None or until - held[-1] < best[0]):
            best = (int(until - held[-1]), until, float(above[held[-1]]))
    return best


def _share(holds: NDArray[np.bool_]) -> Floats:
    """On how many of the paths something holds, as a share.  # (..., D) -> (...)"""
    return np.asarray(np.count_nonzero(holds, axis=-1) / holds.shape[-1])


def _lacks(counted: Counted, t: int) -> str | None:
    events, outlets = int(counted.n_events[t]), int(counted.n_outlets[t])
    if events < MIN_EVENTS:
        return f"{events} event{'s' * (events != 1)}, {MIN_EVENTS} are needed"
    if outlets < MIN_OUTLETS:
        return f"{outlets} outlet{'s' * (outlets != 1)}, {MIN_OUTLETS} are needed"
    return None


def _carried(
    sign: float, t: int, exceeded: tuple[int, int, float], without_largest: Callable[[int], Levels | None]
) -> str | None:
    """What is lacking where one outlet carries the turn."""
    levels = without_largest(t)
    if levels is None:
        return "nothing is left without the largest outlet"
    since, until, _ = exceeded
    rows = sign * Paths(levels, N_DRAWS, SEED).back_to(since)[since : t + 1]  # (t + 1 - since, D)
    prob = float(_share(rows[-1] > rows[: until + 1 - since].max(axis=0)))
    return None if prob >= MIN_PROB else f"without the largest outlet P is {prob:.2f}"
