"""What one report says, in the few fields that merging and the summary of an entry need.

A coding is made of the reading alone (and the article's day), so whatever is decided from codings does not depend on the
order in which articles came.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from onrecord.facts import UNNAMED, Actor, Event, Moment, Quote, Reading
from onrecord.record.keys import block_of
from onrecord.record.tolls import find_toll
from onrecord.text import Article

UNDATED_DAYS = 10  # what is told without a day is taken to lie at most so many days before the day of publication
PLANNED = ("future", "hypothetical")


@dataclass(frozen=True, kw_only=True)
class EventCoding:
    """The fields of an `onrecord.entries.EventEntry` as one report tells them, days as ISO text.

    `anchor` holds ranges of `sentence`; `toll` people by fate.
    """

    type: str
    mode: str | None
    quad: int
    cameo: str | None
    goldstein: float | None
    plover_score: float | None
    modality: str
    asserted_by: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_countries: tuple[str | None, ...]
    recipient_countries: tuple[str | None, ...]
    reciprocal: bool
    first_on: str | None
    last_on: str | None
    granularity: str | None
    day_from: str | None
    place: str | None
    place_country: str | None
    contexts: tuple[str, ...]
    prob: float
    sentence: str
    anchor: tuple[tuple[int, int], ...]
    toll: tuple[tuple[str, int], ...]

    @property
    def window(self) -> tuple[int, int] | None:
        """First and last day, as ordinals, on which it may have happened; None where no day is known."""
        return _window(self.first_on, self.last_on, self.day_from)

    @property
    def standing(self) -> str:
        """What may share an entry: "actual", "planned" (future and hypothetical) or "negated"."""
        return "planned" if self.modality in PLANNED else self.modality

    @property
    def anchor_words(self) -> str:
        """The words of the anchor."""
        return " ".join(self.sentence[start:end] for start, end in self.anchor)


@dataclass(frozen=True, kw_only=True)
class QuoteCoding:
    """The fields of an `onrecord.entries.QuoteEntry` as one report tells them, days as ISO text.

    `content` is its pieces with " … " between; `named` tells a speaker with a name; `office` is the speaker's where the report
    tells it ("health minister"), named or not; `inside` is the content of the quotation that this one stands in.
    """

    kind: str
    speaker: str | None
    speaker_words: str | None
    speaker_country: str | None
    named: bool
    office: str | None
    addressee: str | None
    addressee_country: str | None
    about: tuple[str, ...]
    about_countries: tuple[str | None, ...]
    polarity: str
    first_on: str | None
    last_on: str | None
    granularity: str | None
    day_from: str | None
    prob: float
    content: str
    inside: str | None

    @property
    def window(self) -> tuple[int, int] | None:
        """First and last day, as ordinals, on which it may have been said; None where no day is known."""
        return _window(self.first_on, self.last_on, self.day_from)


Coding = EventCoding | QuoteCoding


def code_reading(article: Article, reading: Reading) -> dict[str, Coding]:
    """The coding of each event and quotation of a reading, by its id in the reading."""
    actors = {actor.id: actor for actor in reading.actors}
    quotes = {quote.id: quote for quote in reading.quotes}
    codings: dict[str, Coding] = {event.id: _code_event(event, article, actors, quotes) for event in reading.events}
    return codings | {quote.id: _code_quote(quote, article, actors, quotes) for quote in reading.quotes}


def telling_of(coding: Coding, around: Iterable[str]) -> int:
    """The number of what a report tells: the same for all that matching cannot tell apart, so for every outlet's copy of an article.

    `around` are the article's surroundings (`surroundings.surroundings`).
    """
    told = [repr(getattr(coding, name)) for name in _COMPARED[type(coding)]]
    return block_of(type(coding).__name__, *told, str(round(coding.prob, 1)), *sorted(around))


def to_json(coding: Coding) -> str:
    """A coding as it is stored: what is empty is left out."""
    fields = ((name, getattr(coding, name)) for name in _FIELDS[type(coding)])
    told = {name: value for name, value in fields if not (value is None or value is False or value == ())}
    return _ENCODE(told)


@lru_cache(maxsize=512)
def from_json(kind: str, told: str) -> Coding:
    """The inverse of `to_json`."""
    row = json.loads(told)
    if kind == "quote":
        named = {name: tuple(row.get(name, ())) for name in ("about", "about_countries")}
        return QuoteCoding(**{**_EMPTY_QUOTE, **row, **named})
    lists = {name: tuple(row.get(name, ())) for name in _EVENT_LISTS}
    pairs = {name: tuple(map(tuple, row.get(name, ()))) for name in ("anchor", "toll")}
    return EventCoding(**{**_EMPTY_EVENT, **row, **lists, **pairs})


def _code_event(event: Event, article: Article, actors: dict[str, Actor], quotes: dict[str, Quote]) -> EventCoding:
    start = event.sentence.start
    length = len(event.sentence.text)
    anchor = tuple((piece.start - start, piece.end - start) for piece in event.anchor)
    return EventCoding(
        **{name: getattr(event, name) for name in _SAME},
        **_days(_when_done(event, article.published_on), article.published_on),
        asserted_by=_asserter(event, quotes),
        actor_countries=tuple(actors[party].country for party in event.actors),
        recipient_countries=tuple(actors[party].country for party in event.recipients),
        place=event.where.evidence.text if event.where else None,
        place_country=event.where.country if event.where else None,
        sentence=event.sentence.text,
        anchor=tuple((at, end) for at, end in anchor if 0 <= at < end <= length),
        toll=find_toll(event.sentence.text),
    )


def _asserter(event: Event, quotes: dict[str, Quote]) -> str | None:
    """Who asserts it: an actor's id where the quotation has a speaker whom we can tell."""
    if event.asserted_by in (None, UNNAMED):
        return event.asserted_by
    speaker = quotes[event.asserted_by].speaker
    return speaker if isinstance(speaker, str) else UNNAMED


