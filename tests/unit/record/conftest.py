"""A record on each engine: every test that asks for `where` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from onrecord.record import Record
from tests import postgres
from tests.unit.record.reports import READINGS

_NUMBERS = count()


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a PostgreSQL of our own."""
    missing = postgres.why_not()
    if missing:
        pytest.skip(missing)
    with postgres.running_cluster() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new record goes."""
    if request.param == "sqlite":
        return str(tmp_path / "onrecord.db")
    return postgres.make_database(request.getfixturevalue("cluster"), f"record{next(_NUMBERS)}")


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    """A record that holds the reports of `reports.py`."""
    with Record.open(where) as opened:
        opened.add(READINGS)
        yield opened
