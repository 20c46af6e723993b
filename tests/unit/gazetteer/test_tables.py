from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord import ontology
from onrecord.errors import DataError
from onrecord.gazetteer import load_gazetteer
from onrecord.gazetteer.freshness import to_freshness
from onrecord.gazetteer.lands import lands
from onrecord.gazetteer.names import shipped_digest
from onrecord.gazetteer.origins import origins
from onrecord.gazetteer.own import DIGEST
from onrecord.gazetteer.tables import NAMES, SortedTable

FOLDER = files("onrecord.gazetteer").joinpath("data", "actors")
EVERYBODY = list(load_gazetteer().people)


def test_the_tables_that_ship_are_sorted() -> None:
    for name in (*NAMES, "cities"):
        keys = [line.split(b"\t")[0] for line in FOLDER.joinpath(f"{name}.tsv").read_bytes().splitlines()]
        assert keys == sorted(keys)
        assert name == "cities" or len(set(keys)) == len(keys)


def test_every_row_of_the_indexes_leads_to_an_actor() -> None:
    ids = {known.id for known in EVERYBODY}
    for name in NAMES[1:]:
        rows = FOLDER.joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        assert {actor_id for row in rows for actor_id in row.split("\t")[1].split()} <= ids


def test_actors_have_known_codes_ranks_and_sources() -> None:
    codes = {land.state for land in lands().values()} | set(ontology.BODIES)
    for known in EVERYBODY:
        assert re.fullmatch(r"[A-Z]{3}(/[a-z0-9]+(-[a-z0-9]+)*)?", known.id), known.id
        assert known.country in codes, known.id
        assert set(known.sectors) <= set(ontology.SECTORS), known.id
        assert known.name
        assert known.name.isprintable(), known.id
        for office in known.offices:
            assert office.country in codes, known.id
            assert set(office.sectors) <= set(ontology.SECTORS), known.id
            assert 1 <= office.rank <= 6, known.id
            assert office.source in origins(), known.id
            assert office.from_on is None or office.until_on is None or office.from_on <= office.until_on, known.id


def test_an_open_office_says_when_it_was_last_seen() -> None:
    persons = [known for known in EVERYBODY if known.kind == "person"]
    assert [
        known.id for known in persons for office in known.offices if not office.told[1] and office.seen_on is None
    ] == []


def test_one_holder_at_a_time_of_the_highest_offices() -> None:
    """Heads of state and government of the largest states: by the middle of each year since 1995 somebody is known, and one only."""
    people = load_gazetteer().people
    for state in (
        "USA",
        "GBR",
        "FRA",
        "DEU",
        "RUS",
        "CHN",
        "IND",
        "BRA",
        "JPN",
        "KOR",
        "CAN",
        "AUS",
        "ITA",
        "ESP",
        "TUR",
        "MEX",
    ):
        for year in range(1995, 2026):
            found = [people.holders(state, name, date(year, 6, 30)) for name in ("president", "prime minister")]
            assert max(map(len, found)) == 1, (state, year, found)


def test_the_version_covers_the_digest_of_the_tables() -> None:
    told = FOLDER.joinpath(DIGEST).read_text(encoding="utf-8").strip()
    assert re.fullmatch("sha256:[0-9a-f]{64}", told)
    assert load_gazetteer().version == shipped_digest()


def test_rows_of_a_key_are_found_in_a_table(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text("a\t1\na\t2\nab\t3\nb c\t4\t\té\n", encoding="utf-8")
    table = SortedTable.open(path)
    assert [table.find(key) for key in ("a", "ab", "b c", "", "A", "zz", "é", "b")] == [
        [["1"], ["2"]], [["3"]], [["4", "", "é"]], [], [], [], [], [],
    ]  # fmt: skip
    assert [row[1] for row in table.holding("b")] == ["3", "4"]
    assert list(table.holding("4")) == list(table.holding("")) == []


def test_an_empty_table_and_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_bytes(b"")
    assert SortedTable.open(tmp_path / "x.tsv").find("a") == []
    with pytest.raises(DataError, match=r"y\.tsv cannot be read"):
        SortedTable.open(tmp_path / "y.tsv")


def test_how_fresh_a_source_is_tells_of_single_rows_beyond_its_last_day_and_counts_no_continent() -> None:
    fresh = to_freshness(load_gazetteer().people, date(2026, 11, 27))
    assert fresh.latest["h"] >= date(2026, 7, 20)
    assert "ATA" not in (*fresh.current, *fresh.last_known, *fresh.unknown)
