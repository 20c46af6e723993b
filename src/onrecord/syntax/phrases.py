"""Noun phrases over the tags of one sentence: an automaton that goes from left to right, once."""

from __future__ import annotations

import re

from onrecord.syntax.layers import NounPhrase, Token
from onrecord.syntax.tagging import Tagged
from onrecord.syntax.words import CLOSING, OPENING, Lexicon

_JOINERS = frozenset(("-", "/", "&", "–"))
_QUANTIFIERS = frozenset("all both half such many what".split())
_COUNTS = frozenset("many much several few some most all none both each one any either neither half".split())
_POINTERS = frozenset("this that these those".split())
_DAY_PARTS = frozenset("morning afternoon evening night edition newspaper".split())
_TURNS = frozenset("last next this that every".split())  # "last week"
_TODAY = frozenset("today yesterday tomorrow tonight".split())
_YEAR = re.compile(r"(1[5-9]|20)\d\d")
_DAY = re.compile(r"[12]?\d|3[01]")
_LONGEST_QUOTED = 7  # tokens of a quoted group inside a noun phrase


class _Chunker:
    """Finds the noun phrases of one sentence; positions are token indices of the article."""

    def __init__(self, tokens: list[Token], first: int, last: int, letters: list[str], lexicon: Lexicon) -> None:
        self.tokens, self.first, self.last, self.letters, self.lexicon = tokens, first, last, letters, lexicon

    def find(self) -> list[NounPhrase]:
        found, tokens = [], self.tokens
        i = self.first
        while i < self.last:
            begins = self.letters[i] in "DOMJNPng$R" or tokens[i].lower in _COUNTS
            end = self.end_of(i) if begins and not self._belongs_to_left(i) else i
            head = self._head(i, end)
            if head is None:
                i += 1
                continue
            found.append(NounPhrase(i, end, head))
            i = end
        return found

    def _belongs_to_left(self, i: int) -> bool:
        """ "least" in "at least five soldiers", "dead" in "shot dead five soldiers": the phrase begins behind it."""
        here, before = self.tokens[i].lower, self.tokens[i - 1].lower if i > self.first else ""
        return (before == "at" and here in ("least", "most")) or (
            before in ("shot", "shoot", "shoots") and here == "dead"
        )

    def end_of(self, start: int) -> int:
        """The end of the longest noun phrase from `start`; `start` where none begins there."""
        letters, tokens = self.letters, self.tokens
        if self._stands_alone(start) or self._is_year(start):
            return start + 1
        if letters[start] == "O" and not (self._is_possessive(start) and self._owns(start)):
            return start + 1
        if letters[start] in "ng" and not self._modifies(start):
            return start
        i, named = start, False  # `named`: the current part has its noun
        while i < self.last:
            letter = letters[i]
            if letter in "NP":
                if named and self._parts(i, start):
                    break
                named = True
            elif letter == "T":
                if not named or tokens[i].lower not in ("'s", "'"):
                    break
                named = False
            elif not (self._goes_on(i, start) if named else self._leads_on(i, start)):
                step = self._past_quoted(i, start)
                if step == i:
                    break
                i, named = step, True
                continue
            i += 1
        return self._trim(start, i)

    def _is_year(self, i: int) -> bool:
        """A year that the sentence begins with, behind a preposition: "In 2000 Mr Osei lost", no "2000 Osei"."""
        if self.letters[i] != "M" or i == self.first or i + 1 >= self.last or not _YEAR.fullmatch(self.tokens[i].text):
            return False
        opens = i == self.first + 1 or self.letters[i + 1] == "P"
        return (
            opens and self.letters[i - 1] in "IS" and self.tokens[i - 1].lower not in ("of", "about", "around", "over")
        )

    def _owns(self, i: int) -> bool:
        """Whether something that can be owned follows: "her boat", not "calling her a liar"."""
        return i + 1 < self.last and self.letters[i + 1] not in "DO"

    def _stands_alone(self, i: int) -> bool:
        """ "many" in "many of them", "these" in "these look new": a phrase without a noun."""
        if i + 1 >= self.last:
            return False
        if self.tokens[i + 1].lower == "of":
            return self.tokens[i].lower in _COUNTS
        return self.tokens[i].lower in _COUNTS | _POINTERS and self.letters[i] == "D" and self.letters[i + 1] in "azd"

    def _leads_on(self, i: int, start: int) -> bool:
        """Whether token i may stand before the noun."""
        letter = self.letters[i]
        if self._turns(i, start):
            return False
        if letter == "D":
            return i == start or self.tokens[i - 1].lower in _QUANTIFIERS
        if letter == "O":
            return self._is_possessive(i) and (i == start or self.tokens[i - 1].lower in _QUANTIFIERS)
        if letter in "JM$":
            return True
        if letter in "ng":
            return self._modifies(i)
        if letter == "R":
            return i + 1 < self.last and self.letters[i + 1] in "JRMn" and (i > start or self.letters[i + 1] == "M")
        if self.tokens[i].lower in ("and", "or", ",") and i > start and i + 1 < self.last:
            return self.letters[i - 1] == "J" and self.letters[i + 1] == "J" and self._noun_soon(i + 2)
        if self.tokens[i].text in OPENING:
            return i > start and self._opens_group(i)
        return self._is_joint(i, start)

    def _goes_on(self, i: int, start: int) -> bool:
        """Whether token i, which is no noun, may follow a noun inside the phrase."""
        letter, before = self.letters[i], self.letters[i - 1]
        if self._turns(i, start):
            return False
        if letter == "M":
            return before == "P" and (self._is_date(i) or not (i + 1 < self.last and self.letters[i + 1] in "NPJ"))
        if letter == "J" and self.tokens[i].lower in ("general", "elect", "designate"):
            return True
        if letter == "J":
            inside = start > self.first and self.letters[start - 1] in "vzdng" and self.letters[start] == "P"
            return not inside and i + 1 < self.last and self.letters[i + 1] in "NP" and before in "NP"
        if letter == "$":
            return self.letters[i - 1] == "M"
        lower = self.tokens[i].lower
        if before == "P" and self.tokens[i].text in OPENING:
            return self._opens_nickname(i)
        if before == "P" and i + 1 < self.last and self.letters[i + 1] == "P":
            if lower in self.lexicon.particles:
                return True
            if lower == "and":
                return f"{self.tokens[i - 1].lower}-{self.tokens[i + 1].lower}" in self.lexicon.paired
        return self._is_joint(i, start)

    def _parts(self, i: int, start: int) -> bool:
        """Whether a new phrase begins at noun i though a noun stands before it: "told reporters Monday"."""
        times = self.lexicon.times
        here, before = self.tokens[i].lower, self.tokens[i - 1].lower
        if self.letters[i - 1] == "T":
            return False
        if self._is_behind_time(i, start):
            return True
        if here in times and self.letters[i] == "P" and before not in times:
            return self.letters[start] != "D" or self.letters[i - 1] == "N"
        return before in times and self.letters[i - 1] == "P" and i - 1 == start and here not in _DAY_PARTS

    def _turns(self, i: int, start: int) -> bool:
        """Whether a time of its own begins at token i inside a phrase: "the tribunal next week", not "the next week"."""
        is_time = self.tokens[i].lower in ("last", "next") and i + 1 < self.last and self._is_time(i + 1)
        is_title = self.lexicon.closed.get(self.tokens[i - 1].lower) == "TITLE" if i > start else True
        return is_time and not is_title and self.letters[i - 1] in "NPM"

    def _is_behind_time(self, i: int, start: int) -> bool:
        """Whether a time ends before noun i, which is a name or a plural: "for eight years judges ...", "last week Peru ...", "on
        May 3 Peru ..."; not "the three days strike"."""
        before, at = self.tokens[i - 1].lower, i - 1
        if self.letters[start] in "DO" or (self.letters[i] != "P" and not self.lexicon.is_plural(self.tokens[i].lower)):
            return False
        if self.letters[at] == "M":
            return at == start + 1 and self._is_date(at)
        if self.letters[at] != "N" or not self._is_time(at):
            return False
        if at == start:
            return before in _TODAY
        return at == start + 1 and (
            self.tokens[start].lower in _TURNS or (self.letters[start] == "M" and before.endswith("s"))
        )

    def _is_date(self, i: int) -> bool:
        """A year, or the day of a month, behind its month: "in May 2000 Peru ...", not "in May 12 sailors"."""
        if i == self.first or self.tokens[i - 1].lower not in self.lexicon.months:
            return False
        text = self.tokens[i].text
        is_day = _DAY.fullmatch(text) and not (i > self.first + 1 and self.tokens[i - 2].lower == "in")
        return bool(is_day or _YEAR.fullmatch(text))

    def _is_time(self, i: int) -> bool:
        return self.tokens[i].lower in self.lexicon.times

    def _is_possessive(self, i: int) -> bool:
        return self.lexicon.closed.get(self.tokens[i].lower) == "POSS"

    def _modifies(self, i: int) -> bool:
        """A participle before its noun: "the jailed leader", not "jailed the leader"."""
        if i + 1 >= self.last or self.letters[i + 1] not in "NPJ":
            return False
        return i > self.first and (
            self.letters[i - 1] in "DJM" or self.tokens[i - 1].lower == "'s" or self._is_possessive(i - 1)
        )

    def _is_joint(self, i: int, start: int) -> bool:
        """A hyphen, stroke or ampersand between two parts of one name: "U.S.-led", "AT&T"."""
        if self.tokens[i].text not in _JOINERS or i == start or i + 1 >= self.last:
            return False
        tight = self.tokens[i - 1].end == self.tokens[i].start and self.tokens[i].end == self.tokens[i + 1].start
        return (tight or self.tokens[i].text == "&") and self.letters[i + 1] in "NPJMdng"

    def _noun_soon(self, i: int) -> bool:
        return any(self.letters[at] in "NP" for at in range(i, min(i + 2, self.last)))

    def _opens_group(self, i: int) -> bool:
        """Whether a mark opens a quoted noun group that the phrase goes on with: a “watershed moment”."""
        if i + 1 >= self.last or self.tokens[i].end != self.tokens[i + 1].start:
            return False
        return self.letters[i + 1] in "NPJMn" and self.tokens[i - 1].end < self.tokens[i].start

    def _opens_nickname(self, i: int) -> bool:
        """Whether a mark opens a nickname between two names: Kofi “Anchor” Osei."""
        if not self._opens_group(i) or not self.tokens[i + 1].text[0].isupper():
            return False
        last = min(self.last - 1, i + _LONGEST_QUOTED)
        closed = next((at for at in range(i + 2, last) if self.tokens[at].text in CLOSING), None)
        return closed is not None and self.letters[closed + 1] == "P"

    def _past_quoted(self, i: int, start: int) -> int:
        """Behind the mark that closes a quoted group of this phrase; `i` where none closes here."""
        if self.tokens[i].text not in CLOSING or i == start:
            return i
        lowest = max(start, i - _LONGEST_QUOTED)
        opened = any(self.tokens[at].text in OPENING for at in range(lowest, i))
        return i + 1 if opened else i

    def _trim(self, start: int, end: int) -> int:
        """Take off what cannot end a phrase."""
        if end == start + 1 and self._stands_alone(start):
            return end
        while end > start:
            letter, text = self.letters[end - 1], self.tokens[end - 1].text
            if letter == "J" and end - 2 >= start and self.tokens[end - 1].lower in ("general", "elect", "designate"):
                return end
            if (letter in "NPMO$" and not self._is_possessive(end - 1)) or (
                text in CLOSING and end - 1 > start and letter == "." and self._closes(start, end - 1)
            ):
                return end
            if letter == "J" and end - 1 > start and (self.letters[start] in "DO" or self._is_possessive(start)):
                return end
            end -= 1
        return start

    def _closes(self, start: int, at: int) -> bool:
        return any(self.tokens[k].text in OPENING for k in range(max(start, at - _LONGEST_QUOTED), at))

    def _head(self, start: int, end: int) -> int | None:
        """The last noun or name, else the last number, pronoun or adjective."""
        rest = None
        for at in range(end - 1, start - 1, -1):
            if self.letters[at] in "NP":
                return at
            if rest is None and self.letters[at] in "MOJ":
                rest = at
        if rest is None and end - start == 1 and self._stands_alone(start):
            return start
        if rest is not None and self.letters[rest] == "J" and self.letters[start] not in "DO":
            return rest if self.tokens[start].lower in _COUNTS else None
        return rest


def find_noun_phrases(tokens: list[Token], first: int, last: int, tagged: Tagged, lexicon: Lexicon) -> list[NounPhrase]:
    """Base noun phrases of tokens `first`..`last` of one sentence, in text order."""
    return _Chunker(tokens, first, last, tagged.letters, lexicon).find()
