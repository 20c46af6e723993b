"""What knowing who is who costs: loading, memory, looking up, and the size of what ships: `python -m bench.gazetteer`.

Every load is a process of its own; imports and the interpreter are not in its time. The first of them, which fills the file cache, is
thrown away. Look-ups are timed in one process, over names of the tables and names that nobody bears, in microseconds each. The share of
reading time is of processor time, over the reports that `bench.speed` reads, each stage timed by itself: *matching* finds the phrases that
can be actors, *linking* says who they are. Raw rows go to `bench/runs/`.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from time import perf_counter, process_time

from bench.rows import ROOT, save_rows, tell_spread
from bench.speed import load_articles
from onrecord import encoder
from onrecord.frames import Draft
from onrecord.gazetteer import load_gazetteer, resolve
from onrecord.stages import AFTER_FRAMES, BEFORE_FRAMES
from onrecord.stages.links import link_phrases
from onrecord.stages.mentions import find_phrases

LOAD_MS, TABLES_MB, SHARE = 60, 12, 0.08  # what the issue asks for
N_NAMES = 2_000
DAY = date(2020, 6, 1)
PROBE = """
import json, os, time
import onrecord.gazetteer
def resident(): return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
before = resident()
begun = time.perf_counter()
onrecord.gazetteer.load_gazetteer()
wall = time.perf_counter() - begun
print(json.dumps({"load_ms": 1e3 * wall, "more_mib": resident() - before}))
"""


def load_once() -> dict[str, float]:
    """One process: how long the gazetteer takes to load, and how much more memory it holds then."""
    ran = subprocess.run([sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(ran.stdout))


def table_bytes() -> dict[str, int]:
    """The size of each file of the gazetteer that ships."""
    folder = Path(str(files("onrecord.gazetteer"))) / "data"
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()
    }


def look_ups() -> dict[str, float]:
    """Microseconds of each kind of look-up."""
    gazetteer = load_gazetteer()
    people = gazetteer.people
    everybody = [known for known in people if known.kind == "person"]
    draw = random.Random(11)  # noqa: S311 - a sample, no secret
    some = draw.sample(everybody, N_NAMES)
    cases: dict[str, Callable[[int], object]] = {
        "find, known": lambda n: people.find(some[n].name),
        "find, unknown": lambda n: people.find(f"Xaver {some[n].name[::-1]}"),
        "prominent": lambda n: people.prominent(some[n].name.split()[-1], DAY),
        "holders": lambda n: people.holders(some[n].country, "president", DAY),
        "resolve, name": lambda n: resolve(some[n].name, gazetteer, on=DAY),
    }
    return {name: _microseconds(case) for name, case in cases.items()}


def shares(rounds: int) -> list[dict[str, float]]:
    """A row a round: the shares of the processor time of a whole reading that matching and linking take."""
    articles, finder, gazetteer = load_articles(), encoder.load_finder(threads=1), load_gazetteer()
    rows: list[dict[str, float]] = []
    for number in range(rounds + 1):  # the first one warms up
        spent = dict.fromkeys(("matching", "linking", "rest"), 0.0)
        for article in articles:
            draft = Draft(gazetteer=gazetteer)
            for stage in (*BEFORE_FRAMES, None, *AFTER_FRAMES):
                begun = process_time()
                draft = stage(article, draft) if stage is not None else finder.find(article, draft)
                name = "matching" if stage is find_phrases else "linking" if stage is link_phrases else "rest"
                spent[name] += process_time() - begun
        whole = sum(spent.values())
        if number:
            rows.append({name: spent[name] / whole for name in ("matching", "linking")})
    return rows


def _microseconds(case: Callable[[int], object]) -> float:
    begun = perf_counter()
    for number in range(N_NAMES):
        case(number)
    return 1e6 * (perf_counter() - begun) / N_NAMES


def main() -> None:
    """Measure, print, and keep the raw rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--times", type=int, default=15)
    times = parser.parse_args().times
    load_once()
    loads = [load_once() for _ in range(times)]
    sizes, costs, reading = table_bytes(), look_ups(), shares(times)
    rows = [{"round": n, **load, **share} for n, (load, share) in enumerate(zip(loads, reading, strict=True))]
    path = save_rows("gazetteer", [*rows, {"us": costs, "bytes": sizes}])
    total = sum(sizes.values()) / 1e6
    print(
        f"load     {tell_spread([load['load_ms'] for load in loads], '.0f')} ms in {times} processes; asked for: {LOAD_MS}"
    )
    print(f"memory   {tell_spread([load['more_mib'] for load in loads], '.1f')} MiB more")
    print(f"tables   {total:.1f} MB; asked for: {TABLES_MB}")
    for name in ("matching", "linking"):
        print(f"{name} {tell_spread([100 * share[name] for share in reading], '.1f')} % of reading time")
    both = tell_spread([100 * (share["matching"] + share["linking"]) for share in reading], ".1f")
    print(f"both     {both} %; asked for: {100 * SHARE:.0f}")
    for name, cost in costs.items():
        print(f"{name:14} {cost:6.0f} µs")
    print(f"raw rows: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
