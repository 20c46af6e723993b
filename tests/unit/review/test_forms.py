"""Cases out and back: JSON lines, Label Studio, brat; each gives the verdicts that a person made there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.entries import Verdict
from onrecord.errors import ArticleError
from onrecord.record import EventFilter, Record
from onrecord.review import (
    Case,
    amend,
    draw,
    load_case,
    read_brat,
    read_lines,
    read_tasks,
    to_line,
    to_task,
    write_brat,
)
from onrecord.text import to_utf16_offset
from tests import hostile


@pytest.fixture
def cases(record: Record) -> list[Case]:
    return [load_case(record, name) for kind in ("event", "quote") for name in draw(record, kind, 12, 1)]


def _verdicts(found: Any) -> list[Verdict]:
    told = list(found)
    assert all(isinstance(one, Verdict) for one in told), [str(one) for one in told if isinstance(one, ArticleError)][
        :3
    ]
    return told


def test_lines_out_and_back_lose_nothing(record: Record, cases: list[Case], tmp_path: Path) -> None:
    whats = ("accepted", "rejected", "corrected")
    for number, case in enumerate(cases):
        what = whats[number % 3]
        after: dict[str, Any] = {}
        if what == "corrected":
            after = {"modality": "negated"} if case.kind == "event" else {"polarity": "denied"}
            after = {name: value for name, value in after.items() if case.told.to_dict()[name] != value}
        if what != "corrected" or after:
            record.judge([case.judged(what, "Ada", reason="so", after=after)])
    lines = [json.dumps(to_line(load_case(record, case.report.id))) for case in cases]
    other = tmp_path / "other.db"
    record.back_up(other)
    verdicts = _verdicts(read_lines(record, lines, None))
    assert record.judge(verdicts) == 0
    for line in map(json.loads, lines):
        for span in line["told"].get("anchor", line["told"].get("content")):
            assert line["article"]["text"][span["start"] : span["end"]] == span["text"]
        for verdict in line["verdicts"]:
            if verdict["what"] == "corrected":
                assert verdict["corrected"] == {**line["told"], **verdict["after"]}


def _annotated(case: Case, results: list[dict[str, Any]]) -> dict[str, Any]:
    return {**to_task(case), "annotations": [{"completed_by": {"email": "ada@example.org"}, "result": results}]}


def test_label_studio_out_and_back(record: Record, cases: list[Case]) -> None:
    def choice(value: str) -> dict[str, Any]:
        return {"from_name": "verdict", "to_name": "text", "type": "choices", "value": {"choices": [value]}}

    same = [_annotated(case, [choice("right"), *to_task(case)["predictions"][0]["result"]]) for case in cases]
    assert {one.what for one in _verdicts(read_tasks(record, same, None))} == {"accepted"}
    wrong = [
        _annotated(case, [choice("wrong"), {"from_name": "reason", "type": "textarea", "value": {"text": ["no"]}}])
        for case in cases
    ]
    told = _verdicts(read_tasks(record, wrong, None))
    assert {(one.what, one.by, one.reason) for one in told} == {("rejected", "ada@example.org", "no")}
    for case in cases:
        results = to_task(case)["predictions"][0]["result"]
        region = next(one for one in results if one["value"].get("labels") in (["Act"], ["Content"]))
        words = region["value"]["text"]
        if len(words) < 3:
            continue
        region["value"]["end"] -= 1
        (verdict,) = _verdicts(read_tasks(record, [_annotated(case, results)], None))
        assert verdict.what == "corrected"
        fact = amend(case.reading, case.told, verdict.after)
        pieces = getattr(fact, "anchor", ()) or getattr(fact, "content", ())
        assert words[:-1] in {piece.text for piece in pieces}


def test_label_studio_counts_as_browsers_do(record: Record, cases: list[Case]) -> None:
    case = cases[0]
    region = to_task(case)["predictions"][0]["result"][0]["value"]
    units = case.text.encode("utf-16-le")
    assert units[2 * region["start"] : 2 * region["end"]].decode("utf-16-le") == region["text"]
    assert to_utf16_offset("🗞 a", 2) == 3


def test_brat_out_and_back(record: Record, cases: list[Case]) -> None:
    ordered = sorted(cases, key=lambda case: (case.report.article_key or "", case.report.id))
    files = dict(write_brat(ordered))
    annotated = {name: text for name, text in files.items() if name.endswith(".ann")}
    for name, text in annotated.items():
        words = files[name.replace(".ann", ".txt")]
        for line in text.splitlines():
            if line.startswith("T"):
                _, places, said = line.split("\t")
                found = " ".join(
                    words[int(start) : int(end)]
                    for start, end in (one.split() for one in places.split(" ", 1)[1].split(";"))
                )
                assert found == said
        assert {one.what for one in _verdicts(read_brat(record, text, text, "Ada"))} == {"accepted"}
    name, text = next((name, text) for name, text in annotated.items() if "Modality" in text)
    moved = text.replace(" actual\n", " negated\n").replace(" future\n", " negated\n")
    assert "corrected" in {one.what for one in _verdicts(read_brat(record, text, moved, "Ada"))}
    gone = "\n".join(line for line in text.splitlines() if not line.startswith(("E1\t", "A1\t", "#1\t")))
    assert "rejected" in {one.what for one in _verdicts(read_brat(record, text, gone, "Ada"))}
    added = text + "T99\tSpan 0 3\txxx\nE99\tASSAULT:T99\n"
    assert any(
        isinstance(one, ArticleError) and "passed over" in str(one) for one in read_brat(record, text, added, "Ada")
    )


WRONG = [
    "{",
    "[]",
    "5",
    "{}",
    '{"report": "e1"}',
    '{"report": 5, "verdicts": [{}]}',
    '{"report": "REPORT", "verdicts": 5}',
    '{"report": "REPORT", "verdicts": [{"what": "accepted"}]}',
    '{"report": "REPORT", "verdicts": [{"what": "liked", "by": "Ada"}]}',
    '{"report": "REPORT", "verdicts": [{"what": "corrected", "by": "Ada", "after": {"anchor": 5}}]}',
    '{"report": "REPORT", "verdicts": [{"what": "corrected", "by": "Ada", "after": {"anchor": [{"start": 0, "end": 9999999}]}}]}',
]


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_line_is_an_error_of_its_own(record: Record, cases: list[Case], line: str) -> None:
    good = json.dumps({"report": cases[0].report.id, "verdicts": [{"what": "accepted", "by": "Ada"}]})
    found = list(read_lines(record, [line.replace("REPORT", cases[0].report.id), good], None))
    assert isinstance(found[0], ArticleError)
    assert "\n" not in str(found[0])
    assert isinstance(found[-1], Verdict)


@pytest.mark.parametrize("form", ["jsonl", "label-studio", "brat"])
def test_the_command_carries_cases_out_and_verdicts_back(record_path: Path, tmp_path: Path, form: str) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-m",
            "onrecord",
            "review",
            *arguments,
            "--record",
            str(record_path),
            "--format",
            form,
        ]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    out = tmp_path / "out"
    given = run("export", "--waiting", "--limit", "5", "-o", str(out))
    assert given.returncode == 0, given.stderr
    assert "5 cases written" in given.stderr
    if form == "label-studio":
        tasks = json.loads(out.read_text())
        verdict = {"from_name": "verdict", "value": {"choices": ["right"]}}
        for task in tasks:
            task["annotations"] = [{"result": [verdict, *task["predictions"][0]["result"]]}]
        out.write_text(json.dumps(tasks))
    elif form == "jsonl":
        rows = [json.loads(line) | {"verdicts": [{"what": "accepted"}]} for line in out.read_text().splitlines()]
        out.write_text("".join(json.dumps(row) + "\n" for row in rows))
    taken = run("import", str(out), "--by", "Ada")
    assert taken.returncode == 0, taken.stderr
    assert "5 taken, 0 known, 0 failed" in taken.stderr
    again = run("import", str(out), "--by", "Ada")
    assert "0 taken, 5 known, 0 failed" in again.stderr
    with Record.open(record_path, readonly=True) as record:
        assert {one.by for one in record.verdicts()} == {"Ada"}
        assert next(record.events(EventFilter(origin="read")))


def test_audit_tells_the_result(record_path: Path) -> None:
    with Record.open(record_path) as record:
        names = draw(record, "event", 8, 1)
        record.judge([load_case(record, name).judged("accepted", "Ada", audit="event-8-1") for name in names[:6]])
    ran = subprocess.run(
        [sys.executable, "-m", "onrecord", "audit", "--record", str(record_path), "--sample", "8", "--format", "json"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    told = json.loads(ran.stdout)
    assert (told["sample"], told["cases"], told["precision"]["right"]) == (8, 6, 6)
    assert told["precision"]["interval"][0] == pytest.approx(0.6097, abs=1e-3)


@pytest.mark.parametrize("dyad", [("Chile", "Portugal"), ("chile", "PORTUGAL")])
def test_a_pair_is_found_however_it_is_written(record_path: Path, tmp_path: Path, dyad: tuple[str, str]) -> None:
    found = []
    for number, pair in enumerate((("CHL", "PRT"), dyad)):
        out = tmp_path / f"{number}.jsonl"
        command = [
            sys.executable,
            "-m",
            "onrecord",
            "review",
            "export",
            "--record",
            str(record_path),
            "-o",
            str(out),
        ]
        subprocess.run([*command, "--dyad", *pair], check=True, capture_output=True, timeout=60)
        found.append([json.loads(line)["report"] for line in out.read_text(encoding="utf-8").splitlines()])
    assert found[0] == found[1]
    assert found[0]


def test_hostile_words_go_out_and_back_in_every_form(tmp_path: Path) -> None:
    """Words that look like lines, labels or offsets of the form stay words: what comes back unchanged is accepted, all of it."""
    with Record.open(hostile.fill(tmp_path / "hostile.db")) as opened:
        found = [load_case(opened, entry.id) for entry in (*opened.events(), *opened.quotes())]
        found.sort(key=lambda case: (case.report.article_key or "", case.report.id))
        told: list[Verdict] = []
        for name, text in write_brat(found):
            if name.endswith(".ann"):
                told += _verdicts(read_brat(opened, text, text, "Ada"))
        assert (len(told), {one.what for one in told}) == (len(found), {"accepted"})
        right = {"from_name": "verdict", "to_name": "text", "type": "choices", "value": {"choices": ["right"]}}
        tasks = [_annotated(case, [right, *to_task(case)["predictions"][0]["result"]]) for case in found]
        told = _verdicts(read_tasks(opened, json.loads(json.dumps(tasks)), None))
        assert (len(told), {one.what for one in told}) == (len(found), {"accepted"})


def test_a_line_that_is_no_case_says_what_it_lacks(record: Record) -> None:
    (error,) = read_lines(record, ['{"x": 1}'], None)
    assert str(error) == "line 1: not a case: report is missing"
