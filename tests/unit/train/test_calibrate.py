"""Thresholds and calibration, on scores of which the answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from train.calibrate import MAX_KNOTS, Judged, ece, isotonic, knots_of, risk_coverage, temperature_of, threshold_of


def _judged(n: int = 4_000, seed: int = 3) -> Judged:
    """Scores whose true probability is their square: an overconfident head."""
    draw = np.random.default_rng(seed)
    scores = draw.random(n)
    return Judged(scores, (draw.random(n) < scores**2).astype(float), n)


def test_isotonic_regression_finds_the_true_probability() -> None:
    judged = _judged()
    x, y = isotonic(judged.scores, judged.right)
    assert (np.diff(y) >= 0).all()
    assert np.interp([0.3, 0.6, 0.9], x, y) == pytest.approx([0.09, 0.36, 0.81], abs=0.06)


def test_knots_rise_and_are_few() -> None:
    knots = knots_of(_judged())
    assert len(knots["score"]) == len(knots["prob"]) <= MAX_KNOTS
    assert sorted(knots["score"]) == knots["score"]
    assert sorted(knots["prob"]) == knots["prob"]


def test_calibration_error_falls_with_the_knots() -> None:
    judged, later = _judged(), _judged(seed=4)
    knots = knots_of(judged)
    assert ece(later.scores, later.right) > 0.15
    assert ece(np.interp(later.scores, knots["score"], knots["prob"]), later.right) < 0.03


def test_the_threshold_is_where_f_peaks() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.2, 0.1])
    judged = Judged(scores, np.array([1.0, 1.0, 1.0, 0.0, 0.0]), 3)
    limit, peak = threshold_of(judged)
    assert peak == 1.0
    assert 0.2 < limit < 0.7


def test_risk_rises_with_coverage() -> None:
    curve = risk_coverage(_judged())
    assert [kept for kept, _ in curve] == [round(k / 20, 2) for k in range(1, 21)]
    assert curve[0][1] < 0.1 < curve[-1][1]


def test_the_temperature_of_scores_that_are_twice_too_sure() -> None:
    draw = np.random.default_rng(7)
    scores = draw.normal(size=(6_000, 5)) * 1.5
    probs = np.exp(scores) / np.exp(scores).sum(-1, keepdims=True)
    right = np.array([draw.choice(5, p=row) for row in probs])
    by, before, after = temperature_of(2 * scores, right)
    assert by == pytest.approx(2.0, abs=0.15)
    assert after < 0.03 < before
