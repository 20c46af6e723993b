"""Whose they are: countries of actors from the possessors before them, and from the body that speaks of its own people."""

from __future__ import annotations

from onrecord.stages.links.chains import Cast
from onrecord.stages.links.evidence import STATE

_OF_STATE = frozenset("ambassador envoy spokesman spokeswoman spokesperson diplomat consul".split())
_NEAR = 40  # phrases looked at before one


def take_from_possessors(cast: Cast, *, of_state: bool = False) -> None:
    """ "Mr Okello's spokesman Ivan Brod" is of Mr Okello's country; `of_state` leaves out all but servants of a state."""
    for i, at in enumerate(cast.chain_of):
        if at is None or cast.chains[at].country is not None or cast.phrases[i].how == "pronoun":
            continue
        if not of_state or set(cast.chains[at].sectors) & STATE:
            cast.chains[at].country = cast.possessor(i).country


def take_from_speakers(cast: Cast) -> None:
    """An envoy or spokesman is of the state body before him in his sentence: "Kenya's embassy said Ambassador Osei would leave"."""
    for chain in cast.chains:
        if chain.country is None and chain.phrases and chain.kind == "person" and chain.office in _OF_STATE:
            chain.country = _speaking_before(cast, chain.phrases[0])


def _speaking_before(cast: Cast, i: int) -> str | None:
    for j in range(i - 1, max(-1, i - _NEAR), -1):
        if cast.sentence_of[j] != cast.sentence_of[i]:
            break
        if cast.phrases[j].kind == "organization" and cast.phrases[j].sectors == ("GOV",):
            chain = cast.chain(j)
            return (
                cast.phrases[j].country or cast.possessor(j).country or (chain.country if chain is not None else None)
            )
    return None
