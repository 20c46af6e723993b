"""Who is who, as tables: countries with their adjectives and capitals, bodies, places, words that say what somebody is.

Small on purpose: persons are not here, and take country and sector from the words around them. Matching is by whole
tokens and case ("US", not "us"; "Turkey", not "turkey").
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

NameKind = Literal["country", "adjective", "people", "capital", "body", "region"]


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

    def match(self, words: list[str], at: int) -> tuple[int, Name] | None:
        """The longest name that begins at token `at`: how many tokens it has, and what it names.

        >>> load_gazetteer().match(["the", "White", "House", "said"], 1)
        (2, Name(id='USA', kind='capital', country='USA', sectors=('GOV',), seat=None))
        """
        for length in range(min(self.longest.get(words[at], 0), len(words) - at), 0, -1):
            name = self.names.get(tuple(words[at : at + length]))
            if name is not None:
                return length, name
        return None


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, read once (about 20 ms)."""
    names: dict[tuple[str, ...], Name] = {}
    shown: dict[str, str] = {}
    _add_countries(names, shown)
    _add_bodies(names, shown)
    _add_places(names, shown)
    longest: dict[str, int] = {}
    for tokens in names:
        longest[tokens[0]] = max(longest.get(tokens[0], 0), len(tokens))
    roles = tomllib.loads(_text("roles.toml"))
    given = tomllib.loads(_text("given.toml"))
    return Gazetteer(
        names=names,
        longest=longest,
        shown=shown,
        persons=_by_noun(roles["persons"]),
        bodies=_by_noun(roles["bodies"]),
        titles={word: (told[0], told[1], told[2]) for word, told in roles["titles"].items()},
        genders={word: gender for gender, words in roles["gender"].items() for word in words.split()},
        given={word: "" if gender == "either" else gender for gender, words in given.items() for word in words.split()},
        prefixes=roles["prefixes"],
    )


def _add_countries(names: dict[tuple[str, ...], Name], shown: dict[str, str]) -> None:
    """States with their peoples and seats; a territory is a region of the state that rules it."""
    for code, countries, peoples, seats, ruler in _rows("countries.tsv"):
        first, *others = countries.split("|")
        actor_id = f"{ruler}/{_slug(first)}" if ruler else code
        shown[actor_id] = first
        for word in (first, *others):
            names[_key(word)] = Name(actor_id, "region" if ruler else "country", ruler or code)
        for word in _split(peoples):
            bare = word.removesuffix("+s")
            names.setdefault(_key(bare), Name(actor_id, "adjective", ruler or code))
            if bare != word:
                names.setdefault(_key(bare + "s"), Name(actor_id, "people", ruler or code))
        for word in _split(seats):
            names.setdefault(_key(word), Name(actor_id, "capital", ruler or code, ("GOV",)))


def _add_bodies(names: dict[tuple[str, ...], Name], shown: dict[str, str]) -> None:
    for body, known_as, country, *more in _rows("bodies.tsv"):
        sectors, seat = [*more, "", ""][:2]
        shown[body] = known_as.split("|")[0]
        for word in _split(known_as):
            names.setdefault(_key(word), Name(body, "body", country, tuple(sectors.split())))
        if seat:
            city, state = seat.rsplit(" ", 1)
            names[_key(city)] = Name(body, "capital", country, tuple(sectors.split()), state)


def _add_places(names: dict[tuple[str, ...], Name], shown: dict[str, str]) -> None:
    for state, places in _rows("places.tsv"):
        country, *sectors = state.split()
        for word in _split(places):
            actor_id = f"{country}/{_slug(word)}"
            shown.setdefault(actor_id, word)
            names.setdefault(_key(word), Name(actor_id, "region", country, tuple(sectors)))


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _text(name).splitlines() if line and not line.startswith("#")]


def _text(name: str) -> str:
    return files(__name__).joinpath("data", name).read_text(encoding="utf-8")


def _split(words: str) -> list[str]:
    return [word for word in words.split("|") if word]


def _slug(name: str) -> str:
    """ "Xi'an" -> "xi-an"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _key(name: str) -> tuple[str, ...]:
    """A name as the tokens of a text: clitics apart, curly apostrophes straight, "the" dropped."""
    words = name.replace("’", "'").removeprefix("the ").replace(",", " ,")
    return tuple(_CLITIC.sub(r" \1", words).split())


_CLITIC = re.compile(r"(?<=\w)('s)(?=\s|$)")


def _by_noun(groups: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for sector, nouns in groups.items():
        for noun in nouns.split():
            found.setdefault(noun, () if sector == "UNK" else (sector,))
    return found


def _version() -> str:
    tables = ("countries.tsv", "bodies.tsv", "places.tsv", "roles.toml", "given.toml")
    return "sha256:" + hashlib.sha256("".join(_text(name) for name in tables).encode()).hexdigest()


VERSION = _version()
