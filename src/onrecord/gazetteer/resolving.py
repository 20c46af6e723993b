"""What a name or a description alone resolves to: an actor, or country, sectors and office; or why it cannot be told.

A guess is worse than none: unknown names, names of several, and words that name no actor stay unresolved, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from onrecord.gazetteer.actors import Held, Known, Status
from onrecord.gazetteer.described import Description, describe, respelt
from onrecord.gazetteer.heads import head_of_body, leader_of_state
from onrecord.gazetteer.keys import to_key
from onrecord.gazetteer.names import Gazetteer, Name, names_part
from onrecord.gazetteer.offices import words_of_offices
from onrecord.gazetteer.people import held_as
from onrecord.gazetteer.phrases import load_lists, to_phrase, to_words
from onrecord.gazetteer.titles import common_words

_STEPS = 3  # ranks by which one of several namesakes must stand above the others
_LONGEST_NAME = 4  # words of the name of somebody unknown
_SERVING_YEARS = 6  # around an office in which its holder is meant rather than a namesake
UNKNOWN = "no actor of that name is known, and no word tells what it is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Who or what a text means. `actor`: its id, None where it is known only by its description or not at all.

    `status` says where the office stands on that day, where it is not current. `unresolved` says why there is no actor.
    """

    actor: str | None = None
    name: str | None = None
    kind: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    status: Status | None = None
    unresolved: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The object of the contract (`status` only where an office is not held any more, or only last known to be held)."""
        told = {
            "actor": self.actor, "name": self.name, "kind": self.kind, "country": self.country, "sectors": list(self.sectors),
            "office": self.office,
        }  # fmt: skip
        return (
            told
            | ({"status": self.status} if self.status not in (None, "current") else {})
            | {"unresolved": self.unresolved}
        )


def resolve(text: str, gazetteer: Gazetteer, *, on: date | None = None, context: str | None = None) -> Resolution:
    """Resolve a name or a description as of a day (today where none is given); `context` may name a country around it.

    >>> from onrecord.gazetteer import load_gazetteer
    >>> found = resolve("former Brazilian foreign minister", load_gazetteer())
    >>> found.country, found.sectors, found.office
    ('BRA', ('ELI',), 'foreign minister')
    >>> resolve("Angela Merkel", load_gazetteer(), on=date(2012, 1, 1)).office
    'chancellor'
    >>> resolve("Moscow's embassy in Washington", load_gazetteer()).name
    "Moscow's embassy in Washington"
    """
    words = to_words(text)
    if not words:
        return Resolution(unresolved="the text holds no words")
    day = on or date.today()  # noqa: DTZ011 - a calendar day
    asked = _Asked(gazetteer, day, _country_of(context, gazetteer))
    bare = words[1:] if len(words) > 1 and words[0].lower() in ("the", "a", "an") else words
    if len(bare) == 1 and bare[0] in load_lists().small:
        return Resolution(unresolved=UNKNOWN)
    if bare != words and (named := _by_name(asked, words)) is not None:  # "The Hague"
        return named
    for step in _STEPS_OF_RESOLVING:
        found = step(asked, bare)
        if found is not None:
            return found
    return Resolution(name=_shown(bare) if _is_named(bare) else None, unresolved=UNKNOWN)


def _by_pair(asked: _Asked, words: list[str]) -> Resolution | None:
    """Two countries, "Russia and Ukraine" or "the Russian and Ukrainian presidents": no single actor."""
    for at in range(1, len(words) - 1):
        if words[at].lower() == "and":
            left = next((match[1] for start in range(at) if (match := asked.gazetteer.match(words[:at], start))), None)
            right = asked.gazetteer.match(words, at + 1)
            if left and right and left.kind == right[1].kind != "body" and left.country != right[1].country:
                why = f"two countries are named: {left.country}, {right[1].country}"
                return Resolution(name=_shown(words), kind="group", unresolved=why)
    return None


def _shown(words: Sequence[str]) -> str:
    """Words as they were written, a possessive at its noun."""
    return " ".join(words).replace(" 's", "'s").replace(" ,", ",")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked besides the words."""

    gazetteer: Gazetteer
    day: date
    context: str | None


