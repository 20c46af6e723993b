from __future__ import annotations

import pytest

from data.build import lock

pytestmark = pytest.mark.checkout


def test_the_lock_is_of_the_tables_that_ship() -> None:
    assert lock.LOCK.read_text(encoding="utf-8") == lock.build_lock(), "run: python -m data.build.lock"


def test_every_source_told_of_ships() -> None:
    names = {path.relative_to(lock.PACKAGE).as_posix() for path in lock.shipped()}
    assert set(lock.tomllib.loads(lock.SOURCES.read_text(encoding="utf-8"))) == names
