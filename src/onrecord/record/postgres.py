"""PostgreSQL, for teams: the same tables on a server. The one importer of psycopg."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from onrecord.errors import ConfigError, StoreError
from onrecord.record import schema
from onrecord.record.engine import LEAVE, Kind, SqlRow, Values, closing_on_error, too_long, without_password
from onrecord.record.summary import BREAK

LOCK = 0x6F6E7263  # the advisory lock of the one writer
BUSY_MS = 10_000
CONNECT_S = 10
FEW = 1_000  # rows from which COPY pays
_FETCHED = 2_000
_GAP = "\ue000"  # a place without a word, so that no phrase goes from one text into the next
_SPLIT = re.compile(rf"[^\w{_GAP}]+|_+")


class PostgresEngine:
    """A PostgreSQL database (13 or newer). Streams run on connections of their own, with a cursor on the server."""

    name = "postgres"

    def __init__(
        self,
        url: str,
        *,
        readonly: bool = False,
        create: bool = True,
        busy_ms: int = BUSY_MS,
        limit_s: float | None = None,
    ) -> None:
        self.url = url
        self._limit_s = limit_s
        self.readonly = readonly
        self._busy_ms = busy_ms
        self._depth = 0
        self._shown = without_password(url)
        with self._telling():
            self._connection = self._connect(readonly)
            with closing_on_error(self._connection):
                self._encoding_ok()
                has_schema = self._has_schema()
                if not has_schema and (readonly or not create):
                    raise StoreError(
                        f"{self._shown}: there is no record; make one with: onrecord add SOURCE --record URL"
                    )
                if not readonly:
                    self._set_up()
                schema.check_version(self, self._shown)

    # --- statements -------------------------------------------------------------------------------------------------

    def run(self, sql: str, values: Values = ()) -> list[SqlRow]:
        """The rows of a statement."""
        with self._telling():
            cursor = self._connection.execute(_dialect(sql), values or None)
            return cursor.fetchall() if cursor.description else []

    def run_many(self, sql: str, rows: Iterable[Values]) -> None:
        """One statement for each row, sent together."""
        with self._telling(), self._connection.cursor() as cursor:
            cursor.executemany(_dialect(sql), rows)

    def stream(self, sql: str, values: Values = ()) -> Iterator[SqlRow]:
        """The rows as they come, of one snapshot."""
        with self._telling(), self._connect(readonly=True) as connection:
            connection.autocommit = False
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            with connection.cursor(name="onrecord") as cursor:
                cursor.itersize = _FETCHED
                cursor.execute(_dialect(sql), values or None)
                yield from cursor

    def load_rows(self, table: str, columns: Sequence[str], rows: Iterable[Values], *, if_there: str = LEAVE) -> None:
        """Insert rows; many of them by way of a table of passage, into which they are copied."""
        names = ", ".join(columns)
        stream = iter(rows)
        first = list(islice(stream, FEW))
        if len(first) < FEW:
            marks = ", ".join("?" * len(columns))
            self.run_many(f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT {if_there}", first)
            return
        with self._telling(), self._connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE passage (LIKE {table}) ON COMMIT DROP")
            with cursor.copy(f"COPY passage ({names}) FROM STDIN") as copy:
                for row in chain(first, stream):
                    copy.write_row(row)
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM passage ON CONFLICT {if_there}")
            cursor.execute("DROP TABLE passage")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that writes, behind the lock of the one writer."""
        if self.readonly:
            raise StoreError(f"{self._shown} is open for reading only")
        if self._depth:
            yield
            return
        with self._telling(), self._connection.transaction():
            self._depth = 1
            try:
                self._connection.execute(f"SET LOCAL lock_timeout = {self._busy_ms}")
                self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
                yield
            finally:
                self._depth = 0

    @contextmanager
    def roomy(self) -> Iterator[None]:
        """The server has its own memory."""
        yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads of one state."""
        if self._depth:
            yield
            return
        with self._telling(), self._connection.transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    # --- search -----------------------------------------------------------------------------------------------------

    def search_source(self, kind: Kind, *, searching: bool) -> tuple[str, str, str]:
        """The entries themselves, which hold their words."""
        return f"{kind} AS entry", "entry.seq", "entry.found @@ CAST(? AS tsquery)"

    def search_words(self, words: Sequence[Sequence[str]]) -> str:
        """A tsquery of quoted lexemes: nothing in it is an operator."""
        return " & ".join("(" + " <-> ".join(_lookup(word) for word in phrase) + ")" for phrase in words)

    def index_words(self, kind: Kind, rows: Iterable[tuple[int, str, str]], *, forget: bool = False) -> None:
        """Set the words by which entries are found; what is forgotten goes with its row."""
        if forget:
            return
        sql = f"UPDATE {kind} SET found = CAST(? AS tsvector) WHERE seq = ?"
        self.run_many(sql, [(_vector(words, titles), seq) for seq, words, titles in rows])

    # --- opening ----------------------------------------------------------------------------------------------------

    def _connect(self, readonly: bool) -> psycopg.Connection[Any]:
        _check_address(self.url, self._shown)
        connection = psycopg.connect(self.url, autocommit=True, connect_timeout=CONNECT_S)
        connection.read_only = readonly
        if self._limit_s is not None:
            connection.execute(f"SET statement_timeout = {int(self._limit_s * 1000)}")
        return connection

    def _encoding_ok(self) -> None:
        (encoding,) = self.run("SHOW server_encoding")[0]
        if encoding != "UTF8":
            raise StoreError(f"{self._shown} is in {encoding}; make the database with: createdb --encoding UTF8")

    def _has_schema(self) -> bool:
        ours, others = self.run(
            "SELECT COUNT(*) FILTER (WHERE table_name = 'onrecord_meta'), COUNT(*) FROM information_schema.tables"
            " WHERE table_schema = current_schema()"
        )[0]
        if not ours and others:
            raise StoreError(f"{self._shown} holds tables of another program; give --record a database of its own")
        return bool(ours)

    def _set_up(self) -> None:
        self._connection.execute("SET synchronous_commit = on")
        with self.writing():
            schema.migrate(self)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """PostgreSQL's errors in our words."""
        try:
            yield
        except errors.QueryCanceled as error:
            raise ConfigError(too_long(self._limit_s or 0)) from error
        except psycopg.Error as error:
            raise StoreError(_tell(error, self._shown)) from error


