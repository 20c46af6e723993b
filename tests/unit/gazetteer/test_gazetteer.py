from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from onrecord import gazetteer
from onrecord.gazetteer import load_gazetteer

OTHER_CODES = {"KOS"}  # Kosovo has no ISO code; the ontology's country field calls it so
SHARED = {"Congolese": {"COD", "COG"}}  # names that the tables may give to two countries; the first row wins
BODY_COUNTRIES = {"UNO", "EUR", "IGO", "NGO", "IMG", "MNC"}
SECTORS = set(
    "GOV LEG JUD MIL COP SPY PTY OPP REB PRM UAF CRM BUS LAB AGR JRN EDU MED REF REL SOC CVL ELI UNK PRE".split()
)  # PLOVER's


def rows(name: str) -> list[list[str]]:
    text = files(gazetteer).joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


COUNTRIES = rows("countries.tsv")
BODIES = rows("bodies.tsv")


def iso_codes() -> set[str]:
    """ISO 3166-1 alpha-3 as the installed country list has it; the shape alone where it is not installed."""
    pycountry = pytest.importorskip("pycountry")
    return {country.alpha_3 for country in pycountry.countries}


def test_every_country_code_is_iso() -> None:
    assert {code for code, *_ in COUNTRIES} - iso_codes() <= OTHER_CODES


def test_every_country_has_one_row_of_five_columns() -> None:
    assert {len(row) for row in COUNTRIES} == {5}
    codes = {row[0] for row in COUNTRIES}
    assert {row[4] for row in COUNTRIES} - {""} <= codes  # the state that rules a territory
    assert len({row[0] for row in COUNTRIES}) == len(COUNTRIES) >= 193
    assert all(re.fullmatch("[A-Z]{3}", row[0]) for row in COUNTRIES)
    assert all(row[1] for row in COUNTRIES)


def test_every_body_has_an_id_a_country_and_known_sectors() -> None:
    codes = {code for code, *_ in COUNTRIES} | BODY_COUNTRIES
    assert len({row[0] for row in BODIES}) == len(BODIES)
    for body, names, country, *more in BODIES:
        sectors, seat = [*more, "", ""][:2]
        assert not seat or seat.rsplit(" ", 1)[1] in codes, body
        assert re.fullmatch(r"[A-Z]{3}(/[a-z0-9-]+)?", body), body
        assert names, body
        assert country in codes, body
        assert set(sectors.split()) <= SECTORS, body


@pytest.mark.parametrize("column", [1, 2, 3], ids=["names", "peoples", "capitals"])
def test_no_name_stands_for_two_countries(column: int) -> None:
    owners: dict[str, set[str]] = {}
    for row in COUNTRIES:
        for name in filter(None, row[column].split("|")):
            owners.setdefault(name.removesuffix("+s"), set()).add(row[0])
    assert {name: codes for name, codes in owners.items() if len(codes) > 1 and codes != SHARED.get(name)} == {}


def test_no_name_names_a_country_and_another_one_s_people_or_capital() -> None:
    owners: dict[str, set[str]] = {}
    for code, *columns, _ in COUNTRIES:
        for names in columns:
            for name in filter(None, names.split("|")):
                owners.setdefault(name.removesuffix("+s"), set()).add(code)
    clashes = {name for name, codes in owners.items() if len(codes) > 1}
    assert clashes <= set(SHARED)


def test_no_name_is_a_country_and_a_body() -> None:
    words = {name for row in COUNTRIES for column in row[1:4] for name in column.split("|") if name}
    bodies = [name for _, names, *_ in BODIES for name in names.split("|")]
    assert words & set(bodies) == set()
    assert [name for name, n in Counter(bodies).items() if n > 1] == []


