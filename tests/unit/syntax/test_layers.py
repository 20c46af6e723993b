from __future__ import annotations

import pytest

from onrecord.syntax import analyse
from onrecord.text import Span
from tests.unit.syntax.sentence import group_of, phrase, syntax_of, words


def subject(text: str, lemma: str) -> str | None:
    syntax = syntax_of(text)
    return phrase(text, syntax, syntax.subject_of(group_of(syntax, lemma)[0]))


@pytest.mark.parametrize(("text", "lemma", "expected"), [
    ("Osei left.", "leave", "Osei"),
    ("On Monday the pilot left.", "leave", "the pilot"),
    ("Ms Osei, who replaced Mr Lunde in May, left.", "leave", "Ms Osei"),
    ("Ms Osei, who replaced Mr Lunde in May, left.", "replace", "Ms Osei"),
    ("Ms Osei, a pilot from Lima, left.", "leave", "Ms Osei"),
    ("The envoy of Peru left.", "leave", "The envoy"),
    ("The boat that sank was old.", "sink", "The boat"),
    ("The boat that sank was old.", "be", "The boat"),
    ("Osei came and left.", "leave", "Osei"),
    ("Osei came in May, sang and left.", "leave", "Osei"),
    ("Osei said Lunde left.", "leave", "Lunde"),
    ("Osei said that Lunde left.", "say", "Osei"),
    ("Lunde left, Osei said.", "say", "Osei"),
    ("“We left,” said Osei.", "say", "Osei"),
    ("“We left,” said Osei.", "leave", "We"),
    ("When Lunde left, Osei sang.", "sing", "Osei"),
    ("When Lunde left, Osei sang.", "leave", "Lunde"),
    ("Osei wants to leave.", "leave", "Osei"),
    ("Osei asked Lunde to leave.", "leave", "Lunde"),
    ("Osei left, taking the boat.", "take", "Osei"),
    ("Before leaving, Osei sang.", "leave", "Osei"),
    ("The boats seized in May sank.", "seize", "The boats"),
    ("The boats seized in May sank.", "sink", "The boats"),
    ("The boat was sold by Osei.", "sell", "The boat"),
    ("Did Osei leave?", "leave", "Osei"),
    ("Osei, Lunde said, would leave.", "say", "Lunde"),
    ("Osei, Lunde said, would leave.", "leave", "Osei"),
])  # fmt: skip
def test_subjects(text: str, lemma: str, expected: str | None) -> None:
    assert subject(text, lemma) == expected


def test_a_verb_without_a_subject_has_none() -> None:
    assert subject("To sail is a joy.", "sail") is None
    syntax = syntax_of("Osei left.")
    assert syntax.subject_of(99) is None


@pytest.mark.parametrize(("text", "lemma", "expected"), [
    ("Peru expelled two envoys.", "expel", "two envoys"),
    ("Peru expelled on Monday two envoys.", "expel", None),
    ("Peru has rejected publicly the offer.", "reject", "the offer"),
    ("Peru called off the talks.", "call", "the talks"),
    ("Peru rejected “the remark”.", "reject", "the remark"),
    ("Peru left.", "leave", None),
    ("Peru spoke to Kenya.", "speak", None),
])  # fmt: skip
def test_objects(text: str, lemma: str, expected: str | None) -> None:
    syntax = syntax_of(text)
    assert phrase(text, syntax, syntax.object_of(group_of(syntax, lemma)[0])) == expected


