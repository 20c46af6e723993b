"""The pages, one file a page; each gathers what its template shows."""

from __future__ import annotations

from fastapi import APIRouter

from onrecord.web.pages import actors, api_help, articles, dyads, entries, home, lists, trying

router = APIRouter(include_in_schema=False)
for page in (home, lists, dyads, actors, entries, articles, trying, api_help):
    router.include_router(page.router)

__all__ = ["router"]
