"""200 hostile payloads through every place where somebody else's words come in: all of them stay words."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from onrecord.entries import CodedEvent, Party
from onrecord.gazetteer.own import check_own
from onrecord.record import EventFilter, Record
from onrecord.web import Settings, build_app
from tests import web_record
from tests.hostile import MARK, PAYLOADS, fill

OURS = {"htmx.min.js", "onrecord.js"}


def test_there_are_two_hundred() -> None:
    assert len(PAYLOADS) >= 200
    assert len(set(PAYLOADS)) == len(PAYLOADS)


class Page(HTMLParser):
    """What a browser would make of a page: elements, their attributes, and the scripts that would run."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        if tag in (
            "iframe",
            "object",
            "embed",
            "base",
            "marquee",
            "math",
            "template",
            "isindex",
            "style",
            "audio",
            "video",
            "img",
        ):
            self.wrong.append(tag)
        if tag == "script" and not any((told.get("src") or "").startswith(f"/static/{name}?v=") for name in OURS):
            self.wrong.append(f"script {told}")
        for name, value in attributes:
            if name.startswith("on") or name == "style" or (MARK in name):
                self.wrong.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action", "formaction", "xlink:href") and not _is_safe(value or ""):
                self.wrong.append(f"{tag} {name}={value}")
            if name.startswith(("hx-", "data-hx-")) and MARK in (value or ""):
                self.wrong.append(f"{tag} {name}={value}")


def _is_safe(address: str) -> bool:
    return bool(re.match(r"(/(?!/)|#|\?|https?://[^/\s\"'<>]+)", address)) and address.isprintable()


def check(text: str) -> None:
    assert not Page(text).wrong, Page(text).wrong[:3]


@pytest.fixture(scope="module")
def hostile_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("hostile") / "onrecord.db")


@pytest.fixture(scope="module")
def hostile_site(hostile_record: Path) -> Iterator[TestClient]:
    with TestClient(
        build_app(Settings(record=str(hostile_record), review=True)), base_url="http://localhost"
    ) as client:
        client.cookies.set("onrecord-name", b"Eve <script>".hex())
        yield client


def test_pages_of_a_hostile_record_are_inert(hostile_site: TestClient, hostile_record: Path) -> None:
    with Record.open(hostile_record, readonly=True) as record:
        entries = [entry.id for entry in (*record.events(), *record.quotes())]
        articles = list(record.articles())
        actors = [party.id for party in record.actors()]
    paths = [f"/entries/{name}" for name in entries] + [f"/articles/{name}" for name in articles]
    paths += [f"/review?at={name}" for name in entries[::10]]
    seen = 0
    for path in paths:
        answer = hostile_site.get(path)
        assert answer.status_code == 200, path
        check(answer.text)
        seen += MARK in answer.text
    assert seen == len(paths)
    for name in actors:
        answer = hostile_site.get("/actors/" + "".join(f"%{byte:02x}" for byte in name.encode()))
        assert answer.status_code in (200, 404), name
        check(answer.text)


def test_lists_of_a_hostile_record_are_inert(hostile_site: TestClient) -> None:
    for path in ("/", "/quotes", "/events", "/actors", "/ties", "/review", "/review?kind=quote"):
        cursor: str | None = path
        for _ in range(8):
            if cursor is None:
                break
            answer = hostile_site.get(cursor)
            assert answer.status_code == 200
            check(answer.text)
            found = re.search(r'href="([^"]+)" rel="next"', answer.text)
            cursor = found[1].replace("&amp;", "&") if found else None


