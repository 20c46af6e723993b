"""The commands of the record, as programs."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.cli.entries import names_of, write_entries
from onrecord.entries import Disagreement
from onrecord.errors import StoreError
from onrecord.record import EventFilter, Record
from onrecord.record.load import COMMIT_ARTICLES
from tests.unit.cli.test_read import lines_of, run, told
from tests.unit.record.reports import REPORTS

ROWS = [
    {"id": f"r{n}", "published_on": day, "outlet": outlet, "text": text} for n, (day, outlet, text) in enumerate(REPORTS)
]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record that `onrecord add` made of JSON lines."""
    folder = tmp_path_factory.mktemp("record")
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    where = str(folder / "onrecord.db")
    ran = run("add", str(folder / "reports.jsonl"), "--record", where, "--finder", "rules")
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert told(ran)[0] == f"onrecord: {len(ROWS)} articles: {len(ROWS)} added"
    return where


def test_files_tables_and_standard_input_end_in_the_same_record(tmp_path: Path, place: str) -> None:
    with (tmp_path / "a.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(ROWS[0]))
        writer.writeheader()
        writer.writerows(ROWS[:5])
    pq.write_table(pa.Table.from_pylist(ROWS[5:10]), tmp_path / "b.parquet")
    (tmp_path / "c.ndjson").write_text("".join(json.dumps(row) + "\n" for row in ROWS[10:12]))
    where = str(tmp_path / "onrecord.db")
    assert run("add", str(tmp_path), "--record", where, "--finder", "rules").returncode == 0
    rest = "".join(json.dumps(row) + "\n" for row in ROWS[12:])
    assert run("add", "-", "--record", where, "--finder", "rules", stdin=rest.encode()).returncode == 0
    with Record.open(where, readonly=True) as ours, Record.open(place, readonly=True) as theirs:
        assert [e.to_dict() for e in ours.events()] == [e.to_dict() for e in theirs.events()]
        assert [e.to_dict() for e in ours.quotes()] == [e.to_dict() for e in theirs.quotes()]


def test_a_second_load_adds_nothing(place: str) -> None:
    before = run("events", "--record", place, "--format", "jsonl").stdout
    ran = run(
        "add", "-", "--record", place, "--finder", "rules", stdin=b"".join(json.dumps(r).encode() + b"\n" for r in ROWS)
    )
    assert told(ran)[0] == f"onrecord: {len(ROWS)} articles: 0 added, {len(ROWS)} known already"
    assert run("events", "--record", place, "--format", "jsonl").stdout == before


def test_events_for_people(place: str) -> None:
    ran = run("events", "--actor", "Norway", "--recipient", "Peru", "--record", place)
    shown = ran.stdout.decode()
    assert (ran.returncode, told(ran)) == (0, [])
    assert shown.startswith("1 event\n")
    assert "2024-05-02  Norway — SANCTION/withdraw → Peru" in shown
    assert "3 reports · Fjord News, Harbour Post, Lima Daily" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert not [line for line in shown.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize("words", ["events", "quotes", "who says-about Norway Peru"])
def test_a_limit_hides_nobody_how_many_there_are(place: str, words: str) -> None:
    command = (*words.split(), "--record", place)
    n = len(lines_of(run(*command, "--format", "jsonl")))
    shown = run(*command, "--limit", "1").stdout.decode().splitlines()
    kind = "event" if words == "events" else "quote"
    assert shown[0] == (f"1 of {n} {kind}s, the newest first" if n > 1 else f"{n} {kind}{'s' * (n != 1)}")
    whole = run(*command, "--limit", str(n + 1)).stdout.decode().splitlines()
    assert whole[0] == f"{n} {kind}{'s' * (n != 1)}"


def test_before_a_list_for_machines_its_number_is_told_on_a_terminal(
    place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(place, readonly=True) as record:
        n = record.count(EventFilter())
        for is_terminal, expected in ((True, f"onrecord: 2 of {n:,} events are coming\n"), (False, "")):
            monkeypatch.setattr(sys.stderr, "isatty", lambda is_terminal=is_terminal: is_terminal)
            write_entries(record, record.events(limit=2), "jsonl", n=n, limit=2, what="events")
            out, err = capsys.readouterr()
            assert (err, out.count("\n")) == (expected, 2)


def test_a_type_may_be_written_small(place: str) -> None:
    small, large = (
        run("events", "--type", word, "--record", place, "--format", "jsonl") for word in ("sanction", "SANCTION")
    )
    assert small.stdout == large.stdout != b""


def test_quotes_for_people(place: str) -> None:
    shown = run("quotes", "--speaker", "Elin Dahl", "--search", "bullied", "--record", place).stdout.decode()
    assert shown.startswith("1 quote\n")
    assert "“We will not be bullied by anyone at sea,”" in shown


def test_a_body_is_told_with_its_country(place: str) -> None:
    assert (
        "officials (Norway) · indirect · about Norway, two diplomats"
        in run("quotes", "--record", place).stdout.decode()
    )
    rows = lines_of(run("quotes", "--record", place, "--format", "jsonl"))
    (officials,) = (row["id"] for row in rows if row["speaker"] == "NOR/officials")
    assert "officials (Norway)" in run("entry", officials, "--record", place).stdout.decode()
    assert "rebels (somalia) — assault" in run("events", "--actor", "SOM", "--record", place).stdout.decode().lower()


def test_who_says_about(place: str) -> None:
    ran = run("who", "says-about", "Norway", "Norway", "--record", place, "--format", "jsonl")
    assert ran.returncode == 0
    assert {row["speaker_country"] for row in lines_of(ran)} == {"NOR"}


def test_who_says_about_takes_what_quotes_takes(place: str) -> None:
    asked = ("--kind", "indirect", "--reports", "--format", "jsonl", "--record", place)
    ran = run("who", "says-about", "Norway", "Norway", *asked)
    assert ran.returncode == 0
    assert ran.stdout == run("quotes", "--speaker", "Norway", "--about", "Norway", *asked).stdout
    assert all(row["kind"] == "indirect" and row["reports"] for row in lines_of(ran))
    assert (
        "--reports has no place in csv"
        in told(run("who", "says-about", "NOR", "NOR", "--reports", "--format", "csv"))[0]
    )


@pytest.mark.parametrize("command", ["events", "quotes"])
def test_every_form_tells_the_same(place: str, command: str) -> None:
    as_lines = lines_of(run(command, "--record", place, "--format", "jsonl", "--reports"))
    assert json.loads(run(command, "--record", place, "--format", "json", "--reports").stdout) == as_lines
    as_rows = list(csv.DictReader(io.StringIO(run(command, "--record", place, "--format", "csv").stdout.decode())))
    assert [row["id"] for row in as_rows] == [row["id"] for row in as_lines]
    assert [int(row["n_reports"]) for row in as_rows] == [row["n_reports"] for row in as_lines]
    assert all(len({r["article_key"] for r in row["reports"]}) == row["n_reports"] for row in as_lines)
    assert run(command, "--record", place, "--format", "json", "--search", "zebra").stdout == b"[]\n"
    none = run(command, "--record", place, "--format", "csv", "--search", "zebra").stdout.decode()
    assert none.splitlines() == [",".join(as_rows[0])]  # the names of the columns, and no row


def test_whom_reports_name_has_a_name_in_the_entry(place: str) -> None:
    with Record.open(place, readonly=True) as record:
        quote = next(quote for quote in record.quotes(reports=True) if quote.speaker == "NOR/elin-dahl")
        differ = (Disagreement(field="speaker", told=(("PER", 1), ("NOR", 1))),)
        bare = dataclasses.replace(quote, speaker=None, disagreements=differ)
        names = names_of(record, [bare])
    assert {names[name] for name in ("NOR/elin-dahl", "NOR", "PER")} == {"Elin Dahl", "Norway", "Peru"}


def test_an_entry_fits_into_80_columns(place: str) -> None:
    for row in lines_of(run("events", "--record", place, "--format", "jsonl")):
        told = run("entry", row["id"], "--record", place).stdout.decode().splitlines()
        assert all(len(line) <= 80 and line == line.rstrip() for line in told if "sha256:" not in line)


def test_an_entry_with_all_that_stands_behind_it(place: str) -> None:
    (row,) = lines_of(run("events", "--actor", "Norway", "--recipient", "Peru", "--record", place, "--format", "jsonl"))
    shown = run("entry", row["id"][:10], "--record", place).stdout.decode()
    assert "3 REPORTS" in shown
    assert "“recalled its ambassador”" in shown
    assert "HISTORY" in shown
    assert not [line for line in shown.splitlines() if line != line.rstrip() or len(line) > 80]
    whole = json.loads(run("entry", row["id"], "--record", place, "--format", "json").stdout)
    assert len(whole["reports"]) == 3
    assert whole["history"][0]["what"] == "added"


def test_verify_doctor_and_backup(place: str, tmp_path: Path) -> None:
    verified = run("verify", "--record", place)
    assert verified.returncode == 0
    assert verified.stdout.decode().count("all well") == 12
    examined = run("doctor", "--record", place)
    assert examined.returncode == 0, examined.stdout.decode()
    assert b"WRONG" not in examined.stdout
    target = str(tmp_path / "copy.db")
    assert run("backup", target, "--record", place).returncode == 0
    assert run("verify", "--record", target).returncode == 0
    assert run("doctor", "--mend", "--record", target).returncode == 0


@pytest.mark.parametrize(
    "words",
    ["verify", "review import {lines}", "review import {lines} --format label-studio", "failures", "doctor --mend"],
)
@pytest.mark.parametrize("content", [None, b""])
def test_a_record_that_is_not_there_is_not_made(tmp_path: Path, words: str, content: bytes | None) -> None:
    where, lines = tmp_path / "typo.db", tmp_path / "verdicts.jsonl"
    lines.write_text("[]\n")
    if content is not None:
        where.write_bytes(content)
    ran = run(*words.format(lines=lines).split(), "--record", str(where))
    assert ran.returncode == 2
    (line,) = told(ran)
    assert f"{where}: there is no record; make one with: onrecord add" in line
    assert (where.read_bytes() if where.exists() else None) == content


def test_verify_changes_nothing_and_says_what_it_leaves_out(place: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy), "--record", place).returncode == 0
    with Record.open(copy) as record, record.engine.writing():  # as if another version had merged it
        record.engine.run("UPDATE onrecord_meta SET value = 'other' WHERE name = 'matching'")
        before = record.counts()
    assert run("verify", "--record", str(copy)).returncode == 0
    with Record.open(copy, readonly=True) as record:
        (told_value,) = record.engine.run("SELECT value FROM onrecord_meta WHERE name = 'matching'")
        assert (told_value, record.counts()) == (("other",), before)
    shown = run("verify", "--read-only", "--record", place).stdout.decode()
    assert "words are indexed: not checked, --read-only was given" in shown
    assert shown.count("all well") == 11


def test_failures_are_told_kept_and_forgotten(tmp_path: Path) -> None:
    where, lines = str(tmp_path / "onrecord.db"), tmp_path / "r.jsonl"
    lines.write_text(json.dumps(ROWS[0]) + "\n{}\n")
    ran = run("add", str(lines), str(tmp_path / "none"), "--record", where, "--finder", "rules")
    assert ran.returncode == 1
    assert "onrecord: 3 articles: 1 added, 2 failed (onrecord failures)" in told(ran)
    rows = lines_of(run("failures", "--record", where, "--format", "jsonl"))
    assert ["no such file or folder" in row["reason"] for row in rows] == [True, False]
    assert "id is missing; text is missing" in rows[1]["reason"]
    assert run("failures", "--record", where).stdout.decode().startswith("2 failures\n")
    lines.write_text(json.dumps(ROWS[0]) + "\n" + json.dumps(ROWS[1] | {"id": 2}) + "\n")
    (tmp_path / "none").write_text("Norway recalled its ambassador to Peru.")
    assert run("add", str(lines), str(tmp_path / "none"), "--record", where, "--finder", "rules").returncode == 0
    assert run("failures", "--record", where, "--format", "csv").stdout.decode() == "source,id,reason,at\n"


BAD: tuple[tuple[tuple[str, ...], str], ...] = (
    (("events", "--actor", "Elin Dall"), "nobody on record is called 'Elin Dall'; the nearest names: Elin Dahl"),
    (("events", "--actor", "Norwey"), "nobody on record is called 'Norwey'; the nearest names: Norway"),
    (("events", "--actor", "Albany"), "nobody on record is called 'Albany' "),
    (("ties", "NATO", "Norway"), "nobody on record is called 'NATO' "),
    (("events", "--from", "May"), "May is not a day; give it as YYYY-MM-DD"),
    (("quotes", "--until", "2024-02-31"), "2024-02-31 is not a day"),
    (("events", "--from", "2024-05-02", "--until", "2024-05-01"), "the days are the wrong way round"),
    (("events", "--type", "AID", "--mode", "arrest"), "'arrest' is no mode of AID: it has none"),
    (("events", "--mode", "foo"), "'foo' is no mode of any type; use one of abduct, access, aerial, "),
    (("quotes", "--search", "!!"), "holds no word to search for"),
    (("entry", "e123"), "e123: no such entry is on record; of an id 6 letters are needed"),
    (("events", "--as-of", "yesterday"), "yesterday is not a day"),
)


@pytest.mark.parametrize(("words", "expected"), BAD, ids=lambda one: " ".join(one) if isinstance(one, tuple) else "")
def test_wrong_questions_get_one_clear_line(place: str, words: tuple[str, ...], expected: str) -> None:
    ran = run(*words, "--record", place)
    assert ran.returncode == 2
    (line,) = told(ran)
    assert expected in line + " "


def test_a_csv_without_the_needed_column(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("headline,body\na,b\n")
    ran = run("add", str(tmp_path / "t.csv"), "--record", str(tmp_path / "o.db"), "--finder", "rules")
    assert ran.returncode == 1
    assert "the column text is missing (found: headline, body)" in told(ran)[0]


@pytest.mark.parametrize("content", [b"PAR1 and no table", b""])
def test_a_parquet_file_that_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.parquet").write_bytes(content)
    ran = run("add", str(tmp_path / "t.parquet"), "--record", str(tmp_path / "o.db"), "--finder", "rules")
    assert ran.returncode == 1
    assert "not a Parquet file that can be read" in told(ran)[0]


def test_no_record_and_no_database(tmp_path: Path) -> None:
    (line,) = told(run("events", "--record", str(tmp_path / "none.db")))
    assert "there is no record; make one with: onrecord add" in line
    (tmp_path / "t.db").write_text("no database " * 100)
    (line,) = told(run("add", "-", "--record", str(tmp_path / "t.db"), stdin=b"Snow fell."))
    assert "is not a SQLite database" in line


def test_ctrl_c_keeps_what_was_read(tmp_path: Path) -> None:
    where = str(tmp_path / "onrecord.db")
    program = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "add", "-", "--input", "jsonl", "--record", where, "--finder", "rules"],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert program.stdin is not None
    for number in range(COMMIT_ARTICLES + 8):
        program.stdin.write(
            json.dumps(ROWS[0] | {"text": f"{ROWS[0]['text']} It was report {number}."}).encode() + b"\n"
        )
    program.stdin.flush()
    for _ in range(600):
        if _kept(where) >= COMMIT_ARTICLES:
            break
        time.sleep(0.1)
    program.send_signal(signal.SIGINT)
    try:
        program.wait(timeout=20)
    except subprocess.TimeoutExpired:  # it came where Python drops it, in a finalizer; a person presses again
        program.send_signal(signal.SIGINT)
    _, errors = program.communicate(timeout=60)
    assert program.returncode == 130
    assert b"Traceback" not in errors
    assert f"{COMMIT_ARTICLES} articles: {COMMIT_ARTICLES} added" in errors.decode()
    with Record.open(where, readonly=True) as record:
        assert record.counts()["article"] == COMMIT_ARTICLES  # the last eight waited for a full batch
        assert record.count(EventFilter()) >= 1


def _kept(where: str) -> int:
    try:
        with Record.open(where, readonly=True) as record:
            return record.counts()["article"]
    except StoreError:
        return 0
