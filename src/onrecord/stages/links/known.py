"""Whom the gazetteer knows: persons by name and by office, as of the day of the report.

A namesake is worse than nobody: a person is linked only where the name means one head of state or government or foreign minister, or where
the story names a country of theirs and says of what kind they are; and never against what the words tell.
"""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.gazetteer import Known
from onrecord.gazetteer.heads import head_of_body, leader_of_state
from onrecord.gazetteer.names import names_part
from onrecord.gazetteer.offices import kind_of_office
from onrecord.gazetteer.people import held_as
from onrecord.gazetteer.phrases import to_words
from onrecord.gazetteer.titles import to_title
from onrecord.stages.links.chains import Cast, Chain, key_of_person

_LEADER = 2  # the lowest rank of an office that needs no country named beside it
_SERVING = timedelta(days=6 * 365)  # around an office in which its holder is meant rather than a namesake
_SOON = timedelta(days=365)  # before the first office of somebody named in full, of whom one hears already
_NOT_SOON = timedelta(days=0)
_LONGEST_BODY = 120  # code points behind "the head" in which the body's name may end
_FIRST_TOLD = 12  # mentions that may tell of somebody as of a former president
_PAST = timedelta(days=365)  # a sentence that tells of a time so long ago means who was in office then
VAGUE = frozenset(
    "leader official politician figure chief head boss counterpart".split()
)  # what says least of an office
_NO_MORE = frozenset("former ex late onetime".split())
_HEADS = ("president", "prime minister", "monarch", "supreme leader")
_ANY = frozenset("a an any no every another".split())
_NOT_IN_OFFICE = frozenset(
    """former ex then late next future would-be deputy vice assistant acting interim shadow designate elect candidate past previous first
    last old onetime longtime fellow junior""".split()
)


def link_known(cast: Cast) -> None:
    """Give each chain of a named person the actor whom the gazetteer knows by that name; chains of one actor become one."""
    named = {phrase.country for phrase in cast.phrases if phrase.country is not None}
    for at, chain in enumerate(cast.chains):
        if chain.kind != "person" or chain.key is not None or not chain.phrases or chain.plural:
            continue
        known = _find(cast, chain, named)
        if known is None:
            continue
        if known.id in cast.by_key:
            cast.merge(at, cast.by_key[known.id])
        else:
            cast.by_key[known.id] = at
            _take(cast, chain, known)


def _find(cast: Cast, chain: Chain, named: set[str]) -> Known | None:
    """The one actor whom a name means on that day."""
    people, day = cast.draft.gazetteer.people, cast.article.published_on
    found = [known for known in people.find(chain.name) if known.kind == "person" and _fits(chain, known, day)]
    found = [known for known in found if known.own] or found  # a user's own win over those that ship
    if " " not in chain.name and not (found and found[0].own):
        known = people.prominent(chain.name, day) if day is not None else None
        if known is None or not _fits(chain, known, day):
            return None
        return known if _is_near_home(known, named) or _is_told_head(chain, known, day) else None
    for is_likelier in (_is_in_some_office, _serves):
        if len(found) > 1:
            found = [known for known in found if is_likelier(known, day)] or found
    found = [
        known
        for known in found
        if known.own or known.rank <= _LEADER or (chain.sectors and _is_near_home(known, named))
    ]
    return found[0] if len(found) == 1 else None


def _fits(chain: Chain, known: Known, day: date | None) -> bool:
    """Whether nothing that the words tell speaks against it: country, gender, sectors."""
    if chain.country is not None and not _is_of(known, chain.country):
        return False
    if chain.gender and known.gender and chain.gender != known.gender:
        return False
    if (
        day is not None
        and known.offices
        and not known.own
        and not known.offices_on(day + (_SOON if " " in chain.name else _NOT_SOON))
    ):
        return False  # long before the first thing that is known of them
    sectors = {sector for office in known.offices for sector in office.sectors} | set(known.sectors) | {"ELI"}
    return not chain.sectors or bool(sectors & set(chain.sectors))


def _is_of(known: Known, country: str) -> bool:
    return known.country == country or any(office.country == country for office in known.offices)


def _is_near_home(known: Known, named: set[str]) -> bool:
    return known.own or any(_is_of(known, country) for country in named)


def _is_told_head(chain: Chain, known: Known, day: date | None) -> bool:
    """Whether the title tells the very office that somebody holds that day at the head of a state: "President Clinton" in 1999."""
    if day is None or chain.office is None:
        return False
    return any(
        held.status == "current"
        and held.office.rank == 1
        and kind_of_office(chain.office, held.office.country) == kind_of_office(held.office.name, held.office.country)
        for held in known.offices_on(day)
    )


