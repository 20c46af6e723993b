from __future__ import annotations

from datetime import date

import pytest

from onrecord.errors import ArticleError
from onrecord.ingest import from_text

TITLE = "Peru recalls envoy after border row"
BODY = "Peru recalled its ambassador to Bolivia on Friday.\n\n“We will not talk under rifles,” said the minister."


def test_clean_text_keeps_its_offsets() -> None:
    article = from_text(f"\n{TITLE}\n\n{BODY}\n")
    assert article.text == f"{TITLE}\n\n{BODY}"
    assert (article.title, article.language, article.removed) == (TITLE, "en", ())
    assert article.title_span is not None
    assert article.title_span.of(article.text) == TITLE


def test_a_title_with_odd_blanks_is_sliced_as_it_stands() -> None:
    article = from_text(f"Peru  recalls\u00a0envoy\n\n{BODY}")
    assert article.title == "Peru  recalls\u00a0envoy"
    assert article.title_span is not None
    assert article.title_span.of(article.text) == article.title


def test_what_is_given_is_kept() -> None:
    article = from_text(
        BODY, title=TITLE, published_on=date(2024, 5, 3), outlet="The Reed", url="https://reed.example/1"
    )
    assert article.text == f"{TITLE}\n\n{BODY}"
    assert (article.title, article.published_on, article.outlet, article.url) == (
        TITLE,
        date(2024, 5, 3),
        "The Reed",
        "https://reed.example/1",
    )


@pytest.mark.parametrize("given", [TITLE, TITLE.upper(), f"{TITLE}.", "Peru  recalls envoy after border\nrow"])
def test_a_given_title_that_stands_first_is_not_put_twice(given: str) -> None:
    article = from_text(f"{TITLE}\n\n{BODY}", title=given)
    assert article.text == f"{TITLE}\n\n{BODY}"
    assert article.title == TITLE


def test_a_given_title_below_a_kicker_stands_once() -> None:
    article = from_text(f"World news tonight\n\n{TITLE}\n\n{BODY}", title=TITLE)
    assert article.text == f"{TITLE}\n\nWorld news tonight\n\n{BODY}"
    assert [(row.text, row.why) for row in article.removed] == [(TITLE, "repeated title")]


def test_a_given_title_stays_though_it_looks_like_debris() -> None:
    article = from_text(f"Advertisement\n\n{BODY}", title="Advertisement")
    assert article.text == f"Advertisement\n\n{BODY}"
    assert (article.title, article.removed) == ("Advertisement", ())


def test_a_title_alone_is_an_article() -> None:
    assert from_text("", title=TITLE).text == TITLE


def test_nothing_but_debris_is_told() -> None:
    with pytest.raises(ArticleError, match="nothing but page debris \\(error line, 2 lines in all\\)"):
        from_text("Please enable JavaScript to continue\nShare this article")


def test_the_identity_is_that_of_the_clean_text() -> None:
    assert from_text(f"{TITLE}\nShare this article\n{BODY}").id == from_text(f"{TITLE}\n\n{BODY}").id
