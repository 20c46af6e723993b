"""Personal names, with the titles and roles before them: "Foreign Minister Óscar Benítez", "Mr Okello"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.stages.mentions.scene import Found, Scene, to_office, to_singular
from onrecord.syntax.words import load_lexicon

_OF_TIME = frozenset(
    "in of since by until till last next this early late mid from between through during before after on to and".split()
)
_TITLED = 2  # words of a title and a name
_SCANNED = 1_000  # tokens in which a full name is looked for; keeps time linear on a text of months
_ADJECTIVES = frozenset(("veteran",))  # words for persons that only tell more of another before which they stand
_LONGEST = 5  # words of a personal name
_COUNT = re.compile(r"\d{1,3}(,\d{3})*[km]?|[A-Za-z-]+")  # no year, no time of day: "In 2022 Osei left"


@dataclass(slots=True)
class _Title:
    """What titles and role nouns before a name tell, and the token at which the name itself begins."""

    name_first: int
    told: bool = False
    sectors: tuple[str, ...] = ()
    gender: str | None = None
    office: str | None = None


def find_person(scene: Scene, first: int, last: int, hints_end: int) -> Found | None:
    """The person whom tokens `first`..`last` name; `hints_end` is the token behind the adjectives of countries."""
    start = _name_start(scene, first, last, hints_end)
    if start >= last or scene.syntax.tags[start] != "PROPN":
        return None
    title = _read_titles(scene, first, start, last)
    if title.name_first >= last:
        return None
    begins = _known_from(scene, title.name_first, last)
    words = scene.words[title.name_first : last]
    ends_title = any((whole := scene.title_at(i)) and whole[0] == start for i in range(first, start))
    before = scene.words[start - 1].lower() if start > first and not ends_title else ""
    if before in scene.lists.places or _names_no_person(scene, words, title.name_first) or _is_dyad(scene, words):
        return None
    shouted = any(len(word) > 1 and word.isupper() and "." not in word for word in words)
    if len(words) > _LONGEST or (shouted and not title.told):
        return _acronym(scene, title.name_first, last)
    if not title.told and _is_of_no_person(scene, first, start, words):
        return None
    return Found(
        kind="person",
        how="title" if title.told else "name",
        head_first=title.name_first,
        head_last=last,
        name=" ".join(scene.words[begins:last]),
        sectors=("ELI",) if scene.is_former(first, start, title.sectors) else title.sectors,
        office=title.office,
        gender=title.gender,
    )


def find_labelled(scene: Scene, first: int, last: int) -> Found | None:
    """The person whom all of tokens `first`..`last` name, a title before a name of capitals: "PRESIDENT BUSH", "MR. FLEISCHER"."""
    gazetteer, word = scene.gazetteer, scene.words[last - 1]
    if (
        last - first < _TITLED
        or not word.isupper()
        or word.lower() in gazetteer.persons
        or word.lower() in gazetteer.titles
    ):
        return None
    title = _read_titles(scene, first, first, last)
    if not title.told or gazetteer.match(scene.words, title.name_first) is not None:
        return None
    words = scene.words[title.name_first : last]
    country = next(
        (m[1].country for i in range(first, title.name_first) if (m := gazetteer.match([scene.words[i].title()], 0))),
        None,
    )
    return Found(
        kind="person",
        how="title",
        head_first=title.name_first,
        head_last=last,
        name=" ".join(words),
        country=country,
        sectors=title.sectors,
        office=title.office,
        gender=title.gender,
    )


def _known_from(scene: Scene, name_first: int, last: int) -> int:
    """The token at which a name begins of which the title is a part: "Sheikh Hasina"."""
    before = name_first - 1
    if before < 0 or not scene.words[before].istitle():
        return name_first
    known = scene.gazetteer.people.find(" ".join(scene.words[before:last]))
    return before if any(one.kind == "person" for one in known) else name_first


def _name_start(scene: Scene, first: int, last: int, hints_end: int) -> int:
    """The first token of the run of names that ends the phrase; particles ("van der") between names belong to it."""
    tags, words = scene.syntax.tags, scene.words
    start = last
    while start > first and tags[start - 1] == "PROPN" and words[start - 1][0].isalnum():
        start -= 1
        joined = start
        while joined > first + 1 and joined > start - 2 and words[joined - 1] in scene.lists.joiners:
            joined -= 1
        if joined < start and tags[joined - 1] == "PROPN":
            start = joined
    return max(start, min(hints_end, last))


def _names_no_person(scene: Scene, words: list[str], at: int) -> bool:
    """Whether words of a name show that it is a people, a role in the plural, a body, a place, a thing or a time."""
    lists, gazetteer = scene.lists, scene.gazetteer
    head, opener = words[-1].lower(), words[0].lower()
    if len(words) == 1:
        name = gazetteer.match(words, 0)
        if name is not None and name[1].kind == "people":
            return True
        single, plural = to_singular(scene, head)
        if plural and (single in gazetteer.persons or single in gazetteer.bodies):
            return True
    if scene.tells_body(head) or head in lists.places or opener in lists.places or head in lists.things:
        return True
    is_time = opener in lists.times and not _is_surname(scene, words, at)
    return is_time or any(word[0].isdigit() for word in words)


def _is_surname(scene: Scene, words: list[str], at: int) -> bool:
    """Whether a month is somebody's surname: "Theresa May ... May said", but not "in May", "May 3"."""
    if (
        len(words) > 1
        or scene.before(at) in _OF_TIME
        or (scene.words[at + 1 : at + 2] and scene.words[at + 1][0].isdigit())
    ):
        return False
    for i in range(1, min(len(scene.words), _SCANNED)):
        before = scene.words[i - 1]
        if scene.words[i] == words[0] and before.istitle():
            lower = before.lower().rstrip(".")
            if lower in scene.gazetteer.given or lower in scene.gazetteer.titles:
                return True
    return False


