"""The whole dump, line by line, into spools on disk; a run that was stopped goes on where its last checkpoint is."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from onrecord.errors import ConfigError
from onrecord.gazetteer.wikidata.entity import read_entity
from onrecord.gazetteer.wikidata.tables import SPOOLS, Outcome, build_tables

MAX_LINE = 64 << 20  # bytes of one entity
CHECKPOINT = 20_000  # lines between two
_MAX_BAD = 100  # lines at the beginning, all of them wrong, after which it is no dump
_HEAD = 1 << 16  # bytes by which a dump is told
_STATE = "state.json"
_GZIP, _BZIP2 = b"\x1f\x8b", b"BZh"


@dataclass(slots=True)
class _State:
    """How far a run came: `lines` read, `offset` in bytes of the plain text; entities and lines that are none; the length of each spool."""

    dump: str
    lines: int = 0
    offset: int = 0
    good: int = 0
    bad: int = 0
    bracket: bool = False
    ended: bool = False
    day: str = ""
    spools: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SPOOLS, 0))


def import_dump(path: Path, to: Path, *, progress: Callable[[int], None] = lambda _: None) -> Outcome:
    """Read a dump (.json, .gz or .bz2) and put its tables into the folder `to`, which then appears whole.

    `progress` is called with the bytes of the file that are behind. Raises ConfigError where the file is no dump, or ends too soon: what
    was read of it stays beside `to`, and the next call goes on there.
    """
    work = to.with_name(to.name + ".part")
    try:
        work.mkdir(parents=True, exist_ok=True)
        state = _load(work, path)
        if not state.ended:
            _read_all(path, work, state, progress)
        outcome = build_tables(work, to, state.day, state.bad)
        shutil.rmtree(work)
    except OSError as error:
        raise ConfigError(
            f"{error.filename or to}: {error.strerror or error}; make room or give another --to, and go on"
        ) from None
    return outcome


def _load(work: Path, path: Path) -> _State:
    """Where the run before stopped, if it read the same dump; the spools are cut back to there."""
    state = _State(_told_by(path))
    try:
        told = json.loads((work / _STATE).read_text(encoding="utf-8"))
        before = _State(**told)
    except (OSError, ValueError, TypeError):
        before = state
    state = before if before.dump == state.dump else state
    for name in SPOOLS:
        with (work / f"{name}.jsonl").open("ab") as spool:
            spool.truncate(state.spools[name])
    return state


def _told_by(path: Path) -> str:
    """A dump is told by its place and its beginning: what was fetched later may have made it longer."""
    try:
        with path.open("rb") as stream:
            return f"{path.resolve()} {hashlib.sha256(stream.read(_HEAD)).hexdigest()}"
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}); give the dump that Wikidata publishes") from None


def _read_all(path: Path, work: Path, state: _State, progress: Callable[[int], None]) -> None:
    spools = {name: (work / f"{name}.jsonl").open("ab") for name in SPOOLS}
    try:
        with path.open("rb") as raw:
            for line in _lines(raw, path, state):
                _take(line, spools, state)
                if state.lines % CHECKPOINT == 0:
                    _save(work, spools, state)
                    progress(raw.tell())
                if state.good == 0 and state.bad == _MAX_BAD:
                    break
        if state.good == 0:
            raise ConfigError(
                f"{path} holds no entities; give the JSON dump of Wikidata (latest-all.json, .gz or .bz2)"
            )
        if state.bracket and not state.ended:
            raise _too_short(path, state)
        state.ended = True
        _save(work, spools, state)
    finally:
        for spool in spools.values():
            spool.close()


def _lines(raw: IO[bytes], path: Path, state: _State) -> Iterator[bytes]:
    """The lines behind the last checkpoint; of a compressed file what stands before is read and let go."""
    stream = _open(raw)
    try:
        if stream is raw:
            raw.seek(state.offset)
        else:
            for _ in range(state.lines):
                _whole_line(stream)
        while (read := _whole_line(stream))[1]:
            state.lines += 1
            state.offset += read[1]
            yield read[0]
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _too_short(path, state) from error
    except OSError as error:
        if error.errno is None:  # bz2 tells of damaged data so
            raise _too_short(path, state) from error
        raise


def _open(raw: IO[bytes]) -> IO[bytes]:
    head = raw.read(3)
    raw.seek(0)
    if head.startswith(_GZIP):
        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
    return bz2.BZ2File(raw) if head == _BZIP2 else raw


def _whole_line(stream: IO[bytes]) -> tuple[bytes, int]:
    """A line and its length; of one that is too long nothing but that."""
    line = stream.readline(MAX_LINE)
    length = len(line)
    if length < MAX_LINE or line.endswith(b"\n"):
        return line, length
    while more := stream.readline(MAX_LINE):
        length += len(more)
        if more.endswith(b"\n"):
            break
    return b"too long\n", length


def _too_short(path: Path, state: _State) -> ConfigError:
    return ConfigError(
        f"{path} ends in the middle, behind line {state.lines:,}; fetch it whole and import again, which goes on there"
    )


def _take(line: bytes, spools: Mapping[str, IO[bytes]], state: _State) -> None:
    bare = line.strip().removesuffix(b",")
    if bare in (b"[", b"]", b""):
        state.bracket = state.bracket or bare == b"["
        state.ended = state.ended or bare == b"]"
        return
    try:
        kept = read_entity(bare)
    except (ValueError, RecursionError, AttributeError, TypeError):
        state.bad += 1
        return
    state.good += 1
    if kept is not None:
        state.day = max(state.day, kept.row.get("day", ""))
        row = json.dumps(kept.row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        spools[kept.spool].write(row)
        state.spools[kept.spool] += len(row)


def _save(work: Path, spools: Mapping[str, IO[bytes]], state: _State) -> None:
    """A checkpoint: the spools first, then what tells of them."""
    for spool in spools.values():
        spool.flush()
        os.fsync(spool.fileno())
    part = work / f"{_STATE}.new"
    told: dict[str, Any] = asdict(state)
    part.write_text(json.dumps(told), encoding="utf-8")
    os.replace(part, work / _STATE)
