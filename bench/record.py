"""Speed of the record: `python -m bench.record [events|dyad|months|search|reader|cluster|add ...] [--n N] [--articles N] [--where WHERE]`.

events  N coded events into an empty record (a million), and what a generator alone takes
dyad    one dyad by month from the roll-up, and counted from the events themselves
months  one dyad by month from the roll-up of N events (ten million), which alone is made up
search  newest-first search of one to three words, 50 hits, in N quotes (a million)
reader  10,000 questions by another process while a load runs
cluster tellings that match by chance, a sixteenth of N, a quarter and N (160,000), and a dense block, cut into clusters
add     `Record.add` of N articles against reading alone, in turns, and how memory grows
Rows go to bench/runs/.
"""

from __future__ import annotations

import argparse
import gc
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np

from bench.rows import ROOT, save_rows
from bench.speed import load_articles, mix_articles
from bench.versions import load_versions
from onrecord import encoder, gazetteer, ontology, pipeline
from onrecord.entries import CodedEvent, Dyad, Party
from onrecord.errors import OnRecordError
from onrecord.frames import Finder
from onrecord.record import EventFilter, QuoteFilter, Record
from onrecord.record.clustering import cluster
from onrecord.record.keys import first_seq
from onrecord.record.rollup import ADD_UP, COLUMNS
from onrecord.rules import RuleFinder

FIRST_ON, DAYS = date(2000, 1, 1), 8_000
MILLION = 1_000_000
WEIGHTS: list[str] = []  # what --weights names
SHIPPED = "shipped"


# --- events ---------------------------------------------------------------------------------------------------------


def coded_events(n: int, seed: int = 7) -> Iterator[CodedEvent]:
    """Events as a coder would publish them: countries by a law of few and many, every type, any day of twenty years."""
    draw = random.Random(seed)  # noqa: S311 - invented events
    names = [code for code in gazetteer.load_gazetteer().shown if len(code) == 3]
    parties = {code: Party(id=code, name=code, kind="country", country=code) for code in names}
    shares = [1 / rank for rank in range(1, len(names) + 1)]
    kinds = [
        (kind, ontology.quad(kind), ontology.plover_score(kind), ontology.cameo_code(kind)) for kind in ontology.TYPES
    ]
    days = [FIRST_ON + timedelta(days=day) for day in range(DAYS)]
    drawn = draw.choices(names, shares, k=2 * n)
    for number in range(n):
        kind, quad, score, cameo = kinds[number * 7 % len(kinds)]
        yield CodedEvent(
            source="bench", source_id=str(number), row=f"{number}\t{cameo}", type=kind, quad=quad, cameo=cameo, goldstein=score,
            plover_score=score, actors=(parties[drawn[2 * number]],), recipients=(parties[drawn[2 * number + 1]],),
            first_on=days[draw.randrange(DAYS)], outlets=("Bench Wire",),
        )  # fmt: skip


def bench_events(where: str, n: int) -> list[dict[str, Any]]:
    """Load n events, and load them again."""
    since = perf_counter()
    sum(1 for _ in coded_events(n))
    alone = perf_counter() - since
    with Record.open(where) as record:
        since, busy = perf_counter(), process_time()
        added, _ = record.add_coded(coded_events(n), locator="bench")
        wall, busy = perf_counter() - since, process_time() - busy
    print(f"events: {added:,} in {wall:.1f} s wall, {busy:.1f} s of processor ({alone:.1f} s of it for making them up)")
    return [
        {
            "case": "events",
            "where": _kind(where),
            "n": n,
            "wall_s": round(wall, 2),
            "cpu_s": round(busy, 2),
            "generate_s": round(alone, 2),
        }
    ]


def fill_months(where: str, n: int) -> None:
    """Put the roll-up of n events straight into its table, as `bench_events` would have filled it (the events are not what is asked)."""
    draw = random.Random(7)  # noqa: S311 - invented events
    names = [code for code in gazetteer.load_gazetteer().shown if len(code) == 3]
    shares = np.cumsum([1 / rank for rank in range(1, len(names) + 1)]).tolist()
    quads = [(kind, ontology.quad(kind)) for kind in ontology.TYPES]
    months = sorted({(FIRST_ON + timedelta(days=day)).replace(day=1).isoformat() for day in range(DAYS)})
    with Record.open(where) as record:
        for start in range(0, n, MILLION):
            size = min(MILLION, n - start)
            pairs = draw.choices(names, cum_weights=shares, k=2 * size)
            counts = Counter(
                (actor, recipient, draw.choice(months), *draw.choice(quads))
                for actor, recipient in zip(pairs[::2], pairs[1::2], strict=True)
            )
            rows = [(*key, 1, count, count, 10 * count, count, 10 * count) for key, count in sorted(counts.items())]
            with record.engine.writing():
                record.engine.load_rows("dyad_month", COLUMNS, rows, if_there=ADD_UP)


