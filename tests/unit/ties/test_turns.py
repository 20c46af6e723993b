"""Turns are searched where they can be; what is found is what looking everywhere finds."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from onrecord.ties.tone import draw_paths, fit_tone
from onrecord.ties.turns import (
    MAX_ASIDE,
    MIN_EARLIER,
    MIN_EVENTS,
    MIN_PROB,
    N_DRAWS,
    SEED,
    Counted,
    find_turns,
)


def _counted(seed: int) -> Counted:
    """Sixty intervals of a share that drifts, and in some jumps at the end."""
    rng = np.random.default_rng(seed)
    events = rng.integers(0, 60, 60) * (rng.random(60) < 0.9)
    events[-1] = 40
    level = np.cumsum(rng.normal(0, 0.35, 60)) + (seed % 3 - 1) * 2.5 * (np.arange(60) > 54)
    conflict = rng.binomial(events, 1 / (1 + np.exp(-level)))
    levels = fit_tone(conflict.astype(float), events.astype(float))
    return Counted(levels, int(np.flatnonzero(events)[0]), events, np.minimum(events, 5))


def _looked_everywhere(side: NDArray[np.float64], start: int, t: int) -> tuple[int, int, float] | None:
    """By the definition: of all stretches that end just before t the longest that every second path and more exceeds."""
    best = None
    for until in range(t - 1, max(t - MAX_ASIDE, start + MIN_EARLIER - 1) - 1, -1):
        for since in range(start, until - MIN_EARLIER + 2):
            prob = float((side[:, t] > side[:, since : until + 1].max(axis=1)).mean())
            if prob >= MIN_PROB:
                if best is None or since < best[0]:
                    best = (since, until, prob)
                break
    return best


@pytest.mark.parametrize("seed", range(6))
def test_no_turn_is_missed_and_none_is_made_up(seed: int) -> None:
    counted = _counted(seed)
    found = {(turn.kind, turn.at): (turn.since, turn.until, turn.prob) for turn in find_turns(counted, lambda _: None)}
    paths = draw_paths(counted.levels, N_DRAWS, SEED)
    for kind, sign in (("new low", 1.0), ("new high", -1.0)):
        for t in range(counted.start + MIN_EARLIER + 1, len(counted.n_events)):
            if t == len(counted.n_events) - 1 or counted.n_events[t] >= MIN_EVENTS:
                assert found.pop((kind, t), None) == _looked_everywhere(sign * paths, counted.start, t), (kind, t)
    assert not found


def test_some_of_these_series_turn() -> None:
    kinds = {turn.kind for seed in range(6) for turn in find_turns(_counted(seed), lambda _: None)}
    assert kinds == {"new low", "new high"}
