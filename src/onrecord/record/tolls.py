"""The numbers that a text tells, and how many people were killed, hurt or seized, where a sentence tells it in plain words."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,7}|[a-z]+(?:-[a-z]+)?)"
_A_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_WERE = "(?:(?:have been|had been|has been|were|was|are|is) )?"
_ABOUT = r"(?:at least |about |around |some |nearly |almost |more than |over |up to |as many as |an estimated )?"


def find_toll(sentence: str) -> tuple[tuple[str, int], ...]:
    """Fate and number of people, each fate once ("dead", "injured", "arrested"): the first number told of it.

    >>> find_toll("The blast killed at least 14 people and wounded three others.")
    (('dead', 14), ('injured', 3))
    """
    lowered = sentence.lower()
    found = []
    for fate, (words, patterns) in _patterns().items():
        if not any(word in lowered for word in words):
            continue
        numbers = (
            number
            for pattern in patterns
            for match in pattern.finditer(lowered)
            if (number := _to_number(match["number"])) is not None
        )
        first = next(numbers, None)
        if first is not None:
            found.append((fate, first))
    return tuple(found)


def number_of(word: str) -> str | None:
    """A number as digits: "40" for "40" and for "forty"; None for what is none. "one" is no number here: it is a pronoun too.

    >>> number_of("forty"), number_of("40"), number_of("fort")
    ('40', '40', None)
    """
    if word.isdigit():
        return word
    number = _table().numbers.get(word)
    return None if number in (None, 1) else str(number)


@lru_cache(maxsize=1_024)
def numbers_in(text: str) -> frozenset[float]:
    """The numbers above one that a text tells, in digits or in words; years are none.

    >>> sorted(numbers_in("Twenty-six of the 1,200 came in two boats of 7.5 metres in 2015."))
    [2, 7.5, 26, 1200.0]
    """
    told = (match.group() for match in _A_NUMBER.finditer(text.lower()) if not is_year(match.group()))
    found = (float(words.replace(",", "")) if words[0].isdigit() else _to_number(words) for words in told)
    return frozenset(number for number in found if number is not None and number > 1)


def is_year(word: str) -> bool:
    """Whether digits are written as a year is.

    >>> is_year("2015"), is_year("2,015"), is_year("215")
    (True, False, False)
    """
    return _YEAR.fullmatch(word) is not None


def _to_number(words: str) -> int | None:
    if words[0].isdigit():
        return int(words.replace(",", ""))
    tens, _, ones = words.partition("-")
    numbers = _table().numbers
    if ones:
        return numbers[tens] + numbers[ones] if tens in numbers and ones in numbers else None
    return numbers.get(tens)


@cache
def _patterns() -> dict[str, tuple[list[str], tuple[re.Pattern[str], ...]]]:
    """For each fate its words, and the patterns: "killed 14", "killing at least 14", and "14 people were killed", "14 dead"."""
    table = _table()
    whom = rf"(?:others?\s+)?(?:[a-z]+\s+)?(?:(?:{'|'.join(table.people)})\s+)?"
    made: dict[str, tuple[list[str], tuple[re.Pattern[str], ...]]] = {}
    for fate, words in table.fates.items():
        verbs = "|".join(words)
        before = re.compile(rf"\b(?:{verbs})\s+{_ABOUT}{_NUMBER}\b")
        after = re.compile(rf"\b{_NUMBER}\s+{whom}{_WERE}(?:also )?(?:{verbs})\b")
        made[fate] = (words, (before, after))
    return made


class _Table(NamedTuple):
    fates: dict[str, list[str]]
    people: list[str]
    numbers: dict[str, int]


@cache
def _table() -> _Table:
    told = tomllib.loads(files("onrecord.record").joinpath("data", "tolls.toml").read_text(encoding="utf-8"))
    fates = {fate: words.split() for fate, words in told["fates"].items()}
    return _Table(fates, told["people"]["words"].split(), told["numbers"])
