"""Who is on record, and one of them: what they said, did, had done to them, and of whom they speak."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.entries import Entry, Party
from onrecord.gazetteer import Office
from onrecord.ontology import SECTORS
from onrecord.record import EventFilter, QuoteFilter
from onrecord.web.api.routes import Stands
from onrecord.web.asked import AskedActors, AskedNothing
from onrecord.web.parties import count, gazetteer, names_of
from onrecord.web.problems import NotOnRecordError
from onrecord.web.rendering import render

router = APIRouter()
SHOWN, LOOKED_AT, NAMED = 6, 300, 12


@router.get("/actors")
def actors(request: Request, asked: Annotated[AskedActors, Query()], stands: Stands) -> Response:
    """A list of actors, by the beginning of a name."""
    with stands.record() as record:
        found = record.parties(beginning=asked.q or "", after=asked.after or "", limit=asked.limit + 1)
    following = found[asked.limit - 1].id if len(found) > asked.limit else None
    return render(
        "actors.html", request, asked=asked, parties=found[: asked.limit], following=following, sectors=SECTORS
    )


@router.get("/actors/{actor_id:path}")
def actor(actor_id: str, request: Request, asked: Annotated[AskedNothing, Query()], stands: Stands) -> Response:
    """One actor."""
    with stands.record() as record:
        party = record.party(actor_id) or _country(actor_id)
        if party is None:
            raise NotOnRecordError(f"nobody on record has the id {actor_id[:80]!r}")
        said = record.page(QuoteFilter(speaker=party.id), limit=LOOKED_AT).entries
        done = record.page(EventFilter(actor=party.id), limit=LOOKED_AT).entries
        had = record.page(EventFilter(recipient=party.id), limit=LOOKED_AT).entries
        told = record.page(QuoteFilter(about=party.id), limit=SHOWN).entries
        about = count(name for quote in said for name in (*quote.about, quote.addressee) if name != party.id)[:NAMED]
        types = count(event.type for event in done)
        shown: list[Entry] = [*said[:SHOWN], *done[:SHOWN], *had[:SHOWN], *told]
        named = [*(name for name, _ in about), *([party.country] if party.country else [])]
        return render(
            "actor.html", request, party=party, said=said, done=done, had=had, told=told, about=about, types=types, n=SHOWN,
            most=LOOKED_AT, names=names_of(record, shown, named), sectors=SECTORS,
            told_offices=record.offices(party.id) if party.kind != "country" else [], offices=_offices(party.id),
        )  # fmt: skip


def _country(actor_id: str) -> Party | None:
    """A country or body that the gazetteer knows, though no report names it."""
    name = gazetteer().shown.get(actor_id)
    return None if name is None or "/" in actor_id else Party(id=actor_id, name=name, kind="country", country=actor_id)


def _offices(actor_id: str) -> list[Office]:
    """The offices that the gazetteer has, latest first."""
    known = gazetteer().people.by_id(actor_id)
    offices = known.offices if known else ()
    return sorted(offices, key=lambda office: (office.from_on or date.min, -office.rank), reverse=True)[:NAMED]
