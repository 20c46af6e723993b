"""CSV and Parquet tables -> Articles, a row at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from onrecord.errors import ArticleError, ConfigError
from onrecord.ingest.day import to_day
from onrecord.ingest.encoding import COLUMNS, find_separator
from onrecord.ingest.plain import from_text
from onrecord.text import Article

TABLE_SUFFIXES = (".csv", ".parquet")
NEEDED = ("text",)
MAX_CELL = 20_000_000  # characters of one cell
_BATCH = 256  # rows of a Parquet file in memory


def read_table(path: Path, *, keep_debris: bool = False) -> Iterator[tuple[str | int, Article | ArticleError]]:
    """The article of each row of a CSV or Parquet file, or the error that it gives; with its id, else its number from 1.

    Columns are named as the keys of a JSON line, in whatever case: `text` has to be there; `id`, `title`, `published_on`, `outlet` and
    `url` may be; others are passed over. Between the columns of a CSV file stand commas, semicolons or tabs, as its first line tells.

    Raises ConfigError where there is no such file or a column is missing, ArticleError where it is no such table.
    """
    rows = _parquet_rows(path) if path.suffix.lower() == ".parquet" else _csv_rows(path)
    for number, row in enumerate(rows, start=1):
        row_id = number if row.get("id") in (None, "") else str(row["id"])
        yield row_id, _to_article(row, number, keep_debris)


def _to_article(row: Mapping[str, Any], number: int, keep_debris: bool) -> Article | ArticleError:
    told = {name: str(row[name]) for name in COLUMNS if row.get(name) not in (None, "")}
    if "text" not in told:
        return ArticleError(f"row {number}: text is empty")
    try:
        return from_text(
            told["text"],
            title=told.get("title"),
            published_on=to_day(told["published_on"][:10]) if "published_on" in told else None,
            outlet=told.get("outlet"),
            url=told.get("url"),
            keep_debris=keep_debris,
        )
    except (ArticleError, ConfigError) as error:
        return ArticleError(f"row {number}: {error}")


def _csv_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    csv.field_size_limit(MAX_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header = stream.readline()
            lines = _without_nul(chain([header], stream), path)
            rows = csv.DictReader(lines, restval=None, delimiter=find_separator(header))
            rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
            _check_columns(path, rows.fieldnames or ())
            yield from rows
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file or folder; check the name") from None
    except UnicodeDecodeError as error:
        raise ArticleError(f"{path}: not UTF-8 at byte {error.start}; save the table as UTF-8") from None
    except csv.Error as error:
        raise ArticleError(f"{path}: not a CSV table that can be read ({error}); check its quotation marks") from None
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read ({error.strerror}); check its rights") from None


def _without_nul(lines: Iterable[str], path: Path) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise ArticleError(f"{path}: holds a NUL character; the file is damaged or binary")
        yield line


def _parquet_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path)
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file or folder; check the name") from None
    except (pa.ArrowException, OSError) as error:
        raise ArticleError(f"{path}: not a Parquet file that can be read ({str(error).splitlines()[0]})") from None
    columns = {name.strip().lower(): name for name in table.schema_arrow.names}
    _check_columns(path, columns)
    names = {columns[name]: name for name in COLUMNS if name in columns}
    try:
        for batch in table.iter_batches(batch_size=_BATCH, columns=list(names)):
            yield from ({names[column]: value for column, value in row.items()} for row in batch.to_pylist())
    except (pa.ArrowException, OSError) as error:
        raise ArticleError(f"{path}: damaged Parquet file ({str(error).splitlines()[0]})") from None


def _check_columns(path: Path, names: Iterable[str]) -> None:
    missing = [name for name in NEEDED if name not in set(names)]
    if missing:
        found = ", ".join(str(name) for name in list(names)[:8]) or "none"
        if len(list(names)) == 1 and "|" in found:
            raise ConfigError(
                f"{path}: its columns are not parted by commas, semicolons or tabs ({found[:60]}); save the table with commas"
            )
        raise ConfigError(
            f"{path}: the column {', '.join(missing)} is missing (found: {found}); name the columns {', '.join(COLUMNS)}"
        )