def _country_of(context: str | None, gazetteer: Gazetteer) -> str | None:
    """The country that the context names."""
    words = to_words(context or "")
    for at in range(len(words)):
        match = gazetteer.match(words, at)
        if match is not None:
            return match[1].country
    return None


def _by_name(asked: _Asked, words: list[str]) -> Resolution | None:
    """A country, people, seat, body or region that the whole text names; in capitals or small letters too."""
    text = " ".join(words)
    forms = [words, *respelt(words)]
    if text.isupper():
        forms.append([word.title() for word in words])
    for form in forms:
        match = asked.gazetteer.match(form, 0)
        if match is not None and match[0] == len(form):
            return _named(asked, match[1], form)
    return None


def _named(asked: _Asked, name: Name, words: list[str]) -> Resolution:
    """A name of the tables of names."""
    shown = asked.gazetteer.shown.get(name.id, _shown(words))
    if name.kind in ("people", "adjective"):
        return Resolution(
            name=_shown(words), kind="group", country=name.country, unresolved="a people, no single actor"
        )
    kinds = {"country": "country", "capital": "country", "body": "organization", "region": "place"}
    if name.kind == "capital" and name.seat is not None:
        kinds["capital"] = "organization"
    own = asked.gazetteer.people.by_id(name.id) if name.kind == "body" else None
    kind = own.kind if own is not None and own.own else kinds[name.kind]
    return Resolution(actor=name.id, name=shown, kind=kind, country=name.country, sectors=name.sectors)


def _by_head_of_body(asked: _Asked, words: list[str]) -> Resolution | None:
    """Who is at the head of a body or a state on that day: "the NATO secretary-general", "head of the CIA", "the Russian leader"."""
    head, led = head_of_body(words, asked.gazetteer), leader_of_state(words, asked.gazetteer, asked.day)
    if head is None and led is None:
        return None
    country, office = head or led  # type: ignore[misc]
    holders = asked.gazetteer.people.holders(country, office, asked.day)
    held = held_as(holders[0], country, office, asked.day) if len(holders) == 1 else None
    if held is not None:
        known, told = _known(asked, holders[0]), office if head is not None else held.office.name
        return replace(known, country=country, sectors=held.office.sectors, office=told, status=held.status)
    if head is None:
        return None
    return Resolution(
        name=_shown(words), kind="person", country=country, sectors=describe(words, asked.gazetteer).sectors, office=office,
        unresolved=_why_none(holders, office),
    )  # fmt: skip


def _why_none(holders: tuple[Known, ...], office: str) -> str:
    """Why nobody is told as the holder of an office: several are, or nobody is."""
    told = ", ".join(known.id for known in holders)
    return f"{len(holders)} fit: {told}" if holders else f"no {office} is known on that day"


def _by_person(asked: _Asked, words: list[str]) -> Resolution | None:
    """Somebody whom the gazetteer knows by this name; why not, where several fit."""
    if "," in words or "'s" in words:
        return None
    found = _choose(asked, " ".join(words))
    if isinstance(found, Known):
        return _known(asked, found)
    if found:
        return Resolution(name=_shown(words), unresolved=found)
    return None


def _choose(asked: _Asked, name: str) -> Known | str:
    """The one actor of that name; why none where several fit; "" where none is known."""
    people = asked.gazetteer.people
    found = people.find(name)
    if any(known.own for known in found):
        found = tuple(known for known in found if known.own)
    if asked.context is not None:
        found = tuple(known for known in found if _is_of(known, asked.context)) or found
    if " " not in to_key(name):
        found = tuple(
            known for known in found if known.kind != "person" or known.own or to_key(known.name) == to_key(name)
        )
        if not found:
            return people.prominent(name, asked.day) or ""
    if len(found) > 1:
        found = _those_serving(found, asked.day) or found
    if len(found) > 1 and found[0].rank + _STEPS <= found[1].rank:
        found = found[:1]
    if len(found) == 1:
        return found[0]
    return f"{len(found)} actors have that name: {', '.join(known.id for known in found[:4])}" if found else ""


def _is_of(known: Known, country: str) -> bool:
    return known.country == country or any(office.country == country for office in known.offices)


