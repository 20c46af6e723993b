"""The application: routes, what is said of errors, and what stands around every answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from onrecord import __version__
from onrecord.web import api, pages
from onrecord.web.api import schemas
from onrecord.web.guard import Guard
from onrecord.web.pages import reviewing
from onrecord.web.problems import HANDLERS
from onrecord.web.settings import LOCAL_NAMES, Settings
from onrecord.web.standing import Standing

THREADS = 16  # questions answered side by side; each has a connection of its own
COMPRESSED = 5  # of 9: a dyad page is 25 kB instead of 23, in a quarter of the time
FOR_EVER = b"public, max-age=31536000, immutable"


def build_app(settings: Settings, *, ready: Callable[[], None] = lambda: None) -> FastAPI:
    """The ASGI application for a record. `ready` is called when it answers."""
    standing = Standing(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        with standing.record():  # held all along: whoever opens a record that nobody has open reads its whole log first
            standing.warm()
            ready()
            yield
        standing.close()

    app = FastAPI(
        title="onrecord", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan,
        description="What was said and done, with the words that prove it. docs/web.md tells the rest.",
        exception_handlers=HANDLERS,  # type: ignore[arg-type]
    )  # fmt: skip
    app.state.standing = standing
    app.state.review = settings.review
    app.include_router(api.router)
    app.include_router(pages.router)
    if settings.review:
        app.include_router(reviewing.router)
    app.mount("/static", _Static(directory=str(files("onrecord.web").joinpath("static"))))
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=COMPRESSED)
    app.add_middleware(
        Guard, hosts=None if settings.allow_remote and not settings.names else (*LOCAL_NAMES, *settings.names)
    )
    app.openapi = lambda: _describe(app)  # type: ignore[method-assign]
    return app


class _Static(StaticFiles):
    """Files whose address has their hash: whoever has one need not ask again."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A file."""

        async def with_age(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                message["headers"] = [*message["headers"], (b"cache-control", FOR_EVER)]
            await send(message)

        await super().__call__(scope, receive, with_age)


def _describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the contract of a reading among its schemas."""
    if app.openapi_schema is None:
        told = FastAPI.openapi(app)
        found = told.setdefault("components", {}).setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            found.pop(name, None)
        found |= schemas.reading_schemas()
        for methods in told["paths"].values():
            for operation in methods.values():
                if "HTTPValidationError" in str(operation["responses"].get("422", "")):
                    del operation["responses"]["422"]
        app.openapi_schema = told
    return app.openapi_schema