def _is_in_some_office(known: Known, day: date | None) -> bool:
    return day is not None and any(held.status == "current" for held in known.offices_on(day))


def _serves(known: Known, day: date | None) -> bool:
    if day is None:
        return False
    lasts = [
        day if held.status == "current" else held.office.until_on or held.office.seen_on
        for held in known.offices_on(day)
    ]
    return any(last is not None and day - last < _SERVING for last in lasts)


def _take(cast: Cast, chain: Chain, known: Known) -> None:
    """What the gazetteer knows of a person; what the words tell goes before it. Only an office that is surely held is told."""
    day = cast.article.published_on
    held = known.office_on(day) if day is not None else None
    if was_in_office(cast, chain) and (held is None or held.status != "current"):
        chain.office, chain.sectors = None, ()
    chain.key, chain.name, chain.gender = known.id, known.name, chain.gender or known.gender
    chain.country = chain.country or (known.country_on(day) if day is not None else known.country)
    chain.sectors = chain.sectors or (known.sectors_on(day) if day is not None else known.sectors)
    if held is not None and held.status == "current" and (chain.office is None or chain.office in VAGUE):
        chain.office = held.office.name


def was_in_office(cast: Cast, chain: Chain) -> bool:
    """Whether the story tells of a person's office as of one that is no more: "former Kenyan president Kofi Osei"."""
    told = (cast.phrases[i] for i in chain.phrases[:_FIRST_TOLD])
    leads = (cast.article.text[phrase.span.start : phrase.head.start] for phrase in told if phrase.office is not None)
    return any(_tells_of_former(lead) for lead in leads)


def _tells_of_former(words: str) -> bool:
    return not _NO_MORE.isdisjoint(words.lower().replace("-", " ").split())


def is_of_former(cast: Cast, i: int) -> bool:
    """Whether description `i` says itself that its office is no more: "the former president"."""
    return _tells_of_former(cast.phrases[i].span.of(cast.article.text))


def holder_of(cast: Cast, i: int, country: str | None) -> Known | None:
    """Who holds the office of description `i` on the day of the report: "the Peruvian president".

    None where the words say that it is not the present holder, where the sentence tells of another time, where the story names
    somebody else in that office, and where the gazetteer is not sure.
    """
    phrase, day = cast.phrases[i], cast.article.published_on
    said = to_words(phrase.span.of(cast.article.text))
    country, office = told_head(cast, i) or leader_of_state(said, cast.draft.gazetteer, day) or (country, phrase.office)
    if day is None or country is None or office is None or phrase.number == "pl" or phrase.kind != "person":
        return None
    words = {word.lower() for word in phrase.span.of(cast.article.text).replace("-", " ").split()}
    if is_of_part(cast, i) or words & (_NOT_IN_OFFICE | _ANY) or _tells_of_past(cast, i, day):
        return None
    holders = cast.draft.gazetteer.people.holders(country, office, day)
    held = held_as(holders[0], country, office, day) if len(holders) == 1 else None
    if held is None or held.status != "current" or held.office.rank > _LEADER + 1:
        return None
    others = (chain for chain in cast.chains if chain.key != holders[0].id)
    told = {office, phrase.office or office}
    return None if any(is_in_office(cast, chain, one, country) for chain in others for one in told) else holders[0]


def told_head(cast: Cast, i: int) -> tuple[str, str] | None:
    """The country and the office at the head of a body that description `i` tells: "the NATO chief", "the head" before "of the CIA"."""
    if i not in cast.heads_told:
        cast.heads_told[i] = _read_head(cast, i)
    return cast.heads_told[i]


def _read_head(cast: Cast, i: int) -> tuple[str, str] | None:
    phrase, gazetteer = cast.phrases[i], cast.draft.gazetteer
    if phrase.kind != "person" or phrase.how != "description" or phrase.number == "pl":
        return None
    words = to_words(phrase.span.of(cast.article.text))
    found = head_of_body(words, gazetteer)
    if found is None:
        sentence = cast.draft.sentences[cast.sentence_of[i]]
        rest = to_words(cast.article.text[phrase.span.end : min(sentence.end, phrase.span.end + _LONGEST_BODY)])
        at = 2 if rest[1:2] == ["the"] else 1
        match = gazetteer.match(rest, at) if rest[:1] == ["of"] else None
        found = head_of_body([*words, "of", *rest[at : at + match[0]]], gazetteer) if match is not None else None
    return found


