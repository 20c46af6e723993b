"""Which cases come next: the least certain, those of a type or of a dyad, or a sample drawn for an audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.entries import Dyad, EventEntry
from onrecord.errors import ConfigError
from onrecord.record import EventFilter, Record
from onrecord.review.audit import audit_name, draw

By = Literal["uncertainty", "type", "dyad", "audit"]
What = Literal["event", "quote"]
_STEP = 200  # entries looked at together


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What to judge: `by` "uncertainty" (of a `kind`), "type", "dyad" or "audit" (`sample` cases drawn with `seed`)."""

    by: By = "uncertainty"
    kind: What = "event"
    type: str | None = None
    dyad: Dyad | None = None
    sample: int = 200
    seed: int = 1

    def __post_init__(self) -> None:
        if self.by not in get_args(By):
            raise ConfigError(f"{self.by!r} is no queue; use one of {', '.join(get_args(By))}")
        if self.by == "type" and self.type is None:
            raise ConfigError("a queue by type needs a type; add type=SANCTION, say")
        if self.by == "dyad" and self.dyad is None:
            raise ConfigError("a queue by dyad needs two parties; add a=RUS and b=USA, say")

    @property
    def audit(self) -> str | None:
        """The name of the sample that verdicts of this queue belong to."""
        return audit_name(self.kind, self.sample, self.seed) if self.by == "audit" else None


def find_queue(record: Record, queue: Queue, person: str | None, *, limit: int) -> list[str]:
    """The ids of the next entries that this person (or, without one, anybody) has not judged, in the queue's order."""
    if queue.by == "uncertainty":
        return [name for name, _ in record.uncertain(queue.kind, limit=limit)]
    names = draw(record, queue.kind, queue.sample, queue.seed) if queue.by == "audit" else _newest(record, queue)
    found: list[str] = []
    for part in _parts(names):
        judged = {one.entry_id for one in record.verdicts(part) if person is None or one.by == person}
        found += [name for name in part if name not in judged]
        if len(found) >= limit:
            break
    return found[:limit]


def _newest(record: Record, queue: Queue) -> Iterator[str]:
    """Events of a type or a dyad that a reader made, newest first."""
    sides = (queue.dyad.actor, queue.dyad.recipient) if queue.dyad else (None, None)
    of_type = queue.type if queue.by == "type" else None
    asked = EventFilter(type=of_type, party=sides[0], other=sides[1], origin="read")
    found: Iterator[EventEntry] = record.events(asked)
    return (entry.id for entry in found)


def _parts(names: Iterable[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for name in names:
        part.append(name)
        if len(part) == _STEP:
            yield part
            part = []
    if part:
        yield part
