"""The routes of /api/v1. Each takes only the parameters it names, and answers in one shape."""

from __future__ import annotations

import io
from collections import Counter
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import JSONResponse, Response

from onrecord.entries import Change, Dyad, EventEntry
from onrecord.errors import ConfigError
from onrecord.record import Record
from onrecord.ties.table import write_csv
from onrecord.web import wording
from onrecord.web.api import forms, schemas
from onrecord.web.asked import (
    AskedActors,
    AskedChanges,
    AskedEventsApi,
    AskedNothing,
    AskedQuotesApi,
    AskedTiesApi,
    Given,
)
from onrecord.web.parties import to_party
from onrecord.web.problems import NotOnRecordError
from onrecord.web.standing import Standing


def ask_once(request: Request) -> None:
    """Refuse a parameter that stands twice: one of the two would be passed over. Raises ConfigError."""
    counts = Counter(name for name, _ in request.query_params.multi_items())
    twice = next((name for name, n in counts.items() if n > 1), None)
    if twice is not None:
        raise ConfigError(f"{twice[:40]!r} is given {counts[twice]} times; give it once")


router = APIRouter(prefix="/api/v1", tags=["record"], dependencies=[Depends(ask_once)])
_JSON = "application/json"
_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The question is wrong; `error` says how.", "content": {_JSON: {"schema": schemas.problem()}}},
    503: {"description": "The record cannot be read just now.", "content": {_JSON: {"schema": schemas.problem()}}},
}
_MISSING: dict[int | str, dict[str, Any]] = {
    404: {"description": "No such id is on record.", "content": {_JSON: {"schema": schemas.problem()}}}
}


def _answers(schema: Any, *, forms_: bool = False, missing: bool = False, more: Any = MappingProxyType({})) -> Any:
    content = {_JSON: {"schema": schema}}
    if forms_:
        more = {**more, 406: "None of the forms that are accepted can be given."}
        content |= {media.partition(";")[0]: {} for media in forms.MEDIA.values() if media != _JSON}
    told = {
        code: {"description": words, "content": {_JSON: {"schema": schemas.problem()}}} for code, words in more.items()
    }
    return {200: {"content": content, "description": "Found."}, **_ERRORS, **(_MISSING if missing else {}), **told}


def standing(request: Request) -> Standing:
    """What stands while the server runs."""
    found: Standing = request.app.state.standing
    return found


Stands = Annotated[Standing, Depends(standing)]


@router.get("/quotes", responses=_answers(schemas.page("quotes"), forms_=True), response_class=JSONResponse)
def quotes(request: Request, asked: Annotated[AskedQuotesApi, Query()], stands: Stands) -> Response:
    """Who said what: statements that fit all that is asked, newest first."""
    form = forms.choose_format(request, asked.format)
    with stands.record() as record:
        page = record.page(asked.filter, limit=asked.limit, before=asked.before, reports=asked.reports)
        return forms.answer(request, page, "quotes", form, _names(record, page.entries))


@router.get("/events", responses=_answers(schemas.page("events"), forms_=True), response_class=JSONResponse)
def events(request: Request, asked: Annotated[AskedEventsApi, Query()], stands: Stands) -> Response:
    """Who did what to whom: events that fit all that is asked, newest first."""
    form = forms.choose_format(request, asked.format)
    with stands.record() as record:
        page = record.page(asked.filter, limit=asked.limit, before=asked.before, reports=asked.reports)
        return forms.answer(request, page, "events", form, _names(record, page.entries))


@router.get("/entries/{entry_id}", responses=_answers(schemas.whole_entry(), missing=True), response_class=JSONResponse)
def entry(entry_id: str, asked: Annotated[AskedNothing, Query()], stands: Stands) -> Response:
    """One entry with all its reports, its links, its history and what people say of it, by its id, the beginning of it, or the id
    of a report."""
    with stands.record() as record:
        try:
            found = record.entry(entry_id)
        except ConfigError as error:
            raise NotOnRecordError(f"{error}; /api/v1/events and /api/v1/quotes give ids") from None
        links = record.links(found) if isinstance(found, EventEntry) else ()
        more = {
            "links": [{"kind": link.kind, "entry": link.entry_id} for link in links],
            "history": [to_change(change) for change in record.history(found.id)],
            "verdicts": [one.to_dict() for one in record.verdicts([found.id])],
            "names": _names(record, [found]),
        }
    return JSONResponse(found.to_dict() | more)


