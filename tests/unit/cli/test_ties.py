"""ties, import-events and export, from the command line to the file."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest

from onrecord.cli.tie_pretty import spark
from onrecord.exchange.codes import columns_of
from tests.unit.exchange.samples import icews_line

OUTLETS = ("Gazette", "Herald", "Courier", "Mail", "Post")


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *words],
        cwd=folder, capture_output=True, text=True, timeout=120, env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip


def write_icews(path: Path, n_months: int = 40) -> None:
    """A quiet pair that falls out in the last three months, and others that go on."""
    lines = ["\t".join(columns_of("icews"))]
    number = 0
    for month in range(n_months):
        for i in range(20):
            number += 1
            conflict = i % 5 < (4 if month >= n_months - 3 else 1)
            day = f"{2015 + month // 12}-{month % 12 + 1:02}-{i + 1:02}"
            code, scale = ("112", "-2") if conflict else ("040", "1")
            pair = ("Chile", "Portugal") if i % 2 else ("Portugal", "Chile")
            lines.append(
                icews_line(
                    Event_ID=str(number), Event_Date=day, CAMEO_Code=code, Intensity=scale, Source_Name=pair[0], Source_Country=pair[0],
                    Target_Name=pair[1], Target_Country=pair[1], Publisher=OUTLETS[i % 3],
                )
            )  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of imported events."""
    folder = tmp_path_factory.mktemp("ties")
    write_icews(folder / "events.tab")
    told = run("import-events", "events.tab", "--layout", "icews", folder=folder)
    assert told.returncode == 0, told.stderr
    assert "800 events added, 0 known already, 0 skipped, 0 failed" in told.stderr
    return folder


def test_outlets_that_name_none(loaded: Path) -> None:
    told = run("ties", "CHL", "PRT", "--outlets", " , ", folder=loaded)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("onrecord: --outlets names no outlet")


def test_a_second_load_changes_nothing(loaded: Path) -> None:
    told = run("import-events", "events.tab", "--layout", "icews", folder=loaded)
    assert "0 events added, 800 known already" in told.stderr


def test_ties_are_told_at_80_columns_with_ids(loaded: Path) -> None:
    told = run("ties", "Chile", "PRT", folder=loaded)
    assert told.returncode == 0, told.stderr
    assert max(map(len, told.stdout.splitlines())) <= 80
    words = " ".join(told.stdout.split())
    assert "A new low: worse than every interval from 2015-01" in words
    assert "The counts break at 2018-02" in words
    assert "CHL → PRT" in words
    assert "PRT → CHL" in words


def test_json_and_csv_hold_every_id(loaded: Path) -> None:
    told = json.loads(run("ties", "CHL", "PRT", "--format", "json", folder=loaded).stdout)
    forth, back, both = told["series"]
    assert sum(len(tie["ids"]) for tie in both["ties"]) == 800
    assert sum(tie["n_events"] for one in (forth, back) for tie in one["ties"]) == 800
    rows = list(csv.DictReader(io.StringIO(run("ties", "CHL", "PRT", "--format", "csv", folder=loaded).stdout)))
    assert len(rows) == 3 * 40
    assert [len(row["ids"].split()) for row in rows[80:]] == [len(tie["ids"]) for tie in both["ties"]]


def test_outlets_and_days_cut(loaded: Path) -> None:
    words = (
        "ties",
        "CHL",
        "PRT",
        "--format",
        "json",
        "--outlets",
        "Gazette,Herald",
        "--from",
        "2016-01-01",
        "--until",
        "2016-12-31",
    )
    told = json.loads(run(*words, folder=loaded).stdout)
    assert told["outlets"] == ["Gazette", "Herald"]
    assert [tie["interval"] for tie in told["series"][2]["ties"]][::11] == ["2016-01", "2016-12"]
    dropped = json.loads(run("ties", "CHL", "PRT", "--format", "json", "--drop-largest", folder=loaded).stdout)
    assert dropped["dropped"] == "Gazette"


def test_half_an_interval_is_widened_to_a_whole_one(loaded: Path) -> None:
    words = ("ties", "CHL", "PRT", "--format", "json", "--from", "2016-03-15", "--until", "2016-03-20")
    (tie,) = json.loads(run(*words, folder=loaded).stdout)["series"][2]["ties"]
    assert (tie["interval"], tie["n_events"], tie["n_all"]) == ("2016-03", 20, 20)


