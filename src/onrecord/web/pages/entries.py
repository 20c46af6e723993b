"""One entry: all that tells it, side by side, and how it came to be what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord import ontology
from onrecord.entries import Entry, EntryReport, EventEntry, QuoteEntry, Verdict
from onrecord.errors import ConfigError
from onrecord.facts import Event, Quote
from onrecord.record import QuoteFilter, Record
from onrecord.review import amend, load_case
from onrecord.web import wording
from onrecord.web.api.routes import Stands
from onrecord.web.asked import AskedNothing
from onrecord.web.marks import Mark, Paragraph, mark_text
from onrecord.web.parties import names_of
from onrecord.web.problems import NotOnRecordError
from onrecord.web.rendering import render

router = APIRouter()
ELSEWHERE, RARE = 5, 4


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with its words marked, and what people told otherwise."""

    report: EntryReport
    paragraphs: list[Paragraph]
    verdicts: list[tuple[Verdict, Event | Quote | None]]


@router.get("/entries/{entry_id}")
def entry(entry_id: str, request: Request, asked: Annotated[AskedNothing, Query()], stands: Stands) -> Response:
    """One event or statement."""
    with stands.record() as record:
        try:
            found = record.entry(entry_id)
        except ConfigError as error:
            raise NotOnRecordError(str(error)) from None
        verdicts = list(record.verdicts([found.id]))
        reports = [Shown(report, _marked(report), _verdicts(record, report, verdicts)) for report in found.reports]
        linked = [(link.kind, other) for link in _links(record, found) for other in record.entries([link.entry_id])]
        elsewhere = _elsewhere(record, found)
        names = names_of(record, [found, *(one for _, one in linked), *elsewhere], _told_parties(found))
        return render(
            "event.html" if isinstance(found, EventEntry) else "quote.html", request, entry=found, reports=reports, linked=linked,
            elsewhere=elsewhere, names=names, history=record.history(found.id), ontology=ontology, verdicts=verdicts,
            link=str(request.url.replace(query="")), firsts=_firsts(found),
        )  # fmt: skip


def _firsts(found: Entry) -> list[str]:
    """The outlets that told it on the first day; within a day nobody can say who was first."""
    day = found.reports[0].published_on
    first = [report for report in found.reports if report.published_on == day] if day else found.reports[:1]
    return list(dict.fromkeys(report.outlet or "an unknown outlet" for report in first))


def _links(record: Record, found: Entry) -> Any:
    return record.links(found) if isinstance(found, EventEntry) else ()


def _told_parties(found: Entry) -> set[str]:
    """Everybody whom a report names otherwise than the entry, and the values of disagreements."""
    ids = {value for one in found.disagreements for value, _ in one.told}
    for report in found.reports:
        if isinstance(report.told, Event):
            ids |= {*report.told.actors, *report.told.recipients}
        elif isinstance(report.told, Quote):
            ids |= {*report.told.about, *([report.told.speaker] if isinstance(report.told.speaker, str) else [])}
    return ids


def _marked(report: EntryReport) -> list[Paragraph]:
    """The sentence of an event, or the words of a statement, with its roles marked."""
    told = report.told
    if isinstance(told, Event):
        base = told.sentence.start
        spans = [("anchor", told.anchor), ("actor", told.actor_spans), ("recipient", told.recipient_spans)]
        if told.where:
            spans.append(("place", (told.where.evidence,)))
        marks = [
            Mark(s.start - base, s.end - base, "events", role, told.id, role) for role, these in spans for s in these
        ]
        within = [mark for mark in marks if mark.start >= 0 and mark.end <= len(told.sentence.text)]
        return mark_text(told.sentence.text, within, heading=False)
    if isinstance(told, Quote):
        return mark_text(" … ".join(piece.text for piece in told.content), [], heading=False)
    return []


def _verdicts(
    record: Record, report: EntryReport, verdicts: list[Verdict]
) -> list[tuple[Verdict, Event | Quote | None]]:
    """What people said of a report; with a correction the coding as they tell it."""
    found: list[tuple[Verdict, Event | Quote | None]] = []
    for verdict in verdicts:
        if verdict.report_id == report.id:
            case = load_case(record, report.id) if verdict.what == "corrected" else None
            found.append((verdict, amend(case.reading, case.told, verdict.after) if case else None))
    return found


def _elsewhere(record: Record, found: Entry) -> list[QuoteEntry]:
    """Other statements that hold the same rare words: said again, or told in another wording. Earliest first."""
    if not isinstance(found, QuoteEntry):
        return []
    words = sorted(
        {word for word in wording.words_of(found.words) if len(word) > 4}, key=lambda word: (-len(word), word)
    )
    if len(words) < 2:
        return []
    same: dict[str, QuoteEntry] = {}
    for pair in (words[:2], words[1:3], words[2:RARE]):
        if len(pair) == 2:
            page = record.page(QuoteFilter(text=" ".join(pair)), limit=ELSEWHERE + 1)
            same |= {
                one.id: one for one in page.entries if one.id != found.id and wording.alike(one.words, found.words)
            }
    return sorted(same.values(), key=lambda one: (str(one.first_on), one.id))[:ELSEWHERE]
