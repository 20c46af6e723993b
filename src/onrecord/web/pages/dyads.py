"""A dyad over time: why did it fall?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.entries import Dyad, Entry, EventEntry
from onrecord.errors import ConfigError
from onrecord.record import Record
from onrecord.ties import By, Series, Tie, Ties
from onrecord.ties.periods import first_day, index_of, last_day, name_of
from onrecord.web import chart, wording
from onrecord.web.api.routes import Stands
from onrecord.web.asked import AskedNothing, AskedTiesPage, Words
from onrecord.web.parties import names_of, to_part, to_party
from onrecord.web.rendering import render, to_decimal, to_number, to_path, with_query
from onrecord.web.standing import MOST, Counted, Standing

router = APIRouter()
HEAVIEST, STATEMENTS, BESIDE = 12, 8, 8
BUSIEST = 60  # dyads that are offered
MOST_SHOWN = 1_100  # intervals that one page draws and lists: twenty years of weeks
LONGER: Mapping[By, By] = {"day": "month", "week": "month", "month": "year"}
APART = {"planned": "planned", "hypothetical": "hypothetical", "denied": "denied", "asserted": "asserted by somebody"}


@dataclass(frozen=True, slots=True)
class Opened:
    """An interval that is opened: its deeds, heaviest first, the statements around it, and what is no deed by how it is told."""

    tie: Tie
    deeds: list[Entry]
    statements: list[Entry]
    apart: list[tuple[str, list[Entry]]]


class AskedDyad(AskedNothing):
    """Two parties, in whatever words."""

    a: Words = None
    b: Words = None


@router.get("/ties")
def choose(request: Request, asked: Annotated[AskedDyad, Query()], stands: Stands) -> Response:
    """Two parties are named: their page. Else the dyads with most deeds."""
    with stands.record() as record:
        if asked.a and asked.b:
            parts = [to_part(to_party(record, to_part(words))) for words in (asked.a, asked.b)]
            return RedirectResponse(to_path("ties", *parts), 303)
        busiest = stands.busiest(record).value[:BUSIEST]
        names = names_of(record, [], {code for dyad, _ in busiest for code in dyad})
    return render("ties.html", request, busiest=busiest, names=names, asked=asked)


@router.get("/ties/{a}/{b}")
def dyad(a: str, b: str, request: Request, asked: Annotated[AskedTiesPage, Query()], stands: Stands) -> Response:
    """One dyad."""
    with stands.record() as record:
        pair = Dyad(to_party(record, a), to_party(record, b))
        wanted, counted = _count(stands, record, pair, asked)
        found: Ties = counted.value
        (whole,) = found.series
        series = replace(whole, ties=window(whole.ties, asked.at))
        opened = _open(record, series, _find(series, asked.at))
        shown = (
            []
            if opened is None
            else [*opened.deeds, *opened.statements, *(one for _, told in opened.apart for one in told)]
        )
        moved = _heaviest(record, chart.find_moves(series))
        names = names_of(record, [*shown, *moved.values()], pair)
        is_stale = counted.change != record.last_change()
    drawn = chart.draw(series, opened.tie.interval if opened else None, _deeds(moved, names))
    return render(
        "dyad.html", request, pair=pair, parts=(to_part(pair.actor), to_part(pair.recipient)), asked=wanted, ties=found,
        is_cut=wanted is not asked, most=MOST, series=series, drawn=drawn, geometry=chart, opened=opened,
        names=names, counted=counted, is_stale=is_stale,
        n_whole=len(whole.ties), spans=_spans(request, whole.ties), hrefs=_hrefs(request, series), steps=_steps(series, opened),
        rows=[(tie.interval, _cells(tie)) for tie in reversed(series.ties)],
    )  # fmt: skip


def _count(stands: Standing, record: Record, pair: Dyad, asked: AskedTiesPage) -> tuple[AskedTiesPage, Counted]:
    """The ties that are asked for, and the question; where no first day is and there are too many intervals, both for the last of them.

    Raises ConfigError on a question that is wrong, and on a first day that is too long ago.
    """
    try:
        return asked, stands.ties(record, pair, asked, (asked.way,))
    except ConfigError:
        longer = LONGER.get(asked.by)
        if longer is None or asked.from_:
            raise
        whole = stands.ties(record, pair, asked.model_copy(update={"by": longer}), (asked.way,)).value
        until = whole.series[0].ties[-1].last_on
        cut = asked.model_copy(update={"from_": first_day(index_of(until, asked.by) - MOST + 1, asked.by)})
        return cut, stands.ties(record, pair, cut, (asked.way,))


def window(ties: tuple[Tie, ...], at: str | None) -> tuple[Tie, ...]:
    """As many intervals as a page shows: those around the one that is opened, else the last."""
    opened = next((number for number, tie in enumerate(ties) if tie.interval == at), len(ties))
    end = min(len(ties), max(opened + MOST_SHOWN // 2, MOST_SHOWN))
    return ties[max(0, end - MOST_SHOWN) : end]


def _find(series: Series, at: str | None) -> Tie | None:
    """The interval that is asked for; without one the last that has deeds. Raises ConfigError on one that is not shown."""
    if at is not None:
        found = next((tie for tie in series.ties if tie.interval == at), None)
        if found is None:
            raise ConfigError(f"{at[:20]!r} is none of the intervals shown; leave at= out, or choose other days")
        return found
    return next((tie for tie in reversed(series.ties) if tie.n_events), series.ties[-1] if series.ties else None)


def _open(record: Record, series: Series, tie: Tie | None) -> Opened | None:
    if tie is None:
        return None
    heaviest = list(dict.fromkeys([*tie.drivers, *tie.ids]))[:HEAVIEST]
    near = list(tie.apart.statements)
    at = [one.interval for one in series.ties].index(tie.interval)
    for step in (1, 2):  # those of the intervals before and after, where this one has few
        for other in (at - step, at + step):
            if len(near) < STATEMENTS and 0 <= other < len(series.ties):
                near += series.ties[other].apart.statements
    return Opened(
        tie=tie,
        deeds=record.entries(heaviest),
        statements=record.entries(near[:STATEMENTS]),
        apart=[
            (told, record.entries(getattr(tie.apart, name)[:BESIDE]))
            for name, told in APART.items()
            if getattr(tie.apart, name)
        ],
    )


def _heaviest(record: Record, ties: Iterable[Tie]) -> dict[str, EventEntry]:
    """The deed that weighs most in each of some intervals."""
    heaviest = {tie.drivers[0]: tie.interval for tie in ties}
    return {heaviest[entry.id]: entry for entry in record.entries(heaviest) if isinstance(entry, EventEntry)}


def _deeds(entries: Mapping[str, EventEntry], names: Mapping[str, str]) -> dict[str, chart.Deed]:
    """Deeds in words, by interval."""
    return {
        interval: chart.Deed(entry.id, entry.quad, wording.deed(entry, names)) for interval, entry in entries.items()
    }


def _cells(tie: Tie) -> tuple[str, ...]:
    """The figures of an interval as its row of the table shows them."""
    return (
        str(tie.n_events),
        *(str(n or "·") for n in tie.quads),
        "—" if tie.tone is None else f"{tie.tone:.2f}",
        "—" if tie.tone_80 is None else f"{tie.tone_80[0]:.2f}–{tie.tone_80[1]:.2f}",
        to_decimal(tie.tension),
        str(tie.n_outlets or "·"),
        to_number(tie.n_all),
    )


def _hrefs(request: Request, series: Series) -> dict[str, str]:
    """The address of the page with each interval, or turn, opened."""
    path = with_query(quote(request.url.path, safe="/~"), request.query_params, at=None)
    opened = f"{path}{'&' if '?' in path else '?'}at="
    intervals = {*(tie.interval for tie in series.ties), *(turn.interval for turn in series.turns)}
    return {interval: f"{opened}{interval}#opened" for interval in intervals}


def _steps(series: Series, opened: Opened | None) -> tuple[str | None, str | None]:
    """The intervals before and after the one that is opened."""
    if opened is None:
        return None, None
    intervals = [None, *(tie.interval for tie in series.ties), None]
    at = intervals.index(opened.tie.interval)
    return intervals[at - 1], intervals[at + 1]


def _spans(request: Request, ties: Sequence[Tie]) -> list[tuple[str, str]]:
    """Links to stretches of days: all, the last years, and each year there is."""
    shown: Mapping[str, Any] = dict(request.query_params)
    path = quote(request.url.path, safe="/~")
    found = [("all", with_query(path, shown, from_=None, until=None, at=None))]
    if not ties:
        return found
    last = ties[-1].last_on
    for years in (5, 2, 1):
        since = first_day(index_of(last, "month") - 12 * years + 1, "month")
        found.append((f"{years} year{'s' * (years > 1)}", _span(path, shown, since, last)))
    for year in range(last.year, max(ties[0].first_on.year, last.year - 7) - 1, -1):
        found.append((name_of(year, "year"), _span(path, shown, first_day(year, "year"), last_day(year, "year"))))
    return found


def _span(path: str, shown: Mapping[str, Any], first: date, last: date) -> str:
    return with_query(path, {**shown, "from": first.isoformat(), "until": last.isoformat()}, at=None)
