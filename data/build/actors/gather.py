"""All sources -> all persons, each with an id: country and slug, with the Wikidata id behind it where two bear one name."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from data.build.actors.merge import BY_HAND, People, close_terms, join_terms
from data.build.actors.model import Person, Term
from data.build.actors.sources import britain, byhand, congress, everypolitician, factbook, phoenix, reign
from onrecord.gazetteer.keys import to_slug

EARLIEST = "1990"


def gather(folder: Path) -> dict[str, Person]:
    """Every person by id; the sources in the order of trust."""
    people = People()
    people.add(byhand.read(), by_first_name=True)
    people.add(everypolitician.read(folder / "every-politician"))
    people.add(congress.read(folder / "us-congress"))
    people.add(britain.read(folder / "uk-ministers"))
    people.add(everypolitician.read_leaders(folder / "every-politician" / "world-leaders-2021" / "wikidata.csv"))
    people.add(factbook.read(folder / "factbook" / "leaders_timeline.csv"))
    people.add(phoenix.read(folder / "petrarch" / "Phoenix.Countries.actors.txt"))
    people.add(person for person in reign.read(folder / "reign" / "leaderlist_3_21.csv") if not people.is_known(person))
    for person in people.all:
        join_terms(person)
    close_terms(people.all)
    for person in people.all:
        person.terms = [
            term for term in person.terms if not term.until or term.until[:4] >= EARLIEST or term.source == BY_HAND
        ]
    return with_ids([person for person in people.all if person.terms])


def with_ids(people: list[Person]) -> dict[str, Person]:
    """Ids that do not change when somebody is added: of namesakes the one longest on Wikidata has the bare slug."""
    by_slug: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        person.country = _home(person)
        by_slug[f"{person.country}/{to_slug(person.names[0])}"].append(person)
    found: dict[str, Person] = {}
    for slug, namesakes in by_slug.items():
        namesakes.sort(
            key=lambda person: (not person.wikidata, int(person.wikidata[1:] or 0), _first(person), person.rank())
        )
        for number, person in enumerate(namesakes, 1):
            tail = "" if number == 1 else f"-{person.wikidata.lower() or number}"
            found[slug + tail] = person
    return dict(sorted(found.items()))


def _home(person: Person) -> str:
    """The country of the highest office, of two the longer held."""

    def weight(term: Term) -> tuple[int, str]:
        return term.rank, term.start or "9999"

    return min(person.terms, key=weight).country


def _first(person: Person) -> str:
    return min(term.first() for term in person.terms)
