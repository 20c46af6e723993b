from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from onrecord.ingest import from_text
from onrecord.ingest.debris import remove_debris

LINES = tomllib.loads((Path(__file__).parent / "lines.toml").read_text(encoding="utf-8"))
GO = [(line, why) for why, lines in LINES["go"].items() for line in lines]
STAY = LINES["stay"]["lines"]
BEFORE = ["Peru recalls envoy after border row", "Peru recalled its ambassador to Bolivia on Friday."]
AFTER = ["“We will not talk under rifles,” said the foreign minister.", "La Paz denied that any soldier had crossed."]


def test_there_are_lines_enough_to_tell() -> None:
    assert len(GO) >= 60
    assert len(STAY) >= 60
    assert not {line for line, _ in GO} & set(STAY)


@pytest.mark.parametrize(("line", "why"), GO)
def test_a_line_of_the_page_goes_with_its_reason(line: str, why: str) -> None:
    kept, removed = remove_debris([*BEFORE, line, *AFTER])
    assert kept == [*BEFORE, *AFTER]
    assert [(row.text, row.why) for row in removed] == [(line, why)]


@pytest.mark.parametrize("line", STAY)
def test_a_line_of_the_report_stays(line: str) -> None:
    kept, removed = remove_debris([*BEFORE, line, *AFTER])
    assert kept == [*BEFORE, line, *AFTER]
    assert removed == ()


@pytest.mark.parametrize("line", STAY)
def test_a_line_of_the_report_stays_beside_debris_and_at_either_end(line: str) -> None:
    kept, _ = remove_debris([line, "Advertisement", *BEFORE])
    assert kept == ([*BEFORE] if line == "Facebook" else [line, *BEFORE])
    kept, _ = remove_debris([*BEFORE, "27 comments", "Share this article", "", line])
    assert kept[-1] == line


def test_a_control_goes_only_in_company() -> None:
    assert remove_debris([*BEFORE, "Print", *AFTER])[1] == ()
    kept, removed = remove_debris([*BEFORE, "Share this article", "Facebook", "Print", "Email", *AFTER])
    assert kept == [*BEFORE, *AFTER]
    assert [row.text for row in removed] == ["Share this article", "Facebook", "Print", "Email"]


def test_three_controls_in_a_row_are_a_toolbar_and_two_are_not() -> None:
    assert remove_debris([*BEFORE, "Print", "Email", "Save", *AFTER])[0] == [*BEFORE, *AFTER]
    assert remove_debris([*BEFORE, "Print", "Email", *AFTER])[1] == ()


def test_a_list_of_networks_is_the_reports() -> None:
    networks = ["Facebook", "Telegram", "TikTok", "Reddit"]
    assert remove_debris([*BEFORE, *networks, *AFTER])[0] == [*BEFORE, *networks, *AFTER]


@pytest.mark.parametrize(
    "doubled",
    [
        ["- We could not fetch the weather box", "- We could not fetch the weather box"],
        ["Swipe for the next chart", *AFTER, "Swipe for the next chart"],
        ["Please load the page of your town."] * 2,
        ["weather box missing here again".capitalize()] * 2,
        ["Choose a town near you", AFTER[0], "Choose a town near you", AFTER[1], "Choose a town near you"],
    ],
)
def test_boilerplate_that_stands_twice_goes(doubled: list[str]) -> None:
    kept, removed = remove_debris([*BEFORE, *doubled])
    assert not set(doubled) - set(AFTER) & set(kept)
    assert {row.why for row in removed} == {"repeated boilerplate"}


@pytest.mark.parametrize(
    "line",
    [
        "“Never again.”",
        "Never again, she said.",
        "Reporter:",
        "Rosa Quiroga",
        "ROSA QUIROGA",
        "(Applause)",
        "By bus",
        "The bridge was closed.",
        "We shall not be moved",
        "The wind, the wind, the rain,",
        "Oslo",
        "Your browser remembers what you forget.",
        "Cookies were handed to the soldiers.",
        "The Browser Wars",
        "Chair of the Border Commission",
        "and nobody answered the door",
    ],
)
def test_what_a_report_says_twice_stays(line: str) -> None:
    lines = [*BEFORE, line, line, AFTER[0], line, AFTER[1]]
    assert remove_debris(lines)[0] == lines


def test_a_title_that_the_page_repeats_stands_once() -> None:
    kept, removed = remove_debris([BEFORE[0], BEFORE[0], BEFORE[1], *AFTER])
    assert kept == [*BEFORE, *AFTER]
    assert [row.why for row in removed] == ["repeated title"]
    interview = ["Rosa Quiroga", "I was there.", "Host", "Why did you go?", "Rosa Quiroga", "They asked me."]
    assert remove_debris(interview)[0] == interview


def test_the_first_line_is_a_headline_whatever_it_begins_with() -> None:
    title = "Watch: how the bridge fell"
    assert remove_debris([title, *AFTER])[0] == [title, *AFTER]
    assert remove_debris([*AFTER, title])[0] == AFTER


def test_debris_is_listed_in_the_order_of_the_page() -> None:
    article = from_text("\n".join(["Share", BEFORE[0], "27 comments", BEFORE[1], "Advertisement", *AFTER]))
    assert [row.text for row in article.removed] == ["Share", "27 comments", "Advertisement"]
    assert article.title == BEFORE[0]


def test_debris_can_be_kept() -> None:
    article = from_text("\n".join([*BEFORE, "Share this article", *AFTER]), keep_debris=True)
    assert "Share this article" in article.text
    assert article.removed == ()


def test_a_line_however_long_costs_no_more_than_its_length() -> None:
    kept, removed = remove_debris(["share " * 100_000, "| " * 100_000, "(" * 100_000, "Read more: " * 10_000])
    assert len(kept) == 4
    assert removed == ()
