"""Phoenix dictionaries of PETRARCH (MIT, frozen in 2014): persons of all states with dated codes, armed groups, international bodies.

`Phoenix.Countries` gives two kinds of persons. Leaders (they carry an ELI code before and after) have offices with whole days, up to
January 2009; which office it was is told by facts/phoenix_leaders.tsv. Members of governments have months, from 2003 to 2011, and a code
of their field; their office is not told.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.build.actors import FACTS
from data.build.actors.model import Person, Term
from onrecord.gazetteer.lands import lands

SOURCE = "phoenix"
LEADERS_END, MEMBERS_END = "2009-01-31", "2011-06-30"  # the last days that the two kinds of entries tell of
EARLIEST = "1990-01-01"
_CODES = {"MUS": "MRT", "TMP": "TLS", "ROM": "ROU", "KSV": "KOS"}  # Phoenix calls Mauritania MUS
_OFFICES = {
    "P": ("president", 1), "M": ("prime minister", 1), "C": ("chancellor", 1), "K": ("monarch", 1), "V": ("vice president", 2),
    "G": ("governor-general", 2), "L": ("leader", 1), "E": ("chief executive", 1), "R": ("governor", 2),
}  # fmt: skip
_FIELDS = {"MIL": "MIL", "JUD": "JUD", "LEG": "LEG", "COP": "COP", "SPY": "SPY", "REL": "REL"}
_TITLES = re.compile(
    r"^(PRESIDENT|PRIME MINISTER|FOREIGN MINISTER|GENERAL SECRETARY|RUSSIAN PRESIDENT|SECRETARY OF STATE|SIR|DAME|SHEIKH|RATU|"
    r"DATO'|DATUK|SERI|TUANKU|LYONPO|QUEEN|PRINCE|MULLAH|PRESIDENT OF THE UNITED STATES|VICE PRESIDENT) "
)
_TITLED = re.compile(
    r"\b(chancellor|kanzler|bundeskanzler|minister|president|premier|secretary|general|king|emir|senator|governor)\b",
    re.IGNORECASE,
)
_SMALL = frozenset("de da do dos das del la le van der den von zu al ibn bin ben ag ould el y e wa af bint ul".split())
_DATED = re.compile(r"([A-Z]{3})(GOV[A-Z]*|SPY|MIL|COP|JUD|LEG) (?:(\d{6})-(\d{6})|>(\d{6}))")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with its aliases and the codes under it, in capitals and with blanks."""

    names: tuple[str, ...]
    codes: tuple[str, ...]


def entries(path: Path) -> Iterator[Entry]:
    """The entries of one dictionary."""
    names: list[str] = []
    codes: list[str] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        told = re.split(r"[;#]", line)[0].rstrip()
        found = re.findall(r"\[([^\]]*)\]", told)
        head = re.sub(r"\[.*", "", told).strip().strip("_").replace("_", " ")
        if head and not head.startswith("+"):
            if names:
                yield Entry(tuple(names), tuple(codes))
            names, codes = [head], []
        elif head:
            names.append(head[1:].strip())
        codes += [code.strip() for code in found]
    if names:
        yield Entry(tuple(names), tuple(codes))


def read(path: Path) -> list[Person]:
    """The persons of Phoenix.Countries with an office after 1990."""
    people: list[Person] = []
    leaders: dict[str, list[tuple[str, str, Person]]] = defaultdict(list)
    for entry in entries(path):
        is_leader = any(re.match(r"[A-Z]{3}ELI \d{6}-", code) for code in entry.codes)
        names = _names(entry, is_leader)
        dated = [match for match in map(_DATED.fullmatch, entry.codes) if match]
        if not names or not dated:
            continue
        country = _CODES.get(dated[0][1], dated[0][1])
        if lands().get(country) is None or lands()[country].state != country:
            continue
        person = Person(names=names, country=country)
        for match in dated:
            start, until = to_day(match[3] or match[5]), to_day(match[4]) if match[4] else ""
            if until and until < EARLIEST:
                continue
            if is_leader and not _is_monthly(start, until):
                leaders[_CODES.get(match[1], match[1])].append((start, until, person))
            elif start[:4] >= "2000":
                person.terms.append(_member(match, start, until))
        people.append(person)
    _give_offices(leaders)
    return [person for person in people if person.terms]


