"""The timeline of a dyad as geometry: what a template draws as SVG, with a link for each interval and without a script.

Four panels share one axis of intervals: tone with its bands, tension, deeds by class (cooperation up, conflict down), and how
much was told at all. All lengths are units of the viewBox.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from onrecord.ties import Series, Tie
from onrecord.ties.states import Share

WIDTH, LEFT, RIGHT = 960.0, 54.0, 12.0
TONE = (26.0, 150.0)  # top and bottom of each panel
TENSION = (182.0, 242.0)
DEEDS = (276.0, 396.0)
COVERAGE = (428.0, 458.0)
HEIGHT = 486.0
MAX_TICKS = 13
MAX_MARKS = 10  # intervals whose heaviest deed is marked
TURN_AT = TONE[0] - 6
DASH = 3.0  # the length of a line through one point


class Tick(NamedTuple):
    """A label on an axis, and where."""

    at: float
    label: str


class Bar(NamedTuple):
    """A rectangle of a class."""

    name: str
    x: float
    y: float
    width: float
    height: float


class Column(NamedTuple):
    """An interval: its place as it is written, and what is told of it."""

    interval: str
    x: str
    width: str
    told: str
    is_chosen: bool


class Deed(NamedTuple):
    """A deed to be marked: its entry's id, its class, and what is told of it."""

    entry_id: str
    quad: int
    told: str


