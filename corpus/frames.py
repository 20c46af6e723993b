"""Marks -> actors, frames, times, regions: what the compiler writes and the checker looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.markup import PARTS, ROLES, Document, Mark, Problem

Span = tuple[int, int]


@dataclass(slots=True)
class Actor:
    """A chain of mentions; `kind`, `country`, `sectors` from where it is declared (a country code declares itself)."""

    id: str
    kind: str
    country: str | None
    sectors: list[str]
    mentions: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Frame:
    """A cue (type CUE) or an event. `asserted` is "" where nesting decides, else null, unnamed or a cue's id."""

    id: str
    type: str
    mode: str | None = None
    modality: str = "actual"
    polarity: str = "affirmed"
    asserted: str = ""
    anchor: list[Span] = field(default_factory=list)
    roles: dict[str, list[Span]] = field(default_factory=dict)
    mark: Mark | None = None


@dataclass(slots=True)
class Parsed:
    """All of a document."""

    actors: dict[str, Actor] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    times: list[dict[str, Any]] = field(default_factory=list)
    regions: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parse(document: Document) -> Parsed:
    """Gather the marks of a document; what cannot be gathered is a problem."""
    parsed = Parsed()
    for mark in document.marks:
        label = mark.label
        span = (mark.start, mark.end)
        if label["actor"]:
            _add_mention(parsed, mark, span)
        elif label["cue"] or label["event"]:
            _add_anchor(parsed, mark, span)
        elif label["first"]:
            first = None if label["first"] == "?" else label["first"]
            parsed.times.append(
                {"start": mark.start, "end": mark.end, "first_on": first, "last_on": label["last"] or first}
            )
        elif label["region"]:
            kind = {"nick": "nickname"}.get(label["region"], label["region"])
            parsed.regions.append({"start": mark.start, "end": mark.end, "kind": kind})
    for mark in document.marks:
        if mark.label["frame"]:
            _add_role(parsed, mark)
    for frame in parsed.frames.values():
        frame.anchor = _joined(frame.anchor, document.text)
        frame.roles = {
            role: _joined(spans, document.text) if role == "content" else spans for role, spans in frame.roles.items()
        }
    return parsed


def _add_mention(parsed: Parsed, mark: Mark, span: Span) -> None:
    label = mark.label
    name = label["actor"]
    known = parsed.actors.get(name)
    if label["kind"]:
        if known is not None:
            parsed.problems.append(
                Problem(mark.line, mark.column, f"@{name} is declared twice; later mentions are `@{name}` alone")
            )
            known.mentions.append(span)
            return
        country = None if label["country"] == "-" else label["country"]
        sectors = [] if label["sectors"] in ("-", "") else label["sectors"].split("+")
        parsed.actors[name] = Actor(name, label["kind"], country, sectors, [span])
    elif known is not None:
        known.mentions.append(span)
    elif len(name) == 3 and name.isupper():
        parsed.actors[name] = Actor(name, "country", name, [], [span])
    else:
        parsed.problems.append(
            Problem(
                mark.line, mark.column, f"@{name} is not declared; its first mention is `@{name}:kind:COUNTRY:SECTORS`"
            )
        )


def _add_anchor(parsed: Parsed, mark: Mark, span: Span) -> None:
    label = mark.label
    name = label["cue"] or label["event"]
    known = parsed.frames.get(name)
    if known is not None:
        known.anchor.append(span)
        return
    if label["cue"]:
        told = [word for word in (label["polarity"], label["cue_modality"]) if word]
        polarity = next((word for word in told if word in ("denied", "refused")), "affirmed")
        modality = next((word for word in told if word not in ("denied", "refused")), "actual")
        frame = Frame(name, "CUE", None, modality, polarity, "", [span], {}, mark)
    else:
        frame = Frame(
            name,
            label["type"],
            label["mode"],
            label["modality"] or "actual",
            "affirmed",
            label["asserted"] or "",
            [span],
            {},
            mark,
        )
    parsed.frames[name] = frame


def _add_role(parsed: Parsed, mark: Mark) -> None:
    name, role = mark.label["frame"], mark.label["role"]
    names = ROLES if name.startswith("q") else PARTS
    if role not in names:
        parsed.problems.append(
            Problem(mark.line, mark.column, f"{name}.{role}: the roles of {name[0]}… are {', '.join(names)}")
        )
        return
    frame = parsed.frames.get(name)
    if frame is None and name.startswith("q") and role in ("say", "who"):
        frame = parsed.frames[name] = Frame(name, "CUE", mark=mark)  # a free-standing quotation has no cue
    if frame is None:
        parsed.problems.append(
            Problem(mark.line, mark.column, f"{name}.{role} plays a role for {name}, which has no anchor")
        )
        return
    frame.roles.setdefault(names[role], []).append((mark.start, mark.end))


def _joined(spans: list[Span], text: str) -> list[Span]:
    """Pieces that only blanks part, on one line, are one."""
    joined: list[Span] = []
    for start, end in sorted(set(spans)):
        if joined and start >= joined[-1][1] and not text[joined[-1][1] : start].strip(" "):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def asserted_by(frame: Frame, parsed: Parsed) -> str | None:
    """Who asserts an event: what the mark says, else the innermost quotation around its anchor."""
    if frame.asserted:
        return None if frame.asserted == "null" else frame.asserted
    best, size = None, 1 << 60
    for cue in parsed.frames.values():
        if cue.type != "CUE":
            continue
        for start, end in cue.roles.get("content", []):
            if start <= frame.anchor[0][0] and frame.anchor[0][1] <= end and end - start < size:
                best, size = cue.id, end - start
    return best
