"""A text that is read for somebody: in a process of its own, for so long and no longer."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from onrecord.errors import ArticleError
from onrecord.web.reader import Reader

LONG = "Norway's minister said on Monday that Peru had expelled two envoys. " * 1_400


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader(max_chars=100_000, limit_s=0.05)
    yield made
    made.close()


def test_a_text_that_takes_too_long_is_broken_off_and_the_next_is_read(reader: Reader) -> None:
    begun = time.monotonic()
    with pytest.raises(ArticleError, match=r"within 0\.05 s; give a shorter one"):
        reader.read({"text": LONG})
    assert time.monotonic() - begun < 120
    reader._limit_s = 60.0
    found = reader.read({"text": "Norway recalled its ambassador to Peru on Monday.", "published_on": None})
    assert [event.type for event in found.events] == ["SANCTION"]


def test_a_text_that_is_too_long_is_refused_before_it_is_read(reader: Reader) -> None:
    with pytest.raises(ArticleError, match="100,001 characters; give at most 100,000"):
        reader.read({"text": "x" * 100_001})
    assert reader._process is None


def test_a_reader_that_dies_is_told_of_and_started_anew(reader: Reader) -> None:
    reader._limit_s = 60.0
    reader.read({"text": "Snow fell."})
    assert reader._process is not None
    reader._process.kill()
    reader._process.join()
    assert reader.read({"text": "Snow fell."}).events == ()
