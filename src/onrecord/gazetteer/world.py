"""The gazetteer with a user's own actors on top of what ships, or in its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from onrecord.errors import ConfigError
from onrecord.gazetteer.cities import Towns
from onrecord.gazetteer.names import Gazetteer, Names, shipped_digest, to_gazetteer
from onrecord.gazetteer.own import DIGEST, check_own, declared_codes, find_own, read_file
from onrecord.gazetteer.ownrow import Own
from onrecord.gazetteer.people import Layer, Listed, People, Tables


@cache
def load_gazetteer(actors: tuple[Path, ...] = (), only: Path | None = None) -> Gazetteer:
    """The gazetteer that ships, read once; with the actors of a user's files, which win over those that ship.

    `actors`: files (TOML or CSV), folders of such files, and folders of imported tables; where two have an actor of one id, the first wins.
    `only`: a file that takes the place of all that ships, towns too, but the words for roles.
    Raises ConfigError, with the line and the mend, where a file is wrong; then nothing of it is used.
    """
    names = Names()
    layers: list[Layer] = []
    digests: list[str] = []
    own: list[Own] = []
    paths = list(_each(actors if only is None else (only,)))
    declared = declared_codes(paths)
    for path in paths:
        if path.is_dir():
            digests.append(_digest_folder(path))
            layers.append(Tables(path, own=True))
        else:
            data = read_file(path)
            own += _checked(path, data, alone=only is not None, more=declared)
            digests.append(hashlib.sha256(data).hexdigest())
    names.add_own(one.known for one in own)
    for one in own:
        names.add_peoples(one.known.id, one.known.country, one.peoples, one.seats)
    if own:
        layers.insert(0, Listed(one.known for one in own))
    if only is None:
        names.add_shipped()
        layers.append(Tables(files("onrecord.gazetteer").joinpath("data", "actors")))
    return to_gazetteer(names, People(layers), _version(digests, only is not None), towns=Towns(known=only is None))


def _each(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file and folder of tables once; of another folder what it holds."""
    seen: set[Path] = set()
    for path in paths:
        found = (path,) if not path.is_dir() or (path / DIGEST).is_file() else find_own(path)
        if not found:
            raise ConfigError(f"{path} holds no actors; give a file of actors, or a folder that import-wikidata made")
        for one in found:
            if one.resolve() not in seen:
                seen.add(one.resolve())
                yield one


def _checked(path: Path, data: bytes, *, alone: bool, more: frozenset[str]) -> list[Own]:
    own, problems = check_own(data, path.name, alone=alone, more=more)
    if problems:
        rest = f" ({len(problems) - 1} more: onrecord actors import {path} tells all)" if len(problems) > 1 else ""
        raise ConfigError(f"{path}, {problems[0]}{rest}")
    return own


def _digest_folder(path: Path) -> str:
    """The digest that was written beside imported tables."""
    try:
        return (path / DIGEST).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(f"{path} holds no whole tables ({error.strerror}: {DIGEST}); import the dump again") from None


def _version(digests: Sequence[str], alone: bool) -> str:
    """The digest of what ships, or of it with the user's files."""
    if not digests:
        return shipped_digest()
    told = "".join(["" if alone else shipped_digest(), *digests])
    return "sha256:" + hashlib.sha256(told.encode()).hexdigest()
