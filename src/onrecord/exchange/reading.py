"""Files of coded events, opened by their layout and what they are: text, gzip, or Parquet for our own."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, cast

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.entries import EventEntry
from onrecord.errors import ArticleError, ConfigError
from onrecord.exchange.coded import BadRow, Told, other_layout
from onrecord.exchange.gdelt import read_gdelt
from onrecord.exchange.icews import read_icews
from onrecord.exchange.ours import EVENTS, Row, from_cells, from_flat, to_coded, to_event_entry

ImportLayout = Literal["icews", "gdelt", "ours"]
BLOCK = 1 << 20  # bytes of a file that are split into lines at once
MAX_ROW = 5_000_000  # characters of one row of our layout, reports and all
PARQUET = b"PAR1"
GZIP = b"\x1f\x8b"


def read_events(path: Path, layout: ImportLayout) -> Iterator[Told]:
    """The events of a file, streamed, each an event, a row skipped with its reason or a bad row with its line and reason.

    Raises ConfigError, with the file's name, where the file cannot be opened or lacks the layout's columns.
    """
    if layout == "ours":
        for number, found in read_entries(path):
            yield _to_told(number, found)
        return
    with _naming(path), _open(path) as (stream, _):
        read: Callable[[Iterable[str]], Iterator[Told]] = read_icews if layout == "icews" else read_gdelt
        yield from read(_lines(stream, path))


def _to_told(number: int, found: EventEntry | ArticleError) -> Told:
    if isinstance(found, ArticleError):
        return BadRow(number, str(found))
    return to_coded(found, json.dumps(found.to_dict(), ensure_ascii=False))


def read_entries(path: Path) -> Iterator[tuple[int, EventEntry | ArticleError]]:
    """The event entries of a file in our layout (JSON lines, CSV or Parquet, told by its beginning), with their numbers."""
    for number, row in _our_rows(path):
        try:
            yield number, row if isinstance(row, ArticleError) else to_event_entry(row)
        except ArticleError as error:
            yield number, error


def _our_rows(path: Path) -> Iterator[tuple[int, Row | ArticleError]]:
    with _naming(path), _open(path) as (stream, opening):
        if opening.startswith(PARQUET):
            yield from _parquet_rows(path)
            return
        lines = _lines(stream, path)
        if opening.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
            yield from _json_rows(lines)
        else:
            yield from _csv_rows(lines)


def _json_rows(lines: Iterable[str]) -> Iterator[tuple[int, Row | ArticleError]]:
    is_first = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield number, ArticleError("not a JSON object")
            continue
        if is_first and isinstance(row, dict):
            _check_events(row)
        is_first = False
        yield number, row if isinstance(row, dict) else ArticleError("not a JSON object")


def _csv_rows(lines: Iterable[str]) -> Iterator[tuple[int, Row | ArticleError]]:
    csv.field_size_limit(MAX_ROW)
    rows = csv.DictReader(lines)
    _check_columns(rows.fieldnames or ())
    while True:
        number = rows.line_num + 1
        try:
            row = next(rows, None)
            if row is None:
                return
            yield number, from_flat(row, EVENTS)
        except (csv.Error, ArticleError) as error:
            yield number, ArticleError(str(error))


def _check_events(names: Container[str]) -> None:
    """Raise ConfigError on the columns, or the keys, of an export of statements."""
    if "speaker" in names and "type" not in names:
        raise ConfigError(
            "the file holds statements (onrecord export --what quotes), and only events can be imported;"
            " leave --what out when you export"
        )


def _check_columns(names: Sequence[str]) -> None:
    """Raise ConfigError unless the columns are those of events in our layout."""
    _check_events(names)
    missing = [column.name for column in EVENTS if column.name not in names]
    if missing:
        raise ConfigError(
            f"the file lacks the column {missing[0]!r}{other_layout(names)}; our layout is that of onrecord export --layout ours"
        )


def _parquet_rows(path: Path) -> Iterator[tuple[int, Row | ArticleError]]:
    number = 0
    try:
        with pq.ParquetFile(path) as file:
            _check_columns(file.schema_arrow.names)
            for batch in file.iter_batches(batch_size=5_000):
                for row in batch.to_pylist():
                    number += 1
                    try:
                        yield number, from_cells(row, EVENTS)
                    except ArticleError as error:
                        yield number, error
    except (pa.ArrowException, OSError) as error:
        raise ConfigError(f"{path} cannot be read as Parquet ({str(error).splitlines()[0]})") from None


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """What is wrong with a file, told with its name."""
    try:
        yield
    except ConfigError as error:
        told = str(error)
        raise error if str(path) in told else ConfigError(f"{path}: {told}") from None


@contextmanager
def _open(path: Path) -> Iterator[tuple[IO[bytes], bytes]]:
    """A file of bytes, unpacked where it is gzip, with its first bytes."""
    try:
        raw = path.open("rb")
    except OSError as error:
        raise ConfigError(f"{path} cannot be opened ({error.strerror}); give a file of coded events") from None
    with raw:
        opening = raw.read(16)
        raw.seek(0)
        yield cast(IO[bytes], gzip.GzipFile(fileobj=raw) if opening.startswith(GZIP) else raw), opening


def _lines(stream: IO[bytes], path: Path) -> Iterator[str]:
    """Lines of text with their ends, UTF-8 with what is not replaced; of one longer than a row can be the rest is left out."""
    rest, is_cut = b"", False  # is_cut: the line at hand has been given already, as far as a row can go
    try:
        while block := stream.read(BLOCK):
            if is_cut:
                _, end, block = block.partition(b"\n")
                is_cut = not end
            whole, end, rest = (rest + block).rpartition(b"\n")
            yield from _decoded(whole + end)
            if len(rest) >= MAX_ROW:
                yield from _decoded(rest[:MAX_ROW])
                rest, is_cut = b"", True
    except (OSError, EOFError, zlib.error) as error:
        raise ConfigError(f"{path} breaks off ({error}); fetch it again") from None
    yield from _decoded(rest)


def _decoded(lines: bytes) -> Iterator[str]:
    """Whole lines, each ended by a line feed and by nothing else; marks of the byte order before a line are dropped."""
    text = lines.decode("utf-8", errors="replace")
    found = io.StringIO(text, newline="\n")
    return (line.removeprefix("\ufeff") for line in found) if "\ufeff" in text else iter(found)
