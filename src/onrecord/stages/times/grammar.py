"""Times from words: a small grammar that gives `calendar` and `compound` nodes. It knows no day and no context.

Each `_name(at)` tries one construction at word `at` and gives the node and the index after its last word, or None. All
are tried and the longest wins. Depth is bounded, and what was found at a word is kept: hostile text stays linear.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from onrecord.stages.times.calendar import LENGTH, Node, Unit, Unknown, Weekday
from onrecord.stages.times.compound import Ago, Ahead, FromTold, Hedged, Range
from onrecord.stages.times.periods import PeriodRules
from onrecord.stages.times.reader import ANCHOR, EVENT, VAGUE, Parsed
from onrecord.stages.times.words import TimeWords, Word

_AFTER_NAME = frozenset(("'s", "said", "has", "had", "was", "told", "will"))
_CLOSING = frozenset((".", ",", ";", ":", "!", "?", ")", '"', "”", "’", "»", "—", "–", ""))
_SHIFTS = {"previous": -1, "preceding": -1, "following": 1, "ensuing": 1, "subsequent": 1}  # from a time told before
MAX_DEPTH = 3  # "the end of the first week of next month" is 2 deep


class Grammar(PeriodRules):
    """The grammar over the words of one paragraph.

    >>> from onrecord.stages.times.words import cut, load_words
    >>> Grammar(cut("last May", 0, 8), load_words()).time(0)
    (Month(month=5, year=None, year_shift=None, which='last'), 2)
    """

    def __init__(self, words: list[Word], table: TimeWords) -> None:
        super().__init__(words, table)
        self._found: dict[tuple[int, int], Parsed] = {}
        self._rules: tuple[Callable[[int, int], Parsed], ...] = (
            self._weekday, self._month_first, self._day_first, self._ordinal_day, self._digits, self._which,
            self._season, self._year, self._day_word, self._quarter, self._nth, self._edged, self._part_of,
            self._clock, self._counted, self._holiday, self._around, self._far, self._the_unit,
        )  # fmt: skip

    @cached_property
    def namesakes(self) -> frozenset[str]:
        """The months that people of this paragraph are called by ("Theresa May", "Mrs May", "May said")."""
        pairs = zip(self.words, self.words[1:], strict=False)
        titles = self.table.names["before_month"]
        return frozenset(
            name.text
            for word, after in pairs
            for name, found in (
                (word, after.lower in _AFTER_NAME),
                (after, word.lower in titles),
            )
            if found and name.lower in self.table.month
        )

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
        once = number == 1 and unit in ("day", "year")  # "twice in a day"
        if number is None or once or unit in ("minute", "hour"):
            return Unknown(reason=LENGTH), after
        return Ahead(amount=number, unit=unit), after

    def _direction(self, number: float | None, unit: str, after: int, depth: int, the: bool) -> Parsed:
        word = self.lower(after)
        back = word == "back" and self.lower(after + 1) not in self.table.context["function_words"]
        if (word == "ago" or back) and not the:
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
            if word in ("before", "after") and self.lower(after + 1) in _CLOSING:  # "they had left the day before."
                return _from_told(-number if number and word == "before" else number, unit), after + 1
            return (Unknown(reason=EVENT), after + 1) if word != "from" else None
        if word in ("earlier", "later", "previously", "hence", "afterwards", "beforehand") and not the:
            back = word in ("earlier", "previously", "beforehand")
            compared = self.lower(after + 1) == "than"  # "a week later than planned"
            signed = -number if number and back else number
            return (Unknown(reason=ANCHOR) if compared else _from_told(signed, unit)), after + 1
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
        word, part = self.lower(after), self.table.part.get(self.lower(after), "")
        unit = self.table.unit.get(word)
        if (unit is None or word != unit or unit in ("minute", "hour")) and not part:
            return None
        shift = _SHIFTS.get(lower, 0)
        whole = unit not in (None, "day", "fortnight")
        return FromTold(reason=ANCHOR, amount=shift, unit=unit or "day", whole=whole, part=part), after + 1


def _from_told(amount: float | None, unit: str) -> Node:
    """So many units from a time told before; unknown where no number is told, or of hours, which no report counts in."""
    if amount is None or unit not in ("day", "week", "fortnight", "month", "year"):
        return Unknown(reason=ANCHOR)
    return FromTold(reason=ANCHOR, amount=amount, unit=unit)


def _counted_node(amount: float | None, unit: str, of: Node | None) -> Node:
    if amount is None:
        return Unknown(reason=VAGUE)
    return Ago(amount=amount, unit=unit, of=of)
