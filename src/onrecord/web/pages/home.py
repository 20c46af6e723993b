"""The first page: a search, what came in last, which dyads moved."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.entries import EventEntry
from onrecord.record import EventFilter, Record
from onrecord.web import chart
from onrecord.web.api.routes import Stands
from onrecord.web.asked import AskedNothing
from onrecord.web.parties import names_of
from onrecord.web.rendering import render

router = APIRouter()
SHOWN = 14


@router.get("/")
def home(request: Request, asked: Annotated[AskedNothing, Query()], stands: Stands) -> Response:
    """The first page."""
    with stands.record() as record:
        last = record.last_added(SHOWN) or _newest(record)
        movers = stands.movers(record)
        named = {code for mover in movers.value for code in mover.dyad}
        return render(
            "home.html", request, entries=last, names=names_of(record, last, named), counts=stands.counts(record).value,
            movers=[(mover, *chart.sparkline(_calm(mover), mover.conflict)) for mover in movers.value],
        )  # fmt: skip


def _calm(mover: object) -> list[int]:
    deeds, conflict = getattr(mover, "deeds", ()), getattr(mover, "conflict", ())
    return [n - c for n, c in zip(deeds, conflict, strict=True)]


def _newest(record: Record) -> list[EventEntry]:
    """Where everything was imported, the newest by day."""
    return list(record.page(EventFilter(), limit=SHOWN).entries)