def test_as_of_a_day_before_anything_was_loaded_there_is_nothing(loaded: Path) -> None:
    assert "no deed on record" in run("ties", "CHL", "PRT", "--as-of", "2020-01-01", folder=loaded).stdout
    now = json.loads(run("ties", "CHL", "PRT", "--format", "json", folder=loaded).stdout)
    assert (
        json.loads(run("ties", "CHL", "PRT", "--format", "json", "--as-of", "2999-01-01", folder=loaded).stdout) == now
    )


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_a_plot_is_drawn_the_same_each_time(loaded: Path, suffix: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.{suffix}" for name in "ab"]
    for path in paths:
        assert run("ties", "CHL", "PRT", "--plot", str(path), folder=loaded).returncode == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()
    if suffix == "svg":
        assert ET.parse(paths[0]).getroot().tag.endswith("svg")  # noqa: S314 - our own file
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("ties", "CHL", "CHL"), "give two"),
        (("ties", "CHL", "Atlantis"), "'Atlantis'"),
        (("ties", "CHL", "PRT", "--outlets", "Gazete"), "no outlet on record is called 'Gazete'"),
        (("ties", "CHL", "PRT", "--from", "2016-13-01"), "2016-13-01"),
        (("ties", "CHL", "PRT", "--from", "2017-01-01", "--until", "2016-01-01"), "turn them round"),
        (("ties", "CHL", "PRT", "--by", "day", "--from", "1800-01-01"), "no more than 20,000 are counted"),
        (("ties", "CHL", "PRT", "--plot", "a.gif"), ".svg"),
        (("ties", "CHL", "PRT", "--plot", "none/a.svg"), "cannot be written"),
        (("ties", "CHL", "ISL", "--plot", "a.svg"), "nothing to draw"),
        (("ties", "CHL", "PRT", "--record", "none.db"), "none.db"),
        (("export", "--layout", "icews", "--format", "parquet"), "leave --format out"),
        (("export", "--layout", "icews", "--what", "quotes"), "no statements"),
        (("export", "--spreadsheet-safe"), "--format csv"),
        (("export", "--format", "parquet", "-o", "none/a.parquet"), "cannot be written"),
        (("import-events", "none.tab", "--layout", "icews"), "cannot be opened"),
        (("import-events", "events.tab", "--layout", "gdelt"), "columns"),
    ],
)
def test_wrong_use_is_one_line(loaded: Path, words: tuple[str, ...], why: str) -> None:
    told = run(*words, folder=loaded)
    assert told.returncode == 2
    assert told.stdout == ""
    assert why in told.stderr
    assert told.stderr.startswith("onrecord: ")
    assert len(told.stderr.splitlines()) == 1


def test_a_file_of_another_layout_makes_no_record(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    assert run("import-events", "x.csv", "--layout", "icews", folder=tmp_path).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


def test_bad_rows_become_failures_and_the_rest_is_loaded(tmp_path: Path) -> None:
    lines = [
        "\t".join(columns_of("icews")),
        icews_line(),
        icews_line(Event_ID="2", Event_Date="soon"),
        icews_line(Event_ID="3", CAMEO_Code="010"),
    ]
    (tmp_path / "events.tab").write_text("\n".join(lines))
    told = run("import-events", "events.tab", "--layout", "icews", folder=tmp_path)
    assert told.returncode == 1
    assert "3 rows: 1 events added, 0 known already, 1 skipped, 1 failed" in told.stderr
    assert "plain public remark" in told.stderr


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_an_export_loads_into_another_record_and_the_ties_are_the_same(loaded: Path, form: str, tmp_path: Path) -> None:
    out = tmp_path / f"events.{form}"
    told = run("export", "--format", form, "--output", str(out), folder=loaded)
    assert told.returncode == 0, told.stderr
    assert "800 events written" in told.stderr
    assert run("import-events", str(out), "--layout", "ours", folder=tmp_path).returncode == 0
    figures = [
        json.loads(run("ties", "CHL", "PRT", "--format", "json", folder=place).stdout) for place in (loaded, tmp_path)
    ]
    for one in figures:
        for series in one["series"]:
            series["said"] = ""  # ids are of the one record or the other
            for tie in series["ties"]:
                tie["ids"], tie["drivers"] = len(tie["ids"]), len(tie["drivers"])
    assert figures[0] == figures[1]


def test_export_to_a_pipe_is_complete_and_silent_elsewhere(loaded: Path) -> None:
    told = run("export", "--layout", "icews", "--party", "Chile", "--from", "2016-01-01", folder=loaded)
    rows = list(csv.reader(io.StringIO(told.stdout), delimiter="\t"))
    assert len(rows) == 1 + 28 * 20
    assert "560 events written" in told.stderr


def test_quotes_are_exported_too(loaded: Path, tmp_path: Path) -> None:
    out = tmp_path / "quotes.parquet"
    assert run("export", "--what", "quotes", "--format", "parquet", "-o", str(out), folder=loaded).returncode == 0
    assert pq.read_table(out).num_rows == 0


def test_a_long_series_is_averaged_into_a_sparkline() -> None:
    assert len(spark([float(i) for i in range(1000)])) == 58
    assert spark([1.0, 1.0]) == "▁▁"
    assert spark([]) == ""
