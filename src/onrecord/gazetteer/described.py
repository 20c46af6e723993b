"""What a description alone tells: country, sectors and office ("former Brazilian foreign minister", "crowd control police")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.gazetteer.actors import Kind
from onrecord.gazetteer.names import Gazetteer, Name
from onrecord.gazetteer.offices import kind_of_office
from onrecord.gazetteer.phrases import Phrase, load_lists, role_at, to_phrase
from onrecord.gazetteer.titles import Title, to_title

_MISSPELT = 5  # letters of the shortest word that may be misspelt
_DEPTH = 4  # possessors and tails that are looked into, one inside the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What the words of a description tell. `is_actor`: a word for a person or a body is among them; `name` what they name outright."""

    kind: Kind = "person"
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    former: bool = False
    plural: bool = False
    is_actor: bool = False
    name: Name | None = None


def describe(words: Sequence[str], gazetteer: Gazetteer, depth: int = 0) -> Description:
    """What a description tells; `is_actor` is False where no word says that it is one."""
    phrase = to_phrase(words)
    if not phrase.head or depth > _DEPTH:
        return Description()
    lists = load_lists()
    lowers = [word.lower() for word in phrase.head]
    former = any(word in lists.former or word.startswith("ex-") for word in lowers)
    named = _inside_names(phrase.head, gazetteer)
    head = tuple(
        word.removeprefix("ex-")
        for at, word in enumerate(phrase.head)
        if at in named or word.lower() not in lists.former | lists.current
    )
    if not head:
        return Description()
    told = _by_head(replace_head(phrase, head), gazetteer, depth)
    country = told.country or _country(replace_head(phrase, head), gazetteer, depth)
    office = _whole_office(replace_head(phrase, head), country, gazetteer)
    if office is not None and told.is_actor and told.kind == "person" and not told.plural:
        told = replace(told, office=office.office, sectors=office.sectors)
    sectors = told.sectors
    if former and told.kind == "person" and told.is_actor:
        sectors = ("ELI",)
    return replace(told, country=country, sectors=sectors, former=former)


def _inside_names(words: Sequence[str], gazetteer: Gazetteer) -> set[int]:
    """Where the words of names stand: "New" in "Papua New Guinean" says nothing of an office."""
    listed, found = list(words), set[int]()
    for at in range(len(listed)):
        match = gazetteer.match(listed, at)
        found.update(range(at, at + match[0]) if match is not None else ())
    return found


def replace_head(phrase: Phrase, head: tuple[str, ...]) -> Phrase:
    """The phrase with another head."""
    return Phrase(phrase.possessors, head, phrase.preposition, phrase.tail)


def _whole_office(phrase: Phrase, country: str | None, gazetteer: Gazetteer) -> Title | None:
    """The one office that head and tail tell together: "minister of foreign affairs", "external affairs minister"."""
    words = _without_names(phrase.head, gazetteer)
    if phrase.preposition == "of":
        tail = list(phrase.tail)
        ends = (at for at in range(1, len(tail) - 1) if tail[at] in ("of", "in") and gazetteer.match(tail, at + 1))
        tail = tail[: next(ends, len(tail))]
        if _without_names(tail, gazetteer) == tail:
            words += ["of", *tail]
    told = " ".join(words)
    if len(words) < 2 or words[0].lower() in load_lists().second:
        return None
    title = to_title(told.lower())
    if title is None or title.sectors[:1] != ("GOV",):
        return None
    kind = kind_of_office(title.office, country)
    return title if title.alone or kind != title.office or kind_of_office(told, country) != told else None


def _without_names(words: Sequence[str], gazetteer: Gazetteer) -> list[str]:
    """The words but for names of countries and bodies, and adjectives of countries."""
    listed, kept, at = list(words), list[str](), 0
    while at < len(listed):
        match = gazetteer.match(listed, at)
        kept += [listed[at]] if match is None else []
        at += match[0] if match is not None else 1
    return kept


