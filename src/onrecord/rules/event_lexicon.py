"""The anchors of events, from data/triggers.toml, arranged for look-up by the first word."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to tell of an event: the words that follow the verb, the nouns its object may be, and what it means."""

    type: str
    mode: str | None
    words: tuple[str, ...]
    nouns: frozenset[str]
    reciprocal: bool

    @property
    def size(self) -> int:
        """How specific the pattern is; the largest that matches wins."""
        return 2 * len(self.words) + 3 * bool(self.nouns)


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """`verbs`: lemma -> patterns, the most specific first. `nouns`: lemma -> (type, mode). `guards`: verb -> objects with which it means something else."""

    verbs: dict[str, tuple[Pattern, ...]]
    nouns: dict[str, tuple[str, str | None]]
    guards: dict[str, frozenset[str]]
    control: dict[str, str]
    aspect: dict[str, str]
    fault: frozenset[str]


@cache
def load_event_lexicon() -> EventLexicon:
    """The lexicon, read once.

    >>> [pattern.type for pattern in load_event_lexicon().verbs["condemn"]]
    ['SANCTION', 'ACCUSE']
    """
    data = tomllib.loads(files(__package__).joinpath("data", "triggers.toml").read_text(encoding="utf-8"))
    control, aspect, fault = data.pop("control"), data.pop("aspect"), data.pop("fault")
    verbs: dict[str, list[Pattern]] = {}
    nouns: dict[str, tuple[str, str | None]] = {}
    guards: dict[str, frozenset[str]] = {}
    for code, told in data.items():
        type_, _, mode = code.partition("/")
        for entry in _entries(told.get("verbs", ""), ","):
            verb, pattern = _pattern(entry, type_, mode or None)
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
    )


def _entries(words: str, mark: str) -> list[str]:
    return [entry for entry in (part.strip() for part in words.split(mark)) if entry]


def _pattern(entry: str, type_: str, mode: str | None) -> tuple[str, Pattern]:
    reciprocal = entry.startswith("&")
    verb, *rest = entry.lstrip("&").split()
    words = tuple(word for word in rest if not word.startswith("~"))
    nouns = frozenset(noun for word in rest if word.startswith("~") for noun in word[1:].split("|"))
    return verb, Pattern(type_, mode, words, nouns, reciprocal)
