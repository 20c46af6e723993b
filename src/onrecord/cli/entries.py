"""Entries on their way out: for people at 80 columns, or as JSON, JSON lines or CSV; streamed, however many there are."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import islice
from textwrap import wrap
from typing import IO, Any, TypeVar

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli.pretty import MODALITIES, WIDTH, once, safe
from onrecord.entries import Entry, EventEntry, QuoteEntry
from onrecord.facts import UNNAMED, Event, Quote
from onrecord.gazetteer import load_gazetteer
from onrecord.gazetteer.naming import names_abroad
from onrecord.record import Record

SHOWN_ID = 10  # letters of an id that the pretty form shows; they are enough for `onrecord entry`
TOLD_FROM = 100  # entries that fit from which their number is told before they come, where they go to a pipe
_STEP = 200  # entries whose names are fetched together
_INDENT = 12
T = TypeVar("T")


def write_entries(
    record: Record, entries: Iterable[Entry], form: str, *, n: int, what: str, limit: int | None = None
) -> None:
    """Write entries in a form. `n` is how many fit, of which at most `limit` come; `what` they are, in the plural."""
    out = sys.stdout
    cut = f"{limit:,} of " if limit is not None and limit < n else ""
    told = f"{cut}{n:,} {what if n != 1 else what[:-1]}"
    if form == "pretty":
        console = console_for(out)
        console.print(Text(told + (", the newest first" if cut else ""), style="bold"))
        for part in parts_of(entries, _STEP):
            names = names_of(record, part)
            for entry in part:
                show_entry(console, entry, names)
        return
    if (cut or n >= TOLD_FROM) and sys.stderr.isatty():
        click.echo(f"onrecord: {told} are coming", err=True)
    if form == "csv":
        _write_csv(entries, out, EventEntry if what == "events" else QuoteEntry)
    else:
        {"json": _write_json, "jsonl": _write_jsonl}[form](entries, out)


def console_for(out: IO[str]) -> Console:
    """Colours on a terminal only, and never under NO_COLOR; 80 columns in a pipe."""
    terminal = out.isatty() and os.environ.get("TERM") != "dumb"
    width = min(os.get_terminal_size(out.fileno()).columns, 120) if terminal else WIDTH
    return Console(
        file=out, width=max(width, 40), force_terminal=terminal, no_color=not terminal or bool(os.environ.get("NO_COLOR")),
        color_system="standard" if terminal else None, highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip


def names_of(record: Record, entries: Iterable[Entry]) -> Mapping[str, str]:
    """The names of everybody in these entries, by id; who is only described is told with his country."""
    ids: set[str] = set()
    for entry in entries:
        if isinstance(entry, EventEntry):
            ids |= {*entry.actors, *entry.recipients, entry.asserted_by or ""}
        else:
            ids |= {entry.speaker or "", entry.addressee or "", *entry.about}
        ids |= {value for one in entry.disagreements if one.field == "speaker" for value, _ in one.told}
        ids |= {name for report in entry.reports for name in _named_in(report.told)}
    ids -= {"", UNNAMED}
    shown = load_gazetteer().shown  # countries and bodies of whom nobody on record is
    return {**{name: shown[name] for name in ids if name in shown}, **names_abroad(record.names(ids))}


def _named_in(told: Event | Quote | None) -> Iterable[str]:
    """Who takes part, as one report tells it."""
    if isinstance(told, Event):
        return (*told.actors, *told.recipients)
    return (told.speaker,) if told is not None and isinstance(told.speaker, str) else ()


def show_entry(console: Console, entry: Entry, names: Mapping[str, str]) -> None:
    """One entry in words: day and id at the left, who and what, the words, how many tell it."""
    head = event_head(entry, names) if isinstance(entry, EventEntry) else quote_head(entry, names)
    words = marked_words(entry) if isinstance(entry, EventEntry) else safe(entry.words)
    console.print()
    _print_row(console, str(entry.first_on or "no day"), head)
    _print_row(console, entry.id[:SHOWN_ID], Text(words))
    notes = _report_notes(entry)
    if notes:
        _print_row(console, "", Text(" · ".join(notes), style="dim"))


def event_head(entry: EventEntry, names: Mapping[str, str]) -> Text:
    """Who, what, to whom, and how it is told."""
    head = Text(_all(entry.actors, names) or "—", style="cyan")
    head.append(f" — {entry.type}" + (f"/{entry.mode}" if entry.mode else ""), style="bold red")
    if entry.recipients:
        head.append(" → ", style="bold").append(_all(entry.recipients, names), style="cyan")
    notes = [f"until {entry.last_on}"] if entry.last_on != entry.first_on else []
    notes += ["day of publication"] if entry.day_from == "publication" else []
    notes += [f"in {safe(entry.place)}"] if entry.place else []
    notes += [MODALITIES[entry.modality]] if MODALITIES[entry.modality] else []
    if entry.asserted_by == UNNAMED:
        notes.append("alleged by nobody named")
    elif entry.asserted_by:
        notes.append(f"asserted by {_all((entry.asserted_by,), names)}")
    notes += [entry.origin] if entry.origin != "read" else []
    return head.append("".join(f" · {note}" for note in notes), style="dim")


def quote_head(entry: QuoteEntry, names: Mapping[str, str]) -> Text:
    """Who said it, to whom, about whom."""
    speaker = (
        _all((entry.speaker,), names)
        if entry.speaker
        else f"{safe(entry.speaker_words)} ?"
        if entry.speaker_words
        else "—"
    )
    head = Text(speaker, style="cyan")
    notes: list[str] = [entry.kind] if entry.kind != "direct" else []
    notes += [f"to {_all((entry.addressee,), names)}"] if entry.addressee else []
    notes += [f"about {_all(entry.about, names)}"] if entry.about else []
    notes += [entry.polarity] if entry.polarity != "affirmed" else []
    notes += ["day of publication"] if entry.day_from == "publication" else []
    return head.append("".join(f" · {note}" for note in notes), style="dim")


def marked_words(entry: EventEntry) -> str:
    """The sentence with its anchor between brackets."""
    words = entry.words
    for start, end in sorted(entry.anchor, reverse=True):
        words = f"{words[:start]}[{words[start:end]}]{words[end:]}"
    return safe(words)


def parts_of(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    stream = iter(values)
    while part := list(islice(stream, size)):
        yield part


def _report_notes(entry: Entry) -> list[str]:
    notes = []
    if entry.n_reports > 1:
        copies = entry.n_reports - entry.n_independent
        of_them = ", one of them a copy" if copies == 1 else f", {copies} of them copies" if copies else ""
        notes.append(f"{entry.n_reports} reports{of_them}")
    notes += (
        [", ".join(safe(outlet) for outlet in entry.outlets[:4]) + (" …" if len(entry.outlets) > 4 else "")]
        if entry.outlets
        else []
    )
    notes += [f"reports differ on {', '.join(one.field for one in entry.disagreements)}"] if entry.disagreements else []
    return notes


def _print_row(console: Console, left: str, right: Text) -> None:
    lines = right.wrap(console, console.width - _INDENT, overflow="fold")
    for number, line in enumerate(lines):
        row = Text(f"{left if number == 0 else '':<{_INDENT}}", style="dim").append_text(line)
        row.rstrip()
        console.print(row, soft_wrap=True)


def print_below(console: Console, words: str, *, indent: int, style: str = "") -> None:
    """Words in lines of their own, wrapped between words (only what is longer than a line within one), no blanks at the ends."""
    for line in wrap(words, console.width - indent, break_on_hyphens=False):
        console.print(Text(" " * indent + line, style=style), soft_wrap=True)


def _all(ids: Iterable[str], names: Mapping[str, str]) -> str:
    return once(safe(names.get(name, name)) for name in ids)


def _write_json(entries: Iterable[Entry], out: IO[str]) -> None:
    before = "["
    for entry in entries:
        out.write(before + "\n" + json.dumps(entry.to_dict(), ensure_ascii=False, indent=2))
        before = ","
    out.write("[]\n" if before == "[" else "\n]\n")


def _write_jsonl(entries: Iterable[Entry], out: IO[str]) -> None:
    for entry in entries:
        out.write(json.dumps(entry.to_dict(), ensure_ascii=False) + "\n")


def _write_csv(entries: Iterable[Entry], out: IO[str], model: type[Entry]) -> None:
    """One row an entry, below the names of its columns; lists with "|" between, disagreements as JSON, without the reports."""
    names = [field.name for field in fields(model) if field.name != "reports"]
    writer = csv.DictWriter(out, fieldnames=names, lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        told = entry.to_dict()
        writer.writerow({name: _cell(told[name]) for name in names})


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        if any(isinstance(one, list | dict) for one in value):
            return json.dumps(value, ensure_ascii=False)
        return "|".join("" if one is None else str(one) for one in value)
    return "" if value is None else value
