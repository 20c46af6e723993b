"""Templates: every value is escaped, an unknown one is an error, and links lead to the web or nowhere."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord import __version__
from onrecord.web import wording


def render(template: str, request: Request, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from a template. Of a search that is asked for while somebody types only the results come."""
    page = load_environment().get_template(template)
    review = bool(getattr(getattr(request.scope.get("app"), "state", None), "review", False))
    here = quote(request.url.path, safe="/~")
    whole = page.render(
        url=request.url, here=here, query=request.query_params, review=review, version=__version__, **values
    )
    return HTMLResponse(whole, status)


@cache
def load_environment() -> Environment:
    """The templates' environment."""
    environment = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": to_day, "instant": to_instant, "percent": to_percent, "number": to_number, "decimal": to_decimal, "web_link": to_web_link,
        "quoted": wording.quoted, "plural": wording.plural,
    }  # fmt: skip
    environment.globals |= {
        "asset": asset,
        "path": to_path,
        "with_query": with_query,
        "actor_path": actor_path,
        "words": wording,
    }
    return environment


@cache
def asset(name: str) -> str:
    """The address of a file in static/, with its hash: it may be kept for ever."""
    body = files("onrecord.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(body).hexdigest()[:10]}"


def to_path(*parts: str) -> str:
    """A path of parts, each escaped whole.

    >>> to_path("entries", "e1/2")
    '/entries/e1%2F2'
    """
    return "/" + "/".join(quote(part, safe="") for part in parts)


def actor_path(actor_id: str) -> str:
    """The page of an actor."""
    return "/actors/" + quote(actor_id, safe="/")


def with_query(path: str, query: Any = (), **changes: Any) -> str:
    """A path with a query, some of it changed; None leaves a parameter out.

    >>> with_query("/quotes", {"q": "red line", "cursor": "5"}, cursor=None, kind="direct")
    '/quotes?q=red+line&kind=direct'
    """
    values = {**dict(query), **{name.rstrip("_"): value for name, value in changes.items()}}
    kept = {name: str(value) for name, value in values.items() if value not in (None, "", False)}
    return path + (f"?{urlencode(kept)}" if kept else "")


def to_web_link(url: str | None) -> str | None:
    """An address of somebody else's, if it leads to the web: nothing runs that an article names.

    >>> to_web_link("https://example.org/a"), to_web_link("javascript:alert(1)"), to_web_link(None)
    ('https://example.org/a', None, None)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and url is not None and url.isprintable()
    return url if is_web else None


def to_day(day: date | None) -> str:
    """18 March 2021."""
    return f"{day.day} {day:%B} {day.year}" if day else "no day"


def to_instant(at: datetime) -> str:
    """2021-03-18 14:05 UTC."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def to_percent(share: float | None, digits: int = 0) -> str:
    """A share of 1 in percent, with a narrow blank."""
    return "—" if share is None else f"{share * 100:.{digits}f}\u202f%"


def to_number(n: float) -> str:
    """12,345 with narrow blanks between thousands."""
    return f"{n:,}".replace(",", "\u202f")


def to_decimal(value: float | None, digits: int = 1) -> str:
    """A figure with a minus that is as wide as a digit; a dash for none.

    >>> to_decimal(-2.75), to_decimal(0.4, 2), to_decimal(None)
    ('−2.8', '0.40', '—')
    """
    return "—" if value is None else f"{value:.{digits}f}".replace("-", "−")
