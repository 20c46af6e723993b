"""Times of a day: weekdays, dates, parts of the day, hours, fixed holidays."""

from __future__ import annotations

from onrecord.stages.times.calendar import Day, Month, Node, Unit, Unknown, Weekday
from onrecord.stages.times.compound import FromTold, Part, Range
from onrecord.stages.times.reader import ANCHOR, Parsed, Reader

_DAY_SHIFTS = {"today": 0, "yesterday": -1, "tomorrow": 1}


class DayRules(Reader):
    """The rules for days."""

    def _weekday(self, at: int, depth: int) -> Parsed:
        weekday = self.table.weekday.get(self.lower(at))
        if weekday is None:
            return None
        after = self._past(at + 1, ".") if len(self.lower(at)) < 6 and self.touches(at + 1) else at + 1
        return self._weekday_date(weekday, after) or self._day_tail(Weekday(weekday=weekday), after, depth)

    def _weekday_date(self, weekday: int, after: int) -> Parsed:
        """ "Friday, 13 May", "Tuesday (March 16)"."""
        opened = self._past(after, ",", "(")
        found = self._month_first(opened, 0) or self._day_first(opened, 0) or self._ordinal_day(opened, 0)
        if found is None or not isinstance(found[0], Day):
            return None
        end = self._past(found[1], ")") if self.lower(after) == "(" else found[1]
        day = found[0]
        return Day(day=day.day, month=day.month, year=day.year, year_shift=day.year_shift, weekday=weekday), end

    def _day_tail(self, node: Node, after: int, depth: int) -> Parsed:
        """What may follow a weekday: a part of the day, an hour, "last week"."""
        if isinstance(node, Weekday) and node.which == "plain":
            week = self._which(self._past(after, "of"), depth)
            if week and isinstance(week[0], Unit) and week[0].unit == "week" and self.lower(week[1]) != "'s":
                return Weekday(weekday=node.weekday, weeks=week[0].shift), week[1]
        part = self.table.part.get(self.lower(after))
        if part:
            return Part(code=part, of=node), after + 1
        at_clock = after + 1 if self.lower(after) in ("at", ",") else after
        hour = self._hour(at_clock) if at_clock > after or self.lower(after)[:1].isdigit() else None
        return (Part(code=hour[0], of=node), hour[1]) if hour else (node, after)

    def _month_first(self, at: int, depth: int) -> Parsed:
        """ "March", "March 2020", "March 15", "March 15-20, 2021", "March 15 and 16"."""
        name = self._month_name(at)
        if name is None:
            return None
        month, after = name
        day = self._day_number(after)
        if day is None or (self.touches(after) and self.lower(after - 1) != "."):
            year, shift, end = self._year_tail(after)
            that = self._of_that_year(after)
            in_told = FromTold(reason=ANCHOR, amount=0, unit="year", month=month)
            return (in_told, that) if that else (Month(month=month, year=year, year_shift=shift), end)
        second = self._second_day(after + 1, day)
        year, shift, end = self._year_tail(second[1] if second else after + 1)
        first = Day(day=day, month=month, year=year, year_shift=shift)
        if self._of_that_year(end):
            return Unknown(reason=ANCHOR), self._of_that_year(end)
        if second:
            return Range(first=first, last=Day(day=second[0], month=month, year=year, year_shift=shift)), end
        return self._day_tail(first, end, depth) if end == after + 1 else (first, end)

    def _day_first(self, at: int, depth: int) -> Parsed:
        """ "15 March", "15th of March 2021", "15-20 March", "8-May-2006"."""
        day = self._day_number(at)
        if day is None:
            return None
        if self.lower(at + 1) == "-" and self.lower(at + 2) in self.table.month and self.lower(at + 3) == "-":
            year = self.year_at(at + 4)
            if year is not None:
                return Day(day=day, month=self.table.month[self.lower(at + 2)], year=year), at + 5
        second = self._second_day(at + 1, day)
        name = self._month_name(self._past(second[1] if second else at + 1, "of"))
        if name is None:
            return None
        year, shift, end = self._year_tail(name[1])
        first = Day(day=day, month=name[0], year=year, year_shift=shift)
        if self._of_that_year(end):
            return Unknown(reason=ANCHOR), self._of_that_year(end)
        if second:
            return Range(first=first, last=Day(day=second[0], month=name[0], year=year, year_shift=shift)), end
        return first, end

    def _ordinal_day(self, at: int, depth: int) -> Parsed:
        """ "the 15th", "the 15th of March", "the fourth of July"."""
        if self.lower(at) != "the":
            return None
        day = self._day_number(at + 1)
        if day is None:
            day = self.table.ordinal.get(self.lower(at + 1), 0)
            name = self._month_name(at + 3) if day > 0 and self.lower(at + 2) == "of" else None
            if name is None:
                return None
            year, shift, end = self._year_tail(name[1])
            return Day(day=day, month=name[0], year=year, year_shift=shift), end
        if self.lower(at + 1).isdigit():
            return None
        dated = self._day_first(at + 1, depth)
        return dated or (Day(day=day), at + 2)

    def _digits(self, at: int, depth: int) -> Parsed:
        """ "2021-03-18", "18/03/2021", "18.03.2021"."""
        lower = self.lower(at)
        mark = next((mark for mark in "-/." if lower.count(mark) == 2), None)
        parts = lower.split(mark) if mark else []
        if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
            return None
        a, b, c = (int(part) for part in parts)
        if len(parts[0]) == 4 and len(parts[2]) <= 2:
            return _day_of(c, b, a), at + 1
        if len(parts[2]) != 4 or len(parts[0]) > 2:
            return None
        if mark == "." or a > 12 or a == b:
            return _day_of(a, b, c), at + 1
        if b > 12:
            return _day_of(b, a, c), at + 1
        return Unknown(reason="the day and the month could be either way round"), at + 1

    def _day_word(self, at: int, depth: int) -> Parsed:
        lower = self.lower(at)
        if lower == "tonight":
            return Part(code="NI", of=Unit(unit="day")), at + 1
        if lower in _DAY_SHIFTS:
            node, after = Unit(unit="day", shift=_DAY_SHIFTS[lower]), at + 1
            part = self.table.part.get(self.lower(after))
            return (Part(code=part, of=node), after + 1) if part else (node, after)
        if lower == "the" and self.lower(at + 1) == "day":
            words = (self.lower(at + 2), self.lower(at + 3))
            if words in (("before", "yesterday"), ("after", "tomorrow")):
                return Unit(unit="day", shift=-2 if words[0] == "before" else 2), at + 4
        return None

    def _part_of(self, at: int, depth: int) -> Parsed:
        """ "this morning", "last night", "the evening of March 5", "overnight on Friday"."""
        lower = self.lower(at)
        if lower in ("this", "last") and self.lower(at + 1) in self.table.part:
            if lower == "last" and self.lower(at + 1) not in ("night", "evening"):
                return None
            return Part(code=self.table.part[self.lower(at + 1)], of=Unit(unit="day", shift=-(lower == "last"))), at + 2
        if lower == "the" and self.lower(at + 1) == "next" and self.lower(at + 2) in self.table.part:
            return FromTold(reason=ANCHOR, amount=1, unit="day", part=self.table.part[self.lower(at + 2)]), at + 3
        start = self._past(at, "the")
        part = self.table.part.get(self.lower(start))
        if part is None:
            return None
        link = self.lower(start + 1)
        if link not in ("of", "on") and lower not in ("overnight",):
            return None
        found = self.single(self._past(start + 1, "of", "on"), depth + 1)
        return (Part(code=part, of=found[0]), found[1]) if found and is_day(found[0]) else None

    def _clock(self, at: int, depth: int) -> Parsed:
        """ "10:30 a.m. on Friday", "midnight Thursday"."""
        hour = self._hour(at)
        if hour is None:
            return None
        found = self.single(self._past(self._past(hour[1], ","), "on"), depth + 1)
        return (Part(code=hour[0], of=found[0]), found[1]) if found and is_day(found[0]) else None

    def _holiday(self, at: int, depth: int) -> Parsed:
        for name, (month, day) in self.table.holiday.items():
            if self.lower(at) == name[0] and all(self.lower(at + i) == word for i, word in enumerate(name)):
                year, shift, end = self._year_tail(at + len(name))
                return Day(day=day, month=month, year=year, year_shift=shift), end
        return None


def _day_of(day: int, month: int, year: int) -> Node:
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return Unknown(reason="there is no such day")
    return Day(day=day, month=month, year=year)


def is_day(node: Node) -> bool:
    """Whether a node is one day, or a part of one."""
    if isinstance(node, Part):
        return is_day(node.of)
    return isinstance(node, Weekday | Day) or (isinstance(node, Unit) and node.unit == "day")
