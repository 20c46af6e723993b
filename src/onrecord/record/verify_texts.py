"""Texts and their readings, checked in one pass: each text is unpacked once, for its hash, its copies and all its readings."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from onrecord.errors import EvidenceError
from onrecord.facts import MadeBy, Reading
from onrecord.record import copies, keys
from onrecord.record.codings import code_reading, to_json
from onrecord.record.copying import near_of
from onrecord.record.engine import Engine, SqlRow
from onrecord.record.evidence import ARTICLE_COLUMNS, to_article
from onrecord.record.keeping import unpack_reading
from onrecord.record.verify_lists import Named, by_first, side_by_side

TEXTS = "texts have the hash that names them"
READINGS = "every span of every reading is in its text"
REPORTS = "reports are what their readings tell"
COPIES = "what comes finds its copies"
# What damage raises.
UNREADABLE = (EvidenceError, zlib.error, ValueError, TypeError, KeyError, IndexError, AttributeError)
Outcome = tuple[str, str | None]  # of which check, and what is wrong
_KEY, _TEXT, _N_CHARS, _GENERATION, _LAST, _BODY = 1, 9, 10, 11, 12, 13  # columns of the pass behind the text's id


def check_texts(engine: Engine, named: Named) -> Iterator[Outcome]:
    """Every text with every reading of every generation of its articles, and that nothing is missing to which others lead.

    Into `named` goes what the readings tell of actors.
    """
    sql = (
        f"SELECT b.id, {ARTICLE_COLUMNS}, b.n_chars, g.generation, a.generation, g.body FROM body b LEFT JOIN article a ON a.id = b.id"
        " LEFT JOIN reading g ON g.article = a.key ORDER BY b.id"
    )
    texts = groupby(engine.stream(sql), key=itemgetter(0))
    held = by_first(engine.stream("SELECT text, band FROM band ORDER BY text"))
    for name, bands, told in side_by_side(texts, held):
        if told is None:
            yield COPIES, f"text {name}: it is missing, and what comes is compared with it"
            continue
        yield from _check_text(engine, name, told[1], {band for _, band in bands}, named)
    for words, missing in _MISSING:
        yield from ((READINGS, words.format(name)) for (name,) in engine.stream(missing))
    sql = "SELECT id, settings, version, weights, gazetteer, ontology FROM run"
    for name, settings, version, weights, gazetteer, ontology in engine.stream(sql):
        made_by = MadeBy(version=version, weights=weights, gazetteer=gazetteer, ontology=ontology)
        same = keys.run_id(made_by, json.loads(settings)) == name
        yield READINGS, None if same else f"run {name}: what it says of itself is not what its id was made of"


def _check_text(engine: Engine, name: str, rows: Iterable[SqlRow], bands: set[int], named: Named) -> Iterator[Outcome]:
    """One text, and the readings of the articles that print it."""
    text: str | None = None
    for number, row in enumerate(rows):
        if number == 0:
            try:
                text = zlib.decompress(bytes(row[_TEXT])).decode()
            except (zlib.error, UnicodeDecodeError) as error:
                yield TEXTS, f"text {name}: cannot be unpacked ({error})"
            else:
                same = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}" == name and len(text) == row[_N_CHARS]
                yield TEXTS, None if same else f"text {name}: its words are not those that were kept"
                yield COPIES, _copies_fault(engine, name, text, bands)
        if row[_BODY] is not None:
            yield from _check_reading(engine, row, text, named)


def _copies_fault(engine: Engine, name: str, text: str, held: set[int]) -> str | None:
    """A text is found by its bands, and its near copies are those that it has."""
    ours = copies.shingles_of(text)
    bands = copies.bands_of(ours)
    if held != set(bands):
        return f"text {name}: it is not kept where what comes looks for copies"
    near: dict[str, float] = dict(engine.run("SELECT other, jaccard FROM near WHERE text = ?", (name,)))
    return None if near == near_of(engine, name, ours, bands) else f"text {name}: its near copies are others"


def _check_reading(engine: Engine, row: SqlRow, text: str | None, named: Named) -> Iterator[Outcome]:
    key = row[_KEY]
    reading = _read_back(row, text)
    if isinstance(reading, str):
        yield READINGS, reading
        return
    named.add(reading.actors)
    yield READINGS, None
    names = keys.report_ids(key, reading)
    sql = "SELECT id, kind, told_as FROM report WHERE article = ? AND generation = ?"
    for name, kind, told_as in engine.run(sql, (key, row[_GENERATION])):
        if names.get(told_as) != name or kind[:1] != name[:1]:
            yield READINGS, f"report {name}: it is not {told_as} of its reading"
    if row[_GENERATION] == row[_LAST]:
        yield from _check_reports(engine, key, reading, names)


def _check_reports(engine: Engine, key: str, reading: Reading, names: dict[str, str]) -> Iterator[Outcome]:
    """Of an article's last reading: the reports that hold, with their codings."""
    codings = code_reading(reading.article, reading)
    wanted = {names[local]: to_json(coding) for local, coding in codings.items()}
    held: dict[str, str] = dict(
        engine.run("SELECT id, coding FROM report WHERE article = ? AND retired_at IS NULL", (key,))
    )
    for name in sorted(wanted.keys() | held.keys()):
        same = wanted.get(name) == held.get(name)
        yield REPORTS, None if same else f"report {name}: it is not what the reading tells"


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


def _read_back(row: SqlRow, text: str | None) -> Reading | str:
    """The reading of a row of the pass, checked; or what is wrong with it."""
    try:
        if text is None:
            raise EvidenceError("its text cannot be unpacked")
        article = to_article((*row[_KEY:_TEXT], text))
        reading = unpack_reading(article, bytes(row[_BODY]))
        reading.check(article)
    except UNREADABLE as error:
        return f"article {row[_KEY]}: {error}"
    same = keys.article_key(article) == row[_KEY]
    return reading if same else f"article {row[_KEY]}: its key is not the one its content gives"
