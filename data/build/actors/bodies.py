"""Organisations: parties of Party Facts, armed groups and international bodies of Phoenix, beside those written by hand.

`read` gives all; `to_match` the names among them that can be told in running text without a word around them: of two words or more,
or acronyms, and of one organisation only.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from data.build.actors import TABLES
from data.build.actors.sources.phoenix import entries
from onrecord.gazetteer.keys import to_key, to_slug
from onrecord.gazetteer.lands import lands
from onrecord.gazetteer.titles import common_words

_SMALL = frozenset(
    "of the and for in on to at by with from de del la las los le les des du da do dos der die das und van y e et".split()
)
_BODY_WORDS = re.compile(
    r"\b(association|council|institute|union|foundation|federation|society|committee|centre|center|network|organi[sz]ation|"
    r"commission|fund|agency|bank|international|alliance|league|programme|program|coalition|movement|conference|group|forum|"
    r"project|campaign|academy|trust|initiative|service|services|assembly|congress|board|church|court|institut|relief|action)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![^\W\d_]['’])\b[^\W\d_]+")
_LONG = 4  # words of every day that make a name nobody else has
_SECTORS = {"HRI": "SOC", "HLH": "MED", "MED": "JRN", "EDU": "EDU", "BUS": "BUS", "JUD": "JUD", "REL": "REL", "AGR": "AGR", "LAB": "LAB",
            "REF": "REF", "PTY": "PTY"}  # fmt: skip
_FAITHS = ("CHR", "MOS", "MUS", "JEW", "HIN", "BUD", "CTH")
_GENERIC = frozenset(
    "national front people front unity party national party green party labour party labor party social democratic party democratic party "
    "communist party socialist party conservative party liberal party republican party peoples party national alliance new party".split()
)


@dataclass(slots=True, kw_only=True)
class Body:
    """An organisation; the first name is shown."""

    id: str
    names: list[str]
    country: str
    sectors: tuple[str, ...]
    wikidata: str = ""
    by_hand: bool = False


def read(folder: Path) -> list[Body]:
    """All organisations; one whose name and country a source before has is left out."""
    found = by_hand()
    taken = {(body.country, to_key(name)) for body in found for name in body.names}
    ids = {body.id for body in found}
    for body in [*_parties(folder / "parties"), *_groups(folder / "petrarch"), *_international(folder / "petrarch")]:
        keys = {(body.country, to_key(name)) for name in body.names}
        if keys & taken:
            continue
        number, base = 1, body.id
        while body.id in ids:
            number += 1
            body.id = f"{base}-{number}"
        taken |= keys
        ids.add(body.id)
        found.append(body)
    return found


def by_hand() -> list[Body]:
    """The rows of bodies.tsv."""
    found = []
    for line in (TABLES / "bodies.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            body, names, country, *more = line.split("\t")
            sectors = tuple(more[0].split()) if more else ()
            found.append(Body(id=body, names=names.split("|"), country=country, sectors=sectors, by_hand=True))
    return found


def _parties(folder: Path) -> list[Body]:
    """Parties that were there in 1990 or later, with their Wikidata ids."""
    found = []
    ids = {row["partyfacts_id"]: row["wikidata_id"] for row in _rows(folder / "wikidata.csv")}
    for row in _rows(folder / "wikipedia.csv"):
        land = lands().get(row["country"])
        if land is None or (row["year_dissolved"] and row["year_dissolved"] < "1990"):
            continue
        names = [row["name"], row["name_native"], row["name_short"]]
        kept = [
            _plain(name)
            for name in names
            if _is_name(name) or (name == row["name_short"] and re.fullmatch(r"[A-Z][A-Z-]{2,7}", name))
        ]
        kept = list(dict.fromkeys(filter(None, kept)))
        if kept and " " in kept[0]:
            wikidata = ids.get(row["partyfacts_id"], "")
            found.append(
                Body(
                    id=f"{land.state}/{to_slug(kept[0])}",
                    names=kept,
                    country=land.state,
                    sectors=("PTY",),
                    wikidata=wikidata,
                )
            )
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _plain(name: str) -> str:
    return re.sub(r"\s*[(\[].*", "", name).strip().strip('"')


def _is_name(name: str) -> bool:
    """Latin letters, more than one word."""
    plain = _plain(name)
    return " " in plain and all(ord(letter) < 0x250 for letter in plain) and "/" not in plain


def _groups(folder: Path) -> list[Body]:
    """Armed groups."""
    found = []
    for entry in entries(folder / "Phoenix.MilNonState.actors.txt"):
        code = next((code for code in entry.codes if re.fullmatch(r"[A-Z]{6,}", code)), "")
        names = [to_written(re.sub(r"[({].*", "", name).strip()) for name in entry.names]
        names = list(dict.fromkeys(name for name in names if " " in name and len(name) > 7))
        if code and names:
            country = code[:3] if lands().get(code[:3]) is not None and lands()[code[:3]].code == code[:3] else "IMG"
            found.append(Body(id=f"{country}/{to_slug(names[0])}", names=names, country=country, sectors=("REB",)))
    return found


def _international(folder: Path) -> list[Body]:
    """International bodies that are no state's; no companies (thousands of small ones of 2010), no persons."""
    found = []
    for entry in entries(folder / "Phoenix.International.actors.txt"):
        code = entry.codes[0] if entry.codes else ""
        told = (name.strip("_ ") for name in entry.names)
        names = list(dict.fromkeys(to_written(name) for name in told if " " in name and _BODY_WORDS.search(name)))
        if names and re.fullmatch(r"(NGO|IGO)[A-Z]*", code):
            country = next((own for own, start in _OWN.items() if code.startswith(start)), code[:3])
            found.append(
                Body(id=f"{country}/{to_slug(names[0])}", names=names, country=country, sectors=_sectors(code))
            )
    return found


