"""Many sources -> one person each: by Wikidata id, by name within a country, by surname where office and days agree.

The order of the sources is the order of trust: what comes first gives the shown name and the days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from data.build.actors.model import Person, Term, first_day, last_day
from onrecord.gazetteer.keys import to_key

_GOVERNING = frozenset(("prime minister", "premier", "chancellor", "chief minister"))
_NEAR = 100  # days by which two sources may differ on the start of one term
_SHARED = 30  # days by which two tellings of a leader must overlap
_LIFE = 60  # years: two persons of one name are one where their offices lie no farther apart


class People:
    """The persons gathered so far, found by Wikidata id, by country and name, by country and office."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self._by_id: dict[str, Person] = {}
        self._by_key: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._by_office: dict[tuple[str, str], list[tuple[Term, Person]]] = defaultdict(list)

    def add(self, people: Iterable[Person]) -> None:
        """Merge each person into whom he is, else keep him as a new one."""
        for person in people:
            known = self._by_id.get(person.wikidata) if person.wikidata else None
            known = known or self._by_name(person) or self._in_office(person)
            if known is None:
                known = Person(names=[], country=person.country)
                self.all.append(known)
            self._take(known, person)

    def is_known(self, person: Person) -> bool:
        """Whether somebody known has one of the names, or the surname and the office on those days."""
        return self._by_name(person) is not None or self._in_office(person) is not None

    def _take(self, known: Person, person: Person) -> None:
        known.names += [name for name in person.names if name not in known.names]
        known.wikidata = known.wikidata or person.wikidata
        known.gender = known.gender or person.gender
        known.surname = known.surname or person.surname
        for term in person.terms:
            self._take_term(known, term)
        if known.wikidata:
            self._by_id[known.wikidata] = known
        for country in {person.country, *(term.country for term in person.terms)}:
            for key in person.keys():
                if known not in self._by_key[country, key]:
                    self._by_key[country, key].append(known)

    def _take_term(self, known: Person, term: Term) -> None:
        """Add a term, or mend the one that tells of the same with what the new source knows better."""
        for own in known.terms:
            if own.country == term.country and kind_of(own.office) == kind_of(term.office) and _is_same_term(own, term):
                if len(term.start) > len(own.start):
                    own.start = term.start
                if not own.until and term.until:
                    own.until, own.seen = term.until, ""
                elif not own.until:
                    own.seen = max(own.seen, term.seen)
                elif len(term.until) > len(own.until) and term.until.startswith(own.until):
                    own.until = term.until
                own.rank, own.alone = min(own.rank, term.rank), own.alone or term.alone
                return
        known.terms.append(term)
        self._by_office[term.country, kind_of(term.office)].append((term, known))

    def _by_name(self, person: Person) -> Person | None:
        """The one known person of that name and country; None where none is, or two are."""
        found: list[Person] = []
        for country in {person.country, *(term.country for term in person.terms)}:
            for key in person.keys():
                found += [
                    known for known in self._by_key.get((country, key), ())
                    if known not in found and not (known.wikidata and person.wikidata) and _in_one_life(known, person)
                ]  # fmt: skip
        if len(found) > 1:
            found = [known for known in found if known.rank() <= 3]
        return found[0] if len(found) == 1 else None

    def _in_office(self, person: Person) -> Person | None:
        """Who held the same office of a head or minister from about the same day, and shares a name with him."""
        for term in person.terms:
            if term.rank > 3:
                continue
            kinds = [kind_of(term.office)] if term.office != "leader" else ["president", "prime minister", "monarch", "supreme leader"]
            for kind in kinds:
                for own, known in self._by_office.get((term.country, kind), ()):
                    if known.wikidata and person.wikidata:
                        continue
                    leads = term.office == "leader"
                    if _is_same_term(own, term, strict=not leads) and _share_name(known, person, any_word=leads):
                        return known
        return None


def kind_of(office: str) -> str:
    """What an office is under any of its titles: a premier and a chancellor are prime ministers."""
    if office in _GOVERNING:
        return "prime minister"
    if office in ("king", "queen", "emperor", "sultan", "emir", "grand duke", "prince"):
        return "monarch"
    if office in ("foreign secretary", "secretary of state"):
        return "foreign minister"
    if office in ("defence secretary", "defense secretary"):
        return "defence minister"
    return office


