"""Articles in, readings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from onrecord import encoder, ingest, ontology, rules, stages
from onrecord.errors import ArticleError, EvidenceError
from onrecord.facts import MadeBy, Reading
from onrecord.frames import Draft, Finder
from onrecord.gazetteer import Gazetteer, load_gazetteer
from onrecord.text import Article
from onrecord.version import __version__


def read(
    text_or_article: str | Article,
    *,
    published_on: date | str | None = None,
    finder: Finder | None = None,
    gazetteer: Gazetteer | None = None,
) -> Reading:
    """Read one report.

    `text_or_article` is plain text (page debris is removed, see `onrecord.ingest`) or an Article; `published_on` is the
    day against which "on Thursday" is resolved, and wins over the article's own. `finder` is the trained one unless
    another is given (`onrecord.rules.RuleFinder()`). `gazetteer` is what ships unless another is given
    (`onrecord.gazetteer.load_gazetteer((Path("mine.toml"),))`). The reading is checked against the article before it is returned.

    Raises ArticleError when the text cannot be read, ConfigError on a malformed day.
    """
    day = ingest.to_day(published_on) if isinstance(published_on, str) else published_on
    if isinstance(text_or_article, str):
        article = ingest.from_text(text_or_article, published_on=day)
    else:
        article = replace(text_or_article, published_on=day or text_or_article.published_on)
    return _read(article, finder or default_finder(), gazetteer or load_gazetteer())


def default_finder(*, threads: int = 1) -> Finder:
    """The trained finder; the rules where the package was built without weights."""
    return encoder.load_finder(threads=threads) if encoder.has_weights() else rules.RuleFinder()


def made_by(finder: Finder, gazetteer: Gazetteer | None = None) -> MadeBy:
    """What the readings of a finder say of their making; with the gazetteer that ships unless another is given."""
    lookup = gazetteer or load_gazetteer()
    return MadeBy(version=__version__, weights=finder.version, gazetteer=lookup.version, ontology=ontology.NAME)


def read_many(
    articles: Iterable[Article], *, finder: Finder | None = None, gazetteer: Gazetteer | None = None
) -> Iterator[Reading | ArticleError | EvidenceError]:
    """Read articles one by one, as they come; what cannot be read gives its error in its place."""
    finder, gazetteer = finder or default_finder(), gazetteer or load_gazetteer()
    for article in articles:
        yield try_read(article, finder=finder, gazetteer=gazetteer)


def try_read(article: Article, *, finder: Finder, gazetteer: Gazetteer) -> Reading | ArticleError | EvidenceError:
    """The reading of an article, or why there is none."""
    try:
        return _read(article, finder, gazetteer)
    except (ArticleError, EvidenceError) as error:
        return error


def _read(article: Article, finder: Finder, gazetteer: Gazetteer) -> Reading:
    draft = finder.find(article, stages.lay_out(article, Draft(gazetteer=gazetteer)))
    for stage in stages.AFTER_FRAMES:
        draft = stage(article, draft)
    reading = Reading(
        article=article,
        actors=draft.actors,
        quotes=draft.quotes,
        events=draft.events,
        times=draft.times,
        made_by=made_by(finder, gazetteer),
    )
    reading.check(article)
    return reading