def bench_months(where: str, n: int) -> list[dict[str, Any]]:
    """The busiest dyad by month, and one after another of a hundred drawn ones, from the roll-up of n events."""
    fill_months(where, n)
    with Record.open(where, readonly=True) as record:
        dyads = [dyad for dyad, _ in record.dyads()]
        busiest = _times(lambda: record.dyad_months(dyads[0], by_type=False), 50)
        drawn = random.Random(3).sample(dyads, 100)  # noqa: S311 - drawn questions
        several = [time for dyad in drawn for time in _times(lambda dyad=dyad: record.dyad_months(dyad), 1)]  # type: ignore[misc]
        ((n_rows,),) = record.engine.run("SELECT COUNT(*) FROM dyad_month")
    p95 = float(np.percentile(several, 95))
    print(
        f"months: roll-up of {n:,} events ({n_rows:,} rows): busiest dyad by month {median(busiest):.2f} ms (at most {max(busiest):.2f}),"
        f" 100 others median {median(several):.2f} ms, p95 {p95:.2f}"
    )
    return [
        {
            "case": "months",
            "where": _kind(where),
            "n": n,
            "rows": n_rows,
            "busiest_ms": round(median(busiest), 3),
            "busiest_max_ms": round(max(busiest), 3),
            "others_p50_ms": round(median(several), 3),
            "others_p95_ms": round(p95, 3),
        }
    ]


def bench_dyad(where: str, n: int) -> list[dict[str, Any]]:
    """One dyad by month, from the roll-up and from the events."""
    rows = []
    with Record.open(where, readonly=True) as record:
        (dyad, deeds), *_ = record.dyads()
        rolled = _times(lambda: record.dyad_months(dyad, by_type=False), 50)
        counted = _times(lambda: _count_months(record, dyad), 1)
        months = len({row.month for row in record.dyad_months(dyad)})
        n = record.counts()["event"]
    print(
        f"dyad: {dyad.actor} to {dyad.recipient}, {deeds:,} of {n:,} events in {months} months: from the roll-up {median(rolled):.2f} ms"
        f" (at most {max(rolled):.2f}), counted from events {counted[0]:.0f} ms"
    )
    rows.append(
        {
            "case": "dyad",
            "where": _kind(where),
            "n": n,
            "deeds": deeds,
            "rolled_ms": round(median(rolled), 3),
            "rolled_max_ms": round(max(rolled), 3),
            "counted_ms": round(counted[0], 1),
        }
    )
    return rows


def _count_months(record: Record, dyad: Dyad) -> int:
    return sum(1 for _ in record.events(EventFilter(actor=dyad.actor, recipient=dyad.recipient, deeds=True)))


# --- search ---------------------------------------------------------------------------------------------------------


def fill_quotes(where: str, n: int) -> list[str]:
    """Put n quotes of made-up words straight into the tables (merging is not what is measured); the words, common first."""
    words = [
        f"{a}{b}{c}"
        for a in ("ba", "de", "ki", "lo", "mu", "ra", "se", "ti", "vo", "zu")
        for b in ("lan", "mer", "nok", "pis", "tur", "vek")
        for c in ("", "a", "en", "is", "or", "ul")
    ]
    shares = [1 / rank for rank in range(1, len(words) + 1)]
    draw = random.Random(7)  # noqa: S311 - invented words
    with Record.open(where) as record:
        engine = record.engine
        for start in range(0, n, 50_000):
            rows, texts = [], []
            for number in range(start, min(start + 50_000, n)):
                day = FIRST_ON + timedelta(days=draw.randrange(DAYS))
                name = f"q{draw.getrandbits(76):019x}"
                text = " ".join(draw.choices(words, shares, k=14))
                seq = first_seq(day.toordinal(), name)
                texts.append((seq, text, ""))
                rows.append(
                    (
                        seq,
                        name,
                        "direct",
                        f"RUS/person-{number % 5_000}",
                        "RUS",
                        "[]",
                        "[]",
                        "affirmed",
                        str(day),
                        str(day),
                        1,
                        1,
                        "[]",
                        0.9,
                        text,
                        "",
                        "[]",
                        str(day),
                    )
                )
            columns = (
                "seq", "id", "kind", "speaker", "speaker_country", "about", "about_countries", "polarity", "first_on", "last_on",
                "n_reports", "n_independent", "outlets", "prob", "words", "titles", "disagreements", "loaded_at",
            )  # fmt: skip
            with engine.writing():
                engine.load_rows("quote", columns, sorted(rows))
                engine.index_words("quote", sorted(texts))
    return words


