"""The lists beside the entries, checked: those by which what comes is compared with what is there, actors, and the log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, get_args

from onrecord.entries import VerdictKind
from onrecord.facts import Actor
from onrecord.record.blocking import blocks_of
from onrecord.record.codings import from_json
from onrecord.record.engine import Engine, SqlRow
from onrecord.record.entry_rows import KINDS
from onrecord.record.keeping import BY_MACHINE, ActorRow, keep_best
from onrecord.record.queries import chunks
from onrecord.record.rollup import COLUMNS, KEYS, RollUp
from onrecord.record.similarity import fold
from onrecord.record.sqlite import SqliteEngine

Grouped = Iterator[tuple[Any, Iterable[SqlRow]]]
HELD = 20_000  # actors, or events, of which something is held in memory
_BY_MACHINE = frozenset(("added", "reported", "recoded", "merged", "removed", "imported"))
_BY_PEOPLE = frozenset(get_args(VerdictKind))


def check_blocks(engine: Engine) -> Iterator[str | None]:
    """What is told is found in the blocks that its coding gives, and in no others."""
    sql = (
        "SELECT telling, kind, coding FROM report WHERE seq IN"
        " (SELECT MIN(seq) FROM report WHERE retired_at IS NULL GROUP BY telling) ORDER BY telling"
    )
    held = by_first(engine.stream("SELECT telling, block, first_day, last_day FROM block ORDER BY telling"))
    for telling, rows, told in side_by_side(engine.stream(sql), held):
        if told is None:
            yield f"telling {telling}: no report tells it, and what comes is compared with it"
            continue
        wanted = set(blocks_of(from_json(told[1], told[2]))[0])
        same = {tuple(row[1:]) for row in rows} == wanted
        yield None if same else f"telling {telling}: it is not kept where what comes looks for its like"


class Named:
    """What all readings tell of actors: the best row of each, in a database of passage, however many they are."""

    def __init__(self, scratch: SqliteEngine) -> None:
        self._scratch = scratch
        self._best: dict[str, ActorRow] = {}

    def add(self, actors: Iterable[Actor]) -> None:
        """Take what one reading tells."""
        keep_best(self._best, actors)
        if len(self._best) >= HELD:
            self._flush()

    def stream(self) -> Iterator[tuple[str, ActorRow]]:
        """The best row of each actor, in the order of their ids."""
        self._flush()
        sql = "SELECT id, known, name, kind, country, sectors FROM actor ORDER BY id"
        for name, known, shown, kind, country, sectors in self._scratch.stream(sql):
            yield name, ActorRow(bool(known), len(shown), shown, kind, country or "", sectors)

    def _flush(self) -> None:
        rows = [
            (name, row.name, "", row.kind, row.country, row.sectors, int(row.known))
            for name, row in sorted(self._best.items())
        ]
        with self._scratch.writing():
            self._scratch.load_rows("actor", _ACTOR, rows, if_there=_IF_BETTER)
        self._best.clear()


_ACTOR = ("id", "name", "folded", "kind", "country", "sectors", "known")
_IN_ORDER = ("{0}.known", "LENGTH({0}.name)", "{0}.name", "{0}.kind", "{0}.country", "{0}.sectors")  # as an ActorRow
_IF_BETTER = (
    f"(id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _ACTOR[1:])}"
    f" WHERE ({', '.join(_IN_ORDER).format('excluded')}) > ({', '.join(_IN_ORDER).format('actor')})"
)


def check_actors(engine: Engine, named: Named) -> Iterator[str | None]:
    """An actor's row is the best of those that readings (`named`) or imported events give."""
    imported = "SELECT 1 FROM event_party p JOIN event e ON e.seq = p.entry WHERE p.actor = ? AND e.origin <> 'read'"
    rows = engine.stream("SELECT id, known, name, kind, country, sectors, folded FROM actor ORDER BY id")
    for name, told, held in side_by_side(rows, by_first(named.stream())):
        best = next((row for _, row in told), None)
        if held is None:
            yield f"actor {name}: readings name them, and nothing is known of them"
            continue
        _, known, shown, kind, country, sectors, folded = held
        row = ActorRow(bool(known), len(shown), shown, kind, country or "", sectors)
        if row != best and not ((best is None or row > best) and engine.run(f"{imported} LIMIT 1", (name,))):
            yield f"actor {name}: the row is not what readings tell of them"
        else:
            yield None if folded == fold(shown) else f"actor {name}: the name by which they are found is another"


def check_roll_up(engine: Engine, scratch: SqliteEngine) -> Iterator[str | None]:
    """The roll-up is what is counted afresh, in a database of passage."""
    columns = (
        "actor_countries", "recipient_countries", "reciprocal", "first_on", "type", "quad", "modality", "asserted_by", "goldstein",
        "plover_score",
    )  # fmt: skip
    for part in chunks(engine.stream(f"SELECT {', '.join(columns)} FROM event"), HELD):
        roll_up = RollUp()
        for row in part:
            roll_up.add(dict(zip(columns, row, strict=True)))
        with scratch.writing():
            roll_up.write(scratch)
    for key, told, held in side_by_side(_sums_by_key(engine), by_first(_sums_by_key(scratch))):
        here, there = (held[1] if held else None), next((sums for _, sums in told), None)
        yield None if here == there else f"roll-up {' '.join(map(str, key))}: {here} is kept, {there} counted"


def _sums_by_key(engine: Engine) -> Iterator[SqlRow]:
    for row in engine.stream(f"SELECT {', '.join(COLUMNS)} FROM dyad_month ORDER BY {', '.join(KEYS)}"):
        yield tuple(row[: len(KEYS)]), tuple(row[len(KEYS) :])


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


def by_first(rows: Iterator[SqlRow]) -> Grouped:
    """Rows in groups that share their first column, as they come."""
    return groupby(rows, key=itemgetter(0))


def side_by_side(rows: Iterator[SqlRow], held: Grouped) -> Iterator[tuple[Any, Iterable[SqlRow], SqlRow | None]]:
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
