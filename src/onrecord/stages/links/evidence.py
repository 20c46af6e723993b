"""What speaks for each country that a story names to be an actor's: the finder, and who and what is named around its mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord import ontology
from onrecord.frames import CUE, RoleName
from onrecord.stages.datelines import find_dateline
from onrecord.stages.links.chains import Cast, Chain
from onrecord.stages.links.towns import towns_named
from onrecord.text import Span

_CROSSED = (
    "share",  # of all that names a country in the story
    "paragraph",  # of all that does in the paragraph
    "dateline",
    "first",  # the country that the story names first
    "most",  # the country named most
    "before",  # of the last actor before the mention, in its sentence
    "sentence before",  # of the actor that opens the sentence before, where none stands before the mention in its own
    "behind",  # of the next actor behind it, in its sentence
    "place",  # a place in its sentence
    "earlier",  # of the last body or officer of a state before the mention
    "towns",  # of the towns and regions that the story names
    "acting",  # of all named as a country
    "marked",  # of all whose words tell whose they are
    "places",  # of all named as a place
    "title",  # named in the title
)
_KINDS = ("state", "sent", "body", "person", "group")  # of actors: each weighs what speaks for a country in its own way
FEATURES = (
    "home",  # the finder's probability
    *_CROSSED,
    *(f"{kind}, {name}" for kind in _KINDS for name in _CROSSED),
    "speaker",  # of whoever speaks the words in which the mention stands
    "addressee",
    "no state",  # the UN and the like, as a country
    *(f"party {type_}" for type_ in ontology.TYPES),  # of the other party of an act
)
_AT = {name: n for n, name in enumerate(FEATURES)}
STATE = frozenset(("GOV", "LEG", "MIL", "COP", "JUD", "SPY"))
SENT = frozenset(("MIL", "JRN", "REF", "SPY"))
_ENVOYS = frozenset(("ambassador", "envoy", "consul", "diplomat", "negotiator"))
_NO_STATES = frozenset(("UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC"))
_AROUND = 40  # phrases looked at on either side of a mention
_TOWNS = 0.2  # share of the towns of a story that makes a country one that it may be about
_CANDIDATES = 12  # countries of a story that are weighed
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
    towns: dict[str, float]
    by_sort: dict[str, dict[str, float]]  # shares as "share", of "acting", "marked", "places", "title"
    others: dict[
        int, list[tuple[str, int]]
    ]  # by phrase: what another phrase is to it ("speaker", "party SANCTION"), and which


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
    filed = dateline.country if dateline is not None else None
    if filed is not None:
        total[filed] += 1
    return Evidence(
        told=tuple(told),
        share=_shares(total),
        in_paragraph=tuple(_shares(counts[n]) for n in range(max(len(starts), 1))),
        paragraph_of=paragraph_of,
        homes={home.phrase: home.countries for home in cast.draft.homes},
        dateline=filed,
        first=next((country for country in told if country is not None), None),
        towns=towns_named(cast),
        by_sort=_by_sort(cast, told),
        others=_others(cast),
    )


def _by_sort(cast: Cast, told: list[str | None]) -> dict[str, dict[str, float]]:
    """The shares of the countries by the sort of phrase that tells them, and of the title alone."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("acting", "marked", "places", "title")}
    title = len(cast.article.title or "")
    for i, country in enumerate(told):
        if country is None:
            continue
        phrase = cast.phrases[i]
        sort = "acting" if phrase.kind == "country" else "places" if phrase.kind == "place" else "marked"
        counts[sort][country] += 1
        if phrase.span.end <= title:
            counts["title"][country] += 1
    return {name: _shares(count) for name, count in counts.items()}


def _others(cast: Cast) -> dict[int, list[tuple[str, int]]]:
    """For each phrase the phrases that share a frame with it."""
    found: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    draft = cast.draft
    for frame in draft.frames:
        names: tuple[RoleName, RoleName] = ("speaker", "addressee") if frame.type == CUE else ("actor", "recipient")
        one, other = (
            [at for role in frame.fillers(name) if (at := draft.phrase_at(role.spans[0])) is not None] for name in names
        )
        kinds = ("addressee", "speaker") if frame.type == CUE else (f"party {frame.type}",) * 2
        for i in one:
            for j in other:
                found[i].append((kinds[0], j))
                found[j].append((kinds[1], i))
        if frame.type == CUE and one:
            for role in frame.fillers("content"):
                for span in role.spans:
                    for i in _inside(cast, span):
                        found[i].append(("speaker", one[0]))
    return dict(found)


def _inside(cast: Cast, span: Span) -> Iterator[int]:
    first = bisect_left(cast.phrases, span.start, key=lambda phrase: phrase.span.start)
    for i in range(first, len(cast.phrases)):
        if cast.phrases[i].span.start >= span.end:
            return
        yield i


def _shares(counts: Counter[str]) -> dict[str, float]:
    """The shares of the countries named most; keeps time linear on a text that names them all."""
    whole = sum(counts.values())
    return {country: count / whole for country, count in counts.most_common(_CANDIDATES)}


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
    last_state = _last_state(cast, i, at, evidence)
    most = max(evidence.share.values(), default=0.0)
    kind = _KINDS.index(_kind(cast.chains[at]))
    found = {}
    for country in {*evidence.share, *homes, *(town for town, share in evidence.towns.items() if share > _TOWNS)}:
        share = evidence.share.get(country, 0.0)
        crossed = [
            share,
            near.get(country, 0.0),
            float(country == evidence.dateline),
            float(country == evidence.first),
            float(share == most),
            float(country == before),
            float(country == earlier),
            float(country == behind),
            float(country in places),
            float(country == last_state),
            evidence.towns.get(country, 0.0),
            *(shares.get(country, 0.0) for shares in evidence.by_sort.values()),
        ]
        values = [0.0] * len(FEATURES)
        values[0] = homes.get(country, 0.0)
        values[1 : 1 + len(_CROSSED)] = crossed
        own = 1 + (1 + kind) * len(_CROSSED)
        values[own : own + len(_CROSSED)] = crossed
        values[_AT["no state"]] = float(country in _NO_STATES)
        for other, j in evidence.others.get(i, ()):
            if evidence.told[j] == country and cast.chain_of[j] != at:
                values[_AT[other]] = 1.0
        found[country] = values
    return found


def _kind(chain: Chain) -> str:
    """What sort of actor a chain is, of `_KINDS`."""
    if set(chain.sectors) & SENT or (chain.office or "").split(" ")[-1] in _ENVOYS:
        return "sent"
    if set(chain.sectors) & STATE:
        return "state"
    return {"organization": "body", "person": "person"}.get(chain.kind, "group")


def _last_state(cast: Cast, i: int, at: int, evidence: Evidence) -> str | None:
    """The country of the last body or officer of a state before a phrase."""
    for j in range(i - 1, max(-1, i - _AROUND), -1):
        chain = cast.chain(j)
        if chain is not None and evidence.told[j] is not None and cast.chain_of[j] != at and STATE & set(chain.sectors):
            return evidence.told[j]
    return None


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
