"""PLOVER's contexts of an event, by the words of its sentence: a table, to be replaced by a trained head."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

MAX_CONTEXTS = 3
_MILITARY_MODES = frozenset("troops weapons aerial drone heavy-weapons".split())


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads(files(__package__).joinpath("data", "contexts.toml").read_text(encoding="utf-8"))
    return tuple((name, re.compile(rf"\b(?:{_alternatives(words)})\b", re.IGNORECASE)) for name, words in table.items())


def _alternatives(words: str) -> str:
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\-", "[- ]") for word in words.split())


def find_contexts(sentence: str, type: str, mode: str | None) -> tuple[str, ...]:  # noqa: A002 - PLOVER's word
    """At most three contexts, those with the most words in the sentence first; "military" where the mode says so.

    >>> find_contexts("Peru recalled its ambassador to Chile.", "SANCTION", "withdraw")
    ('diplomatic',)
    """
    counts = {name: len(pattern.findall(sentence[:2000])) for name, pattern in _patterns()}
    found = sorted((name for name, count in counts.items() if count), key=lambda name: -counts[name])
    if mode in _MILITARY_MODES and "military" not in found:
        found.insert(0, "military")
    return tuple(found[:MAX_CONTEXTS])
