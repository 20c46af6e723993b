"""What is kept while a server runs is what counting again would give, or says how old it is."""

from __future__ import annotations

import gc
import time
from datetime import date
from pathlib import Path

import pytest

from onrecord.dyads import load_ties
from onrecord.entries import CodedEvent, Dyad, QuoteEntry
from onrecord.record import Record
from onrecord.ties import DIRECTIONS, By
from onrecord.web import Settings, standing
from onrecord.web.asked import AskedTies
from onrecord.web.standing import Standing
from tests.web_record import NORWAY, PERU

PAIR = Dyad("NOR", "PER")
SEVEN_MORE = {"type": "ACCUSE", "quad": 3, "actors": (NORWAY,), "recipients": (PERU,), "outlets": ("Wire",)}


def _ask(**asked: object) -> AskedTies:
    return AskedTies.model_validate(asked)


@pytest.fixture
def place(record_path: Path, tmp_path: Path) -> Path:
    """A record that may grow."""
    copy = tmp_path / "onrecord.db"
    copy.write_bytes(record_path.read_bytes())
    return copy


def _grow(place: Path) -> None:
    with Record.open(place) as record:
        record.add_coded(
            CodedEvent(
                source="icews", source_id=f"more {n}", row=f"row {n}", first_on=date(2023, 3, 1 + n), **SEVEN_MORE
            )  # type: ignore[arg-type]
            for n in range(7)
        )


@pytest.mark.parametrize("by", ["month", "week"])
def test_ties_are_those_of_the_record_in_either_order_and_each_direction(place: Path, by: By) -> None:
    stands = Standing(Settings(record=str(place)))
    with stands.record() as record:
        for dyad in (Dyad("CHL", "PRT"), Dyad("PRT", "CHL")):
            whole = load_ties(record, dyad, by=by)
            assert stands.ties(record, dyad, _ask(by=by)).value == whole
            for way, series in zip(DIRECTIONS, whole.series, strict=True):
                assert stands.ties(record, dyad, _ask(by=by), (way,)).value.series == (series,)
    stands.close()


def test_both_sides_are_heard_first(record_path: Path) -> None:
    with Record.open(record_path, readonly=True) as record:
        ties = load_ties(record, Dyad("CHL", "PRT"), by="year").both.ties
        said = [record.entries(tie.apart.statements) for tie in ties]
    told = [[one.speaker_country for one in entries[:4] if isinstance(one, QuoteEntry)] for entries in said]
    assert any(sorted(set(speakers), key=str) == ["CHL", "PRT"] for speakers in told)


def test_a_figure_is_kept_as_long_as_the_log_stands(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "DEAR_S", 1e9)
    stands = Standing(Settings(record=str(place)))
    with stands.record() as record:
        first = stands.ties(record, PAIR, _ask())
        assert stands.ties(record, PAIR, _ask()) is first
    _grow(place)
    with stands.record() as record:
        after = stands.ties(record, PAIR, _ask())
    assert sum(tie.n_events for tie in after.value.both.ties) == sum(tie.n_events for tie in first.value.both.ties) + 7
    assert after.change > first.change
    stands.close()


def test_a_dear_figure_is_shown_as_it_was_and_renewed_meanwhile(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "DEAR_S", -1.0)
    monkeypatch.setattr(standing, "SHARE", 0)
    stands = Standing(Settings(record=str(place), stale_s=0.0))
    with stands.record() as record:
        first = stands.counts(record)
        _grow(place)
        assert stands.counts(record) is first
        for _ in range(100):
            if (renewed := stands.counts(record)) is not first:
                break
            time.sleep(0.05)
    assert renewed.value["event"] == first.value["event"] + 7
    stands.close()


def test_an_old_dear_figure_is_waited_for(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "DEAR_S", -1.0)
    monkeypatch.setattr(standing, "SHARE", 0)
    monkeypatch.setattr(standing, "OLD_S", 0.0)
    stands = Standing(Settings(record=str(place), stale_s=0.0))
    with stands.record() as record:
        before = stands.counts(record).value["event"]
        _grow(place)
        assert stands.counts(record).value["event"] == before + 7
    stands.close()


def test_the_busiest_pairs_are_counted_at_the_start(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "DEAR_DEEDS", 5)
    stands = Standing(Settings(record=str(place)))
    stands.warm()
    with stands.record() as record:
        for _ in range(200):
            if any(isinstance(key, tuple) and key[:2] == ("ties", PAIR) for key in stands._kept):
                break
            time.sleep(0.05)
        kept = next(
            found for key, found in stands._kept.items() if isinstance(key, tuple) and key[:2] == ("ties", PAIR)
        )
        assert stands.ties(record, PAIR, _ask(), ("both",)) is kept
    stands.close()


def test_what_was_counted_at_the_start_is_out_of_the_collectors_reach(place: Path) -> None:
    gc.unfreeze()
    stands = Standing(Settings(record=str(place)))
    stands.warm()
    for _ in range(200):
        if gc.get_freeze_count():
            break
        time.sleep(0.05)
    stands.close()
    assert gc.get_freeze_count() > 1_000
