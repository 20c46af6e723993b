"""A user's own actors, in TOML or CSV -> entries with the lines on which they stand, checked one by one.

TOML holds one `[[actor]]` for each, with `[[actor.office]]` under it; CSV one row for each office (or for an actor without any), rows of
one id belong together. `template.toml` and `template.csv` beside the tables show both.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.gazetteer.ownrow import ACTOR_KEYS, Entry, Problem

MAX_BYTES = 50_000_000
_CSV_OFFICE = {
    "office": "name",
    "office_country": "country",
    "office_sectors": "sectors",
    "rank": "rank",
    "from": "from",
    "until": "until",
}
_CSV_NAMES = {key: column for column, key in _CSV_OFFICE.items()}
_CSV_KEYS = (*(key for key in ACTOR_KEYS if key != "office"), *_CSV_OFFICE)
_HEADER = re.compile(r"\s*\[\[\s*actor\s*(\.\s*office\s*)?\]\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=")


def read_entries(data: bytes, name: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of a file, not checked yet, and what cannot be read of it at all; `name` tells TOML from CSV by its ending."""
    if len(data) > MAX_BYTES:
        return [], [Problem(1, f"the file is larger than {MAX_BYTES:,} bytes; split it, or use import-wikidata")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Problem(data.count(b"\n", 0, error.start) + 1, "not UTF-8; save the file as UTF-8")]
    if "\0" in text:
        return [], [
            Problem(text.count("\n", 0, text.index("\0")) + 1, "holds a NUL character; the file is damaged or binary")
        ]
    return _read_csv(text) if name.lower().endswith(".csv") else _read_toml(text)


@dataclass(slots=True)
class _Block:
    """The lines of one [[actor]] of a TOML file: where it begins, where its keys stand, and the same of its offices."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)
    offices: list[_Block] = field(default_factory=list)


def _read_toml(text: str) -> tuple[list[Entry], list[Problem]]:
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        reason = re.sub(r" \(at .*\)$", "", str(error))
        return [], [Problem(int(line[1]) if line else text.count("\n") + 1, f"not TOML: {reason}; mend it there")]
    except RecursionError:
        return [], [Problem(1, "not TOML that can be read: nested too deep")]
    blocks = list(_blocks(text))
    problems = [
        Problem(_line_of(text, key), f"unknown table or key {key!r}; write one [[actor]] for each actor") for key in told if key != "actor"
    ]  # fmt: skip
    rows = told.get("actor", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return [], [Problem(_line_of(text, "actor"), "actor is no list of tables; write [[actor]], with two brackets")]
    entries = []
    for number, row in enumerate(rows):
        block = blocks[number] if number < len(blocks) else _Block(1)
        offices = row.pop("office", [])
        if not isinstance(offices, list) or not all(isinstance(one, dict) for one in offices):
            problems.append(
                Problem(block.keys.get("office", block.line), "office is no list of tables; write [[actor.office]]")
            )
            offices = []
        entries.append(Entry(row, block.line, block.keys, _offices(offices, block)))
    return entries, problems


def _offices(rows: list[dict[str, Any]], block: _Block) -> list[Entry]:
    inline = _Block(block.keys.get("office", block.line))
    return [
        Entry(row, at.line, at.keys)
        for number, row in enumerate(rows)
        for at in [block.offices[number] if number < len(block.offices) else inline]
    ]


def _blocks(text: str) -> Iterator[_Block]:
    """The [[actor]] tables of a TOML file with the lines of their keys."""
    block: _Block | None = None
    at: _Block | None = None
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header is not None:
            at = _Block(number)
            if header[1] and block is not None:
                block.offices.append(at)
            else:
                if block is not None:
                    yield block
                block = at
        elif at is not None and (key := _KEY.match(line)):
            at.keys.setdefault(key[1], number)
    if block is not None:
        yield block


def _line_of(text: str, key: str) -> int:
    found = re.search(rf"^\s*\[*\s*[\"']?{re.escape(key)}\b", text, re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _read_csv(text: str) -> tuple[list[Entry], list[Problem]]:
    reader = csv.reader(io.StringIO(text), strict=True)
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    try:
        head = [name.strip() for name in next(reader, [])]
        wrong = [name for name in head if name not in _CSV_KEYS]
        if not head or wrong:
            told = f"unknown column {wrong[0]!r}" if wrong else "no head"
            return [], [Problem(1, f"{told}; the first line names columns: {', '.join(_CSV_KEYS)}")]
        begun = reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                if len(row) != len(head):
                    problems.append(
                        Problem(begun, f"{len(row)} columns, the head has {len(head)}; quote cells that hold a comma")
                    )
                else:
                    _add_row(entries, dict(zip(head, (cell.strip() for cell in row), strict=True)), begun)
            begun = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(reader.line_num, f"not CSV: {error}; mend it there"))
    return list(entries.values()), problems


def _add_row(entries: dict[str, Entry], row: dict[str, str], line: int) -> None:
    """One row: an actor, or one more office of the actor with that id (or, without an id, that name)."""
    office: dict[str, Any] = {key: row[cell] for cell, key in _CSV_OFFICE.items() if row.get(cell)}
    told: dict[str, Any] = {key: value for key, value in row.items() if value and key not in _CSV_OFFICE}
    key = row.get("id") or f"{row.get('country', '')}/{row.get('name', '')}"
    entry = entries.get(key)
    if entry is None:
        entry = entries[key] = Entry(told, line, {})
    else:
        for name, value in told.items():
            if entry.fields.setdefault(name, value) != value:
                told_before = f"{entry.fields[name]!r} on line {entry.line}"
                entry.clashes.append(
                    Problem(line, f"{name} of {key} is {value!r} here and {told_before}; make them one")
                )
    if office:
        entry.offices.append(Entry(office, line, {}, columns=_CSV_NAMES))
