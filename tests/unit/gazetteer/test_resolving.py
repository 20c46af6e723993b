"""Whom a name or a description means on a day, and what is told of whoever stays unknown."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

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
    ("US secretary of state", "2003-02-05", "USA/colin-powell"),
    ("Secretary of State Madeleine Albright", "1998-01-01", "USA/madeleine-albright"),
    ("Minister of Foreign Affairs of Japan", "2010-01-01", "JPN/katsuya-okada"),
    ("Indian external affairs minister", "2020-01-01", "IND/s-jaishankar"),
    ("US Secretary of Defense", "2010-01-01", "USA/robert-gates"),
    ("governor of the Bank of England", "2015-01-01", "GBR/mark-carney"),
    ("UN secretary-general", "2005-01-01", "UNO/kofi-annan"),
    ("UN chief", "2010-05-05", "UNO/ban-ki-moon"),
    ("the pope", "2014-01-01", "VAT/francis"),
    ("President Macron of France", "2019-06-01", "FRA/emmanuel-macron"),
    ("King Abdullah of Saudi Arabia", "2008-01-11", "SAU/abdullah"),
    ("Jordan's King Abdullah", "2008-01-11", "JOR/abdullah-ii"),
    ("House Speaker Nancy Pelosi", "2010-05-05", "USA/nancy-pelosi"),
    ("The Hague", "2019-06-01", "NLD"),
    ("Japanese foreign minister", "1998-01-01", "JPN/keizo-obuchi"),
    ("French foreign minister", "1999-04-01", "FRA/hubert-vedrine"),
    ("Brazilian foreign minister", "2000-04-01", "BRA/luiz-felipe-lampreia"),
    ("Sri Lankan foreign minister", "2008-01-01", "LKA/rohitha-bogollagama"),
    ("US defense secretary", "2019-03-01", "USA/patrick-shanahan"),
    ("the NATO secretary-general", "2016-03-01", "IGO/jens-stoltenberg"),
    ("NATO's boss", "2001-03-01", "IGO/george-robertson"),
    ("the EU's foreign policy chief", "2016-03-01", "EUR/federica-mogherini"),
    ("president of the European Commission", "2016-03-01", "EUR/jean-claude-juncker"),
    ("head of the CIA", "1998-03-01", "USA/george-tenet"),
    ("the IAEA chief", "2016-03-01", "UNO/yukiya-amano"),
    ("UN human rights chief", "2019-03-01", "UNO/michelle-bachelet"),
    ("the current Fed chairman", "1998-01-01", "USA/alan-greenspan"),
    ("the Hezbollah leader", "2006-07-20", "LBN/hassan-nasrallah"),
    ("Soviet president", "1991-06-01", "RUS/mikhail-gorbachev"),
    ("East German prime minister", "1990-06-01", "DEU/lothar-de-maiziere"),
    ("Yugoslav foreign minister", "1999-04-01", "SRB/zivadin-jovanovic"),
    ("Cuba's leader", "1995-01-01", "CUB/fidel-castro"),
    ("the Russian leader", "2014-03-18", "RUS/vladimir-putin"),
    ("the leader of Japan", "2010-01-01", "JPN/yukio-hatoyama"),
    ("the Libyan leader", "2005-01-01", "LBY/muammar-gaddafi"),
    ("Iranian intelligence minister", "2000-01-01", "IRN/ali-younesi"),
    ("British defence secretary", "2003-01-01", "GBR/geoff-hoon"),
    ("Australian treasurer", "2003-01-01", "AUS/peter-costello"),
    ("German finance minister", "1995-01-01", "DEU/theo-waigel"),
    ("Israeli defence minister", "1999-01-01", "ISR/yitzhak-mordechai"),
    ("Argentine economy minister", "1995-01-01", "ARG/domingo-cavallo"),
    ("South African finance minister", "2003-01-01", "ZAF/trevor-manuel"),
    ("Papua New Guinean prime minister", "1998-01-01", "PNG/bill-skate"),
    ("new Peruvian prime minister", "2009-01-01", "PER/yehude-simon"),
    ("Botswanan president", "2013-01-01", "BWA/ian-khama"),
    ("Namibian prime minister", "2013-06-01", "NAM/hage-geingob"),
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
    ("deputy foreign minister of Iran", "person", "IRN", ("GOV",), "deputy foreign minister"),  # not the minister
    ("Russian deputy foreign minister Oleg Tverdin", "person", "RUS", ("GOV",), "deputy foreign minister"),
    ("Iranian foreign ministry spokesman Reza Mehmanpour", "person", "IRN", ("GOV",), "spokesman"),
    ("former US president Jimmy Tverdin", "person", "USA", ("ELI",), "president"),
    ("Chechen president", "person", "RUS", ("GOV",), "president"),  # not Russia's
    ("prime minister of Greenland", "person", "DNK", ("GOV",), "prime minister"),
    ("Bosnian Serb army", "organization", "BIH", ("MIL",), None),
    ("president-elect of Brazil", "person", "BRA", ("GOV",), "president elect"),
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


@pytest.mark.parametrize("text", ["us", "may", "a turkey", "who"])
def test_words_in_small_letters_are_no_names(text: str) -> None:
    found = _resolved(text, "2017-01-01")
    assert (found.actor, found.country) == (None, None)


@pytest.mark.parametrize("text", ["Michael Jordan", "Jordan Peterson", "Vladimir Kolas", "Paris Jackson"])
def test_a_place_in_the_name_of_somebody_is_not_his_country(text: str) -> None:
    found = _resolved(text)
    assert (found.actor, found.country, found.name) == (None, None, text)


@pytest.mark.parametrize("text", ["Russia and Ukraine", "the Russian and Ukrainian presidents"])
def test_two_countries_are_no_single_one(text: str) -> None:
    found = _resolved(text)
    assert found.country is None
    assert found.unresolved == "two countries are named: RUS, UKR"


@pytest.mark.parametrize(("text", "on", "reason"), [
    ("former NATO secretary-general", "2016-03-01", "a description of nobody in particular"),
    ("NATO deputy secretary general", "2016-03-01", "no deputy secretary general of IGO is known on that day"),
    ("the head of the CIA", "1950-03-01", "no director of the CIA is known on that day"),
    ("the Lebanese leader", "2016-03-01", "no leader of LBN is known on that day"),  # nobody can tell which of three
    ("the Iraqi Kurdish leader", "2010-01-01", "no leader of IRQ is known on that day"),
    ("NATO chief of staff", "2016-03-01", "no chief of IGO is known on that day"),
])  # fmt: skip
def test_who_is_not_at_the_head_of_a_body_is_not_taken_for_it(text: str, on: str, reason: str) -> None:
    found = _resolved(text, on)
    assert (found.actor, found.unresolved) == (None, reason)


def test_each_office_of_the_heads_of_bodies_is_one_that_somebody_held() -> None:
    gazetteer = load_gazetteer()
    text = files("onrecord.gazetteer").joinpath("data", "heads.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    bodies = {name.id for name in gazetteer.names.values()} | {"-"}
    assert [row for row in rows if row[0] not in bodies or not gazetteer.people.ever_held(row[1], row[2])] == []
