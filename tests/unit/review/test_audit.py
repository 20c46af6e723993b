"""A sample is fair and stays; its precision has the interval that it should have."""

from __future__ import annotations

import random

import pytest

from onrecord.record import Record
from onrecord.review import Queue, draw, find_queue, load_case, load_said, tally, wilson


def test_a_sample_is_the_same_every_time_and_another_with_another_seed(record: Record) -> None:
    assert draw(record, "event", 20, 1) == draw(record, "event", 20, 1)
    assert draw(record, "event", 20, 1) != draw(record, "event", 20, 2)
    assert draw(record, "event", 10, 1) == draw(record, "event", 20, 1)[:10]
    assert set(draw(record, "event", 10**6, 1)) == set(record.read_ids("event"))


def test_an_audit_is_gone_on_with(record: Record) -> None:
    queue = Queue(by="audit", kind="quote", sample=10, seed=3)
    names = find_queue(record, queue, "Ada", limit=10)
    for name in names[:4]:
        record.judge([load_case(record, name).judged("accepted", "Ada", audit=queue.audit)])
    assert find_queue(record, queue, "Ada", limit=10) == names[4:]
    assert find_queue(record, queue, "Bert", limit=10) == names
    said = [one for one in record.verdicts() if one.audit == queue.audit]
    assert tally(said, {}).n_cases == 4


def test_precision_agreement_and_reasons(record: Record) -> None:
    names = draw(record, "event", 10, 1)
    cases = [load_case(record, name) for name in names]
    record.judge(
        [case.judged("accepted" if at < 7 else "rejected", "Ada", reason="wrong type") for at, case in enumerate(cases)]
    )
    record.judge([case.judged("accepted" if at < 5 else "rejected", "Bert") for at, case in enumerate(cases)])
    found = tally(record.verdicts(), {entry.id: entry for entry in record.entries(names)})
    assert (found.precision.right, found.precision.n) == (5, 10)  # a tie is not right
    (agreement,) = found.agreements
    assert (agreement.n, agreement.alike) == (10, 8)
    assert agreement.kappa == pytest.approx((0.8 - 0.5) / 0.5)
    assert found.reasons == (("wrong type", 3),)
    assert sum(share.n for share in found.by_type.values()) == 10


def test_the_interval_holds_in_95_of_100_samples() -> None:
    chance = random.Random(4)
    for true in (0.5, 0.8, 0.95):
        held = 0
        for _ in range(800):
            interval = wilson(sum(chance.random() < true for _ in range(60)), 60).interval
            assert interval
            held += interval[0] <= true <= interval[1]
        assert 0.92 <= held / 800 <= 0.985


def test_a_case_that_was_judged_elsewhere_counts_in_the_sample_that_holds_it(record: Record) -> None:
    inside, outside = draw(record, "event", 6, 1)[:2], draw(record, "event", 7, 1)[6:]
    for name in (*inside, *outside):
        record.judge([load_case(record, name).judged("accepted", "Ada")])
    assert {one.entry_id for one in load_said(record, "event", 6, 1)} == set(inside)
    assert len(find_queue(record, Queue(by="audit", sample=6), "Ada", limit=6)) == 4
