"""`onrecord ties`: how two parties stand over time, with the entries behind every figure."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from onrecord.cli import READ_ALL
from onrecord.cli.output import open_output
from onrecord.cli.record_options import open_to_read, record_option, to_day
from onrecord.cli.tie_pretty import to_table, write_csv
from onrecord.entries import Dyad, QuoteEntry
from onrecord.errors import ConfigError
from onrecord.gazetteer import load_gazetteer
from onrecord.record import EventFilter, QuoteFilter, Record
from onrecord.ties import Ties, build_ties, to_volume
from onrecord.ties.periods import By

FORMATS = ("pretty", "json", "csv")


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--by", type=click.Choice(("day", "week", "month", "year")), default="month", show_default=True, help="Interval."
)
@click.option("--from", "from_day", metavar="DAY", help="First day, YYYY-MM-DD.")
@click.option("--until", "until_day", metavar="DAY", help="Last day, YYYY-MM-DD.")
@record_option
@click.option("--outlets", metavar="NAME,NAME", help="Count these outlets alone, in the denominator too.")
@click.option("--drop-largest", is_flag=True, help="Leave out the outlet that tells most of the pair.")
@click.option("--all", "every", is_flag=True, help="Show every interval, not only the last twelve with deeds.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Draw them into an SVG, PNG or PDF file.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="pretty", show_default=True, help="How to show them."
)
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not to standard output.")  # fmt: skip
def ties(
    a: str,
    b: str,
    by: By,
    from_day: str | None,
    until_day: str | None,
    where: str,
    outlets: str | None,
    drop_largest: bool,
    every: bool,
    plot: Path | None,
    form: str,
    output: Path | None,
) -> int:
    """Show how A and B stand over time: A to B, B to A, and both together.

    A and B are countries (RUS, Russia) or an actor's id. Tension is the log rate of conflict among all that is told, tone the
    smoothed share of conflict with its bands. Only what was done and told in a reporter's own voice counts; plans, denials,
    assertions and statements stand apart.

    Exit codes: 0 shown, 2 wrong use.
    """
    days = (to_day(from_day), to_day(until_day))
    if days[0] and days[1] and days[0] > days[1]:
        raise ConfigError(f"--from {days[0]} is after --until {days[1]}; turn them round")
    named = None if outlets is None else [name.strip() for name in outlets.split(",") if name.strip()]
    with open_to_read(where) as record:
        found = _build(record, Dyad(_party(record, a), _party(record, b)), by, days, named, drop_largest)
    if plot is not None:
        from onrecord.ties.plot import save_plot

        save_plot(found, plot)
    with open_output(output, keep_empty=True) as out:
        if form == "json":
            out.write(json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n")
        elif form == "csv":
            write_csv(found, out)
        else:
            out.write(to_table(found, every=every, terminal=output is None and sys.stdout.isatty()))
    return READ_ALL


def _build(
    record: Record,
    dyad: Dyad,
    by: By,
    days: tuple[date | None, date | None],
    outlets: list[str] | None,
    drop_largest: bool,
) -> Ties:
    """The ties from one state of the record."""
    first, last = days
    with record.snapshot():
        volume = to_volume(record.deeds_by_day(), by)
        known = {name for _, told in volume for name in told}
        for name in outlets or ():
            if name not in known:
                shown = ", ".join(sorted(known)[:10]) or "none"
                raise ConfigError(f"no outlet on record is called {name!r}; there are: {shown}")
        return build_ties(
            record.events(EventFilter(party=dyad.actor, from_on=first, until_on=last)),
            dyad,
            by=by,
            first_on=first,
            last_on=last,
            outlets=outlets,
            drop_largest=drop_largest,
            statements=_statements(record, dyad, days),
            volume=volume,
        )


def _statements(record: Record, dyad: Dyad, days: tuple[date | None, date | None]) -> Iterator[QuoteEntry]:
    """What the one says about the other; nothing where one of them is not on record."""
    for one in (dyad, dyad.turned):
        yield from record.quotes(QuoteFilter(speaker=one.actor, about=one.recipient, from_on=days[0], until_on=days[1]))


def _party(record: Record, words: str) -> str:
    """The country or the one actor that words name. Raises ConfigError, with the nearest names, where nobody or several fit."""
    shown, bare = load_gazetteer().shown, " ".join(words.split())
    if bare.upper() in shown and "/" not in bare:
        return bare.upper()
    named = load_gazetteer().names.get(tuple(bare.removeprefix("the ").split()))
    if named is not None and named.kind in ("country", "body"):
        return named.id
    found = record.actors(bare)
    if len(found) > 1:
        told = ", ".join(party.id for party in found[:5])
        raise ConfigError(f"{bare!r} names {len(found)} actors; give one id, such as {told}")
    return found[0].id
