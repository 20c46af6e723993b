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
from onrecord.record.meanings import coverage
from onrecord.record.similarity import STEM, containment, longest_run, shingles, similarity, terms, words

RULES = 2  # raised when a change of this code, or of what it asks, changes a score: `onrecord doctor --mend` then merges anew
LONGEST_WINDOW = 31  # days; what lies in a longer time ("last year") is only matched by what lies in the very same
MAX_PARTIES = 6  # a list of more is cut, in the order of the alphabet, before pairs are made
MIN_SHARED_RUN = 6  # words in one run that make a statement the same whoever is said to have made it
MIN_FRAME = 4  # words in one run that make two texts one wording, so that a word exchanged in it tells another thing
MAX_NAMES = 4  # of the names in a sentence, those by which an event is found where a reader has erred on a country
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
    """By family (cooperation or conflict) and dyad; where a side is missing, or of unknown country, by the other side.

    By names in the sentence too: a reader may have taken a minister for somebody else's.
    """
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
    named = {f"{family}:name:{name}" for name in _names_in(event.sentence)}
    if True in unknown and not event.reciprocal:
        return pairs | half | whole | named, pairs | half | whole | named
    return pairs | whole | named, pairs | half | named


def _names_in(sentence: str) -> list[str]:
    """Some of the names of a sentence, the same ones wherever they stand."""
    found = (name for name in details(sentence) if not name[0].isdigit())
    return sorted(found, key=lambda name: (crc32(name.encode()), name))[:MAX_NAMES]


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
    if a.type == b.type or not one or not other or one & other:
        return False
    return one <= terms(b.sentence) and other <= terms(a.sentence)


def _windows_meet(a: Coding, b: Coding) -> bool:
    one, other = a.window, b.window
    if one is None or other is None:
        return one is other
    return one[0] <= other[1] and other[0] <= one[1]


def _is_turned(a: EventCoding, b: EventCoding) -> bool:
    """Whether giver and taker have changed places: by their countries, or by what they are called where all are of one country."""
    if a.reciprocal or b.reciprocal:
        return False
    straight, crossed = _turns(
        (set(_labels(a.actors, a.actor_countries)), set(_labels(a.recipients, a.recipient_countries))),
        (set(_labels(b.actors, b.actor_countries)), set(_labels(b.recipients, b.recipient_countries))),
    )
    if straight == crossed:
        straight, crossed = _turns(
            (_called(a.actors), _called(a.recipients)), (_called(b.actors), _called(b.recipients))
        )
    return crossed > straight and bool(a.actors and a.recipients and b.actors and b.recipients)


def _turns(ours: tuple[set[str], set[str]], theirs: tuple[set[str], set[str]]) -> tuple[int, int]:
    """How much two pairs of sides share as they stand, and crosswise."""
    straight = len(ours[0] & theirs[0]) + len(ours[1] & theirs[1])
    return straight, len(ours[0] & theirs[1]) + len(ours[1] & theirs[0])


def _called(ids: tuple[str, ...]) -> set[str]:
    """The words by which parties are called, numbers apart."""
    return {word for name in ids if "/" in name for word in terms(bare_name(name)) if not word.isdigit()}


def _are_others(a: EventCoding, b: EventCoding) -> bool:
    """Whether a side is told outright in both ("Norway", "Denmark") and has no country in common.

    Of which country a minister or a crowd is, a reader may err on: that is a matter of the score.
    """
    sides = (
        (_all_labels(a.actors, a.actor_countries), _all_labels(b.actors, b.actor_countries)),
        (_all_labels(a.recipients, a.recipient_countries), _all_labels(b.recipients, b.recipient_countries)),
    )
    return not (a.reciprocal or b.reciprocal) and any(
        one and other and not one & other and not (_UNKNOWN in one or _UNKNOWN in other) for one, other in sides
    )


def _all_labels(ids: tuple[str, ...], countries: tuple[str | None, ...]) -> set[str]:
    """Names and countries of a side; somebody whose own words do not name the country ("a judge") may be anybody's."""
    found = {bare_name(name) for name in ids} | {country for country in countries if country}
    told = (
        country is not None and ("/" not in name or country in lands(bare_name(name).replace("-", " ").title()))
        for name, country in zip(ids, countries, strict=True)
    )
    return found if all(told) else found | {_UNKNOWN}


