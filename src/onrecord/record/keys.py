"""Keys that come from content alone: the same input gets the same key, whenever and in whatever order it is loaded."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from functools import cache

from onrecord.facts import Event, Evidence, MadeBy, Quote, Reading
from onrecord.text import Article

LENGTH = 19  # hexadecimal digits: 76 bits, so among 100 million ids two clash with a chance of one in ten million


def article_key(article: Article) -> str:
    """The key of an article as one outlet printed it on one day: its text, day, outlet and address.

    >>> article_key(Article.from_text("Snow fell."))
    'a470fc0632ae8d187604'
    """
    day = article.published_on.isoformat() if article.published_on else None
    return "a" + digest(article.id, day, article.outlet, article.url)


def report_ids(key: str, reading: Reading) -> dict[str, str]:
    """The id of each event and quotation of a reading, by its id in the reading.

    It comes from the article, the words of the anchor (or the content) and the event's type, so that another reading
    that finds the same words keeps it. Where several share all of these, their order by parties parts them.
    """
    ids: dict[str, str] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for event in sorted(reading.events, key=_event_order):
        _give(ids, seen, "e", key, event.id, (event.type, *_places(event.anchor)))
    for quote in sorted(reading.quotes, key=_quote_order):
        _give(ids, seen, "q", key, quote.id, _places(quote.content))
    return ids


def _give(
    ids: dict[str, str], seen: Counter[tuple[str, ...]], kind: str, key: str, name: str, content: tuple[str, ...]
) -> None:
    content = (kind, *content)
    ids[name] = kind + digest(key, *content, seen[content])
    seen[content] += 1


def coded_id(source: str, source_id: str) -> str:
    """The id of an imported event's entry."""
    if source_id.isascii() and source_id.isalnum():  # as `digest` does it, without the work of escaping
        told = f'["coded",{_as_json(source)},"{source_id}"]'
        return "e" + hashlib.sha256(told.encode()).hexdigest()[:LENGTH]
    return "e" + digest("coded", source, source_id)


@cache
def _as_json(source: str) -> str:
    return _ENCODE(source)


def run_id(made_by: MadeBy, settings: dict[str, object]) -> str:
    """The id of a run: what read, and with which settings."""
    return "r" + digest(made_by.to_dict(), settings)


def failure_key(source: str, line_id: str | None, reason: str) -> str:
    """The key of a failure: the same failure again is no second row."""
    return "f" + digest(source, line_id, reason)


def digest(*parts: object) -> str:
    """LENGTH hexadecimal digits of the SHA-256 of the parts as JSON."""
    return hashlib.sha256(_ENCODE(parts).encode()).hexdigest()[:LENGTH]


_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def block_of(*parts: str) -> int:
    """63 bits of the parts' hash: the number of a block."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big") >> 1


MAX_SEQ = 2**63 - 1  # of what a database holds
SEQ_BITS = 43  # below the day in an entry's seq: 2 ** 43 places a day, and twenty bits above for the day
LAST_DAY = (1 << 20) - 1  # in 2871: what lies further stands among the entries of that day


def first_seq(day: int, entry_id: str) -> int:
    """Where an entry wants to stand: by its day, then by its id. A taken place sends it to the next one."""
    return (min(day, LAST_DAY) << SEQ_BITS) | (int(entry_id[1:], 16) >> (4 * LENGTH - SEQ_BITS))


def _places(spans: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(f"{span.start}:{span.end}" for span in spans)


def _event_order(event: Event) -> tuple[object, ...]:
    return (event.actors, event.recipients, event.modality, event.mode or "", event.asserted_by or "", event.id)


def _quote_order(quote: Quote) -> tuple[object, ...]:
    return (str(quote.speaker), quote.kind, quote.polarity, quote.id)
