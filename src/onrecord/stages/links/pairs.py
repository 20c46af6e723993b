"""Collectives: "the two countries" are the two that the story is about, "both armies" the army of each."""

from __future__ import annotations

import re

from onrecord.facts import ActorKind
from onrecord.frames import Phrase, Pointer
from onrecord.stages.links.chains import OTHERS, Cast, Chain

SIDES = frozenset(
    "countries nations states neighbours neighbors sides governments capitals powers side capital country".split()
)
_OTHER_SIDES = OTHERS - {
    "counterpart",
    "counterparts",
    "guest",
    "guests",
    "host",
    "enemies",
    "allies",
    "partners",
    "neighbours",
    "neighbors",
}
_OF_TWO = frozenset("both neither each either".split())
_DEFINITE = frozenset("the these those their".split())
_OF_BOTH = re.compile(r"\s+(?:of|from)\s+(?:the two|both|each)\b")
_POINTED = 0.6  # of all probability, that two countries together need
_RECENT = 2  # sentences back in which two are named of more that are named as often
_PLURALS = (("ies", "y"), ("s", ""))


class Pairs:
    """The countries that the story has named so far, and how often."""

    def __init__(self) -> None:
        self.seen: dict[int, tuple[int, int, int]] = {}  # chain -> how often, first phrase, last phrase
        self.last: tuple[int, tuple[int, ...]] | None = None  # sentence and chains of the last collective

    def count(self, cast: Cast, i: int, at: int) -> None:
        """Note that phrase `i` means chain `at`."""
        if cast.chains[at].kind == "country":
            often, first, _ = self.seen.get(at, (0, i, i))
            self.seen[at] = often + 1, first, i

    def link(self, cast: Cast, i: int, pointer: Pointer | None) -> None:
        """Link a collective phrase to its two countries, or to the two bodies or persons of theirs; or say why not."""
        if cast.head_word(i) in _OF_TWO and self.last is not None and cast.sentence_of[i] - self.last[0] <= _RECENT:
            cast.gather(i, self.last[1])
            return
        pair = self._two(cast, i, pointer)
        if not pair:
            cast.reason_of[i] = "more than two countries fit" if len(self.seen) > 2 else "the two are not named"
            return
        if cast.head_word(i) not in SIDES | _OF_TWO:
            pair = tuple(_theirs(cast, i, cast.chains[at].country) for at in pair)
        cast.gather(i, pair)
        self.last = cast.sentence_of[i], pair

    def other_side(self, cast: Cast, i: int, pointer: Pointer | None) -> int | None:
        """The country that "its neighbour" or "its hosts" means: of the two that the story is about the one that is not the owner's."""
        if cast.head_word(i) not in _OTHER_SIDES or cast.phrases[i].country is not None:
            return None
        owner = cast.owner(i).country
        pair = self._two(cast, i, pointer)
        rest = [at for at in pair if cast.chains[at].country != owner]
        return rest[0] if owner is not None and len(rest) == 1 else None

    def _two(self, cast: Cast, i: int, pointer: Pointer | None) -> tuple[int, ...]:
        """The two countries meant, in the order in which they were first named; none where we cannot tell."""
        seen = self.seen
        ranked = sorted(seen, key=lambda at: (-seen[at][0], -seen[at][2]))
        if len(ranked) == 2 or (len(ranked) > 2 and seen[ranked[1]][0] > seen[ranked[2]][0]):
            return tuple(sorted(ranked[:2], key=lambda at: seen[at][1]))
        pointed = self._pointed(cast, pointer)
        if pointed:
            return pointed
        recent = [at for at in ranked if cast.sentence_of[i] - cast.sentence_of[seen[at][2]] <= _RECENT]
        return tuple(sorted(recent, key=lambda at: seen[at][1])) if len(recent) == 2 else ()

    def _pointed(self, cast: Cast, pointer: Pointer | None) -> tuple[int, ...]:
        """The two countries to which the finder points."""
        totals: dict[int, float] = {}
        for phrase, prob in pointer.meant if pointer is not None else ():
            at = cast.chain_of[phrase]
            for one in cast.members.get(phrase, ()) if at is None else (at,):
                if cast.chains[one].kind == "country":
                    totals[one] = totals.get(one, 0.0) + prob
        best = sorted(totals, key=lambda at: -totals[at])[:2]
        return tuple(best) if len(best) == 2 and sum(totals[at] for at in best) >= _POINTED else ()


def is_collective(cast: Cast, i: int) -> bool:
    """Whether a description means one of each of two countries: "the two countries", "both", "both presidents", "envoys of both sides"."""
    phrase, head = cast.phrases[i], cast.head_word(i)
    words = [word.lower() for word in phrase.span.of(cast.article.text).split()]
    if phrase.country is not None or phrase.how == "pronoun":
        return False
    is_definite = words[0] in _DEFINITE or words[0] in _OF_TWO
    if head in SIDES and is_definite and (phrase.number == "pl" or head.endswith("s") or words[0] == "each"):
        return True
    if words in (["both"], ["neither"]):
        return True
    if not _of_state(phrase) or phrase.number != "pl":
        return False
    counted = words[0] in _OF_TWO or (words[0] in _DEFINITE and "two" in words[1:2])
    return counted or _OF_BOTH.match(cast.article.text, phrase.span.end) is not None


def _of_state(phrase: Phrase) -> bool:
    """Whether each state has one: presidents, armies, parliaments."""
    return bool(set(phrase.sectors) & {"GOV", "MIL", "LEG", "COP", "SPY"}) and phrase.how == "description"


def _theirs(cast: Cast, i: int, country: str | None) -> int:
    """The one of a country of whom a collective speaks in the plural; a new chain where the story has not told of it yet."""
    phrase, head = cast.phrases[i], cast.head_word(i)
    single = next(head.removesuffix(end) + begun for end, begun in (*_PLURALS, ("", "")) if head.endswith(end))
    for at in cast.last_spoken_of():
        chain = cast.chains[at]
        if (
            chain.country == country
            and not chain.plural
            and (single in chain.heads or (chain.office or "").endswith(single))
        ):
            return at
    kind: ActorKind = "person" if phrase.kind == "group" else phrase.kind
    office = single if kind == "person" else None
    return cast.open(Chain(kind, single, country=country, sectors=phrase.sectors, office=office, heads={single}))
