"""All figures in one go: `python -m evals FOLDER` (the folder with gold/, score/ and reports/), kept in evals/runs/.

Without a folder only the report in examples/ is scored, and the rest is said to be missing.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from evals import expected, quotes, times
from onrecord.rules import VERSION

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "examples" / "lighthouse-remark.expected.json"


def figures(folder: Path | None) -> list[tuple[str, str]]:
    """Each command with what it prints."""
    runs: list[tuple[str, Callable[[], object]]] = [
        (
            f"python -m evals.expected examples/{EXAMPLE.name} --totals",
            lambda: expected.main([str(EXAMPLE), "--totals"]),
        )
    ]
    if folder is not None:
        report = str(folder / "reports" / "killer-remark.expected.json")
        runs.append((f"python -m evals.expected {report} --totals", lambda: expected.main([report, "--totals"])))
        for name, subset in (("polnear-dev", "direct"), ("polnear-dev", None), ("hard-cases", None), ("gum-dev", None)):
            words = [str(folder), "--set", name, "--bootstrap", "1000", *(["--subset", subset] if subset else [])]
            runs.append((f"python -m evals.quotes {' '.join(words)}", lambda words=words: quotes.main(words)))  # type: ignore[misc]
        gold = str(folder / "gold")
        runs.append((f"python -m evals.times {gold}", lambda: times.main([gold])))
    return [(command, _printed(run)) for command, run in runs]


def _printed(run: Callable[[], object]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        run()
    return re.sub(r"[ \t]+\n", "\n", out.getvalue())


def main() -> None:
    """Print the figures and write them to evals/runs/DAY-rules.txt."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="the folder with gold/, score/ and reports/")
    given = parser.parse_args()
    if given.folder is None or not (given.folder / "gold").is_dir():
        print("evals: no folder with gold/, score/ and reports/ was given: only the report in examples/ is scored\n")
        given.folder = None
    blocks = [f"$ {command}\n{printed}" for command, printed in figures(given.folder)]
    told = f"finder {VERSION}\n\n" + "\n".join(blocks)
    print(told, end="")
    if given.folder is not None:
        path = HERE / "runs" / f"{date.today().isoformat()}-rules.txt"  # noqa: DTZ011 - the day at the desk
        path.write_text(told, encoding="utf-8")
        print(f"\nwritten to {path.relative_to(HERE.parent)}")


if __name__ == "__main__":
    main()
