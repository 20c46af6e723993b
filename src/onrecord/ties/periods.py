"""Intervals of the calendar as whole numbers: the days, weeks (from Monday), months and years of a series."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from onrecord.errors import ConfigError

By = Literal["day", "week", "month", "year"]
LENGTH: dict[By, int] = {"day": 1, "week": 7, "month": 31, "year": 366}  # days at most


def index_of(day: date, by: By) -> int:
    """The number of the interval that holds a day; the next interval has the next number.

    >>> index_of(date(2021, 3, 18), "month") - index_of(date(2020, 12, 31), "month")
    3
    """
    if by == "day":
        return day.toordinal()
    if by == "week":
        return (day.toordinal() - 1) // 7  # day 1 was a Monday
    if by == "month":
        return day.year * 12 + day.month - 1
    if by == "year":
        return day.year
    raise ConfigError(f"--by {by!r} is not one of day, week, month, year")


def first_day(index: int, by: By) -> date:
    """The day on which an interval begins."""
    if by == "day":
        return date.fromordinal(index)
    if by == "week":
        return date.fromordinal(index * 7 + 1)
    return date(index // 12, index % 12 + 1, 1) if by == "month" else date(index, 1, 1)


def last_day(index: int, by: By) -> date:
    """The day on which an interval ends, itself within it; the calendar's last day in its last interval."""
    if index >= index_of(date.max, by):
        return date.max
    return first_day(index + 1, by) - timedelta(days=1)


def name_of(index: int, by: By) -> str:
    """How an interval is written: ISO 8601.

    >>> name_of(index_of(date(2021, 3, 18), "week"), "week"), name_of(index_of(date(2021, 3, 18), "month"), "month")
    ('2021-W11', '2021-03')
    """
    begins = first_day(index, by)
    if by == "week":
        year, week, _ = begins.isocalendar()
        return f"{year}-W{week:02}"
    return begins.isoformat()[: {"day": 10, "month": 7, "year": 4}[by]]


@lru_cache(maxsize=16_384)  # days repeat from entry to entry
def place(first_on: date | None, last_on: date | None, by: By) -> int | None:
    """The interval in which something counts that happened between two days; None where it cannot be told.

    That is the interval of the middle day, if the stretch is no longer than an interval can be: "this week" counts in a
    month, "last summer" does not.

    >>> place(date(2021, 3, 29), date(2021, 4, 4), "month") == index_of(date(2021, 4, 1), "month")
    True
    >>> place(date(2020, 6, 1), date(2020, 8, 31), "month") is None
    True
    """
    first, last = first_on or last_on, last_on or first_on
    if first is None or last is None:
        return None
    stretch = (last - first).days
    if not 0 <= stretch < LENGTH[by]:
        return None
    return index_of(first + timedelta(days=(stretch + 1) // 2), by)
