"""Whose they are: countries of actors from the possessors before them, and from the body that speaks of its own people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from onrecord.gazetteer.offices import kind_of_office
from onrecord.stages.links.chains import Cast, Chain
from onrecord.stages.links.evidence import SENT, STATE
from onrecord.stages.links.lists import words_of

_OF_STATE = frozenset("ambassador envoy spokesman spokeswoman spokesperson diplomat consul".split())
_OWN_BODIES = frozenset("parliament lawmakers legislators mps deputies cabinet".split())
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


def take_from_companions(cast: Cast) -> None:
    """ "Kenyan President Kofi Osei and Foreign Minister Ana Quispe": the minister is of the country of the one named beside her."""
    for i in range(len(cast.phrases) - 1):
        one, other = cast.chain(i), cast.chain(i + 1)
        if one is None or other is None or other.country is not None or cast.between(i, i + 1) != " and ":
            continue
        phrase = cast.phrases[i + 1]
        is_minister = kind_of_office(phrase.office or "").endswith("minister") and phrase.office != "prime minister"
        if phrase.how == "title" and is_minister and STATE & set(one.sectors) and cast.phrases[i].how == "title":
            other.country = cast.phrases[i].country


def take_from_qualifiers(cast: Cast) -> None:
    """ "Commission spokesman Ivan Brod" is of the European Commission of the story."""
    bodies = _named_bodies(cast)
    for i, at in enumerate(cast.chain_of):
        if at is None or cast.chains[at].country is not None or cast.phrases[i].kind != "person":
            continue
        phrase = cast.phrases[i]
        opening = phrase.span.of(cast.article.text).split()[0]
        countries = bodies.get(opening, set()) if phrase.span.start < phrase.head.start else set()
        if len(countries) == 1:
            cast.chains[at].country = next(iter(countries))


def take_from_names(cast: Cast) -> None:
    """ "A Merkel adviser" is of the country of the Merkel of the story, or of whoever the bare surname means on that day."""
    gazetteer, day = cast.draft.gazetteer, cast.article.published_on
    named: dict[str, str | None] = {}
    for i, at in enumerate(cast.chain_of):
        if at is not None and cast.phrases[i].how in ("name", "title") and cast.chains[at].kind == "person":
            named[(cast.phrases[i].name or " ").split(" ")[-1]] = cast.chains[at].country
    told: dict[int, str] = {}
    for i in range(len(cast.phrases)):
        name = _name_before(cast, i)
        if name is None or name.lower() in gazetteer.titles:
            continue
        known = gazetteer.people.prominent(name, day) if day is not None and name not in named else None
        country = known.country if known is not None else named.get(name)
        if country is not None:
            told[i] = country
    tell_countries(cast, told)


def take_from_owners_behind(cast: Cast) -> None:
    """ "The government of Daniel Ortega" is of the country of Daniel Ortega."""
    told: dict[int, str] = {}
    for i, phrase in enumerate(cast.phrases):
        if phrase.how != "description" or phrase.country is not None or not set(phrase.sectors) & STATE:
            continue
        j = cast.next_outer(i)
        owner = cast.chain(j) if j is not None and cast.between(i, j) == " of " else None
        if owner is not None and owner.kind == "person" and owner.country is not None:
            told[i] = owner.country
    tell_countries(cast, told)


def take_from_those_who_tell(cast: Cast) -> None:
    """ "The German minister told parliament": a parliament of which no word tells the country is that of who speaks to it."""
    told: dict[int, str] = {}
    for frame in cast.draft.frames:
        spoken, heard = frame.fillers("speaker"), frame.fillers("addressee")
        if not spoken or not heard:
            continue
        speaker, hearer = (cast.draft.phrase_at(role[0].spans[0]) for role in (spoken, heard))
        if speaker is None or hearer is None or cast.head_word(hearer) not in _OWN_BODIES:
            continue
        chain, phrase = cast.chain(speaker), cast.phrases[hearer]
        country = cast.phrases[speaker].country or (chain.country if chain is not None else None)
        if country is not None and phrase.country is None and cast.possessor(hearer).country is None:
            told[hearer] = country
    tell_countries(cast, told)


def tell_countries(cast: Cast, told: Mapping[int, str]) -> None:
    """Give phrases their countries, and their chains where these have none."""
    new = {i: country for i, country in told.items() if (at := cast.chain_of[i]) is None or not cast.chains[at].country}
    for i, country in new.items():
        if (at := cast.chain_of[i]) is not None:
            cast.chains[at].country = country
    if new:
        phrases = (replace(phrase, country=new.get(i, phrase.country)) for i, phrase in enumerate(cast.phrases))
        cast.draft = replace(cast.draft, phrases=tuple(phrases))


def _name_before(cast: Cast, i: int) -> str | None:
    """The name before the office in a description of which nothing else tells the country: "a Merkel adviser"."""
    phrase = cast.phrases[i]
    if phrase.kind != "person" or phrase.how != "description" or phrase.office is None or phrase.number == "pl":
        return None
    if phrase.country is not None or cast.possessor(i).country is not None:
        return None
    words = (phrase.name or "").split()
    return words[-2] if len(words) > 1 and words[-2].istitle() and words[-2].isalpha() else None


def _named_bodies(cast: Cast) -> dict[str, set[str | None]]:
    """The countries of the bodies that a story names, by the last word of a name of more: "Commission" of "European Commission"."""
    found: defaultdict[str, set[str | None]] = defaultdict(set)
    for i, phrase in enumerate(cast.phrases):
        chain = cast.chain(i)
        words = phrase.span.of(cast.article.text).split()
        if chain is not None and phrase.kind == "organization" and phrase.how == "name" and len(words) > 1:
            found[words[-1]].add(chain.country)
    return found


def take_from_dwellings(cast: Cast) -> None:
    """ "Ana Quispe, who farms near Mora," is of the country in which Mora lies."""
    places = {phrase.span.start: phrase.country for phrase in cast.phrases if phrase.kind in ("place", "country")}
    for i, at in enumerate(cast.chain_of[:-1]):
        if at is None or not _may_dwell(cast.chains[at]) or cast.head_word(i + 1) != "who":
            continue
        if cast.between(i, i + 1) in (" ", ", "):
            place = _dwelling(cast, cast.phrases[i + 1].span.end)
            cast.chains[at].country = places.get(place) if place is not None else None


def _may_dwell(chain: Chain) -> bool:
    """Whether no word tells the country of somebody who is at home where they work."""
    return chain.country is None and chain.kind in ("person", "group") and not SENT & set(chain.sectors)


def _dwelling(cast: Cast, end: int) -> int | None:
    """Where the place begins of which a present verb and a preposition tell right behind "who", which ends at `end`."""
    syntax = cast.draft.syntax
    if syntax is None:
        return None
    at = syntax.token_at(end)
    tokens, lemma = syntax.tokens[at : at + 3], syntax.lemmas[at] if at < len(syntax.tokens) else ""
    if len(tokens) < 3 or syntax.tags[at] != "VERB" or tokens[0].lower not in (lemma, f"{lemma}s", f"{lemma}es"):
        return None
    return tokens[2].start if tokens[1].lower in words_of("dwelling") else None


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
