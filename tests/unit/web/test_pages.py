"""Every page comes, says what it should, and says so when there is nothing."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from bench import web_record as web_load
from onrecord.entries import CodedEvent, Dyad, Party
from onrecord.facts import Reading
from onrecord.gazetteer import load_gazetteer
from onrecord.record import EventFilter, QuoteFilter, Record
from onrecord.rules import RuleFinder
from onrecord.text import Article
from onrecord.ties import build_ties
from onrecord.web import Settings, build_app, chart
from onrecord.web.pages import dyads, lists
from tests import web_record
from tests.unit import readings
from tests.unit.ties.entries import event


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    place = tmp_path_factory.mktemp("empty") / "onrecord.db"
    Record.open(place).close()
    with TestClient(build_app(Settings(record=str(place), review=True)), base_url="http://localhost") as client:
        yield client


LISTS = ["/", "/quotes", "/events", "/ties", "/actors", "/try", "/api"]


@pytest.mark.parametrize("path", [*LISTS, "/review", "/ties/RUS/USA", "/actors/RUS"])
def test_pages_of_an_empty_record_come(empty_site: TestClient, path: str) -> None:
    answer = empty_site.get(path)
    assert answer.status_code == 200
    assert "<h1" in answer.text


def test_an_empty_list_of_actors_says_why(empty_site: TestClient) -> None:
    assert "Nobody is on record yet" in empty_site.get("/actors").text
    assert "Nobody on record has a name that begins so" in empty_site.get("/actors?q=zz").text


def test_who_is_only_described_is_told_with_a_country(site: TestClient, record_path: Path) -> None:
    with Record.open(record_path, readonly=True) as record:
        bodies = {party.id for party in record.actors() if party.name == "foreign ministry" and party.country}
        entry = next(one for one in record.quotes() if one.speaker in bodies)
    name = load_gazetteer().shown[str(entry.speaker_country)]
    assert f"foreign ministry ({name})" in site.get(f"/entries/{entry.id}").text


def test_links_of_the_site_lead_somewhere(site: TestClient) -> None:
    """Every link of its own that a page has, two steps from the first, is answered."""
    seen: set[str] = set()
    waiting = [*LISTS, "/ties/CHL/PRT", "/actors/CHL"]
    for _ in range(2):
        links: set[str] = set()
        for path in waiting:
            seen.add(path)
            answer = site.get(path)
            assert answer.status_code == 200, path
            if answer.headers["content-type"].startswith("text/html"):
                found = re.findall(r'(?:href|action)="(/[^"#]*)', answer.text)
                links |= {unescape(one) for one in found}
        waiting = sorted(links - seen)[::7]
    assert len(seen) > 60


def test_a_bad_id_gives_a_page_that_offers_a_search(site: TestClient) -> None:
    for path in (
        "/entries/e0000000",
        "/entries/x",
        "/articles/a1",
        "/actors/XXX/nobody",
        "/ties/QQQ/USA",
        "/no/such/page",
    ):
        answer = site.get(path)
        assert answer.status_code == 404, path
        assert '<form class="bigfind" action="/quotes"' in answer.text


def test_a_question_that_is_wrong_says_how(site: TestClient) -> None:
    for path, told in (
        ("/quotes?speaker=Nobody+At+All", "nobody on record is called"),
        ("/quotes?from=2024-13-01", "from"),
        ("/quotes?colour=red", "unknown parameter"),
        ("/quotes?q=%22%22", "no word to search for"),
        ("/events?type=PARTY", "type"),
        ("/events?mode=foo", "mode: 'foo' is not known; give abduct, access, "),
        ("/ties/CHL/PRT?by=hour", "by: 'hour' is not known; give day, week, month or year"),
        ("/ties/CHL/PRT?way=down", "way: 'down' is not known; give both, forth or back"),
        ("/events?from=2024-02-02&until=2024-01-01", "wrong way round"),
        ("/quotes?cursor=zzz", "cursor"),
        ("/ties/CHL/PRT?at=2099-01", "none of the intervals"),
        ("/ties/CHL/PRT?by=day&from=1800-01-01", "no more than 4,000 are counted"),
    ):
        answer = site.get(path)
        assert answer.status_code == 400, path
        assert told in unescape(answer.text), path


def test_the_page_of_a_statement_tells_who_first_reported_it(site: TestClient, record_path: Path) -> None:
    with Record.open(record_path, readonly=True) as record:
        entry = record.entry(next(record.quotes(QuoteFilter(text="harbour"))).id)
    page = unescape(site.get(f"/entries/{entry.id}").text)
    first = entry.reports[0]
    assert f"First reported by <b><bdi>{first.outlet}" in page
    assert entry.words in page
    assert f"/articles/{first.article_key}#m-" in page


def test_outlets_of_one_day_are_first_together(tmp_path: Path) -> None:
    said = "“The strait will stay open,” Foreign Minister Lars Holm said on Monday."
    told = (("Fjordposten", date(2024, 3, 5)), ("Nordkurier", date(2024, 3, 5)), ("Late Wire", date(2024, 3, 6)))
    with Record.open(tmp_path / "onrecord.db") as record:
        for number, (outlet, day) in enumerate(told):
            record.add(
                [Article.from_text(f"{said} Report {number}.", published_on=day, outlet=outlet)], finder=RuleFinder()
            )
        names = [entry.id for entry in record.quotes(QuoteFilter(text="strait"))]
    with TestClient(build_app(Settings(record=str(tmp_path / "onrecord.db"))), base_url="http://localhost") as site:
        pages = [re.sub("<[^>]*>", "", unescape(site.get(f"/entries/{name}").text)) for name in names]
    assert "on 5 March 2024, the same day, the earliest of 3 reports." in pages[0]
    assert (
        "First reported by Fjordposten and Nordkurier " in pages[0]
        or "First reported by Nordkurier and Fjordposten " in pages[0]
    )


def test_the_page_of_a_dyad_opens_every_figure_to_its_entries(site: TestClient, record_path: Path) -> None:
    page = site.get("/ties/CHL/PRT").text
    api = site.get("/api/v1/ties/CHL/PRT").json()
    both = api["series"][2]["ties"]
    assert len(re.findall(r'data-interval="', page)) == len(both)
    busiest = max(both, key=lambda tie: tie["n_events"])
    opened = site.get(f"/ties/CHL/PRT?at={busiest['interval']}").text
    shown = set(re.findall(r'href="/entries/(e[0-9a-f]+)"', opened))
    assert set(busiest["ids"]) <= shown or len(busiest["ids"]) > 12
    with Record.open(record_path, readonly=True) as record:
        listed = {entry.id for entry in record.events(EventFilter(party="CHL", other="PRT", deeds=True))}
    assert set(busiest["ids"]) <= listed


def test_the_timeline_works_without_a_script(site: TestClient) -> None:
    page = site.get("/ties/CHL/PRT").text
    chart = page.split('<svg class="timeline"')[1].split("</svg>")[0]
    assert chart.count("<title>") >= chart.count("data-interval")
    assert " style=" not in page
    assert not re.search(r"<script(?! src=)", page)


def test_what_was_removed_and_why_nothing_was_coded_is_told(site: TestClient, record_path: Path) -> None:
    with Record.open(record_path, readonly=True) as record:
        readings = [(key, record.reading(key)) for key in record.articles()]
    debris = next(key for key, reading in readings if reading.article.removed)
    assert "Taken out as debris" in site.get(f"/articles/{debris}").text
    bare = next(key for key, reading in readings if not reading.quotes)
    assert "Why nothing was coded" in site.get(f"/articles/{bare}").text


def test_layers_are_state_of_the_address(site: TestClient, record_path: Path) -> None:
    with Record.open(record_path, readonly=True) as record:
        key = next(record.articles())
    page = site.get(f"/articles/{key}?hide=times,places,nonsense").text
    checked = re.findall(r'id="layer-(\w+)" data-layer="\w+"( checked)?', page)
    assert [name for name, on in checked if not on] == ["times", "places"]


def test_a_report_that_is_pasted_is_read_and_not_kept(site: TestClient, record_path: Path) -> None:
    before = record_path.read_bytes()
    answer = site.post(
        "/try", data={"text": "Norway recalled its ambassador to Peru on Monday.", "published_on": "2024-05-03"}
    )
    assert answer.status_code == 200
    assert "SANCTION" in answer.text
    assert record_path.read_bytes() == before
    empty = site.post("/try", data={"text": "  "})
    assert empty.status_code == 422
    assert 'role="alert"' in empty.text


def test_sectors_names_and_ids_find_actors(site: TestClient) -> None:
    assert "Chile" in site.get("/actors?q=chi").text
    assert site.get("/ties?a=Chile&b=Portugal", follow_redirects=False).headers["location"] == "/ties/CHL/PRT"


def test_marks_on_the_line_lead_to_the_deeds_that_moved_it(site: TestClient) -> None:
    chart = site.get("/ties/CHL/PRT").text.split('<g class="marks">')[1].split("</g>")[0]
    marked = re.findall(r'href="/entries/(e[0-9a-f]+)" aria-label="([^"]+)"', chart)
    assert 3 <= len(marked) <= 10
    drivers = {name for tie in site.get("/api/v1/ties/CHL/PRT").json()["series"][2]["ties"] for name in tie["drivers"]}
    assert {name for name, _ in marked} <= drivers
    for name, told in marked:
        entry = site.get(f"/api/v1/entries/{name}").json()
        assert entry["type"] in told
        assert entry["first_on"][:4] in told


@pytest.mark.parametrize("asked", ["quotes?about=CHL", "quotes?q=boats", "events?party=CHL&deeds=true"])
def test_a_search_tells_who_was_first(site: TestClient, asked: str) -> None:
    rows = site.get(f"/api/v1/{asked}&limit=500").json()["items"]
    first = min(row["first_on"] for row in rows if row["first_on"])
    page = site.get(f"/{asked}").text
    told = re.search(r'The first of them: <a href="/entries/(\w+)">', page)
    assert told
    assert next(row["first_on"] for row in rows if row["id"] == told[1]) == first
    assert "The first of them" not in site.get("/quotes?q=nothingatall").text


def test_the_words_of_a_search_are_marked_where_they_stand(site: TestClient) -> None:
    page = site.get("/quotes?q=HARB*").text
    marked = set(re.findall(r"<mark>(.*?)</mark>", page))
    assert "harbour" in marked
    assert all(word.lower().startswith("harb") for word in marked)
    assert "<mark>" not in site.get("/quotes?about=CHL").text


def test_a_period_is_a_facet_and_can_be_left(site: TestClient) -> None:
    for path in ("/quotes?about=CHL", "/events?party=CHL"):
        page = site.get(path).text.split('class="facets"')[1].split("</aside>")[0]
        years = dict(re.findall(r'href="([^"]*from=\d{4}-01-01&amp;until=\d{4}-12-31)"><bdi>(\d{4})</bdi>', page))
        assert len(years) >= 2
        href, year = next(iter(years.items()))
        narrowed = site.get(unescape(href)).text
        assert set(re.findall(r'<time datetime="(\d{4})', narrowed)) == {year}
        left = re.search(r'href="([^"]*)"><bdi>any day</bdi>', narrowed)
        assert left
        assert unescape(left[1]) == path


def test_no_line_of_tension_leads_over_what_nobody_told() -> None:
    days = [date(2021, 3, 1), date(2021, 3, 2), date(2021, 3, 9), date(2021, 3, 20), date(2021, 3, 21)]
    deeds = [event(f"e{n}", "CHL", "ACCUSE", "PRT", day) for n, day in enumerate(days)]
    series = build_ties(deeds, Dyad("CHL", "PRT"), by="day").both
    assert [len(stretch) for stretch in series.stretches] == [2, 1, 2]
    drawn = chart.draw(series, None, {})
    assert drawn
    assert drawn.tension.count("M") == 3
    assert drawn.tension.count("L") == 3


def test_where_nothing_was_done_no_line_is_drawn() -> None:
    planned = event("e1", "CHL", "ACCUSE", "PRT", date(2021, 3, 1), modality="future")
    drawn = chart.draw(build_ties([planned], Dyad("CHL", "PRT"), by="day").both, None, {})
    assert drawn
    assert (drawn.tone, drawn.band_80, drawn.band_95, drawn.tension, drawn.bars, drawn.coverage) == (
        "",
        "",
        "",
        "",
        (),
        "",
    )
    assert drawn.columns[0].told == "2021-03-01: no deed"


def test_the_periods_of_one_month_are_days_and_lead_to_what_lies_before(tmp_path: Path) -> None:
    days = [date(2023, 3, 2 + n // 20) for n in range(lists.LOOKED_AT)]
    days += [date(2022, 11, 5)]
    coded = [
        CodedEvent(
            source="icews", source_id=str(n), row="a row", type="CONSULT", quad=1, cameo="040", actors=(web_record.NORWAY,),
            recipients=(web_record.PERU,), first_on=day,
        )
        for n, day in enumerate(days)
    ]  # fmt: skip
    with Record.open(tmp_path / "onrecord.db") as record:
        record.add_coded(coded)
    with TestClient(build_app(Settings(record=str(tmp_path / "onrecord.db"))), base_url="http://localhost") as client:
        page = client.get("/events").text
        assert 'from=2023-03-16&amp;until=2023-03-16"><bdi>2023-03-16</bdi>' in page
        (href,) = re.findall(r'href="([^"]*)"><bdi>before 2023-03-09</bdi>', page)
        assert "until=2022-12-31" in client.get(unescape(href)).text


def test_a_deed_in_a_year_to_come_does_not_hide_what_moved(tmp_path: Path) -> None:
    """A day that was read wrong lies after all that was printed: the last month is not its."""
    when = replace(readings.FULL.times[0], value="2031-03-01", first_on=date(2031, 3, 1), last_on=date(2031, 3, 1))
    told = replace(readings.FULL.events[0], modality="actual", asserted_by=None, when=when)
    coded = CodedEvent(
        source="icews", source_id="1", row="a row", type="CONSULT", quad=1, plover_score=2.5, cameo="040", goldstein=1.0,
        actors=(web_record.NORWAY,), recipients=(web_record.PERU,), first_on=date(2023, 4, 5), outlets=("Wire",),
    )  # fmt: skip
    with Record.open(tmp_path / "onrecord.db") as record:
        assert record.last_month() is None
        record.add_coded([coded])
        assert record.last_month() == date(2023, 4, 1)
        record.add([replace(readings.FULL, events=(told,))])
        assert record.dyads()
        assert record.last_month() in (
            date(2023, 4, 1),
            date(2024, 5, 1),
        )  # what is printed in May 2024 tells no later month


def test_the_page_of_an_actor_has_offices_with_days_and_source(tmp_path: Path) -> None:
    merkel = Party(id="DEU/angela-merkel", name="Angela Merkel", kind="person", country="DEU")
    coded = CodedEvent(
        source="icews", source_id="1", row="a row", type="CONSULT", quad=1, plover_score=2.5, cameo="040", goldstein=1.0,
        actors=(merkel,), recipients=(web_record.PERU,), first_on=date(2012, 4, 5), outlets=("Wire",),
    )  # fmt: skip
    place = tmp_path / "onrecord.db"
    with Record.open(place) as record:
        record.add_coded([coded])
    with TestClient(build_app(Settings(record=str(place))), base_url="http://localhost") as site:
        page = unescape(site.get("/actors/DEU/angela-merkel").text).split("<h2>Offices</h2>")[1].split("</section>")[0]
    assert re.search(r"<b>chancellor</b>.*?2005-11-22 to 2021-12-08 · \S+", page, re.S), page


def test_a_long_series_is_shown_in_parts() -> None:
    ties = tuple(SimpleNamespace(interval=str(number)) for number in range(7_300))
    for at, first, last in ((None, 6_200, 7_299), ("7299", 6_200, 7_299), ("3000", 2_450, 3_549), ("5", 0, 1_099)):
        shown = dyads.window(ties, at)  # type: ignore[arg-type]
        assert (shown[0].interval, shown[-1].interval, len(shown)) == (str(first), str(last), dyads.MOST_SHOWN)
    assert dyads.window(ties[:50], "7") == ties[:50]  # type: ignore[arg-type,comparison-overlap]


def test_a_pair_of_decades_is_shown_by_day_from_where_it_can_be(tmp_path: Path) -> None:
    parties = [Party(id=code, name=code, kind="country", country=code) for code in ("ISL", "JOR")]
    with Record.open(tmp_path / "onrecord.db") as record:
        record.add_coded(
            CodedEvent(
                source="icews", source_id=str(number), row=f"row {number}", type="CONSULT", quad=1, plover_score=2.5, cameo="040",
                goldstein=1.0, actors=(parties[0],), recipients=(parties[1],), first_on=day, outlets=("Wire",),
            )
            for number, day in enumerate((date(1976, 5, 3), date(1990, 2, 1), date(2024, 8, 7)))
        )  # fmt: skip
    with TestClient(build_app(Settings(record=str(tmp_path / "onrecord.db"))), base_url="http://localhost") as site:
        page = site.get("/ties/ISL/JOR?by=day")
        assert page.status_code == 200
        assert "Counted from 19 September 2013" in page.text
        assert 'name="from" value=""' in page.text
        rows = re.findall(r'<th scope="row"><a [^>]*>([\d-]+)</a></th><td>1</td>', page.text)
        href = re.search(r'href="(/api/v1/ties/[^"]+)">JSON', unescape(page.text))
        assert href
        told = site.get(href[1]).json()["series"][-1]["ties"]
        assert rows == ["2024-08-07"] == [tie["interval"] for tie in told if tie["n_events"]]
        before = site.get("/ties/ISL/JOR?by=day&until=1990-12-31")
        assert "1990-02-01" in before.text
        assert site.get("/ties/ISL/JOR?by=day&from=1976-01-01").status_code == 400
        assert site.get("/ties/ISL/ISL?by=day").status_code == 400


def test_the_heaviest_page_with_all_it_needs_is_light(site: TestClient) -> None:
    """A dyad by day, as the server sends it, with style, scripts and the type that Latin text needs."""
    page = site.get("/ties/CHL/PRT?by=day", headers={"accept-encoding": "identity"}).text
    n = page.count("data-interval")
    needed = [*re.findall(r'(?:href|src)="(/static/[^"]+)"', page), "/static/source-serif-4-latin-normal.woff2"]
    needed += ["/static/source-serif-4-latin-italic.woff2"]
    weight = sum(len(gzip.compress(site.get(path).content)) for path in needed)
    assert n > 500
    assert weight + len(gzip.compress(page.encode())) * dyads.MOST_SHOWN / n <= 250_000


def test_pages_are_answered_while_a_load_runs(record_path: Path, tmp_path: Path) -> None:
    place = tmp_path / "onrecord.db"
    place.write_bytes(record_path.read_bytes())
    ended = Event()

    def readings_() -> Iterator[Reading]:
        number = 0
        while not ended.is_set():
            yield from web_load.make_readings(20, 2, start=number)
            number += 2

    def load() -> None:
        with Record.open(place) as record:
            record.add(readings_())

    loading = Thread(target=load)
    with TestClient(build_app(Settings(record=str(place))), base_url="http://localhost") as client:
        first = client.get("/api/v1/changes?limit=5000&since=0").json()["items"]
        loading.start()
        try:
            for path in ("/", "/quotes", "/ties/CHL/PRT", "/events?deeds=true", "/actors", "/api/v1/quotes") * 8:
                assert client.get(path).status_code == 200, path
        finally:
            ended.set()
            loading.join()
        last = client.get(f"/api/v1/changes?limit=5000&since={first[-1]['number']}").json()["items"]
    assert last, "nothing came in meanwhile"
