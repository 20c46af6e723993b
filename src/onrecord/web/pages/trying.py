"""Paste a report, see its reading; nothing is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from onrecord.errors import ArticleError
from onrecord.web.api.routes import Stands
from onrecord.web.asked import AskedNothing, Day
from onrecord.web.pages.articles import show
from onrecord.web.rendering import render

router = APIRouter()


class Pasted(AskedNothing):
    """What the form sends."""

    text: str = ""
    published_on: Day = None


@router.get("/try")
def form(request: Request, asked: Annotated[AskedNothing, Query()], stands: Stands) -> Response:
    """The form."""
    return render("try.html", request, pasted=Pasted(), told=None, most=stands.settings.read_chars)


@router.post("/try")
def read(
    request: Request, pasted: Annotated[Pasted, Form()], asked: Annotated[AskedNothing, Query()], stands: Stands
) -> Response:
    """The reading of what was pasted, or why there is none."""
    try:
        reading = stands.reader.read({"text": pasted.text, "published_on": pasted.published_on})
    except ArticleError as error:
        return render("try.html", request, status=422, pasted=pasted, told=str(error), most=stands.settings.read_chars)
    return show(request, reading, "tried.html", hidden=frozenset(), homes={}, copies=[], key=None, pasted=pasted)