def _is_dyad(scene: Scene, words: list[str]) -> bool:
    """Whether countries joined by hyphens are all of a name: "Russia-US"."""
    parts = words[0].split("-") if len(words) == 1 else []
    return len(parts) > 1 and all(
        part in scene.gazetteer.prefixes or scene.gazetteer.match([part or " "], 0) for part in parts
    )


def _is_of_no_person(scene: Scene, first: int, start: int, words: list[str]) -> bool:
    """Whether what stands before an untitled name says that it is a place or a people: "the Caucasus", "two Rohingya", "in Badme"."""
    if start > first:
        counted = scene.syntax.tags[start - 1] == "NUM" and _COUNT.fullmatch(scene.words[start - 1])
        return len(words) == 1 and bool(counted) and scene.before(start) not in scene.lists.joiners
    if len(words) == 1 and (scene.before(first) in scene.lists.articles or len(words[0]) == 1):
        return True
    if scene.before(first) == "for" and _is_body_word(scene, first - 2):
        return True  # "State Committee for National Security"
    if len(words) == 1 and scene.before(first) == "of" and _is_thing(scene, first - 2):
        return True  # "the Line of Control"
    return len(words) <= 2 and scene.is_place_due(first)


def _is_thing(scene: Scene, at: int) -> bool:
    """Whether a capitalised word is a common noun that names no person: "Line" before "of Control"."""
    word = scene.words[at] if at > 0 else ""
    lower = word.lower()
    if not word.istitle() or lower in scene.gazetteer.persons or lower in scene.gazetteer.titles:
        return False
    return "N" in load_lexicon().codes.get(lower, "")


def _is_body_word(scene: Scene, at: int) -> bool:
    word = scene.words[at] if at >= 0 else ""
    return word[:1].isupper() and scene.tells_body(word)


def _acronym(scene: Scene, first: int, last: int) -> Found | None:
    word = scene.words[first]
    if last - first > 1 or len(word) < 2 or not word.isalpha():
        return None
    return Found(kind="organization", how="name", head_first=first, head_last=last, name=word)


def _read_titles(scene: Scene, first: int, start: int, last: int) -> _Title:
    gazetteer = scene.gazetteer
    title = _Title(start)
    lowers = [word.lower().rstrip(".") for word in scene.words[first:last]]
    for at, word in enumerate(lowers[:-1]):
        whole = scene.title_at(first + at)
        if whole is not None and whole[0] <= last:
            title.sectors, title.office = whole[1].sectors, whole[1].office
            title.told, title.name_first = True, max(title.name_first, whole[0])
            continue
        before, second = (lowers[at - 1] if at else ""), (lowers[at - 2] if at > 1 else "")
        told = gazetteer.titles.get(word)
        role = gazetteer.persons.get(f"{before}-{word}", gazetteer.persons.get(word))
        if word in _ADJECTIVES and at + 1 < len(lowers) - 1 and lowers[at + 1] in gazetteer.persons:
            title.told, title.name_first = True, max(title.name_first, first + at + 1)
            continue  # "the veteran diplomat Ana Quispe"
        if told is not None and second not in scene.lists.offices and gazetteer.persons.get(f"{before}-{word}"):
            title.sectors, title.office = gazetteer.persons[f"{before}-{word}"], f"{before} {word}"
            title.told, title.name_first = True, max(title.name_first, first + at + 1)
            continue  # "Secretary General" is no general
        if told is not None:
            sectors, gender, office = told
            title.sectors = tuple(sectors.split()) or title.sectors
            title.gender = gender or title.gender
            title.office = to_office(scene, before, office, second) if office else title.office
        if role is not None:
            title.sectors = role or title.sectors
            if title.office is None and word not in scene.lists.relations:
                title.office = to_office(scene, before, word, second)
            title.gender = gazetteer.genders.get(word, title.gender)
        if told is not None or role is not None:
            title.told, title.name_first = True, max(title.name_first, first + at + 1)
    return title
