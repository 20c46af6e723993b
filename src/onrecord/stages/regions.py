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

from onrecord.frames import Draft, Region, RegionKind
from onrecord.syntax.words import load_lexicon
from onrecord.text import Article, Span

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚'＂]")
_OPENERS = frozenset("“„‟«‹‘‚")
_DOUBLE = frozenset(("“", "”", "„", "‟", '"', "``", "''", "＂"))
_SINGLE = frozenset("‘’‚'")
_ANGLE = frozenset("«»‹›")
_BEFORE_OPEN = frozenset(" \t\u00a0([{—–-:/“‘\"«„*")
_STOPS = frozenset(",.!?;:…—–")
_ELIDED = re.compile(r"(?:\d0s|tis|twas|em|cause|til|round|bout|n['’]|n\b|s\b)", re.IGNORECASE)
MAX_SINGLE = 1200  # code points; a single mark that closes only later is an apostrophe


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    family: str  # "double", "single" or "angle"
    mark: str
    start: int
    inner: int
    parent: int | None
    at: int  # its index among the regions found


def find_regions(article: Article, draft: Draft) -> Draft:
    """Fill `draft.regions`, in text order."""
    regions: list[Region] = []
    unclosed: int | None = None
    paragraphs = article.paragraphs
    for number, paragraph in enumerate(paragraphs):
        following = article.text[paragraphs[number + 1].start] if number + 1 < len(paragraphs) else ""
        begun = len(regions)
        _read_paragraph(article.text, paragraph, regions, following)
        if unclosed is not None and begun < len(regions) and regions[begun].span.start == paragraph.start:
            regions[begun] = replace(regions[begun], continues=unclosed)
        open_ends = [i for i in range(begun, len(regions)) if not regions[i].closed and regions[i].parent is None]
        unclosed = open_ends[-1] if open_ends and regions[open_ends[-1]].span.end == paragraph.end else None
    kinds = _kinds(article.text, regions, paragraphs)
    return replace(draft, regions=tuple(replace(region, kind=kind) for region, kind in zip(regions, kinds, strict=True)))


def _read_paragraph(text: str, paragraph: Span, regions: list[Region], following: str) -> None:
    """Append the regions of one paragraph, in the order in which they open."""
    stack: list[_Open] = []
    found: list[Region | None] = []
    base = len(regions)
    marks = list(_MARK.finditer(text, *paragraph))
    closers = _sure_closers(text, marks, paragraph)
    for number, match in enumerate(marks):
        mark, start, end = match.group(), match.start(), match.end()
        family = "double" if mark in _DOUBLE else "single" if mark in _SINGLE else "angle"
        if family == "single" and _is_apostrophe(text, start, mark, paragraph, stack, closers):
            continue
        partner = _partner(text, stack, family, mark, start, end, paragraph)
        if partner is not None:
            _close(stack, partner, found, Span(stack[partner].start, end), Span(stack[partner].inner, start))
        elif _may_open(text, mark, family, start, end, paragraph, marks, number):
            same = next((i for i, opened in enumerate(stack) if opened.family == family == "double"), None)
            if same is not None and not _nests(marks, number):
                _abandon(text, stack, same, found, start)
            parent = stack[-1].at if stack else None
            stack.append(_Open(family, mark, start, end, parent, len(found)))
            found.append(None)
    _finish(text, stack, found, paragraph, following)
    _keep(found, regions, base, stack)


def _sure_closers(text: str, marks: list[re.Match[str]], paragraph: Span) -> list[int]:
    """Where single marks stand that close for certain: after a stop, before no letter."""
    return [
        match.start()
        for match in marks
        if match.group() in ("'", "’")
        and match.start() > paragraph.start
        and text[match.start() - 1] in _STOPS
        and not text[match.end() : match.end() + 1].isalnum()
    ]


def _is_apostrophe(
    text: str, at: int, mark: str, paragraph: Span, stack: list[_Open], closers: list[int]
) -> bool:
    """Whether a single mark belongs to a word: don't, strikers', '90s, 6'2."""
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if mark in ("‘", "‚"):
        return after.isspace() or bool(_ELIDED.match(text, at + 1) and not _opened(stack, "single") and before.isalnum())
    if before.isalnum() and after.isalnum():
        return True
    opened = _opened(stack, "single")
    if not opened:
        opens = (before in _BEFORE_OPEN or before == "(") and not after.isspace() and after not in ",.;:!?)"
        return mark == "’" or not opens or bool(_ELIDED.match(text, at + 1))
    if before.isspace() or after.isalnum():
        return True
    if before in _STOPS or not before.isalnum():
        return False
    if before in "sSzx" and after == " " and _closes_later(at, closers, paragraph):
        return True
    return False