@pytest.mark.parametrize(("text", "options", "expected"), [
    ("A deputy head at the upper house of parliament left.", {}, "A deputy head at the upper house of parliament"),
    ("A deputy head at the upper house left.", {"tail": False}, "A deputy head"),
    ("The envoy on Monday left.", {}, "The envoy"),
    ("Osei, a pilot from Lima, left.", {}, "Osei"),
    ("Osei, a pilot from Lima, left.", {"appositive": True}, "Osei, a pilot from Lima"),
    ("Osei, who left, sang.", {"appositive": True}, "Osei"),
    ("Osei, Lunde and Abara left.", {"appositive": True}, "Osei"),
    ("Officials who spoke to Osei left.", {"relative": True}, "Officials who spoke to Osei"),
    ("Officials who spoke to Osei left.", {}, "Officials"),
])  # fmt: skip
def test_extend(text: str, options: dict[str, bool], expected: str) -> None:
    syntax = syntax_of(text)
    assert words(text, syntax, syntax.extend(0, **options)) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("Osei left.", "Osei left"),
    ("Osei left; Lunde stayed.", "Osei left"),
    ("Osei left — Lunde stayed.", "Osei left"),
    ("Osei left, while Lunde stayed.", "Osei left"),
    ("Osei left Lima, which was cold.", "Osei left Lima"),
    ("Osei left Lima, Oslo and Accra.", "Osei left Lima, Oslo and Accra"),
    ("Osei left", "Osei left"),
])  # fmt: skip
def test_clause_end(text: str, expected: str) -> None:
    syntax = syntax_of(text)
    assert words(text, syntax, (0, syntax.clause_end(0))) == expected


TEXT = "Osei  left Lima. Lunde stayed."


@pytest.fixture(scope="module")
def two():  # type: ignore[no-untyped-def]
    return analyse(TEXT, (Span(0, 16), Span(17, 30)))


@pytest.mark.parametrize(
    ("offset", "expected"), [(0, 0), (3, 0), (4, 1), (5, 1), (6, 1), (11, 2), (15, 3), (16, 4), (30, 7), (99, 7)]
)
def test_token_at(two, offset: int, expected: int) -> None:  # type: ignore[no-untyped-def]
    assert two.token_at(offset) == expected


@pytest.mark.parametrize(
    ("offset", "expected"), [(0, "Osei"), (2, "Osei"), (6, None), (12, "Lima"), (17, "Lunde"), (29, None)]
)
def test_np_at(two, offset: int, expected: str | None) -> None:  # type: ignore[no-untyped-def]
    assert phrase(TEXT, two, two.np_at(offset)) == expected


@pytest.mark.parametrize(("token", "before", "after"), [
    (0, None, "Osei"), (1, "Osei", "Lima"), (2, "Osei", "Lima"), (3, "Lima", None), (4, None, "Lunde"), (5, "Lunde", None),
])  # fmt: skip
def test_neighbours_stay_in_the_sentence(two, token: int, before: str | None, after: str | None) -> None:  # type: ignore[no-untyped-def]
    assert phrase(TEXT, two, two.np_before(token)) == before
    assert phrase(TEXT, two, two.np_after(token)) == after


def test_verbs_and_sentences_by_token(two) -> None:  # type: ignore[no-untyped-def]
    assert [two.verb_at(token) for token in range(7)] == [None, 0, None, None, None, 1, None]
    assert [two.sentence_bounds(token) for token in (0, 3, 4, 6)] == [(0, 4), (0, 4), (4, 7), (4, 7)]
    assert two.span(1, 3) == Span(6, 15)


def test_no_sentences_give_no_tokens() -> None:
    empty = analyse("Osei left.", ())
    assert (empty.tokens, empty.token_at(3), empty.np_at(3)) == ((), 0, None)


@pytest.mark.parametrize(("text", "token", "other", "expected"), [
    ("Ms Osei, who visited Lima in May, said no.", "May", "said", True),
    ("Ms Osei, who visited Lima in May, said no.", "May", "visited", False),
    ("A man who was shot on Monday said no.", "Monday", "said", True),
    ("A man who was shot on Monday and died said no.", "Monday", "died", False),
    ("Ms Osei, who on Monday said no, left.", "Monday", "said", False),
    ("Osei expelled a pilot who landed in Lima.", "Lima", "expelled", True),
    ("On Monday Osei, who visited Lima, said no.", "Monday", "said", False),
    ("Osei said on Monday that Lunde left.", "Monday", "said", False),
])  # fmt: skip
def test_what_stands_in_a_relative_clause(text: str, token: str, other: str, expected: bool) -> None:
    syntax = syntax_of(text)
    tokens = [one.text for one in syntax.tokens]
    assert syntax.in_relative(tokens.index(token), tokens.index(other)) is expected
