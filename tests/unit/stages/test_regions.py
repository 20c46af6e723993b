from __future__ import annotations

import pytest

from onrecord.frames import Draft, Region
from onrecord.stages.regions import find_regions
from onrecord.text import Article


def regions(text: str) -> tuple[Article, tuple[Region, ...]]:
    article = Article.from_text(text)
    return article, find_regions(article, Draft()).regions


def inners(text: str) -> list[str]:
    article, found = regions(text)
    return [region.inner.of(article.text) for region in found]


@pytest.mark.parametrize(("text", "expected"), [
    ("“The pier is shut,” Osei said.", ["The pier is shut,"]),
    ('"The pier is shut," Osei said.', ["The pier is shut,"]),
    ("‘The pier is shut,’ Osei said.", ["The pier is shut,"]),
    ("'The pier is shut,' Osei said.", ["The pier is shut,"]),
    ("«The pier is shut», Osei said.", ["The pier is shut"]),
    ("« The pier is shut », Osei said.", [" The pier is shut "]),
    ("‹The pier is shut›, Osei said.", ["The pier is shut"]),
    ("»The pier is shut«, Osei said.", ["The pier is shut"]),
    ("„The pier is shut“, Osei said.", ["The pier is shut"]),
    ("„The pier is shut”, Osei said.", ["The pier is shut"]),
    ("”The pier is shut”, Osei said.", ["The pier is shut"]),
    ("``The pier is shut,'' Osei said.", ["The pier is shut,"]),
    ("''The pier is shut,'' Osei said.", ["The pier is shut,"]),
    ("＂The pier is shut,＂ Osei said.", ["The pier is shut,"]),
    ("“The pier,” Osei said, “is shut.”", ["The pier,", "is shut."]),
    ('"The pier," Osei said, "is shut."', ["The pier,", "is shut."]),
    ("It is ‘shut’, ‘closed’ and ‘locked’.", ["shut", "closed", "locked"]),
    ("She said (“we are shut”) and left.", ["we are shut"]),
    ("The pier—“shut for good”—is a ruin.", ["shut for good"]),
])  # fmt: skip
def test_every_kind_of_mark(text: str, expected: list[str]) -> None:
    assert inners(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ('“The pier is shut," Osei said.', ["The pier is shut,"]),
    ('"The pier is shut,” Osei said.', ["The pier is shut,"]),
    ("‘The pier is shut,' Osei said.", ["The pier is shut,"]),
    ("“The pier is shut,'' Osei said.", ["The pier is shut,"]),
    ("``The pier is shut,” Osei said.", ["The pier is shut,"]),
])  # fmt: skip
def test_marks_of_two_kinds_close_each_other(text: str, expected: list[str]) -> None:
    assert inners(text) == expected


@pytest.mark.parametrize("text", [
    "The sailors' pay didn't rise in the '90s.",
    "The sailors’ pay didn’t rise in the ’90s.",
    "O'Dowd's rock 'n' roll band isn't Peru's best.",
    "It's the dockers' and the pilots' strike.",
    "He is 6'2\" tall and the plank 12\" wide.",
    "Rock ’n’ roll isn’t dead, ’cause they don’t stop.",
    "Fish ’em out, he thought; ’tis late.",
    "No marks here at all.",
    "An end alone” and an end alone’ close nothing.",
    "Nothing stands in \"\" or in “”.",
])  # fmt: skip
def test_apostrophes_inches_and_stray_ends_open_nothing(text: str) -> None:
    assert inners(text) == []


@pytest.mark.parametrize(("text", "expected"), [
    ("'The dockers' pay isn't enough,' Osei said.", ["The dockers' pay isn't enough,"]),
    ("‘The dockers’ pay isn’t enough,’ Osei said.", ["The dockers’ pay isn’t enough,"]),
    ("'We don't know,' she said. 'It's Peru's call.'", ["We don't know,", "It's Peru's call."]),
    ("Peru's 'grave error' wasn't the dockers' fault", ["grave error"]),
    ("‘We aren’t done’: dockers’ leader", ["We aren’t done"]),
])  # fmt: skip
def test_apostrophes_inside_single_marks(text: str, expected: list[str]) -> None:
    assert inners(text) == expected


