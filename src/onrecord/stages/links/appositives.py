""" "Mr Okello, the Ugandan president," and "the Ugandan president, Mr Okello,": one actor, of whom both tell."""

from __future__ import annotations

import re

from onrecord.frames import Phrase
from onrecord.stages.links.chains import Cast
from onrecord.stages.links.evidence import STATE
from onrecord.stages.links.lists import words_of
from onrecord.stages.links.pointed import chains_pointed_at
from onrecord.syntax import Syntax

_COMMA = re.compile(r",\s+(?:the |a |an |his |her |its )?|\s*,\s*")
_COMMA_ALONE = re.compile(r",\s+")
_OPENING = re.compile(r"(?:the|an?)\s", re.IGNORECASE)
_CLOSING = re.compile(r"\s*(?:[.;:)—–]|,(?!\s+(?:and|or|who|whose|which)\b|\s+(?:the|an?)\s))")
_POINTED = 0.2  # of all probability, that the finder gives the body of which an appositive may be
_TAIL = re.compile(r"\s(?:of|for|at|to|in|with)\s(?:the\s)?")
_TAIL_SET_OFF = re.compile(r"\s(?:of|in|to|for)\s[^,.;:()]{1,60}(?=,)")
_NEAR = 4  # phrases behind a description that may stand inside it
_LINKS = frozenset("of for at to in with on".split())
_RANKS = frozenset("head chief chairman chairwoman chair chairperson member director boss leader president".split())
_SERVANTS = frozenset(
    "adviser advisor aide assistant spokesman spokeswoman spokesperson secretary envoy deputy".split()
)
_TO = re.compile(r"\s+(?:to|of|for)\s+(?:the\s+)?")
_LONGEST_TAIL = 14  # tokens
_IN_TAIL = 8  # phrases
_BODY_TAIL = re.compile(r"\s+(?:of|at|in|for|on|with)\s+(?:the\s+)?[\w\s]{0,30}")


def link_appositives(cast: Cast) -> None:
    """Join descriptions to the names beside them, in either order, and give the persons what they tell."""
    phrases = cast.phrases
    in_tail: set[int] = set()
    for i, phrase in enumerate(phrases):
        if phrase.kind != "person" or phrase.within is not None or i in in_tail:
            continue
        named_behind = _behind_tail(cast, i)
        if named_behind is not None:
            at = cast.chain_of[named_behind]
            in_tail.update(range(i + 1, named_behind))
            if at is not None:
                _describe(cast, at, i)
                _take_tail(
                    cast, at, next((j for j in range(i + 1, named_behind) if phrases[j].kind == "organization"), None)
                )
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
        if named is not None and phrases[j].how == "description" and phrases[j].number != "pl" and not _acts(cast, j):
            _take_description(cast, named, j)
        elif phrase.how == "description" and other is not None and _names_person(phrases[j]):
            _describe(cast, other, i)
            _take_tail(cast, other, tail)


def _acts(cast: Cast, j: int) -> bool:
    """Whether a finite verb follows description `j`, which then opens a clause of its own: "asked about Osei, the envoy declined"."""
    syntax = cast.draft.syntax
    if syntax is None:
        return False
    at = syntax.token_at(cast.phrases[j].span.end)
    group = syntax.verb_at(at)
    return group is not None and syntax.verb_groups[group].first == at and syntax.verb_groups[group].form == "finite"


def link_bodies_described(cast: Cast) -> None:
    """Join "the largest party" to "the Brod Front, the largest party, said", and "the top grower" to the country before it."""
    phrases = cast.phrases
    for i, phrase in enumerate(phrases):
        at, j = cast.chain_of[i], cast.next_outer(i)
        if at is None or j is None or phrase.within is not None or not _is_set_off(cast, i, j):
            continue
        if phrase.kind == "country" and phrase.how == "name":
            fits = _may_be_country(cast, i, j) or _is_of_states(cast, i, j)
        else:
            fits = phrase.kind == "organization" and phrase.how == "name" and _may_be_body(cast, at, j)
        if fits:
            cast.join(j, at)


def _is_set_off(cast: Cast, i: int, j: int) -> bool:
    """Whether description `j` stands between commas behind phrase `i`, and neither is one of a list."""
    text, phrase = cast.article.text, cast.phrases[j]
    if cast.chain_of[j] is not None or phrase.how != "description" or phrase.number == "pl":
        return False
    if cast.sentence_of[i] != cast.sentence_of[j] or not _COMMA_ALONE.fullmatch(cast.between(i, j)):
        return False
    opens = _OPENING.match(text, phrase.span.start) is not None or _has_possessor(cast, j)
    end = phrase.span.end
    if cast.head_word(j) in words_of("states") and (tail := _TAIL_SET_OFF.match(text, end)) is not None:
        end = tail.end()  # "the biggest backer of the rebels, denied it"
    is_owned = cast.head_word(j) in words_of("states") and _has_possessor(cast, j)
    return opens and (_CLOSING.match(text, end) is not None or (is_owned and text[end : end + 2] == ", "))


