"""The roll-up by dyad and month: what an event's row adds to it, as whole numbers that can be taken away again exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from onrecord.entries import CodedEvent, Dyad, find_dyads
from onrecord.record.engine import Engine
from onrecord.record.summary import from_list

Key = tuple[str, str, str, str, int, int]  # actor, recipient, month, type, quad, deed
_COLUMNS = "actor, recipient, month, type, quad, deed, n, n_goldstein, goldstein, n_plover, plover"
ADD = f"""INSERT INTO dyad_month ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (actor, recipient, month, type, quad, deed) DO UPDATE SET n = dyad_month.n + excluded.n,
n_goldstein = dyad_month.n_goldstein + excluded.n_goldstein, goldstein = dyad_month.goldstein + excluded.goldstein,
n_plover = dyad_month.n_plover + excluded.n_plover, plover = dyad_month.plover + excluded.plover"""
_EMPTY = "DELETE FROM dyad_month WHERE actor = ? AND recipient = ? AND month = ? AND type = ? AND quad = ? AND deed = ? AND n = 0"


@lru_cache(maxsize=65_536)
def _dyads(actors: tuple[str | None, ...], recipients: tuple[str | None, ...], reciprocal: bool) -> tuple[Dyad, ...]:
    return find_dyads(actors, recipients, reciprocal=reciprocal)


class RollUp:
    """Sums changes and writes them at once."""

    def __init__(self) -> None:
        self._changes: dict[Key, list[int]] = {}

    def add(self, event: Mapping[str, Any], times: int = 1) -> None:
        """Count an event's row (JSON lists of countries) `times` over; -1 takes it away."""
        if event["first_on"] is None:
            return
        deed = int(event["modality"] == "actual" and event["asserted_by"] is None)
        what = (event["first_on"][:7] + "-01", event["type"], event["quad"], deed)
        givers, takers = from_list(event["actor_countries"]), from_list(event["recipient_countries"])
        for dyad in _dyads(givers, takers, bool(event["reciprocal"])):
            self._add((*dyad, *what), event["goldstein"], event["plover_score"], times)

    def add_coded(
        self, event: CodedEvent, givers: tuple[str | None, ...], takers: tuple[str | None, ...], first_on: str | None
    ) -> None:
        """Count an imported event, if it has a day."""
        if first_on is None:
            return
        month = first_on[:7] + "-01"
        for actor, recipient in _dyads(givers, takers, event.reciprocal):
            key = (actor, recipient, month, event.type, event.quad, int(event.is_deed))
            self._add(key, event.goldstein, event.plover_score, 1)

    def _add(self, key: Key, goldstein: float | None, plover: float | None, times: int) -> None:
        sums = self._changes.get(key)
        if sums is None:
            sums = self._changes[key] = [0, 0, 0, 0, 0]
        sums[0] += times
        if goldstein is not None:
            sums[1] += times
            sums[2] += times * round(goldstein * 10)
        if plover is not None:
            sums[3] += times
            sums[4] += times * round(plover * 10)

    def write(self, engine: Engine) -> None:
        """Add what was summed to the table; what comes to nothing leaves it. Call it inside `writing`."""
        changes = sorted((key, sums) for key, sums in self._changes.items() if any(sums))
        engine.run_many(ADD, [(*key, *sums) for key, sums in changes])
        engine.run_many(_EMPTY, [key for key, sums in changes if sums[0] < 0])
        self._changes.clear()

    @classmethod
    def of(cls, events: Iterable[Mapping[str, Any]]) -> dict[Key, tuple[int, ...]]:
        """The roll-up counted afresh, for `verify`."""
        fresh = cls()
        for event in events:
            fresh.add(event)
        return {key: tuple(sums) for key, sums in fresh._changes.items()}
