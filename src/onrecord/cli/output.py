"""Where readings go, and in which form: standard output or a file that appears whole or not at all."""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from onrecord import page
from onrecord.cli.pretty import to_pretty
from onrecord.errors import ConfigError
from onrecord.facts import Reading

FORMATS = ("pretty", "json", "jsonl", "html")


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


@contextmanager
def open_output(path: Path | None, *, keep_empty: bool) -> Iterator[IO[str]]:
    """Standard output, or a file that takes its place when all is written.

    Where nothing was written, what stood there stays, unless `keep_empty`.
    Raises ConfigError when the file cannot be written.
    """
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