def _by_head(phrase: Phrase, gazetteer: Gazetteer, depth: int) -> Description:
    """Kind, sectors and office by the head noun, what stands before it, and the tail of a head that says little alone."""
    head = phrase.head
    named = _name_inside(head, gazetteer)
    last = head[-1].lower()
    lists = load_lists()
    if last in lists.of:
        role = role_at(head, len(head), gazetteer.persons)
        return Description(
            country=lists.of[last] if lists.of[last] in gazetteer.shown else None,
            sectors=_sectors_of(role, gazetteer.persons),
            kind="group" if last.endswith("s") else "person",
            office=role[1] if role is not None and last == role[1] else None,
            plural=last.endswith("s"),
            is_actor=True,
        )
    faith = next((sector for sector, words in lists.faiths.items() if last in words), None)
    if faith is not None:
        return Description(kind="group", sectors=(faith,), plural=last.endswith("s"), is_actor=True)
    found = _by_role(phrase, gazetteer, depth)
    if found is None:
        found = _by_qualifier(head[:-1], gazetteer)
    if found is None and named is not None and named[1].kind in ("people", "adjective") and named[0] == len(head):
        return Description(
            kind="group" if named[1].kind == "people" else "person", plural=named[1].kind == "people", is_actor=True
        )
    if found is None:
        return Description()
    if named is not None and named[1].kind == "body" and named[0] < len(head):
        found = replace(
            found,
            country=named[1].country,
            sectors=found.sectors if _speaks(found) else named[1].sectors or found.sectors,
        )
    return found


def _speaks(found: Description) -> bool:
    """Whether the head alone says what somebody is."""
    return bool(found.sectors) and found.sectors not in (("UAF",), ("UNK",))


def _by_role(phrase: Phrase, gazetteer: Gazetteer, depth: int) -> Description | None:
    """By the tables of bodies and persons; of two the longer key."""
    words = [word for possessor in phrase.possessors for word in (*possessor, "'s")] + list(phrase.head)
    joined = [word for word in words if word != "'s"]
    if phrase.possessors:  # "prosecutor's office" is a key with its s
        joined = [*(f"{possessor[-1]}'s" for possessor in phrase.possessors[-1:]), *phrase.head]
    person = role_at(joined, len(joined), gazetteer.persons)
    body = role_at(joined, len(joined), gazetteer.bodies)
    if body is not None and (person is None or body[0] < person[0]):
        return _of_body(body, joined, phrase, gazetteer, depth)
    if person is None:
        return _by_post(phrase, gazetteer, depth)
    begin, key = person
    plural = not f"-{key}".endswith(f"-{joined[-1].lower().replace(' ', '-')}")
    sectors = _sectors_of(person, gazetteer.persons)
    before = joined[:begin]
    sectors = _modified(before, sectors, key, gazetteer)
    if (
        key.split("-")[-1] in load_lists().open_heads
        and not _modified(before, (), key, gazetteer)
        and begin == len(joined) - 1
    ):
        sectors = _of_tail(phrase, gazetteer, depth) or sectors
    office = _office(before, key)
    title = to_title(office)
    if title is not None and title.sectors[:1] == sectors[:1] == ("GOV",):
        sectors = title.sectors
    return Description(
        kind="group" if plural else "person",
        sectors=sectors or ("UNK",),
        office=None if plural else office,
        plural=plural,
        is_actor=True,
    )


def _by_post(phrase: Phrase, gazetteer: Gazetteer, depth: int) -> Description | None:
    """Whoever holds a post that says nothing alone: "a deputy head at the parliament's upper house"."""
    last = phrase.head[-1].lower()
    if last not in load_lists().posts:
        return None
    office = " ".join(word.lower() for word in phrase.head[-2:] if word.lower() in ("deputy", "vice", last))
    named = _name_inside(phrase.head[:-1], gazetteer)
    if named is not None and named[1].kind == "body" and named[0] == len(phrase.head) - 1:  # "UN chief"
        whole = " ".join(phrase.head)
        told = whole if kind_of_office(whole) != whole else office
        return Description(country=named[1].country, sectors=named[1].sectors or ("UNK",), office=told, is_actor=True)
    sectors = _of_tail(phrase, gazetteer, depth)
    return Description(sectors=sectors, office=office, is_actor=True) if sectors else None


def _of_body(role: tuple[int, str], words: list[str], phrase: Phrase, gazetteer: Gazetteer, depth: int) -> Description:
    begin, key = role
    sectors = _modified(words[:begin], _sectors_of(role, gazetteer.bodies), key, gazetteer)
    if not sectors:
        sectors = _of_tail(phrase, gazetteer, depth)
    also = [
        sector
        for sector, listed in load_lists().also.items()
        if listed & set("-".join((*words, *phrase.tail)).lower().split("-"))
    ]
    if sectors == ("GOV",) and key.split("-")[-1] in ("ministry", "department"):
        sectors = (*sectors, *also)
    return Description(kind="organization", sectors=sectors or ("UNK",), is_actor=True)


