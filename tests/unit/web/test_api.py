"""The API: the same rows in every form, pages that miss nothing, one shape of error, what OpenAPI says."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from onrecord import ontology
from onrecord.record import Record

KINDS = ("quotes", "events")


def _all(site: TestClient, what: str, **asked: Any) -> list[dict[str, Any]]:
    found, cursor = [], None
    while True:
        answer = site.get(f"/api/v1/{what}", params={**asked, **({"cursor": cursor} if cursor else {})}).json()
        found += answer["items"]
        cursor = answer["next"]
        if cursor is None:
            return found


@pytest.mark.parametrize("what", KINDS)
def test_pages_miss_nothing_and_repeat_nothing(site: TestClient, what: str, record_path: Path) -> None:
    found = [row["id"] for row in _all(site, what, limit=37)]
    with Record.open(record_path, readonly=True) as record:
        assert found == [entry.id for entry in getattr(record, what)()]
    first = site.get(f"/api/v1/{what}", params={"limit": 37})
    assert f"cursor={first.json()['next']}" in first.headers["link"]


def _filters(chance: random.Random, what: str) -> dict[str, Any]:
    """A question at random, of which something may be left."""
    months = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
    since, until = sorted(chance.sample(months, 2))
    common: dict[str, list[Any]] = {
        "q": ["harbour", "pact", "fish*", '"on Monday"', "apolog*", "the"],
        "outlet": ["Newsline", "The Meridian", "Kurier", "100%_\\"],
        "from": [f"{since}-01"],
        "until": [f"{until}-28"],
    }
    own: dict[str, list[Any]] = (
        {
            "speaker": ["CHL", "PRT", "Portugal", "GOV"],
            "about": ["PRT", "Chile"],
            "to": ["CHL"],
            "kind": ["direct", "indirect", "mixed"],
        }
        if what == "quotes"
        else {
            "actor": ["CHL", "Portugal"],
            "recipient": ["PRT"],
            "party": ["CHL", "GOV", "Norway"],
            "other": ["PRT", "PER"],
            "type": list(ontology.TYPES),
            "modality": ["actual", "future", "hypothetical", "negated"],
            "deeds": ["true"],
            "origin": ["read", "icews"],
            "asserted_by": ["nobody", "unnamed", "PRT"],
        }
    )
    every = common | own
    return {name: chance.choice(every[name]) for name in chance.sample(sorted(every), chance.randrange(0, 4))}


N_FILTERS, N_ROWS = 50, 150
ROW = re.compile(r'<article class="row.*?href="/entries/([eq][0-9a-f]+)"', re.S)


def _different() -> list[tuple[str, dict[str, Any]]]:
    """As many different questions as N_FILTERS, of statements and of events by turns."""
    chance, found = random.Random(7), list[tuple[str, dict[str, Any]]]()
    while len(found) < N_FILTERS:
        what = KINDS[len(found) % 2]
        asked = what, _filters(chance, what)
        if asked not in found:
            found.append(asked)
    return found


FILTERS = _different()


def _on_pages(site: TestClient, what: str, asked: dict[str, Any]) -> list[str]:
    """The ids of the rows on the page, and on those that its links to earlier ones lead to."""
    found: list[str] = []
    answer = site.get(f"/{what}", params=asked)
    while True:
        found += ROW.findall(answer.text)
        earlier = re.search(r'<a href="([^"]+)" rel="next"', answer.text)
        if earlier is None or len(found) >= N_ROWS:
            return found[:N_ROWS]
        answer = site.get(unescape(earlier[1]))


def _to_cell(value: Any) -> str:
    """A value of the API as CSV has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize(("what", "asked"), FILTERS)
