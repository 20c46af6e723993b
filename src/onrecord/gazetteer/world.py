"""The gazetteer with a user's own actors on top of what ships, or in its place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from onrecord import ontology
from onrecord.errors import ConfigError
from onrecord.gazetteer.lands import lands
from onrecord.gazetteer.names import Gazetteer, Names, shipped_digest, to_gazetteer
from onrecord.gazetteer.ownfile import read_entries
from onrecord.gazetteer.ownrow import Checker, Own, Problem
from onrecord.gazetteer.people import Layer, Listed, People, Tables

FOLDER_VARIABLE = "ONRECORD_ACTORS"
SUFFIXES = (".toml", ".csv")
DIGEST = "digest.txt"  # beside the tables, what they are told by
_OWN_TABLES = "actors.tsv"  # what a folder of tables holds, such as import-wikidata makes


@cache
def load_gazetteer(actors: tuple[Path, ...] = (), only: Path | None = None) -> Gazetteer:
    """The gazetteer that ships, read once; with the actors of a user's files, which win over those that ship.

    `actors`: files (TOML or CSV) and folders of tables. `only`: a file that takes the place of all that ships but the words for roles.
    Raises ConfigError, with the line and the mend, where a file is wrong; then nothing of it is used.
    """
    names = Names()
    layers: list[Layer] = []
    digests: list[str] = []
    own: list[Own] = []
    for path in (only,) if only is not None else actors:
        if path.is_dir():
            layers.append(Tables(path, own=True))
            digests.append(_digest_folder(path))
        else:
            data, found = _load(path, alone=only is not None)
            own += found
            digests.append(hashlib.sha256(data).hexdigest())
    names.add_own(one.known for one in own)
    for one in own:
        names.add_peoples(one.known.id, one.known.country, one.peoples, one.seats)
    if own:
        layers.insert(0, Listed(one.known for one in own))
    if only is None:
        names.add_shipped()
        layers.append(Tables(files("onrecord.gazetteer").joinpath("data", "actors")))
    return to_gazetteer(names, People(layers), _version(digests, only is not None))


def user_folder() -> Path:
    """Where a user's imported actors are: $ONRECORD_ACTORS, else `onrecord/actors` in the platform's place for data."""
    told = os.environ.get(FOLDER_VARIABLE)
    if told:
        return Path(told)
    from platformdirs import user_data_path

    return user_data_path("onrecord", appauthor=False) / "actors"


def find_own(folder: Path | None = None) -> tuple[Path, ...]:
    """The files, and the folders of tables, in the user's folder, sorted by name; none where there is no such folder."""
    place = user_folder() if folder is None else folder
    try:
        entries = sorted(place.iterdir())
    except OSError:
        return ()
    return tuple(
        path for path in entries if not path.name.startswith(".") and (path.suffix.lower() in SUFFIXES or (path / _OWN_TABLES).is_file())
    )  # fmt: skip


def check_own(
    data: bytes, name: str, *, alone: bool = False, more: Iterable[str] = ()
) -> tuple[list[Own], list[Problem]]:
    """The actors of a file and all that is wrong with it, by line.

    `alone`: no country that ships is known, only those of the file. `more`: further codes that a country field may have.
    """
    entries, problems = read_entries(data, name)
    declared = {str(entry.fields.get("id")) for entry in entries if entry.fields.get("kind") == "country"}
    shipped = set() if alone else {land.state for land in lands().values()} | {land.code for land in lands().values()}
    checker = Checker(frozenset(declared | shipped | set(ontology.BODIES) | set(more)))
    own = checker.check(entries)
    return own, sorted([*problems, *checker.problems], key=lambda problem: problem.line)


def _load(path: Path, *, alone: bool) -> tuple[bytes, list[Own]]:
    data = read_file(path)
    own, problems = check_own(data, path.name, alone=alone)
    if problems:
        more = f" ({len(problems) - 1} more: onrecord actors import {path} tells all)" if len(problems) > 1 else ""
        raise ConfigError(f"{path}, {problems[0]}{more}")
    return data, own


def read_file(path: Path) -> bytes:
    """The bytes of an actor file. Raises ConfigError where it cannot be read."""
    if path.suffix.lower() not in SUFFIXES:
        raise ConfigError(f"{path} is no actor file; give one that ends in {' or '.join(SUFFIXES)}")
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}); check its name and rights") from None


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