def _sectors_of(role: tuple[int, str] | None, roles: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return roles[role[1]] if role is not None else ()


def _modified(before: Sequence[str], sectors: tuple[str, ...], key: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Sectors told by what stands before a role: "opposition leader", "army officer", "theft syndicate"."""
    lists = load_lists()
    lowers = [word.lower() for word in before]
    open_head = key.split("-")[-1] in lists.open_heads
    for sector, words in lists.modifiers.items():
        if words & set(lowers) and (open_head or sector in ("OPP", "CRM", "UAF") or not sectors):
            return ("REB",) if sector == "UAF" and sectors == ("REB",) else (sector,)
    if open_head or not sectors:
        for at in range(len(before), 0, -1):
            role = role_at(before, at, gazetteer.bodies)
            if role is not None and role[1] not in ("party", "mission", "office", "group"):
                return gazetteer.bodies[role[1]]
    return sectors


def _by_qualifier(before: Sequence[str], gazetteer: Gazetteer) -> Description | None:
    """An unknown head with a body before it: "army accountant", "gang confederations"."""
    sectors = _modified(before, (), "", gazetteer)
    return Description(kind="group", sectors=sectors, is_actor=True) if sectors else None


def _of_tail(phrase: Phrase, gazetteer: Gazetteer, depth: int) -> tuple[str, ...]:
    """The sectors of the body in the tail: "director of central intelligence", "a member of the parliament"."""
    if not phrase.tail or phrase.preposition not in ("of", "at", "in", "for", "from", "with"):
        return ()
    named = _name_inside(tuple(word for word in phrase.tail if word.lower() != "the"), gazetteer)
    if named is not None and named[1].kind == "body":
        return named[1].sectors
    inner = describe(phrase.tail, gazetteer, depth + 1)
    return inner.sectors if inner.is_actor and inner.sectors != ("UNK",) else ()


def _office(before: Sequence[str], key: str) -> str:
    """ "foreign minister" from a minister and the word before him."""
    role = key.replace("-", " ")
    last = before[-1].lower() if before else ""
    fits = (
        last.isalpha()
        and role.split()[-1] in ("minister", "secretary", "ambassador")
        and last in _OFFICES
        and last not in role
    )
    office = f"{last} {role}" if fits else role
    ahead = before[: len(before) - fits]
    is_second = bool(ahead) and ahead[-1].lower() in load_lists().second and ahead[-1].lower() not in role
    return f"{ahead[-1].lower()} {office}" if is_second else office


_OFFICES = frozenset(
    "foreign defence defense interior finance justice health education trade economy energy agriculture culture transport labour labor "
    "environment prime deputy home treasury information internal external affairs security intelligence oil petroleum "
    "planning tourism".split()
)


def _country(phrase: Phrase, gazetteer: Gazetteer, depth: int) -> str | None:
    """The country that the words before the head tell, else those in the tail that say where or whose."""
    for words in (*phrase.possessors, phrase.head):
        country = _first_country(words, gazetteer)
        if country is not None:
            return country
    if phrase.preposition in load_lists().places:
        return _first_country(phrase.tail, gazetteer) if depth < _DEPTH else None
    if phrase.preposition in ("for", "to") and phrase.head[-1].lower().startswith("spokes"):
        return _first_country(phrase.tail, gazetteer)
    return None


def _first_country(words: Sequence[str], gazetteer: Gazetteer) -> str | None:
    """The country of the first name among words, a city where no other name is; what stands behind "to" does not count."""
    stop = next((at for at, word in enumerate(words) if word.lower() == "to"), len(words))
    listed = list(words[:stop])
    titled = [word.title() for word in listed]
    for at in range(len(listed)):
        match = gazetteer.match(listed, at) or gazetteer.match(titled, at) or _respelt_match(listed[at], gazetteer)
        if match is not None:
            return match[1].seat or match[1].country
    runs = ((begin, end) for begin in range(len(listed)) for end in range(len(listed), begin, -1))
    cities = (
        gazetteer.towns.country_of(" ".join(listed[begin:end])) for begin, end in runs if listed[begin][0].isupper()
    )
    return next((country for country in cities if country is not None), None)


def _respelt_match(word: str, gazetteer: Gazetteer) -> tuple[int, Name] | None:
    """What a misspelt word names."""
    return next((match for form in respelt([word]) if (match := gazetteer.match(form, 0))), None)


def respelt(words: Sequence[str]) -> list[list[str]]:
    """A single capitalised word with two neighbouring letters exchanged, in every way: "Dehli" may be Delhi."""
    if len(words) != 1 or len(words[0]) < _MISSPELT or not words[0].istitle():
        return []
    word = words[0]
    pairs = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1))
    return [[other] for other in dict.fromkeys(pairs) if other != word]


def _name_inside(words: Sequence[str], gazetteer: Gazetteer) -> tuple[int, Name] | None:
    """The first name among the words of a head: how many words it and what stands before it have, and what it names."""
    listed = list(words)
    for at in range(len(listed)):
        match = gazetteer.match(listed, at)
        if match is not None:
            return at + match[0], match[1]
    return None
