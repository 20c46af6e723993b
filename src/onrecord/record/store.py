"""The record: what was said and done, over all the articles that report it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from onrecord.entries import (
    Change,
    CodedEvent,
    Dyad,
    DyadMonth,
    Entry,
    EntryReport,
    EventEntry,
    Failure,
    Link,
    Party,
    QuoteEntry,
)
from onrecord.errors import ConfigError, StoreError
from onrecord.facts import Reading
from onrecord.frames import Finder
from onrecord.record.as_of import entries_as_of
from onrecord.record.asking import EVENT_COLUMNS, QUOTE_COLUMNS, count_rows, end_of, stream_rows, to_event, to_quote
from onrecord.record.coded import keep_coded
from onrecord.record.engine import Engine, SqlRow
from onrecord.record.evidence import EvidenceReader, load_reading
from onrecord.record.filters import EventFilter, Filter, QuoteFilter
from onrecord.record.keeping import Told
from onrecord.record.links import find_links
from onrecord.record.load import Input, Loader
from onrecord.record.queries import chunks
from onrecord.record.remerging import merges_as_now, note_matching, remerge
from onrecord.record.sqlite import SqliteEngine, back_up
from onrecord.record.who import find_actors, load_names
from onrecord.text import Article

DEFAULT = "onrecord.db"
POSTGRES = ("postgresql://", "postgres://")
SHORTEST_ID = 6  # letters of an id that are looked for; as many as name one entry are enough
_WITH_REPORTS = 100  # entries whose reports are fetched together
E = TypeVar("E", bound=EventEntry | QuoteEntry)


class Record:
    """A record, open for reading or for writing. Use it in a `with` statement, or call `close`.

    Each method raises StoreError when the database is at fault, ConfigError when a question is.

    >>> import tempfile, onrecord
    >>> place = tempfile.mkdtemp() + "/onrecord.db"
    >>> reading = onrecord.read("Norway recalled its ambassador to Peru.", published_on="2024-05-03")
    >>> with Record.open(place) as record:
    ...     told = record.add([reading])
    ...     [(entry.type, entry.actors, entry.n_reports) for entry in record.events()]
    [('SANCTION', ('NOR',), 1)]
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, where: str | Path = DEFAULT, *, readonly: bool = False) -> Record:
        """The record in a SQLite file, made where there is none (unless `readonly`), or at a `postgresql://` address."""
        engine = open_engine(where, readonly=readonly)
        if not readonly and not engine.run("SELECT 1 FROM onrecord_meta WHERE name = 'matching'"):
            with engine.writing():
                note_matching(engine)
        return cls(engine)

    @property
    def engine(self) -> Engine:
        """The SQL layer beneath, for checks and migrations."""
        return self._engine

    def close(self) -> None:
        """Give the database back."""
        self._engine.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- loading ----------------------------------------------------------------------------------------------------

    def add(
        self,
        found: Iterable[Article | Reading | Input],
        *,
        finder: Finder | None = None,
        settings: Mapping[str, object] | None = None,
        advance: Callable[[Told], None] = lambda told: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Told:
        """Read articles (or take readings) and keep them; how many were added, read anew, known already, or failed.

        What is there already, read by the same reader, changes nothing. Batches are committed as they come, so whatever
        breaks off loses at most the last one. `settings` are noted with the run; `advance` gets the running totals.
        """
        loader = Loader(self._engine, finder=finder, settings=settings or {}, advance=advance, clock=clock)
        return loader.load(one if isinstance(one, Input) else _to_input(one) for one in found)

    def mend(self) -> int:
        """Merge all reports anew if another version of onrecord merged them; how many entries changed."""
        return 0 if merges_as_now(self._engine) else remerge(self._engine, _now())

    def add_coded(self, events: Iterable[CodedEvent], *, locator: str | None = None) -> tuple[int, int]:
        """Keep events that others coded, each an entry of its own; how many came new, and how many were there."""
        return keep_coded(self._engine, events, _now(), locator=locator)

    # --- asking -----------------------------------------------------------------------------------------------------

    def events(
        self, asked: EventFilter | None = None, *, reports: bool = False, limit: int | None = None
    ) -> Iterator[EventEntry]:
        """The events that fit, newest first, as they come; with their reports where `reports` says so."""
        asked = asked or EventFilter()
        if asked.as_of is not None:
            yield from self._as_of(asked, EventEntry, reports, limit)
        else:
            rows = stream_rows(self._engine, asked, limit=limit)
            yield from self._with_reports(map(to_event, rows), reports)

    def quotes(
        self, asked: QuoteFilter | None = None, *, reports: bool = False, limit: int | None = None
    ) -> Iterator[QuoteEntry]:
        """The statements that fit, newest first, as they come; with their reports where `reports` says so."""
        asked = asked or QuoteFilter()
        if asked.as_of is not None:
            yield from self._as_of(asked, QuoteEntry, reports, limit)
        else:
            rows = stream_rows(self._engine, asked, limit=limit)
            yield from self._with_reports(map(to_quote, rows), reports)

    def count(self, asked: Filter) -> int:
        """How many entries fit."""
        if asked.as_of is not None:
            return sum(1 for _ in entries_as_of(self._engine, asked))
        return count_rows(self._engine, asked)

    def entry(self, entry_id: str, *, as_of: date | None = None) -> Entry:
        """One entry with its reports, by its id (or its beginning), or the id of any of its reports, past ones too.

        Raises ConfigError where there is none.
        """
        if as_of is not None:
            return self._entry_as_of(entry_id, as_of)
        with self._engine.snapshot():
            name = self._home_of(entry_id)
            found = self._entries_by_id([name])
            reports = EvidenceReader(self._engine).load_reports([name])
        return _with(found[0], reports[name])

    def links(self, entry: EventEntry) -> tuple[Link, ...]:
        """What came of a planned event, or which plans came before a deed."""
        return find_links(self._engine, entry)

    def history(self, entry_id: str) -> list[Change]:
        """The log of one entry, and of those that became part of it, oldest first."""
        sql = (
            "SELECT number, changed_at, entry, what, detail, made_by FROM change WHERE entry = ?"
            " OR (what = 'merged' AND detail = ?) ORDER BY number"
        )
        return [_to_change(row) for row in self._engine.run(sql, (entry_id, entry_id))]

    def changes(self, since: int = 0) -> Iterator[Change]:
        """The log after change number `since`, oldest first: what a copy elsewhere has to catch up with."""
        sql = "SELECT number, changed_at, entry, what, detail, made_by FROM change WHERE number > ? ORDER BY number"
        return map(_to_change, self._engine.stream(sql, (since,)))

    def actors(self, words: str | None = None) -> list[Party]:
        """Who is meant by an id, a name, a country or a sector; everybody on record without. Raises ConfigError where nobody is."""
        return find_actors(self._engine, words)

    def names(self, ids: Iterable[str]) -> Mapping[str, str]:
        """Names by actors' ids."""
        return load_names(self._engine, ids)

    def failures(self) -> Iterator[Failure]:
        """What could not be read, by source."""
        sql = "SELECT source, line_id, reason, failed_at FROM failure ORDER BY source, line_id, reason"
        for source, line_id, reason, at in self._engine.stream(sql):
            yield Failure(source=source, line_id=line_id, reason=reason, at=datetime.fromisoformat(at))

    def dyads(self, *, at_least: int = 1) -> list[tuple[Dyad, int]]:
        """Every ordered pair of countries with its number of deeds, most first."""
        sql = (
            "SELECT actor, recipient, SUM(n) AS total FROM dyad_month WHERE deed = 1 GROUP BY actor, recipient"
            " HAVING SUM(n) >= ? ORDER BY total DESC, actor, recipient"
        )
        return [(Dyad(actor, recipient), int(n)) for actor, recipient, n in self._engine.run(sql, (at_least,))]

    def dyad_months(self, dyad: Dyad, *, by_type: bool = True) -> list[DyadMonth]:
        """The roll-up of a dyad by month, quad class and whether done, and by type unless told otherwise.

        It comes from a table that is kept, and is not counted when asked.
        """
        sums = ("n", "n_goldstein", "goldstein", "n_plover", "plover")
        sql = (
            f"SELECT month, {'type' if by_type else 'NULL'}, quad, deed, {', '.join(f'SUM({name})' for name in sums)}"
            f" FROM dyad_month WHERE actor = ? AND recipient = ? GROUP BY month, {'type, ' if by_type else ''}quad, deed"
            f" ORDER BY month, {'type, ' if by_type else ''}quad, deed"
        )
        return [_to_month(dyad, row) for row in self._engine.run(sql, tuple(dyad))]

    def reading(self, article_key: str) -> Reading:
        """The last reading of an article, whole, as it was read. Raises StoreError where there is none."""
        return load_reading(self._engine, article_key)

    def articles(self) -> Iterator[str]:
        """The keys of all articles."""
        return (row[0] for row in self._engine.stream("SELECT key FROM article ORDER BY key"))

    def counts(self) -> dict[str, int]:
        """How many rows each of the main tables has."""
        tables = ("article", "report", "event", "quote", "actor", "failure", "run")
        return {table: int(self._engine.run(f"SELECT COUNT(*) FROM {table}")[0][0]) for table in tables}

    def back_up(self, target: Path) -> None:
        """Write a whole copy of the record as of now to a new file, while others read and write. SQLite only.

        Raises ConfigError for a server (pg_dump does it there), StoreError where the copy cannot be written.
        """
        if not isinstance(self._engine, SqliteEngine):
            raise ConfigError("a record on a server is backed up by the server: pg_dump --format=custom URL > FILE")
        back_up(self._engine.path, target)

    def snapshot(self) -> AbstractContextManager[None]:
        """Several questions put to one state of the record (those that stream have their own)."""
        return self._engine.snapshot()

    # --- how --------------------------------------------------------------------------------------------------------

    def _with_reports(self, entries: Iterable[E], reports: bool) -> Iterator[E]:
        if not reports:
            yield from entries
            return
        reader = EvidenceReader(self._engine)
        for part in chunks(entries, _WITH_REPORTS):
            found = reader.load_reports([entry.id for entry in part])
            yield from (_with(entry, found[entry.id]) for entry in part)

    def _as_of(self, asked: Filter, kind: type[E], reports: bool, limit: int | None) -> Iterator[E]:
        if asked.as_of is None:
            raise ConfigError("no day was given")
        reader = EvidenceReader(self._engine)
        for number, (entry, homes) in enumerate(entries_as_of(self._engine, asked)):
            if limit is not None and number >= limit:
                return
            if not isinstance(entry, kind):
                raise StoreError(f"{entry.id} is no {kind.__name__}; run: onrecord verify")
            if reports:
                found = reader.load_by_report(homes, end_of(asked.as_of)) if homes else reader.load_reports([entry.id])
                entry = _with(entry, found[entry.id])
            yield entry

    def _entry_as_of(self, entry_id: str, as_of: date) -> Entry:
        asked: Filter = QuoteFilter(as_of=as_of) if entry_id.startswith("q") else EventFilter(as_of=as_of)
        reader = EvidenceReader(self._engine)
        for entry, homes in entries_as_of(self._engine, asked):
            if entry.id == entry_id or entry_id in homes:
                found = reader.load_by_report(homes, end_of(as_of)) if homes else reader.load_reports([entry.id])
                return _with(entry, found[entry.id])
        raise ConfigError(f"{_shown(entry_id)}: no such entry was on record on {as_of}")

    def _home_of(self, entry_id: str) -> str:
        """The entry that bears this id, or to which the report belongs that does."""
        name, seen = entry_id, set[str]()
        while name not in seen:
            seen.add(name)
            if self._engine.run(f"SELECT 1 FROM {_table_of(name)} WHERE id = ?", (name,)):
                return name
            sql = "SELECT entry FROM report WHERE id = ? ORDER BY COALESCE(retired_at, '9'), generation DESC LIMIT 1"
            for (home,) in self._engine.run(sql, (name,)):
                name = home
        return self._by_beginning(entry_id)

    def _by_beginning(self, beginning: str) -> str:
        """The only entry whose id begins so."""
        sql = f"SELECT id FROM {_table_of(beginning)} WHERE id >= ? AND id < ? ORDER BY id LIMIT 2"
        found = self._engine.run(sql, (beginning, beginning + "~")) if len(beginning) >= SHORTEST_ID else []
        if len(found) == 1:
            return str(found[0][0])
        told = "several entries begin so; give more of the id" if found else "no such entry is on record"
        raise ConfigError(f"{_shown(beginning)}: {told} (onrecord events and onrecord quotes show ids)")

    def _entries_by_id(self, names: Sequence[str]) -> list[Entry]:
        found: list[Entry] = []
        for name in names:
            kind = _table_of(name)
            columns = ", ".join(EVENT_COLUMNS if kind == "event" else QUOTE_COLUMNS)
            rows = self._engine.run(f"SELECT {columns} FROM {kind} WHERE id = ?", (name,))
            found += [to_event(row) if kind == "event" else to_quote(row) for row in rows]
        return found


def open_engine(where: str | Path, *, readonly: bool = False) -> Engine:
    """The engine for a path or an address."""
    if isinstance(where, str) and where.startswith(POSTGRES):
        from onrecord.record.postgres import PostgresEngine

        return PostgresEngine(where, readonly=readonly)
    return SqliteEngine(Path(where), readonly=readonly)


def _to_input(found: Article | Reading) -> Input:
    article = found.article if isinstance(found, Reading) else found
    return Input(article.url or article.id, None, found)


def _with(entry: E, reports: tuple[EntryReport, ...]) -> E:
    return replace(entry, reports=reports)


def _table_of(entry_id: str) -> str:
    return "quote" if entry_id.startswith("q") else "event"


def _to_change(row: SqlRow) -> Change:
    number, at, entry_id, what, detail, by = row
    return Change(
        number=number, at=datetime.fromisoformat(at), entry_id=entry_id, what=what, detail=detail, by=by
    )  # fmt: skip


def _to_month(dyad: Dyad, row: SqlRow) -> DyadMonth:
    month, type_, quad, deed, n, n_goldstein, goldstein, n_plover, plover = row
    return DyadMonth(
        dyad=dyad, month=date.fromisoformat(month), type=type_, quad=quad, deed=bool(deed), n=int(n), n_goldstein=int(n_goldstein),
        goldstein=int(goldstein) / 10, n_plover_score=int(n_plover), plover_score=int(plover) / 10,
    )  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _shown(words: str) -> str:
    return "".join(c for c in words[:60] if c.isprintable())
