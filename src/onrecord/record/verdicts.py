"""What people say of readings: lines of the log beside them, never over them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from onrecord.entries import Verdict, VerdictKind
from onrecord.errors import ConfigError
from onrecord.record.engine import Engine, Kind, SqlRow
from onrecord.record.keeping import BY_MACHINE, log_changes
from onrecord.record.queries import select_in

MAX_NAME = 100  # letters of a person's name
_COLUMNS = "number, changed_at, entry, what, detail, made_by"
_WHAT = "made_by <> 'onrecord' AND what IN ('accepted', 'rejected', 'corrected')"
UNCERTAIN = 0.5  # a coding that is as likely right as wrong


def keep_verdicts(engine: Engine, verdicts: Iterable[Verdict], at: str) -> int:
    """Log verdicts; one that its person has given already, word for word and last, is passed over. How many were new.

    The log gives `number` and `at`. Raises ConfigError on a name that no person can have.
    """
    added = 0
    with engine.writing():
        for verdict in verdicts:
            check_name(verdict.by)
            detail = _to_detail(verdict)
            if _last_told(engine, verdict) != (verdict.what, detail):
                log_changes(engine, [(verdict.entry_id, verdict.what, detail)], at, verdict.by)
                added += 1
    return added


def check_name(name: str) -> None:
    """Raise ConfigError unless a log can tell who this was."""
    if not name.strip() or name != name.strip() or len(name) > MAX_NAME or not name.isprintable():
        raise ConfigError(f"give your name, as one line of at most {MAX_NAME} letters: it stands beside each verdict")
    if name.lower() == BY_MACHINE:
        raise ConfigError(f"{name} is the name under which the machine writes; give your own")


def load_verdicts(engine: Engine, *, entries: Sequence[str] | None = None) -> Iterator[Verdict]:
    """All verdicts, or those on these entries, oldest first."""
    if entries is None:
        rows: Iterable[SqlRow] = engine.stream(f"SELECT {_COLUMNS} FROM change WHERE {_WHAT} ORDER BY number")
    else:
        sql = f"SELECT {_COLUMNS} FROM change WHERE {_WHAT} AND entry IN ({{marks}})"
        rows = sorted(select_in(engine, sql, entries))
    return map(_to_verdict, rows)


def find_uncertain(engine: Engine, kind: Kind, *, limit: int) -> list[tuple[str, float]]:
    """Entries that a reader made and no person has judged, the least certain first: id and probability."""
    read = " AND entry.origin = 'read'" if kind == "event" else ""
    judged = f"SELECT 1 FROM change WHERE change.entry = entry.id AND {_WHAT}"
    sql = (
        f"SELECT entry.id, entry.prob FROM {kind} AS entry WHERE entry.prob {{side}}{read}"
        f" AND NOT EXISTS ({judged}) ORDER BY entry.prob {{order}}, entry.id LIMIT ?"
    )
    sides = ((">= ?", "ASC"), ("< ?", "DESC"))
    found = [row for side, order in sides for row in engine.run(sql.format(side=side, order=order), (UNCERTAIN, limit))]
    return sorted(((name, prob) for name, prob in found), key=lambda one: (abs(one[1] - UNCERTAIN), one[0]))[:limit]


def stream_read_ids(engine: Engine, kind: Kind) -> Iterator[str]:
    """The ids of all entries that a reader made; what was imported has no words to judge."""
    read = " WHERE origin = 'read'" if kind == "event" else ""
    return (row[0] for row in engine.stream(f"SELECT id FROM {kind}{read}"))


def _last_told(engine: Engine, verdict: Verdict) -> tuple[str, str] | None:
    """What this person said of this report last."""
    sql = f"SELECT what, detail FROM change WHERE entry = ? AND made_by = ? AND {_WHAT} ORDER BY number DESC"
    for what, detail in engine.run(sql, (verdict.entry_id, verdict.by)):
        if json.loads(detail)["report"] == verdict.report_id:
            return what, detail
    return None


def _to_detail(verdict: Verdict) -> str:
    told = {"report": verdict.report_id, "reason": verdict.reason, "after": dict(verdict.after), "audit": verdict.audit}
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False, sort_keys=True)


def _to_verdict(row: SqlRow) -> Verdict:
    number, at, entry, what, detail, by = row
    told = json.loads(detail)
    kind: VerdictKind = what
    return Verdict(
        number=number, at=datetime.fromisoformat(at), entry_id=entry, report_id=told["report"], what=kind, by=by,
        reason=told.get("reason"), after=told.get("after", {}), audit=told.get("audit"),
    )  # fmt: skip
