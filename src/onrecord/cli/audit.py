"""`onrecord audit`: a sample, judged at the terminal or in the browser, tells how good the record is."""

from __future__ import annotations

import json
import sys

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli import READ_ALL
from onrecord.cli.entries import console_for
from onrecord.cli.pretty import safe
from onrecord.cli.record_options import open_to_read, record_option
from onrecord.errors import ConfigError
from onrecord.facts import Event
from onrecord.record import Record
from onrecord.review import Case, Queue, Share, Tally, find_queue, load_case, tally_sample

AROUND = 240  # letters of the article that are shown at either side
KEYS = "a right · r wrong · s skip · q stop"


@click.command()
@record_option
@click.option("--sample", type=click.IntRange(1, 5_000), default=200, show_default=True, help="How many cases to draw.")
@click.option(
    "--kind", type=click.Choice(("event", "quote")), default="event", show_default=True, help="Cases of what."
)
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed draws the same cases."
)
@click.option("--by", metavar="NAME", help="Who judges: the cases that wait are asked for, one by one.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("pretty", "json")),
    default="pretty",
    show_default=True,
    help="How to show it.",
)
def audit(where: str, sample: int, kind: str, seed: int, by: str | None, form: str) -> int:
    """Draw a sample, ask whether it is right, and tell the precision with its interval.

    With --by NAME at a terminal each case is shown and a key asked for; what was judged before stays judged, so an audit can be
    broken off and gone on with. Without it, only the result is told. `onrecord serve --review` judges the same sample in a browser.
    """
    queue = Queue(by="audit", kind="quote" if kind == "quote" else "event", sample=sample, seed=seed)
    if by is not None:
        if not sys.stdin.isatty():
            raise ConfigError(
                "cases are asked for at a terminal; leave --by out, or judge them with: onrecord serve --review"
            )
        with Record.open(where, create=False) as record:
            _ask(record, queue, by)
    with open_to_read(where) as record:
        found = tally_sample(record, queue.kind, queue.sample, queue.seed)
        waiting = len(find_queue(record, queue, None, limit=sample))
    if form == "json":
        told = {"audit": queue.audit, "sample": found.n_cases + waiting, **found.to_dict()}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _show(console_for(sys.stdout), found, found.n_cases + waiting)
    return READ_ALL


def _ask(record: Record, queue: Queue, by: str) -> None:
    """Ask case by case until all are judged or somebody stops."""
    console = console_for(sys.stdout)
    names = find_queue(record, queue, by, limit=queue.sample)
    for number, name in enumerate(names, start=1):
        case = load_case(record, name)
        console.print(Text(f"\n{number} of {len(names)}", style="dim"))
        _show_case(console, case)
        click.echo(KEYS + ": ", nl=False)
        key = ""
        while key not in ("a", "r", "s", "q"):
            key = click.getchar().lower()
        click.echo(key)
        if key == "q":
            return
        if key == "a":
            record.judge([case.judged("accepted", by, audit=queue.audit)])
        elif key == "r":
            reason = click.prompt("why (may stay empty)", default="", show_default=False)
            record.judge([case.judged("rejected", by, reason=reason, audit=queue.audit)])


def _show_case(console: Console, case: Case) -> None:
    told, people = case.told, {actor.id: actor.name for actor in case.reading.actors}
    pieces = told.anchor if isinstance(told, Event) else told.content
    start, end = _around(case.text, pieces[0].start, pieces[-1].end)
    shown, at = Text("… " if start else ""), start
    for piece in pieces:
        shown.append(safe(case.text[at : piece.start])).append(safe(piece.text), style="bold reverse")
        at = piece.end
    console.print(shown.append(safe(case.text[at:end]) + (" …" if end < len(case.text) else "")))
    if isinstance(told, Event):
        who, whom = (", ".join(people.get(one, one) for one in side) or "—" for side in (told.actors, told.recipients))
        question = f"{who} — {told.type}{f'/{told.mode}' if told.mode else ''} → {whom}, {told.modality}?"
    else:
        speaker = people.get(told.speaker, told.speaker) if isinstance(told.speaker, str) else "—"
        question = f"said by {speaker}?"
    console.print(Text(safe(question), style="bold cyan"))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where to begin and end showing a text around a stretch of it: at most `AROUND` letters away, between words.

    >>> _around("x" * 300 + " one two " + "y" * 300, 305, 308), _around("one two", 4, 7)
    ((301, 308), (0, 7))
    """
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    return left, right


def _show(console: Console, found: Tally, sample: int) -> None:
    console.print(Text(f"{found.n_cases} of {sample} judged", style="bold"))
    console.print(f"right as they stand   {_share(found.precision)}")
    console.print(f"right or mended       {_share(found.found)}")
    for name, share in found.by_type.items():
        console.print(f"  {name:<20}{_share(share)}")
    for one in found.agreements:
        kappa = "" if one.kappa is None else f", kappa {one.kappa:.2f}"
        console.print(f"{safe(one.first)} and {safe(one.second)}: {one.alike} of {one.n} alike{kappa}")
    for reason, n in found.reasons:
        console.print(f"  {n:>4} {safe(reason)}")


def _share(share: Share) -> str:
    if share.share is None or share.interval is None:
        return "not judged yet"
    low, high = share.interval
    return f"{share.share:6.1%}  [{low:.1%}, {high:.1%}]  {share.right} of {share.n}"
