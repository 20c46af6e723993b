"""The ties of two parties from a record: who is meant, and the entries and the denominator that they are weighed from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from onrecord.entries import Dyad, QuoteEntry
from onrecord.errors import ConfigError
from onrecord.gazetteer import load_gazetteer
from onrecord.record import EventFilter, QuoteFilter, Record
from onrecord.ties import DIRECTIONS, By, Direction, Ties, Volume, build_ties, periods, to_volume


def load_ties(
    record: Record,
    dyad: Dyad,
    *,
    by: By = "month",
    first_on: date | None = None,
    last_on: date | None = None,
    outlets: Iterable[str] | None = None,
    as_of: date | None = None,
    drop_largest: bool = False,
    volume: Volume | None = None,
    ways: Sequence[Direction] = DIRECTIONS,
    most: int | None = None,
) -> Ties:
    """The ties of a dyad, from one state of the record, or from what had been loaded by the end of the day `as_of`.

    Days are widened to whole intervals: half a month has no denominator. `volume` is counted (a walk over all deeds) unless it
    is given; of a past day no counts are kept, so every entry of that day is looked at.
    Raises ConfigError on an outlet that nobody on record is, and on more than `most` intervals.
    """
    first = periods.first_day(periods.index_of(first_on, by), by) if first_on else None
    last = periods.last_day(periods.index_of(last_on, by), by) if last_on else None
    named = None if outlets is None else list(outlets)
    with record.snapshot():
        if as_of is None and volume is None:
            volume = load_volume(record, by)
        wanted = EventFilter(from_on=first, until_on=last, as_of=as_of)
        if volume is not None:
            _check_outlets(named or (), volume)
            wanted = replace(wanted, party=dyad.actor, other=dyad.recipient)
        return build_ties(
            record.events(wanted) if as_of is not None else record.figures(wanted),
            dyad,
            by=by,
            first_on=first,
            last_on=last,
            outlets=named,
            drop_largest=drop_largest,
            statements=_statements(record, dyad, QuoteFilter(from_on=first, until_on=last, as_of=as_of)),
            volume=volume,
            ways=ways,
            most=most,
        )


def load_volume(record: Record, by: By) -> Volume:
    """The denominator: every deed on record by interval and outlets. A walk over all of them."""
    return to_volume(record.deeds_by_day(monthly=by in ("month", "year")), by)


def find_party(record: Record, words: str) -> str:
    """The country or the one actor that words name. Raises ConfigError, with the nearest names, where nobody or several fit."""
    shown, bare = load_gazetteer().shown, " ".join(words.split())
    if bare.upper() in shown and "/" not in bare:
        return bare.upper()
    named = load_gazetteer().named(bare)
    if named is not None and (named.kind == "country" or (named.kind == "body" and _is_known(record, named.id))):
        return named.id
    found = record.actors(bare)
    if len(found) > 1:
        told = ", ".join(party.id for party in found[:5])
        raise ConfigError(f"{bare!r} names {len(found)} actors; give one id, such as {told}")
    return found[0].id


def _is_known(record: Record, body_id: str) -> bool:
    """Whether a body can be asked for: those of PLOVER's list always, others where somebody told of them."""
    return "/" not in body_id or record.party(body_id) is not None


def _check_outlets(outlets: Iterable[str], volume: Volume) -> None:
    for name in outlets:
        if name not in volume.names:
            shown = ", ".join(sorted(volume.names)[:10]) or "none"
            raise ConfigError(f"no outlet on record is called {name!r}; there are: {shown}")


def _statements(record: Record, dyad: Dyad, days: QuoteFilter) -> Iterator[QuoteEntry]:
    """What the one says about the other and the other about the one, by turns; the same whoever is named first."""
    sides = (
        record.quotes(replace(days, speaker=one.actor, about=one.recipient)) for one in sorted((dyad, dyad.turned))
    )
    for turn in zip_longest(*sides):
        yield from (said for said in turn if said is not None)
