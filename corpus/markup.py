"""The mark-up of the corpus, read: `[words](labels)` in running text -> text without marks, and labels with offsets.

    [Hungary](@HUN e1.who) [recalled](e1=SANCTION/withdraw) its envoy to [Chile](@CHL e1.whom) on [Monday](t=mon-).

Brackets nest; labels are parted by blanks; a backslash before a bracket makes it text. `corpus/GUIDELINES.md` tells what is
marked and where a span ends; this file only reads, `corpus/check.py` says what is wrong.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

ROLES = {"who": "speaker", "say": "content", "to": "addressee", "via": "medium", "when": "time"}  # of a cue
PARTS = {"who": "actor", "whom": "recipient", "at": "place", "when": "time"}  # of an event
REGIONS = {"scare": "scare", "title": "title", "nick": "nickname"}
KINDS = {"p": "person", "o": "organization", "g": "group", "c": "country"}
LABEL_HELP = "@id, q1, q1.who, e1=TYPE/mode, e1.whom, t=…, scare, title, nick"
_LABEL = re.compile(
    r"@(?P<actor>[A-Za-z_][\w-]*)(?::(?P<kind>[a-z]+):(?P<country>[A-Z]{3}|-):(?P<sectors>[A-Z]{3}(?:\+[A-Z]{3})*|-))?"
    r"|(?P<cue>q\d+)(?:!(?P<told>[a-z]+))?"
    r"|(?P<event>e\d+)=(?P<type>[A-Z]+)(?:/(?P<mode>[a-z-]+))?(?:!(?P<modality>[a-z]+))?(?:\^(?P<asserted>q\d+|null|unnamed))?"
    r"|(?P<again>e\d+)(?P<retold>~)?"
    r"|(?P<frame>[qe]\d+)\.(?P<role>[a-z]+)(?:=(?P<by>[A-Za-z_][\w-]*))?"
    r"|t=(?P<time>\S+)"
    r"|(?P<region>scare|title|nick)"
)
_NAMED = re.compile(r"\{(?P<id>[\w.:/-]+)\} ")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where (line and column of the file, from 1), and how to mend it; a note only advises."""

    line: int
    column: int
    what: str
    is_note: bool = False

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {'note: ' if self.is_note else ''}{self.what}"


@dataclass(frozen=True, slots=True)
class Mark:
    """One label on one range of the text (code points, half-open), and where its `[` stands in the file."""

    start: int
    end: int
    label: re.Match[str]
    line: int
    column: int

    def problem(self, what: str, *, is_note: bool = False) -> Problem:
        """A problem that points at this mark."""
        return Problem(self.line, self.column, what, is_note)


