"""The figures of one direction: counts, tension, tone, turns and breaks, interval by interval."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.ties import periods
from onrecord.ties.breaks import find_breaks
from onrecord.ties.gather import Beside, Deed, Gathered
from onrecord.ties.periods import By
from onrecord.ties.sifting import Kept, Stretch, count_volume, group_rows, largest_outlet
from onrecord.ties.states import Apart, Break, Direction, Share, Tie, Turn
from onrecord.ties.tone import Z80, Z95, Levels, fit_tone
from onrecord.ties.turns import Counted, find_turns

Floats = NDArray[np.float64]
WEIGHTS = (0.0, 0.0, 1.0, 3.0)  # of a deed in the tension, by quad: verbal conflict 1, material conflict 3
N_DRIVERS = 5
NOTHING_APART = Apart()


class Figures(NamedTuple):
    """All that is told of one direction."""

    ties: tuple[Tie, ...] = ()
    turns: tuple[Turn, ...] = ()
    breaks: tuple[Break, ...] = ()


class Fitted(NamedTuple):
    """The tone's level, the first interval with events (before it there is no tone), and the positions of the breaks."""

    levels: Levels
    start: int
    breaks: tuple[int, ...]


def log_rate(weighted_conflict: float, n_all: float) -> float:
    """Tension: the log rate of weighted conflict among all events of the same outlets, log((C + 1/2) / N).

    >>> round(log_rate(10.0, 1000.0), 3)
    -4.556
    """
    return math.log((weighted_conflict + 0.5) / n_all)


def count_figures(
    gathered: Gathered,
    kept: Kept,
    direction: Direction,
    stretch: Stretch,
    volume: NDArray[np.int64] | None = None,
) -> Figures:
    """The figures of one direction over a stretch of intervals. `volume`: the denominators, where they are counted already."""
    if volume is None:
        volume = count_volume(gathered.volume, kept, stretch)
    deeds = group_rows(gathered.deeds, kept, direction, stretch)
    beside = group_rows(gathered.beside, kept, direction, stretch)
    fitted = fit_level(deeds, gathered.by)
    names = [periods.name_of(at, gathered.by) for at in range(stretch.first, stretch.last + 1)]
    tones = _tones(fitted, len(names))
    ties = tuple(
        _tie(stretch.first + t, gathered.by, deeds[t], beside[t], int(volume[t]), tones[t]) for t in range(len(names))
    )
    if fitted is None:
        return Figures(ties=ties)
    return Figures(
        ties=ties, turns=_turns(fitted, deeds, kept, gathered.by, names), breaks=_breaks(fitted, deeds, names)
    )


def fit_level(deeds: Sequence[Sequence[Deed]], by: By) -> Fitted | None:
    """The tone of a series; None where it has no deed at all."""
    events = np.array([len(group) for group in deeds], dtype=float)  # (T,)
    conflict = np.array([sum(deed.quad > 2 for deed in group) for group in deeds], dtype=float)
    if not events.any():
        return None
    breaks = find_breaks(conflict, events)
    levels = fit_tone(conflict, events, days=periods.LENGTH[by], breaks=breaks)
    return Fitted(levels, int(np.flatnonzero(events)[0]), breaks)


def _turns(
    fitted: Fitted, deeds: Sequence[Sequence[Deed]], kept: Kept, by: By, names: Sequence[str]
) -> tuple[Turn, ...]:
    outlets = [len({outlet for deed in group for outlet in deed.outlets}) for group in deeds]
    counted = Counted(fitted.levels, fitted.start, np.array([len(group) for group in deeds]), np.array(outlets))

    def without_largest(t: int) -> Levels | None:
        fewer = Kept(only=kept.only, without=largest_outlet(deeds[t]))
        left = [[deed for deed in group if fewer.holds(deed.outlets)] for group in deeds]
        again = fit_level(left, by) if left[t] else None
        return again.levels if again else None

    return tuple(
        Turn(
            kind=turn.kind,
            interval=names[turn.at],
            since=names[turn.since],
            until=names[turn.until],
            prob=round(turn.prob, 3),
            not_enough=turn.not_enough,
        )
        for turn in find_turns(counted, without_largest)
    )