def _is_same_term(own: Term, term: Term, *, strict: bool = True) -> bool:
    """Whether two terms begin within a hundred days of each other, as far as their days are told; if not strict, whether they overlap."""
    if not own.start or not term.start:
        return own.start == term.start
    if len(own.start) == 4 or len(term.start) == 4:
        near = own.start[:4] == term.start[:4]
    else:
        near = abs((_date(own.first()) - _date(term.first())).days) <= _NEAR
    return near or (not strict and _overlap(own, term) > _SHARED)


def _overlap(own: Term, term: Term) -> int:
    """Days that two terms share."""
    start = max(_date(own.first()), _date(term.first()))
    return (min(_date(own.last()), _date(term.last())) - start).days


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return date.fromisoformat(day[:8] + "01") if day[:4] not in ("0000", "9999") else date(int(day[:4]) or 1, 1, 1)


def _share_name(known: Person, person: Person, *, any_word: bool) -> bool:
    """Whether the last name of one (or any word of it) is a word of the other's names."""
    theirs = {word for name in known.names for word in to_key(name).split()}
    keys = [key.split() for key in map(to_key, (*person.names, person.surname)) if key]
    own = {word for key in keys for word in (key if any_word else key[-1:]) if len(word) > 2}
    return any(word in theirs or any(_alike(word, other) for other in theirs) for word in own)


def _alike(word: str, other: str) -> bool:
    """Whether two words are spellings of one: at most one letter in four differs ("timoshenko", "tymoshenko")."""
    if len(word) < 5 or abs(len(word) - len(other)) > 2 or word[0] != other[0]:
        return False
    return edits(word, other) * 4 <= max(len(word), len(other))


def edits(word: str, other: str) -> int:
    """Letters to change, add or drop to make one word the other.

    >>> edits("timoshenko", "tymoshenko"), edits("saleh", "salih")
    (1, 1)
    """
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        left = [i]
        for j, there in enumerate(other, 1):
            left.append(min(left[-1] + 1, row[j] + 1, row[j - 1] + (letter != there)))
        row = left
    return row[-1]


def _in_one_life(known: Person, person: Person) -> bool:
    years = [int(day[:4]) for term in (*known.terms, *person.terms) for day in (term.start, term.until or term.seen) if day]
    return not years or max(years) - min(years) <= _LIFE


def close_terms(people: Iterable[Person]) -> None:
    """End an open term of an office that one at a time holds on the day on which the next holder began."""
    terms: dict[tuple[str, str], list[tuple[Term, Person]]] = defaultdict(list)
    for person in people:
        for term in person.terms:
            if term.alone and term.start and term.rank <= 3:
                terms[term.country, kind_of(term.office)].append((term, person))
    for held in terms.values():
        held.sort(key=lambda one: (one[0].first(), one[0].until or "9999"))
        for at, (term, person) in enumerate(held):
            _close(term, person, held[at + 1 :])


def _close(term: Term, person: Person, later: list[tuple[Term, Person]]) -> None:
    """`later`: the terms of the same office that begin no sooner."""
    for after, other in later:
        if other is person or after.first() <= term.first() or len(after.start) < 7:
            continue
        if not term.until and after.first() >= min(term.seen, first_day(after.start)) and _lasts(after):
            term.until, term.seen = after.start, ""
        elif term.until and last_day(term.until) > after.first() > first_day(term.until):
            term.until = after.start
        return


def _lasts(term: Term) -> bool:
    """Whether a term is more than a few days of standing in."""
    return not term.until or (_date(last_day(term.until)) - _date(term.first())).days > 20


def join_terms(person: Person) -> None:
    """Put terms of one office that follow each other together, in order."""
    joined: list[Term] = []
    for term in sorted(person.terms, key=lambda one: (one.country, one.office, one.first())):
        last = joined[-1] if joined else None
        gap = 400 if term.rank == 5 else 70
        if last and (last.country, last.office) == (term.country, term.office) and _follows(last, term, gap):
            if not last.until or (term.until and last_day(term.until) <= last_day(last.until)):
                continue
            last.until, last.seen = term.until, term.seen
            last.sectors = tuple(dict.fromkeys((*last.sectors, *term.sectors)))
            continue
        joined.append(term)
    person.terms = sorted(joined, key=lambda one: (one.first(), one.rank))


def _follows(last: Term, term: Term, gap: int) -> bool:
    return (_date(term.first()) - _date(last.last())).days <= gap or not last.until
