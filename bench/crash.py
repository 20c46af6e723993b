"""kill -9 at random moments of a load: `python -m bench.crash [--kills N] [--postgres ADDRESS]`.

Each round a program of its own loads the same readings into an empty record, a few a transaction, and says after each
transaction how many are kept; it is killed at a random moment. Then the record is opened: every reading that was said to be
kept must be there, everything must verify, loading all again must end in the record that an unbroken load makes, and a
further load must change no row. ADDRESS is a PostgreSQL server's, up to the name of a database; without it the record is a
SQLite file. The tests run a few rounds of it on both.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from bench.rows import ROOT, save_rows
from onrecord import pipeline
from onrecord.facts import Reading
from onrecord.record import Record
from onrecord.record.verify import verify
from onrecord.rules import RuleFinder
from onrecord.text import Article

STEP = 4  # readings a transaction
NOON = datetime(2024, 8, 1, 12, tzinfo=UTC)
TABLES = (
    "article",
    "report",
    "event",
    "quote",
    "event_party",
    "quote_party",
    "actor",
    "pairing",
    "block",
    "near",
    "dyad_month",
    "change",
)


def write_readings(path: Path, n_articles: int) -> None:
    """Readings of articles mixed from the repository's own, some of them twice with small edits, as JSON lines."""
    from bench.speed import load_articles, mix_articles

    mixed = mix_articles(load_articles(), n_articles * 3 // 4)
    again = [
        Article.from_text(f"{article.text} So it is said.", published_on=article.published_on) for article in mixed
    ]
    readings = pipeline.read_many([*mixed, *again[: n_articles - len(mixed)]], finder=RuleFinder())
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(reading.to_dict()) + "\n" for reading in readings if isinstance(reading, Reading))


def load_readings(path: Path) -> list[Reading]:
    """The readings that `write_readings` wrote."""
    return [Reading.from_dict(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def load(where: str, readings: Iterable[Reading], tell: Callable[[int], None] = lambda n: None) -> None:
    """Load in small transactions, telling after each how many are kept."""
    readings = list(readings)
    with Record.open(where) as record:
        for start in range(0, len(readings), STEP):
            record.add(readings[start : start + STEP], clock=lambda: NOON)
            tell(min(start + STEP, len(readings)))


def state_of(where: str) -> dict[str, Any]:
    """All rows that a load makes."""
    with Record.open(where, readonly=True) as record:
        return {table: sorted(map(repr, record.engine.run(f"SELECT * FROM {table}"))) for table in TABLES}  # noqa: S608


def essence_of(where: str) -> list[Any]:
    """What any load of the same readings has to end in, whatever broke it off."""
    with Record.open(where, readonly=True) as record:
        roll_up = record.engine.run("SELECT * FROM dyad_month ORDER BY 1, 2, 3, 4, 5, 6")
        return [*record.events(reports=True), *record.quotes(reports=True), roll_up]


def crash(where: str, path: Path, readings: list[Reading], expected: list[Any], delay: float) -> dict[str, Any]:
    """One round: what was told, kept, lost and torn."""
    program = subprocess.Popen(
        [sys.executable, "-m", "bench.crash", "--load", where, str(path)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert program.stdout is not None  # noqa: S101
    program.stdout.readline()  # it has read its readings and begins
    sleep(delay)
    program.kill()
    left = program.stdout.read().split()
    program.wait()
    program.stdout.close()
    told = int(left[-1]) if left else 0
    lost, torn = _examine(where, readings[:told])
    load(where, readings)
    same = essence_of(where) == expected
    before = state_of(where)
    load(where, readings)
    return {
        "delay_s": round(delay, 3),
        "told": told,
        "lost": lost,
        "torn": torn,
        "same_end": same,
        "changed": state_of(where) != before,
    }


def _examine(where: str, told: list[Reading]) -> tuple[int, int]:
    """How many readings that were told to be kept are not there, and how many faults `verify` finds."""
    with Record.open(where) as record:  # even a record that was killed while it was made can be opened
        kept = {record.reading(key).article.id for key in record.articles()}
        torn = sum(len(check.faults) for check in verify(record.engine))
        return sum(reading.article.id not in kept for reading in told), torn


def run(kills: int, n_articles: int, places: Iterator[str], seed: int = 7) -> Iterator[dict[str, Any]]:
    """So many rounds, each with its outcome."""
    draw = random.Random(seed)  # noqa: S311 - moments, not secrets
    with tempfile.TemporaryDirectory(prefix="onrecord-crash-") as folder:
        path = Path(folder) / "readings.jsonl"
        write_readings(path, n_articles)
        readings = load_readings(path)
        whole = next(places)
        since = monotonic()
        load(whole, readings)
        length = monotonic() - since
        expected = essence_of(whole)
        for _ in range(kills):
            yield crash(next(places), path, readings, expected, draw.uniform(0, length * 1.1))


def sqlite_places(folder: Path) -> Iterator[str]:
    """New files."""
    return (str(folder / f"record{number}.db") for number in count())


def postgres_places(address: str) -> Iterator[str]:
    """New databases of a server."""
    from tests.postgres import make_database

    return (make_database(address, f"crash{number}") for number in count())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--postgres", metavar="ADDRESS", help='"own" starts a server for the run')
    parser.add_argument("--load", nargs=2, metavar=("WHERE", "READINGS"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.load:
        readings = load_readings(Path(given.load[1]))
        print("begin", flush=True)
        load(given.load[0], readings, lambda n: print(n, flush=True))
        return
    if given.postgres == "own":
        from tests.postgres import running_cluster

        with running_cluster() as address:
            report("postgres", list(run(given.kills, given.articles, postgres_places(address))))
    elif given.postgres:
        report("postgres", list(run(given.kills, given.articles, postgres_places(given.postgres))))
    else:
        with tempfile.TemporaryDirectory(prefix="onrecord-crash-") as folder:
            report("sqlite", list(run(given.kills, given.articles, sqlite_places(Path(folder)))))


def report(engine: str, rows: list[dict[str, Any]]) -> None:
    """Sum up, and keep the rows."""
    path = save_rows(f"crash-{engine}", rows)
    midway = sum(row["told"] > 0 for row in rows)
    print(
        f"{engine}: {len(rows)} kills ({midway} after the first commit), {sum(row['told'] for row in rows):,} readings told to be kept:"
        f" {sum(row['lost'] for row in rows)} lost, {sum(row['torn'] for row in rows)} torn,"
        f" {sum(not row['same_end'] for row in rows)} ended otherwise, {sum(row['changed'] for row in rows)} changed by a further load."
        f" Raw rows: {path.relative_to(ROOT)}"
    )


if __name__ == "__main__":
    main()
