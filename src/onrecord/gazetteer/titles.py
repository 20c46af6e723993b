"""A title as it is printed -> the office in normal English, with sectors and rank, by the patterns of data/titles.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.gazetteer.lands import country_rows, shown_country

_PHRASE = re.compile(
    r"\b(united nations|european union|house of (representatives|commons|lords)|supreme court|international court of justice"
    r"|national (people's congress|assembly)|privy council|state duma|federation council|security council"
    r"|parliamentary assembly of the council of europe|national bank|white house|revolutionary guard)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """An office, PLOVER's sectors, its rank (1 highest), and whether one at a time holds it."""

    office: str
    sectors: tuple[str, ...]
    rank: int
    alone: bool


@cache
def _patterns() -> list[tuple[re.Pattern[str], list[str | int]]]:
    rows = tomllib.loads(_text("titles.toml"))["title"]
    return [(re.compile(pattern, re.IGNORECASE), told) for pattern, *told in rows]


@cache
def to_title(printed: str) -> Title | None:
    """The office that a printed title tells; None where it is none.

    >>> to_title("Minister of Foreign Affairs").office, to_title("ambassador to the Federal Republic of Germany").office
    ('foreign minister', 'ambassador to Germany')
    """
    printed = " ".join(printed.replace("’", "'").split())
    for pattern, told in _patterns():
        match = pattern.fullmatch(printed)
        if match is None:
            continue
        if told[0] == "drop":
            return None
        office = re.sub(r"\{(\d)\}", lambda group, match=match: match.group(int(group[1])) or "", str(told[0]))  # type: ignore[misc]
        return Title(_plain(office), tuple(str(told[1]).split()), int(told[2]), len(told) > 3)
    return None


def _plain(office: str) -> str:
    """Lower case but for names; "ambassador to" the name that the country table shows."""
    if office.startswith("ambassador to "):
        return "ambassador to " + shown_country(office.removeprefix("ambassador to "))
    names, common = _names(), common_words()
    kept = [
        word.lower() if word not in names and all(part in common for part in word.lower().split("-")) else word
        for word in office.split()
    ]
    first = kept[0] if kept[0] in names or kept[0].isupper() else kept[0][0].lower() + kept[0][1:]
    plain = " ".join([first, *kept[1:]])
    return _PHRASE.sub(lambda match: match[0].title().replace(" Of ", " of ").replace(" And ", " and "), plain)


@cache
def _names() -> frozenset[str]:
    """Words of titles that stay capital: names of countries, of places and of bodies."""
    listed = _text("title_names.txt").split()
    places = {word for row in country_rows() for column in row[1:4] for word in re.split(r"[| ]", column)}
    return frozenset(listed) | {word.removesuffix("+s") for word in places if word[:1].isupper()} - _LOWER


_LOWER = frozenset(
    "Republic State States Islands Union United Federation Kingdom Central Federal Administrative Office".split()
)


@cache
def common_words() -> frozenset[str]:
    """The words of the general lexicon: in a title they are no names."""
    lines = files("onrecord.syntax").joinpath("data", "words.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if line and not line.startswith("#"))


def _text(name: str) -> str:
    return files("onrecord.gazetteer").joinpath("data", name).read_text(encoding="utf-8")
