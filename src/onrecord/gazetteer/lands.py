"""States and territories by every name: their codes, and to which state a territory belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ARTICLE = re.compile(r"^(the|The) ")
_WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "Maldives", "European Union")


def shown_country(name: str) -> str:
    """ "the United States of America" or "USA" -> "the United States"."""
    found = lands().get(_ARTICLE.sub("", name))
    shown = found.shown if found else _ARTICLE.sub("", name)
    return f"the {shown}" if shown.startswith(_WITH_ARTICLE) else shown


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
    for code, names, _, _, ruler in country_rows():
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
def country_rows() -> list[list[str]]:
    """The rows of countries.tsv: code, names, adjectives and peoples, seats, ruling state."""
    lines = files("onrecord.gazetteer").joinpath("data", "countries.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
