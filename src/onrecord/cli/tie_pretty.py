"""Ties for people at a terminal, at 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import pairwise

from onrecord.cli.pretty import WIDTH, safe
from onrecord.ties import Series, Tie, Ties

BARS = "▁▂▃▄▅▆▇█"
SPARK = 58  # columns of a sparkline
SHOWN = 12  # intervals with deeds that are shown without --all


def to_table(ties: Ties, *, every: bool, terminal: bool) -> str:
    """The three directions: sparklines, what moved, a row an interval and the ids behind it; bold heads at a terminal."""
    lines = [_bold(_head(ties), terminal), ""]
    for series in ties.series:
        lines += [_bold(safe(series.name), terminal), *_body(series, every)]
    lines += textwrap.wrap(
        "n: deeds; vc mc vx mx: verbal and material cooperation, verbal and material conflict; out: outlets; tension: log((C + 1/2) / N);"
        " tone: share of conflict, smoothed, with its 80 % band; score: mean PLOVER score.",
        WIDTH,
    )
    return "\n".join(lines) + "\n"


def spark(values: Sequence[float | None], width: int = SPARK) -> str:
    """A line of bars, lowest to highest of its own values; a blank where there is none. Long series are averaged down.

    >>> spark([0.0, None, 0.5, 1.0])
    '▁ ▅█'
    """
    if len(values) > width:
        edges = [round(i * len(values) / width) for i in range(width + 1)]
        values = [_mean(values[a:b]) for a, b in pairwise(edges)]
    told = [value for value in values if value is not None]
    low, high = min(told, default=0.0), max(told, default=0.0)
    scale = (len(BARS) - 1) / (high - low) if high > low else 0.0
    return "".join(" " if value is None else BARS[round((value - low) * scale + 1e-9)] for value in values)


def _mean(values: Sequence[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return sum(told) / len(told) if told else None


def _head(ties: Ties) -> str:
    shown = ties.both.ties
    days = f", {shown[0].interval} to {shown[-1].interval}" if shown else ""
    kept = f"all {ties.n_outlets} outlets" if ties.outlets is None else f"outlets {', '.join(map(safe, ties.outlets))}"
    without = f" without {safe(ties.dropped)}" if ties.dropped else ""
    vague = f" · {ties.n_undated} without a day so exact" if ties.n_undated else ""
    return "\n".join(
        textwrap.wrap(f"{ties.dyad.actor} and {ties.dyad.recipient} by {ties.by}{days} · {kept}{without}{vague}", WIDTH)
    )


def _body(series: Series, every: bool) -> Iterable[str]:
    ties = series.ties
    if ties:
        yield f"  tone    {spark([tie.tone for tie in ties])}  {_range(tie.tone for tie in ties)}"
        yield f"  tension {spark([tie.tension for tie in ties])}  {_range(tie.tension for tie in ties)}"
        yield f"  deeds   {spark([float(tie.n_events) for tie in ties])}  {_range(float(tie.n_events) for tie in ties)}"
    yield from textwrap.wrap(
        safe(series.said), WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False
    )
    seen = [tie for tie in ties if tie.n_events]
    rows = ties if every else seen[-SHOWN:]
    if seen:
        yield f"  {'':<10} {'n':>5} {'vc':>4} {'mc':>4} {'vx':>4} {'mx':>4} {'out':>4} {'tension':>7}  {'tone':<16} {'score':>6}"
    for tie in rows:
        yield from _row(tie)
    if len(rows) < len(seen):
        yield f"  {len(seen) - len(rows)} earlier intervals with deeds: --all"
    yield from _apart(ties)
    yield ""


def _row(tie: Tie) -> Iterable[str]:
    quads = " ".join(f"{count:>4}" for count in tie.quads)
    tension = "–" if tie.tension is None else f"{tie.tension:.2f}"
    tone = (
        "–"
        if tie.tone is None or tie.tone_80 is None
        else f"{tie.tone:.2f} [{tie.tone_80[0]:.2f}, {tie.tone_80[1]:.2f}]"
    )
    score = "–" if tie.plover_score is None else f"{tie.plover_score:+.1f}"
    yield f"  {tie.interval:<10} {tie.n_events:>5} {quads} {tie.n_outlets:>4} {tension:>7}  {tone:<16} {score:>6}"
    if tie.drivers:
        yield from textwrap.wrap(
            " ".join(map(safe, tie.drivers[:3])), WIDTH, initial_indent="    ", subsequent_indent="    "
        )


def _apart(ties: Sequence[Tie]) -> Iterable[str]:
    totals = {
        name: sum(len(ids) for ids in (getattr(tie.apart, name) for tie in ties))
        for name in ("planned", "hypothetical", "denied", "asserted", "statements")
    }
    told = ", ".join(
        f"{n} {'statement' if n == 1 and name == 'statements' else name}" for name, n in totals.items() if n
    )
    if told:
        yield f"  Apart and not counted: {told}"


def _range(values: Iterable[float | None]) -> str:
    told = [value for value in values if value is not None]
    if not told:
        return ""
    whole = all(value.is_integer() for value in told)
    return f"{min(told):g}…{max(told):g}" if whole else f"{min(told):.2f}…{max(told):.2f}"


def _bold(words: str, terminal: bool) -> str:
    return f"\033[1m{words}\033[0m" if terminal else words
