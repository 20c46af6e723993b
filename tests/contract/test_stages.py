"""One suite, run on every stage: same in, same out; nothing else changed; every span inside the text; no input breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

import pytest

from onrecord import rules, stages
from onrecord.facts import Evidence, Moment
from onrecord.frames import Draft, Stage
from onrecord.text import Article, Span

OWN_LAYERS = {
    "find_regions": {"regions"},
    "find_sentences": {"sentences", "syntax"},
    "find_times": {"times"},
    "find_phrases": {"phrases"},
    "add_turns": {"frames"},
    "add_spoken": {"frames"},
    "complete_sides": {"frames"},
    "link_phrases": {"actors", "party_of", "members_of"},
    "build_quotes": {"quotes"},
    "build_events": {"events"},
    "keep_meant": {"actors", "quotes"},
}
TEXTS = (
    "Snow",
    "“",
    "''\n\n'' \" ‘ « said",
    'Said said said: "said" said he, said she.',
    "Peru 'will not bend'\n\nLIMA — Peru's envoy said on Monday that Chile had threatened to close the border. “We met twice.”",
    "He told them: “No.\n\n“Never.”\n\n\"Ask again,\" she said, 'tomorrow.'",
    "🗞 É\u0301\u200f\u202e 1 2 3 (((\n\n]]] -- . . . ?!",
    "and " * 400,
)


def _drafts(text: str) -> Iterator[tuple[Stage, Article, Draft, Draft]]:
    """Each stage with the draft it is given and the draft it gives."""
    article = Article.from_text(text, published_on=date(2024, 5, 3))
    draft = Draft()
    for stage in stages.BEFORE_FRAMES:
        after = stage(article, draft)
        yield stage, article, draft, after
        draft = after
    draft = replace(draft, frames=rules.find_frames(article, draft))
    for stage in stages.AFTER_FRAMES:
        after = stage(article, draft)
        yield stage, article, draft, after
        draft = after


@pytest.mark.parametrize("text", TEXTS)
def test_a_stage_fills_its_own_layer_and_no_other(text: str) -> None:
    for stage, _, before, after in _drafts(text):
        changed = {f.name for f in fields(Draft) if getattr(before, f.name) != getattr(after, f.name)}
        assert changed <= OWN_LAYERS[stage.__name__], stage.__name__


@pytest.mark.parametrize("text", TEXTS)
def test_a_stage_gives_the_same_twice(text: str) -> None:
    for stage, article, before, after in _drafts(text):
        assert stage(article, before) == after, stage.__name__


@pytest.mark.parametrize("text", TEXTS)
def test_every_span_lies_inside_the_text(text: str) -> None:
    for stage, article, _, after in _drafts(text):
        for span in _spans(after):
            assert 0 <= span.start < span.end <= len(article.text), stage.__name__


def test_every_stage_is_in_the_suite() -> None:
    assert {stage.__name__ for stage in stages.BEFORE_FRAMES + stages.AFTER_FRAMES} == set(OWN_LAYERS)


def _spans(draft: Draft) -> Iterator[Span]:
    yield from draft.sentences
    yield from (region.span for region in draft.regions)
    for moment in draft.times:
        yield _span(moment)
    for phrase in draft.phrases:
        yield from (phrase.span, phrase.head)
    for frame in draft.frames:
        yield from frame.anchor
        for role in frame.roles:
            yield from role.spans


def _span(found: Moment | Evidence) -> Span:
    evidence = found.evidence if isinstance(found, Moment) else found
    return Span(evidence.start, evidence.end)
