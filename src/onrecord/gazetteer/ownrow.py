"""One entry of a user's actor file, checked: every field that is wrong is told with its line and the mend, and nothing of it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, get_args

from onrecord import ontology
from onrecord.gazetteer.actors import LOWEST, Kind, Known, Office, first_day, over_day
from onrecord.gazetteer.keys import to_key, to_slug
from onrecord.gazetteer.lands import lands
from onrecord.gazetteer.origins import letter_of
from onrecord.gazetteer.titles import to_title

ACTOR_KEYS = (
    "id",
    "name",
    "kind",
    "country",
    "sectors",
    "other_names",
    "gender",
    "wikidata",
    "peoples",
    "seats",
    "office",
)
OFFICE_KEYS = ("name", "country", "sectors", "rank", "from", "until")
MAX_NAME = 200  # code points
_ID = re.compile(r"[A-Z]{3}(/[a-z0-9]+(-[a-z0-9]+)*)?")
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_RANK = 4  # of an office whose title tells none


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on a line (from 1), and what to do."""

    line: int
    told: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.told}"


@dataclass(slots=True)
class Entry:
    """An actor or an office as a file has it: `fields` with the lines on which they stand, where those are known.

    `columns`: what the file calls a field, where that is something else.
    """

    fields: dict[str, Any]
    line: int
    lines: dict[str, int]
    offices: list[Entry] = field(default_factory=list)
    clashes: list[Problem] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)

    def called(self, key: str) -> str:
        """What the file calls a field."""
        return self.columns.get(key, key)

    def line_of(self, key: str) -> int:
        """The line of a field; that of the entry where it has none of its own."""
        return self.lines.get(key, self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A user's actor, with what a state is called by: adjectives and peoples ("+s": the plural is the word with s) and seats."""

    known: Known
    peoples: tuple[str, ...]
    seats: tuple[str, ...]
    line: int


class Checker:
    """Checks entries; `problems` gathers all that is wrong. `countries` are the codes that a country field may have."""

    def __init__(self, countries: frozenset[str]) -> None:
        self.countries = countries
        self.problems: list[Problem] = []

    def check(self, entries: list[Entry]) -> list[Own]:
        """The actors of the entries that are right."""
        found: list[Own] = []
        lines: dict[str, int] = {}
        for entry in entries:
            own = self._actor(entry)
            if own is None:
                continue
            before = lines.setdefault(own.known.id, entry.line)
            if before != entry.line:
                self._tell(entry, "id", f"the id {own.known.id} is on line {before} too; give one of them another id")
            else:
                found.append(own)
        return found

    def _actor(self, entry: Entry) -> Own | None:
        wrong = len(self.problems)
        self.problems += entry.clashes
        self._check_keys(entry, ACTOR_KEYS)
        name = self._name(entry, "name")
        kind = self._kind(entry)
        country = self._country(entry, kind)
        actor_id = self._id(entry, kind, country, name)
        sectors, gender = self._sectors(entry), self._one_of(entry, "gender", ("m", "f"))
        wikidata = self._wikidata(entry)
        words = {key: self._words(entry, key) for key in ("other_names", "peoples", "seats")}
        offices = [self._office(one, country) for one in entry.offices]
        if len(self.problems) > wrong or not (name and kind and country and actor_id):
            return None
        told = tuple(office for office in offices if office is not None)
        known = Known(
            id=actor_id, name=name, kind=kind, country=country, sectors=sectors, names=(name, *words["other_names"]), gender=gender,
            wikidata=wikidata, rank=min((office.rank for office in told), default=LOWEST), offices=told, own=True,
        )  # fmt: skip
        return Own(known=known, peoples=words["peoples"], seats=words["seats"], line=entry.line)

    def _check_keys(self, entry: Entry, known: tuple[str, ...]) -> None:
        for key in entry.fields:
            if key not in known:
                near = get_close_matches(key, known, n=1, cutoff=0.7)
                self._tell(
                    entry,
                    key,
                    f"unknown key {key!r}; " + (f"did you mean {near[0]}?" if near else f"use {', '.join(known)}"),
                )

    def _name(self, entry: Entry, key: str) -> str | None:
        value = entry.fields.get(key)
        if value is None:
            self._tell(entry, key, f"{entry.called(key)} is missing; every entry needs one")
        elif not isinstance(value, str) or not _is_name(value):
            self._tell(
                entry,
                key,
                f"{entry.called(key)} is {value!r}; write a name of 1 to {MAX_NAME} letters in one line, without | and ;",
            )
        else:
            return value.strip()
        return None

    def _kind(self, entry: Entry) -> Kind | None:
        return self._one_of(entry, "kind", get_args(Kind), "person")  # type: ignore[return-value]

    def _country(self, entry: Entry, kind: str | None) -> str | None:
        value = entry.fields.get("country")
        if value is None and kind == "country":
            value = entry.fields.get("id")
        if value is None:
            self._tell(entry, "country", "country is missing; give a code such as NOR, or IGO, NGO, IMG, MNC, ISM")
            return None
        return self._code(entry, value)

    def _code(self, entry: Entry, value: object) -> str | None:
        if not isinstance(value, str) or value not in self.countries:
            code = self._code_of_name(value)
            add = "use an ISO 3166-1 alpha-3 code, or add the country as an actor of kind country"
            self._tell(entry, "country", f"unknown country {value!r}; {f'write {code}' if code else add}")
            return None
        return value

    def _code_of_name(self, value: object) -> str | None:
        """The code of a country that is given by its name, or in small letters."""
        land = (lands().get(value) or lands().get(value.upper())) if isinstance(value, str) else None
        return land.code if land is not None and land.code in self.countries else None

    def _id(self, entry: Entry, kind: str | None, country: str | None, name: str | None) -> str | None:
        value = entry.fields.get("id")
        if value is None and kind == "country":
            self._tell(entry, "id", "a country needs an id: its code, three capital letters")
        elif value is None:
            return f"{country}/{to_slug(name)}" if country and name else None
        elif not isinstance(value, str) or not _ID.fullmatch(value) or (kind == "country") == ("/" in value):
            shape = (
                "three capital letters, such as GON"
                if kind == "country"
                else "a country code and a slug, such as GON/denethor"
            )
            self._tell(entry, "id", f"the id {value!r} has not the form of one; write {shape}")
        else:
            return value
        return None

    def _sectors(self, entry: Entry) -> tuple[str, ...]:
        sectors = self._words(entry, "sectors", " ")
        for sector in sectors:
            if sector not in ontology.SECTORS:
                near = get_close_matches(sector.upper(), ontology.SECTORS, n=1)
                mend = f"did you mean {near[0]}?" if near else f"use {' '.join(ontology.SECTORS)}"
                self._tell(entry, "sectors", f"unknown sector {sector!r}; {mend}")
        return sectors

    def _words(self, entry: Entry, key: str, between: str = "|") -> tuple[str, ...]:
        """A list of names, or a string with marks between them."""
        value = entry.fields.get(key, [])
        words = value.split(between) if isinstance(value, str) else value
        if not isinstance(words, list) or not all(
            isinstance(word, str) and (_is_name(word) or not word.strip()) for word in words
        ):
            self._tell(
                entry, key, f"{entry.called(key)} is {value!r}; write a list of names of up to {MAX_NAME} letters"
            )
            return ()
        return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))

    def _one_of(self, entry: Entry, key: str, allowed: tuple[str, ...], default: str | None = None) -> str | None:
        value = entry.fields.get(key, default)
        if value is not None and value not in allowed:
            self._tell(entry, key, f"{entry.called(key)} is {value!r}; use {', '.join(allowed)}")
            return None
        return value

    def _wikidata(self, entry: Entry) -> str | None:
        value = entry.fields.get("wikidata")
        if value is not None and not (isinstance(value, str) and re.fullmatch(r"Q[1-9]\d*", value)):
            self._tell(entry, "wikidata", f"wikidata is {value!r}; write an id such as Q42")
            return None
        return value

    def _office(self, entry: Entry, home: str | None) -> Office | None:
        wrong = len(self.problems)
        self._check_keys(entry, OFFICE_KEYS)
        name = self._name(entry, "name")
        country = self._code(entry, entry.fields["country"]) if "country" in entry.fields else home
        sectors, rank = self._sectors(entry), self._rank(entry)
        start, until = self._day(entry, "from"), self._day(entry, "until")
        first, over = first_day(start), over_day(until)
        if first is not None and over is not None and over <= first and until != start:
            self._tell(entry, "until", f"until {until} is before from {start}; exchange them")
        if len(self.problems) > wrong or name is None or country is None:
            return None
        title = to_title(name)
        if title is not None:
            sectors, rank = sectors or title.sectors, rank or title.rank
        return Office.of(name, country, sectors, rank or _RANK, start, until, letter_of("own"))

    def _rank(self, entry: Entry) -> int | None:
        value = entry.fields.get("rank")
        if isinstance(value, str) and value.isdecimal():
            value = int(value)
        if value is not None and (type(value) is not int or value not in range(1, LOWEST + 1)):
            self._tell(entry, "rank", f"rank is {value!r}; write 1 (head of state or government) to {LOWEST}")
            return None
        return value

    def _day(self, entry: Entry, key: str) -> str:
        value = entry.fields.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            value = value.isoformat()
        told = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if told is None or told == "":
            return ""
        if isinstance(told, str) and _PARTIAL.fullmatch(told):
            try:
                first_day(told)
            except ValueError:
                pass
            else:
                return told
        self._tell(entry, key, f"{entry.called(key)} is {value!r}, which is no day; write 2012, 2012-05 or 2012-05-07")
        return ""

    def _tell(self, entry: Entry, key: str, told: str) -> None:
        self.problems.append(Problem(entry.line_of(key), told))


def _is_name(word: str) -> bool:
    """Whether a word can stand in a row of a table and be looked up."""
    plain = word.strip()
    return (
        0 < len(plain) <= MAX_NAME
        and plain.isprintable()
        and not set("|;\t") & set(plain)
        and bool(to_key(plain))
        and _encodes(plain)
    )


def _encodes(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True
