"""Windows: every word is read once, what stands before goes along, and a given pair is marked."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord import stages
from onrecord.encoder.tokens import CONTEXT, HEADLINE, MAX_PIECES, TARGET, Window, cut_windows, mark_pair, to_arrays
from onrecord.frames import Draft
from onrecord.syntax import Token
from onrecord.text import Article, Span

PARAGRAPH = "Norland recalled its envoy from Sudmark on Monday and demanded an apology for the “harbour remark”. "


def _tokens(draft: Draft) -> tuple[Token, ...]:
    assert draft.syntax is not None
    return tuple(draft.syntax.tokens)


def _windows(text: str, title: str | None = None) -> tuple[list[Window], tuple[Token, ...]]:
    article = Article.from_text(text, title=title)
    draft = stages.lay_out(article)
    return cut_windows(article, draft), _tokens(draft)


@pytest.mark.parametrize("text", [PARAGRAPH, "\n\n".join([PARAGRAPH * 3] * 12), PARAGRAPH * 40])
def test_every_word_is_the_target_of_one_window(text: str) -> None:
    windows, tokens = _windows(text)
    read = [window.tokens[word] for window in windows for word in range(*window.target)]
    assert read == list(range(len(tokens)))
    assert all(len(window.pieces) <= MAX_PIECES for window in windows)


def test_a_word_without_end_is_cut_short() -> None:
    windows, _ = _windows("Norland " + "x" * 5000 + " recalled its envoy.")
    assert sum(len(window.pieces) for window in windows) < 60


def test_later_windows_see_the_headline_and_what_stands_before() -> None:
    windows, _ = _windows("Envoy recalled\n\n" + "\n\n".join([PARAGRAPH * 3] * 12), "Envoy recalled")
    first, second = windows[:2]
    assert set(first.part) == {TARGET}
    assert second.part.count(HEADLINE) == 2
    assert 0 < second.part.count(CONTEXT) <= second.target[0]


def test_windows_side_by_side_are_padded() -> None:
    windows, _ = _windows("\n\n".join([PARAGRAPH * 3] * 12))
    arrays = to_arrays(windows)
    assert arrays.pieces.shape == (len(windows), max(len(window.pieces) for window in windows))
    for row, window in enumerate(windows):
        assert arrays.mask[row].sum() == len(window.pieces)
        assert arrays.words[row] == len(window.tokens)
        assert not arrays.pieces[row, len(window.pieces) :].any()


def _pair(actor: str | None, recipient: str | None) -> list[tuple[str, int]]:
    text = "The Sudmark harbour court fined Sudmark's own pilots."
    windows, tokens = _windows(text)

    def span(words: str | None) -> Span | None:
        return None if words is None else Span(text.index(words), text.index(words) + len(words))

    marked = mark_pair(windows[0], tokens, span(actor), span(recipient))
    assert isinstance(marked, np.ndarray)
    return [(tokens[t].text, int(n)) for t, n in zip(windows[0].tokens, marked, strict=True) if n]


def test_the_parties_of_a_pair_are_marked() -> None:
    assert _pair("harbour court", "own pilots") == [("harbour", 1), ("court", 1), ("own", 2), ("pilots", 2)]


def test_a_party_may_be_unnamed() -> None:
    assert _pair(None, "own pilots") == [("own", 2), ("pilots", 2)]


def test_of_two_parties_that_share_words_the_shorter_one_has_them() -> None:
    told = _pair("The Sudmark harbour court", "Sudmark")
    assert told == [("The", 1), ("Sudmark", 2), ("harbour", 1), ("court", 1)]
    assert _pair("Sudmark", "The Sudmark harbour court") == [(word, 3 - number) for word, number in told]


def test_a_pair_that_no_window_holds_is_told_as_none() -> None:
    windows, tokens = _windows(PARAGRAPH)
    assert mark_pair(windows[0], tokens, Span(0, 7), Span(9_000, 9_010)) is None
