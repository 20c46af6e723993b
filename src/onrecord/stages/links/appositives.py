""" "Mr Okello, the Ugandan president," and "the Ugandan president, Mr Okello,": one actor, of whom both tell."""

from __future__ import annotations

import re

from onrecord.frames import Phrase
from onrecord.stages.links.chains import Cast

_COMMA = re.compile(r",\s+(?:the |a |an |his |her |its )?|\s*,\s*")
_TAIL = re.compile(r"\s(?:of|for|at|to|in|with)\s(?:the\s)?")
_BODY_TAIL = re.compile(r"\s+(?:of|at|in|for|on|with)\s+(?:the\s+)?[\w\s]{0,30}")


def link_appositives(cast: Cast) -> None:
    """Join descriptions to the names beside them, in either order, and give the persons what they tell."""
    phrases = cast.phrases
    for i, phrase in enumerate(phrases):
        if phrase.kind != "person" or phrase.within is not None:
            continue
        j = cast.next_outer(i)
        if j is None or phrases[j].kind not in ("person", "organization") or cast.sentence_of[i] != cast.sentence_of[j]:
            continue
        if phrases[j].span.of(cast.article.text).lower().startswith("whose "):
            continue
        j, tail = _beyond_tail(cast, i, j)
        between = cast.between(i if tail is None else tail, j)
        is_title = between == " " and tail is None and phrase.how == "description"  # "opposition figure Ana Quispe"
        if not is_title and not _COMMA.fullmatch(between):
            continue
        named, other = cast.chain_of[i], cast.chain_of[j]
        if named is not None and phrases[j].how == "description" and phrases[j].number != "pl":
            _take_description(cast, named, j)
        elif phrase.how == "description" and other is not None and _names_person(phrases[j]):
            _describe(cast, other, i)
            _take_tail(cast, other, tail)


def _names_person(phrase: Phrase) -> bool:
    return phrase.kind == "person" and phrase.how in ("name", "title")


def _beyond_tail(cast: Cast, i: int, j: int) -> tuple[int, int | None]:
    """The phrase behind the body in a description's tail: "a spokeswoman for the army, Colonel Nasra"; and that body."""
    phrases = cast.phrases
    if phrases[i].how != "description" or phrases[j].kind not in ("organization", "country"):
        return j, None
    following = cast.next_outer(j)
    if following is None or not _TAIL.fullmatch(cast.between(i, j)):
        return j, None
    return following, j


def _take_tail(cast: Cast, at: int, tail: int | None) -> None:
    """Give a person the country and sectors of the body whose spokeswoman she is."""
    if tail is None:
        return
    chain, body = cast.chains[at], cast.phrases[tail]
    chain.country = chain.country or body.country or cast.possessor(tail).country
    chain.sectors = body.sectors or chain.sectors


def _take_description(cast: Cast, at: int, j: int) -> None:
    """Give a person what the appositive `j` says: its own words, or the body in its tail."""
    if cast.phrases[j].kind == "person":
        _describe(cast, at, j)
    tail = _tail_body(cast, j)
    if tail is not None:
        chain, body, told = cast.chains[at], cast.phrases[tail], cast.possessor(tail)
        chain.sectors = chain.sectors or body.sectors or told.sectors
        chain.country = chain.country or body.country or told.country


def _describe(cast: Cast, at: int, j: int) -> None:
    """Give chain `at` what description `j` says, and put `j` into it; not where the gender differs."""
    chain, phrase = cast.chains[at], cast.phrases[j]
    if phrase.gender and chain.gender and phrase.gender != chain.gender:
        return
    if cast.chain_of[j] is None:
        cast.join(j, at)
    chain.sectors = phrase.sectors or chain.sectors
    chain.office = phrase.office or chain.office
    chain.country = chain.country or phrase.country or cast.possessor(j).country


def _tail_body(cast: Cast, j: int) -> int | None:
    """The body named in the prepositional tail of a rank: "a deputy head at the upper house", "a member of the council"."""
    phrases = cast.phrases
    end = phrases[j].span.end
    for k in range(j + 1, min(j + 6, len(phrases))):
        between = cast.article.text[end : phrases[k].span.start]
        if not _BODY_TAIL.fullmatch(between):
            return None
        if phrases[k].kind in ("organization", "country"):
            return k
        end = phrases[k].span.end
    return None
