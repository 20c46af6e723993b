"""`onrecord doctor`: what may be wrong around a record, and what to do. It never changes anything."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord import encoder, gazetteer, ontology
from onrecord.errors import OnRecordError
from onrecord.record import schema
from onrecord.record.opening import POSTGRES, open_engine
from onrecord.record.remerging import merges_as_now
from onrecord.record.sqlite import SqliteEngine, check_integrity
from onrecord.version import __version__

MEND = "put back a backup, or load the sources into a new record: nothing else holds what is lost"
LOW_DISK = 500_000_000  # bytes free below which a load may soon fail


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, whether it is well, and what was found; where it is not well, what to do too."""

    what: str
    is_well: bool
    told: str


def examine(where: str) -> Iterator[Finding]:
    """Look at the program, the place, the rights, the disk, and the record. Nothing is raised."""
    yield Finding("onrecord", True, f"{__version__}, tables {schema.VERSION}, ontology {ontology.NAME}")
    yield Finding(
        "SQLite", sqlite3.sqlite_version_info >= (3, 37), f"{sqlite3.sqlite_version} (3.37 or newer is needed)"
    )
    yield Finding("gazetteer", True, gazetteer.load_gazetteer().version[:19])
    yield _look_at_weights()
    if not where.startswith(POSTGRES):
        yield from _look_at_place(Path(where))
        if not Path(where).exists():
            return
    yield from _look_at_record(where)


def _look_at_weights() -> Finding:
    if not encoder.has_weights():
        return Finding("weights", True, "none are installed: the rules read")
    try:
        return Finding("weights", True, encoder.load_finder().version[:19])
    except OnRecordError as error:
        return Finding("weights", False, str(error))


def _look_at_place(path: Path) -> Iterator[Finding]:
    folder = path.absolute().parent
    if not folder.is_dir():
        yield Finding("folder", False, f"{folder} does not exist; make it, or give --record another place")
        return
    rights = os.access(folder, os.W_OK)
    yield Finding(
        "folder",
        rights,
        f"{folder} may be written" if rights else f"{folder} may not be written: records there can only be read",
    )
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:.1f} GB free"
    yield Finding("disk", free >= LOW_DISK, told if free >= LOW_DISK else f"{told}; make room before the next load")
    if not path.exists():
        yield Finding("record", True, f"{path} does not exist yet; onrecord add makes it")
        return
    writable = os.access(path, os.W_OK)
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    yield Finding(
        "file",
        writable,
        f"{path}, {size}" if writable else f"{path} may only be read; change its rights to load into it",
    )


def _look_at_record(where: str) -> Iterator[Finding]:
    try:
        engine = open_engine(where, readonly=True)
    except OnRecordError as error:
        yield Finding("record", False, _what_to_do(str(error)))
        return
    try:
        if isinstance(engine, SqliteEngine):
            yield _look_at_pages(engine)
        tables = ("article", "event", "quote", "failure")
        counts = ", ".join(f"{engine.run(f'SELECT COUNT(*) FROM {table}')[0][0]:,} {table}s" for table in tables)
        yield Finding("record", True, counts)
        same = merges_as_now(engine)
        told = (
            "as this onrecord merges" if same else "by another onrecord's weights; onrecord doctor --mend merges anew"
        )
        yield Finding("merging", same, told)
    except OnRecordError as error:
        yield Finding("record", False, _what_to_do(str(error)))
    finally:
        engine.close()


def _look_at_pages(engine: SqliteEngine) -> Finding:
    faults = check_integrity(engine)
    if not faults:
        return Finding("pages", True, "every page of the file is sound")
    return Finding(
        "pages",
        False,
        f"the file is damaged ({faults[0]}); {MEND}",
    )


def _what_to_do(told: str) -> str:
    """What others are told of a fault; whoever is sent here by it is told how to go on."""
    return _SENT_HERE.sub(f"; {MEND}", told)


_SENT_HERE = re.compile(r"(?:; |, then )run: onrecord doctor.*$")
