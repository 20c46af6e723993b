"""`onrecord ties`: how two parties stand over time, with the entries behind every figure."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from onrecord.cli import READ_ALL
from onrecord.cli.output import check_outputs, open_output
from onrecord.cli.record_options import open_to_read, record_option, to_day
from onrecord.cli.tie_pretty import to_table
from onrecord.dyads import find_party, load_ties
from onrecord.entries import Dyad
from onrecord.errors import ConfigError
from onrecord.ties.periods import By
from onrecord.ties.table import write_csv

FORMATS = ("pretty", "json", "csv")
MOST = 20_000  # intervals: fifty years of days


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
    check_outputs([output, plot], [where])
    named = None if outlets is None else [name.strip() for name in outlets.split(",") if name.strip()]
    if named == []:
        raise ConfigError("--outlets names no outlet; give names with commas between, or leave it out")
    with open_to_read(where) as record:
        dyad = Dyad(find_party(record, a), find_party(record, b))
        found = load_ties(
            record,
            dyad,
            by=by,
            first_on=first,
            last_on=last,
            as_of=to_day(as_of),
            outlets=named,
            drop_largest=drop_largest,
            most=MOST,
        )
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
