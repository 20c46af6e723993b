"""The words that times are made of (`stages/data/times.toml`), and how a text is cut for the grammar."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from onrecord.errors import DataError


class Word(NamedTuple):
    """A word, number or mark with its place; `lower` is its case-folded text with straight apostrophes."""

    start: int
    end: int
    text: str
    lower: str


_WORD = re.compile(
    r"""
      [0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])                        # 2021-03-18
    | [0-9]{1,4}([/.])[0-9]{1,2}\1[0-9]{1,4}(?![/.]?[0-9])        # 18/03/2021, 18.03.2021
    | [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?                           # 10:30
    | [0-9]{1,2}(?:st|nd|rd|th)\b                                 # 15th
    | (?:(?<!\w)['’‘])?[0-9]{2,4}['’]?s\b                         # 1990s, '90s
    | [0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?
    | [ap]\.?m\b\.?                                              # a.m.
    | Q[1-4]\b
    | [^\W\d_]+
    | ['’]s\b | ['’]
    | [^\w\s]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CURLY = str.maketrans("’‘", "''")


def cut(text: str, start: int, end: int) -> list[Word]:
    """The words of a stretch of text, in order.

    >>> [word.lower for word in cut("On Jan. 5th, '90s", 0, 17)]
    ['on', 'jan', '.', '5th', ',', "'90s"]
    """
    return [
        Word(match.start(), match.end(), found, found.lower().translate(_CURLY))
        for match in _WORD.finditer(text, start, end)
        for found in (match.group(),)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """The table, by word. `core`: without one of these nothing is a time; `starts`: what a time may begin with."""

    month: dict[str, int]
    weekday: dict[str, int]
    season: dict[str, tuple[str, int]]
    part: dict[str, str]
    unit: dict[str, str]
    number: dict[str, int]
    ordinal: dict[str, int]
    decade: dict[str, int]
    holiday: dict[tuple[str, ...], tuple[int, int]]
    edge: dict[str, str]
    which: dict[str, str]
    far: frozenset[str]
    hedge: tuple[tuple[str, ...], ...]
    exact_hedge: frozenset[str]
    vague: frozenset[str]
    range: frozenset[str]
    zone: frozenset[str]
    names: dict[str, frozenset[str]]
    naming_day: dict[tuple[int, int], frozenset[str]]
    context: dict[str, frozenset[str]]
    core: frozenset[str]
    starts: frozenset[str]


@cache
def load_words() -> TimeWords:
    """The shipped table. Raises DataError where it is damaged.

    >>> load_words().month["sept"]
    9
    """
    try:
        text = files("onrecord.stages").joinpath("data", "times.toml").read_text(encoding="utf-8")
        return _build(tomllib.loads(text))
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"the table of time words is damaged ({error}); reinstall onrecord") from None


def _build(table: dict[str, Any]) -> TimeWords:
    words = table["words"]
    month, weekday, unit = (
        _inverted(table["months"], int),
        _inverted(table["weekdays"], int),
        _inverted(table["units"], str),
    )
    holiday = {tuple(name.split()): (month_, day) for name, (month_, day) in table["holidays"].items()}
    hedge = tuple(sorted((tuple(phrase.split()) for phrase in words["hedges"]), key=len, reverse=True))
    core = {*month, *weekday, *unit, *table["seasons"], *table["parts"], *table["decades"]} | _DAY_WORDS
    core |= {name[0] for name in holiday if name[0] not in ("new", "all", "st", "earth", "may")} | {"eve"}
    starts = core | {*table["numbers"], *table["ordinals"], *words["edges"], *words["which"], *words["far"]}
    starts |= {phrase[0] for phrase in hedge} | {name[0] for name in holiday} | set(words["vague"])
    starts |= {"the", "a", "an", "half", "that", "between", "in", "noon", "midnight"}
    return TimeWords(
        month=month,
        weekday=weekday,
        season={name: (code, first) for name, (code, first) in table["seasons"].items()},
        part=table["parts"],
        unit=unit,
        number=table["numbers"],
        ordinal=table["ordinals"],
        decade=table["decades"],
        holiday=holiday,
        edge=words["edges"],
        which=words["which"],
        far=frozenset(words["far"]),
        hedge=hedge,
        exact_hedge=frozenset(words["exact_hedges"]),
        vague=frozenset(words["vague"]),
        range=frozenset(words["range"]),
        zone=frozenset(words["zones"]),
        names={name: frozenset(found) for name, found in table["names"].items() if name != "naming_day"},
        naming_day={_month_and_day(day): frozenset(found) for day, found in table["names"]["naming_day"].items()},
        context={name: frozenset(found) for name, found in table["context"].items()},
        core=frozenset(core),
        starts=frozenset(starts),
    )


_DAY_WORDS = {"today", "yesterday", "tomorrow", "tonight"}


def _month_and_day(words: str) -> tuple[int, int]:
    month, day = words.split("-")
    return int(month), int(day)


def _inverted(table: dict[str, list[str]], to: Any) -> dict[str, Any]:
    return {word: to(key) for key, words in table.items() for word in words}


def find_cores(words: list[Word], table: TimeWords) -> Iterator[int]:
    """The indices of the words that may be the heart of a time."""
    core = table.core
    for index, word in enumerate(words):
        lower = word.lower
        if lower in core or (lower[0] in "0123456789'q" and len(lower) > 1 and _is_numeric_core(lower)):
            yield index


def _is_numeric_core(lower: str) -> bool:
    """Whether a word of digits may be the heart of a time: a year, a decade, a date, a day of the month, a quarter."""
    if lower[0] == "q":
        return lower[1].isdigit()
    year = len(lower) == 4 and lower.isdecimal()
    return year or lower[-1] in "shtd" or "/" in lower or lower.count(".") == 2 or lower.count("-") == 2
