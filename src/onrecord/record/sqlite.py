"""SQLite: one file, crash-safe, readable by others while a load runs."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

from onrecord.errors import ConfigError, StoreError
from onrecord.record import schema
from onrecord.record.engine import LEAVE, Kind, SqlRow, Values, closing_on_error, too_long

APPLICATION_ID = 0x6F6E7263  # "onrc", in the header of the file: this database is ours
BUSY_MS = 10_000  # how long one writer waits for another
CACHE_KIB = 8_192  # so that memory stays level soon after a load begins
ROOMY_KIB = 524_288  # what a bulk load may take
CHECKPOINT_PAGES = 16_384  # 64 MiB of log before it is carried over: pages that many commits touch are written once
NARROW = 12  # columns up to which many rows go into one statement: wide ones change many pages, and SQLite keeps a copy of each
TOGETHER = 200  # rows of such a statement; from 50 on the time is level
PART = 1_000  # wide rows that are looked through for columns with one value
SHORT = 200  # characters of a text that may stand in a statement, which may not grow without bound
_STEPS = 10_000  # of SQLite's machine between two looks at the clock: under a millisecond
_FETCHED = 512  # rows a step of a stream


class SqliteEngine:
    """A SQLite database in WAL mode. Streams see one snapshot: that which a reader holds, else one of their own."""

    name = "sqlite"

    def __init__(
        self,
        path: Path,
        *,
        readonly: bool = False,
        create: bool = True,
        busy_ms: int = BUSY_MS,
        limit_s: float | None = None,
    ) -> None:
        self.path = path
        self._limit_s = limit_s
        self._ends_at = 0.0
        self.readonly = readonly
        self._busy_ms = busy_ms
        self._depth = 0
        if path.is_dir():
            raise StoreError(
                f"{path} is a folder; give --record the name of a file in it, such as {path / 'onrecord.db'}"
            )
        is_new = not path.exists() or path.stat().st_size == 0
        must_be = readonly or not create
        if is_new and must_be:
            raise StoreError(_no_record(path))
        with self._telling():
            self._connection = self._connect(readonly=readonly, create=is_new)
            with closing_on_error(self._connection):
                is_empty = is_new or self._is_empty()
                if not is_empty:
                    self._check_ours()
                elif must_be:
                    raise StoreError(_no_record(path))
                if not readonly:
                    self._set_up(is_empty)
                schema.check_version(self, path)

    # --- statements -------------------------------------------------------------------------------------------------

    def run(self, sql: str, values: Values = ()) -> list[SqlRow]:
        """The rows of a statement."""
        with self._telling():
            self._begin()
            return self._connection.execute(sql, values).fetchall()

    def run_many(self, sql: str, rows: Iterable[Values]) -> None:
        """One statement for each row."""
        with self._telling():
            self._connection.executemany(sql, rows)

    def stream(self, sql: str, values: Values = ()) -> Iterator[SqlRow]:
        """The rows as they come, of one snapshot."""
        shares = self.readonly and self._connection.in_transaction
        with self._telling():
            connection = self._connection if shares else self._connect(readonly=True, create=False)
            try:
                self._begin()
                cursor = connection.execute(sql, values)
                while rows := cursor.fetchmany(_FETCHED):
                    yield from rows
            finally:
                if not shares:
                    connection.close()

    def load_rows(self, table: str, columns: Sequence[str], rows: Iterable[Values], *, if_there: str = LEAVE) -> None:
        """Insert many rows.

        Handing values over is more than half of the work. Of wide rows a column that has one value in all of a part stands in the
        statement, and narrow ones go many to a statement.
        """
        begin, end = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ", f" ON CONFLICT {if_there}"
        marks = f"({', '.join('?' * len(columns))})"
        is_narrow = len(columns) <= NARROW
        together = begin + ", ".join([marks] * TOGETHER) + end if is_narrow else ""
        stream = iter(rows)
        while part := list(islice(stream, TOGETHER if is_narrow else PART)):
            if is_narrow and len(part) == TOGETHER:
                self.run(together, list(chain.from_iterable(part)))
            elif len(part) == PART:
                told, part = _told_once(part)
                self.run_many(begin + told + end, part)
            else:
                self.run_many(begin + marks + end, part)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that writes; inside another it is part of that."""
        if self.readonly:
            raise StoreError(f"{self.path} is open for reading only")
        if self._depth:
            yield
            return
        try:
            self.run("BEGIN IMMEDIATE")
            self._depth = 1
            yield
            self.run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.rollback()
            raise
        finally:
            self._depth = 0

    @contextmanager
    def roomy(self) -> Iterator[None]:
        """A page cache that holds the indexes of some ten million rows."""
        self.run(f"PRAGMA cache_size = -{ROOMY_KIB}")
        try:
            yield
        finally:
            self.run(f"PRAGMA cache_size = -{CACHE_KIB}")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads of one state."""
        if self._connection.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    def close(self) -> None:
        """Close the connection; the last writer leaves one file behind."""
        self._connection.close()

    # --- search -----------------------------------------------------------------------------------------------------

    def search_source(self, kind: Kind, *, searching: bool) -> tuple[str, str, str]:
        """The index of words first when it is asked: FTS5 walks its rows newest first, and stops when enough were taken."""
        if not searching:
            return f"{kind} AS entry", "entry.seq", ""
        words = f"{kind}_words"
        return f"{words} CROSS JOIN {kind} AS entry ON entry.seq = {words}.rowid", f"{words}.rowid", f"{words} MATCH ?"

    def search_words(self, words: Sequence[Sequence[str]]) -> str:
        """An FTS5 query of quoted phrases: nothing in it is an operator, but a "*" at an end stands for any ending."""
        told = (" ".join(phrase) for phrase in words)
        return " AND ".join(f'"{phrase.removesuffix("*")}"{"*" * phrase.endswith("*")}' for phrase in told)

    def index_words(self, kind: Kind, rows: Iterable[tuple[int, str, str]], *, forget: bool = False) -> None:
        """Index rows, or forget them: the index keeps no words of its own, so they must be the very words indexed."""
        table = f"{kind}_words"
        if forget:
            sql = f"INSERT INTO {table} ({table}, rowid, words, titles) VALUES ('delete', ?, ?, ?)"
        else:
            sql = f"INSERT INTO {table} (rowid, words, titles) VALUES (?, ?, ?)"
        self.run_many(sql, rows)

    # --- opening ----------------------------------------------------------------------------------------------------

    def _connect(self, *, readonly: bool, create: bool) -> sqlite3.Connection:
        mode = "ro" if readonly else "rwc" if create else "rw"
        name = f"file:{_quote(self.path)}?mode={mode}"
        if readonly and not _can_share(self.path):
            name += "&immutable=1"
        if not readonly and not create and not may_write(self.path):
            raise StoreError(
                f"{self.path} may only be read; change its rights and its folder's, or give --record another place"
            )
        connection = sqlite3.connect(name, uri=True, timeout=self._busy_ms / 1000, isolation_level=None)
        with closing_on_error(connection):
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute("PRAGMA trusted_schema = OFF")
            if readonly:
                connection.execute("PRAGMA query_only = ON")
            if self._limit_s is not None:
                connection.set_progress_handler(self._is_late, _STEPS)
        return connection

    def _begin(self) -> None:
        """Give the statement that now begins its time."""
        if self._limit_s is not None:
            self._ends_at = monotonic() + self._limit_s

    def _is_late(self) -> bool:
        return monotonic() > self._ends_at

    def _is_empty(self) -> bool:
        """Whether nothing was ever kept: a program that made the file and was killed leaves one without tables."""
        return not self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()

    def _check_ours(self) -> None:
        (application_id,) = self._connection.execute("PRAGMA application_id").fetchone()
        if application_id != APPLICATION_ID:
            raise StoreError(f"{self.path} is a SQLite database of another program; give --record another file")

    def _set_up(self, is_empty: bool) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        with self.writing():
            if is_empty:
                self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            schema.migrate(self)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """SQLite's errors in our words."""
        try:
            yield
        except sqlite3.Error as error:
            if self._limit_s is not None and getattr(error, "sqlite_errorname", None) == "SQLITE_INTERRUPT":
                raise ConfigError(too_long(self._limit_s)) from error
            raise StoreError(_tell(error, self.path)) from error
        except UnicodeDecodeError as error:  # what SQLite says names tables by what stands on a damaged page
            raise StoreError(f"{self.path} is damaged; run: onrecord doctor --record {self.path}") from error