def test_page_and_api_and_csv_and_parquet_have_the_same_rows(
    site: TestClient, what: str, asked: dict[str, Any]
) -> None:
    told = {**asked, "limit": N_ROWS}
    rows = site.get(f"/api/v1/{what}", params=told).json()["items"]
    assert _on_pages(site, what, asked) == [row["id"] for row in rows]
    csv_text = site.get(f"/api/v1/{what}", params=told, headers={"accept": "text/csv"}).text
    table = list(csv.DictReader(io.StringIO(csv_text)))
    lines = site.get(f"/api/v1/{what}", params=told, headers={"accept": "application/x-ndjson"}).text.splitlines()
    parquet = site.get(f"/api/v1/{what}", params={**told, "format": "parquet"}).content
    arrow = site.get(f"/api/v1/{what}", params=told, headers={"accept": "application/vnd.apache.arrow.stream"}).content
    assert [json.loads(line) for line in lines] == rows
    for found in (pq.read_table(io.BytesIO(parquet)).to_pylist(), pa.ipc.open_stream(arrow).read_all().to_pylist()):
        for row, other in zip(rows, found, strict=True):
            days = {name: other[name].isoformat() if other[name] else None for name in ("first_on", "last_on")}
            texts = {name: json.loads(other[name]) for name in ("disagreements", "reports")}
            assert {**other, **days, **texts} == row
    for row, line in zip(rows, table, strict=True):
        for name, cell in line.items():
            assert _same(cell, row[name]), name


def _same(cell: str, value: Any) -> bool:
    if isinstance(value, float):
        return float(cell) == value
    if isinstance(value, list | tuple):
        return bool(json.loads(cell) == value)
    return cell == _to_cell(value)


def test_most_of_the_random_filters_find_something(site: TestClient) -> None:
    sizes = [len(site.get(f"/api/v1/{what}", params={**told, "limit": 500}).json()["items"]) for what, told in FILTERS]
    assert sum(size > 0 for size in sizes) >= 25
    assert sum(size > 50 for size in sizes) >= 5  # more than one page


def test_an_entry_has_all_that_stands_behind_it(site: TestClient) -> None:
    row = site.get("/api/v1/events?limit=1&origin=read").json()["items"][0]
    found = site.get(f"/api/v1/entries/{row['id']}").json()
    assert {**row, "reports": found["reports"]} == {name: found[name] for name in row}
    assert found["reports"]
    assert found["history"][0]["what"] == "added"
    told = found["reports"][0]
    article = site.get(f"/api/v1/articles/{told['article_key']}").json()
    for span in told["told"]["anchor"]:
        assert article["article"]["text"][span["start"] : span["end"]] == span["text"]
    by_text = site.get(f"/api/v1/articles/{article['article']['id']}").json()
    assert by_text["article"]["text"] == article["article"]["text"]


def test_changes_catch_a_copy_up(site: TestClient) -> None:
    found, since = [], 0
    while True:
        answer = site.get(f"/api/v1/changes?since={since}&limit=100").json()
        found += answer["items"]
        if answer["next"] is None:
            break
        since = answer["next"]
    numbers = [row["number"] for row in found]
    assert numbers == sorted(set(numbers))
    assert site.get(f"/api/v1/changes?since={numbers[-1]}").json() == {"items": [], "next": None}


def test_ties_come_as_json_and_csv_with_the_same_figures(site: TestClient) -> None:
    found = site.get("/api/v1/ties/CHL/PRT?by=month").json()
    table = list(csv.DictReader(io.StringIO(site.get("/api/v1/ties/CHL/PRT?by=month&format=csv").text)))
    assert "Accept" in site.get("/api/v1/ties/CHL/PRT").headers["vary"]
    ties = [tie for series in found["series"] for tie in series["ties"]]
    assert [row["interval"] for row in table] == [tie["interval"] for tie in ties]
    assert [int(row["n_events"]) for row in table] == [tie["n_events"] for tie in ties]
    assert [row["ids"].split() for row in table] == [tie["ids"] for tie in ties]


