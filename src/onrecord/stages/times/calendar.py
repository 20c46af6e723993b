"""Days from times: what the parts of a time expression mean, seen from the day of publication.

Each node is what the grammar made of some words, and `resolve(view)` gives its days. Nothing here reads text. A node
that cannot be resolved raises `NotTold` with a reason; `resolve_node` makes an unresolved `Resolution` of it.
Weeks begin on Monday. Seasons are the northern ones, three months each. Counting back in weeks, months or years ("two
months ago") gives the day that is so far back, and `granularity` says how exact that is.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple, Protocol

from onrecord.facts import Granularity

Which = Literal["plain", "last", "this", "next"]
Edge = Literal["early", "middle", "late", "start", "end", "rest", "earlier", "later"]
LEAP_CYCLE = 8  # years between two 29ths of February, at most
BEYOND = "it lies beyond the calendar"
LENGTH = "it is a length of time, not a day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a time means: days (both included), or why they cannot be told. The fields are those of `Moment`."""

    value: str | None = None
    first_on: date | None = None
    last_on: date | None = None
    granularity: Granularity | None = None
    how: str | None = None
    unresolved: str | None = None


class NotTold(Exception):  # noqa: N818 - a reason on its way up, never an error for the caller
    """The words do not tell the day; the message says why."""


class View(NamedTuple):
    """From where a time is seen: a day (None when the day of publication is unknown), and whether it lies ahead."""

    on: date | None
    future: bool = False

    def day(self) -> date:
        """The day, or NotTold."""
        if self.on is None:
            raise NotTold("there is no day of publication to count from")
        return self.on


class Node(Protocol):
    """A part of a time expression. `floats`: it recurs (a weekday, a month), so it needs a day to be seen from."""

    @property
    def floats(self) -> bool:
        """Whether the same words fit many days."""

    def resolve(self, view: View) -> Resolution:
        """Its days; raises NotTold."""


