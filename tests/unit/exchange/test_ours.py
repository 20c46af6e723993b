from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import onrecord
from onrecord.entries import CodedEvent, Disagreement, EventEntry, QuoteEntry
from onrecord.errors import ArticleError, ConfigError
from onrecord.exchange import BadRow, read_entries, read_events, write_csv, write_jsonl, write_parquet
from onrecord.exchange.ours import COLUMNS, EVENTS, from_flat, to_quote_entry
from onrecord.facts import Event, Evidence
from onrecord.record import EventFilter, Record
from onrecord.record.verify import verify
from tests.unit.exchange.samples import entries_of

ODD = 'a;b,"c"\n\td’é\u2028=1+1 😀'


@pytest.fixture(scope="module")
def told(
    example_reading: onrecord.Reading, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[EventEntry], list[QuoteEntry]]:
    return entries_of(example_reading, tmp_path_factory.mktemp("record"))


@pytest.fixture(scope="module")
def events(told: tuple[list[EventEntry], list[QuoteEntry]]) -> list[EventEntry]:
    """The entries of a reading, and one with every field that tries a table's patience."""
    entries = told[0]
    odd = replace(
        entries[0], id="odd", words=ODD, anchor=((0, 1), (2, 5)), outlets=(ODD, "-3.5"), goldstein=-3.5, plover_score=None, place="",
        actor_countries=(None, "CHL"), actors=("XXX/a", "CHL"), prob=0.1 + 0.2,
        disagreements=(Disagreement(field="day", told=(("2021-03-01", 2), (ODD, 1))),),
    )  # fmt: skip
    return [*entries, replace(odd, place="Porto")]


def written(events: list[EventEntry], form: str, folder: Path) -> Path:
    path = folder / f"events.{form}"
    if form == "parquet":
        with path.open("wb") as stream:
            write_parquet(events, "events", stream)
    else:
        with path.open("w", encoding="utf-8", newline="") as text:
            if form == "csv":
                write_csv(events, "events", text)
            else:
                write_jsonl(events, text)
    return path


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_what_was_written_is_read_back_equal(events: list[EventEntry], form: str, tmp_path: Path) -> None:
    """Every field, every report, every span and every number, to the last bit."""
    assert [entry for _, entry in read_entries(written(events, form, tmp_path))] == events


def _spans(event: Event) -> tuple[Evidence, ...]:
    return (*event.anchor, *event.actor_spans, *event.recipient_spans, event.sentence)


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_every_span_still_slices_to_its_words(
    events: list[EventEntry], form: str, tmp_path: Path, example_reading: onrecord.Reading
) -> None:
    text = example_reading.article.text
    n = 0
    for _, entry in read_entries(written(events, form, tmp_path)):
        assert isinstance(entry, EventEntry)
        for report in entry.reports:
            assert isinstance(report.told, Event)
            for span in _spans(report.told):
                assert text[span.start : span.end] == span.text
                n += 1
    told = [report.told for entry in events for report in entry.reports]
    assert n == sum(len(_spans(event)) for event in told if isinstance(event, Event)) > 50


