from __future__ import annotations

from dataclasses import replace
from datetime import date

import lxml.html
import pytest

import onrecord
from onrecord import page
from onrecord.facts import Reading
from onrecord.text import Article, Removed

PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>", "</style><script>alert(1)</script>", "<iframe src=javascript:alert(1)>", "&lt;script&gt;",
    "<!--<script>-->", "<a href='javascript:alert(1)'>x</a>", "{{7*7}}", "${7*7}", "<%= 7*7 %>", "]]><script>alert(1)</script>",
    "<math><mi xlink:href='data:x,<script>'>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>",
    "<form><button formaction=x>",
    "<body onload=alert(1)>", "<link rel=stylesheet href=//evil.example>", "\u202e<script>",
    "<ſcript>alert(1)</ſcript>", "<object data=x>",
    "<template><script>alert(1)</script></template>", "<svg><style><script>alert(1)</script>", "`<script>`", "<noscript><p title='</noscript><script>'>",
]  # fmt: skip


def _parse(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_word_of_an_article_is_escaped(payload: str) -> None:
    text = f"{payload} rules\n\nThe minister {payload} said: “We {payload} know.” Norway condemned Peru on Monday."
    article = replace(
        Article.from_text(text, title=f"{payload} rules", published_on=date(2024, 5, 3), outlet=payload, url=payload),
        removed=(Removed(text=payload, why=payload),),
    )
    html = page.to_html(onrecord.read(article).to_dict())
    tree = _parse(html)
    assert not tree.xpath("//script|//img|//iframe|//svg|//object|//form|//base|//link|//template|//math|//button")
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    shown = "".join(tree.xpath("//section//text()"))
    assert shown == "".join(article.text.split("\n\n")[1:])


def test_the_page_forbids_itself_to_load_anything(example_reading: Reading) -> None:
    html = page.to_html(example_reading.to_dict())
    (policy,) = _parse(html).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "http://" not in html
    assert "https://" not in html


def test_the_article_stands_there_whole_with_every_quote_and_event(example_reading: Reading) -> None:
    tree = _parse(page.to_html(example_reading.to_dict()))
    body = "".join(tree.xpath("//section//text()"))
    assert body == "".join(example_reading.article.text.split("\n\n")[1:])
    anchors = {"".join(found.itertext()) for found in tree.xpath("//section//span[@class='anchor']")}
    title_end = len(example_reading.article.title or "")
    for event in example_reading.events:
        if event.anchor[0].start > title_end:
            assert any(word in event.anchor[0].text for word in anchors)
    assert len(tree.xpath("//ul[1]/li")) >= len(example_reading.quotes)
    for removed in example_reading.article.removed:
        assert removed.text in "".join(tree.itertext())


def test_each_link_leads_to_a_paragraph(example_reading: Reading) -> None:
    tree = _parse(page.to_html(example_reading.to_dict()))
    ids = set(tree.xpath("//@id"))
    links = [link[1:] for link in tree.xpath("//@href")]
    assert len(links) == len(example_reading.quotes) + len(example_reading.events)
    assert {link for link in links if link != "c0"} <= ids


def test_a_notebook_shows_a_fragment(example_reading: Reading) -> None:
    fragment = example_reading._repr_html_()
    assert fragment.startswith('<main class="onr">')
    assert "<html" not in fragment
    assert "body{" not in fragment
