"""Whose they are: by tails, by the gazetteer on the day of the report, by what is named around; and who is meant by collectives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from onrecord import rules, stages
from onrecord.facts import Actor
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
    ("Peru met Chad. Last night Norway signed.", "Last night Norway", "NOR"),
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


def test_reporters_take_no_country_from_around() -> None:
    assert actor_of("Peru signed. The reporters left.", "The reporters").country is None
