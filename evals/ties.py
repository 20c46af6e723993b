"""Do ties show what is known to have happened, and do they keep silent where nothing did?

    python -m evals.ties FOLDER [--series 1000] [--reading reports/killer-remark.txt]

1. AUC against militarised disputes within the same dyad, on the ICEWS dyad-years of FOLDER/reference: of a year with a dispute
   and a year without one of the same two countries, how often does the first score higher. Across dyads volume alone tells
   nearly everything, so only comparisons within a dyad count. Both directions together, 2002 to 2010, intervals by bootstrap over dyads.
2. False sentences on synthetic series in which nothing ever changes: volume that drifts and bursts, shares that cluster within
   months (correlation 0 to 0.05), outlets of uneven size. A series counts as false if any interval of it is called a new low or high.
   The same on series with a true fall in the last three months, to see that the silence is not bought with blindness.
3. The first user's report, read and drawn: does conflict outweigh from RUS to USA.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import onrecord
from onrecord.entries import Dyad
from onrecord.exchange import iso_of_cow
from onrecord.record import Record
from onrecord.ties import build_ties, find_balance, periods
from onrecord.ties.counting import WEIGHTS, count_figures, log_rate
from onrecord.ties.gather import Deed, Gathered
from onrecord.ties.sifting import Kept, Stretch

YEARS = range(2002, 2011)
EVENTS, DISPUTES = "icews_dyad_year_2002_2014_nonzero.csv.gz", "gml_dirdisp.csv"
Counts = NDArray[np.float64]


class DyadYear(NamedTuple):
    """Two countries in a year: counts by quad, all that was told that year, and whether they had a dispute."""

    dyad: tuple[str, str]
    quads: Counts
    n_all: float
    disputed: bool


def load_dyad_years(folder: Path) -> list[DyadYear]:
    """Undirected dyad-years with events, by the codes that disputes are looked up with."""
    quads: dict[tuple[str, str, int], Counts] = defaultdict(lambda: np.zeros(4))
    n_all: dict[int, float] = defaultdict(float)
    with gzip.open(folder / EVENTS, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            year = int(float(row["year"]))
            if year in YEARS:
                told = np.array([float(row[name]) for name in ("verbCoop", "matlCoop", "verbConf", "matlConf")])
                a, b = sorted((row["i_iso3c"], row["j_iso3c"]))
                quads[a, b, year] += told
                n_all[year] += told.sum()
    disputed = set(_disputes(folder / DISPUTES))
    return [DyadYear((a, b), told, n_all[year], (a, b, year) in disputed) for (a, b, year), told in quads.items()]


def _disputes(path: Path) -> Iterator[tuple[str, str, int]]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            year = int(float(row["year"]))
            if year in YEARS:
                a, b = sorted(iso_of_cow()[int(float(row[name]))] for name in ("ccode1", "ccode2"))
                yield a, b, year


def within_auc(
    years: list[DyadYear], score: Callable[[DyadYear], float], n_bootstrap: int
) -> tuple[float, float, float, float]:
    """AUC over pairs of years of the same dyad, its 95 % interval over dyads, and the mean of the dyads' own AUCs."""
    by_dyad: dict[tuple[str, str], tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for year in years:
        by_dyad[year.dyad][0 if year.disputed else 1].append(score(year))
    won = np.array([_won(with_, without) for with_, without in by_dyad.values() if with_ and without])  # (dyads, 2)
    rng = np.random.default_rng(0)
    samples = [won[rng.integers(len(won), size=len(won))].sum(axis=0) for _ in range(n_bootstrap)]
    low, high = np.percentile([right / pairs for right, pairs in samples], [2.5, 97.5])
    return won[:, 0].sum() / won[:, 1].sum(), float(low), float(high), float((won[:, 0] / won[:, 1]).mean())


def _won(with_: list[float], without: list[float]) -> tuple[float, int]:
    a, b = np.array(with_)[:, None], np.array(without)[None, :]
    return float((a > b).sum() + 0.5 * (a == b).sum()), a.size * b.size


SCORES: dict[str, Callable[[DyadYear], float]] = {
    "volume alone": lambda one: float(one.quads.sum()),
    "net sum, conflict minus cooperation": lambda one: float(one.quads[2:].sum() - one.quads[:2].sum()),
    "share of conflict (the tone's counts)": lambda one: float((one.quads[2:].sum() + 0.5) / (one.quads.sum() + 1)),
    "tension with weights 1 and 1": lambda one: log_rate(float(one.quads[2:].sum()), one.n_all),
    "tension": lambda one: log_rate(float(one.quads @ np.array(WEIGHTS)), one.n_all),
}


def show_disputes(folder: Path, n_bootstrap: int) -> None:
    years = load_dyad_years(folder)
    print(
        f"{len(years):,} dyad-years {YEARS.start} to {YEARS.stop - 1}, {sum(year.disputed for year in years)} with a dispute"
    )
    print(f"{'within the same dyad':<40} {'AUC over pairs':<22} mean over dyads")
    for name, score in SCORES.items():
        auc, low, high, mean = within_auc(years, score, n_bootstrap)
        print(f"  {name:<38} {auc:.3f} [{low:.3f}, {high:.3f}]   {mean:.3f}")


def make_series(rng: np.random.Generator, *, fall: float = 0.0) -> tuple[Gathered, Stretch]:
    """A dyad of 3 to 13 years by month in which nothing changes; with `fall`, the last three months are worse by so many log-odds."""
    n = int(rng.integers(36, 157))
    typical = np.exp(rng.normal(2.5, 1.0)) if not fall else 25.0
    drift = np.exp(rng.normal(0, 0.1, n).cumsum())
    burst = rng.uniform(0.8, 6.0)
    events = rng.poisson(rng.gamma(burst, typical * drift / drift.mean() / burst))
    share = np.full(n, rng.beta(2, 4) if not fall else 0.31)
    if fall:
        share[-3:] = 1 / (1 + np.exp(-(np.log(0.31 / 0.69) + fall)))
        events[-1] = max(events[-1], 20)
    together = rng.uniform(0.0, 0.05)
    share = rng.beta(share * (1 / together - 1), (1 - share) * (1 / together - 1))
    return _told(rng, events, rng.binomial(events, share)), _stretch(n)


def _stretch(n: int) -> Stretch:
    first = periods.index_of(date(2005, 1, 1), "month")
    return Stretch(first=first, last=first + n - 1)


def _told(rng: np.random.Generator, events: NDArray[np.int64], conflict: NDArray[np.int64]) -> Gathered:
    """The deeds behind counts, told by outlets of uneven size."""
    n_outlets = int(rng.integers(3, 13))
    sizes = 1 / np.arange(1, n_outlets + 1) ** rng.uniform(0.5, 1.5)
    gathered = Gathered(dyad=Dyad("AAA", "BBB"), by="month")
    first = _stretch(1).first
    for month, (n, n_conflict) in enumerate(zip(events, conflict, strict=True)):
        for i, outlet in enumerate(rng.choice(n_outlets, size=n, p=sizes / sizes.sum())):
            told = (f"outlet {outlet}",)
            quad, type_ = (3, "ACCUSE") if i < n_conflict else (1, "CONSULT")
            gathered.deeds.append(
                Deed(first + month, True, False, quad, type_, None, None, told, 1, None, f"{month}-{i}")
            )
            gathered.volume.add(first + month, told)
    return gathered


def show_null(n_series: int) -> None:
    rng = np.random.default_rng(20261127)
    counts: dict[str, int] = defaultdict(int)
    for _ in range(n_series):
        gathered, stretch = make_series(rng)
        figures = count_figures(gathered, Kept(), "both", stretch)
        told = [turn for turn in figures.turns if turn.not_enough is None]
        counts["a new low"] += any(turn.kind == "new low" for turn in told)
        counts["a new low or high"] += bool(told)
        counts["a new low in the last month"] += any(
            turn.kind == "new low" and turn.interval == figures.ties[-1].interval for turn in told
        )
        counts["a break"] += bool(figures.breaks)
    print(f"\n{n_series:,} series in which nothing changes; in how many is there, in any month,")
    for name in ("a new low", "a new low or high", "a new low in the last month", "a break"):
        print(f"  {name:<30} {counts[name]:>4}  {_interval(counts[name], n_series)}")


def show_falls(n_series: int) -> None:
    for fall in (1.0, 1.5, 2.5):
        rng = np.random.default_rng(7)
        found = 0
        for _ in range(n_series):
            gathered, stretch = make_series(rng, fall=fall)
            figures = count_figures(gathered, Kept(), "both", stretch)
            last = figures.ties[-1].interval
            found += any(t.not_enough is None and t.kind == "new low" and t.interval == last for t in figures.turns)
        print(f"  a true fall of {fall} in log-odds over the last 3 months is told in {found} of {n_series}")


def _interval(found: int, n: int) -> str:
    """Share with its 95 % interval (Wilson 1927)."""
    z, p = 1.96, found / n
    middle, half = (p + z * z / (2 * n)), z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return f"{p:.1%} [{max(0.0, (middle - half) / (1 + z * z / n)):.1%}, {(middle + half) / (1 + z * z / n):.1%}]"


def show_report(path: Path) -> None:
    """What the ties of one report say, against what a reader expects of it."""
    expected = json.loads(path.with_name(path.stem + ".expected.json").read_text(encoding="utf-8"))
    dyad = Dyad(*expected["ties"]["dyad"])
    reading = onrecord.read(path.read_text(encoding="utf-8"), published_on=expected["published"])
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "onrecord.db") as record:
        record.add([reading])
        entries = list(record.events())
    told = build_ties(entries, dyad)
    print(f"\n{path.name}: expected {expected['ties']}")
    for series in told.series:
        for tie in series.ties:
            if tie.n_events:
                print(
                    f"  {series.name} {tie.interval}: quads {tie.quads}, {find_balance(tie)} outweighs, tone {tie.tone:.2f}"
                )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m evals.ties", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder with reference/ and reports/")
    parser.add_argument("--series", type=int, default=1000, help="how many synthetic series")
    parser.add_argument("--bootstrap", type=int, default=2000)
    given = parser.parse_args()
    if (given.folder / "reference" / EVENTS).is_file() and (given.folder / "reference" / DISPUTES).is_file():
        show_disputes(given.folder / "reference", given.bootstrap)
    else:
        print(f"evals.ties: {given.folder}/reference lacks {EVENTS} or {DISPUTES}: no AUC")
    show_null(given.series)
    show_falls(max(1, given.series // 5))
    report = given.folder / "reports" / "killer-remark.txt"
    if report.is_file():
        show_report(report)
    else:
        print(f"evals.ties: {report} is absent")


if __name__ == "__main__":
    main()
