"""The weights that ship, rebuilt from nothing: `make weights SHARED=../shared` or `python -m train [--shared FOLDER] [--out FOLDER]`.

Trains by the plan of `train.train`, no longer than `--minutes` (the whole of it takes two and a half hours on two free cores that have
instructions for bf16, minutes on a GPU; it goes on where it was stopped), exports, calibrates on the development sets, puts the files
into the package and renews `data/lock.toml`. Without the folder of open sets it trains on `corpus/` alone; docs/weights.md says what
that costs.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "src" / "onrecord" / "encoder" / "data"
PARITY = ROOT / "tests" / "unit" / "encoder" / "parity.npz"


def ship(folder: Path) -> None:
    """Put exported weights into the package, and what PyTorch said of the example beside the tests."""
    for name in ("window.onnx", "cue_roles.onnx", "event_roles.onnx", "weights.json"):
        shutil.copyfile(folder / name, PLACE / name)
    shutil.copyfile(folder / "parity.npz", PARITY)
    _run("data.build.lock")


def _run(module: str, *words: str) -> None:
    subprocess.run([sys.executable, "-m", module, *words], check=True, cwd=ROOT)


def main() -> None:
    """Train, export, calibrate, ship."""
    parser = argparse.ArgumentParser(prog="python -m train", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, help="the folder with gold/ and training/; without it the corpus alone")
    parser.add_argument("--out", type=Path, default=ROOT / "runs" / "weights")
    parser.add_argument(
        "--minutes", type=float, default=150.0, help="train no longer than this (150); 0: all epochs of the plan"
    )
    parser.add_argument(
        "--only-ship", action="store_true", help="export, calibrate and ship the checkpoint that is there"
    )
    given = parser.parse_args()
    out = given.out.resolve()
    shared = ["--shared", str(given.shared.resolve())] if given.shared else []
    if not given.only_ship:
        _run("train.train", "--out", str(out), "--minutes", str(given.minutes), *shared)
    _run("train.export", str(out / "checkpoint.pt"), str(out / "weights"))
    _run("train.calibrate", str(out / "weights"), *shared, "--write")
    ship(out / "weights")
    print(
        "shipped; now: python -m evals.gate [FOLDER] --write, python -m tests.golden.approve --yes, and look at the differences"
    )


if __name__ == "__main__":
    main()
