"""Review: one coding at a time beside its text, a key a judgement. Only these routes write, and only to the log."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from onrecord import ontology
from onrecord.entries import Dyad, Entry, VerdictKind
from onrecord.errors import ConfigError
from onrecord.facts import Event
from onrecord.gazetteer.naming import people_of
from onrecord.record import Record
from onrecord.record.verdicts import check_name
from onrecord.review import (
    FIELDS,
    By,
    Case,
    Queue,
    Tally,
    amend,
    find_queue,
    find_words,
    load_case,
    tally_sample,
    to_after,
)
from onrecord.review.amending import MANY, SPANS
from onrecord.web.api.routes import Stands
from onrecord.web.asked import AskedNothing, Type, Words
from onrecord.web.marks import around, mark_fact
from onrecord.web.parties import from_part, names_of, to_party
from onrecord.web.problems import NotOnRecordError
from onrecord.web.rendering import render, with_query

router = APIRouter(include_in_schema=False)
COOKIE = "onrecord-name"
A_YEAR = 31_536_000
MOST_REASON = 2_000
_SAMPLE = re.compile(r"(event|quote)-\d{1,4}-\d{1,10}")  # as `Queue.audit` writes it
SHOWN = 30  # cases of a queue that are listed
REASONS = (
    "wrong words",
    "wrong type",
    "wrong actor",
    "wrong recipient",
    "wrong speaker",
    "not actual",
    "no event",
    "no statement",
)
VERDICTS: tuple[VerdictKind, ...] = ("accepted", "rejected", "corrected")
TITLES = {"uncertainty": "the least certain first", "type": "of one type", "dyad": "of one pair", "audit": "a sample"}


class AskedQueue(AskedNothing):
    """Which queue, and which of its cases."""

    by: By = "uncertainty"
    kind: Literal["event", "quote"] = "event"
    type: Type | None = None
    a: Words = None
    b: Words = None
    sample: Annotated[int, Field(ge=1, le=5_000)] = 200
    seed: Annotated[int, Field(ge=0, le=2**31)] = 1
    at: Words = None
    done: Words = None

    def queue(self, record: Record) -> Queue:
        """The queue that is asked for. Raises ConfigError."""
        dyad = Dyad(to_party(record, self.a), to_party(record, self.b)) if self.a and self.b else None
        return Queue(by=self.by, kind=self.kind, type=self.type, dyad=dyad, sample=self.sample, seed=self.seed)

    @property
    def query(self) -> dict[str, Any]:
        """The queue as a query, without the case."""
        told = self.model_dump(exclude={"at", "done"}, exclude_none=True, exclude_defaults=True)
        return {**told, "by": self.by, "kind": self.kind}


@router.get("/review")
def review(request: Request, asked: Annotated[AskedQueue, Query()], stands: Stands) -> Response:
    """The case that is asked for, or the first that its person has not judged."""
    person = _person(request)
    with stands.record() as record:
        queue = asked.queue(record)
        names = find_queue(record, queue, person, limit=SHOWN)
        case = _load(record, asked.at or (names[0] if names else None))
        listed = record.entries(names)
        total = _tally(record, queue)
        shown = [*listed, *([case.entry] if case else [])]
        return render(
            "review.html", request, person=person, asked=asked, queue=queue, case=case, listed=listed, names=names_of(record, shown),
            reasons=REASONS, titles=TITLES, types=ontology.TYPES, modes=_modes(), tally=total, spans=_spans(case) if case else [],
            paragraphs=around(mark_fact(case.reading, case.kind, case.told.id), beside=1) if case else [],
            people=people_of(case.reading) if case else {},
            steps=_steps(case, listed), where=lambda **more: with_query("/review", asked.query, **more),
        )  # fmt: skip


@router.post("/review/name")
def name(request: Request, given: Annotated[str, Form(max_length=200)], back: Annotated[str, Form()] = "") -> Response:
    """Remember who judges."""
    check_name(given.strip())
    answer = RedirectResponse(_local(back), 303)
    answer.set_cookie(
        COOKIE, given.strip().encode().hex(), max_age=A_YEAR, httponly=True, samesite="strict", path="/review"
    )
    return answer


@router.post("/review")
async def judge(request: Request, stands: Stands) -> Response:
    """Log a verdict, then the next case."""
    form = await request.form()
    fields = {key: value for key, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(_judge, request, fields, stands)


def _judge(request: Request, fields: Mapping[str, str], stands: Stands) -> Response:
    person = _person(request)
    if person is None:
        raise ConfigError("say who you are first: your name stands beside each verdict")
    kinds: dict[str, VerdictKind] = {kind: kind for kind in VERDICTS}
    if fields.get("what") not in kinds:
        raise ConfigError(f"a verdict is one of {', '.join(kinds)}")
    what, report = kinds[fields["what"]], fields.get("report", "")
    with stands.log() as record:
        case = _load(record, report)
        if case is None:
            raise ConfigError("the verdict does not say of which report it is")
        after = to_after(case.told, _wanted(case, fields)) if what == "corrected" else {}
        amend(case.reading, case.told, after)
        record.judge([case.judged(what, person, reason=_reason(fields), after=after, audit=_audit(fields))])
    back = _local(fields.get("back", ""))
    return RedirectResponse(f"{back}{'&' if '?' in back else '?'}done={case.report.id}", 303)


def _reason(fields: Mapping[str, str]) -> str | None:
    """Why, in words that a log can hold. Raises ConfigError."""
    reason = fields.get("reason")
    if reason is not None and len(reason) > MOST_REASON:
        raise ConfigError(f"a reason may have {MOST_REASON:,} characters, and this has {len(reason):,}")
    return reason


def _audit(fields: Mapping[str, str]) -> str | None:
    """Of which sample the case is. Raises ConfigError on what names none."""
    audit = fields.get("audit") or None
    if audit is not None and not _SAMPLE.fullmatch(audit):
        raise ConfigError(f"{audit[:40]!r} names no sample")
    return audit


def _wanted(case: Case, fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a correction as a form sends them: choices as they are, spans by their ends, or by words that stand nearby."""
    wanted: dict[str, Any] = {}
    for name in FIELDS[case.kind]:
        if name not in SPANS[case.kind]:
            if name in fields:
                wanted[name] = fields[name] or None
            continue
        if name == "mode":
            continue
        spans = [_span(case, fields, f"{name}-{number}-") for number in range(_n_spans(fields, name))]
        kept = [span for span in spans if span]
        if f"{name}-0-words" in fields:
            wanted[name] = kept if name in MANY else kept[0] if kept else None
    if wanted.get("type") in ontology.TYPES and wanted.get("mode") not in ontology.modes(wanted["type"]):
        wanted["mode"] = None
    return wanted


