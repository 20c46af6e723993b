"""`onrecord entry`: one entry, with all that stands behind it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli import READ_ALL
from onrecord.cli.entries import SHOWN_ID, console_for, names_of, print_below, show_entry
from onrecord.cli.pretty import once, safe
from onrecord.cli.record_options import open_to_read, record_option, to_day
from onrecord.entries import Change, Entry, EntryReport, EventEntry, Link
from onrecord.errors import ConfigError
from onrecord.facts import Event, Evidence, Quote
from onrecord.record import Record

AROUND = 60  # letters of the article that are shown at either side of the words


@click.command()
@click.argument("entry_id", metavar="ID")
@click.option("--as-of", metavar="DAY", help="As it was known at the end of that day.")
@record_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("pretty", "json")),
    default="pretty",
    show_default=True,
    help="How to show it.",
)
def entry(entry_id: str, as_of: str | None, where: str, form: str) -> int:
    """Show one entry: every report with its words, where they disagree, what it came of, and its history.

    ID is an entry's id or its beginning, or the id of any report of it.
    """
    with open_to_read(where) as record:
        try:
            found = record.entry(entry_id, as_of=to_day(as_of))
        except ConfigError as error:
            raise ConfigError(f"{error} (onrecord events and onrecord quotes show ids)") from None
        links = record.links(found) if isinstance(found, EventEntry) else ()
        history = record.history(found.id)
        if form == "json":
            told = found.to_dict() | {
                "links": [{"kind": link.kind, "entry": link.entry_id} for link in links],
                "history": [_change_dict(change) for change in history],
            }
            sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        else:
            _show(record, found, links, history)
    return READ_ALL


def _show(record: Record, found: Entry, links: tuple[Link, ...], history: list[Change]) -> None:
    console = console_for(sys.stdout)
    names = names_of(record, [found])
    console.print(Text(found.id, style="bold"), end="")
    show_entry(console, found, names)
    for one in found.disagreements:
        told = ", ".join(f"{safe(names.get(value, value))} ({n})" for value, n in one.told)
        print_below(console, f"reports differ on {one.field}: {told}", indent=2)
    n = len(found.reports)
    console.print(Text(f"\n{n} REPORT{'S' * (n != 1)}", style="bold"))
    for report in found.reports:
        _show_report(console, report, names)
    if links:
        console.print(Text("\nLINKS", style="bold"))
        for link in links:
            _show_link(console, record, link)
    console.print(Text("\nHISTORY", style="bold"))
    for change in history:
        into = f" into {change.detail}" if change.what == "merged" else f" ({change.detail})" if change.detail else ""
        told = f"{change.at:%Y-%m-%d %H:%M} {change.what} {change.entry_id or ''}{into}, by {change.by}"
        print_below(console, safe(told), indent=2)


def _show_report(console: Console, report: EntryReport, names: Mapping[str, str]) -> None:
    head = " · ".join(
        safe(told) for told in (str(report.published_on or "no day"), report.outlet, report.title, report.url) if told
    )
    console.print()
    print_below(console, head, indent=2, style="cyan")
    told = report.told
    if told is None:
        print_below(console, safe(report.row or ""), indent=4)
        return
    coding = _event_coding(told, names) if isinstance(told, Event) else _quote_coding(told, names)
    print_below(console, coding, indent=4, style="dim")
    for piece in told.anchor if isinstance(told, Event) else told.content:
        print_below(console, f"{piece.start}–{piece.end}: “{safe(piece.text)}”", indent=4)
    if isinstance(told, Event):
        print_below(console, f"in: {safe(told.sentence.text)}", indent=4)
    console.print(Text(f"    {report.article_id}", style="dim"))
    if report.copy_of:
        console.print(Text(f"    a copy of {report.copy_of}", style="dim"))


def _event_coding(event: Event, names: Mapping[str, str]) -> str:
    who = once(safe(names.get(name, name)) for name in event.actors) or "—"
    whom = once(safe(names.get(name, name)) for name in event.recipients)
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    return " · ".join(
        [f"{who} — {kind}" + (f" → {whom}" if whom else ""), event.modality, _day(event.when), f"prob {event.prob:.2f}"]
    )


def _quote_coding(quote: Quote, names: Mapping[str, str]) -> str:
    speaker = (
        safe(names.get(quote.speaker, quote.speaker)) if isinstance(quote.speaker, str) else _words(quote.speaker_span)
    )
    return " · ".join(
        [
            speaker,
            *([safe(quote.cue.text)] if quote.cue else []),
            quote.kind,
            _day(quote.said),
            f"prob {quote.prob:.2f}",
        ]
    )


def _day(moment: object) -> str:
    first, last = getattr(moment, "first_on", None), getattr(moment, "last_on", None)
    if first is None and last is None:
        return "no day told"
    return str(first) if first == last else f"{first} to {last}"


def _words(span: Evidence | None) -> str:
    return safe(span.text) if span else "—"


def _show_link(console: Console, record: Record, link: Link) -> None:
    other = record.entry(link.entry_id)
    told = "done:" if link.kind == "done" else "planned before:"
    print_below(console, f"{told} {other.first_on or 'no day'} {other.id[:SHOWN_ID]} {safe(other.words)}", indent=2)


def _change_dict(change: Change) -> dict[str, object]:
    return {
        "number": change.number, "at": change.at.isoformat(), "entry": change.entry_id, "what": change.what, "detail": change.detail,
        "by": change.by,
    }  # fmt: skip
