"""A title as a source prints it -> the office in normal English, with sectors and rank, by the patterns of facts/titles.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FACTS = Path(__file__).resolve().parent / "facts"
PACKAGE = Path(__file__).resolve().parents[3] / "src" / "onrecord"
COUNTRIES = PACKAGE / "gazetteer" / "data" / "countries.tsv"
WORDS = PACKAGE / "syntax" / "data" / "words.tsv"
_PHRASE = re.compile(
    r"\b(united nations|european union|house of (representatives|commons|lords)|supreme court|international court of justice"
    r"|national (people's congress|assembly)|privy council|state duma|federation council|security council"
    r"|parliamentary assembly of the council of europe|national bank|white house|revolutionary guard)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(the|The) ")


@dataclass(frozen=True, slots=True)
class Title:
    """An office, PLOVER's sectors, its rank (1 highest), and whether one at a time holds it."""

    office: str
    sectors: tuple[str, ...]
    rank: int
    alone: bool


@cache
def _patterns() -> list[tuple[re.Pattern[str], list[str | int]]]:
    rows = tomllib.loads((FACTS / "titles.toml").read_text(encoding="utf-8"))["title"]
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
    names, common = _names(), _common_words()
    kept = [
        word.lower() if word not in names and all(part in common for part in word.lower().split("-")) else word
        for word in office.split()
    ]
    first = kept[0] if kept[0] in names or kept[0].isupper() else kept[0][0].lower() + kept[0][1:]
    plain = " ".join([first, *kept[1:]])
    return _PHRASE.sub(lambda match: match[0].title().replace(" Of ", " of ").replace(" And ", " and "), plain)


def shown_country(name: str) -> str:
    """ "the United States of America" or "USA" -> "the United States"."""
    found = lands().get(_ARTICLE.sub("", name))
    shown = found.shown if found else _ARTICLE.sub("", name)
    article = "the " if shown.startswith(("United ", "Netherlands", "Philippines", "Maldives", "European Union")) else ""
    return article + shown


@dataclass(frozen=True, slots=True)
class Land:
    """A state or a territory: its own code, the name to show, and the code of the state that it belongs to."""

    code: str
    shown: str
    state: str


@cache
def lands() -> dict[str, Land]:
    """Every name of a state or territory, and every code, -> what it is."""
    found: dict[str, Land] = {"EUR": Land("EUR", "European Union", "EUR")}
    for code, names, _, _, ruler in _country_rows():
        first = names.split("|")[0]
        land = Land(code, first, ruler or code)
        for name in (code, *names.split("|")):
            found.setdefault(name, land)
    for other, name in _OTHER_NAMES.items():
        found.setdefault(other, found[name])
    return found


_OTHER_NAMES = {
    "Federal Republic of Germany": "Germany", "Democratic Republic of Congo": "Democratic Republic of the Congo",
    "Republic of Cuba": "Cuba", "Czech Republic": "Czechia", "Republic of Ireland": "Ireland",
    "State of Israel": "Israel", "People's Republic of China": "China", "Russian Federation": "Russia",
}  # fmt: skip


@cache
def _names() -> frozenset[str]:
    """Words of titles that stay capital: names of countries, of places and of bodies."""
    listed = (FACTS / "title_names.txt").read_text(encoding="utf-8").split()
    places = {word for row in _country_rows() for column in row[1:4] for word in re.split(r"[| ]", column)}
    return frozenset(listed) | {word.removesuffix("+s") for word in places if word[:1].isupper()} - _LOWER


_LOWER = frozenset("Republic State States Islands Union United Federation Kingdom Central Federal Administrative Office".split())


@cache
def _common_words() -> frozenset[str]:
    """The words of the general lexicon: in a title they are no names."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if line and not line.startswith("#"))


@cache
def _country_rows() -> list[list[str]]:
    lines = COUNTRIES.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
