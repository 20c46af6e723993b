"""Statements and events, searched and filtered: the state of the search is the URL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord import ontology
from onrecord.entries import Entry, EventEntry, Page, QuoteEntry
from onrecord.record import Record
from onrecord.ties import By
from onrecord.ties.periods import first_day, index_of, last_day, name_of
from onrecord.web import wording
from onrecord.web.api.routes import Stands
from onrecord.web.asked import PAGE, AskedEvents, AskedQuotes, to_cursor
from onrecord.web.parties import count, names_of
from onrecord.web.rendering import render

router = APIRouter()
LOOKED_AT = 300  # newest entries that facets are counted from
COUNTED = 1_000  # entries up to which all are counted
SHOWN = 8  # values of a facet
_COARSE: tuple[By, ...] = ("year", "month")
TYPES = tuple((name, name) for name in ontology.TYPES)
TOLD_AS = tuple((name, told or "fact") for name, told in wording.MODALITIES.items())
Names = Mapping[str, str]


class Choice(NamedTuple):
    """A value of a facet: what it is called, how often it stands among the newest that fit, and the parameters that ask for it."""

    told: str
    n: int | None
    asked: Mapping[str, str | None]

    def is_on(self, query: Mapping[str, str]) -> bool:
        """Whether it is asked for."""
        return all(query.get(name) == value for name, value in self.asked.items())

    def turned(self, query: Mapping[str, str]) -> Mapping[str, str | None]:
        """The parameters that ask for it, or no longer."""
        return dict.fromkeys(self.asked) if self.is_on(query) else self.asked


class Facet(NamedTuple):
    """What narrows a search, and its values."""

    heading: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what fits: `n` counts all of it, up to more than `most`; facets are counted among the newest `n_looked_at`.

    `first` is the earliest of all that fits, where something is asked for.
    """

    entries: Sequence[Entry]
    following: str | None
    names: Names
    n: int
    most: int
    facets: Sequence[Facet]
    n_looked_at: int
    parties: Sequence[str]
    first: Entry | None


@router.get("/quotes")
def quotes(request: Request, asked: Annotated[AskedQuotes, Query()], stands: Stands) -> Response:
    """Who said what."""
    with stands.record() as record:
        found = _search(record, asked, _quote_facets)
    return render("quotes.html", request, asked=asked, found=found)


@router.get("/events")
def events(request: Request, asked: Annotated[AskedEvents, Query()], stands: Stands) -> Response:
    """Who did what to whom."""
    with stands.record() as record:
        found = _search(record, asked, _event_facets)
    return render("events.html", request, asked=asked, found=found, types=TYPES, told_as=TOLD_AS)


def _search(record: Record, asked: AskedQuotes | AskedEvents, facets_of: Any) -> Found:
    """A page of what fits; facets beside the first."""
    found: Page[Any] = record.page(asked.filter, limit=PAGE if asked.cursor else LOOKED_AT, before=asked.before)
    looked_at, page = found.entries, found.first(PAGE)
    n = record.count(asked.filter, most=COUNTED + 1) if found.before or asked.cursor else len(looked_at)
    first = _first(record, found, asked) if asked.model_fields_set - {"cursor"} else None
    names = names_of(record, looked_at if first is None else [*looked_at, first])
    facets = facets_of(looked_at, names, asked, found.before is not None) if asked.cursor is None else []
    parties = [one for one in (asked.party, asked.other) if one] if isinstance(asked, AskedEvents) else []
    return Found(
        entries=page.entries, following=to_cursor(page.before), names=names, n=n, most=COUNTED, facets=facets,
        n_looked_at=len(looked_at), parties=parties, first=first,
    )  # fmt: skip


def _first(record: Record, found: Page[Any], asked: AskedQuotes | AskedEvents) -> Entry | None:
    """The earliest of all that fits; where all is at hand, it is not searched for again."""
    if found.before or asked.cursor:
        return record.earliest(asked.filter)
    return next((entry for entry in reversed(found.entries) if entry.first_on), None)


def _quote_facets(entries: Sequence[QuoteEntry], names: Names, asked: AskedQuotes, more: bool) -> list[Facet]:
    return [
        _parties("speaker", "Speaker", (entry.speaker for entry in entries), names),
        _parties("about", "About", (name for entry in entries for name in entry.about), names),
        _plain("kind", "Kind", (entry.kind for entry in entries), wording.KINDS),
        _plain("outlet", "Outlet", (outlet for entry in entries for outlet in entry.outlets)),
        _period(entries, asked, more),
    ]


def _event_facets(entries: Sequence[EventEntry], names: Names, asked: AskedEvents, more: bool) -> list[Facet]:
    told = {**wording.MODALITIES, "actual": "told as fact"}
    return [
        _plain("type", "Type", (entry.type for entry in entries)),
        _parties("actor", "Who", (name for entry in entries for name in entry.actors), names),
        _parties("recipient", "To whom", (name for entry in entries for name in entry.recipients), names),
        _plain("modality", "Told as", (entry.modality for entry in entries), told),
        _plain("outlet", "Outlet", (outlet for entry in entries for outlet in entry.outlets)),
        _period(entries, asked, more),
    ]


def _parties(name: str, heading: str, ids: Iterable[str | None], names: Names) -> Facet:
    return Facet(heading, [Choice(wording.name_of(one, names), n, {name: one}) for one, n in count(ids)[:SHOWN]])


def _plain(name: str, heading: str, values: Iterable[str | None], told: Names = MappingProxyType({})) -> Facet:
    return Facet(heading, [Choice(told.get(one, one), n, {name: one}) for one, n in count(values)[:SHOWN]])


def _period(entries: Sequence[Entry], asked: AskedQuotes | AskedEvents, more: bool) -> Facet:
    """Years, latest first; months where all is of one year, days where it is of one month; and what lies before, where there is more."""
    days = [entry.first_on for entry in entries if entry.first_on and entry.first_on.year < date.max.year]
    by: By = next((by for by in _COARSE if len({index_of(day, by) for day in days}) > 1), "day")
    found = sorted(Counter(index_of(day, by) for day in days).items(), reverse=True)[:SHOWN]
    choices = [
        Choice(name_of(at, by), n, {"from": first_day(at, by).isoformat(), "until": last_day(at, by).isoformat()})
        for at, n in found
    ]
    begins = first_day(found[-1][0], by) if found else date.min
    if (more or len(found) == SHOWN) and (asked.from_ or date.min) < begins:
        before = begins - timedelta(days=1)
        choices.append(Choice(f"before {name_of(found[-1][0], by)}", None, {"until": before.isoformat()}))
    if asked.from_ or asked.until:
        choices.insert(0, Choice("any day", None, {"from": None, "until": None}))
    return Facet("Period", choices)
