from __future__ import annotations

import io
from dataclasses import replace

import pytest

from onrecord.cli.pretty import HIDDEN, is_told_apart, once, to_pretty
from onrecord.facts import Actor, Evidence, Mention, Quote, Reading
from onrecord.text import Article
from tests.unit.readings import FULL


def shown(reading: Reading) -> str:
    return to_pretty(reading, io.StringIO())


def test_every_field_that_tells_something_is_shown() -> None:
    lines = " ".join(shown(FULL).split())
    for words in (
        "Envoy writes home 2024-05-03 · Harbour Post · 1 line of page debris removed",
        "q1 Elin Dahl · said · in a letter · to Peru · 2024-04-29 that Norway would recall her some day",
        "q2 The envoy ? (two actors fit) · answered · to nobody ? (nobody is meant) · denied · inside q1 · replies to q1 nobody",
        "q3 — That was denied.",
        "e1 Norway — SANCTION/withdraw → Peru · 2024-04-29 · planned · asserted by Elin Dahl (q1)",
        "Norway would [recall] her some day",
        "e2 Peru — ASSAULT · “some day” (no day is told) · in Old Fort · alleged by nobody named · no recipient is named",
        "e3 — — CONSULT · denied or not done",
    ):
        assert words in lines, words


def test_a_body_is_told_with_its_country() -> None:
    article = Article.from_text("The foreign ministry said it was angry.")
    span, content = (
        Evidence(article_id=article.id, start=start, end=end, text=article.text[start:end])
        for start, end in ((4, 20), (26, 38))
    )
    ministry = Actor(
        id="PER/foreign-ministry", name="foreign ministry", kind="organization", country="PER",
        mentions=(Mention(evidence=span, how="description"),),
    )  # fmt: skip
    quote = Quote(
        id="q1", kind="indirect", speaker=ministry.id, speaker_span=span, cue=None, content=(content,), prob=1.0
    )
    reading = Reading(article=article, actors=(ministry,), quotes=(quote,), made_by=FULL.made_by)
    assert "q1  foreign ministry (Peru)" in shown(reading)


def test_long_words_are_wrapped_and_none_is_lost() -> None:
    words = "long " * 400 + "x" * 300
    article = Article.from_text(f"Ada Holm said {words}")
    start = article.text.index("long")
    content = Evidence(article_id=article.id, start=start, end=len(article.text), text=article.text[start:])
    quote = Quote(id="q1", kind="indirect", speaker=None, speaker_span=None, cue=None, content=(content,), prob=1.0)
    lines = shown(Reading(article=article, quotes=(quote,), made_by=FULL.made_by)).splitlines()
    assert max(map(len, lines)) <= 80
    assert "".join("".join(lines).split("WHO SAID WHAT")[1].split("WHO DID")[0].split()).count("long") == 400
    assert "".join(lines).replace(" ", "").count("x") >= 300


@pytest.mark.parametrize(
    "hostile", ["\x1b[2J", "\x07", "\u202e", "\u2066", "\x9b31m", "\u00ad", "\ue000", "\x00", "\r"]
)
def test_nothing_in_a_name_or_a_text_commands_the_terminal(hostile: str) -> None:
    """Names may come from a file of the user's own, so they are as little trusted as the text."""
    name = f"Ada{hostile}Holm"
    article = Article.from_text(f"Ada{hostile}Holm left")
    evidence = Evidence(article_id=article.id, start=0, end=3, text="Ada")
    actor = Actor(
        id="A", name=name, kind="person", country=None, mentions=(Mention(evidence=evidence, how="name"),)
    )  # fmt: skip
    quote = Quote(id="q1", kind="direct", speaker="A", speaker_span=evidence, cue=None, content=(evidence,), prob=1.0)
    reading = Reading(article=replace(article, outlet=name), actors=(actor,), quotes=(quote,), made_by=FULL.made_by)
    assert hostile not in shown(reading)
    assert f"q1  Ada�{hostile[1:]}Holm" in shown(reading)


def test_markup_of_the_printer_is_only_words() -> None:
    article = Article.from_text("[bold]Ada[/] said :warning: [link=x]so[/link]")
    evidence = Evidence(article_id=article.id, start=0, end=len(article.text), text=article.text)
    quote = Quote(id="q1", kind="direct", speaker=None, speaker_span=None, cue=None, content=(evidence,), prob=1.0)
    assert article.text in shown(Reading(article=article, quotes=(quote,), made_by=FULL.made_by))


def test_what_is_hidden_are_categories_of_unicode() -> None:
    assert set(HIDDEN) == {"Cc", "Cf", "Cs", "Co"}


def test_a_name_is_told_once_and_a_denial_too() -> None:
    assert once(["soldiers (Peru)", "Peru", "soldiers (Peru)"]) == "soldiers (Peru), Peru"
    assert not is_told_apart("denied", "strongly denied")
    assert not is_told_apart("refused", "declined to say")
    assert is_told_apart("refused", "said")