def event_features(a: EventCoding, b: EventCoding, around_a: Around, around_b: Around) -> dict[str, float]:
    """What speaks for and against, each from 0 to 1. `around` are the surroundings that the articles give."""
    tolls = dict(a.toll).items() & dict(b.toll).items()
    same_fates = dict(a.toll).keys() & dict(b.toll).keys()
    givers = _share_labels((a.actors, a.actor_countries), (b.actors, b.actor_countries))
    takers = _share_labels((a.recipients, a.recipient_countries), (b.recipients, b.recipient_countries))
    ours, theirs = coverage(a.sentence, b.sentence)
    anchors = coverage(a.anchor_words, b.anchor_words)
    return {
        "words": similarity(a.sentence, b.sentence),
        "meaning": max(ours, theirs),
        "unsaid": 1 - min(ours, theirs),
        **_changed(a.sentence, b.sentence),
        "anchor": max(similarity(a.anchor_words, b.anchor_words), *anchors),
        "type": float(a.type == b.type),
        "other_type": float(a.type != b.type),
        "mode": float(a.mode == b.mode and a.mode is not None),
        "other_mode": float(a.type == b.type and a.mode != b.mode and None not in (a.mode, b.mode)),
        "givers": givers,
        "takers": takers,
        "other_givers": float(bool(a.actors and b.actors) and not givers),
        "other_takers": float(bool(a.recipients and b.recipients) and not takers),
        "unlike_givers": _unlike(a.actors, b.actors),
        "unlike_takers": _unlike(a.recipients, b.recipients),
        **_day_features(a, b),
        "same_place": float(_places_meet(a, b)),
        "other_place": float(_places_part(a, b)),
        **_detail_features(a.sentence, b.sentence, around_a, around_b),
        "toll": float(bool(tolls)),
        "other_toll": float(bool(same_fates) and not tolls),
    }


def _changed(text_a: str, text_b: str) -> dict[str, float]:
    """Of two texts that share a long run of words, how many other words are exchanged: as a share and as a number, 0 to 1 each.

    Numbers do not count, and words of like sense count less.
    """
    a, b = terms(text_a), terms(text_b)
    ours, theirs = ({word for word in words if not word.isdigit()} for words in (a - b, b - a))
    if not ours or not theirs or longest_run(text_a, text_b) < MIN_FRAME:
        return dict(_UNCHANGED)
    n, alike = min(len(ours), len(theirs)), max(coverage(_only(text_a, ours), _only(text_b, theirs)))
    return {"changed": n / min(len(a), len(b)), "exchanged": min(n, 3) / 3 * (1 - alike)}


_UNCHANGED = {"changed": 0.0, "exchanged": 0.0}


def _only(text: str, stems: set[str]) -> str:
    """The words of a text with these stems."""
    return " ".join(word for word in words(text) if word[:STEM] in stems)


def _unlike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """How unlike two sides are called, 0 to 1, where both are called something: "miners" and "nurses" of one country."""
    one, other = (" ".join(sorted(_called(ids))) for ids in (ours, theirs))
    if not one or not other or {bare_name(name) for name in ours} & {bare_name(name) for name in theirs}:
        return 0.0
    return 1 - max(coverage(_calling(ours), _calling(theirs)))


def _calling(ids: tuple[str, ...]) -> str:
    return " ".join(bare_name(name).replace("-", " ") for name in ids if "/" in name)


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


def _detail_features(text_a: str, text_b: str, around_a: Around, around_b: Around) -> dict[str, float]:
    """Names and numbers: shared by the texts, by the articles; and those of a text that the other article lacks. Countries apart."""
    a, b = details(text_a), details(text_b)
    strange = min(len(a - around_b), len(b - around_a))
    told_a, told_b = ({told for told in around if told[0] != LAND} for around in (around_a, around_b))
    met = len(told_a & told_b)
    lands_a, lands_b = ({LAND + code for code in lands(text)} for text in (text_a, text_b))
    return {
        "details": min(len(a & b), 3) / 3,
        "story": min(met, 5) / 5,
        "story_share": met / min(len(told_a), len(told_b)) if told_a and told_b else 0.0,
        "strange": min(strange, 3) / 3,
        "strange_land": float(bool(lands_a - around_b and lands_b - around_a)),
        "other_land": float(bool(lands_a - lands_b and lands_b - lands_a)),
    }


