"""Whole readings, approved by a person's eye.

`python -m tests.golden.approve` prints what changed in words and, with --yes, approves it.
"""

from __future__ import annotations

import difflib
import re

import pytest

from tests.golden.approve import CASES, Case, in_words

_PROB = re.compile(r"(?<=^  prob: )\d\.\d\d$", re.MULTILINE)
_NUMBER = re.compile(r"(?<=^event )e\d+", re.MULTILINE)
_APART = 0.04  # processors add up in other orders: probabilities move a little,
_LINES = 10  # and an act that is hardly told is told on one and not on the other


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_reading_is_the_approved_one(case: Case) -> None:
    approved, now = case.approved_path.read_text(encoding="utf-8"), in_words(case.read())
    told = "python -m tests.golden.approve shows the change; --yes approves it"
    wanted, found = (_NUMBER.sub("", _PROB.sub("", words)).splitlines() for words in (approved, now))
    changed = [line for line in difflib.unified_diff(wanted, found, n=0, lineterm="") if line[:1] in "+-"]
    assert len(changed) <= _LINES + 2, told  # two lines are the head of a difference
    if not changed:
        probs = [[float(prob) for prob in _PROB.findall(words)] for words in (now, approved)]
        assert probs[0] == pytest.approx(probs[1], abs=_APART), told


def test_the_words_hold_every_fact() -> None:
    reading = CASES[0].read()
    words = in_words(reading)
    assert words.count("\nquote ") == len(reading.quotes)
    assert words.count("\nevent ") == len(reading.events)
    assert words.count("\nactor ") == len(reading.actors)
    assert words.count("\ntime ") == len(reading.times)
