"""Readings as columns: two Arrow tables that polars and pandas take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from onrecord.facts import Event, Evidence, Quote, Reading, Unlinked

_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
_SPANS = pa.list_(_SPAN)
_STRINGS = pa.list_(pa.string())
_ARTICLE = [
    ("article_id", pa.string()),
    ("title", pa.string()),
    ("published_on", pa.date32()),
    ("outlet", pa.string()),
    ("url", pa.string()),
]
QUOTES = pa.schema([
    *_ARTICLE, ("id", pa.string()), ("kind", pa.string()), ("speaker", pa.string()), ("speaker_name", pa.string()),
    ("speaker_country", pa.string()), ("speaker_unresolved", pa.string()), ("speaker_span", _SPAN), ("cue", _SPAN), ("content", _SPANS),
    ("addressee", pa.string()), ("addressee_span", _SPAN), ("about", _STRINGS), ("medium", _SPAN),
    ("said_first_on", pa.date32()), ("said_last_on", pa.date32()),
    ("polarity", pa.string()), ("inside", pa.string()), ("replies_to", pa.string()), ("prob", pa.float64()),
])  # fmt: skip
EVENTS = pa.schema([
    *_ARTICLE, ("id", pa.string()), ("type", pa.string()), ("mode", pa.string()), ("contexts", _STRINGS), ("cameo", pa.string()),
    ("goldstein", pa.float64()), ("plover_score", pa.float64()), ("quad", pa.int8()), ("actors", _STRINGS), ("recipients", _STRINGS),
    ("actor_countries", _STRINGS), ("recipient_countries", _STRINGS), ("reciprocal", pa.bool_()),
    ("actor_spans", _SPANS), ("recipient_spans", _SPANS), ("anchor", _SPANS), ("sentence", _SPAN),
    ("first_on", pa.date32()), ("last_on", pa.date32()), ("where", pa.string()), ("where_country", pa.string()), ("modality", pa.string()),
    ("asserted_by", pa.string()), ("prob", pa.float64()), ("unresolved", pa.string()),
])  # fmt: skip


def to_frames(readings: Iterable[Reading]) -> tuple[pa.Table, pa.Table]:
    """The quotes and the events of many readings, one row each; no readings give empty tables of the same columns.

    Days are date32, offsets code points of the article's text. `pl.from_arrow(table)` or `table.to_pandas()` take them.

    >>> quotes, events = to_frames([])
    >>> quotes.num_rows, events.column_names[5:8]
    (0, ['id', 'type', 'mode'])
    """
    quotes: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for reading in readings:
        article = reading.article
        told = {
            "article_id": article.id, "title": article.title, "published_on": article.published_on,
            "outlet": article.outlet, "url": article.url,
        }  # fmt: skip
        countries = {actor.id: actor.country for actor in reading.actors}
        names = {actor.id: actor.name for actor in reading.actors}
        quotes += [told | _quote_row(quote, names, countries) for quote in reading.quotes]
        events += [told | _event_row(event, countries) for event in reading.events]
    return pa.Table.from_pylist(quotes, schema=QUOTES), pa.Table.from_pylist(events, schema=EVENTS)


def _span(evidence: Evidence | None) -> dict[str, Any] | None:
    return evidence.to_dict() if evidence else None


def _quote_row(quote: Quote, names: dict[str, str], countries: dict[str, str | None]) -> dict[str, Any]:
    speaker = quote.speaker if isinstance(quote.speaker, str) else None
    return {
        "id": quote.id,
        "kind": quote.kind,
        "speaker": speaker,
        "speaker_name": names.get(speaker or ""),
        "speaker_country": countries.get(speaker or ""),
        "speaker_unresolved": quote.speaker.reason if isinstance(quote.speaker, Unlinked) else None,
        "speaker_span": _span(quote.speaker_span),
        "cue": _span(quote.cue),
        "content": [piece.to_dict() for piece in quote.content],
        "addressee": quote.addressee if isinstance(quote.addressee, str) else None,
        "addressee_span": _span(quote.addressee_span),
        "about": list(quote.about),
        "medium": _span(quote.medium),
        "said_first_on": quote.said.first_on if quote.said else None,
        "said_last_on": quote.said.last_on if quote.said else None,
        "polarity": quote.polarity,
        "inside": quote.inside,
        "replies_to": quote.replies_to,
        "prob": quote.prob,
    }


def _event_row(event: Event, countries: dict[str, str | None]) -> dict[str, Any]:
    same = ("id", "type", "mode", "cameo", "goldstein", "plover_score", "quad", "reciprocal", "modality", "asserted_by")
    return {name: getattr(event, name) for name in (*same, "prob", "unresolved")} | {
        "contexts": list(event.contexts),
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "actor_countries": [countries[actor] for actor in event.actors],
        "recipient_countries": [countries[actor] for actor in event.recipients],
        "actor_spans": [span.to_dict() for span in event.actor_spans],
        "recipient_spans": [span.to_dict() for span in event.recipient_spans],
        "anchor": [piece.to_dict() for piece in event.anchor],
        "sentence": _span(event.sentence),
        "first_on": event.when.first_on if event.when else None,
        "last_on": event.when.last_on if event.when else None,
        "where": event.where.evidence.text if event.where else None,
        "where_country": event.where.country if event.where else None,
    }
