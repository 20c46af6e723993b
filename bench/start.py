"""What a person waits for: `onrecord --help`, one article, and the memory of a reading process: `python -m bench.start`.

Every measurement is a process of its own; the first of each kind, which fills the file cache, is thrown away. Raw rows go
to `bench/runs/`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from time import perf_counter
from typing import NamedTuple

from bench.rows import ROOT, save_rows, tell_spread

ARTICLE = "examples/lighthouse-remark.txt"
CASES = {
    "help": ["--help"],
    "article": ["read", ARTICLE, "--published-on", "2023-11-09"],
    "python": None,  # the interpreter alone, which all the others hold
}
ASKED = {"help": 0.5, "article": 2.0}  # seconds that the issue allows


class Ran(NamedTuple):
    """One process: wall seconds and the most memory it held, in MiB."""

    wall_s: float
    peak_mib: float


def run_case(arguments: list[str] | None) -> Ran:
    """Run one process to its end. Raises CalledProcessError where it fails."""
    command = [sys.executable, "-c", "pass"] if arguments is None else [sys.executable, "-m", "onrecord", *arguments]
    started = perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Ran(wall, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--times", type=int, default=7)
    times = parser.parse_args().times
    if times < 1:
        parser.error("--times must be at least 1")
    for arguments in CASES.values():
        run_case(arguments)
    rows = [
        {"case": name, "round": number, **run_case(arguments)._asdict()}
        for number in range(times)
        for name, arguments in CASES.items()
    ]
    path = save_rows("start", rows)
    print(f"{times} processes each, in turns; median (least to greatest)")
    for name in CASES:
        mine = [row for row in rows if row["case"] == name]
        wall = tell_spread([float(str(row["wall_s"])) for row in mine], ".2f")
        memory = tell_spread([float(str(row["peak_mib"])) for row in mine], ".0f")
        limit = f"; asked for: under {ASKED[name]} s" if name in ASKED else ""
        print(f"{name:8} {wall} s, at most {memory} MiB{limit}")
    print(f"raw rows: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
