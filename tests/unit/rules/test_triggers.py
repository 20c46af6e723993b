"""Events by rule, one sentence a case: which frames, with which parties, told as done or not. Sentences in deeds.toml."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import rules, stages
from onrecord.frames import CUE, Frame
from onrecord.text import Article

DEEDS = tomllib.loads((Path(__file__).parent / "deeds.toml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(text, told, id=f"{group}: {text}") for group, rows in DEEDS.items() for text, told in rows.items()
]


def frames_of(text: str) -> tuple[Frame, ...]:
    """The frames of events that rules find in a text."""
    article = Article.from_text(text)
    draft = stages.lay_out(article)
    draft = replace(draft, frames=rules.find_frames(article, draft))
    return tuple(frame for frame in draft.frames if frame.type != CUE)


def tell(frame: Frame, text: str, anchored: bool) -> str:
    """A frame in the notation of deeds.toml."""

    def words(role: str) -> str:
        return ", ".join(filler.spans[0].of(text) for filler in frame.fillers(role))  # type: ignore[arg-type]

    code = frame.type + (f"/{frame.mode}" if frame.mode else "")
    notes = [frame.modality] if frame.modality != "actual" else []
    notes += ["both"] if frame.reciprocal else []
    notes += ["hearsay"] if frame.asserted else []
    told = " ".join(f"{code}: {words('actor')} > {words('recipient')}".split())
    told += f" | {', '.join(notes)}" if notes else ""
    return told + (f" || {' … '.join(piece.of(text) for piece in frame.anchor)}" if anchored else "")


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_a_sentence_tells_these_deeds(text: str, wanted: list[str]) -> None:
    anchored = any("||" in told for told in wanted)
    assert [tell(frame, text, anchored) for frame in frames_of(text)] == wanted
