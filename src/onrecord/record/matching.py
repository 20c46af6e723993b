"""Whether two reports tell the same event, or the same statement: decided from the two codings alone.

First guards, which forbid; then a score, the logistic function of weighted features (data/matching.toml, which says how
the weights were found). Everything is symmetric, so the order in which reports came can have no say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from math import exp
from zlib import crc32

from onrecord import gazetteer
from onrecord.record.codings import UNDATED_DAYS, Coding, EventCoding, QuoteCoding, to_ordinal
from onrecord.record.keys import block_of
from onrecord.record.similarity import containment, longest_run, shingles, similarity, terms, words

RULES = 1  # raised when a change of this code, or of what it asks, changes a score: `onrecord doctor --mend` then merges anew
LONGEST_WINDOW = 31  # days; what lies in a longer time ("last year") is only matched by what lies in the very same
MAX_PARTIES = 6  # a list of more is cut, in the order of the alphabet, before pairs are made
MIN_SHARED_RUN = 6  # words in one run that make a statement the same whoever is said to have made it
_UNKNOWN = "?"
Ask = tuple[int, int, int]  # block, first and last day


# --- blocks: who is compared at all ---------------------------------------------------------------------------------


def blocks_of(coding: Coding) -> tuple[list[Ask], list[Ask]]:
    """The blocks in which a report can be found, and those in which it has to look; each with its days.

    Two reports that may match share a block in which the one is found and the other looks, whichever comes first.
    """
    window = coding.window or (0, 0)
    span = window[1] - window[0]
    days = "" if span <= LONGEST_WINDOW else f"{window[0]}-{window[1]}"
    here, asked = _event_blocks(coding) if isinstance(coding, EventCoding) else _quote_blocks(coding)
    return (
        [(block_of(block, days), *window) for block in sorted(here)],
        [(block_of(block, days), *window) for block in sorted(asked)],
    )


def _event_blocks(event: EventCoding) -> tuple[set[str], set[str]]:
    """By family (cooperation or conflict) and dyad; where a side is missing, or of unknown country, by the other side."""
    family = "e-conflict" if event.quad >= 3 else "e-cooperation"
    givers = _labels(event.actors, event.actor_countries)
    takers = givers if event.reciprocal else _labels(event.recipients, event.recipient_countries)
    pairs = {f"{family}:{min(a, b)}:{max(a, b)}" for a in givers for b in takers}
    unknown = {
        not ids or None in countries
        for ids, countries in ((event.actors, event.actor_countries), (event.recipients, event.recipient_countries))
    }
    sides = {*givers, *takers} or {_UNKNOWN}
    whole = {f"{family}:whole:{side}" for side in sides}
    half = {f"{family}:half:{side}" for side in sides}
    if True in unknown and not event.reciprocal:
        return pairs | half | whole, pairs | half | whole
    return pairs | whole, pairs | half


def _labels(ids: tuple[str, ...], countries: tuple[str | None, ...]) -> list[str]:
    found = {country or bare_name(name) for name, country in zip(ids, countries, strict=True)}
    return sorted(found)[:MAX_PARTIES]


def bare_name(actor_id: str) -> str:
    """An actor's id without its country, which one reader may know and another not.

    >>> bare_name("NOR/elin-dahl"), bare_name("NOR")
    ('elin-dahl', 'NOR')
    """
    return actor_id.rpartition("/")[2]


def is_one_person(a: str, b: str) -> bool:
    """Whether two ids name one: the same name, or the one a part of the other ("lavrov", "sergei-lavrov").

    >>> is_one_person("XXX/lavrov", "RUS/sergei-lavrov"), is_one_person("RUS/putin", "RUS/lavrov")
    (True, False)
    """
    one, other = bare_name(a).split("-"), bare_name(b).split("-")
    return one[-1] == other[-1] and (set(one) <= set(other) or set(other) <= set(one))


def _quote_blocks(quote: QuoteCoding) -> tuple[set[str], set[str]]:
    """By the speaker's country (or name), and by two shingles, so that the same words meet whoever said them."""
    here = {f"q:{quote.speaker_country}"} if quote.speaker and quote.speaker_country else set()
    here |= {f"q:name:{bare_name(quote.speaker).rpartition('-')[2]}"} if quote.speaker else set()
    found = words(quote.content)
    if len(found) >= MIN_SHARED_RUN:
        chosen = sorted((crc32(" ".join(shingle).encode()), shingle) for shingle in shingles(quote.content))[:2]
        here |= {f"q:words:{' '.join(shingle)}" for _, shingle in chosen}
    return here, here