Sides = tuple[tuple[str, ...], tuple[str | None, ...]]


def _share_labels(ours: Sides, theirs: Sides) -> float:
    """The share of the shorter side's names and countries that the other has; "the opposition" of two countries is two."""
    a, b = ({bare_name(name) for name in ids} | {c for c in countries if c} for ids, countries in (ours, theirs))
    lands_a, lands_b = ({country for country in countries if country} for _, countries in (ours, theirs))
    if lands_a and lands_b and not lands_a & lands_b and not any("-" in name for name in a & b):
        return 0.0
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


@lru_cache(maxsize=2_048)
def details(text: str) -> Around:
    """The details of a sentence or a quotation; those that were just used are held."""
    return _details_in(text)


@lru_cache(maxsize=2_048)
def lands(text: str) -> frozenset[str]:
    """The countries that a sentence or a quotation names; those that were just used are held."""
    return _lands_in(text)


def surroundings(text: str) -> Around:
    """What an article tells that its like does not: its details, and the countries that it names (marked by LAND). It is not held."""
    return _details_in(text) | {LAND + code for code in _lands_in(text)}


def _details_in(text: str) -> Around:
    """Numbers, and names that are no country's, people's or government's: what tells one event from its like.

    >>> sorted(_details_in("On 3 May Norway recalled its envoy, Elin Dahl, from Callao."))
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


def _lands_in(text: str) -> frozenset[str]:
    """The codes of the countries that a text names: by name, people, seat or body. Names begin with a capital.

    >>> sorted(_lands_in("A Norwegian envoy left Lima."))
    ['NOR', 'PER']
    """
    found = gazetteer.load_gazetteer()
    told, at = _NAME.findall(text), 0
    codes: set[str] = set()
    while at < len(told):
        match = found.match(told, at) if told[at][0].isupper() else None
        if match is not None:
            codes.add(match[1].country)
        at += match[0] if match is not None else 1
    return frozenset(codes)


Around = frozenset[str]
LAND = "@"
_NAME = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?|[^\w\s]")
_DETAIL = re.compile(r"\b(?:[^\W\d_a-z][\w’'-]+|\d[\d,.]*\d|\d+)")
_POSSESSIVE = re.compile(r"[’']s$")


@lru_cache(maxsize=4_096)
def _is_party_name(word: str) -> bool:
    name = gazetteer.load_gazetteer().names.get((_POSSESSIVE.sub("", word),))
    return name is not None and name.kind in ("country", "adjective", "people", "capital", "body")


# --- statements -----------------------------------------------------------------------------------------------------


def _may_be_one_statement(a: QuoteCoding, b: QuoteCoding, around_a: Around, around_b: Around) -> bool:
    if a.polarity != b.polarity or not _windows_meet(a, b):
        return False
    if _is_one_speaker(a, b):
        return True
    if _has_name(a) and _has_name(b):  # two people who say the same say it each for himself
        return False
    if terms(a.content).isdisjoint(terms(b.content)) and not _is_named_there(a, b, around_a, around_b):
        return False
    countries = {country for country in (a.speaker_country, b.speaker_country) if country}
    if len(countries) == 2:  # a reader has erred on one, or two say nearly the same
        return longest_run(a.content, b.content) >= MIN_SHARED_RUN and containment(a.content, b.content) == 1.0
    return None not in (a.speaker, b.speaker) or longest_run(a.content, b.content) >= MIN_SHARED_RUN


def _has_name(quote: QuoteCoding) -> bool:
    """Whether the speaker is a person with a name, and not what a reader took for one ("the Philippine spokesman")."""
    return quote.named and quote.speaker is not None and not _is_party_name(bare_name(quote.speaker).capitalize())


def _is_one_speaker(a: QuoteCoding, b: QuoteCoding) -> bool:
    """One name; with another country only where the name is whole: then a reader has erred on the country."""
    if a.speaker is None or b.speaker is None or not is_one_person(a.speaker, b.speaker):
        return False
    same_country = None in (a.speaker_country, b.speaker_country) or a.speaker_country == b.speaker_country
    return same_country or (_has_name(a) and _has_name(b))


def quote_features(a: QuoteCoding, b: QuoteCoding, around_a: Around, around_b: Around) -> dict[str, float]:
    """What speaks for and against, each from 0 to 1. `around` are the surroundings that the articles give."""
    terms_a, terms_b = terms(a.content), terms(b.content)
    fewer = min(len(terms_a), len(terms_b))
    run, shorter = longest_run(a.content, b.content), min(len(words(a.content)), len(words(b.content)))
    both_direct = a.kind == b.kind == "direct"  # then even the words in between must fit
    left_over = min(len(terms_a - terms_b), len(terms_b - terms_a)) / fewer if fewer else 0.0
    said = coverage(a.content, b.content)
    is_one = _is_one_speaker(a, b)
    offices = _office_features(a, b, is_one)
    elsewhere = not is_one and not offices["other_office"] and _is_named_there(a, b, around_a, around_b)
    return {
        "words": similarity(a.content, b.content),
        "meaning": max(said),
        "unsaid": 1 - min(said),
        "contained": containment(a.content, b.content),
        "covered": len(terms_a & terms_b) / fewer if fewer else 0.0,
        "left_over": left_over,
        **(_changed(a.content, b.content) if a.kind == b.kind != "indirect" else _UNCHANGED),
        "denied": float(both_direct and _negated(a.content) != _negated(b.content)) * similarity(a.content, b.content),
        "disordered": 1 - containment(a.content, b.content) if both_direct else 0.0,
        "run": min(run, 10) / 10,
        "run_of_shorter": run / shorter if shorter else 0.0,
        "short": float(fewer < 3),
        "unsure": 1 - round(min(a.prob, b.prob), 1),
        "speaker": float(is_one),
        "named_there": float(elsewhere),
        **offices,
        "other_speaker": float(None not in (a.speaker, b.speaker) and not is_one),
        "unknown_speaker": float(a.speaker is None or b.speaker is None),
        **_day_features(a, b),
        **_detail_features(a.content, b.content, around_a, around_b),
    }


def _negated(text: str) -> bool:
    return not _NEGATIONS.isdisjoint(words(text))


_NEGATIONS = frozenset(("no", "not", "never", "none", "nobody", "nothing", "cannot", "t"))


def _is_named_there(a: QuoteCoding, b: QuoteCoding, around_a: Around, around_b: Around) -> bool:
    """Whether the name of the one's speaker stands in the other's article, though not as its speaker's."""
    return any(
        one.speaker is not None and _has_name(one) and terms(bare_name(one.speaker).rpartition("-")[2]) <= around
        for one, around in ((a, around_b), (b, around_a))
    )


