"""The odds of an event fall with those of the likeliest other of its article, and the more the longer the article is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.encoder import EncoderFinder, load_finder
from onrecord.encoder.decode import LONG
from onrecord.frames import CUE, Frame
from onrecord.stages import lay_out
from onrecord.text import Article

EXPULSION = "Peru expelled two Bolivian diplomats on Monday."
ARREST = "Police in La Paz arrested four protesters on Tuesday."
CALM = "The sea off Lima was calm and the anchovy boats stayed in port. Bakers sold warm bread along the quay."


def _events(text: str, threshold: float = 0.15) -> dict[str, Frame]:
    """The events of a text by the words of their anchors."""
    session = load_finder().session
    told = {**session.told, "thresholds": {"cue": 0.5, "free": 0.5, "event": threshold}}
    article = Article.from_text(text)
    draft = EncoderFinder(replace(session, told=told)).find(article, lay_out(article))
    return {frame.anchor[0].of(article.text): frame for frame in draft.frames if frame.type != CUE}


def _calm(n_tokens: int) -> str:
    return "\n".join([CALM] * (n_tokens // 20 + 1))


def test_a_sentence_alone_loses_little() -> None:
    alone, together = _events(EXPULSION)["expelled"], _events(f"{EXPULSION} {ARREST}")["expelled"]
    assert alone.score == pytest.approx(together.score, abs=0.1)


def test_one_act_of_a_long_article_is_less_sure_than_two() -> None:
    alone = _events(f"{EXPULSION}\n{_calm(LONG)}")["expelled"]
    together = _events(f"{EXPULSION}\n{ARREST}\n{_calm(LONG)}")
    assert set(together) == {"expelled", "arrested"}
    assert alone.score < together["expelled"].score
    assert alone.prob <= together["expelled"].prob


def test_it_is_less_sure_the_longer_the_article_is_up_to_a_length() -> None:
    short, long, longer = (_events(f"{EXPULSION}\n{_calm(n)}")["expelled"].score for n in (LONG // 4, LONG, 4 * LONG))
    assert longer == pytest.approx(long, abs=0.02)
    assert long < short


def test_what_falls_under_the_threshold_is_not_told() -> None:
    text = f"{EXPULSION}\n{_calm(LONG)}"
    score = _events(text)["expelled"].score
    assert "expelled" in _events(text, threshold=score - 0.01)
    assert "expelled" not in _events(text, threshold=score + 0.01)
