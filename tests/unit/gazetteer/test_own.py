"""A user's file of actors: what is wrong is told with its line and its mend, and nothing is half-imported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import onrecord
from onrecord import rules
from onrecord.errors import ConfigError
from onrecord.gazetteer import load_gazetteer, resolve
from onrecord.gazetteer.own import check_own, import_file, template
from onrecord.pipeline import try_read

ARNOR = """
[[actor]]
name = "Arnor"
kind = "country"
id = "ARN"

[[actor]]
name = "Gondor"
kind = "country"
id = "GON"
seats = ["Minas Tirith"]
"""
STEWARD = """
[[actor]]
name = "Hador Steward"
country = "{country}"
{more}

[[actor.office]]
name = "foreign minister"
from = "{begins}"
until = "{ends}"
"""


def steward(country: str = "NOR", more: str = "", begins: str = "2020-01-01", ends: str = "2024-12-31") -> str:
    return STEWARD.format(country=country, more=more, begins=begins, ends=ends)


@pytest.mark.parametrize(
    ("wrong", "line", "told"),
    [
        (steward(country="Germany"), 4, "unknown country 'Germany'; write DEU"),
        (steward(country="nor"), 4, "unknown country 'nor'; write NOR"),
        (steward(country="QQQ"), 4, "unknown country 'QQQ'; use an ISO 3166-1 alpha-3 code, or add the country"),
        (steward(begins="2025-01-01"), 10, "until 2024-12-31 is before from 2025-01-01"),
        (steward(begins="2020-13-40"), 9, "from is '2020-13-40', which is no day"),
        (steward(more='title = "minister"'), 5, "unknown key 'title'; use "),
        (steward(more='sectorz = ["GOV"]'), 5, "unknown key 'sectorz'; did you mean sectors?"),
        (steward(more='id = "NOR/a"') + steward(more='id = "NOR/a"'), 15, "the id NOR/a is on line 2 too"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_mend(tmp_path: Path, wrong: str, line: int, told: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(wrong, encoding="utf-8")
    imported, problems = import_file(path, tmp_path / "kept" / "own.toml")
    assert imported is None
    assert not (tmp_path / "kept").exists()
    assert any(str(problem).startswith(f"line {line}: ") and told in str(problem) for problem in problems), problems


@pytest.mark.parametrize("form", ["toml", "csv"])
def test_the_templates_are_right(form: str) -> None:
    own, problems = check_own(template(form).encode(), f"template.{form}")
    assert len(own) == 3
    assert not problems


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("Arnor", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"ends in \.toml or \.csv"):
        import_file(path)


def test_a_world_of_its_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(ARNOR, encoding="utf-8")
    article = onrecord.Article.from_text("Arnor recalled its ambassador to Minas Tirith, and Kenya kept silent.")
    reading = try_read(article, finder=rules.RuleFinder(), gazetteer=load_gazetteer(only=path))
    assert isinstance(reading, onrecord.Reading)
    known = {actor.id for actor in reading.actors if actor.known}
    assert "ARN" in known
    assert "KEN" not in known
    assert ("ARN",) in {event.actors for event in reading.events}


def test_a_world_of_its_own_has_none_of_our_towns_and_countries(tmp_path: Path) -> None:
    path = tmp_path / "arnor.toml"
    path.write_text(ARNOR + '[[actor]]\nname = "Grey Wardens"\nkind = "group"\ncountry = "GON"\n', encoding="utf-8")
    gazetteer = load_gazetteer(only=path)
    for text in ("Moscow", "Vladimir Putin", "the mayor of Paris", "the pope", "troops in Lagos"):
        assert resolve(text, gazetteer).country is None
    assert resolve("the troops of Gondor", gazetteer).country == "GON"
    assert resolve("the Grey Wardens", gazetteer).kind == "group"
    article = onrecord.Article.from_text(
        "LAGOS (AP) — The mayor of Paris left for Lyon. Troops came from Arnor to Moscow."
    )
    reading = try_read(article, finder=rules.RuleFinder(), gazetteer=gazetteer)
    assert {actor.country for actor in reading.actors} <= {"ARN", "GON", None}


def test_a_person_of_ones_own_is_found_by_a_single_name_and_before_any_office(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        ARNOR + STEWARD.format(country="GON", more='other_names = ["Hadi"]', begins="2020-01-01", ends="2024-12-31")
    )
    for text in ("Hador Steward criticised Arnor.", "Hadi criticised Arnor."):
        article = onrecord.Article.from_text(text, published_on=date(1999, 3, 1))
        reading = try_read(article, finder=rules.RuleFinder(), gazetteer=load_gazetteer(only=path))
        assert isinstance(reading, onrecord.Reading)
        assert ("GON/hador-steward",) in {event.actors for event in reading.events}


def test_a_person_of_ones_own_wins_over_a_namesake_in_office(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(steward(begins="2005-01-01", ends="2009-12-31").replace("Hador Steward", "Emmanuel Macron"))
    article = onrecord.Article.from_text("Emmanuel Macron criticised Peru.", published_on=date(2022, 3, 1))
    reading = try_read(article, finder=rules.RuleFinder(), gazetteer=load_gazetteer((path,)))
    assert isinstance(reading, onrecord.Reading)
    assert [event.actors for event in reading.events] == [("NOR/emmanuel-macron",)]