def _check_address(url: str, shown: str) -> None:
    """Raise ConfigError where an address cannot be taken apart; what libpq says of it repeats the password, or a part."""
    authority, _, path = url.partition("://")[2].partition("?")[0].partition("/")
    try:
        if authority.count("@") > 1 or "@" in path:
            raise psycopg.ProgrammingError
        conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise ConfigError(
            f"{shown}: the address cannot be taken apart; in a user's name and password write %25 for %, %40 for @, %2F for /,"
            " %20 for a space"
        ) from None


def _dialect(sql: str) -> Any:
    """SQL as it is written everywhere else, for PostgreSQL."""
    return sql.replace("?", "%s")


def to_ddl(sql: str) -> str:
    """A step of the schema in PostgreSQL's words."""
    sql = re.sub(r"\bINTEGER\b", "BIGINT", sql)
    sql = re.sub(r"\bREAL\b", "DOUBLE PRECISION", sql)
    sql = re.sub(r"\bBLOB\b", "BYTEA", sql)
    sql = re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', sql)  # the order of code points, as SQLite has it
    return sql.replace(" STRICT, WITHOUT ROWID", "").replace(" STRICT", "")


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _vector(words: str, titles: str) -> str:
    """A tsvector of folded words with their places, as the search asks for them."""
    places: dict[str, list[int]] = {}
    told = f"{words}{BREAK}{titles}".replace(BREAK, f" {_GAP} ")
    for number, word in enumerate(_SPLIT.split(_fold(told)), start=1):
        if word not in ("", _GAP) and number < 16_384:  # PostgreSQL's last place
            places.setdefault(word[:500], []).append(number)
    return " ".join(f"{_lexeme(word)}:{','.join(map(str, at[:255]))}" for word, at in places.items())


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _lookup(word: str) -> str:
    """A lexeme to look for; with a "*" at its end whatever begins so."""
    return _lexeme(_fold(word.removesuffix("*"))) + (":*" if word.endswith("*") else "")


def _tell(error: psycopg.Error, shown: str) -> str:
    """One line for what PostgreSQL says."""
    if isinstance(error, errors.LockNotAvailable):
        return f"{shown} is being written by another program; wait for it to end, and run the same command again"
    if isinstance(error, errors.DiskFull):
        return f"{shown} cannot grow, the server's disk is full; make room and run the same command again"
    if isinstance(error, errors.InsufficientPrivilege | errors.ReadOnlySqlTransaction):
        return f"{shown} may not be written by this user; ask for the right to, or give another --record"
    said = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, psycopg.OperationalError):
        return f"{shown} cannot be reached or broke off ({said[:200]}); check that the server runs, and the URL"
    return f"{shown}: the database says: {said[:300]}"
