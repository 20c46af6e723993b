"""A small record of which every case can be judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.record import Record
from tests.web_record import fill


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("review") / "onrecord.db")


@pytest.fixture
def record_path(filled: Path, tmp_path: Path) -> Path:
    place = tmp_path / "onrecord.db"
    place.write_bytes(filled.read_bytes())
    return place


@pytest.fixture
def record(record_path: Path) -> Iterator[Record]:
    with Record.open(record_path) as opened:
        yield opened
