"""Articles as an archive of many outlets holds them: each story of the corpus as several outlets printed it."""

from __future__ import annotations

import random
from datetime import date, timedelta

from corpus.build import rows
from onrecord.text import Article

KEPT = 0.75  # of a story's paragraphs, in each version


def load_versions(n: int) -> list[Article]:
    """n articles: the stories over and over, each time by another outlet, a day or so later, and with some paragraphs left out.

    The same ones at each call; the versions of one story lie far apart, as they do in an archive that is loaded by outlet.
    """
    draw = random.Random(7)  # noqa: S311 - a draw of paragraphs, not a secret
    stories = [row for row in rows() if row["is_story"] and row["published_on"]]
    articles: list[Article] = []
    while len(articles) < n:
        version = len(articles) // len(stories)
        for row in stories[: n - len(articles)]:
            title, *paragraphs = row["text"].split("\n\n")
            kept = [paragraph for paragraph in paragraphs if version == 0 or draw.random() < KEPT]
            day = date.fromisoformat(row["published_on"]) + timedelta(days=draw.choice((0, 0, 1)) if version else 0)
            text = "\n\n".join([title, *kept])
            articles.append(Article.from_text(text, title=title, published_on=day, outlet=f"Outlet {version}"))
    return articles
