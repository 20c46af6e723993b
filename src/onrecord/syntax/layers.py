"""The shallow syntax of an article: words with tags, noun phrases without their tails, verb groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from onrecord.text import Span

Voice = Literal["active", "passive"]
Tense = Literal["past", "present", "future", "perfect", "none"]
Form = Literal["finite", "infinitive", "gerund", "participle"]


class Token(NamedTuple):
    """One word, number or mark; `lower` is its case-folded text, with curly apostrophes made straight.

    Clitics stand alone ("Moscow" "'s", "did" "n't"); hyphenated words are one token; so are "U.S." and "Mr.".
    """

    start: int
    end: int
    text: str
    lower: str


class NounPhrase(NamedTuple):
    """A base noun phrase: determiner to head, with possessors before it ("Mr Putin's spokesperson Dmitry Peskov").

    `first`, `last` are token indices, half-open; `head` the index of the head token. Prepositional tails, relative
    clauses and appositives stand outside (`Syntax.extend` takes them in).
    """

    first: int
    last: int
    head: int


class VerbGroup(NamedTuple):
    """Auxiliaries, adverbs among them and the main verb: "has not yet been accused".

    `first`, `last` are token indices, half-open; `main` is the main verb's, `lemma` its lemma. `modal` is the lemma of
    a modal ("would", "may", "must") or None; "will", "shall", "is going to", "is set to" give tense "future".
    `negated` for not, n't, never, no longer inside the group.
    """

    first: int
    last: int
    main: int
    lemma: str
    voice: Voice
    tense: Tense
    modal: str | None
    negated: bool
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """Tokens of the whole article in order, and what stands over them.

    `tags` are universal part-of-speech tags (NOUN PROPN VERB AUX ADJ ADV DET ADP PRON NUM CCONJ SCONJ PART INTJ PUNCT
    SYM X), `lemmas` lower-case lemmas, both one a token. `sentence_of[i]` is the index of token i's sentence.
    Noun phrases and verb groups are in text order and never cross a sentence.
    """

    tokens: tuple[Token, ...]
    tags: tuple[str, ...]
    lemmas: tuple[str, ...]
    sentence_of: tuple[int, ...]
    noun_phrases: tuple[NounPhrase, ...]
    verb_groups: tuple[VerbGroup, ...]

    def span(self, first: int, last: int) -> Span:
        """Code points from token `first` up to and without token `last`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)
