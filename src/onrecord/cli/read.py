"""`onrecord read`: one report or a million, from files, folders or standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import click

from onrecord import encoder, ingest, rules
from onrecord.cli import READ_ALL, SOME_FAILED
from onrecord.cli.gazetteer import choose_gazetteer, gazetteer_options, inputs_of
from onrecord.cli.items import Given, Item, find_items
from onrecord.cli.output import FORMATS, Writer, check_outputs, open_output
from onrecord.errors import ConfigError, OnRecordError
from onrecord.facts import Reading
from onrecord.frames import Finder
from onrecord.gazetteer import Gazetteer
from onrecord.pipeline import default_finder, try_read
from onrecord.text import Article

FINDERS = ("encoder", "rules")
AHEAD = 2  # days from today, on which it may be already elsewhere, or a paper be dated


def reader_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The flags of whatever reads: `keep_debris`, `name` of a finder, `weights`, `threads`, and those of the gazetteer."""
    for option in (
        click.option("--threads", type=click.IntRange(1, 256), default=1, show_default=True, help="For the encoder's products."),
        click.option("--weights", type=click.Path(path_type=Path), help="A folder with weights of your own for the encoder."),
        click.option("--finder", "name", type=click.Choice(FINDERS), help="What finds quotes and events. Default: the encoder."),
        click.option("--keep-debris", is_flag=True, help="Leave error lines, share buttons and the like in the text."),
    ):  # fmt: skip
        command = option(command)
    return gazetteer_options(command)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="How to show it. Default: pretty, for JSON lines jsonl."
)
@click.option("--published-on", "day", metavar="DAY", help="Day of publication, YYYY-MM-DD; wins over the page's own.")
@click.option(
    "--input", "kind", type=click.Choice(("text", "html", "jsonl")), help="What the input is, where it cannot be told."
)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write there instead of to standard output."
)
@reader_options
def read(
    paths: tuple[str, ...],
    form: str | None,
    day: str | None,
    kind: str | None,
    output: Path | None,
    keep_debris: bool,
    name: str | None,
    weights: Path | None,
    threads: int,
    actors: tuple[Path, ...],
    world: str | None,
) -> int:
    """Read reports: who said what, who did what to whom, when, each with its words.

    PATH is a file (text, saved HTML page, JSON lines), a folder of such files, or - for standard input. A JSON line is
    {"id", "text", "title"?, "published_on"?, "outlet"?, "url"?}; each gives one line, in order: the reading with its id,
    or {"id", "error"}.

    Exit codes: 0 all read, 1 some could not be read, 2 wrong use.
    """
    check_outputs([output], inputs_of(paths, actors, world))
    given = Given(kind, to_publication_day(day), keep_debris)
    finder, gazetteer = choose_finder(name, weights, threads), choose_gazetteer(actors, world)
    items = find_items(paths, given)
    first = next(items, None)
    if first is None or first.id is not None:  # no item at all: JSON lines without a line, so nothing comes out
        form = form or "jsonl"
    with open_output(output, keep_empty=form == "jsonl") as out:
        writer = Writer(form or "pretty", out)
        read_well, failed = _read_all(chain((first,) if first else (), items), writer, given, finder, gazetteer)
        writer.close()
    if read_well + failed != 1:
        click.echo(f"onrecord: {read_well + failed:,} articles: {read_well:,} read, {failed:,} failed", err=True)
    return SOME_FAILED if failed else READ_ALL


def choose_finder(name: str | None, weights: Path | None, threads: int) -> Finder:
    """The finder that the flags ask for."""
    if name == "rules" and weights is not None:
        raise ConfigError("--weights is for the encoder and --finder rules has none; give one of the two")
    if name == "rules":
        return rules.RuleFinder()
    if name is None and weights is None:
        return default_finder(threads=threads)
    return load_weights(weights, threads)


def load_weights(weights: Path | None, threads: int) -> encoder.EncoderFinder:
    """The encoder with the weights of --weights, or those that ship. Raises ConfigError, which names the option."""
    if weights is not None and not weights.is_dir():
        raise ConfigError(f"--weights {weights}: no such folder; give a folder with weights, or leave it out")
    try:
        return encoder.load_finder(weights, threads=threads)
    except ConfigError as error:
        raise ConfigError(
            f"--weights {weights} holds no weights that can be loaded; give a folder that python -m train wrote"
        ) from error


def to_publication_day(words: str | None) -> date | None:
    """The day of --published-on; one that is not yet is told on standard error."""
    day = ingest.to_day(words) if words else None
    if day is not None and day > date.today() + timedelta(days=AHEAD):  # noqa: DTZ011 - a calendar day
        click.echo(f"onrecord: --published-on {day} is yet to come; times are counted from it all the same", err=True)
    return day


def _read_all(
    items: Iterable[Item], writer: Writer, given: Given, finder: Finder, gazetteer: Gazetteer
) -> tuple[int, int]:
    """Read and write in order; how many were read and how many failed."""
    read_well = failed = 0
    with _progress() as advance:
        for item in items:
            found: Article | OnRecordError | Reading = item.article
            if isinstance(found, Article):
                found = try_read(_dated(found, given), finder=finder, gazetteer=gazetteer)
            if isinstance(found, Reading):
                read_well += 1
                writer.write_reading(found, item.id)
            else:
                failed += 1
                writer.write_failure(item.source, item.id, str(found))
            advance()
    return read_well, failed


def _dated(article: Article, given: Given) -> Article:
    return replace(article, published_on=given.published_on) if given.published_on else article


@contextmanager
def _progress() -> Iterator[Callable[[], None]]:
    """A running count on standard error: on a terminal only, and from the second article on."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("reading"), MofNCompleteColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task("reading", total=None)

    def advance() -> None:
        progress.advance(task)
        if progress.tasks[0].completed > 1:
            progress.start()

    try:
        yield advance
    finally:
        progress.stop()