def check_integrity(engine: SqliteEngine) -> list[str]:
    """What SQLite's own check of the file, and of its word indexes, finds wrong; empty when all is well."""
    try:
        found = [str(row[0]) for row in engine.run("PRAGMA quick_check(20)") if row[0] != "ok"]
    except StoreError as error:
        return [str(error)]
    return found


def back_up(source: Path, target: Path) -> None:
    """A whole copy of the database as of now, while others read and write. Raises StoreError."""
    if target.exists():
        raise StoreError(f"{target} exists; a backup never writes over a file: give another name")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        origin = sqlite3.connect(f"file:{_quote(source)}?mode=ro", uri=True)
        copy = sqlite3.connect(part)
        with origin, copy:
            origin.backup(copy, pages=4096)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.close()
        origin.close()
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise StoreError(
            f"{target}: the backup could not be written ({error}); make room or give another place"
        ) from None


def _told_once(rows: Sequence[Values]) -> tuple[str, list[Values]]:
    """What stands in a statement for a row of several: a mark or, where all have one value, that; and the rows without those."""
    columns = list(zip(*rows, strict=True))
    told = [_literal(column[0]) if column.count(column[0]) == len(column) else None for column in columns]
    kept = [column for column, literal in zip(columns, told, strict=True) if literal is None]
    marks = f"({', '.join(literal or '?' for literal in told)})"
    return marks, list(zip(*kept, strict=True)) if kept else [()] * len(rows)


