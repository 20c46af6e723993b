"""The mark-up of the corpus, read: `[words](labels)` in running text -> text without marks, and spans with offsets.

    [Hungary](@HUN e1.who) [recalled](e1=SANCTION/withdraw) its envoy to [Chile](@CHL e1.whom) on [Monday](t=2024-03-11).

Brackets nest; labels are parted by blanks; a backslash before a bracket makes it text. `corpus/GUIDELINES.md` tells what is
marked and where a span ends; this file only reads, `corpus/check.py` says what is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

ROLES = {"who": "speaker", "say": "content", "to": "addressee", "via": "medium"}  # of a cue
PARTS = {"who": "actor", "whom": "recipient", "at": "place", "when": "time"}  # of an event
REGIONS = ("scare", "title", "nick")
KINDS = ("country", "person", "organization", "group")
_LABEL = re.compile(
    r"@(?P<actor>[A-Za-z][\w-]*)(?::(?P<kind>[a-z]+):(?P<country>[A-Z]{3}|-):(?P<sectors>[A-Z+]*|-))?"
    r"|(?P<cue>q\d+)(?:!(?P<polarity>[a-z]+))?(?:!(?P<cue_modality>[a-z]+))?"
    r"|(?P<event>e\d+)=(?P<type>[A-Z]+)(?:/(?P<mode>[a-z-]+))?(?:!(?P<modality>[a-z]+))?(?:\^(?P<asserted>q\d+|null|unnamed))?"
    r"|(?P<frame>[qe]\d+)\.(?P<role>[a-z]+)"
    r"|t=(?P<first>\d{4}-\d\d-\d\d|\?)(?:\.\.(?P<last>\d{4}-\d\d-\d\d))?"
    r"|(?P<region>scare|title|nick)"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where (line and column of the file, from 1), and how to mend it."""

    line: int
    column: int
    what: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.what}"


@dataclass(frozen=True, slots=True)
class Mark:
    """One label on one range of the text (code points, half-open), and where it stands in the file."""

    start: int
    end: int
    label: re.Match[str]
    line: int
    column: int


