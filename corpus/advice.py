"""Soft checks: what is probably a slip of the pen, told as a note. Never a reason to refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.frames import CUE, Frame, Parsed
from corpus.markup import Document, Problem

MAX_ANCHOR = 6  # words
_AUXILIARY = re.compile(r"(?:has|have|had|is|are|was|were|will|would|to|did|does|may|might|could)\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?:on|in|at|since|by|during|from|until|before|after) ", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_UNMARKED_TIME = re.compile(
    rf"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|tomorrow|(?:{_MONTHS}) \d+|(?:last|next|this) (?:week|month|year))\b"
)
_OPENING = "\"“‘«„'"


def advise(document: Document, parsed: Parsed) -> Iterator[Problem]:
    """Notes on a document."""
    text = document.text
    for frame in parsed.frames.values():
        yield from _of_cue(frame, text) if frame.type == CUE else _of_event(frame, text)
    for time in parsed.times:
        words = text[slice(*time.span)]
        if _PREPOSITION.match(words):
            yield time.mark.problem(f"{words!r}: the preposition stands outside a time", is_note=True)
    marked = [time.span for time in parsed.times]
    for match in _UNMARKED_TIME.finditer(text):
        if not any(start <= match.start() < end for start, end in marked):
            yield document.body.problem_at(match.start(), f"{match.group()!r} looks like a time", is_note=True)


def _of_cue(frame: Frame, text: str) -> Iterator[Problem]:
    if frame.mark is None:
        return
    for start, end in frame.anchor:
        words = text[start:end]
        if len(words) > 1 and words[-1] in ",.;":
            yield frame.mark.problem(f"the cue {words!r} ends with a comma or stop; leave it out", is_note=True)
    for start, end in frame.roles.get("content", []):
        words = text[start:end]
        if frame.anchor and words[-1] in ",.;" and not any(mark in words for mark in _OPENING):
            yield frame.mark.problem(
                f"{frame.id}.say {words[-25:]!r} is indirect: its comma or stop stands outside", is_note=True
            )
        if text[end : end + 1] in ("”", "»") or text[start - 1 : start] in tuple("“«"):
            yield frame.mark.problem(f"{frame.id}.say: the quotation marks belong to the content", is_note=True)
    for start, end in frame.roles.get("speaker", []):
        if text[start:end].endswith(","):
            yield frame.mark.problem(f"the speaker {text[start:end]!r} ends with a comma", is_note=True)


def _of_event(frame: Frame, text: str) -> Iterator[Problem]:
    if frame.mark is None:
        return
    for start, end in frame.anchor:
        words = text[start:end]
        if _AUXILIARY.match(words) and " " in words:
            yield frame.mark.problem(
                f'the anchor {words!r} begins with an auxiliary or "to"; leave it out', is_note=True
            )
        if len(words.split()) > MAX_ANCHOR:
            yield frame.mark.problem(f"the anchor {words!r} is long; the words that make the act suffice", is_note=True)
    if frame.type in ("REQUEST", "COERCE", "PROTEST") and frame.mode is None:
        yield frame.mark.problem(
            f"{frame.id}: {frame.type} without a mode; is there truly none that fits?", is_note=True
        )
