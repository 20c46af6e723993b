from __future__ import annotations

from datetime import date

import pytest

from onrecord.errors import ConfigError
from onrecord.ingest import to_day


def test_a_day_is_read() -> None:
    assert to_day("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "words",
    [
        *("2021-3-99", "2023-02-29", "2021-13-01", "yesterday", "18/03/2021", "20210318", "2021-W11-4", "0000-01-01"),
        *("2021-03-18T10:00", "2021-03-18\n", "٢٠٢١-٠٣-١٨", "", " ", "a\nb", "\ud800", "x" * 10_000),
    ],
)
def test_what_is_no_day_is_told_in_one_short_line(words: str) -> None:
    with pytest.raises(ConfigError, match="is not a day; give it as YYYY-MM-DD") as caught:
        to_day(words)
    told = str(caught.value)
    assert told.isprintable()
    assert len(told.encode()) < 200


def test_the_words_are_repeated() -> None:
    with pytest.raises(ConfigError, match=r"^2021-3-99 is not a day"):
        to_day("2021-3-99")
