"""Names that are matched in running text: countries with their adjectives and seats, bodies, regions; and words that say what somebody is.

Matching is by whole tokens and case ("US", not "us"; "Turkey", not "turkey"). Persons are not matched: `Gazetteer.people` finds them by
the names that the text gives them.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal
from unicodedata import combining, normalize

from onrecord.gazetteer.actors import Known
from onrecord.gazetteer.cities import Towns
from onrecord.gazetteer.keys import to_slug
from onrecord.gazetteer.people import People

NameKind = Literal["country", "adjective", "people", "capital", "body", "region"]
HAND_TABLES = (
    "countries.tsv", "historic.tsv", "bodies.tsv", "places.tsv", "roles.toml", "given.toml", "offices.toml", "titles.toml",
    "title_names.txt", "spellings.toml", "describe.toml", "heads.tsv", "homonyms.toml",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for: `id` of the actor ("RUS", "UNO/who"), its country field and sectors, and how it names.

    `seat`: the state in which a capital lies, where that is not `country` (Brussels stands for the EUR, in BEL).
    """

    id: str
    kind: NameKind
    country: str
    sectors: tuple[str, ...] = ()
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`names`: tokens of a name, as written -> what it stands for. `longest[first]`: the most tokens a name with that first token has.

    `shown`: actor id -> the name to show. `persons`, `bodies`: head noun (hyphens for blanks, singular) -> sectors.
    `titles`: lower-case title -> (sectors, gender, office). `genders`: lower-case word -> "m" or "f". `given`:
    lower-case given name -> "m", "f" or "" where either. `prefixes`: "Franco" of "Franco-German" -> country.
    `people`: actors by name, id and office.
    `version`: the digest of all that this gazetteer was made from. `towns`: in which country a town lies; none in a user's own world.
    """

    names: dict[tuple[str, ...], Name]
    longest: dict[str, int]
    shown: dict[str, str]
    persons: dict[str, tuple[str, ...]]
    bodies: dict[str, tuple[str, ...]]
    titles: dict[str, tuple[str, str, str]]
    genders: dict[str, str]
    given: dict[str, str]
    prefixes: dict[str, str]
    people: People
    version: str
    towns: Towns

    def match(self, words: list[str], at: int) -> tuple[int, Name] | None:
        """The longest name that begins at token `at`: how many tokens it has, and what it names.

        >>> from onrecord.gazetteer import load_gazetteer
        >>> load_gazetteer().match(["the", "White", "House", "said"], 1)
        (2, Name(id='USA', kind='capital', country='USA', sectors=('GOV',), seat=None))
        """
        for length in range(min(self.longest.get(words[at], 0), len(words) - at), 0, -1):
            name = self.names.get(tuple(words[at : at + length]))
            if name is not None:
                return length, name
        return None

    def named(self, words: str) -> Name | None:
        """What words name that somebody asks by, as they are written or in other letters: "perú", "PERU", "the netherlands".

        >>> from onrecord.gazetteer import load_gazetteer
        >>> load_gazetteer().named("perú").id
        'PER'
        """
        bare = " ".join(words.split())
        bare = bare[4:] if bare[:4].lower() == "the " else bare
        plain = "".join(c for c in normalize("NFKD", bare) if not combining(c))
        spelt = (bare, plain.title(), plain.upper())
        return next((self.names[key] for told in spelt if (key := tuple(told.split())) in self.names), None)


def names_part(words: list[str], gazetteer: Gazetteer) -> bool:
    """Whether words name a part of a state, whose president is not the state's: "the Chechen president", "Greenland's prime minister"."""
    at = 0
    while at < len(words):
        match = gazetteer.match(words, at)
        if match is not None and match[1].kind != "body" and "/" in match[1].id:
            return True
        at += match[0] if match is not None else 1
    return False


