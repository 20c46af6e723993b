from __future__ import annotations

import pytest

from onrecord.frames import Draft
from onrecord.stages.regions import find_regions
from onrecord.stages.sentences import find_sentences
from onrecord.text import Article


def sentences(text: str) -> list[str]:
    article = Article.from_text(text)
    draft = find_sentences(article, find_regions(article, Draft()))
    return [sentence.of(article.text) for sentence in draft.sentences]


@pytest.mark.parametrize("parts", [
    ["The pier shut.", "The ferry sank."],
    ["Is it shut?", "It is!", "Nobody knew…", "Then it opened."],
    ["The pier shut in 2031.", "The ferry sank."],
    ["The pier shut.", "2,000 people left."],
    ["The pier shut...", "Nobody came."],
    ["It was 5 p.m.", "The pier shut."],
    ["They flew to the U.S.", "The pier shut."],
    ["He works for Harbour Inc.", "The firm is small."],
    ["It was plan B and I.", "The pier shut."],
    ["The answer was no.", "They left."],
    ["They marched in May.", "The pier shut."],
    ["She sat.", "The pier shut."],
    ["The pier shut.", "“We are done.”", "Nobody came."],
    ["“The pier is shut.", "We are done,” Osei said.", "He left."],
    ["“The pier is shut.”", "Osei left the room."],
    ["The pier shut (for good).", "Nobody came."],
    ["The pier shut.)", "Nobody came."],
])  # fmt: skip
def test_sentences_end(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize("text", [
    "Mr. Osei met Mrs. Lunde and Dr. Abara.",
    "Sen. Abara and Gov. Lunde met Gen. Osei in St. Malo.",
    "J. R. Osei met K. Lunde.",
    "U.S. Senator Abara met U.N. officials.",
    "The U.K. Foreign Office wrote to Osei & Co. Ltd. about it.",
    "It happened on Sept. 3 and on Oct. 14.",
    "It is No. 4 of vol. 2.",
    "At 5 p.m. Thursday the pier shut.",
    "The rate is 3.5 per cent of 1.2 million.",
    "Visit example.org for more.",
    "The pier… shut.",
    "“Is it shut?” Osei asked.",
    "“It is shut!” said Lunde.",
    "‘Is it shut?’ Osei asked.",
    "“Shut.” said Lunde.",
    "“We are shut,” Osei said, “and sold.”",
    "Osei said: “We are shut”, then left.",
    "OSLO, Norway (AP) — The pier shut.",
    "LIMA (Reuters) - The pier shut.",
    "Oslo - The pier shut.",
])  # fmt: skip
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


def test_a_paragraph_ends_a_sentence() -> None:
    assert sentences("The pier shut\n\nnobody came") == ["The pier shut", "nobody came"]


def test_syntax_stands_over_all_sentences() -> None:
    article = Article.from_text("The pier shut. Nobody came.\n\nThe ferry sank.")
    draft = find_sentences(article, find_regions(article, Draft()))
    assert draft.syntax is not None
    assert set(draft.syntax.sentence_of) == {0, 1, 2}
