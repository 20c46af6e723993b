from __future__ import annotations

import pytest

from onrecord.ingest.heading import find_title

PROSE = ["Peru recalled its ambassador to Bolivia on Friday.", "La Paz denied everything."]


@pytest.mark.parametrize(
    "first",
    [
        "Peru recalls envoy after border row",
        "'Let him count his boats,' says Quiroga after Lemos calls her a 'smuggler'",
        "Minister: “We will not talk”",
        "Will Peru recall its envoy?",
        "U.S. recalls envoy",
        "Storm warning",
        "Watch: how the bridge fell",
    ],
)
def test_a_headline_is_the_title(first: str) -> None:
    assert find_title([first, *PROSE]) == first


@pytest.mark.parametrize(
    "first",
    [
        "Peru recalled its envoy.",
        "LIMA, May 3 (Reuters) - Peru recalled its envoy to Bolivia on Friday",
        "LIMA — Peru recalled its envoy",
        "By Ana Solar",
        "By Ana Solar and Jo Harrow",
        "3 May 2024",
        "Friday, May 3, 2024",
        "Moderator:",
        "- Peru recalls envoy",
        "and the envoy went home",
        "“We will not talk",
        '"We will not talk',
        "Introduction",
        "Peru, Bolivia and Chile,",
        "“Will you talk?”",
        "word " * 30,
    ],
)
def test_what_is_no_headline_is_not(first: str) -> None:
    assert find_title([first.strip(), *PROSE]) is None


def test_a_headline_needs_prose_below_it() -> None:
    assert find_title(["Peru recalls envoy"]) is None
    assert find_title(["Peru recalls envoy", "and another line"]) is None
    assert find_title(["Peru recalls envoy", "Border row", "Chile looks on"]) is None


def test_a_wrapped_line_of_prose_is_no_headline() -> None:
    assert find_title(["The foreign minister of Peru said on", "friday that the envoy had been recalled."]) is None
