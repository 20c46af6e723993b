"""What the documents say is true: the README's commands run, and every command and public name is told of."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    \$ (onrecord .+)$", README + "\n" + CLI, re.M)
MODULES = sorted(module.name for module in pkgutil.walk_packages(onrecord.__path__, "onrecord."))


def test_the_commands_of_the_documents_run_one_after_another() -> None:
    """One test, as a command asks the record that those before it made."""
    for path in Path("/tmp").glob("onrecord-docs.db*"):  # noqa: S108 - the name stands in the documents
        path.unlink()
    failed = {}
    for command in COMMANDS:
        ran = subprocess.run(
            [sys.executable, "-m", "onrecord", *shlex.split(command)[1:]],
            cwd=ROOT, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        if ran.returncode != 0:
            failed[command] = ran.stderr
    assert not failed


def test_the_documents_hold_commands() -> None:
    assert len(COMMANDS) >= 4


def test_the_readme_shows_what_the_command_prints(example_reading: onrecord.Reading) -> None:
    """Every quoted line of the README's first picture stands in what `onrecord read` prints today."""
    shown = README.split("<!-- shown by: make demo -->")[1].split("```")[1].strip("\n").splitlines()
    ran = subprocess.run(
        [sys.executable, "-m", "onrecord", "read", "examples/lighthouse-remark.txt", "--published-on", "2023-11-09"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, env=None,
    )  # fmt: skip
    printed = {_without_number(line) for line in ran.stdout.splitlines()}
    missing = [line for line in shown if _without_number(line) not in printed and line.strip() != "…"]
    assert not missing


def _without_number(line: str) -> str:
    """A line without its number and without a count: on another processor an act that is hardly told may be missing."""
    return re.sub(r"^ *[eq]\d+ |\(\d+\)$", "", line.rstrip())


@pytest.mark.parametrize("name", onrecord.__all__)
def test_a_public_name_is_told_of(name: str) -> None:
    told = README + (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert name in told


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_hold(name: str) -> None:
    if name.endswith("__main__"):
        return
    outcome = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert outcome.failed == 0


def test_links_between_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_tables_of_shipped_data_are_locked() -> None:
    lock = Path(ROOT / "data" / "lock.toml").read_text(encoding="utf-8")
    assert "sha256" in lock
