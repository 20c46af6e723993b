"""The labels of times, read: `t=2024-03-13`, `t=2020-06..2020-08`, `t=wed-`, `t=-1`, `t=w+1` -> first and last day.

What is not written as a date is counted from the day of publication: `0` that day, `-1` the day before, `wed-` the last
Wednesday up to it (that day itself, if it is one), `wed+` the first one after it, `w` `m` `y` its week (Monday to Sunday),
month and year, `w-1` the one before. `..` joins the first day of one to the last of another; `?` is a time that the text
does not tell.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
FAR = timedelta(days=20 * 366)  # a report looks back and ahead this far without giving a year
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)([+-])(\d?)")
_UNIT = re.compile(r"([wmy])([+-]\d+)?")
_OFFSET = re.compile(r"0|[+-]\d+")
FORMS = "2024-03-13, 2024-03, 2024, 0, -1, +3, wed-, wed+, w, w-1, m+1, y-1, two of these joined by .., or ?"
Interval = tuple[date, date]


def read_interval(label: str, published: date) -> Interval | None:
    """First and last day; None for `?`. Raises ValueError, telling what is wrong.

    >>> [str(day) for day in read_interval("wed-", date(2024, 3, 14))]
    ['2024-03-13', '2024-03-13']
    >>> [str(day) for day in read_interval("2020-06..2020-08", date(2024, 3, 14))]
    ['2020-06-01', '2020-08-31']
    """
    if label == "?":
        return None
    first, dots, last = label.partition("..")
    begins = _read_part(first, published)
    ends = _read_part(last, published) if dots else begins
    if ends[1] < begins[0]:
        raise ValueError(f"t={label} ends ({ends[1]}) before it begins ({begins[0]})")
    return begins[0], ends[1]


def _read_part(part: str, published: date) -> Interval:
    try:
        if match := _DATE.fullmatch(part):
            return _of_date(match)
        if _OFFSET.fullmatch(part):
            day = published + timedelta(days=int(part))
            return day, day
        if match := _WEEKDAY.fullmatch(part):
            day = _of_weekday(match[1], match[2] == "+", int(match[3] or 1), published)
            return day, day
        if match := _UNIT.fullmatch(part):
            return _of_unit(match[1], int(match[2] or 0), published)
    except (ValueError, OverflowError):
        raise ValueError(f"t={part} is no day of the calendar") from None
    raise ValueError(f"t={part} is not one of the forms {FORMS}")


def _of_date(match: re.Match[str]) -> Interval:
    year, month, day = (int(group) if group else 0 for group in match.groups())
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _of_weekday(name: str, ahead: bool, count: int, published: date) -> date:
    wanted = next(number for number, weekday in enumerate(WEEKDAYS) if weekday.startswith(name))
    if ahead:
        return published + timedelta(days=(wanted - published.weekday() - 1) % 7 + 7 * count - 6)
    return published - timedelta(days=(published.weekday() - wanted) % 7 + 7 * (count - 1))


def _of_unit(unit: str, count: int, published: date) -> Interval:
    if unit == "w":
        monday = published + timedelta(days=7 * count - published.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "y":
        return date(published.year + count, 1, 1), date(published.year + count, 12, 31)
    months = published.year * 12 + published.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])


def contradiction(words: str, interval: Interval, published: date) -> str | None:
    """Why a marked interval cannot be what its words say on the day of publication; None when it can.

    >>> contradiction("on Monday", (date(2024, 3, 13), date(2024, 3, 13)), date(2024, 3, 14))
    '2024-03-13 is a Wednesday'
    """
    first, last = interval
    spoken = re.findall(r"[a-z]+|\d+", words.lower())
    named = [number for number, name in enumerate(WEEKDAYS) if name in spoken]
    if len(named) == 1 and first == last and first.weekday() != named[0]:
        return f"{first} is a {WEEKDAYS[first.weekday()].title()}"
    fixed = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
    offset = next((fixed[word] for word in spoken if word in fixed), None)
    if offset is not None and first == last and (first - published).days != offset and len(spoken) <= 2:
        return f"the day of publication is {published}"
    months = [number for number, name in enumerate(MONTHS, start=1) if name in spoken and name.title() in words]
    if len(months) == 1 and not _holds_month(first, last, months[0]):
        return f"{first} to {last} has no {MONTHS[months[0] - 1].title()}"
    years = [int(word) for word in spoken if len(word) == 4 and word.isdigit() and 1500 < int(word) < 2200]
    if len(years) == 1 and not first.year <= years[0] <= last.year:
        return f"{first} is not in {years[0]}"
    if not years and abs(first - published) > FAR and not re.search(r"\d|decade|century|years|generation", words):
        return f"that is far from the day of publication, {published}"
    return None


def _holds_month(first: date, last: date, month: int) -> bool:
    return (last - first).days >= 365 or any(day.month == month for day in (first, first + (last - first) / 2, last))
