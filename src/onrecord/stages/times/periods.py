"""Times longer than a day: weeks, months, seasons, quarters, years, and pieces of them."""

from __future__ import annotations

from typing import cast

from onrecord.stages.times.calendar import LENGTH, Day, Edge, Month, Node, Season, Unit, Unknown, Weekday, Which, Years
from onrecord.stages.times.compound import Ago, Around, Edged, FromTold, Nth, Range, Stretch
from onrecord.stages.times.days import DayRules, is_day
from onrecord.stages.times.reader import ANCHOR, VAGUE, Parsed


class PeriodRules(DayRules):
    """The rules for periods."""

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
            return (Unit(unit=unit, shift=shift), after + 1) if unit != "day" else None
        if which == "last" or self.lower(at - 1) in ("in", "over", "within", "during", "for"):
            return Stretch(amount=shift, unit=unit), after + 1
        return FromTold(reason=ANCHOR, amount=shift, unit=unit, whole=unit not in ("day", "fortnight")), after + 1

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
        joined = self.lower(at + 1) in ("-", "–") and self.touches(at + 1) and self.touches(at + 2)
        if not joined or len(lower) != 2 or not lower.isascii() or not lower.isdecimal() or int(lower) <= year % 100:
            return None
        return Range(first=Years(first=year), last=Years(first=year // 100 * 100 + int(lower))), at + 3

    def _decade(self, lower: str, the: bool) -> Node:
        digits = lower.strip("'s")
        if len(digits) == 4 and int(digits) % 10 == 0 and (the or "'" not in lower):  # "2030's" is a possessive
            return Years(first=int(digits), n=10)
        if len(digits) == 2 and int(digits) % 10 == 0 and (the or lower.startswith("'")):
            return Years(first=1900 + int(digits) if int(digits) > 10 else 2000 + int(digits), n=10)
        return Unknown(reason=LENGTH)

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
        return (Around(unit=self.lower(start), of=found[0]), found[1]) if found and is_day(found[0]) else None

    def _edged(self, at: int, depth: int) -> Parsed:
        """ "early March", "mid-2020", "late last year", "the end of the month", "earlier this week"."""
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
