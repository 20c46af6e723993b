"""Prose of the first person (a letter, a talk, a comment, a diary), and what its writer reports there.

Such prose is full of words for wishes and thoughts that report nobody: "I wanted to go", "we know our jobs", "it was seen as a
gift". A clause that somebody says or thinks is reported there as in the news; a thing or an act alone seldom is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.frames import CUE, Draft, Frame
from onrecord.stages.turns import find_turns
from onrecord.syntax import Syntax
from onrecord.text import Article, Span, outermost

PERSONAL = 1.2  # of a hundred words told by the writer, in the first or second person; 1.0 to 1.4 differ by half a point on dev
LEAST = 4  # such words that a text must have
SURE = 0.8  # score from which a thing, or what nobody is named for, is reported all the same; evals/LOG.md, round 21
_PERSONS = frozenset("i me my myself we us our ours ourselves you your yours".split())
_ASKS = frozenset("that if whether how what why where who when".split())
_SUBJECTS = frozenset("i he she we they you".split())


def keep_reports(article: Article, draft: Draft) -> Draft:
    """The draft without the thoughts and wishes that report nobody, where the text is prose of the first person."""
    syntax = draft.syntax
    if syntax is None:
        return draft
    said = _said(article, draft)
    if not _is_personal(syntax, said):
        return draft
    kept = tuple(frame for frame in draft.frames if frame.type != CUE or _reports(frame, syntax, said))
    return replace(draft, frames=kept)


def _said(article: Article, draft: Draft) -> tuple[Span, ...]:
    """What is quoted in so many words, apart and in text order: between marks of quotation, or behind a speaker's label."""
    marked = (region.inner for region in draft.regions if region.parent is None and region.kind == "speech")
    return outermost((*marked, *(span for turn in find_turns(article) for span in turn.content)))


def _is_personal(syntax: Syntax, said: Sequence[Span]) -> bool:
    """Whether who writes speaks as "I" or "we", or to "you"."""
    words = persons = passed = 0
    for token in syntax.tokens:
        while passed < len(said) and said[passed].end <= token.start:
            passed += 1
        if token.text[0].isalpha() and not (passed < len(said) and said[passed].start <= token.start):
            words += 1
            persons += token.lower in _PERSONS and token.text != "US"
    return persons >= LEAST and 100 * persons > PERSONAL * words


def _reports(frame: Frame, syntax: Syntax, said: Sequence[Span]) -> bool:
    """Whether an attribution reports somebody: words in quotation marks, a clause of somebody named, or what is very sure.

    One without content is left to those who build quotations.
    """
    pieces = [span for role in frame.fillers("content") for span in role.spans]
    if not pieces or any(_touches(span, said) for span in pieces):
        return True
    first, last = syntax.token_at(pieces[0].start), syntax.token_at(pieces[-1].end - 1)
    opening = syntax.tokens[first].lower
    if opening == "to" or _is_filler(frame, syntax, opening):
        return False
    is_clause = opening in _ASKS or opening in _SUBJECTS or syntax.has_finite(first, last + 1)
    return frame.score >= SURE or (is_clause and bool(frame.fillers("speaker")))


def _touches(span: Span, said: Sequence[Span]) -> bool:
    at = bisect_left(said, span.end, key=lambda quoted: quoted.start)
    return at > 0 and said[at - 1].end > span.start


def _is_filler(frame: Frame, syntax: Syntax, opening: str) -> bool:
    """Whether "I mean" and "you know" only fill the talk: "I mean, it was late", but "you know what I saw"."""
    speaker = frame.fillers("speaker")
    if not speaker or not frame.anchor:
        return False
    who, cue = (syntax.tokens[syntax.token_at(span.start)].lower for span in (speaker[0].spans[0], frame.anchor[0]))
    return (who, cue) == ("i", "mean") or ((who, cue) == ("you", "know") and opening not in _ASKS)
