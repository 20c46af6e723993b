"""Events that others coded come into the record in bulk, each an entry of its own: its evidence is its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from onrecord.entries import CodedEvent, Party
from onrecord.record import keys
from onrecord.record.collecting import collector_at_rest
from onrecord.record.engine import Engine
from onrecord.record.entry_rows import event_parties, give_places
from onrecord.record.keeping import log_changes
from onrecord.record.queries import chunks, select_in
from onrecord.record.rollup import RollUp
from onrecord.record.similarity import fold
from onrecord.record.summary import to_list

BATCH = 50_000  # events a transaction
Side = tuple[tuple[str, ...], tuple[str | None, ...]]  # ids and countries, in the same order
_COLUMNS = (
    "seq", "id", "type", "mode", "quad", "cameo", "goldstein", "plover_score", "modality", "asserted_by", "actors", "recipients",
    "actor_countries", "recipient_countries", "reciprocal", "first_on", "last_on", "granularity", "day_from", "place",
    "place_country", "contexts", "n_reports", "n_independent", "outlets", "prob", "words", "anchor", "titles", "disagreements",
    "origin", "loaded_at",
)  # fmt: skip


def keep_coded(engine: Engine, events: Iterable[CodedEvent], at: str, *, locator: str | None = None) -> tuple[int, int]:
    """Keep coded events; how many came new, and how many were there. What a source gives twice is kept once."""
    added = known = 0
    with engine.roomy():
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


def _new_events(engine: Engine, batch: Sequence[CodedEvent]) -> list[tuple[str, CodedEvent]]:
    named = [(keys.coded_id(event.source, event.source_id), event) for event in batch]
    seen = {
        row[0] for row in select_in(engine, "SELECT id FROM event WHERE id IN ({marks})", [name for name, _ in named])
    }
    new = []
    for name, event in named:
        if name not in seen:
            seen.add(name)
            new.append((name, event))
    return new


def _write(engine: Engine, new: Sequence[tuple[str, CodedEvent]], at: str) -> None:
    """Write events and all that hangs on them, in the order of the tables' keys: so pages are written once."""
    wanted = [keys.first_seq(_day(event.first_on)[1], name) for name, event in new]
    placed = sorted(zip(give_places(engine, "event", wanted), new, strict=True), key=itemgetter(0))
    roll_up = RollUp()
    rows: list[tuple[Any, ...]] = []
    parties: dict[tuple[str, str], list[tuple[str, str, int, str]]] = {}
    actors: dict[str, Party] = {}
    for seq, (name, event) in placed:
        givers, takers = _side(event.actors), _side(event.recipients)
        rows.append(_row(seq, name, event, (givers, takers), at))
        for row in event_parties(seq, givers, takers):
            parties.setdefault(row[:2], []).append(row)
        for party in event.actors + event.recipients:
            actors[party.id] = party
        roll_up.add_coded(event, givers[1], takers[1], _day(event.first_on)[0])
    engine.load_rows("event", _COLUMNS, rows)
    in_order = (row for key in sorted(parties) for row in parties[key])
    engine.load_rows("event_party", ("country", "role", "entry", "actor"), in_order)
    engine.load_rows("coded", ("entry", "row"), [(seq, event.row) for seq, (_, event) in placed])
    engine.load_rows(
        "actor",
        ("id", "name", "folded", "kind", "country", "sectors", "known"),
        [_actor(party) for party in actors.values()],
    )
    roll_up.write(engine)


def _side(parties: tuple[Party, ...]) -> Side:
    return tuple([party.id for party in parties]), tuple([party.country for party in parties])


@lru_cache(maxsize=65_536)
def _day(day: date) -> tuple[str, int]:
    """A day as text and as a number."""
    return day.isoformat(), day.toordinal()


def _row(seq: int, name: str, event: CodedEvent, sides: tuple[Side, Side], at: str) -> tuple[Any, ...]:
    (givers, giver_countries), (takers, taker_countries) = sides
    first, _ = _day(event.first_on)
    return (
        seq, name, event.type, event.mode, event.quad, event.cameo, event.goldstein, event.plover_score, event.modality, event.asserted_by,
        to_list(givers), to_list(takers), to_list(giver_countries), to_list(taker_countries), int(event.reciprocal), first,
        _day(event.last_on)[0] if event.last_on else first, event.granularity, "text", event.place, event.place_country,
        to_list(event.contexts), event.n_reports, _independent(event), to_list(event.outlets), event.prob,
        "", "[]", "", "[]", event.source, at,
    )  # fmt: skip


def _independent(event: CodedEvent) -> int:
    return event.n_reports if event.n_independent is None else event.n_independent


def _actor(party: Party) -> tuple[Any, ...]:
    return (party.id, party.name, fold(party.name), party.kind, party.country, " ".join(party.sectors), 0)
