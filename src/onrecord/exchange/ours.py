"""Our own layout: every field of an entry, its reports and their spans, in and out without loss.

One row an entry. JSON lines hold it as `EventEntry.to_dict` tells it; CSV and Parquet have the same columns, lists and
reports as JSON text in CSV, reports so in Parquet too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from onrecord.entries import CodedEvent, Disagreement, EntryReport, EventEntry, Party, QuoteEntry
from onrecord.errors import ArticleError, EvidenceError
from onrecord.facts import Event, Evidence, Quote, event_from_dict, quote_from_dict
from onrecord.gazetteer import load_gazetteer
from onrecord.gazetteer.keys import to_slug

What = Literal["events", "quotes"]
Kind = Literal["text", "int", "float", "bool", "day", "texts", "ranges", "json"]
Row = dict[str, Any]


class Column(NamedTuple):
    """A column of our layout; `empty` says what a field without a value means, "" where there always is one."""

    name: str
    kind: Kind
    about: str
    empty: str = ""


_DAYS = (
    Column("first_on", "day", "first day on which it happened", "the text tells no day"),
    Column("last_on", "day", "last day on which it happened, the same for a single day", "the text tells no day"),
    Column("granularity", "text", "how exact the days are: day, week, month, year, …", "the text tells no day"),
    Column(
        "day_from", "text", "text: the days are told; publication: for want of better the day of publication", "no day"
    ),
)
_TOLD = (
    Column("n_reports", "int", "articles that tell it"),
    Column("n_independent", "int", "the same without copies of agency text"),
    Column("outlets", "texts", "outlets that tell it"),
    Column("prob", "float", "calibrated probability that the coding is right, 0 to 1"),
)
_BEHIND = (
    Column("disagreements", "json", "fields that reports tell differently: each value with how many tell it"),
    Column("reports", "json", "each report with its article and its own coding; spans are code points of the article's text, half-open"),
)  # fmt: skip
EVENTS = (
    Column("id", "text", "id of the entry, stable under re-reading and order of loading"),
    Column("type", "text", "PLOVER type"),
    Column("mode", "text", "PLOVER mode", "the type has none, or the text tells none"),
    Column("quad", "int", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    Column("cameo", "text", "CAMEO code", "CAMEO has none"),
    Column("goldstein", "float", "Goldstein value of the CAMEO code, -10 to 10", "the code has none"),
    Column(
        "plover_score", "float", "PLOVER's score, -10 to 10; another scale than Goldstein's, never mix them", "none"
    ),
    Column("modality", "text", "actual, future, hypothetical or negated: only actual acts are deeds"),
    Column("asserted_by", "text", "id of the actor who asserts it, or unnamed", "a reporter tells it in his own voice"),
    Column("actors", "texts", "ids of those who act"),
    Column("recipients", "texts", "ids of those to whom it is done"),
    Column("actor_countries", "texts", "country field of each actor, in the same order; null where unknown"),
    Column("recipient_countries", "texts", "country field of each recipient, in the same order; null where unknown"),
    Column("reciprocal", "bool", "whether all parties act on each other; then all stand in actors"),
    *_DAYS,
    Column("place", "text", "where it happened, in the words of a report", "not told"),
    Column("place_country", "text", "country of the place", "not known"),
    Column("contexts", "texts", "PLOVER contexts"),
    *_TOLD,
    Column("words", "text", "the sentence of the earliest report"),
    Column("anchor", "ranges", "half-open ranges of `words` that hold the words of the act"),
    Column("origin", "text", "read, or the layout that it was imported from"),
    *_BEHIND,
)
QUOTES = (
    Column("id", "text", "id of the entry, stable under re-reading and order of loading"),
    Column("kind", "text", "direct, indirect or mixed"),
    Column("speaker", "text", "id of the speaker", "nobody can tell"),
    Column(
        "speaker_words", "text", "the words for a speaker whom nobody can tell", "the speaker is known, or has none"
    ),
    Column("speaker_country", "text", "country field of the speaker", "not known"),
    Column("addressee", "text", "id of the one spoken to", "not told"),
    Column("about", "texts", "ids of those spoken of"),
    Column("polarity", "text", "affirmed, denied or refused"),
    *_DAYS,
    *_TOLD,
    Column("words", "text", "what was said, from the longest report"),
    *_BEHIND,
)
COLUMNS: dict[What, tuple[Column, ...]] = {"events": EVENTS, "quotes": QUOTES}


def to_flat(row: Mapping[str, Any], columns: tuple[Column, ...]) -> list[Any]:
    """The row of an entry's `to_dict` for CSV: lists and reports as JSON text, the rest as it is."""
    nested = ("texts", "ranges", "json")
    return [_compact(row[column.name]) if column.kind in nested else row[column.name] for column in columns]


def from_flat(row: Mapping[str, str], columns: tuple[Column, ...]) -> Row:
    """The inverse of `to_flat`, from text. Raises ArticleError."""
    return {column.name: _parsed(row.get(column.name), column) for column in columns}


