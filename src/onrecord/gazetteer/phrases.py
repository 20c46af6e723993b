"""A name or a description as words: clitics apart, a head with what stands before it, and the tail behind it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TOKEN = re.compile(r"['’]s\b|[^\W_]+(?:[-.&'’/][^\W_]+)*\.?|[^\W_]\.(?:[^\W_]\.)+|,")
_PLURALS = (("ies", "y"), ("ves", "f"), ("ves", "fe"), ("men", "man"), ("women", "woman"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"),
            ("xes", "x"), ("s", ""))  # fmt: skip
_IRREGULAR = {"people": "person", "children": "child", "schoolchildren": "pupil", "mps": "mp", "meps": "mep", "staff": "employee",
              "personnel": "employee", "clergy": "clergyman", "youths": "youth", "wives": "wife"}  # fmt: skip
_LONGEST_ROLE = 4  # words of a role ("deputy prime minister")


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of data/describe.toml."""

    determiners: frozenset[str]
    former: frozenset[str]
    current: frozenset[str]
    empty: frozenset[str]
    places: frozenset[str]
    aims: frozenset[str]
    open_heads: frozenset[str]
    posts: frozenset[str]
    small: frozenset[str]
    second: frozenset[str]
    modifiers: dict[str, frozenset[str]]
    faiths: dict[str, frozenset[str]]
    also: dict[str, frozenset[str]]
    of: dict[str, str]


@cache
def load_lists() -> Lists:
    """The lists, read once."""
    told = tomllib.loads(files("onrecord.gazetteer").joinpath("data", "describe.toml").read_text(encoding="utf-8"))

    def words(name: str) -> frozenset[str]:
        return frozenset(told[name].split())

    def groups(name: str) -> dict[str, frozenset[str]]:
        return {sector: frozenset(listed.split()) for sector, listed in told[name].items()}

    return Lists(
        determiners=words("determiners"), former=words("former"), current=words("current"), empty=words("empty"),
        places=words("places"), aims=words("aims"), open_heads=words("open_heads"), posts=words("posts"),
        small=words("small"), second=words("second"), modifiers=groups("modifiers"), faiths=groups("faiths"), also=groups("also"),
        of=told["of"],
    )  # fmt: skip


def to_words(text: str) -> list[str]:
    """The words of a phrase, clitics and commas apart, apostrophes straight, a "secretary of state" as one; other marks are dropped.

    >>> to_words("Russia’s ambassador to Poland."), to_words("the U.S. president, Mr Biden")
    (['Russia', "'s", 'ambassador', 'to', 'Poland'], ['the', 'U.S.', 'president', ',', 'Mr', 'Biden'])
    >>> to_words("US Secretary of State Madeleine Albright")
    ['US', 'Secretary of State', 'Madeleine', 'Albright']
    """
    words = []
    for match in _TOKEN.finditer(text):
        word = match[0].replace("’", "'")
        if word.endswith(".") and word.count(".") == 1 and not _is_short(word):
            word = word[:-1]
        words += [word[:-2], "'s"] if word.endswith("'s") and len(word) > 2 else [word]
    return _with_secretaries(words)


def _with_secretaries(words: list[str]) -> list[str]:
    """The words; the "of" in "secretary of state", but not in that "for Scotland", parts no description."""
    joined: list[str] = []
    for at, word in enumerate(words):
        is_last = word.lower() == "state" and [one.lower() for one in joined[-2:]] == ["secretary", "of"]
        if is_last and words[at + 1 : at + 2] != ["for"]:
            joined[-2:] = [" ".join((*joined[-2:], word))]
        else:
            joined.append(word)
    return joined


def _is_short(word: str) -> bool:
    """Whether a full stop belongs to the word: "Sen.", "W."."""
    return len(word) <= 5 and word[0].isupper()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A description cut up: possessors before it (each its words), the head phrase, and the tail behind its first preposition."""

    possessors: tuple[tuple[str, ...], ...]
    head: tuple[str, ...]
    preposition: str | None
    tail: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The head phrase with its possessors, their marks left out."""
        return (*(word for possessor in self.possessors for word in possessor), *self.head)


def to_phrase(words: Sequence[str]) -> Phrase:
    """Cut a description at its possessive marks and at the first preposition behind them.

    >>> to_phrase("the Lebanese president 's office".split()).possessors
    (('Lebanese', 'president'),)
    >>> to_phrase("a group of thieves".split()).head
    ('thieves',)
    """
    lists = load_lists()
    kept = _without_determiners(words)
    at = next((i for i, word in enumerate(kept) if i and word.lower() in lists.places | lists.aims), len(kept))
    if at < len(kept) and kept[at].lower() == "of" and kept[at - 1].lower() in lists.empty and at + 1 < len(kept):
        return to_phrase(kept[at + 1 :])
    front, tail = kept[:at], kept[at + 1 :]
    possessors: list[tuple[str, ...]] = []
    while "'s" in front and front.index("'s") < len(front) - 1:
        cut = front.index("'s")
        if cut > 0:
            possessors.append(tuple(front[:cut]))
        front = _without_determiners(front[cut + 1 :])
    head = tuple(word for word in front if word != "'s")
    return Phrase(tuple(possessors), head, kept[at].lower() if at < len(kept) else None, tuple(tail))


def _without_determiners(words: Sequence[str]) -> list[str]:
    """Articles, numbers and the like in front are dropped."""
    kept = list(words)
    lists = load_lists()
    while len(kept) > 1 and (kept[0].lower() in lists.determiners or kept[0].isdigit()):
        kept.pop(0)
    return kept


def singulars(word: str) -> list[str]:
    """What a lower-case noun may be the plural of, itself first.

    >>> singulars("thieves"), singulars("authorities")
    (['thieves', 'thief', 'thiefe', 'thieve'], ['authorities', 'authority', 'authoritie'])
    """
    if word in _IRREGULAR:
        return [_IRREGULAR[word]]
    found = [word]
    for ending, single in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            found.append(word[: -len(ending)] + single)
    return found


def role_at(words: Sequence[str], end: int, roles: dict[str, tuple[str, ...]]) -> tuple[int, str] | None:
    """The longest role that ends before `end`: where it begins, and its key ("prime-minister")."""
    lowers = [word.lower().replace("'s", "s").replace(" ", "-") for word in words]
    for length in range(min(_LONGEST_ROLE, end), 0, -1):
        begin = end - length
        for last in singulars(lowers[end - 1]):
            key = "-".join((*lowers[begin : end - 1], last))
            if key in roles:
                return begin, key
    return None
