from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa

import onrecord
from onrecord.facts import Reading
from onrecord.tables import EVENTS, QUOTES
from tests.unit.readings import FULL


def test_rows_are_quotes_and_events(example_reading: Reading) -> None:
    quotes, events = onrecord.to_frames([example_reading, example_reading])
    assert quotes.num_rows == 2 * len(example_reading.quotes)
    assert events.num_rows == 2 * len(example_reading.events)
    assert quotes.schema == QUOTES
    assert events.schema == EVENTS


def test_no_readings_give_the_same_columns() -> None:
    quotes, events = onrecord.to_frames([])
    assert (quotes.num_rows, events.num_rows) == (0, 0)
    assert (quotes.schema, events.schema) == (QUOTES, EVENTS)


def test_values_are_those_of_the_reading(example_reading: Reading) -> None:
    quotes, events = onrecord.to_frames([example_reading])
    by_id = {quote.id: quote for quote in example_reading.quotes}
    for row in quotes.to_pylist():
        quote = by_id[row["id"]]
        assert [piece["text"] for piece in row["content"]] == [piece.text for piece in quote.content]
        assert row["speaker"] == (quote.speaker if isinstance(quote.speaker, str) else None)
    for row, event in zip(events.to_pylist(), example_reading.events, strict=True):
        assert (row["type"], row["modality"], tuple(row["actors"])) == (event.type, event.modality, event.actors)
        assert row["first_on"] == (event.when.first_on if event.when else None)
        assert len(row["actor_countries"]) == len(event.actors)


def test_polars_and_pandas_take_them(example_reading: Reading) -> None:
    quotes, events = onrecord.to_frames([example_reading])
    frame = pl.from_arrow(events)
    assert isinstance(frame, pl.DataFrame)
    assert frame["first_on"].dtype == pl.Date
    assert frame.filter(pl.col("quad") == 4).height == sum(event.quad == 4 for event in example_reading.events)
    pandas = quotes.to_pandas()
    assert isinstance(pandas, pd.DataFrame)
    assert len(pandas) == quotes.num_rows
    assert pa.types.is_date32(quotes.schema.field("said_first_on").type)


def test_no_column_of_a_full_reading_is_empty() -> None:
    """Each field of the contract has a column, and what the reading tells stands in it."""
    quotes, events = onrecord.to_frames([FULL])
    for table in (quotes, events):
        for name in table.column_names:
            assert any(value not in (None, []) for value in table[name].to_pylist()), name
    for row, quote in zip(quotes.to_pylist(), FULL.to_dict()["quotes"], strict=True):
        missing = set(quote) - set(row) - {"said", "unresolved", "addressee_unresolved"}
        assert not missing
    for row, event in zip(events.to_pylist(), FULL.to_dict()["events"], strict=True):
        assert not set(event) - set(row) - {"when"}
