"""The lists beside the entries, checked: those by which what comes is compared with what is there, actors, and the log."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, get_args

from onrecord.entries import VerdictKind
from onrecord.record import copies
from onrecord.record.blocking import blocks_of
from onrecord.record.codings import from_json
from onrecord.record.copying import near_of
from onrecord.record.engine import Engine, SqlRow
from onrecord.record.entry_rows import KINDS
from onrecord.record.keeping import BY_MACHINE, ActorRow
from onrecord.record.similarity import fold

Grouped = Iterator[tuple[Any, Iterable[SqlRow]]]
_BY_MACHINE = frozenset(("added", "reported", "recoded", "merged", "removed", "imported"))
_BY_PEOPLE = frozenset(get_args(VerdictKind))


def check_blocks(engine: Engine) -> Iterator[str | None]:
    """What is told is found in the blocks that its coding gives, and in no others."""
    sql = (
        "SELECT telling, kind, coding FROM report WHERE seq IN"
        " (SELECT MIN(seq) FROM report WHERE retired_at IS NULL GROUP BY telling) ORDER BY telling"
    )
    held = _by_first(engine.stream("SELECT telling, block, first_day, last_day FROM block ORDER BY telling"))
    for telling, rows, told in _side_by_side(engine.stream(sql), held):
        if told is None:
            yield f"telling {telling}: no report tells it, and what comes is compared with it"
            continue
        wanted = set(blocks_of(from_json(told[1], told[2]))[0])
        same = {tuple(row[1:]) for row in rows} == wanted
        yield None if same else f"telling {telling}: it is not kept where what comes looks for its like"


def check_copies(engine: Engine) -> Iterator[str | None]:
    """Each text is found by its bands, and its near copies are those that it has."""
    held = _by_first(engine.stream("SELECT text, band FROM band ORDER BY text"))
    for text, rows, told in _side_by_side(engine.stream("SELECT id, text FROM body ORDER BY id"), held):
        if told is None:
            yield f"text {text}: it is missing, and what comes is compared with it"
            continue
        try:
            ours = copies.shingles_of(zlib.decompress(bytes(told[1])).decode())
        except (zlib.error, UnicodeDecodeError):
            continue  # told by the check of texts
        bands = copies.bands_of(ours)
        if {band for _, band in rows} != set(bands):
            yield f"text {text}: it is not kept where what comes looks for copies"
            continue
        near: dict[str, float] = dict(engine.run("SELECT other, jaccard FROM near WHERE text = ?", (text,)))
        yield None if near == near_of(engine, text, ours, bands) else f"text {text}: its near copies are others"


def check_actors(engine: Engine, named: Mapping[str, ActorRow]) -> Iterator[str | None]:
    """An actor's row is the best of those that readings (`named`) or imported events give."""
    imported = "SELECT 1 FROM event_party p JOIN event e ON e.seq = p.entry WHERE p.actor = ? AND e.origin <> 'read'"
    seen: set[str] = set()
    for name, known, shown, kind, country, sectors, folded in engine.stream(
        "SELECT id, known, name, kind, country, sectors, folded FROM actor"
    ):
        seen.add(name)
        row, best = ActorRow(bool(known), len(shown), shown, kind, country or "", sectors), named.get(name)
        if row != best and not ((best is None or row > best) and engine.run(f"{imported} LIMIT 1", (name,))):
            yield f"actor {name}: the row is not what readings tell of them"
        else:
            yield None if folded == fold(shown) else f"actor {name}: the name by which they are found is another"
    yield from (
        f"actor {name}: readings name them, and nothing is known of them" for name in sorted(named.keys() - seen)
    )


def check_log(engine: Engine) -> Iterator[str | None]:
    """The log's lines are numbered without a gap, can be read, and are of entries that are or were; and no entry is without."""
    last = 0
    for number, at, what, detail, by in engine.stream(
        "SELECT number, changed_at, what, detail, made_by FROM change ORDER BY number"
    ):
        if number != last + 1:
            yield f"change {last + 1}: it is missing" + (f", as all up to {number - 1} are" * (number > last + 2))
        last = number
        yield None if _can_be_read(at, what, detail, by) else f"change {number}: it cannot be read"
    sql = (
        "SELECT number, entry FROM change c WHERE entry IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report r WHERE r.id = c.entry)"
        " AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = c.entry)"
    )
    yield from (f"change {number}: of {name}, which never was on record" for number, name in engine.stream(sql))
    for kind in KINDS:
        read = " AND origin = 'read'" * (kind == "event")
        sql = f"SELECT id FROM {kind} e WHERE NOT EXISTS (SELECT 1 FROM change c WHERE c.entry = e.id AND c.what = 'added'){read}"
        yield from (f"entry {name}: the log does not tell when it came" for (name,) in engine.stream(sql))


def _can_be_read(at: str, what: str, detail: str | None, by: str) -> bool:
    try:
        datetime.fromisoformat(at)
        if by == BY_MACHINE:
            return what in _BY_MACHINE
        return what in _BY_PEOPLE and isinstance(json.loads(detail or "")["report"], str)
    except (ValueError, TypeError, KeyError):
        return False


def _by_first(rows: Iterator[SqlRow]) -> Grouped:
    return groupby(rows, key=itemgetter(0))


def _side_by_side(rows: Iterator[SqlRow], held: Grouped) -> Iterator[tuple[Any, Iterable[SqlRow], SqlRow | None]]:
    """Rows by their first column beside the group of that name; what only one side has stands alone. Both are in order."""
    at, group = next(held, (None, ()))
    for row in rows:
        while at is not None and at < row[0]:
            yield at, group, None
            at, group = next(held, (None, ()))
        yield row[0], group if at == row[0] else (), row
        if at == row[0]:
            at, group = next(held, (None, ()))
    while at is not None:
        yield at, group, None
        at, group = next(held, (None, ()))