# --- events ---------------------------------------------------------------------------------------------------------


def _may_be_one_event(a: EventCoding, b: EventCoding) -> bool:
    if a.standing != b.standing or (a.quad >= 3) != (b.quad >= 3):
        return False
    if not _windows_meet(a, b) or _are_side_by_side(a, b):
        return False
    return not _is_turned(a, b) and not _are_others(a, b)


def _are_side_by_side(a: EventCoding, b: EventCoding) -> bool:
    """Whether each sentence has the other's anchor beside its own: it tells two events ("condemned ... and recalled")."""
    one, other = terms(a.anchor_words), terms(b.anchor_words)
    if not one or not other or one & other:
        return False
    return one <= terms(b.sentence) and other <= terms(a.sentence)


def _windows_meet(a: Coding, b: Coding) -> bool:
    one, other = a.window, b.window
    if one is None or other is None:
        return one is other
    return one[0] <= other[1] and other[0] <= one[1]


def _is_turned(a: EventCoding, b: EventCoding) -> bool:
    """Whether giver and taker have changed places."""
    if a.reciprocal or b.reciprocal:
        return False
    ours = (set(_labels(a.actors, a.actor_countries)), set(_labels(a.recipients, a.recipient_countries)))
    theirs = (set(_labels(b.actors, b.actor_countries)), set(_labels(b.recipients, b.recipient_countries)))
    straight = len(ours[0] & theirs[0]) + len(ours[1] & theirs[1])
    crossed = len(ours[0] & theirs[1]) + len(ours[1] & theirs[0])
    return crossed > straight


def _are_others(a: EventCoding, b: EventCoding) -> bool:
    """Whether a side is known in both and has no country, and nobody, in common."""
    sides = (
        (_all_labels(a.actors, a.actor_countries), _all_labels(b.actors, b.actor_countries)),
        (_all_labels(a.recipients, a.recipient_countries), _all_labels(b.recipients, b.recipient_countries)),
    )
    return not (a.reciprocal or b.reciprocal) and any(
        one and other and not one & other and not (_UNKNOWN in one or _UNKNOWN in other) for one, other in sides
    )


def _all_labels(ids: tuple[str, ...], countries: tuple[str | None, ...]) -> set[str]:
    """Names and countries of a side; somebody without a country may be anybody."""
    found = {bare_name(name) for name in ids} | {country for country in countries if country}
    return found | ({_UNKNOWN} if None in countries else set())


def event_features(a: EventCoding, b: EventCoding, around_a: Around, around_b: Around) -> dict[str, float]:
    """What speaks for and against, each from 0 to 1. `around` are the details of the whole articles."""
    details_a, details_b = details(a.sentence), details(b.sentence)
    tolls = dict(a.toll).items() & dict(b.toll).items()
    same_fates = dict(a.toll).keys() & dict(b.toll).keys()
    givers = _share_labels((a.actors, a.actor_countries), (b.actors, b.actor_countries))
    takers = _share_labels((a.recipients, a.recipient_countries), (b.recipients, b.recipient_countries))
    return {
        "words": similarity(a.sentence, b.sentence),
        "anchor": similarity(a.anchor_words, b.anchor_words),
        "type": float(a.type == b.type),
        "other_type": float(a.type != b.type),
        "mode": float(a.mode == b.mode and a.mode is not None),
        "other_mode": float(a.type == b.type and a.mode != b.mode and None not in (a.mode, b.mode)),
        "givers": givers,
        "takers": takers,
        "other_givers": float(bool(a.actors and b.actors) and not givers),
        "other_takers": float(bool(a.recipients and b.recipients) and not takers),
        **_day_features(a, b),
        "same_place": float(_places_meet(a, b)),
        "other_place": float(_places_part(a, b)),
        **_detail_features(details_a, details_b, around_a, around_b),
        "toll": float(bool(tolls)),
        "other_toll": float(bool(same_fates) and not tolls),
    }


