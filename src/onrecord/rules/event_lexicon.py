"""The anchors of events, from data/triggers.toml, arranged for look-up by the first word."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from onrecord.errors import DataError
from onrecord.facts import Modality

Needs = Literal["party", "thing", "none"]
_NEEDS: dict[str, Needs] = {"+": "party", "*": "thing", "-": "none"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to tell of an event: the words that follow the verb, the nouns its object may be, and what it means.

    `needs`: "party" where the object must name a party, "thing" where there must be one, "none" where there must not.
    `parted`: the object may stand before the words ("put *the senator* under house arrest").
    """

    type: str
    mode: str | None
    words: tuple[str, ...]
    nouns: frozenset[str]
    reciprocal: bool
    needs: Needs | None = None
    parted: bool = False

    @property
    def size(self) -> int:
        """How specific the pattern is; the largest that matches wins."""
        return 2 * len(self.words) + 3 * bool(self.nouns) + bool(self.needs)


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """What the table tells.

    `verbs`: lemma -> patterns, the most specific first. `nouns`: lemma -> (type, mode), a compound written as one word.
    `guards`: verb -> objects with which it means something else. `control`, `aspect`: verbs that take an act as their
    complement -> what becomes of it. `fault`: words that find fault. `contests`: verbs that tell of no deed beside a word of
    the playing field (`sport`).
    """

    verbs: dict[str, tuple[Pattern, ...]]
    nouns: dict[str, tuple[str, str | None]]
    guards: dict[str, frozenset[str]]
    control: dict[str, str]
    aspect: dict[str, Modality]
    fault: frozenset[str]
    contests: frozenset[str]
    sport: frozenset[str]


@cache
def load_event_lexicon() -> EventLexicon:
    """The lexicon, read once.

    >>> [pattern.type for pattern in load_event_lexicon().verbs["condemn"]]
    ['SANCTION', 'ACCUSE']

    Raises DataError on a list of nouns that the table does not have.
    """
    data = tomllib.loads(files(__package__).joinpath("data", "triggers.toml").read_text(encoding="utf-8"))
    control, aspect, fault, sport, sets = (data.pop(name) for name in ("control", "aspect", "fault", "sport", "sets"))
    verbs: dict[str, list[Pattern]] = {}
    nouns: dict[str, tuple[str, str | None]] = {}
    guards: dict[str, frozenset[str]] = {}
    for code, told in data.items():
        type_, _, mode = code.partition("/")
        for entry in _entries(told.get("verbs", ""), ","):
            verb, pattern = _pattern(entry, type_, mode or None, sets)
            verbs.setdefault(verb, []).append(pattern)
        for noun in told.get("nouns", "").split():
            nouns.setdefault(noun, (type_, mode or None))
        for entry in _entries(told.get("not", ""), ";"):
            verb, _, objects = entry.partition(" ~")
            guards[verb] = guards.get(verb, frozenset()) | frozenset(objects.split("|"))
    return EventLexicon(
        verbs={verb: tuple(sorted(found, key=lambda pattern: -pattern.size)) for verb, found in verbs.items()},
        nouns=nouns,
        guards=guards,
        control={verb: type_ for type_, words in control.items() for verb in words.split()},
        aspect={verb: modality for modality, words in aspect.items() for verb in words.split()},
        fault=frozenset(fault["words"].split()),
        contests=frozenset(sport["verbs"].split()),
        sport=frozenset(sport["words"].split()),
    )


def _entries(words: str, mark: str) -> list[str]:
    return [entry for entry in (part.strip() for part in words.split(mark)) if entry]


def _pattern(entry: str, type_: str, mode: str | None, sets: dict[str, str]) -> tuple[str, Pattern]:
    """The verb of an entry and its pattern; the marks are told at the head of the table."""
    reciprocal = entry.startswith("&")
    verb, *rest = entry.lstrip("&").split()
    words = tuple(word for word in rest if word[0] not in "~+-*_")
    nouns = frozenset(
        noun for word in rest if word[0] == "~" for name in word[1:].split("|") for noun in _nouns(name, sets)
    )
    needs = next((_NEEDS[word] for word in rest if word in _NEEDS), None)
    places = [i for i, word in enumerate(rest) if word[0] in "~_*"]
    parted = bool(places) and places[0] < len(rest) - 1
    return verb, Pattern(type_, mode, words, nouns, reciprocal, needs, parted)


def _nouns(name: str, sets: dict[str, str]) -> list[str]:
    """A noun, or those of a list: "@truce"."""
    if not name.startswith("@"):
        return [name]
    if name[1:] not in sets:
        raise DataError(f"triggers.toml names {name}, which is not in its [sets]")
    return sets[name[1:]].split()