def bench_search(where: str, n: int) -> list[dict[str, Any]]:
    """The newest 50 quotes with one to three words, common and rare."""
    since = perf_counter()
    words = fill_quotes(where, n)
    print(f"search: {n:,} quotes put in, {perf_counter() - since:.0f} s")
    draw = random.Random(11)  # noqa: S311 - drawn questions
    times = []
    with Record.open(where, readonly=True) as record:
        for _ in range(300):
            asked = QuoteFilter(text=" ".join(draw.choices(words, k=draw.randint(1, 3))))
            times += _times(lambda asked=asked: list(record.quotes(asked, limit=50)), 1)  # type: ignore[misc]
    p50, p95, most = np.percentile(times, (50, 95, 100))
    print(f"search: newest 50, {len(times)} questions: median {p50:.2f} ms, p95 {p95:.2f} ms, at most {most:.1f} ms")
    return [
        {
            "case": "search",
            "where": _kind(where),
            "n": n,
            "questions": len(times),
            "p50_ms": round(p50, 3),
            "p95_ms": round(p95, 3),
            "max_ms": round(most, 3),
        }
    ]


# --- a reader during a load -----------------------------------------------------------------------------------------


def bench_reader(where: str, n: int) -> list[dict[str, Any]]:
    """Questions while a program of its own loads articles over and over."""
    articles = mix_articles(load_articles(), 60)
    with Record.open(where) as record:
        record.add(articles, finder=RuleFinder())
    writer = subprocess.Popen([sys.executable, "-m", "bench.record", "--write-on", where], cwd=ROOT)
    times, errors, seen = [], 0, []
    asked = (
        EventFilter(actor="RUS"),
        EventFilter(party="PER"),
        EventFilter(text="ambassador"),
        QuoteFilter(text="sea"),
        QuoteFilter(speaker="CHL"),
    )
    try:
        with Record.open(where, readonly=True) as record:
            for number in range(n):
                since = perf_counter()
                try:
                    one = asked[number % len(asked)]
                    found = list(
                        record.events(one, limit=20) if isinstance(one, EventFilter) else record.quotes(one, limit=20)
                    )
                    seen.append(len(found))
                except OnRecordError:
                    errors += 1
                times.append((perf_counter() - since) * 1000)
            grown = record.counts()["article"]
    finally:
        writer.terminate()
        writer.wait()
    p50, p99, most = np.percentile(times, (50, 99, 100))
    print(
        f"reader: {n:,} questions during a load (to {grown:,} articles): {errors} errors, median {p50:.2f} ms, p99 {p99:.2f} ms,"
        f" at most {most:.1f} ms"
    )
    return [
        {
            "case": "reader",
            "where": _kind(where),
            "n": n,
            "articles": grown,
            "errors": errors,
            "p50_ms": round(p50, 3),
            "p99_ms": round(p99, 3),
            "max_ms": round(most, 3),
        }
    ]


def write_on(where: str) -> None:
    """Load until somebody ends this."""
    texts = load_articles()
    with Record.open(where) as record:
        for seed in range(10_000):
            articles = mix_articles(texts, 40)
            days = [FIRST_ON + timedelta(days=seed * 3 % DAYS)] * len(articles)
            record.add((_on(article, day) for article, day in zip(articles, days, strict=True)), finder=RuleFinder())


def _on(article: Any, day: date) -> Any:
    from dataclasses import replace

    return replace(article, published_on=day)


# --- clusters -------------------------------------------------------------------------------------------------------


