"""What is reported in letters, talks and other prose of the first person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.frames import CUE, Frame, Role
from onrecord.stages.prose import keep_reports
from onrecord.text import Article, Span
from tests.unit.stages.scene import phrases_of

LETTER = (
    "Dear Ana, I hope the rain has found you too. I wanted to plant the lower field, and we know our tools. My brother thinks "
    "that the well is dry. You know what I saw there. I mean the bucket came up full. The mayor praised “our patience”. "
    "It is called a gift, and I think about the people who left us."
)
NEWS = (
    LETTER.replace("I ", "Ana ")
    .replace("you", "her")
    .replace("we ", "they ")
    .replace("our", "their")
    .replace("My", "Her")
)


def kept(text: str, cue: str, content: str, speaker: str | None, score: float = 0.6) -> bool:
    article, draft = phrases_of(text)
    at = text.index(f"{cue} ")
    told = Span(text.index(content, at), text.index(content, at) + len(content))
    roles = [Role(name="content", spans=(told,))]
    if speaker:
        begun = text.rindex(speaker, 0, at)
        roles.append(Role(name="speaker", spans=(Span(begun, begun + len(speaker)),)))
    frame = Frame(anchor=(Span(at, at + len(cue)),), type=CUE, attitude=True, roles=tuple(roles), score=score)
    return bool(keep_reports(article, replace(draft, frames=(frame,))).frames)


@pytest.mark.parametrize(
    ("cue", "content", "speaker"),
    [
        ("hope", "the rain has found you too", "I"),
        ("thinks", "that the well is dry", "My brother"),
        ("know", "what I saw there", "You"),
        ("praised", "“our patience”", "The mayor"),
    ],
)
def test_clauses_and_marked_words_are_reported(cue: str, content: str, speaker: str) -> None:
    article = LETTER[LETTER.index("You know") :] + LETTER if cue == "know" else LETTER
    assert kept(article, cue, content, speaker)


@pytest.mark.parametrize(
    ("cue", "content", "speaker"),
    [
        ("wanted", "to plant the lower field", "I"),
        ("know", "our tools", "we"),
        ("mean", "the bucket came up full", "I"),
        ("called", "a gift", None),
        ("think", "about the people", "I"),
    ],
)
def test_things_and_acts_alone_are_not(cue: str, content: str, speaker: str | None) -> None:
    assert not kept(LETTER, cue, content, speaker)


def test_what_is_very_sure_stays() -> None:
    assert kept(LETTER, "know", "our tools", "we", score=0.95)


def test_the_news_stays_as_it_is() -> None:
    assert kept(NEWS, "wanted", "to plant the lower field", "Ana")


def test_a_speaker_with_a_label_is_no_writer() -> None:
    talk = "\n\n".join(f"MS OSEI: I wanted to plant field {n}.\n\nMR DIAZ: We know our tools." for n in range(4))
    assert kept(talk, "wanted", "to plant field 0", "I")


def test_one_without_content_is_left_to_those_who_build_quotations() -> None:
    article, draft = phrases_of(LETTER)
    at = LETTER.index("know")
    frame = Frame(anchor=(Span(at, at + 4),), type=CUE, attitude=True)
    assert keep_reports(article, replace(draft, frames=(frame,))).frames == (frame,)


def test_without_syntax_nothing_is_judged() -> None:
    article, draft = Article.from_text(LETTER), phrases_of(LETTER)[1]
    assert keep_reports(article, replace(draft, syntax=None)).frames == draft.frames
