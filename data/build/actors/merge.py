"""Many sources -> one person each: by Wikidata id, by name within a country, by surname where office and days agree.

The order of the sources is the order of trust: what comes first gives the shown name and the days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from data.build.actors.model import Person, Term, first_day, last_day
from onrecord.gazetteer.keys import to_key
from onrecord.gazetteer.offices import kind_of_office

BY_HAND = "by hand"
_MINISTER = 3  # the lowest rank of an office of which the days by hand stand against other sources
_ENVOY = 4  # the lowest rank of an office that one at a time holds
_NEAR = 100  # days by which two sources may differ on the start of one term
_TOUCH = 5  # days by which two terms that follow each other may overlap
_SHARED = 30  # days by which two tellings of a leader must overlap
_PARTICLES = frozenset("bin ibn von van der del los las abu ben ould sheikh".split())
_LIFE = 60  # years: two persons of one name are one where their offices lie no farther apart


class People:
    """The persons gathered so far, found by Wikidata id, by country and name, by country and office."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self._by_id: dict[str, Person] = {}
        self._by_key: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._shown: dict[tuple[str, str], Person] = {}
        self._by_office: dict[tuple[str, str], list[tuple[Term, Person]]] = defaultdict(list)

    def add(self, people: Iterable[Person], *, by_first_name: bool = False) -> None:
        """Merge each person into whom he is, else keep him as a new one.

        `by_first_name`: two are one only where the names that are shown are the same (George Bush is a name of two presidents).
        """
        for person in people:
            known = self._by_id.get(person.wikidata) if person.wikidata else None
            if by_first_name:
                known = self._shown.get((person.country, to_key(person.names[0])))
            else:
                known = known or self._by_name(person) or self._in_office(person)
            if known is None:
                known = Person(names=[], country=person.country)
                self.all.append(known)
                self._shown.setdefault((person.country, to_key(person.names[0])), known)
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
            for key in person.all_keys():
                if known not in self._by_key[country, key]:
                    self._by_key[country, key].append(known)

    def _take_term(self, known: Person, term: Term) -> None:
        """Add a term, or mend the one that tells of the same with what the new source knows better."""
        for own in known.terms:
            is_other_source = own.source != term.source
            if (
                is_other_source
                and own.country == term.country
                and _kind(own) == _kind(term)
                and _is_same_term(own, term)
            ):
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
        self._by_office[term.country, _kind(term)].append((term, known))

    def _by_name(self, person: Person) -> Person | None:
        """The one known person of that name and country; None where none is, or two are."""
        found: list[Person] = []
        for country in {person.country, *(term.country for term in person.terms)}:
            for key in person.all_keys():
                found += [
                    known for known in self._by_key.get((country, key), ())
                    if known not in found and not (known.wikidata and person.wikidata) and _in_one_life(known, person)
                ]  # fmt: skip
        if len(found) > 1:
            found = [known for known in found if known.rank() <= 3]
        return found[0] if len(found) == 1 else None

    def _in_office(self, person: Person) -> Person | None:
        """Who held the same high office at about the same time, and shares a name with him."""
        for term in person.terms:
            if term.rank > 3 and not term.office.startswith("ambassador"):
                continue
            kinds = (
                [_kind(term)]
                if term.office != "leader"
                else [
                    kind
                    for (country, kind), held in self._by_office.items()
                    if country == term.country and held[0][0].rank == 1
                ]
            )
            for kind in kinds:
                for own, known in self._by_office.get((term.country, kind), ()):
                    if not (known.wikidata and person.wikidata) and _is_same_holder(own, known, term, person):
                        return known
        return None


def _kind(term: Term) -> str:
    return kind_of_office(term.office, term.country)


def _is_same_term(own: Term, term: Term) -> bool:
    """Whether two terms begin within a hundred days of each other, as far as their days are told."""
    if not own.start or not term.start:
        return own.start == term.start
    if len(own.start) == 4 or len(term.start) == 4:
        return own.start[:4] == term.start[:4]
    return abs((_date(own.first()) - _date(term.first())).days) <= _NEAR


def _is_same_holder(own: Term, known: Person, term: Term, person: Person) -> bool:
    """Whether two tellings of one office mean one person: the same first day and a name, about the same days and the last name, or
    days that overlap and two names.
    """
    if term.office == "leader":
        return _overlap(own, term) > _SHARED and _n_shared(known, person, last_only=False) > 0
    if own.alone and len(own.start) == 10 and own.start == term.start:
        if len(own.until) == 10 and own.until == term.until:
            return True
        if _n_shared(known, person, last_only=False) > 0:
            return True
    if _is_same_term(own, term) and _n_shared(known, person, last_only=True) > 0:
        return True
    return own.alone and _overlap(own, term) > _SHARED and _n_shared(known, person, last_only=False) > 1


def _overlap(own: Term, term: Term) -> int:
    """Days that two terms share."""
    start = max(_date(own.first()), _date(term.first()))
    return (min(_date(own.last()), _date(term.last())) - start).days


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return date.fromisoformat(day[:8] + "01") if day[:4] not in ("0000", "9999") else date(int(day[:4]) or 1, 1, 1)


