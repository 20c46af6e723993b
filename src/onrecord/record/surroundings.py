"""What tells one story from its like: the names, numbers and countries that a sentence or an article gives."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord import gazetteer
from onrecord.record.similarity import terms
from onrecord.record.tolls import is_year

Around = frozenset[str]
LAND = "@"  # before the code of a country


@lru_cache(maxsize=2_048)
def details(text: str) -> Around:
    """The details of a sentence or a quotation; those that were just used are held."""
    return _details_in(text)


@lru_cache(maxsize=2_048)
def lands(text: str) -> frozenset[str]:
    """The countries that a sentence or a quotation names; those that were just used are held."""
    return _lands_in(text)


def surroundings(text: str) -> Around:
    """What an article tells that its like does not: its details, and the countries that it names (marked by LAND). It is not held."""
    return _details_in(text) | {LAND + code for code in _lands_in(text)}


def without_dateline(sentence: str) -> str:
    """A sentence without the dateline before it, which tells where it was written and nothing of what it tells.

    >>> without_dateline("SUVA, Sept 11 (PIW) - Australia has promised two boats.")
    'Australia has promised two boats.'
    >>> without_dateline("NATO - which has a base there - has promised two boats.")
    'NATO - which has a base there - has promised two boats.'
    """
    return _DATELINE.sub("", sentence)


def _details_in(text: str) -> Around:
    """Numbers but years, and names that are no country's, people's or government's: what tells one event from its like.

    >>> sorted(_details_in("On 3 May Norway recalled its envoy, Elin Dahl, from Callao."))
    ['3', 'calla', 'dahl', 'elin']
    """
    found: set[str] = set()
    for match in _DETAIL.finditer(text):
        word = match.group()
        if not (word[0].isupper() or word[0].isdigit()):
            continue
        before = text[: match.start()].rstrip(' “"‘')
        starts = not before or before.endswith((".", "?", "!", "\n", ":"))
        if not is_year(word) if word[0].isdigit() else not (starts or is_party_name(word)):
            found |= terms(_POSSESSIVE.sub("", word.replace(",", "")))
    return frozenset(found)


def _lands_in(text: str) -> frozenset[str]:
    """The codes of the countries that a text names: by name, people, seat or body. Names begin with a capital.

    >>> sorted(_lands_in("A Norwegian envoy left Lima."))
    ['NOR', 'PER']
    """
    found = gazetteer.load_gazetteer()
    told, at = _NAME.findall(text), 0
    codes: set[str] = set()
    while at < len(told):
        match = found.match(told, at) if told[at][0].isupper() else None
        if match is not None:
            codes.add(match[1].country)
        at += match[0] if match is not None else 1
    return frozenset(codes)


_NAME = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:-[^\W_]+|['’](?!s\b)[^\W_]+)*|[^\w\s]")
_DETAIL = re.compile(r"\b(?:[^\W\d_a-z][\w’'-]+|\d[\d,.]*\d|\d+)")
_DATELINE = re.compile(
    r"^(?:[^\W\d_a-z](?:[^\W\d_a-z]|[ .'’/-]){2,}(?:, [^()\n—–-]{1,30})?(?: \([^()\n]{2,40}\))?"
    r"|[^\W\d_a-z][^()\n—–]{1,50} \([^\W\d_a-z][^()\n]{1,39}\)) ?(?:--|[-–—]) (?![a-z])"
)
_POSSESSIVE = re.compile(r"[’']s$")


@lru_cache(maxsize=4_096)
def is_party_name(word: str) -> bool:
    """Whether a word names a country, its people, seat or a body."""
    name = gazetteer.load_gazetteer().names.get((_POSSESSIVE.sub("", word),))
    return name is not None and name.kind in ("country", "adjective", "people", "capital", "body")
