"""The reports behind entries, with the words that prove them: read from the readings as they were kept."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache

from onrecord.entries import EntryReport
from onrecord.errors import EvidenceError, StoreError
from onrecord.facts import Event, Quote, Reading
from onrecord.record.engine import Engine
from onrecord.record.keeping import unpack_reading
from onrecord.record.queries import select_in
from onrecord.text import Article, Removed

HELD = 64  # readings held open at a time: entries of one day come from the same articles
_REPORT = (
    "SELECT r.id, r.entry, r.article, r.generation, r.told_as, r.loaded_at, a.id, a.title, a.outlet, a.url, a.published_on,"
    " a.copy_of, g.run FROM report r JOIN article a ON a.key = r.article"
    " JOIN reading g ON g.article = r.article AND g.generation = r.generation"
)
ARTICLE_COLUMNS = "a.key, a.id, a.title, a.published_on, a.outlet, a.url, a.language, a.removed, b.text"


class EvidenceReader:
    """Reads reports; readings that were just used are held."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = lru_cache(maxsize=HELD)(self._load_reading)

    def load_reports(self, entries: Iterable[str]) -> dict[str, tuple[EntryReport, ...]]:
        """The reports of entries by the entry's id, earliest first; imported ones give their row."""
        wanted = sorted(entries)
        sql = f"{_REPORT} WHERE r.entry IN ({{marks}}) AND r.retired_at IS NULL"
        return self._group(list(select_in(self._engine, sql, wanted)), wanted)

    def load_by_report(self, homes: Mapping[str, str], before: str) -> dict[str, tuple[EntryReport, ...]]:
        """The reports with these ids, as they were before an instant, by the entry that `homes` gives them."""
        sql = f"{_REPORT} WHERE r.id IN ({{marks}}) AND r.loaded_at < ? AND (r.retired_at IS NULL OR r.retired_at >= ?)"
        found = select_in(self._engine, sql, sorted(homes), (before, before))
        rows = [(*row[:1], homes[row[0]], *row[2:]) for row in found]
        return self._group(rows, sorted(set(homes.values())))

    def _group(self, rows: Iterable[tuple[object, ...]], wanted: list[str]) -> dict[str, tuple[EntryReport, ...]]:
        found: dict[str, list[EntryReport]] = {name: [] for name in wanted}
        for row in rows:
            found[str(row[1])].append(self._report(row))
        missing = [name for name, reports in found.items() if not reports]
        for name, report in self._coded(missing):
            found[name].append(report)
        return {name: tuple(sorted(reports, key=_order)) for name, reports in found.items()}

    def _report(self, row: tuple[object, ...]) -> EntryReport:
        name, _, key, generation, told_as, loaded_at, article_id, title, outlet, url, day, copy_of, run = row
        told = self._reading(str(key), int(str(generation))).get(str(told_as))
        if told is None:
            raise StoreError(f"report {name} stands in no reading, the record is damaged; run: onrecord verify")
        return EntryReport(
            id=str(name),
            article_key=str(key),
            article_id=str(article_id),
            title=_text(title),
            outlet=_text(outlet),
            url=_text(url),
            published_on=date.fromisoformat(str(day)) if day else None,
            copy_of=_text(copy_of),
            told=told,
            loaded_at=datetime.fromisoformat(str(loaded_at)),
            run=str(run),
        )

    def _coded(self, entries: list[str]) -> Iterator[tuple[str, EntryReport]]:
        """The rows that prove imported events."""
        sql = (
            "SELECT e.id, c.row, e.outlets, e.origin, e.loaded_at FROM event e JOIN coded c ON c.entry = e.seq"
            " WHERE e.id IN ({marks})"
        )
        for name, row, outlets, origin, loaded_at in select_in(self._engine, sql, entries):
            yield name, EntryReport(
                id=name, article_key=None, article_id=None, title=None, outlet=next(iter(json.loads(outlets)), None), url=None,
                published_on=None,
                copy_of=None, told=None, row=row, loaded_at=datetime.fromisoformat(loaded_at), run=origin,
            )  # fmt: skip

    def _load_reading(self, key: str, generation: int) -> dict[str, Event | Quote]:
        reading = load_reading(self._engine, key, generation)
        return {**{event.id: event for event in reading.events}, **{quote.id: quote for quote in reading.quotes}}


def load_reading(engine: Engine, key: str, generation: int | None = None) -> Reading:
    """The reading of an article as it was kept, the last unless `generation` says. Raises StoreError when there is none."""
    rows = engine.run(
        f"SELECT {ARTICLE_COLUMNS}, g.body FROM article a JOIN body b ON b.id = a.id"
        " JOIN reading g ON g.article = a.key AND g.generation = COALESCE(?, a.generation) WHERE a.key = ?",
        (generation, key),
    )
    if not rows:
        raise StoreError(f"the record holds no reading of article {key}; run: onrecord verify")
    try:
        return unpack_reading(to_article(rows[0][:-1]), bytes(rows[0][-1]))
    except (EvidenceError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"article {key} cannot be read back, the record is damaged ({error}); run: onrecord verify"
        ) from None


def to_article(row: tuple[object, ...]) -> Article:
    """An article from ARTICLE_COLUMNS, its text packed as it is kept or unpacked already."""
    _, name, title, day, outlet, url, language, removed, text = row
    return Article(
        id=str(name),
        title=_text(title),
        text=text if isinstance(text, str) else zlib.decompress(bytes(text)).decode(),  # type: ignore[call-overload]
        published_on=date.fromisoformat(str(day)) if day else None,
        outlet=_text(outlet),
        url=_text(url),
        language=_text(language),
        removed=tuple(Removed(text=words, why=why) for words, why in json.loads(str(removed))),
    )


def _order(report: EntryReport) -> tuple[str, str]:
    return (report.published_on.isoformat() if report.published_on else "9999", report.id)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
