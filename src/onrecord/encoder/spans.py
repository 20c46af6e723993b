"""Spans from what a head says of each word, and their bounds where quotation marks tell them.

Letters of shapes: W words of a window.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.frames import Region
from onrecord.text import Span

SEED, HOLD = 0.5, 0.35  # probability that begins a span, and that goes on with it; evals/LOG.md
FAINT = 0.6  # mean probability under which a short piece beside a better one is dropped
SHORT = 3  # words
NEAR = 4  # code points by which a bound may miss the mark that tells it
_ENDS = frozenset(",.?!…")
_MARKS = " \"“”„‟«»‹›‘’‚'`＂"
_SUBJECT = re.compile(r"\s+((?:that\s+)?(?:it|he|she|they|we|I))\s+")
_CLITIC = re.compile(r"(?:['’]s\b)?\s*")
_LINE = re.compile(r"[^\n]+")
_BARE = frozenset("a an the of in to that".split())
MOST = 0.5  # share of a quotation that must be content for its marks to bound it


def runs_of(tags: np.ndarray) -> list[tuple[int, int, float]]:
    """Spans of words that play a role, from probabilities (W, 3) of outside, begin, inside: first, last, mean probability.

    A span has a word above SEED and goes on while words are above HOLD; a word that rather begins parts two spans. Short
    faint pieces beside a better one are dropped.
    """
    inside = 1.0 - tags[:, 0]
    if inside.max(initial=0.0) <= SEED:  # most roles are empty
        return []
    found = [run for run in _runs(inside, tags) if inside[run[0] : run[1]].max() > SEED]
    told = [(first, last, float(inside[first:last].mean())) for first, last in found]
    best = max((prob for _, _, prob in told), default=0.0)
    return [(f, n, p) for f, n, p in told if p >= FAINT or n - f > SHORT or p == best]


def _runs(inside: np.ndarray, tags: np.ndarray) -> Iterator[tuple[int, int]]:
    first = -1
    for word in range(len(inside) + 1):
        on = word < len(inside) and inside[word] > HOLD
        begins = on and first >= 0 and tags[word, 1] > tags[word, 2] and tags[word, 1] > SEED
        if first >= 0 and (not on or begins):
            yield first, word
            first = -1
        if on and first < 0:
            first = word


def without_marks(text: str, span: Span) -> Span:
    """A span without the quotation marks at its ends, of which the other may stand elsewhere; as it is where nothing else is left."""
    words = span.of(text)
    bare = words.strip(_MARKS)
    if not bare:
        return span
    start = span.start + words.index(bare)
    return Span(start, start + len(bare))


def bound_by_marks(text: str, spans: Sequence[Span], regions: Sequence[Region]) -> tuple[Span, ...]:
    """Content with its bounds put on quotation marks that they miss by little; pieces that then touch are one.

    What begins with an opening mark goes up to the closing one, and no further where a comma or stop stands before it: after
    "... his own boats," the reporter speaks again. Of a later piece that is the end of a quotation all is meant where it goes on in
    the paragraph, and nothing where it stands in the next: that is a quotation of its own.
    """
    found: list[Span] = []
    for span in sorted(spans):
        whole = next((region.span for region in regions if found and _is_end(span, region)), None)
        if whole is not None and "\n" in text[found[-1].end : whole.start]:
            continue
        for region in regions:
            if region.span.start >= span.end + NEAR:
                break
            span = _bounded(span, region)
        span = Span(whole.start, span.end) if whole is not None else span
        span = _cut(text, span, regions)
        if found and (span.start <= found[-1].end or _goes_on(text, found[-1].end, span.start)):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    worded = tuple(span for span in found if any(map(str.isalnum, span.of(text))))
    return worded or tuple(found)


def in_paragraphs(text: str, content: Sequence[Span], own: Span, regions: Sequence[Region]) -> tuple[Span, ...]:
    """Content without what stands outside the paragraph of its cue, `own`: words of a headline, or of the line that follows.

    What is in quotation marks stays, and a paragraph behind `own` of which all is said; so does all content where none is in `own`.
    """
    if all(own.covers(span) for span in content) or not any(own.overlaps(span) for span in content):
        return tuple(content)
    kept: list[Span] = []
    for span in content:
        if any(region.span.overlaps(span) for region in regions):
            kept.append(span)
            continue
        lines = (Span(line.start(), line.end()) for line in _LINE.finditer(text, *span))
        said = [line for line in lines if own.covers(line) or (line.start > own.end and _is_whole(text, line))]
        if said:
            kept.append(Span(said[0].start, said[-1].end))
    return tuple(kept) or tuple(content)


def _is_whole(text: str, line: Span) -> bool:
    return text[line.start - 1] == "\n" and text[line.end : line.end + 1] in ("", "\n")


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether only a blank parts two pieces, and the first ends neither a sentence nor a quotation."""
    return text[end:start] in (" ", ", ") and text[end - 1].isalnum() and (text[end] == " " or text[start].islower())


