"""What is there is not lost: no output takes the place of a record, of an input, or of another output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.record import Record
from tests.unit.cli.test_read import PROSE, run, told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record, a report, JSON lines, a file of actors, and a link to each of the first two."""
    with Record.open(tmp_path / "onrecord.db"):
        pass
    (tmp_path / "report.txt").write_text(PROSE)
    (tmp_path / "lines.jsonl").write_text('{"id": 1, "text": "Peru"}\n')
    (tmp_path / "own.toml").write_text("")
    (tmp_path / "linked.txt").symlink_to("report.txt")
    (tmp_path / "same.db").hardlink_to(tmp_path / "onrecord.db")
    return tmp_path


REFUSED = (
    "export -o onrecord.db",
    "export -o onrecord.db-wal",
    "export -o same.db",
    "export --format parquet -o onrecord.db",
    "export --layout icews -o onrecord.db",
    "ties Peru Ecuador -o onrecord.db",
    "ties Peru Ecuador --plot onrecord.db",
    "ties Peru Ecuador --plot same.svg -o same.svg",
    "review export -o onrecord.db",
    "read report.txt -o onrecord.db",
    "read report.txt -o report.txt",
    "read report.txt -o linked.txt",
    "read linked.txt -o ./report.txt",
    "read . -o report.txt",
    "read report.txt --actors own.toml -o own.toml",
    "read report.txt --gazetteer only:own.toml -o own.toml",
    "relate lines.jsonl -o lines.jsonl",
    "actors resolve lines.jsonl -o lines.jsonl",
)


@pytest.mark.parametrize("words", REFUSED)
def test_no_output_takes_the_place_of_what_is_read(folder: Path, words: str) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = run(*words.split(), cwd=folder)
    assert ran.returncode == 2
    (line,) = told(ran)
    assert "would be lost; write to another file" in line or "is given twice as an output" in line
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert kept.items() >= before.items()
    assert kept.keys() - before.keys() <= {"onrecord.db-wal", "onrecord.db-shm"}


def test_a_file_that_nothing_reads_is_written_over(folder: Path) -> None:
    (folder / "out.json").write_text("old")
    ran = run("read", "report.txt", "--finder", "rules", "--format", "json", "-o", "out.json", cwd=folder)
    assert ran.returncode == 0
    assert json.loads((folder / "out.json").read_text())["schema_version"] == 1
