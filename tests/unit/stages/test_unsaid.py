"""What looks like a quotation and tells no words."""

from __future__ import annotations

import pytest

from onrecord import stages
from onrecord.frames import CUE, Frame, Role
from onrecord.stages.unsaid import says_nothing
from onrecord.text import Article, Span


def seen(text: str, speaker: str, cue: str, content: str) -> bool:
    article = Article.from_text(text)
    at = {words: Span(text.index(words), text.index(words) + len(words)) for words in (speaker, cue, content)}
    roles = (Role(name="speaker", spans=(at[speaker],)), Role(name="content", spans=(at[content],)))
    return says_nothing(article.text, stages.lay_out(article), Frame(anchor=(at[cue],), type=CUE, roles=roles))


@pytest.mark.parametrize(
    ("speaker", "cue", "content"),
    [
        ("Peru", "signed", "a plan for the border"),
        ("Peru", "deepened", "a row that had strained the region"),
        ("EXPLAINER", ":", "why Peru and Chile quarrel"),
        ("Peru", "swore", "in a new judge"),
        ("Peru", "recalled", "its ambassador"),
        ("The minister", "welcomed", "Ana Quispe"),
        ("A teacher", "asked", "not to be named for fear of arrest"),
    ],
)
def test_a_deed_or_a_label_says_nothing(speaker: str, cue: str, content: str) -> None:
    text = f"{speaker}{'' if cue == ':' else ' '}{cue} {content}."
    assert seen(text, speaker, cue, content)


@pytest.mark.parametrize(
    ("speaker", "cue", "content"),
    [
        ("Peru", "rejected", "the plan for the border"),
        ("Peru", "appealed", "for calm"),
        ("Peru", "belittled", "the loss of the border"),
        ("Peru", "renounced", "the pact of the border"),
        ("Peru", "signed", "“a plan for the border”"),
        ("Peru", "recalled", "that the border was closed"),
        ("Peru", "swore", "to close the border"),
        ("The minister", "welcomed", "the plan of Ana Quispe"),
        ("The minister", "criticised", "Ana Quispe"),
        ("Peru", ":", "the border stays closed"),
    ],
)
def test_words_are_words(speaker: str, cue: str, content: str) -> None:
    text = f"{speaker}{'' if cue == ':' else ' '}{cue} {content}."
    assert not seen(text, speaker, cue, content)