def test_a_forgotten_end_closes_with_the_paragraph() -> None:
    article, (first,) = regions("“The pier is shut, Osei said.\n\nNothing more was known.")
    assert (first.inner.of(article.text), first.closed) == ("The pier is shut, Osei said.", False)
    assert first.span.end == article.paragraphs[0].end


def test_a_forgotten_end_closes_before_the_next_mark_opens() -> None:
    article, found = regions("“The pier is shut. Osei said: “We are sorry.”")
    assert [(region.inner.of(article.text), region.closed) for region in found] == [
        ("The pier is shut. Osei said:", False),
        ("We are sorry.", True),
    ]


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "‘’", "''", "«»"])
def test_a_quotation_reopened_in_each_paragraph_goes_on(opening: str, closing: str) -> None:
    article, found = regions(
        f"{opening}The pier is shut.\n\n{opening}The ferry is sold.\n\n{opening}We are done.{closing}\n\n"
        f"{opening}Not I,{closing} Lunde said."
    )
    assert [region.inner.of(article.text) for region in found] == [
        "The pier is shut.", "The ferry is sold.", "We are done.", "Not I,",
    ]  # fmt: skip
    assert [region.continues for region in found] == [None, 0, 1, None]
    assert [region.closed for region in found] == [False, False, True, True]


@pytest.mark.parametrize("text", [
    "“He told me ‘never again’ and left,” Osei said.",
    "\"He told me 'never again' and left,\" Osei said.",
    "‘He told me “never again” and left,’ Osei said.",
    "“He told me “never again” and left,” Osei said.",
    "«He told me “never again” and left», Osei said.",
])  # fmt: skip
def test_a_quotation_inside_another_has_it_as_parent(text: str) -> None:
    article, (outer, inner) = regions(text)
    assert inner.inner.of(article.text) == "never again"
    assert (outer.parent, inner.parent) == (None, 0)
    assert outer.inner.of(article.text).startswith("He told me")
    assert outer.inner.of(article.text).rstrip(",").endswith("and left")


def test_three_deep() -> None:
    article, found = regions("“She said ‘I heard “no” twice’ to me,” Osei said.")
    assert [(region.inner.of(article.text), region.parent) for region in found] == [
        ("She said ‘I heard “no” twice’ to me,", None),
        ("I heard “no” twice", 0),
        ("no", 1),
    ]


@pytest.mark.parametrize(("text", "kind"), [
    ("Osei said: “The pier is shut.”", "speech"),
    ("Osei called the plan “a grave error”.", "speech"),
    ("“No,” she said.", "speech"),
    ("In one word: “No”.", "speech"),
    ("Her “ferry” remark angered Lima.", "scare"),
    ("Peru's “pirate” jibe angered Oslo.", "scare"),
    ("The word “shall” was struck out.", "scare"),
    ("The so-called “reform” failed.", "scare"),
    ("Her memoir “Salt and Iron” sold well.", "title"),
    ("A film called “The Long Pier” opened.", "title"),
    ("The song “Harbour Lights” was played.", "title"),
    ("Kofi “Anchor” Osei sailed.", "nickname"),
    ("Osei, nicknamed “Anchor”, sailed.", "nickname"),
    ("Osei, known as “The Anchor”, sailed.", "nickname"),
    ("The sign read “!!!” in red.", "scare"),
])  # fmt: skip
def test_kinds(text: str, kind: str) -> None:
    _, (found,) = regions(text)
    assert found.kind == kind


def test_what_goes_on_from_an_earlier_paragraph_is_speech() -> None:
    _, found = regions("The book “The pier is shut.\n\n“Ferry”")
    assert [(region.kind, region.continues) for region in found][-1] == ("speech", 0)


def test_long_quotations_are_speech_whatever_stands_before() -> None:
    _, (found,) = regions("Her book “" + "The pier and the ferry " * 10 + "” sold well.")
    assert found.kind == "speech"