class Names:
    """Names as they are gathered; what is added first stays."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, ...], Name] = {}
        self.shown: dict[str, str] = {}

    def add_shipped(self) -> None:
        """The names of the tables that ship."""
        self._add_countries()
        self._add_historic()
        self._add_bodies()
        self._add_places()
        self._add_organizations()

    def add_own(self, actors: Iterable[Known]) -> None:
        """The names of a user's own states, bodies and places; persons are found by `People`."""
        for actor in actors:
            if actor.kind != "person":
                self.shown.setdefault(actor.id, actor.name)
            kind: NameKind | None = _OWN_KINDS.get(actor.kind)
            for name in actor.names if kind else ():
                self._add(name, Name(actor.id, kind, actor.country, actor.sectors))  # type: ignore[arg-type]

    def add_peoples(self, actor_id: str, country: str, peoples: Iterable[str], seats: Iterable[str]) -> None:
        """The adjectives, peoples and seats of government of a state."""
        for word in peoples:
            bare = word.removesuffix("+s")
            self._add(bare, Name(actor_id, "adjective", country))
            if bare != word:
                self._add(bare + "s", Name(actor_id, "people", country))
        for word in seats:
            self._add(word, Name(actor_id, "capital", country, ("GOV",)))

    def longest(self) -> dict[str, int]:
        """For each first token of a name the most tokens that such a name has."""
        found: dict[str, int] = {}
        get = found.get
        for tokens in self.names:
            first, length = tokens[0], len(tokens)
            if get(first, 0) < length:
                found[first] = length
        return found

    def _add(self, name: str, told: Name) -> None:
        self.names.setdefault(to_tokens(name), told)

    def _add_countries(self) -> None:
        """States with their peoples and seats; a territory is a region of the state that rules it."""
        for code, countries, peoples, seats, ruler in _rows("countries.tsv"):
            first = countries.split("|")[0]
            actor_id = f"{ruler}/{to_slug(first)}" if ruler else code
            self.shown.setdefault(actor_id, first)
            told = Name(actor_id, "region" if ruler else "country", ruler or code)
            for word in countries.split("|"):
                self._add(word, told)
            self.add_peoples(actor_id, ruler or code, _split(peoples), _split(seats))

    def _add_historic(self) -> None:
        """States that are no more."""
        for code, names, peoples, country, _, _ in _rows("historic.tsv"):
            self.shown.setdefault(code, names.split("|")[0])
            for word in names.split("|"):
                self._add(word, Name(code, "country", country))
            self.add_peoples(code, country, _split(peoples), ())

    def _add_bodies(self) -> None:
        for body, known_as, country, *more in _rows("bodies.tsv"):
            sectors, seat = [*more, "", ""][:2]
            self.shown.setdefault(body, known_as.split("|")[0])
            told = Name(body, "body", country, tuple(sectors.split()))
            for word in known_as.split("|"):
                self._add(word, told)
            if seat:
                city, state = seat.rsplit(" ", 1)
                self.names[to_tokens(city)] = Name(body, "capital", country, tuple(sectors.split()), state)

    def _add_organizations(self) -> None:
        """The names of a built table: they stand there as tokens."""
        names, shown = self.names, self.shown
        for body, known_as, country, *sectors in _rows("organizations.tsv"):
            told = Name(body, "body", country, tuple(sectors[0].split()) if sectors else ())
            all_names = known_as.split("|")
            shown.setdefault(body, all_names[0].replace(" 's", "'s"))
            for name in all_names:
                names.setdefault(tuple(name.split()), told)

    def _add_places(self) -> None:
        for state, places, *peoples in _rows("places.tsv"):
            country, *sectors = state.split()
            adjectives = _split(peoples[0]) if peoples else []
            if adjectives:
                part = f"{country}/{to_slug(places.split('|')[0] or adjectives[0].removesuffix('+s'))}"
                self.shown.setdefault(part, places.split("|")[0] or adjectives[0].removesuffix("+s"))
                self.add_peoples(part, country, adjectives, ())
            for word in _split(places):
                actor_id = f"{country}/{to_slug(word)}"
                self.shown.setdefault(actor_id, word)
                self._add(word, Name(actor_id, "region", country, tuple(sectors)))


_OWN_KINDS: dict[str, NameKind] = {"country": "country", "organization": "body", "group": "body", "place": "region"}


def to_gazetteer(names: Names, people: People, version: str, *, towns: Towns) -> Gazetteer:
    """The gazetteer of these names and towns, with the words of roles and given names that ship."""
    roles = _toml("roles.toml")
    return Gazetteer(
        names=names.names,
        longest=names.longest(),
        shown=names.shown,
        persons=_by_noun(roles["persons"]),
        bodies=_by_noun(roles["bodies"]),
        titles={word: (told[0], told[1], told[2]) for word, told in roles["titles"].items()},
        genders={word: gender for gender, words in roles["gender"].items() for word in words.split()},
        given={
            word: "" if gender == "either" else gender
            for gender, words in _toml("given.toml").items()
            for word in words.split()
        },
        prefixes=roles["prefixes"],
        people=people,
        version=version,
        towns=towns,
    )


@cache
def shipped_digest() -> str:
    """The SHA-256 of the tables that ship; of the large ones the digest that their builder wrote beside them."""
    told = "".join(_text(name) for name in HAND_TABLES) + _text("actors", "digest.txt")
    return "sha256:" + hashlib.sha256(told.encode()).hexdigest()


def to_tokens(name: str) -> tuple[str, ...]:
    """A name as the tokens of a text: clitics apart, curly apostrophes straight, "the" dropped.

    >>> to_tokens("the People’s Party"), to_tokens("Washington, D.C.")
    (('People', "'s", 'Party'), ('Washington', ',', 'D.C.'))
    """
    if name.startswith("the "):
        name = name[4:]
    if name.isalpha():
        return (name,)
    if "’" in name or "'" in name or "," in name:
        name = _CLITIC.sub(r" \1", name.replace("’", "'").replace(",", " ,"))
    return tuple(name.split())


_CLITIC = re.compile(r"(?<=\w)('s)(?=\s|$)")


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _text(name).splitlines() if line and line[0] != "#"]


def _text(*name: str) -> str:
    return files("onrecord.gazetteer").joinpath("data", *name).read_text(encoding="utf-8")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _split(words: str) -> list[str]:
    return [word for word in words.split("|") if word]


def _by_noun(groups: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for sector, nouns in groups.items():
        for noun in nouns.split():
            found.setdefault(noun, () if sector == "UNK" else (sector,))
    return found
