"""The counts, the measures of variety, and the draw."""

from __future__ import annotations

import pytest

from corpus.build import to_row
from corpus.markup import Document, read_story
from corpus.split import draw
from corpus.stats import Count, count
from corpus.variety import lemma, max_shared, opening
from corpus.wording import is_described, kind_of, n_paragraphs
from tests.unit.corpus.writing import STORY, sentence, story

ANA = "[Ana](@ana:p:TGO:- q1.who) [said](q1) "


def test_a_limit_and_a_target() -> None:
    assert Count("x", 3, 3).is_met
    assert not Count("x", 2, 3).is_met
    assert Count("x", 3, 3, True).is_met
    assert not Count("x", 4, 3, True).is_met


def test_counts_of_a_small_corpus() -> None:
    told = story(
        "A [‘tidy’](scare) title\n\n[The premier](@pre:p:TGO:GOV q1.who) [told](q1) [us](@_:g:-:JRN q1.to): [“[Benin](@BEN e1.who) "
        "may [attack](e1=ASSAULT!hypothetical).](q1.say)\n\n[“So be it.”](q1.say)\n\n[“Soon.”](q2.say=pre)"
    )
    line = sentence(
        "[Togo](@TGO q1.who) [denied](q1!denied) [having [left](e1=RETREAT/withdraw!negated) [in May](t=2023-05)](q1.say)."
    )
    numbers = {c.what: c.number for c in count([to_row(*told[:2]), to_row(*line[:2])])}
    expected = {
        "stories": 1,
        "sentences": 1,
        "quotations": 3,
        "quotations, indirect": 1,
        "quotations over several paragraphs": 1,
        "quotations, free-standing": 1,
        "quotations with addressee": 1,
        "quotations denied or refused": 1,
        "scare quotes, titles and nicknames": 1,
        "time expressions": 1,
        "stories with a pronoun or description as speaker": 1,
        "events asserted by somebody": 2,
        "modality hypothetical": 1,
        "modality negated": 1,
        "events ASSAULT": 1,
        "mode RETREAT/withdraw": 1,
        "mode RETREAT/release": 0,
        "cue lemmas": 2,
        "trigger lemmas": 2,
        "stories between states (%)": 100,
    }
    assert {what: numbers[what] for what in expected} == expected


def test_each_type_and_mode_has_a_line() -> None:
    names = [c.what for c in count([])]
    assert sum(name.startswith("events ") for name in names) == 16 + 1
    assert sum(name.startswith("mode ") for name in names) == 67
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("[“It is over.”](q1.say)", "direct"),
        ("[‘It's over, the strikers' way.’](q1.say)", "direct"),
        ("[“It is not closed](q1.say)", "direct"),
        ("[that it was over](q1.say)", "indirect"),
        ("[that the dockers' strike was over](q1.say)", "indirect"),
        ("[that it was “over”](q1.say)", "mixed"),
        ("[the deal 'a sham'](q1.say)", "mixed"),
    ],
)
def test_kinds(content: str, kind: str) -> None:
    row = to_row(*sentence(ANA + content)[:2])
    assert kind_of(row, row["frames"][0]) == kind
    assert n_paragraphs(row, row["frames"][0]) == 1


@pytest.mark.parametrize(
    ("speaker", "expected"), [("She", True), ("the tall minister", True), ("The Mayor of Lomé", False), ("Ana", False)]
)
def test_described_speakers(speaker: str, expected: bool) -> None:
    row = to_row(*sentence(f"[{speaker}](@ana:p:TGO:- q1.who) [said](q1) [no](q1.say)")[:2])
    assert is_described(row) is expected


def test_lemmas_keep_particles() -> None:
    assert lemma("turned down") != lemma("turned")
    assert lemma("has been freed") == lemma("freed") == "free"
    assert lemma("said Tuesday") == "say"


def test_openings_look_through_names_and_datelines() -> None:
    one = opening("T\n\nLOMÉ (Newsline) - Togo recalled its envoy to Benin on Monday.")
    other = opening("T\n\nOSLO, Norway (Newsline) — Chile withdrew its consul to Peru on Friday.")
    assert one == other
    assert one != opening("T\n\nNobody saw the envoy leave.")


def test_the_two_texts_most_alike() -> None:
    texts = ["a b c d e f g", "x y z w v u t s", "a b c d e f h"]
    share, pair = max_shared(texts)
    assert pair == (0, 2)
    assert share == pytest.approx(2 / 4)
    assert max_shared(["a b c d e", "v w x y z"]) == (0.0, None)


def test_the_draw_is_even_and_fixed() -> None:
    stories: list[Document] = []
    for style in "AB":
        for topic, n in (("states", 30), ("none", 20)):
            head = STORY.replace("style: A", f"style: {style}").replace("topic: states", f"topic: {topic}")
            stories += [read_story(head + "T\n\nText.", f"{style}/{topic}{i}") for i in range(n)]
    parts = draw(stories, {})
    assert sum(part == "dev" for part in parts.values()) == sum(part == "test" for part in parts.values()) == 10
    for start in ("A/states", "B/states", "A/none", "B/none"):
        assert sum(part == "dev" for name, part in parts.items() if name.startswith(start)) >= 2
    more = [*stories, read_story(STORY + "T\n\nText.", "A/new")]
    assert {name: draw(more, parts)[name] for name in parts} == parts
    assert draw(list(reversed(stories)), {}) == parts
