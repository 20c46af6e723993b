"""Random questions, of schemathesis's making and our own: whatever is asked, the server never fails."""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from onrecord import ontology
from onrecord.web import Settings, build_app

WHOLE = os.environ.get("ONRECORD_TEST_ALL") == "1" and not os.environ.get("ONRECORD_TEST_WHEEL")  # once is enough
N, EXAMPLES = (10_000, 60) if WHOLE else (1_500, 12)


@pytest.fixture(scope="module")
def api_schema(record_path: Path) -> schemathesis.schemas.BaseSchema:
    app = build_app(Settings(record=str(record_path)))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers={"host": "localhost"})


def test_answers_are_what_the_document_says(api_schema: schemathesis.schemas.BaseSchema) -> None:
    operations = [found.ok() for found in api_schema.get_all_operations()]
    assert len(operations) == 8
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            database=None,
        )
        def ask(case: schemathesis.Case) -> None:
            # A name that nobody on record bears is a wrong question, though the document cannot say which names there are.
            case.call_and_validate(headers={"host": "localhost"}, excluded_checks=[positive_data_acceptance])

        ask()


WORDS = [
    "harbour",
    '"red line"',
    "a*",
    "*",
    '"',
    "'",
    "((",
    "NEAR",
    "AND",
    "-x",
    "é",
    "\u202e",
    "🧨",
    "%",
    "_",
    "x" * 190,
    "CHL",
    "Chile",
    "GOV",
    "nobody",
    "~1",
    "/",
]
VALUES = {
    "limit": ["1", "50", "500", "501", "-1", "x", "1e3"],
    "cursor": ["0", "f", "7fffffffffffffff", "ffffffffffffffff", "-1", "zz"],
    "from": ["2024-01-01", "0001-01-01", "9999-12-31", "2024-1-1", "x"],
    "until": ["2024-01-01", "0001-01-01", "9999-12-31", "today"],
    "type": [*ontology.TYPES, "X"],
    "kind": ["direct", "mixed", "x"],
    "modality": ["actual", "x"],
    "by": ["day", "week", "month", "year", "x"],
    "deeds": ["true", "false", "1", "x"],
    "format": ["json", "csv", "ndjson", "arrow", "parquet", "spreadsheet", "x"],
    "way": ["both", "forth", "x"],
    "reports": ["true", "x"],
    "since": ["0", "5", "-1", "9" * 30],
    "drop_largest": ["true", "x"],
    "at": ["2024-01", "x"],
}
NAMES = [
    *VALUES,
    "q",
    "speaker",
    "about",
    "to",
    "actor",
    "recipient",
    "party",
    "other",
    "mode",
    "origin",
    "outlet",
    "asserted_by",
    "after",
    "outlets",
    "hide",
    "nonsense",
]
PATHS = [
    "/quotes",
    "/events",
    "/actors",
    "/ties/CHL/PRT",
    "/ties/{}/{}",
    "/api/v1/quotes",
    "/api/v1/events",
    "/api/v1/actors",
    "/api/v1/ties/CHL/PRT",
    "/api/v1/ties/{}/{}",
    "/api/v1/changes",
    "/api/v1/entries/{}",
    "/entries/{}",
    "/articles/{}",
    "/actors/{}",
]


@pytest.mark.timeout(1200)  # ten thousand of them, on a slow machine too
@pytest.mark.parametrize("quarter", range(4))  # that several processes may share in them
def test_random_questions_never_fail(site: TestClient, quarter: int) -> None:
    chance = random.Random(20 + quarter)
    seen: Counter[int] = Counter()
    for _ in range(N // 4):
        path = chance.choice(PATHS)
        while "{}" in path:
            path = path.replace("{}", chance.choice(["CHL", "PRT", "e1", "Chile", "%20", "x~1y", "é"]), 1)
        names = chance.sample(NAMES, chance.randrange(0, 4))
        asked = {name: chance.choice(VALUES.get(name, WORDS)) for name in names}
        answer = site.get(
            path, params=asked, headers={"accept": chance.choice(["*/*", "text/html", "text/csv", "application/json"])}
        )
        seen[answer.status_code] += 1
        assert answer.status_code < 500, (path, asked, answer.text[:300])
    assert seen[200] > N / 40
    assert seen[400] > N / 40
