"""A site over a small record, asked in the same process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.web import Settings, build_app
from tests.web_record import fill


@pytest.fixture(scope="session")
def record_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record, which nobody changes."""
    return fill(tmp_path_factory.mktemp("web") / "onrecord.db")


@pytest.fixture(scope="session")
def site(record_path: Path) -> Iterator[TestClient]:
    """The site, for reading only."""
    with TestClient(build_app(Settings(record=str(record_path))), base_url="http://localhost") as client:
        yield client


@pytest.fixture
def review_site(record_path: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A site of its own on which verdicts may be given."""
    place = tmp_path / "onrecord.db"
    place.write_bytes(record_path.read_bytes())
    with TestClient(build_app(Settings(record=str(place), review=True)), base_url="http://localhost") as client:
        yield client
