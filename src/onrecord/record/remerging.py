"""Making all entries anew from the reports, after the weights by which reports are matched have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.resources import files

from onrecord.record.codings import code_reading, telling_of, to_json
from onrecord.record.copying import mark_all_copies
from onrecord.record.engine import Engine
from onrecord.record.entry_rows import KINDS, EntryRows
from onrecord.record.evidence import load_reading
from onrecord.record.keeping import log_changes
from onrecord.record.keys import report_ids
from onrecord.record.matching import RULES
from onrecord.record.merging import MEMBER_COLUMNS, Fresh, Merger, find_voices, to_standing
from onrecord.record.queries import chunks, select_in
from onrecord.record.rollup import RollUp
from onrecord.record.summary import Member, summarise
from onrecord.record.surroundings import surroundings

_CHUNK = 2_000


def matching_version() -> str:
    """The hash of what decides which reports match."""
    data = files("onrecord.record").joinpath("data")
    told = b"".join(data.joinpath(name).read_bytes() for name in ("matching.toml", "stop_words.txt", "meanings.npy"))
    return hashlib.sha256(f"{RULES}\n".encode() + told).hexdigest()[:19]


def note_matching(engine: Engine) -> None:
    """Write down by which weights a new record merges. Call it inside `writing`."""
    engine.load_rows("onrecord_meta", ("name", "value"), [("matching", matching_version())])


def is_stale(engine: Engine) -> bool:
    """Whether a step of the schema has left the entries to be made anew."""
    return engine.run("SELECT value FROM onrecord_meta WHERE name = 'matching'") == [("",)]


def has_old_summaries(engine: Engine) -> bool:
    """Whether a step of the schema has left entries to be summed up anew."""
    return bool(engine.run("SELECT 1 FROM onrecord_meta WHERE name = 'summaries'"))


def summarise_anew(engine: Engine) -> None:
    """Sum up the entries of several reports anew, in one transaction; what belongs together stays as it is."""
    with engine.writing():
        sql = "SELECT entry FROM report WHERE retired_at IS NULL GROUP BY entry HAVING COUNT(*) > 1 ORDER BY entry"
        for part in chunks([row[0] for row in engine.run(sql)], _CHUNK):
            members = _members_of(engine, part)
            voices = find_voices(engine, members.values())
            for kind in KINDS:
                rows, roll_up = EntryRows(engine, kind), RollUp()
                old = rows.load(name for name in members if name.startswith(kind[0]))
                new = {name: row | summarise(members[name], voices[name]) for name, row in old.items()}
                other = [name for name, row in old.items() if row != new[name]]
                rows.replace([old[name] for name in other], [new[name] for name in other], roll_up)
                roll_up.write(engine)
        engine.run("DELETE FROM onrecord_meta WHERE name = 'summaries'")


def _members_of(engine: Engine, entries: Iterable[str]) -> dict[str, list[Member]]:
    sql = (
        f"SELECT {MEMBER_COLUMNS} FROM report r JOIN article a ON a.key = r.article"
        " WHERE r.entry IN ({marks}) AND r.retired_at IS NULL"
    )
    members: dict[str, list[Member]] = {}
    for row in select_in(engine, sql, entries):
        standing = to_standing(row)
        members.setdefault(standing.entry, []).append(standing.member)
    return members


def merges_as_now(engine: Engine) -> bool:
    """Whether the entries were made by the weights of this onrecord."""
    return engine.run("SELECT value FROM onrecord_meta WHERE name = 'matching'") == [(matching_version(),)]


def remerge(engine: Engine, at: str) -> int:
    """Make every entry anew, in one transaction; how many entries changed. Ids stay with their earliest report."""
    with engine.writing():
        before = _entries(engine)
        for kind in KINDS:
            rows, roll_up = EntryRows(engine, kind), RollUp()
            for part in chunks([name for name in sorted(before) if name.startswith(kind[0])], _CHUNK):
                rows.replace(list(rows.load(part).values()), [], roll_up)
            roll_up.write(engine)
        for table in ("block", "pairing", "telling"):
            engine.run(f"DELETE FROM {table}")
        _recode(engine)
        mark_all_copies(engine)
        engine.run("UPDATE report SET component = seq, entry = id WHERE retired_at IS NULL")
        merger = Merger(engine)
        last = 0
        while fresh := _next_reports(engine, last):
            merger.merge(fresh)
            last = fresh[-1].seq
        engine.run("UPDATE onrecord_meta SET value = ? WHERE name = 'matching'", (matching_version(),))
        after = _entries(engine)
        gone, new = sorted(before - after), sorted(after - before)
        log_changes(engine, [(name, "removed", "remerged") for name in gone], at)
        log_changes(engine, [(name, "added", "remerged") for name in new], at)
    return len(gone) + len(new)


def _entries(engine: Engine) -> set[str]:
    rows = engine.run("SELECT id FROM event WHERE origin = 'read' UNION ALL SELECT id FROM quote")
    return {row[0] for row in rows}


def _next_reports(engine: Engine, last: int) -> list[Fresh]:
    sql = (
        f"SELECT {MEMBER_COLUMNS} FROM report r JOIN article a ON a.key = r.article"
        " WHERE r.retired_at IS NULL AND r.seq > ? ORDER BY r.seq LIMIT ?"
    )
    found = []
    for row in engine.run(sql, (last, _CHUNK)):
        standing = to_standing(row)
        found.append(Fresh(standing.seq, standing.kind, standing.telling, standing.member))
    return found


def _recode(engine: Engine) -> None:
    """Code every report anew from the readings as they were kept: this onrecord may ask more of them."""
    for (key,) in engine.run("SELECT key FROM article ORDER BY key"):
        reading = load_reading(engine, key)
        around = surroundings(reading.article.text)
        engine.run("UPDATE article SET details = ? WHERE key = ?", (" ".join(sorted(around)), key))
        names = report_ids(key, reading)
        coded = {names[local]: coding for local, coding in code_reading(reading.article, reading).items()}
        engine.run_many(
            "UPDATE report SET coding = ?, telling = ? WHERE id = ? AND retired_at IS NULL",
            [(to_json(coding), telling_of(coding, around), name) for name, coding in coded.items()],
        )
