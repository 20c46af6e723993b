"""`onrecord import-events`: others' coded events come into the record."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Protocol

import click

from onrecord.cli import READ_ALL, SOME_FAILED
from onrecord.cli.record_options import record_option
from onrecord.entries import CodedEvent
from onrecord.errors import ArticleError, ConfigError
from onrecord.exchange import BadRow, ImportLayout, Skipped, read_events
from onrecord.record import Input, Record

BATCH = 50_000  # rows a step: what is lost when the power goes is never more
TOLD = 3  # reasons for which rows were skipped that are told


class Advance(Protocol):
    """Takes how many rows came."""

    def __call__(self, n: int) -> None:
        """So many more."""


@click.command("import-events")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--layout", type=click.Choice(("icews", "gdelt", "ours")), required=True, help="How its columns are ordered."
)
@record_option
def import_events(file: Path, layout: ImportLayout, where: str) -> int:
    """Load events that others coded from FILE (text or gzip; our own layout also as Parquet).

    Each row becomes an entry of its own whose evidence is the row. A row that cannot be read becomes a failure
    (onrecord failures); one that is no event in PLOVER, such as a plain remark, is skipped and counted. Loading the same
    file again changes nothing.

    Exit codes: 0 all loaded, 1 some rows could not be read, 2 wrong use.
    """
    rows = read_events(file, layout)
    counts, reasons = Counter[str](), Counter[str]()
    first = list(islice(rows, BATCH))  # a file of another layout is told before a record is made
    if not first:
        raise ConfigError(f"{file} holds no rows; give a file of coded events")
    with Record.open(where) as record, _progress() as advance:
        batch = first
        while batch:
            events = [told for told in batch if isinstance(told, CodedEvent)]
            bad = [told for told in batch if isinstance(told, BadRow)]
            reasons.update(told.reason for told in batch if isinstance(told, Skipped))
            added, known = record.add_coded(events, locator=str(file))
            record.add(Input(str(file), str(one.line), ArticleError(one.reason)) for one in bad)
            counts.update(added=added, known=known, bad=len(bad), skipped=len(batch) - len(events) - len(bad))
            advance(len(batch))
            batch = list(islice(rows, BATCH))
    _tell(counts, reasons)
    return SOME_FAILED if counts["bad"] else READ_ALL


def _tell(counts: Counter[str], reasons: Counter[str]) -> None:
    click.echo(
        f"onrecord: {counts.total():,} rows: {counts['added']:,} events added, {counts['known']:,} known already,"
        f" {counts['skipped']:,} skipped, {counts['bad']:,} failed",
        err=True,
    )
    for reason, n in reasons.most_common(TOLD):
        click.echo(f"  skipped {n:,}: {reason}", err=True)
    if counts["bad"]:
        click.echo("  onrecord failures shows what could not be read, and why", err=True)


@contextmanager
def _progress() -> Iterator[Advance]:
    """A running count on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda n: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("rows"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("rows", total=None)
        yield lambda n: progress.advance(task, n)
