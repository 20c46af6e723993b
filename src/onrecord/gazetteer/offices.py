"""Offices under their many names: a premier and a chancellor are prime ministers, the secretary of state of the US a foreign minister."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(files("onrecord.gazetteer").joinpath("data", "offices.toml").read_text(encoding="utf-8"))


@cache
def _kinds() -> dict[str, str]:
    """Each name of an office, in small letters ("usa: secretary of state" where it counts for one country) -> its kind."""
    return {name.casefold(): kind for kind, names in _told()["kinds"].items() for name in names}


def kind_of_office(office: str, country: str | None = None) -> str:
    """The kind under which the holders of an office are looked up; the office itself where it has no other name.

    >>> kind_of_office("chancellor", "DEU"), kind_of_office("secretary of state", "USA"), kind_of_office("secretary of state", "GBR")
    ('prime minister', 'foreign minister', 'secretary of state')
    """
    kinds = _kinds()
    name = office.casefold()
    return kinds.get(f"{country}: {name}".casefold()) or kinds.get(name, office)


@cache
def _leading() -> dict[str, str]:
    return {state: office for office, states in _told()["leaders"].items() for state in states.split()}


def leading_office(country: str, day: date | None = None) -> str | None:
    """The office of whoever is called the leader of a state on a day; None where nobody can tell which.

    >>> leading_office("RUS"), leading_office("JPN"), leading_office("LBN")
    ('president', 'prime minister', None)
    >>> leading_office("TUR", date(2010, 6, 1)), leading_office("TUR", date(2020, 6, 1)), leading_office("TUR")
    ('prime minister', 'president', None)
    """
    changes = _told()["leaders_since"].get(country)
    if changes is None:
        return _leading().get(country, "president") or None
    since = max((begun for begun in changes if day is not None and date.fromisoformat(begun) <= day), default=None)
    return changes[since] or None if since is not None else None


@cache
def words_of_offices() -> frozenset[str]:
    """Every word of these names: "external" and "affairs" of "external affairs minister"."""
    return frozenset(word for name in _kinds() for word in name.partition(": ")[2].split() or name.split())
