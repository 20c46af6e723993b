"""An audit: a sample of the record, judged by people, gives the precision of its codings with an interval."""

from __future__ import annotations

import hashlib
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from onrecord.entries import Entry, EventEntry, Verdict
from onrecord.record import Record

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`right` of `n`, and the 95 % interval of the share by Wilson's score (Wilson 1927); None where n is 0."""

    right: int
    n: int
    interval: tuple[float, float] | None

    @property
    def share(self) -> float | None:
        """right / n; None where n is 0."""
        return self.right / self.n if self.n else None

    def to_dict(self) -> dict[str, Any]:
        """The share as JSON."""
        return {"right": self.right, "n": self.n, "share": self.share, "interval": list(self.interval or ()) or None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two people on the cases that both judged: how many, how many alike, and Cohen's kappa (Cohen 1960; None where chance is all)."""

    first: str
    second: str
    n: int
    alike: int
    kappa: float | None

    def to_dict(self) -> dict[str, Any]:
        """The agreement as JSON."""
        return {name: getattr(self, name) for name in Agreement.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What verdicts say together. `precision` counts what was accepted as it stood; `found` what was accepted or mended.

    `by_type` is the precision by PLOVER type, or by kind of quotation. `reasons` are those of rejections, most frequent first.
    """

    n_cases: int
    precision: Share
    found: Share
    by_type: Mapping[str, Share]
    agreements: tuple[Agreement, ...]
    reasons: tuple[tuple[str, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """The tally as JSON."""
        return {
            "cases": self.n_cases,
            "precision": self.precision.to_dict(),
            "found": self.found.to_dict(),
            "by_type": {name: share.to_dict() for name, share in self.by_type.items()},
            "agreement": [one.to_dict() for one in self.agreements],
            "reasons": [list(pair) for pair in self.reasons],
        }


def audit_name(kind: str, sample: int, seed: int) -> str:
    """The name under which the verdicts of a sample are kept."""
    return f"{kind}-{sample}-{seed}"


def draw(record: Record, kind: Literal["event", "quote"], sample: int, seed: int) -> list[str]:
    """Ids of `sample` entries, each with the same chance: those whose hash with the seed is least, in that order.

    The same record and seed give the same sample; as the record grows, most of a sample stays. Costs a walk over all ids.
    """
    return heapq.nsmallest(
        sample, record.read_ids(kind), key=lambda name: hashlib.sha256(f"{seed}:{name}".encode()).digest()
    )


def load_said(record: Record, kind: Literal["event", "quote"], sample: int, seed: int) -> list[Verdict]:
    """What people said of a sample, oldest first: for it, or of its entries in another queue or by a file."""
    name, drawn = audit_name(kind, sample, seed), set(draw(record, kind, sample, seed))
    return [one for one in record.verdicts() if one.audit == name or one.entry_id in drawn]


def tally_sample(record: Record, kind: Literal["event", "quote"], sample: int, seed: int) -> Tally:
    """How a sample stands by what was said of it."""
    said = load_said(record, kind, sample, seed)
    return tally(said, {entry.id: entry for entry in record.entries({one.entry_id for one in said})})


def tally(verdicts: Iterable[Verdict], entries: Mapping[str, Entry]) -> Tally:
    """Count verdicts: of each person the last on a case. Where people differ, the majority decides, and a tie is not right.

    `entries` by id tell types; those that are no more are counted without one.
    """
    said: dict[str, dict[str, Verdict]] = defaultdict(dict)  # report -> person -> last verdict
    for one in verdicts:
        said[one.report_id][one.by] = one
    right, found = Counter[str](), Counter[str]()
    cases = Counter[str]()
    for people in said.values():
        kind = _type_of(entries.get(next(iter(people.values())).entry_id))
        cases[kind] += 1
        right[kind] += _most(people.values(), ("accepted",))
        found[kind] += _most(people.values(), ("accepted", "corrected"))
    reasons = Counter(
        one.reason for people in said.values() for one in people.values() if one.what == "rejected" and one.reason
    )
    return Tally(
        n_cases=cases.total(),
        precision=wilson(right.total(), cases.total()),
        found=wilson(found.total(), cases.total()),
        by_type={name: wilson(right[name], n) for name, n in sorted(cases.items(), key=lambda one: (-one[1], one[0]))},
        agreements=_agreements(said),
        reasons=tuple(reasons.most_common(10)),
    )


def wilson(right: int, n: int) -> Share:
    """A share with Wilson's 95 % interval, which stays within 0 and 1 and holds for few cases too.

    >>> low, high = wilson(9, 10).interval
    >>> round(low, 3), round(high, 3)
    (0.596, 0.982)
    """
    if n == 0:
        return Share(right=0, n=0, interval=None)
    p, z2 = right / n, Z95**2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Share(right=right, n=n, interval=(max(0.0, middle - half), min(1.0, middle + half)))


def _most(verdicts: Iterable[Verdict], kinds: tuple[str, ...]) -> bool:
    told = [one.what in kinds for one in verdicts]
    return 2 * sum(told) > len(told)


def _type_of(entry: Entry | None) -> str:
    if entry is None:
        return "—"
    return entry.type if isinstance(entry, EventEntry) else entry.kind


def _agreements(said: Mapping[str, Mapping[str, Verdict]]) -> tuple[Agreement, ...]:
    people = sorted({name for told in said.values() for name in told})
    found = []
    for first, second in combinations(people, 2):
        both = [(told[first].what, told[second].what) for told in said.values() if first in told and second in told]
        if both:
            alike = sum(one == other for one, other in both)
            found.append(Agreement(first=first, second=second, n=len(both), alike=alike, kappa=_kappa(both)))
    return tuple(found)


def _kappa(both: Sequence[tuple[str, str]]) -> float | None:
    """(observed - by chance) / (1 - by chance)."""
    n = len(both)
    observed = sum(one == other for one, other in both) / n
    firsts, seconds = Counter(one for one, _ in both), Counter(other for _, other in both)
    chance = sum(firsts[what] * seconds[what] for what in firsts) / n**2
    return None if chance >= 1.0 else (observed - chance) / (1.0 - chance)
