"""Descriptions: by a role ("the Kenyan high commissioner"), a body ("US State Department"), a people, a collective."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.facts import ActorKind
from onrecord.gazetteer.offices import kind_of_office
from onrecord.stages.mentions.scene import Found, Scene, to_office, to_singular

_NOUNS = frozenset(("NOUN", "PROPN", "NUM", "ADJ"))
_MASS = frozenset(("justice",))  # what, without an article, is a thing and nobody
_OPPOSING = frozenset(("opposition", "dissident"))
_NOT_QUALIFYING = frozenset(("party", "mission"))  # "party leader", "mission chief": of no one sector


@dataclass(frozen=True, slots=True)
class _Noun:
    """The head noun of a description: its token, its words and what they say of number."""

    at: int
    lower: str
    single: str
    before: str
    capital: bool
    plural: bool


def find_description(scene: Scene, first: int, last: int, country: str | None) -> Found | None:
    """What tokens `first`..`last`, determiners left out, describe; `country` is told by adjectives among them."""
    titled = next((i for i in range(first, last) if (title := scene.title_at(i)) and title[0] == last), None)
    if titled is not None:
        return _by_title(scene, first, titled, country)
    noun = _head_noun(scene, first, last)
    if (
        last - first == 1
        and noun.lower in _MASS
        and not noun.capital
        and scene.before(first) not in scene.lists.articles
    ):
        return None  # "they demanded justice"
    found = Found(kind="group", how="description", head_first=first, head_last=last, country=country)
    found.name = " ".join(scene.words[first:last])
    found.number = "pl" if noun.plural else "sg"
    if noun.lower in scene.lists.collective and _is_collective(scene, first, noun.at):
        found.country, found.number = None, "pl"
        return found
    if noun.lower in scene.lists.crowds:
        found.sectors, found.number = ("CVL",), "pl"
        return found
    return _people(scene, found, noun) or _by_role(scene, found, noun) or _by_other_noun(scene, found, noun)


def _by_title(scene: Scene, first: int, at: int, country: str | None) -> Found | None:
    """ "the US secretary of state": a title with an "of" in it, which begins at token `at`."""
    found = find_description(scene, first, at + 1, country)
    title = scene.title_at(at)
    if found is not None and title is not None and found.kind == "person":
        found.office = title[1].office
        found.sectors = found.sectors if found.sectors == ("ELI",) else title[1].sectors
    return found


def _head_noun(scene: Scene, first: int, last: int) -> _Noun:
    tags = scene.syntax.tags
    at = next((i for i in range(last - 1, first - 1, -1) if tags[i] in _NOUNS), last - 1)
    lower = scene.words[at].lower()
    single, plural = to_singular(scene, lower)
    counted = any(word.lower() in scene.lists.several for word in scene.words[first:at])
    before = scene.words[at - 1].lower() if at > first else ""
    return _Noun(at, lower, single, before, scene.words[at][0].isupper(), plural or counted)


def _people(scene: Scene, found: Found, noun: _Noun) -> Found | None:
    """ "the Dutch", "three Norwegians", "a Kenyan", "two South Koreans"."""
    for at in range(max(found.head_first, noun.at - 1), noun.at + 1):
        match = scene.gazetteer.match(scene.words, at)
        if match is not None and match[1].kind in ("adjective", "people") and at + match[0] == found.head_last:
            break
    else:
        return None
    before = scene.before(found.head_first)
    words = scene.words[at : found.head_last]
    is_countable = (*words[:-1], words[-1] + "s") in scene.gazetteer.names  # "the Russian" is one, "the Dutch" are many
    one = before in ("a", "an", "another", "one") or (before == "the" and is_countable)
    many = match[1].kind == "people" or not one
    found.kind, found.number = ("group", "pl") if many else ("person", "sg")
    found.country = match[1].country
    return found


def _by_role(scene: Scene, found: Found, noun: _Noun) -> Found | None:
    """Filled by the tables of bodies and persons, a noun of two words first ("high commissioner")."""
    gazetteer = scene.gazetteer
    for name in (f"{noun.before}-{noun.single}", noun.single):
        if name in gazetteer.bodies and _is_no_body(scene, found, noun, name):
            return None
        if name in gazetteer.bodies:
            found.kind, found.sectors = "organization", gazetteer.bodies[name]
            found.how = "name" if noun.capital and found.head_last - found.head_first > 1 else "description"
            return found
        if name in gazetteer.persons:
            kind: ActorKind = "group" if noun.plural else "person"
            found.kind, found.gender = kind, gazetteer.genders.get(noun.single)
            sectors = _qualified(scene, found.head_first, noun.at, gazetteer.persons[name])
            found.sectors = ("ELI",) if scene.is_former(found.head_first, noun.at, sectors) else sectors
            if kind == "person":
                second = scene.words[noun.at - 2].lower() if noun.at - 2 >= found.head_first else ""
                found.office = to_office(scene, noun.before, noun.single, second)
                if name != noun.single and " " not in found.office:
                    found.office = name.replace("-", " ")
            return found
    return None


def _is_no_body(scene: Scene, found: Found, noun: _Noun, name: str) -> bool:
    """Whether a noun that may name a body stands for a thing or a state: "by force", "in office"; not "hospital says"."""
    if name not in scene.lists.mass or noun.plural or noun.capital or found.country:
        return False
    tags, first, last = scene.syntax.tags, found.head_first, found.head_last
    told_apart = any(tag in ("NUM", "NOUN", "PROPN") for tag in tags[first : noun.at])
    determined = first > 0 and tags[first - 1] in ("DET", "PART", "PRON")
    acts = last < len(tags) and tags[last] in ("VERB", "AUX")
    return not (told_apart or determined or acts)


def _by_other_noun(scene: Scene, found: Found, noun: _Noun) -> Found | None:
    """A rank ("a member"), or a capitalised phrase whose last word names bodies ("Harbour Board")."""
    if noun.single in scene.lists.ranks:
        found.kind = "person"
        office = kind_of_office(found.name or "")
        found.office = office if office == "secretary-general" and not noun.plural else None  # "the UN chief"
        return found
    if noun.capital and noun.lower in scene.lists.bodies and found.head_last - found.head_first > 1:
        found.kind, found.how, found.number = "organization", "name", "sg"
        return found
    return None


def _qualified(scene: Scene, first: int, head: int, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """Sectors told by what stands before a role noun: "opposition leader", "union leader", "army officer"."""
    for word in scene.words[first:head]:
        lower = word.lower()
        if lower in _OPPOSING:
            return ("OPP",)
        if lower in scene.gazetteer.bodies and lower not in _NOT_QUALIFYING:
            return scene.gazetteer.bodies[lower]
    return sectors


def _is_collective(scene: Scene, first: int, head: int) -> bool:
    """ "the two countries", "both sides", "neither of these nations"; not "other countries"."""
    if scene.syntax.tokens[first].lower in scene.lists.collective_before:
        return True
    return head == first and scene.before(first) in ("both", "these", "neither", "either")
