"""The figures of one direction: counts, tension, tone, turns and breaks, interval by interval."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import count, pairwise, repeat
from operator import mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.ties import periods
from onrecord.ties.breaks import find_breaks
from onrecord.ties.gather import Beside, Deed, Gathered, Outlets
from onrecord.ties.periods import By
from onrecord.ties.sifting import Kept, Stretch, count_volume, group_rows, largest_outlet
from onrecord.ties.states import Apart, Break, Direction, Share, Tie, Turn
from onrecord.ties.tone import Z80, Z95, Levels, fit_tone
from onrecord.ties.turns import Counted, find_turns

Floats = NDArray[np.float64]
Quads = tuple[int, int, int, int]
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
    by, groups = gathered.by, group_rows(gathered.deeds, kept, direction, stretch)
    columns = [_Columns.of(group) for group in groups]
    quads = [one.quads for one in columns]
    fitted = fit_level(quads, by)
    ties = tuple(
        map(
            _tie, repeat(by), count(stretch.first), columns, group_rows(gathered.beside, kept, direction, stretch),
            volume.tolist(), _tones(fitted, len(groups)),
        )
    )  # fmt: skip
    if fitted is None:
        return Figures(ties=ties)
    return Figures(ties=ties, turns=_turns(fitted, groups, ties, kept, by), breaks=_breaks(fitted, ties))


def fit_level(quads: Sequence[Quads], by: By) -> Fitted | None:
    """The tone of a series, from how many deeds of each class its intervals have; None where it has no deed at all."""
    of_class = np.array(quads, dtype=float)  # (T, 4)
    events, conflict = of_class.sum(axis=1), of_class[:, 2:].sum(axis=1)  # (T,)
    if not events.any():
        return None
    breaks = find_breaks(conflict, events)
    levels = fit_tone(conflict, events, days=periods.LENGTH[by], breaks=breaks)
    return Fitted(levels, int(np.flatnonzero(events)[0]), breaks)


def _turns(
    fitted: Fitted, groups: Sequence[Sequence[Deed]], ties: Sequence[Tie], kept: Kept, by: By
) -> tuple[Turn, ...]:
    n_events, n_outlets = np.array([(tie.n_events, tie.n_outlets) for tie in ties]).T  # (T,) each

    def without_largest(t: int) -> Levels | None:
        fewer = Kept(only=kept.only, without=largest_outlet(groups[t]))
        left = [count_quads(deed.quad for deed in group if fewer.holds(deed.outlets)) for group in groups]
        again = fit_level(left, by) if any(left[t]) else None
        return again.levels if again else None

    return tuple(
        Turn(
            kind=turn.kind,
            interval=ties[turn.at].interval,
            since=ties[turn.since].interval,
            until=ties[turn.until].interval,
            prob=round(turn.prob, 3),
            not_enough=turn.not_enough,
        )
        for turn in find_turns(Counted(fitted.levels, fitted.start, n_events, n_outlets), without_largest)
    )


def _breaks(fitted: Fitted, ties: Sequence[Tie]) -> tuple[Break, ...]:
    segments = [ties[begin:end] for begin, end in pairwise((0, *fitted.breaks, len(ties)))]
    counts = [(sum(tie.n_conflict for tie in told), sum(tie.n_events for tie in told)) for told in segments]
    shares = [round(conflict / n, 4) if n else 0.0 for conflict, n in counts]
    return tuple(
        Break(interval=ties[at].interval, share_before=before, share_after=after)
        for at, (before, after) in zip(fitted.breaks, pairwise(shares), strict=True)
    )


class _Columns(NamedTuple):
    """The deeds of one interval field by field, and how many of them are of each class."""

    quads: Quads
    deeds: Sequence[Deed]
    types: tuple[str, ...] = ()
    plover: tuple[float | None, ...] = ()
    goldstein: tuple[float | None, ...] = ()
    outlets: tuple[Outlets, ...] = ()
    ids: tuple[str, ...] = ()

    @classmethod
    def of(cls, deeds: Sequence[Deed]) -> _Columns:
        if not deeds:
            return NOTHING_DONE
        _, _, _, quads, types, plover, goldstein, outlets, _, _, ids = zip(*deeds, strict=True)
        return cls(count_quads(quads), deeds, types, plover, goldstein, outlets, ids)


NOTHING_DONE = _Columns((0, 0, 0, 0), ())


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


def _tie(by: By, at: int, told: _Columns, beside: list[Beside], n_all: int, tone: _Tone) -> Tie:
    weighted = sum(map(mul, WEIGHTS, told.quads))
    plover = [score for score in told.plover if score is not None]
    goldstein = [score for score in told.goldstein if score is not None]
    return Tie(
        interval=periods.name_of(at, by),
        first_on=periods.first_day(at, by),
        last_on=periods.last_day(at, by),
        n_events=len(told.deeds),
        n_outlets=len(set().union(*told.outlets)),
        n_all=n_all,
        weighted_conflict=weighted,
        tension=log_rate(weighted, n_all) if n_all else None,
        tone=tone.share,
        tone_80=tone.band_80,
        tone_95=tone.band_95,
        quads=told.quads,
        types=_count_types(told.types),
        plover_score=sum(plover) / len(plover) if plover else None,
        n_plover_score=len(plover),
        goldstein=sum(goldstein) / len(goldstein) if goldstein else None,
        n_goldstein=len(goldstein),
        ids=told.ids,
        drivers=_drivers(told.deeds, worse=tone.got_worse),
        apart=_apart(beside),
    )


def _count_types(types: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Each type with how often it is there, most first, then by name."""
    counts: dict[str, int] = {}
    for type_ in types:
        counts[type_] = counts.get(type_, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _apart(beside: list[Beside]) -> Apart:
    if not beside:
        return NOTHING_APART
    return Apart(**{kind: tuple(row.id for row in beside if row.kind == kind) for kind in Apart.__slots__})


def count_quads(quads: Iterable[int]) -> Quads:
    """How many deeds are of each of PLOVER's four classes, in order, from the class of each."""
    counts = [0, 0, 0, 0, 0]
    for quad in quads:
        counts[quad] += 1
    return counts[1], counts[2], counts[3], counts[4]


def _drivers(deeds: Sequence[Deed], *, worse: bool) -> tuple[str, ...]:
    """The deeds behind a move: conflict where it got worse, else cooperation; material before verbal, then the most told."""
    side = [
        (deed.quad % 2, -deed.n_independent, deed.first_on is None, deed.first_on, deed.id)
        for deed in deeds
        if (deed.quad > 2) == worse
    ]
    side.sort()
    return tuple(name for *_, name in side[:N_DRIVERS])
