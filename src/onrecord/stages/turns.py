"""Transcripts and interviews: "PRESIDENT BUSH: Thank you.", "Q: Did Washington pay? A: No." Each turn is what its label says.

A text is one where at least three paragraphs open with a label and one label stands twice. A turn goes on up to the next label; of the last
one only the paragraph of its label is meant, as nothing tells where it ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from onrecord.frames import CUE, Draft, Frame, Role
from onrecord.gazetteer import load_gazetteer
from onrecord.gazetteer.titles import common_words
from onrecord.text import Article, Span

_LABEL = re.compile(r"(?P<name>[^\W\d_a-z][^\n:“”\"«»()]{0,48}?)(?P<mark>:|(?<=^[QA])\.|(?<=\n[QA])\.)\s+(?=\S)")
_ASKING = frozenset("q question questioner reporter interviewer".split())
_ANSWERING = frozenset("a answer".split())
_SPEAKING = frozenset(
    "moderator chair presenter narrator anchor caller audience delegate voice voices unidentified".split()
)
_SMALL = frozenset("of the al el bin van von de da di du la le and for".split())
_LEAST, _TWICE = 3, 2  # labels of a transcript, and one of them again
_WORDS = 6  # of a label
_SHARE = 0.8  # of a turn that another finder's content has that is the same
_PROB = 0.9


class Turn(NamedTuple):
    """One turn: its label, the mark behind it, what is said in each paragraph; who asks and who answers is often not named."""

    label: Span
    mark: Span
    content: tuple[Span, ...]
    asks: bool = False
    answers: bool = False


def find_turns(article: Article) -> tuple[Turn, ...]:
    """The turns of a transcript; none where the text is none.

    >>> [turn.content for turn in find_turns(Article.from_text("Q: Why?\\n\\nA: Rain.\\n\\nQ: Here?"))]
    [(Span(start=3, end=7),), (Span(start=12, end=17),), (Span(start=22, end=27),)]
    """
    labels: list[tuple[int, re.Match[str]]] = []
    paragraphs = article.paragraphs
    for number, paragraph in enumerate(paragraphs):
        found = _LABEL.match(article.text, paragraph.start, min(paragraph.end, paragraph.start + 60))
        if found is not None and paragraph.end > len(article.title or "") and _is_label(found["name"]):
            labels.append((number, found))
    counts = Counter(found["name"] for _, found in labels)
    surnames = _surnames(article.text) if labels else frozenset()
    known = {name: _may_speak(name, surnames) for name in counts}
    labels = [(number, found) for number, found in labels if known[found["name"]]]
    counts = Counter(found["name"] for _, found in labels)
    if len(labels) < _LEAST or max(counts.values()) < _TWICE or len(counts) < _TWICE:
        return ()
    turns = []
    for at, (number, found) in enumerate(labels):
        end = labels[at + 1][0] if at + 1 < len(labels) else number + 1
        first = Span(found.end(), paragraphs[number].end)
        label, mark = Span(*found.span("name")), Span(*found.span("mark"))
        word = found["name"].lower()
        content = (first, *paragraphs[number + 1 : end])
        turns.append(Turn(label, mark, content, word in _ASKING, word in _ANSWERING))
    return tuple(turns)


def _is_label(words: str) -> bool:
    """Whether words are written as a speaker's label is: in capitals, or each with one."""
    parts = words.split()
    if words.lower() in _ASKING | _ANSWERING:
        return True
    return len(parts) <= _WORDS and all(part[0].isupper() or part.lower() in _SMALL for part in parts)


def _surnames(text: str) -> frozenset[str]:
    """Words with a capital that stand behind another one in a sentence, in small letters."""
    pairs = ((one, other) for one, other in pairwise(text.split()) if one[0].isupper() and other[0].isupper())
    return frozenset(other.strip(".,;:!?’'\"”)").lower() for one, other in pairs if one[-1] not in ".:?!")


