"""Where a report was filed, in the ways of the agencies."""

from __future__ import annotations

import pytest

from onrecord.gazetteer import load_gazetteer
from onrecord.stages.datelines import find_dateline
from onrecord.text import Article


@pytest.mark.parametrize(
    ("text", "dateline", "country"),
    [
        ("OSLO, Norway (AP) — Snow fell.", "OSLO, Norway (AP) — ", "NOR"),
        ("SEOUL, Sept. 8 (Xinhua) -- Snow fell.", "SEOUL, Sept. 8 (Xinhua) -- ", "KOR"),
        ("MOSCOW, March 2. /TASS/. Snow fell.", "MOSCOW, March 2. /TASS/. ", "RUS"),
        ("NEW DELHI, Mar 2 (PTI) Snow fell.", "NEW DELHI, Mar 2 (PTI) ", "IND"),
        ("MOSCOW/YEREVAN/BAKU (Reuters) - Snow fell.", "MOSCOW/YEREVAN/BAKU (Reuters) - ", "RUS"),
        ("KABUL (Pajhwok): Snow fell.", "KABUL (Pajhwok): ", "AFG"),
        ("CHISINAU, Moldova (AP) _ Snow fell.", "CHISINAU, Moldova (AP) _ ", "MDA"),
        ("BEIRUT: Snow fell.", "BEIRUT: ", "LBN"),
    ],
)
def test_datelines_of_the_agencies(text: str, dateline: str, country: str) -> None:
    found = find_dateline(Article.from_text(text), load_gazetteer())
    assert found is not None
    assert (found.span.of(text), found.country) == (dateline, country)


@pytest.mark.parametrize(
    "text",
    [
        "OKELLO: I never said that.",
        "Beirut: The cabinet is late.",
        "IRAN: A year of unrest.",
        "Juan Pérez, Mexico (PRI) said that it snowed.",
    ],
)
def test_a_speaker_and_a_land_are_no_datelines(text: str) -> None:
    assert find_dateline(Article.from_text(text), load_gazetteer()) is None


def test_a_headline_is_no_dateline() -> None:
    article = Article.from_text("KYIV: Talks may go on\n\nTalks may go on.", title="KYIV: Talks may go on")
    assert find_dateline(article, load_gazetteer()) is None
