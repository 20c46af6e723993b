"""Names that two places bear, told apart by the other words of a text: Georgia of Atlanta and Georgia of Tbilisi (data/homonyms.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from onrecord.gazetteer.names import Gazetteer, Name, to_tokens


@dataclass(frozen=True, slots=True)
class _Homonym:
    shown: str
    tokens: tuple[str, ...]
    name: Name
    here: re.Pattern[str]
    there: re.Pattern[str]


@cache
def _homonyms() -> tuple[_Homonym, ...]:
    text = files("onrecord.gazetteer").joinpath("data", "homonyms.toml").read_text(encoding="utf-8")
    return tuple(
        _Homonym(
            row["name"],
            to_tokens(row["name"]),
            Name(row["id"], row["kind"], row["country"]),
            _any_of(row["here"]),
            _any_of(row["there"]),
        )
        for row in tomllib.loads(text)["homonym"]
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words))


def for_text(text: str, gazetteer: Gazetteer) -> Gazetteer:
    """The gazetteer in which such names mean what the rest of a text says.

    >>> from onrecord.gazetteer import load_gazetteer
    >>> for_text("Georgia governor Brian Kemp left Atlanta.", load_gazetteer()).match(["Georgia"], 0)[1].country
    'USA'
    """
    meant = [
        homonym
        for homonym in _homonyms()
        if homonym.shown in text
        and homonym.name.country in gazetteer.shown
        and homonym.here.search(text)
        and not homonym.there.search(text)
    ]
    if not meant:
        return gazetteer
    names = gazetteer.names | {homonym.tokens: homonym.name for homonym in meant if homonym.tokens in gazetteer.names}
    shown = {homonym.name.id: homonym.shown for homonym in meant} | gazetteer.shown
    return replace(gazetteer, names=names, shown=shown)
