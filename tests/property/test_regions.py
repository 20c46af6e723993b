"""Quotation regions over random text: they lie in one paragraph, nest as trees do, and hold what they say."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ArticleError
from onrecord.frames import Draft, Region
from onrecord.stages.regions import find_regions
from onrecord.stages.sentences import find_sentences
from onrecord.text import Article, Span
from tests.property.samples import EXAMPLES, MARKS, STOPS, TEXTS

DENSE = st.lists(st.sampled_from([*MARKS, *MARKS, *STOPS, "word ", "Word ", " ", "s ", "x"]), max_size=50).map("".join)


def article_of(text: str) -> Article | None:
    try:
        return Article.from_text(text)
    except ArticleError:
        return None


@given(st.one_of(TEXTS, DENSE))
@settings(max_examples=EXAMPLES, deadline=None)
def test_regions_lie_in_one_paragraph_and_nest(text: str) -> None:
    article = article_of(text)
    if article is None:
        return
    regions = find_regions(article, Draft()).regions
    assert regions == find_regions(article, Draft()).regions
    assert [region.span.start for region in regions] == sorted({region.span.start for region in regions})
    for number, region in enumerate(regions):
        check_place(article, region)
        check_kin(regions, number)
    for outer, inner in combinations([region.span for region in regions], 2):
        assert inner.start >= outer.end or outer.covers(inner)


def check_place(article: Article, region: Region) -> None:
    span, inner = region.span, region.inner
    assert any(paragraph.covers(span) for paragraph in article.paragraphs)
    assert span.start < inner.start < inner.end <= span.end
    assert (inner.end < span.end) == region.closed
    assert article.text[span.start : inner.start] in MARKS
    assert not region.closed or article.text[inner.end : span.end] in MARKS


def check_kin(regions: tuple[Region, ...], number: int) -> None:
    region = regions[number]
    around = [at for at, outer in enumerate(regions) if at != number and outer.span.covers(region.span)]
    assert region.parent == (around[-1] if around else None)
    if region.parent is not None:
        assert regions[region.parent].inner.covers(region.span)
    if region.continues is not None:
        assert region.continues < number
        assert not regions[region.continues].closed


@given(TEXTS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_sentences_cover_every_word_once(text: str) -> None:
    article = article_of(text)
    if article is None:
        return
    draft = find_sentences(article, find_regions(article, Draft()))
    assert draft.syntax is not None
    at = 0
    for sentence in draft.sentences:
        assert not article.text[at : sentence.start].strip()
        words = sentence.of(article.text)
        assert words
        assert words == words.strip()
        assert any(paragraph.covers(sentence) for paragraph in article.paragraphs)
        at = sentence.end
    assert not article.text[at:].strip()
    for token, number in zip(draft.syntax.tokens, draft.syntax.sentence_of, strict=True):
        assert draft.sentences[number].covers(Span(token.start, token.end))
