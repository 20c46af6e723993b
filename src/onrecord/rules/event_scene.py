"""What a rule for events looks at: verb groups with their parties, and which words can be a party."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from onrecord.frames import CUE, Draft, Frame, Phrase, Role
from onrecord.syntax import NounPhrase, Syntax, VerbGroup
from onrecord.text import Span

_PARTY_PREPOSITIONS = frozenset("against on upon to toward towards at with from of over".split())
_NO_PARTY = frozenset(("place",))
MAX_LIST = 6  # parties in one list


@dataclass(slots=True)
class Scene:
    """`used`: verb groups that already belong to a frame. `starts`: of the phrases' heads, for look-up."""

    text: str
    draft: Draft
    syntax: Syntax
    cues: tuple[Frame, ...]
    used: set[int]
    heads: list[tuple[int, int]]

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

    def parties(self, phrase: int | None, *, leftwards: bool = False) -> list[Span]:
        """The parties of a list of which `phrase` is the last (`leftwards`) or first member: "Kenya and Uganda"."""
        found: list[Span] = []
        while phrase is not None and len(found) < MAX_LIST:
            span = self.party(phrase)
            if span is None:
                break
            found.append(span)
            phrase = self._neighbour(phrase, leftwards)
        return found[::-1] if leftwards else found

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
        listed = between == [","] and self._ends_list(right)
        return other if listed else None

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
        end = self.syntax.clause_end(verb.last - 1)
        for other in self.syntax.verb_groups[group + 1 : group + 6]:
            if other.first >= end:
                break
            if other.form in ("finite", "gerund") and self.syntax.tokens[other.first - 1].lower in (
                "and",
                "but",
                ",",
                "or",
            ):
                return other.first - 1
            if other.form == "finite" and not (
                through and self.syntax.tokens[other.first - 1].lower in ("it", "they", "he", "she")
            ):
                return other.first
        return end

    def prepositional(self, first: int, last: int, allowed: frozenset[str] = _PARTY_PREPOSITIONS) -> list[Span]:
        """The first party behind one of the prepositions between two tokens; a list counts as one."""
        for at in range(first, last):
            if self.syntax.tags[at] != "ADP" or self.syntax.tokens[at].lower not in allowed:
                continue
            phrase = self.phrase_starting(at + 1)
            if phrase is not None and self.party(phrase) is not None:
                return self.parties(phrase)
        return []

    def phrase_starting(self, token: int) -> int | None:
        """The noun phrase that begins at a token."""
        phrases = self.syntax.noun_phrases
        at = bisect_left(phrases, token, key=_first_of)
        return at if at < len(phrases) and phrases[at].first == token else None

    def agent(self, group: VerbGroup) -> list[Span]:
        """Who does it in a passive: the parties behind "by"."""
        end = min(self.syntax.sentence_bounds(group.first)[1], group.last + 14)
        return self.prepositional(group.last, end, frozenset(("by",)))

    def sufferer(self, group: int) -> int | None:
        """The noun phrase to which a verb does something: its object, in a passive its subject."""
        passive = self.syntax.verb_groups[group].voice == "passive"
        return self.syntax.subject_of(group) if passive else self.syntax.object_of(group)

    def noun_lemma(self, token: int) -> str:
        """The singular of a noun, lower case, hyphens left out ("cease-fires": ceasefire)."""
        lower = self.syntax.tokens[token].lower.replace("-", "")
        if lower.endswith("ies") and len(lower) > 4:
            return lower[:-3] + "y"
        if lower.endswith(("ches", "shes", "sses", "xes")):
            return lower[:-2]
        return lower[:-1] if lower.endswith("s") and not lower.endswith(("ss", "us", "is", "as")) else lower

    def cue_around(self, span: Span) -> Frame | None:
        """The innermost attribution whose content holds the span."""
        best: Frame | None = None
        size = 1 << 60
        for frame in self.cues:
            for role in frame.fillers("content"):
                for piece in role.spans:
                    if piece.covers(span) and piece.end - piece.start < size:
                        best, size = frame, piece.end - piece.start
        return best


def _first_of(phrase: NounPhrase) -> int:
    return phrase.first


def build_scene(text: str, draft: Draft, syntax: Syntax, cues: tuple[Frame, ...]) -> Scene:
    """The scene of an article."""
    heads = sorted((phrase.head.start, i) for i, phrase in enumerate(draft.phrases))
    return Scene(text, draft, syntax, tuple(cue for cue in cues if cue.type == CUE), set(), heads)


def roles_of(actors: list[Span], recipients: list[Span]) -> tuple[Role, ...]:
    """Role objects for parties, the recipients that are also actors left out."""
    found = [Role(name="actor", spans=(span,)) for span in actors]
    found += [Role(name="recipient", spans=(span,)) for span in recipients if span not in actors]
    return tuple(found)
