"""Review in a browser without a script: verdicts go to the log, readings stay as they are."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record import Record


def _path_of(site: TestClient) -> Path:
    return Path(site.app.state.standing.settings.record)  # type: ignore[attr-defined]


def _sign_in(site: TestClient, name: str = "Ada Coder") -> None:
    answer = site.post("/review/name", data={"given": name, "back": "/review?kind=quote"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?kind=quote")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()


def _form(page: str, what: str) -> dict[str, str]:
    """The fields of the form that gives a verdict, as a browser would send them."""
    form = next(
        one for one in re.findall(r'<form[^>]*action="/review"[^>]*>.*?</form>', page, re.S) if f'value="{what}"' in one
    )
    fields = {
        name: unescape(value) for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form)
    }
    fields |= {
        name: unescape(words)
        for name, words in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S)
    }
    for name, options in re.findall(r'<select[^>]*name="([^"]+)">(.*?)</select>', form, re.S):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        fields[name] = (chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
    return {**fields, "what": what}


def test_reading_only_has_no_review(site: TestClient) -> None:
    assert site.get("/review").status_code == 404
    assert site.post("/review", data={"what": "accepted"}).status_code in (404, 405)
    assert "/review" not in site.get("/").text


def test_a_verdict_needs_a_name(review_site: TestClient) -> None:
    page = review_site.get("/review").text
    assert "Your name stands beside each verdict" in page
    assert review_site.post("/review", data={"what": "accepted", "report": "e1"}).status_code == 400
    assert review_site.post("/review/name", data={"given": "onrecord"}).status_code == 400


def test_ten_cases_are_judged_and_the_readings_stay(review_site: TestClient) -> None:
    _sign_in(review_site)
    with Record.open(_path_of(review_site), readonly=True) as record:
        before = {key: record.reading(key).to_dict() for key in record.articles()}
        events = [entry.to_dict() for entry in record.events()]
    path, judged = "/review?kind=event", []
    for number in range(10):
        page = review_site.get(path).text
        what = ("accepted", "rejected")[number % 2]
        fields = _form(page, what) | ({"reason": "wrong actor"} if what == "rejected" else {})
        judged.append((fields["report"], what))
        answer = review_site.post("/review", data=fields, follow_redirects=False)
        assert answer.status_code == 303
        path = answer.headers["location"]
    assert len({report for report, _ in judged}) == 10
    with Record.open(_path_of(review_site), readonly=True) as record:
        assert [(one.report_id, one.what) for one in record.verdicts()] == judged
        assert {one.by for one in record.verdicts()} == {"Ada Coder"}
        assert {key: record.reading(key).to_dict() for key in record.articles()} == before
        assert [entry.to_dict() for entry in record.events()] == events
    page = unescape(review_site.get(f"/entries/{judged[1][0]}").text)
    assert "<b>Rejected</b> by <bdi>Ada Coder</bdi>" in page
    assert "wrong actor" in page


def test_a_correction_shows_both(review_site: TestClient) -> None:
    _sign_in(review_site)
    page = review_site.get("/review?kind=event").text
    fields = _form(page, "corrected")
    words = fields["anchor-0-words"]
    other = "SANCTION" if fields["type"] != "SANCTION" else "COERCE"
    answer = review_site.post(
        "/review", data=fields | {"type": other, "reason": "see the guideline"}, follow_redirects=False
    )
    assert answer.status_code == 303, answer.text
    entry = unescape(review_site.get(f"/entries/{fields['report']}").text)
    assert f"<del><bdi>{fields['type']}</bdi></del> <ins><bdi>{other}</bdi></ins>" in entry
    found = review_site.get(f"/api/v1/entries/{fields['report']}").json()
    assert found["type"] == fields["type"]
    assert found["verdicts"][0]["after"]["type"] == other
    assert found["history"][-1]["what"] == "corrected"
    again = review_site.post(
        "/review", data=fields | {"anchor-0-words": "words that stand nowhere"}, follow_redirects=False
    )
    assert again.status_code == 400
    assert "the article does not say" in again.text
    assert words


@pytest.mark.parametrize("wrong", [{"type": "PARTY"}, {"type": ""}, {"mode": "dance"}, {"modality": "maybe"}])
def test_a_correction_outside_the_ontology_is_refused(review_site: TestClient, wrong: dict[str, str]) -> None:
    _sign_in(review_site)
    fields = _form(review_site.get("/review?kind=event").text, "corrected")
    answer = review_site.post("/review", data=fields | {"modality": "negated"} | wrong, follow_redirects=False)
    assert answer.status_code == (
        303 if "mode" in wrong else 400
    )  # a mode of another type is left out: the form has all of them


@pytest.mark.parametrize(
    ("more", "told"),
    [({"reason": "so " * 1_000}, "a reason may have 2,000 characters"), ({"audit": "x" * 5_000}, "names no sample")],
)
def test_a_log_is_not_filled_with_what_it_need_not_hold(
    review_site: TestClient, more: dict[str, str], told: str
) -> None:
    _sign_in(review_site)
    fields = _form(review_site.get("/review?kind=event").text, "accepted")
    answer = review_site.post("/review", data=fields | {"what": "rejected"} | more)
    assert answer.status_code == 400
    assert told in answer.text
    assert review_site.get(f"/api/v1/entries/{fields['report']}").json()["verdicts"] == []


def test_a_correction_that_corrects_nothing_is_refused(review_site: TestClient) -> None:
    _sign_in(review_site)
    fields = _form(review_site.get("/review?kind=quote").text, "corrected")
    answer = review_site.post("/review", data=fields)
    assert answer.status_code == 400
    assert "has to tell something otherwise" in unescape(answer.text)


def test_queues_by_type_pair_and_sample(review_site: TestClient) -> None:
    _sign_in(review_site)
    for path in (
        "/review?by=type&type=SUPPORT",
        "/review?by=dyad&a=CHL&b=PRT",
        "/review?by=audit&sample=12&kind=quote",
    ):
        assert 'name="what" value="accepted"' in review_site.get(path).text, path
    page = review_site.get("/review?by=audit&sample=12&kind=quote").text
    fields = _form(page, "accepted")
    assert fields["audit"] == "quote-12-1"
    review_site.post("/review", data=fields)
    told = unescape(review_site.get("/review?by=audit&sample=12&kind=quote").text)
    assert "1 of 12 judged" in told
    assert review_site.get("/review?by=type").status_code == 400
