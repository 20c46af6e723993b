"""What speaks for each country that a story names to be an actor's: the finder, and who and what is named around its mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass

from onrecord.stages.datelines import find_dateline
from onrecord.stages.links.chains import Cast

FEATURES = (
    "home",  # the finder's probability
    "share",  # of all that names a country in the story
    "paragraph",  # of all that does in the paragraph
    "dateline",
    "first",  # the country that the story names first
    "before",  # of the last actor before the mention, in its sentence
    "sentence before",  # of the actor that opens the sentence before, where none stands before the mention in its own
    "behind",  # of the next actor behind it, in its sentence
    "place",  # a place in its sentence
    "no state",  # the UN and the like, as a country
)
_NO_STATES = frozenset(("UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC"))
_AROUND = 40  # phrases looked at on either side of a mention
_MENTIONS = 12  # of an actor that are looked at
_OF_PRONOUN = 0.5  # weight of a mention that says little by itself


@dataclass(frozen=True, slots=True)
class Evidence:
    """The countries that a story names, and who of its phrases tells which."""

    told: tuple[str | None, ...]  # by phrase
    share: dict[str, float]
    in_paragraph: tuple[dict[str, float], ...]
    paragraph_of: tuple[int, ...]
    homes: dict[int, tuple[tuple[float, str], ...]]
    dateline: str | None
    first: str | None


def gather(cast: Cast) -> Evidence:
    """What the story tells of countries so far: by names and adjectives, and by the chains whose country is known."""
    told = []
    for i, phrase in enumerate(cast.phrases):
        chain = cast.chain(i)
        told.append(phrase.country or (chain.country if chain is not None and phrase.how != "pronoun" else None))
    starts = [paragraph.start for paragraph in cast.article.paragraphs]
    paragraph_of = tuple(max(bisect_right(starts, phrase.span.start) - 1, 0) for phrase in cast.phrases)
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for i, country in enumerate(told):
        if country is not None:
            counts[paragraph_of[i]][country] += 1
            total[country] += 1
    dateline = find_dateline(cast.article, cast.draft.gazetteer)
    return Evidence(
        told=tuple(told),
        share=_shares(total),
        in_paragraph=tuple(_shares(counts[n]) for n in range(max(len(starts), 1))),
        paragraph_of=paragraph_of,
        homes={home.phrase: home.countries for home in cast.draft.homes},
        dateline=dateline.country if dateline is not None else None,
        first=next((country for country in told if country is not None), None),
    )


def _shares(counts: Counter[str]) -> dict[str, float]:
    whole = sum(counts.values())
    return {country: count / whole for country, count in counts.items()}


def features_of_chain(cast: Cast, at: int, evidence: Evidence) -> dict[str, list[float]]:
    """For each country that may be a chain's, its features, averaged over the chain's mentions."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(FEATURES))
    asked = 0.0
    for i in cast.chains[at].phrases[:_MENTIONS]:
        weight = _OF_PRONOUN if cast.phrases[i].how == "pronoun" else 1.0
        asked += weight
        for country, values in features_of_phrase(cast, i, at, evidence).items():
            sums[country] = [old + weight * new for old, new in zip(sums[country], values, strict=True)]
    return {country: [value / asked for value in values] for country, values in sums.items()}


def features_of_phrase(cast: Cast, i: int, at: int, evidence: Evidence) -> dict[str, list[float]]:
    """For each country that the story names the features of phrase `i` of chain `at`."""
    homes = {country: prob for prob, country in evidence.homes.get(i, ())}
    near = evidence.in_paragraph[evidence.paragraph_of[i]]
    before, behind, earlier, places = _around(cast, i, at, evidence)
    return {
        country: [
            homes.get(country, 0.0),
            evidence.share.get(country, 0.0),
            near.get(country, 0.0),
            float(country == evidence.dateline),
            float(country == evidence.first),
            float(country == before),
            float(country == earlier),
            float(country == behind),
            float(country in places),
            float(country in _NO_STATES),
        ]
        for country in {*evidence.share, *homes, *([evidence.dateline] if evidence.dateline else [])}
    }


def _around(
    cast: Cast, i: int, at: int, evidence: Evidence
) -> tuple[str | None, str | None, str | None, frozenset[str | None]]:
    """The countries of the last actor before a phrase and the next behind it in its sentence, of the actor that opens the sentence
    before, and of the places in its sentence.
    """
    before = behind = earlier = None
    places = set()
    sentence = cast.sentence_of[i]
    for j in range(max(0, i - _AROUND), min(len(cast.phrases), i + _AROUND)):
        country, back = evidence.told[j], sentence - cast.sentence_of[j]
        if country is None or j == i or not 0 <= back <= 1 or cast.chain_of[j] == at:
            continue
        is_place = cast.phrases[j].kind == "place"
        if back == 1:
            earlier = earlier or (None if is_place else country)
        elif is_place:
            places.add(country)
        elif j < i:
            before = country
        else:
            behind = behind or country
    return before, behind, None if before else earlier, frozenset(places)
