"""Verdicts stand in the log beside the reading; a correction is held to the article and the ontology."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.errors import ConfigError
from onrecord.facts import Event, Quote
from onrecord.record import EventFilter, Record
from onrecord.review import amend, load_case, to_after


def _event(record: Record) -> Any:
    return load_case(record, next(one.id for one in record.events(EventFilter(origin="read")) if one.recipients))


def test_a_verdict_is_kept_once_and_the_last_one_counts(record: Record) -> None:
    case = _event(record)
    first = case.judged("accepted", "Ada")
    assert record.judge([first]) == 1
    assert record.judge([first]) == 0
    assert record.judge([case.judged("rejected", "Ada", reason=" wrong type ")]) == 1
    assert record.judge([first]) == 1
    told = [(one.what, one.by, one.reason) for one in record.verdicts([case.entry.id])]
    assert told == [("accepted", "Ada", None), ("rejected", "Ada", "wrong type"), ("accepted", "Ada", None)]
    assert [change.what for change in record.history(case.entry.id)][-3:] == ["accepted", "rejected", "accepted"]


@pytest.mark.parametrize("name", ["", " Ada", "onrecord", "OnRecord", "x" * 101, "A\nB", "A\u202eB"])
def test_a_name_that_tells_nobody_is_refused(record: Record, name: str) -> None:
    with pytest.raises(ConfigError):
        record.judge([_event(record).judged("accepted", name)])


def test_what_was_judged_leaves_the_queue_of_the_uncertain(record: Record) -> None:
    (name, prob), *_ = record.uncertain("event", limit=1)
    assert all(abs(other - 0.5) >= abs(prob - 0.5) for _, other in record.uncertain("event", limit=50))
    record.judge([load_case(record, name).judged("accepted", "Ada")])
    assert name not in [one for one, _ in record.uncertain("event", limit=1000)]


def test_a_correction_changes_what_it_says_and_what_follows(record: Record) -> None:
    case = _event(record)
    after = to_after(case.told, {"type": "SANCTION", "mode": "expel", "modality": case.told.modality})
    assert set(after) <= {"type", "mode"}
    told = amend(case.reading, case.told, after)
    assert isinstance(told, Event)
    assert (told.type, told.mode, told.quad) == ("SANCTION", "expel", 4)
    assert told.cameo != case.told.cameo or case.told.type == "SANCTION"
    assert told.anchor == case.told.anchor


def test_parties_follow_from_their_words(record: Record) -> None:
    case = _event(record)
    spans = [span.to_dict() for span in case.told.recipient_spans]
    told = amend(case.reading, case.told, {"actor_spans": spans})
    assert isinstance(told, Event)
    assert set(told.actors) <= {actor.id for actor in case.reading.actors}
    assert [span.text for span in told.actor_spans] == [span["text"] for span in spans]
    quote = load_case(record, next(record.quotes()).id)
    silent = amend(quote.reading, quote.told, {"speaker_span": None})
    assert isinstance(silent, Quote)
    assert (silent.speaker, silent.speaker_span) == (None, None)


@pytest.mark.parametrize(
    "after",
    [
        {"type": "PARTY"},
        {"mode": "nonsense"},
        {"anchor": []},
        {"anchor": [{"start": 5, "end": 5}]},
        {"anchor": [{"start": -1, "end": 5}]},
        {"anchor": [{"start": 0, "end": 10**9}]},
        {"anchor": [{"start": "0", "end": 5}]},
        {"prob": 1.0},
        {"modality": "perhaps"},
    ],
)
def test_a_correction_that_cannot_be_is_refused(record: Record, after: dict[str, Any]) -> None:
    case = _event(record)
    with pytest.raises(ConfigError):
        amend(case.reading, case.told, after)


def test_an_imported_event_has_no_words_to_judge(record: Record) -> None:
    with pytest.raises(ConfigError, match="imported"):
        load_case(record, next(record.events(EventFilter(origin="icews"))).id)
