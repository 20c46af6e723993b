"""Questions as values: which events, which quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import get_args

from onrecord import ontology
from onrecord.errors import ConfigError
from onrecord.facts import UNNAMED, Modality, QuoteKind

NOBODY = "nobody"  # --asserted-by nobody: told in a reporter's own voice
MODES = tuple(sorted({mode for type_ in ontology.TYPES for mode in ontology.modes(type_)}))  # of all types
_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events; None asks for nothing. All that is given must hold.

    `actor`, `recipient`, `asserted_by` and `party` (on either side) are an id, a name, a country or a sector;
    `asserted_by` may also be "unnamed" or "nobody". `from_on` and `until_on` are days that the event may touch. `text` is
    words, or "phrases" in quotation marks, all of which stand in a sentence that tells it or a title ("beg*" begins one).
    `other` takes part as well as `party`. `outlet` tells it. `as_of`: as known on that day. `deeds`: only what is actual
    and told in a reporter's own voice. `origin`: "read" or an imported layout.
    """

    actor: str | None = None
    recipient: str | None = None
    party: str | None = None
    other: str | None = None
    type: str | None = None
    mode: str | None = None
    modality: str | None = None
    asserted_by: str | None = None
    from_on: date | None = None
    until_on: date | None = None
    text: str | None = None
    deeds: bool = False
    origin: str | None = None
    outlet: str | None = None
    as_of: date | None = None

    def __post_init__(self) -> None:
        if self.type is not None and self.type not in ontology.TYPES:
            raise ConfigError(f"{self.type!r} is no type of event; use one of {', '.join(ontology.TYPES)}")
        if self.type is not None and self.mode is not None and self.mode not in ontology.modes(self.type):
            told = ", ".join(ontology.modes(self.type)) or "it has none"
            raise ConfigError(f"{self.mode!r} is no mode of {self.type}: {told}")
        if self.type is None and self.mode is not None and self.mode not in MODES:
            raise ConfigError(f"{self.mode!r} is no mode of any type; use one of {', '.join(MODES)}")
        if self.modality is not None and self.modality not in get_args(Modality):
            raise ConfigError(f"{self.modality!r} is no modality; use one of {', '.join(get_args(Modality))}")
        _check_days(self.from_on, self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFilter:
    """Which quotes; None asks for nothing. All that is given must hold.

    `speaker`, `about` and `to` are an id, a name, a country or a sector; `about` finds who is spoken of or spoken to;
    `outlet` is one that tells it.
    """

    speaker: str | None = None
    about: str | None = None
    to: str | None = None
    kind: str | None = None
    from_on: date | None = None
    until_on: date | None = None
    text: str | None = None
    outlet: str | None = None
    as_of: date | None = None

    def __post_init__(self) -> None:
        if self.kind is not None and self.kind not in get_args(QuoteKind):
            raise ConfigError(f"{self.kind!r} is no kind of quotation; use one of {', '.join(get_args(QuoteKind))}")
        _check_days(self.from_on, self.until_on)


Filter = EventFilter | QuoteFilter


def phrases(text: str) -> list[list[str]]:
    """The words of a search, phrases together: each must stand somewhere. Raises ConfigError where no word is left.

    A word with a "*" at its end, outside quotation marks, is the beginning of one.

    >>> phrases('gra* "red line"')
    [['gra*'], ['red', 'line']]
    """
    found = [_words_of(quoted, bare) for quoted, bare in _PHRASE.findall(text)]
    found = [words for words in found if words]
    if not found:
        raise ConfigError(f'{text!r} holds no word to search for; give words, or a "phrase" in quotation marks')
    return found


def _words_of(quoted: str, bare: str) -> list[str]:
    words = _WORD.findall(quoted or bare)
    if words and bare.endswith("*"):
        words[-1] += "*"
    return words


def without(asked: Filter, *names: str) -> Filter:
    """A filter that does not ask for these fields."""
    kept = {f.name: getattr(asked, f.name) for f in fields(asked) if f.name not in names}
    return type(asked)(**kept)


def names_nobody(asserted_by: str) -> bool:
    """Whether `asserted_by` names no actor: "unnamed" or "nobody"."""
    return asserted_by in (UNNAMED, NOBODY)


def _check_days(from_on: date | None, until_on: date | None) -> None:
    if from_on and until_on and from_on > until_on:
        raise ConfigError(f"the days are the wrong way round: from {from_on} until {until_on}")