def _code_quote(quote: Quote, article: Article, actors: dict[str, Actor], quotes: dict[str, Quote]) -> QuoteCoding:
    speaker = actors[quote.speaker] if isinstance(quote.speaker, str) else None
    addressee = actors[quote.addressee] if isinstance(quote.addressee, str) else None
    return QuoteCoding(
        kind=quote.kind,
        speaker=speaker.id if speaker else None,
        speaker_words=quote.speaker_span.text if quote.speaker_span and not speaker else None,
        speaker_country=speaker.country if speaker else None,
        named=speaker is not None
        and speaker.kind == "person"
        and any(mention.how in ("name", "title") for mention in speaker.mentions),
        office=speaker.office if speaker and speaker.kind == "person" else None,
        addressee=addressee.id if addressee else None,
        addressee_country=addressee.country if addressee else None,
        about=quote.about,
        about_countries=tuple(actors[name].country for name in quote.about),
        polarity=quote.polarity,
        **_days(None if _is_later(quote.said, article.published_on) else quote.said, article.published_on),
        prob=quote.prob,
        content=_content_of(quote),
        inside=_content_of(quotes[quote.inside]) if quote.inside else None,
    )


def _content_of(quote: Quote) -> str:
    return " … ".join(piece.text for piece in quote.content)


def _when_done(event: Event, published_on: date | None) -> Moment | None:
    """When it happened. What is told as done cannot lie after the day of the report: that day is part of what was agreed or promised."""
    is_done = event.modality == "actual"
    return None if is_done and _is_later(event.when, published_on) else event.when


def _is_later(moment: Moment | None, published_on: date | None) -> bool:
    """Whether a day lies after the day of the report, on which it can be neither done nor said."""
    return bool(moment and moment.first_on and published_on and moment.first_on > published_on)


def _days(moment: Moment | None, published_on: date | None) -> dict[str, Any]:
    """First and last day and where they come from: the text, or for want of better the day of publication."""
    if moment and (moment.first_on or moment.last_on):
        first, last = moment.first_on or moment.last_on, moment.last_on or moment.first_on
        days = (first.isoformat() if first else None, last.isoformat() if last else None)
        return {"first_on": days[0], "last_on": days[1], "granularity": moment.granularity, "day_from": "text"}
    day = published_on.isoformat() if published_on else None
    source = "publication" if day else None
    return {"first_on": day, "last_on": day, "granularity": None, "day_from": source}


@lru_cache(maxsize=4_096)
def _window(first_on: str | None, last_on: str | None, day_from: str | None) -> tuple[int, int] | None:
    if first_on is None or last_on is None:
        return None
    first, last = to_ordinal(first_on), to_ordinal(last_on)
    return (first - UNDATED_DAYS, last) if day_from == "publication" else (first, last)


@lru_cache(maxsize=4_096)
def to_ordinal(day: str) -> int:
    """The number of an ISO day.

    >>> to_ordinal("0001-01-02")
    2
    """
    return date.fromisoformat(day).toordinal()


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SAME = (
    "type", "mode", "quad", "cameo", "goldstein", "plover_score", "modality", "actors", "recipients", "reciprocal", "contexts", "prob",
)  # fmt: skip
_EVENT_LISTS = ("actors", "recipients", "actor_countries", "recipient_countries", "contexts")
_FIELDS: dict[type, tuple[str, ...]] = {
    one: tuple(one.__dataclass_fields__) for one in (EventCoding, QuoteCoding)
}  # fmt: skip
_COMPARED = {one: tuple(name for name in names if name not in ("prob", "contexts")) for one, names in _FIELDS.items()}
_EMPTY_EVENT: dict[str, Any] = dict.fromkeys(_FIELDS[EventCoding]) | {"reciprocal": False}
_EMPTY_QUOTE: dict[str, Any] = dict.fromkeys(_FIELDS[QuoteCoding]) | {"named": False}
