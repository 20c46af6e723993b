"""Where facts about actors come from, and until when each source tells: data/actor_sources.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A source: its name, what to show, its licence, and the last day that it tells of where that is known."""

    source: str
    shown: str
    licence: str
    until: date | None


@cache
def origins() -> dict[str, Origin]:
    """Each source by the letter under which it stands in the tables."""
    told = tomllib.loads(files("onrecord.gazetteer").joinpath("data", "actor_sources.toml").read_text(encoding="utf-8"))
    return {
        letter: Origin(
            source=row["source"],
            shown=row["shown"],
            licence=row["licence"],
            until=date.fromisoformat(row["until"]) if "until" in row else None,
        )
        for letter, row in told.items()
    }


@cache
def letter_of(source: str) -> str:
    """The letter of a source.

    >>> letter_of("factbook")
    'f'
    """
    return next(letter for letter, origin in origins().items() if origin.source == source)
