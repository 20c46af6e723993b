"""Who is who: actors by name, by id, by office and by surname, over the tables that ship and the user's own on top of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources.abc import Traversable

from onrecord.gazetteer.actors import Held, Known, Office
from onrecord.gazetteer.index import is_called_by_surname, keys_of, office_keys, surnames_of
from onrecord.gazetteer.keys import to_key
from onrecord.gazetteer.offices import kind_of_office
from onrecord.gazetteer.tables import NAMES, SortedTable, to_known

_BEFORE = timedelta(days=365)  # how long before an office somebody is already spoken of by surname
_AFTER = timedelta(days=6 * 365)  # and how long after it
_FORGOTTEN = timedelta(days=5 * 365)  # after which who is only last known to hold an office is not told as its holder
_FAR = 2  # how far from words that are searched for a name is that only holds them
_CALLED = 2  # the rank of an office whose holder is called by surname


class People:
    """Actors in layers, the first one wins: an actor of a later layer with the same id is not seen.

    A search touches a few pages of the tables; nothing is read when the object is made.
    """

    def __init__(self, layers: Iterable[Layer] = ()) -> None:
        self._layers = tuple(layers)

    def by_id(self, actor_id: str) -> Known | None:
        """The actor with that id."""
        return next((known for layer in self._layers if (known := layer.by_id(actor_id)) is not None), None)

    def find(self, name: str) -> tuple[Known, ...]:
        """All actors with that name, whatever its case, accents and punctuation; the user's own first, then by rank.

        >>> from onrecord.gazetteer import load_gazetteer
        >>> [known.id for known in load_gazetteer().people.find("viktor orban")]
        ['HUN/viktor-orban']
        """
        return self._gather("names", to_key(name))

    def holders(self, country: str, office: str, day: date) -> tuple[Known, ...]:
        """Who holds an office of a country on a day, under any of its names; if nobody is known to, who was last known to.

        The user's own come before those that ship.

        >>> from onrecord.gazetteer import load_gazetteer
        >>> [known.name for known in load_gazetteer().people.holders("DEU", "prime minister", date(2010, 1, 1))]
        ['Angela Merkel']
        """
        kind = kind_of_office(office, country)
        found: list[tuple[bool, int, Known]] = []
        for known in self._gather("holders", f"{country} {kind}"):
            held = held_as(known, country, office, day)
            if held is not None:
                begun = held.office.from_on or date.min
                found.append((held.status != "current", -begun.toordinal(), known))
        found.sort(key=lambda one: one[:2])
        current = [known for is_old, _, known in found if not is_old]
        current = [known for known in current if known.own] or current
        return tuple(current) if current else tuple(known for _, _, known in found[:1])

    def ever_held(self, country: str, office: str) -> bool:
        """Whether anybody is known to have held an office of a country, on whatever day."""
        return bool(self._gather("holders", f"{country} {kind_of_office(office, country)}"))

    def prominent(self, surname: str, day: date) -> Known | None:
        """Whom a bare surname means: the one head of state or government or foreign minister called so around that day.

        Who is in such an office comes before who was or will be; where two fit alike, None.

        >>> from onrecord.gazetteer import load_gazetteer
        >>> load_gazetteer().people.prominent("Merkel", date(2015, 3, 1)).id
        'DEU/angela-merkel'
        """
        ranked: dict[int, list[Known]] = {}
        for known in self._gather("surnames", to_key(surname)):
            weight = _prominence(known, day)
            if weight is not None:
                ranked.setdefault(weight, []).append(known)
        best = ranked[min(ranked)] if ranked else []
        return best[0] if len(best) == 1 else None

    def search(self, words: str) -> list[Known]:
        """Actors that have a name in which each of the words, or its beginning, stands; who has just that name first, then
        whose name ends so ("Obama"), then by rank.

        >>> from onrecord.gazetteer import load_gazetteer
        >>> [known.id for known in load_gazetteer().people.search("vladimir put")]
        ['RUS/vladimir-putin']
        """
        key = to_key(words)
        found: dict[str, tuple[int, Known]] = {}
        for actor_id, name in self._named(key.split()):
            far, known = found[actor_id] if actor_id in found else (_FAR, self.by_id(actor_id))
            if known is not None:
                found[actor_id] = (min(far, 0 if name == key else 1 if name.endswith(f" {key}") else _FAR), known)
        return [known for _, known in sorted(found.values(), key=lambda one: (one[0], one[1].rank, one[1].id))]

    def words(self, beginning: str) -> set[str]:
        """The words of names, as their keys have them, that begin so."""
        keys = (key for layer in self._layers for key, _ in layer.holding(beginning))
        return {word for key in keys for word in key.split() if word.startswith(beginning)}

    def _named(self, words: list[str]) -> Iterator[tuple[str, str]]:
        """Ids with a key in which each word begins a word."""
        longest = max(words, key=len, default="")
        for layer in self._layers:
            for key, ids in layer.holding(longest):
                padded = f" {key}"
                if all(f" {word}" in padded for word in words):
                    yield from ((actor_id, key) for actor_id in ids)

    def __iter__(self) -> Iterator[Known]:
        """Every actor that can be found, layer by layer."""
        for number, layer in enumerate(self._layers):
            for known in layer:
                if not any(other.has(known.id) for other in self._layers[:number]):
                    yield known

    def _gather(self, table: str, key: str) -> tuple[Known, ...]:
        found: dict[str, Known] = {}
        for number, layer in enumerate(self._layers):
            for actor_id in layer.ids(table, key):
                if actor_id not in found and not any(other.has(actor_id) for other in self._layers[:number]):
                    known = layer.by_id(actor_id)
                    if known is not None:
                        found[actor_id] = known
        return tuple(found.values())


class Layer:
    """Actors of one origin: the interface of `Tables` and `Listed`."""

    def by_id(self, actor_id: str) -> Known | None:
        """The actor with that id."""
        raise NotImplementedError

    def has(self, actor_id: str) -> bool:
        """Whether the layer has that actor."""
        return self.by_id(actor_id) is not None

    def ids(self, table: str, key: str) -> list[str]:
        """The ids under a key of `names`, `holders` or `surnames`."""
        raise NotImplementedError

    def holding(self, part: str) -> Iterable[tuple[str, list[str]]]:
        """The keys of names that hold `part`, with the ids under them."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Known]:
        """Every actor."""
        raise NotImplementedError


