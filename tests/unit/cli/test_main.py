from __future__ import annotations

import subprocess
import sys
import time
from importlib import import_module

import onrecord
from onrecord.cli import COMMANDS

HEAVY = ("pyarrow", "trafilatura", "lxml", "pydantic", "rich", "py3langid", "numpy")


def test_help_answers_at_once_and_imports_nothing_heavy() -> None:
    code = (
        "import sys, onrecord.cli\nsys.argv = ['onrecord', '--help']\n"
        f"try: onrecord.cli.main()\nexcept SystemExit: print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    times = []
    for _ in range(3):
        started = time.monotonic()
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        times.append(time.monotonic() - started)
    assert ran.stderr.strip() == "[]"
    assert "read" in ran.stdout
    assert min(times) < 0.5


def test_the_version_is_told() -> None:
    ran = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout == f"onrecord {onrecord.__version__}\n"


def test_every_command_is_a_module_and_every_module_of_a_command_is_told_of() -> None:
    ran = subprocess.run([sys.executable, "-m", "onrecord", "--help"], capture_output=True, text=True, check=True)
    for name in COMMANDS:
        assert f"  {name}" in ran.stdout
        module = name.replace("-", "_")
        assert import_module(f"onrecord.cli.{module}").__dict__[module].name == name