_OWN = {"UNO": "IGOUNO", "EUR": "IGOEUR"}


def _sectors(code: str) -> tuple[str, ...]:
    if code.startswith("IGO"):
        return ()
    parts = [code[at : at + 3] for at in range(3, len(code), 3)]
    found = [_SECTORS[part] for part in parts if part in _SECTORS] + ["REL" for part in parts if part in _FAITHS]
    return tuple(dict.fromkeys(found)) or ("SOC",)


def to_written(name: str) -> str:
    """The name of a body in capitals as it is written.

    >>> to_written("DEMOCRATIC_FORCES_FOR_THE_LIBERATION_OF_RWANDA")
    'Democratic Forces for the Liberation of Rwanda'
    """
    words = name.replace("_", " ").split()
    lowered = (word.lower() for word in words)
    return " ".join(word if at and word in _SMALL else _WORD.sub(_capital, word) for at, word in enumerate(lowered))


def _capital(part: re.Match[str]) -> str:
    return part[0].capitalize()


def to_match(bodies: list[Body]) -> list[Body]:
    """The organisations that are not by hand, with the names that can be matched in running text."""
    owners: dict[str, set[str]] = defaultdict(set)
    for body in bodies:
        for name in body.names:
            owners[to_key(name)].add(body.id)
    found = []
    for body in bodies:
        names = [name for name in body.names if owners[to_key(name)] == {body.id} and _is_plain_to_see(name)]
        if names and not body.by_hand:
            found.append(
                Body(id=body.id, names=names, country=body.country, sectors=body.sectors, wikidata=body.wikidata)
            )
    return found


def _is_plain_to_see(name: str) -> bool:
    """Two words or more that do not all stand in the names of many parties, and are not a few words of every day."""
    words = [word for word in to_key(name).split() if word not in _SMALL]
    common = all(word in common_words() for word in words)
    return len(words) > 1 and not all(word in _GENERIC for word in words) and not (common and len(words) < _LONG)
