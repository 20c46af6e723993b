"""Which gazetteer a command uses: what ships, the user's own actors on top of it, or a file in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from onrecord.errors import ConfigError
from onrecord.gazetteer import Gazetteer, load_gazetteer
from onrecord.gazetteer.own import find_own

_ONLY = "only:"


def gazetteer_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The flags --actors and --gazetteer, given to the command as `actors` and `world`."""
    actors = click.option(
        "--actors", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="Actors of your own, TOML or CSV; they win."
    )  # fmt: skip
    world = click.option(
        "--gazetteer", "world", metavar="only:FILE", help="The actors of FILE in place of all that ship."
    )
    return actors(world(command))


def inputs_of(paths: Iterable[str], actors: tuple[Path, ...], world: str | None) -> list[str | Path]:
    """All that a command reads: its paths, and the files of actors."""
    return [*paths, *actors, *([world.removeprefix(_ONLY)] if world else [])]


def choose_gazetteer(actors: tuple[Path, ...], world: str | None) -> Gazetteer:
    """The gazetteer of the flags; without --gazetteer also what the user has imported.

    Raises ConfigError where a file is wrong or --gazetteer has another form.
    """
    if world is None:
        return load_gazetteer((*actors, *find_own()))
    if not world.startswith(_ONLY) or world == _ONLY:
        raise ConfigError(
            f"--gazetteer {world} has not the form only:FILE; write only: and a file of actors, or --actors FILE to add them to ours"
        )
    if actors:
        raise ConfigError("--actors adds to what ships and --gazetteer takes its place; give one of the two")
    return load_gazetteer(only=Path(world.removeprefix(_ONLY)))
