"""PLOVER's record as the manual 2.0 lists its fields, and the column order of POLECAT, both out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.entries import EventEntry, Party
from onrecord.exchange.codes import shown_name, state_codes
from onrecord.exchange.pairs import Names, pairs_of, party_of
from onrecord.facts import Event
from onrecord.version import __version__

CODER = f"onrecord {__version__}"
# contexts that POLECAT's releases spell otherwise than the manual
_POLECAT_CONTEXTS = {
    "pro_democracy": "pro-democracy",
    "pro_autocracy": "pro-autocracy",
    "natural_resource": "natural_resources",
}


def to_plover(entry: EventEntry, names: Names) -> dict[str, Any]:
    """One PLOVER record; fields that say nothing are left out, as the manual has them optional."""
    first = entry.reports[0] if entry.reports else None
    event = first.told if first is not None and isinstance(first.told, Event) else None
    base = event.sentence.start if event is not None else 0
    told: dict[str, Any] = {
        "id": entry.id,
        "date": entry.first_on.isoformat() if entry.first_on else None,
        "enddate": entry.last_on.isoformat() if entry.last_on and entry.last_on != entry.first_on else None,
        "actor": _parties(entry.actors, entry.actor_countries, names),
        "recipient": _parties(entry.recipients, entry.recipient_countries, names),
        "event": [entry.type],
        "mode": [entry.mode] if entry.mode else None,
        "context": list(entry.contexts),
        "quad_code": entry.quad,
        "event_scale": entry.plover_score,
        "event_text": [
            {"text": entry.words[start:end], "start": base + start, "end": base + end} for start, end in entry.anchor
        ],
        "event_loc": {"name": entry.place, "country": entry.place_country}
        if entry.place or entry.place_country
        else None,
        "text": entry.words or None,
        "text_info": {"start": event.sentence.start, "end": event.sentence.end} if event else None,
        "cite_info": _citation(entry),
        "coder": CODER,
        "coded_date": first.loaded_at.date().isoformat() if first else None,
    }
    return {name: value for name, value in told.items() if value not in (None, [], {})}


def _citation(entry: EventEntry) -> dict[str, Any] | None:
    if not entry.reports:
        return None
    report = entry.reports[0]
    told = {
        "citation": report.article_id, "publication": report.outlet, "url": report.url, "title": report.title,
        "date": report.published_on.isoformat() if report.published_on else None, "codebook": "PLOVER 2.0", "version": __version__,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def _parties(ids: tuple[str, ...], countries: tuple[str | None, ...], names: Names) -> list[dict[str, Any]]:
    parties = (party_of(one, country, names) for one, country in zip(ids, countries, strict=True))
    return [
        {"country": party.country, "sector": list(party.sectors), "text": party.name, "identifier_id": party.id}
        for party in parties
    ]


def to_polecat(entry: EventEntry, names: Names) -> Iterator[list[Any]]:
    """An entry as POLECAT rows, one for each actor and recipient; what we do not code stays empty."""
    first = entry.reports[0] if entry.reports else None
    contexts = ";".join(_POLECAT_CONTEXTS.get(one, one) for one in entry.contexts) or None
    country = shown_name(entry.place_country) if entry.place_country else None
    published = first.published_on.isoformat() if first and first.published_on else None
    for actor, recipient in pairs_of(entry, names):
        yield [
            entry.id, entry.first_on.isoformat() if entry.first_on else None, entry.type, entry.mode, entry.plover_score, QUADS[entry.quad],
            contexts, *_polecat_party(actor), *_polecat_party(recipient), entry.place, None, None, None, country, None, None, None,
            entry.place, None, entry.outlets[0] if entry.outlets else None, published, None, None, None, "en", CODER,
        ]  # fmt: skip


QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def _polecat_party(party: Party) -> list[Any]:
    """Name, country, COW number, first sector, all sectors, title, name as told, Wikipedia id."""
    codes = state_codes().get(party.country or "")
    first = party.sectors[0] if party.sectors else None
    return [
        party.name or None, party.country, codes.cow if codes else None, first, ";".join(party.sectors) or None, None,
        party.name or None, None,
    ]  # fmt: skip
