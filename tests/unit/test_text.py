from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ArticleError
from onrecord.text import MAX_CODE_POINTS, Article, Removed, Span, to_utf8_offset, to_utf16_offset


def test_paragraphs_are_parted_by_one_empty_line() -> None:
    article = Article.from_text("  One line. \r\n\r\n\r\n Another.\u2028A third.\n")
    assert article.text == "One line.\n\nAnother.\n\nA third."
    assert [span.of(article.text) for span in article.paragraphs] == ["One line.", "Another.", "A third."]


def test_the_title_is_the_first_paragraph_and_stands_once() -> None:
    apart = Article.from_text("Rain fell.", title="Rain  in\nOslo")
    assert apart.text == "Rain in Oslo\n\nRain fell."
    assert apart.title_span == Span(0, 12)
    again = Article.from_text(apart.text, title="Rain in Oslo")
    assert (again.text, again.id) == (apart.text, apart.id)


def test_a_title_that_only_begins_the_first_line_is_still_put_before_it() -> None:
    article = Article.from_text("Rain in Oslo floods a tunnel.", title="Rain in Oslo")
    assert article.text == "Rain in Oslo\n\nRain in Oslo floods a tunnel."


def test_text_is_composed_before_its_identity_is_taken() -> None:
    assert Article.from_text("Malmo\u0308").id == Article.from_text("Malmö").id


def test_control_characters_become_blanks() -> None:
    assert Article.from_text("A\x00B\x1b[31mC\ufeff").text == "A B [31mC"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no words"),
        (" \n\t\n", "no words"),
        ("a \ud800 b", "lone surrogate"),
        ("a" * (MAX_CODE_POINTS + 1), "split it"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(text: str, told: str) -> None:
    with pytest.raises(ArticleError, match=told) as caught:
        Article.from_text(text)
    assert "\n" not in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_an_article_survives_its_dictionary() -> None:
    article = Article.from_text(
        "Rain fell.", title="Rain", published_on=date(2024, 2, 29), outlet="The Reed", url="https://reed.example/1",
        language="en", removed=(Removed(text="Share", why="share button"),),
    )  # fmt: skip
    assert Article.from_dict(article.to_dict()) == article


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text: str) -> None:
    try:
        article = Article.from_text(text)
    except ArticleError:
        return
    assert Article.from_text(article.text) == article


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80), st.integers(0, 80))
def test_offsets_cross_the_bridges_and_come_back(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert text.encode()[: to_utf8_offset(text, offset)].decode() == text[:offset]
    assert text.encode("utf-16-le")[: 2 * to_utf16_offset(text, offset)].decode("utf-16-le") == text[:offset]


def test_spans_touch_cover_and_part() -> None:
    assert Span(0, 5).overlaps(Span(4, 6))
    assert not Span(0, 5).overlaps(Span(5, 6))
    assert Span(0, 5).covers(Span(0, 5))
    assert not Span(0, 5).covers(Span(1, 6))
