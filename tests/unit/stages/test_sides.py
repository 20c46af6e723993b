"""Parties of acts that are told as a list, and whom the network leaves out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from onrecord import stages
from onrecord.frames import CUE, Frame, Role, RoleName
from onrecord.stages.sides import complete_sides
from onrecord.text import Article, Span


def span_of(text: str, words: str) -> Span:
    found = re.search(rf"\b{re.escape(words)}\b", text)
    if found is None:
        raise LookupError(words)
    return Span(*found.span())


def sides(text: str, anchor: str, type_: str, told: dict[str, RoleName], *, is_cue: bool = False) -> Frame:
    """The frame of an act as the network tells it, with its sides completed."""
    article = Article.from_text(text)
    roles = tuple(Role(name=name, spans=(span_of(text, words),)) for words, name in told.items())
    act = Frame(anchor=(span_of(text, anchor),), type=type_, contexts=(), reciprocal=is_cue, roles=roles)
    said = Frame(anchor=act.anchor, type=CUE, roles=(Role(name="content", spans=(Span(len(text) - 3, len(text)),)),))
    draft = replace(stages.lay_out(article), frames=(said, act) if is_cue else (act,))
    return complete_sides(article, draft).frames[-1]


def words_of(text: str, frame: Frame, name: RoleName) -> list[str]:
    return [role.spans[0].of(text) for role in frame.fillers(name)]


@pytest.mark.parametrize(("text", "anchor", "told", "actors", "recipients"), [
    ("Benin praised Mali, Niger, Chad and Togo.", "praised", {"Benin": "actor", "Mali": "recipient", "Niger": "recipient"},
     ["Benin"], ["Mali", "Niger", "Chad", "Togo"]),
    ("Mali, Niger, Chad and Togo praised Benin.", "praised",
     {"Mali": "actor", "Niger": "actor", "Chad": "actor", "Togo": "recipient", "Benin": "recipient"},
     ["Mali", "Niger", "Chad", "Togo"], ["Benin"]),
    ("Benin praised the accord between Mali and Niger.", "praised", {"Benin": "actor", "Mali": "recipient"}, ["Benin"], ["Mali", "Niger"]),
    ("Neither Mali nor Niger praised Benin.", "praised", {"Mali": "actor", "Benin": "recipient"}, ["Mali", "Niger"], ["Benin"]),
    ("Troops from Mali and Niger praised Benin.", "praised", {"Troops from Mali": "actor", "Niger": "actor", "Benin": "recipient"},
     ["Troops from Mali and Niger"], ["Benin"]),
    ("Benin praised the revival of trade with Mali.", "praised", {"Benin": "actor"}, ["Benin"], ["Mali"]),
    ("Benin will lend a million pounds to Mali this year.", "lend", {"Benin": "actor"}, ["Benin"], ["Mali"]),
])  # fmt: skip
def test_all_of_a_list_play_one_part(
    text: str, anchor: str, told: dict[str, RoleName], actors: list[str], recipients: list[str]
) -> None:
    frame = sides(text, anchor, "SUPPORT", told)
    assert words_of(text, frame, "actor") == actors
    assert words_of(text, frame, "recipient") == recipients


@pytest.mark.parametrize(("text", "anchor", "told", "actors", "recipients"), [
    ("Benin praised Mali and Niger protested.", "praised", {"Benin": "actor", "Mali": "recipient"}, ["Benin"], ["Mali"]),
    ("Envoys flew between Mali and Niger, which thanked Benin.", "thanked", {"Niger": "actor", "Benin": "recipient"}, ["Niger"], ["Benin"]),
    ("Benin praised talks between the two neighbours, and Togo left.", "praised", {"Benin": "actor", "Togo": "recipient"},
     ["Benin"], ["Togo"]),
    ("Benin promised to put the tax on the list of talks with Mali.", "promised", {"Benin": "actor"}, ["Benin"], []),
    ("Benin praised Mali, Niger and Togo.", "praised", {"Mali": "actor", "Niger": "place", "Togo": "place"}, ["Mali"], []),
    ("Benin praised the new road from Niger with Mali.", "praised", {"Benin": "actor"}, ["Benin"], []),
])  # fmt: skip
def test_what_is_no_list_stays_as_told(
    text: str, anchor: str, told: dict[str, RoleName], actors: list[str], recipients: list[str]
) -> None:
    frame = sides(text, anchor, "SUPPORT", told)
    assert words_of(text, frame, "actor") == actors
    assert words_of(text, frame, "recipient") == recipients


def test_two_who_say_the_same_do_nothing_to_each_other() -> None:
    text = "Mali and Niger praised the accord of Benin and Togo."
    told: dict[str, RoleName] = {"Mali": "actor", "Niger": "actor"}
    assert not sides(text, "praised", "SUPPORT", told, is_cue=True).reciprocal
