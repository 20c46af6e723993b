"""Tone: how large a share of what passes between two parties is conflict, as a level that moves slowly through noise.

    logit p_t = x_t + e_t,   x_t = x_{t-1} + w_t,   c_t of n_t events are conflict
    e_t ~ N(0, sigma^2),     w_t ~ N(0, tau^2),     c_t ~ Binomial(n_t, p_t)

(West & Harrison 1997, ch. 14; Durbin & Koopman 2012, ch. 10.) The binomial is linearised about the smoothed level until
that stands still, so each interval gives one Gaussian observation with its own variance 1 / (n p (1 - p)); given those the
likelihood of (sigma, tau) is exact, by Kalman's recursion. Both are integrated over a grid, not
maximised: on a series that hardly moves the maximum is tau = 0, and its band would be far too narrow.

Shapes: T intervals, G points of the grid, D draws.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TAUS = np.geomspace(0.01, 1.0, 11)  # standard deviation of a month's step, log-odds
SIGMAS = np.array([0.0, 0.1, 0.2, 0.35, 0.6, 1.0])  # standard deviation of a month's noise beyond the binomial's
TAU_SCALE, SIGMA_SCALE = 0.25, 0.5  # half-normal priors
Z80, Z95 = 1.2815515655446004, 1.959963984540054
JUMP = 1.0  # standard deviation of the step at a change point, log-odds
FIRST_SD = 2.0  # of the level before anything is seen, about an even share: 95 of 100 lie between 0.02 and 0.98
MAX_ROUNDS, STILL = 12, 1e-3  # of the linearisation; log-odds
KEPT = 512  # intervals for which the random numbers of paths are kept: 8 MB
MAX_STEP = 3.0  # log-odds by which one observation may pull at most in a round: Newton's step overshoots at the ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The level of each interval: its mean and standard deviation in log-odds, and what draws of whole paths need."""

    mean: Floats  # (T,)
    sd: Floats  # (T,)
    weights: Floats  # (G,) posterior of the grid's points
    filtered_mean: Floats  # (T, G)
    filtered_var: Floats  # (T, G)
    step_var: Floats  # (T, G) of the step into each interval

    def shares(self, z: float = 0.0) -> Floats:
        """The conflict share at mean + z standard deviations.  # (T,)"""
        return 1.0 / (1.0 + np.exp(-(self.mean + z * self.sd)))


def fit_tone(conflict: Floats, events: Floats, *, days: int = 31, breaks: tuple[int, ...] = ()) -> Levels:
    """The level of the conflict share in T intervals of `days` days each; `breaks` are where it may jump.

    `conflict` of `events` are conflict; an interval without events adds uncertainty and nothing else.

    >>> calm = fit_tone(np.array([2.0, 3.0, 2.0, 2.0]), np.array([10.0, 12.0, 10.0, 11.0]))
    >>> bool((abs(calm.shares() - 0.21) < 0.05).all())
    True
    """
    sigma, tau = (axis.ravel() for axis in np.meshgrid(SIGMAS, TAUS * math.sqrt(days / 31), indexing="ij"))
    prior = -0.5 * (sigma / SIGMA_SCALE) ** 2 - 0.5 * (tau / (TAU_SCALE * math.sqrt(days / 31))) ** 2 + np.log(tau)
    step_var = np.tile(tau**2, (len(events), 1))  # (T, G): of the step into each interval
    step_var[list(breaks)] += JUMP**2
    level = np.full(len(events), _logit((conflict.sum() + 0.5) / (events.sum() + 1.0)))
    for _ in range(MAX_ROUNDS):
        seen, noise = linearise(conflict, events, level)
        means, variances, loglik = filter_levels(seen, noise[:, None] + sigma**2, step_var)
        weights = _normalised(loglik + prior)
        smooth_means, smooth_vars = smooth_levels(means, variances, step_var)
        mean = smooth_means @ weights
        moved, level = float(np.max(np.abs(mean - level))), mean
        if moved < STILL:
            break
    spread = (smooth_vars + (smooth_means - mean[:, None]) ** 2) @ weights
    return Levels(
        mean=mean, sd=np.sqrt(spread), weights=weights, filtered_mean=means, filtered_var=variances, step_var=step_var
    )


def linearise(conflict: Floats, events: Floats, level: Floats) -> tuple[Floats, Floats]:
    """The binomial about `level`: one Gaussian observation (log-odds) and its variance for each interval, inf without events."""
    share = 1.0 / (1.0 + np.exp(-level))
    information = events * share * (1.0 - share)  # (T,)
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.where(events > 0, (conflict - events * share) / information, 0.0)
        noise = np.where(events > 0, 1.0 / information, np.inf)
    return level + np.clip(step, -MAX_STEP, MAX_STEP), noise


