"""Labels of times and what the words may not contradict."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.days import WEEKDAYS, contradiction, read_interval

THURSDAY = date(2024, 3, 14)


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2024-03-13", "2024-03-13", "2024-03-13"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("2020-06..2020-08", "2020-06-01", "2020-08-31"),
        ("0", "2024-03-14", "2024-03-14"),
        ("-1", "2024-03-13", "2024-03-13"),
        ("+1..+3", "2024-03-15", "2024-03-17"),
        ("thu-", "2024-03-14", "2024-03-14"),
        ("thu+", "2024-03-21", "2024-03-21"),
        ("fri-", "2024-03-08", "2024-03-08"),
        ("fri+", "2024-03-15", "2024-03-15"),
        ("wed-2", "2024-03-06", "2024-03-06"),
        ("wed+2", "2024-03-27", "2024-03-27"),
        ("w", "2024-03-11", "2024-03-17"),
        ("w-1", "2024-03-04", "2024-03-10"),
        ("m-3", "2023-12-01", "2023-12-31"),
        ("m+10", "2025-01-01", "2025-01-31"),
        ("y-1", "2023-01-01", "2023-12-31"),
        ("sat-..sun-", "2024-03-09", "2024-03-10"),
    ],
)
def test_forms(label: str, first: str, last: str) -> None:
    assert read_interval(label, THURSDAY) == (date.fromisoformat(first), date.fromisoformat(last))


def test_unknown_day() -> None:
    assert read_interval("?", THURSDAY) is None


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("2024-02-30", "no day of the calendar"),
        ("2024-3-1", "not one of the forms"),
        ("+99999999", "no day of the calendar"),
        ("y+9999", "no day of the calendar"),
        ("wednesday", "not one of the forms"),
        ("2024..2023", "before it begins"),
        ("2024..", "not one of the forms"),
    ],
)
def test_refused(label: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_interval(label, THURSDAY)


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.sampled_from(WEEKDAYS))
def test_weekdays_fall_on_either_side(published: date, name: str) -> None:
    before, after = (read_interval(name[:3] + sign, published) for sign in "-+")
    assert before is not None
    assert after is not None
    assert (after[0] - before[0]).days == 7
    assert before[0] <= published < after[0]
    assert contradiction(f"last {name.title()}", before, published) is None


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Monday", "tue-"),
        ("yesterday", "0"),
        ("tomorrow", "-1"),
        ("14 April", "0"),
        ("the spring of 2019", "2020-03"),
        ("the old days", "1950"),
    ],
)
def test_contradictions(words: str, label: str) -> None:
    interval = read_interval(label, THURSDAY)
    assert interval is not None
    assert contradiction(words, interval, THURSDAY)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Thursday morning", "0"),
        ("a year ago yesterday", "2023-03-13"),
        ("March", "2024-03"),
        ("the summer of 2019", "2019-06..2019-08"),
        ("Monday and Tuesday", "mon-..tue-"),
        ("1950", "1950"),
        ("may", "2024-03"),
    ],
)
def test_no_contradiction(words: str, label: str) -> None:
    interval = read_interval(label, THURSDAY)
    assert interval is not None
    assert contradiction(words, interval, THURSDAY) is None
