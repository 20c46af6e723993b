"""`onrecord ties`: how two parties stand over time, with the entries behind every figure."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from onrecord.cli import READ_ALL
from onrecord.cli.output import open_output
from onrecord.cli.record_options import open_to_read, record_option, to_day
from onrecord.cli.tie_pretty import to_table, write_csv
from onrecord.entries import Dyad, QuoteEntry
from onrecord.errors import ConfigError
from onrecord.gazetteer import load_gazetteer
from onrecord.record import EventFilter, QuoteFilter, Record
from onrecord.ties import Ties, build_ties, periods, to_volume
from onrecord.ties.periods import By

FORMATS = ("pretty", "json", "csv")


class Asked(NamedTuple):
    """What the flags ask for."""

    by: By
    first_on: date | None
    last_on: date | None
    as_of: date | None
    outlets: list[str] | None
    drop_largest: bool

    def whole_intervals(self) -> tuple[date | None, date | None]:
        """The days asked for, widened to whole intervals: half a month has no denominator."""
        first, last = self.first_on, self.last_on
        return (
            periods.first_day(periods.index_of(first, self.by), self.by) if first else None,
            periods.last_day(periods.index_of(last, self.by), self.by) if last else None,
        )


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--by", type=click.Choice(("day", "week", "month", "year")), default="month", show_default=True, help="Interval."
)
@click.option("--from", "from_day", metavar="DAY", help="Not before the interval of this day, YYYY-MM-DD.")
@click.option("--until", "until_day", metavar="DAY", help="Not after the interval of this day, YYYY-MM-DD.")
@click.option("--as-of", metavar="DAY", help="From what had been loaded by the end of that day.")
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
    as_of: str | None,
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
    first, last = to_day(from_day), to_day(until_day)
    if first and last and first > last:
        raise ConfigError(f"--from {first} is after --until {last}; turn them round")
    named = None if outlets is None else [name.strip() for name in outlets.split(",") if name.strip()]
    asked = Asked(by, first, last, to_day(as_of), named, drop_largest)
    with open_to_read(where) as record:
        found = _build(record, Dyad(_party(record, a), _party(record, b)), asked)
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


def _build(record: Record, dyad: Dyad, asked: Asked) -> Ties:
    """The ties from one state of the record."""
    first, last = asked.whole_intervals()
    with record.snapshot():
        # what was known on a past day has no counts that are kept: every entry of that day is looked at
        volume = to_volume(record.deeds_by_day(), asked.by) if asked.as_of is None else None
        if volume is not None:
            _check_outlets(asked.outlets, {name for _, told in volume for name in told})
        wanted = EventFilter(
            party=dyad.actor if volume is not None else None, from_on=first, until_on=last, as_of=asked.as_of
        )
        return build_ties(
            record.events(wanted),
            dyad,
            by=asked.by,
            first_on=first,
            last_on=last,
            outlets=asked.outlets,
            drop_largest=asked.drop_largest,
            statements=_statements(record, dyad, asked),
            volume=volume,
        )


def _check_outlets(named: list[str] | None, known: set[str]) -> None:
    for name in named or ():
        if name not in known:
            shown = ", ".join(sorted(known)[:10]) or "none"
            raise ConfigError(f"no outlet on record is called {name!r}; there are: {shown}")


def _statements(record: Record, dyad: Dyad, asked: Asked) -> Iterator[QuoteEntry]:
    """What the one says about the other, and the other about the one."""
    first, last = asked.whole_intervals()
    for one in (dyad, dyad.turned):
        yield from record.quotes(
            QuoteFilter(speaker=one.actor, about=one.recipient, from_on=first, until_on=last, as_of=asked.as_of)
        )


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
