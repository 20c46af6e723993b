"""Descriptions, each to the chain it points at: "the embassy", "the Kenyan leader", "the two countries"."""

from __future__ import annotations

from onrecord.frames import Phrase, Pointer
from onrecord.stages.links.chains import NO_ACTOR, RECENT, TWO, Cast, Chain
from onrecord.stages.links.empty import is_event
from onrecord.stages.links.known import (
    former_holder,
    holder_of,
    is_in_office,
    is_of_former,
    is_of_part,
    named_holder,
    open_known,
    still_holds,
    told_head,
    was_in_office,
)
from onrecord.stages.links.pointed import SURE_OF_DESCRIPTION, chains_pointed_at

_ALONE = frozenset(("congress", "parliament"))  # bodies told without an article
SAME_HEAD = 3  # how well a chain fits that has a phrase with the same head word
_DEFINITE = frozenset("the this that its his her their these those my our your".split())
_HEADS_OF_STATE = frozenset("president minister premier chancellor king".split())
_VAGUE = frozenset("leader official politician diplomat".split())  # told apart by country and sector alone


def link_description(cast: Cast, i: int, pointer: Pointer | None = None) -> None:
    """Put description `i` into the chain it points at, else into one of its own; `TWO` where two fit alike.

    Where the finder is sure whom it means, it is that chain, or a new one; but "the embassy" is the only embassy before it.
    """
    phrase = cast.phrases[i]
    if is_event(cast, i):
        cast.reason_of[i] = NO_ACTOR
        return
    told = phrase.country or cast.possessor(i).country
    head = told_head(cast, i)
    holder = holder_of(cast, i, head[0]) if head is not None else None
    if holder is not None:
        cast.join(i, open_known(cast, i, holder))
        return
    ranked = _fitting(cast, i, told) if _is_definite(cast, i) else []
    if pointer is not None:
        pointed = chains_pointed_at(cast, pointer)
        if pointed and is_of_former(cast, i):
            pointed = [one for one in pointed if not still_holds(cast, cast.chains[one[1]], phrase.office or "")]
        if pointed and pointed[0][0] >= SURE_OF_DESCRIPTION and _may_mean(cast, i, cast.chains[pointed[0][1]]):
            cast.join(i, pointed[0][1])
            return
        if pointer.nobody >= SURE_OF_DESCRIPTION and [fit[0] for fit in ranked].count(-SAME_HEAD) != 1:
            cast.join(i, _new(cast, i, told))
            return
    if not ranked:
        cast.join(i, _new(cast, i, told))
        return
    best = ranked[0]
    if len(ranked) > 1 and phrase.kind == "person" and told is None and ranked[1][:2] == best[:2]:
        cast.reason_of[i] = TWO
    else:
        cast.join(i, best[2])


def _new(cast: Cast, i: int, country: str | None) -> int:
    """A new chain for a description: of who holds the office on that day, where the gazetteer knows."""
    named = named_holder(cast, i, country) if _is_definite(cast, i) else None
    if named is None and _is_definite(cast, i):
        named = former_holder(cast, i, country)
    if named is None:
        named = _named_later(cast, i, country)
    if named is not None:
        return named
    holder = holder_of(cast, i, country)
    if holder is not None:
        return open_known(cast, i, holder)
    phrase = cast.phrases[i]
    return cast.open(Chain(phrase.kind, phrase.name or cast.head_word(i), country=country))


def _named_later(cast: Cast, i: int, country: str | None) -> int | None:
    """The one person whom the story names behind description `i`, of the same office and country: "its ambassador ... Ambassador Osei"."""
    phrase = cast.phrases[i]
    if country is None or phrase.office is None or phrase.number == "pl" or not _is_definite(cast, i):
        return None
    found = [
        at
        for at, chain in enumerate(cast.chains)
        if chain.country == country and is_in_office(cast, chain, phrase.office, country)
        if chain.phrases[0] > i and cast.phrases[chain.phrases[0]].how in ("name", "title")
    ]
    return found[0] if len(found) == 1 else None


def _may_mean(cast: Cast, i: int, chain: Chain) -> bool:
    """Whether nothing that the words tell speaks against it: kind, country, gender."""
    phrase = cast.phrases[i]
    told = phrase.country or cast.possessor(i).country
    if told and chain.country and chain.country != told:
        return False
    if phrase.gender and chain.gender and phrase.gender != chain.gender:
        return False
    if _is_far_from_this(cast, i, chain):
        return False
    qualifiers = cast.qualifiers(i)
    if phrase.kind == "organization" and qualifiers and chain.qualifiers and not qualifiers & chain.qualifiers:
        return False
    return phrase.kind == chain.kind or "unknown" in (phrase.kind, chain.kind)