def _those_serving(found: tuple[Known, ...], day: date) -> tuple[Known, ...]:
    """Of namesakes those in office about that day."""
    return tuple(
        known
        for known in found
        if known.kind == "person" and any(_is_near(held, day) for held in known.offices_on(day))
    )


def _is_near(held: Held, day: date) -> bool:
    last = held.office.until_on or held.office.seen_on
    return held.status == "current" or (last is not None and (day - last).days < _SERVING_YEARS * 366)


def _known(asked: _Asked, known: Known) -> Resolution:
    """An actor with what he is on that day."""
    held = known.office_on(asked.day) if known.kind == "person" else None
    return Resolution(
        actor=known.id, name=known.name, kind=known.kind, country=known.country_on(asked.day) if held else known.country,
        sectors=known.sectors_on(asked.day) if held else known.sectors, office=held.office.name if held else None,
        status=held.status if held else None,
    )  # fmt: skip


def _by_apposition(asked: _Asked, words: list[str]) -> Resolution | None:
    """ "Harry Tseng, Taiwan's deputy foreign minister": a name with a description, in either order."""
    if "," not in words:
        return None
    cut = words.index(",")
    for named, described in ((words[:cut], words[cut + 1 :]), (words[cut + 1 :], words[:cut])):
        told = describe(described, asked.gazetteer)
        if told.is_actor and named and _is_named(named):
            return _joined(asked, named, told)
    return None


def _by_titled_name(asked: _Asked, words: list[str]) -> Resolution | None:
    """ "UK Defence Secretary Ben Wallace": words that say what somebody is, and a name; the longest name that is known."""
    if "'s" in words and words[-1] == "'s":
        return None
    unknown: Resolution | None = None
    for at in range(1, len(words)):
        front, name = words[:at], words[at:]
        if _parts_a_name(words, at, asked.gazetteer):
            continue
        if not _is_name_of_person(name, asked.gazetteer) or not _only_describes(front, asked.gazetteer):
            continue
        told = describe(front, asked.gazetteer)
        if not told.is_actor and not _is_honorific(front, asked.gazetteer):
            if (crowned := _with_title_in_name(asked, front, name)) is not None:
                return crowned
            continue
        found = _choose(_with_context(asked, told.country), " ".join(name))
        if isinstance(found, Known) and found.kind == "person":
            return _joined(asked, name, told)
        if _may_be_unknown(front, name, told, asked.gazetteer):
            unknown = _joined(asked, name, told)
    return _unknown_titled(asked, words) or unknown


def _with_title_in_name(asked: _Asked, front: list[str], name: list[str]) -> Resolution | None:
    """Whose title is a part of his name, behind his country: "Jordan's King Abdullah"."""
    land = [word for word in front if word != "'s"]
    match = asked.gazetteer.match(land, 0) if land and _is_honorific(name[:1], asked.gazetteer) else None
    if match is None or match[0] < len(land):
        return None
    found = _choose(_with_context(asked, match[1].country), " ".join(name))
    return _known(asked, found) if isinstance(found, Known) and _is_of(found, match[1].country) else None


def _may_be_unknown(front: Sequence[str], name: Sequence[str], told: Description, gazetteer: Gazetteer) -> bool:
    """Whether a role and a name nobody knows stand together: "Russian deputy foreign minister Sergei Ryabkov"."""
    role = front[-1].lower().replace(" ", "-")
    if told.plural or told.kind != "person" or not (role in gazetteer.persons or role in gazetteer.titles):
        return False
    return (
        1 < len(name) <= _LONGEST_NAME
        and all(word[0].isupper() for word in name)
        and name[-1].lower() not in common_words()
    )


def _by_name_of_country(asked: _Asked, words: list[str]) -> Resolution | None:
    """Somebody known, with a country behind the name: "King Abdullah of Jordan", "President Macron of France"."""
    at = next((at for at in range(1, len(words) - 1) if words[at].lower() == "of"), None)
    match = asked.gazetteer.match(words, at + 1) if at is not None else None
    if at is None or match is None or match[1].kind != "country" or at + 1 + match[0] < len(words):
        return None
    name = words[:at]
    if not _is_name_of_person(name, asked.gazetteer):
        return None
    within = _with_context(asked, match[1].country)
    found = _by_person(within, name) or _by_titled_name(within, name)
    return found if found is not None and found.actor is not None and found.country == match[1].country else None


