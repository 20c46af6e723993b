"""The words of a party, as the network cuts them and as they are told."""

from __future__ import annotations

import pytest

from onrecord import stages
from onrecord.encoder.parties import tidy
from onrecord.text import Article, Span

TEXT = (
    "Last US troops left Kabul, said the union's leader Ucok Lubis of Medan. Beirut accepted; the guarantors of the pact did not."
    "\n\nThe government was silent."
)


def told(*words: str, anchor: str = "accepted", text: str = TEXT) -> list[str]:
    """What becomes of these fillers of a role, each the first occurrence of its words."""
    article = Article.from_text(text)
    spans = [(Span(text.index(w), text.index(w) + len(w)), 0.9) for w in words]
    at = Span(text.index(anchor), text.index(anchor) + len(anchor))
    end = next(paragraph.end for paragraph in article.paragraphs if paragraph.covers(at))
    return [span.of(text) for span, _ in tidy(text, stages.lay_out(article), spans, end, trim=True)]


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        (("Last", "US troops"), ["Last US troops"]),
        (("the union's leader Ucok",), ["the union's leader Ucok Lubis"]),
        (("the guarantors of the",), ["the guarantors"]),
        (("the",), ["the union's leader Ucok Lubis"]),
        (("Beirut", "The government"), ["Beirut"]),
        (("of",), []),
    ],
)
def test_a_party_is_whole_and_of_its_own_paragraph(words: tuple[str, ...], whole: list[str]) -> None:
    assert told(*words) == whole
