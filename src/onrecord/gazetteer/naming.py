"""How somebody is called away from the article that tells of him."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from onrecord.facts import Reading
from onrecord.gazetteer.described import describe
from onrecord.gazetteer.names import Gazetteer
from onrecord.gazetteer.world import load_gazetteer

_REMEMBERED = 65_536  # names, each described once (a sixth of a millisecond)


@lru_cache(maxsize=_REMEMBERED)
def name_abroad(actor_id: str, name: str) -> str:
    """A name with the country of its id, where the words only describe and tell no country themselves.

    >>> name_abroad("CHN/foreign-ministry", "foreign ministry"), name_abroad("DNK/police", "Danish police")
    ('foreign ministry (China)', 'Danish police')
    """
    code, _, slug = actor_id.partition("/")
    gazetteer = load_gazetteer()
    country = gazetteer.shown.get(code)
    if not slug or country is None or not _only_describes(name, gazetteer):
        return name
    return f"{name} ({country})"


def names_abroad(names: Mapping[str, str]) -> dict[str, str]:
    """Names by id, each as `name_abroad` tells it."""
    return {actor_id: name_abroad(actor_id, name) for actor_id, name in names.items()}


def people_of(reading: Reading) -> dict[str, str]:
    """The names of everybody in a reading, by id, in the same form."""
    return names_abroad({actor.id: actor.name for actor in reading.actors})


def _only_describes(name: str, gazetteer: Gazetteer) -> bool:
    told = describe(name.split(), gazetteer)
    return told.is_actor and told.country is None and told.name is None
