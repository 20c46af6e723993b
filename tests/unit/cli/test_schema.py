"""The schema is held against readings built by hand, real ones, damaged ones, and the tables that its lists come from."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from typing import Any, get_args

import jsonschema
import pytest

from onrecord import facts, ontology
from onrecord.cli.schema import load_schema
from onrecord.facts import Reading
from tests.golden.approve import CASES
from tests.unit.readings import FULL

SCHEMA = json.loads(load_schema())
DEFINED = SCHEMA["$defs"]


def validate(told: dict[str, Any]) -> None:
    jsonschema.validate(told, SCHEMA, cls=jsonschema.Draft202012Validator)


def full() -> dict[str, Any]:
    """The contract's object of a reading that tells every field."""
    return json.loads(json.dumps(FULL.to_dict()))  # type: ignore[no-any-return]


def test_the_schema_is_one_and_is_printed() -> None:
    ran = subprocess.run([sys.executable, "-m", "onrecord", "schema"], capture_output=True, text=True, check=True)
    jsonschema.Draft202012Validator.check_schema(json.loads(ran.stdout))
    assert json.loads(ran.stdout) == SCHEMA


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_real_readings_are_valid(case: Any) -> None:
    reading: Reading = case.read()
    told = json.loads(json.dumps(reading.to_dict()))
    validate(told)
    validate({"id": "x", **told})
    assert Reading.from_dict(told) == reading


def test_a_reading_with_every_field_is_valid_and_comes_back() -> None:
    validate(full())
    assert Reading.from_dict(full()) == FULL


def test_every_field_is_in_the_schema_and_the_schema_has_no_other() -> None:
    told = full()
    found = {
        "span": told["events"][0]["sentence"], "mention": told["actors"][0]["mentions"][0], "place": told["events"][1]["where"],
        "actor": told["actors"][0], "moment": _joined(told["times"]), "quote": _joined(told["quotes"]), "event": _joined(told["events"]),
    }  # fmt: skip
    assert set(found) == set(DEFINED)
    for name, row in found.items():
        assert set(row) == set(DEFINED[name]["properties"]), name
        assert DEFINED[name]["additionalProperties"] is False, name
        assert set(row) - set(DEFINED[name]["required"]) <= {"unresolved", "addressee_unresolved"}, name
    for name in ("article", "onrecord"):
        assert set(told[name]) == set(SCHEMA["properties"][name]["properties"]), name
    assert set(SCHEMA["properties"]) - set(told) == {"id"}


def _joined(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {key: value for row in rows for key, value in row.items()}


@pytest.mark.parametrize(
    ("name", "field", "allowed"),
    [
        ("mention", "how", get_args(facts.How)),
        ("actor", "kind", get_args(facts.ActorKind)),
        ("quote", "kind", get_args(facts.QuoteKind)),
        ("quote", "polarity", get_args(facts.Polarity)),
        ("event", "modality", get_args(facts.Modality)),
        ("moment", "granularity", (*get_args(facts.Granularity), None)),
        ("event", "type", tuple(ontology.TYPES)),
    ],
)
def test_a_list_of_words_is_the_one_of_the_code(name: str, field: str, allowed: tuple[str | None, ...]) -> None:
    assert DEFINED[name]["properties"][field]["enum"] == list(allowed)


def test_each_type_takes_its_own_modes_and_no_others() -> None:
    every = {mode for name in ontology.TYPES for mode in ontology.modes(name)} | {None}
    event = jsonschema.Draft202012Validator({**DEFINED["event"], "$defs": DEFINED})
    row = full()["events"][0]
    for name in ontology.TYPES:
        taken = {mode for mode in every if event.is_valid({**row, "type": name, "mode": mode})}
        assert taken == {*ontology.modes(name), None}, name


def test_contexts_and_sectors_are_those_of_the_ontology() -> None:
    assert DEFINED["event"]["properties"]["contexts"]["items"]["enum"] == sorted(ontology.CONTEXTS)
    assert DEFINED["actor"]["properties"]["sectors"]["items"]["enum"] == sorted(ontology.SECTORS)


def _objects(told: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all objects inside a reading."""
    parts = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    return ([path] if isinstance(told, dict) else []) + [
        deep for key, part in parts for deep in _objects(part, (*path, key))
    ]


def test_no_object_takes_a_field_more_or_one_less() -> None:
    whole = full()
    for path in _objects(whole):
        for damage in ("more", "less"):
            told = copy.deepcopy(whole)
            row: Any = told
            for key in path:
                row = row[key]
            if damage == "more":
                row["surprise"] = 1
            else:
                row.pop(next(key for key in row if not key.endswith("unresolved")))
            with pytest.raises(jsonschema.ValidationError):
                validate(told)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 2),
        (("article", "id"), "sha256:abc"),
        (("article", "published_on"), "3 May 2024"),
        (("actors", 0, "kind"), "robot"),
        (("actors", 0, "sectors"), "GOV"),
        (("quotes", 0, "prob"), 1.2),
        (("quotes", 0, "content"), []),
        (("quotes", 0, "said", "granularity"), "fortnight"),
        (("events", 0, "quad"), 5),
        (("events", 0, "type"), "GREET"),
        (("events", 0, "mode"), "drone"),
        (("events", 0, "anchor"), []),
        (("events", 0, "modality"), "historical"),
        (("times", 0, "first_on"), 20240429),
        (("times", 0, "start"), -1),
        (("onrecord", "ontology"), "cameo"),
    ],
)
def test_the_schema_refuses(path: tuple[Any, ...], value: Any) -> None:
    told = full()
    row: Any = told
    for key in path[:-1]:
        row = row[key]
    assert row[path[-1]] != value
    row[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        validate(told)
