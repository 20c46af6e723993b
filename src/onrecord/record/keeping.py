"""Readings go into the record: one transaction a batch, all of it or nothing."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.facts import Actor, MadeBy, Reading
from onrecord.record import keys
from onrecord.record.codings import code_reading, from_json, telling_of, to_json
from onrecord.record.copying import mark_copies
from onrecord.record.engine import Engine
from onrecord.record.merging import Changed, Fresh, Merger, forget_tellings
from onrecord.record.queries import run_in, select_in
from onrecord.record.similarity import fold
from onrecord.record.summary import Member
from onrecord.record.surroundings import surroundings
from onrecord.text import Article

LEVEL = 2  # of zlib: a tenth larger than 6, in half the time
BY_MACHINE = "onrecord"  # who makes changes that no person made


class Kept(NamedTuple):
    """A reading on its way into the record: where it came from, and what read it."""

    reading: Reading
    locator: str | None
    run: str


@dataclass(slots=True)
class Told:
    """What became of the articles of a load; `waiting` have been read and are not yet committed."""

    added: int = 0
    reread: int = 0
    known: int = 0
    failed: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        """All that came in."""
        return self.added + self.reread + self.known + self.failed + self.waiting


class ActorRow(NamedTuple):
    """What is kept of an actor; of two rows the greater one stands."""

    known: bool
    n_letters: int
    name: str
    kind: str
    country: str
    sectors: str


class Old(NamedTuple):
    """A report that holds, before another reading of its article."""

    seq: int
    kind: str
    coding: str
    component: int
    telling: int


class Keeper:
    """Writes readings, and the entries that they change."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._merger = Merger(engine)
        self._runs: set[str] = set()

    def keep(self, batch: Sequence[Kept], at: str) -> Told:
        """Keep readings; one that is there already, by the same reader, changes nothing. `at` is the instant, in UTC."""
        told = Told()
        with self._engine.writing():
            by_key = {keys.article_key(kept.reading.article): kept for kept in batch}
            told.known += len(batch) - len(by_key)
            there = self.load_runs(by_key)
            fresh: list[Fresh] = []
            loosened: set[int] = set()
            for key, kept in by_key.items():
                run, generation = there.get(key, (None, 0))
                if run == kept.run:
                    told.known += 1
                    continue
                told.added += run is None
                told.reread += run is not None
                around = surroundings(kept.reading.article.text)
                self._keep_article(key, kept, generation + 1, at, around)
                came, lost = self._keep_reports(key, kept, generation + 1, at, around)
                fresh += came
                loosened |= lost
            self._keep_actors(actor for kept in by_key.values() for actor in kept.reading.actors)
            self._log(self._merger.merge(fresh, loosened), at)
        return told

    def load_runs(self, article_keys: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Of the articles that are there: the run that read each last, and its generation."""
        sql = "SELECT key, run, generation FROM article WHERE key IN ({marks})"
        return {key: (run, generation) for key, run, generation in select_in(self._engine, sql, sorted(article_keys))}

    def keep_run(self, made_by: MadeBy, settings: Mapping[str, object], at: str) -> str:
        """Note what reads, and with which settings; the id of the run."""
        run = keys.run_id(made_by, dict(settings))
        if run not in self._runs:
            row = (
                run,
                at,
                made_by.version,
                made_by.weights,
                made_by.gazetteer,
                made_by.ontology,
                json.dumps(dict(settings)),
            )
            with self._engine.writing():
                columns = ("id", "started_at", "version", "weights", "gazetteer", "ontology", "settings")
                self._engine.load_rows("run", columns, [row])
            self._runs.add(run)
        return run

    def keep_failures(self, failures: Sequence[tuple[str, str | None, str]], at: str) -> None:
        """Note what could not be read: (source, line id, reason)."""
        rows = [(keys.failure_key(*failure), *failure, at) for failure in failures]
        with self._engine.writing():
            self._engine.load_rows("failure", ("key", "source", "line_id", "reason", "failed_at"), rows)

    def forget_failures(self, sources: Iterable[tuple[str, str | None]]) -> None:
        """What could be read after all is no failure any more."""
        if not self._engine.run("SELECT 1 FROM failure LIMIT 1"):
            return
        with self._engine.writing():
            sql = "DELETE FROM failure WHERE source = ? AND COALESCE(line_id, '') = ?"
            self._engine.run_many(sql, [(source, line_id or "") for source, line_id in sources])

    # --- articles ---------------------------------------------------------------------------------------------------

    def _keep_article(self, key: str, kept: Kept, generation: int, at: str, around: frozenset[str]) -> None:
        article = kept.reading.article
        if generation == 1:
            text = zlib.compress(article.text.encode(), LEVEL)
            self._engine.load_rows("body", ("id", "text", "n_chars"), [(article.id, text, len(article.text))])
            removed = json.dumps([[line.text, line.why] for line in article.removed], ensure_ascii=False)
            day = article.published_on.isoformat() if article.published_on else None
            columns = (
                "key", "id", "title", "published_on", "outlet", "url", "language", "removed", "details", "locator", "generation", "run",
                "loaded_at",
            )  # fmt: skip
            row = (
                key, article.id, article.title, day, article.outlet, article.url, article.language, removed,
                " ".join(sorted(around)), kept.locator, generation, kept.run, at,
            )  # fmt: skip
            self._engine.load_rows("article", columns, [row])
            mark_copies(self._engine, key, article)
        else:
            self._engine.run("UPDATE article SET generation = ?, run = ? WHERE key = ?", (generation, kept.run, key))
        packed = ("article", "generation", "run", "made_at", "body")
        self._engine.load_rows("reading", packed, [(key, generation, kept.run, at, pack_reading(kept.reading))])

    # --- reports ----------------------------------------------------------------------------------------------------

    def _keep_reports(
        self, key: str, kept: Kept, generation: int, at: str, around: frozenset[str]
    ) -> tuple[list[Fresh], set[int]]:
        """Write what the reading tells that was not told so before; new reports, and components that lost one."""
        article, codings = kept.reading.article, code_reading(kept.reading.article, kept.reading)
        names = keys.report_ids(key, kept.reading)
        told = {name: (local, coding, to_json(coding)) for local, coding in codings.items() for name in (names[local],)}
        old = self._load_old(key) if generation > 1 else {}
        stale = {name: row for name, row in old.items() if name not in told or told[name][2] != row.coding}
        self._retire(stale.values(), at)
        ((last,),) = self._engine.run("SELECT COALESCE(MAX(seq), 0) FROM report")
        fresh, rows = [], []
        day = article.published_on.isoformat() if article.published_on else None
        coming = (name for name in sorted(told) if name not in old or name in stale)
        for seq, name in enumerate(coming, start=last + 1):
            local, coding, text = told[name]
            kind = "event" if name.startswith("e") else "quote"
            telling = telling_of(coding, around)
            rows.append((seq, name, kind, key, generation, local, text, telling, seq, name, at))
            member = Member(
                id=name, coding=coding, article=key, published_on=day, outlet=article.outlet, title=article.title,
                details=around, loaded_at=at,
            )  # fmt: skip
            fresh.append(Fresh(seq, kind, telling, member))
        columns = (
            "seq", "id", "kind", "article", "generation", "told_as", "coding", "telling", "component", "entry", "loaded_at",
        )  # fmt: skip
        self._engine.load_rows("report", columns, rows)
        return fresh, {row.component for row in stale.values()}

    def _load_old(self, key: str) -> dict[str, Old]:
        sql = "SELECT id, seq, kind, coding, component, telling FROM report WHERE article = ? AND retired_at IS NULL"
        return {row[0]: Old(*row[1:]) for row in self._engine.run(sql, (key,))}

    def _retire(self, stale: Iterable[Old], at: str) -> None:
        rows = {old.seq: old for old in stale}
        self._engine.run_many("UPDATE report SET retired_at = ? WHERE seq = ?", [(at, seq) for seq in rows])
        forget_tellings(self._engine, ((old.telling, from_json(old.kind, old.coding)) for old in rows.values()))

    # --- actors and the log -----------------------------------------------------------------------------------------

    def _keep_actors(self, actors: Iterable[Actor]) -> None:
        """One row an id; of several names the longest of the known stands, whichever came first."""
        best: dict[str, ActorRow] = {}
        keep_best(best, actors)
        sql = "SELECT id, known, name, kind, country, sectors FROM actor WHERE id IN ({marks})"
        for name, known, shown, kind, country, sectors in select_in(self._engine, sql, sorted(best)):
            if (bool(known), len(shown), shown, kind, country or "", sectors) >= best[name]:
                del best[name]
        run_in(self._engine, "DELETE FROM actor WHERE id IN ({marks})", sorted(best))
        rows = [
            (name, row.name, fold(row.name), row.kind, row.country or None, row.sectors, int(row.known))
            for name, row in sorted(best.items())
        ]
        self._engine.load_rows("actor", ("id", "name", "folded", "kind", "country", "sectors", "known"), rows)

    def _log(self, changes: Sequence[Changed], at: str) -> None:
        log_changes(self._engine, changes, at)


def keep_best(best: dict[str, ActorRow], actors: Iterable[Actor]) -> None:
    """Into `best` goes what is told of actors, where it is better than what was told before."""
    for actor in actors:
        told = (actor.known, len(actor.name), actor.name, actor.kind, actor.country or "", " ".join(actor.sectors))
        row = ActorRow(*told)
        best[actor.id] = max(best.get(actor.id, row), row)


def log_changes(engine: Engine, changes: Sequence[Changed], at: str, by: str = BY_MACHINE) -> None:
    """Add lines to the log of changes. Call it inside `writing`."""
    ((last,),) = engine.run("SELECT COALESCE(MAX(number), 0) FROM change")
    rows = [(number, at, *change, by) for number, change in enumerate(changes, start=last + 1)]
    engine.load_rows("change", ("number", "changed_at", "entry", "what", "detail", "made_by"), rows)


def pack_reading(reading: Reading) -> bytes:
    """A reading without its article, small."""
    told = reading.to_dict()
    del told["article"]
    return zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), LEVEL)


def unpack_reading(article: Article, packed: bytes) -> Reading:
    """The inverse of `pack_reading`. Raises EvidenceError on a damaged one."""
    return Reading.from_dict({**json.loads(zlib.decompress(packed)), "article": article.to_dict()})
