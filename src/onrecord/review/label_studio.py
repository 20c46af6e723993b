"""Cases as tasks of Label Studio, and its annotations as verdicts.

A task is one coding: `data` holds the article, `predictions` what was read, as labelled spans. Label Studio counts UTF-16
units, as every browser does: `to_utf16_offset` and its inverse are the bridge.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from onrecord import ontology
from onrecord.entries import Verdict
from onrecord.errors import ArticleError, ConfigError
from onrecord.facts import Event, Quote
from onrecord.record import Record
from onrecord.review.amending import MANY, SPANS, kind_of
from onrecord.review.cases import Case, load_case
from onrecord.review.lines import judge_checked
from onrecord.text import to_utf16_offset

Row = dict[str, Any]
LABELS = {  # field of the contract -> what the tool shows
    "anchor": "Act", "actor_spans": "Actor", "recipient_spans": "Recipient", "content": "Content", "speaker_span": "Speaker",
    "cue": "Cue", "addressee_span": "Addressee",
}  # fmt: skip
FIELDS = {label: name for name, label in LABELS.items()}
VERDICTS = {"right": "accepted", "wrong": "rejected"}
_TYPES = "".join(f'<Choice value="{name}"/>' for name in ontology.TYPES)
_SPANS = "".join(f'<Label value="{label}"/>' for label in LABELS.values())
LABEL_CONFIG = f"""<View>
  <Header value="$question"/>
  <Choices name="verdict" toName="text" choice="single" showInline="true"><Choice value="right"/><Choice value="wrong"/></Choices>
  <TextArea name="reason" toName="text" placeholder="why it is wrong" maxSubmissions="1"/>
  <Choices name="type" toName="text" choice="single">{_TYPES}</Choices>
  <Labels name="spans" toName="text">{_SPANS}</Labels>
  <Text name="text" value="$text" granularity="word"/>
</View>
"""


def to_task(case: Case) -> Row:
    """A case as a task, with the reading as its prediction."""
    spans = [_region(case, number, name, span) for number, (name, span) in enumerate(_spans_of(case.told), start=1)]
    if isinstance(case.told, Event):
        spans.append(_choice("type", case.told.type))
    return {
        "data": {
            "text": case.text, "question": _question(case), "report": case.report.id, "entry": case.entry.id,
            "article": case.report.article_key,
        },
        "predictions": [{"model_version": case.reading.made_by.version, "score": case.told.prob, "result": spans}],
    }  # fmt: skip


def read_tasks(record: Record, tasks: Any, by: str | None) -> Iterator[Verdict | ArticleError]:
    """The verdicts in Label Studio's JSON export; a task that is wrong gives its error in its place.

    `by` is who judged, where an annotation does not name its author.
    """
    if not isinstance(tasks, list):
        yield ArticleError("this is no export of Label Studio: it must be a JSON list of tasks")
        return
    for number, task in enumerate(tasks, start=1):
        try:
            case = load_case(record, str(task["data"]["report"]))
            done = [one for one in task.get("annotations", []) if not one.get("was_cancelled")]
            yield from [_read_annotation(case, one, by) for one in done]
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            yield ArticleError(f"task {number}: not a task of ours ({type(error).__name__}: {error})")
        except ConfigError as error:
            yield ArticleError(f"task {number}: {error}")


def _read_annotation(case: Case, annotation: Row, by: str | None) -> Verdict:
    author = annotation.get("completed_by")
    person = by or (author.get("email") if isinstance(author, dict) else None)
    if not person:
        raise ConfigError("it does not say who judged; add --by NAME")
    results = annotation["result"]
    told, reason = _choices(results, "verdict"), _texts(results, "reason")
    if "wrong" in told:
        return judge_checked(case, "rejected", person, reason, {})
    after = _read_after(case, results)
    return judge_checked(case, "corrected" if after else "accepted", person, reason, after)


def _read_after(case: Case, results: Sequence[Row]) -> Row:
    """The fields that an annotation tells otherwise; spans as they are now drawn."""
    units = _units(case.text)
    drawn: dict[str, list[Row]] = {name: [] for name in SPANS[kind_of(case.told)]}
    for result in results:
        for label in result.get("value", {}).get("labels", []):
            if FIELDS.get(label) in drawn:
                bounds = (int(result["value"]["start"]), int(result["value"]["end"]))
                drawn[FIELDS[label]].append(
                    dict(zip(("start", "end"), (bisect_left(units, at) for at in bounds), strict=True))
                )
    now = case.told.to_dict()
    after: Row = {}
    for name, spans in drawn.items():
        wanted = sorted(spans, key=lambda span: (span["start"], span["end"]))
        if [(span["start"], span["end"]) for span in wanted] != [
            (span["start"], span["end"]) for span in _many(now[name])
        ]:
            after[name] = wanted if name in MANY else wanted[0] if wanted else None
    types = _choices(results, "type")
    if isinstance(case.told, Event) and types and types[0] != case.told.type:
        after |= {"type": types[0], "mode": None}
    return after


def _units(text: str) -> list[int]:
    """For each code point (and the end) the UTF-16 unit at which it begins."""
    units = [0]
    for char in text:
        units.append(units[-1] + (2 if ord(char) > 0xFFFF else 1))
    return units


def _spans_of(told: Event | Quote) -> Iterator[tuple[str, Row]]:
    row = told.to_dict()
    for name in SPANS[kind_of(told)]:
        for span in _many(row[name]):
            yield name, span


def _many(value: Any) -> list[Row]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _region(case: Case, number: int, name: str, span: Row) -> Row:
    start, end = to_utf16_offset(case.text, span["start"]), to_utf16_offset(case.text, span["end"])
    value = {"start": start, "end": end, "text": span["text"], "labels": [LABELS[name]]}
    return {"id": f"s{number}", "from_name": "spans", "to_name": "text", "type": "labels", "value": value}


def _choice(name: str, value: str) -> Row:
    return {"from_name": name, "to_name": "text", "type": "choices", "value": {"choices": [value]}}


def _question(case: Case) -> str:
    told = case.told
    if isinstance(told, Event):
        code = told.type + (f"/{told.mode}" if told.mode else "")
        return f"Is this {code} ({told.modality}): “{' … '.join(piece.text for piece in told.anchor)}”?"
    return f"Did “{told.speaker_span.text if told.speaker_span else '—'}” say: “{' … '.join(piece.text for piece in told.content)}”?"


def _choices(results: Iterable[Row], name: str) -> list[str]:
    return [
        str(one) for result in results if result.get("from_name") == name for one in result["value"].get("choices", [])
    ]


def _texts(results: Iterable[Row], name: str) -> str | None:
    found = [" ".join(result["value"].get("text", [])) for result in results if result.get("from_name") == name]
    return " ".join(found) or None
