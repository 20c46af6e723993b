"""What is said when something cannot be done: one shape for programs, one page for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from onrecord.errors import ArticleError, ConfigError, EvidenceError, StoreError
from onrecord.web.rendering import render

API = "/api/"


class NotOnRecordError(ConfigError):
    """Somebody asked for an id that is not on record; the message says so in one line."""


class NotAcceptableError(ConfigError):
    """Somebody accepts only forms that are not given; the message names those that are."""


def refuse(scope: Scope, status: int, told: str) -> Response:
    """An answer that says in one line what is wrong: JSON below /api/, a page with a search elsewhere."""
    if scope["path"].startswith(API):
        return JSONResponse({"status": status, "error": told}, status)
    name = HTTPStatus(status).phrase
    return render("problem.html", Request(scope), status=status, heading=_HEADINGS.get(status, name), told=told)


_HEADINGS = {400: "That question cannot be answered", 404: "Not on record", 503: "The record cannot be read just now"}


def tell_config(request: Request, error: Exception) -> Response:
    """A question that is wrong."""
    return refuse(request.scope, 400, str(error))


def tell_article(request: Request, error: Exception) -> Response:
    """A text that cannot be read."""
    return refuse(request.scope, 422, str(error))


def tell_missing(request: Request, error: Exception) -> Response:
    """An id that is not there."""
    return refuse(request.scope, 404, str(error))


def tell_not_acceptable(request: Request, error: Exception) -> Response:
    """A form that is not given."""
    return refuse(request.scope, 406, str(error))


def tell_store(request: Request, error: Exception) -> Response:
    """A database that is at fault."""
    return refuse(request.scope, 503, str(error))


def tell_http(request: Request, error: Exception) -> Response:
    """What the framework says of itself: no such page, no such method."""
    if not isinstance(error, HTTPException):
        raise error
    told = "there is no such page" if error.status_code == 404 else str(error.detail)
    answer = refuse(request.scope, error.status_code, told)
    answer.headers.update(error.headers or {})
    if "GET" in answer.headers.get("allow", "").split(", "):
        answer.headers["allow"] += ", HEAD"
    return answer


def tell_parameters(request: Request, error: Exception) -> Response:
    """Parameters that are unknown or malformed, in one line."""
    if not isinstance(error, RequestValidationError):
        raise error
    return refuse(request.scope, 400, "; ".join(_parameter(one) for one in error.errors()[:5]))


def _parameter(problem: Any) -> str:
    place = [str(part) for part in problem["loc"]]
    where, name = place[0], ".".join(place[1:])
    if problem["type"] == "extra_forbidden":
        return f"unknown {'parameter' if where == 'query' else 'field'} {name!r}"
    if problem["type"] == "json_invalid":
        return "the body is not JSON"
    if problem["type"] == "model_attributes_type":
        return "the body is to be a JSON object, sent as application/json"
    said = _value(problem)
    return f"{name}: {said}" if name else said


def _value(problem: Any) -> str:
    """What is wrong with a value, and what to give; the checks of asked.py say it themselves."""
    told = _WRONG.get(problem["type"])
    if told is None:
        return str(problem["msg"]).removeprefix("Value error, ")
    value, given = problem.get("input"), problem.get("ctx", {})
    is_text = isinstance(value, str)
    shown = f"{value[:20]!r}" if is_text else json.dumps(value, default=str)[:40]
    known = str(given.get("expected", "")).replace("'", "")
    return told.format_map({**given, "value": shown, "length": len(value) if is_text else 0, "known": known})


_WRONG: Mapping[str, str] = MappingProxyType(
    {  # pydantic's names of what can be wrong
        "literal_error": "{value} is not known; give {known}",
        "bool_parsing": "{value} is neither true nor false; give one of the two",
        "bool_type": "{value} is neither true nor false; give one of the two",
        "int_parsing": "{value} is no whole number; give one",
        "int_parsing_size": "{value} is no number that can be counted to; give a smaller one",
        "int_type": "{value} is no whole number; give one",
        "greater_than_equal": "{value} is too little; give {ge:,} or more",
        "less_than_equal": "{value} is too much; give {le:,} or less",
        "string_pattern_mismatch": "{value} is none that a page gave; leave it out",  # a cursor: nothing else has a pattern
        "string_too_long": "it has {length:,} characters; give at most {max_length:,}",
        "string_too_short": "nothing stands there; give some",
        "string_type": "{value} is no text; give some",
        "string_unicode": "half of a character stands there; give whole ones",
        "missing": "it is missing; give it",
    }
)


HANDLERS = {
    ConfigError: tell_config,
    ArticleError: tell_article,
    EvidenceError: tell_article,
    StoreError: tell_store,
    NotOnRecordError: tell_missing,
    NotAcceptableError: tell_not_acceptable,
    HTTPException: tell_http,
    RequestValidationError: tell_parameters,
}
