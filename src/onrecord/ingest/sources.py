"""Files, folders and streams -> Articles; names are only ever paths."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from onrecord.errors import ArticleError, ConfigError
from onrecord.ingest.encoding import check_text, decode, is_feed, is_page, is_table
from onrecord.ingest.lines import read_jsonl
from onrecord.ingest.page import from_html
from onrecord.ingest.plain import from_text
from onrecord.text import Article

MAX_FILE_BYTES = 20_000_000
SUFFIXES = (".htm", ".html", ".jsonl", ".txt")  # what a folder is searched for; a file that is named may have any
_SHOWN = 160  # characters of a path that an error repeats
Kind = Literal["text", "html", "jsonl"]


def from_bytes(
    data: bytes,
    *,
    name: str = "",
    kind: Kind | None = None,
    title: str | None = None,
    published_on: date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    keep_debris: bool = False,
) -> Article:
    """An article from the bytes of a file: its encoding found, pages told from text unless `kind` says.

    What is given (`title`, `published_on`, `outlet`, `url`) wins over what a page says of itself. Of kind "jsonl" just
    one line is read; `read_jsonl` is for more.

    Raises ArticleError on what is empty, too large, binary, a feed, not English or without words.

    >>> from_bytes(b"Snow fell on Oslo.").text
    'Snow fell on Oslo.'
    """
    if len(data) > MAX_FILE_BYTES:
        raise _too_large(len(data))
    if kind == "jsonl" or (kind is None and name.lower().endswith(".jsonl")):
        return _from_one_line(data, keep_debris)
    check_text(data)
    text = decode(data, page=kind != "text")
    if kind is None and is_feed(text):
        raise ArticleError("the file is a news feed, not one report; save the page of the report")
    if kind is None and is_table(text):
        raise ArticleError(
            "the file is a table, not one report; of reports, name it .csv, with a column text;"
            " of events, load it with: onrecord import-events"
        )
    if kind == "html" or (kind is None and is_page(text, name=name)):
        return from_html(text, title=title, published_on=published_on, outlet=outlet, url=url, keep_debris=keep_debris)
    return from_text(text, title=title, published_on=published_on, outlet=outlet, url=url, keep_debris=keep_debris)


def load_path(
    path: str | Path,
    *,
    kind: Kind | None = None,
    title: str | None = None,
    published_on: date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    keep_debris: bool = False,
) -> Article:
    """The article of one file. A file that is too large is refused before it is read.

    Raises ConfigError when there is no such file, ArticleError when it cannot be read or its content is at fault.
    """
    place = Path(path)
    data = _read_bounded(place)
    return from_bytes(
        data, name=place.name, kind=kind, title=title, published_on=published_on, outlet=outlet, url=url,
        keep_debris=keep_debris,
    )  # fmt: skip


def load_stream(
    stream: BinaryIO,
    *,
    name: str = "",
    kind: Kind | None = None,
    published_on: date | None = None,
    keep_debris: bool = False,
) -> Article:
    """The article of a stream such as standard input, of which never more than MAX_FILE_BYTES + 1 bytes are held.

    Raises ArticleError as `from_bytes` does.

    >>> import io
    >>> load_stream(io.BytesIO(b"Snow fell on Oslo.")).text
    'Snow fell on Oslo.'
    """
    data = _read_all(stream)
    return from_bytes(data, name=name, kind=kind, published_on=published_on, keep_debris=keep_debris)


def find_paths(path: str | Path, suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[Path]:
    """The file itself, or the files of a folder and its sub-folders that can be read (`suffixes`), sorted by path.

    Hidden files and folders are passed over, links to folders are not followed. A sub-folder that may not be listed is
    given as it is, so that `load_path` tells of it: nothing vanishes.

    Raises ConfigError, at once, when there is no such path, when it may not be listed, or when the folder holds none.
    """
    top = Path(path)
    try:
        is_folder = stat.S_ISDIR(top.stat().st_mode)
    except (OSError, ValueError) as error:
        raise ConfigError(_tell_unreadable(top, error)) from None
    if not is_folder:
        return iter((top,))
    try:
        os.scandir(top).close()
    except OSError as error:
        raise ConfigError(_tell_unreadable(top, error)) from None
    found = _walk(top, suffixes)
    first = next(found, None)
    if first is None:
        raise ConfigError(f"{_show(top)} holds no {', '.join(suffixes)} files; name a file or another folder")
    return chain((first,), found)


def _walk(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """The files of a folder in the order of their paths; links to folders are not followed, so no loop is entered."""
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        if place is not folder and not place.is_dir():
            yield place
            continue
        try:
            with os.scandir(place) as entries:
                named = sorted(
                    (entry for entry in entries if not entry.name.startswith(".")), key=lambda e: e.name, reverse=True
                )
        except OSError:
            yield place
            continue
        for entry in named:
            is_file = entry.is_file() and entry.name.lower().endswith(suffixes)
            if is_file or entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))


def _read_bounded(path: Path) -> bytes:
    """The bytes of a file, its size looked at first; a pipe is read up to the cap."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            os.scandir(path).close()
            raise ArticleError(f"{_show(path)} is a folder; its files are read one by one")
        if found.st_size > MAX_FILE_BYTES:
            raise _too_large(found.st_size)
        with path.open("rb") as stream:
            return _read_all(stream)
    except FileNotFoundError as error:
        raise ConfigError(_tell_unreadable(path, error)) from None
    except (OSError, ValueError) as error:
        raise ArticleError(_tell_unreadable(path, error)) from None


def _read_all(stream: BinaryIO) -> bytes:
    """All bytes of a stream. Raises ArticleError when there are more than the cap."""
    parts: list[bytes] = []
    left = MAX_FILE_BYTES + 1
    while left > 0 and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise ArticleError(f"the input is larger than {MAX_FILE_BYTES:,} bytes; split it, or give JSON lines")
    return b"".join(parts)


def _from_one_line(data: bytes, keep_debris: bool) -> Article:
    """The article of a JSON lines file with one line."""
    rows = [row for _, row in zip(range(2), read_jsonl(io.BytesIO(data)), strict=False)]
    if len(rows) != 1:
        told = "no lines" if not rows else "several lines"
        raise ArticleError(
            f"the JSON lines file holds {told}; read_jsonl (onrecord read --format jsonl) reads any number"
        )
    article = rows[0][1]
    if isinstance(article, ArticleError):
        raise article
    return article


def _too_large(n_bytes: int) -> ArticleError:
    return ArticleError(
        f"the file holds {n_bytes:,} bytes; files of up to {MAX_FILE_BYTES:,} are read: split it, or give JSON lines"
    )


def _tell_unreadable(path: Path, error: Exception) -> str:
    """One line on why a path cannot be read, and what to do."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"{_show(path)}: no such file or folder; check the name"
    if isinstance(error, PermissionError):
        return f"{_show(path)}: no permission to read it; change its rights or copy it"
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{_show(path)}: cannot be read ({told}); check the name"


def _show(path: Path) -> str:
    """A path in one line of UTF-8, whatever its name holds; the end of one that is very long."""
    name = str(path)
    shown = name if len(name) <= _SHOWN else "…" + name[-_SHOWN:]
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in shown)
