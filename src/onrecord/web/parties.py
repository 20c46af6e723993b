"""Who is meant by a part of a path, and the parts of a path that mean somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from onrecord.dyads import find_party
from onrecord.entries import Entry
from onrecord.errors import ConfigError
from onrecord.gazetteer import Gazetteer, load_gazetteer
from onrecord.gazetteer.naming import names_abroad
from onrecord.gazetteer.own import find_own
from onrecord.record import Record
from onrecord.web import wording
from onrecord.web.problems import NotOnRecordError


def gazetteer() -> Gazetteer:
    """What ships, with the user's own actors on top. Raises ConfigError where a file of theirs is wrong."""
    return load_gazetteer(find_own())


def to_part(actor_id: str) -> str:
    """An id as one part of a path: ~1 stands for /, ~0 for ~ (RFC 6901).

    >>> to_part("RUS/vladimir-putin"), from_part("RUS~1vladimir-putin")
    ('RUS~1vladimir-putin', 'RUS/vladimir-putin')
    """
    return actor_id.replace("~", "~0").replace("/", "~1")


def from_part(part: str) -> str:
    """The inverse of `to_part`."""
    return part.replace("~1", "/").replace("~0", "~")


def to_party(record: Record, part: str) -> str:
    """The country or actor that a part of a path means: an id, or a name. Raises NotOnRecordError."""
    try:
        return find_party(record, from_part(part))
    except ConfigError as error:
        raise NotOnRecordError(str(error)) from None


def names_of(record: Record, entries: Iterable[Entry], more: Iterable[str] = ()) -> Mapping[str, str]:
    """The names of everybody in some entries, by id, with the country of those who are only described; of countries and bodies that nobody
    told of too."""
    ids = {name for entry in entries for name in wording.parties_of(entry)} | set(more)
    shown = gazetteer().shown
    return {**{name: shown[name] for name in ids if name in shown}, **names_abroad(record.names(ids))}


def count(values: Iterable[str | None]) -> list[tuple[str, int]]:
    """How often each value is there, most first; None is left out."""
    return sorted(Counter(value for value in values if value).items(), key=lambda pair: (-pair[1], pair[0]))
