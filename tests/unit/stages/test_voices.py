"""Whose words a cue tells, where grammar decides."""

from __future__ import annotations

import pytest

from onrecord import stages
from onrecord.frames import Draft
from onrecord.stages.voices import end_of_claim, find_speaker
from onrecord.text import Article, Span


def laid_out(text: str, *words: str) -> tuple[Draft, list[Span]]:
    article = Article.from_text(text)
    places = [Span(text.index(one), text.index(one) + len(one)) for one in words]
    return stages.lay_out(article), places


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("Vidal, whose envoy had called it “late”, left.", "had called", "envoy"),
        ("Vidal, whose envoy, Luis Rojas, had called it “late”, left.", "had called", "envoy, Luis Rojas"),
        ("Vidal, whose envoy had left, called it “late”.", "called", "Vidal"),
        ("Vidal, who had left, called it “late”.", "called", "Vidal"),
        ("Vidal, whose ships use the port, is saying that it is late.", "is saying", "Vidal"),
    ],
)
def test_whose_man_speaks_is_not_the_speaker(text: str, cue: str, speaker: str) -> None:
    draft, (said, who) = laid_out(text, cue, "Vidal")
    found = find_speaker(draft, said, who)
    assert found is not None
    assert found.of(text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Vidal was quoted by a daily as saying that it was late.", "Vidal"),
        ("A daily wrote of Vidal as saying that it was late.", None),
    ],
)
def test_who_is_quoted_as_saying_says_it(text: str, speaker: str | None) -> None:
    draft, (said,) = laid_out(text, "saying")
    found = find_speaker(draft, said, None)
    assert (found and found.of(text)) == speaker


@pytest.mark.parametrize(
    ("text", "content", "claimed"),
    [
        ("The claim that Chile had moved tanks was a lie.", "that Chile had moved tanks was a lie", "that Chile had moved tanks"),
        ("The claim that Chile moved tanks and was late.", "that Chile moved tanks and was late", "that Chile moved tanks and was late"),
        ("The claim that Chile knew the tanks were late.", "that Chile knew the tanks were late", "that Chile knew the tanks were late"),
        ("They claim that the man who came left.", "that the man who came left", "that the man who came left"),
    ],
)  # fmt: skip
def test_the_verb_of_the_whole_is_not_claimed(text: str, content: str, claimed: str) -> None:
    draft, (cue, told) = laid_out(text, "claim", content)
    assert end_of_claim(draft, cue, told).of(text) == claimed