def _day_features(a: Coding, b: Coding) -> dict[str, float]:
    both_told = a.day_from == b.day_from == "text" and a.window is not None
    return {"same_day": float(both_told and a.window == b.window), "late": _days_between(a, b) / UNDATED_DAYS}


def _days_between(a: Coding, b: Coding) -> int:
    """How many days a report that tells no day was printed after the other's days, at most UNDATED_DAYS."""
    if a.last_on is None or b.last_on is None:
        return 0
    apart = to_ordinal(b.last_on) - to_ordinal(a.last_on)
    later, earlier = (b, a) if apart > 0 else (a, b)
    if later.day_from != "publication" or earlier.window is None:
        return 0
    return min(abs(apart), UNDATED_DAYS)


def _detail_features(a: Around, b: Around, around_a: Around, around_b: Around) -> dict[str, float]:
    """Names and numbers: shared by the sentences, by the articles; and those of a sentence that the other article lacks."""
    strange = min(len(a - around_b), len(b - around_a))
    met = len(around_a & around_b)
    return {
        "details": min(len(a & b), 3) / 3,
        "story": min(met, 5) / 5,
        "story_share": met / min(len(around_a), len(around_b)) if around_a and around_b else 0.0,
        "strange": min(strange, 3) / 3,
    }


Sides = tuple[tuple[str, ...], tuple[str | None, ...]]


def _share_labels(ours: Sides, theirs: Sides) -> float:
    a, b = ({bare_name(name) for name in ids} | {c for c in countries if c} for ids, countries in (ours, theirs))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _places_meet(a: EventCoding, b: EventCoding) -> bool:
    return bool(a.place and b.place and terms(a.place) & terms(b.place))


def _places_part(a: EventCoding, b: EventCoding) -> bool:
    """Whether two places are told that share no word. A country and a town in it do not part."""
    if not (a.place and b.place) or _places_meet(a, b):
        return False
    names = gazetteer.load_gazetteer().names
    whole = [key in names and names[key].kind == "country" for key in (tuple(a.place.split()), tuple(b.place.split()))]
    return not (any(whole) and a.place_country == b.place_country)


@lru_cache(maxsize=4_096)
def details(text: str) -> Around:
    """Numbers, and names that are no country's, people's or government's: what tells one event from its like.

    >>> sorted(details("On 3 May Norway recalled its envoy, Elin Dahl, from Callao."))
    ['3', 'calla', 'dahl', 'elin']
    """
    found: set[str] = set()
    for match in _DETAIL.finditer(text):
        word = match.group()
        if not (word[0].isupper() or word[0].isdigit()):
            continue
        before = text[: match.start()].rstrip(' “"‘')
        starts = not before or before.endswith((".", "?", "!", "\n", ":"))
        if word[0].isdigit() or not (starts or _is_party_name(word)):
            found |= terms(_POSSESSIVE.sub("", word.replace(",", "")))
    return frozenset(found)


Around = frozenset[str]
_DETAIL = re.compile(r"\b(?:[^\W\d_a-z][\w’'-]+|\d[\d,.]*\d|\d+)")
_POSSESSIVE = re.compile(r"[’']s$")


@lru_cache(maxsize=4_096)
def _is_party_name(word: str) -> bool:
    name = gazetteer.load_gazetteer().names.get((_POSSESSIVE.sub("", word),))
    return name is not None and name.kind in ("country", "adjective", "people", "capital", "body")


# --- statements -----------------------------------------------------------------------------------------------------


