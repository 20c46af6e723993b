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
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from corpus.build import Row, to_row
from corpus.check import check, read_file
from corpus.frames import CUE
from corpus.markup import Document
from corpus.show import tell

Tokens = set[int]
Spans = list[list[int]]


def tokens(text: str, spans: Iterable[list[int]]) -> Tokens:
    """Where the words of some spans begin."""
    return {start + match.start() for start, end in spans for match in re.finditer(r"\w+", text[start:end])}


def compare(first: Row, second: Row) -> Counter[str]:
    """Counts to add up over documents. Raises SystemExit when the bare texts differ."""
    if first["text"] != second["text"]:
        raise SystemExit(f"corpus.agree: {first['id']}: the bare texts differ; both must mark the same words")
    text, counts = first["text"], Counter[str]()
    covered = [set().union(*(tokens(text, _content(frame)) for frame in _cues(row))) for row in (first, second)]
    counts["content both"] = len(covered[0] & covered[1])
    counts["content sum"] = len(covered[0]) + len(covered[1])
    counts["events sum"] = len(_events(first)) + len(_events(second))
    for one, other in _pairs(text, _cues(first), _cues(second), _content):
        counts["quotes"] += 1
        for what in ("speaker", "cue"):
            counts[what] += what not in _differing(one, other, text)
        counts["who"] += bool(_told(first, one) & _told(second, other)) or not (
            _told(first, one) or _told(second, other)
        )
    for one, other in _pairs(text, _events(first), _events(second), _anchor):
        differing = _differing(one, other, text)
        counts["events"] += 1
        counts["type"] += "type" not in differing
        counts["mode"] += not differing & {"type", "mode"}
        counts["modality"] += "modality" not in differing
        for role in ("actor", "recipient"):
            counts["parties sum"] += bool(one["roles"].get(role) or other["roles"].get(role))
            counts["parties"] += bool(one["roles"].get(role)) and role not in differing
    return counts


def differences(first: Row, second: Row) -> Iterator[str]:
    """Each frame that one has and the other lacks, and what differs in those that both have; for people."""
    text = first["text"]
    for one_side, other_side, spans in (
        (_cues(first), _cues(second), _content),
        (_events(first), _events(second), _anchor),
    ):
        pairs = _pairs(text, one_side, other_side, spans)
        for one, other in pairs:
            differing = _differing(one, other, text)
            if differing:
                yield f"{', '.join(sorted(differing))}: {tell(one, text)}  <>  {tell(other, text)}"
        for sign, side, number in (("only first", one_side, 0), ("only second", other_side, 1)):
            matched = {pair[number]["id"] for pair in pairs}
            yield from (f"{sign}: {tell(frame, text)}" for frame in side if frame["id"] not in matched)


def _differing(one: Row, other: Row, text: str) -> set[str]:
    """The names of what two matched frames differ in: words exactly, parties by overlap."""
    if one["type"] == CUE:
        found = {"cue"} if _trimmed(text, one["anchor"]) != _trimmed(text, other["anchor"]) else set()
        speakers = [_trimmed(text, frame["roles"].get("speaker", [])) for frame in (one, other)]
        return found | ({"speaker"} if speakers[0] != speakers[1] else set())
    found = {key for key in ("type", "mode", "modality") if one[key] != other[key]}
    for role in ("actor", "recipient"):
        mine, theirs = (tokens(text, frame["roles"].get(role, [])) for frame in (one, other))
        if (mine or theirs) and not mine & theirs:
            found.add(role)
    return found


def _told(row: Row, frame: Row) -> Tokens:
    """Where the words begin that name the speaker of a quotation, anywhere in the text."""
    mentions = [
        spans
        for actor in row["actors"]
        if actor["id"] in frame["parties"].get("speaker", [])
        for spans in actor["mentions"]
    ]
    return tokens(row["text"], [*frame["roles"].get("speaker", []), *mentions])


def _cues(row: Row) -> list[Row]:
    return [frame for frame in row["frames"] if frame["type"] == CUE]


def _events(row: Row) -> list[Row]:
    return [frame for frame in row["frames"] if frame["type"] != CUE]


def _content(frame: Row) -> Spans:
    found: Spans = frame["roles"].get("content", [])
    return found


def _anchor(frame: Row) -> Spans:
    found: Spans = frame["anchor"]
    return found


def _trimmed(text: str, spans: list[list[int]]) -> list[str]:
    return [text[start:end].strip(" ,.:;") for start, end in sorted(spans)]


def _pairs(text: str, ours: list[Row], theirs: list[Row], spans: Callable[[Row], Spans]) -> list[tuple[Row, Row]]:
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
        "speaker, the same one": share(counts["who"], counts["quotes"]),
        "cue, exact": share(counts["cue"], counts["quotes"]),
        "event type, F1": share(2 * counts["type"], counts["events sum"]),
        "event type and mode, F1": share(2 * counts["mode"], counts["events sum"]),
        "event type where both see an event": share(counts["type"], counts["events"]),
        "modality": share(counts["modality"], counts["events"]),
        "parties, overlap": share(counts["parties"], counts["parties sum"]),
    }


def _documents(folder: Path) -> list[Document]:
    paths = [path for kind in ("stories", "sentences") for path in sorted((folder / kind).rglob("*.txt"))]
    if not paths:
        raise SystemExit(f"corpus.agree: {folder} has neither stories/ nor sentences/ with .txt files")
    return [document for path in paths for document in read_file(path.resolve())]


def main(arguments: list[str] | None = None) -> int:
    """Print the agreement of two folders of the same stories or sentences."""
    parser = argparse.ArgumentParser(prog="python -m corpus.agree", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--list", action="store_true", help="tell each difference")
    given = parser.parse_args(arguments)
    total, n_documents = Counter[str](), 0
    first = {document.id: document for document in _documents(given.first)}
    for other in _documents(given.second):
        if other.id not in first:
            raise SystemExit(f"corpus.agree: {given.first} has no {other.id}")
        one = first[other.id]
        pair = to_row(one, check(one)[0]), to_row(other, check(other)[0])
        total += compare(*pair)
        for line in differences(*pair) if given.list else ():
            print(f"{other.id}: {line}")
        n_documents += 1
    print(f"{n_documents} documents, {total['quotes']} quotations and {total['events']} events seen by both")
    for what, figure in figures(total).items():
        print(f"{what:40} {figure:5.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