def _n_shared(known: Person, person: Person, *, last_only: bool) -> int:
    """How many words of one's names (or whether the last of each) stand in the names of the other, spelt alike."""
    theirs = {word for name in known.names for word in to_key(name).split()}
    keys = [key.split() for key in map(to_key, (*person.names, person.surname)) if key]
    own = {
        word for key in keys for word in (key[-1:] if last_only else key) if len(word) > 2 and word not in _PARTICLES
    }
    return sum(any(word == other or _alike(word, other) for other in theirs) for word in own)


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
    years = [
        int(day[:4]) for term in (*known.terms, *person.terms) for day in (term.start, term.until or term.seen) if day
    ]
    return not years or max(years) - min(years) <= _LIFE


def close_terms(people: Iterable[Person]) -> None:
    """Put the holders of an office that one at a time holds in order.

    What is written by hand stands: the days of others are cut back to where nobody stands there. An open term, or one of which only
    the last copy of a book is known, ends on the day on which the next holder began.
    """
    terms: dict[tuple[str, str], list[tuple[Term, Person]]] = defaultdict(list)
    for person in people:
        for term in person.terms:
            if term.alone and term.start and term.rank <= _ENVOY:
                terms[term.country, _kind(term)].append((term, person))
    for held in terms.values():
        sure = [(term, person) for term, person in held if term.source == BY_HAND]
        for term, person in held:
            if term.source != BY_HAND and term.rank <= _MINISTER:
                _cut_minister(term, person, sure) if term.rank > 1 else _cut(term, person, sure)
        held = [(term, person) for term, person in held if term.start]
        held.sort(key=lambda one: (one[0].first(), one[0].until or "9999"))
        for at, (term, person) in enumerate(held):
            _close(term, person, held[at + 1 :])
    for person in people:
        person.terms = [term for term in person.terms if term.start or not (term.alone and term.rank == 1)]


def _cut(term: Term, person: Person, sure: list[tuple[Term, Person]]) -> None:
    """Take from a term the days on which another one stands by hand; nothing may be left, then `start` is empty."""
    for other, holder in sure:
        first, last = other.first(), last_day(other.until) if other.until else "9999"
        if holder is person or not term.start or term.last() <= first or term.first() >= last:
            continue
        if term.first() < first:
            term.until, term.seen = other.start, ""
        elif (term.until or "9999") > last and (_date(term.last()) - _date(last)).days > 5:
            term.start = other.until
        else:
            term.start = ""


def _cut_minister(term: Term, person: Person, sure: list[tuple[Term, Person]]) -> None:
    """The same for a minister; one of whose days nothing is left, as of a second in the ministry, is told as a minister of no name."""
    start = term.start
    _cut(term, person, sure)
    if not term.start:
        term.start, term.office, term.alone = start, "minister", False


def _close(term: Term, person: Person, later: list[tuple[Term, Person]]) -> None:
    """`later`: the terms of the same office that begin no sooner; the first of another person that counts ends this one."""
    for after, other in later:
        if other is person or after.first() <= term.first() or len(after.start) < 7:
            continue
        if _lasts(after) and _is_ended_by(term, after):
            term.until, term.seen = after.start, ""
        return


def _is_ended_by(term: Term, after: Term) -> bool:
    if not term.until:
        return after.first() >= min(term.seen, first_day(after.start))
    if last_day(term.until) <= after.first():
        return False
    return after.first() > first_day(term.until)


def _lasts(term: Term) -> bool:
    """Whether a term is more than a few days of standing in."""
    return not term.until or (_date(last_day(term.until)) - _date(term.first())).days > 20


def join_terms(person: Person) -> None:
    """Put terms of one office that follow each other together, in order."""
    joined: list[Term] = []
    for term in sorted(person.terms, key=lambda one: (one.country, one.office, one.first())):
        last = joined[-1] if joined else None
        gap = 400 if term.rank == 5 else 2 if term.alone else 70
        if last and (last.country, last.office) == (term.country, term.office) and _follows(last, term, gap):
            if last.alone and (last.source == BY_HAND) != (term.source == BY_HAND) and _overlap(last, term) > _TOUCH:
                _trust_hand(last, term)
                continue
            if not last.until or (term.until and last_day(term.until) <= last_day(last.until)):
                last.seen = "" if last.until else max(last.seen, term.seen or term.until)
                continue
            last.until, last.seen = term.until, term.seen
            last.sectors = tuple(dict.fromkeys((*last.sectors, *term.sectors)))
            continue
        joined.append(term)
    person.terms = sorted(joined, key=lambda one: (one.first(), one.rank))


def _trust_hand(last: Term, term: Term) -> None:
    """Put two tellings of one term into `last`: the days written by hand stand, where they are told."""
    hand, other = (last, term) if last.source == BY_HAND else (term, last)
    last.start, last.until, last.source = hand.start, hand.until, BY_HAND
    last.seen = "" if hand.until else max(hand.seen, other.seen)


def _follows(last: Term, term: Term, gap: int) -> bool:
    return (_date(term.first()) - _date(last.last())).days <= gap or not last.until
