"""Times from words: a small grammar that gives `calendar` and `compound` nodes. It knows no day and no context.

Each `_name(at)` tries one construction at word `at` and gives the node and the index after its last word, or None. All are
tried and the longest wins. Depth is bounded, and what was found at a word is kept, so that hostile text stays linear.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from onrecord.stages.times.calendar import LENGTH, Day, Edge, Month, Node, Season, Unit, Unknown, Weekday, Which, Years
from onrecord.stages.times.compound import Ago, Ahead, Around, Edged, Hedged, Nth, Part, Range, Stretch
from onrecord.stages.times.words import TimeWords, Word

Parsed = tuple[Node, int] | None
MAX_DEPTH = 3  # "the end of the first week of next month" is 2 deep
EVENT = "it is counted from an event, not from the calendar"
ANCHOR = "it is counted from another time that the words do not name"
VAGUE = "no number is told"


class Grammar:
    """The grammar over the words of one paragraph."""

    def __init__(self, words: list[Word], table: TimeWords) -> None:
        self.words = words
        self.table = table
        self._found: dict[tuple[int, int], Parsed] = {}
        self._rules: tuple[Callable[[int, int], Parsed], ...] = (
            self._weekday, self._month_first, self._day_first, self._ordinal_day, self._digits, self._which, self._season,
            self._year, self._day_word, self._quarter, self._nth, self._edged, self._part_of, self._clock, self._counted,
            self._holiday, self._around, self._far, self._the_unit,
        )  # fmt: skip

    # words

    def lower(self, at: int) -> str:
        """The word at an index; "" beyond the ends."""
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def touches(self, at: int) -> bool:
        """Whether word `at` and the one before it stand together without a blank."""
        return 0 < at < len(self.words) and self.words[at - 1].end == self.words[at].start

    def _past(self, at: int, *words: str) -> int:
        return at + 1 if self.lower(at) in words else at

    # times

    def time(self, at: int) -> Parsed:
        """The longest time that begins at a word: a range, a hedged time or a single one."""
        if self.lower(at) == "between":
            return self._between(at)
        hedge = self._hedge(at)
        if hedge:
            found = self.single(hedge)
            words = " ".join(word.text for word in self.words[at:hedge])
            if found is None or not (isinstance(found[0], Ago | Unknown) or self.lower(at) == "as"):
                return None
            exact = self.lower(at) in self.table.exact_hedge and hedge == at + 1
            return (found[0] if exact else Hedged(of=found[0], hedge=words)), found[1]
        first = self.single(at)
        return self._range(first) or first

    def single(self, at: int, depth: int = 0) -> Parsed:
        """The longest time at a word that is no range."""
        if depth > MAX_DEPTH or at >= len(self.words):
            return None
        key = (at, depth)
        if key not in self._found:
            best: Parsed = None
            for rule in self._rules:
                found = rule(at, depth)
                if found and (best is None or found[1] > best[1]):
                    best = found
            self._found[key] = best
        return self._found[key]

    def _hedge(self, at: int) -> int:
        for phrase in self.table.hedge:
            if self.lower(at) == phrase[0] and all(self.lower(at + i) == word for i, word in enumerate(phrase)):
                return at + len(phrase)
        return 0

    def _range(self, first: Parsed) -> Parsed:
        if first is None or isinstance(first[0], Unknown) or self.lower(first[1]) not in self.table.range:
            return None
        last = self.single(first[1] + 1)
        if last is None or isinstance(last[0], Unknown | Ago):
            return None
        return Range(first=first[0], last=last[0]), last[1]

    def _between(self, at: int) -> Parsed:
        first = self.single(at + 1)
        if first is None or self.lower(first[1]) != "and":
            return None
        last = self.single(first[1] + 1)
        return (Range(first=first[0], last=last[0]), last[1]) if last else None

    # days

    def _weekday(self, at: int, depth: int) -> Parsed:
        weekday = self.table.weekday.get(self.lower(at))
        if weekday is None:
            return None
        after = self._past(at + 1, ".") if len(self.lower(at)) < 6 and self.touches(at + 1) else at + 1
        return self._weekday_date(weekday, after) or self._day_tail(Weekday(weekday=weekday), after, depth)

    def _weekday_date(self, weekday: int, after: int) -> Parsed:
        """ "Friday, 13 May", "Tuesday (March 16)"."""
        opened = self._past(after, ",", "(")
        found = self._month_first(opened, 0) or self._day_first(opened, 0)
        if found is None or not isinstance(found[0], Day):
            return None
        end = self._past(found[1], ")") if self.lower(after) == "(" else found[1]
        day = found[0]
        return Day(day=day.day, month=day.month, year=day.year, year_shift=day.year_shift, weekday=weekday), end

    def _day_tail(self, node: Node, after: int, depth: int) -> Parsed:
        """What may follow a weekday: a part of the day, an hour, "last week"."""
        if isinstance(node, Weekday) and node.which == "plain":
            week = self._which(self._past(after, "of"), depth)
            if week and isinstance(week[0], Unit) and week[0].unit == "week":
                return Weekday(weekday=node.weekday, weeks=week[0].shift), week[1]
        part = self.table.part.get(self.lower(after))
        if part:
            return Part(code=part, of=node), after + 1
        at_clock = after + 1 if self.lower(after) in ("at", ",") else after
        hour = self._hour(at_clock) if at_clock > after or self.lower(after)[:1].isdigit() else None
        return (Part(code=hour[0], of=node), hour[1]) if hour else (node, after)

    def _day_number(self, at: int) -> int | None:
        lower = self.lower(at)
        if not lower[:1].isdigit():
            return None
        digits = lower[:-2] if lower[-2:] in ("st", "nd", "rd", "th") else lower
        return (
            int(digits)
            if digits.isascii() and digits.isdecimal() and len(digits) < 3 and 1 <= int(digits) <= 31
            else None
        )

    def year_at(self, at: int) -> int | None:
        """The year that a word of four digits tells."""
        lower = self.lower(at)
        return (
            int(lower)
            if len(lower) == 4 and lower.isascii() and lower.isdecimal() and 1000 <= int(lower) < 2200
            else None
        )

    def _year_tail(self, at: int) -> tuple[int | None, int | None, int]:
        """The year after a month or day: named, or as a shift ("last year"), and the index after it."""
        after = self._past(at, ",", "of")
        year = self.year_at(after)
        if year is not None and not (self.lower(at) == "," and self.lower(after + 1) in self.table.month):
            return year, None, after + 1
        which = self.table.which.get(self.lower(after))
        if which and self.lower(after + 1) == "year" and self.lower(at) != ",":
            return None, {"last": -1, "this": 0, "next": 1}[which], after + 2
        return None, None, at

    def _month_name(self, at: int) -> tuple[int, int] | None:
        month = self.table.month.get(self.lower(at))
        if month is None:
            return None
        abbreviated = len(self.lower(at)) <= 4 and self.lower(at) not in ("may", "june", "july")
        return month, self._past(at + 1, ".") if abbreviated and self.touches(at + 1) else at + 1

    def _month_first(self, at: int, depth: int) -> Parsed:
        """ "March", "March 2020", "March 15", "March 15-20, 2021", "March 15 and 16"."""
        name = self._month_name(at)
        if name is None:
            return None
        month, after = name
        day = self._day_number(after)
        if day is None or (self.touches(after) and self.lower(after - 1) != "."):
            year, shift, end = self._year_tail(after)
            return Month(month=month, year=year, year_shift=shift), end
        second = self._second_day(after + 1, day)
        year, shift, end = self._year_tail(second[1] if second else after + 1)
        first = Day(day=day, month=month, year=year, year_shift=shift)
        if second:
            return Range(first=first, last=Day(day=second[0], month=month, year=year, year_shift=shift)), end
        return self._day_tail(first, end, depth) if end == after + 1 else (first, end)

    def _second_day(self, at: int, first: int) -> tuple[int, int] | None:
        """The end of "15-20", "15 to 20", "15 and 16" (days in a row only)."""
        second = self._day_number(at + 1)
        if second is None or second <= first or self.lower(at) not in {*self.table.range, "and", "or"}:
            return None
        if self.lower(at) in ("and", "or") and second != first + 1:
            return None
        return second, at + 2

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
        start = self._past(at, "the")
        part = self.table.part.get(self.lower(start))
        if part is None:
            return None
        link = self.lower(start + 1)
        if link not in ("of", "on") and lower not in ("overnight",):
            return None
        found = self.single(self._past(start + 1, "of", "on"), depth + 1)
        return (Part(code=part, of=found[0]), found[1]) if found and _is_day(found[0]) else None

    def _hour(self, at: int) -> tuple[str, int] | None:
        """An hour as TIMEX3 has it ("10:30"), and the index after it with its "a.m." and zone."""
        lower = self.lower(at)
        if lower in ("noon", "midnight"):
            return ("12:00" if lower == "noon" else "24:00"), at + 1
        hour, _, minute = lower.partition(":")
        half = self.lower(at + 1).replace(".", "")
        if not (hour.isascii() and hour.isdecimal() and (minute or half in ("am", "pm"))) or int(hour) > 24:
            return None
        hours = int(hour) % 12 + 12 * (half == "pm") if half in ("am", "pm") else int(hour)
        after = at + 2 if half in ("am", "pm") else at + 1
        if self.lower(after) == "local" and self.lower(after + 1) == "time":
            after += 2
        return f"{hours:02}:{minute[:2] or '00'}", after + (self.lower(after) in self.table.zone)

    def _clock(self, at: int, depth: int) -> Parsed:
        """ "10:30 a.m. on Friday", "midnight Thursday"."""
        hour = self._hour(at)
        if hour is None:
            return None
        found = self.single(self._past(self._past(hour[1], ","), "on"), depth + 1)
        return (Part(code=hour[0], of=found[0]), found[1]) if found and _is_day(found[0]) else None

    def _holiday(self, at: int, depth: int) -> Parsed:
        for name, (month, day) in self.table.holiday.items():
            if self.lower(at) == name[0] and all(self.lower(at + i) == word for i, word in enumerate(name)):
                year, shift, end = self._year_tail(at + len(name))
                return Day(day=day, month=month, year=year, year_shift=shift), end
        return None

    # periods

    def _which(self, at: int, depth: int) -> Parsed:
        """ "last Friday", "next August", "this week", "the past three years", "this coming Saturday"."""
        the = self.lower(at) == "the"
        start = at + the
        which = self.table.which.get(self.lower(start))
        if which is None:
            return None
        after = start + 1
        if which == "this" and self.lower(after) in ("past", "coming"):
            which, after = ("last" if self.lower(after) == "past" else "next"), after + 1
        lower = self.lower(after)
        named = self._which_named(cast("Which", which), after, depth)
        if named:
            return named
        if lower in self.table.unit and which != "plain":
            return self._which_unit(at, the, which, after)
        amount = self._amount(after)
        if which == "this" or amount is None or self.table.unit.get(self.lower(amount[1])) in (None, "minute"):
            return None
        unit, end = self.table.unit[self.lower(amount[1])], amount[1] + 1
        if amount[0] is None or self.lower(end) == "of" or unit == "weekend":
            return Unknown(reason=LENGTH), end
        return Stretch(amount=-amount[0] if which == "last" else amount[0], unit=unit), end

    def _which_named(self, which: Which, after: int, depth: int) -> Parsed:
        lower = self.lower(after)
        if lower in self.table.weekday:
            return self._day_tail(Weekday(weekday=self.table.weekday[lower], which=which), after + 1, depth)
        if lower in self.table.season:
            code, first = self.table.season[lower]
            return Season(code=code, month=first, which=which), after + 1
        if lower in self.table.month:
            found = self._month_first(after, depth)
            if found and isinstance(found[0], Month) and found[0].year is None:
                return Month(month=found[0].month, which=which), found[1]
            return found
        holiday = self._holiday(after, depth)
        if holiday and isinstance(holiday[0], Day):
            return Day(day=holiday[0].day, month=holiday[0].month, which=which), holiday[1]
        return None

    def _which_unit(self, at: int, the: bool, which: str, after: int) -> Parsed:
        lower, unit = self.lower(after), self.table.unit[self.lower(after)]
        if unit in ("minute", "hour", "fortnight") or lower != unit:
            return (Unknown(reason=LENGTH), after + 1) if lower != unit else None
        if which == "this":
            return (Unit(unit=unit), after + 1) if unit != "day" else None
        shift = -1 if which == "last" else 1
        stretched = (the or self.lower(after - 1) == "past") and unit != "weekend" and self.lower(after - 1) != "coming"
        if not stretched:
            return (Unit(unit=unit, shift=shift), after + 1) if unit != "day" else (Unknown(reason=ANCHOR), after + 1)
        if which == "last" or self.lower(at - 1) in ("in", "over", "within", "during", "for"):
            return Stretch(amount=shift, unit=unit), after + 1
        return Unknown(reason=ANCHOR), after + 1

    def _the_unit(self, at: int, depth: int) -> Parsed:
        """ "the weekend"; inside another time "the year", "the month" (depth > 0); "the week before last"."""
        if self.lower(at) == "the" or depth > 0:
            after = self._past(at, "the")
            unit = self.lower(after)
            words = (self.lower(after + 1), self.lower(after + 2))
            if unit in ("week", "month", "year", "weekend") and words in (("before", "last"), ("after", "next")):
                return Unit(unit=unit, shift=-2 if words[0] == "before" else 2), after + 3
            if unit == "weekend":
                return Unit(unit=unit, plain=True), after + 1
            if depth > 0 and unit in ("week", "month", "year", "decade", "century", "quarter") and after > at:
                return Unit(unit=unit), after + 1
        return None

    def _season(self, at: int, depth: int) -> Parsed:
        """ "spring 2020", "the summer of 2020", "in the winter"."""
        start = self._past(at, "the")
        season = self.table.season.get(self.lower(start))
        if season is None:
            return None
        year, shift, end = self._year_tail(start + 1)
        return Season(code=season[0], month=season[1], year=year, year_shift=shift), end

    def _year(self, at: int, depth: int) -> Parsed:
        """ "2016", "the year 2016", "1996-97", "the 1990s", "the '90s", "the nineties", "the 19th century"."""
        start = self._past(at, "the")
        if start > at and self.lower(start) == "year" and self.year_at(start + 1) is not None:
            return Years(first=self.year_at(start + 1) or 0), start + 2
        year = self.year_at(start)
        if year is not None:
            return (self._season_years(start, year) or (Years(first=year), start + 1)) if start == at else None
        lower = self.lower(start)
        if lower.endswith("s") and lower.strip("'s").isdecimal() and lower[-2:] in ("0s", "'s"):
            return self._decade(lower, the=start > at or depth > 0), start + 1
        if lower in self.table.decade and start > at:
            return Years(first=1900 + self.table.decade[lower], n=10), start + 1
        number = self._ordinal(start)
        if number and number > 0 and self.lower(start + 1) == "century":
            if self.lower(start + 2) in ("bc", "bce"):
                return Unknown(reason="it lies before the calendar's first year"), start + 3
            return Years(first=(number - 1) * 100, n=100) if number > 1 else Unknown(reason=VAGUE), start + 2
        return None

    def _season_years(self, at: int, year: int) -> Parsed:
        """ "1996-97": two years with a shortened end."""
        lower = self.lower(at + 2)
        if self.lower(at + 1) in ("-", "–") and self.touches(at + 1) and self.touches(at + 2) and len(lower) == 2:
            if lower.isascii() and lower.isdecimal() and int(lower) > year % 100:
                return Range(first=Years(first=year), last=Years(first=year // 100 * 100 + int(lower))), at + 3
        return None

    def _decade(self, lower: str, the: bool) -> Node:
        digits = lower.strip("'s")
        if len(digits) == 4 and int(digits) % 10 == 0:
            return Years(first=int(digits), n=10 if int(digits) % 100 else 10)
        if len(digits) == 2 and int(digits) % 10 == 0 and (the or lower.startswith("'")):
            return Years(first=1900 + int(digits) if int(digits) > 10 else 2000 + int(digits), n=10)
        return Unknown(reason=LENGTH)

    def _ordinal(self, at: int) -> int | None:
        lower = self.lower(at)
        if lower in self.table.ordinal:
            return self.table.ordinal[lower]
        if lower == "twenty" and self.lower(at + 1) == "-":
            return None
        return (
            int(lower[:-2])
            if lower[-2:] in ("st", "nd", "rd", "th") and lower[:-2].isdecimal() and lower.isascii()
            else None
        )

    def _quarter(self, at: int, depth: int) -> Parsed:
        """ "Q2 2023", "the second quarter of 2023", "the first half of the year"."""
        lower = self.lower(at)
        if len(lower) == 2 and lower[0] == "q" and lower[1].isdigit():
            number, after, what = int(lower[1]), at + 1, "quarter"
        else:
            start = self._past(at, "the")
            number, after = self._ordinal(start) or 0, start + 2
            what = self.lower(start + 1)
            if what not in ("quarter", "half") or not (1 <= number <= (4 if what == "quarter" else 2) or number == -1):
                return None
        of = self.single(self._past(after, "of", "in", ","), depth + 1) if self.lower(after) != "in" else None
        if (
            of
            and isinstance(of[0], Years | Unit | Month | Unknown)
            and not (isinstance(of[0], Unit) and of[0].unit == "day")
        ):
            return Nth(n=number, what=what, of=of[0]), of[1]
        return (Nth(n=number, what=what), after) if what == "quarter" and self.lower(after) != "of" else None

    def _nth(self, at: int, depth: int) -> Parsed:
        """ "the first week of March", "the last Sunday in May", "the first three months of the year"."""
        start = self._past(at, "the")
        number = self._ordinal(start)
        if number is None or abs(number) > 31:
            return None
        counted = self._amount(start + 1)
        count, after = (int(counted[0] or 0), counted[1]) if counted else (1, start + 1)
        weekday = self.table.weekday.get(self.lower(after))
        unit = self.table.unit.get(self.lower(after), "")
        if (weekday is None and unit not in ("day", "week", "weekend", "month", "year")) or not 1 <= count <= 99:
            return None
        if self.lower(after + 1) not in ("of", "in"):
            return None
        of = self.single(after + 2, depth + 1)
        if of is None or not isinstance(of[0], Month | Years | Unit | Season | Unknown):
            return None
        return Nth(n=number, what=unit, weekday=weekday, count=count, of=of[0]), of[1]

    def _around(self, at: int, depth: int) -> Parsed:
        """ "the week of March 15"."""
        start = self._past(at, "the")
        if self.lower(start) not in ("week", "weekend") or self.lower(start + 1) not in (
            "of",
            "beginning",
            "starting",
            "ending",
        ):
            return None
        found = self.single(start + 2, depth + 1)
        return (Around(unit=self.lower(start), of=found[0]), found[1]) if found and _is_day(found[0]) else None

    def _edged(self, at: int, depth: int) -> Parsed:
        """ "early March", "mid-2020", "late last year", "the end of the month", "earlier this week", "late on Friday"."""
        start = self._past(at, "the", "very")
        edge = self.table.edge.get(self.lower(start))
        if edge is None:
            return None
        after = self._past(start + 1, "-") if self.lower(start) == "mid" else start + 1
        noun = edge in ("start", "end", "rest") or self.lower(start) in ("middle",)
        if noun and self.lower(after) != "of":
            return None
        if self.lower(after) in (("of",) if noun else ("on", "in")):
            after += 1
        found = self.single(after, depth + 1)
        if found is None or isinstance(found[0], Ago):
            return self._edge_of_day(at, after, noun)
        if edge in ("earlier", "later") and isinstance(found[0], Month | Season | Years):
            return None  # "earlier in March" is not before publication, only before something else
        return Edged(edge=cast("Edge", edge), of=found[0]), found[1]

    def _edge_of_day(self, at: int, after: int, noun: bool) -> Parsed:
        end = after + 2
        if self.lower(after) == "the" and self.lower(after + 1) == "day":
            return Unknown(reason=LENGTH if noun else ANCHOR), end
        return None

    # counts

    def _amount(self, at: int) -> tuple[float | None, int] | None:
        """A number in words or digits (None where it is vague), and the index after it."""
        lower = self.lower(at)
        if lower == "half":
            return (0.5, at + 2) if self.lower(at + 1) in ("a", "an") else None
        article = lower in ("a", "an")
        start = at + article
        lower = self.lower(start)
        if lower in self.table.vague:
            couple = lower == "couple"
            end = start + 2 if self.lower(start + 1) == "of" else start + 1
            return (2.0 if couple else None), end
        if lower == "dozen":
            return 12.0, start + 1
        if article:
            return 1.0, start
        return self._number(at)

    def _number(self, at: int) -> tuple[float | None, int] | None:
        value, after = self._plain_number(at)
        if value is None:
            return None
        while self.lower(after) in ("hundred", "thousand", "dozen"):
            value, after = value * {"hundred": 100, "thousand": 1000, "dozen": 12}[self.lower(after)], after + 1
        if (self.lower(after), self.lower(after + 1), self.lower(after + 2)) == ("and", "a", "half"):
            return value + 0.5, after + 3
        if self.lower(after) in ("or", "to", "-", "–"):
            other, end = self._plain_number(after + 1)
            if other is not None and self.lower(end) in self.table.unit:
                return None, end  # "two or three days"
        return value, after

    def _plain_number(self, at: int) -> tuple[float | None, int]:
        lower = self.lower(at)
        if lower in self.table.number:
            tens, ones = self.table.number[lower], self.table.number.get(self.lower(at + 2), 10)
            if 20 <= tens < 100 and self.lower(at + 1) == "-" and ones < 10:
                return float(tens + ones), at + 3
            return float(tens), at + 1
        digits = lower.replace(",", "")
        if digits[:1].isdigit() and len(digits) < 9 and digits.isascii() and digits.replace(".", "", 1).isdecimal():
            return float(digits), at + 1
        return None, at

    def _counted(self, at: int, depth: int) -> Parsed:
        """ "two weeks ago", "a week before last Friday", "three days later", "a year and a half ago", "in two days"."""
        ahead = self.lower(at) == "in"
        start = at + ahead
        amount = self._amount(start)
        if amount is None and self.lower(start) == "the" and self.lower(start + 1) in ("day", "week", "month", "year"):
            amount = (1.0, start + 1)
        if amount is None:
            vague = self.lower(start) in self.table.unit and self.lower(start).endswith(("s", "ies"))
            amount = (None, start) if vague else None
        unit = self.table.unit.get(self.lower(amount[1])) if amount else None
        if amount is None or unit is None or (unit == "weekend" and amount[0] is None):
            return None
        number, after = amount[0], amount[1] + 1
        if number is not None and (self.lower(after), self.lower(after + 1), self.lower(after + 2)) == (
            "and",
            "a",
            "half",
        ):
            number, after = number + 0.5, after + 3
        if ahead:
            return self._ahead(number, unit, after)
        return self._direction(number, unit, after, depth, the=self.lower(start) == "the")

    def _ahead(self, number: float | None, unit: str, after: int) -> Parsed:
        """ "in two weeks' time" is counted from publication; "in two weeks" may be a length."""
        if self.lower(after) == "'" and self.lower(after + 1) == "time":
            return _counted_node(number, unit, None), after + 2
        if self.lower(after) == "'s" and self.lower(after + 1) == "time":
            return _counted_node(number, unit, None), after + 2
        return (Unknown(reason=LENGTH) if number is None else Ahead(amount=number, unit=unit)), after

    def _direction(self, number: float | None, unit: str, after: int, depth: int, the: bool) -> Parsed:
        word = self.lower(after)
        if word == "ago" and not the:
            of = self._ago_of(after + 1, depth)
            return (_counted_node(-number if number is not None else None, unit, of[0]), of[1]) if of else (
                _counted_node(-number if number is not None else None, unit, None), after + 1
            )  # fmt: skip
        if word == "from" and self.lower(after + 1) in ("now", "today"):
            return _counted_node(number, unit, None), after + 2
        if word in ("before", "after", "from", "prior"):
            link = self._past(after + 1, "to") if word == "prior" else after + 1
            of = self.single(link, depth + 1)
            if of and not (isinstance(of[0], Unknown) and of[0].reason == LENGTH) and word != "prior":
                return _counted_node(number if word != "before" or number is None else -number, unit, of[0]), of[1]
            return (Unknown(reason=EVENT), after + 1) if word != "from" else None
        if word in ("earlier", "later", "previously", "hence", "afterwards", "beforehand") and not the:
            return Unknown(reason=ANCHOR), after + 1
        return None if the else (Unknown(reason=LENGTH), after)

    def _ago_of(self, at: int, depth: int) -> Parsed:
        """What "a year ago" may be counted from: "a year ago today", "a week ago on Friday"."""
        found = self.single(self._past(at, "on"), depth + 1)
        return found if found and isinstance(found[0], Weekday | Unit) else None

    def _far(self, at: int, depth: int) -> Parsed:
        """ "that day", "the same week", "the following month": counted from another time."""
        start = self._past(at, "the")
        lower = self.lower(start)
        if lower == "that" and start == at:
            after = self._past(at + 1, "same")
        elif start > at and lower in self.table.far:
            after = start + 1
        else:
            return None
        word = self.lower(after)
        unit = self.table.unit.get(word)
        if (unit is None or word != unit or unit in ("minute", "hour")) and word not in self.table.part:
            return None
        return Unknown(reason=ANCHOR), after + 1


_DAY_SHIFTS = {"today": 0, "yesterday": -1, "tomorrow": 1}


def _day_of(day: int, month: int, year: int) -> Node:
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return Unknown(reason="there is no such day")
    return Day(day=day, month=month, year=year)


def _is_day(node: Node) -> bool:
    return isinstance(node, Weekday | Day) or (isinstance(node, Unit) and node.unit == "day") or (
        isinstance(node, Part) and _is_day(node.of)
    )  # fmt: skip


def _counted_node(amount: float | None, unit: str, of: Node | None) -> Node:
    if amount is None:
        return Unknown(reason=VAGUE)
    return Ago(amount=amount, unit=unit, of=of)
