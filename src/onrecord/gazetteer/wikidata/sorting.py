"""Lines sorted on disk: runs that fit into memory, merged as they are read."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

RUN = 200_000  # lines that are held in memory at a time
_OPEN = 64  # files that are merged at a time


def sort_lines(lines: Iterable[bytes], folder: Path, name: str, run: int = RUN) -> Iterator[bytes]:
    """The lines in the order of their bytes; each ends in a line feed. The runs lie in `folder` until the last line is taken."""
    stream = iter(lines)
    runs: list[Path] = []
    while chunk := sorted(islice(stream, run)):
        runs.append(_write(chunk, folder / f"{name}.{len(runs)}.run"))
    n_made = len(runs)
    while len(runs) > _OPEN:
        merged = _write(_merge(runs[:_OPEN]), folder / f"{name}.{n_made}.run")
        n_made += 1
        runs = [*runs[_OPEN:], merged]
    yield from _merge(runs)


def _write(lines: Iterable[bytes], path: Path) -> Path:
    with path.open("wb") as out:
        out.writelines(lines)
    return path


def _merge(runs: list[Path]) -> Iterator[bytes]:
    with ExitStack() as stack:
        yield from heapq.merge(*(stack.enter_context(path.open("rb")) for path in runs))
    for path in runs:
        path.unlink()
