from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.syntax import tokenize


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("Accra's envoy", ["Accra", "'s", "envoy"]),
    ("Accra’s envoy", ["Accra", "’s", "envoy"]),
    ("the sailors' pay", ["the", "sailors", "'", "pay"]),
    ("they didn't", ["they", "did", "n't"]),
    ("they won’t", ["they", "wo", "n’t"]),
    ("we've seen", ["we", "'ve", "seen"]),
    ("she'd go, I'll stay, I'm here, they're off",
     ["she", "'d", "go", ",", "I", "'ll", "stay", ",", "I", "'m", "here", ",", "they", "'re", "off"]),
    ("O'Dowd left", ["O'Dowd", "left"]),
    ("N’Dour left", ["N’Dour", "left"]),
])  # fmt: skip
def test_clitics_stand_alone_and_names_with_apostrophes_do_not(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("U.S. troops", ["U.S.", "troops"]),
    ("the U.N. and the E.U.", ["the", "U.N.", "and", "the", "E.U."]),
    ("Mr. Osei met Dr. Lunde", ["Mr.", "Osei", "met", "Dr.", "Lunde"]),
    ("Sen. Abara", ["Sen.", "Abara"]),
    ("J. Osei and R. M. Lunde", ["J.", "Osei", "and", "R.", "M.", "Lunde"]),
    ("at 9 p.m. on Sept. 3", ["at", "9", "p.m.", "on", "Sept.", "3"]),
    ("The ship sank.", ["The", "ship", "sank", "."]),
    ("plan B.", ["plan", "B", "."]),
])  # fmt: skip
def test_abbreviations_keep_their_stops(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("1,250 tonnes", ["1,250", "tonnes"]),
    ("3.5m", ["3.5m"]),
    ("$40bn", ["$", "40bn"]),
    ("12%", ["12%"]),
    ("the 21st", ["the", "21st"]),
    ("at 18:30", ["at", "18:30"]),
    ("in 2031, then", ["in", "2031", ",", "then"]),
    ("the 1990s", ["the", "1990s"]),
])  # fmt: skip
def test_numbers_are_one_token(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("state-owned mines", ["state-owned", "mines"]),
    ("a 40-year-old pilot", ["a", "40", "-", "year-old", "pilot"]),
    ("Covid-19 rules", ["Covid-19", "rules"]),
    ("Chile–Peru talks", ["Chile", "–", "Peru", "talks"]),
    ("ties -- and trade", ["ties", "--", "and", "trade"]),
    ("wait... what", ["wait", "...", "what"]),
    ("wait… what", ["wait", "…", "what"]),
    ("“No,” he said", ["“", "No", ",", "”", "he", "said"]),
    ("``No,'' he said", ["``", "No", ",", "''", "he", "said"]),
    ("(AP)", ["(", "AP", ")"]),
    ("", []),
    (" \n\t ", []),
])  # fmt: skip
def test_hyphens_and_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_places_are_code_points_of_the_whole_text_and_lower_straightens_apostrophes() -> None:
    text = "🚢🚢 Élan’s crew"
    tokens = tokenize(text, 3)
    assert [(token.start, token.end, token.lower) for token in tokens] == [
        (3, 7, "élan"),
        (7, 9, "'s"),
        (10, 14, "crew"),
    ]
    assert all(text[token.start : token.end] == token.text for token in tokens)


def test_only_the_asked_range_is_read() -> None:
    assert [token.text for token in tokenize("one two three", 4, 7)] == ["two"]


@pytest.mark.parametrize("piece", ["A.", "a-", "n't", "1,", "'", '"', "x", "-", ".", "\u0301", "９", "Mr."])
def test_any_run_of_one_thing_is_covered_once_and_in_order(piece: str) -> None:
    text = piece * 500
    tokens = tokenize(text)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert sum(token.end - token.start for token in tokens) >= len(text.replace("\u0301", ""))
