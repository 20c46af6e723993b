"""What stands between quotation marks, found by an automaton and not guessed.

Each paragraph is read once, left to right, with a stack of open marks. A mark opens or closes by its own shape where that
is told (“ ”), by its neighbours and by what is open where it is not (" '), so that marks of different kinds can close
each other, as they do on real pages. A single mark is an apostrophe unless it can only be a quotation mark. Constant
work a character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from onrecord.frames import Draft, Region
from onrecord.stages.region_kinds import find_kinds
from onrecord.text import Article, Span

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚'＂]")
_DOUBLE = frozenset(("“", "”", "„", "‟", '"', "``", "''", "＂"))
_SINGLE = frozenset("‘’‚'")
_STRAIGHT = frozenset(('"', "＂"))
_BEFORE_OPEN = frozenset(' \t\u00a0([{—–-:/“‘"«„*')
_STOPS = frozenset(",.!?;:…—–")
_ELIDED = re.compile(r"(?:\d0s|tis|twas|em|cause|til|round|bout|n['’]|n\b|s\b)", re.IGNORECASE)
_DEEPEST = 8  # quotations inside one another; a mark that would open one more stands for nothing
_NESTED = 8  # marks looked at for the end of a quotation inside another one


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner; `at` is its index among the regions found."""

    family: str  # "double", "single" or "angle"
    mark: str
    start: int
    inner: int
    parent: int | None
    at: int


def find_regions(article: Article, draft: Draft) -> Draft:
    """Fill `draft.regions`, in text order."""
    regions: list[Region] = []
    unclosed: int | None = None
    paragraphs = article.paragraphs
    for number, paragraph in enumerate(paragraphs):
        following = article.text[paragraphs[number + 1].start] if number + 1 < len(paragraphs) else ""
        begun = len(regions)
        regions += _Reader(article.text, paragraph).read(following, begun)
        if unclosed is not None and begun < len(regions) and regions[begun].span.start == paragraph.start:
            regions[begun] = replace(regions[begun], continues=unclosed)
        open_ends = [i for i in range(begun, len(regions)) if not regions[i].closed and regions[i].parent is None]
        unclosed = open_ends[-1] if open_ends and regions[open_ends[-1]].span.end == paragraph.end else None
    kinds = find_kinds(article.text, regions, paragraphs)
    named = (replace(region, kind=kind) for region, kind in zip(regions, kinds, strict=True))
    return replace(draft, regions=tuple(named))


