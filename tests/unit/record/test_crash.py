"""A load that is killed loses and tears nothing; `python -m bench.crash` does the same many times over."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from bench import crash
from tests import postgres

_NUMBERS = count()


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_a_killed_load_loses_and_tears_nothing(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if engine == "sqlite":
        places = crash.sqlite_places(tmp_path)
    else:
        address = request.getfixturevalue("cluster")
        places = (postgres.make_database(address, f"killed{next(_NUMBERS)}") for _ in count())
    rows = list(crash.run(3, 12, places))
    assert [(row["lost"], row["torn"], row["same_end"], row["changed"]) for row in rows] == [(0, 0, True, False)] * 3
