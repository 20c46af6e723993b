from __future__ import annotations

import shutil
import subprocess
import sys
import time
from datetime import date

import pytest

from onrecord.errors import ArticleError
from onrecord.ingest import from_html, page
from onrecord.ingest.page_reading import read_page

BODY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "Peru recalled its ambassador to Bolivia on Friday after soldiers were seen at the river.",
        "“We will not talk under rifles,” said the foreign minister of Peru in Lima.",
        "La Paz denied that any soldier had crossed, and called the report a picture without a date.",
    )
)


def facts_of(head: str = "", body: str = "<h1>Peru recalls its envoy</h1>") -> tuple[str | None, ...]:
    facts = read_page(f"<html><head>{head}</head><body>{body}{BODY}</body></html>")
    assert facts is not None
    return facts[1:]


@pytest.mark.parametrize(
    ("head", "title", "day", "outlet", "url"),
    [
        ("", "Peru recalls its envoy", None, None, None),
        ("<title>Peru recalls its envoy | The Reed</title>", "Peru recalls its envoy", None, None, None),
        (
            '<meta property="og:site_name" content="The Reed"><meta property="og:url" content="https://reed.example/1">',
            "Peru recalls its envoy",
            None,
            "The Reed",
            "https://reed.example/1",
        ),
        (
            '<meta property="article:published_time" content="2024-05-03T23:59:00-05:00">',
            "Peru recalls its envoy",
            "2024-05-03",
            None,
            None,
        ),
        ('<meta name="pubdate" content="20240503">', "Peru recalls its envoy", "2024-05-03", None, None),
        ('<meta name="date" content="2024-13-03">', "Peru recalls its envoy", None, None, None),
        ('<meta name="date" content="3024-05-03">', "Peru recalls its envoy", None, None, None),
        ('<link rel="canonical" href="javascript:alert(1)">', "Peru recalls its envoy", None, None, None),
        (
            '<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Peru recalls envoy &amp; aides",'
            '"datePublished":"2024-05-03","url":"https://reed.example/2","publisher":{"name":"The Reed"}}]</script>',
            "Peru recalls its envoy",
            "2024-05-03",
            "The Reed",
            "https://reed.example/2",
        ),
        (
            '<script type="application/ld+json">{"@type":"Product","headline":"Buy a boat"}</script>',
            "Peru recalls its envoy",
            None,
            None,
            None,
        ),
        ('<script type="application/ld+json">{"@type": broken</script>', "Peru recalls its envoy", None, None, None),
        (f'<script type="application/ld+json">{"[" * 50_000}</script>', "Peru recalls its envoy", None, None, None),
        (
            '<meta property="og:title" content="Another thing altogether happened">',
            "Another thing altogether happened",
            None,
            None,
            None,
        ),
    ],
)
def test_a_page_tells_of_itself(head: str, title: str, day: str | None, outlet: str | None, url: str | None) -> None:
    assert facts_of(head) == (title, day, outlet, url)


def test_the_headline_in_the_text_ends_a_title_with_the_sites_name() -> None:
    head = "<title>Peru recalls its envoy - Coast Courier</title>"
    assert facts_of(head, "<p>Peru recalls its envoy</p>")[0] == "Peru recalls its envoy"


def test_the_day_of_a_page_is_that_of_its_own_clock() -> None:
    article = from_html(f'<html><body><time pubdate datetime="2024-05-03T23:30:00-05:00">x</time>{BODY}</body></html>')
    assert article.published_on == date(2024, 5, 3)


def test_debris_within_the_text_goes_as_in_plain_text() -> None:
    article = from_html(
        f"<html><body><article><h1>Peru recalls envoy</h1>{BODY}<p>Advertisement</p>{BODY}</article></body></html>"
    )
    assert "Advertisement" not in article.text
    assert ("Advertisement", "advertisement") in [(row.text, row.why) for row in article.removed]


def test_a_page_laid_out_as_a_table_is_read_by_paragraphs() -> None:
    article = from_html(f"<html><body><table><tr><td>The Reed</td><td>{BODY}</td></tr></table></body></html>")
    assert len(article.paragraphs) == 3
    assert "|" not in article.text


@pytest.mark.parametrize(
    "body",
    [
        "Snow fell on the pass.",
        "<p>Snow fell on the pass.</p>",
        "<div>Snow fell on the pass.",
        "<table><tr><td>Snow fell on the pass.",
    ],
)
def test_a_page_of_one_sentence_is_read(body: str) -> None:
    assert from_html(f"<html><body>{body}</body></html>").text == "Snow fell on the pass."


@pytest.mark.parametrize("make", [bytes, str])
def test_bytes_and_text_are_read_alike(make: type) -> None:
    html = f'<html><head><meta charset="cp1252"></head><body><h1>Peru recalls envoy</h1>{BODY}</body></html>'
    data = html.encode("cp1252") if make is bytes else html
    assert "“We will not talk under rifles,”" in from_html(data).text


def test_a_large_page_is_read_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    head = '<meta property="og:site_name" content="The Reed">'
    html = f"<html><head>{head}</head><body><h1>Peru recalls envoy</h1>{BODY}</body></html>"
    near = from_html(html)
    monkeypatch.setattr(page, "_NEAR_ELEMENTS", 0)
    monkeypatch.setattr("onrecord.ingest.page_reading.read_page", None)
    assert from_html(html) == near
    with pytest.raises(ArticleError, match="no article text"):
        from_html("<html><body><script>1</script></body></html>")
    with pytest.raises(ArticleError, match="nests more than 500 elements"):
        from_html("<html><body>" + "<li><dd>" * 2_000)


def test_a_page_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(ArticleError, match="took more than 1 seconds to read"):
        from_html("<html><body>" + "<table><tr><td>Snow fell</td></tr></table>" * 25_000)
    assert time.monotonic() - started < 10


def test_a_process_that_dies_is_an_error_of_the_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_NEAR_ELEMENTS", 0)
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(ArticleError, match="too large or too damaged"):
        from_html(f"<html><body>{BODY}</body></html>")


def test_reading_text_does_not_import_what_reads_pages() -> None:
    code = (
        "import sys; from onrecord import ingest; ingest.from_text('The snow fell on the pass and that was all.');"
        "print([name for name in ('trafilatura', 'lxml', 'py3langid', 'numpy') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "[]"
