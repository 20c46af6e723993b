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
        verb = self.verb_groups[group]
        first, _ = self.sentence_bounds(verb.first)
        if verb.form in ("gerund", "infinitive", "participle"):
            return self._subject_of_dependent(group, first)
        if verb.first == first:
            return self._inverted(verb)
        before = verb.first - 1
        while before > first and self.tags[before] == "ADV":
            before -= 1
        if self.tags[before] == "CCONJ":
            shared = self._finite_before(group, first)
            if shared is not None:
                return self.subject_of(shared)
        if self.tokens[before].text in _QUOTES and self._inverted(verb) is not None:
            return self._inverted(verb)
        return self._subject_before(verb.first, first, group)

    def _finite_before(self, group: int, first: int) -> int | None:
        """The verb group with which a coordinated one shares its subject."""
        for at in range(group - 1, -1, -1):
            if self.verb_groups[at].first < first:
                return None
            if self.verb_groups[at].form == "finite" and not self._is_embedded(self.verb_groups[at].first, first):
                return at
        return None

    def _is_embedded(self, verb: int, first: int) -> bool:
        return self._relative_start(verb, first) is not None

    def _inverted(self, verb: VerbGroup) -> int | None:
        """The subject behind its verb: "said a tired engineer"."""
        return self._np_index_starting(verb.last)

    def _np_index_starting(self, token: int) -> int | None:
        at = bisect_left(self.noun_phrases, token, key=lambda phrase: phrase.first)
        return at if at < len(self.noun_phrases) and self.noun_phrases[at].first == token else None

    def _subject_of_dependent(self, group: int, first: int) -> int | None:
        verb = self.verb_groups[group]
        before = self.np_before(verb.first)
        if verb.form == "participle" and before is not None and self.noun_phrases[before].last == verb.first:
            return before
        for at in range(group - 1, -1, -1):
            main = self.verb_groups[at]
            if main.first < first:
                return None
            if main.form == "finite":
                target = self.np_after(main.last)
                if verb.form == "infinitive" and main.lemma in _OBJECT_CONTROL and target is not None:
                    return target if self.noun_phrases[target].last <= verb.first else self.subject_of(at)
                return self.subject_of(at)
        return None

    def _subject_before(self, verb: int, first: int, group: int) -> int | None:
        """The subject of a finite verb from the words on its left."""
        at = verb - 1
        passed = False  # one aside between commas
        while at >= first:
            lower, tag = self.tokens[at].lower, self.tags[at]
            phrase = self.np_at(self.tokens[at].start) if tag in _PHRASE_TAGS else None
            if phrase is not None:
                found = self.noun_phrases[phrase]
                if lower in ("who", "which", "that"):
                    return self._antecedent(phrase, first)
                begins = found.first - 1
                if begins >= first and self.tags[begins] == "ADP" and self.tokens[begins].lower not in ("than",):
                    at = begins - 1
                    continue
                if _is_time(self.tokens[found.head].lower) and begins >= first:
                    at = begins
                    continue
                comma = None if passed else self._opening_comma(found.first, verb, first)
                if comma is not None:
                    at, passed = comma - 1, True
                    continue
                return phrase
            if tag == "SCONJ" and lower == "that" and at > first and self.tags[at - 1] in ("NOUN", "PROPN"):
                return self._antecedent_at(at, first)
            if tag in ("VERB", "AUX"):
                previous = self.verb_at(at)
                if previous is None or previous >= group:
                    return None
                relative = self._relative_start(self.verb_groups[previous].first, first)
                if relative is not None:
                    at = relative - 1
                    continue
                if self.verb_groups[previous].form == "finite" and self._coordinated(at, verb):
                    return self.subject_of(previous)
            at -= 1
        return None

    def _coordinated(self, left: int, verb: int) -> bool:
        return any(self.tokens[at].lower in ("and", "but", "or", ",", "then") for at in range(left + 1, verb))

    def _relative_start(self, verb: int, first: int) -> int | None:
        """Where the relative clause of `verb` begins ("who", "which"); None for a verb of another clause."""
        for at in range(verb - 1, max(first - 1, verb - 8), -1):
            if self.tokens[at].lower in ("who", "which", "whom", "whose"):
                return at
            if self.tokens[at].text in (",", ";") or self.tags[at] in ("SCONJ", "VERB"):
                return None
        return None

    def _opening_comma(self, phrase: int, verb: int, first: int) -> int | None:
        """The comma before a parenthesis that closes with a comma right before the verb: "Byrne, the leader, said"."""
        if verb == 0 or self.tokens[verb - 1].text != "," or phrase - 1 < first:
            return None
        for at in range(phrase - 1, first, -1):
            if self.tokens[at].text == ",":
                return at
            if self.tags[at] in ("SCONJ",):
                return None
        return None

    def _antecedent(self, pronoun_phrase: int, first: int) -> int | None:
        return self._antecedent_at(self.noun_phrases[pronoun_phrase].first, first)

    def _antecedent_at(self, pronoun: int, first: int) -> int | None:
        """The noun phrase that "who" or "which" stands for: the nearest before it, its tail passed."""
        at = pronoun - 1 if pronoun > first and self.tokens[pronoun - 1].text == "," else pronoun
        before = self.np_before(at)
        person = self.tokens[pronoun].lower == "who"
        while before is not None:
            begins = self.noun_phrases[before].first - 1
            of = begins >= first and self.tokens[begins].lower in _TAIL and self.tags[begins] == "ADP"
            if not of or not person:
                return before
            before = self.np_before(begins)
        return None

    def object_of(self, group: int) -> int | None:
        """The noun phrase right after a verb group, adverbs and quotation marks passed."""
        verb = self.verb_groups[group]
        at = verb.last
        last = self.sentence_bounds(verb.first)[1]
        while at < last and (self.tags[at] == "ADV" or self.tokens[at].text in _QUOTES):
            at += 1
        return self._np_index_starting(at) if at < last else None

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
_PHRASE_TAGS = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "VERB", "PART", "PUNCT"))
_QUOTES = frozenset("\"'“”‘’«»")
_OBJECT_CONTROL = frozenset("ask order urge tell expect persuade force allow press want invite call permit help instruct".split())
_CLAUSE_OPENERS = frozenset("while but although though whereas which who whom whose as because after before adding saying".split())
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow week month year night morning afternoon"
    " evening january february march april june july august september october november december".split()
)


def _is_time(lower: str) -> bool:
    return lower in _DAYS
