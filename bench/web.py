"""How fast pages are, and how heavy: `python -m bench.web RECORD [--requests 400] [--load] [--wait 60]`.

Starts `onrecord serve` on a record (bench.web_record.py makes one of 1 M events and 300,000 statements), asks for pages in the
order of a fixed seed, dyads by how many deeds they have, and prints the 50th and 95th percentile of the answer time in ms, and of
the processor time that the server took for it (which neighbours on the machine change little). `--load` loads articles into the
same record meanwhile. The first view of each dyad ("cold") is told apart; the pairs with most deeds were counted at the start.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import Process
from pathlib import Path
from urllib.parse import quote

from bench.web_record import countries, make_readings
from onrecord.record import Record

KINDS = ("dyad", "dyad, cold", "quotes", "article", "home", "actor", "event list")
PROMISES = {"dyad": 150, "quotes": 60, "article": 60}


def main(arguments: list[str] | None = None) -> int:
    """Measure, and say which promise is kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--requests", type=int, default=400, help="of each kind")
    parser.add_argument("--load", action="store_true", help="while a load runs")
    parser.add_argument("--wait", type=float, default=60.0, help="seconds for what is counted at the start")
    asked = parser.parse_args(arguments)
    loading = Process(target=_load, args=(asked.record,), daemon=True)  # a program of its own, as in earnest
    server, port = start(asked.record)
    try:
        time.sleep(asked.wait)
        if asked.load:
            loading.start()
        times = _measure(server, asked.record, port, asked.requests)
    finally:
        if loading.is_alive():
            loading.terminate()
        server.terminate()
        server.wait()
    for kind in KINDS:
        if kind in times:
            wall, cpu = (sorted(column) for column in zip(*times[kind], strict=True))
            p95 = _at(wall, 0.95)
            promise = (
                f"  promise {PROMISES[kind]}: {'kept' if p95 <= PROMISES[kind] else 'BROKEN'}"
                if kind in PROMISES
                else ""
            )
            print(
                f"{kind:12} n {len(wall):5}  p50 {_at(wall, 0.5):7.1f}  p95 {p95:7.1f} ms; processor p50 {_at(cpu, 0.5):6.1f}"
                f"  p95 {_at(cpu, 0.95):6.1f} ms{promise}"
            )
    return 0


def start(record: Path) -> tuple[subprocess.Popen[str], int]:
    """A server on a record, and its port."""
    server = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "serve", "--record", str(record), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
    )
    line = server.stderr.readline() if server.stderr else ""
    found = re.search(r":(\d+)/", line)
    if not found:
        raise SystemExit(f"the server did not start: {line}")
    return server, int(found[1])


def busy_ms(pid: int) -> float:
    """Processor time of a process so far, by the kernel's own clock, in ms."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[float, int, bytes]:
    """How long an answer took in ms, its status, and the body as it came."""
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    return (time.perf_counter() - begun) * 1000, answer.status, body


def _measure(server: subprocess.Popen[str], record: Path, port: int, n: int) -> dict[str, list[tuple[float, float]]]:
    chance = random.Random(1)  # noqa: S311 - questions, not secrets
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times: dict[str, list[tuple[float, float]]] = {}
    seen: set[str] = set()
    heaviest = 0
    paths = _paths(record, chance)
    for number in range(n):
        for kind, path_of in paths.items():
            path = path_of()
            busy = busy_ms(server.pid)
            took, status, body = ask(connection, path)
            cpu = busy_ms(server.pid) - busy
            if status != 200:
                raise SystemExit(f"{path}: {status}")
            if kind == "dyad":
                heaviest = max(heaviest, len(body))
                if path not in seen:
                    times.setdefault("dyad, cold", []).append((took, cpu))
                seen.add(path)
            times.setdefault(kind, []).append((took, cpu))
        if number % 50 == 49:
            print(f"{number + 1} of {n}", file=sys.stderr)
    css = sum(len(gzip.compress(ask(connection, path)[2])) for path in _assets(connection))
    print(
        f"dyad page, heaviest: {heaviest / 1000:.0f} kB gzip, and {css / 1000:.0f} kB of style, script and type, kept for a year"
    )
    return times


def _assets(connection: http.client.HTTPConnection) -> list[str]:
    _, _, body = ask(connection, "/ties")
    page = gzip.decompress(body).decode() if body[:2] == b"\x1f\x8b" else body.decode()
    return [*re.findall(r'(?:href|src)="(/static/[^"]+)"', page), "/static/source-serif-4-latin-normal.woff2"]


def _paths(record: Path, chance: random.Random) -> dict[str, Callable[[], str]]:
    """A path of each kind, another one each time."""
    with Record.open(record, readonly=True) as opened:
        dyads = opened.dyads()[:2000]
        articles = [key for key, _ in zip(opened.articles(), range(3000), strict=False)]
        words = _words(opened)
    weights = [n for _, n in dyads]
    codes = countries()
    searches: list[Callable[[], str]] = [
        lambda: f"/quotes?q={chance.choice(words)}",
        lambda: f"/quotes?q={chance.choice(words)}+{chance.choice(words)}",
        lambda: f"/quotes?q={chance.choice(words)[:3]}*",
        lambda: f"/quotes?speaker={chance.choice(codes)}&about={chance.choice(codes)}",
        lambda: f"/quotes?q={chance.choice(words)}&speaker={chance.choice(codes)}",
        lambda: f"/quotes?speaker={chance.choice(codes)}&from=2012-01-01&until=2012-12-31",
    ]

    def dyad() -> str:
        (pair,) = chance.choices(dyads, weights)
        return f"/ties/{pair[0].actor}/{pair[0].recipient}"

    return {
        "dyad": dyad,
        "quotes": lambda: chance.choice(searches)(),
        "article": lambda: f"/articles/{quote(chance.choice(articles))}",
        "home": lambda: "/",
        "actor": lambda: f"/actors/{chance.choice(codes)}",
        "event list": lambda: (
            f"/events?party={chance.choice(codes)}&type={chance.choice(('SANCTION', 'CONSULT', 'ASSAULT'))}"
        ),
    }


def _words(record: Record) -> list[str]:
    """Words that stand in statements on record."""
    from onrecord.record import QuoteFilter

    page = record.page(QuoteFilter(), limit=300)
    return sorted({word for entry in page.entries for word in re.findall(r"\w+", entry.words)})


def _load(record: Path) -> None:
    """Readings into the record until somebody ends it."""

    def readings() -> Iterator[object]:
        number = int(time.time())
        while True:
            yield from make_readings(200, 2, start=number)
            number += 20

    with Record.open(record) as opened:
        opened.add(readings())  # type: ignore[arg-type]


if __name__ == "__main__":
    raise SystemExit(main())
