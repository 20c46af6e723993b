"""Ties as a table for programs."""

from __future__ import annotations

import csv
from typing import IO

from onrecord.ties.states import Series, Tie, Ties

CSV_COLUMNS = (
    "actor", "recipient", "directed", "interval", "first_on", "last_on", "n_events", "n_outlets", "n_all", "weighted_conflict",
    "tension", "tone", "tone_80_low", "tone_80_high", "tone_95_low", "tone_95_high", "quad_1", "quad_2", "quad_3", "quad_4",
    "plover_score", "n_plover_score", "goldstein", "n_goldstein", "types", "ids", "drivers", "planned", "hypothetical", "denied",
    "asserted", "statements",
)  # fmt: skip


def write_csv(ties: Ties, out: IO[str]) -> None:
    """A row a direction and interval; ids between blanks."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for series in ties.series:
        for tie in series.ties:
            writer.writerow(_csv_row(series, tie))


def _csv_row(series: Series, tie: Tie) -> list[object]:
    told = tie.to_dict()
    apart = told["apart"]
    return [
        *series.dyad, str(series.directed).lower(), tie.interval, told["first_on"], told["last_on"], tie.n_events, tie.n_outlets,
        tie.n_all, tie.weighted_conflict, tie.tension, tie.tone, *(tie.tone_80 or ("", "")), *(tie.tone_95 or ("", "")), *tie.quads,
        tie.plover_score, tie.n_plover_score, tie.goldstein, tie.n_goldstein,
        " ".join(f"{name}:{n}" for name, n in tie.types), " ".join(tie.ids), " ".join(tie.drivers),
        *(" ".join(apart[name]) for name in ("planned", "hypothetical", "denied", "asserted", "statements")),
    ]  # fmt: skip
