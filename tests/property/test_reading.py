"""Whole readings of random and of hostile text: nothing but ArticleError, all checked, the same each time, in linear time."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import encoder
from onrecord.errors import ArticleError
from onrecord.facts import Reading
from onrecord.frames import Finder
from onrecord.rules import RuleFinder
from onrecord.text import Article
from tests.property.samples import EXAMPLES, TEXTS

DAYS = st.none() | st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 12, 31))


@given(TEXTS, DAYS, st.booleans())
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_text_is_read_or_refused(text: str, published_on: date | None, as_article: bool) -> None:
    try:
        reading = onrecord.read(Article.from_text(text) if as_article else text, published_on=published_on)
    except ArticleError:
        return
    article = reading.article
    reading.check(article)
    for evidence in reading._evidence():
        assert article.text[evidence.start : evidence.end] == evidence.text
        assert evidence.article_id == article.id
    data = reading.to_dict()
    assert Reading.from_dict(json.loads(json.dumps(data))) == reading
    assert onrecord.read(article, published_on=published_on).to_dict() == data


HOSTILE = [
    "“", '"', "'", "‘", "«", "``", "''", "“a” ", '"a" ', "(", ")", "(a) ", "A", "A ", "A.", "and ", "and Peru ", "...", "?",
]  # fmt: skip
TEDIOUS = [
    "”", "’", "»", "' ", '" ', "'a ", "s' ", "“a ", " ”a", "[", "( ", "A. ", "Peru ", "Peru's ", "Peru-", "the ", "of ",
    ", ", ",", "said ", "he said ", "Osei said ", "a,” he said. ", "that ", "who ", "to ", "not ", "has ", "been ", "-",
    "--", "— ", ":", ";", "… ", "! ", "1", "1,", "1 ", "on Monday ", "in 2020 ", "Mr. ", "\n“a", "\n\nA", "a minister ",
    "the two countries ", "the minister ", "Peru's minister ", "its envoy ", "he told it they ", "Osei Lunde ", "\u0301",
    "🚢", "\u200b", "OSLO (", "President Osei ", "of Peru, ", "“He said ‘no’” ",
]  # fmt: skip


@contextmanager
def without_collection() -> Iterator[None]:
    """The collector walks all that the tests before have left alive: its time says nothing of the reader."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def seconds(piece: str, size: int, finder: Finder | None = None) -> float:
    """The time to read `size` code points of one thing, by the rules: the stages and they are held to seconds."""
    article = Article.from_text("Peru said: " + (piece * (size // len(piece) + 1))[:size])
    with without_collection():
        started = time.process_time()
        onrecord.read(article, published_on=date(2024, 5, 3), finder=finder or RuleFinder())
        return time.process_time() - started


def seconds_of_prose() -> float:
    """The time of forty kilobytes of plain prose, by which a slow or a busy machine is told from a slow reader."""
    return seconds("The ministry said on Monday that Peru had recalled its envoy to Chile. ", 40_000)


def soon(within: Callable[[], bool]) -> bool:
    """Whether it holds in one of three tries: another's work on the machine comes and goes, a slow reader stays slow."""
    return any(within() for _ in range(3))


@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_two_hundred_kilobytes_of_one_thing_take_seconds(piece: str) -> None:
    assert soon(lambda: seconds(piece, 200_000) < 10 * seconds_of_prose())  # twice the time of as much prose


@pytest.mark.parametrize("piece", TEDIOUS, ids=ascii)
def test_forty_kilobytes_of_anything_take_seconds(piece: str) -> None:
    assert soon(lambda: seconds(piece, 40_000) < 3 * seconds_of_prose() + 1)


@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_the_encoder_takes_a_time_in_step_with_the_length(piece: str) -> None:
    """Four times the text takes about four times as long: the products of windows, which are of one size."""
    finder = encoder.load_finder()
    assert soon(lambda: seconds(piece, 16_000, finder) < 7 * seconds(piece, 4_000, finder) + 0.5)