@dataclass(slots=True)
class Document:
    """A story or a sentence: its head, its bare text, its marks, its debris lines (why, text, paragraph before)."""

    id: str
    head: dict[str, str]
    published_on: date | None
    text: str
    marks: list[Mark] = field(default_factory=list)
    debris: list[tuple[str, str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_story: bool = True
    first_line: int = 1


def read_body(lines: list[str], first_line: int) -> tuple[str, list[Mark], list[tuple[str, str, int]], list[Problem]]:
    """Text, marks, debris and problems of the lines of a body; paragraphs are parted by one empty line."""
    text: list[str] = []
    length = 0
    marks: list[Mark] = []
    debris: list[tuple[str, str, int]] = []
    problems: list[Problem] = []
    paragraphs = 0
    for number, line in enumerate(lines, start=first_line):
        if line.startswith("%"):
            why, _, words = line[1:].partition("|")
            if not why.strip() or not words.strip():
                problems.append(Problem(number, 1, "a debris line is `%why|words`, such as `%share button|Share this`"))
            debris.append((why.strip(), words.strip(), paragraphs))
            continue
        if not line.strip():
            continue
        if paragraphs:
            text.append("\n\n")
            length += 2
        paragraphs += 1
        bare = _read_line(line.rstrip(), number, length, marks, problems)
        text.append(bare)
        length += len(bare)
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    return "".join(text), marks, debris, problems


def _read_line(line: str, number: int, offset: int, marks: list[Mark], problems: list[Problem]) -> str:
    """The bare words of one line; appends its marks. Marks never cross lines."""
    bare: list[str] = []
    stack: list[tuple[int, int]] = []  # offset in the text, column
    at = 0
    while at < len(line):
        char = line[at]
        if char == "\\" and line[at + 1 : at + 2] in ("[", "]", "\\"):
            bare.append(line[at + 1])
            at += 2
            continue
        if char == "[":
            stack.append((offset + len(bare), at + 1))
        elif char == "]":
            at = _close(line, number, at, offset + len(bare), stack, marks, problems)
            continue
        else:
            bare.append(char)
        at += 1
    for _, column in stack:
        problems.append(
            Problem(
                number, column, "this `[` is never closed; write `[words](labels)`, or `\\[` for a bracket of the text"
            )
        )
    return "".join(bare)


def _close(
    line: str, number: int, at: int, end: int, stack: list[tuple[int, int]], marks: list[Mark], problems: list[Problem]
) -> int:
    """Read the `](labels)` at `at`; the column behind it."""
    closing = line.find(")", at + 2)
    if line[at + 1 : at + 2] != "(" or closing < 0:
        problems.append(
            Problem(number, at + 1, "`]` without `(labels)` behind it; write `\\]` for a bracket of the text")
        )
        if stack:
            stack.pop()
        return at + 1
    if not stack:
        problems.append(Problem(number, at + 1, "this `]` closes nothing; its `[` is missing"))
        return closing + 1
    start, column = stack.pop()
    if start == end:
        problems.append(Problem(number, column, "a mark without words"))
    for word in line[at + 2 : closing].split():
        match = _LABEL.fullmatch(word)
        if match is None:
            problems.append(Problem(number, at + 3, f"the label {word!r} is none; see corpus/GUIDELINES.md, section 2"))
        elif start < end:
            marks.append(Mark(start, end, match, number, column))
    if not line[at + 2 : closing].split():
        problems.append(Problem(number, column, "a mark without labels"))
    return closing + 1


def read_story(source: str, name: str) -> Document:
    """A story file: `key: value` lines, `---`, the body (first line: the title)."""
    lines = source.split("\n")
    head: dict[str, str] = {}
    problems: list[Problem] = []
    body = 0
    for number, line in enumerate(lines):
        if line.strip() == "---":
            body = number + 1
            break
        key, colon, value = line.partition(":")
        if line.strip() and not colon:
            problems.append(Problem(number + 1, 1, f"{line!r} is no `key: value` line; the body begins after `---`"))
        elif line.strip():
            head[key.strip()] = value.strip()
    else:
        problems.append(Problem(len(lines), 1, "there is no `---` between head and body"))
    text, marks, debris, found = read_body(lines[body:], body + 1)
    document = Document(name, head, None, text, marks, debris, problems + found)
    document.published_on = _day(head.get("published"), document)
    return document


def read_sentences(source: str, name: str) -> list[Document]:
    """A file of sentences: a head, `---`, then one sentence a line; lines that begin with # are remarks."""
    lines = source.split("\n")
    body = next((number + 1 for number, line in enumerate(lines) if line.strip() == "---"), 0)
    head = dict(
        (key.strip(), value.strip())
        for key, colon, value in (line.partition(":") for line in lines[: max(body - 1, 0)])
        if colon
    )
    found: list[Document] = []
    for number, line in enumerate(lines[body:], start=body + 1):
        if not line.strip() or line.startswith("#"):
            continue
        text, marks, _, problems = read_body([line], number)
        document = Document(
            f"{name}:{len(found) + 1}", head, None, text, marks, [], problems, is_story=False, first_line=number
        )
        document.published_on = _day(head.get("published"), document)
        found.append(document)
    if not body:
        found.append(
            Document(
                name,
                {},
                None,
                "",
                [],
                [],
                [Problem(1, 1, "there is no `---` between head and sentences")],
                is_story=False,
            )
        )
    return found


def _day(words: str | None, document: Document) -> date | None:
    try:
        return date.fromisoformat(words or "")
    except ValueError:
        document.problems.append(Problem(1, 1, f"`published: {words}` is no day; write YYYY-MM-DD"))
        return None
