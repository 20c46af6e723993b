"""Which country an actor is of, where no word tells it: all that speaks for each country of the story, weighed together."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from math import exp

from onrecord.stages.links.chains import Cast
from onrecord.stages.links.evidence import FEATURES, features_of_chain, gather

LIKELY = 0.5  # probability that a country needs before descriptions are linked
SURE = 0.45  # and in the end: about where as many are right as wrong (dev, evals/LOG.md)
_OF_NONE = (("JRN",),)  # reporters are of no country unless the text says so


@cache
def _weights() -> tuple[float, ...]:
    text = files("onrecord.stages").joinpath("data", "countries.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)["weights"]
    return tuple(told[name] for name in FEATURES)


def take_likeliest(cast: Cast, *, least: float = SURE) -> None:
    """Give each chain without a country the one that is likeliest, where its probability is `least` or more."""
    evidence = gather(cast)
    found = {}
    for at, chain in enumerate(cast.chains):
        if chain.country is None and chain.phrases and chain.kind != "country" and chain.sectors not in _OF_NONE:
            country, prob = likeliest(features_of_chain(cast, at, evidence))
            if country is not None and prob >= least:
                found[at] = country
    for at, country in found.items():
        cast.chains[at].country = country


def likeliest(features: dict[str, list[float]]) -> tuple[str | None, float]:
    """The likeliest country and its probability: a log-linear model over the countries that the story names.

    >>> likeliest({})
    (None, 0.0)
    """
    weights = _weights()
    scores = {
        country: sum(weight * value for weight, value in zip(weights, values, strict=True))
        for country, values in features.items()
    }
    if not scores:
        return None, 0.0
    best = max(scores, key=lambda country: (scores[country], country))
    return best, 1.0 / sum(exp(score - scores[best]) for score in scores.values())
