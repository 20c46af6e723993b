"""All figures in one go: `python -m evals FOLDER [--finder rules]` (the folder with gold/, score/ and reports/), kept in evals/runs/.

Each block is a command with what it prints, intervals of 95 % included, and under it what the best published peers reach on that kind of
text (most of them on the sets' test parts, which are not here). Without a folder the report in examples/ and our own corpus are scored,
and the rest is said to be missing.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from evals import corpus, expected, quotes, relations, times
from evals.finders import load_finder

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "examples" / "lighthouse-remark.expected.json"
PEERS = {
    "polnear-dev": "PolNeAR test, S of speaker/cue/content: CofeNet (110 M) 83.2/75.3/72.9; one human against another 78.0/70.6/71.3",
    "polnear-dev direct": "PolNeAR test, direct content S: one human against another 96.3; regular expressions 76.6",
    "hard-cases": "no peer gives nested, addressed and attributed quotations",
    "gum-dev": "no published figure",
    "corpus": "NGEC-2025 on its own stories: event type macro-F1 52.1, finds 69 % of events",
    "cameo": "people agree on the CAMEO root for 55-79 % of actions of running news",
}


class Run(NamedTuple):
    """A command as one would type it, what does it, and which peers stand beside it."""

    command: str
    do: Callable[[list[str]], object]
    words: list[str]
    peer: str = ""


def runs(folder: Path | None, finder: str) -> list[Run]:
    """What is measured."""
    own = ["--finder", finder] if finder != "encoder" else []
    found = [
        Run("evals.expected", expected.main, [f"examples/{EXAMPLE.name}", "--totals", *own]),
        Run("evals.corpus", corpus.main, ["--part", "dev", *own], "corpus"),
    ]
    if folder is None:
        return found
    report = str(folder / "reports" / "killer-remark.expected.json")
    found.append(Run("evals.expected", expected.main, [report, "--totals", *own]))  # no text of the report is kept
    for name, subset in (("polnear-dev", "direct"), ("polnear-dev", ""), ("hard-cases", ""), ("gum-dev", "")):
        words = [str(folder), "--set", name, "--bootstrap", "1000", *(["--subset", subset] if subset else []), *own]
        found.append(Run("evals.quotes", quotes.main, words, f"{name} {subset}".strip()))
    if finder == "encoder":
        found.append(Run("evals.relations", relations.main, [str(folder), "--set", "cameo"], "cameo"))
    found.append(Run("evals.times", times.main, [str(folder / "gold")]))
    return found


def printed(run: Run) -> str:
    """The block of a run."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        run.do(run.words)
    peer = f"  peers: {PEERS[run.peer]}\n" if run.peer else ""
    told = re.sub(r"[ \t]+\n", "\n", out.getvalue())
    return f"$ python -m {run.command} {' '.join(run.words)}\n{told}{peer}"


def main() -> None:
    """Print the figures and, with a folder, write them to evals/runs/DAY-FINDER.txt."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="the folder with gold/, score/ and reports/")
    parser.add_argument("--finder", choices=("encoder", "rules"), default="encoder")
    given = parser.parse_args()
    if given.folder is None or not (given.folder / "gold").is_dir():
        print("evals: no folder with gold/, score/ and reports/ was given: only examples/ and corpus/ are scored\n")
        given.folder = None
    blocks = [f"finder {load_finder(given.finder, None).version}\n"]
    print(blocks[0])
    for run in runs(given.folder, given.finder):
        blocks.append(printed(run))
        print(blocks[-1], flush=True)
    if given.folder is not None:
        path = HERE / "runs" / f"{date.today().isoformat()}-{given.finder}.txt"  # noqa: DTZ011 - the day at the desk
        path.write_text("\n".join(blocks), encoding="utf-8")
        print(f"written to {path.relative_to(HERE.parent)}")


if __name__ == "__main__":
    main()
