"""Whether two reports tell the same event, or the same statement: decided from the two codings alone.

First guards, which forbid; then a score, the logistic function of weighted features (data/matching.toml, which says how
the weights were found). Everything is symmetric, so the order in which reports came can have no say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from math import exp, log1p

from onrecord import gazetteer
from onrecord.record.codings import Coding, EventCoding, QuoteCoding
from onrecord.record.meanings import coverage
from onrecord.record.sides import bare_name, is_one_person, labels
from onrecord.record.similarity import STEM, containment, longest_run, similarity, terms, words
from onrecord.record.surroundings import LAND, Around, details, is_party_name, lands, without_dateline
from onrecord.record.tolls import numbers_in

RULES = 6  # raised when a change of this code, or of what it asks, changes a score: `onrecord doctor --mend` then merges anew
MIN_SHARED_RUN = 6  # words in one run that make a statement the same whoever is said to have made it
MIN_SENSE = 0.5  # of a statement's sense that another has, so that they may be one though one is told as nobody's
MIN_TERMS = 3  # words that carry sense, in a statement that tells enough to be known by
MIN_WITHIN = 0.7  # chance of two reports of one article; see docs/record.md
MIN_ARTICLE = 6  # names and numbers that two articles share, by which they may be one, or copies; two short reports may have few alike
MIN_VERSION = 0.7  # of names and numbers, of a sentence's words, and of shingles: the share that copies have in common
MIN_FRAME = 4  # words in one run that make two texts one wording, so that a word exchanged in it tells another thing
MIN_FLANK = 2  # words in one run on each side of words that are exchanged in the middle of a wording
_UNKNOWN = "?"


# --- events ---------------------------------------------------------------------------------------------------------


def _may_be_one_event(a: EventCoding, b: EventCoding) -> bool:
    if a.standing != b.standing or (a.quad >= 3) != (b.quad >= 3):
        return False
    if not _windows_meet(a, b) or _are_side_by_side(a, b):
        return False
    return not _is_turned(a, b) and not _are_others(a, b) and not _have_nobody_in_common(a, b)


def _have_nobody_in_common(a: EventCoding, b: EventCoding) -> bool:
    """Whether both tell both sides, and nobody of the one shares a word of a name or a country with anybody of the other."""
    told = a.actors and a.recipients and b.actors and b.recipients
    return bool(told) and not _parties(a) & _parties(b)


def _parties(coding: EventCoding) -> set[str]:
    countries = (*coding.actor_countries, *coding.recipient_countries)
    return _called((*coding.actors, *coding.recipients)) | {country for country in countries if country}


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
    """Whether giver and taker have changed places: by their countries, or by what they are called where all are of one country."""
    if a.reciprocal or b.reciprocal:
        return False
    straight, crossed = _turns(
        (set(labels(a.actors, a.actor_countries)), set(labels(a.recipients, a.recipient_countries))),
        (set(labels(b.actors, b.actor_countries)), set(labels(b.recipients, b.recipient_countries))),
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
    told_a, told_b = without_dateline(a.sentence), without_dateline(b.sentence)
    ours, theirs = coverage(told_a, told_b)
    changed = _changed(told_a, told_b)
    copied = changed["exchanged"] > 0 and similarity(told_a, told_b) >= MIN_VERSION
    return {
        "meaning": max(ours, theirs),
        "unsaid": 1 - min(ours, theirs),
        **changed,
        "edited": changed["exchanged"] if copied and _are_versions(_told_by(around_a), _told_by(around_b)) else 0.0,
        "named_apart": float(changed["changed"] > 0 and _are_named_apart(told_a, told_b)),
        "type": float(a.type == b.type),
        "other_type": float(a.type != b.type),
        "mode": float(a.mode == b.mode and a.mode is not None),
        "other_mode": float(a.type == b.type and a.mode != b.mode and None not in (a.mode, b.mode)),
        "other_givers": float(_have_other_givers(a, b)),
        "vague": _vagueness(a, b),
        "other_place": float(_places_part(a, b)),
        "told_of_others": float(_are_told_of_others(a, b)),
        **_detail_features(told_a, told_b, around_a, around_b),
        "toll": float(bool(tolls)),
        "other_toll": float(bool(same_fates) and not tolls),
    }


def _changed(text_a: str, text_b: str) -> dict[str, float]:
    """Of two texts that share a long run of words, how many other words are exchanged: as a share and as a number, 0 to 1 each.

    Numbers do not count, and words of like sense count less. `swapped` is how unlike the words are that stand in the same place.
    """
    text_a, text_b = sorted((text_a, text_b))
    a, b = terms(text_a), terms(text_b)
    ours, theirs = ({word for word in words if not word.isdigit()} for words in (a - b, b - a))
    if not ours or not theirs or longest_run(text_a, text_b) < MIN_FRAME:
        return dict(_UNCHANGED)
    n, alike = min(len(ours), len(theirs)), max(coverage(_only(text_a, ours), _only(text_b, theirs)))
    swapped = max((1 - max(coverage(one, other)) for one, other in _swaps(text_a, text_b, ours, theirs)), default=0.0)
    return {"changed": n / min(len(a), len(b)), "exchanged": min(n, 3) / 3 * (1 - alike), "swapped": swapped}


_UNCHANGED = {"changed": 0.0, "exchanged": 0.0, "swapped": 0.0}


def _swaps(text_a: str, text_b: str, ours: set[str], theirs: set[str]) -> Iterable[tuple[str, str]]:
    """What stands in the first text where the second has other words, between two runs that they share: of these stems only."""
    a, b = words(text_a), words(text_b)
    changes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for before, (change, start_a, end_a, start_b, end_b), after in zip(changes, changes[1:], changes[2:], strict=False):
        if change == "replace" and min(before[2] - before[1], after[2] - after[1]) >= MIN_FLANK:
            one, other = _only(" ".join(a[start_a:end_a]), ours), _only(" ".join(b[start_b:end_b]), theirs)
            if one and other:
                yield one, other


def _are_named_apart(text_a: str, text_b: str) -> bool:
    """Whether one text has a name or number that the other lacks."""
    return not (details(text_a) <= terms(text_b) and details(text_b) <= terms(text_a))


def _only(text: str, stems: set[str]) -> str:
    """The words of a text with these stems."""
    return " ".join(word for word in words(text) if word[:STEM] in stems)


def _are_told_of_others(a: EventCoding, b: EventCoding) -> bool:
    """Whether the same words of an act stand behind different countries: "Georgia accused", "Russia ... accused"."""
    if a.anchor_words.lower() != b.anchor_words.lower():
        return False
    ours, theirs = _lands_before_act(a), _lands_before_act(b)
    return bool(ours and theirs) and not ours & theirs


def _lands_before_act(event: EventCoding) -> frozenset[str]:
    """The countries that a sentence names before the act, where it is told in the active voice."""
    if not event.anchor:
        return frozenset()
    before, after = without_dateline(event.sentence[: event.anchor[0][0]]), event.sentence[event.anchor[-1][1] :]
    return frozenset() if _PASSIVE.search(before) or _BY.match(after) else lands(before)


_PASSIVE = re.compile(r"\b(?:am|is|are|was|were|be|been|being|get|gets|got)(?:\s+\w+ly)?\s+$")
_BY = re.compile(r"\s+by\b")


def _detail_features(text_a: str, text_b: str, around_a: Around, around_b: Around) -> dict[str, float]:
    """Names and numbers: shared by the texts, by the articles; those of a text that the other article lacks. Countries apart.

    `other_story` tells that each article has some, and they share none.
    """
    a, b = details(text_a), details(text_b)
    strange = min(len(a - around_b), len(b - around_a))
    told_a, told_b = _told_by(around_a), _told_by(around_b)
    met = 0 if _are_versions(told_a, told_b) else len(told_a & told_b)
    shared = met / min(len(told_a), len(told_b)) if met else 0.0
    lands_a, lands_b = ({LAND + code for code in lands(text)} for text in (text_a, text_b))
    return {
        "details": min(len(a & b), 3) / 3,
        "numbers": float(bool(numbers_in(text_a) & numbers_in(text_b))),
        "story": shared * min(met, 3) / 3,
        "story_share": shared,
        "other_story": 0.0 if told_a & told_b else min(len(told_a), len(told_b), 4) / 4,
        "strange": min(strange, 3) / 3,
        "strange_land": float(bool(lands_a - around_b and lands_b - around_a)),
        "other_land": float(bool(lands_a - lands_b and lands_b - lands_a)),
    }


def _told_by(around: Around) -> frozenset[str]:
    """The names and numbers of an article, countries apart."""
    return frozenset(told for told in around if told[0] != LAND)


def _are_versions(told_a: Around, told_b: Around) -> bool:
    """Whether two articles are one or copies, edited maybe: then what they share speaks for nothing."""
    return len(told_a & told_b) >= max(MIN_ARTICLE, MIN_VERSION * len(told_a | told_b))


def _vagueness(a: EventCoding, b: EventCoding) -> float:
    """How long the times are in which two events may lie, 0 (two days) to 1 (two years): in longer ones others meet by chance."""
    windows = [window for window in (a.window, b.window) if window is not None]
    days = sum(last - first for first, last in windows) if windows else 2 * 365
    return min(log1p(days) / log1p(2 * 365), 1.0)


def _have_other_givers(a: EventCoding, b: EventCoding) -> bool:
    """Whether those who act share neither name nor country; "the opposition" of two countries is two."""
    sides = ((a.actors, a.actor_countries), (b.actors, b.actor_countries))
    ours, theirs = ({bare_name(name) for name in ids} | {c for c in countries if c} for ids, countries in sides)
    lands_a, lands_b = ({country for country in countries if country} for _, countries in sides)
    if lands_a and lands_b and not lands_a & lands_b and not any("-" in name for name in ours & theirs):
        return True
    return bool(ours and theirs) and not ours & theirs


def _places_meet(a: EventCoding, b: EventCoding) -> bool:
    return bool(a.place and b.place and terms(a.place) & terms(b.place))


def _places_part(a: EventCoding, b: EventCoding) -> bool:
    """Whether two places are told that share no word. A country and a town in it do not part."""
    if not (a.place and b.place) or _places_meet(a, b):
        return False
    names = gazetteer.load_gazetteer().names
    whole = [key in names and names[key].kind == "country" for key in (tuple(a.place.split()), tuple(b.place.split()))]
    return not (any(whole) and a.place_country == b.place_country)


# --- statements -----------------------------------------------------------------------------------------------------


def _may_be_one_statement(a: QuoteCoding, b: QuoteCoding, around_a: Around, around_b: Around) -> bool:
    if a.polarity != b.polarity or not _windows_meet(a, b) or _is_within(a, b) or _is_within(b, a):
        return False
    if _is_one_speaker(a, b):
        return True
    if _has_name(a) and _has_name(b):  # two people who say the same say it each for himself
        return False
    if terms(a.content).isdisjoint(terms(b.content)) and not _is_named_there(a, b, around_a, around_b):
        return False
    if None not in (a.speaker, b.speaker) or longest_run(a.content, b.content) >= MIN_SHARED_RUN:
        return True
    return max(coverage(a.content, b.content)) >= MIN_SENSE


def _is_within(inner: QuoteCoding, other: QuoteCoding) -> bool:
    """Whether the other is the quotation that the inner one stands in, or a version of it: it is liker to that than to the inner one."""
    if inner.inside is None:
        return False
    return similarity(inner.inside, other.content) > similarity(inner.content, other.content)


def _has_name(quote: QuoteCoding) -> bool:
    """Whether the speaker is a person with a name, and not what a reader took for one ("the Philippine spokesman")."""
    return quote.named and quote.speaker is not None and not is_party_name(bare_name(quote.speaker).capitalize())


def _is_one_speaker(a: QuoteCoding, b: QuoteCoding) -> bool:
    """One name; with another country only where the name is whole: then a reader has erred on the country."""
    if a.speaker is None or b.speaker is None or not is_one_person(a.speaker, b.speaker):
        return False
    same_country = None in (a.speaker_country, b.speaker_country) or a.speaker_country == b.speaker_country
    return same_country or (_has_name(a) and _has_name(b))


def quote_features(a: QuoteCoding, b: QuoteCoding, around_a: Around, around_b: Around) -> dict[str, float]:
    """What speaks for and against, each from 0 to 1. `around` are the surroundings that the articles give."""
    run, shorter = longest_run(a.content, b.content), min(len(words(a.content)), len(words(b.content)))
    both_direct = a.kind == b.kind == "direct"  # then even the words in between must fit
    said = coverage(a.content, b.content)
    is_one = _is_one_speaker(a, b)
    elsewhere = not is_one and _is_named_there(a, b, around_a, around_b)
    two_countries = not is_one and _have_two_countries(a, b)
    contained = containment(a.content, b.content)
    one_office = _hold_one_office(a, b)
    return {
        "meaning": max(said),
        "unsaid": 1 - min(said),
        **(_changed(a.content, b.content) if a.kind == b.kind != "indirect" else _UNCHANGED),
        "denied": 0.0 if contained == 1 else _denied(a.content, b.content),
        "disordered": 1 - contained if both_direct else 0.0,
        "run_of_shorter": run / shorter if shorter else 0.0,
        "short": float(min(len(terms(a.content)), len(terms(b.content))) < MIN_TERMS),
        "unsure": 1 - round(min(a.prob, b.prob), 1),
        "named_there": float(elsewhere),
        "office": float(one_office is True and not is_one and not two_countries),
        "other_office": float(one_office is False and not elsewhere),
        "other_country": float(two_countries and not elsewhere),
        "unknown_speaker": float(a.speaker is None or b.speaker is None),
        **_detail_features(a.content, b.content, around_a, around_b),
    }


def _have_two_countries(a: QuoteCoding, b: QuoteCoding) -> bool:
    """Whether the speakers are told as of two countries: two people, or a reader has erred on one."""
    return None not in (a.speaker_country, b.speaker_country) and a.speaker_country != b.speaker_country


def _denied(text_a: str, text_b: str) -> float:
    """How alike two texts are of which the one denies something and the other nothing; 0 where both do, or neither."""
    return similarity(text_a, text_b) if _negated(text_a) != _negated(text_b) else 0.0


def _negated(text: str) -> bool:
    return not _NEGATIONS.isdisjoint(words(text))


_NEGATIONS = frozenset(("no", "not", "never", "none", "nobody", "nothing", "cannot", "t"))


def _is_named_there(a: QuoteCoding, b: QuoteCoding, around_a: Around, around_b: Around) -> bool:
    """Whether the name of the one's speaker stands in the other's article, whose speaker bears none."""
    return any(
        one.speaker is not None
        and _has_name(one)
        and not _has_name(other)
        and terms(bare_name(one.speaker).rpartition("-")[2]) <= around
        for one, other, around in ((a, b, around_b), (b, a, around_a))
    )


def _hold_one_office(a: QuoteCoding, b: QuoteCoding) -> bool | None:
    """Whether two speakers, of whom one at least is not named, hold one office; None where we cannot tell."""
    ours, theirs = (terms(quote.office.replace("-", " ")) if quote.office else frozenset() for quote in (a, b))
    if not ours or not theirs or (a.named and b.named):
        return None
    return ours <= theirs or theirs <= ours


# --- the score ------------------------------------------------------------------------------------------------------


def score(a: Coding, b: Coding, around_a: Around = frozenset(), around_b: Around = frozenset()) -> float:
    """The chance, 0 to 1, that two reports of one kind belong together; 0 where a guard forbids it.

    `around` are the surroundings (`surroundings`) of the articles that the reports stand in.
    """
    if not may_be_one(a, b, around_a, around_b):
        return 0.0
    if isinstance(a, EventCoding) and isinstance(b, EventCoding):
        return _logistic(event_features(a, b, around_a, around_b), "event")
    if isinstance(a, QuoteCoding) and isinstance(b, QuoteCoding):
        return _logistic(quote_features(a, b, around_a, around_b), "quote")
    return 0.0


def may_be_one(a: Coding, b: Coding, around_a: Around = frozenset(), around_b: Around = frozenset()) -> bool:
    """Whether no guard forbids that two reports belong together: those of two kinds never do."""
    if isinstance(a, EventCoding) and isinstance(b, EventCoding):
        return _may_be_one_event(a, b)
    if isinstance(a, QuoteCoding) and isinstance(b, QuoteCoding):
        return _may_be_one_statement(a, b, around_a, around_b)
    return False


def is_match(chance: float, kind: str) -> bool:
    """Whether a chance is high enough to put two reports together."""
    return chance >= weights()[kind]["threshold"]


def is_match_within(chance: float, a: Coding, b: Coding) -> bool:
    """Whether two reports of one article, which match, are one all the same: it seldom tells a thing twice, and never as two types."""
    if isinstance(a, EventCoding) and isinstance(b, EventCoding) and a.type != b.type:
        return False
    return chance >= MIN_WITHIN


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
