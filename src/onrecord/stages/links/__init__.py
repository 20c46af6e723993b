"""Who is meant: phrases gathered into chains, chains into actors with country, sectors and office.

Three passes. Names first: countries and bodies by the gazetteer, persons by full name, then surnames and titles back to the
one full name that fits. Then what appositives, possessors and offices tell of them. Then descriptions and pronouns in text
order, each to the nearest chain that agrees; where two fit, `Unlinked`.
"""

from __future__ import annotations

from onrecord.frames import Draft
from onrecord.stages.links.appositives import link_appositives, link_bodies_described
from onrecord.stages.links.bodies import take_bodies
from onrecord.stages.links.chains import SECOND, Cast, read_cast
from onrecord.stages.links.descriptions import link_description
from onrecord.stages.links.filed import take_from_dateline
from onrecord.stages.links.known import link_known
from onrecord.stages.links.named import name_phrases
from onrecord.stages.links.names import link_names
from onrecord.stages.links.pairs import Pairs, is_collective
from onrecord.stages.links.parties import with_actors
from onrecord.stages.links.possessors import (
    take_from_companions,
    take_from_dwellings,
    take_from_names,
    take_from_owners_behind,
    take_from_possessors,
    take_from_qualifiers,
    take_from_speakers,
    take_from_those_who_tell,
)
from onrecord.stages.links.pronouns import Speech, link_pronoun
from onrecord.stages.links.sectors import take_sectors
from onrecord.stages.links.weighing import CLEAR, LIKELY, SURE, take_likeliest
from onrecord.text import Article


def link_phrases(article: Article, draft: Draft) -> Draft:
    """Fill `draft.actors`, `draft.party_of` and `draft.members_of`."""
    cast = link_as_told(article, draft, least=LIKELY)
    take_likeliest(cast, least=CLEAR)  # the clear ones speak for the others
    take_likeliest(cast, least=SURE)
    return with_actors(cast)


def link_as_told(article: Article, draft: Draft, *, least: float | None = None) -> Cast:
    """The cast of an article, all linked; with the countries that words tell, and before descriptions those of probability `least`."""
    cast = read_cast(article, name_phrases(article, draft))
    link_names(cast)
    link_appositives(cast)
    link_bodies_described(cast)
    take_from_possessors(cast)
    take_from_qualifiers(cast)
    take_from_dwellings(cast)
    link_known(cast)
    take_from_companions(cast)
    take_from_names(cast)
    take_from_owners_behind(cast)
    take_from_those_who_tell(cast)
    take_from_dateline(cast)
    take_sectors(cast)
    take_from_speakers(cast)
    take_bodies(cast)
    if least is not None:
        take_likeliest(cast, least=least)
    _link_rest(cast)
    take_from_possessors(cast, of_state=True)
    take_from_dwellings(cast)
    take_sectors(cast)
    return cast


def _link_rest(cast: Cast) -> None:
    """Descriptions and pronouns, in text order, "its" before "its ambassador"; "we" where the "he" who says it is linked."""
    speech, pairs = Speech(cast), Pairs()
    pointers, phrases = cast.pointer_of, cast.phrases
    late: list[int] = []
    for i in sorted(range(len(phrases)), key=lambda i: phrases[i].span):
        phrase = phrases[i]
        if phrase.kind == "place":
            continue
        if cast.chain_of[i] is None and i not in cast.reason_of and not pairs.link_each(cast, i):
            if speech.is_early(cast, i):
                late.append(i)
            elif phrase.how == "pronoun" or cast.head_word(i) in SECOND:
                link_pronoun(cast, i, speech, pointers.get(i))
            elif is_collective(cast, i):
                pairs.link(cast, i, pointers.get(i))
            elif (other := pairs.other_side(cast, i, pointers.get(i))) is not None:
                cast.join(i, other)
            elif phrase.how == "description":
                link_description(cast, i, pointers.get(i))
            elif phrase.kind == "group":
                key = f"group:{phrase.country}:{cast.head_word(i)}"
                cast.join(i, cast.chain_by_key(key, phrase, known=False))
        at = cast.chain_of[i]
        if at is not None:
            cast.speak_of(at)
            pairs.count(cast, i, at)
    for i in late:
        link_pronoun(cast, i, speech)
