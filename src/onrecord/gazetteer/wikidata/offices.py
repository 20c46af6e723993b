"""A Wikidata office -> country, office in normal English, sectors and rank: by its name where that tells, else by its classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.gazetteer.lands import lands
from onrecord.gazetteer.tables import SortedTable
from onrecord.gazetteer.titles import Title, to_title
from onrecord.gazetteer.wikidata.entity import classes

_DEPTH = 6  # superclasses that are looked into
_SECOND_ROW = 4  # ranks from here on are not told by a name alone
_OF = re.compile(r" (?:of|to|for) (?:the )?(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Post:
    """An office of a country."""

    country: str
    title: Title


class Offices:
    """Offices by their Wikidata ids, looked up in a sorted table on disk: id, name, superclasses, countries.

    `codes`: Wikidata id of a country -> its code.
    """

    def __init__(self, table: SortedTable, codes: dict[str, str]) -> None:
        self._table = table
        self.codes = codes
        self.post: Callable[[str], Post | None] = lru_cache(maxsize=1 << 14)(self._post)

    def _post(self, office: str) -> Post | None:
        """The office with that id; None where it is none of a country's politics. One of a part of a country is of the second row."""
        rows = self._table.find(office)
        if not rows:
            return None
        name, supers, land, state = (rows[0] + [""] * 4)[:4]
        country = self.country_of(land.split(), state.split())
        title = self._title(name, supers.split())
        if country is None or title is None:
            return None
        is_of_part = bool(land) and not any(one in self.codes for one in land.split())
        if is_of_part and title.rank < _SECOND_ROW:
            title = Title(_short(name), title.sectors, _SECOND_ROW, alone=False)
        return Post(country, title)

    def country_of(self, land: Iterable[str], state: Iterable[str]) -> str | None:
        """The country that an office or body is of: the one that it has to do with, else the one in which it is."""
        return next((self.codes[one] for one in (*land, *state) if one in self.codes), None)

    def _title(self, name: str, supers: list[str]) -> Title | None:
        """By the name where that is clear, else by the classes."""
        by_name = to_title(_without_country(name))
        if by_name is not None and by_name.rank < _SECOND_ROW:
            return by_name
        told = self._by_class(supers)
        return Title(_short(name), tuple(told[1].split()), told[2], len(told) > 3) if told else None

    def _by_class(self, supers: Iterable[str]) -> list[Any] | None:
        """The nearest class that counts, of the classes above an office."""
        seen: set[str] = set()
        level = list(supers)
        for _ in range(_DEPTH):
            for one in level:
                if one in classes().offices:
                    return classes().offices[one]
            seen |= set(level)
            above = [row for one in level for row in self._table.find(one)]
            level = [one for row in above if len(row) > 1 for one in row[1].split() if one not in seen]
        return None


def _without_country(name: str) -> str:
    """ "Prime Minister of Norway" -> "Prime Minister"; another "of" stays.

    >>> _without_country("President of the United States"), _without_country("ambassador of Norway to Poland")
    ('President', 'ambassador to Poland')
    """
    for match in _OF.finditer(name):
        rest = name[match.end() :]
        land = rest.split(" to ")[0]
        if " of " in match[0] and land in lands():
            return (name[: match.start()] + rest[len(land) :]).strip()
    return name


def _short(name: str) -> str:
    """The office as it is shown: without its country, the first letter small."""
    bare = _without_country(name)
    return bare[:1].lower() + bare[1:] if bare[1:2].islower() else bare
