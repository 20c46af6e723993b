"""Agreement of two readings of the same words."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.agree import compare, differences, figures
from corpus.build import Row, to_row
from tests.unit.corpus.writing import sentence

ONE = (
    "[Ana](@ana:p:TGO:- q1.who) [said](q1) [that [Benin](@BEN e1.who) had [freed](e1=RETREAT/release) "
    "[Bo](@_:p:TGO:- e1.whom)](q1.say)."
)


def row(line: str) -> Row:
    return to_row(*sentence(line)[:2])


def test_the_same_marks_agree_wholly() -> None:
    found = figures(compare(row(ONE), row(ONE)))
    assert set(found.values()) == {100.0}
    assert list(differences(row(ONE), row(ONE))) == []


def test_each_measure_sees_its_own_difference() -> None:
    other = ONE.replace("[Ana](@ana:p:TGO:- q1.who) [said](q1)", "[Ana](@ana:p:TGO:-) [said](q1)")
    other = other.replace("RETREAT/release)", "RETREAT/withdraw!negated)").replace(" e1.whom", "")
    found = figures(compare(row(ONE), row(other)))
    assert found["quotation content, token F1"] == 100
    assert found["speaker, exact"] == 0
    assert found["cue, exact"] == 100
    assert found["event type, F1"] == 100
    assert found["event type and mode, F1"] == 0
    assert found["modality"] == 0
    assert found["parties, overlap"] == 50
    told = list(differences(row(ONE), row(other)))
    assert len(told) == 2
    assert told[1].startswith("modality, mode, recipient: ")


def test_what_only_one_sees() -> None:
    bare = "Ana said that [Benin](@BEN e1.who) had [freed](e1=RETREAT/release) [Bo](@_:p:TGO:- e1.whom)."
    found = figures(compare(row(ONE), row(bare)))
    assert found["quotation content, token F1"] == 0
    assert found["event type, F1"] == 100
    assert [line.split(":")[0] for line in differences(row(ONE), row(bare))] == ["only first"]


def test_token_f1_of_content() -> None:
    shorter = ONE.replace("[that [Benin]", "that [[Benin]")
    counts = compare(row(ONE), row(shorter))
    assert figures(counts)["quotation content, token F1"] == pytest.approx(100 * 2 * 4 / 9)


def test_nothing_at_all_is_no_agreement() -> None:
    assert set(figures(Counter()).values()) == {0.0}


def test_other_words_are_refused() -> None:
    with pytest.raises(SystemExit, match="bare texts differ"):
        compare(row(ONE), row(ONE.replace("said", "says")))
