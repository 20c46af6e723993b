"""The rates of a training, by steps and by time."""

from __future__ import annotations

import pytest

from train.schedule import Gone, Plan, Schedule


def test_by_steps_the_rate_rises_while_it_warms_and_falls_to_a_hundredth() -> None:
    schedule = Schedule(Plan(warm=0.1, rate=1.0, head_rate=5.0), 1000, Gone())
    encoder, heads = zip(*(schedule.rates() for _ in range(1000)), strict=True)
    assert encoder[0] < 0.02
    assert 80 <= encoder.index(max(encoder)) <= 110
    assert encoder[-1] == pytest.approx(0.01)
    assert heads == pytest.approx([5 * rate for rate in encoder])
    assert not schedule.is_over(11)
    assert schedule.is_over(12)


def test_a_training_that_goes_on_has_the_rates_that_it_would_have_had() -> None:
    plan = Plan()
    whole = Schedule(plan, 500, Gone())
    for _ in range(300):
        whole.rates()
    again = Schedule(plan, 500, whole.gone(epoch=3))
    assert again.rates() == whole.rates()


def test_by_time_the_seconds_of_an_earlier_run_count() -> None:
    plan = Plan(minutes=1.0, warm=0.0, rate=1.0)
    half = Schedule(plan, 1000, Gone(epoch=7, step=70, seconds=30.0))
    assert half.rates()[0] == pytest.approx(0.5, abs=0.05)
    assert half.step == 71
    assert not half.is_late()
    over = Schedule(plan, 1000, Gone(epoch=9, step=90, seconds=61.0))
    assert over.is_late()
    assert over.is_over(9)
    assert over.gone(9).seconds == pytest.approx(61.0, abs=5.0)


def test_a_training_with_time_left_ends_with_its_steps() -> None:
    plan = Plan(minutes=100.0, warm=0.0, rate=1.0)
    late = Schedule(plan, 1000, Gone(epoch=11, step=900, seconds=60.0))
    assert late.rates()[0] == pytest.approx(0.1, abs=0.01)
    assert not late.is_over(11)
    assert late.is_over(12)
