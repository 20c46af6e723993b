"""Bytes or text -> Article: encodings, pages, JSON lines, page debris, titles, days, language. See docs/ingest.md."""

from __future__ import annotations

from onrecord.ingest.day import to_day
from onrecord.ingest.lines import MAX_LINE_BYTES, LineId, read_jsonl, read_objects
from onrecord.ingest.page import from_html
from onrecord.ingest.plain import from_text
from onrecord.ingest.rows import TABLE_SUFFIXES, read_table
from onrecord.ingest.sources import MAX_FILE_BYTES, SUFFIXES, find_paths, from_bytes, load_path, load_stream

__all__ = [
    "MAX_FILE_BYTES",
    "MAX_LINE_BYTES",
    "SUFFIXES",
    "TABLE_SUFFIXES",
    "LineId",
    "find_paths",
    "from_bytes",
    "from_html",
    "from_text",
    "load_path",
    "load_stream",
    "read_jsonl",
    "read_objects",
    "read_table",
    "to_day",
]
