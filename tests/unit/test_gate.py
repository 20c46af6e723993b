"""The gate: the weights that ship read the corpus' dev set no worse than when their floors were measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import gate


def test_the_shipped_reader_is_above_its_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main([]) == 0, capsys.readouterr().out
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 13
    assert all(line.startswith("ok") for line in told)


def test_floors_hold_for_their_dev_set_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "floors.json"
    other.write_text(json.dumps({"dev_sha256": "0" * 64, "floors": {}}), encoding="utf-8")
    monkeypatch.setattr(gate, "FLOORS", other)
    monkeypatch.setattr(gate, "of_corpus", lambda finder: {"corpus dev: event record, F1": 99.0})
    assert gate.main([]) == 1
    assert "not the one that the floors were measured on" in capsys.readouterr().out


def test_a_figure_under_its_floor_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(gate, "of_corpus", lambda finder: {"corpus dev: event record, F1": 1.0})
    assert gate.main([]) == 1
    assert "UNDER" in capsys.readouterr().out


def test_wrong_deeds_are_better_when_few() -> None:
    assert gate.is_under("corpus dev: wrong deeds, share of deeds", 12.0, 10.0)
    assert not gate.is_under("corpus dev: wrong deeds, share of deeds", 8.0, 10.0)
    assert gate.is_under("corpus dev: event record, F1", 59.0, 60.0)
    assert (
        gate.floor_of("corpus dev: wrong deeds, share of deeds", 8.0)
        > 8.0
        > gate.floor_of("corpus dev: event record, F1", 8.0)
    )
