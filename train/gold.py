"""What people marked, from every set, in one form: documents with frames, chains and regions as offsets of an article.

`load_corpus` reads our own stories and sentences; `load_polnear`, `load_gum`, `load_plv` the open sets in the folder that holds
`gold/` (their text stays there). Each document says which layers its people marked (`has`), so that what nobody looked for is not
learned to be absent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus.build import rows as corpus_rows
from corpus.split import load_parts
from corpus.standoff import digest, load_marks
from onrecord.frames import CUE, Draft
from onrecord.stages import lay_out
from onrecord.text import Article, Span, align

Row = dict[str, Any]
Spans = list[Span]
_ROUND = re.compile(r"[/-]r(\d)[-w]")
PERFORMED, UNNAMED, NESTED = "performed", "unnamed", "nested"  # who asserts an event


@dataclass(slots=True)
class GoldFrame:
    """An anchor with its roles; `roles[name]` has one list of pieces for each filler. `by`: the chain that speaks it.

    `stance` of a cue: "speech", "attitude" or "" where the set does not tell; `roles_marked` names the roles that were
    looked for.
    """

    type: str
    anchor: Spans
    roles: dict[str, list[Spans]]
    roles_marked: frozenset[str]
    mode: str | None = None
    modality: str | None = "actual"
    polarity: str | None = "affirmed"
    reciprocal: bool = False
    assertion: str | None = NESTED
    stance: str = ""
    by: int | None = None


@dataclass(slots=True)
class GoldDoc:
    """One marked text. `has`: which of cues, events, mentions, chains, regions, contexts were marked all over it."""

    id: str
    source: str
    article: Article
    draft: Draft
    has: frozenset[str]
    frames: list[GoldFrame] = field(default_factory=list)
    chains: list[list[Span]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)  # of the actors, one a chain
    countries: list[str | None] = field(default_factory=list)
    sectors: list[list[str]] = field(default_factory=list)
    retold: Spans = field(default_factory=list)
    regions: dict[int, str] = field(default_factory=dict)  # start of a region -> scare, title, nickname
    contexts: tuple[str, ...] = ()
    pair: tuple[Span | None, Span | None, str] | None = None  # actor, recipient, PLV's label
    topic: str = ""
    style: str = ""

    @property
    def round(self) -> int:
        """The round of our corpus that it was written in, as its name tells; those of the first two rounds tell none."""
        told = _ROUND.search(self.id)
        return int(told[1]) if told else 1


# -- our own corpus ---------------------------------------------------------------------------------------------------

CUE_ROLES = ("speaker", "content", "addressee", "medium", "time")
EVENT_ROLES = ("actor", "recipient", "place", "time")


def load_corpus(part: str, *, share: float = 1.0) -> list[GoldDoc]:
    """The documents of a part (train, dev, test); `share` keeps the first so many hundredths (learning curves)."""
    parts = load_parts()
    found = []
    for row in corpus_rows():
        own = parts.get(row["id"], "train") if row["is_story"] else "train"
        if own == part and (share >= 1.0 or int(row["sha256"][:4], 16) / 65536 < share):
            found.append(_corpus_doc(row))
    return found


def _corpus_doc(row: Row) -> GoldDoc:
    text: str = row["text"]
    title = text.split("\n", 1)[0] if row["is_story"] and "\n" in text else None
    day = date.fromisoformat(row["published_on"]) if row["published_on"] else None
    article = Article.from_text(text, title=title, published_on=day)
    if article.text != text:
        raise ValueError(f"{row['id']}: the corpus text is not normalised")
    index = {actor["id"]: i for i, actor in enumerate(row["actors"])}
    doc = GoldDoc(
        id=row["id"],
        source="corpus",
        article=article,
        draft=lay_out(article),
        has=frozenset(("cues", "events", "mentions", "chains", "regions") + (("contexts",) if row["is_story"] else ())),
        chains=[_spans(actor["mentions"]) for actor in row["actors"]],
        kinds=[actor["kind"] for actor in row["actors"]],
        countries=[actor["country"] for actor in row["actors"]],
        sectors=[actor["sectors"] for actor in row["actors"]],
        regions={region["start"]: region["kind"] for region in row["regions"]},
        contexts=tuple(row["contexts"]),
        topic=row["topic"] or "",
        style=row["style"] or "",
    )
    quotes = {frame["id"] for frame in row["frames"] if frame["type"] == CUE}
    for frame in row["frames"]:
        doc.frames.append(_corpus_frame(frame, quotes, index, row))
        doc.retold.extend(_spans(frame["retold"]))
    return doc


def _corpus_frame(frame: Row, quotes: set[str], index: dict[str, int], row: Row) -> GoldFrame:
    is_cue = frame["type"] == CUE
    names = CUE_ROLES if is_cue else EVENT_ROLES
    roles: dict[str, list[Spans]] = {}
    for name, spans in frame["roles"].items():
        pieces = _spans(spans)
        roles[name] = [pieces] if name in ("content", "speaker") else [[piece] for piece in pieces]
    by = None
    if is_cue and "speaker" not in roles and frame["parties"].get("speaker"):
        by = index.get(frame["parties"]["speaker"][0])
    return GoldFrame(
        type=frame["type"],
        anchor=_spans(frame["anchor"]),
        roles=roles,
        roles_marked=frozenset(names),
        mode=frame["mode"],
        modality=frame["modality"]
        if frame["modality"] in ("actual", "future", "hypothetical", "negated")
        else "actual",
        polarity=frame["polarity"],
        reciprocal=frame["reciprocal"],
        assertion=None if is_cue else _assertion(frame, row),
        by=by,
    )


def _assertion(frame: Row, row: Row) -> str:
    """Whether nesting tells who asserts the event, the speaker performs it by these words, or nobody is named."""
    if frame["asserted_by"] == "unnamed":
        return UNNAMED
    if frame["asserted_by"] is None and _inside_content(frame, row):
        return PERFORMED
    return NESTED


def _inside_content(frame: Row, row: Row) -> bool:
    start, end = frame["anchor"][0]
    return any(
        s <= start and end <= e
        for cue in row["frames"]
        if cue["type"] == CUE
        for s, e in cue["roles"].get("content", ())
    )


def _spans(pairs: Iterable[Iterable[int]]) -> Spans:
    return [Span(*pair) for pair in pairs]


# -- the open sets ----------------------------------------------------------------------------------------------------


class Raw:
    """A text of an open set as an article, and its offsets as those of the article."""

    def __init__(self, row: Row, published_on: str | None) -> None:
        day = date.fromisoformat(published_on) if published_on and len(published_on) == 10 else None
        self.article = Article.from_text(row["text"], published_on=day)
        self.draft = lay_out(self.article)
        places = align(row["text"], self.article.text)
        self.at: dict[int, int] = {}
        for ours, theirs in enumerate(places):
            self.at.setdefault(theirs, ours)
        self.same = self.article.text == row["text"]

    def span(self, start: int, end: int) -> Span | None:
        """A span of the raw text in the article; None where its words were normalised away."""
        if self.same:
            return Span(start, end)
        first, last = self.at.get(start), self.at.get(end - 1)
        return None if first is None or last is None else Span(first, last + 1)

    def spans(self, pairs: Iterable[Iterable[int]]) -> Spans:
        """The spans that can be told."""
        return [span for pair in pairs if (span := self.span(*pair)) is not None]


def _rows(folder: Path, name: str) -> Iterator[Row]:
    path = folder / "gold" / f"{name}.jsonl"
    if not path.is_file():
        raise SystemExit(f"train: {path} is not there; give the folder that holds gold/, or train on corpus/ alone")
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def load_polnear(folder: Path, split: str) -> list[GoldDoc]:
    """PolNeAR: attributions of source, cue and content, speech and attitudes told apart; events where they are marked."""
    events = _events_of("polnear_train") if split == "train" else {}
    found = []
    for row in _rows(folder, f"quotes/polnear_{split}"):
        raw = Raw(row, row.get("date"))
        doc = GoldDoc(row["id"], "polnear", raw.article, raw.draft, frozenset(("cues",)))
        marked = frozenset(("speaker", "content"))
        for told in row["attributions"]:
            frame = _attribution(raw, told, marked)
            if frame is not None:
                frame.stance = "speech" if told["speech"] else "attitude"
                doc.frames.append(frame)
        found.append(_with_events(doc, raw, row, events))
    return found


def load_gum(folder: Path, split: str) -> list[GoldDoc]:
    """GUM's open genres: attributions, nested too, and coreference; events where they are marked."""
    events = _events_of("gum_train") if split == "train" else {}
    found = []
    for row in _rows(folder, f"quotes/gum_{split}"):
        if row["genre"] in ("fiction", "whow", "essay", "letter", "podcast") and split == "train":
            continue
        raw = Raw(row, row.get("dct"))
        doc = GoldDoc(row["id"], "gum", raw.article, raw.draft, frozenset(("cues", "chains")))
        for told in row["attributions"]:
            frame = _attribution(raw, told, frozenset(("speaker", "content")))
            if frame is not None:
                doc.frames.append(frame)
        chains: dict[str, list[Span]] = {}
        for mention in row["mentions"]:
            span = raw.span(mention["start"], mention["end"])
            if span is not None:
                chains.setdefault(mention["cluster"], []).append(span)
        doc.chains = [sorted(spans) for spans in chains.values()]
        found.append(_with_events(doc, raw, row, events))
    return found