@router.get(
    "/articles/{name}",
    responses=_answers({"$ref": "#/components/schemas/Reading"}, missing=True),
    response_class=JSONResponse,
)
def article(name: str, asked: Annotated[AskedNothing, Query()], stands: Stands) -> Response:
    """An article as it was read last, by its key or the id of its text."""
    with stands.record() as record:
        return JSONResponse(record.reading(find_article(record, name)).to_dict())


@router.get("/actors", responses=_answers(schemas.parties()), response_class=JSONResponse)
def actors(asked: Annotated[AskedActors, Query()], stands: Stands) -> Response:
    """Who is on record, in the order of ids."""
    with stands.record() as record:
        found = record.parties(beginning=asked.q or "", after=asked.after or "", limit=asked.limit + 1)
    shown = found[: asked.limit]
    items = [
        {"id": one.id, "name": one.name, "kind": one.kind, "country": one.country, "sectors": list(one.sectors)}
        for one in shown
    ]
    return JSONResponse({"items": items, "next": shown[-1].id if len(found) > asked.limit else None})


@router.get("/ties/{a}/{b}", responses=_answers(schemas.ties(), missing=True), response_class=JSONResponse)
def ties(a: str, b: str, request: Request, asked: Annotated[AskedTiesApi, Query()], stands: Stands) -> Response:
    """How two parties stand over time: there, back, and both together. In an actor's id write ~1 for /, ~0 for ~ (RFC 6901)."""
    with stands.record() as record:
        counted = stands.ties(record, Dyad(to_party(record, a), to_party(record, b)), asked)
    headers = {"onrecord-counted-at": counted.at.isoformat(timespec="seconds"), "vary": "Accept"}
    if asked.format == "csv" or (asked.format is None and "text/csv" in request.headers.get("accept", "")):
        out = io.StringIO(newline="")
        write_csv(counted.value, out)
        return Response(out.getvalue(), media_type=forms.MEDIA["csv"], headers=headers)
    return JSONResponse(counted.value.to_dict(), headers=headers)


@router.get("/changes", responses=_answers(schemas.changes()), response_class=JSONResponse)
def changes(asked: Annotated[AskedChanges, Query()], stands: Stands) -> Response:
    """The log after a number, oldest first: what a copy elsewhere has to catch up with."""
    with stands.record() as record:
        found = [to_change(one) for one in record.changes(asked.since, limit=asked.limit)]
    return JSONResponse({"items": found, "next": found[-1]["number"] if len(found) == asked.limit else None})


@router.post(
    "/read",
    responses=_answers(
        {"$ref": "#/components/schemas/Reading"},
        more={403: "Sent by a page of another site.", 413: "Too much was sent.", 422: "This text cannot be read."},
    ),
    response_class=JSONResponse,
)  # fmt: skip
def read(given: Given, asked: Annotated[AskedNothing, Query()], stands: Stands) -> Response:
    """Read a report {"text", "title"?, "published_on"?, "outlet"?, "url"?}: who said what, who did what to whom. Nothing is kept."""
    return JSONResponse(stands.reader.read(given.model_dump()).to_dict())


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request, asked: Annotated[AskedNothing, Query()]) -> Response:
    """What all of this is, as OpenAPI."""
    return JSONResponse(request.app.openapi())


def find_article(record: Record, name: str) -> str:
    """An article's key. Raises NotOnRecordError."""
    key = record.find_article(name)
    if key is None:
        raise NotOnRecordError(f"no article {name[:80]!r} is on record")
    return key


def to_change(change: Change) -> dict[str, Any]:
    """A line of the log as JSON."""
    return {
        "number": change.number, "at": change.at.isoformat(), "entry": change.entry_id, "what": change.what, "detail": change.detail,
        "by": change.by,
    }  # fmt: skip


def _names(record: Record, entries: Any) -> dict[str, str]:
    ids = {name for one in entries for name in wording.parties_of(one)}
    return dict(sorted(record.names(ids).items()))
