"""The entries of a timeline: "Feb. 13, 2009 - Kenya sends a note", "May 11: The president ..."."""

from __future__ import annotations

import re

from onrecord.facts import Moment
from onrecord.frames import Draft
from onrecord.text import Article, Span

_LATEST = 12  # characters of an entry, a bullet perhaps, before its time
_BEHIND = re.compile(r"\s*(?:[-–—:|]|\.\s)")


def opens_entry(text: str, paragraph: Span, time: Span) -> bool:
    """Whether a time stands alone at the head of a paragraph, a bullet before it perhaps, and a mark behind it.

    >>> opens_entry("May 11: Snow fell.", Span(0, 18), Span(0, 6)), opens_entry("May 11 was cold.", Span(0, 16), Span(0, 6))
    (True, False)
    """
    if time.start > paragraph.start + _LATEST:
        return False
    before = text[paragraph.start : time.start]
    return not any(map(str.isalnum, before)) and _BEHIND.match(text, time.end, paragraph.end) is not None


def dated_paragraphs(article: Article, draft: Draft) -> list[tuple[Span, Moment]]:
    """The entries of a timeline, each with the time that opens it: "May 11: Peru recalls its envoy". None where only one does."""
    found: list[tuple[Span, Moment]] = []
    for paragraph in article.paragraphs:
        first = next(iter(draft.times_in(Span(paragraph.start, min(paragraph.end, paragraph.start + _LATEST)))), None)
        if first is None or first.first_on is None:
            continue
        if opens_entry(article.text, paragraph, Span(first.evidence.start, first.evidence.end)):
            found.append((paragraph, first))
    return found if len(found) > 1 else []
