"""The record as it was known on a day: the entries that the reports loaded by then, and not retired by then, make.

Entries depend on the set of reports alone, so what was known is made again from the reports of that day, exactly. It
costs a walk over the whole record, whatever is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from onrecord.entries import EventEntry, QuoteEntry
from onrecord.record.asking import EVENT_COLUMNS, QUOTE_COLUMNS, end_of, kind_of, to_event, to_quote
from onrecord.record.engine import Engine, SqlRow
from onrecord.record.filters import NOBODY, EventFilter, Filter, QuoteFilter, names_nobody, phrases
from onrecord.record.merging import MEMBER_COLUMNS, cluster_standing, find_voices, load_pairs, to_standing
from onrecord.record.similarity import words
from onrecord.record.summary import BREAK, Values, summarise, want_seq
from onrecord.record.who import find_actors, find_who


def entries_as_of(engine: Engine, asked: Filter) -> Iterator[tuple[EventEntry | QuoteEntry, Mapping[str, str]]]:
    """The entries of that day that fit, newest first, each with its reports' ids -> its own id."""
    if asked.as_of is None:
        raise ValueError("the filter names no day")
    fits = _Fitting(engine, asked)
    found = [one for one in _all_entries(engine, asked, end_of(asked.as_of)) if fits(one[0])]
    found.sort(key=lambda one: -want_seq(one[0]))
    for values, reports in found:
        name: str = values["id"]
        yield _to_entry(asked, values), dict.fromkeys(reports, name)


def _all_entries(engine: Engine, asked: Filter, before: str) -> Iterator[tuple[Values, list[str]]]:
    sql = (
        f"SELECT {MEMBER_COLUMNS} FROM report r JOIN article a ON a.key = r.article WHERE r.kind = ?"
        " AND r.loaded_at < ? AND (r.retired_at IS NULL OR r.retired_at >= ?) ORDER BY r.component, r.seq"
    )
    rows = engine.stream(sql, (kind_of(asked), before, before))
    for _, group in groupby(rows, key=lambda row: row[3]):
        yield from _component_entries(engine, list(group))
    if isinstance(asked, EventFilter):
        columns = ", ".join((*EVENT_COLUMNS, "titles"))
        sql = f"SELECT {columns} FROM event WHERE origin <> 'read' AND loaded_at < ?"
        for row in engine.stream(sql, (before,)):
            yield dict(zip((*EVENT_COLUMNS, "titles"), row, strict=True)), []


def _component_entries(engine: Engine, rows: list[SqlRow]) -> Iterator[tuple[Values, list[str]]]:
    reports = [to_standing(row) for row in rows]
    entries, _ = cluster_standing(reports, load_pairs(engine, reports) if len(reports) > 1 else [])
    voices = find_voices(engine, entries.values())
    for name, members in entries.items():
        yield summarise(members, voices[name]), [member.id for member in members]


def _to_entry(asked: Filter, values: Values) -> EventEntry | QuoteEntry:
    if isinstance(asked, EventFilter):
        return to_event(tuple(values[name] for name in EVENT_COLUMNS))
    return to_quote(tuple(values[name] for name in QUOTE_COLUMNS))


class _Fitting:
    """The filter as a test of a row's values; the same answers as its SQL."""

    def __init__(self, engine: Engine, asked: Filter) -> None:
        self._engine = engine
        self._asked = asked
        self._members: dict[str, frozenset[str]] = {}
        self._phrases = [[word.lower() for word in phrase] for phrase in phrases(asked.text)] if asked.text else []

    def __call__(self, values: Values) -> bool:
        asked = self._asked
        if not self._days_fit(values, asked.from_on, asked.until_on) or not self._words_fit(values):
            return False
        return self._event_fits(values, asked) if isinstance(asked, EventFilter) else self._quote_fits(values, asked)

    def _event_fits(self, values: Values, asked: EventFilter) -> bool:
        plain = ("type", "mode", "modality", "origin")
        if asked.outlet is not None and asked.outlet not in json.loads(values["outlets"]):
            return False
        if any(getattr(asked, name) not in (None, values[name]) for name in plain):
            return False
        if asked.deeds and (values["modality"] != "actual" or values["asserted_by"] is not None):
            return False
        event = to_event(tuple(values[name] for name in EVENT_COLUMNS))
        givers = dict(zip(event.actors, event.actor_countries, strict=True))
        takers = dict(zip(event.recipients, event.recipient_countries, strict=True))
        either = givers | takers
        sides = ((asked.actor, givers), (asked.recipient, takers), (asked.party, either), (asked.other, either))
        if not all(words is None or self._any_is(words, parties) for words, parties in sides):
            return False
        return asked.asserted_by is None or self._asserter_fits(asked.asserted_by, event.asserted_by)

    def _asserter_fits(self, asked: str, asserted_by: str | None) -> bool:
        if names_nobody(asked):
            return asserted_by == (None if asked == NOBODY else asked)
        return asserted_by is not None and asserted_by in self._ids_of(asked)

    def _quote_fits(self, values: Values, asked: QuoteFilter) -> bool:
        if asked.kind not in (None, values["kind"]):
            return False
        if asked.outlet is not None and asked.outlet not in json.loads(values["outlets"]):
            return False
        quote: dict[str, Any] = dict(values)
        speaker = {quote["speaker"]: quote["speaker_country"]} if quote["speaker"] else {}
        to = {quote["addressee"]: quote["addressee_country"]} if quote["addressee"] else {}
        named = to_quote(tuple(values[name] for name in QUOTE_COLUMNS)).about
        about: dict[str, str | None] = dict.fromkeys(named)
        sides = ((asked.speaker, speaker), (asked.to, to), (asked.about, about | to))
        return all(words is None or self._any_is(words, parties) for words, parties in sides)

    def _any_is(self, asked: str, parties: Mapping[str, str | None]) -> bool:
        who = find_who(self._engine, asked)
        if who.country is not None and who.country in parties.values():
            return True
        return bool(self._ids_of(asked) & parties.keys())

    def _ids_of(self, asked: str) -> frozenset[str]:
        if asked not in self._members:
            self._members[asked] = frozenset(actor.id for actor in find_actors(self._engine, asked))
        return self._members[asked]

    def _days_fit(self, values: Values, from_on: date | None, until_on: date | None) -> bool:
        if from_on and not (values["last_on"] and values["last_on"] >= from_on.isoformat()):
            return False
        return not until_on or bool(values["first_on"] and values["first_on"] <= until_on.isoformat())

    def _words_fit(self, values: Values) -> bool:
        texts = (values["words"], *values["titles"].split(BREAK))
        said = "|".join(f" {' '.join(words(text))} " for text in texts)
        return all(_looked_for(phrase) in said for phrase in self._phrases)


def _looked_for(phrase: list[str]) -> str:
    """A phrase as it stands between blanks; open at the end where its last word is the beginning of one."""
    return f" {' '.join(words(' '.join(phrase)))}" + ("" if phrase[-1].endswith("*") else " ")
