"""The words of a party, as the network cuts them and as they are told."""

from __future__ import annotations

import pytest

from onrecord import stages
from onrecord.encoder.parties import join_list, tidy
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
    return [span.of(text) for span, _ in tidy(article, stages.lay_out(article), spans, (at,), trim=True)]


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


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Britain, France and Germany urged calm", "Britain, France and Germany"),
        ("Cuba and Norway, Guarantors urged calm", "Cuba and Norway"),
        ("Okello, Nurses urged calm", "Okello"),
    ],
)
def test_speakers_in_a_list_speak_together(words: str, speaker: str) -> None:
    names = [w.strip(",") for w in words.split() if w[0].isupper()]
    fillers = [(Span(words.index(n), words.index(n) + len(n)), 0.9 - 0.1 * i) for i, n in enumerate(names)]
    assert join_list(words, fillers)[0].of(words) == speaker


def test_a_link_of_the_list_may_stand_in_a_name() -> None:
    words = "Britain, France and Germany urged calm"
    fillers = [(Span(words.index(n), words.index(n) + len(n)), 0.9) for n in ("Britain,", "France and", "Germany")]
    assert join_list(words, fillers)[0].of(words) == "Britain, France and Germany"
