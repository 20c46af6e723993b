"""A demo record: the corpus's stories spread over two years, and a quarrel in briefs: `python -m examples.demo PLACE`.

Everything in it is fiction. Stories keep their order and their day of the week; agency stories are carried by other outlets a
day later, cut, as agency stories are. The same corpus and finder give the same record.
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from corpus.check import corpus_files, read_file
from onrecord.ingest import from_text
from onrecord.record import Input, Record
from onrecord.text import Article

HERE = Path(__file__).resolve().parent
FIRST = date(2023, 1, 2)  # a Monday
WEEKS = 104
OUTLETS = {
    "agency": "Newsline", "broadsheet": "The Meridian", "broadcaster": "Channel Two", "brief": "Morning Brief",
    "regional": "Coast and Hinterland", "tabloid": "The Daily Lamp", "translated": "Kurier", "live": "Meridian Live",
    "communique": "State Gazette", "interview": "The Long Table",
}  # fmt: skip
CARRIERS = ("The Meridian", "Coast and Hinterland", "The Daily Lamp")
SIDES = (
    {"A": "Chile", "a": "Chilean", "minister": "Foreign Minister Amaya Rojas", "seat": "Santiago"},
    {"A": "Portugal", "a": "Portuguese", "minister": "Foreign Minister Henrique Vale", "seat": "Lisbon"},
)
# Briefs a month, by mood: calm, quarrel, mending.
MOODS = (
    *(
        (5, 1, 0),
        (6, 1, 0),
        (5, 1, 0),
        (6, 0, 0),
        (5, 2, 0),
        (6, 1, 0),
        (5, 1, 0),
        (4, 3, 0),
        (3, 6, 0),
        (2, 9, 0),
        (1, 13, 0),
        (0, 14, 0),
    ),
    *(
        (1, 12, 0),
        (1, 10, 1),
        (1, 9, 1),
        (1, 7, 2),
        (2, 6, 3),
        (2, 4, 5),
        (3, 3, 5),
        (4, 2, 5),
        (5, 2, 4),
        (5, 1, 3),
        (6, 1, 2),
        (6, 1, 2),
    ),
)
SAID = 100  # articles after which a line says how far the reading is
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def main(arguments: list[str] | None = None) -> int:
    """Make the record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("place", type=Path)
    place = parser.parse_args(arguments).place
    articles = make_articles()
    print(f"{place}: reading {len(articles):,} articles, once; this takes minutes", file=sys.stderr)
    with Record.open(place) as record:
        told = record.add(_inputs(articles))
    print(f"{place}: {told.added:,} articles read, {told.known:,} known, {told.failed:,} failed", file=sys.stderr)
    return 0


def _inputs(articles: list[tuple[str, Article]]) -> Iterator[Input]:
    """The articles as inputs; how many have been read is said now and then."""
    for number, (source, article) in enumerate(articles):
        if number and number % SAID == 0:
            print(f"  {number:,} of {len(articles):,} articles read", file=sys.stderr)
        yield Input(source, None, article)


def make_articles() -> list[tuple[str, Article]]:
    """Every article with where it comes from, by day."""
    found = [*_stories(), *_briefs(random.Random(7)), _lighthouse()]  # noqa: S311 - chance that is the same every time
    return sorted(found, key=lambda one: (one[1].published_on or FIRST, one[0]))


def _stories() -> Iterator[tuple[str, Article]]:
    """The corpus's stories, and the copies of those of the agency."""
    documents = [one for path in corpus_files() if "stories" in path.parts for one in read_file(path)]
    documents.sort(key=lambda one: (one.published_on or date.min, one.id))
    for number, document in enumerate(documents):
        monday = FIRST + timedelta(weeks=number * WEEKS // len(documents))
        weekday = document.published_on.weekday() if document.published_on else 0
        article = Article.from_text(
            document.text,
            published_on=monday + timedelta(days=weekday),
            outlet=OUTLETS.get(document.head.get("outlet", ""), "The Meridian"),
            url=f"https://news.example/{document.id}",
        )
        yield document.id, article
        if article.outlet == "Newsline":
            yield f"{document.id}+", _carried(article, CARRIERS[number % len(CARRIERS)])


def _carried(article: Article, outlet: str) -> Article:
    """An agency's story as another outlet prints it a day later: without its end."""
    paragraphs = article.text.split("\n\n")
    text = "\n\n".join(paragraphs[: max(2, len(paragraphs) * 4 // 5)])
    day = article.published_on + timedelta(days=1) if article.published_on else None
    carried = Article.from_text(text, published_on=day, outlet=outlet)
    return replace(carried, url=f"{article.url}-{outlet.split()[-1].lower()}")


def _briefs(chance: random.Random) -> Iterator[tuple[str, Article]]:
    """The quarrel, month by month."""
    moods = tomllib.loads((HERE / "demo-briefs.toml").read_text(encoding="utf-8"))
    outlets = sorted(OUTLETS.values())
    for month, numbers in enumerate(MOODS):
        for mood, n in zip(("calm", "quarrel", "mending"), numbers, strict=True):
            for number in range(n):
                wordings = chance.choice(moods[mood]["briefs"])
                day = date(FIRST.year + month // 12, month % 12 + 1, chance.randrange(2, 28))
                ours, theirs = chance.sample(SIDES, 2)
                words = {**ours, "B": theirs["A"], "b": theirs["a"], "day": DAYS[(day - timedelta(days=1)).weekday()]}
                for told, outlet in zip(wordings, chance.sample(outlets, len(wordings)), strict=True):
                    article = from_text(told.format(**words), published_on=day, outlet=outlet)
                    yield f"brief/{month:02}-{mood}-{number}-{outlet}", article


def _lighthouse() -> tuple[str, Article]:
    text = (HERE / "lighthouse-remark.txt").read_text(encoding="utf-8")
    return "lighthouse-remark", from_text(text, published_on=date(2023, 11, 9), outlet="The Meridian")


if __name__ == "__main__":
    raise SystemExit(main())
