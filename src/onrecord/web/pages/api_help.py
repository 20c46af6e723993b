"""What programs can ask: the API's own description, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.web.asked import AskedNothing
from onrecord.web.rendering import render

router = APIRouter()


class Parameter(NamedTuple):
    """A parameter of a route: what it asks for, and the values it may have, where they are few."""

    name: str
    told: str
    values: tuple[str, ...]


class Route(NamedTuple):
    """What a program can ask."""

    method: str
    path: str
    told: str
    parameters: tuple[Parameter, ...]


@router.get("/api")
def api(request: Request, asked: Annotated[AskedNothing, Query()]) -> Response:
    """Every route with its parameters, from the OpenAPI document."""
    paths = request.app.openapi()["paths"]
    routes = [
        Route(
            method, path, told["description"], tuple(_parameter(one) for one in _in_query(told.get("parameters", ())))
        )
        for path, methods in paths.items()
        for method, told in methods.items()
    ]
    return render("api.html", request, routes=routes)


def _in_query(parameters: Sequence[Any]) -> Iterator[Any]:
    return (one for one in parameters if one["in"] == "query")


def _parameter(told: Any) -> Parameter:
    schema = told["schema"]
    shapes = schema.get("anyOf", [schema])
    values = tuple(str(value) for shape in shapes for value in shape.get("enum", ()))
    return Parameter(told["name"], told.get("description", ""), values)
