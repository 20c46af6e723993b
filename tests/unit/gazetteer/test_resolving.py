"""Whom a name or a description means on a day, and what is told of whoever stays unknown."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.gazetteer import load_gazetteer
from onrecord.gazetteer.resolving import Resolution, resolve


def _resolved(text: str, on: str = "2021-03-18", context: str | None = None) -> Resolution:
    return resolve(text, load_gazetteer(), on=date.fromisoformat(on), context=context)


@pytest.mark.parametrize(("text", "on", "actor"), [
    ("Vladimir Putin", "2021-03-18", "RUS/vladimir-putin"),
    ("Mr Putin", "2021-03-18", "RUS/vladimir-putin"),
    ("the German chancellor", "2010-05-01", "DEU/angela-merkel"),
    ("the prime minister of Britain", "1999-05-01", "GBR/tony-blair"),
])  # fmt: skip
def test_somebody_known_is_found(text: str, on: str, actor: str) -> None:
    found = _resolved(text, on)
    assert (found.actor, found.unresolved) == (actor, None)


@pytest.mark.parametrize(("text", "kind", "country", "sectors", "office"), [
    ("Mr Putin's spokesperson", "person", "RUS", ("GOV",), "spokesperson"),
    ("Vladimir Putin's spokesman", "person", "RUS", ("GOV",), "spokesman"),
    ("Moscow's embassy in Washington", "organization", "RUS", ("GOV",), None),
    ("former Brazilian foreign minister", "person", "BRA", ("ELI",), "foreign minister"),
    ("a deputy head at the Russian parliament's upper house", "person", "RUS", ("LEG",), "deputy head"),
    ("the chairman of the Iranian parliament", "person", "IRN", ("LEG",), "chairman"),
    ("Quispe's brother", "person", None, ("CVL",), "brother"),
])  # fmt: skip
def test_of_the_unknown_the_words_tell(
    text: str, kind: str, country: str | None, sectors: tuple[str, ...], office: str | None
) -> None:
    found = _resolved(text)
    assert found.actor is None
    assert found.unresolved
    assert (found.kind, found.country, found.sectors, found.office) == (kind, country, sectors, office)


@pytest.mark.parametrize("text", ["the head of the table", "the head", "the chair of oak"])
def test_a_post_of_nothing_is_nobody(text: str) -> None:
    assert _resolved(text).kind is None
