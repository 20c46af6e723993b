"""What a plot must bear: one interval, thousands, names that mean harm. How it looks is for eyes (docs/ties.md)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord.entries import Dyad, EventEntry
from onrecord.errors import ConfigError
from onrecord.ties import build_ties
from onrecord.ties.plot import save_plot
from tests.unit.ties.entries import event

PAIR, DAY = Dyad("CHL", "PRT"), date(2021, 3, 18)


def pair(n: int, step: int, outlets: tuple[str, ...] = ("Gazette",)) -> list[EventEntry]:
    types = ("ACCUSE", "CONSULT", "SANCTION", "AID")
    return [
        event(f"e{i}", "CHL", types[i % 4], "PRT", DAY + timedelta(days=i * step), outlets=outlets) for i in range(n)
    ]  # fmt: skip


@pytest.mark.parametrize(("n", "step", "by"), [(1, 1, "month"), (3, 0, "day"), (40, 30, "month"), (400, 3, "day")])
def test_short_and_long_series_are_drawn_without_a_warning(n: int, step: int, by: str, tmp_path: Path) -> None:
    save_plot(build_ties(pair(n, step), PAIR, by=by), tmp_path / "ties.svg")  # type: ignore[arg-type]
    assert (tmp_path / "ties.svg").stat().st_size > 5_000


@pytest.mark.parametrize(
    "name", ["$\\frac{1}{0$", "人民日报", "a\n\x1b[31mb", "x" * 5000, "<script>alert(1)</script>&"]
)
def test_names_of_outlets_are_words_and_nothing_else(name: str, tmp_path: Path) -> None:
    told = build_ties(pair(30, 10, (name,)), PAIR, outlets=[name])
    for suffix in ("svg", "png"):
        save_plot(told, tmp_path / f"ties.{suffix}")
    assert b"<script>alert" not in (tmp_path / "ties.svg").read_bytes()


def test_without_matplotlib_the_mend_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    with pytest.raises(ConfigError, match=r"onrecord\[plot\]"):
        save_plot(build_ties(pair(3, 10), PAIR), tmp_path / "ties.svg")


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("matplotlib.figure.Figure.savefig", broken)
    with pytest.raises(ConfigError, match="No space left"):
        save_plot(build_ties(pair(3, 10), PAIR), tmp_path / "ties.svg")
    assert list(tmp_path.iterdir()) == []
