"""Attributions and quotes over random text: nothing raises, every span stands in the text."""

from __future__ import annotations

import importlib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ArticleError
from onrecord.frames import Draft
from onrecord.rules.cues import find_cue_frames
from onrecord.text import Article

WORDS = st.sampled_from(
    "said says “ ” \" ' ‘ ’ , . : ; — – - ( ) \n\n\n he Odell Marr the ferry sank that whether to according reportedly told"
    " reporters on Tuesday in statement was called by as claim is expected asked who which and but saying While ’s".split(
        " "
    )
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_every_span_stands_in_the_text(text: str) -> None:
    regions = importlib.import_module("onrecord.stages.regions")
    sentences = importlib.import_module("onrecord.stages.sentences")
    quotes = importlib.import_module("onrecord.stages.quotes")
    try:
        article = Article.from_text(text)
    except ArticleError:
        return
    draft = sentences.find_sentences(article, regions.find_regions(article, Draft()))
    frames = find_cue_frames(article, draft)
    for frame in frames:
        for span in [*frame.anchor, *(span for role in frame.roles for span in role.spans)]:
            assert 0 <= span.start < span.end <= len(article.text)
        content = frame.fillers("content")[0].spans
        assert list(content) == sorted(content)
    built = quotes.build_quotes(article, replace(draft, frames=frames)).quotes
    assert [quote.id for quote in built] == [f"q{number}" for number in range(1, len(built) + 1)]
    for quote in built:
        assert all(article.text[piece.start : piece.end] == piece.text for piece in quote.content)
