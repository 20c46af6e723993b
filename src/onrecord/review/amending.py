"""What a person tells otherwise, applied to a coding: a new fact beside the old one, held to the same rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from onrecord import ontology
from onrecord.errors import ConfigError, EvidenceError
from onrecord.facts import Event, Quote, Reading, event_from_dict, quote_from_dict

Row = dict[str, Any]
CHOICES = {"event": ("type", "mode", "modality"), "quote": ("kind", "polarity")}
SPANS = {
    "event": ("anchor", "actor_spans", "recipient_spans"),
    "quote": ("content", "speaker_span", "cue", "addressee_span"),
}
MANY = ("anchor", "actor_spans", "recipient_spans", "content")  # fields that hold a list of spans
NEEDED = ("anchor", "content")  # without these there is no coding
FIELDS = {kind: (*CHOICES[kind], *SPANS[kind]) for kind in CHOICES}


def kind_of(told: Event | Quote) -> str:
    """ "event" or "quote"."""
    return "event" if isinstance(told, Event) else "quote"


def to_after(told: Event | Quote, wanted: Mapping[str, Any]) -> Row:
    """Of the fields that are wanted, those that the coding tells otherwise. Raises ConfigError on a field nobody may change.

    A span is {"start", "end"}; a list of them where the contract has a list; None where there is none.
    """
    kind, now = kind_of(told), told.to_dict()
    unknown = sorted(set(wanted) - set(FIELDS[kind]))
    if unknown:
        raise ConfigError(f"{unknown[0]!r} is nothing that a person corrects; use {', '.join(FIELDS[kind])}")
    after = {}
    for name, value in wanted.items():
        if name in SPANS[kind]:
            if _bounds(value) != _bounds(now[name]):
                after[name] = value
        elif value != now[name]:
            after[name] = value
    return after


def amend(reading: Reading, told: Event | Quote, after: Mapping[str, Any]) -> Event | Quote:
    """The coding as a person tells it. Parties follow from their words; codes and scores from type and mode.

    Raises ConfigError where the words are not there, or the ontology has no such thing.
    """
    kind, row = kind_of(told), told.to_dict()
    text = reading.article.text
    for name, value in after.items():
        if name not in FIELDS[kind]:
            raise ConfigError(f"{name!r} is nothing that a person corrects; use {', '.join(FIELDS[kind])}")
        row[name] = _with_words(text, name, value) if name in SPANS[kind] else value
    try:
        if kind == "event":
            ontology.check_event(row["type"], row["mode"])
            return event_from_dict(_recoded(reading, row, after), reading.article.id)
        return quote_from_dict(_respoken(reading, row, after), reading.article.id)
    except EvidenceError as error:
        raise ConfigError(str(error)) from None


def find_words(text: str, words: str, near: int) -> Row:
    """The span of some words, of several the one nearest to `near`; blanks stand for any blanks.

    Raises ConfigError where the article does not have them.

    >>> find_words("a dog, a cat, a dog", "a  dog", 15)
    {'start': 14, 'end': 19}
    """
    parts = words.split()
    if not parts:
        raise ConfigError("no words are left; a span has at least one")
    found = list(re.finditer(r"\s+".join(map(re.escape, parts)), text))
    if not found:
        raise ConfigError(
            f"the article does not say “{' '.join(parts)[:80]}”; give the words exactly as they stand there"
        )
    best = min(found, key=lambda match: abs(match.start() - near))
    return {"start": best.start(), "end": best.end()}


def _bounds(value: Any) -> tuple[tuple[int, int], ...]:
    spans = value if isinstance(value, list) else [] if value is None else [value]
    return tuple((span["start"], span["end"]) for span in spans)


def _with_words(text: str, name: str, value: Any) -> Any:
    """Spans with the words that stand there."""
    if value is None or value == []:
        if name in NEEDED:
            raise ConfigError(f"{name} cannot be empty; reject the reading instead")
        return [] if name in MANY else None
    if not isinstance(value, list):
        return _span(text, value)
    return [_span(text, one) for one in sorted(value, key=lambda one: int(one["start"]))]


def _span(text: str, span: Any) -> Row:
    try:
        start, end = span["start"], span["end"]
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text):
            return {"start": start, "end": end, "text": text[start:end]}
    except (KeyError, TypeError):
        pass
    raise ConfigError(f"a span is two whole numbers within the article's {len(text)} characters, the first the smaller")


def _recoded(reading: Reading, row: Row, after: Mapping[str, Any]) -> Row:
    """An event after its type or its parties changed."""
    if "type" in after or "mode" in after:
        code = ontology.cameo_code(row["type"], row["mode"])
        row |= {
            "cameo": code,
            "goldstein": ontology.goldstein(code) if code else None,
            "plover_score": ontology.plover_score(row["type"], row["mode"]),
            "quad": ontology.quad(row["type"]),
        }
    for part in ("actor", "recipient"):
        if f"{part}_spans" in after:
            found = [_actor_at(reading, span) for span in row[f"{part}_spans"]]
            row[f"{part}s"] = list(dict.fromkeys(name for name in found if name))
    return row


def _respoken(reading: Reading, row: Row, after: Mapping[str, Any]) -> Row:
    """A quotation after its speaker or addressee changed."""
    for part, reason in (("speaker", "unresolved"), ("addressee", "addressee_unresolved")):
        if f"{part}_span" in after:
            row.pop(reason, None)
            row[part] = _actor_at(reading, row[f"{part}_span"]) if row[f"{part}_span"] else None
    return row


def _actor_at(reading: Reading, span: Row) -> str | None:
    """The actor whose mention shares most with a span; None where nobody is mentioned there."""
    shared = [
        (min(mention.evidence.end, span["end"]) - max(mention.evidence.start, span["start"]), actor.id)
        for actor in reading.actors
        for mention in actor.mentions
    ]
    best = max(shared, default=(0, ""))
    return best[1] if best[0] > 0 else None