def _n_spans(fields: Mapping[str, str], name: str) -> int:
    return sum(1 for field in fields if field.startswith(f"{name}-") and field.endswith("-words"))


def _span(case: Case, fields: Mapping[str, str], stem: str) -> dict[str, int] | None:
    words, text = fields.get(f"{stem}words", ""), case.text
    start, end = (fields.get(f"{stem}{side}", "") for side in ("start", "end"))
    if not words.strip():
        return None
    if start.isdecimal() and end.isdecimal() and _same(text[int(start[:9]) : int(end[:9])], words):
        return {"start": int(start), "end": int(end)}
    near = int(start) if start.isdecimal() and len(start) < 10 else _place(case)
    return find_words(text, words, near)


def _same(found: str, words: str) -> bool:
    return found.split() == words.split()


def _place(case: Case) -> int:
    told = case.told
    return told.sentence.start if isinstance(told, Event) else told.content[0].start


def _spans(case: Case) -> list[tuple[str, int, str, int | str, int | str]]:
    """The rows of the form: field, number, words, start, end; an empty one for a field without a span."""
    row = case.told.to_dict()
    found: list[tuple[str, int, str, int | str, int | str]] = []
    for name in SPANS[case.kind]:
        spans = row[name] if isinstance(row[name], list) else [row[name]] if row[name] else []
        found += [(name, number, span["text"], span["start"], span["end"]) for number, span in enumerate(spans)]
        if not spans:
            found.append((name, 0, "", "", ""))
    return found


def _steps(case: Case | None, listed: list[Entry]) -> tuple[str | None, str | None]:
    """The ids before and after a case in its queue."""
    ids = [entry.id for entry in listed]
    at = ids.index(case.entry.id) if case and case.entry.id in ids else None
    if at is None:
        return None, ids[0] if ids else None
    return ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None


def _tally(record: Record, queue: Queue) -> Tally | None:
    """How the sample stands, where the queue is one."""
    return tally_sample(record, queue.kind, queue.sample, queue.seed) if queue.audit is not None else None


def _load(record: Record, name: str | None) -> Case | None:
    if name is None:
        return None
    try:
        return load_case(record, from_part(name))
    except ConfigError as error:
        raise NotOnRecordError(str(error)) from None


def _modes() -> list[tuple[str, tuple[str, ...]]]:
    return [(kind, ontology.modes(kind)) for kind in ontology.TYPES if ontology.modes(kind)]


def _person(request: Request) -> str | None:
    """Who judges, as the cookie says."""
    try:
        return bytes.fromhex(request.cookies.get(COOKIE, "")).decode() or None
    except ValueError:
        return None


def _local(back: str) -> str:
    """Where to go on: only to a page of review."""
    return (
        back
        if back.startswith("/review") and back.isprintable() and "\\" not in back and "//" not in back
        else "/review"
    )
