"""Which articles of the record print the same text, or nearly: kept by text, so that a thousand outlets of one text cost no pairs."""

from __future__ import annotations

import zlib
from functools import lru_cache

from onrecord.record import copies
from onrecord.record.engine import Engine
from onrecord.record.queries import select_in
from onrecord.text import Article

_UNDATED = "9999"
_ORDER = f"COALESCE(published_on, '{_UNDATED}'), key"


def mark_copies(engine: Engine, key: str, article: Article) -> None:
    """Find the copies of an article that was just put in, and say of each which is the earliest of them."""
    ((n,),) = engine.run("SELECT COUNT(*) FROM article WHERE id = ?", (article.id,))
    if n == 1:
        _find_near(engine, article.id, article.text)
    day = article.published_on.isoformat() if article.published_on else _UNDATED
    _name_originals(engine, key, article.id, day)


def mark_all_copies(engine: Engine) -> None:
    """Find all copies anew."""
    for table in ("band", "near"):
        engine.run(f"DELETE FROM {table}")
    engine.run("UPDATE article SET copy_of = NULL")
    for text, packed in engine.stream("SELECT id, text FROM body ORDER BY id"):
        _find_near(engine, text, zlib.decompress(bytes(packed)).decode())
    for key, text, day in engine.run("SELECT key, id, published_on FROM article ORDER BY key"):
        _name_originals(engine, key, text, day or _UNDATED)


def _find_near(engine: Engine, text: str, words: str) -> None:
    """Compare a new text with those that share a band with it."""
    ours = copies.shingles_of(words)
    bands = copies.bands_of(ours)
    near = near_of(engine, text, ours, bands)
    engine.load_rows("band", ("band", "text"), [(band, text) for band in bands])
    both = [row for other, p in near.items() for row in ((text, other, p), (other, text, p))]
    engine.load_rows("near", ("text", "other", "jaccard"), both)


def near_of(engine: Engine, text: str, ours: copies.Shingles, bands: list[int]) -> dict[str, float]:
    """The texts that share a band with this one and nearly are it, with their likeness."""
    sql = "SELECT DISTINCT text FROM band WHERE band IN ({marks})"
    candidates = sorted({row[0] for row in select_in(engine, sql, bands)} - {text})
    alike = {other: copies.jaccard(ours, _shingles_of(engine, other)) for other in candidates}
    return {other: likeness for other, likeness in alike.items() if likeness >= copies.MIN_JACCARD}


def _name_originals(engine: Engine, key: str, text: str, day: str) -> None:
    """A copy names the earliest article that it is a copy of; of the articles of one day the one with the least key."""
    texts = _copies_of(engine, text)
    first = _first_of(engine, texts, key, day)
    if first is not None:
        engine.run("UPDATE article SET copy_of = ? WHERE key = ?", (first, key))
    later = f"SELECT key, copy_of FROM article WHERE id IN ({{marks}}) AND ({_ORDER}) > (?, ?)"
    for other, copy_of in list(select_in(engine, later, texts, (day, key))):
        if copy_of is None or (day, key) < _founding(engine, copy_of):
            engine.run("UPDATE article SET copy_of = ? WHERE key = ?", (key, other))


def find_original(engine: Engine, key: str, text: str, day: str | None) -> str | None:
    """The earliest article of which this one is a copy, as `copy_of` should name it; None where it is none."""
    return _first_of(engine, _copies_of(engine, text), key, day or _UNDATED)


def _copies_of(engine: Engine, text: str) -> list[str]:
    """A text and those that nearly are it."""
    return [text, *(row[0] for row in engine.run("SELECT other FROM near WHERE text = ?", (text,)))]


def _first_of(engine: Engine, texts: list[str], key: str, day: str) -> str | None:
    """The earliest article with one of these texts, where it is earlier than the one with this key and day."""
    first = min(select_in(engine, f"SELECT {_ORDER} FROM article WHERE id IN ({{marks}}) ORDER BY 1, 2 LIMIT 1", texts))
    return str(first[1]) if first < (day, key) else None


def _founding(engine: Engine, key: str) -> tuple[str, str]:
    ((day,),) = engine.run("SELECT published_on FROM article WHERE key = ?", (key,))
    return (day or _UNDATED, key)


def _shingles_of(engine: Engine, text: str) -> copies.Shingles:
    ((packed,),) = engine.run("SELECT text FROM body WHERE id = ?", (text,))
    return _unpacked(text, bytes(packed))


@lru_cache(maxsize=64)
def _unpacked(text: str, packed: bytes) -> copies.Shingles:
    return copies.shingles_of(zlib.decompress(packed).decode())
