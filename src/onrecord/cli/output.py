"""Where readings go, and in which form: standard output or a file that appears whole or not at all."""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from onrecord import ingest, page
from onrecord.cli.pretty import to_pretty
from onrecord.errors import ConfigError
from onrecord.facts import Reading

FORMATS = ("pretty", "json", "jsonl", "html")
SQLITE = b"SQLite format 3\0"  # how a record, or any SQLite database, begins
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a database, by the end of its name


class Writer:
    """Writes one reading after the other in one form, and failures beside them; `close` ends what was begun."""

    def __init__(self, form: str, out: IO[str]) -> None:
        self.form = form
        self.out = out
        self._begun = False

    def write_reading(self, reading: Reading, line_id: str | int | None) -> None:
        """One more reading. `line_id` is the caller's id of a JSON line."""
        if self.form == "pretty":
            self.out.write(("\n\n" if self._begun else "") + to_pretty(reading, self.out))
        elif self.form == "html":
            told = reading.to_dict()
            self.out.write(("" if self._begun else page.begin(told["article"]["title"])) + page.to_section(told))
        else:
            told = reading.to_dict() if line_id is None else {"id": line_id, **reading.to_dict()}
            self._write_json(told)
        self._begun = True

    def write_failure(self, source: str, line_id: str | int | None, message: str) -> None:
        """A failure: among JSON lines a line with its id, else a line for people on standard error.

        What failed and came from no JSON line is told in both places.
        """
        if self.form == "jsonl":
            self._write_json({"id": source if line_id is None else line_id, "error": message})
        if self.form != "jsonl" or line_id is None:
            named, told = _one_line(source), _one_line(message)
            click.echo(f"onrecord: {told}" if told.startswith(named) else f"onrecord: {named}: {told}", err=True)

    def close(self) -> None:
        """What must stand after the last reading."""
        if self.form == "html" and self._begun:
            self.out.write(page.END)
        self.out.flush()

    def _write_json(self, told: dict[str, object]) -> None:
        indent = 2 if self.form == "json" else None
        self.out.write(json.dumps(told, ensure_ascii=False, indent=indent) + "\n")


@contextmanager
def open_input(path: str) -> Iterator[IO[bytes]]:
    """A file of lines, or standard input for "-". Raises ConfigError when it cannot be opened."""
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise ConfigError(f"{path} cannot be opened ({error.strerror}); give a file of JSON lines, or -") from None
    with stream:
        yield stream


def check_outputs(outputs: Iterable[Path | None], inputs: Iterable[str | Path] = ()) -> None:
    """Raise ConfigError where an output is a database, one of the inputs (or a file of an input folder), or another output.

    Call it before anything is written: what stands there would be lost, and often it is the only copy.
    """
    given, taken = [Path(one) for one in inputs if str(one) != "-"], set[Path]()
    for path in outputs:
        if path is None:
            continue
        place = Path(os.path.realpath(path))
        if place in taken:
            raise ConfigError(f"{path} is given twice as an output; give each a file of its own")
        taken.add(place)
        if _is_database(place):
            raise ConfigError(f"{path} is a record or another database, which would be lost; write to another file")
        if any(_is_read(place, one) for one in given):
            raise ConfigError(f"{path} is one of the inputs, which would be lost; write to another file")


def _is_database(place: Path) -> bool:
    """Whether a file is a SQLite database, or what SQLite keeps beside one."""
    beside = [Path(str(place).removesuffix(end)) for end in BESIDE if place.name.endswith(end)]
    return any(_begins_as_database(one) for one in (place, *beside))


def _begins_as_database(place: Path) -> bool:
    try:
        if not place.is_file():
            return False
        with place.open("rb") as stream:
            return stream.read(len(SQLITE)) == SQLITE
    except OSError:
        return False  # whoever opens it to write is told why it cannot be


def _is_read(place: Path, given: Path) -> bool:
    """Whether a file that is there is an input, or lies in a folder that is one and is read with it."""
    if not place.is_file():
        return False
    try:
        if given.is_dir():
            suffixes = (*ingest.SUFFIXES, *ingest.TABLE_SUFFIXES, ".ndjson")
            return place.suffix.lower() in suffixes and Path(os.path.realpath(given)) in place.parents
        return os.path.samefile(place, given)
    except OSError:
        return False  # no such input: it is told where it is read


@contextmanager
def open_output(path: Path | None, *, keep_empty: bool, inputs: Iterable[str | Path] = ()) -> Iterator[IO[str]]:
    """Standard output, or a file that takes its place when all is written.

    Where nothing was written, what stood there stays, unless `keep_empty`.
    Raises ConfigError when the file cannot be written, or is a database or one of `inputs`.
    """
    check_outputs([path], inputs)
    if path is None:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdout
        return
    place = Path(os.path.realpath(path))  # a link stays a link
    try:
        if place.exists() and not stat.S_ISREG(place.stat().st_mode):
            direct = place.open(
                "w", encoding="utf-8", errors="replace"
            )  # a device or a pipe is written to, not replaced
        else:
            direct = None
            part = tempfile.NamedTemporaryFile(  # noqa: SIM115 - closed and renamed below
                "w",
                encoding="utf-8",
                errors="replace",
                dir=place.parent,
                prefix=".onrecord-",
                suffix=".part",
                delete=False,
            )
    except OSError as error:
        raise ConfigError(f"{path} cannot be written ({error.strerror}); give another --output") from None
    if direct is not None:
        with direct:
            yield direct
        return
    yield from _replacing(part, place, keep_empty)


def _replacing(part: IO[str], place: Path, keep_empty: bool) -> Iterator[IO[str]]:
    """The part file; afterwards it stands at `place`, with the rights that a new file (or the old one) has."""
    try:
        with part:
            yield part
            part.flush()
            wanted = keep_empty or part.tell() > 0
        if wanted:
            os.chmod(part.name, _rights(place))
            os.replace(part.name, place)
        else:
            os.unlink(part.name)
    except BaseException:
        Path(part.name).unlink(missing_ok=True)
        raise


def _rights(place: Path) -> int:
    """The mode bits of the file that is replaced, else those that the process gives to new files."""
    if place.exists():
        return stat.S_IMODE(place.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _one_line(words: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in words)
