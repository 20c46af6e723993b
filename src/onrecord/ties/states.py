"""What is told of a tie: its state in an interval, where it turned or broke, and the series of all three directions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, Literal

from onrecord.entries import Dyad
from onrecord.ties.periods import By

Direction = Literal["forth", "back", "both"]  # from a dyad's actor to its recipient, the other way, both together
Turned = Literal["new low", "new high"]
Share = tuple[float, float]  # the ends of a band, shares of 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Ids of what is no deed, in one interval: it stands beside the figures and never enters them.

    `asserted` acts are told by somebody other than the reporter, named or not; `statements` are quotations of the one
    about the other.
    """

    planned: tuple[str, ...] = ()
    hypothetical: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    asserted: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, list[str]]:
        """Each kind with its ids."""
        return {name: list(getattr(self, name)) for name in Apart.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """The state of a dyad in one interval. Every figure counts the entries of `ids` and no others.

    `tension` is the log rate of weighted conflict among `n_all` events of all dyads, None where there are none. `tone` is the
    smoothed share of conflict (0 to 1) with its 80 and 95 % bands, None before the first event. `quads` counts PLOVER's four classes in
    order. `plover_score` and `goldstein` are means over the `n_plover_score` and `n_goldstein` entries that have one:
    two scales, never mixed. `drivers` are the ids that weigh most in what moved, most first.
    """

    interval: str
    first_on: date
    last_on: date
    n_events: int
    n_outlets: int
    n_all: int
    weighted_conflict: float
    tension: float | None
    tone: float | None
    tone_80: Share | None
    tone_95: Share | None
    quads: tuple[int, int, int, int]
    types: tuple[tuple[str, int], ...]
    plover_score: float | None
    n_plover_score: int
    goldstein: float | None
    n_goldstein: int
    ids: tuple[str, ...]
    drivers: tuple[str, ...]
    apart: Apart

    @property
    def n_conflict(self) -> int:
        """Events of verbal and material conflict."""
        return self.quads[2] + self.quads[3]

    def to_dict(self) -> dict[str, Any]:
        """The tie as JSON: days as text, counts by the names of their classes."""
        told = {name: getattr(self, name) for name in Tie.__slots__}
        return told | {
            "first_on": self.first_on.isoformat(),
            "last_on": self.last_on.isoformat(),
            "tone_80": list(self.tone_80) if self.tone_80 else None,
            "tone_95": list(self.tone_95) if self.tone_95 else None,
            "quads": {str(number): count for number, count in enumerate(self.quads, start=1)},
            "types": dict(self.types),
            "ids": list(self.ids),
            "drivers": list(self.drivers),
            "apart": self.apart.to_dict(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A new low (tone worse than all of `since` to `until`) or a new high, and whether the evidence bears it.

    `prob` is the posterior probability; `not_enough` says what is missing, None where nothing is. Only then may it be told
    as a fact.
    """

    kind: Turned
    interval: str
    since: str
    until: str
    prob: float
    not_enough: str | None

    def to_dict(self) -> dict[str, Any]:
        """The turn as JSON."""
        return {name: getattr(self, name) for name in Turn.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A change point: the interval at which the share of conflict in the raw counts breaks, and the shares on both sides."""

    interval: str
    share_before: float
    share_after: float

    def to_dict(self) -> dict[str, Any]:
        """The break as JSON."""
        return {name: getattr(self, name) for name in Break.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One direction of a dyad over time, an element an interval without gaps; `directed` is False for both together.

    `said` is what moved, in words for people, with the ids behind it.
    """

    dyad: Dyad
    directed: bool
    by: By
    ties: tuple[Tie, ...]
    turns: tuple[Turn, ...]
    breaks: tuple[Break, ...]
    said: str

    @property
    def name(self) -> str:
        """RUS → USA, or RUS ↔ USA for both directions."""
        return f"{self.dyad.actor} {'→' if self.directed else '↔'} {self.dyad.recipient}"

    @property
    def stretches(self) -> list[tuple[Tie, ...]]:
        """The runs of intervals that have a tension: where nothing at all was told between two, no line leads from one to the other."""
        runs = groupby(self.ties, key=lambda tie: tie.tension is not None)
        return [tuple(ties) for is_told, ties in runs if is_told]

    @property
    def turned(self) -> Series:
        """The same figures, named the other way round: of both directions together."""
        named = replace(self, dyad=self.dyad.turned)
        return replace(named, said=self.said.replace(self.name, named.name, 1))

    def to_dict(self) -> dict[str, Any]:
        """The series as JSON."""
        return {
            "dyad": list(self.dyad),
            "directed": self.directed,
            "by": self.by,
            "said": self.said,
            "turns": [turn.to_dict() for turn in self.turns],
            "breaks": [one.to_dict() for one in self.breaks],
            "ties": [tie.to_dict() for tie in self.ties],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """A dyad's ties and what they were counted from: a series for each direction that was asked for.

    `outlets` are the only outlets counted, None for all there are; `dropped` is the one left out. `n_outlets` counts the
    outlets behind the denominator. `n_undated` entries of the dyad have no day as fine as the interval and count nowhere.
    """

    dyad: Dyad
    by: By
    outlets: tuple[str, ...] | None
    dropped: str | None
    n_outlets: int
    n_undated: int
    series: tuple[Series, ...]

    @property
    def turned(self) -> Ties:
        """The same with the parties changed about: what went forth goes back, and both together are named so."""
        directed = [one for one in self.series if one.directed]
        both = [one.turned for one in self.series if not one.directed]
        return replace(self, dyad=self.dyad.turned, series=(*reversed(directed), *both))

    @property
    def forth(self) -> Series:
        """From the dyad's actor to its recipient."""
        return next(one for one in self.series if one.directed and one.dyad == self.dyad)

    @property
    def back(self) -> Series:
        """From its recipient to its actor."""
        return next(one for one in self.series if one.directed and one.dyad != self.dyad)

    @property
    def both(self) -> Series:
        """Both together."""
        return next(one for one in self.series if not one.directed)

    def to_dict(self) -> dict[str, Any]:
        """The ties as JSON."""
        return {
            "dyad": list(self.dyad),
            "by": self.by,
            "outlets": list(self.outlets) if self.outlets is not None else None,
            "dropped": self.dropped,
            "n_outlets": self.n_outlets,
            "n_undated": self.n_undated,
            "series": [one.to_dict() for one in self.series],
        }
