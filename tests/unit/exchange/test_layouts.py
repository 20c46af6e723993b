from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import onrecord
from onrecord.entries import CodedEvent, EventEntry, Party
from onrecord.exchange import read_events, write_csv, write_layout
from onrecord.exchange.codes import columns_of, iso_of_cow, iso_of_name, state_codes
from onrecord.exchange.writing import Layout
from onrecord.record import Record
from onrecord.record.verify import verify
from tests.unit.exchange.samples import entries_of
from tests.unit.ties.entries import event

DAY = date(2021, 3, 18)
NAMES = {
    "CHL": Party(id="CHL", name="Chile", kind="country", country="CHL"),
    "CHL/rosa-quiroga": Party(
        id="CHL/rosa-quiroga", name="Rosa Quiroga", kind="person", country="CHL", sectors=("GOV",)
    ),
}
DEEDS = [
    event(
        "a", "CHL/rosa-quiroga", "SANCTION", "PRT", DAY, mode="withdraw", cameo="161", goldstein=-4.0, place="Porto",
        place_country="PRT",
    ),
    event(
        "b", "CHL", "CONSULT", "PRT", DAY, cameo="040", goldstein=1.0, reciprocal=True, actors=("CHL", "PRT"),
        actor_countries=("CHL", "PRT"), recipients=(), recipient_countries=(),
    ),
]  # fmt: skip
NO_DEEDS = [
    event("c", "CHL", "ASSAULT", "PRT", DAY, cameo="190", modality="negated"),
    event("d", "CHL", "ASSAULT", "PRT", DAY, cameo="190", asserted_by="unnamed"),
    event("e", "CHL", "SANCTION", "PRT", DAY, cameo="160", modality="future"),
]


def written(
    layout: Layout, entries: list[EventEntry], *, safe: bool = False
) -> tuple[list[list[str]], tuple[int, int]]:
    out = io.StringIO(newline="")
    counts = write_layout(entries, layout, NAMES, out, spreadsheet_safe=safe)
    return list(csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter="\t")), counts


@pytest.mark.parametrize(("layout", "n"), [("icews", 20), ("polecat", 40)])
def test_columns_stand_in_the_published_order(layout: Layout, n: int) -> None:
    rows, _ = written(layout, DEEDS)
    assert tuple(rows[0]) == columns_of(layout)
    assert {len(row) for row in rows} == {n}


def test_gdelt_has_58_columns_and_no_header() -> None:
    rows, _ = written("gdelt", DEEDS)
    assert {len(row) for row in rows} == {58}
    told = dict(zip(columns_of("gdelt"), rows[0], strict=True))
    assert told["GLOBALEVENTID"].isdecimal()
    assert (told["SQLDATE"], told["FractionDate"], told["EventRootCode"], told["QuadClass"]) == (
        "20210318",
        "2021.2137",
        "16",
        "4",
    )
    assert (told["Actor1Code"], told["Actor1CountryCode"], told["ActionGeo_CountryCode"]) == ("CHLGOV", "CHL", "PO")


@pytest.mark.parametrize("layout", ["plover", "polecat", "icews", "gdelt"])
def test_what_is_no_deed_is_left_out_and_counted(layout: Layout) -> None:
    out = io.StringIO()
    assert write_layout(DEEDS + NO_DEEDS, layout, NAMES, out) == (2, 3)
    assert "ASSAULT" not in out.getvalue()


@pytest.mark.parametrize("layout", ["icews", "gdelt"])
def test_what_has_no_day_is_left_out_and_counted(layout: Layout) -> None:
    undated = [replace(entry, first_on=None, last_on=None) for entry in DEEDS]
    out = io.StringIO()
    assert write_layout([*DEEDS, *undated], layout, NAMES, out) == (2, 2)


@pytest.mark.parametrize("layout", ["icews", "gdelt"])
def test_what_is_written_is_read_back(layout: Layout, tmp_path: Path) -> None:
    """Type, day, countries, place and Goldstein value survive; a reciprocal act becomes a row each way."""
    path = tmp_path / "events"
    with path.open("w", encoding="utf-8") as out:
        write_layout(DEEDS, layout, NAMES, out)
    first, there, back = read_events(path, layout)  # type: ignore[arg-type]
    assert isinstance(first, CodedEvent)
    assert isinstance(there, CodedEvent)
    assert isinstance(back, CodedEvent)
    assert (first.type, first.cameo, first.goldstein, first.first_on) == ("SANCTION", "161", -4.0, DAY)
    assert (first.actors[0].country, first.recipients[0].country, first.place_country) == ("CHL", "PRT", "PRT")
    assert [(one.actors[0].country, one.recipients[0].country) for one in (there, back)] == [
        ("CHL", "PRT"),
        ("PRT", "CHL"),
    ]


