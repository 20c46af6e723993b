"""Small questions that several modules put to the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from onrecord.record.engine import Engine, SqlRow

CHUNK = 500


def select_in(engine: Engine, sql: str, values: Iterable[Any], more: Sequence[Any] = ()) -> Iterator[SqlRow]:
    """The rows of `sql`, whose `{marks}` stands for a list of values, for as many as there are; `more` come after them."""
    for part in chunks(values, CHUNK):
        yield from engine.run(sql.format(marks=", ".join("?" * len(part))), [*part, *more])


def run_in(engine: Engine, sql: str, values: Iterable[Any]) -> None:
    """A statement that gives no rows, for a list of values of any length."""
    for part in chunks(values, CHUNK):
        engine.run(sql.format(marks=", ".join("?" * len(part))), part)


def chunks(values: Iterable[Any], size: int) -> Iterator[Sequence[Any]]:
    """The values in lists of at most `size`."""
    stream = iter(values)
    while part := list(islice(stream, size)):
        yield part


def columns_of(engine: Engine, table: str) -> tuple[str, ...]:
    """The names of a table's columns, in their order."""
    if engine.name == "sqlite":
        return tuple(row[1] for row in engine.run(f"PRAGMA table_info({table})"))
    rows = engine.run(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?"
        " ORDER BY ordinal_position",
        (table,),
    )
    return tuple(row[0] for row in rows)
