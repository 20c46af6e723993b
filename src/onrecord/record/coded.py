"""Events that others coded come into the record in bulk, each an entry of its own: its evidence is its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.entries import CodedEvent, Party
from onrecord.record import keys
from onrecord.record.codings import to_ordinal
from onrecord.record.engine import Engine
from onrecord.record.entry_rows import event_parties, give_places
from onrecord.record.keeping import log_changes
from onrecord.record.queries import chunks, select_in
from onrecord.record.rollup import RollUp
from onrecord.record.similarity import fold
from onrecord.record.summary import to_json

BATCH = 20_000  # events a transaction
_COLUMNS = (
    "seq", "id", "type", "mode", "quad", "cameo", "goldstein", "plover_score", "modality", "asserted_by", "actors", "recipients",
    "actor_countries", "recipient_countries", "reciprocal", "first_on", "last_on", "granularity", "day_from", "place",
    "place_country", "contexts", "n_reports", "n_independent", "outlets", "prob", "words", "anchor", "titles", "disagreements",
    "origin", "loaded_at",
)  # fmt: skip


def keep_coded(engine: Engine, events: Iterable[CodedEvent], at: str, *, locator: str | None = None) -> tuple[int, int]:
    """Keep coded events; how many came new, and how many were there. What a source gives twice is kept once."""
    added = known = 0
    seen: set[str] = set()
    for batch in chunks(events, BATCH):
        with engine.writing():
            new = _new_events(engine, batch, seen)
            _write(engine, new, at)
            if new:
                log_changes(engine, [(None, "imported", f"{len(new)} of {locator or batch[0].source}")], at)
        seen.clear()
        added += len(new)
        known += len(batch) - len(new)
    return added, known


def _new_events(engine: Engine, batch: Sequence[CodedEvent], seen: set[str]) -> list[tuple[str, CodedEvent]]:
    named = [(keys.coded_id(event.source, event.source_id), event) for event in batch]
    seen |= {
        row[0] for row in select_in(engine, "SELECT id FROM event WHERE id IN ({marks})", [name for name, _ in named])
    }
    new = []
    for name, event in named:
        if name not in seen:
            seen.add(name)
            new.append((name, event))
    return new


def _write(engine: Engine, new: Sequence[tuple[str, CodedEvent]], at: str) -> None:
    wanted = [keys.first_seq(to_ordinal(event.first_on.isoformat()), name) for name, event in new]
    places = give_places(engine, "event", wanted)
    roll_up = RollUp()
    rows, parties, actors = [], [], {}
    for seq, (name, event) in zip(places, new, strict=True):
        givers = ([party.id for party in event.actors], [party.country for party in event.actors])
        takers = ([party.id for party in event.recipients], [party.country for party in event.recipients])
        rows.append(_row(seq, name, event, (givers, takers), at))
        parties += event_parties(seq, givers, takers)
        actors.update({party.id: party for party in (*event.actors, *event.recipients)})
        values = {
            "first_on": event.first_on.isoformat(), "modality": "actual", "asserted_by": None, "reciprocal": event.reciprocal,
            "type": event.type, "quad": event.quad, "goldstein": event.goldstein, "plover_score": event.plover_score,
        }  # fmt: skip
        roll_up.add_values(tuple(givers[1]), tuple(takers[1]), values)
    engine.load_rows("event", _COLUMNS, rows)
    engine.load_rows("event_party", ("country", "role", "entry", "actor"), parties)
    engine.load_rows("coded", ("entry", "row", "outlet"), [(name, event.row, event.outlet) for name, event in new])
    engine.load_rows(
        "actor",
        ("id", "name", "folded", "kind", "country", "sectors", "known"),
        [_actor(party) for party in actors.values()],
    )
    roll_up.write(engine)


def _row(seq: int, name: str, event: CodedEvent, sides: tuple[Any, Any], at: str) -> tuple[Any, ...]:
    (givers, giver_countries), (takers, taker_countries) = sides
    first = event.first_on.isoformat()
    return (
        seq, name, event.type, event.mode, event.quad, event.cameo, event.goldstein, event.plover_score, "actual", None,
        to_json(givers), to_json(takers), to_json(giver_countries), to_json(taker_countries), int(event.reciprocal), first,
        event.last_on.isoformat() if event.last_on else first, "day", "text", event.place, event.place_country,
        to_json(event.contexts), event.n_reports, event.n_reports, to_json([event.outlet] if event.outlet else []), 1.0,
        "", "[]", "", "[]", event.source, at,
    )  # fmt: skip


def _actor(party: Party) -> tuple[Any, ...]:
    return (party.id, party.name, fold(party.name), party.kind, party.country, " ".join(party.sectors), 0)
