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

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TAUS = np.geomspace(0.01, 1.0, 11)  # standard deviation of a month's step, log-odds
SIGMAS = np.array([0.0, 0.1, 0.2, 0.35, 0.6, 1.0])  # standard deviation of a month's noise beyond the binomial's
TAU_SCALE, SIGMA_SCALE = 0.25, 0.5  # half-normal priors
Z80, Z95 = 1.2815515655446004, 1.959963984540054
JUMP = 1.0  # standard deviation of the step at a change point, log-odds
FIRST_SD = (
    2.0  # of the level before anything is seen, about an even share: 95 of 100 such levels lie between 0.02 and 0.98
)
MAX_ROUNDS, STILL = 12, 1e-3  # of the linearisation; log-odds
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
    means, variances = np.empty_like(noise), np.empty_like(noise)
    loglik = np.zeros(noise.shape[1])
    mean, ahead = np.zeros(noise.shape[1]), np.full(noise.shape[1], FIRST_SD**2)
    for t in range(len(seen)):
        if t:
            mean, ahead = means[t - 1], variances[t - 1] + step_var[t]
        if np.isinf(noise[t, 0]):
            means[t], variances[t] = mean, ahead
            continue
        error, total = seen[t] - mean, ahead + noise[t]
        gain = ahead / total
        means[t], variances[t] = mean + gain * error, ahead * (1.0 - gain)
        loglik -= 0.5 * (np.log(2 * math.pi * total) + error**2 / total)
    return means, variances, loglik


def smooth_levels(means: Floats, variances: Floats, step_var: Floats) -> tuple[Floats, Floats]:
    """Rauch, Tung and Striebel's backward pass: means and variances given the whole series.  # (T, G), (T, G)"""
    means, variances = means.copy(), variances.copy()
    for t in range(len(means) - 2, -1, -1):
        ahead = variances[t] + step_var[t + 1]
        back = variances[t] / ahead
        means[t] += back * (means[t + 1] - means[t])
        variances[t] += back**2 * (variances[t + 1] - ahead)
    return means, variances


def draw_paths(levels: Levels, n_draws: int, seed: int) -> Floats:
    """Whole paths of the level from its posterior, sigma and tau included (forward filter, backward sampler).  # (D, T)

    Carter & Kohn 1994; the same seed gives the same paths.
    """
    rng = np.random.default_rng(seed)
    at = rng.choice(len(levels.weights), size=n_draws, p=levels.weights)  # (D,)
    n = len(levels.mean)
    paths = rng.standard_normal((n, n_draws))
    back = levels.filtered_var[:-1] / (levels.filtered_var[:-1] + levels.step_var[1:])  # (T - 1, G)
    back = np.concatenate((back, np.zeros((1, len(levels.weights)))))  # the last interval has none behind it
    paths *= np.sqrt(levels.filtered_var * (1.0 - back))[:, at]
    paths += (levels.filtered_mean * (1.0 - back))[:, at]
    for t in range(n - 2, -1, -1):
        paths[t] += back[t, at] * paths[t + 1]
    return paths.T


def _normalised(logs: Floats) -> Floats:
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _logit(share: float) -> float:
    return math.log(share / (1.0 - share))