def from_cells(row: Mapping[str, Any], columns: tuple[Column, ...]) -> Row:
    """The row of an entry's `to_dict` from the cells of Parquet. Raises ArticleError."""
    found: Row = {column.name: row.get(column.name) for column in columns}
    for column in columns:
        if column.kind == "json":
            found[column.name] = _loaded(found[column.name], column)
        elif column.kind == "day" and found[column.name] is not None:
            found[column.name] = found[column.name].isoformat()
    return found


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _parsed(told: str | None, column: Column) -> Any:
    if column.kind in ("texts", "ranges", "json"):
        return _loaded(told, column)
    if not told:
        return None if column.empty or told is None else ""
    if column.kind == "bool":
        return told in ("true", "True")
    try:
        return {"int": int, "float": float}.get(column.kind, str)(told)
    except ValueError:
        raise ArticleError(f"{column.name} {told!r} is no number") from None


def _loaded(told: str | None, column: Column) -> Any:
    try:
        return json.loads(told or "[]")
    except ValueError:
        raise ArticleError(f"{column.name} is not JSON") from None


def to_event_entry(row: Row) -> EventEntry:
    """The inverse of `EventEntry.to_dict`. Raises ArticleError on a damaged row."""
    lists = ("actors", "recipients", "actor_countries", "recipient_countries", "contexts", "outlets")
    more = {"anchor": lambda told: tuple((int(start), int(end)) for start, end in told)}
    return EventEntry(**_fields(EVENTS, row, lists, more))


def to_quote_entry(row: Row) -> QuoteEntry:
    """The inverse of `QuoteEntry.to_dict`. Raises ArticleError on a damaged row."""
    return QuoteEntry(**_fields(QUOTES, row, ("about", "outlets"), {}))


def _fields(columns: tuple[Column, ...], row: Row, lists: tuple[str, ...], more: dict[str, Any]) -> Row:
    """The fields of an entry; `more` reads those of a shape of their own. Raises ArticleError."""
    try:
        missing = [column.name for column in columns if not column.empty and row.get(column.name) is None]
        if missing:
            raise ArticleError(f"{missing[0]} is missing")
        told = {column.name: row.get(column.name) for column in columns}
        told |= {name: tuple(row[name]) for name in lists}
        told |= {name: read(row[name]) for name, read in more.items()}
        told |= {name: date.fromisoformat(row[name]) if row.get(name) else None for name in ("first_on", "last_on")}
        told["disagreements"] = tuple(
            Disagreement(field=one["field"], told=tuple((str(value), int(n)) for value, n in one["told"]))
            for one in row["disagreements"]
        )
        told["reports"] = tuple(_report(one) for one in row["reports"])
        return told
    except (KeyError, TypeError, ValueError, EvidenceError) as error:
        raise ArticleError(f"not an entry: {type(error).__name__} at {error}") from None


def _report(row: Row) -> EntryReport:
    same = ("id", "article_key", "article_id", "title", "outlet", "url", "copy_of", "row", "run")
    return EntryReport(
        **{name: row[name] for name in same},
        published_on=date.fromisoformat(row["published_on"]) if row["published_on"] else None,
        told=_fact(row["told"], row["article_id"]),
        loaded_at=datetime.fromisoformat(row["loaded_at"]),
    )


def _fact(row: Row | None, article_id: str | None) -> Event | Quote | None:
    if row is None:
        return None
    return (event_from_dict if "anchor" in row else quote_from_dict)(row, article_id or "")


def to_coded(entry: EventEntry, row: str) -> CodedEvent:
    """An entry of another record as a coded event, named and dated as the export tells it."""
    told = {to_slug(span.text): span.text for span in _party_spans(entry)}
    actors = tuple(_party(*one, told) for one in zip(entry.actors, entry.actor_countries, strict=True))
    recipients = tuple(_party(*one, told) for one in zip(entry.recipients, entry.recipient_countries, strict=True))
    return CodedEvent(
        source="ours", source_id=entry.id, row=row, type=entry.type, mode=entry.mode, quad=entry.quad, cameo=entry.cameo,
        goldstein=entry.goldstein, plover_score=entry.plover_score, actors=actors, recipients=recipients,
        reciprocal=entry.reciprocal, first_on=entry.first_on, last_on=entry.last_on, place=entry.place,
        place_country=entry.place_country, contexts=entry.contexts, outlets=entry.outlets, n_reports=entry.n_reports,
        n_independent=entry.n_independent, modality=entry.modality, asserted_by=entry.asserted_by, prob=entry.prob,
        granularity=entry.granularity, day_from=entry.day_from, words=entry.words, anchor=entry.anchor,
    )  # fmt: skip


def _party_spans(entry: EventEntry) -> Iterator[Evidence]:
    """The words by which reports name the parties, those of the earliest last."""
    for report in reversed(entry.reports):
        if isinstance(report.told, Event):
            yield from (*report.told.recipient_spans, *report.told.actor_spans)


def _party(party_id: str, country: str | None, told: Mapping[str, str]) -> Party:
    """Who bears an id: an export holds no names, so they are the gazetteer's, else the words of a report, else the id's."""
    shown = load_gazetteer().shown.get(party_id)
    if shown is not None:
        return Party(id=party_id, name=shown, kind="country" if party_id == country else "unknown", country=country)
    known = load_gazetteer().people.by_id(party_id) if "/" in party_id else None
    slug = party_id.rpartition("/")[2]
    name = known.name if known is not None else told.get(slug, slug.replace("-", " "))
    return Party(id=party_id, name=name, country=country)
