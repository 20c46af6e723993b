"""Times made of times: parts of a day, edges of a period, counted offsets, ranges (see `calendar`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.facts import Granularity
from onrecord.stages.times.calendar import (
    BEYOND,
    LENGTH,
    Edge,
    Month,
    Node,
    NotTold,
    Resolution,
    Unit,
    Unknown,
    View,
    add_months,
    bounds_of,
    week_of,
)

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def counted(day: date, amount: float, unit: str) -> date:
    """The day so many units on (back, where `amount` is negative); halves of months count 15 days.

    Raises NotTold for hours and minutes: the hour of publication is not known.
    """
    if abs(amount) > 4_000_000:
        raise NotTold(BEYOND)
    if unit in _DAYS:
        return day + timedelta(days=round(amount * _DAYS[unit]))
    if unit not in _MONTHS:
        raise NotTold("the hour of publication is not known")
    months = int(amount * _MONTHS[unit])
    return add_months(day, months) + timedelta(days=round((amount * _MONTHS[unit] - months) * 30))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ago:
    """ "two weeks ago", "a week before last Friday", "three days from now": an amount of units from another time.

    `of` None counts from the day of publication.
    """

    amount: float
    unit: str
    of: Node | None = None
    floats: bool = False

    def resolve(self, view: View) -> Resolution:
        """The counted day; `granularity` is the unit's."""
        first, last = bounds_of(self.of.resolve(view)) if self.of else (view.day(), None)
        day = counted(first, self.amount, self.unit)
        origin = "another time" if self.of else "publication"
        exact = self.unit in _DAYS if self.of and first != last else self.of is not None
        granularity: Granularity = "day" if exact else _GRAIN.get(self.unit, "day")
        value = _value(day, granularity)
        how = f"{self.unit}s counted {'back' if self.amount < 0 else 'on'} from {origin}"
        return Resolution(value=value, first_on=day, last_on=day, granularity=granularity, how=how)


_GRAIN: dict[str, Granularity] = {
    "week": "week", "fortnight": "week", "month": "month", "quarter": "month", "year": "year", "decade": "year",
    "century": "year",
}  # fmt: skip


