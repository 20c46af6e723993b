"""Small questions of those who show a record: which articles, which entries in them, what came last."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from datetime import date

from onrecord.entries import Dyad, DyadMonth, OfficeTold, Party
from onrecord.record.engine import Engine, SqlRow

LOOKED_AT = 20  # articles of each kind of entry that tell what somebody is
_PARTY = "id, name, kind, country, sectors"


def find_article(engine: Engine, name: str) -> str | None:
    """The key of an article by its key or its id (where several printed the same text, the earliest); None without one."""
    if engine.run("SELECT 1 FROM article WHERE key = ?", (name,)):
        return name
    sql = "SELECT key FROM article WHERE id = ? ORDER BY COALESCE(published_on, '9999'), key LIMIT 1"
    rows = engine.run(sql, (name,))
    return str(rows[0][0]) if rows else None


def load_entries_in(engine: Engine, article: str) -> dict[str, tuple[str, str]]:
    """What an article's last reading tells, by its id in the reading ("e1"): the ids of its report and of its entry."""
    sql = "SELECT told_as, id, entry FROM report WHERE article = ? AND retired_at IS NULL"
    return {told_as: (report, entry) for told_as, report, entry in engine.run(sql, (article,))}


def load_copies(engine: Engine, article: str) -> list[SqlRow]:
    """Articles that print the same words, or nearly: key, outlet, day, likeness; most alike first."""
    sql = (
        "SELECT a.key, a.outlet, a.published_on, 1.0 FROM article o JOIN article a ON a.id = o.id AND a.key <> o.key WHERE o.key = ?"
        " UNION ALL SELECT a.key, a.outlet, a.published_on, n.jaccard FROM article o JOIN near n ON n.text = o.id"
        " JOIN article a ON a.id = n.other WHERE o.key = ? ORDER BY 4 DESC, 3, 1"
    )
    return engine.run(sql, (article, article))


def load_last_added(engine: Engine, n: int) -> list[str]:
    """The ids of the entries that came in last, newest first."""
    sql = "SELECT entry FROM change WHERE what = 'added' AND entry IS NOT NULL ORDER BY number DESC LIMIT ?"
    return [row[0] for row in engine.run(sql, (n,))]


def load_last_change(engine: Engine) -> int:
    """The number of the log's last line: as long as it stands, every entry does."""
    ((number,),) = engine.run("SELECT COALESCE(MAX(number), 0) FROM change")
    return int(number)


def load_last_month(engine: Engine) -> date | None:
    """The last month of the roll-up in which anything passed; a day that was read wrong may lie after all that was told, and is none."""
    ((published,),) = engine.run("SELECT MAX(published_on) FROM article")
    imported = engine.run("SELECT first_on FROM event WHERE seq = (SELECT MAX(entry) FROM coded)")  # seq is by day
    newest = max((day for day in (published, *(day for (day,) in imported)) if day), default="9999")
    ((month,),) = engine.run("SELECT MAX(month) FROM dyad_month WHERE deed = 1 AND month <= ?", (newest,))
    return date.fromisoformat(month) if month else None


def stream_months(engine: Engine, since: date) -> Iterator[DyadMonth]:
    """The deeds of all dyads by month and type, from a month on; rows of a dyad stand together."""
    sql = (
        "SELECT actor, recipient, month, type, quad, n, n_goldstein, goldstein, n_plover, plover FROM dyad_month"
        " WHERE deed = 1 AND month >= ? ORDER BY actor, recipient, month"
    )
    for actor, recipient, month, type_, quad, n, n_goldstein, goldstein, n_plover, plover in engine.stream(
        sql, (since.replace(day=1).isoformat(),)
    ):
        yield DyadMonth(
            dyad=Dyad(actor, recipient), month=date.fromisoformat(month), type=type_, quad=quad, deed=True, n=n,
            n_goldstein=n_goldstein, goldstein=goldstein / 10, n_plover_score=n_plover, plover_score=plover / 10,
        )  # fmt: skip


