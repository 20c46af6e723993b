"""The words of a party, tidied: not cut inside a name or behind a preposition, not of a paragraph below.

The network tells a role word by word; where it is unsure in the middle of a noun phrase, its span ends there.
"""

from __future__ import annotations

from bisect import bisect_left

from onrecord.frames import Draft
from onrecord.syntax import Syntax
from onrecord.text import Span

Filler = tuple[Span, float]  # a filler of a role and its probability

_MARKS = frozenset(', ; : " “ ” ‘ „ « » ( )'.split())
_LINKS = frozenset("the a an of in at on to and or by from with for".split())
_AT_END = _MARKS | _LINKS
_AT_START = _MARKS | frozenset(("and", "or", "of", "'s"))


def tidy(text: str, draft: Draft, told: list[Filler], end: int, *, trim: bool) -> list[Filler]:
    """The fillers of a party's role, without those that begin behind `end`, where the paragraph of the anchor does, and those of which
    nothing is left. `trim`: without words at their ends that name nobody; of a speaker they stay, as PolNeAR has "Mr Okello, a deputy,"
    with its comma.
    """
    syntax = draft.syntax
    if syntax is None or not told:
        return told
    kept = [(span, prob) for span, prob in _joined(syntax, text, sorted(told)) if span.start < end]
    trimmed = [(_trimmed(syntax, span) if trim else span, prob) for span, prob in kept]
    return [(_whole(draft, span), prob) for span, prob in trimmed if span is not None]


def _joined(syntax: Syntax, text: str, told: list[Filler]) -> list[Filler]:
    """Fillers that only a blank parts in one noun phrase are one: "Last" and "US troops"."""
    joined: list[Filler] = []
    for span, prob in told:
        if joined and not text[joined[-1][0].end : span.start].strip():
            before, likely = joined[-1]
            at = syntax.np_at(before.start)
            if at is not None and at == syntax.np_at(span.start):
                joined[-1] = Span(before.start, span.end), max(prob, likely)
                continue
        joined.append((span, prob))
    return joined


def _trimmed(syntax: Syntax, span: Span) -> Span | None:
    """A span without marks, links and articles at its end, and marks and links at its start; an article alone stands for
    its noun phrase, and other such words for nobody."""
    first = bisect_left(syntax.tokens, span.start, key=lambda token: token.start)
    last = bisect_left(syntax.tokens, span.end, key=lambda token: token.start)
    if all(syntax.tokens[at].lower in _AT_END for at in range(first, last)):
        at = syntax.np_at(syntax.tokens[first].start)
        return None if at is None else syntax.span(first, syntax.noun_phrases[at].last)
    while last - 1 > first and syntax.tokens[last - 1].text in _AT_END:
        last -= 1
    while first + 1 < last and syntax.tokens[first].text in _AT_START:
        first += 1
    return syntax.span(first, last)


def _whole(draft: Draft, span: Span) -> Span:
    """A span that ends inside a name with the rest of it: "the union's leader Ucok" of "the union's leader Ucok Lubis"."""
    at = bisect_left(draft.phrases, span.end, key=lambda phrase: phrase.span.start) - 1
    for phrase in reversed(draft.phrases[max(0, at - 4) : at + 1]):
        head = phrase.head
        if phrase.how in ("name", "title") and span.start <= head.start < span.end < head.end:
            return Span(span.start, head.end)
    return span
