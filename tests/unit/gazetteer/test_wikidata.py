from __future__ import annotations

import bz2
import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import ConfigError
from onrecord.gazetteer import Gazetteer, load_gazetteer
from onrecord.gazetteer.wikidata import import_dump, spool
from onrecord.gazetteer.wikidata.entity import read_entity
from onrecord.gazetteer.wikidata.sorting import sort_lines
from tests.unit.gazetteer.dump import BODIES, NORWAY, OFFICES, OTHERS, PEOPLE, dump, lines

DAY = date(2026, 6, 1)


def tables_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wikidata")
    (place / "latest-all.json").write_bytes(dump())
    outcome = import_dump(place / "latest-all.json", place / "tables")
    assert (outcome.n_persons, outcome.n_bodies, outcome.n_bad, outcome.day) == (5, 2, 0, "2026-07-01")
    return place / "tables"


@pytest.fixture(scope="module")
def gazetteer(folder: Path) -> Gazetteer:
    return load_gazetteer((folder,))


def test_offices_have_their_days_country_and_source(gazetteer: Gazetteer) -> None:
    astrid = gazetteer.people.by_id("NOR/astrid-eksempel")
    assert astrid is not None
    told = [(office.name, office.told, office.rank, office.source) for office in astrid.offices]
    assert told == [
        ("foreign minister", ("2021-10-14", "2023-05"), 2, "w"),
        ("prime minister", ("2026-02-01", ""), 1, "w"),
    ]
    assert (astrid.gender, astrid.wikidata, astrid.own, astrid.names[1]) == ("f", "Q800001", True, "A. Eksempel")


def test_an_open_office_is_last_known_after_the_day_of_the_dump(gazetteer: Gazetteer) -> None:
    astrid = gazetteer.people.holders("NOR", "prime minister", DAY)[0]
    held = astrid.office_on(date(2026, 7, 2))
    assert held is not None
    assert held.status == "last known"


def test_a_namesake_has_his_number_behind_his_id(gazetteer: Gazetteer) -> None:
    assert [known.id for known in gazetteer.people.find("Astrid Eksempel")] == [
        "NOR/astrid-eksempel",
        "NOR/astrid-eksempel-q800002",
    ]


def test_who_ships_too_keeps_the_id(gazetteer: Gazetteer) -> None:
    erna = gazetteer.people.by_id("NOR/erna-solberg")
    assert erna is not None
    assert erna.own


@pytest.mark.parametrize("name", ["Gone Long Ago", "A Bishop", "Once Minister", "Forgotten Member", "Unread Party"])
def test_what_does_not_count_is_left_out(gazetteer: Gazetteer, name: str) -> None:
    assert not [known for known in gazetteer.people.find(name) if known.own]


def test_the_head_of_a_part_of_a_country_is_no_head_of_state(gazetteer: Gazetteer) -> None:
    assert [known.rank for known in gazetteer.people.find("Head Ofbergen")] == [4]


def test_nobody_holds_an_office_after_death(gazetteer: Gazetteer) -> None:
    (dead,) = gazetteer.people.find("Dead Member")
    assert dead.offices[0].told == ("2013-10-01", "2015-06-30")
    assert dead.sectors_on(DAY) == ("ELI",)


def test_bodies_have_sectors_and_country(gazetteer: Gazetteer) -> None:
    (party,) = gazetteer.people.find("Harbour Party")
    (league,) = gazetteer.people.find("League of Lighthouses")
    assert (party.id, party.sectors) == ("NOR/harbour-party", ("PTY",))
    assert (league.id, league.country) == ("IGO/league-of-lighthouses", "IGO")


@pytest.mark.parametrize(("ending", "pack"), [(".json.gz", gzip.compress), (".json.bz2", bz2.compress)])
def test_a_packed_dump_gives_the_same_tables(folder: Path, tmp_path: Path, ending: str, pack: object) -> None:
    path = tmp_path / f"latest-all{ending}"
    path.write_bytes(pack(dump()))  # type: ignore[operator]
    import_dump(path, tmp_path / "tables")
    assert tables_of(tmp_path / "tables") == tables_of(folder)


def test_the_order_of_the_dump_does_not_matter(folder: Path, tmp_path: Path) -> None:
    told = lines(OFFICES, BODIES, [NORWAY], PEOPLE, OTHERS)
    told.sort(key=lambda line: line[::-1])
    (tmp_path / "latest-all.json").write_bytes(dump(told))
    import_dump(tmp_path / "latest-all.json", tmp_path / "tables")
    assert tables_of(tmp_path / "tables") == tables_of(folder)


