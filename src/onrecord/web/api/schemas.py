"""The shapes of answers for OpenAPI, from the classes that make them and the contract of a reading."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.exchange import COLUMNS, What

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_KINDS: dict[str, Schema] = {
    "text": _TEXT,
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
    "texts": {"type": "array", "items": {"type": ["string", "null"]}},
    "ranges": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}},
    "json": {"type": "array"},
}


def problem() -> Schema:
    """The one shape of every error."""
    return _object({"status": {"type": "integer"}, "error": _TEXT})


def entry(what: What) -> Schema:
    """An entry of our layout, with the meaning of each field."""
    fields = {}
    for column in COLUMNS[what]:
        kind = _KINDS[column.kind]
        told = {**kind, "type": [kind["type"], "null"]} if column.empty else dict(kind)
        fields[column.name] = {**told, "description": column.about}
    return _object(fields)


def page(what: What) -> Schema:
    """A page of entries."""
    names = {"type": "object", "additionalProperties": _TEXT, "description": "Names of actors by id."}
    return _object(
        {"items": {"type": "array", "items": entry(what)}, "next": {"type": ["string", "null"]}, "names": names}
    )


def whole_entry() -> Schema:
    """One entry with all that stands behind it."""
    more = {
        "links": _list(_object({"kind": _TEXT, "entry": _TEXT})),
        "history": _list(change()),
        "verdicts": _list(verdict()),
        "names": {"type": "object", "additionalProperties": _TEXT},
    }
    return {"anyOf": [_object({**entry(what)["properties"], **more}) for what in ("events", "quotes")]}


def change() -> Schema:
    """A line of the log."""
    nullable = {"type": ["string", "null"]}
    return _object(
        {"number": {"type": "integer"}, "at": _TEXT, "entry": nullable, "what": _TEXT, "detail": nullable, "by": _TEXT}
    )


def changes() -> Schema:
    """Lines of the log, and the number to ask for next."""
    return _object({"items": _list(change()), "next": {"type": ["integer", "null"]}})


def verdict() -> Schema:
    """What a person said."""
    nullable = {"type": ["string", "null"]}
    return _object(
        {
            "number": {"type": "integer"}, "at": _TEXT, "entry_id": _TEXT, "report_id": _TEXT, "what": _TEXT, "by": _TEXT,
            "reason": nullable, "after": {"type": "object"}, "audit": nullable,
        }
    )  # fmt: skip


def parties() -> Schema:
    """A page of actors."""
    nullable = {"type": ["string", "null"]}
    party = _object({"id": _TEXT, "name": _TEXT, "kind": _TEXT, "country": nullable, "sectors": _list(_TEXT)})
    return _object({"items": _list(party), "next": nullable})


def ties() -> Schema:
    """A dyad's ties; docs/ties.md says what each figure is."""
    return {"type": "object", "required": ["dyad", "by", "series"]}


@cache
def reading_schemas() -> Schema:
    """The contract of a reading as schemas of the document: `Reading`, and one for each part of it."""
    text = files("onrecord").joinpath("reading.schema.json").read_text(encoding="utf-8")
    told: Schema = json.loads(text.replace('"#/$defs/', '"#/components/schemas/Reading-'))
    parts = told.pop("$defs")
    kept = {name: value for name, value in told.items() if name not in ("$schema", "$id")}
    return {"Reading": kept, **{f"Reading-{name}": part for name, part in parts.items()}}


def _object(fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}
