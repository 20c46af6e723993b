"""One entity of a dump -> what is kept of it: a holder of offices, an office, a political body, a country.

The form is that of https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "mul")
MAX_NAMES = 12
MAX_NAME = 200  # code points
_HUMAN = "Q5"
_MALE, _FEMALE = "Q6581097", "Q6581072"
_TIME = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T")
_DAY, _MONTH, _YEAR = 11, 10, 9  # precisions of Wikidata's times


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept: `spool` says where it goes, `row` what stands there."""

    spool: str
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Classes:
    """The tables of data/wikidata.toml."""

    offices: dict[str, list[Any]]
    bodies: dict[str, list[str]]
    countries: dict[str, str]


@cache
def classes() -> Classes:
    """What counts as an office and as a body, by Wikidata id."""
    told = tomllib.loads(files("onrecord.gazetteer").joinpath("data", "wikidata.toml").read_text(encoding="utf-8"))
    return Classes(told["offices"], told["bodies"], told["countries"])


@cache
def _wanted() -> re.Pattern[bytes]:
    """What a line must hold to be looked into: most of a dump's lines are not."""
    bodies = "|".join(classes().bodies)
    return re.compile(rf'"(?:P39|P298|P1001|P279)"\s*:|"id"\s*:\s*"(?:{bodies})"'.encode())


_TYPE = re.compile(rb'"type"\s*:\s*"')


def read_entity(line: bytes) -> Kept | None:
    """What is kept of a line; None where it is nothing political. Raises ValueError where it is no entity."""
    if not line.startswith(b"{") or _TYPE.search(line) is None:
        raise ValueError("no entity")
    if _wanted().search(line) is None:
        return None
    told = json.loads(line)
    if (
        not isinstance(told, dict)
        or not isinstance(told.get("claims"), dict | list)
        or not isinstance(told.get("id"), str)
    ):
        raise ValueError("no entity")
    if told.get("type") != "item" or not isinstance(told["claims"], dict):
        return None
    return _keep(told)


def _keep(told: dict[str, Any]) -> Kept | None:
    kinds = set(_items(told, "P31"))
    names = _names(told)
    modified = str(told.get("modified", ""))[:10]
    base: dict[str, Any] = {"q": told["id"], "names": names, "day": modified}
    code = next(
        (value for value in _values(told, "P298") if isinstance(value, str) and re.fullmatch("[A-Z]{3}", value)), None
    )
    if code is not None:
        return Kept(spool="countries", row={"q": told["id"], "code": code})
    if not names:
        return None
    if _HUMAN in kinds:
        terms = list(_terms(told))
        person = {"gender": _gender(told), "terms": terms}
        return Kept(spool="persons", row=base | person) if terms else None
    base |= {"land": [*_items(told, "P1001")], "state": [*_items(told, "P17")]}
    supers = [*_items(told, "P279"), *kinds]
    if kinds & classes().bodies.keys():
        known = sorted(kinds & classes().bodies.keys(), key=list(classes().bodies).index)
        is_read = "enwiki" in (told.get("sitelinks") or {})
        return Kept(spool="bodies", row=base | {"kind": known[0]}) if is_read else None
    if "P279" in told["claims"] or "P1001" in told["claims"]:
        return Kept(spool="offices", row=base | {"supers": supers})
    return None


def _names(told: dict[str, Any]) -> list[str]:
    """The shown name, then aliases and the title of the English page."""
    found: list[Any] = [_text(told.get("labels"), language) for language in LANGUAGES]
    for language in LANGUAGES:
        listed = (told.get("aliases") or {}).get(language, [])
        found += [alias.get("value") for alias in listed if isinstance(alias, dict)] if isinstance(listed, list) else []
    page = ((told.get("sitelinks") or {}).get("enwiki") or {}).get("title")
    found.append(re.sub(r" \([^)]*\)$", "", page) if isinstance(page, str) else None)
    plain = (_plain(name) for name in found if isinstance(name, str))
    return list(dict.fromkeys(name for name in plain if name))[:MAX_NAMES]


def _text(texts: Any, language: str) -> Any:
    return texts.get(language, {}).get("value") if isinstance(texts, dict) else None


def _plain(name: str) -> str:
    """A name that can stand in a row of a table; empty where it cannot."""
    bare = " ".join(re.sub(r"[|;\t]", " ", name).split())
    return (
        bare if len(bare) <= MAX_NAME and bare.isprintable() and bare.encode(errors="ignore").decode() == bare else ""
    )


def _statements(told: dict[str, Any], which: str) -> Iterator[dict[str, Any]]:
    listed = told["claims"].get(which, [])
    for statement in listed if isinstance(listed, list) else ():
        if isinstance(statement, dict) and statement.get("rank") != "deprecated":
            yield statement


def _values(told: dict[str, Any], which: str) -> Iterator[Any]:
    """The values of a property that is not told to be wrong."""
    for statement in _statements(told, which):
        yield _value(statement.get("mainsnak"))


def _value(snak: Any) -> Any:
    if not isinstance(snak, dict) or snak.get("snaktype") != "value":
        return None
    return (snak.get("datavalue") or {}).get("value")


def _items(told: dict[str, Any], which: str) -> Iterator[str]:
    for value in _values(told, which):
        found = _item(value)
        if found is not None:
            yield found


def _item(value: Any) -> str | None:
    """The id that a value names; dumps before 2017 give its number alone."""
    if not isinstance(value, dict):
        return None
    number = value.get("numeric-id")
    found = value.get("id") or (f"Q{number}" if number else None)
    return found if isinstance(found, str) and re.fullmatch(r"Q\d+", found) else None


def _gender(told: dict[str, Any]) -> str:
    found = next(_items(told, "P21"), "")
    return {_MALE: "m", _FEMALE: "f"}.get(found, "")


def _terms(told: dict[str, Any]) -> Iterator[list[str]]:
    """Office, first and last day as told; nobody holds one after death. What is over nobody knows when is left out."""
    died = next((_day([statement.get("mainsnak")]) for statement in _statements(told, "P570")), "")
    for statement in _statements(told, "P39"):
        office = _item(_value(statement.get("mainsnak")))
        qualifiers = statement.get("qualifiers")
        told_of = qualifiers if isinstance(qualifiers, dict) else {}
        start, until = _day(told_of.get("P580")), _day(told_of.get("P582"))
        if until == "" and (died is None or "P1366" in told_of):
            until = None  # dead, or followed by another one, nobody knows when
        if office is not None and start is not None and until is not None:
            yield [office, start, until or died or ""]


def _day(snaks: Any) -> str | None:
    """A partial date; "" where none is told; None where it is told to be unknown, or before our era."""
    snak = snaks[0] if isinstance(snaks, list) and snaks else None
    if not isinstance(snak, dict) or snak.get("snaktype") == "novalue":
        return ""
    value = _value(snak)
    match = _TIME.match(str(value.get("time"))) if isinstance(value, dict) else None
    if match is None:
        return None
    year, month, day = match.groups()
    precision = value.get("precision")
    if precision == _DAY and _is_day(year, month, day):
        return f"{year}-{month}-{day}"
    if precision in (_DAY, _MONTH) and "01" <= month <= "12":
        return f"{year}-{month}"
    return year if precision in (_DAY, _MONTH, _YEAR) and year != "0000" else None


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