def _may_speak(label: str, surnames: Set[str]) -> bool:
    """Whether a label names somebody: no "Claim:" or "UPDATE:"; a word of the language where the text has it as a surname."""
    words = [word.strip(".,").lower() for word in label.split()]
    if label.lower() in _ASKING | _ANSWERING or any(word in _SPEAKING or word not in common_words() for word in words):
        return True
    gazetteer = load_gazetteer()
    if any(word in gazetteer.persons or word in gazetteer.titles for word in words):
        return True
    return words[-1] in surnames


def add_turns(article: Article, draft: Draft) -> Draft:
    """Let each turn of a transcript be one attribution, in place of what the finder makes of it; what stands inside turns stays."""
    turns = find_turns(article)
    if not turns:
        return draft
    answering = _who_answers(draft, turns)
    asking = _heard(draft, turns, {turn for turn in turns if turn.asks}, answering)
    frames = [frame for frame in draft.frames if frame.type != CUE or not _is_of_turn(frame, turns)]
    frames += [_to_frame(turn, asking if turn.asks else answering if turn.answers else turn.label) for turn in turns]
    return replace(draft, frames=tuple(sorted(frames, key=attrgetter("place"))))


def _to_frame(turn: Turn, speaker: Span | None) -> Frame:
    roles = [Role(name="content", spans=turn.content)]
    roles += [Role(name="speaker", spans=(speaker,))] if speaker is not None else []
    named = not (turn.asks or turn.answers)
    return Frame(
        anchor=(turn.mark,) if named else (),
        type=CUE,
        contexts=(),
        roles=tuple(sorted(roles, key=lambda role: role.spans[0])),
        score=_PROB,
        prob=_PROB,
    )


def _who_answers(draft: Draft, turns: Sequence[Turn]) -> Span | None:
    """The one person whom the words before an interview name, of those with an office where there are any; else whom the finder hears."""
    named = [
        phrase
        for phrase in draft.phrases_in(Span(0, turns[0].label.start))
        if phrase.kind == "person" and phrase.how in ("name", "title") and phrase.within is None
    ]
    named = [phrase for phrase in named if phrase.how == "title"] or named
    if len({(phrase.name or "").split()[-1] for phrase in named if phrase.name}) == 1:
        return named[-1].span
    return _heard(draft, turns, {turn for turn in turns if turn.answers})


def _heard(draft: Draft, turns: Sequence[Turn], own: Set[Turn], but: Span | None = None) -> Span | None:
    """Whom, of those told of before an interview and `but` for one, the finder takes most often for the speaker of some turns."""
    before = draft.phrases_in(Span(0, turns[0].label.start))
    told = {phrase.span for phrase in before if phrase.kind not in ("country", "place")} - {but}
    heard = Counter(
        role.spans[0]
        for frame in draft.frames
        if frame.type == CUE and _turn_at(turns, frame.place) in own
        for role in frame.fillers("speaker")
        if role.spans[0] in told
    )
    return heard.most_common(1)[0][0] if heard else None


def _is_of_turn(frame: Frame, turns: Sequence[Turn]) -> bool:
    """Whether an attribution is what a turn is: made of the same words, or of words of several turns, or led by a label's mark."""
    content = [span for role in frame.fillers("content") for span in role.spans]
    if any(span.start < turn.mark.end for span in frame.anchor if (turn := _turn_at(turns, span)) is not None):
        return True
    touched = {
        turn for span in content for place in (span, Span(span.end - 1, span.end)) if (turn := _turn_at(turns, place))
    }
    if len(touched) != 1 or any(span.start < turns[0].label.start for span in content):
        return bool(touched)
    turn = touched.pop()
    if any(span.start < turn.mark.end for span in content):
        return True
    shared = sum(min(p.end, s.end) - max(p.start, s.start) for p in turn.content for s in content if p.overlaps(s))
    return not frame.anchor or shared >= _SHARE * sum(piece.end - piece.start for piece in turn.content)


def _turn_at(turns: Sequence[Turn], place: Span) -> Turn | None:
    """The turn in which a place begins, its label too; None before the first, and behind the last."""
    at = bisect_right(turns, place.start, key=lambda turn: turn.label.start) - 1
    return turns[at] if at >= 0 and place.start < turns[at].content[-1].end else None