@pytest.mark.parametrize("words", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_payload_that_is_asked_for_stays_words(hostile_site: TestClient, words: str) -> None:
    """In every parameter of the pages and the API, in a path, in a header."""
    for path, name in (
        ("/quotes", "q"),
        ("/quotes", "speaker"),
        ("/quotes", "outlet"),
        ("/quotes", "cursor"),
        ("/events", "actor"),
        ("/events", "mode"),
        ("/events", "origin"),
        ("/actors", "q"),
        ("/actors", "after"),
        ("/ties", "a"),
        ("/ties/USA/RUS", "at"),
        ("/ties/USA/RUS", "outlets"),
        ("/review", "at"),
        ("/review", "done"),
        ("/quotes", words),
    ):
        answer = hostile_site.get(path, params={name: words})
        assert answer.status_code in (200, 400, 404), (path, name)
        check(answer.text)
    for path, name in (
        ("/api/v1/quotes", "q"),
        ("/api/v1/events", "party"),
        ("/api/v1/events", "outlet"),
        ("/api/v1/actors", "q"),
    ):
        answer = hostile_site.get(path, params={name: words})
        assert answer.status_code in (200, 400)
        assert answer.headers["content-type"] == "application/json"
    quoted = "".join(f"%{byte:02x}" for byte in words.encode())
    for path in (f"/entries/{quoted}", f"/articles/{quoted}", f"/ties/{quoted}/USA", f"/{quoted}", f"/actors/{quoted}"):
        answer = hostile_site.get(path)
        assert answer.status_code in (200, 404, 400, 405), path
        check(answer.text)


@pytest.mark.parametrize("words", PAYLOADS[::4], ids=range(len(PAYLOADS[::4])))
def test_a_payload_that_is_sent_stays_words(hostile_site: TestClient, words: str) -> None:
    pasted = hostile_site.post(
        "/try", data={"text": f"{words}\n\nPeru's president said: “{words}”.", "published_on": "2024-01-01"}
    )
    assert pasted.status_code in (200, 422)
    check(pasted.text)
    read = hostile_site.post(
        "/api/v1/read", json={"text": f"Peru said: “{words}”.", "title": words, "outlet": words, "url": words}
    )
    assert read.status_code in (200, 400, 422)
    assert read.headers["content-type"] == "application/json"


def test_reasons_and_names_of_people_stay_words(hostile_site: TestClient, hostile_record: Path) -> None:
    with Record.open(hostile_record, readonly=True) as record:
        entries = [entry.id for entry in record.events()]
    for name, words in zip(entries, PAYLOADS, strict=False):
        sent = {"what": "rejected", "report": name, "reason": words, "back": words}
        answer = hostile_site.post("/review", data=sent, follow_redirects=False)
        assert answer.status_code in (303, 400), answer.text
        if answer.status_code == 303:
            assert re.match(r"/review(\?|$)", answer.headers["location"])
            check(hostile_site.get(f"/entries/{name}").text)


def test_spreadsheets_run_nothing_and_numbers_stay_numbers(hostile_site: TestClient) -> None:
    cursor, rows = "", list[dict[str, Any]]()
    while True:
        asked = {"format": "spreadsheet", "limit": 500} | ({"cursor": cursor} if cursor else {})
        answer = hostile_site.get("/api/v1/events", params=asked)
        rows += csv.DictReader(io.StringIO(answer.text))
        found = re.search(r"cursor=([0-9a-f]+)", answer.headers.get("link", ""))
        if not found:
            break
        cursor = found[1]
    assert len(rows) > 190
    for row in rows:
        for name, cell in row.items():
            if name not in ("goldstein", "plover_score"):
                assert cell[:1] not in tuple("=+-@\t\r＝＋－＠") or not cell, (name, cell)
    assert {row["goldstein"] for row in rows} == {"-9.0"}


@pytest.mark.parametrize("form", ["ours", "plover", "polecat", "icews"])
def test_exports_of_a_hostile_record_hold_a_row_a_line(hostile_record: Path, tmp_path: Path, form: str) -> None:
    """No payload makes a row or a column of its own; a spreadsheet runs nothing of it."""
    with Record.open(hostile_record, readonly=True) as record:
        told = [
            entry for entry in record.events(EventFilter(deeds=form != "ours")) if entry.first_on or form != "icews"
        ]
    layout, shape = ("ours", "csv") if form == "ours" else (form, "jsonl" if form == "plover" else "tsv")
    place = tmp_path / f"out.{shape}"
    words = ["export", "--record", str(hostile_record), "--layout", layout, "--output", str(place)]
    words += ["--format", "csv", "--spreadsheet-safe"] if form == "ours" else []
    ran = subprocess.run([sys.executable, "-m", "onrecord", *words], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    if shape == "jsonl":
        rows: list[Any] = [json.loads(line) for line in place.read_text(encoding="utf-8").split("\n") if line]
    else:
        with place.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, delimiter="," if shape == "csv" else "\t"))
        assert len({len(row) for row in rows}) == 1
        rows = rows[1:]
    assert len(rows) == len(told)
    if form == "ours":
        assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+@\t\r") and cell]


def _own_block(number: int, words: str) -> str:
    """An actor of a user's file: a person with an office, or a state."""
    name = json.dumps(words)
    if number % 2:
        return f'[[actor]]\nkind = "country"\nname = {name}\nid = "X{chr(65 + number // 26)}{chr(65 + number % 26)}"\n'
    office = f'[[actor.office]]\nname = {name}\nfrom = "2020-01-01"\n'
    return f'[[actor]]\nname = {name}\ncountry = "NOR"\nid = "NOR/eve-{number}"\n{office}'


def test_an_actor_file_of_hostile_names_stays_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the check lets through (a name may hold marks) is shown as words: in lists, as a state, among offices."""
    blocks = [_own_block(number, words) for number, words in enumerate(PAYLOADS)]
    kept = [block for block in blocks if not check_own(block.encode("utf-8", "replace"), "own.toml")[1]]
    file = tmp_path / "actors" / "own.toml"
    file.parent.mkdir()
    file.write_text("\n".join(kept), encoding="utf-8")
    monkeypatch.setenv("ONRECORD_ACTORS", str(file.parent))
    own = [one.known for one in check_own(file.read_bytes(), "own.toml")[0]]
    assert len(own) == len(kept) > 150
    place = tmp_path / "onrecord.db"
    with Record.open(place) as record:
        record.add_coded(
            CodedEvent(
                source="icews", source_id=one.id, row="a row", type="CONSULT", quad=1, plover_score=2.5, cameo="040", goldstein=1.0,
                actors=(Party(id=one.id, name=one.name, kind=one.kind, country=one.country),), recipients=(web_record.PERU,),
                first_on=date(2023, 4, 5), outlets=("Wire",),
            )
            for one in own
        )  # fmt: skip
    offices = 0
    with TestClient(build_app(Settings(record=str(place))), base_url="http://localhost") as site:
        for path in ("/", "/events", "/actors?limit=500", "/ties", "/ties/XAB/PER"):
            check(site.get(path).text)
        for one in own:
            page = site.get("/actors/" + quote(one.id))
            assert page.status_code == 200
            check(page.text)
            offices += "<h2>Offices</h2>" in page.text
    assert offices == sum(one.kind == "person" for one in own)
