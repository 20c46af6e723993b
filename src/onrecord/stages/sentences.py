"""Sentences, and the shallow syntax over them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from onrecord.frames import Draft
from onrecord.syntax import analyse
from onrecord.text import Article, Span

# A run of stops, whole, with the marks and brackets that close behind it, before a blank.
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’'»›)\]]*+(?=\s)")
_OPENER = re.compile(r"[\w’']+")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")
_LONGEST = 20  # code points of a word that matters beside a stop
_REPORTING = re.compile(
    r"(?:[\w’'.-]+\s+){0,5}?(?:said|says|asked|asks|replied|told|tells|added|adds|wrote|writes|shouted|cried|answered|continued"
    r"|demanded|wondered|joked|quipped|insisted|warned|responded|declared|exclaimed|tweeted|posted|read|reads)\b"
)
_REPORTING_FIRST = re.compile(r"(?:said|says|asked|asks|replied|added|adds|wrote|writes|answered)\b")


@cache
def _load_lists() -> dict[str, frozenset[str]]:
    text = files("onrecord.stages").joinpath("data", "sentences.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


def find_sentences(article: Article, draft: Draft) -> Draft:
    """Fill `draft.sentences` (no sentence crosses a paragraph; none begins or ends with a blank) and `draft.syntax`."""
    sentences: list[Span] = []
    for paragraph in article.paragraphs:
        sentences.extend(_split(article.text, paragraph))
    return replace(draft, sentences=tuple(sentences), syntax=analyse(article.text, tuple(sentences)))


def _split(text: str, paragraph: Span) -> list[Span]:
    found: list[Span] = []
    start = paragraph.start
    for match in _STOP.finditer(text, *paragraph):
        following = match.end()
        while following < paragraph.end and text[following].isspace():
            following += 1
        if following < paragraph.end and _ends(text, match, start, Span(following, paragraph.end)):
            found.append(Span(start, match.end()))
            start = following
    found.append(Span(start, paragraph.end))
    return [span for span in found if span.start < span.end]


def _ends(text: str, stop: re.Match[str], start: int, rest: Span) -> bool:
    """Whether the sentence from `start` ends at `stop`; `rest` is what follows in the paragraph."""
    marks, opener = stop.group(), text[rest.start]
    if opener.islower() or opener in ",;:)]—–" or (opener == "-" and text[rest.start + 1 : rest.start + 2] in "- "):
        return False
    if marks.startswith(("…", "..")):
        return opener.isupper() or opener in "\"“‘'«"
    if marks.startswith(".") and _is_abbreviation(text, stop.start(), start, rest.start):
        return False
    if marks[-1] not in "\"”’'»›":
        return True
    told = _REPORTING if marks[0] in "!?" else _REPORTING_FIRST
    return told.match(text, *rest) is None


def _is_abbreviation(text: str, stop: int, start: int, following: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an initial and no new sentence opens."""
    begin = stop
    while begin > max(start, stop - _LONGEST) and not text[begin - 1].isspace() and text[begin - 1] not in "(\"“‘'—–":
        begin -= 1
    lists = _load_lists()
    word = text[begin:stop].lower().strip("([")
    opener = _OPENER.match(text, following, following + _LONGEST)
    opens = opener is not None and opener.group().lower() in lists["openers"]
    if len(word) == 1 and word.isalpha():
        return word != "i" or not opens
    if word in lists["may_end"] or _INITIALS.fullmatch(word):
        return not opens
    if word in lists["before_number"]:
        return text[following].isdigit()
    return word in lists["abbreviations"]
