"""What the checker refuses, each by a text that has nothing else wrong with it; and what it only notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import check as checker
from tests.unit.corpus.writing import STORY, sentence, story, wrong

GOOD = (
    "[Togo](@TGO q1.who e1.who) [accused](q1 e1=ACCUSE/allege) [[Benin](@BEN e1.whom e2.who) of "
    "[shelling](e2=ASSAULT/heavy-weapons) [a market](@_:g:TGO:CVL e2.whom) on [Monday](t=mon- e2.when)](q1.say)."
)


def test_a_good_sentence_passes() -> None:
    assert sentence(GOOD)[2] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("ACCUSE/allege", "ACUSE/allege", "event type 'ACUSE' is not one of"),
        ("ACCUSE/allege", "ACCUSE/expel", "mode 'expel' is not one of ACCUSE"),
        ("heavy-weapons)", "heavy-weapons!maybe)", "modality 'maybe' is not one of"),
        ("heavy-weapons)", "heavy-weapons^q9)", "there is no quotation q9"),
        ("(@TGO q1.who", "(@TOG q1.who", "'TOG' is no ISO alpha-3 code"),
        ("(@TGO q1.who", "(@IGO q1.who", "is a kind of body"),
        ("@_:g:TGO:CVL", "@_:g:TGO:CIV", "sector 'CIV' is not one of"),
        ("@_:g:TGO:CVL", "@_:x:TGO:CVL", "kind 'x' is not one of p (person)"),
        ("@_:g:TGO:CVL", "@market", "@market is not declared"),
        ("@_:g:TGO:CVL e2.whom", "e2.whom", "the words of e2.whom are no mention"),
        ("q1.who", "q2.who", "q2 has no content"),
        ("(q1.say)", "(q1.content)", "the roles of a quotation are who, say"),
        ("e2.whom", "e2.to", "the roles of an event are who, whom"),
        ("e2.whom", "e3.whom", "e3, which has no anchor"),
        ("e2.when", "e4", "nothing begins with `e4=TYPE`"),
        ("(q1 e1", "(q1!perhaps e1", "`!perhaps` is not one of"),
        ("t=mon-", "t=tue-", "2024-03-12 is a Tuesday"),
        ("t=mon-", "t=2024-02-31", "no day of the calendar"),
    ],
)
def test_one_slip_is_refused(old: str, new: str, told: str) -> None:
    assert old in GOOD
    found = wrong(sentence(GOOD.replace(old, new, 1))[2])
    assert any(told in what for what in found), found


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[Togo](@TGO e1.who) [imposed sanctions](e1=SANCTION/discontinue).", "SANCTION needs a recipient"),
        ("[Togo](@TGO e1.who) [gave](e1=AID) rice.", "AID needs a recipient"),
        ("[Sanctions](e1=SANCTION/discontinue) came.", "e1 has no party"),
        (
            "[Togo](@TGO e1.who) will [visit](e1=CONSULT/visit!future) [Benin](@BEN e1.whom).",
            "CONSULT in the future is AGREE",
        ),
        ("[Togo](@TGO q1.who) [spoke](q1).", "q1 has no content"),
        ("[“No.”](q1.say)", "q1 has neither cue nor speaker"),
        ("[“No.”](q1.say=ana)", "there is no actor @ana"),
        ("[Togo](@TGO q1.who=x) [says](q1) [no](q1.say)", "only `.say=id`"),
        ("[Ana](@ana:p:TGO:-) and [Ana](@ana:p:TGO:-) met.", "declared twice"),
        ("[Togo](@TGO e1.who) [left](e1=RETREAT/withdraw) and [went](e1=RETREAT/withdraw).", "e1 is begun twice"),
        ("Jose\u0301 left.", "not as onrecord keeps it"),
    ],
)
def test_refused(line: str, told: str) -> None:
    found = wrong(sentence(line)[2])
    assert any(told in what for what in found), found


@pytest.mark.parametrize(
    "line",
    [
        "The “killer” jibe.",
        "“[No](q1.say=TGO),” [Togo](@TGO) let it be known.",
        "[Togo](@TGO q1.who) [called](q1) it “[a sham](q1.say)”.",
        "He read 'The Long Corridor' twice.",
    ],
)
def test_quotation_marks_must_be_accounted_for(line: str) -> None:
    (what,) = wrong(sentence(line)[2])
    assert "stand outside any say, scare, title or nick mark" in what


@pytest.mark.parametrize(
    "line",
    [
        "The [“killer”](scare) jibe.",
        "[“No,”](q1.say=TGO) [Togo](@TGO) let it be known.",
        "He read ['The Long Corridor'](title) twice, the strikers' favourite.",
        "[Togo](@TGO e1.who) and [Benin](@BEN e1.who) [traded](e1=COOPERATE).",
        "[The two](@TGO @BEN e1.who) [traded](e1=COOPERATE).",
    ],
)
def test_what_passes(line: str) -> None:
    assert wrong(sentence(line)[2]) == []


def test_a_mark_is_told_by_line_and_column() -> None:
    body = "A title\n\nFirst.\n\n[Ana](@ana:p:TGO:-) read the “killer” line.\n"
    (problem,) = story(body)[2]
    assert (problem.line, problem.column) == (12, body.split("\n")[4].index("“") + 1)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("outlet: agency", "outlet: wire", "outlet 'wire' is not one of"),
        ("topic: states", "topic: war", "topic 'war' is not one of"),
        ("contexts: diplomatic", "contexts: diplomacy", "context 'diplomacy' is not one of"),
        ("fiction: invented; CC0\n", "", "the head lacks `fiction:`"),
        ("style: A\n", "", "the head lacks `style:`"),
    ],
)
def test_heads(old: str, new: str, told: str) -> None:
    (what,) = wrong(story("A title\n\nText.", STORY.replace(old, new))[2])
    assert told in what


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("It came [on Monday](t=mon-).", "the preposition stands outside"),
        ("It came on Monday.", "looks like a time"),
        ("[Togo](@TGO e1.who) [has left](e1=RETREAT/withdraw).", "begins with an auxiliary"),
        ("[Togo](@TGO q1.who) [said,](q1) [no](q1.say)", "ends with a comma"),
        ("[Togo](@TGO q1.who) [said](q1) [that it left.](q1.say)", "stands outside"),
        ("[Togo](@TGO e1.who) [demanded](e1=REQUEST) much.", "without a mode"),
    ],
)
def test_notes_do_not_refuse(line: str, told: str) -> None:
    problems = sentence(line)[2]
    assert wrong(problems) == []
    assert any(told in problem.what for problem in problems)


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(STORY + "A title\n\nIt came on Monday.\n", encoding="utf-8")
    bad.write_text(STORY + "A title\n\nHe [left\n", encoding="utf-8")
    assert checker.main([str(good)]) == 0
    assert "1 stories and sentences, 0 problems, 1 notes" in capsys.readouterr().out
    assert checker.main(["--quiet", str(tmp_path), str(tmp_path / "gone.txt")]) == 1
    told = capsys.readouterr().out
    assert f"{bad}:10:4: this `[` is never closed" in told
    assert "there is no such file" in told
    assert "note:" not in told
