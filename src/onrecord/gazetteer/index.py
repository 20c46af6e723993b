"""Actors -> the four tables of a folder of actors: by id, by name, by office, by surname."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from onrecord.gazetteer.actors import Known
from onrecord.gazetteer.keys import to_key
from onrecord.gazetteer.offices import kind_of_office
from onrecord.gazetteer.tables import to_row, to_text

FAMILY_FIRST = frozenset(("CHN", "KOR", "PRK", "TWN", "HKG"))  # the family's name stands first in English too
OTHER_ORDER = FAMILY_FIRST | {"JPN", "HUN"}  # names that are told in both orders
_HEADS, _MINISTERS = 2, 3  # ranks down to which surnames, and offices, are indexed


def to_tables(actors: Iterable[Known]) -> dict[str, str]:
    """The text of each table by its name."""
    known = {actor.id: actor for actor in actors}
    return {
        "actors": to_text(to_row(actor) for actor in known.values()),
        "names": to_text(_names(known.values())),
        "holders": to_text(_holders(known.values())),
        "surnames": to_text(_surnames(known.values())),
    }


def keys_of(actor: Known) -> set[str]:
    """The keys of all names: without middle initials too, and in the other order where names are told in both.

    One word alone is the name of a person only where a head of state or government is called so.
    """
    found = {to_key(name) for name in actor.names}
    if actor.kind != "person":
        return found - {""}
    found |= {without_initials(key) for key in found}
    if actor.country in OTHER_ORDER:
        turned = (key.split() for key in found)
        found |= {f"{words[1]} {words[0]}" for words in turned if len(words) == 2}
    return {key for key in found if key and (" " in key or actor.rank <= _HEADS or actor.own)}


def without_initials(key: str) -> str:
    """ "george w bush" -> "george bush"; a key of which too little would be left stays.

    >>> without_initials("george w bush"), without_initials("john f"), without_initials("b j habibie")
    ('george bush', 'john f', 'b j habibie')
    """
    if " " not in key:
        return key
    first, *rest = key.split()
    kept = [first, *(word for word in rest[:-1] if len(word) > 1), *rest[-1:]]
    return " ".join(kept) if len(first) > 1 and len(kept) > 1 else key


def surnames_of(actor: Known) -> set[str]:
    """The keys by which somebody is called for short: the family's name, and the last two words of a longer name."""
    found: set[str] = set()
    for name in actor.names:
        words = to_key(name.partition(" of ")[0]).split()  # "Abdullah of Saudi Arabia"
        if not words:
            continue
        found.add(words[0] if actor.country in FAMILY_FIRST and len(words) > 1 else words[-1])
        if len(words) > 2:
            found.add(" ".join(words[-2:]))
    return {word for word in found if len(word) > 1}


def office_keys(actor: Known) -> dict[str, str]:
    """The keys of the offices that can be asked for by their name, with the first day told: ministers and above, and ambassadors."""
    found: dict[str, str] = {}
    for office in actor.offices:
        if office.rank <= _MINISTERS or office.name.startswith("ambassador to "):
            key = f"{office.country} {kind_of_office(office.name, office.country)}"
            found[key] = min(found.get(key, "9999"), office.told[0])
    return found


def is_called_by_surname(actor: Known) -> bool:
    """Whether a bare surname may mean somebody: heads of state and government and foreign ministers."""
    return actor.kind == "person" and actor.rank <= _HEADS


def _names(actors: Iterable[Known]) -> Iterator[tuple[str, ...]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for actor in actors:
        for key in keys_of(actor):
            found[key].append(actor)
    for key, called in found.items():
        yield key, " ".join(actor.id for actor in sorted(called, key=lambda one: (one.rank, one.id)))


def _holders(actors: Iterable[Known]) -> Iterator[tuple[str, ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for actor in actors:
        for key, begun in office_keys(actor).items():
            found[key].append((begun, actor.id))
    for key, holders in found.items():
        yield key, " ".join(actor_id for _, actor_id in sorted(holders))


def _surnames(actors: Iterable[Known]) -> Iterator[tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        if is_called_by_surname(actor):
            for key in surnames_of(actor):
                found[key].add(actor.id)
    for key, ids in found.items():
        yield key, " ".join(sorted(ids))