def test_a_path_may_name_one_actor(site: TestClient) -> None:
    party = next(row for row in site.get("/api/v1/actors?limit=500").json()["items"] if "/" in row["id"])
    answer = site.get(f"/api/v1/ties/{party['id'].replace('/', '~1')}/PRT")
    assert answer.status_code in (200, 404)
    if answer.status_code == 200:
        assert answer.json()["dyad"][0] == party["id"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/quotes?colour=red", 400),
        ("/api/v1/quotes?limit=0", 400),
        ("/api/v1/quotes?limit=501", 400),
        ("/api/v1/quotes?format=xml", 400),
        ("/api/v1/quotes?cursor=ffffffffffffffff", 400),
        ("/api/v1/events?deeds=perhaps", 400),
        ("/api/v1/entries/e1", 404),
        ("/api/v1/entries/e123456789?x=1", 400),
        ("/api/v1/articles/nothing", 404),
        ("/api/v1/ties/CHL/QQQ", 404),
        ("/api/v1/ties/CHL/CHL", 400),
        ("/api/v1/ties/CHL/PRT?by=day&from=1800-01-01", 400),
        ("/api/v1/changes?since=-1", 400),
        ("/api/v1/nothing", 404),
        ("/api/v1/quotes?q=%00", 400),
        ("/api/v1/events?from=20240101", 400),
        ("/api/v1/events?mode=foo", 400),
        ("/api/v1/events?type=AID&mode=arrest", 400),
    ],
)
def test_every_error_has_one_shape(site: TestClient, path: str, status: int) -> None:
    answer = site.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"status", "error"}
    assert answer.json()["status"] == status
    assert answer.json()["error"]
    assert "\n" not in answer.json()["error"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("quotes?kind=loud", "kind: 'loud' is not known; give direct, indirect or mixed"),
        ("quotes?format=xml", "format: 'xml' is not known; give json, csv, spreadsheet, ndjson, arrow or parquet"),
        ("ties/CHL/PRT?by=hour", "by: 'hour' is not known; give day, week, month or year"),
        ("ties/CHL/PRT?by=", "by: '' is not known; give day, week, month or year"),
        ("events?deeds=perhaps", "deeds: 'perhaps' is neither true nor false; give one of the two"),
        ("quotes?limit=many", "limit: 'many' is no whole number; give one"),
        ("quotes?limit=0", "limit: '0' is too little; give 1 or more"),
        ("changes?limit=9999", "limit: '9999' is too much; give 5,000 or less"),
        ("changes?since=-1", "since: '-1' is too little; give 0 or more"),
        (f"changes?since={'9' * 5000}", f"since: '{'9' * 20}' is no number that can be counted to; give a smaller one"),
        ("quotes?cursor=zz", "cursor: 'zz' is none that a page gave; leave it out"),
        (f"quotes?cursor={'f' * 16}", f"cursor: '{'f' * 16}' is none that a page gave; leave it out"),
        (f"quotes?q={'x' * 201}", "q: it has 201 characters; give at most 200"),
        ("quotes?q=%00", "q: control characters cannot be searched for; leave them out"),
    ],
)
def test_a_value_that_is_wrong_is_named_with_what_to_give(site: TestClient, path: str, told: str) -> None:
    answer = site.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["error"]) == (400, told)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "text: it is missing; give it"),
        ({"text": ""}, "text: nothing stands there; give some"),
        ({"text": None}, "text: null is no text; give some"),
        ({"text": "Snow fell.", "title": {"of": 1}}, 'title: {"of": 1} is no text; give some'),
        ({"text": "\ud800"}, "text: half of a character stands there; give whole ones"),
    ],
)
def test_a_field_that_is_wrong_is_named_with_what_to_give(site: TestClient, body: Any, told: str) -> None:
    answer = site.post("/api/v1/read", content=json.dumps(body), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (400, told)


@pytest.mark.parametrize("entry_id", ["e12345", "e123456789", "q0000000000000000000"])
def test_an_entry_that_is_not_there_is_told_to_programs(site: TestClient, entry_id: str) -> None:
    answer = site.get(f"/api/v1/entries/{entry_id}")
    assert answer.status_code == 404
    assert (
        answer.json()["error"] == f"{entry_id}: no such entry is on record; /api/v1/events and /api/v1/quotes give ids"
    )
    assert "onrecord events" not in site.get(f"/entries/{entry_id}").text


def test_what_cannot_be_given_is_refused(site: TestClient) -> None:
    refused = site.get("/api/v1/quotes", headers={"accept": "image/png"})
    assert refused.status_code == 406
    assert "text/csv" in refused.json()["error"]
    assert (
        site.get("/api/v1/quotes", headers={"accept": "image/png, text/csv;q=0.5"})
        .headers["content-type"]
        .startswith("text/csv")
    )
    assert site.put("/api/v1/quotes").status_code == 405
    assert set(site.put("/api/v1/quotes").json()) == {"status", "error"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": "Norway recalled its ambassador to Peru.", "published_on": "2024-05-03"}, 200),
        ({}, 400),
        ({"text": 5}, 400),
        ({"text": ""}, 400),
        ({"text": "Snow fell.", "more": 1}, 400),
        ({"text": "Snow fell.", "published_on": 20240503}, 400),
        ({"text": "   "}, 422),
        ({"text": "\ud800"}, 400),
        ([], 400),
        ("x", 400),
        ({"text": "Snow fell.", "published_on": "2024-02-31"}, 400),
    ],
)
def test_reading_a_text(site: TestClient, body: Any, status: int) -> None:
    answer = site.post("/api/v1/read", content=json.dumps(body), headers={"content-type": "application/json"})
    assert answer.status_code == status, answer.text
    if status == 200:
        schema = site.get("/api/v1/openapi.json").json()
        reading = {"$ref": "#/components/schemas/Reading", "components": schema["components"]}
        jsonschema.Draft202012Validator(reading).validate(answer.json())
    else:
        assert set(answer.json()) == {"status", "error"}


