"""`onrecord verify`: everything that the record claims, checked against what it holds."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from onrecord.errors import EvidenceError, StoreError
from onrecord.facts import MadeBy, Reading
from onrecord.record import keys
from onrecord.record.codings import code_reading, telling_of, to_json
from onrecord.record.copying import find_original
from onrecord.record.engine import Engine, Kind, SqlRow
from onrecord.record.entry_rows import KINDS, PARTY_COLUMNS, EntryRows, parties_of
from onrecord.record.evidence import ARTICLE_COLUMNS, to_article
from onrecord.record.keeping import ActorRow, keep_best, unpack_reading
from onrecord.record.matching import score
from onrecord.record.merging import MEMBER_COLUMNS, Standing, cluster_standing, find_voices, load_pairs, to_standing
from onrecord.record.queries import chunks, select_in
from onrecord.record.rollup import Key, RollUp
from onrecord.record.sqlite import SqliteEngine, may_write
from onrecord.record.summary import Member, summarise
from onrecord.record.verify_lists import check_actors, check_blocks, check_copies, check_log

SHOWN = 20  # faults of one check that are told one by one
WORDS = "words are indexed"
_CHUNK = 200
_UNREADABLE = (
    EvidenceError,
    zlib.error,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
)  # what damage raises


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
    named: dict[str, ActorRow] = {}  # what all the readings tell of actors
    checks: tuple[tuple[str, Callable[[Engine], Iterator[str | None]]], ...] = (
        ("texts have the hash that names them", _check_texts),
        ("copies name the earliest of them", _check_copies),
        ("every span of every reading is in its text", partial(_check_readings, named=named)),
        ("reports are what their readings tell", _check_reports),
        ("entries are what their reports tell", _check_entries),
        ("parties of entries", _check_parties),
        ("actors are whom readings name", partial(check_actors, named=named)),
        ("the roll-up adds up", _check_roll_up),
        ("what comes finds its like", check_blocks),
        ("what comes finds its copies", check_copies),
        ("the log is whole", check_log),
    )
    for name, check in checks:
        advance(name)
        looked_at, faults = 0, []
        for fault in _as_far_as_it_reads(check(engine)):
            looked_at += 1
            if fault is not None:
                faults.append(fault)
        yield Check(name=name, looked_at=looked_at, faults=tuple(faults))
    advance(WORDS)
    yield _check_words(engine, read_only=read_only)


def _as_far_as_it_reads(faults: Iterator[str | None]) -> Iterator[str | None]:
    """The outcomes of a check; what cannot be read at all is a fault, and ends it."""
    try:
        yield from faults
    except _UNREADABLE as error:
        yield f"the check ends here, what is kept cannot be read ({type(error).__name__}: {error})"


def _check_texts(engine: Engine) -> Iterator[str | None]:
    for name, packed, n_chars in engine.stream("SELECT id, text, n_chars FROM body"):
        try:
            text = zlib.decompress(bytes(packed)).decode()
        except (zlib.error, UnicodeDecodeError) as error:
            yield f"text {name}: cannot be unpacked ({error})"
            continue
        same = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}" == name and len(text) == n_chars
        yield None if same else f"text {name}: its words are not those that were kept"


def _check_copies(engine: Engine) -> Iterator[str | None]:
    for key, text, day, copy_of in engine.stream("SELECT key, id, published_on, copy_of FROM article"):
        first = find_original(engine, key, text, day)
        yield None if first == copy_of else f"article {key}: it is kept as a copy of {copy_of}, and is one of {first}"


def _check_readings(engine: Engine, named: dict[str, ActorRow]) -> Iterator[str | None]:
    """Every reading of every generation, what was made of it, and that nothing is missing to which others lead.

    Into `named` goes what the readings tell of actors.
    """
    sql = (
        f"SELECT {ARTICLE_COLUMNS}, g.body, g.generation FROM reading g JOIN article a ON a.key = g.article"
        " JOIN body b ON b.id = a.id"
    )
    for row in engine.stream(sql):
        reading = _read_back(row[:-1])
        if isinstance(reading, str):
            yield reading
            continue
        keep_best(named, reading.actors)
        yield None
        yield from _evidence_faults(engine, row[0], row[-1], reading)
    for told, missing in _MISSING:
        yield from (told.format(name) for (name,) in engine.stream(missing))
    sql = "SELECT id, settings, version, weights, gazetteer, ontology FROM run"
    for name, settings, version, weights, gazetteer, ontology in engine.stream(sql):
        made_by = MadeBy(version=version, weights=weights, gazetteer=gazetteer, ontology=ontology)
        same = keys.run_id(made_by, json.loads(settings)) == name
        yield None if same else f"run {name}: what it says of itself is not what its id was made of"


_MISSING = (
    (
        "article {}: its text is missing",
        "SELECT key FROM article a WHERE NOT EXISTS (SELECT 1 FROM body b WHERE b.id = a.id)",
    ),
    (
        "article {}: its reading is missing",
        "SELECT key FROM article a WHERE NOT EXISTS"
        " (SELECT 1 FROM reading g WHERE g.article = a.key AND g.generation = a.generation)",
    ),
    (
        "report {}: the reading that tells it is missing",
        "SELECT id FROM report r WHERE NOT EXISTS"
        " (SELECT 1 FROM reading g WHERE g.article = r.article AND g.generation = r.generation)",
    ),
    (
        "report {}: nothing that comes will be compared with it",
        "SELECT id FROM report r WHERE retired_at IS NULL AND NOT EXISTS (SELECT 1 FROM telling t WHERE t.id = r.telling)",
    ),
    (
        "article {}: it is missing, and its reading is there",
        "SELECT DISTINCT article FROM reading g WHERE NOT EXISTS (SELECT 1 FROM article a WHERE a.key = g.article)",
    ),
    (
        "run {}: it is missing, and its readings are there",
        "SELECT DISTINCT run FROM reading g WHERE NOT EXISTS (SELECT 1 FROM run r WHERE r.id = g.run)",
    ),
)


def _read_back(row: SqlRow) -> Reading | str:
    """The reading of ARTICLE_COLUMNS and a body, checked; or what is wrong with it."""
    try:
        article = to_article(row[:-1])
        reading = unpack_reading(article, bytes(row[-1]))
        reading.check(article)
    except _UNREADABLE as error:
        return f"article {row[0]}: {error}"
    same = keys.article_key(article) == row[0]
    return reading if same else f"article {row[0]}: its key is not the one its content gives"


def _evidence_faults(engine: Engine, key: str, generation: int, reading: Reading) -> Iterator[str]:
    """The reports that say that they stand in this reading, and do not."""
    names = keys.report_ids(key, reading)
    sql = "SELECT id, kind, told_as FROM report WHERE article = ? AND generation = ?"
    for name, kind, told_as in engine.run(sql, (key, generation)):
        if names.get(told_as) != name or kind[:1] != name[:1]:
            yield f"report {name}: it is not {told_as} of its reading"


def _check_reports(engine: Engine) -> Iterator[str | None]:
    """Of each article's last reading: the reports that hold, with their codings."""
    sql = (
        f"SELECT {ARTICLE_COLUMNS}, g.body FROM article a JOIN body b ON b.id = a.id"
        " JOIN reading g ON g.article = a.key AND g.generation = a.generation"
    )
    for row in engine.stream(sql):
        reading = _read_back(row)
        if isinstance(reading, str):
            continue  # told by the check before
        names, codings = keys.report_ids(row[0], reading), code_reading(reading.article, reading)
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
            component, belongs = homes[standing.seq]
            if belongs != standing.entry:
                yield f"report {standing.member.id}: it is kept under {standing.entry}, and belongs to {belongs}"
            elif component != standing.component:
                yield f"report {standing.member.id}: it is kept among {standing.component}, and belongs to {component}"
        seen |= entries.keys()
        yield from _entry_faults(engine, entries, tables)
    for kind in KINDS:
        origin = " WHERE origin = 'read'" if kind == "event" else ""
        for (name,) in engine.stream(f"SELECT id FROM {kind}{origin}"):
            if name not in seen:
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