def filter_levels(seen: Floats, noise: Floats, step_var: Floats) -> tuple[Floats, Floats, Floats]:
    """Kalman's recursion for a local level that begins at N(0, FIRST_SD^2), side by side for the G points of a grid.

    `seen` (T,), `noise` (T, G) variances with inf where nothing was seen, `step_var` (T, G) of the step into an interval.
    Returns means (T, G), variances (T, G) and the exact log-likelihood (G,) (Durbin & Koopman 2012, sec. 4.3, 7.2).
    """
    ahead, variances, gains = (np.zeros_like(noise) for _ in range(3))  # (T, G); a gain of 0 where nothing was seen
    is_seen = np.isfinite(noise[:, 0])  # (T,)
    before = np.full(noise.shape[1], FIRST_SD**2)
    rows = zip(is_seen.tolist(), ahead, variances, gains, noise, step_var, strict=True)
    for number, (told, expected, variance, gain, of_one, of_step) in enumerate(rows):
        np.add(before, of_step if number else 0.0, out=expected)
        if told:
            np.divide(expected, expected + of_one, out=gain)
            np.multiply(gain, of_one, out=variance)
        else:
            variance[:] = expected
        before = variance
    means = _recur(1.0 - gains, gains * seen[:, None])
    errors = seen[is_seen, None] - np.concatenate((np.zeros((1, noise.shape[1])), means[:-1]))[is_seen]
    totals = (ahead + noise)[is_seen]
    return means, variances, -0.5 * (np.log(2 * math.pi * totals) + errors**2 / totals).sum(axis=0)


def smooth_levels(means: Floats, variances: Floats, step_var: Floats) -> tuple[Floats, Floats]:
    """Rauch, Tung and Striebel's backward pass: means and variances given the whole series.  # (T, G), (T, G)"""
    back = _back(variances, step_var)
    keep = np.concatenate((back, back**2), axis=1)  # (T, 2 G): means and variances go back side by side
    smooth = _recur(keep[::-1], (np.concatenate((means, variances), axis=1) * (1.0 - np.tile(back, 2)))[::-1])[::-1]
    return smooth[:, : means.shape[1]], smooth[:, means.shape[1] :]


def _back(variances: Floats, step_var: Floats) -> Floats:
    """How much of what is learnt of the next interval goes back into each; none behind the last.  # (T, G)"""
    back = variances[:-1] / (variances[:-1] + step_var[1:])
    return np.concatenate((back, np.zeros((1, variances.shape[1]))))


def _recur(keep: Floats, more: Floats) -> Floats:
    """y_t = keep_t y_{t-1} + more_t, from y_0 = more_0 on.  # (T, G)"""
    found = more.copy()
    before = found[0]
    for kept, row in zip(keep[1:], found[1:], strict=True):
        row += kept * before
        before = row
    return found


class Paths:
    """Whole paths of the level from its posterior, sigma and tau included (forward filter, backward sampler).

    They are drawn from the end, as far back as somebody looks. Carter & Kohn 1994; the same seed gives the same paths.
    """

    def __init__(self, levels: Levels, n_draws: int, seed: int) -> None:
        n = len(levels.mean)
        uniform, self._noise = _kept_noise(n_draws, seed) if n <= KEPT else _draw_noise(n, n_draws, seed)
        shares = levels.weights.cumsum()
        self._points = (shares / shares[-1]).searchsorted(uniform, side="right")  # (D,): of the grid, for each path
        self._back = _back(levels.filtered_var, levels.step_var)
        rest = 1.0 - self._back
        self._sds, self._means = np.sqrt(levels.filtered_var * rest), levels.filtered_mean * rest  # (T, G)
        self._rows = np.empty((n, n_draws))
        self._first = n

    def back_to(self, first: int) -> Floats:
        """The paths (T, D): rows before `first` may not be drawn yet."""
        after = self._rows[self._first] if self._first < len(self._rows) else np.zeros(len(self._points))
        drawn = np.empty_like(after)
        for t in range(self._first - 1, first - 1, -1):
            row = self._rows[t]
            np.multiply(self._noise[t], self._of_points(self._sds[t], drawn), out=row)
            row += self._of_points(self._means[t], drawn)
            row += after * self._of_points(self._back[t], drawn)
            after = row
        self._first = min(self._first, first)
        return self._rows

    def _of_points(self, values: Floats, out: Floats) -> Floats:
        """A value (G,) for each path.  # (D,)"""
        return values.take(self._points, out=out, mode="clip")


def draw_paths(levels: Levels, n_draws: int, seed: int) -> Floats:
    """All paths from the first interval to the last.  # (D, T)"""
    return Paths(levels, n_draws, seed).back_to(0).T


@lru_cache(maxsize=1)
def _kept_noise(n_draws: int, seed: int) -> tuple[Floats, Floats]:
    """The random numbers of paths over up to KEPT intervals: the same for every series."""
    return _draw_noise(KEPT, n_draws, seed)


def _draw_noise(n: int, n_draws: int, seed: int) -> tuple[Floats, Floats]:
    """A uniform number for each path (D,), and a normal one for each interval of each (T, D); more intervals only add rows."""
    rng = np.random.default_rng(seed)
    return rng.random(n_draws), rng.standard_normal((n, n_draws))


def _normalised(logs: Floats) -> Floats:
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _logit(share: float) -> float:
    return math.log(share / (1.0 - share))
