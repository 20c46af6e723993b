"""Whom the finder points to: its probabilities over phrases, added up over chains that agree."""

from __future__ import annotations

from collections import defaultdict

from onrecord.frames import Pointer
from onrecord.stages.links.chains import Cast

SURE = 0.5  # share of all probability that a chain needs to be joined by a pronoun
SURE_OF_DESCRIPTION = 0.6


def chains_pointed_at(cast: Cast, pointer: Pointer) -> list[tuple[float, int]]:
    """Chains by the probability that phrases of theirs are meant, likeliest first; what has no chain yet is left out."""
    totals: dict[int, float] = defaultdict(float)
    for phrase, prob in pointer.meant:
        at = cast.chain_of[phrase]
        if at is not None:
            totals[at] += prob
    return sorted(((prob, at) for at, prob in totals.items()), key=lambda pair: (-pair[0], pair[1]))
