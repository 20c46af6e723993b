"""What a rule for events looks at: verb groups with their parties, and which words can be a party."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from onrecord.frames import CUE, Draft, Frame, Phrase, Role
from onrecord.syntax import NounPhrase, Syntax, VerbGroup
from onrecord.text import Span

PARTY_PREPOSITIONS = frozenset("against on upon to toward towards at with from of over".split())
_NO_PARTY = frozenset(("place",))
MAX_LIST = 6  # parties in one list
MAX_REACH = 80  # tokens from a verb to its party; keeps time linear on endless sentences


@dataclass(slots=True)
class Scene:
    """`used`: verb groups that already belong to a frame. `heads`: starts of the phrases' heads with their indices, sorted.

    `cue_of[i]`: the index in `cues` of the innermost attribution whose content holds token i, or -1.
    """

    text: str
    draft: Draft
    syntax: Syntax
    cues: tuple[Frame, ...]
    used: set[int]
    heads: list[tuple[int, int]]
    cue_of: list[int]

    def phrase_in(self, span: Span) -> Phrase | None:
        """The phrase that the words of a span refer by, outermost first; None where they name no party."""
        at = bisect_left(self.heads, (span.start, -1))
        best: Phrase | None = None
        while at < len(self.heads) and self.heads[at][0] < span.end:
            phrase = self.draft.phrases[self.heads[at][1]]
            named = span.covers(phrase.head) and phrase.kind not in _NO_PARTY
            if named and (best is None or (phrase.span.start, -phrase.span.end) < (best.span.start, -best.span.end)):
                best = phrase
            at += 1
        return best

    def party(self, phrase: int | None) -> Span | None:
        """The span of a noun phrase that refers to a party; None where it does not."""
        if phrase is None:
            return None
        found = self.syntax.noun_phrases[phrase]
        span = self.syntax.span(found.first, found.last)
        return span if self.phrase_in(span) is not None else None

    def is_named(self, phrase: int | None) -> bool:
        """Whether a noun phrase names a party by more than "his" or "its"."""
        if phrase is None:
            return False
        found = self.syntax.noun_phrases[phrase]
        named = self.phrase_in(self.syntax.span(found.first, found.last))
        return named is not None and (named.how != "pronoun" or found.last - found.first == 1)

    def owner(self, phrase: int | None) -> Span | None:
        """The party that owns or qualifies a noun phrase without being its head: "*Chile*'s envoy", "*Russian* attacks"."""
        if phrase is None:
            return None
        found = self.syntax.noun_phrases[phrase]
        span = self.syntax.span(found.first, found.last)
        named = (
            self.phrase_in(Span(span.start, self.syntax.tokens[found.head].start)) if found.head > found.first else None
        )
        return Span(max(named.span.start, span.start), named.span.end) if named is not None else None

    def is_sport(self, token: int, words: frozenset[str]) -> bool:
        """Whether a word of the playing field stands within 25 tokens, in the same sentence."""
        sentence_of, tokens = self.syntax.sentence_of, self.syntax.tokens
        near = range(max(0, token - 25), min(len(tokens), token + 25))
        named = (i for i in near if tokens[i].lower in words and self.syntax.tags[i] in ("NOUN", "PROPN", "VERB"))
        return any(sentence_of[i] == sentence_of[token] for i in named)

    def parties(self, phrase: int | None, *, leftwards: bool = False) -> list[Span]:
        """The parties of a list of which `phrase` is a member: "Kenya and Uganda"; `leftwards` looks before it too."""
        if phrase is None or self.party(phrase) is None:
            return []
        first = self._end_of_list(phrase, leftwards=True) if leftwards else phrase
        spans = [self.party(member) for member in range(first, self._end_of_list(phrase, leftwards=False) + 1)]
        return [span for span in spans if span is not None]

    def _end_of_list(self, phrase: int, *, leftwards: bool) -> int:
        """The outermost member of the list of a phrase, on one side."""
        for _ in range(MAX_LIST - 1):
            other = self._neighbour(phrase, leftwards)
            if other is None or self.party(other) is None:
                break
            phrase = other
        return phrase

    def _neighbour(self, phrase: int, leftwards: bool) -> int | None:
        """The other member of a list beside `phrase`; None where it stands alone."""
        other = phrase - 1 if leftwards else phrase + 1
        if not 0 <= other < len(self.syntax.noun_phrases):
            return None
        left, right = sorted((phrase, other))
        first, last = self.syntax.noun_phrases[left].last, self.syntax.noun_phrases[right].first
        between = [self.syntax.tokens[i].lower for i in range(first, last)]
        if between in (["and"], [",", "and"], ["as", "well", "as"]):
            return other
        listed = between == [","] and (self._ends_list(right) or (leftwards and self._opens_sentence(left)))
        return other if listed else None

    def _opens_sentence(self, phrase: int) -> bool:
        """Whether a noun phrase is the first word of a headline or sentence: "Kenya, Uganda hold talks"."""
        first = self.syntax.noun_phrases[phrase].first
        return first == 0 or self.syntax.sentence_of[first - 1] != self.syntax.sentence_of[first]

    def _ends_list(self, phrase: int) -> bool:
        if phrase + 1 >= len(self.syntax.noun_phrases):
            return False
        last, following = self.syntax.noun_phrases[phrase].last, self.syntax.noun_phrases[phrase + 1].first
        return [self.syntax.tokens[i].lower for i in range(last, following)] in (["and"], [",", "and"])

    def scope_end(self, group: int, *, through: bool = False) -> int:
        """Where the words that belong to a verb end: its clause, or the next verb with a subject of its own.

        `through`: a relative clause without pronoun is passed ("limits it placed on imports").
        """
        verb = self.syntax.verb_groups[group]
        end = self.clause_end(verb.last - 1)
        for other in self.syntax.verb_groups[group + 1 : group + 6]:
            if other.first >= end:
                break
            lead = self.syntax.tokens[other.first - 1].lower
            if other.form in ("finite", "gerund") and lead in ("and", "but", ",", "or"):
                return other.first - 1
            if other.form == "finite" and not (through and lead in ("it", "they", "he", "she")):
                return other.first
        return end

    def clause_end(self, token: int) -> int:
        """The end of the clause of a token, at most MAX_REACH tokens on."""
        sentence_of = self.syntax.sentence_of
        far = token + MAX_REACH
        if far < len(sentence_of) and sentence_of[far] == sentence_of[token]:
            return far
        return self.syntax.clause_end(token)

    def prepositional(self, first: int, last: int, allowed: frozenset[str] = PARTY_PREPOSITIONS) -> list[Span]:
        """The first party behind one of the prepositions between two tokens; a list counts as one."""
        for at in range(first, last):
            if self.syntax.tags[at] != "ADP" or self.syntax.tokens[at].lower not in allowed:
                continue
            phrase = self.phrase_starting(at + 1)
            if phrase is not None and self.party(phrase) is not None:
                return self.parties(phrase)
        return []

    def tokens_of(self, span: Span) -> tuple[int, int]:
        """First and last (half-open) token of a span."""
        return self.syntax.token_at(span.start), self.syntax.token_at(span.end)

    def phrase_starting(self, token: int) -> int | None:
        """The noun phrase that begins at a token."""
        phrases = self.syntax.noun_phrases
        at = bisect_left(phrases, token, key=_first_of)
        return at if at < len(phrases) and phrases[at].first == token else None

    def agent(self, group: VerbGroup) -> list[Span]:
        """Who does it in a passive: the parties behind "by"."""
        end = min(self.syntax.sentence_bounds(group.first)[1], group.last + 14)
        return self.prepositional(group.last, end, frozenset(("by",)))

    def subject(self, group: int) -> int | None:
        """The subject of a verb; for "Peru, condemned by Chile," and the headline "Peru to expel ..." the phrase before it."""
        found = self.syntax.subject_of(group)
        verb = self.syntax.verb_groups[group]
        if found is not None or verb.form not in ("participle", "infinitive") or verb.first == 0:
            return found
        before = verb.first - (self.syntax.tokens[verb.first - 1].text == ",")
        near = self.syntax.np_before(before)
        return near if near is not None and self.syntax.noun_phrases[near].last == before else None

    def sufferer(self, group: int) -> int | None:
        """The noun phrase to which a verb does something: its object, in a passive its subject."""
        passive = self.syntax.verb_groups[group].voice == "passive"
        return self.subject(group) if passive else self.syntax.object_of(group)

    def noun_lemma(self, token: int) -> str:
        """The singular of a noun, lower case, hyphens left out ("cease-fires": ceasefire)."""
        lower = self.syntax.tokens[token].lower.replace("-", "")
        if lower.endswith("ies") and len(lower) > 4:
            return lower[:-3] + "y"
        if lower.endswith(("ches", "shes", "sses", "xes")):
            return lower[:-2]
        return lower[:-1] if lower.endswith("s") and not lower.endswith(("ss", "us", "is", "as")) else lower

    def cue_around(self, span: Span) -> Frame | None:
        """The innermost attribution whose content holds the start of the span."""
        at = self.syntax.token_at(span.start)
        cue = self.cue_of[at] if at < len(self.cue_of) else -1
        return self.cues[cue] if cue >= 0 else None


def _first_of(phrase: NounPhrase) -> int:
    return phrase.first


def build_scene(text: str, draft: Draft, syntax: Syntax, cues: tuple[Frame, ...]) -> Scene:
    """The scene of an article."""
    heads = sorted((phrase.head.start, i) for i, phrase in enumerate(draft.phrases))
    told = tuple(cue for cue in cues if cue.type == CUE)
    return Scene(text, draft, syntax, told, set(), heads, _cue_of(syntax, told))


def _cue_of(syntax: Syntax, cues: tuple[Frame, ...]) -> list[int]:
    """Per token the innermost cue: contents are laid over each other, the longest first."""
    contents = [(span, i) for i, cue in enumerate(cues) for role in cue.fillers("content") for span in role.spans]
    cue_of = [-1] * len(syntax.tokens)
    for span, i in sorted(contents, key=lambda content: content[0].start - content[0].end):
        first, last = syntax.token_at(span.start), syntax.token_at(span.end)
        cue_of[first:last] = [i] * (last - first)
    return cue_of


def roles_of(actors: list[Span], recipients: list[Span]) -> tuple[Role, ...]:
    """Role objects for parties, the recipients that are also actors left out."""
    found = [Role(name="actor", spans=(span,)) for span in actors]
    found += [Role(name="recipient", spans=(span,)) for span in recipients if span not in actors]
    return tuple(found)