def _parts_a_name(words: list[str], at: int, gazetteer: Gazetteer) -> bool:
    """Whether a cut before token `at` would part the name of a country or body: "Saudi | Arabia"."""
    matches = ((start, gazetteer.match(words, start)) for start in range(at))
    return any(match is not None and start + match[0] > at for start, match in matches)


def _unknown_titled(asked: _Asked, words: list[str]) -> Resolution | None:
    """A title before a name that nobody known bears."""
    at = 0
    while at < len(words) - 1 and _is_honorific(words[: at + 1], asked.gazetteer):
        at += 1
    name = words[at:]
    if at == 0 or not _is_name_of_person(name, asked.gazetteer):
        return None
    sectors = asked.gazetteer.titles[words[at - 1].lower().rstrip(".")][0]
    return Resolution(
        name=_shown(name), kind="person", country=asked.context, sectors=tuple(sectors.split()),
        office=asked.gazetteer.titles[words[at - 1].lower().rstrip(".")][2] or None, unresolved="no actor of that name is known",
    )  # fmt: skip


def _with_context(asked: _Asked, country: str | None) -> _Asked:
    """What is asked, with the country that the words themselves tell."""
    return _Asked(asked.gazetteer, asked.day, country or asked.context)


def _only_describes(front: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether every word before a name can describe: a title or role, a word in small letters, or a part of a country's or body's name."""
    lists = load_lists()
    known = (
        set(gazetteer.titles)
        | set(gazetteer.persons)
        | lists.former
        | lists.current
        | lists.determiners
        | _parts_of_roles()
        | {part for role in gazetteer.persons for part in role.split("-")}
    )
    at = 0
    while at < len(front):
        match = gazetteer.match(list(front), at)
        word = front[at].lower().rstrip(".").replace(" ", "-")
        if match is None and not (front[at].islower() or front[at] == "'s" or word in known):
            return False
        at += match[0] if match is not None else 1
    return True


@cache
def _parts_of_roles() -> frozenset[str]:
    """The words of roles of several words: "foreign" of "foreign secretary", "affairs" of "external affairs minister"."""
    parts = "foreign defence defense interior finance health justice home trade prime vice deputy"
    return load_lists().open_heads | frozenset(parts.split()) | words_of_offices()


def _is_honorific(front: Sequence[str], gazetteer: Gazetteer) -> bool:
    return all(word.lower().rstrip(".") in gazetteer.titles for word in front)


def _is_named(words: Sequence[str]) -> bool:
    """Whether words can be a name: the first and the last begin with a capital."""
    return bool(words) and words[0][0].isupper() and words[-1][0].isupper() and "'s" not in words and "," not in words


def _is_name_of_person(words: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether words can name somebody: capitals, and the last no word for a role or a body."""
    last = words[-1].lower().rstrip(".") if words else ""
    return _is_named(words) and not any(
        last in table for table in (gazetteer.persons, gazetteer.bodies, gazetteer.titles)
    )


def _joined(asked: _Asked, name: list[str], told: Description) -> Resolution:
    """A name and what stands beside it: the words say what somebody is, the gazetteer who, and what the words leave open."""
    found = _choose(_with_context(asked, told.country), " ".join(name))
    if isinstance(found, Known) and found.kind == "person" and (told.country is None or _is_of(found, told.country)):
        known = _known(asked, found)
        if not told.is_actor or told.sectors in ((), ("UNK",)):
            return known
        return replace(
            known,
            country=told.country or known.country,
            sectors=told.sectors,
            office=told.office or known.office,
            status=None,
        )
    why = found if isinstance(found, str) and found else "no actor of that name is known"
    return Resolution(
        name=_shown(name), kind="person", country=told.country or asked.context, sectors=told.sectors, office=told.office, unresolved=why,
    )  # fmt: skip


def _by_description(asked: _Asked, words: list[str]) -> Resolution | None:
    """A description: the holder of the office where one holds it on that day, else what the words tell."""
    told = describe(words, asked.gazetteer)
    country = told.country or _country_of_possessor(asked, words) or asked.context
    if not told.is_actor:
        return _named_with_country(asked, words, told)
    shown = _shown(words)
    is_whole = told.office is not None and not names_part(words, asked.gazetteer)
    if told.office and country and is_whole and not told.former and not told.plural and told.kind == "person":
        office = _asked_office(told.office, words)
        holders = asked.gazetteer.people.holders(country, office, asked.day)
        if len(holders) == 1:
            known = _known(asked, holders[0])
            held = held_as(holders[0], country, office, asked.day)
            is_other = told.sectors == ("UNK",) or (
                held is not None and held.office.sectors and not set(told.sectors) & set(held.office.sectors)
            )
            sectors = known.sectors if is_other else told.sectors  # a chief executive of a territory is no businessman
            status = held.status if held is not None else None
            return replace(known, country=country, sectors=sectors, office=told.office, status=status)
        why = _why_none(holders, f"{office} of {country}")
    else:
        why = "a description of nobody in particular"
    return Resolution(
        name=shown, kind=told.kind, country=country, sectors=told.sectors, office=told.office, unresolved=why
    )


def _country_of_possessor(asked: _Asked, words: list[str]) -> str | None:
    """The country of the person whose somebody is: "Mr Putin's spokesperson"."""
    if "'s" not in words:
        return None
    whose = words[: words.index("'s")]
    known = _by_person(asked, whose) or _by_titled_name(asked, whose)
    return known.country if known is not None and known.kind == "person" else None


def _asked_office(office: str, words: Sequence[str]) -> str:
    """ "ambassador to Poland" with the country to which somebody is sent."""
    lowers = [word.lower() for word in words]
    if office == "ambassador" and "to" in lowers[:-1]:
        tail = [word for word in words[lowers.index("to") + 1 :] if word.lower() != "the"]
        return f"ambassador to {' '.join(tail)}"
    return office


def _named_with_country(asked: _Asked, words: list[str], told: Description) -> Resolution | None:
    """A name with a country beside it ("the PRD Mexico"), or a country and a word that is none for an actor ("Syrian island")."""
    for land, rest in ((words[-1:], words[:-1]), (words[:1], words[1:])):
        match = asked.gazetteer.match(land, 0)
        if rest and match is not None and match[1].kind in ("country", "adjective"):
            found = _choose(_with_context(asked, match[1].country), " ".join(rest))
            if isinstance(found, Known) and _is_of(found, match[1].country):
                return _known(asked, found)
    if told.country is None or len(words) < 2 or _is_place_in_name(words, asked.gazetteer):
        return None
    head = to_phrase(words).head[-1]
    return Resolution(
        name=_shown(words), country=told.country, sectors=("UNK",), unresolved=f"{head!r} is no word for an actor"
    )


def _is_place_in_name(words: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether a place is but somebody's given name or surname: "Chad Evans", "Michael Jordan", "Nancy Pelosi", "Vladimir Kolas"."""
    if not 1 < len(words) <= _LONGEST_NAME or not all(word.isalpha() and word.istitle() for word in words):
        return False
    first = gazetteer.match(list(words), 0)
    if first is not None and first[1].kind not in ("country", "capital", "region"):
        return False
    rest = words[first[0] if first is not None else 1 :]
    is_given = words[0].lower() in gazetteer.given
    return (
        bool(rest) and rest[-1].lower() not in gazetteer.bodies and (is_given or rest[-1].lower() not in common_words())
    )


def _by_city(asked: _Asked, words: list[str]) -> Resolution | None:
    """A city: the place, which acts for nobody."""
    if not _is_named(words) or (country := asked.gazetteer.towns.country_of(" ".join(words))) is None:
        return None
    return Resolution(
        name=_shown(words), kind="place", country=country, unresolved="a place; who acts there is not told"
    )


_STEPS_OF_RESOLVING = (
    _by_name,
    _by_head_of_body,
    _by_person,
    _by_pair,
    _by_apposition,
    _by_name_of_country,
    _by_titled_name,
    _by_description,
    _by_city,
)
