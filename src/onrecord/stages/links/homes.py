"""Country and sector of an actor as the finder tells them from the words around its mentions."""

from __future__ import annotations

from collections import defaultdict

from onrecord.stages.links.chains import Cast

SURE = 0.5  # mean probability, over a chain's mentions, that its country needs

_OF_PRONOUN = 0.5  # weight of a pronoun, which says little by itself


def take_from_homes(cast: Cast) -> None:
    """Give chains without a country, or without sectors, those that the finder is sure of, over all their mentions."""
    countries: dict[int, dict[str, float]] = {}
    sectors: dict[int, dict[str, float]] = {}
    asked: dict[int, float] = defaultdict(float)
    for home in cast.draft.homes:
        at = cast.chain_of[home.phrase]
        if at is None or cast.chains[at].kind == "country":
            continue
        weight = _OF_PRONOUN if cast.phrases[home.phrase].how == "pronoun" else 1.0
        asked[at] += weight
        for prob, country in home.countries:
            countries.setdefault(at, defaultdict(float))[country] += weight * prob
        if home.sector is not None:
            sectors.setdefault(at, defaultdict(float))[home.sector] += weight
    for at, told in countries.items():
        country, total = max(told.items(), key=lambda pair: (pair[1], pair[0]))
        if cast.chains[at].country is None and total >= SURE * asked[at]:
            cast.chains[at].country = country
    for at, told in sectors.items():
        if not cast.chains[at].sectors:
            cast.chains[at].sectors = (max(told.items(), key=lambda pair: (pair[1], pair[0]))[0],)