def with_subject(
    text: str, content: Sequence[Span], anchor: Sequence[Span], others: Sequence[Span]
) -> tuple[Span, ...]:
    """Content with the pronoun that it begins with behind its cue: "said *it* “regretted” the move"; `others` play roles of their own."""
    first = min(content)
    subject = _SUBJECT.fullmatch(text, max((span.end for span in anchor), default=first.start), first.start)
    if subject is None or any(span.start < first.start and span.end > subject.start(1) for span in others):
        return tuple(content)
    return tuple(Span(subject.start(1), span.end) if span == first else span for span in content)


def apart_from(text: str, content: Sequence[Span], anchor: Sequence[Span]) -> tuple[Span, ...]:
    """Content without words of its cue at its ends, "declined to comment *on*", without a clitic before it, and without a bare article
    as a piece: "*a* bill that critics say *would*"; never nothing.
    """
    left = []
    for span in content:
        start, end = span
        for cue in anchor:
            start = cue.end if cue.start <= start < cue.end else start
            end = cue.start if cue.start < end <= cue.end else end
        clitic = _CLITIC.match(text, start, max(start, end))
        start = clitic.end() if clitic else start
        left.append(Span(start, start + len(text[start:end].rstrip())))
    kept = tuple(span for span in left if span.end > span.start)
    return tuple(span for span in kept if text[span.start : span.end].lower() not in _BARE) or kept or tuple(content)


def _is_end(span: Span, region: Region) -> bool:
    """Whether a piece is the smaller part of a quotation, its end."""
    marks = region.span
    small = marks.start < span.start and span.end - span.start < MOST * (marks.end - marks.start)
    return region.closed and small and abs(span.end - marks.end) <= 1


def _bounded(span: Span, region: Region) -> Span:
    marks = region.span
    shared = min(span.end, marks.end) - max(span.start, marks.start)
    if shared < MOST * (marks.end - marks.start):
        begins = region.closed and abs(span.start - marks.start) <= 1 and span.end < marks.end
        return Span(marks.start, marks.end) if begins else span
    start, end = span.start, span.end
    if abs(start - marks.start) <= NEAR or marks.start < start < marks.end:
        start = marks.start
    if abs(end - marks.end) <= NEAR or marks.start < end < marks.end:
        end = marks.end
    return Span(start, end)


def _cut(text: str, span: Span, regions: Sequence[Region]) -> Span:
    """Without the reporter's words behind the one quotation that a piece begins with."""
    within = [region for region in regions if span.start <= region.span.start < span.end]
    if len(within) != 1 or not within[0].closed or within[0].span.start != span.start:
        return span
    marks, inner = within[0].span, within[0].inner
    ended = text[inner.start : inner.end].rstrip()[-1:] in _ENDS
    return Span(span.start, min(span.end, marks.end)) if ended else span
