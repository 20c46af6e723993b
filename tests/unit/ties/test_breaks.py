from __future__ import annotations

import numpy as np
import pytest

from onrecord.ties.breaks import LEVEL, clustering, find_breaks, shuffled_saving


def test_a_step_is_found_where_it_is() -> None:
    events = np.full(60, 20.0)
    conflict = np.where(np.arange(60) < 37, 4.0, 12.0)
    assert find_breaks(conflict, events) == (37,)


def test_two_steps_are_found() -> None:
    events = np.full(60, 20.0)
    at = np.arange(60)
    assert find_breaks(np.where((at >= 20) & (at < 40), 14.0, 4.0), events) == (20, 40)


def test_a_steady_series_has_none() -> None:
    assert find_breaks(np.full(60, 5.0), np.full(60, 20.0)) == ()


def test_noise_without_change_seldom_breaks() -> None:
    """Counts clustered within months: about five series in a hundred may break."""
    rng = np.random.default_rng(11)
    broken = 0
    for _ in range(150):
        events = rng.negative_binomial(2, 2 / 22, 60)
        conflict = rng.binomial(events, rng.beta(6, 14, 60))
        broken += bool(find_breaks(conflict.astype(float), events.astype(float)))
    assert broken <= 15  # more of 150 have P < 0.01 where 5 in 100 are expected


def test_intervals_without_events_are_passed_over() -> None:
    events = np.full(60, 20.0)
    events[::3] = 0
    conflict = np.where(np.arange(60) < 37, 4.0, 12.0) * (events > 0)
    assert find_breaks(conflict, events) == (37,)


@pytest.mark.parametrize("n", [0, 1, 5])
def test_too_few_intervals_tell_nothing(n: int) -> None:
    assert find_breaks(np.arange(n, dtype=float), np.full(n, 10.0)) == ()


def test_clustering_is_found_again() -> None:
    rng = np.random.default_rng(2)
    events = rng.poisson(40, 2000) + 1
    loose, tight = rng.binomial(events, 0.3), rng.binomial(events, rng.beta(0.3 * 19, 0.7 * 19, 2000))  # r = 1/20
    assert clustering(loose.astype(float), events.astype(float)) == pytest.approx(0.0, abs=0.005)
    assert clustering(tight.astype(float), events.astype(float)) == pytest.approx(0.05, abs=0.012)


def test_one_step_does_not_raise_the_clustering() -> None:
    rng = np.random.default_rng(2)
    events = np.full(100, 30.0)
    conflict = rng.binomial(30, np.where(np.arange(100) < 50, 0.1, 0.8)).astype(float)
    assert clustering(conflict, events) < 0.02


def _cost(conflict: np.ndarray, events: np.ndarray) -> np.ndarray:
    """Twice the negative log-likelihood, as the formula has it."""
    share = conflict / events
    with np.errstate(divide="ignore", invalid="ignore"):
        return -2 * (
            np.where(conflict > 0, conflict * np.log(share), 0.0)
            + np.where(conflict < events, (events - conflict) * np.log(1 - share), 0.0)
        )


@pytest.mark.parametrize("share", [0.004, 0.3, 0.97])
@pytest.mark.parametrize("mean", [2, 40])
def test_the_penalty_is_that_of_all_splits_of_all_shufflings(share: float, mean: int) -> None:
    rng = np.random.default_rng(5)
    events = rng.poisson(mean, 90) + 1.0
    conflict = np.minimum(rng.binomial(events.astype(int), share) * rng.uniform(0.5, 1.0, 90) + 0.01, events)
    orders = rng.permuted(np.tile(np.arange(90), (199, 1)), axis=1)
    savings = []
    for order in orders:
        c, n = conflict[order].cumsum(), events[order].cumsum()
        split = _cost(c[:-1], n[:-1]) + _cost(c[-1] - c[:-1], n[-1] - n[:-1])
        savings.append(float((_cost(c[-1:], n[-1:]) - split).max()))
    assert shuffled_saving(conflict, events, orders) == pytest.approx(np.quantile(savings, LEVEL), rel=1e-9)


def test_segments_of_a_long_series_are_found_over_strips() -> None:
    events = np.full(150, 20.0)
    at = np.arange(150)
    assert find_breaks(np.where((at >= 32) & (at < 97), 14.0, 4.0), events) == (32, 97)
