"""The relation of a given pair: what is told, what is not, and what cannot be asked."""

from __future__ import annotations

import pytest

from onrecord import encoder, ontology
from onrecord.encoder import EncoderFinder
from onrecord.errors import ArticleError, ConfigError
from onrecord.ontology import Profile
from onrecord.relations import Relation, manner_of, relate
from onrecord.text import Span

TEXT = "Kenya on Tuesday condemned Norway over the shooting of two fishermen, a spokesman said."


@pytest.fixture(scope="module")
def finder() -> EncoderFinder:
    return encoder.load_finder()


def _relate(finder: EncoderFinder, text: str, actor: str | None, recipient: str | None, profile: Profile) -> Relation:
    def span(words: str | None) -> Span | None:
        return None if words is None else Span(text.index(words), text.index(words) + len(words))

    return relate(text, span(actor), span(recipient), finder=finder, profile=profile)


def test_a_condemnation(finder: EncoderFinder) -> None:
    told = _relate(finder, TEXT, "Kenya", "Norway", "plover-2024")
    assert (told.type, told.mode, told.quad) == ("ACCUSE", "disapprove", 3)
    assert told.cameo == ontology.cameo_code("ACCUSE", "disapprove")
    assert sum(told.probs.values()) == pytest.approx(1.0, abs=0.01)
    assert next(iter(told.probs)) == "ACCUSE"


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "label"),
    [
        ("Rebels freed two Danish nurses on Friday.", "Rebels", "two Danish nurses", "YIELD"),
        ("Poland gave Moldova 40 million euros in aid.", "Poland", "Moldova", "AID"),
        ("Chilean police arrested a Bolivian senator.", "Chilean police", "a Bolivian senator", "COERCE"),
        (
            "Ghana's president met his Togolese counterpart in Accra.",
            "Ghana's president",
            "his Togolese counterpart",
            "CONSULT",
        ),
    ],
)
def test_labels_of_plv(finder: EncoderFinder, text: str, actor: str, recipient: str, label: str) -> None:
    told = _relate(finder, text, actor, recipient, "plv-2023")
    assert told.type == label
    assert "none" not in told.probs


def test_the_other_way_round_it_is_not_told(finder: EncoderFinder) -> None:
    told = _relate(finder, TEXT, "Norway", "Kenya", "plover-2024")
    assert told.type is None
    assert told.unresolved == "no relation from the one to the other is told"
    assert told.to_dict()["unresolved"]


def test_codes_of_cameo(finder: EncoderFinder) -> None:
    told = _relate(finder, TEXT, "Kenya", "Norway", "cameo")
    assert told.type == told.cameo == ontology.cameo_code("ACCUSE", "disapprove")


def test_a_party_may_be_unnamed_or_the_whole_text(finder: EncoderFinder) -> None:
    text = "Twelve Somali civilians were killed when a car bomb exploded in a market."
    told = _relate(finder, text, None, "Twelve Somali civilians", "plv-2023")
    assert told.type == "ASSAULT"
    whole = relate(text, Span(0, len(text)), Span(0, 23), finder=finder, profile="plv-2023")
    assert whole == told


@pytest.mark.parametrize(
    ("actor", "recipient", "words"),
    [
        (Span(5, 5), Span(27, 33), "there are no words at 5..5"),
        (Span(0, 5), Span(27, 9_999), "there are no words at 27..9999"),
        (Span(5, 6), Span(27, 33), "there are no words at 5..6"),
        (None, None, "neither actor nor recipient"),
        (Span(0, 5), Span(len(TEXT) + 9_000, len(TEXT) + 9_005), "too far apart"),
    ],
)
def test_what_cannot_be_asked(finder: EncoderFinder, actor: Span | None, recipient: Span | None, words: str) -> None:
    text = TEXT + " " * 10 + "\n\nThe harvest was good and the weather fair in all the districts. " * 150
    text = TEXT if recipient is None or recipient.end == 9_999 or recipient.end < 100 else text
    with pytest.raises(ArticleError, match=words):
        relate(text, actor, recipient, finder=finder)


def test_an_unknown_profile(finder: EncoderFinder) -> None:
    with pytest.raises(ConfigError, match="'weis' is not a profile; use one of plover-2024"):
        relate(TEXT, Span(0, 5), Span(27, 33), finder=finder, profile="weis")  # type: ignore[arg-type]


def test_promises_and_apologies_are_told_by_their_words() -> None:
    assert manner_of("has Agreed to withdraw".split()) == (True, False)
    assert manner_of("will free the crew".split()) == (True, False)
    assert manner_of("apologised for the raid".split()) == (False, True)
    assert manner_of("lifted the curfew".split()) == (False, False)
