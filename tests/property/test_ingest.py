"""What holds of every text: body lines stay, order is kept, reading again changes nothing, and nothing breaks it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ArticleError, OnRecordError
from onrecord.ingest import from_bytes, from_html, from_text, read_jsonl
from onrecord.ingest.debris import remove_debris
from onrecord.ingest.sources import Kind
from onrecord.text import Article
from tests.unit.ingest.test_debris import GO, STAY

NAMES = (
    "Peru",
    "the envoy",
    "a spokesman for the embassy",
    "Ms Quiroga",
    "the Chilean navy",
    "one of the two mediators",
)
DEEDS = (
    "recalled its envoy",
    "closed the border",
    "read the letter aloud",
    "denied the report",
    "shared a table with him",
)
ENDS = ("on Friday", "before the vote", "in spite of the storm", "for the third time this year", "as the ferry left")
TITLE = "Envoys meet at the bridge"
QUOTES = ("“Follow us,”", '"Read more,"', "'Share this,'", "“We will not talk,”", '"Sign up now,"', "“Advertisement,”")

PROSE = st.builds(
    lambda name, deed, end: f"{name[0].upper()}{name[1:]} {deed} {end}.", *map(st.sampled_from, (NAMES, DEEDS, ENDS))
)
QUOTED = st.builds(lambda quote, name: f"{quote} said {name}.", *map(st.sampled_from, (QUOTES, NAMES)))
BODY = st.one_of(PROSE, QUOTED, st.sampled_from([line for line in STAY if line != "Facebook"]))
DEBRIS = st.sampled_from([line for line, _ in GO])


def once(line: tuple[str, bool]) -> object:
    """Sentences of the report may stand twice; a heading that does is the page's (test_debris.py tells them apart)."""
    return line[0] if line[0] in STAY else object()


ARTICLES = st.lists(
    st.one_of(BODY.map(lambda line: (line, True)), DEBRIS.map(lambda line: (line, False))),
    min_size=1,
    max_size=14,
    unique_by=once,
)
KINDS: tuple[Kind | None, ...] = (None, "text", "html", "jsonl")
ANYTHING = st.text(max_size=300) | st.text(alphabet="ab \n-|:“”'\".!?©>{}<&;#\\\u2028", max_size=300)


@given(ARTICLES)
def test_no_body_line_is_lost_and_order_is_kept(lines: list[tuple[str, bool]]) -> None:
    kept, removed = remove_debris([TITLE, *(line for line, _ in lines)])
    body = [TITLE, *(line for line, is_body in lines if is_body)]
    assert [line for line in kept if line in set(body)] == body
    assert not Counter(row.text for row in removed) - Counter(line for line, is_body in lines if not is_body)


@given(ARTICLES)
def test_a_clean_article_is_read_as_it_stands(lines: list[tuple[str, bool]]) -> None:
    text = "\n\n".join([TITLE, *(line for line, is_body in lines if is_body)])
    article = from_text(text)
    assert (article.text, article.removed) == (text, ())


@given(ARTICLES)
def test_reading_again_changes_nothing(lines: list[tuple[str, bool]]) -> None:
    try:
        article = from_text("\n".join(line for line, _ in lines))
    except ArticleError:
        assert not any(is_body for _, is_body in lines)
        return
    again = from_text(article.text)
    assert (again.id, again.text, again.title, again.removed) == (article.id, article.text, article.title, ())


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=60), max_size=12))
def test_every_line_is_kept_or_listed(lines: list[str]) -> None:
    kept, removed = remove_debris(lines)
    assert Counter(kept) + Counter(row.text for row in removed) == Counter(lines)


def outcome(read: Callable[[], Article]) -> Article | OnRecordError:
    """What a reader gives or raises; anything but onrecord's own errors is raised on."""
    try:
        return read()
    except OnRecordError as error:
        return error


def check(result: Article | OnRecordError) -> None:
    if isinstance(result, OnRecordError):
        assert str(result).isprintable()
        return
    assert result.text == "\n\n".join(span.of(result.text) for span in result.paragraphs)
    if result.title_span:
        assert result.title_span.of(result.text) == result.title


@settings(max_examples=300)
@given(ANYTHING, st.none() | ANYTHING)
def test_any_text_is_an_article_or_an_error(text: str, title: str | None) -> None:
    check(outcome(lambda: from_text(text, title=title)))


@given(ANYTHING, st.sampled_from(["", "<html><body>", "<!DOCTYPE html><p>", "<script type='application/ld+json'>"]))
def test_any_page_is_an_article_or_an_error(text: str, before: str) -> None:
    check(outcome(lambda: from_html(before + text)))


@given(st.binary(max_size=300), st.sampled_from(KINDS))
def test_any_bytes_are_an_article_or_an_error(data: bytes, kind: Kind | None) -> None:
    check(outcome(lambda: from_bytes(data, kind=kind)))


@given(
    st.lists(st.binary(max_size=60) | st.sampled_from([b'{"id": 1, "text": "Snow fell."}', b'{"id": "a"}']), max_size=9)
)
def test_json_lines_in_are_rows_out(lines: list[bytes]) -> None:
    rows = list(read_jsonl(lines))
    assert len(rows) == sum(1 for line in lines if line.strip(b" \t\r\n"))
    for _, row in rows:
        check(row)
