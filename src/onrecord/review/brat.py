"""Cases as brat stand-off (ARTICLE.txt beside ARTICLE.ann), and what people changed there as verdicts.

An event or quotation is a brat event whose trigger is its act (or its content); its roles are arguments; modality and polarity are
attributes; a note names the report. Whoever judges deletes what is wrong, moves spans, and leaves the rest. What was added has
no report to stand beside, and is passed over with that reason. Offsets are code points; a span never crosses a line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from onrecord import ontology
from onrecord.entries import Verdict
from onrecord.errors import ArticleError, ConfigError
from onrecord.facts import Event
from onrecord.record import Record
from onrecord.review.amending import MANY
from onrecord.review.cases import Case, load_case
from onrecord.review.lines import judge_checked

Row = dict[str, Any]
ROLES = {"event": {"actor_spans": "Actor", "recipient_spans": "Recipient"},
         "quote": {"speaker_span": "Speaker", "cue": "Cue", "addressee_span": "Addressee"}}  # fmt: skip
TRIGGERS = {"event": "anchor", "quote": "content"}
QUOTE = "QUOTE"
_NOTE = re.compile(r"report (\S+)")


class Annotated(NamedTuple):
    """A brat event: its type, the spans of its trigger and of its arguments by role, its attributes, and the report it notes."""

    type: str
    spans: Mapping[str, list[Row]]
    attributes: Mapping[str, str]
    report: str | None


def write_brat(cases: Iterable[Case]) -> Iterator[tuple[str, str]]:
    """Names and contents of files, two an article; `cases` of one article must stand together."""
    text, key, lines = "", None, _Lines()
    for case in cases:
        if case.report.article_key != key:
            if key is not None:
                yield from ((f"{key}.txt", text), (f"{key}.ann", lines.to_text()))
            key, text, lines = case.report.article_key, case.text, _Lines()
        lines.add(case)
    if key is not None:
        yield from ((f"{key}.txt", text), (f"{key}.ann", lines.to_text()))


def read_brat(record: Record, before: str, now: str, by: str) -> Iterator[Verdict | ArticleError]:
    """The verdicts in an .ann file `now`, held against the file `before` it was given out.

    An event that is gone was rejected; one that changed was corrected; the rest was accepted.
    """
    given = {one.report: one for one in _read(before) if one.report}
    left = {one.report: one for one in _read(now)}
    if None in left:
        yield ArticleError(
            "an annotation was added that no reading made: it is passed over, verdicts stand beside readings"
        )
    for report in given:
        try:
            case = load_case(record, str(report))
            found = left.get(report)
            if found is None:
                yield judge_checked(case, "rejected", by, None, {})
                continue
            after = _after(case, given[report], found)
            yield judge_checked(case, "corrected" if after else "accepted", by, None, after)
        except ConfigError as error:
            yield ArticleError(f"{report}: {error}")


def brat_config() -> str:
    """brat's annotation.conf for these files."""
    arguments = "Actor*:<ENTITY>, Recipient*:<ENTITY>"
    events = "\n".join(f"{name}\t{arguments}" for name in _names())
    return (
        "[entities]\nSpan\n\n[relations]\n\n[events]\n"
        + events
        + f"\n{QUOTE}\tSpeaker:<ENTITY>, Cue:<ENTITY>, Addressee:<ENTITY>\n\n"
        "[attributes]\nModality\tArg:<EVENT>, Value:actual|future|hypothetical|negated\n"
        "Polarity\tArg:<EVENT>, Value:affirmed|denied|refused\n"
    )


def _names() -> Iterator[str]:
    for name in ontology.TYPES:
        yield name
        yield from (f"{name}_{mode}" for mode in ontology.modes(name))


