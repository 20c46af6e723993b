"""The roll-up by dyad and month: what an event's row adds to it, as whole numbers that can be taken away again exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from onrecord.entries import CodedEvent, Dyad, find_dyads
from onrecord.record.engine import Engine
from onrecord.record.summary import from_list

What = tuple[str, str, int, int]  # month, type, quad, deed
Key = tuple[str, str, str, str, int, int]  # actor, recipient, and What
KEYS = ("actor", "recipient", "month", "type", "quad", "deed")
COLUMNS = (*KEYS, "n", "n_goldstein", "goldstein", "n_plover", "plover")
_SUMS = ", ".join(f"{name} = dyad_month.{name} + excluded.{name}" for name in COLUMNS[len(KEYS) :])
ADD_UP = f"({', '.join(KEYS)}) DO UPDATE SET {_SUMS}"
_EMPTY = "DELETE FROM dyad_month WHERE actor = ? AND recipient = ? AND month = ? AND type = ? AND quad = ? AND deed = ? AND n = 0"


@lru_cache(maxsize=65_536)
def _dyads(actors: tuple[str | None, ...], recipients: tuple[str | None, ...], reciprocal: bool) -> tuple[Dyad, ...]:
    return find_dyads(actors, recipients, reciprocal=reciprocal)


@lru_cache(maxsize=4_096)
def _tenths(value: float) -> int:
    return round(value * 10)


class RollUp:
    """Sums changes and writes them at once."""

    def __init__(self) -> None:
        self._changes: dict[Dyad, dict[What, list[int]]] = {}

    def add(self, event: Mapping[str, Any], times: int = 1) -> None:
        """Count an event's row (JSON lists of countries) `times` over; -1 takes it away."""
        if event["first_on"] is None:
            return
        deed = int(event["modality"] == "actual" and event["asserted_by"] is None)
        what = (event["first_on"][:7] + "-01", event["type"], event["quad"], deed)
        givers, takers = from_list(event["actor_countries"]), from_list(event["recipient_countries"])
        for dyad in _dyads(givers, takers, bool(event["reciprocal"])):
            self._add(dyad, what, event["goldstein"], event["plover_score"], times)

    def add_coded(
        self, event: CodedEvent, givers: tuple[str | None, ...], takers: tuple[str | None, ...], month: str | None
    ) -> None:
        """Count an imported event, if it has a day; `month` is the first one of its month."""
        if month is None:
            return
        what = (month, event.type, event.quad, int(event.is_deed))
        for dyad in _dyads(givers, takers, event.reciprocal):
            self._add(dyad, what, event.goldstein, event.plover_score, 1)

    def _add(self, dyad: Dyad, what: What, goldstein: float | None, plover: float | None, times: int) -> None:
        of_dyad = self._changes.get(dyad)
        if of_dyad is None:
            of_dyad = self._changes[dyad] = {}
        sums = of_dyad.get(what)
        if sums is None:
            sums = of_dyad[what] = [0, 0, 0, 0, 0]
        sums[0] += times
        if goldstein is not None:
            sums[1] += times
            sums[2] += times * _tenths(goldstein)
        if plover is not None:
            sums[3] += times
            sums[4] += times * _tenths(plover)

    def write(self, engine: Engine) -> None:
        """Add what was summed to the table; what comes to nothing leaves it. Call it inside `writing`."""
        changes = [(key, sums) for key, sums in self._in_order() if any(sums)]
        engine.load_rows("dyad_month", COLUMNS, [(*key, *sums) for key, sums in changes], if_there=ADD_UP)
        engine.run_many(_EMPTY, [key for key, sums in changes if sums[0] < 0])
        self._changes.clear()

    def _in_order(self) -> Iterator[tuple[Key, list[int]]]:
        """Each key with its sums, in the order of the table: dyad by dyad, which sorts short lists."""
        for dyad in sorted(self._changes):
            of_dyad = self._changes[dyad]
            for what in sorted(of_dyad):
                yield (*dyad, *what), of_dyad[what]
