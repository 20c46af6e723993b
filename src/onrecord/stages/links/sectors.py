"""Sectors of actors as the finder tells them from the words around their mentions."""

from __future__ import annotations

from collections import defaultdict

from onrecord.stages.links.chains import Cast

_OF_PRONOUN = 0.5  # weight of a pronoun, which says little by itself


def take_sectors(cast: Cast) -> None:
    """Give chains without sectors the one that the finder tells for most of their mentions."""
    votes: dict[int, dict[str, float]] = {}
    for home in cast.draft.homes:
        at = cast.chain_of[home.phrase]
        if at is None or home.sector is None or cast.chains[at].kind == "country" or cast.chains[at].sectors:
            continue
        weight = _OF_PRONOUN if cast.phrases[home.phrase].how == "pronoun" else 1.0
        votes.setdefault(at, defaultdict(float))[home.sector] += weight
    for at, told in votes.items():
        cast.chains[at].sectors = (max(told.items(), key=lambda pair: (pair[1], pair[0]))[0],)