def _office_features(a: QuoteCoding, b: QuoteCoding, is_one: bool) -> dict[str, float]:
    """Whether two speakers, of whom one at least is not named, hold one office."""
    ours, theirs = (terms(quote.office.replace("-", " ")) if quote.office else frozenset() for quote in (a, b))
    known = bool(ours and theirs) and not (a.named and b.named)
    same = known and (ours <= theirs or theirs <= ours)
    return {"office": float(same and not is_one), "other_office": float(known and not same)}


# --- the score ------------------------------------------------------------------------------------------------------


def score(a: Coding, b: Coding, around_a: Around = frozenset(), around_b: Around = frozenset()) -> float:
    """The chance, 0 to 1, that two reports of one kind belong together; 0 where a guard forbids it.

    `around` are the surroundings (`surroundings`) of the articles that the reports stand in.
    """
    if isinstance(a, EventCoding) and isinstance(b, EventCoding):
        return _logistic(event_features(a, b, around_a, around_b), "event") if _may_be_one_event(a, b) else 0.0
    if isinstance(a, QuoteCoding) and isinstance(b, QuoteCoding):
        may_be = _may_be_one_statement(a, b, around_a, around_b)
        return _logistic(quote_features(a, b, around_a, around_b), "quote") if may_be else 0.0
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