def test_reading_takes_no_parameter_in_the_address(site: TestClient) -> None:
    answer = site.post("/api/v1/read?profile=cameo", json={"text": "Norway recalled its ambassador to Peru."})
    assert (answer.status_code, answer.json()["error"]) == (400, "unknown parameter 'profile'")
    assert site.post("/try?x=1", data={"text": "Snow fell."}).status_code == 400


@pytest.mark.parametrize(
    "path", ["quotes?limit=1&limit=2", "events?type=ASSAULT&type=AID", "ties/CHL/PRT?by=day&by=day"]
)
def test_a_parameter_stands_once(site: TestClient, path: str) -> None:
    answer = site.get(f"/api/v1/{path}")
    assert answer.status_code == 400
    assert "is given 2 times" in answer.json()["error"]


def test_answers_are_what_openapi_says(site: TestClient) -> None:
    told = site.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    event = site.get("/api/v1/events?limit=1").json()["items"][0]["id"]
    article = site.get(
        "/api/v1/entries/" + site.get("/api/v1/events?limit=1&origin=read").json()["items"][0]["id"]
    ).json()
    key = article["reports"][0]["article_key"]
    for path, asked in {
        "/api/v1/quotes": "/api/v1/quotes?reports=true",
        "/api/v1/events": "/api/v1/events",
        "/api/v1/actors": "/api/v1/actors",
        "/api/v1/entries/{entry_id}": f"/api/v1/entries/{event}",
        "/api/v1/articles/{name}": f"/api/v1/articles/{key}",
        "/api/v1/changes": "/api/v1/changes",
        "/api/v1/ties/{a}/{b}": "/api/v1/ties/CHL/PRT",
    }.items():
        schema = told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        answer = site.get(asked)
        assert answer.status_code == 200
        jsonschema.Draft202012Validator({**schema, "components": told["components"]}).validate(answer.json())


def test_a_body_that_is_no_object_and_a_day_that_is_none_are_told_plainly(site: TestClient) -> None:
    plain = site.post("/api/v1/read", content=b"Kenya expelled two diplomats.")
    assert (plain.status_code, plain.json()["error"]) == (
        400,
        "the body is to be a JSON object, sent as application/json",
    )
    day = site.get("/api/v1/quotes?from=2025-13-01")
    assert (day.status_code, day.json()["error"]) == (400, "from: '2025-13-01' is no day; write YYYY-MM-DD")
