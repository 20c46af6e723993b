"""The reports of reports.toml: articles, and what the rules read in them."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from onrecord import pipeline
from onrecord.facts import Reading
from onrecord.rules import RuleFinder
from onrecord.text import Article

_TOLD = tomllib.loads(Path(__file__).with_name("reports.toml").read_text(encoding="utf-8"))["report"]
REPORTS: tuple[tuple[str, str, str], ...] = tuple(
    (told["published_on"].isoformat(), told["outlet"], told["text"]) for told in _TOLD
)


def make_article(day: str, outlet: str, text: str) -> Article:
    """An article of an outlet and a day."""
    return Article.from_text(text, published_on=date.fromisoformat(day), outlet=outlet)


def read(day: str, outlet: str, text: str) -> Reading:
    """The rules' reading of a report."""
    return pipeline.read(make_article(day, outlet, text), finder=RuleFinder())


ARTICLES = tuple(make_article(*report) for report in REPORTS)
READINGS = tuple(read(*report) for report in REPORTS)
