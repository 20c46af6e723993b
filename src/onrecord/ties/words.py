"""What moved, said in a sentence or two with the ids behind it, and no more than the evidence bears."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.ties.states import Break, Tie, Turn

EVEN = 0.5


def say(name: str, ties: Sequence[Tie], turns: Sequence[Turn], breaks: Sequence[Break]) -> str:
    """The sentence of one direction, about its last interval with events.

    >>> say("RUS → USA", [], [], [])
    'RUS → USA: no deed on record.'
    """
    seen = [tie for tie in ties if tie.n_events]
    if not seen:
        return f"{name}: no deed on record."
    last = seen[-1]
    behind = f"; behind it {', '.join(last.drivers)}" if last.drivers else ""
    told = [f"{name}, {last.interval}: {_balance(last)}{_moved(seen)}{behind}."]
    told += [_turned(turn, last) for turn in turns if turn.interval == last.interval]
    if len(told) == 1:
        told += [f"Its last {turn.kind}: {turn.interval} (P {turn.prob:.2f})." for turn in turns[-1:]]
    told += [
        f"The counts break at {one.interval}, from {one.share_before:.0%} to {one.share_after:.0%} conflict."
        for one in breaks[-1:]
    ]
    return " ".join(told)


def find_balance(tie: Tie) -> str:
    """Which side outweighs in an interval: "conflict", "cooperation", or "neither" where the 80 % band holds one half."""
    if tie.tone_80 is None or tie.tone_80[0] <= EVEN <= tie.tone_80[1]:
        return "neither"
    return "conflict" if tie.tone_80[0] > EVEN else "cooperation"


def _balance(tie: Tie) -> str:
    side = find_balance(tie)
    n, conflict = tie.n_events, tie.n_conflict
    counted = f"{conflict} of {n} deed{'s' * (n != 1)} conflict"
    if side == "neither":
        return f"{counted}, neither conflict nor cooperation clearly outweighs"
    return f"{counted}, {side} outweighs"


def _moved(seen: Sequence[Tie]) -> str:
    """The tone, and whether it left its band of the interval with events before."""
    last = seen[-1]
    if last.tone is None or last.tone_80 is None:
        return ""
    told = f" (tone {last.tone:.2f}, 80 % band {last.tone_80[0]:.2f} to {last.tone_80[1]:.2f})"
    before = seen[-2] if len(seen) > 1 else None
    if before is None or before.tone is None or before.tone_80 is None:
        return told + "; nothing earlier to compare with"
    if before.tone_80[0] <= last.tone <= before.tone_80[1]:
        return told + f", no clear move since {before.interval}"
    way = "worse" if last.tone > before.tone else "better"
    return told + f", {way} than {before.interval} ({before.tone:.2f})"


def _turned(turn: Turn, tie: Tie) -> str:
    compared = f"every interval from {turn.since} to {turn.until}"
    if turn.not_enough:
        return f"Whether that is a {turn.kind} against {compared}: not enough evidence ({turn.not_enough})."
    side = "worse" if turn.kind == "new low" else "better"
    return (
        f"A {turn.kind}: {side} than {compared} "
        f"(P {turn.prob:.2f}; {tie.n_events} deeds from {tie.n_outlets} outlets, with or without the largest)."
    )