def _attribution(raw: Raw, told: Row, marked: frozenset[str]) -> GoldFrame | None:
    content = raw.spans(told["content"])
    anchor = raw.spans(told["cue"])
    if not content:
        return None
    roles: dict[str, list[Spans]] = {"content": [content]}
    source = raw.spans(told["source"])
    if source:
        roles["speaker"] = [source]
    return GoldFrame(CUE, anchor, roles, marked, modality=None, polarity=None, assertion=None)


def _events_of(name: str) -> dict[str, Row]:
    try:
        return {row["id"]: row for row in load_marks(name)}
    except FileNotFoundError:
        return {}


def _with_events(doc: GoldDoc, raw: Raw, row: Row, events: dict[str, Row]) -> GoldDoc:
    """The document with the events that stand off beside it."""
    marks = events.get(row["id"])
    if marks is None:
        return doc
    if marks["text_sha256"] != digest(row["text"]):
        raise SystemExit(f"train: the events of {row['id']} were marked on another text")
    for told in marks["events"]:
        anchor = raw.spans(told["anchor"])
        roles = {name: [[span] for span in raw.spans(spans)] for name, spans in told["roles"].items()}
        if anchor:
            doc.frames.append(
                GoldFrame(
                    told["type"], anchor, roles, frozenset(("actor", "recipient")), told["mode"], told["modality"],
                    assertion=UNNAMED if told["unnamed"] else NESTED,
                )
            )  # fmt: skip
    return replace_has(doc, doc.has | {"events"})


def replace_has(doc: GoldDoc, has: frozenset[str]) -> GoldDoc:
    """The document with other layers said to be marked."""
    return replace(doc, has=has)


def load_plv(folder: Path) -> list[GoldDoc]:
    """PLV: sentences with a pair and its relation; trigger, mode and modality from the marks that stand off beside them."""
    marks = _events_of("plv_train")
    found = []
    for row in _rows(folder, "events/plv_train"):
        raw = Raw(row, None)
        actor, recipient = (
            raw.span(row[side]["start"], row[side]["end"]) if row[side]["start"] is not None else None
            for side in ("source", "target")
        )
        doc = GoldDoc(row["id"], "plv", raw.article, raw.draft, frozenset())
        doc.pair = (actor, recipient, row["label"])
        told = marks.get(row["id"])
        if told is not None and told["events"]:
            event = told["events"][0]
            roles = {name: [[span]] for name, span in (("actor", actor), ("recipient", recipient)) if span is not None}
            marked = frozenset(("actor", "recipient"))
            doc.frames.append(
                GoldFrame(event["type"], raw.spans(event["anchor"]), roles, marked, event["mode"], event["modality"])
            )
        found.append(doc)
    return found
