"""Who may ask, what every answer bears, and when nothing is sent again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

PAGES = ["/", "/quotes", "/api", "/nothing", "/api/v1/quotes", "/api/v1/nothing", "/static/onrecord.css"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_bears_the_headers(site: TestClient, path: str) -> None:
    headers = site.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    for rule in (
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ):
        assert rule in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", ""])
def test_a_name_that_is_not_ours_is_refused(site: TestClient, host: str) -> None:
    answer = site.get("/api/v1/quotes", headers={"host": host})
    assert answer.status_code == 421
    assert answer.json()["status"] == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8020", "127.0.0.1:99", "[::1]:8020", "[::1]", "LOCALHOST"])
def test_names_of_this_machine_are_answered(site: TestClient, host: str) -> None:
    assert site.get("/api/v1/quotes", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(review_site: TestClient, headers: dict[str, str]) -> None:
    for path in ("/review", "/review/name", "/try", "/api/v1/read"):
        assert review_site.post(path, headers=headers).status_code == 403


def test_what_is_there_is_not_sent_again(site: TestClient) -> None:
    for path in ("/quotes", "/api/v1/events?limit=3"):
        first = site.get(path)
        again = site.get(path, headers={"if-none-match": first.headers["etag"]})
        assert again.status_code == 304
        assert not again.content
        assert site.get(path, headers={"if-none-match": "*"}).status_code == 304
        assert site.get(path, headers={"if-none-match": '"other"'}).status_code == 200


HEADS = [
    "/",
    "/quotes?q=harbour",
    "/quotes?colour=red",
    "/nothing",
    "/api/v1/events?limit=3",
    "/api/v1/events?limit=3&format=csv",
]


@pytest.mark.parametrize("path", [*HEADS, "/api/v1/entries/e1", "/api/v1/openapi.json", "/static/onrecord.css"])
def test_the_head_of_an_answer_is_that_of_the_whole(site: TestClient, path: str) -> None:
    whole, head = site.get(path), site.head(path)
    assert whole.content
    assert not head.content
    assert (head.status_code, dict(head.headers)) == (whole.status_code, dict(whole.headers))


def test_a_head_that_is_known_is_not_modified(site: TestClient) -> None:
    for path in ("/quotes", "/api/v1/events?limit=3"):
        tag = site.head(path).headers["etag"]
        assert tag == site.get(path).headers["etag"]
        assert site.head(path, headers={"if-none-match": tag}).status_code == 304


def test_only_what_can_be_got_has_a_head(site: TestClient) -> None:
    assert site.head("/api/v1/read").status_code == 405
    refused = site.put("/api/v1/quotes")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")


def test_a_body_that_is_too_long_is_refused(site: TestClient) -> None:
    assert site.post("/api/v1/read", content=b"x" * 2_000_001).status_code == 413
    long = site.post("/api/v1/read", json={"text": "word " * 30_000})
    assert long.status_code == 422
    assert "at most" in long.json()["error"]


@pytest.mark.parametrize("path", ["/api/v1/read", "/try"])
def test_a_body_in_chunks_is_refused_when_it_is_too_long(site: TestClient, path: str) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"text="
        yield from (b"x" * 500_000 for _ in range(5))

    form = {"content-type": "application/x-www-form-urlencoded"}
    answer = site.post(path, content=chunks(), headers=form)
    assert answer.status_code == 413
    assert "a request may have 2,000,000 bytes" in answer.text


def test_the_description_takes_no_parameters(site: TestClient) -> None:
    answer = site.get("/api/v1/openapi.json?x=1")
    assert (answer.status_code, answer.json()["error"]) == (400, "unknown parameter 'x'")


def test_files_are_kept_for_a_year_and_pages_are_not(site: TestClient) -> None:
    assert "immutable" in site.get("/static/onrecord.css").headers["cache-control"]
    assert site.get("/quotes").headers["cache-control"] == "no-cache"
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/..%2f..%2fapp.py"):
        assert site.get(path).status_code in (404, 400)
