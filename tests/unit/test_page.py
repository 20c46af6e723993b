from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import lxml.html
import pytest

import onrecord
from onrecord import page
from onrecord.facts import Reading
from onrecord.text import Article, Removed
from tests.unit.readings import FULL

PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>", "</style><script>alert(1)</script>", "<iframe src=javascript:alert(1)>", "&lt;script&gt;",
    "<!--<script>-->", "<a href='javascript:alert(1)'>x</a>", "{{7*7}}", "${7*7}", "<%= 7*7 %>", "]]><script>alert(1)</script>",
    "<math><mi xlink:href='data:x,<script>'>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>",
    "<form><button formaction=x>",
    "<body onload=alert(1)>", "<link rel=stylesheet href=//evil.example>", "\u202e<script>",
    "<ſcript>alert(1)</ſcript>", "<object data=x>",
    "<template><script>alert(1)</script></template>", "<svg><style><script>alert(1)</script>", "`<script>`",
    "<noscript><p title='</noscript><script>'>",
]  # fmt: skip


def _parse(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html)


def _shown(tree: lxml.html.HtmlElement) -> str:
    """The article as it stands on the page, its headline first."""
    paragraphs = tree.xpath("//article/h1 | //section[@aria-label='Article']/p")
    return "\n\n".join("".join(paragraph.itertext()) for paragraph in paragraphs)


def _palettes() -> Iterator[tuple[str, dict[str, str]]]:
    """The colours by name, of the light and of the dark scheme."""
    css = page.to_fragment(page.EXAMPLE)
    for scheme, block in zip(("light", "dark"), re.findall(r"--ink[^}]+?--when: #\w+", css), strict=True):
        yield scheme, dict(re.findall(r"--(\w+): (#\w{6})", block))


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(ink: str, ground: str) -> float:
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


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
    assert _shown(tree) == article.text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_word_of_a_reading_is_escaped(payload: str) -> None:
    """Names, reasons and ids come from users' files too: what the page gets is hostile in each of its fields."""

    def spoil(value: object, name: str = "") -> object:
        if isinstance(value, dict):
            return {key: spoil(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [spoil(part, name) for part in value]
        return payload if isinstance(value, str) and name not in ("text", "title", "modality") else value

    tree = _parse(page.to_html(spoil(FULL.to_dict())))  # type: ignore[arg-type]
    assert not tree.xpath("//script|//img|//iframe|//svg|//object|//form|//base|//link|//template|//math|//button")
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert _shown(tree) == FULL.article.text


def test_the_page_forbids_itself_to_load_anything(example_reading: Reading) -> None:
    html = page.to_html(example_reading.to_dict())
    (policy,) = _parse(html).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "http://" not in html
    assert "https://" not in html
    assert "url(" not in html
    assert "@import" not in html


def test_the_article_stands_there_whole_with_every_quote_and_event(example_reading: Reading) -> None:
    tree = _parse(page.to_html(example_reading.to_dict()))
    assert _shown(tree) == example_reading.article.text
    for item in (*example_reading.quotes, *example_reading.events):
        (place,) = tree.xpath(f"//*[substring-after(@id, '-') = '{item.id}']")
        words = place.text_content() or place.getnext().text_content()
        first = item.content[0] if item in example_reading.quotes else item.anchor[0]  # type: ignore[union-attr]
        assert first.text.startswith(words)
    for removed in example_reading.article.removed:
        assert removed.text in "".join(tree.itertext())


def test_every_field_that_tells_something_is_shown() -> None:
    shown = " ".join(_parse(page.to_html(FULL.to_dict())).text_content().split())
    for words in (
        "Elin Dahl", "The envoy ? (two actors fit)", "to Peru", "in a letter", "2024-04-29", "inside q1", "replies to q1", "denied",
        "asserted by Elin Dahl (q1)", "planned", "denied or not done", "alleged by nobody named", "no recipient is named",
        "Old Fort", "“some day” (no day is told)", "Harbour Post", "https://news.example/1", "Share this (share button)",
        "person · envoy · NOR · GOV · once", "not in the gazetteer",
    ):  # fmt: skip
        assert words in shown, words


def test_overlapping_marks_keep_the_text_and_nest_nothing() -> None:
    tree = _parse(page.to_html(FULL.to_dict()))
    assert _shown(tree) == FULL.article.text
    assert not tree.xpath("//section//span//span")
    both = tree.xpath("//section//span[contains(@class, 'content') and contains(@class, 'anchor')]")
    assert [span.text for span in both] == ["recall", "denied"]


def test_each_link_leads_to_its_place(example_reading: Reading) -> None:
    for reading in (example_reading, FULL):
        tree = _parse(page.to_html(reading.to_dict()))
        ids = tree.xpath("//@id")
        links = [link[1:] for link in tree.xpath("//@href")]
        assert len(ids) == len(set(ids))
        assert len(links) == len(reading.quotes) + len(reading.events)
        assert set(links) == set(ids)


def test_many_readings_stand_on_one_page(example_reading: Reading) -> None:
    html = page.begin("Two") + page.to_section(FULL.to_dict()) + page.to_section(example_reading.to_dict()) + page.END
    ids = _parse(html).xpath("//@id")
    assert len(_parse(html).xpath("//main/article")) == 2
    assert len(ids) == len(set(ids))


def test_a_notebook_shows_a_fragment(example_reading: Reading) -> None:
    fragment = example_reading._repr_html_()
    assert "<html" not in fragment
    style = fragment.split("</style>")[0].removeprefix("<style>")
    selectors = re.findall(r"([^{}]+)\{[^{}]*\}", re.sub(r"/\*.*?\*/|@media[^{]*\{", "", style))
    assert selectors
    assert all(part.strip().startswith(".onr") for selector in selectors for part in selector.split(",")), selectors


@pytest.mark.parametrize(("scheme", "colours"), list(_palettes()), ids=["light", "dark"])
def test_colours_keep_the_contrast_of_wcag_aa(scheme: str, colours: dict[str, str]) -> None:
    for ink in ("ink", "soft", "cue", "do", "who", "when"):
        for ground in ("paper", "say"):
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (scheme, ink, ground)


def test_the_cost_is_linear_in_the_text() -> None:
    """A text of 40,000 paragraphs, each with a mark: a page in seconds, not in minutes."""
    words = "Elin Dahl left."
    text = "\n\n".join([words] * 40_000)
    spans = [
        {"start": at, "end": at + 9, "text": "Elin Dahl", "how": "name"} for at in range(0, len(text), len(words) + 2)
    ]
    actor = {**FULL.to_dict()["actors"][0], "mentions": spans}
    told = {**page.EXAMPLE, "article": {**page.EXAMPLE["article"], "title": None, "text": text}, "actors": [actor]}
    started = time.monotonic()
    html = page.to_html(told)
    assert time.monotonic() - started < 10
    assert html.count('<span class="actor" title') == 40_000
