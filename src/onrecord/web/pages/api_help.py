"""What programs can ask: the API's own description, as a page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.web.asked import AskedNothing
from onrecord.web.rendering import render

router = APIRouter()


@router.get("/api")
def api(request: Request, asked: Annotated[AskedNothing, Query()]) -> Response:
    """Every route with its parameters, from the OpenAPI document."""
    told = request.app.openapi()
    routes = [
        (path, method, operation) for path, methods in told["paths"].items() for method, operation in methods.items()
    ]
    return render("api.html", request, routes=routes)
