"""`onrecord read`: one report or a million, from files, folders or standard input."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import click

from onrecord import ingest, page
from onrecord.cli import SOME_FAILED
from onrecord.cli.pretty import to_pretty
from onrecord.errors import ArticleError, ConfigError, EvidenceError
from onrecord.facts import Reading
from onrecord.pipeline import read as read_article
from onrecord.text import Article

FORMATS = ("pretty", "json", "jsonl", "html")


class Item(NamedTuple):
    """One article on its way: the caller's id (JSON lines only), where it came from, and the article or why there is none."""

    id: str | int | None
    source: str
    article: Article | ArticleError | ConfigError


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
@click.option("--keep-debris", is_flag=True, help="Leave error lines, share buttons and the like in the text.")
def read(
    paths: tuple[str, ...], form: str | None, day: str | None, kind: str | None, output: Path | None, keep_debris: bool
) -> int:
    """Read reports: who said what, who did what to whom, when, each with its words.

    PATH is a file (text, saved HTML page, JSON lines), a folder of such files, or - for standard input. A JSON line is
    {"id", "text", "title"?, "published_on"?, "outlet"?, "url"?}; each gives one line, in order: the reading with its id,
    or {"id", "error"}.

    Exit codes: 0 all read, 1 some could not be read, 2 wrong use.
    """
    published_on = ingest.to_day(day) if day else None
    items = _items(paths, kind, published_on, keep_debris)
    first = next(items, None)
    if first is None:
        raise ConfigError("there is nothing to read; give a file, a folder or - for standard input")
    lines = form or ("jsonl" if first.id is not None else "pretty")
    with _destination(output) as out:
        counts = _read_all(first, items, lines, out, published_on)
    read_well, failed = counts
    if read_well + failed > 1:
        click.echo(f"onrecord: {read_well + failed:,} articles: {read_well:,} read, {failed:,} failed", err=True)
    sys.exit(SOME_FAILED if failed else 0)


def _read_all(first: Item, items: Iterator[Item], form: str, out: IO[str], day: date | None) -> tuple[int, int]:
    """Read and write one article after the other; how many were read and how many failed."""
    read_well = failed = 0
    write = _writer(form, out)
    with _progress() as advance:
        for item in _with_first(first, items):
            try:
                if not isinstance(item.article, Article):
                    raise item.article
                reading = read_article(item.article, published_on=day)
            except (ArticleError, EvidenceError, ConfigError) as error:
                failed += 1
                _tell_failure(item, str(error), form, out)
            else:
                read_well += 1
                write(item, reading)
            advance()
    return read_well, failed


def _with_first(first: Item, items: Iterator[Item]) -> Iterator[Item]:
    yield first
    yield from items


def _items(paths: tuple[str, ...], kind: str | None, day: date | None, keep_debris: bool) -> Iterator[Item]:
    """Every article that the paths hold, in order. A path that is wrong gives an item with its error."""
    for path in paths:
        if path == "-":
            yield from _from_stdin(kind, day, keep_debris)
            continue
        try:
            files = list(ingest.find_paths(path))
        except ConfigError as error:
            yield Item(None, path, error)
            continue
        for file in files:
            if kind == "jsonl" or (kind is None and file.suffix.lower() in (".jsonl", ".ndjson")):
                yield from _from_lines(file, keep_debris)
            else:
                yield Item(None, str(file), _load(file, kind, day, keep_debris))


def _load(file: Path, kind: Any, day: date | None, keep_debris: bool) -> Article | ArticleError | ConfigError:
    try:
        return ingest.load_path(file, kind=kind, published_on=day, keep_debris=keep_debris)
    except (ArticleError, ConfigError) as error:
        return error


def _from_lines(file: Path, keep_debris: bool) -> Iterator[Item]:
    try:
        stream = file.open("rb")
    except OSError as error:
        yield Item(None, str(file), ArticleError(f"cannot be opened ({error.strerror}); check its permissions"))
        return
    with stream:
        for line, article in ingest.read_jsonl(stream, keep_debris=keep_debris):
            yield Item(line, f"{file}, {line}", article)


def _from_stdin(kind: str | None, day: date | None, keep_debris: bool) -> Iterator[Item]:
    """Standard input: JSON lines where it is told or opens with a brace, else one text or page."""
    stream = cast(BufferedReader, sys.stdin.buffer)
    if kind == "jsonl" or (kind is None and stream.peek(1)[:1] == b"{"):
        for line, article in ingest.read_jsonl(stream, keep_debris=keep_debris):
            yield Item(line, f"standard input, {line}", article)
        return
    try:
        article = ingest.load_stream(stream, kind=kind, published_on=day, keep_debris=keep_debris)  # type: ignore[arg-type]
    except (ArticleError, ConfigError) as error:
        yield Item(None, "standard input", error)
    else:
        yield Item(None, "standard input", article)


def _writer(form: str, out: IO[str]) -> Callable[[Item, Reading], None]:
    """What writes one reading in the form asked for."""

    def write(item: Item, reading: Reading) -> None:
        if form == "pretty":
            out.write(to_pretty(reading, out))
        elif form == "html":
            out.write(page.to_html(reading.to_dict()))
        else:
            told = reading.to_dict() if item.id is None else {"id": item.id, **reading.to_dict()}
            out.write(json.dumps(told, ensure_ascii=False, indent=2 if form == "json" else None) + "\n")

    return write


def _tell_failure(item: Item, message: str, form: str, out: IO[str]) -> None:
    """A failure is a line of JSON among JSON lines, and always a line for people."""
    if form == "jsonl":
        out.write(
            json.dumps({"id": item.id if item.id is not None else item.source, "error": message}, ensure_ascii=False)
            + "\n"
        )
    if form != "jsonl" or item.id is None:
        click.echo(f"onrecord: {_one_line(item.source)}: {_one_line(message)}", err=True)


def _one_line(words: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in words)


@contextmanager
def _destination(output: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears whole or not at all."""
    if output is None:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdout
        return
    try:
        part = tempfile.NamedTemporaryFile(  # noqa: SIM115 - closed and renamed below
            "w", encoding="utf-8", dir=output.parent, prefix=f".{output.name}.", suffix=".part", delete=False
        )
    except OSError as error:
        raise ConfigError(f"{output} cannot be written ({error.strerror}); give another --output") from None
    try:
        with part:
            yield part
        os.replace(part.name, output)
    except BaseException:
        Path(part.name).unlink(missing_ok=True)
        raise


@contextmanager
def _progress() -> Iterator[Callable[[], None]]:
    """A running count on standard error, on a terminal only and once reading takes longer than a moment."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("reading"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda: progress.advance(task)
