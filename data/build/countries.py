"""src/onrecord/gazetteer/data/countries.tsv: every state and territory with the words that name it.

Codes and names come from pycountry (ISO 3166-1) and Babel (CLDR, English); what they lack stands in country_facts.tsv
beside this file: names in common use, adjectives, peoples, seats of government, and to which state a territory belongs.
One line a state or territory: `code <tab> names, the first is shown <tab> adjectives and peoples <tab> seats <tab> ruling state`.

    python -m data.build.countries
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale

HERE = Path(__file__).resolve().parent
FACTS = HERE / "country_facts.tsv"
TABLE = HERE.parent.parent / "src" / "onrecord" / "gazetteer" / "data" / "countries.tsv"
HEAD = (
    "# Made by `python -m data.build.countries`. Do not edit: add facts to data/build/country_facts.tsv.\n"
    '# code\tnames (the first is shown)\tadjectives and people ("+s": the plural is the word with s)'
    "\tseats that stand for the government\tthe state that rules it\n"
)
BESIDE_ISO = {"KOS": "XK"}  # our code -> CLDR's
Facts = dict[str, list[str]]  # code -> names, peoples, seats, ruling state
_BRACKET = re.compile(r"\s*\(([^)]*)\)")


def build() -> str:
    """The text of the table, sorted by code."""
    facts = load_facts()
    english = Locale("en").territories
    iso = {country.alpha_3: country for country in pycountry.countries}
    unknown = set(facts) - set(iso) - set(BESIDE_ISO)
    if unknown:
        raise SystemExit(f"data.build.countries: {sorted(unknown)} are no codes of ISO 3166-1; mend {FACTS.name}")
    claimed = {name.lstrip("="): code for code, told in facts.items() for name in told[0].split("|")}
    lines = []
    for code in sorted({*iso, *BESIDE_ISO}):
        names, peoples, seats, ruler = facts.get(code, ["", "", "", ""])
        if ruler == "-":
            continue  # nobody lives there
        country = iso.get(code)
        cldr = english.get(country.alpha_2 if country else BESIDE_ISO[code], "")
        listed = [*names_of(cldr), *(iso_names(country) if country else [])]
        told = _in_order(names.split("|"), [name for name in listed if claimed.get(name, code) == code])
        lines.append("\t".join((code, "|".join(told), peoples, seats, ruler)))
    return HEAD + "".join(line + "\n" for line in lines)


def load_facts() -> Facts:
    """The rows of country_facts.tsv by code."""
    rows = (line.split("\t") for line in FACTS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return {code: [*told, "", "", "", ""][:4] for code, *told in rows}


def iso_names(country: Any) -> list[str]:
    """The names of ISO 3166-1 that are names as people write them, not as lists sort them."""
    told = [getattr(country, field, "") for field in ("name", "common_name", "official_name")]
    return [name for words in told for name in names_of(words)]


def names_of(words: str) -> list[str]:
    """The names in an entry of a list; none where it is turned round ("Korea, Republic of") or no name at all.

    >>> names_of("Myanmar (Burma)"), names_of("Antigua & Barbuda"), names_of("Korea, Republic of")
    (['Myanmar', 'Burma'], ['Antigua and Barbuda'], [])
    """
    words = words.replace("’", "'").replace(" & ", " and ").removeprefix("the ")
    inner = [name for name in _BRACKET.findall(words) if " " not in name]
    names = [_BRACKET.sub("", words), *inner]
    return [name for name in names if name and "," not in name and " - " not in name and " SAR " not in name]


def _in_order(facts: list[str], listed: list[str]) -> list[str]:
    """Each name once, the one to show first, then those of the lists; "St Lucia" beside "Saint Lucia"."""
    found: dict[str, None] = {}
    shown = [name.removeprefix("=") for name in facts if name.startswith("=")]
    for name in filter(None, [*shown, *listed, *facts]):
        if name.startswith("="):
            continue
        for lead in ("Saint ", "St. "):
            if name.startswith(lead):
                found |= dict.fromkeys(opener + name.removeprefix(lead) for opener in ("Saint ", "St. ", "St "))
        found.setdefault(name)
    return list(found)


if __name__ == "__main__":
    TABLE.write_text(build(), encoding="utf-8")
    print(f"{TABLE}: {sum(1 for _ in TABLE.open(encoding='utf-8')):,} rows, {TABLE.stat().st_size:,} bytes")
