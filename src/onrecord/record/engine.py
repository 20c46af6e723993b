"""The thin SQL layer: what two databases have in common, and the few things in which they differ.

SQL everywhere else is written once, with `?` for parameters and SQLite's words for types. An engine runs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Literal, Protocol

SqlRow = tuple[Any, ...]
Values = Sequence[Any]
Kind = Literal["event", "quote"]
LEAVE = "DO NOTHING"  # what is there stays as it is


def too_long(limit_s: float) -> str:
    """What is said of a question that was broken off."""
    return f"the question took longer than {limit_s:g} s; ask for fewer days, for one type, or for a party"


def without_password(where: str) -> str:
    """Where a record is, as it may be shown: of a server's address neither user and password nor what follows a "?".

    >>> without_password("postgresql://me:se@cret@host/record?password=secret")
    'postgresql://host/record'
    >>> without_password("postgresql://me:se?cret@host/record")
    'postgresql://…'
    """
    scheme, is_address, told = where.partition("://")
    if not is_address:
        return where
    head, _, more = told.partition("?")
    return f"{scheme}://" + (
        "…" if "@" in more else head.rpartition("@")[2]
    )  # nobody can tell where a "?" before an "@" belongs


class Engine(Protocol):
    """One open database. Every method raises StoreError, in one line, when the database is at fault."""

    name: str
    readonly: bool

    def run(self, sql: str, values: Values = ()) -> list[SqlRow]:
        """The rows of a statement, all of them (an empty list where it gives none)."""
        ...

    def run_many(self, sql: str, rows: Iterable[Values]) -> None:
        """One statement for each row of values."""
        ...

    def stream(self, sql: str, values: Values = ()) -> Iterator[SqlRow]:
        """The rows as they come, of one snapshot, whatever is written meanwhile."""
        ...

    def load_rows(self, table: str, columns: Sequence[str], rows: Iterable[Values], *, if_there: str = LEAVE) -> None:
        """Insert many rows at once; `if_there` says what becomes of a row whose key is there already."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """A transaction, the only one that writes: all of it is kept or none."""
        ...

    def roomy(self) -> AbstractContextManager[None]:
        """More memory for a load of very many rows, which touches pages all over the tables."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """Several `run` that see one state of the database."""
        ...

    def search_source(self, kind: Kind, *, searching: bool) -> tuple[str, str, str]:
        """What to read entries (as `entry`) from, the column that sorts them by day, and the condition of a search.

        The condition has one parameter, what `search_words` gives.
        """
        ...

    def search_words(self, words: Sequence[Sequence[str]]) -> str:
        """Phrases, each a list of folded words, as the parameter of `search_clause`; every phrase must stand there."""
        ...

    def index_words(self, kind: Kind, rows: Iterable[tuple[int, str, str]], *, forget: bool = False) -> None:
        """Make (seq, words, titles) searchable, or forget them as they were indexed."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...


class Closing(Protocol):
    """What can be closed."""

    def close(self) -> None:
        """Give it back."""
        ...


@contextmanager
def closing_on_error(connection: Closing) -> Iterator[None]:
    """Close a connection that could not be set up."""
    try:
        yield
    except BaseException:
        connection.close()
        raise
