"""What people do: search, brush, copy, switch layers, judge by keys; and all of it without a script."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from onrecord.record import QuoteFilter, Record
from tests.browser.conftest import serving, watched
from tests.web_record import fill


def _query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


def _rows(page: Page) -> list[str]:
    return page.eval_on_selector_all(
        "article.row a[href^='/entries/']", "links => links.map(a => a.getAttribute('href'))"
    )


def test_a_search_answers_while_it_is_typed_and_its_address_keeps_it(page: Page, address: str) -> None:
    page.goto(address + "/quotes")
    everything = _rows(page)
    page.locator("#q").press_sequentially("fisher", delay=30)
    page.wait_for_url(re.compile(r"q=fisher(\*|%2A)"))
    expect(page.locator("#q")).to_have_value("fisher")
    found = _rows(page)
    assert found
    assert found != everything
    assert "speaker" not in _query(page)
    other = page.context.new_page()
    other.goto(page.url)
    assert _rows(other) == found
    page.reload()
    assert _rows(page) == found
    page.locator("article.row blockquote a").first.click()
    page.wait_for_url("**/entries/**")
    page.go_back()
    assert _rows(page) == found


def test_what_is_typed_stays_a_beginning_when_enter_is_pressed_or_a_filter_chosen(page: Page, address: str) -> None:
    page.goto(address + "/quotes")
    page.locator("#q").press_sequentially("harbo", delay=30)
    page.wait_for_url(re.compile(r"q=harbo(\*|%2A)"))
    found = _rows(page)
    assert found
    page.select_option("#kind", "indirect")
    page.wait_for_url(re.compile(r"kind=indirect"))
    assert _query(page)["q"] == ["harbo*"]
    assert set(_rows(page)) <= set(found)
    page.select_option("#kind", "")
    page.wait_for_url(re.compile(r"q=harbo(\*|%2A)$"))
    with page.expect_navigation():
        page.locator("#q").press("Enter")
    page.wait_for_load_state("networkidle")  # what the script asked for, then the page of the form
    assert _query(page) == {"q": ["harbo*"]}  # and nothing that was left empty
    assert _rows(page) == found
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert _rows(page) == found


def test_a_filter_that_nobody_fits_is_told_at_once(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + "/quotes")
        page.fill("#speaker", "Nobody At All")
        page.keyboard.press("Tab")
        expect(page.locator("#results [role=alert]")).to_contain_text("nobody on record is called")
        page.fill("#speaker", "Chile")
        page.keyboard.press("Tab")
        page.wait_for_url("**speaker=Chile**")
        assert _rows(page)


def test_a_facet_and_a_filter_are_state_of_the_address(page: Page, address: str) -> None:
    page.goto(address + "/quotes")
    page.select_option("#kind", "indirect")
    page.wait_for_url("**kind=indirect**")
    page.locator(".facets section:has(h2:text-is('Speaker')) a").first.click()
    page.wait_for_url("**speaker=**")
    assert _query(page)["kind"] == ["indirect"]
    assert page.locator(".facets a[aria-current]").count() >= 1
    assert _rows(page)


def test_a_stretch_is_drawn_with_the_pointer(page: Page, address: str) -> None:
    page.goto(address + "/ties/CHL/PRT")
    before = page.locator(".columns a").count()
    boxes = [page.locator(".columns a rect").nth(at).bounding_box() for at in (4, 9)]
    assert boxes[0]
    assert boxes[1]
    middle = boxes[0]["y"] + 120
    page.mouse.move(boxes[0]["x"] + 4, middle)
    page.mouse.down()
    page.mouse.move(boxes[0]["x"] + 60, middle, steps=4)
    page.mouse.move(boxes[1]["x"] + 6, middle, steps=6)
    page.mouse.up()
    page.wait_for_url("**from=**")
    query = _query(page)
    assert re.fullmatch(r"\d{4}-\d\d-01", query["from"][0])
    assert page.locator(".columns a").count() == 6 < before
    page.go_back()
    assert page.locator(".columns a").count() == before


def test_the_timeline_is_walked_by_keys(page: Page, address: str) -> None:
    page.goto(address + "/ties/CHL/PRT")
    current = page.locator(".columns a[tabindex='0']")
    current.focus()
    last = current.get_attribute("data-interval")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    chosen = page.evaluate("document.activeElement.dataset.interval")
    assert chosen < (last or "")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**at={chosen}#opened")
    assert page.locator("#opened-title").inner_text() == chosen


def test_the_names_of_the_panels_stay_in_sight_in_a_narrow_window(browser: Browser, address: str) -> None:
    with watched(browser, viewport={"width": 360, "height": 800}) as page:
        page.goto(address + "/ties/CHL/PRT")
        frame = page.locator(".scroll:has(svg.timeline)")
        assert frame.evaluate("frame => frame.scrollLeft") > 0  # what is opened is in sight
        for left in (None, 0, 100):
            if left is not None:
                frame.evaluate("(frame, left) => { frame.scrollLeft = left; }", left)
                page.wait_for_timeout(100)
            for title in page.locator(".timeline .title").all():
                box = title.bounding_box()
                assert box
                assert 0 <= box["x"] < 100


def test_a_mark_on_the_line_leads_to_its_deed(page: Page, address: str) -> None:
    page.goto(address + "/ties/CHL/PRT")
    mark = page.locator(".marks a").first
    told = mark.get_attribute("aria-label") or ""
    mark.locator(".dot").click()
    page.wait_for_url("**/entries/e*")
    assert page.locator("h1 .code").inner_text().strip() in told


def test_a_statement_is_copied_as_a_citation(browser: Browser, address: str, record_path: Path) -> None:
    with Record.open(record_path, readonly=True) as record:
        entry = next(record.quotes(QuoteFilter(text="harbour")))
    with watched(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{address}/entries/{entry.id}")
        page.click("[data-copy]")
        expect(page.locator("[data-copy]")).to_have_text("Copied")
        told = page.evaluate("navigator.clipboard.readText()")
    assert entry.words in told
    assert f"{address}/entries/{entry.id}" in told


def test_layers_are_switched_by_keys_and_roles_are_drawn(page: Page, address: str, record_path: Path) -> None:
    with Record.open(record_path, readonly=True) as record:
        article = next(
            key
            for key in record.articles()
            if len(record.reading(key).events) > 2 and len(record.reading(key).quotes) > 1
        )
    page.goto(f"{address}/articles/{article}")
    page.keyboard.press("2")
    expect(page.locator("#layer-events")).not_to_be_checked()
    assert _query(page)["hide"] == ["events"]
    weight = page.locator(".r-anchor").first.evaluate("node => getComputedStyle(node).fontWeight")
    assert int(weight) < 600
    page.reload()
    expect(page.locator("#layer-events")).not_to_be_checked()
    page.keyboard.press("2")
    assert "hide" not in _query(page)
    page.locator(".card.event .ref").first.focus()
    expect(page.locator("svg.lines path").first).to_be_attached()
    assert page.locator(".text .lit").count() >= 1


def test_ten_cases_are_judged_by_keys_alone(browser: Browser, tmp_path: Path) -> None:
    place = fill(tmp_path / "onrecord.db")
    with serving(place, "--review") as address, watched(browser, viewport={"width": 1280, "height": 900}) as page:
        page.goto(address + "/review?kind=event")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "given":
                break
        page.keyboard.type("Ada Coder")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-key=a]")
        for number in range(10):
            url = page.url
            if number % 5 == 1:
                page.keyboard.press("r")
                page.keyboard.type("wrong actor")
                page.keyboard.press("Enter")
            elif number % 5 == 3:
                page.keyboard.press("e")
                assert page.evaluate("document.activeElement.id") == "type"
                page.keyboard.type("COERCE" if page.locator("#type").input_value() != "COERCE" else "ASSAULT")
                for _ in range(60):
                    page.keyboard.press("Tab")
                    if page.evaluate("document.activeElement.value") == "corrected":
                        break
                page.keyboard.press("Enter")
            else:
                page.keyboard.press("a")
            page.wait_for_url(re.compile(r"done=(?!" + (re.findall(r"done=(\w+)", url) or ["-"])[0] + ")"))
        for key in ("j", "k", "s"):
            with page.expect_navigation():
                page.keyboard.press(key)
            expect(page.locator("[data-key=a]")).to_have_count(1)
    with Record.open(place, readonly=True) as record:
        told = [verdict.what for verdict in record.verdicts()]
    assert told == ["accepted", "rejected", "accepted", "corrected", "accepted"] * 2


def test_span_ends_are_moved_by_keys(browser: Browser, tmp_path: Path) -> None:
    place = fill(tmp_path / "onrecord.db")
    with serving(place, "--review") as address, watched(browser) as page:
        page.goto(address + "/review?kind=quote")
        page.fill("#given", "Ada Coder")
        page.keyboard.press("Enter")
        page.wait_for_selector("summary")
        page.keyboard.press("e")
        field = page.locator("#content-0")
        words = field.input_value()
        field.focus()
        page.keyboard.press("Alt+ArrowLeft")
        fewer = field.input_value()
        assert words.startswith(fewer)
        assert len(fewer) < len(words)
        page.locator("[data-span]:has(#content-0) [data-move='end 1']").click()
        assert len(field.input_value()) > len(fewer)
        page.keyboard.press("Tab")
        field.focus()
        page.keyboard.press("Alt+ArrowLeft")
        page.locator("button[value=corrected]").click()
        page.wait_for_url("**done=**")
    with Record.open(place, readonly=True) as record:
        (verdict,) = record.verdicts()
        article = record.reading(
            next(one.article_key for one in record.entry(verdict.entry_id).reports if one.id == verdict.report_id) or ""
        )
    (span,) = verdict.after["content"]
    assert article.article.text[span["start"] : span["end"]].split() == fewer.split()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_of_it_works_without_a_script(browser: Browser, tmp_path: Path, theme: str) -> None:
    place = fill(tmp_path / "onrecord.db")
    with serving(place, "--review") as address, watched(browser, java_script_enabled=False, color_scheme=theme) as page:
        page.goto(address)
        page.fill("#q", "harbour")
        page.click("text=Search >> nth=0")
        page.wait_for_url("**/quotes?q=harbour**")
        assert page.locator("article.row").count() > 0
        page.locator("article.row blockquote a").first.click()
        assert page.locator("#citation").input_value()
        page.locator(".headline a").first.click()
        page.locator("#layer-quotes").uncheck()
        assert page.locator(".r-content").first.is_visible()
        page.goto(address + "/ties/CHL/PRT")
        interval = page.locator("table.figures tbody a").nth(3)
        told = interval.inner_text()
        interval.click()
        assert page.locator("#opened-title").inner_text() == told
        page.fill("#from", "2023-10-01")
        page.fill("#until", "2023-12-31")
        page.click(".filters button")
        page.wait_for_url("**until=2023-12-31**")
        assert page.locator("table.figures tbody tr").count() == 3
        page.goto(address + "/review")
        page.fill("#given", "Ada Coder")
        page.click("text=Begin")
        page.click("button.yes")
        page.wait_for_url("**done=**")
        page.goto(address + "/try")
        page.fill("#text", "Norway recalled its ambassador to Peru on Monday.")
        page.click("text=Read it")
        page.wait_for_selector(".card.event")  # the first reading loads the reader
        assert page.locator(".card.event").count() == 1
