"""What the grammar's rules share: the words by index, numbers, names of months, and the year after a date."""

from __future__ import annotations

from abc import ABC, abstractmethod

from onrecord.stages.times.calendar import Node
from onrecord.stages.times.words import TimeWords, Word

Parsed = tuple[Node, int] | None
MOST = 1e12  # no multiples of more
EVENT = "it is counted from an event, not from the calendar"
ANCHOR = "it is counted from another time that the words do not name"
VAGUE = "no number is told"
_MULTIPLES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}


class Reader(ABC):
    """The words of one paragraph. `DayRules`, `PeriodRules`, `Grammar` stand on it: one grammar in four files."""

    def __init__(self, words: list[Word], table: TimeWords) -> None:
        self.words = words
        self.table = table

    def lower(self, at: int) -> str:
        """The word at an index; "" beyond the ends."""
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def touches(self, at: int) -> bool:
        """Whether word `at` and the one before it stand together without a blank."""
        return 0 < at < len(self.words) and self.words[at - 1].end == self.words[at].start

    def _past(self, at: int, *words: str) -> int:
        return at + 1 if self.lower(at) in words else at

    @abstractmethod
    def single(self, at: int, depth: int = 0) -> Parsed:
        """The longest time at a word that is no range."""

    @abstractmethod
    def _which(self, at: int, depth: int) -> Parsed: ...

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

    def _second_day(self, at: int, first: int) -> tuple[int, int] | None:
        """The end of "15-20", "15 to 20", "15 and 16" (days in a row only)."""
        second = self._day_number(at + 1)
        if second is None or second <= first or self.lower(at) not in {*self.table.range, "and", "or"}:
            return None
        if self.lower(at) in ("and", "or") and second != first + 1:
            return None
        return second, at + 2

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
        after = self._past(at, ",", "of", "in")
        year = self.year_at(after)
        if year is not None and not (self.lower(at) == "," and self.lower(after + 1) in self.table.month):
            return year, None, after + 1
        which = self.table.which.get(self.lower(after))
        if which and self.lower(after + 1) == "year" and self.lower(at) != ",":
            return None, {"last": -1, "this": 0, "next": 1}[which], after + 2
        return None, None, at

    def _of_that_year(self, at: int) -> int:
        """The index after "(of) that year", "the same year"; 0 where it does not stand at a word."""
        after = self._past(at, "of")
        if self.lower(after) == "that" or (self.lower(after) == "the" and self.lower(after + 1) in self.table.far):
            after = self._past(after + 1, *self.table.far)
            return after + 1 if self.lower(after) == "year" else 0
        return 0

    def _month_name(self, at: int) -> tuple[int, int] | None:
        month = self.table.month.get(self.lower(at))
        if month is None:
            return None
        abbreviated = len(self.lower(at)) <= 4 and self.lower(at) not in ("may", "june", "july")
        return month, self._past(at + 1, ".") if abbreviated and self.touches(at + 1) else at + 1

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

    def _hour(self, at: int) -> tuple[str, int] | None:
        """An hour as TIMEX3 has it ("10:30"), and the index after it with its "a.m." and zone."""
        lower = self.lower(at)
        if lower in ("noon", "midnight"):
            return ("12:00" if lower == "noon" else "24:00"), at + 1
        hour, _, minute = lower.partition(":")
        half = self.lower(at + 1).replace(".", "")
        if not (hour.isascii() and hour.isdecimal() and len(hour) < 3 and (minute or half in ("am", "pm"))):
            return None
        if int(hour) > 24:
            return None
        hours = int(hour) % 12 + 12 * (half == "pm") if half in ("am", "pm") else int(hour)
        after = at + 2 if half in ("am", "pm") else at + 1
        if self.lower(after) == "local" and self.lower(after + 1) == "time":
            after += 2
        return f"{hours:02}:{minute[:2] or '00'}", after + (self.lower(after) in self.table.zone)

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
        while self.lower(after) in _MULTIPLES and value < MOST:
            value, after = value * _MULTIPLES[self.lower(after)], after + 1
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
