from __future__ import annotations

import contextlib
import gzip
from datetime import date
from pathlib import Path

import pytest

from onrecord.entries import CodedEvent
from onrecord.errors import ConfigError
from onrecord.exchange import BadRow, ImportLayout, Skipped, read_events
from onrecord.exchange.coded import gdelt_2
from onrecord.exchange.codes import columns_of
from tests.unit.exchange.samples import gdelt_fields, icews_line

ICEWS = "\t".join(columns_of("icews"))


def write(folder: Path, *lines: str, name: str = "events.tab") -> Path:
    path = folder / name
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def test_an_icews_row_becomes_an_event_with_its_row_as_evidence(tmp_path: Path) -> None:
    (event,) = read_events(write(tmp_path, ICEWS, icews_line()), "icews")
    assert isinstance(event, CodedEvent)
    assert (event.type, event.mode, event.quad, event.cameo, event.goldstein) == (
        "ACCUSE",
        "allege",
        3,
        "112",
        -2.0,
    )
    assert (event.actors[0].id, event.actors[0].country, event.actors[0].sectors) == (
        "CHL/rosa-quiroga",
        "CHL",
        ("GOV",),
    )
    assert event.recipients[0].id == "PRT"
    assert (event.first_on, event.place, event.place_country, event.outlets) == (
        date(2018, 6, 1),
        "Porto",
        "PRT",
        ("Gazette",),
    )
    assert event.row == icews_line()


@pytest.mark.parametrize(
    ("code", "type_"), [("40", "CONSULT"), ("040", "CONSULT"), ("211", "REQUEST"), ("1831", "ASSAULT")]
)
def test_a_leading_zero_that_a_spreadsheet_dropped_is_put_back(tmp_path: Path, code: str, type_: str) -> None:
    (event,) = read_events(write(tmp_path, ICEWS, icews_line(CAMEO_Code=code)), "icews")
    assert isinstance(event, CodedEvent)
    assert event.type == type_


def test_a_remark_is_skipped_with_its_reason_and_is_no_failure(tmp_path: Path) -> None:
    (told,) = read_events(write(tmp_path, ICEWS, icews_line(CAMEO_Code="010")), "icews")
    assert isinstance(told, Skipped)
    assert "010" in told.reason


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (icews_line(Event_Date="2018-13-01"), "no day"),
        (icews_line(CAMEO_Code="999"), "no CAMEO code"),
        (icews_line(CAMEO_Code="٣٤٥"), "no CAMEO code"),
        (icews_line(Event_ID="NA"), "Event ID"),
        (icews_line(Intensity="much"), "no number"),
        (icews_line(Intensity="inf"), "no number"),
        ("one\ttwo", "20 are needed"),
        (icews_line() + "\tmore", "20 are needed"),
    ],
)
def test_a_bad_row_fails_alone(tmp_path: Path, bad: str, why: str) -> None:
    good, told, other = read_events(write(tmp_path, ICEWS, icews_line(), bad, icews_line(Event_ID="902")), "icews")
    assert isinstance(good, CodedEvent)
    assert isinstance(told, BadRow)
    assert told.line == 3
    assert why in told.reason
    assert isinstance(other, CodedEvent)


def test_a_stray_quotation_mark_swallows_no_line(tmp_path: Path) -> None:
    lines = [icews_line(Event_ID=str(i), Source_Name='"Open (Chile)' if i == 1 else "Chile") for i in range(4)]
    told = list(read_events(write(tmp_path, ICEWS, *lines), "icews"))
    assert [one.source_id for one in told if isinstance(one, CodedEvent)] == ["0", "1", "2", "3"]


def test_quoted_fields_windows_lines_nul_and_gzip_are_read(tmp_path: Path) -> None:
    quoted = "\t".join(f'"{field}"' for field in icews_line().split("\t"))
    path, odd = tmp_path / "events.tab.gz", icews_line(City="Por\0to")
    path.write_bytes(gzip.compress(f"\ufeff{ICEWS}\r\n{quoted}\r\n\r\n{odd}\r\n".encode()))
    first, second = read_events(path, "icews")
    assert isinstance(first, CodedEvent)
    assert first.row == icews_line()
    assert isinstance(second, CodedEvent)
    assert "\0" not in second.row


def test_a_gzip_that_breaks_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "events.tab.gz"
    path.write_bytes(gzip.compress((ICEWS + "\n" + (icews_line() + "\n") * 5000).encode())[:-200])
    with pytest.raises(ConfigError, match="breaks off"):
        list(read_events(path, "icews"))


@pytest.mark.parametrize("n", [57, 58, 61])
def test_gdelt_of_every_age_is_read_without_a_header(tmp_path: Path, n: int) -> None:
    columns = {57: columns_of("gdelt")[:-1], 58: columns_of("gdelt"), 61: gdelt_2(columns_of("gdelt"))}[n]
    assert len(columns) == n
    line = "\t".join(gdelt_fields().get(name, "") for name in columns)
    (event,) = read_events(write(tmp_path, line), "gdelt")
    assert isinstance(event, CodedEvent)
    assert (event.type, event.n_reports, event.first_on) == ("ACCUSE", 4, date(2012, 5, 1))
    assert (event.actors[0].country, event.actors[0].sectors, event.recipients[0].id) == ("CHL", ("GOV",), "PRT")
    assert event.place_country == "PRT"
    assert event.outlets == (() if n == 57 else ("gazette.example",))


