"""Cities of 50,000 inhabitants or more, and the country in which the largest of a name lies."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from onrecord.gazetteer.keys import to_key
from onrecord.gazetteer.tables import SortedTable

_CLEAR = 4  # how many times as many people as its namesakes abroad a city must have


@cache
def _table() -> SortedTable:
    return SortedTable.open(files("onrecord.gazetteer").joinpath("data", "actors", "cities.tsv"))


def country_of_city(name: str) -> str | None:
    """The country of a city; None where none is known, or two of about one size lie in two countries.

    >>> country_of_city("Puerto Peñasco"), country_of_city("Nowhere")
    ('MEX', None)
    """
    rows = _table().find(to_key(name))
    if not rows:
        return None
    _, country, inhabitants = rows[0]
    abroad = [int(row[2]) for row in rows if row[1] != country]
    return country if not abroad or int(inhabitants) >= _CLEAR * max(abroad) else None
