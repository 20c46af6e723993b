"""An article read as far as its phrases and actors, for tests of those stages."""

from __future__ import annotations

from dataclasses import replace

from onrecord import rules, stages
from onrecord.frames import Draft, Phrase
from onrecord.text import Article


def phrases_of(text: str) -> tuple[Article, Draft]:
    article = Article.from_text(text)
    return article, stages.lay_out(article)


def linked(text: str) -> tuple[Article, Draft]:
    article, draft = phrases_of(text)
    return article, stages.link_phrases(article, replace(draft, frames=rules.find_frames(article, draft)))


def nth_phrase(article: Article, draft: Draft, words: str, nth: int = 0) -> tuple[int, Phrase]:
    """The nth phrase with these words, and its index."""
    found = [(i, phrase) for i, phrase in enumerate(draft.phrases) if phrase.span.of(article.text) == words]
    if len(found) <= nth:
        raise LookupError(f"{words!r} not among {[phrase.span.of(article.text) for phrase in draft.phrases]}")
    return found[nth]
