"""Rows in the form that is asked for: by `format`, else by the Accept header, else JSON."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.entries import Entry, Page
from onrecord.exchange import What, to_table, write_csv, write_jsonl, write_parquet
from onrecord.web.asked import Format, to_cursor
from onrecord.web.problems import NotAcceptableError
from onrecord.web.rendering import with_query

MEDIA: dict[Format, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "spreadsheet": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "arrow": "application/vnd.apache.arrow.stream",
    "parquet": "application/vnd.apache.parquet",
}
ACCEPTED: dict[str, Format] = {
    **{media.partition(";")[0]: name for name, media in MEDIA.items() if name != "spreadsheet"},
    "application/*": "json",
    "*/*": "json",
    "text/*": "csv",
}
_SUFFIX = {"spreadsheet": "csv"}


def choose_format(request: Request, asked: Format | None) -> Format:
    """What to answer in. Raises NotAcceptableError where nothing that is accepted can be given."""
    if asked is not None:
        return asked
    header = request.headers.get("accept") or "*/*"
    ranked = sorted((_weigh(part) for part in header.split(",")), key=lambda pair: -pair[1])
    for media, weight in ranked:
        if weight > 0 and media in ACCEPTED:
            return ACCEPTED[media]
    given = sorted(media for media in ACCEPTED if "*" not in media)
    raise NotAcceptableError(f"nothing that is accepted can be given; accept one of {', '.join(given)}")


def answer(request: Request, page: Page[Any], what: What, form: Format, names: Mapping[str, str]) -> Response:
    """A page of entries. Where there is more, `next` (and a Link header) says where it begins."""
    following = to_cursor(page.before)
    headers = {"vary": "Accept"}
    if following:
        link = with_query(str(request.url.replace(query="")), request.query_params, cursor=following)
        headers["link"] = f'<{link}>; rel="next"'
    if form == "json":
        told = {"items": [entry.to_dict() for entry in page.entries], "next": following, "names": dict(names)}
        return JSONResponse(told, headers=headers)
    headers["content-disposition"] = f'attachment; filename="onrecord-{what}.{_SUFFIX.get(form, form)}"'
    return Response(_body(page.entries, what, form), media_type=MEDIA[form], headers=headers)


def _body(entries: tuple[Entry, ...], what: What, form: Format) -> bytes:
    if form == "arrow":
        sink = io.BytesIO()
        table = to_table(entries, what)
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        return sink.getvalue()
    if form == "parquet":
        sink = io.BytesIO()
        write_parquet(entries, what, sink)
        return sink.getvalue()
    text = io.StringIO(newline="")
    if form == "ndjson":
        write_jsonl(entries, text)
    else:
        write_csv(entries, what, text, spreadsheet_safe=form == "spreadsheet")
    return text.getvalue().encode()


def _weigh(part: str) -> tuple[str, float]:
    """A media type of an Accept header, with its weight."""
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return media, float(parameter[2:])
            except ValueError:
                return media, 0.0
    return media, 1.0
