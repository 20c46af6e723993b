"""Every page in a browser: nothing complains, nothing runs over the edge, axe finds nothing serious, in both themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from onrecord import page as reading_page
from onrecord.record import EventFilter, QuoteFilter, Record
from tests.browser.conftest import watched
from tests.hostile import make_readings

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STILL = "*{transition:none!important}"


def every_path(record_path: Path) -> list[str]:
    """A path of each page."""
    with Record.open(record_path, readonly=True) as record:
        events = [entry.id for entry in record.events()]
        told = max(record.events(EventFilter(origin="read")), key=lambda entry: entry.n_reports).id
        imported = next(record.events(EventFilter(origin="icews"))).id
        statement = max(record.quotes(), key=lambda entry: entry.n_reports).id
        article = record.entry(next(record.quotes(QuoteFilter(text="harbour"))).id).reports[0].article_key
    assert events
    return [
        "/",
        "/quotes",
        "/quotes?q=harbour",
        "/quotes?q=nothingatall",
        "/events",
        "/events?type=SANCTION&deeds=true",
        "/ties",
        "/ties/CHL/PRT",
        "/ties/CHL/PRT?by=week&way=forth",
        "/ties/NOR/PER",
        "/ties/RUS/USA",
        "/actors",
        "/actors?q=zzz",
        "/actors/CHL",
        f"/entries/{told}",
        f"/entries/{imported}",
        f"/entries/{statement}",
        f"/articles/{article}",
        "/try",
        "/api",
        "/review",
        "/review?kind=quote",
        "/nothing/here",
        "/quotes?colour=red",
    ]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(RUN)
    return [
        f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    browser: Browser, address: str, empty_address: str, record_path: Path, theme: str
) -> None:
    with watched(browser, viewport={"width": 1280, "height": 900}, color_scheme=theme) as page:
        for path in every_path(record_path):
            page.goto(address + path)
            assert violations(page) == [], path
        page.goto(address + "/review")
        page.fill("#given", "Ada Coder")
        page.click("text=Begin")
        page.click("summary")
        assert violations(page) == []
        for path in ("/", "/quotes", "/events", "/ties", "/ties/RUS/USA", "/actors", "/review"):
            page.goto(empty_address + path)
            assert violations(page) == [], path


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 2560])
def test_nothing_runs_over_the_edge(browser: Browser, address: str, record_path: Path, width: int) -> None:
    with watched(browser, viewport={"width": width, "height": 900}) as page:
        for path in every_path(record_path):
            page.goto(address + path)
            assert page.evaluate(OVER) <= 0, path


def test_a_hostile_record_is_inert_in_a_browser(browser: Browser, hostile_address: str) -> None:
    with watched(browser, viewport={"width": 1280, "height": 900}) as page:
        for start in ("/quotes", "/events", "/actors", "/", "/review"):
            page.goto(hostile_address + start)
            for _ in range(6):
                page.wait_for_load_state()
                assert page.locator("h1").count() >= 1
                if page.locator("a[rel=next]").count() != 1:
                    break
                page.click("a[rel=next]")
        page.goto(hostile_address + "/quotes")
        links = page.eval_on_selector_all("article.row blockquote a", "links => links.map(link => link.href)")
        for link in links[::5]:
            page.goto(link)
            page.goto(
                page.locator(".headline a").first.get_attribute("href")
                and page.locator(".headline a").first.evaluate("a => a.href")
            )
            page.locator(".card").first.hover()


def test_a_hostile_reading_is_inert_in_a_notebook_and_as_a_page(browser: Browser, tmp_path: Path) -> None:
    readings = list(make_readings())
    notebook = tmp_path / "notebook.html"
    notebook.write_text(
        "<!doctype html><meta charset=utf-8>" + "".join(one._repr_html_() for one in readings), encoding="utf-8"
    )
    whole = tmp_path / "page.html"
    rows = [one.to_dict() for one in readings]
    whole.write_text(
        reading_page.begin("x") + "".join(map(reading_page.to_section, rows)) + reading_page.END, encoding="utf-8"
    )
    with watched(browser) as page:
        for path in (notebook, whole):
            page.goto(path.as_uri())
            assert page.locator("article.onr").count() == len(readings)
            assert page.locator("script, iframe, object, embed, img, svg, form, input").count() == 0


def test_an_entry_prints_without_the_site_around_it(page: Page, address: str, record_path: Path) -> None:
    with Record.open(record_path, readonly=True) as record:
        name = next(record.quotes()).id
    page.goto(f"{address}/entries/{name}")
    assert page.locator(".top nav").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".top nav").is_visible()
    assert page.locator("blockquote.big").is_visible()
    assert page.locator(".judge").count() >= 1
    assert not page.locator(".judge").first.is_visible()
    source = page.locator(".report .note > a[rel]").first
    told = source.evaluate("a => getComputedStyle(a, '::after').content")
    assert source.get_attribute("href") in told or "attr(href)" in told
