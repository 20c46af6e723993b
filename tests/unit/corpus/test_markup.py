"""The mark-up: what is text, what is a label, and where a slip is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.markup import read_body, read_sentences, read_story
from corpus.show import to_bare
from tests.unit.corpus.writing import SENTENCES, STORY, sentence


def test_marks_nest_and_leave_the_text_clean() -> None:
    body = read_body(["[[Chad](@TCD)'s army](@arm:o:TCD:MIL e1.who) [left](e1=RETREAT/withdraw)."], 1)
    assert body.text == "Chad's army left."
    assert not body.problems
    found = [(body.text[mark.start : mark.end], mark.label.group()) for mark in body.marks]
    assert found == [
        ("Chad's army", "@arm:o:TCD:MIL"),
        ("Chad's army", "e1.who"),
        ("Chad", "@TCD"),
        ("left", "e1=RETREAT/withdraw"),
    ]


def test_paragraphs_and_debris() -> None:
    body = read_body(["Title", "", "%share button|Share | this", "One.", "Two."], 8)
    assert body.text == "Title\n\nOne.\n\nTwo."
    assert body.debris == [("share button", "Share | this", 1)]
    assert body.lines == [8, 11, 12]
    assert [body.text[start] for start in body.starts] == ["T", "O", "T"]


def test_brackets_of_the_text_are_escaped() -> None:
    body = read_body([r"“We \[the dockers\] stay \\ here”"], 1)
    assert body.text == r"“We [the dockers] stay \ here”"
    assert not body.problems


@pytest.mark.parametrize(
    ("line", "column", "told"),
    [
        ("He [left", 4, "never closed"),
        ("He [left] early", 9, "without `(labels)`"),
        ("He left](e1)", 8, "closes nothing"),
        ("He [](e1.who) left", 4, "without words"),
        ("He [left]() early", 4, "without labels"),
        ("He [left](x9) early", 11, "'x9' is none of"),
        ("[He](@he:person) left", 6, "no mention"),
        ("He [left](e1:RETREAT) early", 11, "no event"),
        ("He [said](q1=x) so", 11, "no cue"),
        ("%nothing here", 1, "line of debris"),
    ],
)
def test_a_slip_is_told_where_it_stands(line: str, column: int, told: str) -> None:
    problems = read_body([line], 7).problems
    assert [(problem.line, problem.column) for problem in problems][:1] == [(7, column)]
    assert told in problems[0].what


def test_columns_point_into_the_file() -> None:
    line = r"\[x\] [Chad](@TCD) left"
    body = read_body([line], 3)
    offset = body.text.index("left")
    assert body.problem_at(offset, "here").column == line.index("left") + 1
    assert body.problem_at(offset, "here").line == 3


def test_head_with_remarks_and_a_wrong_day() -> None:
    document = read_story(STORY.replace("agency", "agency  # one of ten").replace("2024-03-14", "14 March"), "A/x")
    assert document.head["outlet"] == "agency"
    assert document.published_on is None
    assert [(problem.line, "no day" in problem.what) for problem in document.head_problems] == [(4, True)]


def test_a_story_without_a_head_is_told() -> None:
    assert "no line `---`" in read_story("A title\n\nA paragraph", "A/x").head_problems[0].what


def test_sentences_have_names_and_lines() -> None:
    documents = read_sentences(SENTENCES + "# a remark\nOne.\n\n{B-2:7} Two.\n", "sentences/A-x")
    assert [(document.id, document.text, document.body.lines) for document in documents] == [
        ("sentences/A-x:1", "One.", [5]),
        ("B-2:7", "Two.", [7]),
    ]


def test_bare_is_the_file_without_marks() -> None:
    source = STORY + r"[[Chad](@TCD)'s army](@arm:o:TCD:MIL) \[sic\] left" + "\n"
    assert to_bare(source) == STORY + r"Chad's army \[sic\] left" + "\n"


@given(st.text(alphabet="[]()\\@qe1=.%| \nab“”'", max_size=80))
def test_no_text_makes_it_raise(line: str) -> None:
    _, _, problems = sentence("x" + line.replace("\n", " "))
    body = read_body(line.split("\n"), 1)
    assert len(body.columns) == len(body.text)
    assert all(0 <= mark.start < mark.end <= len(body.text) for mark in body.marks)
    assert all(str(problem) for problem in problems)
