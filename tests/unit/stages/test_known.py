"""Who is linked to the gazetteer on the day of the report, and what of the report goes back to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from onrecord import rules, stages
from onrecord.frames import Pointer
from onrecord.text import Article
from tests.unit.stages.scene import nth_phrase


def party(text: str, on: str, words: str, *, points_to_nobody: bool = False) -> str | None:
    """The id of the actor whom a phrase means on a day; the finder may be sure that it is nobody named before."""
    article = Article.from_text(text, published_on=date.fromisoformat(on))
    draft = stages.lay_out(article)
    at, _ = nth_phrase(article, draft, words)
    pointers = (Pointer(phrase=at, nobody=0.9, meant=()),) if points_to_nobody else ()
    draft = replace(draft, frames=rules.find_frames(article, draft), pointers=pointers)
    found = stages.link_phrases(article, draft).party_of[at]
    return found if isinstance(found, str) else None


@pytest.mark.parametrize(("text", "on", "words", "expected"), [
    ("Secretary of State Madeleine Albright warned Iraq.", "1998-02-03", "Secretary of State Madeleine Albright", "USA/madeleine-albright"),
    ("The US secretary of state left.", "2003-02-03", "The US secretary of state", "USA/colin-powell"),
    ("The king of Jordan met President Clinton.", "1999-02-08", "President Clinton", "USA/bill-clinton"),
    ("Theresa May came to London. Mrs May left.", "2018-03-14", "Mrs May", "GBR/theresa-may"),
    ("Theresa May came to London in May. May said that she was glad.", "2018-03-14", "May", "GBR/theresa-may"),
    ("Mali's army came. Colonel Assimi Goita left Mali.", "2020-08-19", "Colonel Assimi Goita", "MLI/assimi-goita"),
    ("The NATO secretary-general warned Iran.", "2022-03-01", "The NATO secretary-general", "IGO/jens-stoltenberg"),
    ("The NATO chief left. Mr Stoltenberg came back.", "2022-03-01", "The NATO chief", "IGO/jens-stoltenberg"),
    ("The UN chief spoke. The IAEA chief left Vienna.", "2022-03-01", "The IAEA chief", "UNO/rafael-grossi"),
    ("The head of the CIA flew to Kyiv.", "2022-03-01", "The head", "USA/william-burns"),
    ("The EU foreign policy chief left.", "2022-03-01", "The EU foreign policy chief", "EUR/josep-borrell"),
    ("In Vienna the pope prayed.", "2022-03-01", "the pope", "VAT/francis"),
    ("Bahrain's crown prince, Salman bin Hamad, left. King Hamad came.", "2011-03-15", "King Hamad", "BHR/hamad-bin-isa-al-khalifa"),
])  # fmt: skip
def test_somebody_known_is_linked(text: str, on: str, words: str, expected: str) -> None:
    assert party(text, on, words) == expected


@pytest.mark.parametrize(("text", "on", "words", "expected"), [
    ("Theresa May came to London. The prime minister left.", "2018-03-14", "The prime minister", "GBR/theresa-may"),
    ("Mohammad Javad Zarif came from Iran. The Iranian foreign minister left.", "2015-07-14", "The Iranian foreign minister",
     "IRN/mohammad-javad-zarif"),
    ("Vladimir Putin came. The Russian leader left.", "2014-03-18", "The Russian leader", "RUS/vladimir-putin"),
    ("UN Secretary-General Kofi Annan came. The UN chief left.", "2006-07-20", "The UN chief", "UNO/kofi-annan"),
    ("Liz Truss became prime minister of Britain. Boris Johnson resigned. The former prime minister left.", "2022-09-08",
     "The former prime minister", "GBR/boris-johnson"),
    ("The secretary of state, Marco Rubio, came. The secretary of state left.", "2025-06-01", "The secretary of state", "USA/marco-rubio"),
])  # fmt: skip
def test_an_office_that_one_holds_or_held_is_its_holder_named_before(
    text: str, on: str, words: str, expected: str
) -> None:
    assert party(text, on, words, points_to_nobody=True) == expected


@pytest.mark.parametrize(("text", "words"), [
    ("Mohammad Javad Zarif came from Iran. The Iranian deputy foreign minister left.", "The Iranian deputy foreign minister"),
    ("Theresa May came to London. A prime minister left.", "A prime minister"),
    ("Theresa May came to London. The former prime minister left.", "The former prime minister"),
    ("Theresa May came to London. The Norwegian prime minister left.", "The Norwegian prime minister"),
])  # fmt: skip
def test_another_office_is_not_the_holder_named_before(text: str, words: str) -> None:
    assert party(text, "2017-03-14", words, points_to_nobody=True) not in (
        "GBR/theresa-may",
        "IRN/mohammad-javad-zarif",
    )


def test_the_president_of_a_part_is_not_the_state_s() -> None:
    text = "Vladimir Putin came from Russia. The Chechen president left. The Chechens left."
    assert party(text, "2005-03-14", "The Chechen president") == "RUS/chechen-president"


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("Michael Jordan retired. Jordan left the court.", "Jordan", "XXX/michael-jordan"),
    ("Denzel Washington flew home. Washington thanked his fans.", "Washington", "XXX/denzel-washington"),
    ("Michael Jordan flew to Amman. Jordan's king came. Jordan thanked him.", "Jordan", "JOR"),
    ("Jordan warned Iran. Michael Jordan retired.", "Jordan", "JOR"),
    ("Steve Israel flew to Israel. Israel thanked him.", "Israel", "ISR"),
    ("Israel Katz came. Israel warned Iran.", "Israel", "ISR"),
    ("Brian Kemp spoke in Atlanta. Georgia warned the firm.", "Georgia", "USA/georgia"),
    ("Brian Kemp spoke in Tbilisi. Georgia warned Atlanta.", "Georgia", "GEO"),
    ("The army left Brazzaville. Congo warned Angola.", "Congo", "COG"),
])  # fmt: skip
def test_a_surname_and_a_namesake_are_no_country(text: str, words: str, expected: str) -> None:
    assert party(text, "2022-03-01", words) == expected


@pytest.mark.parametrize(("text", "on", "words", "expected"), [
    ("MOGADISHU (AFP) - The president left. Kenya stayed.", "2021-09-20", "The president", "SOM/mohamed-abdullahi-mohamed"),
    ("SEOUL (AFP) - The government left. Japan stayed.", "2021-09-20", "The government", "KOR/government"),
    ("LIMA (AFP) - President Kofi Osei left. Kenya stayed.", "2021-09-20", "President Kofi Osei", "PER/kofi-osei"),
    ("Taiwan left. The government of Vladimir Putin stayed.", "2021-09-20", "The government", "RUS/government"),
    ("ANKARA (AFP) - The Turkish leader left.", "2012-09-20", "The Turkish leader", "TUR/recep-tayyip-erdogan"),
    ("The Bank of England governor left.", "2019-02-01", "The Bank of England governor", "GBR/mark-carney"),
])  # fmt: skip
def test_an_office_at_the_head_of_a_report_or_of_a_bank_is_its_holder(
    text: str, on: str, words: str, expected: str
) -> None:
    assert party(text, on, words) == expected


@pytest.mark.parametrize("text", [
    "GENEVA (AFP) - The president left. Kenya stayed.",
    "MOGADISHU (AFP) - Kenya stayed. The president left.",
    "LONDON (AFP) - The president left. Kenya stayed.",
    "AMMAN (AFP) - The president left. Kenya stayed.",
    "MOGADISHU (AFP) - The president of the bank left. Kenya stayed.",
])  # fmt: skip
def test_the_president_is_not_that_of_every_dateline(text: str) -> None:
    assert not (party(text, "2021-09-20", "The president") or "").startswith(("SOM", "GBR", "JOR"))
