"""The lists of `stages/data/links.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _load() -> dict[str, Any]:
    return tomllib.loads(files("onrecord.stages").joinpath("data", "links.toml").read_text(encoding="utf-8"))


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of words, by its name there."""
    return frozenset(_load()[name].split())


@cache
def nouns_of(body_id: str) -> frozenset[str]:
    """The common nouns by which a body is meant once it was named: NATO is "the alliance"; none for most."""
    return frozenset(_load()["called"].get(body_id, "").split())
