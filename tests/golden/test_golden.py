"""Whole readings, approved by a person's eye.

`python -m tests.golden.approve` prints what changed in words and, with --yes, approves it.
"""

from __future__ import annotations

import pytest

from tests.golden.approve import CASES, Case, in_words


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_reading_is_the_approved_one(case: Case) -> None:
    approved = case.approved_path.read_text(encoding="utf-8")
    assert in_words(case.read()) == approved, "python -m tests.golden.approve shows the change; --yes approves it"


def test_the_words_hold_every_fact() -> None:
    reading = CASES[0].read()
    words = in_words(reading)
    assert words.count("\nquote ") == len(reading.quotes)
    assert words.count("\nevent ") == len(reading.events)
    assert words.count("\nactor ") == len(reading.actors)
    assert words.count("\ntime ") == len(reading.times)
