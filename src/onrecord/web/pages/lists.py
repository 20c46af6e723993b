"""Statements and events, searched and filtered: the state of the search is the URL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord import ontology
from onrecord.entries import EventEntry, Page, QuoteEntry
from onrecord.record import Record
from onrecord.web import wording
from onrecord.web.api.routes import Stands
from onrecord.web.asked import PAGE, AskedEvents, AskedQuotes, to_cursor
from onrecord.web.parties import count, names_of
from onrecord.web.rendering import render

router = APIRouter()
LOOKED_AT = 300  # newest entries that facets are counted from
COUNTED = 1_000  # entries up to which all are counted
SHOWN = 8  # values of a facet


@dataclass(frozen=True, slots=True)
class Facet:
    """A parameter, what the page calls it, and its values with how often each stands among the newest that fit."""

    name: str
    heading: str
    values: Sequence[tuple[str, str, int]]


@router.get("/quotes")
def quotes(request: Request, asked: Annotated[AskedQuotes, Query()], stands: Stands) -> Response:
    """Who said what."""
    with stands.record() as record:
        found = _search(record, asked, _quote_facets)
    return render("quotes.html", request, asked=asked, **found)


@router.get("/events")
def events(request: Request, asked: Annotated[AskedEvents, Query()], stands: Stands) -> Response:
    """Who did what to whom."""
    with stands.record() as record:
        found = _search(record, asked, _event_facets)
    return render("events.html", request, asked=asked, types=ontology.TYPES, **found)


def _search(record: Record, asked: AskedQuotes | AskedEvents, facets_of: Any) -> dict[str, Any]:
    """A page of what fits; facets beside the first."""
    found: Page[Any] = record.page(asked.filter, limit=PAGE if asked.cursor else LOOKED_AT, before=asked.before)
    looked_at, page = found.entries, found.first(PAGE)
    n = record.count(asked.filter, most=COUNTED + 1) if found.before or asked.cursor else len(looked_at)
    names = names_of(record, looked_at)
    facets = facets_of(looked_at, names) if asked.cursor is None else []
    return {
        "entries": page.entries, "following": to_cursor(page.before), "names": names, "n": n, "most": COUNTED,
        "facets": facets, "n_looked_at": len(looked_at),
    }  # fmt: skip


def _quote_facets(entries: Sequence[QuoteEntry], names: Any) -> list[Facet]:
    return [
        _parties("speaker", "Speaker", (entry.speaker for entry in entries), names),
        _parties("about", "About", (name for entry in entries for name in entry.about), names),
        Facet("kind", "Kind", [(kind, wording.KINDS[kind], n) for kind, n in count(entry.kind for entry in entries)]),
        _plain("outlet", "Outlet", (outlet for entry in entries for outlet in entry.outlets)),
    ]


def _event_facets(entries: Sequence[EventEntry], names: Any) -> list[Facet]:
    told = [
        (kind, wording.MODALITIES[kind] or "told as fact", n) for kind, n in count(entry.modality for entry in entries)
    ]
    return [
        _plain("type", "Type", (entry.type for entry in entries)),
        _parties("actor", "Who", (name for entry in entries for name in entry.actors), names),
        _parties("recipient", "To whom", (name for entry in entries for name in entry.recipients), names),
        Facet("modality", "Told as", told),
        _plain("outlet", "Outlet", (outlet for entry in entries for outlet in entry.outlets)),
    ]


def _parties(name: str, heading: str, ids: Any, names: Any) -> Facet:
    return Facet(name, heading, [(one, wording.name_of(one, names), n) for one, n in count(ids)[:SHOWN]])


def _plain(name: str, heading: str, values: Any) -> Facet:
    return Facet(name, heading, [(one, one, n) for one, n in count(values)[:SHOWN]])
