"""The ties of two parties from a record: who is meant, and the entries and the denominator that they are weighed from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from onrecord.entries import Dyad, QuoteEntry
from onrecord.errors import ConfigError
from onrecord.gazetteer import load_gazetteer
from onrecord.record import EventFilter, QuoteFilter, Record
from onrecord.ties import By, Ties, Volume, build_ties, to_volume


def load_ties(
    record: Record,
    dyad: Dyad,
    *,
    by: By = "month",
    first_on: date | None = None,
    last_on: date | None = None,
    outlets: Iterable[str] | None = None,
    drop_largest: bool = False,
    volume: Volume | None = None,
) -> Ties:
    """The ties of a dyad, from one state of the record. `volume` is counted (a walk over all deeds) unless it is given.

    Raises ConfigError on an outlet that nobody on record is.
    """
    with record.snapshot():
        counted = to_volume(record.deeds_by_day(), by) if volume is None else volume
        named = None if outlets is None else list(outlets)
        _check_outlets(named or (), counted)
        return build_ties(
            record.events(EventFilter(party=dyad.actor, other=dyad.recipient, from_on=first_on, until_on=last_on)),
            dyad,
            by=by,
            first_on=first_on,
            last_on=last_on,
            outlets=named,
            drop_largest=drop_largest,
            statements=_statements(record, dyad, (first_on, last_on)),
            volume=counted,
        )


def find_party(record: Record, words: str) -> str:
    """The country or the one actor that words name. Raises ConfigError, with the nearest names, where nobody or several fit."""
    shown, bare = load_gazetteer().shown, " ".join(words.split())
    if bare.upper() in shown and "/" not in bare:
        return bare.upper()
    named = load_gazetteer().names.get(tuple(bare.removeprefix("the ").split()))
    if named is not None and named.kind in ("country", "body"):
        return named.id
    found = record.actors(bare)
    if len(found) > 1:
        told = ", ".join(party.id for party in found[:5])
        raise ConfigError(f"{bare!r} names {len(found)} actors; give one id, such as {told}")
    return found[0].id


def _check_outlets(outlets: Iterable[str], volume: Volume) -> None:
    known = {name for _, told in volume for name in told}
    for name in outlets:
        if name not in known:
            shown = ", ".join(sorted(known)[:10]) or "none"
            raise ConfigError(f"no outlet on record is called {name!r}; there are: {shown}")


def _statements(record: Record, dyad: Dyad, days: tuple[date | None, date | None]) -> Iterator[QuoteEntry]:
    """What the one says about the other."""
    for one in (dyad, dyad.turned):
        yield from record.quotes(QuoteFilter(speaker=one.actor, about=one.recipient, from_on=days[0], until_on=days[1]))
