"""Filters become SQL, rows become entries; nothing is held that can be streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any

from onrecord.entries import Disagreement, EventEntry, EventFigures, QuoteEntry
from onrecord.errors import StoreError
from onrecord.facts import UNNAMED
from onrecord.record.engine import Engine, Kind, SqlRow
from onrecord.record.filters import NOBODY, EventFilter, Filter, QuoteFilter, phrases
from onrecord.record.keys import MAX_SEQ, SEQ_BITS
from onrecord.record.summary import to_list
from onrecord.record.who import actor_condition, both_condition, condition, find_who

EVENT_COLUMNS = tuple(field.name for field in fields(EventEntry) if field.name != "reports")
QUOTE_COLUMNS = tuple(field.name for field in fields(QuoteEntry) if field.name != "reports")
_FIGURES = EventFigures._fields
_REMEMBERED = 4_096  # different lists, and different days, that are read once
_MEANT = ("about", "to")  # in what role somebody is spoken of, or to
_LISTS = ("actors", "recipients", "actor_countries", "recipient_countries", "contexts", "outlets", "about")
Where = tuple[list[str], list[Any]]


def kind_of(asked: Filter) -> Kind:
    """Which entries a filter asks for."""
    return "event" if isinstance(asked, EventFilter) else "quote"


def stream_rows(engine: Engine, asked: Filter, *, limit: int | None) -> Iterator[SqlRow]:
    """The rows of the entries that a filter asks for (EVENT_COLUMNS or QUOTE_COLUMNS), newest first."""
    kind = kind_of(asked)
    columns = ", ".join(f"entry.{name}" for name in (EVENT_COLUMNS if kind == "event" else QUOTE_COLUMNS))
    source, order, (conditions, values) = _question(engine, asked)
    sql = f"SELECT {columns} FROM {source}{_where(conditions)} ORDER BY {order} DESC"
    if limit is not None:
        sql, values = sql + " LIMIT ?", [*values, limit]
    return engine.stream(sql, values)


def load_figures(engine: Engine, asked: EventFilter) -> list[EventFigures]:
    """What is counted of the events that a filter asks for, newest first."""
    source, order, (conditions, values) = _question(engine, asked)
    columns = ", ".join(f"entry.{name}" for name in _FIGURES)
    rows = engine.run(f"SELECT {columns} FROM {source}{_where(conditions)} ORDER BY {order} DESC", values)
    return list(map(_to_figures, rows))


def page_rows(engine: Engine, asked: Filter, *, limit: int, before: int | None) -> list[SqlRow]:
    """So many rows of `stream_rows`, each with its seq in front, from those below `before` on."""
    columns = ", ".join(f"entry.{name}" for name in (EVENT_COLUMNS if kind_of(asked) == "event" else QUOTE_COLUMNS))
    source, order, (conditions, values) = _question(engine, asked)
    if before is not None:
        conditions, values = [*conditions, f"{order} < ?"], [*values, before]
    sql = f"SELECT entry.seq, {columns} FROM {source}{_where(conditions)} ORDER BY {order} DESC LIMIT ?"
    return engine.run(sql, [*values, limit])


def earliest_row(engine: Engine, asked: Filter) -> SqlRow | None:
    """The row of `stream_rows` that comes last of those with a day."""
    columns = ", ".join(f"entry.{name}" for name in (EVENT_COLUMNS if kind_of(asked) == "event" else QUOTE_COLUMNS))
    source, order, (conditions, values) = _question(engine, asked)
    where = _where([*conditions, "entry.first_on IS NOT NULL"])
    rows = engine.run(f"SELECT {columns} FROM {source}{where} ORDER BY {order} LIMIT 1", values)
    return rows[0] if rows else None


def count_rows(engine: Engine, asked: Filter, *, most: int | None = None) -> int:
    """How many entries a filter asks for; no more than `most` are counted."""
    source, _, (conditions, values) = _question(engine, asked)
    found = f"FROM {source}{_where(conditions)}"
    if most is not None:
        found, values = f"FROM (SELECT 1 {found} LIMIT ?) AS found", [*values, most]
    ((n,),) = engine.run(f"SELECT COUNT(*) {found}", values)
    return int(n)


def _question(engine: Engine, asked: Filter) -> tuple[str, str, Where]:
    """What to read from, by what to sort, and the conditions."""
    kind = kind_of(asked)
    source, order, found = engine.search_source(kind, searching=asked.text is not None)
    seq = order if order == "entry.seq" else f"+{order}"  # with "+" the index of words leads, and this only sifts
    conditions, values = (
        _event_where(engine, asked, seq) if isinstance(asked, EventFilter) else _quote_where(engine, asked, seq)
    )
    if asked.text is not None:
        conditions, values = [found, *conditions], [engine.search_words(phrases(asked.text)), *values]
    return source, order, (conditions, values)


def _where(conditions: list[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _event_where(engine: Engine, asked: EventFilter, seq: str) -> Where:
    conditions: list[str] = []
    values: list[Any] = []
    party, other = asked.party, asked.other
    if party is not None and other is not None:
        _add((conditions, values), both_condition(find_who(engine, party), find_who(engine, other), "event", seq))
        party = other = None
    for role, words in (("actor", asked.actor), ("recipient", asked.recipient), (None, party or other)):
        if words is not None:
            _add((conditions, values), condition(find_who(engine, words), "event", role, seq))
    for column in ("type", "mode", "modality", "origin"):
        if getattr(asked, column) is not None:
            _add((conditions, values), (f"entry.{column} = ?", [getattr(asked, column)]))
    if asked.deeds:
        conditions.append("entry.modality = 'actual' AND entry.asserted_by IS NULL")
    if asked.asserted_by == NOBODY:
        conditions.append("entry.asserted_by IS NULL")
    elif asked.asserted_by == UNNAMED:
        _add((conditions, values), ("entry.asserted_by = ?", [UNNAMED]))
    elif asked.asserted_by is not None:
        _add((conditions, values), actor_condition(find_who(engine, asked.asserted_by), "entry.asserted_by"))
    _add_outlet((conditions, values), asked.outlet)
    _add_days((conditions, values), asked.from_on, asked.until_on)
    return conditions, values


def _quote_where(engine: Engine, asked: QuoteFilter, seq: str) -> Where:
    conditions: list[str] = []
    values: list[Any] = []
    speaker, about = (None if words is None else find_who(engine, words) for words in (asked.speaker, asked.about))
    if speaker is not None and about is not None:
        _add((conditions, values), both_condition(speaker, about, "quote", seq, "speaker", _MEANT))
    elif speaker is not None:
        _add((conditions, values), condition(speaker, "quote", "speaker", seq))
    elif about is not None:
        either = [condition(about, "quote", role, seq) for role in _MEANT]
        _add((conditions, values), (f"({either[0][0]} OR {either[1][0]})", either[0][1] + either[1][1]))
    if asked.to is not None:
        _add((conditions, values), condition(find_who(engine, asked.to), "quote", "to", seq))
    if asked.kind is not None:
        _add((conditions, values), ("entry.kind = ?", [asked.kind]))
    _add_outlet((conditions, values), asked.outlet)
    _add_days((conditions, values), asked.from_on, asked.until_on)
    return conditions, values


def _add(where: Where, more: tuple[str, list[Any]]) -> None:
    where[0].append(more[0])
    where[1].extend(more[1])


def _add_outlet(where: Where, outlet: str | None) -> None:
    """Outlets are kept as a JSON list, so one stands there between quotation marks."""
    if outlet is not None:
        told = to_list((outlet,))[1:-1].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        _add(where, ("entry.outlets LIKE ? ESCAPE '\\'", [f"%{told}%"]))


def _add_days(where: Where, from_on: date | None, until_on: date | None) -> None:
    if from_on is not None:
        _add(where, ("entry.last_on >= ?", [from_on.isoformat()]))
    if until_on is not None:
        after = min((until_on.toordinal() + 1) << SEQ_BITS, MAX_SEQ)  # says the same again, where the index begins
        _add(where, ("entry.first_on <= ? AND entry.seq < ?", [until_on.isoformat(), after]))


def to_event(row: SqlRow) -> EventEntry:
    """An entry from a row of EVENT_COLUMNS."""
    told = _plain(dict(zip(EVENT_COLUMNS, row, strict=True)))
    told["reciprocal"] = bool(told["reciprocal"])
    told["anchor"] = tuple((start, end) for start, end in _to_tuple(told["anchor"]))
    return EventEntry(**told)


def _to_figures(row: SqlRow) -> EventFigures:
    """Figures from a row of _FIGURES. Lists and days repeat from row to row, and are read once."""
    (
        name, type_, quad, goldstein, plover_score, modality, asserted_by, actors, recipients, actor_countries,
        recipient_countries, reciprocal, first_on, last_on, n_independent, outlets,
    ) = row  # fmt: skip
    return EventFigures(
        name, type_, quad, goldstein, plover_score, modality, asserted_by, _to_tuple(actors), _to_tuple(recipients),
        _to_tuple(actor_countries), _to_tuple(recipient_countries), bool(reciprocal), _to_day(first_on), _to_day(last_on),
        n_independent, _to_tuple(outlets),
    )  # fmt: skip


@lru_cache(maxsize=_REMEMBERED)
def _to_tuple(told: str) -> tuple[Any, ...]:
    try:
        return tuple(json.loads(told))
    except (ValueError, TypeError):
        raise StoreError(f"{told!r:.40} is no list, the record is damaged; run: onrecord verify") from None


@lru_cache(maxsize=_REMEMBERED)
def _to_day(told: str | None) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        raise StoreError(f"{told!r:.40} is no day, the record is damaged; run: onrecord verify") from None


def to_quote(row: SqlRow) -> QuoteEntry:
    """An entry from a row of QUOTE_COLUMNS."""
    return QuoteEntry(**_plain(dict(zip(QUOTE_COLUMNS, row, strict=True))))


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Columns as the fields of an entry."""
    for name in _LISTS:
        if name in told:
            told[name] = _to_tuple(told[name])
    for name in ("first_on", "last_on"):
        told[name] = _to_day(told[name])
    told["disagreements"] = tuple(
        Disagreement(field=field, told=tuple((value, n) for value, n in pairs))
        for field, pairs in _to_tuple(told["disagreements"])
    )
    return told


def end_of(day: date) -> str:
    """The instant with which a day ends, as it is stored: what was loaded before it was known on that day."""
    return f"{day.isoformat()}T24"  # after every instant of it, before all of the next
