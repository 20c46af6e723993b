"""Events that are not sure alone are told where the article tells several that are."""

from __future__ import annotations

from dataclasses import replace

from onrecord.encoder import EncoderFinder, load_finder
from onrecord.encoder.decode import COMPANY
from onrecord.frames import CUE
from onrecord.stages import lay_out
from onrecord.text import Article

MANY = (
    "Peru expelled two Bolivian diplomats on Monday. Bolivia recalled its ambassador from Lima. Chile condemned the expulsions. "
    "Police in La Paz arrested four protesters who had thrown stones at the Peruvian embassy. Brazil offered to mediate."
)
ONE = "Peru expelled two Bolivian diplomats on Monday. The sea off Lima was calm."


def _scores(text: str, **thresholds: float) -> list[float]:
    """The scores of the events that are told, the least last."""
    session = load_finder().session
    told = {**session.told, "thresholds": {"cue": 0.5, "free": 0.5, **thresholds}}
    article = Article.from_text(text)
    draft = EncoderFinder(replace(session, told=told)).find(article, lay_out(article))
    return sorted((frame.score for frame in draft.frames if frame.type != CUE), reverse=True)


def test_what_is_not_sure_alone_stays_in_company() -> None:
    every = _scores(MANY, event=0.15)
    assert len(every) > COMPANY
    alone = (every[COMPANY - 1] + every[COMPANY]) / 2  # as many as speak for others are sure
    assert _scores(MANY, event=alone) == every[:COMPANY]
    assert _scores(MANY, event=alone, company=0.15) == every


def test_too_few_speak_for_nobody() -> None:
    every = _scores(MANY, event=0.15)
    alone = (every[COMPANY - 2] + every[COMPANY - 1]) / 2
    assert _scores(MANY, event=alone, company=0.15) == every[: COMPANY - 1]


def test_one_act_that_is_sure_is_told() -> None:
    assert len(_scores(ONE, event=0.5, company=0.4)) == 1
