"""The API: the record for programs, below /api/v1."""

from __future__ import annotations

from onrecord.web.api.routes import router

__all__ = ["router"]