@dataclass(slots=True)
class Body:
    """The lines of a story or a sentence without their marks.

    `columns` holds the column of the file for each code point of `text`; `starts` and `lines` the offset and the
    line of each paragraph. `debris` are the lines between paragraphs: why, words, how many paragraphs stand before.
    """

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    debris: list[tuple[str, str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: array[int] = field(default_factory=lambda: array("L"))
    starts: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def problem_at(self, offset: int, what: str, *, is_note: bool = False) -> Problem:
        """A problem that points at a code point of the text."""
        if not self.starts:
            return Problem(1, 1, what, is_note)
        line = self.lines[max(0, bisect_right(self.starts, offset) - 1)]
        return Problem(line, self.columns[min(offset, len(self.columns) - 1)], what, is_note)


@dataclass(slots=True)
class Document:
    """A story or a sentence: its id, its head, its day of publication and its body."""

    id: str
    head: dict[str, str]
    published_on: date | None
    body: Body
    is_story: bool = True
    head_problems: list[Problem] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.body.text


def read_body(lines: list[str], first_line: int) -> Body:
    """Text, marks, debris and problems of the lines of a body; every line is a paragraph, empty lines part them."""
    body = Body()
    texts: list[str] = []
    length = 0
    for number, line in enumerate(lines, start=first_line):
        if line.startswith("%"):
            _read_debris(line, number, len(texts), body)
            continue
        if not line.strip():
            continue
        if texts:
            length += 2
            body.columns.extend((1, 1))
        body.starts.append(length)
        body.lines.append(number)
        texts.append(_Line(line.rstrip(), number, length, body).read())
        length += len(texts[-1])
    body.text = "\n\n".join(texts)
    body.marks.sort(key=lambda mark: (mark.start, -mark.end))
    return body


def _read_debris(line: str, number: int, n_before: int, body: Body) -> None:
    why, _, words = line[1:].partition("|")
    if not why.strip() or not words.strip():
        body.problems.append(
            Problem(number, 1, "a line of debris is `%why|words`, such as `%share button|Share this story`")
        )
    body.debris.append((why.strip(), words.strip(), n_before))


class _Line:
    """Reads one line: brackets on a stack, the words between them copied out."""

    def __init__(self, line: str, number: int, offset: int, body: Body) -> None:
        self.line, self.number, self.offset, self.body = line, number, offset, body
        self.bare: list[str] = []
        self.stack: list[tuple[int, int]] = []  # offset in the text, column in the file

    def read(self) -> str:
        """The bare words; marks, columns and problems go to the body."""
        at, line = 0, self.line
        while at < len(line):
            char = line[at]
            if char == "\\" and line[at + 1 : at + 2] in ("[", "]", "\\"):
                self._copy(at + 1)
                at += 2
            elif char == "[":
                self.stack.append((self.offset + len(self.bare), at + 1))
                at += 1
            elif char == "]":
                at = self._close(at)
            else:
                self._copy(at)
                at += 1
        for _, column in self.stack:
            self._wrong(
                column, "this `[` is never closed; write `[words](labels)`, or `\\[` and `\\]` for brackets of the text"
            )
        return "".join(self.bare)

    def _copy(self, at: int) -> None:
        self.bare.append(self.line[at])
        self.body.columns.append(at + 1)

    def _wrong(self, column: int, what: str) -> None:
        self.body.problems.append(Problem(self.number, column, what))

    def _close(self, at: int) -> int:
        """Read the `](labels)` at `at`; where the line goes on."""
        line, end = self.line, self.offset + len(self.bare)
        closing = line.find(")", at + 2)
        if line[at + 1 : at + 2] != "(" or closing < 0:
            self._wrong(at + 1, "`]` without `(labels)` behind it; write `\\]` for a bracket of the text")
            if self.stack:
                self.stack.pop()
            return at + 1
        if not self.stack:
            self._wrong(at + 1, "this `]` closes nothing: its `[` is missing")
            return closing + 1
        start, column = self.stack.pop()
        if start == end:
            self._wrong(column, "a mark without words: put the words between `[` and `]`")
            return closing + 1
        labels = line[at + 2 : closing].split()
        if not labels:
            self._wrong(column, f"a mark without labels: write one of {LABEL_HELP}")
        for label in labels:
            match = _LABEL.fullmatch(label)
            if match is None:
                self._wrong(at + 3, _misspelt(label))
            else:
                self.body.marks.append(Mark(start, end, match, self.number, column))
        return closing + 1


def _misspelt(label: str) -> str:
    """Why a label is none, for the slips that are common."""
    if label.startswith("@"):
        return f"{label!r} is no mention; write `@id`, or `@id:kind:COUNTRY:SECTORS` at the first one (@ana:p:PER:GOV, @_:g:-:-)"
    if re.match(r"e\d+[:/ ]", label) or re.match(r"e\d+=", label):
        return f"{label!r} is no event; write `e1=TYPE/mode`, then `!future` and `^q1` if needed"
    if re.match(r"q\d+=", label) or re.match(r"q\d+!", label):
        return f"{label!r} is no cue; write `q1`, `q1!denied`, `q1!refused`, `q1!future` or `q1!hedged`"
    return f"the label {label!r} is none of {LABEL_HELP}"


def read_story(source: str, name: str) -> Document:
    """A story file: `key: value` lines, `---`, the body (first line: the title)."""
    lines = source.split("\n")
    head, begins, problems = _read_head(lines)
    document = Document(name, head, None, read_body(lines[begins:], begins + 1), True, problems)
    document.published_on = _day(document, lines)
    return document


def read_sentences(source: str, name: str) -> list[Document]:
    """A file of sentences: a head, `---`, then one sentence a line; lines that begin with # are remarks.

    A sentence is called after its file and its number; `{name} ` before it gives it another name.
    """
    lines = source.split("\n")
    head, begins, problems = _read_head(lines)
    found: list[Document] = []
    for number, line in enumerate(lines[begins:], start=begins + 1):
        if not line.strip() or line.startswith("#"):
            continue
        named = _NAMED.match(line)
        own = named["id"] if named else f"{name}:{len(found) + 1}"
        body = read_body([line[named.end() :] if named else line], number)
        found.append(Document(own, head, None, body, False))
    if not found:
        found.append(Document(name, head, None, Body(), False))
    found[0].head_problems = problems
    day = _day(found[0], lines)
    for document in found:
        document.published_on = day
    return found


def _read_head(lines: list[str]) -> tuple[dict[str, str], int, list[Problem]]:
    """The `key: value` lines, the index of the first line of the body, problems."""
    head: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines):
        if line.strip() == "---":
            return head, number + 1, problems
        key, colon, value = line.partition(":")
        if line.strip() and not colon:
            problems.append(
                Problem(number + 1, 1, f"{line[:40]!r} is no `key: value` line; the body begins after `---`")
            )
        elif line.strip():
            head[key.strip()] = value.partition(" #")[0].strip()
    return head, 0, [Problem(1, 1, "there is no line `---` between head and body")]


def _day(document: Document, lines: list[str]) -> date | None:
    told = document.head.get("published", "")
    try:
        return date.fromisoformat(told)
    except ValueError:
        line = next((number for number, line in enumerate(lines, start=1) if line.startswith("published:")), 1)
        document.head_problems.append(Problem(line, 1, f"`published: {told}` is no day; write YYYY-MM-DD"))
        return None
