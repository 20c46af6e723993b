"""How alike two people mark the same bare text: `python -m corpus.agree FOLDER FOLDER`, documents matched by id.

Quotations are matched one to one by overlap of content, events by overlap of anchor. Printed: token F1 of content, exact speaker
and cue over matched quotations, F1 of events by type, and by type and mode, exact modality and overlapping parties over matched
events; each with its number.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.build import to_row
from corpus.check import check, read_file
from corpus.frames import CUE
from corpus.markup import Document

Row = dict[str, Any]
Tokens = set[int]


def tokens(text: str, spans: Iterable[list[int]]) -> Tokens:
    """Where the words of some spans begin."""
    return {start + match.start() for start, end in spans for match in re.finditer(r"\w+", text[start:end])}


def compare(first: Row, second: Row) -> Counter[str]:
    """Counts to add up over documents."""
    if first["text"] != second["text"]:
        raise SystemExit(f"{first['id']}: the bare texts differ; both must mark the same words")
    text, counts = first["text"], Counter[str]()
    cues = [[frame for frame in row["frames"] if frame["type"] == CUE] for row in (first, second)]
    events = [[frame for frame in row["frames"] if frame["type"] != CUE] for row in (first, second)]
    covered = [
        set().union(*(tokens(text, frame["roles"].get("content", [])) for frame in side), set()) for side in cues
    ]
    counts["content both"] = len(covered[0] & covered[1])
    counts["content sum"] = len(covered[0]) + len(covered[1])
    for one, other in _pairs(text, cues[0], cues[1], lambda frame: frame["roles"].get("content", [])):
        counts["quotes"] += 1
        counts["speaker"] += _trimmed(text, one["roles"].get("speaker", [])) == _trimmed(
            text, other["roles"].get("speaker", [])
        )
        counts["cue"] += _trimmed(text, one["anchor"]) == _trimmed(text, other["anchor"])
    counts["events sum"] = len(events[0]) + len(events[1])
    for one, other in _pairs(text, events[0], events[1], lambda frame: frame["anchor"]):
        counts["events"] += 1
        counts["type"] += one["type"] == other["type"]
        counts["mode"] += (one["type"], one["mode"]) == (other["type"], other["mode"])
        counts["modality"] += one["modality"] == other["modality"]
        for role in ("actor", "recipient"):
            mine, theirs = (tokens(text, frame["roles"].get(role, [])) for frame in (one, other))
            counts["parties sum"] += bool(mine or theirs)
            counts["parties"] += bool(mine & theirs)
    return counts


def _trimmed(text: str, spans: list[list[int]]) -> list[str]:
    return [text[start:end].strip(" ,.:;") for start, end in sorted(spans)]


def _pairs(text: str, ours: list[Row], theirs: list[Row], spans: Any) -> list[tuple[Row, Row]]:
    """One-to-one matches, the largest overlap first."""
    scored = sorted(
        (
            (len(a & b) / len(a | b), i, j)
            for i, one in enumerate(ours)
            for j, other in enumerate(theirs)
            if (a := tokens(text, spans(one))) & (b := tokens(text, spans(other)))
        ),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    found = []
    for _, i, j in scored:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            found.append((ours[i], theirs[j]))
    return found


def figures(counts: Counter[str]) -> dict[str, float]:
    """Percentages by name."""

    def share(part: float, whole: float) -> float:
        return 100 * part / whole if whole else 0.0

    return {
        "quotation content, token F1": share(2 * counts["content both"], counts["content sum"]),
        "speaker, exact": share(counts["speaker"], counts["quotes"]),
        "cue, exact": share(counts["cue"], counts["quotes"]),
        "event type, F1": share(2 * counts["type"], counts["events sum"]),
        "event type and mode, F1": share(2 * counts["mode"], counts["events sum"]),
        "event type where both see an event": share(counts["type"], counts["events"]),
        "modality": share(counts["modality"], counts["events"]),
        "parties, overlap": share(counts["parties"], counts["parties sum"]),
    }


def _documents(folder: Path) -> list[Document]:
    return [document for path in sorted(folder.rglob("*.txt")) for document in read_file(path.resolve())]


def main(arguments: list[str] | None = None) -> int:
    """Print the agreement of two folders of the same stories or sentences."""
    parser = argparse.ArgumentParser(prog="python -m corpus.agree", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    given = parser.parse_args(arguments)
    total, n_documents = Counter[str](), 0
    first = {document.id: document for document in _documents(given.first)}
    for other in _documents(given.second):
        if other.id not in first:
            raise SystemExit(f"corpus.agree: {given.first} has no {other.id}")
        one = first[other.id]
        total += compare(to_row(one, check(one)[0]), to_row(other, check(other)[0]))
        n_documents += 1
    print(f"{n_documents} documents, {total['quotes']} quotations and {total['events']} events seen by both")
    for what, figure in figures(total).items():
        print(f"{what:40} {figure:5.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
