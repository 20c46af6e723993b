"""Bytes or text -> Article: encodings, pages, JSON lines, page debris, titles, days, language. See docs/ingest.md."""

from __future__ import annotations

from onrecord.ingest.day import to_day
from onrecord.ingest.plain import from_text

__all__ = ["from_text", "to_day"]
