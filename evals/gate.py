"""Floors under the figures: `python -m evals.gate [FOLDER] [--write]`. Exit code 1 where one is passed downwards.

The corpus' dev set always; with FOLDER (gold/, score/, reports/) the quotation sets and the first user's report too. Floors stand in
`floors.json` with the hash of the dev set that they were measured on: on another one they mean nothing, and the gate says so.
`--write` measures anew and puts each floor a little under its figure (SLACK), which is what noise of rebuilt weights needs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

import onrecord
from evals import corpus, expected, quotes
from evals.finders import load_finder
from onrecord.frames import Finder

FLOORS = Path(__file__).resolve().parent / "floors.json"
SLACK = 2.0  # points
LESS_IS_BETTER = ("wrong deeds", "stories without events")
QUOTES = (
    ("polnear-dev", "direct", r"^S .*?([\d.]+) *$", "direct content S"),
    ("polnear-dev", "", r"^A50 \D*\.5 +[\d.]+ +[\d.]+ +([\d.]+)", "A50"),
    ("gum-dev", "", r"^A50 \D*\.5 +[\d.]+ +[\d.]+ +([\d.]+)", "A50"),
    ("hard-cases", "", r"^triple exact +[\d.]+ +[\d.]+ +([\d.]+)", "triple"),
)
Figures = dict[str, float]


def dev_hash() -> str:
    """Of the texts and marks of the dev stories."""
    told = json.dumps([row["sha256"] for row in corpus.load_stories("dev")])
    return hashlib.sha256(told.encode()).hexdigest()


def of_corpus(finder: Finder) -> Figures:
    """The figures of the corpus' dev set, in per cent."""
    _, total = corpus.measure("dev", finder)
    return {f"corpus dev: {name}": round(value, 2) for name, value in corpus.figures(total).items()}


def of_gold(folder: Path, finder: Finder) -> Figures:
    """The figures of the sets in a folder: per cent, and counts of the report."""
    told: Figures = {}
    for name, subset, pattern, what in QUOTES:
        gold = quotes.load_gold(folder, name)
        rows = [quotes.predict(row, outer_only=name.startswith("polnear"), finder=finder) for row in gold]
        printed = quotes.score(folder, name, rows, *(["--subset", subset] if subset else []))
        found = re.search(pattern, printed, re.MULTILINE)
        if found is None:
            raise SystemExit(f"evals.gate: the scorer's table of {name} has no line for {what}")
        told[f"{name}: {what}"] = float(found[1])
    report = folder / "reports" / "killer-remark.txt"
    wanted = json.loads(report.with_suffix(".expected.json").read_text(encoding="utf-8"))
    source = report.read_text(encoding="utf-8")
    reading = onrecord.read(source, published_on=wanted["published"], finder=finder)
    result = expected.score(wanted, reading, source)
    return told | {f"killer-remark: {name}": float(n) for name, n in result.found.items()}


def is_under(name: str, figure: float, floor: float) -> bool:
    """Whether a figure is on the wrong side of its floor."""
    worse_above = any(words in name for words in LESS_IS_BETTER)
    return figure > floor if worse_above else figure < floor


def floor_of(name: str, figure: float) -> float:
    """A floor a little under a figure; counts of a report have no slack."""
    if name.startswith("killer-remark"):
        return figure
    return round(figure + SLACK if any(words in name for words in LESS_IS_BETTER) else figure - SLACK, 2)


def main(arguments: list[str] | None = None) -> int:
    """Measure and compare; 1 where a figure is under its floor."""
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="the folder with gold/, score/ and reports/")
    parser.add_argument("--weights", type=Path, help="a folder with other weights")
    parser.add_argument("--write", action="store_true", help="measure the floors anew")
    given = parser.parse_args(arguments)
    finder = load_finder("encoder", given.weights)
    told = of_corpus(finder)
    if given.folder is not None:
        told |= of_gold(given.folder, finder)
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    if given.write:
        floors = kept["floors"] if kept["dev_sha256"] == dev_hash() else {}
        floors |= {name: floor_of(name, figure) for name, figure in told.items()}
        FLOORS.write_text(json.dumps({"dev_sha256": dev_hash(), "floors": floors}, indent=1) + "\n", encoding="utf-8")
        return 0
    if kept["dev_sha256"] != dev_hash():
        print("evals.gate: the dev set is not the one that the floors were measured on; run with --write and say why")
        return 1
    failed = 0
    for name, figure in told.items():
        floor = kept["floors"].get(name)
        under = floor is not None and is_under(name, figure, floor)
        failed += under
        print(f"{'UNDER' if under else 'ok':6} {name:58} {figure:6.1f}  floor {'-' if floor is None else floor}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