class Tables(Layer):
    """The four tables of a folder."""

    def __init__(self, folder: Traversable, *, own: bool = False) -> None:
        self._tables = {name: SortedTable.open(folder.joinpath(f"{name}.tsv")) for name in NAMES}
        self._own = own

    def by_id(self, actor_id: str) -> Known | None:
        """The actor with that id."""
        rows = self._tables["actors"].find(actor_id)
        return to_known(actor_id, rows[0], own=self._own) if rows else None

    def ids(self, table: str, key: str) -> list[str]:
        """The ids under a key."""
        return [actor_id for row in self._tables[table].find(key) for actor_id in row[0].split()] if key else []

    def holding(self, part: str) -> Iterable[tuple[str, list[str]]]:
        """The keys of names that hold `part`, with the ids under them."""
        return ((row[0], row[1].split()) for row in self._tables["names"].holding(part))

    def __iter__(self) -> Iterator[Known]:
        """Every actor, by id."""
        return (to_known(row[0], row[1:], own=self._own) for row in self._tables["actors"])


class Listed(Layer):
    """Actors in memory: those of the user's own files; of two with one id the first stays."""

    def __init__(self, actors: Iterable[Known]) -> None:
        self._actors: dict[str, Known] = {}
        for actor in actors:
            self._actors.setdefault(actor.id, replace(actor, own=True))
        self._keys: dict[str, dict[str, list[str]]] = {"names": {}, "holders": {}, "surnames": {}}
        for actor in self._actors.values():
            for key in keys_of(actor):
                self._keys["names"].setdefault(key, []).append(actor.id)
            for key in office_keys(actor):
                self._keys["holders"].setdefault(key, []).append(actor.id)
            for key in surnames_of(actor) if is_called_by_surname(actor) else ():
                self._keys["surnames"].setdefault(key, []).append(actor.id)

    def by_id(self, actor_id: str) -> Known | None:
        """The actor with that id."""
        return self._actors.get(actor_id)

    def ids(self, table: str, key: str) -> list[str]:
        """The ids under a key."""
        return self._keys[table].get(key, [])

    def holding(self, part: str) -> Iterable[tuple[str, list[str]]]:
        """The keys of names that hold `part`, with the ids under them."""
        return ((key, ids) for key, ids in self._keys["names"].items() if part and part in key)

    def __iter__(self) -> Iterator[Known]:
        """Every actor, in the order of the files."""
        return iter(self._actors.values())


def held_as(known: Known, country: str, office: str, day: date) -> Held | None:
    """The office under any of its names that somebody holds on a day, or is last known to hold."""
    kind = kind_of_office(office, country)
    held = (
        Held(office=office, status=status)
        for office in known.offices
        if office.country == country and kind_of_office(office.name, office.country) == kind
        if (status := office.status_on(day)) == "current" or (status == "last known" and not _is_forgotten(office, day))
    )
    return min(held, key=lambda one: one.status != "current", default=None)


def _is_forgotten(office: Office, day: date) -> bool:
    return office.seen_on is not None and day - office.seen_on > _FORGOTTEN


def _prominence(known: Known, day: date) -> int | None:
    """0 head of state or government, 1 deputy or foreign minister on that day, 2 and 3 shortly before or after; None for nobody."""
    found: list[int] = []
    for office in known.offices:
        if office.rank <= _CALLED and office.from_on is not None:
            until = office.until_on or office.seen_on or date.max
            lower = office.rank - 1
            if office.from_on <= day < until or (office.until_on is None and day >= office.from_on):
                found.append(lower)
            elif office.from_on - _BEFORE <= day < until + _AFTER if until < date(9990, 1, 1) else False:
                found.append(2 + lower)
    return min(found, default=None)
