"""How fresh a gazetteer is: its offices by source, and for each state whether anybody is known to lead it on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from onrecord.gazetteer.actors import Known, Office
from onrecord.gazetteer.lands import lands, shown_country
from onrecord.gazetteer.people import People

_HEAD = 1  # the rank of heads of state and government


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """`kinds`: actors by kind. `offices`: by the letter of their source. `latest`: the last day on which an office begins, by source.
    `own`: how many actors are the user's.

    `current`: states of which somebody is known to be in the highest office on `day`. `last_known`: states of which that is not known any
    more, with the last day on which it was. `unknown`: states without either.
    """

    day: date
    kinds: dict[str, int]
    offices: dict[str, int]
    latest: dict[str, date]
    own: int
    current: tuple[str, ...]
    last_known: dict[str, date]
    unknown: tuple[str, ...]


def to_freshness(people: People, day: date) -> Freshness:
    """Look through every actor (about a second for the tables that ship)."""
    kinds: Counter[str] = Counter()
    offices: Counter[str] = Counter()
    own, current, last_known, latest = 0, set[str](), dict[str, date](), dict[str, date]()
    for known in people:
        kinds[known.kind] += 1
        own += known.own
        for office in known.offices:
            offices[office.source] += known.kind == "person"
            _take_latest(known, office, latest)
            if known.rank == _HEAD and known.kind == "person" and office.rank == _HEAD:
                _take(office, day, current, last_known)
    states = {land.state for land in lands().values()} - _NO_STATES
    return Freshness(
        day=day, kinds=dict(kinds.most_common()), offices=dict(offices.most_common()), latest=latest, own=own,
        current=tuple(sorted(current & states)),
        last_known={state: last_known[state] for state in sorted(states & last_known.keys() - current)},
        unknown=tuple(sorted(states - current - last_known.keys())),
    )  # fmt: skip


_NO_STATES = frozenset(("EUR", "ATA"))  # a union, and a continent that nobody governs


def _take_latest(known: Known, office: Office, latest: dict[str, date]) -> None:
    begun = office.from_on
    if begun is not None and known.kind == "person":
        latest[office.source] = max(begun, latest.get(office.source, begun))


def _take(office: Office, day: date, current: set[str], last_known: dict[str, date]) -> None:
    status = office.status_on(day)
    if status == "current":
        current.add(office.country)
    elif status == "last known" and office.seen_on is not None:
        last_known[office.country] = max(office.seen_on, last_known.get(office.country, date.min))


def describe_office(known: Known, day: date) -> str:
    """The office that says what somebody is on a day, in words; the sectors of an organisation.

    >>> from onrecord.gazetteer import load_gazetteer
    >>> describe_office(load_gazetteer().people.by_id("DEU/angela-merkel"), date(2030, 1, 1))
    'chancellor of Germany until 2021-12-08'
    """
    held = known.office_on(day)
    if known.kind != "person" or held is None:
        return " ".join(filter(None, (known.kind, *known.sectors)))
    office = held.office
    is_of_state = office.country in lands() and " of " not in office.name and " to " not in office.name
    shown = f"{office.name} of {shown_country(office.country)}" if is_of_state else office.name
    if held.status == "current":
        return shown
    return f"{shown} until {office.told[1]}" if held.status == "former" else f"{shown}, last known {office.seen_on}"
