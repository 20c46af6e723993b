"""One article in, one reading out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord import gazetteer, ingest, ontology, rules, stages
from onrecord.facts import MadeBy, Reading
from onrecord.frames import Draft, Finder
from onrecord.text import Article
from onrecord.version import __version__


def read(
    text_or_article: str | Article, *, published_on: date | str | None = None, finder: Finder | None = None
) -> Reading:
    """Read one report.

    `text_or_article` is plain text (page debris is removed, see `onrecord.ingest`) or an Article; `published_on` is the
    day against which "on Thursday" is resolved, and wins over the article's own. The reading is checked against the
    article before it is returned.

    Raises ArticleError when the text cannot be read, ConfigError on a malformed day.
    """
    day = ingest.to_day(published_on) if isinstance(published_on, str) else published_on
    if isinstance(text_or_article, str):
        article = ingest.from_text(text_or_article, published_on=day)
    else:
        article = replace(text_or_article, published_on=day or text_or_article.published_on)
    draft = Draft()
    for stage in stages.BEFORE_FRAMES:
        draft = stage(article, draft)
    draft = replace(draft, frames=(finder or rules.find_frames)(article, draft))
    for stage in stages.AFTER_FRAMES:
        draft = stage(article, draft)
    reading = Reading(
        article=article,
        actors=draft.actors,
        quotes=draft.quotes,
        events=draft.events,
        times=draft.times,
        made_by=MadeBy(
            version=__version__,
            weights=rules.VERSION,
            gazetteer=gazetteer.VERSION,
            ontology=ontology.NAME,
        ),
    )
    reading.check(article)
    return reading
