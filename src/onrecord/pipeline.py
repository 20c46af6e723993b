"""Articles in, readings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from onrecord import encoder, ingest, ontology, rules, stages
from onrecord.errors import ArticleError, EvidenceError
from onrecord.facts import MadeBy, Reading
from onrecord.frames import Draft, Finder
from onrecord.gazetteer import Gazetteer, load_gazetteer
from onrecord.text import Article
from onrecord.version import __version__

BATCH = 16  # articles that a finder is given together


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
    (reading,) = _read_side_by_side([article], finder or default_finder(), gazetteer or load_gazetteer())
    if isinstance(reading, Exception):
        raise reading
    return reading


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
    """Read articles as they come, in their order; what cannot be read gives its error in its place.

    At most BATCH articles are held at a time, so memory does not grow with their number.
    """
    finder, gazetteer = finder or default_finder(), gazetteer or load_gazetteer()
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        yield from _read_side_by_side(batch, finder, gazetteer)


def _read_side_by_side(
    articles: list[Article], finder: Finder, gazetteer: Gazetteer
) -> list[Reading | ArticleError | EvidenceError]:
    scenes: list[tuple[Article, Draft]] = []
    for article in articles:
        scenes.append((article, stages.lay_out(article, Draft(gazetteer=gazetteer))))
    found = finder.find(scenes)
    return [_finish(article, draft, finder) for (article, _), draft in zip(scenes, found, strict=True)]


def _finish(article: Article, draft: Draft, finder: Finder) -> Reading | EvidenceError:
    try:
        for stage in stages.AFTER_FRAMES:
            draft = stage(article, draft)
        reading = Reading(
            article=article,
            actors=draft.actors,
            quotes=draft.quotes,
            events=draft.events,
            times=draft.times,
            made_by=made_by(finder, draft.gazetteer),
        )
        reading.check(article)
    except EvidenceError as error:
        return error
    return reading