def _literal(value: Any) -> str | None:
    """A value as it may stand in SQL; None where it may not. Of fractions SQLite reads some a last bit off, so none may."""
    if value is None:
        return "NULL"
    if type(value) is str and "\0" not in value and len(value) <= SHORT:
        return "'" + value.replace("'", "''") + "'"
    return repr(value) if type(value) is int else None


def _quote(path: Path) -> str:
    """A path inside a URI."""
    return quote(str(path.absolute()))


def may_write(path: Path) -> bool:
    """Whether a record that is there may be written: the file itself, and its folder for what SQLite keeps beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _no_record(path: Path) -> str:
    return f"{path}: there is no record; make one with: onrecord add SOURCE --record {path}"


def _can_share(path: Path) -> bool:
    """Whether a reader may take part in WAL: beside a database that nobody can write to it has to read the file alone."""
    beside = path.with_name(path.name + "-wal")
    return beside.exists() or os.access(path.parent, os.W_OK)


_TOLD = (
    ("not a database", "is not a SQLite database; give --record another file"),
    ("malformed", "is damaged; run: onrecord doctor --record {path}"),
    ("could not decode", "is damaged; run: onrecord doctor --record {path}"),
    ("disk is full", "cannot grow, the disk is full; make room and run the same command again: nothing that was kept is lost"),
    ("database is locked", "is being written by another program; wait for it to end, and run the same command again"),
    ("readonly", "may not be written; change its rights, or give --record another place"),
    ("unable to open", "cannot be opened; check the folder's name and rights"),
    ("disk i/o error", "cannot be read or written (disk I/O error); check the disk, then run: onrecord doctor --record {path}"),
)  # fmt: skip


def _tell(error: sqlite3.Error, path: Path) -> str:
    """One line for what SQLite says."""
    said = " ".join(str(error).lower().split())
    for words, told in _TOLD:
        if words in said:
            return f"{path} {told.format(path=path)}"
    return f"{path}: the database says: {error}"