def test_gdelt_with_header_and_commas_is_read(tmp_path: Path) -> None:
    fields = gdelt_fields(ActionGeo_FullName='"Porto, Portugal"')
    (event,) = read_events(write(tmp_path, ",".join(fields), ",".join(fields.values())), "gdelt")
    assert isinstance(event, CodedEvent)
    assert event.place == "Porto, Portugal"


def test_an_open_quotation_mark_among_commas_costs_no_more_than_its_field(tmp_path: Path) -> None:
    good = ",".join(gdelt_fields(ActionGeo_FullName="Porto").values())
    path = write(tmp_path, ",".join(columns_of("gdelt")), good, '"open', *[good] * 1000)
    told = list(read_events(path, "gdelt"))
    assert isinstance(told[0], CodedEvent)
    assert any(isinstance(one, BadRow) for one in told)
    assert sum(isinstance(one, CodedEvent) for one in told) > 1


def test_codes_that_differ_from_iso_are_put_right(tmp_path: Path) -> None:
    line = "\t".join(
        gdelt_fields(Actor1Code="ROM", Actor1CountryCode="ROM", Actor1Type1Code="", ActionGeo_CountryCode="UP").values()
    )
    (event,) = read_events(write(tmp_path, line), "gdelt")
    assert isinstance(event, CodedEvent)
    assert (event.actors[0].id, event.place_country) == ("ROU", "UKR")


@pytest.mark.parametrize("layout", ["icews", "gdelt"])
def test_a_file_of_another_layout_is_told_in_one_line(tmp_path: Path, layout: str) -> None:
    with pytest.raises(ConfigError, match="columns"):
        list(read_events(write(tmp_path, "a,b,c", "1,2,3"), layout))  # type: ignore[arg-type]


def test_a_header_that_lacks_a_column_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'CAMEO Code'"):
        list(read_events(write(tmp_path, ICEWS.replace("CAMEO Code", "Code"), icews_line()), "icews"))


def test_a_missing_file_and_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be opened"):
        list(read_events(tmp_path / "none.tab", "icews"))
    assert list(read_events(write(tmp_path), "icews")) == []


@pytest.mark.parametrize("layout", ["icews", "gdelt", "ours"])
@pytest.mark.parametrize(
    "opening", [b"\xff\xfe\x00", b"%PDF-1.4\n\x00\xff", b"\x1f\x8b\x08garbage", b"PAR1nonsense", b"{\n", b"\n\n\t\t\n"]
)
def test_rubbish_gives_one_line_or_bad_rows_and_never_a_crash(tmp_path: Path, layout: str, opening: bytes) -> None:
    path = tmp_path / "rubbish"
    path.write_bytes(opening * 3)
    told: list[object] = []
    with contextlib.suppress(ConfigError):
        told = list(read_events(path, layout))  # type: ignore[arg-type]
    assert all(isinstance(one, BadRow) for one in told)


@pytest.mark.parametrize("mark", ["\t", ","])
@pytest.mark.parametrize("layout", ["icews", "gdelt", "ours"])
def test_a_file_of_polecat_is_told_with_its_name(tmp_path: Path, layout: ImportLayout, mark: str) -> None:
    path = write(tmp_path, mark.join(columns_of("polecat")), name="week.txt")
    with pytest.raises(ConfigError, match=r"^\S+week\.txt: .*its columns are those of POLECAT: cannot be imported"):
        list(read_events(path, layout))


def test_a_file_of_another_layout_names_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"events\.tab: .*its columns are those of ICEWS: --layout icews"):
        list(read_events(write(tmp_path, ICEWS, icews_line()), "gdelt"))


@pytest.mark.parametrize("where", range(3))
def test_a_line_that_is_too_long_fails_alone_and_the_rest_keep_their_numbers(
    tmp_path: Path, where: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.exchange.reading.BLOCK", 1_000)
    monkeypatch.setattr("onrecord.exchange.reading.MAX_ROW", 3_000)
    lines = [icews_line(Event_ID=str(n)) for n in range(3)]
    lines[where] = "x" * 20_000
    told = list(read_events(write(tmp_path, ICEWS, *lines), "icews"))
    assert [one.line for one in told if isinstance(one, BadRow)] == [where + 2]
    assert [one.source_id for one in told if isinstance(one, CodedEvent)] == [str(n) for n in range(3) if n != where]


@pytest.mark.parametrize("block", [1, 7, 1_000])
def test_lines_are_the_same_however_a_file_is_cut(tmp_path: Path, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, ICEWS, *(icews_line(Event_ID=str(n), City="São\u2028Tomé\x85") for n in range(5)))
    whole = list(read_events(path, "icews"))
    assert [one.place for one in whole if isinstance(one, CodedEvent)] == ["São\u2028Tomé"] * 5
    monkeypatch.setattr("onrecord.exchange.reading.BLOCK", block)
    assert list(read_events(path, "icews")) == whole


@pytest.mark.parametrize(
    ("address", "outlets"),
    [
        ("https://www.gazette.example:8080/a/b?c=//d.example/", ("gazette.example",)),
        (" http://GAZETTE.example", ("gazette.example",)),
        ("//gazette.example/a://b", ("gazette.example",)),
        ("BBC Monitoring", ()),
        ("http://[gazette", ()),
        ("", ()),
    ],
)
def test_the_outlet_of_a_gdelt_row_is_its_site(tmp_path: Path, address: str, outlets: tuple[str, ...]) -> None:
    fields = gdelt_fields(SOURCEURL=address)
    (event,) = read_events(write(tmp_path, "\t".join(fields), "\t".join(fields.values())), "gdelt")
    assert isinstance(event, CodedEvent)
    assert event.outlets == outlets
