from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from onrecord.ties.tone import FIRST_SD, KEPT, Paths, draw_paths, filter_levels, fit_tone, linearise, smooth_levels


class _LocalLevel(sm.tsa.statespace.MLEModel):
    """statsmodels' own machine for a local level whose noise differs from interval to interval."""

    def __init__(self, seen: np.ndarray, noise: np.ndarray, step_var: np.ndarray) -> None:
        super().__init__(seen, k_states=1)
        self.ssm.initialize_known(np.zeros(1), np.array([[FIRST_SD**2]]))
        self["design", 0, 0] = self["transition", 0, 0] = self["selection", 0, 0] = 1.0
        self["obs_cov"] = noise[None, None, :]
        self["state_cov"] = np.concatenate((step_var[1:], [0.0]))[None, None, :]


@pytest.mark.parametrize("seed", range(5))
def test_the_recursion_is_that_of_statsmodels(seed: int) -> None:
    """Log-likelihood, filtered and smoothed levels to 1e-6, with gaps and uneven steps."""
    rng = np.random.default_rng(seed)
    seen, noise = rng.normal(size=60).cumsum(), rng.uniform(0.05, 2.0, size=60)
    step_var = np.where(rng.random(60) < 0.1, 1.0, 0.04)
    gaps = rng.random(60) < 0.2
    theirs = _LocalLevel(np.where(gaps, np.nan, seen), noise, step_var).smooth([])
    means, variances, loglik = filter_levels(seen, np.where(gaps, np.inf, noise)[:, None], step_var[:, None])
    smooth, spread = smooth_levels(means, variances, step_var[:, None])
    assert loglik[0] == pytest.approx(theirs.llf, abs=1e-6)
    assert means[:, 0] == pytest.approx(theirs.filtered_state[0], abs=1e-6)
    assert smooth[:, 0] == pytest.approx(theirs.smoothed_state[0], abs=1e-6)
    assert spread[:, 0] == pytest.approx(theirs.smoothed_state_cov[0, 0], abs=1e-6)


def test_bands_hold_the_share_as_often_as_they_say() -> None:
    rng = np.random.default_rng(3)
    held80 = held95 = total = 0
    for _ in range(60):
        level = -0.8 + rng.normal(0, 0.12, 48).cumsum()
        events = rng.poisson(12, 48).astype(float) + 1
        fitted = fit_tone(rng.binomial(events.astype(int), 1 / (1 + np.exp(-level))).astype(float), events)
        held80 += int((np.abs(fitted.mean - level) < 1.2816 * fitted.sd).sum())
        held95 += int((np.abs(fitted.mean - level) < 1.96 * fitted.sd).sum())
        total += 48
    assert held80 / total == pytest.approx(0.80, abs=0.06)
    assert held95 / total == pytest.approx(0.95, abs=0.03)


def test_intervals_without_events_widen_the_band() -> None:
    events = np.array([20.0] * 12 + [0.0] * 12 + [20.0] * 12)
    fitted = fit_tone(events * 0.25, events)
    assert fitted.sd[18] > fitted.sd[6]
    assert fitted.shares()[18] == pytest.approx(0.25, abs=0.02)


def test_one_event_does_not_swing_the_tone() -> None:
    events = np.array([30.0] * 12 + [1.0] + [30.0] * 12)
    conflict = np.array([6.0] * 12 + [1.0] + [6.0] * 12)
    assert fit_tone(conflict, events).shares()[12] < 0.3


@pytest.mark.parametrize("conflict", [0.0, 15.0])
def test_a_series_of_one_kind_stays_finite(conflict: float) -> None:
    fitted = fit_tone(np.full(24, conflict), np.full(24, 15.0))
    assert np.isfinite(fitted.mean).all()
    assert np.isfinite(fitted.sd).all()


def test_a_single_interval_has_a_tone() -> None:
    fitted = fit_tone(np.array([9.0]), np.array([11.0]))
    assert fitted.shares()[0] == pytest.approx(9 / 11, abs=0.05)
    assert fitted.shares(-1.28)[0] < 9 / 11 < fitted.shares(1.28)[0]


def test_draws_have_the_mean_and_spread_that_is_told() -> None:
    events = np.full(30, 12.0)
    fitted = fit_tone(np.where(np.arange(30) < 15, 3.0, 6.0), events)
    paths = draw_paths(fitted, 20_000, seed=1)
    assert paths.mean(axis=0) == pytest.approx(fitted.mean, abs=0.03)
    assert paths.std(axis=0) == pytest.approx(fitted.sd, abs=0.03)


@pytest.mark.parametrize("n", [30, KEPT + 5])
def test_paths_are_the_same_however_far_back_they_are_looked_at(n: int) -> None:
    events = np.full(n, 12.0)
    fitted = fit_tone(events * 0.3, events)
    whole = draw_paths(fitted, 50, seed=0).T
    paths = Paths(fitted, 50, seed=0)
    for first in (n - 1, n - 7, n - 3, 0):
        assert (paths.back_to(first)[first:] == whole[first:]).all()


def test_a_longer_series_only_adds_random_numbers() -> None:
    """The last levels of two series that end alike are drawn with the numbers of their own intervals, kept or not."""
    short, long = (fit_tone(np.full(n, 3.0), np.full(n, 12.0)) for n in (KEPT, KEPT + 1))
    kept, drawn = draw_paths(short, 2000, seed=0), draw_paths(long, 2000, seed=0)
    assert np.corrcoef(kept[:, 100], drawn[:, 100])[0, 1] > 0.99
    assert abs(np.corrcoef(kept[:, 100], drawn[:, 101])[0, 1]) < 0.99


def test_before_the_first_event_the_level_is_uncertain() -> None:
    events = np.array([0.0] * 5 + [12.0] * 10)
    fitted = fit_tone(events / 3, events)
    assert fitted.sd[0] > fitted.sd[4] > fitted.sd[5]


def test_linearising_gives_back_the_counts_at_the_level() -> None:
    seen, noise = linearise(np.array([3.0, 0.0]), np.array([12.0, 0.0]), np.array([np.log(0.25 / 0.75), 0.0]))
    assert seen[0] == pytest.approx(np.log(0.25 / 0.75))
    assert noise[0] == pytest.approx(1 / (12 * 0.25 * 0.75))
    assert np.isinf(noise[1])
