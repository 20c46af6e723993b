"""Times against the development set of phrases: how many are resolved to the right days, or rightly left unresolved.

    python -m evals.times /work/shared/gold [--all]

The folder holds `time/ngec_date_dev.jsonl` (it stays outside this repository). Of a row, `start` is the first day,
`start_prefix` what it must begin with ("2020-01"), `end` (a day or a prefix) the last one; a row with neither and no
"exact" is one that must stay unresolved. Only rows of the plain convention count, with those that must stay unresolved
for want of a day of publication; `--all` prints the other conventions as well, where its makers chose otherwise.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.stages.times import Resolution, resolve_time

COUNTED = ("plain", "no_pub_date_must_be_null")
Row = dict[str, Any]


def published_on(row: Row) -> date | None:
    """The day of publication of a row, in whichever of the set's spellings.

    >>> published_on({"pub_date": "May 16, 2025"}), published_on({"pub_date": "NaT"})
    (datetime.date(2025, 5, 16), None)
    """
    return resolve_time(row["pub_date"] or "", None).first_on


def is_right(row: Row, found: Resolution) -> bool:
    """Whether a resolution is what the row asks for.

    >>> row = {"start": "2024-01-05", "start_prefix": None, "end": None, "date_type": "exact"}
    >>> is_right(row, resolve_time("5 January 2024", None))
    True
    """
    start, end = row["start"] or row["start_prefix"], row["end"]
    if found.first_on is None or found.last_on is None:
        return not start and row["date_type"] in ("unresolved", None)
    if not start:
        return row["date_type"] in ("exact", "end_not_before_start")
    if row["date_type"] == "not_range" and found.first_on != found.last_on:
        return False
    first, last = found.first_on.isoformat(), found.last_on.isoformat()
    return first.startswith(start) and (not end or last.startswith(end))


def load_gold(folder: Path) -> list[Row]:
    """The rows; SystemExit with a clear line where the folder does not hold them."""
    path = folder / "time" / "ngec_date_dev.jsonl"
    if not path.is_file():
        raise SystemExit(f"evals.times: {path} is not there; give the folder that holds time/ngec_date_dev.jsonl")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def main(arguments: list[str] | None = None) -> None:
    """Resolve, compare, print."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.times", description="Score resolve_time on a set of phrases."
    )
    parser.add_argument("folder", type=Path, help="the folder that holds time/")
    parser.add_argument("--all", action="store_true", help="other conventions too")
    given = parser.parse_args(arguments)
    right: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for row in load_gold(given.folder):
        found = resolve_time(row["text"], published_on(row))
        kind = row["convention"]
        rows[kind] += 1
        right[kind] += is_right(row, found)
        if not is_right(row, found) and (given.all or kind in COUNTED):
            told = f"{found.first_on}..{found.last_on}" if found.first_on else f"unresolved: {found.unresolved}"
            print(f"  {row['id']} [{kind}] {row['text']!r} asks {row['start'] or row['start_prefix']}; found {told}")
    for kind in sorted(rows):
        if given.all or kind in COUNTED:
            print(f"{kind:26} {right[kind]:3} of {rows[kind]:3}  {right[kind] / rows[kind]:.1%}")


if __name__ == "__main__":
    main()
