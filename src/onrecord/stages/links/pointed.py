"""Whom the finder points to: its probabilities over phrases, added up over chains that agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from onrecord.frames import Pointer
from onrecord.stages.links.chains import NOBODY, Cast

SURE = 0.5  # share of all probability that a chain needs to be joined by a pronoun
SURE_OF_DESCRIPTION = 0.6


def chains_pointed_at(cast: Cast, pointer: Pointer) -> list[tuple[float, int]]:
    """Chains by the probability that phrases of theirs are meant, likeliest first; what has no chain yet is left out."""
    totals: dict[int, float] = defaultdict(float)
    for phrase, prob in _spread(cast, pointer):
        at = cast.chain_of[phrase]
        if at is not None:
            totals[at] += prob
    return sorted(((prob, at) for at, prob in totals.items()), key=lambda pair: (-pair[0], pair[1]))


def nobody_pointed_at(cast: Cast, pointer: Pointer) -> float:
    """How likely the finder says that no actor is meant: nobody before it, or a pronoun that means nobody itself ("it began. It was …")."""
    return pointer.nobody + sum(prob for phrase, prob in pointer.meant if cast.reason_of.get(phrase) == NOBODY)


def _spread(cast: Cast, pointer: Pointer) -> Iterator[tuple[int, float]]:
    """The phrases meant; in place of an "I" that is linked later those to which it points itself: "“It was my plan,” she said"."""
    for phrase, prob in pointer.meant:
        own = cast.pointer_of.get(phrase) if cast.chain_of[phrase] is None and phrase not in cast.reason_of else None
        if own is None:
            yield phrase, prob
        else:
            yield from ((other, prob * share) for other, share in own.meant)