@pytest.mark.parametrize(("words", "expected"), [
    ("US", (1, "USA", "country")),
    ("U.S.", (1, "USA", "country")),
    ("us", None),
    ("UK", (1, "GBR", "country")),
    ("U.K.", (1, "GBR", "country")),
    ("Britain", (1, "GBR", "country")),
    ("turkey", None),
    ("Turkey", (1, "TUR", "country")),
    ("china", None),
    ("Chad", (1, "TCD", "country")),
    ("who", None),
    ("WHO", (1, "UNO/who", "body")),
    ("Norwegian", (1, "NOR", "adjective")),
    ("Norwegians", (1, "NOR", "people")),
    ("Chinese", (1, "CHN", "adjective")),
    ("South Korean", (2, "KOR", "adjective")),
    ("North Korea", (2, "PRK", "country")),
    ("Democratic Republic of the Congo", (5, "COD", "country")),
    ("Congo", (1, "COD", "country")),
    ("Niger", (1, "NER", "country")),
    ("Nigeria", (1, "NGA", "country")),
    ("Guinea", (1, "GIN", "country")),
    ("Papua New Guinea", (3, "PNG", "country")),
    ("Guinea-Bissau", (1, "GNB", "country")),
    ("Oslo", (1, "NOR", "capital")),
    ("Nairobi", (1, "KEN", "capital")),
    ("Canberra", (1, "AUS", "capital")),
    ("Kremlin", (1, "RUS", "capital")),
    ("Downing Street", (2, "GBR", "capital")),
    ("White House", (2, "USA", "capital")),
    ("UN Security Council", (3, "UNO/security-council", "body")),
    ("UN", (1, "UNO", "body")),
    ("Brussels", (1, "EUR", "capital")),
    ("Aruba", (1, "NLD/aruba", "region")),
    ("Kandahar", (1, "AFG/kandahar", "region")),
    ("Transnistria", (1, "MDA/transnistria", "region")),
    ("Osei", None),
])  # fmt: skip
def test_match(words: str, expected: tuple[int, str, str] | None) -> None:
    found = load_gazetteer().match(words.split(), 0)
    assert (None if found is None else (found[0], found[1].id, found[1].kind)) == expected


def test_the_longest_name_wins_and_stops_at_the_end() -> None:
    known = load_gazetteer()
    assert known.match(["New", "Zealand"], 0) == (2, known.names[("New", "Zealand")])
    assert known.match(["New"], 0) is None
    assert known.match(["the", "South", "Koreans", "left"], 1) == (2, known.names[("South", "Koreans")])


def test_every_name_is_shown_by_the_first_one() -> None:
    known = load_gazetteer()
    assert {name.id for name in known.names.values()} == set(known.shown)
    assert (known.shown["GBR"], known.shown["UNO/who"]) == ("United Kingdom", "World Health Organization")


@pytest.mark.parametrize(("noun", "sectors"), [
    ("president", ("GOV",)), ("senator", ("LEG",)), ("general", ("MIL",)), ("rebel", ("REB",)), ("judge", ("JUD",)),
    ("analyst", ()), ("high-commissioner", ("GOV",)),
])  # fmt: skip
def test_persons_by_noun(noun: str, sectors: tuple[str, ...]) -> None:
    assert load_gazetteer().persons[noun] == sectors


@pytest.mark.parametrize(("noun", "sectors"), [
    ("ministry", ("GOV",)), ("parliament", ("LEG",)), ("army", ("MIL",)), ("police", ("COP",)), ("union", ("LAB",)),
    ("think-tank", ("SOC",)),
])  # fmt: skip
def test_bodies_by_noun(noun: str, sectors: tuple[str, ...]) -> None:
    assert load_gazetteer().bodies[noun] == sectors


def test_roles_use_known_sectors_and_genders() -> None:
    known = load_gazetteer()
    told = {sector for table in (known.persons, known.bodies) for sectors in table.values() for sector in sectors}
    assert told <= SECTORS
    assert {sector for sector, _, _ in known.titles.values()} <= SECTORS | {""}
    assert {gender for _, gender, _ in known.titles.values()} <= {"", "m", "f"}
    assert set(known.genders.values()) == {"m", "f"}
    assert set(known.persons) & set(known.bodies) <= {"broadcaster"}


def test_the_version_is_a_digest() -> None:
    assert re.fullmatch("sha256:[0-9a-f]{64}", load_gazetteer().version)
