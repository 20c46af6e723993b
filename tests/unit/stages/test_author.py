"""Who "I", "we" and "you" are, outside quotations and inside."""

from __future__ import annotations

from onrecord.facts import Unlinked
from tests.unit.stages.scene import linked, nth_phrase


def party(text: str, words: str, nth: int = 0) -> object:
    article, draft = linked(text)
    return draft.party_of[nth_phrase(article, draft, words, nth)[0]]


def test_i_is_the_author_outside_all_that_is_said() -> None:
    text = "I met the Kenyan envoy on Monday. He smiled, and I left."
    assert party(text, "I") == party(text, "I", 1) == "XXX/the-author"
    assert party(text, "He") != "XXX/the-author"


def test_we_is_not_i() -> None:
    assert party("I left Peru. We left Chad.", "We") == "XXX/the-authors"


def test_inside_a_quotation_i_is_the_speaker_and_you_whom_he_tells() -> None:
    text = "Ana Quispe told Ben Lunde: “I will see you in Chad.”"
    assert party(text, "I") == party(text, "Ana Quispe")


def test_what_is_told_without_marks_keeps_the_i_of_who_tells_it() -> None:
    assert party("I am ill. My doctor said that I should rest.", "I", 1) == "XXX/the-author"
    told = "“The doctor said that I should rest,” Ana Quispe said."
    assert party(told, "I") == party(told, "Ana Quispe")
    alone = "Ana Quispe said that I should rest."
    assert party(alone, "I") == party(alone, "Ana Quispe")


def test_a_quotation_of_nobody_known_is_not_the_authors() -> None:
    assert party("“I will leave Chad.” That was all. The letter had no name.", "I") == Unlinked(
        "the speaker is not known"
    )


def test_we_is_whoever_a_headline_says_the_statement_is_by() -> None:
    text = "Statement by the foreign ministry of Chad\n\nThe envoy of Peru was called in. We condemn the raid."
    assert party(text, "We") == party(text, "the foreign ministry") == "TCD/foreign-ministry"
    assert party("A statement by Chad angered Peru.\n\nWe condemn the raid.", "We") == "XXX/the-authors"


def test_the_author_is_who_the_text_says() -> None:
    by = "By Ana Quispe\n\nThe road is long. I walked it in May."
    introduced = "Good evening. My name is Ana Quispe. I walked to Chad in May."
    signed = "Dear Ben,\n\nI walked to Chad in May, and I am tired of it by now.\n\nYours,\n\nAna Quispe"
    for text in (by, introduced, signed):
        assert party(text, "I") == party(text, "Ana Quispe"), text


def test_of_turns_nobody_can_tell_whose_they_are() -> None:
    text = "\n\n".join(["I saw her.", "You did?", "I did.", "Where?", "I saw her in Chad.", "Oh."])
    assert party(text, "I") == Unlinked("the speaker is not known")


def test_you_is_nobody_where_nobody_is_told() -> None:
    assert party("Chad met Peru. Peru knows your army.", "your") == Unlinked("who is spoken to is not known")


def test_my_mother_is_one() -> None:
    text = "My mother left Peru. I wept. My mother came back."
    assert party(text, "My mother") == party(text, "My mother", 1)