def load_dyad_months(engine: Engine, dyad: Dyad, *, by_type: bool) -> list[DyadMonth]:
    """The roll-up of one dyad by month, quad class and whether done, and by type where that is asked."""
    sums = ("n", "n_goldstein", "goldstein", "n_plover", "plover")
    sql = (
        f"SELECT month, {'type' if by_type else 'NULL'}, quad, deed, {', '.join(f'SUM({name})' for name in sums)}"
        f" FROM dyad_month WHERE actor = ? AND recipient = ? GROUP BY month, {'type, ' if by_type else ''}quad, deed"
        f" ORDER BY month, {'type, ' if by_type else ''}quad, deed"
    )
    return [
        DyadMonth(
            dyad=dyad, month=date.fromisoformat(month), type=type_, quad=quad, deed=bool(deed), n=int(n),
            n_goldstein=int(n_goldstein), goldstein=int(goldstein) / 10, n_plover_score=int(n_plover), plover_score=int(plover) / 10,
        )
        for month, type_, quad, deed, n, n_goldstein, goldstein, n_plover, plover in engine.run(sql, tuple(dyad))
    ]  # fmt: skip


def stream_deeds_by_day(engine: Engine, *, monthly: bool) -> Iterator[SqlRow]:
    """First day, last day and outlets of the deeds of all dyads, each once with its number; `monthly`: see `Record.deeds_by_day`."""
    one_day = "CASE WHEN first_on = last_on THEN substr(first_on, 1, 7) || '-01' ELSE {day} END"
    days = ", ".join(one_day.format(day=day) if monthly else day for day in ("first_on", "last_on"))
    sql = f"SELECT {days}, outlets, COUNT(*) FROM event WHERE modality = 'actual' AND asserted_by IS NULL GROUP BY 1, 2, 3"
    return engine.stream(sql)


def load_party(engine: Engine, name: str) -> Party | None:
    """One actor by id."""
    rows = engine.run(f"SELECT {_PARTY} FROM actor WHERE id = ?", (name,))
    return _to_party(rows[0]) if rows else None


def load_parties(engine: Engine, *, beginning: str, after: str, limit: int) -> list[Party]:
    """Actors by id, those after one; with a beginning (folded) those whose name, or a word of it, begins so."""
    words = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    sql = (
        f"SELECT {_PARTY} FROM actor WHERE id > ? AND (folded LIKE ? ESCAPE '\\' OR folded LIKE ? ESCAPE '\\')"
        " ORDER BY id LIMIT ?"
    )
    return [_to_party(row) for row in engine.run(sql, (after, f"{words}%", f"% {words}%", limit))]


def _to_party(row: SqlRow) -> Party:
    name, shown, kind, country, sectors = row
    return Party(id=name, name=shown, kind=kind, country=country, sectors=tuple(sectors.split()))


def load_offices(engine: Engine, actor: str) -> list[OfficeTold]:
    """What the reports say that somebody is, each office with the first and last day of a report that says so, latest first.

    At most LOOKED_AT of the articles that quote or code him are looked at, the newest.
    """
    sql = (
        "SELECT DISTINCT a.published_on, a.key, g.body FROM {kind}_party p JOIN {kind} e ON e.seq = p.entry"
        " JOIN report r ON r.entry = e.id AND r.retired_at IS NULL JOIN article a ON a.key = r.article"
        " JOIN reading g ON g.article = a.key AND g.generation = a.generation"
        " WHERE p.actor = ? AND a.published_on IS NOT NULL ORDER BY a.published_on DESC LIMIT ?"
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for kind in ("event", "quote"):
        for day, key, body in engine.run(sql.format(kind=kind), (actor, LOOKED_AT)):
            for one in json.loads(zlib.decompress(bytes(body)))["actors"]:
                if one["id"] == actor and one["office"]:
                    found.setdefault(one["office"], []).append((day, key))
    told = [
        OfficeTold(
            office=office, first_on=date.fromisoformat(min(days)[0]), last_on=date.fromisoformat(max(days)[0]),
            articles=tuple(dict.fromkeys(key for _, key in sorted(days))),
        )
        for office, days in found.items()
    ]  # fmt: skip
    return sorted(told, key=lambda one: (one.last_on, one.office), reverse=True)