def _closes_later(at: int, closers: list[int], paragraph: Span) -> bool:
    later = bisect_right(closers, at)
    return later < len(closers) and closers[later] < paragraph.end


def _opened(stack: list[_Open], family: str) -> bool:
    return any(opened.family == family for opened in stack)


def _partner(text: str, stack: list[_Open], family: str, mark: str, start: int, end: int, paragraph: Span) -> int | None:
    """The index in the stack of the mark that this one closes; None where it opens or stands for nothing."""
    at = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].family == family), None)
    if at is None:
        return None
    opened = stack[at].mark
    if mark in ("”", "''") or (family == "single" and mark in ("'", "’")):
        return at
    if mark == "“":
        return at if opened == "„" else None
    if family == "angle":
        return at if mark != opened else None
    if mark in ('"', "＂"):
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        opens_anew = before in _BEFORE_OPEN and before not in "-—–" and (after.isalnum() or after in "[(…$£€")
        if opens_anew and (opened in ("“", "``", "„") and text.find('"', end, paragraph.end) > 0):
            return None
        if opens_anew and before.isspace() and text[start - 2 : start - 1] in (".", "!", "?") and opened == mark:
            return None
        return at
    return None


def _may_open(
    text: str, mark: str, family: str, start: int, end: int, paragraph: Span, marks: list[re.Match[str]], number: int
) -> bool:
    after = text[end] if end < paragraph.end else " "
    before = text[start - 1] if start > paragraph.start else " "
    if mark in ("”", "’", "''"):
        swedish = mark == "”" and before in _BEFORE_OPEN and after.isalnum() and any(m.group() == "”" for m in marks[number + 1 :][:1])
        typewriter = mark == "''" and before in _BEFORE_OPEN and after.isalnum()
        return swedish or typewriter
    if mark in ("»", "›"):
        return any(m.group() in ("«", "‹") for m in marks[number + 1 : number + 2]) and after.isalnum()
    if mark in ('"', "＂"):
        if before.isdigit() and not after.isalnum():
            return False  # inches
        return not after.isspace() and (not before.isalnum() or after.isalnum())
    return not after.isspace() or mark in ("„", "«")


def _nests(marks: list[re.Match[str]], number: int) -> bool:
    """Whether a double mark inside a double quotation has a closing mark of its own before the outer one's."""
    depth, seen = 1, 0
    for match in marks[number + 1 : number + 9]:
        mark = match.group()
        if mark in ("“", "``"):
            depth += 1
        elif mark in ("”", "''", '"'):
            depth -= 1
            seen += 1
            if depth < 0 or (seen >= 2 and depth <= 0):
                return True
    return False


def _close(stack: list[_Open], at: int, found: list[Region | None], span: Span, inner: Span) -> None:
    """Close stack[at]; what was opened inside it and not closed was no quotation."""
    opened = stack[at]
    if inner.start < inner.end:
        found[opened.at] = Region(span=span, inner=inner, kind="speech", parent=opened.parent)
    del stack[at:]


def _abandon(text: str, stack: list[_Open], at: int, found: list[Region | None], before: int) -> None:
    """End an open quotation before another begins: its closing mark was forgotten."""
    opened = stack[at]
    end = len(text[:before].rstrip()) if before - opened.start < 5000 else before
    if end > opened.inner:
        span, inner = Span(opened.start, end), Span(opened.inner, end)
        found[opened.at] = Region(span=span, inner=inner, kind="speech", closed=False, parent=opened.parent)
    del stack[at:]


def _finish(text: str, stack: list[_Open], found: list[Region | None], paragraph: Span, following: str) -> None:
    """A double mark still open ends with its paragraph; a single one only where the next paragraph opens one too."""
    for at, opened in enumerate(stack):
        single = opened.family == "single"
        reopened = following == opened.mark and opened.start == paragraph.start
        if opened.inner < paragraph.end and (not single or reopened):
            span, inner = Span(opened.start, paragraph.end), Span(opened.inner, paragraph.end)
            found[opened.at] = Region(span=span, inner=inner, kind="speech", closed=False, parent=opened.parent)
            del stack[at:]
            return


def _keep(found: list[Region | None], regions: list[Region], base: int, stack: list[_Open]) -> None:
    """Append what was found, with parents renumbered; the children of a mark that was none have its parent."""
    places: dict[int, int] = {}
    for i, region in enumerate(found):
        if region is None:
            continue
        parent = region.parent
        while parent is not None and (found[parent] is None or not found[parent].span.covers(region.span)):  # type: ignore[union-attr]
            outer = found[parent]
            parent = outer.parent if outer else _parent_below(found, parent)
        places[i] = len(regions)
        regions.append(replace(region, parent=places[parent] if parent is not None else None))