class Mark(NamedTuple):
    """A deed on the line of tone."""

    x: float
    y: float
    deed: Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All that is drawn of one direction of a dyad: bands, lines and coverage are paths, `bars` a class and its path for each."""

    columns: tuple[Column, ...]
    band_80: str
    band_95: str
    tone: str
    tension: str
    bars: tuple[tuple[str, str], ...]
    coverage: str
    ticks: tuple[Tick, ...]
    deed_ticks: tuple[Tick, ...]
    tension_ticks: tuple[Tick, ...]
    turns: tuple[Tick, ...]
    breaks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    most_told: int


def find_moves(series: Series) -> list[Tie]:
    """The intervals in which the tone moved most, at most `MAX_MARKS`, of those with a deed behind it."""
    moves = [
        (abs(after.tone - before.tone), after)
        for before, after in pairwise(series.ties)
        if before.tone is not None and after.tone is not None and after.drivers
    ]
    return [tie for _, tie in sorted(moves, key=lambda move: -move[0])[:MAX_MARKS]]


def draw(series: Series, chosen: str | None, deeds: Mapping[str, Deed]) -> Chart | None:
    """The geometry of a series; None where it has no interval. `chosen` is the interval that is opened, `deeds` are marked at theirs."""
    ties = series.ties
    if not ties:
        return None
    step = (WIDTH - LEFT - RIGHT) / len(ties)
    at = {tie.interval: LEFT + number * step for number, tie in enumerate(ties)}
    middles = {interval: f"{x + step / 2:.1f}" for interval, x in at.items()}
    width = max(step * 0.72, 0.8)
    boxes = _Boxes(width=f"{width:.1f}", lefts={name: f"{x + (step - width) / 2:.1f}" for name, x in at.items()})
    most = max(max(sum(tie.quads[:2]), sum(tie.quads[2:])) for tie in ties) or 1
    told = [tie.tension for tie in ties if tie.tension is not None]
    low, high = (min(told), max(told)) if told else (0.0, 1.0)
    span = (low - 0.05, high + 0.05) if high - low < 0.1 else (low, high)
    most_told = max(tie.n_all for tie in ties) or 1
    return Chart(
        columns=tuple(
            Column(tie.interval, f"{at[tie.interval]:.1f}", f"{step:.1f}", _tell(tie), tie.interval == chosen)
            for tie in ties
        ),
        band_80=_band([(middles[t.interval], t.tone_80) for t in ties if t.tone_80 is not None]),
        band_95=_band([(middles[t.interval], t.tone_95) for t in ties if t.tone_95 is not None]),
        tone=_line([(middles[t.interval], _scale(t.tone, TONE, 1.0, 0.0)) for t in ties if t.tone is not None]),
        tension="".join(
            _stroke(
                [(middles[t.interval], _scale(t.tension, TENSION, *span)) for t in stretch],
                at[stretch[0].interval] + step / 2,
            )
            for stretch in series.stretches
        ),
        bars=_paths(ties, boxes, most),
        coverage="".join(_coverage(tie, boxes, most_told) for tie in ties if tie.n_all),
        ticks=_ticks([tie.interval for tie in ties], at),
        deed_ticks=(Tick(DEEDS[0], str(most)), Tick(sum(DEEDS) / 2, "0"), Tick(DEEDS[1], str(most))),
        tension_ticks=(Tick(TENSION[0], _signed(span[1])), Tick(TENSION[1], _signed(span[0]))),
        turns=tuple(
            Tick(at[t.interval] + step / 2, t.kind) for t in series.turns if t.interval in at and not t.not_enough
        ),
        breaks=tuple(
            Tick(at[b.interval], f"{b.share_before:.0%} → {b.share_after:.0%}")
            for b in series.breaks
            if b.interval in at
        ),
        marks=tuple(
            Mark(at[t.interval] + step / 2, _scale(t.tone, TONE, 1.0, 0.0), deeds[t.interval])
            for t in ties
            if t.interval in deeds
        ),
        most_told=most_told,
    )


def sparkline(
    values: Sequence[int], others: Sequence[int], width: float = 120.0, height: float = 28.0
) -> tuple[list[Bar], list[Bar]]:
    """Counts as bars upward from a middle line, and others downward from it."""
    most = max((*values, *others), default=0) or 1
    step, middle = width / max(len(values), 1), height / 2
    up = [
        Bar("up", x * step, middle - v / most * middle, step * 0.8, v / most * middle)
        for x, v in enumerate(values)
        if v
    ]
    down = [Bar("down", x * step, middle, step * 0.8, v / most * middle) for x, v in enumerate(others) if v]
    return up, down


def _tell(tie: Tie) -> str:
    """An interval in words, for a pointer and for those who do not see it."""
    if not tie.n_events:
        return f"{tie.interval}: no deed"
    tone = f", tone {tie.tone:.2f}" if tie.tone is not None else ""
    outlets = f"{tie.n_outlets} outlet{'s' * (tie.n_outlets != 1)}"
    return f"{tie.interval}: {tie.n_conflict} of {tie.n_events} deeds conflict{tone}; {outlets}"


def _signed(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


def _scale(value: float | None, panel: tuple[float, float], low: float, high: float) -> float:
    """Where a value lies in a panel: `low` at its bottom, `high` at its top. A tone of 1 (conflict) is the bottom."""
    top, bottom = panel
    return bottom - ((value or 0.0) - low) / (high - low) * (bottom - top)


def _line(points: Iterable[tuple[str, float]]) -> str:
    """A path through points whose x is written already: intervals share theirs."""
    told = " L".join([f"{x} {y:.1f}" for x, y in points])
    return f"M{told}" if told else ""


def _stroke(points: Sequence[tuple[str, float]], x: float) -> str:
    """A line; of one point alone, at `x`, a dash, or it would not be seen."""
    if len(points) > 1:
        return _line(points)
    ((_, y),) = points
    return _line([(f"{x - DASH / 2:.1f}", y), (f"{x + DASH / 2:.1f}", y)])


def _band(told: Sequence[tuple[str, Share]]) -> str:
    if not told:
        return ""
    upper = [(x, _scale(band[0], TONE, 1.0, 0.0)) for x, band in told]
    lower = [(x, _scale(band[1], TONE, 1.0, 0.0)) for x, band in reversed(told)]
    return _line([*upper, *lower]) + " Z"


class _Boxes(NamedTuple):
    """How bars are written: the width of all, and where those of each interval begin."""

    width: str
    lefts: Mapping[str, str]

    def box(self, interval: str, y: float, height: float) -> str:
        return f"M{self.lefts[interval]} {y:.1f}h{self.width}v{height:.1f}h-{self.width}z"


def _paths(ties: Iterable[Tie], boxes: _Boxes, most: int) -> tuple[tuple[str, str], ...]:
    """Cooperation upward from the middle, conflict downward, the material next to the line.

    All bars of a class are one path: a page of twenty years has thousands.
    """
    middle, half = sum(DEEDS) / 2, (DEEDS[1] - DEEDS[0]) / 2
    found: defaultdict[str, list[str]] = defaultdict(list)
    for tie in ties:
        for first, second, sign in ((2, 1, -1), (4, 3, 1)):
            edge = middle
            for quad in (first, second):
                height = tie.quads[quad - 1] / most * half
                if height:
                    found[f"quad-{quad}"].append(boxes.box(tie.interval, edge - height if sign < 0 else edge, height))
                    edge += sign * height
    return tuple((name, "".join(told)) for name, told in sorted(found.items()))


def _coverage(tie: Tie, boxes: _Boxes, most: int) -> str:
    height = tie.n_all / most * (COVERAGE[1] - COVERAGE[0])
    return boxes.box(tie.interval, COVERAGE[1] - height, height)


def _ticks(intervals: Sequence[str], at: dict[str, float]) -> tuple[Tick, ...]:
    """Labels that do not touch: each year where there are many intervals, else every so many."""
    if len(intervals) > MAX_TICKS and len(intervals[0]) > 4:
        starts = [name for before, name in zip(["", *intervals], intervals, strict=False) if name[:4] != before[:4]]
        every = max(1, -(-len(starts) // MAX_TICKS))
        return tuple(Tick(at[name], name[:4]) for name in starts[::every])
    every = max(1, -(-len(intervals) // MAX_TICKS))
    return tuple(Tick(at[name], name) for name in intervals[::every])