def _is_far_from_this(cast: Cast, i: int, chain: Chain) -> bool:
    """Whether "this court" would mean one by name that was not spoken of just now: it is the one before which one speaks."""
    phrase, last = cast.phrases[i], chain.last_before(i)
    if phrase.kind != "organization" or phrase.span.of(cast.article.text)[:5].lower() != "this ":
        return False
    is_named = any(cast.phrases[k].how == "name" for k in chain.phrases[:RECENT])
    return is_named and last is not None and cast.sentence_of[i] - cast.sentence_of[last] > 1


def _is_definite(cast: Cast, i: int) -> bool:
    """Whether an article leads description `i`, its country is told, or whose officer it is: "the minister", "Kenya's minister"; or it
    needs none of them: "told parliament".
    """
    phrase = cast.phrases[i]
    if _has_article(cast, phrase) or phrase.country or phrase.span.of(cast.article.text).lower() in _ALONE:
        return True
    return phrase.kind == "person" and bool(cast.owner(i).country)


def _has_article(cast: Cast, phrase: Phrase) -> bool:
    return phrase.span.of(cast.article.text).split()[0].lower() in _DEFINITE


def _is_any(cast: Cast, phrase: Phrase, chain: Chain) -> bool:
    """Whether a plural may be any of its country ("Kenyan soldiers"), for all that the words of chain ("five soldiers") tell."""
    if phrase.number != "pl" or _has_article(cast, phrase):
        return False
    return all(cast.phrases[k].country != phrase.country for k in chain.phrases[-RECENT:])


def _fitting(cast: Cast, i: int, told: str | None) -> list[tuple[int, int, int]]:
    """Chains that definite description `i` can mean, best first: how badly it fits, how far back, and the chain."""
    phrase, head = cast.phrases[i], cast.head_word(i)
    of_part = phrase.office is not None and is_of_part(cast, i)
    of_former = phrase.office is not None and is_of_former(cast, i)
    of_holder = phrase.office is not None and not is_of_former(cast, i)
    of_body = told_head(cast, i)
    found = []
    for at in cast.last_spoken_of():
        chain = cast.chains[at]
        if chain.kind != phrase.kind or chain.plural != (phrase.number == "pl"):
            continue
        if (told and chain.country and chain.country != told) or _is_any(cast, phrase, chain):
            continue
        if phrase.gender and chain.gender and phrase.gender != chain.gender:
            continue
        if _is_far_from_this(cast, i, chain):
            continue
        if of_part and not any(is_of_part(cast, k) for k in chain.phrases[:RECENT]):
            continue  # the Chechen president is not Russia's
        if of_holder and chain.kind == "person" and was_in_office(cast, chain):
            continue
        if of_former and still_holds(cast, chain, phrase.office or ""):
            continue
        if of_body is not None and any(told_head(cast, k) not in (of_body, None) for k in chain.phrases[:RECENT]):
            continue  # the IAEA's chief is not the UN's
        rank = _rank(chain, head, phrase, cast.qualifiers(i))
        if rank > 0:
            last = chain.last_before(i)
            found.append((-rank, -cast.sentence_of[last] if last is not None else 1, at))
    return sorted(found)


def _rank(chain: Chain, head: str, phrase: Phrase, qualifiers: set[str]) -> int:
    """How well a chain fits: `SAME_HEAD`, 2 the same office, 1 the same sector (for "leader" and the like).

    A body with the same head is another one where both are told apart: the defence ministry is not the foreign ministry.
    """
    if head in chain.heads:
        is_other = (
            chain.kind == "organization" and qualifiers and chain.qualifiers and not qualifiers & chain.qualifiers
        )
        return 0 if is_other else SAME_HEAD
    if chain.kind != "person":
        return 0
    if phrase.office and chain.office:
        last, theirs = phrase.office.split()[-1], chain.office.split()[-1]
        if last == theirs or (last in ("leader", "premier") and theirs in _HEADS_OF_STATE):
            return 2
    if phrase.office in _VAGUE and phrase.country:
        alike = set(chain.sectors) & set(phrase.sectors) or (not chain.sectors and phrase.office == "leader")
        return 1 if alike else 0
    return 0
