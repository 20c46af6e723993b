"""What the parties of a report are called, whatever the reader knows of their countries."""

from __future__ import annotations

_NOWHERE = ("", "XXX")  # before the name in an id that tells no country
MAX_PARTIES = 6  # a list of more is cut, in the order of the alphabet, before pairs are made


def labels(ids: tuple[str, ...], countries: tuple[str | None, ...]) -> list[str]:
    """The countries of a side, and the names of those whose country is not known."""
    found = {country or bare_name(name) for name, country in zip(ids, countries, strict=True)}
    return sorted(found)[:MAX_PARTIES]


def bare_name(actor_id: str) -> str:
    """An actor's id without its country, which one reader may know and another not.

    >>> bare_name("NOR/elin-dahl"), bare_name("NOR")
    ('elin-dahl', 'NOR')
    """
    return actor_id.rpartition("/")[2]


def is_one_person(a: str, b: str) -> bool:
    """Whether two ids name one: the same name, or the one a part of the other ("lavrov", "sergei-lavrov").

    In some countries people are called by their first name; there the country must be the same.

    >>> is_one_person("XXX/lavrov", "RUS/sergei-lavrov"), is_one_person("RUS/putin", "RUS/lavrov")
    (True, False)
    >>> is_one_person("ETH/demeke", "ETH/demeke-worku"), is_one_person("ETH/demeke", "XXX/demeke-worku")
    (True, False)
    """
    (land_a, _, name_a), (land_b, _, name_b) = a.rpartition("/"), b.rpartition("/")
    one, other = name_a.split("-"), name_b.split("-")
    if one[-1] == other[-1]:
        return set(one) <= set(other) or set(other) <= set(one)
    return one[0] == other[0] and 1 in (len(one), len(other)) and land_a == land_b and land_a not in _NOWHERE