def _value(day: date, granularity: Granularity) -> str:
    if granularity == "week":
        return week_of(day, "").value or ""
    return day.isoformat()[: {"month": 7, "year": 4}.get(granularity, 10)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FromTold(Unknown):
    """ "a week later", "the next day", "that month": so many units from a time that is told before; by itself unknown.

    `whole`: the unit of the calendar that holds it ("the following week"), not so many days on. `part`: of the day ("that
    night"). `month`: that of the year ("March of that year").
    """

    amount: float
    unit: str
    whole: bool = False
    part: str = ""
    month: int | None = None

    def seen_from(self, told: Resolution) -> Resolution | None:
        """Its days, counted from a time; None where that is too long to count from."""
        first, last = bounds_of(told)
        fine = "day" if self.unit in _DAYS and not self.whole else self.unit
        if _period(first, fine) != _period(last, fine):
            return None
        day = counted(first, self.amount, "week" if self.unit == "weekend" else self.unit)
        how = f"{self.unit}s counted {'back' if self.amount < 0 else 'on'} from a time told before"
        if not self.amount:
            how = f"the {self.unit} of a time told before"
        if self.unit in _DAYS and not self.whole:
            found = Resolution(value=day.isoformat(), first_on=day, last_on=day, granularity="day", how=how)
            return replace(found, value=f"{day}T{self.part}", granularity="part-of-day") if self.part else found
        if self.month is not None:
            return replace(Month(month=self.month, year=day.year).resolve(View(day)), how=how)
        return replace(Unit(unit=self.unit).resolve(View(day)), how=how)


def _period(day: date, unit: str) -> tuple[int, ...]:
    """What days of one unit of the calendar share; of any unit but those that times are counted in by name, the day."""
    if unit == "week":
        return day.isocalendar()[:2]
    return {"month": (day.year, day.month), "year": (day.year,)}.get(unit, (day.toordinal(),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """ "in two weeks": counted from publication where the act lies ahead, else a length of time."""

    amount: float
    unit: str
    floats: bool = False

    def resolve(self, view: View) -> Resolution:
        """The counted day; NotTold (LENGTH) of acts that do not lie ahead."""
        if not view.future:
            raise NotTold(LENGTH)
        return Ago(amount=self.amount, unit=self.unit).resolve(view)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """ "the past three years", "the next two weeks": from the day of publication, or up to it (`amount` < 0)."""

    amount: float
    unit: str
    floats: bool = False

    def resolve(self, view: View) -> Resolution:
        """The counted day and that of publication, as a range."""
        day = view.day()
        other = counted(day, self.amount, self.unit)
        first, last = min(day, other), max(day, other)
        how = f"{self.unit}s {'up to' if self.amount < 0 else 'from'} publication"
        return Resolution(value=f"{first}/{last}", first_on=first, last_on=last, granularity="range", how=how)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a day ("Friday night", code "NI") or an hour ("10:30 on Friday", code "10:30"; granularity instant)."""

    code: str
    of: Node

    @property
    def floats(self) -> bool:
        """As its day does."""
        return self.of.floats

    def resolve(self, view: View) -> Resolution:
        """The day, with the part in `value`; NotTold where `of` is longer than two days."""
        found = self.of.resolve(view)
        first, last = bounds_of(found)
        if last - first > timedelta(days=1):
            return found
        granularity: Granularity = "instant" if self.code[0].isdigit() else "part-of-day"
        return replace(found, value=f"{found.value}T{self.code}", granularity=granularity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edged:
    """A piece of a period: "early March", "late last year", "the end of the month", "later this week".

    Early, mid and late are thirds; the start and the end are its first and last day; earlier ends, and later begins, at
    publication. Of a single day only the words tell ("late Friday" is that day).
    """

    edge: Edge
    of: Node

    @property
    def floats(self) -> bool:
        """As its period does."""
        return self.of.floats

    def resolve(self, view: View) -> Resolution:
        """The days of the piece; `value` stays that of the whole period, as TIMEX3 has it."""
        found = self.of.resolve(view)
        first, last = bounds_of(found)
        how = f"{found.how}; approximate: {self.edge}"
        if first == last:
            return replace(
                found, how=how, granularity="part-of-day" if found.granularity == "day" else found.granularity
            )
        if self.edge in ("earlier", "later", "rest"):
            first, last = self._beside(view, first, last)
        elif self.edge in ("start", "end"):
            first = last = first if self.edge == "start" else last
        else:
            first, last = third(first, last, ("early", "middle", "late").index(self.edge))
        return replace(found, first_on=first, last_on=last, how=how)

    def _beside(self, view: View, first: date, last: date) -> tuple[date, date]:
        day = view.day()
        if not first <= day <= last:
            return first, last
        return (first, day) if self.edge == "earlier" else (day, last)


def third(first: date, last: date, index: int) -> tuple[date, date]:
    """The early (0), middle (1) or late (2) third of a period, in whole years, months or days, as its length allows.

    >>> third(date(2020, 1, 1), date(2020, 12, 31), 2)
    (datetime.date(2020, 9, 1), datetime.date(2020, 12, 31))
    """
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    step = 12 if months >= 120 else 1
    if months >= 3 and first.day == after.day == 1:
        steps = months // step
        cuts = [add_months(first, step * (steps * i // 3)) for i in range(3)] + [after]
    else:
        days = (after - first).days
        cuts = [first + timedelta(days=days * i // 3) for i in range(3)] + [after]
    return cuts[index], cuts[index + 1] - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nth:
    """The nth of something in a period: "the first week of March", "the last Sunday in May", "the second half of 2020".

    `what` is a unit or "half"; `weekday` stands in its place. `n` counts from 1, -1 is the last; `count` of them.
    `of` None is the last such quarter up to publication.
    """

    n: int
    what: str = ""
    weekday: int | None = None
    count: int = 1
    of: Node | None = None

    @property
    def floats(self) -> bool:
        """As its period does."""
        return self.of is None or self.of.floats

    def resolve(self, view: View) -> Resolution:
        """The days of it; NotTold where the period is too short."""
        if self.of is None:
            return self._quarter_seen_from(view)
        period = self.of.resolve(view)
        first, last = bounds_of(period)
        if self.weekday is not None:
            first = last = self._nth_weekday(first, last)
        else:
            first, last = self._nth_unit(first, last)
        granularity: Granularity = "day" if first == last else "range" if self.count > 1 else _NTH_GRAIN[self.what]
        value = first.isoformat() if first == last else f"{first}/{last}"
        if granularity in ("quarter", "half-year"):
            letter, months = ("Q", 3) if granularity == "quarter" else ("H", 6)
            value = f"{first.year:04}-{letter}{(first.month - 1) // months + 1}"
        elif granularity == "month":
            value = first.isoformat()[:7]
        return Resolution(
            value=value, first_on=first, last_on=last, granularity=granularity, how=f"counted in {period.how}"
        )

    def _nth_weekday(self, first: date, last: date) -> date:
        ahead = ((self.weekday or 0) - first.weekday()) % 7
        back = (last.weekday() - (self.weekday or 0)) % 7
        if self.n > 0:
            return _within(first + timedelta(days=ahead + 7 * (self.n - 1)), first, last)
        return _within(last - timedelta(days=back), first, last)

    def _nth_unit(self, first: date, last: date) -> tuple[date, date]:
        after = last + timedelta(days=1)
        if self.what in ("day", "week", "weekend"):
            if self.what == "weekend":
                saturday = self._nth_saturday(first, last)
                return saturday, saturday + timedelta(days=1)
            size = timedelta(days=_DAYS[self.what])
            start = first + size * (self.n - 1) if self.n > 0 else after - size * self.count
            end = start + size * self.count
        else:
            months = 6 if self.what == "half" else _MONTHS[self.what]
            start = add_months(first, months * (self.n - 1)) if self.n > 0 else add_months(after, -months * self.count)
            end = add_months(start, months * self.count)
        return _within(start, first, last), _within(end - timedelta(days=1), first, last)

    def _nth_saturday(self, first: date, last: date) -> date:
        return replace(self, weekday=5)._nth_weekday(first, last)

    def _quarter_seen_from(self, view: View) -> Resolution:
        day = view.day()
        index = 4 if self.n < 0 else self.n
        begun = (day.month - 1) // 3 + 1
        year = day.year + (index < begun) if view.future else day.year - (index > begun)
        first = date(year, 3 * index - 2, 1)
        last = add_months(first, 3) - timedelta(days=1)
        how = (
            "quarter: the next one, as the act lies ahead" if view.future else "quarter: the last one up to publication"
        )
        return Resolution(value=f"{year:04}-Q{index}", first_on=first, last_on=last, granularity="quarter", how=how)


_NTH_GRAIN: dict[str, Granularity] = {
    "day": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter", "half": "half-year",
    "year": "year", "decade": "decade",
}  # fmt: skip


def _within(day: date, first: date, last: date) -> date:
    if not first <= day <= last:
        raise NotTold("the period is not so long")
    return day


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """ "the week of March 15": the week (or weekend) that holds a day."""

    unit: str
    of: Node

    @property
    def floats(self) -> bool:
        """As its day does."""
        return self.of.floats

    def resolve(self, view: View) -> Resolution:
        """Monday to Sunday, or Saturday and Sunday."""
        day = bounds_of(self.of.resolve(view))[0]
        if self.unit == "weekend":
            return Unit(unit="weekend").resolve(View(day, future=True))
        return week_of(day, "the week of a day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedged:
    """A time with a hedge before it: "nearly three weeks ago", "as recently as Monday"."""

    of: Node
    hedge: str

    @property
    def floats(self) -> bool:
        """As what it hedges does."""
        return self.of.floats

    def resolve(self, view: View) -> Resolution:
        """The same days, called approximate."""
        found = self.of.resolve(view)
        return replace(found, how=f"{found.how}; approximate: {self.hedge}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """ "March 15 to March 20", "Thursday through Tuesday", "between May and July"."""

    first: Node
    last: Node

    @property
    def floats(self) -> bool:
        """Where both ends do."""
        return self.first.floats and self.last.floats

    def resolve(self, view: View) -> Resolution:
        """An end that recurs is the first one after the start; a start that recurs, the last one before a dated end."""
        if self.first.floats and not self.last.floats:
            last = self.last.resolve(view)
            first = self.first.resolve(View(bounds_of(last)[1]))
        else:
            first = self.first.resolve(view)
            last = self.last.resolve(View(bounds_of(first)[0], future=True) if self.last.floats else view)
        begins, ends = bounds_of(first)[0], bounds_of(last)[1]
        if ends < begins:
            raise NotTold("the range ends before it begins")
        value, how = f"{first.value}/{last.value}", f"range of: {first.how}; {last.how}"
        return Resolution(value=value, first_on=begins, last_on=ends, granularity="range", how=how)
