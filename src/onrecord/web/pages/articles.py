"""An article with all that was found in it, layer over layer."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from onrecord.facts import Reading
from onrecord.gazetteer.naming import people_of
from onrecord.web.api.routes import Stands, find_article
from onrecord.web.asked import AskedNothing, Words
from onrecord.web.marks import LAYERS, mark_reading
from onrecord.web.rendering import render

router = APIRouter()


class AskedLayers(AskedNothing):
    """Which layers are hidden."""

    hide: Words = Field(None, description="Names of layers, commas between.")

    @property
    def hidden(self) -> frozenset[str]:
        """The layers that are known and hidden."""
        return frozenset((self.hide or "").split(",")) & frozenset(LAYERS)


@router.get("/articles/{name}")
def article(name: str, request: Request, asked: Annotated[AskedLayers, Query()], stands: Stands) -> Response:
    """One article as it was read last."""
    with stands.record() as record:
        key = find_article(record, name)
        reading = record.reading(key)
        homes = {told_as: home for told_as, (_, home) in record.entries_in(key).items()}
        copies = record.copies(key)
    return show(request, reading, "article.html", hidden=asked.hidden, homes=homes, copies=copies, key=key)


def show(request: Request, reading: Reading, template: str, **more: Any) -> Response:
    """A reading with its layers."""
    return render(
        template, request, reading=reading, article=reading.article, paragraphs=mark_reading(reading), layers=LAYERS,
        people=people_of(reading), quotes={quote.id: quote for quote in reading.quotes},
        why=why_nothing(reading), **more,
    )  # fmt: skip


def why_nothing(reading: Reading) -> list[str]:
    """Why a layer is empty where it is."""
    found = []
    if not reading.quotes:
        marks = any(mark in reading.article.text for mark in '“”"«»„')
        found.append(
            "No statement: words stand in quotation marks, but nobody is told to say them."
            if marks
            else "No statement: nobody is quoted, and no verb of saying has a speaker."
        )
    if not reading.events:
        parties = len({actor.country for actor in reading.actors if actor.country})
        told = "no party is named" if not reading.actors else "parties are named, but no act of one of PLOVER's types"
        found.append(f"No event: {told}{' between them' if parties > 1 else ''}.")
    return found
