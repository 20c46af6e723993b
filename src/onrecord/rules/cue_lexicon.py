"""The cue lexicon: which words tell that somebody speaks, and what may follow them (`data/cues.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.errors import DataError

Takes = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueLexicon:
    """Lemmas by construction.

    `takes[lemma]` are the constructions of a verb ("that", "bare", "wh", "to", "object" …), `particles[lemma]` the
    word sequences that belong to its cue ("for", "into question"), `deeds[lemma]` heads of objects with which it tells
    an act and no remark; the other tables likewise for nouns and adjectives.
    """

    takes: dict[str, Takes]
    particles: dict[str, tuple[tuple[str, ...], ...]]
    deeds: dict[str, frozenset[str]]
    nouns: dict[str, Takes]
    adjectives: dict[str, Takes]
    hearsay: frozenset[str]
    before_speaker: tuple[tuple[str, ...], ...]
    possessed: frozenset[str]


@cache
def load_cues() -> CueLexicon:
    """The shipped lexicon. Raises DataError when the table is damaged.

    >>> sorted(load_cues().takes["vow"] & {"that", "to", "wh"})
    ['that', 'to']
    """
    try:
        table = _load()
        particles = {lemma: _longest_first(words) for lemma, words in table["verb_particles"].items()}
        return CueLexicon(
            takes=_invert(table["verbs"]),
            particles=particles,
            deeds={lemma: frozenset(heads.split()) for lemma, heads in table["deeds"].items()},
            nouns=_invert(table["nouns"]),
            adjectives=_invert(table["adjectives"]),
            hearsay=frozenset(table["adverbs"]["hearsay"]),
            before_speaker=_longest_first(table["phrases"]["before_speaker"]),
            possessed=frozenset(table["phrases"]["possessed"]),
        )
    except (KeyError, AttributeError) as error:
        raise DataError(f"rules/data/cues.toml is damaged ({error}); install onrecord anew") from error


@cache
def load_words(name: str) -> frozenset[str]:
    """A list of the table `words`. Raises DataError when it is missing.

    >>> "whether" in load_words("wh")
    True
    """
    try:
        return frozenset(_load()["words"][name].split())
    except (KeyError, AttributeError) as error:
        raise DataError(f"rules/data/cues.toml lacks the words {error}; install onrecord anew") from error


@cache
def _load() -> dict[str, Any]:
    try:
        return tomllib.loads((files(__package__) / "data" / "cues.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"rules/data/cues.toml is damaged ({error}); install onrecord anew") from error


def _invert(lists: dict[str, str]) -> dict[str, Takes]:
    takes: dict[str, set[str]] = {}
    for construction, lemmas in lists.items():
        for lemma in lemmas.split():
            takes.setdefault(lemma, set()).add(construction)
    return {lemma: frozenset(constructions) for lemma, constructions in takes.items()}


def _longest_first(phrases: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True))
