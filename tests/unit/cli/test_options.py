"""Options that contradict each other, files that are none, and what is told of them: one line, exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import ArticleError
from onrecord.record import Input, Record
from tests.unit.cli.test_read import PROSE, run, told


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record and files that are not what they should be."""
    place = tmp_path_factory.mktemp("options")
    with Record.open(place / "onrecord.db"):
        pass
    (place / "report.txt").write_text(PROSE)
    (place / "noise.bin").write_bytes(b"\xb2\xff\x00" * 40)
    (place / "empty.txt").write_bytes(b"")
    (place / "bars.csv").write_text("id|text\n1|Snow fell.\n")
    return place


WRONG = (
    ("read report.txt --weights /nonexist", "--weights /nonexist: no such folder"),
    ("read report.txt --weights .", "--weights . holds no weights that can be loaded"),
    ("relate empty.txt --weights /nonexist", "--weights /nonexist: no such folder"),
    ("read report.txt --actors nofile", "nofile: no such file"),
    ("read report.txt --finder rules --weights .", "give one of the two"),
    ("review import noise.bin", "noise.bin is not what review import takes as label-studio"),
    ("review import empty.txt", "empty.txt is not what review import takes"),
    ("actors import own.toml --template csv", "leave it or FILE out"),
    ("events --reports", "--reports has no place in pretty; add --format jsonl"),
    ("quotes --reports --format csv", "--reports has no place in csv"),
    ("events --deeds --modality future", "give one"),
    ("review export --type AID --sample 3", "--type and --sample choose cases in different ways"),
    ("review export --dyad PER ECU --type AID", "--type and --dyad choose"),
    ("review export --kind quote --type AID", "--type chooses among events; leave --kind quote out"),
    ("import-events empty.txt --layout icews --record none.db", "empty.txt holds no rows"),
)


@pytest.mark.parametrize(("words", "expected"), WRONG)
def test_what_does_not_go_together_is_one_line(folder: Path, words: str, expected: str) -> None:
    ran = run(*words.split(), cwd=folder)
    assert ran.returncode == 2, ran.stdout
    (line,) = told(ran)
    assert expected in line
    assert "Errno" not in line
    assert "codec" not in line
    assert not (folder / "none.db").exists()


def test_the_codebook_goes_where_it_is_sent(folder: Path) -> None:
    assert run("export", "--codebook", "-o", "codebook.md", cwd=folder).stdout == b""
    assert (folder / "codebook.md").read_text().startswith("# Codebook")


def test_a_day_of_publication_that_is_yet_to_come_is_told(folder: Path) -> None:
    ran = run("read", "report.txt", "--finder", "rules", "--published-on", "3024-01-01", cwd=folder)
    assert ran.returncode == 0
    assert told(ran) == ["onrecord: --published-on 3024-01-01 is yet to come; times are counted from it all the same"]


def test_answers_are_counted_where_there_is_more_or_less_than_one(folder: Path) -> None:
    ran = run("actors", "resolve", "-", stdin=b"", cwd=folder)
    assert (ran.returncode, told(ran)) == (0, ["onrecord: 0 lines: 0 answered, 0 failed"])
    ran = run("actors", "resolve", "-", stdin=b'{"id": 1, "text": "Peru"}\n{}\n', cwd=folder)
    assert (ran.returncode, told(ran)) == (1, ["onrecord: 2 lines: 1 answered, 1 failed"])


def test_a_failure_of_an_import_is_shown_with_its_line(folder: Path) -> None:
    (folder / "bad.csv").write_text("headline\nSnow\n")
    with Record.open(folder / "failed.db") as record:
        record.add([Input("bad.tab", "7", ArticleError("2 columns, 20 are needed"))])
    run("add", "bad.csv", "--record", "failed.db", "--finder", "rules", cwd=folder)
    shown = run("failures", "--record", "failed.db", cwd=folder).stdout.decode()
    assert "\nbad.tab, line 7\n  2 columns, 20 are needed\n" in shown
    assert shown.count("bad.csv") == 1
    assert not [line for line in shown.splitlines() if line != line.rstrip()]


def test_tables_are_told_what_they_need(folder: Path) -> None:
    (folder / "upper.csv").write_text("ID,Text,Published_On\n1,Norway recalled its ambassador to Peru.,2024-05-03\n")
    ran = run("add", "bars.csv", "upper.csv", "--record", "tables.db", "--finder", "rules", cwd=folder)
    assert "bars.csv: its columns are not parted by commas, semicolons or tabs (id|text); save" in told(ran)[0]
    with Record.open(folder / "tables.db", readonly=True) as record:
        assert record.counts()["article"] == 1


def test_a_dump_that_holds_nobody_is_told(folder: Path) -> None:
    (folder / "dump.json").write_text('[\n{"id":"Q1","type":"item"},\n]\n')
    ran = run("actors", "import-wikidata", "dump.json", "--to", "wd", cwd=folder)
    assert ran.stdout.decode().startswith("0 persons and 0 bodies imported to wd")
    assert "holds nobody in political office" in told(ran)[-1]


@pytest.mark.parametrize("words", ["show RUS/vladimir-putin", "status", "search putin"])
def test_actors_are_told_at_80_columns(folder: Path, words: str) -> None:
    shown = run("actors", *words.split(), cwd=folder).stdout.decode().splitlines()
    assert max(map(len, shown)) <= 80
    assert not [line for line in shown if line != line.rstrip()]


def test_a_search_in_json_is_one_array(folder: Path) -> None:
    found = json.loads(run("actors", "search", "putin", "--limit", "2", "--format", "json", cwd=folder).stdout)
    assert [actor["id"] for actor in found].index("RUS/vladimir-putin") == 0
    assert json.loads(run("actors", "search", "zzzzqq", "--format", "json", cwd=folder).stdout) == []


def test_a_usage_error_ends_in_a_stop_before_the_hint(folder: Path) -> None:
    assert ". See onrecord events --help." in told(run("events", "extra", cwd=folder))[0]


def test_a_layout_says_how_it_is_written(folder: Path) -> None:
    ran = run("export", "--layout", "icews", "--format", "jsonl", cwd=folder)
    assert "with tabs between" in told(ran)[0]
