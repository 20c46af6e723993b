"""The CIA's World Factbook (public domain): chiefs of state, heads of government and ambassadors, as printed from 2014 to 2026.

A row says who stood in the book and since when, and on which days the row was first and last seen; surnames are in capitals. A row goes
when a word of it changes, so its last day is no end of a term: the end is told by who came next.
The last revision with changes is of January 2026, though copies of it were kept until May: an open row is known up to then.
"""

from __future__ import annotations

import csv
import re
import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path

from data.build.actors import FACTS
from data.build.actors.model import Person, Term
from onrecord.gazetteer.lands import lands, shown_country

SOURCE = "factbook"
LAST = "2026-01-22"  # the last revision that changed a row
KEPT = "2026-05-17"  # `last_seen` of the rows that stood in the book to its end
_CODES = {
    "ae": "ARE", "bf": "BHS", "bm": "MMR", "cf": "COG", "cg": "COD", "ct": "CAF", "dr": "DOM", "ee": "EUR", "fm": "FSM",
    "ga": "GMB", "hk": "HKG", "kn": "PRK", "ks": "KOR", "la": "LAO", "mk": "MKD", "vt": "VAT", "iv": "CIV", "cv": "CPV",
    "tt": "TLS", "tp": "STP", "wz": "SWZ", "tu": "TUR", "rs": "RUS", "gl": "GRL", "ri": "SRB",
}  # fmt: skip
_HONORIFICS = re.compile(
    r"^((dr|gen|lt|maj|col|brig|capt|adm|air|marshal|vice|sir|dame|sheikh|shaykh|cardinal|retired|ret|field|rear|staff|mr|ms|"
    r"mrs|crown prince|the right honou?rable|the|honou?rable|hon|dato|datuk|tan sri|tun|h\.?e|ambassador|senior|gov|ing|prof|eng)\.?,? )+"
    r"|^\((ret|retired)\.?\) ",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"[;:\[\]\d]|\b(and|both|serving|vacant|named|former|previously|see|council|since|position|also|note)\b|\(",
    re.IGNORECASE,
)
_DAY_FORMS = ("%d %B %Y", "%d %b %Y", "%B %Y", "%Y")


@cache
def _titles() -> list[tuple[re.Pattern[str], str, int, bool]]:
    rows = tomllib.loads((FACTS / "factbook_titles.toml").read_text(encoding="utf-8"))["titles"]
    return [(re.compile(pattern + " ", re.IGNORECASE), *told) for pattern, *told in rows]


def read(path: Path) -> list[Person]:
    """A person for each row that can be read: a title, a name with a surname in capitals, and a day."""
    people = []
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            person = _person(row)
            if person is not None:
                people.append(person)
    return people


def _person(row: dict[str, str]) -> Person | None:
    country, of_land = _country(row)
    printed = re.sub(r" ?\([^)]*\)|\"[^\"]*\" |^also spelled ", "", (row["title_and_name"] or "").replace("’", "'"))
    printed = " ".join(printed.split())
    start = to_day(row["since"] or "")
    if not country or not start:
        return None
    office, rank, alone, rest = _title(printed)
    rest = re.sub(r",? (of|in) .*$|, Jr\.?$|,.*$| (serving|in) .*$", "", _HONORIFICS.sub("", rest))
    name, surname = to_name(rest)
    if not office or not name or _BAD.search(rest):
        return None
    office, rank, of = _placed(office, rank, row, country, of_land)
    if not office:
        return None
    kings = [f"{office.title()} {name}"] if office in ("king", "queen", "emperor", "pope") else []
    seen = LAST if row["last_seen"] == KEPT else row["last_seen"]
    term = Term(
        country=of, office=office, sectors=("REL",) if office == "pope" else ("GOV",), rank=rank, alone=alone, start=start,
        seen=seen, source=SOURCE,
    )  # fmt: skip
    return Person(names=[name, *kings], country=of, surname=surname, terms=[term])


def _country(row: dict[str, str]) -> tuple[str, str]:
    """The code of a state; of a territory the state that rules it, and its name. Of those Greenland alone is kept."""
    land = lands().get(_CODES.get(row["gec"], "")) or lands().get(re.sub(r"^The ", "", row["country"] or ""))
    if land is None or (land.state != land.code and land.code != "GRL"):
        return "", ""
    return (land.state, land.shown) if land.code == "GRL" else (land.code, "")


def _title(printed: str) -> tuple[str, int, bool, str]:
    """Office, rank, whether one holds it, and what is left of the printed words."""
    for pattern, office, rank, alone in _titles():
        match = pattern.match(printed)
        if match:
            if office == "monarch":
                office = {"amir": "emir"}.get(match[1].lower(), match[1].lower())
            return office, rank, alone, printed[match.end() :]
    return "", 0, False, printed


def _placed(office: str, rank: int, row: dict[str, str], country: str, land: str) -> tuple[str, int, str]:
    """The office with its place, and whose it is: an ambassador's is of the state that sends him."""
    role = row["role"]
    diplomat = office in ("ambassador", "chargé d'affaires")
    if (role in ("ambassador to US", "US ambassador from")) != diplomat:
        return "", 0, ""
    if role == "ambassador to US":
        return office + " to the United States", 4, country
    if role == "US ambassador from":
        return f"{office} to {land or shown_country(country)}", 4, "USA"
    return (f"{office} of {land}", 4, country) if land else (office, rank, country)


def to_name(printed: str) -> tuple[str, str]:
    """The name in usual letters and its surname; "" where no word stands in capitals.

    >>> to_name("Luiz Inácio LULA da Silva"), to_name("Bisher AL-KHASAWNEH"), to_name("CHARLES III")
    (('Luiz Inácio Lula da Silva', 'Lula'), ('Bisher Al-Khasawneh', 'Al-Khasawneh'), ('Charles III', 'Charles'))
    """
    words = printed.strip().split()
    surname = [usual(word) for word in words if _is_loud(word)]
    if not surname or len(words) > 7:
        return "", ""
    return " ".join(usual(word) for word in words), " ".join(surname)


def _is_loud(word: str) -> bool:
    parts = re.sub(r"^(Mc|Mac|d'|O'|de|De)", "", word).replace("'", "").split("-")
    return any(
        len(part) > 1 and part.isalpha() and part.isupper() and not re.fullmatch(r"[IVX]+", part) for part in parts
    )


def usual(word: str) -> str:
    """A word in capitals as names are written."""
    if not _is_loud(word):
        return word
    return re.sub(
        r"[^\W\d_]+", lambda part: part[0] if len(part[0]) == 1 or part[0].islower() else _capital(part[0]), word
    )


def _capital(part: str) -> str:
    lead = "Mc" if part.startswith("Mc") and len(part) > 2 else ""
    rest = part[len(lead) :]
    return lead + rest[0].upper() + rest[1:].lower()


def to_day(printed: str) -> str:
    """ "20 May 2019" -> "2019-05-20", "June 2020" -> "2020-06"; "" where it is no day."""
    printed = re.sub(r"^(since|as of|about|c\.) |( and|,| following| when) .*$", "", printed.strip())
    for form in _DAY_FORMS:
        try:
            day = datetime.strptime(printed, form)  # noqa: DTZ007 - a calendar day
        except ValueError:
            continue
        return day.date().isoformat()[: {"%Y": 4, "%B %Y": 7}.get(form, 10)]
    return ""