def test_quotes_are_read_back_equal(told: tuple[list[EventEntry], list[QuoteEntry]]) -> None:
    out = io.StringIO()
    write_jsonl(told[1], out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [to_quote_entry(row) for row in rows] == told[1]


@pytest.mark.parametrize("what", ["events", "quotes"])
def test_the_codebook_names_every_field_in_its_order(what: str) -> None:
    kind = EventEntry if what == "events" else QuoteEntry
    assert [column.name for column in COLUMNS[what]] == list(kind.__slots__)  # type: ignore[index]


def test_parquet_has_types_and_tells_what_columns_mean(events: list[EventEntry], tmp_path: Path) -> None:
    schema = pq.read_schema(written(events, "parquet", tmp_path))
    assert str(schema.field("goldstein").type) == "double"
    assert str(schema.field("actors").type).startswith("list<")
    assert schema.field("plover_score").metadata[b"about"].startswith(b"PLOVER's score")


def test_entries_come_as_coded_events_with_the_whole_row_as_evidence(events: list[EventEntry], tmp_path: Path) -> None:
    coded = list(read_events(written(events, "csv", tmp_path), "ours"))
    assert len(coded) == len(events)
    for one, entry in zip(coded, events, strict=True):
        assert isinstance(one, CodedEvent)
        assert (one.source_id, one.type, one.goldstein, one.first_on) == (
            entry.id,
            entry.type,
            entry.goldstein,
            entry.first_on,
        )
        assert (one.modality, one.asserted_by, one.outlets) == (entry.modality, entry.asserted_by, entry.outlets)
        assert json.loads(one.row) == json.loads(json.dumps(entry.to_dict()))


def test_what_was_planned_or_denied_stays_so_in_another_record(events: list[EventEntry], tmp_path: Path) -> None:
    """Through export, import and a second record: the same deeds, and the same that are none."""
    with Record.open(tmp_path / "onrecord.db") as record:
        record.add_coded(
            one for one in read_events(written(events, "jsonl", tmp_path), "ours") if isinstance(one, CodedEvent)
        )
        again = list(record.events(reports=True))
        months = sum(month.n for dyad, _ in record.dyads() for month in record.dyad_months(dyad) if month.deed)
    told = [
        (json.loads(entry.reports[0].row or "")["id"], entry.is_deed, entry.modality, entry.asserted_by, entry.prob)
        for entry in again
    ]
    assert sorted(told) == sorted(
        (entry.id, entry.is_deed, entry.modality, entry.asserted_by, entry.prob) for entry in events
    )
    assert sum(not entry.is_deed for entry in again) >= 3
    assert months == sum(len(entry.dyads) for entry in events if entry.is_deed)


def test_an_entry_comes_in_as_it_was_exported_without_a_day_too(events: list[EventEntry], tmp_path: Path) -> None:
    undated = replace(events[0], id="e0", first_on=None, last_on=None, granularity=None, day_from=None)
    rows = read_events(written([*events, undated], "jsonl", tmp_path), "ours")
    with Record.open(tmp_path / "onrecord.db") as record:
        assert record.add_coded(one for one in rows if isinstance(one, CodedEvent)) == (len(events) + 1, 0)
        assert not [check.faults for check in verify(record.engine) if check.faults]
        again = {json.loads(entry.reports[0].row or "")["id"]: entry for entry in record.events(reports=True)}
        found = list(record.events(EventFilter(text="withdrawn")))
        as_of = list(record.events(EventFilter(text="withdrawn", as_of=date(2999, 1, 1))))
    kept = (
        "first_on",
        "last_on",
        "granularity",
        "day_from",
        "words",
        "anchor",
        "place",
        "prob",
        "actors",
        "recipients",
    )
    for entry in (*events, undated):
        assert [getattr(again[entry.id], name) for name in kept] == [getattr(entry, name) for name in kept]
    assert found
    assert {entry.id for entry in as_of} == {entry.id for entry in found}


def test_parties_have_names_and_not_ids(events: list[EventEntry], tmp_path: Path) -> None:
    odd = replace(events[0], actors=("RUS/vladimir-putin", "PER/two-diplomats"), actor_countries=("RUS", "PER"))
    told = [
        one for one in read_events(written([*events, odd], "jsonl", tmp_path), "ours") if isinstance(one, CodedEvent)
    ]
    names = {party.id: party.name for one in told for party in (*one.actors, *one.recipients)}
    assert names["CHL"] == "Chile"
    assert (names["RUS/vladimir-putin"], names["PER/two-diplomats"]) == ("Vladimir Putin", "two diplomats")


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_a_file_of_statements_is_told_in_one_line(
    told: tuple[list[EventEntry], list[QuoteEntry]], form: str, tmp_path: Path
) -> None:
    path = tmp_path / f"quotes.{form}"
    if form == "parquet":
        with path.open("wb") as stream:
            write_parquet(told[1], "quotes", stream)
    else:
        with path.open("w", encoding="utf-8", newline="") as text:
            write_jsonl(told[1], text) if form == "jsonl" else write_csv(told[1], "quotes", text)
    with pytest.raises(ConfigError, match="the file holds statements"):
        list(read_events(path, "ours"))


def damaged(events: list[EventEntry]) -> Iterator[dict[str, object]]:
    row = events[0].to_dict()
    for name in ("id", "type", "quad", "actors", "reports", "anchor"):
        yield {key: value for key, value in row.items() if key != name}
    yield row | {"first_on": "yesterday"}
    yield row | {"anchor": [[1]]}
    yield row | {"reports": [{"id": "x"}]}
    yield row | {"disagreements": [3]}


def test_damaged_rows_fail_alone(events: list[EventEntry], tmp_path: Path) -> None:
    rows = list(damaged(events))
    path = tmp_path / "damaged.jsonl"
    lines = [json.dumps(row) for row in rows] + ["[1]", "{", "[" * 100_000, json.dumps(events[0].to_dict())]
    path.write_text("\n".join(lines), encoding="utf-8")
    told = list(read_events(path, "ours"))
    assert [type(one) for one in told[:-1]] == [BadRow] * (len(rows) + 3)
    assert not isinstance(told[-1], BadRow)


def test_a_damaged_cell_is_told() -> None:
    with pytest.raises(ArticleError, match="quad"):
        from_flat({"quad": "three"}, EVENTS)
    with pytest.raises(ArticleError, match="not JSON"):
        from_flat({"reports": "[1"}, EVENTS)
