"""Sentences, and the shallow syntax over them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from onrecord.frames import Draft, Region
from onrecord.syntax import analyse
from onrecord.text import Article, Span

# A stop with the marks and brackets that close behind it, and the white space that may part two sentences.
_STOP = re.compile(r"(?:[.!?…]+[\"”’'»›)\]]*|[:;]?[\"”’»])(?=\s)")
_DATELINE = re.compile(r"[A-Z][\w .,'’/-]{1,60}?(?:\([A-Z][\w ,'’/-]{1,30}\)\s*)?\s?(?:—|–|--|-)\s")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon st sen sens rep reps gov gen col maj capt lt sgt cpl adm cmdr amb pres supt insp messrs"
    " jr sr vs no nos fig art vol pp jan feb mar apr jun jul aug sept sep oct nov dec inc corp ltd co bros dept est approx"
    " etc al ave blvd rd mt ft cf ie eg i.e e.g u.s u.k u.n a.m p.m ph.d".split()
)
_MAY_END = frozenset("u.s u.k u.n a.m p.m inc corp ltd co etc jr sr al".split())
_OPENERS = frozenset("the a an in on at but and he she it they we i this that these those his her its their there when if as for".split())
_REPORTING = re.compile(
    r"(?:[\w’'.-]+\s+){0,5}?(?:said|says|asked|asks|replied|told|tells|added|adds|wrote|writes|shouted|cried|answered|continued"
    r"|demanded|wondered|joked|quipped|insisted|warned|responded|declared|exclaimed|tweeted|posted|read|reads)\b"
)
_REPORTING_FIRST = re.compile(r"(?:said|says|asked|asks|replied|added|adds|wrote|writes|answered)\b")


def find_sentences(article: Article, draft: Draft) -> Draft:
    """Fill `draft.sentences` (no sentence crosses a paragraph; none begins or ends with a blank) and `draft.syntax`."""
    starts = [region.span.start for region in draft.regions]
    sentences: list[Span] = []
    for paragraph in article.paragraphs:
        sentences.extend(_split(article.text, paragraph, draft.regions, starts))
    return replace(draft, sentences=tuple(sentences), syntax=analyse(article.text, tuple(sentences)))


def _split(text: str, paragraph: Span, regions: tuple[Region, ...], starts: list[int]) -> list[Span]:
    found: list[Span] = []
    start = paragraph.start
    for match in _STOP.finditer(text, *paragraph):
        if match.end() <= start:
            continue
        following = _next_word(text, match.end(), paragraph.end)
        if following < paragraph.end and _ends(text, match, start, following, paragraph, regions, starts):
            found.append(Span(start, match.end()))
            start = following
    found.append(Span(start, paragraph.end))
    return [span for span in found if span.start < span.end]


def _next_word(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _ends(
    text: str, stop: re.Match[str], start: int, following: int, paragraph: Span, regions: tuple[Region, ...], starts: list[int]
) -> bool:
    """Whether a sentence ends at `stop`."""
    marks = stop.group()
    if marks[0] in "\"”’»:;" and marks[0] not in ".!?…":
        return False
    opener = text[following]
    if opener.islower() or opener in ",;:)]—–" or (opener == "-" and text[following + 1 : following + 2] in "- "):
        return False
    if marks.startswith(".") and not marks.startswith("..") and _is_abbreviation(text, stop.start(), start, following):
        return False
    if marks[0] == "…" or marks.startswith(".."):
        return opener.isupper() or opener in "\"“‘'«"
    closed = len(marks) > 1 and marks[-1] in "\"”’'»›"
    if closed and marks[0] in "!?" and _REPORTING.match(text, following, paragraph.end):
        return False
    return not (closed and _REPORTING_FIRST.match(text, following, paragraph.end))


def _is_abbreviation(text: str, stop: int, start: int, following: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an initial and no new sentence opens."""
    begin = stop
    while begin > start and not text[begin - 1].isspace() and text[begin - 1] not in "(\"“‘'—–":
        begin -= 1
    word = text[begin:stop].lower().strip("([")
    opener = re.match(r"[\w’']+", text[following : following + 20])
    opens = opener is not None and opener.group().lower() in _OPENERS
    if len(word) == 1 and word.isalpha():
        return word != "i" or not opens
    if word in _MAY_END or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return not opens
    if word in ("no", "nos", "art", "fig", "vol", "pp"):
        return text[following].isdigit()
    if word in ("mar", "jun", "jul", "sep", "sept", "jan", "feb", "apr", "aug", "oct", "nov", "dec"):
        return text[following].isdigit()
    return word in _ABBREVIATIONS
