"""Build the wheel, install it into a fresh venv, and run the tests of what it offers where src/ does not exist.

Run by `make wheel-test`. What only works because the checkout is importable fails here: a data file that the wheel
lacks, a dependency that pyproject.toml does not name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HIDDEN = shutil.ignore_patterns("src", ".git", ".venv", ".*_cache", "__pycache__", ".hypothesis", "dist")
MAX_WHEEL_MB = 40
# What needs every data file and every dependency; the checkout's run has gone through the rest, and through these pages in a browser.
FOLDERS = (
    "tests/contract",
    "tests/golden",
    "tests/unit/cli",
    "tests/unit/gazetteer",
    "tests/unit/web",
)


def main() -> int:
    """Exit status of the tests run on the wheel."""
    with tempfile.TemporaryDirectory(prefix="onrecord-wheel-") as folder:
        place = Path(folder)
        _call(sys.executable, "-m", "build", "--wheel", "--outdir", str(place / "dist"), str(ROOT))
        (wheel,) = (place / "dist").glob("*.whl")
        size = wheel.stat().st_size / 1e6
        print(f"{wheel.name}: {size:.1f} MB")
        if size > MAX_WHEEL_MB:
            print(f"the wheel is larger than {MAX_WHEEL_MB} MB")
            return 1
        shutil.copytree(ROOT, place / "checkout", ignore=HIDDEN)
        venv.create(place / "venv", with_pip=True)
        python = str(place / "venv" / "bin" / "python")
        pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        _call(*pip, "--constraint", str(ROOT / "requirements" / "run.txt"), str(wheel))
        _call(str(place / "venv" / "bin" / "onrecord"), "--version")
        _call(*pip, "--requirement", str(ROOT / "requirements" / "test.txt"))
        tests = (
            python,
            "-m",
            "pytest",
            "-m",
            "not checkout",
            "--numprocesses",
            "auto",
            "--maxprocesses",
            "4",
            *FOLDERS,
        )
        return subprocess.run(tests, cwd=place / "checkout", env=_environment(place), check=False).returncode


def _environment(place: Path) -> dict[str, str]:
    path = f"{place / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return kept | {"PATH": path, "ONRECORD_TEST_WHEEL": "1"}


def _call(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
