"""Words a second and core of the whole reading, beside its parts and a naive baseline: `python -m bench.speed [--rounds N] [--articles N]`.

    onrecord        the whole reading, article by article as `onrecord read` reads them
    bare-encoder    the network alone, its windows laid out beforehand: what any reading with it must cost
    onrecord-rules  the rule reader (`--finder rules`)
    naive-regex     a regular expression for marked quotations

The text is the repository's own: the example, the golden reports and the invented news of `bench/texts/`. Each round reads everything
once with each reader, in turns and in a shuffled order, so that a busy moment of the machine hits all of them. With `--articles N` the
same paragraphs, shuffled, make N articles of 1 to 60 paragraphs. One thread everywhere. Raw rows go to `bench/runs/`.
"""

from __future__ import annotations

import argparse
import gc
import random
from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter, process_time

from bench.naive import find_naive_quotes
from bench.rows import ROOT, save_rows, tell_spread
from onrecord import encoder, ingest, stages
from onrecord.encoder.tokens import Arrays, cut_windows, to_arrays
from onrecord.facts import Reading
from onrecord.frames import Finder
from onrecord.pipeline import read_many
from onrecord.rules import RuleFinder
from onrecord.text import Article

PUBLISHED_ON = date(2023, 11, 9)
FOLDERS = ("examples", "tests/golden", "bench/texts")
MINIMUM, MOST = 3_000, 1.8  # words a second and core, and times the bare encoder


def load_articles() -> list[Article]:
    """The repository's own reports, debris already removed, in the order of their paths."""
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.txt"))]
    return [ingest.load_path(path, published_on=PUBLISHED_ON) for path in paths]


def mix_articles(articles: list[Article], n_articles: int) -> list[Article]:
    """Articles of 1 to 60 paragraphs drawn from those given: the same ones at each call."""
    paragraphs = [paragraph for article in articles for paragraph in article.text.split("\n\n")]
    draw = random.Random(7)  # noqa: S311 - a draw of paragraphs, not a secret
    texts = ("\n\n".join(draw.choices(paragraphs, k=draw.randint(1, 60))) for _ in range(n_articles))
    return [Article.from_text(text, published_on=PUBLISHED_ON) for text in texts]


def _read(articles: list[Article], finder: Finder) -> int:
    readings = (one for one in read_many(articles, finder=finder) if isinstance(one, Reading))
    return sum(len(reading.quotes) + len(reading.events) for reading in readings)


def _windows(articles: list[Article]) -> list[Arrays]:
    """The very arrays that the network gets when these articles are read."""
    return [to_arrays([window]) for article in articles for window in cut_windows(article, stages.lay_out(article))]


def readers(articles: list[Article]) -> dict[str, tuple[int, Callable[[], int]]]:
    """For each reader how often it reads all in a round, and what reads all once."""
    trained, by_rule = encoder.load_finder(threads=1), RuleFinder()
    windows = _windows(articles)
    return {
        "onrecord": (1, lambda: _read(articles, trained)),
        "bare-encoder": (1, lambda: sum(len(trained.session.read(arrays)) for arrays in windows)),
        "onrecord-rules": (2, lambda: _read(articles, by_rule)),
        "naive-regex": (20, lambda: sum(len(find_naive_quotes(article.text)) for article in articles)),
    }


def measure(articles: list[Article], rounds: int) -> list[dict[str, object]]:
    """One row a round and reader: seconds of wall clock and of processor, words, things found."""
    words = sum(len(article.text.split()) for article in articles)
    own = readers(articles)
    for _, read in own.values():  # tables are loaded before the clock runs; bench.start measures the cold start
        read()
    rows: list[dict[str, object]] = []
    order = random.Random(7)  # noqa: S311 - the order of turns, not a secret
    for number in range(rounds):
        for name in order.sample(list(own), len(own)):
            repeats, read = own[name]
            gc.collect()
            wall, busy = perf_counter(), process_time()
            found = sum(read() for _ in range(repeats))
            wall, busy = perf_counter() - wall, process_time() - busy
            rows.append(
                {
                    "reader": name,
                    "round": number,
                    "articles": len(articles),
                    "words": words * repeats,
                    "found": found // repeats,
                    "wall_s": round(wall, 5),
                    "cpu_s": round(busy, 5),
                }
            )
    return rows


def rates(rows: list[dict[str, object]], reader: str) -> list[float]:
    """Words a second of processor time of one reader, in the order of the rounds."""
    return [float(str(row["words"])) / float(str(row["cpu_s"])) for row in rows if row["reader"] == reader]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--articles", type=int, default=0, help="mix this many from the paragraphs of the seven")
    rounds, n_mixed = parser.parse_args().rounds, parser.parse_args().articles
    if rounds < 1 or n_mixed < 0:
        parser.error("--rounds must be at least 1, --articles at least 0")
    articles = load_articles()
    if n_mixed:
        articles = mix_articles(articles, n_mixed)
    rows = measure(articles, rounds)
    path = save_rows("speed-mixed" if n_mixed else "speed", rows)
    print(f"{len(articles)} articles, {sum(len(a.text.split()) for a in articles):,} words, {rounds} rounds in turns")
    for name in sorted({str(row["reader"]) for row in rows}):
        found = next(row["found"] for row in rows if row["reader"] == name)
        print(
            f"{name:16} {tell_spread(rates(rows, name))} words/s of one core, median (least to greatest); {found} found"
        )
    whole = median(rates(rows, "onrecord"))
    ratios = [bare / own for bare, own in zip(rates(rows, "bare-encoder"), rates(rows, "onrecord"), strict=True)]
    spread = tell_spread(ratios, ".2f")
    print(f"the whole reading takes {spread} times the bare encoder's time")
    reached = whole >= MINIMUM and median(ratios) <= MOST
    print(
        f"asked for: {MINIMUM:,} words/s, {MOST} times; {'reached' if reached else 'NOT reached'}. Raw rows: {path.relative_to(ROOT)}"
    )


if __name__ == "__main__":
    main()
