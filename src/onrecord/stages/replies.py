"""Which quote answers which: "hit back at the 'killer' jibe, saying", "responding to", "after Biden called him"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.facts import Quote
from onrecord.frames import Draft
from onrecord.text import Article, Span

_REMARKS = (
    r"(?:claim|allegation|accusation|charge|criticism|remark|comment|statement|threat|warning|demand|assertion|suggestion|insult|jibe"
    r"|ultimatum|denial|complaint|taunt)"
)
_REPLYING = re.compile(
    r"\b(?:respon(?:d(?:s|ed|ing)?|ses?)|repl(?:y|ie[ds]|ying)|react(?:s|ed|ing|ions?)?|ripostes?|rejoinders?|rebuff\w*|rebut\w*|retort\w*"
    r"|counter(?:s|ed|ing)|answer(?:s|ed|ing)?|(?:hit|hits|hitting|fir\w+|shot|shoot\w*|clap\w*) back|brush\w* (?:off|aside)"
    rf"|dismiss\w*|reject\w*|(?:asked|questioned|pressed|quizzed) (?:about|on|over)(?=[^.;]{{0,60}}\b{_REMARKS}s?\b))\b"
)
# A cue of these alone answers what another said just before, whoever that was.
_ANSWER = re.compile(
    r"(?:repl(?:y|ies|ied|ying)|respon(?:d(?:s|ed|ing)?|ses?)|retort\w*|counter(?:s|ed|ing)|answer(?:s|ed|ing)|\w+ back"
    r"|came (?:the|a|his|her|their|its) (?:\w+ )?(?:reply|answer|response|retort|riposte))\b"
)
_IN_ANSWER = re.compile(r"\s+(?:in|by way of) (?:reply|response|answer|return)\b")  # "she said in reply"
# So does one about "the claim", "these accusations".
_WORDS_OF_ANOTHER = re.compile(rf"(?:the|this|that|these|those|such|all|any)\s+(?:\w+\s+)?{_REMARKS}s?\b")
_JUDGING = re.compile(
    r"\b(?:reject|dismiss|den(?:y|ies|ied)|call|brand|label|describ|brush|rebuff|rebut|refut|ridicul|mock|denounc|condemn|slam|contest"
    r"|disput|welcom|scoff|repl|respon|react|answer|shrug|counter)"
)
_GOING_ON = re.compile(r"\b(?:add|continu|went on|goes on)")
_LETTERS = re.compile(r"\w+")
MAX_BACK = 12  # quotes looked back through for the remark that is answered
# Characters of a content in which the one who is answered is named: "the president's words as “theatre”".
MAX_NAMED = 40
MAX_FAR = 2000  # characters between a cue and the words that tell what it answers
MAX_MARKED = 200  # characters; a longer quotation is not the name of an earlier remark


def link_replies(article: Article, draft: Draft, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Fill `replies_to` of quotes in text order; a quote answers one of another speaker, never its own.

    These signs are looked for, in this order, in the sentence of the cue: another speaker's remark about this speaker
    ("after Biden called him"), quoted words of an earlier remark ("the 'killer' jibe"), a verb of replying with an
    earlier speaker named; a cue that can only be an answer ("retorted"), or is about "the claim", to what another said in
    this paragraph or the one before; and a cue such as "added", which carries on with what its speaker answered just before.
    """
    sheet = _Sheet.of(article, draft, quotes)
    made: list[Quote] = []
    for index, quote in enumerate(quotes):
        answered = sheet.answered(index)
        if answered is None and quote.cue and _GOING_ON.search(quote.cue.text):
            answered = next((m.replies_to for m in reversed(made[-3:]) if m.speaker == quote.speaker), None)
        made.append(replace(quote, replies_to=answered) if answered and answered != quote.id else quote)
    return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """Quotes by sentence, and the sorted places that a sentence is searched by."""

    text: str
    draft: Draft
    quotes: Sequence[Quote]
    sentence_of: tuple[int, ...]
    paragraph_of: tuple[int, ...]
    region_starts: tuple[int, ...]
    heads: tuple[tuple[int, int], ...]
    title_end: int
    country_of: dict[str, str | None]

    @classmethod
    def of(cls, article: Article, draft: Draft, quotes: Sequence[Quote]) -> _Sheet:
        starts = [sentence.start for sentence in draft.sentences]
        paragraphs = [paragraph.start for paragraph in article.paragraphs]
        return cls(
            text=article.text,
            draft=draft,
            quotes=quotes,
            sentence_of=tuple(bisect_right(starts, _start(quote)) - 1 for quote in quotes),
            paragraph_of=tuple(bisect_right(paragraphs, _start(quote)) - 1 for quote in quotes),
            region_starts=tuple(region.span.start for region in draft.regions),
            heads=tuple(sorted((phrase.head.start, index) for index, phrase in enumerate(draft.phrases))),
            title_end=len(article.title or ""),
            country_of={actor.id: actor.country for actor in draft.actors},
        )

    def answered(self, index: int) -> str | None:
        """The id of the quote that quote `index` answers, by the signs in its own sentence."""
        quote, number = self.quotes[index], self.sentence_of[index]
        if not isinstance(quote.speaker, str) or number < 0 or quote.cue is None or quote.inside:
            return None
        whole = self.draft.sentences[number]
        sentence = Span(max(whole.start, quote.cue.start - MAX_FAR), min(whole.end, quote.cue.end + MAX_FAR))
        near = range(max(0, index - MAX_BACK), min(len(self.quotes), index + 3))
        others = [i for i in near if self._is_other(i, quote) and not _overlap(self.quotes[i], quote)]
        for i in others:
            other = self.quotes[i]
            if self.sentence_of[i] == number and quote.speaker in other.about and not _stands_in(other, quote):
                return other.id
        earlier = [self.quotes[i] for i in reversed(others) if i < index]
        marked = self._marked_words(quote, sentence)
        for other in earlier:
            if any(_has_words(other, words) for region, words in marked if not _holds(other, region)):
                return other.id
        before = Span(sentence.start, max(quote.cue.end, sentence.start))
        leading = _outside(self.text, before, quote).casefold()
        replying = _REPLYING.search(leading)
        if replying is not None:
            named = self._named(before, quote) | self._named(self._opening(quote), quote)
            found = next((other for other in earlier if other.speaker in named), None)
            if found is not None:
                return self._whole(found).id
        about = replying is not None and _WORDS_OF_ANOTHER.search(leading, replying.end()) is not None
        return self._just_before(index, others, about=about)

    def _just_before(self, index: int, others: Sequence[int], *, about: bool) -> str | None:
        """What another said in this paragraph or the one before, where the cue can only answer it or the sentence is `about` it."""
        quote = self.quotes[index]
        cue = quote.cue.text.casefold() if quote.cue else ""
        opening = self._opening(quote).of(self.text).casefold().lstrip(" “\"‘'«")
        about = about or (_JUDGING.search(cue) is not None and _WORDS_OF_ANOTHER.match(opening) is not None)
        answers = _ANSWER.match(cue) or (quote.cue and _IN_ANSWER.match(self.text, quote.cue.end))
        if quote.polarity == "refused" or not (about or answers):
            return None
        near = [
            i
            for i in others
            if i < index and self.paragraph_of[index] - self.paragraph_of[i] <= 1 and not self._in_title(i)
        ]
        if about:  # not what one of the same side has said, unless of this speaker
            own = self.country_of.get(str(quote.speaker))
            near = [
                i
                for i in near
                if quote.speaker in self.quotes[i].about
                or own is None
                or self.country_of.get(str(self.quotes[i].speaker)) != own
            ]
        return self._whole(self.quotes[near[-1]]).id if near else None

    def _whole(self, quote: Quote) -> Quote:
        """The quote, or the one of the same speaker that it is a part of."""
        around = next(
            (other for other in self.quotes if other.id == quote.inside and other.speaker == quote.speaker), None
        )
        return self._whole(around) if around is not None else quote

    def _opening(self, quote: Quote) -> Span:
        """How the content behind the cue begins, where the reporter says whose words are meant."""
        pieces = [piece for piece in quote.content if quote.cue is not None and piece.start >= quote.cue.end]
        start = pieces[0].start if pieces else 0
        return Span(start, min(start + MAX_NAMED, pieces[0].end) if pieces else 0)

    def _is_other(self, index: int, quote: Quote) -> bool:
        """Whether a quote is another speaker's; what a headline says of a country's is said again in the story by its men."""
        speaker = self.quotes[index].speaker
        if not isinstance(speaker, str) or speaker == quote.speaker:
            return False
        return not (self._in_title(index) and self.country_of.get(speaker) == self.country_of.get(str(quote.speaker)))

    def _in_title(self, index: int) -> bool:
        return _start(self.quotes[index]) < self.title_end

    def _marked_words(self, quote: Quote, sentence: Span) -> list[tuple[Span, list[str]]]:
        """Place and words of each pair of marks in the sentence that stands outside the quote's own content."""
        found = []
        for at in range(bisect_left(self.region_starts, sentence.start), bisect_left(self.region_starts, sentence.end)):
            region = self.draft.regions[at]
            inner = region.inner
            if inner.end - inner.start > MAX_MARKED or any(p.start <= inner.start < p.end for p in quote.content):
                continue
            words = _LETTERS.findall(inner.of(self.text).casefold())
            if words:
                found.append((inner, words))
        return found

    def _named(self, span: Span, quote: Quote) -> set[str]:
        """The actors named in a span, but for those whose man its speaker is: "Its foreign minister rejected ..."."""
        first, last = bisect_left(self.heads, (span.start, 0)), bisect_left(self.heads, (span.end, 0))
        own = quote.speaker_span
        parties = (
            self.draft.party_of[index]
            for start, index in self.heads[first:last]
            if index < len(self.draft.party_of) and not (own is not None and own.start <= start < own.end)
        )
        return {party for party in parties if isinstance(party, str)}


