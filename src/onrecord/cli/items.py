"""Every article that files, folders and standard input hold, one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from io import BufferedReader
from pathlib import Path
from typing import Any, NamedTuple, cast

from onrecord import ingest
from onrecord.errors import ArticleError, ConfigError
from onrecord.text import Article

LINE_SUFFIXES = (".jsonl", ".ndjson")


class Item(NamedTuple):
    """One article on its way: the caller's id (JSON lines only), where it came from, and the article or why there is none."""

    id: str | int | None
    source: str
    article: Article | ArticleError | ConfigError


class Given(NamedTuple):
    """What the flags say of all input."""

    kind: Any  # "text", "html", "jsonl" or None: to be told by the input itself
    published_on: date | None
    keep_debris: bool


def find_items(paths: tuple[str, ...], given: Given, suffixes: tuple[str, ...] = ingest.SUFFIXES) -> Iterator[Item]:
    """Every article that the paths hold, in order. A path that is wrong gives an item with its error.

    `suffixes` are those of the files that a folder is searched for.
    """
    for path in paths:
        if path == "-":
            yield from _from_stdin(given)
            continue
        try:
            for file in ingest.find_paths(path, suffixes):
                if given.kind == "jsonl" or (given.kind is None and file.suffix.lower() in LINE_SUFFIXES):
                    yield from _from_lines(file, given)
                elif given.kind is None and file.suffix.lower() in ingest.TABLE_SUFFIXES:
                    yield from _from_table(file, given)
                else:
                    yield Item(None, str(file), _load(file, given))
        except ConfigError as error:
            yield Item(None, path, error)


def _load(file: Path, given: Given) -> Article | ArticleError | ConfigError:
    try:
        return ingest.load_path(
            file, kind=given.kind, published_on=given.published_on, keep_debris=given.keep_debris
        )  # fmt: skip
    except (ArticleError, ConfigError) as error:
        return error


def _from_lines(file: Path, given: Given) -> Iterator[Item]:
    try:
        stream = file.open("rb")
    except OSError as error:
        yield Item(None, str(file), ArticleError(f"cannot be opened ({error.strerror}); check its permissions"))
        return
    with stream:
        yield from _lines(stream, str(file), given)


def _from_table(file: Path, given: Given) -> Iterator[Item]:
    try:
        for row_id, article in ingest.read_table(file, keep_debris=given.keep_debris):
            yield Item(row_id, f"{file}, {row_id}", article)
    except (ArticleError, ConfigError) as error:
        yield Item(None, str(file), error)


def _from_stdin(given: Given) -> Iterator[Item]:
    """Standard input: JSON lines where it is told or opens with a brace, else one text or page."""
    stream = cast(BufferedReader, sys.stdin.buffer)
    opening = stream.peek(16)[:16].removeprefix(b"\xef\xbb\xbf").lstrip() if given.kind is None else b""
    if given.kind == "jsonl" or opening[:1] == b"{":
        yield from _lines(stream, "standard input", given)
        return
    try:
        article = ingest.load_stream(
            stream, kind=given.kind, published_on=given.published_on, keep_debris=given.keep_debris
        )  # fmt: skip
    except (ArticleError, ConfigError) as error:
        yield Item(None, "standard input", error)
    else:
        yield Item(None, "standard input", article)


def _lines(stream: BufferedReader, source: str, given: Given) -> Iterator[Item]:
    for line_id, article in ingest.read_jsonl(stream, keep_debris=given.keep_debris):
        yield Item(line_id, f"{source}, {line_id}", article)
