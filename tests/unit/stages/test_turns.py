"""Turns of transcripts and interviews, found by their labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord import stages
from onrecord.frames import CUE, Draft, Frame, Role
from onrecord.stages.turns import add_turns, find_turns
from onrecord.text import Article, Span

TRANSCRIPT = """Talks in Lima

Following are remarks by President Kofi Osei and Ana Quispe.

PRESIDENT OSEI: Thank you. I have asked Mr Brod to go.

He will.

QUESTION: Do you regret it?

MS. QUISPE: We do not.

PRESIDENT OSEI: Nor do I.

The talks end on Friday."""
INTERVIEW = "Our editor met the poet Ana Quispe.\n\nQ. Why?\n\nA. It rained.\n\nQ. And then?\n\nA. I left."


def drafted(text: str, *frames: Frame) -> tuple[Article, Draft]:
    article = Article.from_text(text, title=text.split("\n", 1)[0])
    return article, add_turns(article, replace(stages.lay_out(article), frames=frames))


def told(text: str) -> list[tuple[str | None, list[str]]]:
    """Speaker and content of each attribution, in text order."""
    article, draft = drafted(text)
    speakers = [
        next((role.spans[0].of(article.text) for role in frame.fillers("speaker")), None) for frame in draft.frames
    ]
    contents = [[span.of(article.text) for span in frame.fillers("content")[0].spans] for frame in draft.frames]
    return list(zip(speakers, contents, strict=True))


def test_each_turn_of_a_transcript_is_what_its_label_says() -> None:
    assert told(TRANSCRIPT) == [
        ("PRESIDENT OSEI", ["Thank you. I have asked Mr Brod to go.", "He will."]),
        (None, ["Do you regret it?"]),
        ("MS. QUISPE", ["We do not."]),
        ("PRESIDENT OSEI", ["Nor do I."]),
    ]


def test_who_answers_is_the_one_who_is_named_before_and_no_letter() -> None:
    assert told(INTERVIEW) == [(None, ["Why?"]), ("the poet Ana Quispe", ["It rained."]), (None, ["And then?"]),
                               ("the poet Ana Quispe", ["I left."])]  # fmt: skip
    article, draft = drafted(INTERVIEW)
    assert not {"Q", "A", "Q.", "A."} & {phrase.span.of(article.text) for phrase in draft.phrases}


def test_who_answers_has_the_office_and_who_asks_is_whom_the_finder_hears_asking() -> None:
    text = "Minister Ana Quispe spoke to Ben Lunde of Peru.\n\nQ. Why?\n\nA. It rained.\n\nQ. And then?\n\nA. I left."

    def free(words: str, speaker: str) -> Frame:
        said, who = text.index(words), text.index(speaker)
        content = Role(name="content", spans=(Span(said, said + len(words)),))
        spoken = Role(name="speaker", spans=(Span(who, who + len(speaker)),))
        return Frame(anchor=(), type=CUE, contexts=(), roles=(spoken, content))

    def speakers(*frames: Frame) -> list[str | None]:
        article, draft = drafted(text, *frames)
        found = [frame.fillers("speaker") for frame in draft.frames]
        return [roles[0].spans[0].of(article.text) if roles else None for roles in found]

    assert speakers() == [None, "Minister Ana Quispe", None, "Minister Ana Quispe"]
    asks, land = free("Why?", "Ben Lunde"), free("And then?", "Peru")
    assert speakers(asks)[::2] == ["Ben Lunde", "Ben Lunde"]
    assert speakers(land)[::2] == [None, None]


def test_the_persons_of_a_transcript_are_those_named_in_full() -> None:
    article, draft = drafted(TRANSCRIPT)
    linked = stages.link_phrases(article, draft)
    assert [actor.name for actor in linked.actors if actor.kind == "person"][:2] == ["Kofi Osei", "Ana Quispe"]


@pytest.mark.parametrize("text", [
    "Peru: The port is shut.\n\nChile: The port is open.\n\nChad: There is no port.",  # a list, no label stands twice
    "He said: “No.”\n\nShe said: “Yes.”\n\nHe said: “No.”",
    "WHO: The poet.\n\nWHEN: Friday.",
    "Claim: Peru left.\n\nVerdict: False.\n\nClaim: Chile left.\n\nVerdict: True.\n\nUPDATE: Chad left too.",
    "Snow fell.",
])  # fmt: skip
def test_what_is_no_transcript_has_no_turns(text: str) -> None:
    assert find_turns(Article.from_text(text)) == ()


def test_a_word_of_the_language_is_a_label_where_it_is_somebodys_surname() -> None:
    turns = "SMITH: It rained.\n\nBRODLEY: It did.\n\nSMITH: It may again."
    assert len(find_turns(Article.from_text(f"Ana Smith met Ben Brodley.\n\n{turns}"))) == 3
    assert find_turns(Article.from_text(f"Ana met Ben Brodley.\n\n{turns}")) == ()


def test_what_is_told_inside_a_turn_stays_and_what_crosses_turns_goes() -> None:
    def cue(anchor: str, content: str) -> Frame:
        at = TRANSCRIPT.index(content)
        begun = TRANSCRIPT.index(anchor)
        role = Role(name="content", spans=(Span(at, at + len(content)),))
        return Frame(anchor=(Span(begun, begun + len(anchor)),), type=CUE, contexts=(), roles=(role,))

    inside, across = cue("asked", "to go"), cue("remarks", "Do you regret it?\n\nMS. QUISPE: We")
    _, draft = drafted(TRANSCRIPT, inside, across)
    assert inside in draft.frames
    assert across not in draft.frames