def _start(quote: Quote) -> int:
    return quote.cue.start if quote.cue else quote.content[0].start


def _stands_in(inner: Quote, outer: Quote) -> bool:
    return any(piece.start <= _start(inner) < piece.end for piece in outer.content)


def _outside(text: str, span: Span, quote: Quote) -> str:
    """The words of a span but for those that are the quote's content."""
    parts, at = [], span.start
    for piece in quote.content:
        parts.append(text[at : min(max(at, piece.start), span.end)])
        at = max(at, piece.end)
    return "".join([*parts, text[at : span.end]])


def _overlap(one: Quote, other: Quote) -> bool:
    """Whether two quotes share words: what one tells of the other ("..., he said, according to the agency") is no remark to it."""
    return any(a.start < b.end and b.start < a.end for a in one.content for b in other.content)


def _holds(quote: Quote, span: Span) -> bool:
    return any(piece.start <= span.start and span.end <= piece.end for piece in quote.content)


def _has_words(quote: Quote, words: list[str]) -> bool:
    """Whether a quote's content holds these words in a row."""
    for piece in quote.content:
        own = _LETTERS.findall(piece.text[: 10 * MAX_MARKED].casefold())
        if any(own[i : i + len(words)] == words for i in range(len(own) - len(words) + 1)):
            return True
    return False
