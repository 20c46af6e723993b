"""Exchange: others' coded events in, our entries out, each layout as it was published.

`read_events` streams a file of ICEWS, GDELT or our own layout as coded events for the record; `write_csv`,
`write_jsonl`, `write_parquet` and `write_layout` write entries. `docs/export.md` has the layouts and what each leaves out.
"""

from __future__ import annotations

from onrecord.exchange.codebook import build_codebook
from onrecord.exchange.coded import BadRow, Skipped
from onrecord.exchange.codes import iso_of_cow, iso_of_name
from onrecord.exchange.ours import COLUMNS, What
from onrecord.exchange.reading import ImportLayout, read_entries, read_events
from onrecord.exchange.writing import Form, Layout, to_table, write_csv, write_jsonl, write_layout, write_parquet

__all__ = [
    "COLUMNS",
    "BadRow",
    "Form",
    "ImportLayout",
    "Layout",
    "Skipped",
    "What",
    "build_codebook",
    "iso_of_cow",
    "iso_of_name",
    "read_entries",
    "read_events",
    "to_table",
    "write_csv",
    "write_jsonl",
    "write_layout",
    "write_parquet",
]
