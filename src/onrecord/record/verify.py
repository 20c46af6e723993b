"""`onrecord verify`: everything that the record claims, checked against what it holds."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.errors import EvidenceError, StoreError
from onrecord.record import keys
from onrecord.record.codings import code_reading, telling_of, to_json
from onrecord.record.engine import Engine, Kind, SqlRow
from onrecord.record.entry_rows import KINDS, EntryRows
from onrecord.record.evidence import ARTICLE_COLUMNS, to_article
from onrecord.record.keeping import unpack_reading
from onrecord.record.matching import score
from onrecord.record.merging import MEMBER_COLUMNS, Standing, cluster_standing, find_voices, load_pairs, to_standing
from onrecord.record.queries import chunks, select_in
from onrecord.record.rollup import Key, RollUp
from onrecord.record.sqlite import SqliteEngine, may_write
from onrecord.record.summary import Member, summarise

SHOWN = 20  # faults of one check that are told one by one
WORDS = "words are indexed"
_CHUNK = 200


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
    checks: tuple[tuple[str, Callable[[Engine], Iterator[str | None]]], ...] = (
        ("texts have the hash that names them", _check_texts),
        ("every span of every reading is in its text", _check_readings),
        ("reports are what their readings tell", _check_reports),
        ("entries are what their reports tell", _check_entries),
        ("parties of entries", _check_parties),
        ("the roll-up adds up", _check_roll_up),
    )
    for name, check in checks:
        advance(name)
        looked_at, faults = 0, []
        for fault in check(engine):
            looked_at += 1
            if fault is not None:
                faults.append(fault)
        yield Check(name=name, looked_at=looked_at, faults=tuple(faults))
    advance(WORDS)
    yield _check_words(engine, read_only=read_only)


def _check_texts(engine: Engine) -> Iterator[str | None]:
    for name, packed, n_chars in engine.stream("SELECT id, text, n_chars FROM body"):
        try:
            text = zlib.decompress(bytes(packed)).decode()
        except (zlib.error, UnicodeDecodeError) as error:
            yield f"text {name}: cannot be unpacked ({error})"
            continue
        same = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}" == name and len(text) == n_chars
        yield None if same else f"text {name}: its words are not those that were kept"


def _check_readings(engine: Engine) -> Iterator[str | None]:
    sql = f"SELECT {ARTICLE_COLUMNS}, g.body FROM reading g JOIN article a ON a.key = g.article JOIN body b ON b.id = a.id"
    for row in engine.stream(sql):
        yield _reading_fault(row)
    missing = "SELECT key FROM article WHERE NOT EXISTS (SELECT 1 FROM reading WHERE reading.article = article.key)"
    yield from (f"article {key}: its reading is missing" for (key,) in engine.stream(missing))


def _reading_fault(row: SqlRow) -> str | None:
    try:
        article = to_article(row[:-1])
        unpack_reading(article, bytes(row[-1])).check(article)
        if keys.article_key(article) != row[0]:
            return f"article {row[0]}: its key is not the one its content gives"
    except (EvidenceError, zlib.error, ValueError) as error:
        return f"article {row[0]}: {error}"
    return None


def _check_reports(engine: Engine) -> Iterator[str | None]:
    """Of each article's last reading: the reports that hold, with their codings."""
    sql = (
        f"SELECT {ARTICLE_COLUMNS}, g.body FROM article a JOIN body b ON b.id = a.id"
        " JOIN reading g ON g.article = a.key AND g.generation = a.generation"
    )
    for row in engine.stream(sql):
        article = to_article(row[:-1])
        try:
            reading = unpack_reading(article, bytes(row[-1]))
        except (EvidenceError, zlib.error, ValueError):
            continue  # told by the check before
        names, codings = keys.report_ids(row[0], reading), code_reading(article, reading)
        wanted = {names[local]: to_json(coding) for local, coding in codings.items()}
        held: dict[str, str] = dict(
            engine.run("SELECT id, coding FROM report WHERE article = ? AND retired_at IS NULL", (row[0],))
        )
        for name in sorted(wanted.keys() | held.keys()):
            yield None if wanted.get(name) == held.get(name) else f"report {name}: it is not what the reading tells"


def _check_entries(engine: Engine) -> Iterator[str | None]:
    """Every entry made again from its reports, and every pair decided again."""
    seen: set[str] = set()
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
            if homes[standing.seq][1] != standing.entry:
                belongs = homes[standing.seq][1]
                yield f"report {standing.member.id}: it is kept under {standing.entry}, and belongs to {belongs}"
        seen |= entries.keys()
        yield from _entry_faults(engine, entries, tables)
    for kind in KINDS:
        origin = " WHERE origin = 'read'" if kind == "event" else ""
        for (name,) in engine.stream(f"SELECT id FROM {kind}{origin}"):
            if name not in seen:
                yield f"entry {name}: no report is left that tells it"


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
    for kind in KINDS:
        sql = f"SELECT entry FROM {kind}_party p WHERE NOT EXISTS (SELECT 1 FROM {kind} e WHERE e.seq = p.entry)"
        yield from (f"{kind}_party: entry {seq} is not there" for (seq,) in engine.stream(sql))
        ((n,),) = engine.run(f"SELECT COUNT(*) FROM {kind}_party")
        yield from (None for _ in range(n))
    wanted: dict[tuple[str, str], int] = {}
    for actors, recipients in engine.stream("SELECT actors, recipients FROM event"):
        for role, told in (("actor", actors), ("recipient", recipients)):
            for name in set(json.loads(told)):
                wanted[role, name] = wanted.get((role, name), 0) + 1
    held: dict[tuple[str, str], int] = {
        (role, actor): n
        for role, actor, n in engine.run(
            "SELECT role, actor, COUNT(DISTINCT entry) FROM event_party GROUP BY role, actor"
        )
    }
    for key in sorted(wanted.keys() | held.keys()):
        if wanted.get(key) != held.get(key):
            yield f"event_party: {key[1]} is {key[0]} of {wanted.get(key, 0)} events, and found in {held.get(key, 0)}"


def _check_roll_up(engine: Engine) -> Iterator[str | None]:
    columns = (
        "actor_countries",
        "recipient_countries",
        "reciprocal",
        "first_on",
        "type",
        "quad",
        "modality",
        "asserted_by",
        "goldstein",
        "plover_score",
    )
    rows = engine.stream(f"SELECT {', '.join(columns)} FROM event")
    wanted = RollUp.of(dict(zip(columns, row, strict=True)) for row in rows)
    sql = (
        "SELECT actor, recipient, month, type, quad, deed, n, n_goldstein, goldstein, n_plover, plover FROM dyad_month"
    )
    held: dict[Key, tuple[int, ...]] = {(*row[:6],): tuple(row[6:]) for row in engine.stream(sql)}
    for key in sorted(wanted.keys() | held.keys()):
        same = wanted.get(key) == held.get(key)
        yield None if same else f"roll-up {' '.join(map(str, key))}: {held.get(key)} is kept, {wanted.get(key)} counted"


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