def is_of_part(cast: Cast, i: int) -> bool:
    """Whether description `i` tells of a part of a state: "the Chechen president"."""
    words = cast.phrases[i].span.of(cast.article.text).replace("’", "'").replace("'s", " 's").split()
    return names_part(words, cast.draft.gazetteer)


def named_holder(cast: Cast, i: int, country: str | None) -> int | None:
    """The one person named before description `i` who holds the office that it tells, one that a single person holds at a time:
    "Theresa May ... the prime minister"."""
    phrase, day = cast.phrases[i], cast.article.published_on
    office = "president" if phrase.office == "leader" else phrase.office
    title = to_title(office) if office is not None else None
    if (
        title is None
        or not (title.alone or office == "secretary-general")
        or phrase.number == "pl"
        or phrase.kind != "person"
    ):
        return None
    words = phrase.span.of(cast.article.text).lower().replace("-", " ").split()
    if (
        is_of_part(cast, i)
        or not _NOT_IN_OFFICE.isdisjoint(words)
        or words[0] in _ANY
        or (day is not None and _tells_of_past(cast, i, day))
    ):
        return None
    found = [
        at
        for at, chain in enumerate(cast.chains)
        if chain.last_before(i) is not None and _holds(cast, chain, phrase.office or "", country)
    ]
    return found[0] if len(found) == 1 else None


def still_holds(cast: Cast, chain: Chain, office: str) -> bool:
    """Whether the gazetteer knows that a chain is of somebody who holds that office on the day of the report."""
    return "current" in _statuses(cast, chain, office)


def former_holder(cast: Cast, i: int, country: str | None) -> int | None:
    """The one person named before description `i` who, as the gazetteer knows, held the office that it tells and does so no more."""
    phrase = cast.phrases[i]
    if phrase.office is None or phrase.number == "pl" or phrase.kind != "person" or not is_of_former(cast, i):
        return None
    found = [
        at
        for at, chain in enumerate(cast.chains)
        if chain.last_before(i) is not None and country in (None, chain.country)
        if _statuses(cast, chain, phrase.office) == {"former"}
    ]
    return found[0] if len(found) == 1 else None


def _statuses(cast: Cast, chain: Chain, office: str) -> set[str]:
    """Where the terms of a known person in an office stand on the day of the report."""
    day = cast.article.published_on
    known = cast.draft.gazetteer.people.by_id(chain.key) if chain.key is not None and chain.kind == "person" else None
    if known is None or day is None:
        return set()
    return {
        held.status
        for held in known.offices_on(day)
        if kind_of_office(held.office.name, held.office.country) == kind_of_office(office, held.office.country)
    }


def _holds(cast: Cast, chain: Chain, office: str, country: str | None) -> bool:
    """Whether a chain is of a named person in that office, of that country where one is told; a leader is any head."""
    home = country or chain.country
    if home is None or not any(cast.phrases[k].how in ("name", "title") for k in chain.phrases):
        return False
    if office == "leader":
        return country is not None and any(is_in_office(cast, chain, head, home) for head in _HEADS)
    return is_in_office(cast, chain, office, home)


def is_in_office(cast: Cast, chain: Chain, office: str, country: str) -> bool:
    """Whether a chain is of a person in that office, whom the story names; not one who has left it by the day of the report."""
    if chain.kind != "person" or not chain.phrases or chain.office is None or chain.country not in (country, None):
        return False
    if kind_of_office(chain.office, country) != kind_of_office(office, country):
        return False
    return not was_in_office(cast, chain) and not _has_left(cast, chain, office, country)


def _has_left(cast: Cast, chain: Chain, office: str, country: str) -> bool:
    """Whether the gazetteer knows that somebody called president in the story is none on the day of the report, and who is."""
    people, day = cast.draft.gazetteer.people, cast.article.published_on
    if chain.key is None or day is None:
        return False
    holders = people.holders(country, office, day)
    return len(holders) == 1 and holders[0].id != chain.key and _is_in_some_office(holders[0], day)


def _tells_of_past(cast: Cast, i: int, day: date) -> bool:
    sentence = cast.draft.sentences[cast.sentence_of[i]]
    ends = (moment.last_on for moment in cast.draft.times_in(sentence))
    return any(end is not None and end < day - _PAST for end in ends)


def open_known(cast: Cast, i: int, known: Known) -> int:
    """The chain of a known person whom a description means, made where there is none."""
    at = cast.by_key.get(known.id)
    if at is None:
        at = cast.by_key.get(key_of_person(known.name))
        at = cast.by_key[known.id] = at if at is not None else cast.open(Chain("person", known.name))
        chain = cast.chains[at]
        chain.office, chain.sectors = None, ()
        _take(cast, chain, known)
    return at
