"""What the grammar says of whether a deed was done, where the network takes it for done."""

from __future__ import annotations

import pytest

from onrecord.encoder.modality import modality_of
from onrecord.stages import lay_out
from onrecord.text import Article


def _modality(text: str, word: str, type_: str, seen: str = "actual") -> str:
    syntax = lay_out(Article.from_text(text)).syntax
    assert syntax is not None
    return modality_of(syntax, syntax.token_at(text.index(word)), type_, seen)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "word", "modality"), [
    ("Peru did not close the border.", "close", "negated"),
    ("Lima said it would not close the border.", "close", "negated"),
    ("Lima said it would close the border.", "close", "hypothetical"),
    ("Peru may close the border.", "close", "hypothetical"),
    ("If Peru closes the border, Chile will suffer.", "closes", "hypothetical"),
    ("Chile will wait until Peru closes the border.", "closes", "hypothetical"),
    ("Chile waited until Peru closed the border.", "closed", "actual"),
    ("Peru will close the border.", "close", "future"),
    ("Peru is expected to close the border.", "close", "future"),
    ("Peru plans to close the border.", "close", "future"),
    ("Peru began to close the border.", "close", "actual"),
    ("Peru closed the border.", "closed", "actual"),
])  # fmt: skip
def test_a_deed_that_the_grammar_plainly_leaves_undone(text: str, word: str, modality: str) -> None:
    assert _modality(text, word, "COERCE") == modality


def test_what_is_done_by_being_told_and_what_the_network_has_seen_stay() -> None:
    assert _modality("Peru would not accept the claim.", "accept", "REJECT") == "actual"
    assert _modality("Peru will close the border.", "close", "COERCE", "hypothetical") == "hypothetical"
