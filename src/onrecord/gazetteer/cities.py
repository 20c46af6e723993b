"""Towns of 5,000 inhabitants or more, and the country in which the largest of a name lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.gazetteer.keys import to_key
from onrecord.gazetteer.tables import SortedTable

CITY = 50_000  # inhabitants of a town that is known without a word that says that it is a place
TOWN = 5_000  # and of one that is known where a word says so
_CLEAR = 4  # how many times as many people as its namesakes abroad a town must have


@cache
def _table() -> SortedTable:
    return SortedTable.open(files("onrecord.gazetteer").joinpath("data", "actors", "cities.tsv"))


def country_of_city(name: str, *, least: int = CITY) -> str | None:
    """The country of a town of `least` inhabitants or more; None where none is known, or two of about one size lie in two countries.

    >>> country_of_city("Puerto Peñasco"), country_of_city("Nowhere")
    ('MEX', None)
    """
    rows = _table().find(to_key(name))
    if not rows or int(rows[0][1]) < least:
        return None
    country, inhabitants = rows[0]
    return country if len(rows) == 1 or int(inhabitants) >= _CLEAR * int(rows[1][1]) else None


def countries_of_town(name: str) -> tuple[str, ...]:
    """Every country that has a town of that name, the one with the largest first.

    >>> countries_of_town("Zittau")
    ('DEU',)
    """
    return tuple(country for country, _ in _table().find(to_key(name)))


def inhabitants_of(name: str) -> dict[str, int]:
    """For each country that has a town of that name, the inhabitants of its largest; empty where none is known.

    >>> inhabitants_of("Zittau").keys()
    dict_keys(['DEU'])
    """
    return {country: int(count) for country, count in _table().find(to_key(name))}


@dataclass(frozen=True, slots=True)
class Towns:
    """The towns of the world, or none: a world of fiction has no Paris that lies in France."""

    known: bool = True

    def country_of(self, name: str, *, least: int = CITY) -> str | None:
        """As `country_of_city`."""
        return country_of_city(name, least=least) if self.known else None

    def countries_of(self, name: str) -> tuple[str, ...]:
        """As `countries_of_town`."""
        return countries_of_town(name) if self.known else ()

    def inhabitants_of(self, name: str) -> dict[str, int]:
        """As `inhabitants_of`."""
        return inhabitants_of(name) if self.known else {}
