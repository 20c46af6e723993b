"""Marks -> actors, frames, times, regions: what the compiler writes and the checker looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.days import Interval, read_interval
from corpus.markup import KINDS, PARTS, REGIONS, ROLES, Document, Mark, Problem

Span = tuple[int, int]
CUE = "CUE"
SHARED = frozenset(
    ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "RETREAT", "ASSAULT")
)  # what parties do with each other
POLARITIES = ("denied", "refused")


@dataclass(slots=True)
class Actor:
    """A chain of mentions; `kind`, `country`, `sectors` from where it is declared (a country code declares itself)."""

    id: str
    kind: str
    country: str | None
    sectors: list[str]
    mentions: list[Span] = field(default_factory=list)
    mark: Mark | None = None


@dataclass(slots=True)
class Frame:
    """A cue or an event.

    `asserted` is "" where nesting decides, else null, unnamed or a cue's id. `by` is the actor who speaks where no
    words of a free-standing quotation name him. `retold` are further tellings of the act (a headline's, a noun's).
    """

    id: str
    type: str
    mode: str | None = None
    modality: str = "actual"
    polarity: str = "affirmed"
    asserted: str = ""
    anchor: list[Span] = field(default_factory=list)
    roles: dict[str, list[Span]] = field(default_factory=dict)
    by: str | None = None
    retold: list[Span] = field(default_factory=list)
    mark: Mark | None = None


@dataclass(slots=True)
class Time:
    """An expression that tells when; `interval` is None where the text does not tell the day."""

    span: Span
    interval: Interval | None
    mark: Mark


@dataclass(slots=True)
class Parsed:
    """All of a document."""

    actors: dict[str, Actor] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    times: list[Time] = field(default_factory=list)
    regions: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    actors_at: dict[Span, list[str]] = field(default_factory=dict)

    def parties(self, frame: Frame, role: str) -> list[str]:
        """The actors that play a role, in text order, each once; spans that are no mention give none."""
        found = [actor for span in frame.roles.get(role, ()) for actor in self.actors_at.get(span, ())]
        return list(dict.fromkeys(found))

    def speakers(self, frame: Frame) -> list[str]:
        """The actors who speak: those that the words name, else the one whom the label names."""
        return self.parties(frame, "speaker") or ([frame.by] if frame.by else [])


def parse(document: Document) -> Parsed:
    """Gather the marks of a document; what cannot be gathered is a problem."""
    parsed = Parsed()
    for mark in document.body.marks:
        label = mark.label
        if label["actor"]:
            _add_mention(parsed, mark)
        elif label["cue"] or label["event"]:
            _add_anchor(parsed, mark)
        elif label["time"]:
            _add_time(parsed, mark, document)
        elif label["region"]:
            parsed.regions.append({"start": mark.start, "end": mark.end, "kind": REGIONS[label["region"]]})
    for mark in document.body.marks:
        if mark.label["again"]:
            _add_piece(parsed, mark)
        elif mark.label["frame"]:
            _add_role(parsed, mark)
    for frame in parsed.frames.values():
        frame.anchor = _joined(frame.anchor, document.text)
        if "content" in frame.roles:
            frame.roles["content"] = _joined(frame.roles["content"], document.text)
    return parsed


def _add_mention(parsed: Parsed, mark: Mark) -> None:
    label, span = mark.label, (mark.start, mark.end)
    name = label["actor"]
    if name == "_":
        name = f"_{sum(known.startswith('_') for known in parsed.actors) + 1}"
    known = parsed.actors.get(name)
    if label["kind"] and known is None:
        country = None if label["country"] == "-" else label["country"]
        sectors = [] if label["sectors"] == "-" else label["sectors"].split("+")
        known = Actor(name, KINDS.get(label["kind"], label["kind"]), country, sectors, [], mark)
    elif label["kind"]:
        parsed.problems.append(mark.problem(f"@{name} is declared twice; later mentions are `@{name}` alone"))
    elif known is None and len(name) == 3 and name.isupper():
        known = Actor(name, "organization" if name in ("UNO", "EUR") else "country", name, [], [], mark)
    elif known is None:
        parsed.problems.append(
            mark.problem(
                f"@{name} is not declared; its first mention is `@{name}:kind:COUNTRY:SECTORS`, kind p o g or c"
            )
        )
        return
    if known is None:
        return
    parsed.actors.setdefault(name, known)
    known.mentions.append(span)
    parsed.actors_at.setdefault(span, []).append(name)


def _add_anchor(parsed: Parsed, mark: Mark) -> None:
    label, span = mark.label, (mark.start, mark.end)
    name = label["cue"] or label["event"]
    known = parsed.frames.get(name)
    if known is not None:
        if label["event"]:
            parsed.problems.append(
                mark.problem(f"{name} is begun twice; a further piece of its anchor is `{name}` alone")
            )
        known.anchor.append(span)
    elif label["cue"]:
        told = label["told"] or ""
        polarity = told if told in POLARITIES else "affirmed"
        modality = "actual" if told in POLARITIES else told or "actual"
        parsed.frames[name] = Frame(name, CUE, None, modality, polarity, "", [span], mark=mark)
    else:
        parsed.frames[name] = Frame(
            name,
            label["type"],
            label["mode"],
            label["modality"] or "actual",
            asserted=label["asserted"] or "",
            anchor=[span],
            mark=mark,
        )


def _add_piece(parsed: Parsed, mark: Mark) -> None:
    frame = parsed.frames.get(mark.label["again"])
    if frame is None:
        name = mark.label["again"]
        parsed.problems.append(
            mark.problem(f"{name} alone is a further piece or telling of an event; nothing begins with `{name}=TYPE`")
        )
    else:
        (frame.retold if mark.label["retold"] else frame.anchor).append((mark.start, mark.end))


def _add_time(parsed: Parsed, mark: Mark, document: Document) -> None:
    if document.published_on is None:
        return
    try:
        interval = read_interval(mark.label["time"], document.published_on)
    except ValueError as error:
        parsed.problems.append(mark.problem(str(error)))
        return
    parsed.times.append(Time((mark.start, mark.end), interval, mark))


def _add_role(parsed: Parsed, mark: Mark) -> None:
    name, role, by = mark.label["frame"], mark.label["role"], mark.label["by"]
    names = ROLES if name.startswith("q") else PARTS
    if role not in names:
        of = "a quotation" if name.startswith("q") else "an event"
        parsed.problems.append(mark.problem(f"{name}.{role}: the roles of {of} are {', '.join(names)}"))
        return
    frame = parsed.frames.get(name)
    if frame is None and name.startswith("q"):
        frame = parsed.frames[name] = Frame(name, CUE, mark=mark)  # a free-standing quotation has no cue
    if frame is None:
        parsed.problems.append(
            mark.problem(f"{name}.{role} plays a role for {name}, which has no anchor `{name}=TYPE/mode`")
        )
        return
    if by and role != "say":
        parsed.problems.append(mark.problem(f"`=` behind {name}.{role}: only `.say=id` tells who speaks"))
    elif by:
        frame.by = by
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


def quote_around(frame: Frame, parsed: Parsed) -> Frame | None:
    """The innermost quotation whose content holds the anchor (of a free-standing quotation: its words) of a frame."""
    inner = frame.anchor or frame.roles.get("content", [])
    if not inner:
        return None
    best, size = None, 1 << 60
    for cue in parsed.frames.values():
        if cue.type != CUE or cue is frame:
            continue
        for start, end in cue.roles.get("content", ()):
            holds = start <= inner[0][0] and inner[0][1] <= end
            if holds and end - start < size and (frame.type != CUE or (start, end) != inner[0]):
                best, size = cue, end - start
    return best


def asserted_by(frame: Frame, parsed: Parsed) -> str | None:
    """Who asserts an event: what its label says, else the innermost quotation around it; "unnamed" where nobody is named."""
    if frame.asserted:
        return None if frame.asserted == "null" else frame.asserted
    around = quote_around(frame, parsed)
    if around is None:
        return None
    return "unnamed" if around.anchor and not around.roles.get("speaker") and not around.by else around.id


def is_reciprocal(frame: Frame, parsed: Parsed) -> bool:
    """Whether its actors do it with, or to, each other: two or more of them and no recipient."""
    return frame.type in SHARED and not frame.roles.get("recipient") and len(parsed.parties(frame, "actor")) > 1
