"""`onrecord relate`, as a program: what it takes, what it refuses, and where its answers go."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord import ontology
from onrecord.ontology import Profile
from tests.unit.cli.test_read import lines_of, run, told

KEYS = ["id", "type", "mode", "cameo", "quad", "modality", "probs"]


def pair(name: str | int, text: str, actor: str | None, recipient: str | None, **more: Any) -> dict[str, Any]:
    """A line of input; each party is told by its words."""

    def place(words: str | None) -> dict[str, int] | None:
        return None if words is None else {"start": text.index(words), "end": text.index(words) + len(words)}

    return {"id": name, "text": text, "actor": place(actor), "recipient": place(recipient), **more}


CONDEMNED = pair("r1", "Kenya on Tuesday condemned Norway over the shooting of two fishermen.", "Kenya", "Norway")
FREED = pair("r2", "Rebels freed two Danish nurses on Friday.", "Rebels", "two Danish nurses")
TURNED = {**CONDEMNED, "id": 3, "actor": CONDEMNED["recipient"], "recipient": CONDEMNED["actor"]}
BOMBED = pair(
    "r4", "Twelve Somali civilians were killed when a car bomb exploded in a market.", None, "Twelve Somali civilians"
)


def given(*rows: dict[str, Any] | str) -> bytes:
    """Lines of input; text stands as it is."""
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows).encode()


def test_one_line_comes_for_each_in_order() -> None:
    ran = run("relate", "-", stdin=given(CONDEMNED, FREED, TURNED))
    assert (ran.returncode, told(ran)) == (0, ["onrecord: 3 lines: 3 answered, 0 failed"])
    first, second, turned = lines_of(ran)
    assert [row["id"] for row in (first, second, turned)] == ["r1", "r2", 3]
    assert list(first) == KEYS
    assert (first["type"], first["mode"], first["quad"], first["modality"]) == ("ACCUSE", "disapprove", 3, "actual")
    assert first["cameo"] == ontology.cameo_code("ACCUSE", "disapprove")
    assert second["type"] in ("CONCEDE", "RETREAT")
    assert (turned["type"], turned["mode"], turned["cameo"], turned["quad"], turned["modality"]) == (None,) * 5
    assert turned["unresolved"] == "no relation from the one to the other is told"
    for row in (first, second, turned):
        probs = list(row["probs"].values())
        assert probs == sorted(probs, reverse=True)
        assert sum(probs) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    ("profile", "first", "second", "labels"),
    [
        ("plover-2024", "ACCUSE", {"CONCEDE", "RETREAT"}, {*ontology.TYPES, "none"}),
        ("plv-2023", "ACCUSE", {"YIELD"}, {*ontology.TYPES, "YIELD"} - {"CONCEDE", "RETREAT"}),
        ("cameo", ontology.cameo_code("ACCUSE", "disapprove"), None, {*ontology.TYPES, "none"}),
    ],
)
def test_labels_are_those_of_the_profile(
    profile: Profile, first: str, second: set[str] | None, labels: set[str]
) -> None:
    one, other = lines_of(run("relate", "-", "--profile", profile, stdin=given(CONDEMNED, FREED)))
    assert one["type"] == first
    assert other["type"] == other["cameo"] if second is None else other["type"] in second
    assert set(one["probs"]) <= labels
    assert ("YIELD" in one["probs"]) == (profile == "plv-2023")


def test_a_party_that_the_text_does_not_name_is_null() -> None:
    (row,) = lines_of(run("relate", "-", "--profile", "plv-2023", stdin=given(BOMBED)))
    assert row["type"] == "ASSAULT"


BAD = [
    ("{not json", "not JSON"),
    ("[]", "not a JSON object"),
    ({"id": "x", "text": "Snow fell."}, "actor is missing"),
    ({**CONDEMNED, "text": 5}, "text"),
    ({**CONDEMNED, "actor": {"start": 0}}, "actor.end"),
    ({**CONDEMNED, "actor": {"start": "0", "end": 5}}, "actor.start"),
    ({**CONDEMNED, "actor": {"start": 5, "end": 0}}, "there are no words at 5..0"),
    ({**CONDEMNED, "actor": {"start": -5, "end": 2}}, "there are no words at -5..2"),
    ({**CONDEMNED, "recipient": {"start": 3, "end": 900}}, "there are no words at 3..900"),
    ({**CONDEMNED, "actor": None, "recipient": None}, "neither actor nor recipient is a part of the text"),
    ({**CONDEMNED, "text": "   "}, "holds no words"),
]


def test_a_bad_line_is_told_in_its_place_and_stops_nothing() -> None:
    rows = [row for row, _ in BAD]
    ran = run("relate", "-", stdin=given(CONDEMNED, "", *rows, FREED))
    assert (ran.returncode, len(told(ran))) == (1, 1)
    first, *bad, last = lines_of(ran)
    assert (first["type"], last["id"]) == ("ACCUSE", "r2")
    assert "error" not in last
    for row, (_, words) in zip(bad, BAD, strict=True):
        assert list(row) == ["id", "error"]
        assert words in row["error"]
        assert row["error"].startswith("line ")


def test_a_file_goes_into_a_file(tmp_path: Path) -> None:
    place, target = tmp_path / "pairs.jsonl", tmp_path / "told.jsonl"
    place.write_bytes(given(CONDEMNED, {**FREED, "more": 1, "published_on": "2024-05-03"}))
    ran = run("relate", str(place), "-o", str(target), "--threads", "2")
    assert (ran.returncode, ran.stdout, told(ran)) == (0, b"", ["onrecord: 2 lines: 2 answered, 0 failed"])
    assert target.read_bytes() == run("relate", str(place)).stdout


def test_nothing_in_is_nothing_out(tmp_path: Path) -> None:
    target = tmp_path / "told.jsonl"
    assert run("relate", "-", "-o", str(target), stdin=b"").returncode == 0
    assert target.read_bytes() == b""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("relate",), "Missing argument 'PATH|-'"),
        (("relate", "-", "--profile", "weis"), "'weis' is not one of 'plover-2024'"),
        (("relate", "-", "--threads", "0"), "0 is not in the range"),
        (("relate", "nowhere.jsonl"), "nowhere.jsonl cannot be opened"),
        (("relate", "-", "--weights", "nowhere"), "nowhere"),
        (("relate", "-", "-o", "/nowhere/told.jsonl"), "/nowhere/told.jsonl cannot be written"),
    ],
)
def test_wrong_use_is_one_line(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    ran = run(*words, stdin=given(CONDEMNED), cwd=tmp_path)
    (line,) = told(ran)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert line.startswith("onrecord: ")
    assert said in line


def test_offsets_are_code_points() -> None:
    text = "🕊 Kenya on Tuesday condemned Norway over the shooting of two fishermen."
    (row,) = lines_of(run("relate", "-", stdin=given(pair("r", text, "Kenya", "Norway"))))
    assert row["type"] == "ACCUSE"


def test_a_malformed_day_is_told() -> None:
    done = run("relate", "-", stdin=given({**CONDEMNED, "published_on": "soon"}))
    assert done.returncode == 1
    assert "soon is not a day" in lines_of(done)[0]["error"]


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)
    assert "onrecord" in done.stdout
