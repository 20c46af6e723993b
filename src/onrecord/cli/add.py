"""`onrecord add`: reports into the record; what is there already is passed over."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from onrecord import ingest
from onrecord.cli import READ_ALL, SOME_FAILED
from onrecord.cli.gazetteer import choose_gazetteer
from onrecord.cli.items import LINE_SUFFIXES, Given, Item, find_items
from onrecord.cli.read import choose_finder, reader_options, to_publication_day
from onrecord.cli.record_options import record_option
from onrecord.record import Input, Record, Told, without_password
from onrecord.text import Article

SUFFIXES = tuple(sorted({*ingest.SUFFIXES, *ingest.TABLE_SUFFIXES, *LINE_SUFFIXES}))
MAX_NAMED = 5  # failures that are told one by one; all of them stand in `onrecord failures`


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@record_option
@click.option(
    "--published-on", "day", metavar="DAY", help="Day of publication, YYYY-MM-DD; wins over the source's own."
)
@click.option("--outlet", help="Who printed it, where the source does not say.")
@click.option(
    "--input", "kind", type=click.Choice(("text", "html", "jsonl")), help="What the input is, where it cannot be told."
)
@reader_options
def add(
    sources: tuple[str, ...],
    where: str,
    day: str | None,
    outlet: str | None,
    kind: str | None,
    keep_debris: bool,
    name: str | None,
    weights: Path | None,
    threads: int,
    actors: tuple[Path, ...],
    world: str | None,
) -> int:
    """Read reports into the record: files, folders, JSON lines, CSV, Parquet, saved pages, or - for standard input.

    What is there already, read by the same reader, is passed over, so a load that broke off goes on where it was: run
    the same command again. What cannot be read becomes a row with its reason (`onrecord failures`). Ctrl-C ends the load
    after the batch at hand; nothing that was kept is lost.

    Exit codes: 0 all read, 1 some could not be read, 2 wrong use, or a record that cannot be written, 130 interrupted.
    """
    given = Given(kind, to_publication_day(day), keep_debris)
    finder, gazetteer = choose_finder(name, weights, threads), choose_gazetteer(actors, world)
    seen = [Told()]  # the running totals, which hold however the load ends
    with Record.open(where) as record:
        before = record.counts()
        try:
            with _progress() as show:

                def advance(told: Told) -> None:
                    seen[0] = told
                    show(told)

                inputs = _inputs(find_items(sources, given, SUFFIXES), given, outlet)
                settings = {"keep_debris": keep_debris}
                record.add(inputs, finder=finder, gazetteer=gazetteer, settings=settings, advance=advance)
        finally:
            _sum_up(record, seen[0], before, where)
    return SOME_FAILED if seen[0].failed else READ_ALL


def _inputs(items: Iterable[Item], given: Given, outlet: str | None) -> Iterator[Input]:
    named = 0
    for item in items:
        found = item.article
        if isinstance(found, Article):
            found = replace(found, published_on=given.published_on or found.published_on, outlet=found.outlet or outlet)
        else:
            named += 1
            if named <= MAX_NAMED:
                click.echo(
                    f"onrecord: {item.source}: {found}" if item.source not in str(found) else f"onrecord: {found}",
                    err=True,
                )
        yield Input(item.source, None if item.id is None else str(item.id), found)


def _sum_up(record: Record, told: Told, before: dict[str, int], where: str) -> None:
    """Say what became of all that came in: added, read anew, known and failed add up."""
    after = record.counts()
    parts = [f"{told.added:,} added", *([f"{told.reread:,} read anew"] if told.reread else [])]
    parts += [f"{told.known:,} known already"] if told.known else []
    parts += [f"{told.failed:,} failed (onrecord failures)"] if told.failed else []
    click.echo(f"onrecord: {told.total:,} article{'s' * (told.total != 1)}: {', '.join(parts)}", err=True)
    place = without_password(where)
    new = {name: after[name] - before[name] for name in ("quote", "event", "report")}
    click.echo(
        f"onrecord: {place} holds {after['quote']:,} quotes ({new['quote']:+,}) and {after['event']:,} events ({new['event']:+,})"
        f" from {after['article']:,} article{'s' * (after['article'] != 1)}",
        err=True,
    )


@contextmanager
def _progress() -> Iterator[Callable[[Told], None]]:
    """A running count on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda told: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading")

        def advance(told: Told) -> None:
            progress.update(task, description=f"{told.total:,} articles, {told.failed:,} failed")

        yield advance
