"""Events that others coded come into the record in bulk, each an entry of its own: its evidence is its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from onrecord.entries import CodedEvent, Party
from onrecord.record import keys
from onrecord.record.asking import EVENT_COLUMNS
from onrecord.record.collecting import collector_at_rest, collector_rare
from onrecord.record.engine import Engine
from onrecord.record.entry_rows import give_places
from onrecord.record.keeping import log_changes
from onrecord.record.queries import chunks, select_in
from onrecord.record.rollup import RollUp
from onrecord.record.similarity import fold
from onrecord.record.summary import to_list

BATCH = 100_000  # events a transaction
_COLUMNS = ("seq", *EVENT_COLUMNS, "titles", "loaded_at")


def keep_coded(engine: Engine, events: Iterable[CodedEvent], at: str, *, locator: str | None = None) -> tuple[int, int]:
    """Keep coded events; how many came new, and how many were there. What a source gives twice is kept once."""
    added = known = 0
    with collector_rare(), engine.roomy():  # events that wait for their batch are no garbage, however many they are
        for batch in chunks(events, BATCH):
            n_new = _keep_batch(engine, batch, at, locator)
            added += n_new
            known += len(batch) - n_new
    return added, known


def _keep_batch(engine: Engine, batch: Sequence[CodedEvent], at: str, locator: str | None) -> int:
    """One transaction; how many events came new."""
    with collector_at_rest(), engine.writing():
        new = _new_events(engine, batch)
        _write(engine, new, at)
        if new:
            log_changes(engine, [(None, "imported", f"{len(new)} of {locator or batch[0].source}")], at)
    return len(new)


def _new_events(engine: Engine, batch: Sequence[CodedEvent]) -> dict[str, CodedEvent]:
    named: dict[str, CodedEvent] = {}
    for event in batch:
        named.setdefault(keys.coded_id(event.source, event.source_id), event)
    for (name,) in select_in(engine, "SELECT id FROM event WHERE id IN ({marks})", list(named)):
        del named[name]
    return named


def _write(engine: Engine, new: Mapping[str, CodedEvent], at: str) -> None:
    """Write events and all that hangs on them, in the order of the tables' keys: so pages are written once."""
    wanted = [keys.first_seq(_day(event.first_on).number, name) for name, event in new.items()]
    placed = sorted(zip(give_places(engine, "event", wanted), new.items(), strict=True), key=itemgetter(0))
    roll_up = RollUp()
    rows, proofs, told = [], [], []
    parties: dict[tuple[str, str], list[tuple[str, str, int, str]]] = {}
    actors: dict[str, Party] = {}
    for seq, (name, event) in placed:
        givers, takers, day = _side(event.actors), _side(event.recipients), _day(event.first_on)
        rows.append(_row(seq, name, event, (givers, takers), day.told, at))
        proofs.append((seq, event.row))
        if event.words:
            told.append((seq, event.words, ""))
        for role, side in (("actor", givers), ("recipient", takers)):
            for country, actor in side.pairs:
                parties.setdefault((country, role), []).append((country, role, seq, actor))
        for party in event.actors + event.recipients:
            actors[party.id] = party
        roll_up.add_coded(event, givers.lands, takers.lands, day.month)
    engine.load_rows("event", _COLUMNS, rows)
    engine.index_words("event", told)
    in_order = (row for key in sorted(parties) for row in parties[key])
    engine.load_rows("event_party", ("country", "role", "entry", "actor"), in_order)
    engine.load_rows("coded", ("entry", "row"), proofs)
    engine.load_rows(
        "actor",
        ("id", "name", "folded", "kind", "country", "sectors", "known"),
        [_actor(party) for party in actors.values()],
    )
    roll_up.write(engine)


class _Side(NamedTuple):
    """The parties of one side as columns hold them, their countries, and (country, id) of each."""

    ids: str
    countries: str
    lands: tuple[str | None, ...]
    pairs: tuple[tuple[str, str], ...]


def _side(parties: tuple[Party, ...]) -> _Side:
    if len(parties) == 1:  # as nearly always
        return _side_of((parties[0].id,), (parties[0].country,))
    return _side_of(tuple([party.id for party in parties]), tuple([party.country for party in parties]))


@lru_cache(maxsize=65_536)
def _side_of(ids: tuple[str, ...], lands: tuple[str | None, ...]) -> _Side:
    pairs = tuple((country or "", name) for name, country in zip(ids, lands, strict=True))
    return _Side(to_list(ids), to_list(lands), lands, pairs)


class _Day(NamedTuple):
    """A day as text, the first of its month, and its number; what has none stands before all days."""

    told: str | None
    month: str | None
    number: int


@lru_cache(maxsize=65_536)
def _day(day: date | None) -> _Day:
    if day is None:
        return _Day(None, None, 0)
    return _Day(day.isoformat(), day.replace(day=1).isoformat(), day.toordinal())


def _row(
    seq: int, name: str, event: CodedEvent, sides: tuple[_Side, _Side], first: str | None, at: str
) -> tuple[Any, ...]:
    givers, takers = sides
    return (
        seq, name, event.type, event.mode, event.quad, event.cameo, event.goldstein, event.plover_score, event.modality, event.asserted_by,
        givers.ids, takers.ids, givers.countries, takers.countries, int(event.reciprocal), first,
        _day(event.last_on).told if event.last_on else first, event.granularity, event.day_from, event.place, event.place_country,
        to_list(event.contexts), event.n_reports, event.n_reports if event.n_independent is None else event.n_independent,
        to_list(event.outlets), event.prob, event.words, to_list(event.anchor), event.source, "[]", "", at,
    )  # fmt: skip


def _actor(party: Party) -> tuple[Any, ...]:
    return (party.id, party.name, fold(party.name), party.kind, party.country, " ".join(party.sectors), 0)
