"""Python's search for cycles of garbage, rarer or at rest, where very many objects live and hardly any are in cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARE = (
    100_000,
    20,
    20,
)  # allocations before a look at the young, and looks before one at the older; Python's own: 700, 10, 10


@contextmanager
def collector_rare() -> Iterator[None]:
    """Look for cycles a hundred times as rarely: readings are large and are let go as wholes."""
    before = gc.get_threshold()
    gc.set_threshold(*RARE)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Do not look at all: for a batch that makes millions of tuples."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