def test_a_plover_record_has_its_words_and_where_they_stand(example_reading: onrecord.Reading, tmp_path: Path) -> None:
    events, _ = entries_of(example_reading, tmp_path)
    out = io.StringIO()
    n, _ = write_layout(events, "plover", {}, out)
    records = [json.loads(line) for line in out.getvalue().splitlines()]
    deeds = [event for event in events if event.modality == "actual" and event.asserted_by is None]
    assert len(records) == n == len(deeds) > 5
    for record in records:
        assert list(record) == [name for name in columns_of("plover") if name in record]
        assert {"id", "actor", "event"} <= set(record) or not record.get("actor")
        assert example_reading.article.text[record["text_info"]["start"] : record["text_info"]["end"]] == record["text"]
        for piece in record["event_text"]:
            assert example_reading.article.text[piece["start"] : piece["end"]] == piece["text"]


def test_polecat_names_quads_modes_and_cow_numbers() -> None:
    rows, _ = written("polecat", DEEDS)
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["Event Type"], told["Event Mode"], told["Intensity"], told["Quad Code"]) == (
        "SANCTION",
        "withdraw",
        "-6.0",
        "MATERIAL CONFLICT",
    )
    assert (told["Actor Name"], told["Actor Country"], told["Actor COW"], told["Primary Actor Sector"]) == (
        "Rosa Quiroga",
        "CHL",
        "155",
        "GOV",
    )


FORMULAS = [
    *(f"{sign}{rest}" for sign in "=+-@\t\r＝＋－＠" for rest in ("1+1", 'HYPERLINK("http://x")', "cmd|' /C calc'!A0")),
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_is_a_formula_in_a_spreadsheet(formula: str) -> None:
    entry = replace(DEEDS[0], outlets=(formula,), place=formula, words=formula)
    for layout in ("icews", "polecat", "gdelt"):
        rows, _ = written(layout, [entry], safe=True)
        texts = [cell for row in rows for cell in row if cell[:1] in "=+-@＝＋－＠"]
        assert all(_is_number(cell) for cell in texts if cell), layout
    out = io.StringIO(newline="")
    write_csv([entry], "events", out, spreadsheet_safe=True)
    header, row = csv.reader(io.StringIO(out.getvalue(), newline=""))
    told = dict(zip(header, row, strict=True))
    assert told["words"] == "'" + formula
    assert told["goldstein"] == "-4.0"


def test_a_number_stays_a_number_and_unsafe_stays_as_it_is() -> None:
    rows, _ = written("icews", [replace(DEEDS[0], goldstein=-3.5)], safe=True)
    assert dict(zip(rows[0], rows[1], strict=True))["Intensity"] == "-3.5"
    out = io.StringIO(newline="")
    write_csv([replace(DEEDS[0], words="=1")], "events", out)
    assert ",=1," in out.getvalue()


def test_a_tab_or_line_break_in_a_name_breaks_no_row() -> None:
    rows, _ = written("icews", [replace(DEEDS[0], outlets=("The\tDaily\nNews",))])
    assert len(rows) == 2
    assert "The Daily News" in rows[1]


def test_codes_of_states_are_one_to_one() -> None:
    fips = [code for codes in state_codes().values() for code in codes.fips]
    assert len(fips) == len(set(fips))
    assert len(iso_of_cow()) == sum(codes.cow is not None for codes in state_codes().values()) > 190
    assert (iso_of_cow()[365], iso_of_cow()[2], iso_of_name()["russian federation"]) == ("RUS", "USA", "RUS")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_rows_of_icews_have_ids_of_their_own_and_all_come_in_again(tmp_path: Path) -> None:
    rows, _ = written("icews", DEEDS)
    assert [row[0] for row in rows[1:]] == [DEEDS[0].id, DEEDS[1].id, f"{DEEDS[1].id}-2"]
    path = tmp_path / "events.tab"
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    with Record.open(str(tmp_path / "onrecord.db")) as record:
        coded = [told for told in read_events(path, "icews") if isinstance(told, CodedEvent)]
        assert record.add_coded(coded) == (3, 0)
        assert not [check.faults for check in verify(record.engine) if check.faults]