def _may_be_one_statement(a: QuoteCoding, b: QuoteCoding) -> bool:
    if a.polarity != b.polarity or not _windows_meet(a, b) or terms(a.content).isdisjoint(terms(b.content)):
        return False
    if a.speaker is None or b.speaker is None:
        return longest_run(a.content, b.content) >= MIN_SHARED_RUN
    countries = {country for country in (a.speaker_country, b.speaker_country) if country}
    if _is_one_speaker(a, b):
        return True
    if a.named and b.named:  # two people who say the same say it each for himself
        return False
    return len(countries) < 2


def _is_one_speaker(a: QuoteCoding, b: QuoteCoding) -> bool:
    """One name; with another country only where the name is whole: then a reader has erred on the country."""
    if a.speaker is None or b.speaker is None or not is_one_person(a.speaker, b.speaker):
        return False
    same_country = None in (a.speaker_country, b.speaker_country) or a.speaker_country == b.speaker_country
    whole = bare_name(a.speaker) == bare_name(b.speaker) and "-" in bare_name(a.speaker)
    return same_country or (whole and a.named and b.named)


def quote_features(a: QuoteCoding, b: QuoteCoding, around_a: Around, around_b: Around) -> dict[str, float]:
    """What speaks for and against, each from 0 to 1. `around` are the details of the whole articles."""
    terms_a, terms_b = terms(a.content), terms(b.content)
    fewer = min(len(terms_a), len(terms_b))
    run, shorter = longest_run(a.content, b.content), min(len(words(a.content)), len(words(b.content)))
    both_direct = a.kind == b.kind == "direct"  # then even the words in between must fit
    left_over = min(len(terms_a - terms_b), len(terms_b - terms_a))
    return {
        "words": similarity(a.content, b.content),
        "contained": containment(a.content, b.content),
        "covered": len(terms_a & terms_b) / fewer if fewer else 0.0,
        "left_over": left_over / fewer if fewer else 0.0,
        "left_over_marked": left_over / fewer if fewer and both_direct else 0.0,
        "disordered": 1 - containment(a.content, b.content) if both_direct else 0.0,
        "run": min(run, 10) / 10,
        "run_of_shorter": run / shorter if shorter else 0.0,
        "short": float(shorter < 4),
        "speaker": float(_is_one_speaker(a, b)),
        "other_speaker": float(None not in (a.speaker, b.speaker) and not _is_one_speaker(a, b)),
        "unknown_speaker": float(a.speaker is None or b.speaker is None),
        **_day_features(a, b),
        **_detail_features(details(a.content), details(b.content), around_a, around_b),
    }


# --- the score ------------------------------------------------------------------------------------------------------


def score(a: Coding, b: Coding, around_a: Around = frozenset(), around_b: Around = frozenset()) -> float:
    """The chance, 0 to 1, that two reports of one kind belong together; 0 where a guard forbids it.

    `around` are the details (`details`) of the articles that the reports stand in.
    """
    if isinstance(a, EventCoding) and isinstance(b, EventCoding):
        return _logistic(event_features(a, b, around_a, around_b), "event") if _may_be_one_event(a, b) else 0.0
    if isinstance(a, QuoteCoding) and isinstance(b, QuoteCoding):
        return _logistic(quote_features(a, b, around_a, around_b), "quote") if _may_be_one_statement(a, b) else 0.0
    return 0.0


def is_match(chance: float, kind: str) -> bool:
    """Whether a chance is high enough to put two reports together."""
    return chance >= weights()[kind]["threshold"]


def _logistic(features: dict[str, float], kind: str) -> float:
    told = weights()[kind]
    total = told["bias"] + sum(told.get(name, 0.0) * value for name, value in features.items())
    return round(1 / (1 + exp(-total)), 6)


@cache
def weights() -> dict[str, dict[str, float]]:
    """The weights by kind ("event", "quote"), with "bias" and "threshold"."""
    told = tomllib.loads(files("onrecord.record").joinpath("data", "matching.toml").read_text(encoding="utf-8"))
    return {kind: told[kind] for kind in ("event", "quote")}


def feature_names(kind: str) -> Iterable[str]:
    """The features that carry a weight."""
    return (name for name in weights()[kind] if name not in ("bias", "threshold"))
