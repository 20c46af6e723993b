"""The record does not depend on the order of articles, on how they are split into loads, or on loading them again."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.facts import Reading
from onrecord.record import Record
from onrecord.record.verify import verify
from tests.unit.record.reports import READINGS

NOON = datetime(2024, 8, 1, 12, tzinfo=UTC)
ROUNDS = 20
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of our own is made there; no disk is waited for


def entries_of(loads: Sequence[Sequence[Reading]]) -> list[Any]:
    """All entries with their reports, the roll-up, and who copied whom, after these loads."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, Record.open(Path(folder) / "onrecord.db") as record:
        for load in loads:
            record.add(load, clock=lambda: NOON)
        assert not [check.faults for check in verify(record.engine) if check.faults]
        roll_up = record.engine.run("SELECT * FROM dyad_month ORDER BY 1, 2, 3, 4, 5, 6")
        copies = record.engine.run("SELECT key, copy_of FROM article ORDER BY key")
        actors = record.engine.run("SELECT * FROM actor ORDER BY id")
        return [*record.events(reports=True), *record.quotes(reports=True), roll_up, copies, actors]


EXPECTED = entries_of([READINGS])


@settings(max_examples=ROUNDS, deadline=None)
@given(order=st.permutations(READINGS))
def test_any_order_ends_in_the_same_record(order: list[Reading]) -> None:
    assert entries_of([order]) == EXPECTED


@settings(max_examples=ROUNDS, deadline=None)
@given(order=st.permutations(READINGS), cuts=st.sets(st.integers(1, len(READINGS) - 1), max_size=6), data=st.data())
def test_any_splitting_and_loading_again_ends_in_the_same_record(
    order: list[Reading], cuts: set[int], data: st.DataObject
) -> None:
    edges = [0, *sorted(cuts), len(order)]
    loads = [order[start:end] for start, end in pairwise(edges)]
    again = data.draw(st.lists(st.sampled_from(loads), max_size=2))
    assert entries_of([*loads, *again]) == EXPECTED