@pytest.mark.parametrize("ending", [".json", ".json.gz", ".json.bz2"])
def test_a_run_that_was_stopped_goes_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"latest-all{ending}"
    path.write_bytes({".json": bytes, ".json.gz": gzip.compress, ".json.bz2": bz2.compress}[ending](dump()))
    monkeypatch.setattr(spool, "CHECKPOINT", 4)
    n_read = 0

    def stop(line: bytes) -> object:
        nonlocal n_read
        n_read += 1
        if n_read == 11:
            raise KeyboardInterrupt
        return read_entity(line)

    monkeypatch.setattr(spool, "read_entity", stop)
    with pytest.raises(KeyboardInterrupt):
        import_dump(path, tmp_path / "tables")
    assert not (tmp_path / "tables").exists()
    import_dump(path, tmp_path / "tables")
    assert n_read < 11 + len(lines(OTHERS, PEOPLE, BODIES, [NORWAY], OFFICES)) - 5  # it did not begin anew
    assert tables_of(tmp_path / "tables") == tables_of(folder)
    assert not (tmp_path / "tables.part").exists()


@pytest.mark.parametrize("ending", [".json", ".json.gz", ".json.bz2"])
def test_a_dump_that_is_cut_off_is_told_and_gone_on_with(folder: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"latest-all{ending}"
    whole = {".json": bytes, ".json.gz": gzip.compress, ".json.bz2": bz2.compress}[ending](dump())
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ConfigError, match="ends in the middle"):
        import_dump(path, tmp_path / "tables")
    assert not (tmp_path / "tables").exists()
    path.write_bytes(whole)
    import_dump(path, tmp_path / "tables")
    assert tables_of(tmp_path / "tables") == tables_of(folder)


def test_lines_that_are_no_entities_are_counted(folder: Path, tmp_path: Path) -> None:
    told = [
        '{"type":"item","id":"Q1"', "null", '{"type":"item","claims":{"P39":7},"id":"Q2"}', '{"id":3}', *lines(PEOPLE, BODIES),
        *lines([NORWAY], OFFICES, OTHERS), '{"type":"item","id":"Q5","claims":{"P39":[{"mainsnak":"x"}],"P31":[7]},"labels":{"en":5}}',
    ]  # fmt: skip
    (tmp_path / "latest-all.json").write_bytes(dump(told))
    outcome = import_dump(tmp_path / "latest-all.json", tmp_path / "tables")
    assert outcome.n_bad == 3
    assert tables_of(tmp_path / "tables") == tables_of(folder)


@pytest.mark.parametrize(
    "content", [b"", b"[\n]\n", b"hello\n" * 500, b'{"id": "a1", "text": "x"}\n', b"\x1f\x8bxx", b"BZhxx"]
)
def test_what_is_no_dump_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "latest-all.json").write_bytes(content)
    with pytest.raises(ConfigError, match=r"holds no entities|ends in the middle"):
        import_dump(tmp_path / "latest-all.json", tmp_path / "tables")
    assert not (tmp_path / "tables").exists()


def test_lines_are_sorted_in_runs(tmp_path: Path) -> None:
    told = [f"{number}\n".encode() for number in (7_919 * n % 10_007 for n in range(1_000))]
    assert list(sort_lines(iter(told), tmp_path, "x", run=7)) == sorted(told)
    assert not list(tmp_path.iterdir())


def test_a_new_import_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    for people in (PEOPLE, PEOPLE[:1]):
        (tmp_path / "latest-all.json").write_bytes(dump(lines(people, [NORWAY], OFFICES)))
        import_dump(tmp_path / "latest-all.json", tmp_path / "tables")
    assert (tmp_path / "tables" / "actors.tsv").read_text(encoding="utf-8").count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["latest-all.json", "tables"]


def test_blanks_behind_marks_change_nothing(folder: Path, tmp_path: Path) -> None:
    told = [json.dumps(json.loads(line)) for line in lines(OTHERS, PEOPLE, BODIES, [NORWAY], OFFICES)]
    (tmp_path / "spaced.json").write_bytes(dump(told))
    import_dump(tmp_path / "spaced.json", tmp_path / "tables")
    assert tables_of(tmp_path / "tables") == tables_of(folder)
