"""Phrases for the parties that the words alone did not show: of a kind that the network tells, whole where a party cuts them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.encoder import labels
from onrecord.facts import ActorKind
from onrecord.frames import Draft, Frame, Phrase, in_text_order
from onrecord.syntax import Syntax
from onrecord.text import Article, Span

PARTIES = frozenset(("speaker", "addressee", "actor", "recipient"))
# What of a noun phrase a party is given back at its start.
_BEFORE_NOUN = frozenset(("DET", "NUM", "ADJ", "NOUN", "PROPN"))
_MENTION_MIN = -5.0  # of an actor, in log odds: of 200 phrases added on dev the dozen below it are scraps and things
_YEAR = re.compile(r"[12]\d{3}")  # "in 2012 intruders stole data"


def with_parties(
    article: Article, draft: Draft, frames: Sequence[Frame], kinds: Mapping[int, np.ndarray]
) -> tuple[Phrase, ...]:
    """The phrases of a draft, and one for each party of the frames that none stands for yet.

    `kinds`: token -> what the network says of its being a mention, none first, then by kind (1 + kinds,).
    """
    if draft.syntax is None:
        return draft.phrases
    maker = _Maker(article, draft, draft.syntax, kinds)
    added: dict[Span, Phrase] = {}
    for role in (role for frame in frames for role in frame.roles if role.name in PARTIES):
        span = Span(role.spans[0].start, role.spans[-1].end)
        if draft.phrase_at(span) is None:
            least = -np.inf if role.name in ("speaker", "addressee") else _MENTION_MIN
            phrase = maker.phrase(span, least)
            if phrase is not None:
                added.setdefault(span, phrase)
    return in_text_order([*draft.phrases, *added.values()]) if added else draft.phrases


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes phrases of one article."""

    article: Article
    draft: Draft
    syntax: Syntax
    kinds: Mapping[int, np.ndarray]

    def phrase(self, span: Span, least: float) -> Phrase | None:
        """A party of which the words alone tell little: its kind is what the network says of its words.

        Where it cuts a noun phrase, that is meant; its head then is all of it, so that the party's words find it. What is
        less a mention than `least` makes no phrase: "a" of "a relief fund".
        """
        first, last, head = self._whole(span)
        whole = self.syntax.span(first, last)
        known = next((phrase for phrase in self.draft.phrases if phrase.span == whole), None)
        if known is not None:
            return replace(known, head=whole, within=None)
        if self._score(head) < least:
            return None
        token = self.syntax.tokens[head]
        kind: ActorKind = "unknown"
        if head in self.kinds:
            kind = labels.MENTIONS[1 + int(self.kinds[head][1:].argmax())]  # type: ignore[assignment]
            kind = "organization" if kind == "country" else kind
        words = whole.of(self.article.text)
        bare = words.removeprefix("the ").removeprefix("The ")
        return Phrase(
            span=whole,
            head=Span(token.start, token.end) if span.start <= token.start < span.end else whole,
            how="name" if token.text[:1].isupper() and len(words.split()) < 4 else "description",
            kind=kind,
            name=" ".join(bare.split()),
            number="pl" if kind == "group" else "sg",
        )

    def _whole(self, span: Span) -> tuple[int, int, int]:
        """Tokens (half-open) of a party with the rest of the noun phrase that it cuts, and its head.

        The end is taken where the network sees the mention in the head rather than in what the party has of it.
        """
        tokens, tags = self.syntax.tokens, self.syntax.tags
        first = bisect_left(tokens, span.start, key=lambda token: token.start)
        last = max(bisect_left(tokens, span.end, key=lambda token: token.start), first + 1)
        while first + 1 < last and not tokens[first].text[0].isalnum():
            first += 1
        likely = max(range(first, last), key=self._score)
        at = self.syntax.np_at(tokens[first].start)
        if at is None:
            return first, last, likely
        begin, end, _ = self.syntax.noun_phrases[at]
        end = min((i for i in range(last, end) if tags[i] == "PART"), default=end)
        while first > begin and tags[first - 1] in _BEFORE_NOUN and not _YEAR.fullmatch(tokens[first - 1].text):
            first -= 1
        nouns = [i for i in range(first, end) if tags[i] in ("NOUN", "PROPN")]
        head = nouns[-1] if nouns and self._score(nouns[-1]) > 0.0 else likely
        if end > last and (self._score(head) > self._score(likely) or self._is_person(first, end)):
            return first, end, head
        return first, last, head if head < last else likely

    def _is_person(self, first: int, last: int) -> bool:
        """Whether tokens (half-open) are a phrase by which the words tell of a person: "the union official"."""
        whole = self.syntax.span(first, last)
        return any(phrase.span == whole and phrase.kind == "person" for phrase in self.draft.phrases)

    def _score(self, token: int) -> float:
        """How much likelier it is that a token is a mention of any kind than none."""
        scores = self.kinds.get(token)
        return float(scores[1:].max() - scores[0]) if scores is not None else -np.inf