def _names(entry: Entry, is_leader: bool) -> list[str]:
    """The names as they are written, whole ones first; a single word is the name of a leader alone."""
    found: dict[str, None] = {}
    for name in entry.names:
        bare = re.sub(r" ?\(.*|[\"]", "", name.upper()).strip()
        while _TITLES.match(bare):
            bare = _TITLES.sub("", bare)
        if re.fullmatch(r"(?:[^\W\d_]|[ .'`-])+", bare) and (is_leader or " " in bare):
            found.setdefault(" ".join(to_written(bare).split()))
    whole = [name for name in found if " " in name and not _TITLED.search(name)]
    return whole or list(found)[:1]


def to_written(name: str) -> str:
    """A name in capitals as it is written.

    >>> to_written("NICANOR DUARTE FRUTOS"), to_written("SILVESTRE SIALE DE LA CRUZ")
    ('Nicanor Duarte Frutos', 'Silvestre Siale de la Cruz')
    """
    words = [
        word.lower() if word.lower() in _SMALL and at else word.capitalize() for at, word in enumerate(name.split())
    ]
    words = [word.upper() if re.fullmatch(r"[IVX]{2,}|[VX]", word, re.IGNORECASE) else word for word in words]
    return re.sub(r"(?<=['-])[a-z](?=[a-z]{2})", lambda letter: letter[0].upper(), " ".join(words).replace("`", "'"))


def to_day(code: str) -> str:
    """ "940719" -> "1994-07-19"; a day that the month does not have is cut to the month."""
    year, month, day = int(code[:2]), min(max(int(code[2:4]), 1), 12), int(code[4:])
    year += 2000 if year < 30 else 1900
    whole = f"{year}-{month:02d}"
    return f"{whole}-{day:02d}" if 1 <= day <= monthrange(year, month)[1] else whole


def _is_monthly(start: str, until: str) -> bool:
    return start.endswith("-01") and (not until or until[8:] in ("28", "29", "30", "31"))


def _member(match: re.Match[str], start: str, until: str) -> Term:
    field = _FIELDS.get(match[2].removeprefix("GOV"), "")
    sectors = tuple(dict.fromkeys(filter(None, ("GOV" if match[2].startswith("GOV") else "", field))))
    return Term(
        country=_CODES.get(match[1], match[1]), office="member of the government", sectors=sectors or ("GOV",), rank=4, start=start[:7],
        until=until[:7], seen="" if until else MEMBERS_END, source=SOURCE,
    )  # fmt: skip


def _give_offices(leaders: dict[str, list[tuple[str, str, Person]]]) -> None:
    """Add to the leaders the offices that facts/phoenix_leaders.tsv tells, letter by letter."""
    for line in (FACTS / "phoenix_leaders.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, letters = line.split("\t")
        told = sorted({(start, until, person.names[0]) for start, until, person in leaders[country]})
        if len(told) != len(letters):
            raise SystemExit(
                f"phoenix_leaders.tsv: {country}: {len(letters)} letters for {len(told)} intervals: {told}"
            )
        by_name = {(start, person.names[0]): person for start, _, person in leaders[country]}
        for (start, until, name), letter in zip(told, letters, strict=True):
            if letter in _OFFICES:
                by_name[start, name].terms.append(_led(country, letter, start, until))


def _led(country: str, letter: str, start: str, until: str) -> Term:
    office, rank = _OFFICES[letter]
    return Term(
        country=country, office=office, sectors=("GOV",), rank=rank, alone=letter not in "LV", start=start, until=until,
        seen="" if until else LEADERS_END, source=SOURCE,
    )  # fmt: skip