def _parent_below(found: list[Region | None], at: int) -> int | None:
    return next((i for i in range(at - 1, -1, -1) if found[i] is not None), None)


_WORK = frozenset(
    "memoir memoirs book books novel film movie documentary song songs album play poem essay series show programme program"
    " podcast opera painting exhibition column editorial pamphlet novella thriller comedy drama musical sitcom cartoon magazine"
    " anthem hymn entitled titled headlined hit single track autobiography biography trilogy bestseller".split()
)
_NAMES_A_WORD = frozenset("word words term terms phrase expression letter letters verb noun adjective abbreviation acronym suffix".split())
_NICKNAMES = frozenset("nicknamed dubbed aka alias".split())
_WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def _kinds(text: str, regions: list[Region], paragraphs: tuple[Span, ...]) -> list[RegionKind]:
    starts = [paragraph.start for paragraph in paragraphs]
    return [_kind(text, region, paragraphs[bisect_right(starts, region.span.start) - 1]) for region in regions]


def _kind(text: str, region: Region, paragraph: Span) -> RegionKind:
    """Speech, unless the words around say that nobody speaks here."""
    if region.inner.end - region.inner.start > 120 or region.continues is not None:
        return "speech"
    inner = text[region.inner.start : region.inner.end]
    words = _WORDS.findall(inner)
    before = _WORDS.findall(text[max(paragraph.start, region.span.start - 60) : region.span.start])
    between = text[max(paragraph.start, region.span.start - 2) : region.span.start]
    after_at = region.span.end
    after = _WORDS.match(text, after_at + 1) if text[after_at : after_at + 1] == " " else None
    if not words:
        return "scare"
    if _is_nickname(words, before, between, after, text):
        return "nickname"
    if _is_title(inner, words, before, between):
        return "title"
    ends_speech = inner.rstrip()[-1:] in ",.!?…" or region.closed is False
    if len(words) <= 4 and not ends_speech and _names_a_word(before, between):
        return "scare"
    if len(words) <= 4 and before and before[-1].lower() in ("so-called", "called") and " so-called" in text[:after_at][-60:]:
        return "scare"
    if len(words) <= 3 and not ends_speech and _is_prenominal(text, region, before, between, after):
        return "scare"
    return "speech"


def _names_a_word(before: list[str], between: str) -> bool:
    """The word “shall”; not "in one word: “No”" or "on terms “useful” to both"."""
    if len(before) < 2 or not between.endswith(" ") or between.endswith((": ", ", ")):
        return False
    return before[-1].lower() in _NAMES_A_WORD and before[-2].lower() in ("the", "a", "an", "this", "that")


def _is_nickname(words: list[str], before: list[str], between: str, after: re.Match[str] | None, text: str) -> bool:
    if len(words) > 3 or not before:
        return False
    previous = before[-1]
    if previous.lower() in _NICKNAMES or [word.lower() for word in before[-2:]] == ["known", "as"]:
        return words[0][0].isupper() or words[0].lower() == "the" or previous.lower() == "nicknamed"
    named = previous[0].isupper() and between.endswith(" ") and after is not None and after.group()[0].isupper()
    return named and words[0][0].isupper() and previous.lower() not in load_lexicon().closed and len(before) > 0


def _is_title(inner: str, words: list[str], before: list[str], between: str) -> bool:
    if not before or inner.rstrip()[-1:] in ".;" or not words[0][0].isupper():
        return False
    near = [word.lower() for word in before[-3:]]
    capitals = sum(word[0].isupper() for word in words)
    if near[-1] in _WORK or (near[-1] == "called" and any(word in _WORK for word in near)):
        return len(words) <= 10
    return any(word in _WORK for word in near) and capitals >= 0.6 * len(words)


def _is_prenominal(text: str, region: Region, before: list[str], between: str, after: re.Match[str] | None) -> bool:
    """An epithet: determiner or possessor, the quoted word, then a noun: the “killer” jibe."""
    if after is None or not before or not between.endswith(" "):
        return False
    lexicon = load_lexicon()
    word = after.group().lower()
    if word in lexicon.closed or not after.group()[0].islower():
        return False
    codes = lexicon.codes_of(word)
    if not any(code in "NP" for code in codes):
        return False
    opener = lexicon.closed.get(before[-1].lower())
    return opener in ("DET", "POSS") or before[-1].lower().endswith(("'s", "’s")) or before[-1].lower() in ("of", "over", "about")
