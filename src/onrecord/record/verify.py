"""`onrecord verify`: everything that the record claims, checked against what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from onrecord.errors import StoreError
from onrecord.record.codings import telling_of
from onrecord.record.copying import find_original
from onrecord.record.engine import Engine, Kind, SqlRow
from onrecord.record.entry_rows import KINDS, PARTY_COLUMNS, EntryRows, parties_of
from onrecord.record.matching import score
from onrecord.record.merging import MEMBER_COLUMNS, Standing, cluster_standing, find_voices, load_pairs, to_standing
from onrecord.record.queries import chunks, select_in
from onrecord.record.sqlite import SqliteEngine, may_write
from onrecord.record.summary import Member, summarise
from onrecord.record.verify_lists import Named, check_actors, check_blocks, check_log, check_roll_up
from onrecord.record.verify_texts import COPIES, READINGS, REPORTS, TEXTS, UNREADABLE, Outcome, check_texts

SHOWN = 20  # faults of one check that are told one by one
WORDS = "words are indexed"
_CHUNK = 200
PASS = (TEXTS, READINGS, REPORTS, COPIES)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: how many things it looked at, what it found wrong, and why it was not made, where it was not."""

    name: str
    looked_at: int
    faults: tuple[str, ...]
    left_out: str | None = None


def verify(
    engine: Engine, advance: Callable[[str], None] = lambda name: None, *, read_only: bool = False
) -> Iterator[Check]:
    """Each check in turn; `advance` is called with the name of the one that begins. Raises StoreError.

    Nothing is changed. SQLite checks its index of words in a transaction, which is given up; `read_only` leaves that out.
    """
    with _scratch() as scratch:
        named = Named(scratch)
        for name in PASS:
            advance(name)
        yield from _sort_out(PASS, _as_far_as_it_reads(check_texts(engine, named), lambda told: (READINGS, told)))
        checks: tuple[tuple[str, Callable[[Engine], Iterator[str | None]]], ...] = (
            ("copies name the earliest of them", _check_copies),
            ("entries are what their reports tell", _check_entries),
            ("parties of entries", _check_parties),
            ("actors are whom readings name", partial(check_actors, named=named)),
            ("the roll-up adds up", partial(check_roll_up, scratch=scratch)),
            ("what comes finds its like", check_blocks),
            ("the log is whole", check_log),
        )
        for name, check in checks:
            advance(name)
            outcomes = _as_far_as_it_reads(check(engine), lambda told: told)
            yield from _sort_out((name,), ((name, fault) for fault in outcomes))
    advance(WORDS)
    yield _check_words(engine, read_only=read_only)


@contextmanager
def _scratch() -> Iterator[SqliteEngine]:
    """A database of passage, for what would not fit into memory."""
    with TemporaryDirectory(prefix="onrecord-") as folder:
        scratch = SqliteEngine(Path(folder) / "scratch.db")
        scratch.run("PRAGMA synchronous = OFF")  # nothing of it need outlive the check
        try:
            yield scratch
        finally:
            scratch.close()


def _sort_out(names: tuple[str, ...], outcomes: Iterable[Outcome]) -> Iterator[Check]:
    """The checks of one pass, whose outcomes come as they are found."""
    looked_at, faults = Counter[str](), {name: list[str]() for name in names}
    for name, fault in outcomes:
        looked_at[name] += 1
        if fault is not None:
            faults[name].append(fault)
    for name in names:
        yield Check(name=name, looked_at=looked_at[name], faults=tuple(faults[name]))


def _as_far_as_it_reads(outcomes: Iterator[T], to_outcome: Callable[[str], T]) -> Iterator[T]:
    """The outcomes of a check; what cannot be read at all is a fault, and ends it."""
    try:
        yield from outcomes
    except UNREADABLE as error:
        yield to_outcome(f"the check ends here, what is kept cannot be read ({type(error).__name__}: {error})")


def _check_copies(engine: Engine) -> Iterator[str | None]:
    for key, text, day, copy_of in engine.stream("SELECT key, id, published_on, copy_of FROM article"):
        first = find_original(engine, key, text, day)
        yield None if first == copy_of else f"article {key}: it is kept as a copy of {copy_of}, and is one of {first}"


def _check_entries(engine: Engine) -> Iterator[str | None]:
    """Every entry made again from its reports, and every pair decided again."""
    components = (row[0] for row in engine.stream("SELECT DISTINCT component FROM report WHERE retired_at IS NULL"))
    tables = {kind: EntryRows(engine, kind) for kind in KINDS}
    for part in chunks(components, _CHUNK):
        sql = (
            f"SELECT {MEMBER_COLUMNS} FROM report r JOIN article a ON a.key = r.article"
            " WHERE r.component IN ({marks}) AND r.retired_at IS NULL"
        )
        reports = [to_standing(row) for row in select_in(engine, sql, part)]
        pairs = load_pairs(engine, reports)
        yield from _pair_faults(reports, pairs)
        entries, homes = cluster_standing(reports, pairs)
        for standing in reports:
            component, belongs = homes[standing.seq]
            if belongs != standing.entry:
                yield f"report {standing.member.id}: it is kept under {standing.entry}, and belongs to {belongs}"
            elif component != standing.component:
                yield f"report {standing.member.id}: it is kept among {standing.component}, and belongs to {component}"
        yield from _entry_faults(engine, entries, tables)
    for kind in KINDS:
        read = "origin = 'read' AND " if kind == "event" else ""
        told = "SELECT 1 FROM report r WHERE r.entry = e.id AND r.retired_at IS NULL"
        for (name,) in engine.stream(f"SELECT id FROM {kind} e WHERE {read}NOT EXISTS ({told})"):
            yield f"entry {name}: no report is left that tells it"
    sql = "SELECT e.id, c.entry FROM event e LEFT JOIN coded c ON c.entry = e.seq WHERE e.origin <> 'read'"
    for name, row in engine.stream(sql):
        yield f"entry {name}: the row that proves it is missing" if row is None else None


