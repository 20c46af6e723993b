"""One act told twice: by the headline and the story, by a noun beside its verb, by the same words again."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.facts import Actor, Event, Moment
from onrecord.text import Article

VERBAL = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN"))  # acts that are said again and again
_KILLED = re.compile(r"(?:kill|wound|injur|hurt|maim|die|dead)")
_STEM = 5  # letters by which "arrested" and "arrest" are one word


def told_once(article: Article, events: list[Event], actors: dict[str, Actor], *, by_rule: bool) -> list[Event]:
    """Leave out the second telling of one act: the headline's, a noun's or light verb's beside a full one, the same words again.

    Of a rule's acts also those of other sentences: it takes each word that may tell an act for one.
    """
    title_end = len(article.title) if article.title else 0
    kept: list[Event] = []
    for event in events:
        twin = next((i for i, other in enumerate(kept) if _same(event, other, actors, by_rule, title_end)), None)
        if twin is None:
            kept.append(event)
        elif kept[twin].anchor[0].start < title_end <= event.anchor[0].start:
            kept[twin] = _with_parties_of(event, kept[twin], actors)
        elif _tells_more(event, kept[twin]):
            kept[twin] = event
    return sorted(kept, key=lambda event: event.anchor[0].start)


def _with_parties_of(event: Event, headline: Event, actors: dict[str, Actor]) -> Event:
    """The story's telling of an act, on a side where the headline names more countries with the headline's parties."""

    def countries(parties: tuple[str, ...]) -> set[str]:
        return {actors[party].country or party for party in parties}

    more = countries(headline.actors) > countries(event.actors) != set()
    if more:
        event = replace(event, actors=headline.actors, actor_spans=headline.actor_spans, reciprocal=headline.reciprocal)
    more = countries(headline.recipients) > countries(event.recipients) != set()
    return replace(event, recipients=headline.recipients, recipient_spans=headline.recipient_spans) if more else event


def _same(event: Event, other: Event, actors: dict[str, Actor], by_rule: bool, title_end: int) -> bool:
    """Same type and modality, the same countries on both sides, and times that do not contradict.

    A headline may leave out the mode, or name one country more or less. Two sentences below it tell two acts, save by the same
    words of the same parties; verbal conflict is said again and again.
    """
    if (event.type, event.modality) != (other.type, other.modality) or not (
        _may_match(event.mode, other.mode) or _is_outcome(event, other)
    ):
        return False
    beside = event.sentence.start == other.sentence.start
    if not beside and other.sentence.start > 0 and (event.type in VERBAL or not (by_rule or _are_alike(event, other))):
        return False
    alone = beside and (not event.actors or not other.actors)
    if not alone and _differ_in_time(event.when, other.when):
        return False
    retold = other.sentence.start < title_end <= event.sentence.start
    if event.type in VERBAL and event.mode != other.mode and not (retold and None in (event.mode, other.mode)):
        return False

    def sides(one: Event) -> tuple[frozenset[str], frozenset[str]]:
        return (
            frozenset(actors[party].country or party for party in one.actors),
            frozenset(actors[party].country or party for party in one.recipients),
        )

    mine, theirs = sides(event), sides(other)
    return all(
        not a or not b or a == b or (retold and bool(a & b)) for a, b in zip(mine, theirs, strict=True)
    ) and bool(mine[0] & theirs[0] or mine[1] & theirs[1])


def _differ_in_time(when: Moment | None, other: Moment | None) -> bool:
    """Whether two acts are told of different days; of a time that cannot be resolved ("hours after") nobody can tell."""
    if when is None or other is None or when.first_on is None or other.first_on is None:
        return False
    return (when.first_on, when.last_on) != (other.first_on, other.last_on)


def _is_outcome(event: Event, other: Event) -> bool:
    """Whether one of two acts of a sentence is what the other, a means, brought about: "were killed in air strikes"."""
    killed = [_KILLED.match(one.anchor[0].text.lower()) is not None for one in (event, other)]
    return event.sentence.start == other.sentence.start and event.type == "ASSAULT" and killed[0] != killed[1]


def _tells_more(event: Event, twin: Event) -> bool:
    """Whether an act names who did what its twin in the same sentence tells of nobody ("were killed when rebels attacked"), or how."""
    if (
        _is_outcome(event, twin)
        and _KILLED.match(twin.anchor[0].text.lower())
        and len(event.actors) >= len(twin.actors)
    ):
        return len(event.recipients) >= len(twin.recipients)
    return event.sentence.start == twin.sentence.start and bool(event.actors) and not twin.actors


def _are_alike(event: Event, other: Event) -> bool:
    """Whether two sentences tell of the same parties by the same word."""
    words, others = (one.anchor[0].text.lower()[:_STEM] for one in (event, other))
    return words == others and (event.actors, event.recipients) == (other.actors, other.recipients)


def _may_match(mode: str | None, other: str | None) -> bool:
    return mode == other or mode is None or other is None
