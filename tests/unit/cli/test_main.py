from __future__ import annotations

import json
import subprocess
import sys
import time

import jsonschema
import pytest

import onrecord
from onrecord.cli.schema import load_schema
from onrecord.facts import Reading
from tests.golden.approve import CASES

HEAVY = ("pyarrow", "trafilatura", "lxml", "pydantic", "rich", "py3langid", "numpy")
SCHEMA = json.loads(load_schema())


def test_help_answers_at_once_and_imports_nothing_heavy() -> None:
    code = (
        "import sys, onrecord.cli\nsys.argv = ['onrecord', '--help']\n"
        f"try: onrecord.cli.main()\nexcept SystemExit: print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    times = []
    for _ in range(3):
        started = time.monotonic()
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        times.append(time.monotonic() - started)
    assert ran.stderr.strip() == "[]"
    assert "read" in ran.stdout
    assert min(times) < 0.5


def test_the_version_is_told() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "onrecord.cli", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout == f"onrecord {onrecord.__version__}\n"


def test_the_schema_is_one_and_is_printed() -> None:
    ran = subprocess.run([sys.executable, "-m", "onrecord.cli", "schema"], capture_output=True, text=True, check=True)
    jsonschema.Draft202012Validator.check_schema(json.loads(ran.stdout))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_real_readings_are_valid(case: object) -> None:
    reading: Reading = case.read()  # type: ignore[attr-defined]
    told = json.loads(json.dumps(reading.to_dict()))
    jsonschema.validate(told, SCHEMA, cls=jsonschema.Draft202012Validator)
    jsonschema.validate({"id": "x", **told}, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert Reading.from_dict(told) == reading


@pytest.mark.parametrize(
    "damage",
    [
        {"schema_version": 2},
        {"more": 1},
        {"events": [{"id": "e1"}]},
        {
            "actors": [
                {
                    "id": "A",
                    "name": "A",
                    "kind": "robot",
                    "country": None,
                    "sectors": [],
                    "office": None,
                    "known": True,
                    "mentions": [],
                }
            ]
        },
    ],
)
def test_the_schema_refuses(example_reading: Reading, damage: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**example_reading.to_dict(), **damage}, SCHEMA, cls=jsonschema.Draft202012Validator)


def test_a_mode_of_another_type_is_refused(example_reading: Reading) -> None:
    told = json.loads(json.dumps(example_reading.to_dict()))
    told["events"][0]["type"], told["events"][0]["mode"] = "PROTEST", "drone"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, SCHEMA, cls=jsonschema.Draft202012Validator)
