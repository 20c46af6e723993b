"""The entries of a timeline: "Feb. 13, 2009 - Kenya sends a note", "May 11: The president ..."."""

from __future__ import annotations

import re

from onrecord.text import Span

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
