"""Events marked on texts that may not be shipped, as offsets without words: `python -m corpus.standoff SUBCOMMAND FOLDER`.

FOLDER is the one with `gold/`; the texts stay there, and so do the notes that a marker writes, since they quote words. What stands
here is `plv_train.jsonl`, `polnear_train.jsonl` and `gum_train.jsonl`: id, the first 16 digits of the text's SHA-256, and

    {"anchor": [[start, end]], "type", "mode", "modality", "roles": {"actor": [[s, e]], "recipient": [[s, e]]}, "unnamed": bool}

a row an event, offsets code points of the text. Who asserts it follows from the attributions that the sets themselves mark.

    show FOLDER SET --part 2/4      the drawn texts with numbered lines, to be marked
    build FOLDER NOTES...           notes to offsets; what does not fit is told, and nothing is written

A note is one line an event, under the text's id:

    # PolNeAR-id
    12 | imposed sanctions | SANCTION/discontinue | actual | who: the White House; Mr Lund | whom: Chad
    14 | called … off#2 | REJECT/meet | negated | who: - | whom: he | unnamed

The number is the line's; words are found in it (`#2`: their second time; ` … ` parts the pieces of an anchor); `-` is nobody. A text
without events stands with its id alone. A sentence of PLV, whose pair and type are given, takes `| anchor | mode or - | modality` only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord import ontology

HERE = Path(__file__).resolve().parent
FILES = {"plv_train": "events/plv_train", "polnear_train": "quotes/polnear_train", "gum_train": "quotes/gum_train"}
N_DRAWN = {"plv_train": 1050, "polnear_train": 450, "gum_train": 60}
NOT_OPEN = frozenset("fiction whow essay letter podcast".split())  # genres of GUM whose texts are CC BY-NC-SA
LENGTHS = {"plv_train": (0, 10_000), "polnear_train": (200, 900), "gum_train": (200, 1200)}  # words of the texts drawn
MODALITIES = frozenset("actual future hypothetical negated".split())
Row = dict[str, Any]


@dataclass(slots=True)
class Notes:
    """The events of some texts, by id, and what is wrong with their notes."""

    events: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def load_texts(folder: Path, name: str) -> dict[str, Row]:
    """The drawn texts of a set, by id, in the order of a hash. Raises SystemExit where the folder lacks the set."""
    path = folder / "gold" / f"{FILES[name]}.jsonl"
    if not path.is_file():
        raise SystemExit(f"corpus.standoff: {path} is not there; give the folder that holds gold/")
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    least, most = LENGTHS[name]
    fit = [r for r in rows if least <= len(r["text"].split()) <= most and r.get("genre") not in NOT_OPEN]
    if name != "plv_train":
        fit.sort(key=lambda row: sha256(row["id"].encode()).digest())
    return {row["id"]: row for row in fit[: N_DRAWN[name]]}


def digest(text: str) -> str:
    """The first 16 digits of the SHA-256 of a text."""
    return sha256(text.encode()).hexdigest()[:16]


def read_notes(lines: Iterator[str], texts: dict[str, Row], *, pairs: bool) -> Notes:
    """Notes with their words found in the texts; `pairs`: sentences of PLV, whose parties and type are given."""
    notes = Notes()
    current: Row | None = None
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line:
            continue
        try:
            if line.startswith("# "):
                current = texts[line[2:].strip()]
                notes.events.setdefault(current["id"], [])
            elif current is not None:
                notes.events[current["id"]].append(_pair_note(line, current) if pairs else _event_note(line, current))
        except (KeyError, ValueError) as error:
            notes.problems.append(f"line {number}: {error}: {line[:100]}")
    return notes


def _event_note(line: str, row: Row) -> Row:
    number, words, code, modality, *rest = [part.strip() for part in line.split("|")]
    paragraphs = row["text"].split("\n")
    if not number.isdigit() or not 0 < int(number) <= len(paragraphs):
        raise ValueError(f"there is no line {number!r}")
    start = sum(len(paragraph) + 1 for paragraph in paragraphs[: int(number) - 1])
    paragraph = paragraphs[int(number) - 1]
    type_, _, mode = code.partition("/")
    roles: dict[str, list[list[int]]] = {}
    for part in rest:
        name, colon, told = part.partition(":")
        if colon and name.strip() in ("who", "whom") and told.strip() not in ("-", ""):
            spans = [_find(paragraph, words.strip(), start) for words in told.split(";")]
            roles["actor" if name.strip() == "who" else "recipient"] = spans
    if not roles:
        raise ValueError("an event needs a party")
    anchor = [_find(paragraph, piece.strip(), start) for piece in words.split("…")]
    return _checked(anchor, type_, mode or None, modality) | {"roles": roles, "unnamed": "unnamed" in rest}


def _pair_note(line: str, row: Row) -> Row:
    words, mode, modality = [part.strip() for part in line.strip("| ").split("|")]
    anchor = [_find(row["text"], piece.strip(), 0) for piece in words.split("…")]
    own = None if mode == "-" else mode
    fits = [type_ for type_ in _types_of(row["label"]) if own is None or own in ontology.modes(type_)]
    if not fits and own is not None:  # PLV's label and the manual of 2024 disagree; the mode names the manual's type
        fits = [type_ for type_ in ontology.TYPES if own in ontology.modes(type_)]
    if not fits:
        raise ValueError(f"no type has the mode {own!r}")
    return _checked(anchor, fits[0], own, modality)


def _types_of(label: str) -> list[str]:
    """The types that a label of PLV stands for: YIELD is CONCEDE or RETREAT."""
    return ["CONCEDE", "RETREAT"] if label == "YIELD" else [label]


def _checked(anchor: list[list[int]], type_: str, mode: str | None, modality: str) -> Row:
    ontology.check_event(type_, mode)
    if modality not in MODALITIES:
        raise ValueError(f"{modality!r} is none of {', '.join(sorted(MODALITIES))}")
    return {"anchor": anchor, "type": type_, "mode": mode, "modality": modality}


def _find(paragraph: str, words: str, offset: int) -> list[int]:
    """Where some words stand in a line, as whole words; `#2` behind them asks for their second time."""
    bare, _, time = words.rpartition("#") if words[-2:-1] == "#" else (words, "", "1")
    at = -1
    for _ in range(int(time)):
        at = _next(paragraph, bare, at + 1)
        if at < 0:
            raise ValueError(f"{words!r} does not stand in the line")
    return [offset + at, offset + at + len(bare)]


def _next(paragraph: str, words: str, at: int) -> int:
    while (at := paragraph.find(words, at)) >= 0:
        before, after = paragraph[:at][-1:], paragraph[at + len(words) :][:1]
        if not (before.isalnum() and words[0].isalnum()) and not (after.isalnum() and words[-1].isalnum()):
            return at
        at += 1
    return -1


def load_marks(name: str) -> list[Row]:
    """The rows of a set as they stand here."""
    with (HERE / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