def resolve_node(node: Node, view: View) -> Resolution:
    """The days of a node, or a `Resolution` that says why there are none. Never raises.

    >>> resolve_node(Weekday(weekday=4), View(date(2024, 5, 1))).value
    '2024-04-26'
    """
    try:
        return node.resolve(view)
    except NotTold as reason:
        return Resolution(unresolved=str(reason))
    except (OverflowError, ValueError):  # dates before year 1 and after 9999
        return Resolution(unresolved=BEYOND)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last one of a shorter month.

    >>> add_months(date(2024, 3, 31), -1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(value: str, first: date, last: date, granularity: Granularity, how: str) -> Resolution:
    return Resolution(value=value, first_on=first, last_on=last, granularity=granularity, how=how)


def _months(value: str, first: date, months: int, granularity: Granularity, how: str) -> Resolution:
    return _days(value, first, add_months(first, months) - timedelta(days=1), granularity, how)


def _one_day(day: date, how: str) -> Resolution:
    return _days(day.isoformat(), day, day, "day", how)


def bounds_of(found: Resolution) -> tuple[date, date]:
    """First and last day; raises NotTold where there are none."""
    if found.first_on is None or found.last_on is None:
        raise NotTold(found.unresolved or "no day is told")
    return found.first_on, found.last_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Words about time that name no day, and why."""

    reason: str
    floats: bool = False

    def resolve(self, view: View) -> Resolution:
        """Always NotTold."""
        raise NotTold(self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """ "Friday", "last Friday", "Friday last week" (`weeks` = -1)."""

    weekday: int
    which: Which = "plain"
    weeks: int | None = None

    @property
    def floats(self) -> bool:
        """Only a bare one does."""
        return self.which == "plain" and self.weeks is None

    def resolve(self, view: View) -> Resolution:
        """Up to the day of publication, that day included; from it on where the act lies ahead."""
        day = view.day()
        monday = day - timedelta(days=day.weekday())
        if self.weeks is not None:
            return _one_day(monday + timedelta(days=7 * self.weeks + self.weekday), "weekday of a named week")
        back, ahead = (day.weekday() - self.weekday) % 7, (self.weekday - day.weekday()) % 7
        if self.which == "last":
            return _one_day(day - timedelta(days=back or 7), "weekday: the last one before publication")
        if self.which == "next":
            return _one_day(day + timedelta(days=ahead or 7), "weekday: the next one after publication")
        if view.future:
            return _one_day(day + timedelta(days=ahead), "weekday: the next one, as the act lies ahead")
        if self.which == "this":
            return _one_day(monday + timedelta(days=self.weekday), "weekday: that of the week of publication")
        return _one_day(day - timedelta(days=back), "weekday: the last one up to publication")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a month: "15 March", "the 15th" (no month), "March 15, 2021", "Friday, 13 May"; a fixed holiday."""

    day: int
    month: int | None = None
    year: int | None = None
    year_shift: int | None = None
    weekday: int | None = None
    which: Which = "plain"

    @property
    def floats(self) -> bool:
        """Without a year it does."""
        return self.year is None and self.year_shift is None and self.which == "plain"

    def resolve(self, view: View) -> Resolution:
        """The day itself, or the last such day up to publication (the next one where the act lies ahead)."""
        year = self.year
        if year is None and self.year_shift is not None:
            year = view.day().year + self.year_shift
        if year is not None:
            return _one_day(self._in(year, self.month or 1), "date")
        if self.month is not None and self.day > monthrange(2000, self.month)[1]:
            raise NotTold("there is no such day")
        if view.on is None:
            raise NotTold("the year is not told and there is no day of publication to count from")
        ahead = self.which == "next" or (self.which == "plain" and view.future)
        if self.which == "this" and self.month is not None:
            return _one_day(self._in(view.on.year, self.month), "date: that of the year of publication")
        nearest = self._on_weekday(view.on)
        if nearest:
            return _one_day(nearest, "date: the nearest one that falls on the weekday named")
        how = "date: the next one from publication on" if ahead else "date: the last one up to publication"
        recurring = self._recurring(view.on, ahead)
        if not recurring:
            raise NotTold(BEYOND)
        return _one_day(recurring[0], how)

    def _on_weekday(self, seen_from: date) -> date | None:
        """The nearest such day that falls on the weekday named; the earlier of two at the same distance."""
        if self.weekday is None:
            return None
        fitting = [day for side in (False, True) for day in self._recurring(seen_from, side)]
        return min(
            (day for day in fitting if day.weekday() == self.weekday),
            key=lambda day: abs(day - seen_from),
            default=None,
        )

    def _in(self, year: int, month: int) -> date:
        if self.day > monthrange(year, month)[1] or self.day < 1:
            raise NotTold("there is no such day")
        return date(year, month, self.day)

    def _recurring(self, seen_from: date, ahead: bool) -> list[date]:
        """Such days on the side that is asked for, the nearest first."""
        step, found = (1 if ahead else -1), []
        for n in range(LEAP_CYCLE + 1 if self.month else 3):
            month_on = add_months(seen_from.replace(day=1), n * step) if self.month is None else None
            year, month = (month_on.year, month_on.month) if month_on else (seen_from.year + n * step, self.month or 1)
            if not 1 <= year <= 9999 or self.day > monthrange(year, month)[1]:
                continue
            day = date(year, month, self.day)
            same = day == seen_from and self.which == "plain"
            if same or (day > seen_from if ahead else day < seen_from):
                found.append(day)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """ "March 2020", "in August", "last May", "March last year" (`year_shift` = -1)."""

    month: int
    year: int | None = None
    year_shift: int | None = None
    which: Which = "plain"

    @property
    def floats(self) -> bool:
        """Without a year it does."""
        return self.year is None and self.year_shift is None and self.which == "plain"

    def resolve(self, view: View) -> Resolution:
        """The last such month that had begun at publication; the next (or current) one where the act lies ahead."""
        year, how = self.year, "month of a year"
        if year is None and self.year_shift is not None:
            year = view.day().year + self.year_shift
        if year is None:
            year, how = self._year_seen_from(view)
        return _months(f"{year:04}-{self.month:02}", date(year, self.month, 1), 1, "month", how)

    def _year_seen_from(self, view: View) -> tuple[int, str]:
        if view.on is None:
            raise NotTold("the year is not told and there is no day of publication to count from")
        day = view.on
        if self.which == "this":
            return day.year, "month: that of the year of publication"
        if self.which == "last":
            return day.year - (self.month >= day.month), "month: the last one before that of publication"
        if self.which == "next":
            return day.year + (self.month <= day.month), "month: the next one after that of publication"
        if view.future:
            return day.year + (self.month < day.month), "month: the next one, as the act lies ahead"
        return day.year - (self.month > day.month), "month: the last one up to publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """ "last summer", "spring 2020" (the one that begins in that year), "in the winter"."""

    code: str
    month: int
    year: int | None = None
    year_shift: int | None = None
    which: Which = "plain"

    @property
    def floats(self) -> bool:
        """Without a year it does."""
        return self.year is None and self.year_shift is None and self.which == "plain"

    def resolve(self, view: View) -> Resolution:
        """Last: it had ended at publication; next: it begins later; this: of that year; plain: it had begun."""
        year, how = self.year, "season of a year (northern)"
        if year is None and self.year_shift is not None:
            year = view.day().year + self.year_shift
        if year is None:
            year, how = self._year_seen_from(view)
        return _months(f"{year:04}-{self.code}", date(year, self.month, 1), 3, "season", how)

    def _year_seen_from(self, view: View) -> tuple[int, str]:
        day = view.day()
        begun = day.year - (day.month < self.month)  # year in which the latest one began
        within = (day.year - begun) * 12 + day.month - self.month < 3
        if self.which == "last":
            return begun - within, "season: the last one that ended before publication (northern)"
        if self.which == "next":
            return begun + 1, "season: the next one that begins after publication (northern)"
        if within:
            return begun, "season: the one of publication (northern)"
        if self.which == "this":
            return day.year, "season: that of the year of publication (northern)"
        if view.future:
            return begun + 1, "season: the next one, as the act lies ahead (northern)"
        return begun, "season: the last one up to publication (northern)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """A year, decade or century that is named outright: `first` of `n` years (1, 10, 100)."""

    first: int
    n: int = 1
    floats: bool = False

    def resolve(self, view: View) -> Resolution:
        """All its days."""
        value = f"{self.first:04}"[: {1: 4, 10: 3, 100: 2}[self.n]]
        granularity: Granularity = "year" if self.n == 1 else "decade" if self.n == 10 else "century"
        return _days(value, date(self.first, 1, 1), date(self.first + self.n - 1, 12, 31), granularity, granularity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A stretch of the calendar counted from publication: `shift` 0 this week, -1 last week, +1 next week.

    `plain`: "the weekend" without more, the last one that has begun (the next where the act lies ahead).
    """

    unit: str
    shift: int = 0
    plain: bool = False
    floats: bool = False

    def resolve(self, view: View) -> Resolution:
        """All its days."""
        day, how = view.day(), f"{self.unit} {_SHIFTED.get(self.shift, 'counted from publication')}"
        if self.unit == "day":
            return _one_day(day + timedelta(days=self.shift), how)
        if self.unit == "week":
            return week_of(day + timedelta(days=7 * self.shift), how)
        if self.unit == "weekend":
            return self._weekend(day, view.future, how)
        if self.unit == "month":
            first = add_months(day.replace(day=1), self.shift)
            return _months(f"{first.year:04}-{first.month:02}", first, 1, "month", how)
        if self.unit == "quarter":
            first = add_months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * self.shift)
            return _months(f"{first.year:04}-Q{first.month // 3 + 1}", first, 3, "quarter", how)
        n = {"year": 1, "decade": 10, "century": 100}[self.unit]
        named = Years(first=(day.year // n + self.shift) * n, n=n).resolve(view)
        return replace(named, how=how)

    def _weekend(self, day: date, future: bool, how: str) -> Resolution:
        just_gone = day.weekday() == 0 and not future and self.shift == 0
        back = self.plain and not future and day.weekday() < 5
        saturday = day + timedelta(days=5 - day.weekday() + 7 * (self.shift - (just_gone or back)))
        year, week, _ = saturday.isocalendar()
        return _days(f"{year:04}-W{week:02}-WE", saturday, saturday + timedelta(days=1), "weekend", how)


_SHIFTED = {0: "of publication", -1: "before that of publication", 1: "after that of publication"}


def week_of(day: date, how: str) -> Resolution:
    """The week, Monday to Sunday, that holds a day."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return _days(f"{year:04}-W{week:02}", monday, monday + timedelta(days=6), "week", how)