def _breaks(fitted: Fitted, deeds: Sequence[Sequence[Deed]], names: Sequence[str]) -> tuple[Break, ...]:
    segments = [
        [deed.quad > 2 for group in deeds[begin:end] for deed in group]
        for begin, end in pairwise((0, *fitted.breaks, len(deeds)))
    ]
    shares = [round(sum(told) / len(told), 4) if told else 0.0 for told in segments]
    return tuple(
        Break(interval=names[at], share_before=before, share_after=after)
        for at, (before, after) in zip(fitted.breaks, pairwise(shares), strict=True)
    )


class _Tone(NamedTuple):
    """The tone of one interval, and whether it rose from the one before; the first one is held against an even share."""

    share: float | None = None
    band_80: Share | None = None
    band_95: Share | None = None
    got_worse: bool = True


def _tones(fitted: Fitted | None, n: int) -> list[_Tone]:
    """The tone of each of `n` intervals; before the first event there is none."""
    if fitted is None:
        return [_Tone()] * n
    levels, start = fitted.levels, fitted.start
    mean, low_80, high_80, low_95, high_95 = (levels.shares(z)[start:].tolist() for z in (0.0, -Z80, Z80, -Z95, Z95))
    bands = zip(zip(low_80, high_80, strict=True), zip(low_95, high_95, strict=True), strict=True)
    told = zip(mean, bands, [0.5, *mean], strict=False)
    return [_Tone()] * start + [_Tone(now, *both, now >= before) for now, both, before in told]


def _tie(at: int, by: By, deeds: list[Deed], beside: list[Beside], n_all: int, tone: _Tone) -> Tie:
    quads = count_quads(deeds)
    weighted = sum(weight * count for weight, count in zip(WEIGHTS, quads, strict=True))
    plover = [deed.plover_score for deed in deeds if deed.plover_score is not None]
    goldstein = [deed.goldstein for deed in deeds if deed.goldstein is not None]
    return Tie(
        interval=periods.name_of(at, by),
        first_on=periods.first_day(at, by),
        last_on=periods.last_day(at, by),
        n_events=len(deeds),
        n_outlets=len({outlet for deed in deeds for outlet in deed.outlets}),
        n_all=n_all,
        weighted_conflict=weighted,
        tension=log_rate(weighted, n_all) if n_all else None,
        tone=tone.share,
        tone_80=tone.band_80,
        tone_95=tone.band_95,
        quads=quads,
        types=tuple(sorted(Counter([deed.type for deed in deeds]).items(), key=lambda pair: (-pair[1], pair[0]))),
        plover_score=sum(plover) / len(plover) if plover else None,
        n_plover_score=len(plover),
        goldstein=sum(goldstein) / len(goldstein) if goldstein else None,
        n_goldstein=len(goldstein),
        ids=tuple(deed.id for deed in deeds),
        drivers=_drivers(deeds, worse=tone.got_worse),
        apart=_apart(beside),
    )


def _apart(beside: list[Beside]) -> Apart:
    if not beside:
        return NOTHING_APART
    return Apart(**{kind: tuple(row.id for row in beside if row.kind == kind) for kind in Apart.__slots__})


def count_quads(deeds: Iterable[Deed]) -> tuple[int, int, int, int]:
    """How many deeds are of each of PLOVER's four classes, in order."""
    counts = [0, 0, 0, 0]
    for deed in deeds:
        counts[deed.quad - 1] += 1
    return counts[0], counts[1], counts[2], counts[3]


def _drivers(deeds: list[Deed], *, worse: bool) -> tuple[str, ...]:
    """The deeds behind a move: conflict where it got worse, else cooperation; material before verbal, then the most told."""
    side = [deed for deed in deeds if (deed.quad > 2) == worse]
    heaviest = nsmallest(N_DRIVERS, side, key=lambda one: (one.quad % 2, -one.n_independent, str(one.first_on), one.id))
    return tuple(deed.id for deed in heaviest)
