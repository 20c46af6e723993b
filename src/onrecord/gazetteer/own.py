"""A user's own actors: where their files lie, how one is checked, and how it is imported whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from onrecord import ontology
from onrecord.errors import ConfigError
from onrecord.gazetteer.lands import lands
from onrecord.gazetteer.ownfile import read_entries
from onrecord.gazetteer.ownrow import Checker, Own, Problem

FOLDER_VARIABLE = "ONRECORD_ACTORS"
SUFFIXES = (".toml", ".csv")
DIGEST = "digest.txt"  # beside imported tables, what they are told by
_OWN_TABLES = "actors.tsv"  # what a folder of tables holds, such as import-wikidata makes


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did: how many actors now lie in `place`, and whether a file of that name stood there before."""

    n_actors: int
    place: Path
    is_new: bool


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
    return tuple(path for path in entries if not path.name.startswith(".") and _is_own(path))


def _is_own(path: Path) -> bool:
    return (path.suffix.lower() in SUFFIXES and path.is_file()) or (path / _OWN_TABLES).is_file()


def template(form: str) -> str:
    """The template of a file of actors: "toml" or "csv"."""
    return files("onrecord.gazetteer").joinpath("data", f"template.{form}").read_text(encoding="utf-8")


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


def declared_codes(paths: Iterable[Path]) -> frozenset[str]:
    """The codes of the countries that files of actors declare: one file may use those of another."""
    found: set[str] = set()
    for path in paths:
        if not path.is_dir():
            entries, _ = read_entries(read_file(path), path.name)
            found |= {str(entry.fields.get("id")) for entry in entries if entry.fields.get("kind") == "country"}
    return frozenset(found)


def read_file(path: Path) -> bytes:
    """The bytes of an actor file. Raises ConfigError where it cannot be read."""
    if not path.exists():
        raise ConfigError(f"{path}: no such file; check its name")
    if path.suffix.lower() not in SUFFIXES:
        raise ConfigError(f"{path} is no actor file; give one that ends in {' or '.join(SUFFIXES)}")
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}); check its name and rights") from None


def import_file(path: Path, to: Path | None = None) -> tuple[Imported | None, list[Problem]]:
    """Check a file and put it into the user's folder, or at `to`; nothing is written where a single entry is wrong.

    Raises ConfigError where the file cannot be read, `to` has another ending, or nothing can be written there.
    """
    data = read_file(path)
    place = to if to is not None else user_folder() / path.name
    if place.suffix.lower() != path.suffix.lower():
        raise ConfigError(f"{place} does not end in {path.suffix}; the imported file keeps its form")
    beside = [other for other in find_own(place.parent) if other.name != place.name] if to is None else []
    own, problems = check_own(data, path.name, more=declared_codes(beside))
    problems += _twice(own, beside)
    if problems:
        return None, sorted(problems, key=lambda problem: problem.line)
    is_new = not place.exists()
    _write_whole(data, place)
    return Imported(n_actors=len(own), place=place, is_new=is_new), []


def _twice(own: list[Own], beside: list[Path]) -> list[Problem]:
    """Ids that stand in another imported file already."""
    taken: dict[str, Path] = {}
    declared = declared_codes(beside) if own else frozenset()
    for path in beside if own else ():
        for other in check_own(read_file(path), path.name, more=declared)[0] if not path.is_dir() else ():
            taken.setdefault(other.known.id, path)
    return [
        Problem(one.line, f"the id {one.known.id} is in {taken[one.known.id]} too; leave it out of one of the files")
        for one in own
        if one.known.id in taken
    ]


def _write_whole(data: bytes, place: Path) -> None:
    """The file appears whole or not at all."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".onrecord-", delete=False) as part:
            try:
                part.write(data)
                part.flush()
                os.fsync(part.fileno())
                os.chmod(part.name, 0o644)
                os.replace(part.name, place)
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise ConfigError(
            f"{place} cannot be written ({error.strerror}); make room, or give another place with --to"
        ) from None
