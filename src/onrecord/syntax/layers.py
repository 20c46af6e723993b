"""The shallow syntax of an article: words with tags, noun phrases without their tails, verb groups."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
    subjects: tuple[int | None, ...] = ()

    def span(self, first: int, last: int) -> Span:
        """Code points from token `first` up to and without token `last`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def token_at(self, offset: int) -> int:
        """The token that covers code point `offset`, else the next one; the number of tokens behind the last."""
        at = bisect_right(self.tokens, offset, key=lambda token: token.start) - 1
        return at if at >= 0 and offset < self.tokens[at].end else at + 1

    def np_at(self, offset: int) -> int | None:
        """The noun phrase that covers code point `offset`."""
        token = self.token_at(offset)
        at = bisect_right(self.noun_phrases, token, key=lambda phrase: phrase.first) - 1
        return at if at >= 0 and token < self.noun_phrases[at].last else None

    def np_before(self, token: int) -> int | None:
        """The nearest noun phrase that ends at or before `token`, in the same sentence."""
        at = bisect_right(self.noun_phrases, token, key=lambda phrase: phrase.last) - 1
        return at if at >= 0 and self._shares_sentence(self.noun_phrases[at].first, token) else None

    def np_after(self, token: int) -> int | None:
        """The nearest noun phrase that begins at or after `token`, in the same sentence."""
        at = bisect_left(self.noun_phrases, token, key=lambda phrase: phrase.first)
        if at == len(self.noun_phrases):
            return None
        return at if self._shares_sentence(self.noun_phrases[at].first, token) else None

    def verb_at(self, token: int) -> int | None:
        """The verb group that covers `token`."""
        at = bisect_right(self.verb_groups, token, key=lambda group: group.first) - 1
        return at if at >= 0 and token < self.verb_groups[at].last else None

    def in_relative(self, token: int, other: int) -> bool:
        """Whether `token` is or follows the verb of a relative clause that `other`, in the same sentence, is no part of.

        "The minister, who visited Kyiv in March, said": March, said. Of a clause with a comma inside only the first part is known.
        """
        begun, opens = self.sentence_bounds(token)[0], token
        while opens >= begun and self.tokens[opens].lower not in _RELATIVE:
            if self.tokens[opens].text in _PARTS:
                return False
            opens -= 1
        if opens < begun or not self.has_finite(opens, token + 1):
            return False
        if other <= token:
            return other <= opens
        if any(self.tokens[at].text in _PARTS for at in range(token, other)):
            return True
        return bool(self.has_finite(other, other + 1)) and "CCONJ" not in self.tags[token:other]

    def tokens_in(self, span: Span) -> range:
        """The indices of the tokens that a span touches."""
        return range(self.token_at(span.start), min(self.token_at(span.end - 1) + 1, len(self.tokens)))

    def verbs_in(self, first: int, last: int) -> range:
        """The indices of the verb groups that begin among these tokens (half-open)."""
        return range(*(bisect_left(self.verb_groups, at, key=lambda group: group.first) for at in (first, last)))

    def has_finite(self, first: int, last: int) -> bool:
        """Whether the main verb of a finite group is among these tokens (half-open)."""
        groups = range(*(bisect_left(self.verb_groups, at, key=lambda group: group.main) for at in (first, last)))
        return any(self.verb_groups[at].form == "finite" for at in groups)

    def sentence_bounds(self, token: int) -> tuple[int, int]:
        """First and last (half-open) token of the sentence of `token`."""
        sentence = self.sentence_of[token]
        return bisect_left(self.sentence_of, sentence), bisect_right(self.sentence_of, sentence)

    def _shares_sentence(self, token: int, other: int) -> bool:
        last = len(self.tokens) - 1
        return self.sentence_of[min(token, last)] == self.sentence_of[min(other, last)]

    def extend(
        self, phrase: int, *, tail: bool = True, appositive: bool = False, relative: bool = False
    ) -> tuple[int, int]:
        """Tokens (half-open) of a noun phrase with what belongs to it.

        `tail`: prepositional phrases ("a deputy head at the upper house of parliament"); `appositive`: an identifying
        noun phrase between commas; `relative`: a restrictive relative clause ("officials who spoke on condition of
        anonymity"), which ends before the main verb.
        """
        first, last = self.noun_phrases[phrase].first, self.noun_phrases[phrase].last
        end = self.sentence_bounds(first)[1]
        if tail:
            last = self._tail_end(last, end)
        if relative and last < end and self.tokens[last].lower in ("who", "that"):
            last = self._relative_end(last, end)
        if appositive and last + 1 < end and self.tokens[last].text == ",":
            last = self._appositive_end(last, end)
        return first, last

    def _tail_end(self, last: int, end: int) -> int:
        while last + 1 < end and self.tags[last] == "ADP" and self.tokens[last].lower in _TAIL:
            following = self._np_starting(last + 1)
            if following is None or _is_time(self.tokens[following.head].lower):
                break
            last = following.last
        return last

    def _np_starting(self, token: int) -> NounPhrase | None:
        at = bisect_left(self.noun_phrases, token, key=lambda phrase: phrase.first)
        return self.noun_phrases[at] if at < len(self.noun_phrases) and self.noun_phrases[at].first == token else None

    def _relative_end(self, pronoun: int, end: int) -> int:
        """The end of a relative clause without commas: before the second finite verb group after the pronoun."""
        at = bisect_left(self.verb_groups, pronoun, key=lambda group: group.first)
        seen = 0
        for group in self.verb_groups[at:]:
            if group.first >= end:
                break
            if group.form != "finite":
                continue
            seen += 1
            if seen == 2 and not any(self.tags[i] in ("SCONJ", "PRON") for i in range(pronoun + 1, group.first)):
                return group.first
            if seen == 2:
                break
        return pronoun

    def _appositive_end(self, comma: int, end: int) -> int:
        """The end of ", a deputy head at the senate," without its closing comma; `comma` where it is none."""
        phrase = self._np_starting(comma + 1)
        if phrase is None or self.tags[phrase.head] == "PRON":
            return comma
        last = self._tail_end(phrase.last, end)
        closed = last >= end or self.tokens[last].text in (",", ".", ";", "—", "–")
        return last if closed else comma

    def subject_of(self, group: int) -> int | None:
        """The noun phrase that is the subject of a verb group; None where none is found.

        Relative clauses and phrases between commas are passed ("Sir Colm, who replaced X in July, said" gives Sir Colm);
        "who" and "which" give the noun phrase before them; coordinated verbs and -ing forms take their clause's subject.
        """
        return self.subjects[group] if group < len(self.subjects) else None

    def _np_index_starting(self, token: int) -> int | None:
        at = bisect_left(self.noun_phrases, token, key=lambda phrase: phrase.first)
        return at if at < len(self.noun_phrases) and self.noun_phrases[at].first == token else None

    def object_of(self, group: int) -> int | None:
        """The noun phrase right after a verb group, adverbs and quotation marks passed."""
        verb = self.verb_groups[group]
        at = verb.last
        last = self.sentence_bounds(verb.first)[1]
        while at < last and (
            self.tags[at] == "ADV" or self.tokens[at].text in _QUOTES or self.tokens[at].lower in _SKIPPED
        ):
            at += 1
        return self._np_index_starting(at) if at < last else None

    def conjunction_of(self, verb: VerbGroup) -> str | None:
        """The conjunction that opens the clause of a verb: "if", "unless", "whether", "before" or "until"; None where none near it does."""
        for at in range(verb.first - 1, max(-1, verb.first - 12), -1):
            word = self.tokens[at].lower
            if self.sentence_of[at] != self.sentence_of[verb.first]:
                return None
            if word in _OPENING_CLAUSES:
                return word
            if word in (",", ";", "that") or self.tags[at] == "VERB":
                return None
        return None

    def clause_end(self, token: int) -> int:
        """The token at which the clause that begins at `token` ends, half-open.

        It ends with the sentence, at ";", a dash, ", while / but / although …" or a comma before "which" and "who".
        """
        last = self.sentence_bounds(min(token, len(self.tokens) - 1))[1]
        for at in range(token + 1, last - 1):
            word = self.tokens[at].text
            following = self.tokens[at + 1].lower
            if word in (";", "—", "–", "--") or (word == "," and following in _CLAUSE_OPENERS):
                return at
        if last > token and self.tokens[last - 1].text in (".", "!", "?", "…"):
            return max(last - 1, token)
        return last


_TAIL = frozenset("of in at for to from on with against between into near over under within".split())
_RELATIVE = frozenset("who which whose whom where".split())
_PARTS = frozenset((",", ";", "—", "–"))
_QUOTES = frozenset("\"'“”‘’«»")
_SKIPPED = frozenset("up out off down away back not n't".split())  # between a verb and its object
_CLAUSE_OPENERS = frozenset(
    "while but although though whereas which who whom whose as because after before adding saying".split()
)
_OPENING_CLAUSES = frozenset(("if", "unless", "whether", "before", "until", "till"))
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow week month year night morning afternoon"
    " evening january february march april june july august september october november december".split()
)


def _is_time(lower: str) -> bool:
    return lower in _DAYS