def _has_possessor(cast: Cast, j: int) -> bool:
    return any(phrase.within == j for phrase in cast.phrases[j + 1 : j + 1 + _NEAR])


def _is_of_states(cast: Cast, i: int, j: int) -> bool:
    """Whether description `j` tells what country `i` is to others, of one of which it is told: "France, Mali's former colonial ruler,"."""
    if cast.head_word(j) not in words_of("states"):
        return False
    owner = cast.owner(j).country
    if _has_possessor(cast, j):
        return owner != cast.phrases[i].country
    return _is_free(cast, i)


def _may_be_body(cast: Cast, at: int, j: int) -> bool:
    """Whether description `j` may be of the body `at`: nothing told speaks against it, nor the finder."""
    phrase, chain, pointer = cast.phrases[j], cast.chains[at], cast.pointer_of.get(j)
    told = phrase.country or cast.possessor(j).country
    if phrase.kind != "organization" or (told and chain.country and told != chain.country):
        return False
    return pointer is None or sum(prob for prob, one in chains_pointed_at(cast, pointer) if one == at) >= _POINTED


def _may_be_country(cast: Cast, i: int, j: int) -> bool:
    """Whether description `j` may be of country `i`, of which no preposition tells where an officer is: "in Chad, the president, ..."."""
    phrase = cast.phrases[j]
    if phrase.kind != "person" or phrase.country is not None or STATE & set(phrase.sectors) or _has_possessor(cast, j):
        return False
    return _is_free(cast, i)


def _is_free(cast: Cast, i: int) -> bool:
    """Whether no preposition and no "and" leads phrase `i`."""
    syntax = cast.draft.syntax
    if syntax is None:
        return False
    before = syntax.token_at(cast.phrases[i].span.start) - 1
    return before < 0 or syntax.tags[before] not in ("ADP", "CCONJ")


def _names_person(phrase: Phrase) -> bool:
    return phrase.kind == "person" and phrase.how in ("name", "title")


def _behind_tail(cast: Cast, i: int) -> int | None:
    """The name behind a description and all that "of", "for" or "on" adds to it: "the head of the coast guard in Lima, Ida Lunde, said"."""
    phrase, syntax, text = cast.phrases[i], cast.draft.syntax, cast.article.text
    if syntax is None or phrase.how != "description" or phrase.number == "pl":
        return None
    at, end = syntax.token_at(phrase.span.end), syntax.sentence_bounds(syntax.token_at(phrase.span.start))[1]
    if at >= end or syntax.tokens[at].lower not in _LINKS:
        return None
    comma = next((k for k in range(at, min(end, at + _LONGEST_TAIL)) if not _goes_on(syntax, k)), end)
    if comma + 1 >= end or syntax.tokens[comma].text != ",":
        return None
    start = syntax.tokens[comma + 1].start
    near = range(i + 1, min(i + 1 + _IN_TAIL, len(cast.phrases)))
    named = next((j for j in near if cast.phrases[j].span.start == start and _names_person(cast.phrases[j])), None)
    if named is None:
        return None
    persons = [j for j in range(i + 1, named) if cast.phrases[j].kind == "person" and cast.phrases[j].within is None]
    if persons and cast.head_word(i) not in _RANKS:
        return None  # "a critic of the president, Ida Lunde"
    behind = syntax.token_at(cast.phrases[named].span.end)
    acts = behind < end and syntax.tags[behind] in ("VERB", "AUX")
    return named if acts or _CLOSING.match(text, cast.phrases[named].span.end) else None


def _goes_on(syntax: Syntax, k: int) -> bool:
    """Whether a token may stand in the tail of a description: no verb, no mark, no "and the"."""
    if syntax.tags[k] in ("VERB", "AUX", "SCONJ", "PRON", "PUNCT"):
        return False
    return syntax.tags[k] != "CCONJ" or k + 1 >= len(syntax.tags) or syntax.tags[k + 1] != "DET"


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
        return
    served = _served(cast, j)
    if served is not None:
        chain = cast.chains[at]
        chain.country = chain.country or cast.phrases[served].country or cast.possessor(served).country


def _served(cast: Cast, j: int) -> int | None:
    """The person whose servant a description says that somebody is: "an aide to the Peruvian president"."""
    k = cast.next_outer(j)
    if k is None or cast.phrases[k].kind != "person" or cast.head_word(j) not in _SERVANTS:
        return None
    return k if _TO.fullmatch(cast.between(j, k)) else None


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