class _Lines:
    """The lines of one .ann file."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._n = defaultdict[str, int](int)

    def to_text(self) -> str:
        return "".join(f"{line}\n" for line in self._lines)

    def add(self, case: Case) -> None:
        row, told = case.told.to_dict(), case.told
        name = QUOTE if not isinstance(told, Event) else told.type + (f"_{told.mode}" if told.mode else "")
        trigger = self._span(case.text, name, row[TRIGGERS[case.kind]])
        arguments = ""
        for field, role in ROLES[case.kind].items():
            spans = row[field] if field in MANY else [row[field]] if row[field] else []
            for number, span in enumerate(spans, start=1):
                arguments += f" {role}{number if number > 1 else ''}:{self._span(case.text, 'Span', [span])}"
        event = self._id("E")
        self._lines.append(f"{event}\t{name}:{trigger}{arguments}")
        attribute, value = ("Modality", told.modality) if isinstance(told, Event) else ("Polarity", told.polarity)
        self._lines.append(f"{self._id('A')}\t{attribute} {event} {value}")
        self._lines.append(f"{self._id('#')}\tAnnotatorNotes {event}\treport {case.report.id}")

    def _span(self, text: str, label: str, spans: list[Row]) -> str:
        pieces = [piece for span in spans for piece in _within_lines(text, span["start"], span["end"])]
        places = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(text[start:end] for start, end in pieces)
        name = self._id("T")
        self._lines.append(f"{name}\t{label} {places}\t{words}")
        return name

    def _id(self, kind: str) -> str:
        self._n[kind] += 1
        return f"{kind}{self._n[kind]}"


def _within_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text[start:end]):
        yield start + match.start(), start + match.end()


def _read(ann: str) -> list[Annotated]:
    """The events of an .ann file. Raises ArticleError on a line that brat does not write."""
    spans: dict[str, list[Row]] = {}
    events: dict[str, tuple[str, dict[str, list[Row]]]] = {}
    attributes: dict[str, dict[str, str]] = defaultdict(dict)
    notes: dict[str, str] = {}
    lines = ann.replace("\r\n", "\n").split("\n")  # words may hold what splitlines() takes for the end of a line
    try:
        for line in lines:
            name, _, rest = line.partition("\t")
            if name.startswith("T"):
                spans[name] = [_place(place) for place in rest.split("\t")[0].split(" ", 1)[1].split(";")]
        for line in lines:
            name, _, rest = line.partition("\t")
            if name.startswith("E"):
                trigger, *arguments = (part.split(":") for part in rest.split())
                roles = defaultdict[str, list[Row]](list, {"trigger": spans[trigger[1]]})
                for role, target in arguments:
                    roles[role.rstrip("0123456789")] += spans[target]
                events[name] = (trigger[0], roles)
            elif name.startswith("A"):
                attribute, event, value = rest.split()
                attributes[event][attribute] = value
            elif name.startswith("#") and (found := _NOTE.search(rest)):
                notes[rest.split("\t")[0].split()[1]] = found[1]
    except (KeyError, IndexError, ValueError) as error:
        raise ArticleError(f"not a stand-off file of brat ({type(error).__name__}: {error})") from None
    return [Annotated(told[0], told[1], attributes[name], notes.get(name)) for name, told in events.items()]


def _place(told: str) -> Row:
    start, end = told.split()
    return {"start": int(start), "end": int(end)}


def _after(case: Case, before: Annotated, now: Annotated) -> Row:
    """The fields that changed between two states of a brat event."""
    after: Row = {}
    for field, role in ((TRIGGERS[case.kind], "trigger"), *ROLES[case.kind].items()):
        spans = now.spans.get(role, [])
        if spans != before.spans.get(role, []):
            after[field] = spans if field in MANY else spans[0] if spans else None
    if case.kind == "event" and now.type != before.type:
        name, _, mode = now.type.partition("_")
        after |= {"type": name, "mode": mode or None}
    for attribute, field in (("Modality", "modality"), ("Polarity", "polarity")):
        if now.attributes.get(attribute) not in (None, before.attributes.get(attribute)):
            after[field] = now.attributes[attribute]
    return after
