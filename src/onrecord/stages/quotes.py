"""Quotes from frames: who spoke, how much of it is in quotation marks, when it was said, what it answers.

Whoever found the frames (rules or an encoder), the same quotes come of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.facts import Evidence, Moment, Quote, QuoteKind, Unlinked
from onrecord.frames import CUE, Draft, Frame, RoleName
from onrecord.stages.datelines import without_filing_day
from onrecord.stages.replies import link_replies
from onrecord.stages.unsaid import says_nothing
from onrecord.stages.voices import end_of_claim, find_speaker
from onrecord.text import Article, Span, outermost

NOBODY = Unlinked("no actor is known by these words")
TOGETHER = Unlinked("several actors together")
_WHAT_FOR = re.compile(r" (?:of|for|over|about|as)\b")
_DAY_AND = re.compile(r"\w+ (?:of|for|over|about|as)\b")
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_ARTICLES = frozenset(("a", "an", "the"))
MAX_FAR = 2000  # characters between a cue and its time; a longer sentence is no prose
MAX_DEPTH = 8  # quotations in quotations that are looked through for the smallest container


def build_quotes(article: Article, draft: Draft) -> Draft:
    """Fill `draft.quotes` from the CUE frames of `draft.frames`; ids q1, q2 … in text order of their content.

    Two frames with the same content and cue give one quote, that of the more probable frame; so do two of which one has no
    cue. A frame without content gives none.
    """
    desk = _Desk.of(article, without_filing_day(article, draft))
    cues = (frame for frame in draft.frames if frame.type == CUE and not says_nothing(article.text, draft, frame))
    frames = _distinct(cues)
    quotes = [desk.quote(f"q{number}", frame) for number, frame in enumerate(frames, 1)]
    quotes = _nest(quotes)
    return replace(draft, quotes=link_replies(article, draft, quotes))


def _distinct(frames: Iterable[Frame]) -> list[Frame]:
    """The frames in text order of their content, without doubles; what has a cue is not told again without one."""
    best: dict[tuple[tuple[Span, ...], tuple[Span, ...]], Frame] = {}
    for frame in frames:
        pieces = _content(frame)
        if not pieces:
            continue
        key = (pieces, frame.anchor)
        if key not in best or frame.prob > best[key].prob:
            best[key] = frame
    cued = [frozenset(pieces) for pieces, anchor in best if anchor]
    kept = (
        frame for (pieces, anchor), frame in best.items() if anchor or not any(told.issuperset(pieces) for told in cued)
    )
    return sorted(kept, key=lambda frame: (_content(frame)[0].start, -_content(frame)[-1].end, frame.anchor))


def _content(frame: Frame) -> tuple[Span, ...]:
    return tuple(sorted(span for role in frame.fillers("content") for span in role.spans if span.start < span.end))


def _whole(text: str, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
    """The pieces of a content, those made one between which only "on" stands: "thanked [Chile] on [Friday for its help]"."""
    found: list[Span] = []
    for piece in pieces:
        if found and text[found[-1].end : piece.start] == " on " and _DAY_AND.match(text, piece.start, piece.end):
            found[-1] = Span(found[-1].start, piece.end)
        else:
            found.append(piece)
    return tuple(found)


def _first(frame: Frame, name: RoleName) -> Span | None:
    """The first filler of a role as one span, from its first piece to its last."""
    for role in frame.fillers(name):
        if role.spans:
            return Span(role.spans[0].start, role.spans[-1].end)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Sorted places of an article, so that each quote looks at its own neighbourhood only."""

    article: Article
    draft: Draft
    speech: tuple[Span, ...]
    speech_starts: tuple[int, ...]
    heads: tuple[tuple[int, int], ...]  # (start of a phrase's head, its index), in text order
    moment_starts: tuple[int, ...]
    finite: tuple[int, ...]  # where finite verbs begin

    @classmethod
    def of(cls, article: Article, draft: Draft) -> _Desk:
        speech = outermost(region.span for region in draft.regions if region.kind == "speech")
        syntax = draft.syntax
        finite = (
            [syntax.tokens[group.main].start for group in syntax.verb_groups if group.form == "finite"]
            if syntax
            else []
        )
        return cls(
            article=article,
            draft=draft,
            speech=speech,
            speech_starts=tuple(span.start for span in speech),
            heads=tuple(sorted((phrase.head.start, index) for index, phrase in enumerate(draft.phrases))),
            moment_starts=tuple(moment.evidence.start for moment in draft.times),
            finite=tuple(finite),
        )

    def quote(self, quote_id: str, frame: Frame) -> Quote:
        """The quote told by one frame, its links to other quotes still open."""
        content = _whole(self.article.text, _content(frame))
        cue = Span(frame.anchor[0].start, frame.anchor[-1].end) if frame.anchor else None
        content = (*content[:-1], end_of_claim(self.draft, cue, content[-1]))
        speaker, addressee = find_speaker(self.draft, cue, _first(frame, "speaker")), _first(frame, "addressee")
        medium = self._medium(frame)
        return Quote(
            id=quote_id,
            kind=self._kind(content),
            speaker=self._party(speaker),
            speaker_span=self._evidence(speaker) if speaker else None,
            cue=self._evidence(cue) if cue else None,
            content=tuple(self._evidence(span) for span in content),
            addressee=self._party(addressee),
            addressee_span=self._evidence(addressee) if addressee else None,
            about=self._about(content),
            said=self._said(frame, cue, content),
            medium=self._evidence(medium) if medium else None,
            polarity=frame.polarity,
            prob=frame.prob,
        )

    def _evidence(self, span: Span) -> Evidence:
        return Evidence(
            article_id=self.article.id, start=span.start, end=span.end, text=self.article.text[span.start : span.end]
        )

    def _party(self, span: Span | None) -> str | Unlinked | None:
        """The actor meant by a span, as `Draft.party_at` has it; Unlinked where there is a span and nobody is known, or several are meant.

        Sorted heads make it quick: a long text has thousands of phrases and of quotes.
        """
        if span is None:
            return None
        phrases = self.draft.phrases
        places = range(bisect_left(self.heads, (span.start, 0)), bisect_left(self.heads, (span.end, 0)))
        inside = [i for i in (self.heads[at][1] for at in places) if phrases[i].head.end <= span.end]
        if not inside:
            earlier = self.heads[
                max(0, places.start - MAX_DEPTH) : bisect_right(self.heads, (span.start, len(phrases)))
            ]
            inside = [i for _, i in earlier if phrases[i].head.covers(span)]
        if not inside:
            return NOBODY
        first = min(inside, key=lambda i: (max(phrases[i].span.start, span.start), -phrases[i].span.end))
        if self.draft.members_of and (self.draft.members_of[first] or self._are_several(span)):
            return TOGETHER
        return self.draft.party_of[first] or NOBODY

    def _medium(self, frame: Frame) -> Span | None:
        """What the words were told by; the town or country where they were told ("said in Berlin") is none."""
        span = _first(frame, "medium")
        phrase = self.draft.phrase_at(span) if span is not None else None
        if span is not None and span.of(self.article.text).lower() in _ARTICLES:
            return None
        if span is None or phrase is None:
            return span
        meant = self.draft.phrases[phrase]
        return None if meant.kind in ("place", "country") and meant.span.covers(span) else span

    def _are_several(self, span: Span) -> bool:
        """Whether a span lists more than one actor."""
        each = self.draft.list_in(self.article.text, span)
        return len({party for one in each for party in self.draft.parties_at(one)}) > 1

    def _kind(self, content: tuple[Span, ...]) -> QuoteKind:
        """By the words inside quotation marks of speech: all, none, or some."""
        words = marked = 0
        for span in content:
            for word in _WORD.finditer(self.article.text, span.start, span.end):
                at = bisect_right(self.speech_starts, word.start()) - 1
                words += 1
                marked += at >= 0 and word.end() <= self.speech[at].end
        if not marked:
            return "indirect"
        return "direct" if marked == words else "mixed"

    def _about(self, content: tuple[Span, ...]) -> tuple[str, ...]:
        """The actors mentioned in the content, each once, in text order."""
        found: dict[str, None] = {}
        for span in content:
            inside = range(bisect_left(self.heads, (span.start, 0)), bisect_left(self.heads, (span.end, 0)))
            for index in (self.heads[at][1] for at in inside):
                if index >= len(self.draft.party_of) or self.draft.phrases[index].head.end > span.end:
                    continue
                party = self.draft.party_of[index]
                found.update(dict.fromkeys((party,) if isinstance(party, str) else self.draft.members_of[index]))
        return tuple(found)

    def _said(self, frame: Frame, cue: Span | None, content: tuple[Span, ...]) -> Moment | None:
        """The time of speaking: that of the frame's role, or the nearest in the cue's clause, outside the content."""
        role = _first(frame, "time")
        if role and not any(role.overlaps(span) for span in content):
            return next((m for m in self.draft.times if role.overlaps(Span(m.evidence.start, m.evidence.end))), None)
        if cue is None or not self.draft.sentences:
            return None
        sentence = self.draft.sentence_at(cue.start)
        sentence = Span(max(sentence.start, cue.start - MAX_FAR), min(sentence.end, cue.end + MAX_FAR))
        first = bisect_left(self.moment_starts, sentence.start)
        last = bisect_left(self.moment_starts, sentence.end)
        best: tuple[int, Moment] | None = None
        for moment in self.draft.times[first:last]:
            place = Span(moment.evidence.start, moment.evidence.end)
            if any(place.overlaps(span) for span in content) and not self._is_of_cue(place, cue, content[0]):
                continue
            if not self._shares_clause(place, cue, sentence, content):
                continue
            distance = max(place.start - cue.end, cue.start - place.end, 0)
            if best is None or distance < best[0]:
                best = (distance, moment)
        return best[1] if best else None

    def _is_of_cue(self, place: Span, cue: Span, content: Span) -> bool:
        """Whether a time in a content is the cue's, which stands between whom and what for: "accused [Chile *on Monday* of lying]"."""
        text, syntax = self.article.text, self.draft.syntax
        if syntax is None or not content.covers(place) or text[cue.end : content.start].strip():
            return False
        first, last = syntax.token_at(content.start), syntax.token_at(place.start)
        if any(syntax.tags[at] in ("VERB", "AUX", "SCONJ", "PART", "PUNCT") for at in range(first, last)):
            return False
        leads = text[content.start : place.start].endswith(" on ") or not text[place.start : place.start + 1].isupper()
        return leads and _WHAT_FOR.match(text, place.end) is not None

    def _shares_clause(self, place: Span, cue: Span, sentence: Span, content: tuple[Span, ...]) -> bool:
        """Whether a time stands in a cue's clause: no other finite verb between or before it, save those that lead "…, saying"."""
        syntax = self.draft.syntax
        if syntax is not None and syntax.in_relative(syntax.token_at(place.start), syntax.token_at(cue.start)):
            return False
        if place.start >= cue.end:
            return not self._verbs_between(cue.end, place.start) and not any(
                region.start < place.start < region.end for region in self.speech
            )
        if ";" in self.article.text[place.end : cue.start]:
            return False
        begun = max(sentence.start, self.article.text.rfind(";", sentence.start, place.start))
        between = self._verbs_between(place.end, cue.start)
        before = self._verbs_between(begun, place.start)
        before -= sum(
            self._verbs_between(max(span.start, begun), span.end) for span in content if span.end <= place.start
        )
        is_gerund = self.article.text[cue.start : cue.end].rstrip(":").endswith("ing")
        return (between == 0 and (is_gerund or before == 0)) or (is_gerund and between == 1 and before == 0)

    def _verbs_between(self, start: int, end: int) -> int:
        return bisect_left(self.finite, end) - bisect_left(self.finite, start)


def _nest(quotes: list[Quote]) -> list[Quote]:
    """Fill `inside`: the smallest quote one of whose pieces holds the cue and the whole content of another."""
    open_quotes: list[Quote] = []
    made: list[Quote] = []
    for quote in quotes:
        start, end = _reach(quote)
        while open_quotes and open_quotes[-1].content[-1].end <= start:
            open_quotes.pop()
        around = [
            other for other in open_quotes[-MAX_DEPTH:] if _holds(other, start, end) and other.content != quote.content
        ]
        smallest = min(around, key=lambda other: other.content[-1].end - other.content[0].start, default=None)
        made.append(replace(quote, inside=smallest.id) if smallest else quote)
        open_quotes.append(quote)
    return made


def _reach(quote: Quote) -> tuple[int, int]:
    """From the first to the last character of a quote's cue and content."""
    parts = [*quote.content, *([quote.cue] if quote.cue else [])]
    return min(part.start for part in parts), max(part.end for part in parts)


def _holds(quote: Quote, start: int, end: int) -> bool:
    return any(piece.start <= start and end <= piece.end for piece in quote.content)
