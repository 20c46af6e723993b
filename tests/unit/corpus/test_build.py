"""Compiled lines: offsets, who asserts, who speaks, pieces joined."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import build
from corpus.build import Row, to_row
from tests.unit.corpus.writing import STORY, sentence, story


def frames(line: str) -> tuple[dict[str, Row], str]:
    document, parsed, _ = sentence(line)
    row = to_row(document, parsed)
    return {frame["id"]: frame for frame in row["frames"]}, row["text"]


def test_offsets_are_those_of_the_bare_text() -> None:
    document, parsed, _ = story(
        "A [“tidy”](scare) title\n\n[Togo](@TGO e1.who) [freed](e1=RETREAT/release) "
        "[Ana Li](@ana:p:CHN:CVL e1.whom) [yesterday](t=-1 e1.when).\n\n%advertisement|Buy\n\n[She](@ana) left."
    )
    row = json.loads(json.dumps(to_row(document, parsed)))
    text = row["text"]
    assert text == "A “tidy” title\n\nTogo freed Ana Li yesterday.\n\nShe left."
    (event,) = row["frames"]
    assert [text[slice(*span)] for span in event["anchor"]] == ["freed"]
    assert {role: [text[slice(*span)] for span in spans] for role, spans in event["roles"].items()} == {
        "actor": ["Togo"],
        "recipient": ["Ana Li"],
        "time": ["yesterday"],
    }
    assert event["parties"] == {"actor": ["TGO"], "recipient": ["ana"]}
    (ana,) = [actor for actor in row["actors"] if actor["id"] == "ana"]
    assert (ana["kind"], ana["country"], ana["sectors"]) == ("person", "CHN", ["CVL"])
    assert [text[slice(*span)] for span in ana["mentions"]] == ["Ana Li", "She"]
    start = text.index("yesterday")
    assert row["times"] == [{"start": start, "end": start + 9, "first_on": "2024-03-13", "last_on": "2024-03-13"}]
    assert row["regions"] == [{"start": 2, "end": 8, "kind": "scare"}]
    assert row["debris"] == [{"why": "advertisement", "text": "Buy", "after": 2}]
    assert row["contexts"] == ["diplomatic"]


def test_the_innermost_quotation_asserts() -> None:
    found, _ = frames(
        "[Ana](@ana:p:TGO:- q1.who) [says](q1) [[Bo](@bo:p:TGO:- q2.who) [knows](q2) "
        "[[Togo](@TGO e1.who) [fired](e1=ASSAULT)](q2.say) and [Benin](@BEN e2.who) [fled](e2=RETREAT/withdraw)](q1.say); "
        "[Chad](@TCD e3.who) [watched](e3=MOBILIZE)."
    )
    assert [found[name]["asserted_by"] for name in ("e1", "e2", "e3")] == ["q2", "q1", None]
    assert (found["q1"]["inside"], found["q2"]["inside"]) == (None, "q1")


def test_labels_overrule_nesting() -> None:
    found, _ = frames(
        "[“[We](@TGO e1.who) [apologise](e1=CONCEDE^null),”](q1.say) [Togo](@TGO q1.who e2.who) [said](q1); it is "
        "said to have [fired](e2=ASSAULT^unnamed)."
    )
    assert (found["e1"]["asserted_by"], found["e2"]["asserted_by"]) == (None, "unnamed")


def test_a_cue_without_a_speaker_asserts_unnamed() -> None:
    found, _ = frames("[[Togo](@TGO e1.who)](q1.say) [reportedly](q1) [[left](e1=RETREAT/withdraw)](q1.say).")
    assert found["e1"]["asserted_by"] == "unnamed"


def test_the_speaker_of_a_free_standing_quotation() -> None:
    found, _ = frames("[“Not one cent.”](q1.say=ana) [Ana](@ana:p:TGO:-) left.")
    assert found["q1"]["anchor"] == []
    assert found["q1"]["parties"] == {"speaker": ["ana"]}


def test_pieces_parted_by_a_blank_are_one() -> None:
    found, text = frames(
        "[Ana](@ana:p:TGO:- q1.who) [said](q1) [that it](q1.say) [would end](q1.say), [“soon,”](q1.say) or [never](q1.say)."
    )
    assert [text[slice(*span)] for span in found["q1"]["roles"]["content"]] == ["that it would end", "“soon,”", "never"]


def test_an_anchor_in_pieces() -> None:
    found, text = frames("[Togo](@TGO e1.who) [called](e1=REJECT/meet) the talks [off](e1).")
    assert [text[slice(*span)] for span in found["e1"]["anchor"]] == ["called", "off"]


def test_a_further_telling_is_no_second_event() -> None:
    found, text = frames(
        "[Togo](@TGO e1.who) [recalls](e1~) man; [Togo](@TGO) [called](e1=REJECT/meet) talks off. The [snub](e1~) hurt."
    )
    assert list(found) == ["e1"]
    assert [text[slice(*span)] for span in found["e1"]["retold"]] == ["recalls", "snub"]
    assert [text[slice(*span)] for span in found["e1"]["anchor"]] == ["called"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[Togo](@TGO e1.who) and [Benin](@BEN e1.who) [met](e1=CONSULT).", True),
        ("[The two](@TGO @BEN e1.who) [met](e1=CONSULT).", True),
        ("[Togo](@TGO e1.who) [met](e1=CONSULT) [Benin](@BEN e1.whom).", False),
        ("[Togo](@TGO e1.who) and [Benin](@BEN e1.who) [demanded](e1=REQUEST/change) reform.", False),
    ],
)
def test_reciprocal(line: str, expected: bool) -> None:
    assert frames(line)[0]["e1"]["reciprocal"] is expected


def test_polarity_and_modality_of_a_cue() -> None:
    found, _ = frames(
        "[Ana](@ana:p:TGO:- q1.who q2.who q3.who) [denied](q1!denied) [it](q1.say), [kept silent on](q2!refused) "
        "[that](q2.say), [will say](q3!future) [more](q3.say)."
    )
    assert [(found[name]["polarity"], found[name]["modality"]) for name in ("q1", "q2", "q3")] == [
        ("denied", "actual"),
        ("refused", "actual"),
        ("affirmed", "future"),
    ]


def test_command(tmp_path: Path) -> None:
    path, output = tmp_path / "story.txt", tmp_path / "out.jsonl"
    path.write_text(STORY + "A title\n\nText.\n", encoding="utf-8")
    assert build.main([str(path), "--without-text", "--output", str(output)]) == 0
    (row,) = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert "text" not in row
    assert len(row["sha256"]) == 64
    path.write_text(STORY + "A [title\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="never closed"):
        build.main([str(path)])
