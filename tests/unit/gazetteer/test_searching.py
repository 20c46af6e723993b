"""Finding actors by what somebody types: seats, old names, misspelt names."""

from __future__ import annotations

import pytest

from onrecord.gazetteer import load_gazetteer
from onrecord.gazetteer.searching import search, search_alike


@pytest.mark.parametrize(("words", "first"), [
    ("kremlin", "RUS"),
    ("the White House", "USA"),
    ("downing street", "GBR"),
    ("quai d'orsay", "FRA"),
    ("Sublime Porte", "OTT"),
    ("Peking", "CHN"),
    ("Burma", "MMR"),
    ("vladimir put", "RUS/vladimir-putin"),
    ("trump", "USA/donald-trump"),
])  # fmt: skip
def test_the_best_known_comes_first_and_a_seat_is_its_state(words: str, first: str) -> None:
    assert search(words, load_gazetteer())[0].id == first


@pytest.mark.parametrize(("words", "actor"), [
    ("gadaffi", "LBY/muammar-gaddafi"),
    ("Anjela Merkel", "DEU/angela-merkel"),
    ("ahmedinejad", "IRN/mahmoud-ahmadinejad"),
])  # fmt: skip
def test_a_misspelt_name_finds_who_is_spelt_nearly_so(words: str, actor: str) -> None:
    assert search(words, load_gazetteer()) == []
    assert search_alike(words, load_gazetteer())[1][0].id == actor


@pytest.mark.parametrize("words", ["", "  ", "qwxzzy", "…"])
def test_words_like_no_name_find_nobody(words: str) -> None:
    assert search(words, load_gazetteer()) == []
    assert search_alike(words, load_gazetteer()) == ("", [])
