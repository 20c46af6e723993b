"""Whose they are: countries of actors, from possessors, seats, offices, datelines and the story around."""

from __future__ import annotations

from onrecord.frames import Phrase
from onrecord.stages.datelines import find_dateline
from onrecord.stages.links.chains import Cast

_STATE_OFFICES = frozenset("ambassador envoy spokesman spokeswoman spokesperson diplomat consul".split())
_STATE = frozenset(("GOV", "LEG", "MIL", "COP", "JUD", "SPY"))
_HOME = _STATE - {"SPY"}  # persons who serve the state in which the story plays
_ABROAD = frozenset(("embassy", "consulate", "mission", "delegation"))
_NEAR = 200  # phrases looked at around one


def take_from_possessors(cast: Cast, *, of_state: bool = False) -> None:
    """ "Mr Okello's spokesman Ivan Brod" is of Mr Okello's country; `of_state` leaves out all but servants of a state."""
    for i, at in enumerate(cast.chain_of):
        if at is None or cast.chains[at].country is not None or cast.phrases[i].how == "pronoun":
            continue
        if not of_state or set(cast.chains[at].sectors) & _STATE:
            cast.chains[at].country = cast.possessor(i).country


def take_from_seats(cast: Cast) -> None:
    """A state body that sits in a capital is of that country: "the prime minister's office in Copenhagen"."""
    for i, at in enumerate(cast.chain_of):
        if at is not None and cast.chains[at].country is None:
            cast.chains[at].country = _seat(cast, i)


def _seat(cast: Cast, i: int) -> str | None:
    """The country in which body `i` sits; embassies sit abroad."""
    phrase = cast.phrases[i]
    if phrase.kind != "organization" or not set(phrase.sectors) & _STATE or cast.head_word(i) in _ABROAD:
        return None
    following = cast.next_outer(i)
    if following is None or cast.phrases[following].kind not in ("place", "country"):
        return None
    return cast.phrases[following].country if cast.between(i, following) == " in " else None


def take_from_offices(cast: Cast) -> None:
    """State officers and bodies without a country take one from the words around.

    From the embassy or ministry that speaks of them, from the dateline, or from the only country of the story;
    opposition figures from the state that acts on them in their sentence.
    """
    home = _home(cast)
    for at, chain in enumerate(cast.chains):
        if chain.country is None and chain.phrases:
            chain.country = _of_office(cast, at, home)


def _of_office(cast: Cast, at: int, home: str | None) -> str | None:
    chain = cast.chains[at]
    first, sectors = chain.phrases[0], set(chain.sectors)
    if chain.kind in ("organization", "group"):
        return home if sectors & _STATE and sectors != {"MIL"} else None
    if chain.kind != "person":
        return None
    if sectors == {"OPP"}:
        return _next_country(cast, first) or home
    if chain.office in _STATE_OFFICES:
        return _speaking_for(cast, first) or home
    return home or _spoken_of(cast, first) if sectors & _HOME else None


def _speaking_for(cast: Cast, i: int) -> str | None:
    """The country of the state body before phrase `i` in its sentence."""
    for j in range(i - 1, max(-1, i - _NEAR), -1):
        if cast.sentence_of[j] != cast.sentence_of[i]:
            break
        if cast.phrases[j].kind == "organization" and cast.phrases[j].sectors == ("GOV",):
            return cast.phrases[j].country or cast.possessor(j).country
    return None


def _next_country(cast: Cast, i: int) -> str | None:
    """The next country behind phrase `i` in its sentence."""
    for j in range(i + 1, min(i + _NEAR, len(cast.phrases))):
        if cast.sentence_of[j] != cast.sentence_of[i]:
            break
        if _tells_country(cast.phrases[j]):
            return cast.phrases[j].country
    return None


def _home(cast: Cast) -> str | None:
    """The country of the dateline, else the only country that the story names."""
    dateline = find_dateline(cast.article, cast.draft.gazetteer)
    if dateline is not None and dateline.country is not None:
        return dateline.country
    countries = {chain.country for chain in cast.chains if chain.kind == "country"}
    return next(iter(countries)) if len(countries) == 1 else None


def _spoken_of(cast: Cast, i: int) -> str | None:
    """The only country of this sentence and the one before, else the one that opens the sentence before."""
    sentence = cast.sentence_of[i]
    near: list[Phrase] = []
    for j in range(i - 1, max(-1, i - _NEAR), -1):
        if cast.sentence_of[j] < sentence - 1:
            break
        if _tells_country(cast.phrases[j]):
            near.append(cast.phrases[j])
    if len({phrase.country for phrase in near}) == 1:
        return near[-1].country
    start = cast.draft.sentences[max(sentence - 1, 0)].start
    opens = near and near[-1].kind == "country" and near[-1].span.start - start < 5
    return near[-1].country if opens else None


def _tells_country(phrase: Phrase) -> bool:
    return phrase.country is not None and phrase.kind != "place"
