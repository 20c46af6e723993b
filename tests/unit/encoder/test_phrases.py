"""The phrases that a decoder adds for parties: the whole of a noun phrase that a party cuts, and none for scraps."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from onrecord.encoder import load_finder
from onrecord.encoder.decode import Decoder, Sighting
from onrecord.encoder.phrases import with_parties
from onrecord.frames import Frame, Role
from onrecord.stages import lay_out
from onrecord.text import Article, Span


def _added(text: str, party: str, mentions: set[str], role: str = "recipient") -> list[str]:
    """The phrases that a party adds where the network sees mentions in these words only."""
    article = Article.from_text(text)
    draft = lay_out(article)
    start = text.index(party)
    told = Role(name=role, spans=(Span(start, start + len(party)),), prob=0.9)  # type: ignore[arg-type]
    frame = Frame(anchor=(Span(0, 1),), type="AID", roles=(told,), score=0.9, prob=0.9)
    kinds = {}
    assert draft.syntax is not None
    for i, token in enumerate(draft.syntax.tokens):
        score = 3.0 if token.text in mentions else -9.0
        kinds[i] = np.array([0.0, score, score, score, score, score], dtype=np.float32)
    own = Counter((phrase.span, phrase.head) for phrase in draft.phrases)
    more = Counter((phrase.span, phrase.head) for phrase in with_parties(article, draft, [frame], kinds)) - own
    return [span.of(text) for span, _ in more]


@pytest.mark.parametrize(("text", "party", "mentions", "expected"), [
    ("It hit the old windlass.", "the old", {"windlass"}, ["the old windlass"]),
    ("In 2012 divers stole it.", "divers", {"divers"}, ["divers"]),
    ("It hit the old lighthouse's lamp.", "the old", {"lighthouse"}, ["the old lighthouse"]),
    ("It hit, the windlass of the ship.", ", the windlass", {"windlass"}, ["the windlass"]),
    ("It met the wounded union official.", "the wounded union", {"union"}, ["the wounded union official"]),
])  # fmt: skip
def test_a_party_that_cuts_a_noun_phrase_means_all_of_it(
    text: str, party: str, mentions: set[str], expected: list[str]
) -> None:
    assert _added(text, party, mentions) == expected


def test_a_scrap_of_what_is_no_mention_is_no_phrase() -> None:
    assert _added("It refused a lamp.", "a", set()) == []
    assert _added("It sat in the old hold.", "hold", set()) == []


def test_who_speaks_is_always_told() -> None:
    assert _added("It said so, read a placard.", "a placard", set(), role="speaker") == ["a placard"]


def test_what_stands_in_a_list_between_two_fillers_of_a_role_fills_it_too() -> None:
    text = "Mali, Niger, Togo and Benin, Chad, the host, Peru."
    article = Article.from_text(text)
    decoder = Decoder(load_finder().session, article, lay_out(article))

    def lists(*seen: str) -> list[list[str]]:
        told = [(Span(at := text.index(words), at + len(words)), 0.9) for words in seen]
        return [[span.of(text) for span in one] for one in decoder._lists(told)]

    assert lists("Mali", "Benin") == [["Mali", "Niger", "Togo", "Benin"]]
    assert lists("Benin", "Mali", "Chad") == [["Mali", "Niger", "Togo", "Benin"], ["Chad"]]
    assert lists("Togo", "Benin", "Chad", "Peru") == [["Togo", "Benin"], ["Chad"], ["Peru"]]
    assert lists("Niger,", "Togo and", "Benin,") == [["Niger", "Togo", "Benin,"]]
    assert lists("Niger") == [["Niger"]]


def test_a_speaker_with_the_link_of_its_list_is_the_whole_list() -> None:
    text = "Mali, Niger and Chad said so."
    article = Article.from_text(text)
    decoder = Decoder(load_finder().session, article, lay_out(article))
    told: dict[str, list[tuple[Span, float]]] = {
        "speaker": [(Span(0, 4), 0.7), (Span(6, 15), 0.9), (Span(16, 20), 0.8)]
    }
    sighting = Sighting("cue", 4, "CUE", 0.9)
    (role,) = decoder._roles(sighting, told, (Span(21, 25),))
    assert role.spans[0].of(text) == "Mali, Niger and Chad"
