"""An article's text cut at every mark, so that a template can show the layers of a reading over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from onrecord.facts import Evidence, Reading

LAYERS = {  # name of a layer -> what the page calls it, in the order of the keys 1 to 5
    "quotes": "quotations",
    "events": "events",
    "actors": "actors",
    "times": "times",
    "places": "places",
}


class Mark(NamedTuple):
    """The words from `start` to `end` play a `role` in a layer, for an item ("q1", "e2"; "" for none); `lead` is its first piece."""

    start: int
    end: int
    layer: str
    role: str
    item: str
    told: str
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two cuts: classes for their layers and roles, the items they belong to, and those that begin here."""

    words: str
    classes: str
    items: str
    told: str
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text in pieces; the first is the headline where the article has a title."""

    pieces: tuple[Piece, ...]
    is_heading: bool


def mark_text(text: str, marks: Sequence[Mark], *, heading: bool) -> list[Paragraph]:
    """The lines of a text in pieces. Time is linear in the text and its marks."""
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    found: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line:
            within = [mark for mark in ordered if mark.start < end and mark.end > start]
            found.append(Paragraph(tuple(_pieces(text, start, end, within)), heading and not found))
        start = end + 1
    return found


def mark_reading(reading: Reading) -> list[Paragraph]:
    """An article with all layers of its reading."""
    marks = [*_quotes(reading), *_events(reading), *_others(reading)]
    return mark_text(reading.article.text, marks, heading=reading.article.title is not None)


def mark_fact(reading: Reading, kind: str, name: str) -> list[Paragraph]:
    """An article with the marks of one of its quotations or events alone."""
    marks = [mark for mark in (_quotes(reading) if kind == "quote" else _events(reading)) if mark.item == name]
    return mark_text(reading.article.text, marks, heading=reading.article.title is not None)


def around(paragraphs: Sequence[Paragraph], *, beside: int) -> list[Paragraph]:
    """The paragraphs with a mark, and so many on either side of them."""
    marked = [at for at, paragraph in enumerate(paragraphs) if any(piece.items for piece in paragraph.pieces)]
    if not marked:
        return list(paragraphs)
    return list(paragraphs[max(0, marked[0] - beside) : marked[-1] + beside + 1])


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    cuts = {start, end}
    for mark in marks:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    for left, right in pairwise(sorted(cuts)):
        over = [mark for mark in marks if mark.start <= left and mark.end >= right]
        classes = dict.fromkeys(name for mark in over for name in (f"l-{mark.layer}", f"r-{mark.role}"))
        items = dict.fromkeys(mark.item for mark in over if mark.item)
        told = dict.fromkeys(mark.told for mark in over)
        begins = dict.fromkeys(mark.item for mark in over if mark.lead and mark.start == left)
        yield Piece(text[left:right], " ".join(classes), " ".join(items), "; ".join(told), tuple(begins))


def _quotes(reading: Reading) -> Iterator[Mark]:
    for quote in reading.quotes:
        for number, piece in enumerate(quote.content):
            yield _mark(piece, "quotes", "content", quote.id, f"{quote.id}: words", lead=number == 0)
        for role, span in (("speaker", quote.speaker_span), ("cue", quote.cue), ("addressee", quote.addressee_span)):
            if span:
                yield _mark(span, "quotes", role, quote.id, f"{quote.id}: {role}")


def _events(reading: Reading) -> Iterator[Mark]:
    for event in reading.events:
        for number, piece in enumerate(event.anchor):
            yield _mark(piece, "events", "anchor", event.id, f"{event.id}: {event.type.lower()}", lead=number == 0)
        for role, spans in (("actor", event.actor_spans), ("recipient", event.recipient_spans)):
            for span in spans:
                yield _mark(span, "events", role, event.id, f"{event.id}: {role}")


def _others(reading: Reading) -> Iterator[Mark]:
    for actor in reading.actors:
        for mention in actor.mentions:
            yield _mark(mention.evidence, "actors", "mention", "", actor.name)
    for moment in reading.times:
        days = str(moment.first_on) if moment.first_on == moment.last_on else f"{moment.first_on} to {moment.last_on}"
        yield _mark(moment.evidence, "times", "time", "", moment.unresolved or days)
    for event in reading.events:
        if event.where:
            yield _mark(event.where.evidence, "places", "place", event.id, f"{event.id}: place")


def _mark(span: Evidence, layer: str, role: str, item: str, told: str, *, lead: bool = False) -> Mark:
    return Mark(span.start, span.end, layer, role, item, told, lead)
