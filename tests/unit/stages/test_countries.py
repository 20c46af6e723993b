"""Whose they are: by tails, by the gazetteer on the day of the report, by what is named around; and who is meant by collectives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import onrecord
from onrecord import rules, stages
from onrecord.facts import Actor
from onrecord.gazetteer import load_gazetteer
from onrecord.stages.datelines import find_dateline
from onrecord.stages.links.evidence import FEATURES
from onrecord.stages.links.weighing import likeliest
from onrecord.text import Article
from tests.unit.stages.scene import linked, nth_phrase


def actor_of(text: str, words: str, day: date | None = None) -> Actor:
    """The actor whom a phrase of a report of that day means."""
    article = Article.from_text(text, published_on=day)
    draft = stages.lay_out(article)
    draft = stages.link_phrases(article, replace(draft, frames=rules.find_frames(article, draft)))
    party = draft.party_of[nth_phrase(article, draft, words)[0]]
    return next(actor for actor in draft.actors if actor.id == party)


@pytest.mark.parametrize(("text", "words", "country"), [
    ("Peru and Chad met. A court in Minsk ruled.", "A court", "BLR"),
    ("Peru and Chad met. MPs in Buenos Aires voted.", "MPs", "ARG"),
    ("Peru and Chad met. The bishop of Pavia left.", "The bishop", "ITA"),
    ("Peru and Chad met. A firm from the northern town of Maroua won.", "A firm", "CMR"),
    ("Peru and Chad met. A spokesman for the European Commission spoke.", "A spokesman", "EUR"),
    ("Norway and Chad met. The embassy in Oslo shut.", "The embassy", None),
    ("Norway and Chad met. Kenya recalled its envoy from Oslo.", "its envoy", "KEN"),
    ("Norway and Chad met. A critic of Norway spoke.", "A critic", None),
    ("Peru met Chad. Four Swiss came.", "Four Swiss", "CHE"),
    ("Peru met Chad. The Hague spoke.", "The Hague", "NLD"),
    ("The European Commission met Chad. On Friday Commission spokesman Ivan Brod spoke.", "Commission spokesman Ivan Brod", "EUR"),
    ("Peru met Norway. Ivan Brod, who farms near Maroua, spoke.", "Ivan Brod", "CMR"),
    ("Peru met Norway. Peruvian farmer Ivan Brod, who works in Maroua, spoke.", "Peruvian farmer Ivan Brod", "PER"),
    ("Peru met Peru. West African leaders spoke.", "West African leaders", None),
    ("Peru met Chad. Last night Norway signed.", "Norway", "NOR"),
])  # fmt: skip
def test_country_by_the_words(text: str, words: str, country: str | None) -> None:
    _, draft = linked(text)
    found = nth_phrase(Article.from_text(text), draft, words)[1].country
    assert found == country or (found is None and actor_of(text, words).country == country)


@pytest.mark.parametrize(("text", "words", "day", "actor_id", "office"), [
    ("Vladimir Putin left Russia.", "Vladimir Putin", "2021-03-18", "RUS/vladimir-putin", "president"),
    ("Merkel left Berlin.", "Merkel", "2012-05-01", "DEU/angela-merkel", "chancellor"),
    ("The French president left.", "The French president", "2003-06-19", "FRA/jacques-chirac", "president"),
    ("The French president left.", "The French president", "2013-06-19", "FRA/francois-hollande", "president"),
    ("The former French president left.", "The former French president", "2013-06-19", "FRA/former-french-president", "president"),
    ("French President Ana Quispe came. The French president left.", "The French president", "2013-06-19", "FRA/ana-quispe", "president"),
    ("Angela Merkel, a nurse, left Peru.", "Angela Merkel", "2012-05-01", "PER/angela-merkel", "nurse"),
])  # fmt: skip
def test_the_gazetteer_on_the_day_of_the_report(text: str, words: str, day: str, actor_id: str, office: str) -> None:
    found = actor_of(text, words, date.fromisoformat(day))
    assert (found.id, found.office) == (actor_id, office)


@pytest.mark.parametrize(("text", "words"), [
    ("France's president left. Peru met President Nicolas Sarkozy.", "France's president"),
    ("François Hollande, a nurse, spoke in Paris. France's president left.", "François Hollande"),
    ("Former French President Ana Quispe came. The French president left.", "The French president"),
])  # fmt: skip
def test_the_president_is_who_holds_the_office_now(text: str, words: str) -> None:
    found = actor_of(text, words, date(2013, 6, 19))
    assert (found.id, found.office) == ("FRA/francois-hollande", "president")


def test_of_two_of_a_name_who_is_in_office_now_is_meant() -> None:
    assert actor_of("Josep Borrell left Georgia.", "Josep Borrell", date(2024, 5, 3)).id == "EUR/josep-borrell"


def test_without_a_day_nobody_holds_an_office() -> None:
    assert not actor_of("The French president left.", "The French president").known


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("Kenya told Peru. Both armies left.", "Both armies", ("KEN/army", "PER/army")),
    ("Kenya told Peru. The two presidents met.", "The two presidents", ("KEN/president", "PER/president")),
    ("Kenya told Peru. Ministers of the two countries met.", "Ministers", ("KEN/minister", "PER/minister")),
    ("Kenya told Peru. Kenyan President Kofi Osei left. The two presidents met.", "The two presidents", ("KEN/kofi-osei", "PER/president")),
    ("Kenya told Peru. Two armies left.", "Two armies", ()),
])  # fmt: skip
def test_collectives_are_one_of_each(text: str, words: str, expected: tuple[str, ...]) -> None:
    article, draft = linked(text)
    assert set(draft.members_of[nth_phrase(article, draft, words)[0]]) == set(expected)


def test_two_ministries_are_two() -> None:
    text = "The Kenyan foreign ministry spoke. The Kenyan defence ministry did not."
    article, draft = linked(text)
    parties = {draft.party_of[nth_phrase(article, draft, words)[0]] for words in
               ("The Kenyan foreign ministry", "The Kenyan defence ministry")}  # fmt: skip
    assert len(parties) == 2


def test_its_ambassador_is_the_one_named_later() -> None:
    text = "Peru recalled its ambassador. Peruvian ambassador Ana Quispe left."
    assert actor_of(text, "its ambassador").name == "Ana Quispe"


def test_of_two_that_fit_alike_each_has_half() -> None:
    alike = [0.0] * len(FEATURES)
    assert likeliest({"PER": alike, "KEN": alike}) == ("PER", 0.5)


def test_a_neighbour_is_of_the_other_country() -> None:
    text = "Kenya told Chad. Chad told Kenya. Its neighbour signed. Kenya left its neighbour."
    article, draft = linked(text)
    assert draft.party_of[nth_phrase(article, draft, "its neighbour")[0]] == "TCD"


def test_the_seat_of_a_body_is_a_capital_where_the_state_is_named() -> None:
    assert actor_of("Belgium and Chad met. Brussels protested.", "Brussels").id == "BEL"
    assert actor_of("Norway and Chad met. Brussels protested.", "Brussels").id == "EUR"


def test_towns_tell_where_a_story_plays() -> None:
    text = "Peru met Chad. A crowd marched from Maroua to Garoua. The council in Maroua met. The police left."
    assert actor_of(text, "The police").country == "CMR"


@pytest.mark.parametrize(("opening", "country"), [
    ("ŽATEC – The", "CZE"), ("NEW YORK (AP) -- The", "USA"), ("Oslo, May 5 (Reuters) - The", "NOR"), ("A man - the", None),
])  # fmt: skip
def test_datelines(opening: str, country: str | None) -> None:
    found = find_dateline(Article.from_text(f"{opening} snow fell."), load_gazetteer())
    assert (found.country if found is not None else None) == country


def test_a_list_of_parties_is_all_of_them() -> None:
    reading = onrecord.read("Kenya, Peru and Chad condemned Norway on Monday.", finder=rules.RuleFinder())
    assert {party for event in reading.events for party in event.actors} == {"KEN", "PER", "TCD"}


def test_reporters_take_no_country_from_around() -> None:
    assert actor_of("Peru signed. The reporters left.", "The reporters").country is None


def test_a_person_of_ones_own_is_linked_under_the_name_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[actor]]\nname = "Marta Lund"\ncountry = "NOR"\nother_names = ["Marta Eksempelsen"]\n', encoding="utf-8"
    )
    text = "Marta Eksempelsen condemned Chad on Monday. “We will not pay,” Marta Lund said."
    reading = onrecord.read(text, finder=rules.RuleFinder(), gazetteer=load_gazetteer((path,)))
    (person,) = (actor for actor in reading.actors if actor.kind == "person")
    assert (person.id, person.name, person.country) == ("NOR/marta-lund", "Marta Lund", "NOR")
    assert {party for event in reading.events for party in event.actors} == {"NOR/marta-lund"}


@pytest.mark.parametrize(("text", "words", "office", "sectors"), [
    ("Former Kenyan President Uhuru Kenyatta left.", "Former Kenyan President Uhuru Kenyatta", None, ("ELI",)),
    ("Kenyan President William Ruto left.", "Kenyan President William Ruto", "president", ("GOV",)),
    ("Ana Quispe met her Chilean counterpart Gabriel Boric.", "her Chilean counterpart Gabriel Boric", "president", ("GOV",)),
])  # fmt: skip
def test_the_office_of_a_known_person_is_that_of_the_day(
    text: str, words: str, office: str | None, sectors: tuple[str, ...]
) -> None:
    found = actor_of(text, words, date(2024, 5, 3))
    assert (found.office, found.sectors, found.known) == (office, sectors, True)
