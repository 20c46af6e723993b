"""The record: what was said and done, over all the articles that report it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar, overload

from onrecord.entries import (
    Change,
    CodedEvent,
    Copy,
    Dyad,
    DyadMonth,
    Entry,
    EntryReport,
    EventEntry,
    EventFigures,
    Failure,
    Link,
    OfficeTold,
    Page,
    Party,
    QuoteEntry,
    Verdict,
)
from onrecord.errors import ConfigError, StoreError
from onrecord.facts import Reading
from onrecord.frames import Finder
from onrecord.gazetteer import Gazetteer
from onrecord.record import finding
from onrecord.record.as_of import entries_as_of
from onrecord.record.asking import (
    EVENT_COLUMNS,
    QUOTE_COLUMNS,
    count_rows,
    earliest_row,
    end_of,
    load_figures,
    page_rows,
    stream_rows,
    to_event,
    to_quote,
)
from onrecord.record.coded import keep_coded
from onrecord.record.engine import Engine, Kind, SqlRow
from onrecord.record.evidence import EvidenceReader, load_reading
from onrecord.record.filters import EventFilter, Filter, QuoteFilter
from onrecord.record.keeping import Told
from onrecord.record.links import find_links
from onrecord.record.load import Input, Loader
from onrecord.record.opening import open_engine
from onrecord.record.queries import chunks, select_in
from onrecord.record.remerging import has_old_summaries, is_stale, merges_as_now, note_matching, remerge, summarise_anew
from onrecord.record.similarity import fold
from onrecord.record.sqlite import SqliteEngine, back_up
from onrecord.record.verdicts import find_uncertain, keep_verdicts, load_verdicts, stream_read_ids
from onrecord.record.who import find_actors, load_names
from onrecord.text import Article

DEFAULT = "onrecord.db"
SHORTEST_ID = 6  # letters of an id that are looked for; as many as name one entry are enough
NAMED_IDS = 5  # ids that an error lists where several begin alike
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
    def open(
        cls, where: str | Path = DEFAULT, *, readonly: bool = False, create: bool = True, limit_s: float | None = None
    ) -> Record:
        """The record in a SQLite file, or at a `postgresql://` address; made where there is none, if `create` and not `readonly`.

        A question that takes longer than `limit_s` seconds is broken off with a ConfigError.
        """
        engine = open_engine(where, readonly=readonly, create=create, limit_s=limit_s)
        if not readonly and not engine.run("SELECT 1 FROM onrecord_meta WHERE name = 'matching'"):
            with engine.writing():
                note_matching(engine)
        if not readonly and is_stale(engine):
            remerge(engine, _now())
        if not readonly and has_old_summaries(engine):
            summarise_anew(engine)
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
        gazetteer: Gazetteer | None = None,
        settings: Mapping[str, object] | None = None,
        advance: Callable[[Told], None] = lambda told: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Told:
        """Read articles (or take readings) and keep them; how many were added, read anew, known already, or failed.

        What is there already, read by the same reader, changes nothing. Batches are committed as they come, so whatever
        breaks off loses at most the last one. `settings` are noted with the run; `advance` gets the running totals.
        """
        loader = Loader(
            self._engine, finder=finder, gazetteer=gazetteer, settings=settings or {}, advance=advance, clock=clock
        )
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

    def figures(self, asked: EventFilter) -> list[EventFigures]:
        """What is counted of the events that fit, all at once, newest first: under half the work. Raises ConfigError as of a day."""
        if asked.as_of is not None:
            raise ConfigError("what was known on a day comes as whole entries")
        return load_figures(self._engine, asked)

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

    @overload
    def page(
        self, asked: EventFilter, *, limit: int, before: int | None = None, reports: bool = False
    ) -> Page[EventEntry]: ...

    @overload
    def page(
        self, asked: QuoteFilter, *, limit: int, before: int | None = None, reports: bool = False
    ) -> Page[QuoteEntry]: ...

    def page(self, asked: Filter, *, limit: int, before: int | None = None, reports: bool = False) -> Page[Any]:
        """At most `limit` entries that fit, newest first, and where the next page begins: give that back as `before`.

        An entry that comes or goes meanwhile moves no other. Raises ConfigError on a question as of a day.
        """
        if asked.as_of is not None:
            raise ConfigError("what was known on a day comes whole, not in pages")
        rows = page_rows(self._engine, asked, limit=limit + 1, before=before)
        build = to_event if isinstance(asked, EventFilter) else to_quote
        places = tuple(row[0] for row in rows[:limit])
        entries: Iterable[Any] = (build(row[1:]) for row in rows[:limit])
        more = places[-1] if len(rows) > limit else None
        return Page(entries=tuple(self._with_reports(entries, reports)), places=places, before=more)

    def count(self, asked: Filter, *, most: int | None = None) -> int:
        """How many entries fit; counting ends at `most`."""
        if asked.as_of is not None:
            return sum(1 for _ in islice(entries_as_of(self._engine, asked), most))
        return count_rows(self._engine, asked, most=most)

    def earliest(self, asked: Filter) -> Entry | None:
        """The first that fits and has a day; None where there is none. Not as of a day."""
        found = earliest_row(self._engine, asked)
        return None if found is None else to_event(found) if isinstance(asked, EventFilter) else to_quote(found)

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

    def entries(self, ids: Iterable[str]) -> list[Entry]:
        """The entries with these ids, in their order, without reports; those that are no more are left out."""
        wanted = list(ids)
        found: dict[str, Entry] = {}
        for kind, build in (("event", to_event), ("quote", to_quote)):
            columns = ", ".join(EVENT_COLUMNS if kind == "event" else QUOTE_COLUMNS)
            sql = f"SELECT {columns} FROM {kind} WHERE id IN ({{marks}})"
            of_kind = [name for name in wanted if _table_of(name) == kind]
            found |= {row[0]: build(row) for row in select_in(self._engine, sql, of_kind)}
        return [found[name] for name in wanted if name in found]

    def history(self, entry_id: str) -> list[Change]:
        """The log of one entry, and of those that became part of it, oldest first."""
        sql = (
            "SELECT number, changed_at, entry, what, detail, made_by FROM change WHERE entry = ?"
            " OR (what = 'merged' AND detail = ?) ORDER BY number"
        )
        return [_to_change(row) for row in self._engine.run(sql, (entry_id, entry_id))]

    def changes(self, since: int = 0, *, limit: int | None = None) -> Iterator[Change]:
        """The log after change number `since`, oldest first: what a copy elsewhere has to catch up with."""
        sql = "SELECT number, changed_at, entry, what, detail, made_by FROM change WHERE number > ? ORDER BY number"
        more = "" if limit is None else " LIMIT ?"
        return map(_to_change, self._engine.stream(sql + more, (since,) if limit is None else (since, limit)))

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
        return finding.load_dyad_months(self._engine, dyad, by_type=by_type)

    def deeds_by_day(self, *, monthly: bool = False) -> Iterator[tuple[date | None, date | None, tuple[str, ...], int]]:
        """How many deeds of all dyads there are, by first day, last day and the outlets that tell them.

        `monthly`: a deed of one day is told as of the first day of its month, which makes far fewer rows.
        """
        for first, last, outlets, n in finding.stream_deeds_by_day(self._engine, monthly=monthly):
            yield _day(first), _day(last), tuple(json.loads(outlets)), n

    # --- articles and actors, one by one ------------------------------------------------------------------------------

    def find_article(self, name: str) -> str | None:
        """The key of an article, by its key or by the id of its text (the earliest of those that print it)."""
        return finding.find_article(self._engine, name)

    def entries_in(self, article_key: str) -> dict[str, tuple[str, str]]:
        """For each event and quotation of an article's last reading ("e1"): the ids of its report and of its entry."""
        return finding.load_entries_in(self._engine, article_key)

    def copies(self, article_key: str) -> list[Copy]:
        """The articles that print the same words or nearly, most alike first."""
        return [
            Copy(article_key=key, outlet=outlet, published_on=_day(day), likeness=likeness)
            for key, outlet, day, likeness in finding.load_copies(self._engine, article_key)
        ]

    def last_added(self, n: int) -> list[Entry]:
        """The entries that came in last, newest first."""
        return self.entries(dict.fromkeys(finding.load_last_added(self._engine, n)))

    def last_change(self) -> int:
        """The number of the log's last line: as long as it stands, every entry does."""
        return finding.load_last_change(self._engine)

    def party(self, actor_id: str) -> Party | None:
        """An actor by id; None where nobody on record bears it."""
        return finding.load_party(self._engine, actor_id)

    def parties(self, *, beginning: str = "", after: str = "", limit: int) -> list[Party]:
        """Actors in the order of their ids, from the one after `after` on, whose name or a word of it begins so."""
        return finding.load_parties(self._engine, beginning=fold(beginning), after=after, limit=limit)

    def offices(self, actor_id: str) -> list[OfficeTold]:
        """What the reports say that somebody is, latest first."""
        return finding.load_offices(self._engine, actor_id)

    def last_month(self) -> date | None:
        """The first day of the last month with a deed between two countries."""
        return finding.load_last_month(self._engine)

    def months(self, since: date) -> Iterator[DyadMonth]:
        """The deeds of all dyads by month and type from a month on; rows of a dyad stand together."""
        return finding.stream_months(self._engine, since)

    # --- what people say of readings ----------------------------------------------------------------------------------

    def judge(self, verdicts: Iterable[Verdict]) -> int:
        """Log what people say of reports; what they said last already is passed over. How many lines were added.

        `number` and `at` of the verdicts are not used: the log gives them. Raises ConfigError on a name nobody can have.
        """
        return keep_verdicts(self._engine, verdicts, _now())

    def verdicts(self, entries: Sequence[str] | None = None) -> Iterator[Verdict]:
        """All that people said, or what they said of these entries, oldest first."""
        return load_verdicts(self._engine, entries=entries)

    def uncertain(self, kind: Kind, *, limit: int) -> list[tuple[str, float]]:
        """The ids of entries that a reader made and nobody has judged, with their probability, nearest one half first."""
        return find_uncertain(self._engine, kind, limit=limit)

    def read_ids(self, kind: Kind) -> Iterator[str]:
        """The ids of all entries that a reader made."""
        return stream_read_ids(self._engine, kind)

    # --- readings -----------------------------------------------------------------------------------------------------

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
        """Several questions put to one state of the record (on a server those that stream have their own)."""
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
        """The only entry whose id begins so. Raises ConfigError on none and, with their ids, on several."""
        if len(beginning) < SHORTEST_ID:
            raise ConfigError(
                f"{_shown(beginning)}: no such entry is on record; of an id {SHORTEST_ID} letters are needed"
            )
        sql = f"SELECT id FROM {_table_of(beginning)} WHERE id >= ? AND id < ? ORDER BY id LIMIT {NAMED_IDS + 1}"
        found = [str(row[0]) for row in self._engine.run(sql, (beginning, beginning + "~"))]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ConfigError(f"{_shown(beginning)}: no such entry is on record")
        told = ", ".join(found[:NAMED_IDS]) + (" and more" if len(found) > NAMED_IDS else "")
        raise ConfigError(f"{_shown(beginning)}: several entries begin so, give more of the id: {told}")

    def _entries_by_id(self, names: Sequence[str]) -> list[Entry]:
        found: list[Entry] = []
        for name in names:
            kind = _table_of(name)
            columns = ", ".join(EVENT_COLUMNS if kind == "event" else QUOTE_COLUMNS)
            rows = self._engine.run(f"SELECT {columns} FROM {kind} WHERE id = ?", (name,))
            found += [to_event(row) if kind == "event" else to_quote(row) for row in rows]
        return found


def _to_input(found: Article | Reading) -> Input:
    article = found.article if isinstance(found, Reading) else found
    return Input(article.url or article.id, None, found)


def _with(entry: E, reports: tuple[EntryReport, ...]) -> E:
    return replace(entry, reports=reports)


def _table_of(entry_id: str) -> str:
    return "quote" if entry_id.startswith("q") else "event"


def _to_change(row: SqlRow) -> Change:
    number, at, entry_id, what, detail, by = row
    return Change(number=number, at=datetime.fromisoformat(at), entry_id=entry_id, what=what, detail=detail, by=by)


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _shown(words: str) -> str:
    return "".join(c for c in words[:60] if c.isprintable())
