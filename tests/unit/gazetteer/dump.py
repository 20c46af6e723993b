"""A small dump in the exact form of Wikidata's own, of an invented republic and of a few who are real."""

from __future__ import annotations

import json
from typing import Any

STRINGS = ("P298",)


def entity(
    number: str, label: str | None, *, aliases: tuple[str, ...] = (), page: str | None = None, **claims: Any
) -> dict[str, Any]:
    """An item; of each property a list of values, or of (value, qualifiers)."""
    return {
        "type": "item", "id": number, "labels": {"en": _text(label)} if label else {"nb": _text("navnløs", "nb")},
        "descriptions": {"en": _text("an entity of a test")}, "aliases": {"en": [_text(alias) for alias in aliases]} if aliases else {},
        "claims": {which: [_statement(which, value, number) for value in values] for which, values in claims.items()} or {},
        "sitelinks": {"enwiki": {"site": "enwiki", "title": page, "badges": []}} if page else {},
        "pageid": 1, "ns": 0, "title": number, "lastrevid": 1, "modified": "2026-07-01T10:00:00Z",
    }  # fmt: skip


def _text(value: str, language: str = "en") -> dict[str, str]:
    return {"language": language, "value": value}


def _statement(which: str, value: Any, number: str) -> dict[str, Any]:
    told, qualifiers, rank = (*value, "normal")[:3] if isinstance(value, tuple) else (value, {}, "normal")
    statement: dict[str, Any] = {"mainsnak": _snak(which, told), "type": "statement", "id": f"{number}$0", "rank": rank}
    if qualifiers:
        statement["qualifiers"] = {one: [_snak(one, of)] for one, of in qualifiers.items()}
        statement["qualifiers-order"] = list(qualifiers)
    return statement


def _snak(which: str, value: str | None) -> dict[str, Any]:
    """A value: an item's id, a code, a time with its precision by its length; None is told to be unknown."""
    if value is None:
        return {"snaktype": "somevalue", "property": which, "hash": "0", "datatype": "time"}
    if which in STRINGS:
        kind, told = "string", value
    elif value.startswith("Q"):
        kind, told = "wikibase-entityid", {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}  # type: ignore[assignment]
    else:
        kind, told = "time", _time(value)  # type: ignore[assignment]
    datatype = {"string": "external-id", "time": "time"}.get(kind, "wikibase-item")
    data = {"value": told, "type": kind}
    return {"snaktype": "value", "property": which, "hash": "0", "datavalue": data, "datatype": datatype}


def _time(value: str) -> dict[str, Any]:
    parts = [*value.split("-"), "00", "00"][:3]
    return {
        "time": f"+{'-'.join(parts)}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": 9 + value.count("-"),
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
    }  # fmt: skip


def person(number: str, label: str | None, *terms: tuple[str, str, str | None], **more: Any) -> dict[str, Any]:
    """Somebody with offices: office, first day, last day ("" where none is told, None where it is unknown)."""
    held = [(office, {"P580": start} | ({} if until == "" else {"P582": until})) for office, start, until in terms]
    gender = more.pop("gender", "Q6581072")
    return entity(number, label, P31=["Q5"], P21=[gender], P39=held, **more)


NORWAY = entity("Q20", "Norway", P31=["Q6256"], P298=["NOR"])
OFFICES = [
    entity("Q900001", "Prime Minister of Norway", P279=["Q14212"], P1001=["Q20"], P17=["Q20"]),
    entity("Q900002", "Minister of Foreign Affairs of Norway", P279=["Q7330070"], P1001=["Q20"]),
    entity("Q900003", "member of the Storting", P279=["Q900009"], P1001=["Q20"]),
    entity("Q900009", "parliamentarian of the north", P279=["Q486839"], P1001=["Q20"]),
    entity("Q900004", "mayor of Bergen", P279=["Q30185"], P1001=["Q26793"], P17=["Q20"]),
    entity("Q900005", "head of the Bergen Republic", P279=["Q48352"], P1001=["Q26793"], P17=["Q20"]),
    entity("Q900006", "bishop of Bergen", P279=["Q29182"], P17=["Q20"]),
]
PEOPLE = [
    person("Q800001", "Astrid Eksempel", ("Q900001", "2026-02-01", ""), ("Q900002", "2021-10-14", "2023-05"), aliases=("A. Eksempel",)),
    person("Q800002", "Astrid Eksempel", ("Q900003", "1997-10-01", "2001-09-30")),
    person("Q800003", "Gone Long Ago", ("Q900001", "1950-01-01", "1953-01-01")),
    person("Q800004", "A Bishop", ("Q900006", "2015-01-01", "")),
    person("Q800005", "Once Minister", ("Q900002", "2019", None)),
    person("Q800006", "Head Ofbergen", ("Q900005", "2020-03-05", "")),
    person("Q800007", "Dead Member", ("Q900003", "2013-10-01", ""), P570=["2015-06-30"]),
    person("Q800008", "Forgotten Member", ("Q900003", "1985", "")),
    person("Q800009", None, ("Q900003", "2017", "2021")),
    person("Q57652", "Erna Solberg", ("Q900001", "2013-10-16", "2021-10-14")),  # of the tables that ship
]  # fmt: skip
BODIES = [
    entity("Q700001", "Harbour Party", P31=["Q7278"], P17=["Q20"], page="Harbour Party (Norway)"),
    entity("Q700002", "Unread Party", P31=["Q7278"], P17=["Q20"]),
    entity("Q700003", "League of Lighthouses", P31=["Q245065"], page="League of Lighthouses"),
]
OTHERS = [
    entity("Q600001", "a film", P31=["Q11424"]),
    {
        "type": "property",
        "datatype": "wikibase-item",
        "id": "P31",
        "labels": {"en": _text("instance of")},
        "claims": [],
    },
]


def lines(*groups: list[dict[str, Any]]) -> list[str]:
    """The entities as the lines of a dump."""
    return [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for group in groups for one in group]


def dump(entities: list[str] | None = None) -> bytes:
    """The whole dump: one entity a line between brackets, persons before the offices that they held."""
    told = lines(OTHERS, PEOPLE, BODIES, [NORWAY], OFFICES) if entities is None else entities
    return ("[\n" + ",\n".join(told) + "\n]\n").encode()