def bench_cluster(where: str, n: int) -> list[dict[str, Any]]:
    """Graphs of n tellings with three matches each, and a block of which two thirds match; one pair in a thousand is forbidden."""
    draw = random.Random(5)  # noqa: S311 - invented matches
    rows = []
    for size in (n // 16, n // 4, n):
        names = [f"e{number:07}" for number in range(size)]
        drawn = sorted({(min(two), max(two)) for two in (draw.sample(names, 2) for _ in range(3 * size))})
        rows.append(_cluster("loose", names, [(round(draw.uniform(0.6, 1), 6), one, other) for one, other in drawn]))
    for size in (250, 500, 1_000):
        names = [f"e{number:07}" for number in range(size)]
        met = [two for two in combinations(names, 2) if draw.random() < 0.67]
        pairs = [(round(draw.uniform(0.6, 1), 6), one, other) for one, other in met]
        rows.append(_cluster("dense", names, pairs))
    return rows


def _cluster(graph: str, names: list[str], pairs: list[tuple[float, str, str]]) -> dict[str, Any]:
    asked = 0

    def may_be_one(one: str, other: str) -> bool:
        nonlocal asked
        asked += 1
        return (int(one[1:]) + int(other[1:])) % 1_000 != 0

    since = process_time()
    found = cluster(names, pairs, may_be_one)
    busy = process_time() - since
    print(
        f"cluster: {graph}, {len(names):,} tellings, {len(pairs):,} pairs that match: {busy:.2f} s of processor,"
        f" {busy / len(pairs) * 1e6:.0f} µs a pair, {asked / len(pairs):.2f} asked for a pair, {len(found):,} clusters"
    )
    return {
        "case": "cluster",
        "graph": graph,
        "n": len(names),
        "pairs": len(pairs),
        "cpu_s": round(busy, 3),
        "asked": asked,
        "clusters": len(found),
    }


# --- add ------------------------------------------------------------------------------------------------------------


def bench_add(where: str, n: int) -> list[dict[str, Any]]:
    """Reading alone and reading into the record, in turns over the same articles."""
    articles = load_versions(n)
    folder = Path(WEIGHTS[0]) if WEIGHTS and WEIGHTS[0] != SHIPPED else None
    finder: Finder = encoder.load_finder(folder) if WEIGHTS else RuleFinder()
    for _ in pipeline.read_many(articles[:32], finder=finder):
        pass
    bare = kept = 0.0
    memory = []
    with Record.open(where) as record:
        for start in range(0, n, 200):
            part = articles[start : start + 200]
            gc.collect()
            since = process_time()
            for _ in pipeline.read_many(part, finder=finder):
                pass
            bare += process_time() - since
            since = process_time()
            record.add(part, finder=finder)
            kept += process_time() - since
            gc.collect()
            memory.append(_resident())
        counts = record.counts()
    drift = memory[-1] - memory[len(memory) // 4]
    print(
        f"add: {n:,} articles ({counts['report']:,} reports), {finder.version}: reading {bare:.1f} s,"
        f" with the record {kept:.1f} s of processor, {kept / bare:.3f} times;"
        f" memory {memory[-1]:.0f} MB, {drift:+.1f} MB over the last three quarters"
    )
    return [
        {
            "case": "add",
            "where": _kind(where),
            "n": n,
            "reports": counts["report"],
            "read_s": round(bare, 2),
            "add_s": round(kept, 2),
            "ratio": round(kept / bare, 4),
            "memory_mb": round(memory[-1], 1),
            "drift_mb": round(drift, 2),
        }
    ]


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def _times(call: Callable[[], object], n: int) -> list[float]:
    """Milliseconds of each of n calls."""
    times = []
    for _ in range(n):
        since = perf_counter()
        call()
        times.append((perf_counter() - since) * 1000)
    return times


def _kind(where: str) -> str:
    return "postgres" if where.startswith("postgres") else "sqlite"


CASES: dict[str, tuple[Callable[[str, int], list[dict[str, Any]]], int]] = {
    "events": (bench_events, MILLION), "dyad": (bench_dyad, 0), "months": (bench_months, 10 * MILLION),
    "search": (bench_search, MILLION), "reader": (bench_reader, 10_000),
    "cluster": (bench_cluster, 160_000), "add": (bench_add, 2_000),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.record", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(CASES)}; all of them unless given")
    parser.add_argument("--n", type=int, help="how many, for the cases that are named")
    parser.add_argument("--where", help="a record of your own to measure in; a new file each unless given")
    parser.add_argument(
        "--weights", help=f"for add: a folder of weights to read with, or {SHIPPED}; the rules unless given"
    )
    parser.add_argument("--write-on", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write_on:
        write_on(given.write_on)
        return
    WEIGHTS.extend([given.weights] if given.weights else [])
    rows = []
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        for case in given.cases or CASES:
            bench, n = CASES[case]
            place = "events" if case == "dyad" else case
            rows += bench(given.where or str(Path(folder) / f"{place}.db"), given.n or n)
    print(f"Raw rows: {save_rows('record', rows).relative_to(ROOT)}")


if __name__ == "__main__":
    main()