class _Reader:
    """Reads one paragraph; `found` has a place for each mark that opened, in their order, None while it is open."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self.text, self.paragraph = text, paragraph
        self.marks = list(_MARK.finditer(text, *paragraph))
        self.closers = [match.start() for match in self.marks if self._closes_surely(match)]
        self.stack: list[_Open] = []
        self.found: list[Region | None] = []

    def read(self, following: str, begun: int) -> list[Region]:
        """The regions; `following` is the first character of the next paragraph, `begun` how many regions are before."""
        for number, match in enumerate(self.marks):
            mark, start, end = match.group(), match.start(), match.end()
            family = "double" if mark in _DOUBLE else "single" if mark in _SINGLE else "angle"
            if family == "single" and self._is_apostrophe(start, mark):
                continue
            partner = self._partner(family, mark, start, end)
            if partner is not None:
                self._close(partner, Span(self.stack[partner].start, end), Span(self.stack[partner].inner, start))
            elif self._may_open(mark, number, start, end):
                self._open(family, mark, number)
        self._finish(following)
        return self._kept(begun)

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """The characters before and behind a mark; blanks at the ends of the paragraph."""
        before = self.text[start - 1] if start > self.paragraph.start else " "
        return before, self.text[end] if end < self.paragraph.end else " "

    def _opened(self, family: str) -> bool:
        return any(opened.family == family for opened in self.stack)

    # -- single marks -------------------------------------------------------------------------------------------------

    def _closes_surely(self, match: re.Match[str]) -> bool:
        """Whether a single mark closes for certain: after a stop, before no letter."""
        if match.group() not in ("'", "’") or match.start() == self.paragraph.start:
            return False
        return self.text[match.start() - 1] in _STOPS and not self.text[match.end() : match.end() + 1].isalnum()

    def _is_apostrophe(self, at: int, mark: str) -> bool:
        """Whether a single mark belongs to a word: don't, strikers', '90s, 6'2."""
        before, after = self._around(at, at + 1)
        if mark in ("‘", "‚"):
            elided = _ELIDED.match(self.text, at + 1) is not None and before.isalnum()
            return after.isspace() or (elided and not self._opened("single"))
        if before.isalnum() and after.isalnum():
            return True
        if not self._opened("single"):
            opens = before in _BEFORE_OPEN and not after.isspace() and after not in ",.;:!?)"
            return mark == "’" or not opens or _ELIDED.match(self.text, at + 1) is not None
        if before.isspace() or after.isalnum():
            return True
        return before in "sSzx" and after == " " and self._closes_later(at)

    def _closes_later(self, at: int) -> bool:
        return bisect_right(self.closers, at) < len(self.closers)

    # -- opening and closing ------------------------------------------------------------------------------------------

    def _partner(self, family: str, mark: str, start: int, end: int) -> int | None:
        """The index in the stack of the mark that this one closes; None where it opens or stands for nothing."""
        at = next((i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i].family == family), None)
        if at is None:
            return None
        opened = self.stack[at].mark
        if mark in _STRAIGHT:
            return None if self._opens_anew(opened, mark, start, end) else at
        if mark == "“":
            return at if opened == "„" else None
        if family == "angle":
            return at if mark != opened else None
        return at if mark in ("”", "''", "'", "’") else None

    def _opens_anew(self, opened: str, mark: str, start: int, end: int) -> bool:
        """Whether a straight mark opens a quotation though one is open: “He said "no" twice”."""
        before, after = self._around(start, end)
        if before not in _BEFORE_OPEN or before in "-—–" or not (after.isalnum() or after in "[(…$£€"):
            return False
        if opened in ("“", "``", "„") and self.text.find('"', end, self.paragraph.end) > 0:
            return True
        return before.isspace() and opened == mark and self.text[start - 2 : start - 1] in (".", "!", "?")

    def _may_open(self, mark: str, number: int, start: int, end: int) -> bool:
        before, after = self._around(start, end)
        following = self.marks[number + 1].group() if number + 1 < len(self.marks) else ""
        if mark in ("”", "''"):  # Swedish, and typewriters
            return before in _BEFORE_OPEN and after.isalnum() and (mark == "''" or following == "”")
        if mark == "’":
            return False
        if mark in ("»", "›"):
            return following in ("«", "‹") and after.isalnum()
        if mark in _STRAIGHT:
            inches = before.isdigit() and not after.isalnum()
            return not inches and not after.isspace() and (not before.isalnum() or after.isalnum())
        return not after.isspace() or mark in ("„", "«")

    def _open(self, family: str, mark: str, number: int) -> None:
        match = self.marks[number]
        same = next((i for i, opened in enumerate(self.stack) if opened.family == family == "double"), None)
        if same is not None and not self._nests(number):
            self._abandon(same, match.start())
        if len(self.stack) < _DEEPEST:
            parent = self.stack[-1].at if self.stack else None
            self.stack.append(_Open(family, mark, match.start(), match.end(), parent, len(self.found)))
            self.found.append(None)

    def _nests(self, number: int) -> bool:
        """Whether a double mark inside a double quotation has a closing mark of its own before the outer one's."""
        depth, seen = 1, 0
        for match in self.marks[number + 1 : number + 1 + _NESTED]:
            mark = match.group()
            if mark in ("“", "``"):
                depth += 1
            elif mark in ("”", "''", '"'):
                depth -= 1
                seen += 1
                if depth < 0 or (seen >= 2 and depth <= 0):
                    return True
        return False

    def _close(self, at: int, span: Span, inner: Span) -> None:
        """Close stack[at]; what was opened inside it and not closed was no quotation."""
        opened = self.stack[at]
        if inner.start < inner.end:
            self.found[opened.at] = Region(span=span, inner=inner, kind="speech", parent=opened.parent)
        del self.stack[at:]

    def _end_unclosed(self, at: int, end: int) -> None:
        opened = self.stack[at]
        span, inner = Span(opened.start, end), Span(opened.inner, end)
        self.found[opened.at] = Region(span=span, inner=inner, kind="speech", closed=False, parent=opened.parent)

    def _abandon(self, at: int, before: int) -> None:
        """End an open quotation before another begins: its closing mark was forgotten."""
        end = before
        while end > self.stack[at].inner and self.text[end - 1].isspace():
            end -= 1
        if end > self.stack[at].inner:
            self._end_unclosed(at, end)
        del self.stack[at:]

    def _finish(self, following: str) -> None:
        """A double mark still open ends with its paragraph; a single one only where the next paragraph opens one too."""
        for at, opened in enumerate(self.stack):
            reopened = following == opened.mark and opened.start == self.paragraph.start
            if opened.inner < self.paragraph.end and (opened.family != "single" or reopened):
                self._end_unclosed(at, self.paragraph.end)
                return

    def _kept(self, begun: int) -> list[Region]:
        """What was found, with parents renumbered; the children of a mark that was none have its parent."""
        kept: list[Region] = []
        around: list[int] = []  # indices in `kept` of the regions that are open where the next one begins
        for region in self.found:
            if region is None:
                continue
            while around and not kept[around[-1]].span.covers(region.span):
                around.pop()
            parent = begun + around[-1] if around else None
            around.append(len(kept))
            kept.append(replace(region, parent=parent))
        return kept
