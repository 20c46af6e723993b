"""Which country an actor is of, where no word tells it: all that speaks for each country of the story, weighed together."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from math import exp

from onrecord.stages.links.chains import Cast, Chain
from onrecord.stages.links.evidence import FEATURES, features_of_chain, gather
from onrecord.stages.links.lists import words_of

# Probabilities, chosen on dev (evals/LOG.md): of a country before descriptions are linked; of one that then speaks for others; and in the
# end, about where as many are right as wrong.
LIKELY, CLEAR, SURE = 0.6, 0.8, 0.4
_MENTIONS = 12  # of an actor that are looked at
_STANDS_IN = re.compile(r"\s(?:in|to)\s(?:the\s)?")


@cache
def _weights() -> tuple[float, ...]:
    text = files("onrecord.stages").joinpath("data", "countries.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)["weights"]
    return tuple(told[name] for name in FEATURES)


def take_likeliest(cast: Cast, *, least: float) -> None:
    """Give each chain without a country the one that is likeliest, where its probability is `least` or more."""
    evidence = gather(cast)
    found = {}
    for at, chain in enumerate(cast.chains):
        if chain.country is None and chain.phrases and chain.kind != "country" and not _is_at_large(cast, chain):
            features, hosts = features_of_chain(cast, at, evidence), _hosts(cast, chain)
            country, prob = likeliest({one: told for one, told in features.items() if one not in hosts})
            if country is not None and prob >= least:
                found[at] = country
    for at, country in found.items():
        cast.chains[at].country = country


def _hosts(cast: Cast, chain: Chain) -> set[str]:
    """The countries in which a chain is a guest, and which it is not of: "the embassy in London"."""
    hosts = set()
    for i in chain.phrases[:_MENTIONS]:
        if cast.phrases[i].how != "description" or cast.head_word(i) not in words_of("guests"):
            continue
        j = cast.next_outer(i)
        if j is not None and _STANDS_IN.fullmatch(cast.between(i, j)):
            hosts.add(cast.phrases[j].country or "")
    return hosts


def _is_at_large(cast: Cast, chain: Chain) -> bool:
    """Whether a chain is of no country unless the text says so: the press at large ("told reporters",
    "told Reuters"), the author, or several of a region ("West African leaders").
    """
    first = cast.phrases[chain.phrases[0]]
    if all(cast.phrases[i].how == "pronoun" for i in chain.phrases):
        return True
    is_agency = first.kind == "organization" and first.how == "name"
    words = first.span.of(cast.article.text).lower().removeprefix("the ")
    if first.how == "description" and chain.plural and not words_of("regions").isdisjoint(words.split()):
        return True
    return chain.sectors == ("JRN",) and (is_agency or " " not in words)


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
