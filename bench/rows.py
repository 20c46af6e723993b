"""Raw rows of a run: one JSON line a measurement, with the versions and the machine beside it."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import onrecord

ROOT = Path(__file__).parent.parent


def load_machine() -> dict[str, Any]:
    """What the figures were measured on: program, interpreter, processor, commit."""
    commit, changed = _ask_git("rev-parse", "--short", "HEAD"), _ask_git("status", "--porcelain", "src", "bench")
    return {
        "onrecord": onrecord.__version__,
        "commit": f"{commit} and changes" if commit and changed else commit or None,
        "python": platform.python_version(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load_1min": round(os.getloadavg()[0], 2),
    }


def _ask_git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def save_rows(name: str, rows: Iterable[dict[str, Any]]) -> Path:
    """Append rows to `bench/runs/<day>-<name>.jsonl`, each with the instant of the run and the machine."""
    now = datetime.now(UTC)
    path = ROOT / "bench" / "runs" / f"{now.date().isoformat()}-{name}.jsonl"
    path.parent.mkdir(exist_ok=True)
    machine = load_machine()
    with path.open("a", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps({"run_at": now.isoformat(timespec="seconds"), **row, **machine}) + "\n")
    return path


def tell_spread(values: list[float], form: str = ",.0f") -> str:
    """The median with the least and the greatest value.

    >>> tell_spread([3.0, 1.0, 2.0])
    '2 (1 to 3)'
    """
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"