def _pair_faults(reports: list[Standing], pairs: list[SqlRow]) -> Iterator[str | None]:
    told = {report.telling: report.member for report in reports}
    for report in reports:
        if report.telling != telling_of(report.member.coding, report.member.details):
            yield f"report {report.member.id}: it is compared as what it does not tell"
    for one, other, chance in pairs:
        if one < other and one in told and other in told:
            a, b = told[one], told[other]
            now = score(a.coding, b.coding, a.details, b.details)
            yield None if now == chance else f"reports {a.id} and {b.id}: kept as alike by {chance}, and are by {now}"


def _entry_faults(
    engine: Engine, entries: dict[str, list[Member]], tables: dict[Kind, EntryRows]
) -> Iterator[str | None]:
    voices = find_voices(engine, entries.values())
    for kind in KINDS:
        names = [name for name in entries if name.startswith(kind[0])]
        held = tables[kind].load(names)
        for name in names:
            values, row = summarise(entries[name], voices[name]), held.get(name)
            wrong = [column for column, value in values.items() if row is None or row[column] != value]
            yield f"entry {name}: not what its reports tell ({', '.join(wrong[:5])})" if wrong else None


def _check_parties(engine: Engine) -> Iterator[str | None]:
    """Who is found as a party of an entry: those whom its row names, and nobody else; and all of them are known."""
    for kind in KINDS:
        columns = PARTY_COLUMNS[kind]
        entries = engine.stream(f"SELECT id, {', '.join(columns)} FROM {kind} ORDER BY seq")
        held = groupby(
            engine.stream(f"SELECT entry, country, role, actor FROM {kind}_party ORDER BY entry"),
            key=lambda row: row[0],
        )
        at, rows = next(held, (None, iter(())))
        for name, *values in entries:
            row = dict(zip(columns, values, strict=True))
            while at is not None and at < row["seq"]:
                yield f"{kind}_party: entry {at} is not there"
                at, rows = next(held, (None, iter(())))
            found = {(country, role, seq, actor) for seq, country, role, actor in rows} if at == row["seq"] else set()
            same = found == set(parties_of(kind, row))
            yield None if same else f"{kind} {name}: its parties are not those by which it is found"
            if at == row["seq"]:
                at, rows = next(held, (None, iter(())))
        while at is not None:
            yield f"{kind}_party: entry {at} is not there"
            at, rows = next(held, (None, iter(())))
        sql = f"SELECT DISTINCT actor FROM {kind}_party p WHERE NOT EXISTS (SELECT 1 FROM actor a WHERE a.id = p.actor)"
        yield from (f"actor {name}: a party of entries, and nothing is known of it" for (name,) in engine.stream(sql))


def _check_index(engine: Engine, kind: str) -> None:
    """Raise StoreError unless SQLite's index holds the words of every entry.

    It asks for a line of every row, and imported events without words have none: they are indexed for the check alone.
    """
    with engine.snapshot():  # which is given up at its end
        if kind == "event":
            imported = "SELECT seq, words, titles FROM event WHERE origin <> 'read' AND words = ''"
            engine.run(f"INSERT INTO event_words (rowid, words, titles) {imported}")
        engine.run(f"INSERT INTO {kind}_words ({kind}_words, rank) VALUES ('integrity-check', 1)")


def _check_words(engine: Engine, *, read_only: bool) -> Check:
    """Whether every entry is in the index of words, by whichever way the database has of telling."""
    n = sum(int(engine.run(f"SELECT COUNT(*) FROM {kind}")[0][0]) for kind in KINDS)
    if not isinstance(engine, SqliteEngine):
        return Check(name=WORDS, looked_at=n, faults=tuple(_unindexed(engine)))
    if read_only:
        return Check(name=WORDS, looked_at=0, faults=(), left_out="--read-only was given")
    if not may_write(engine.path):
        return Check(name=WORDS, looked_at=0, faults=(), left_out="the record may only be read")
    return Check(name=WORDS, looked_at=n, faults=tuple(_damaged_indexes(engine)))


def _unindexed(engine: Engine) -> Iterator[str]:
    for kind in KINDS:
        where = " WHERE found IS NULL" + (" AND origin = 'read'" if kind == "event" else "")
        yield from (
            f"{kind} {name}: its words are not indexed" for (name,) in engine.stream(f"SELECT id FROM {kind}{where}")
        )


def _damaged_indexes(engine: SqliteEngine) -> Iterator[str]:
    writer = SqliteEngine(engine.path) if engine.readonly else engine
    try:
        for kind in KINDS:
            try:
                _check_index(writer, kind)
            except StoreError as error:
                yield f"{kind}: the index of words is damaged ({error})"
    finally:
        if writer is not engine:
            writer.close()
