"""Where a report was filed: "OSLO, Norway (AP) —" before its first sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.gazetteer import Gazetteer
from onrecord.gazetteer.cities import TOWN, country_of_city
from onrecord.text import Article, Span

# A town in capitals, or one with an agency behind it; a land, a day; a dash.
_DATELINE = re.compile(
    r"(?:(?P<town>[A-ZÀ-Ý][A-ZÀ-Ý .'’-]{2,40}?)(?:,\s?(?P<land>[^\W\d_][^()\n—–]{1,30}?))?(?:\s?\([^()\n]{2,40}\))?"
    r"|(?P<filed>[A-ZÀ-Ý][\w.'’-]*(?: [A-ZÀ-Ý][\w.'’-]*){0,3})(?:,\s?(?P<of>[^()\n—–]{2,30}?))?\s?\([^()\n]{2,40}\))"
    r"\s?(?:—|–|--|-)\s"
)
_PARAGRAPHS = 3  # title, standfirst, and the one that the dateline opens


class Dateline(NamedTuple):
    """Its span with the dash, and the code of the country it names, where the gazetteer knows it."""

    span: Span
    country: str | None


def find_dateline(article: Article, gazetteer: Gazetteer) -> Dateline | None:
    """The dateline of an article.

    >>> from onrecord.gazetteer import load_gazetteer
    >>> find_dateline(Article.from_text("OSLO, Norway (AP) — Snow fell."), load_gazetteer())
    Dateline(span=Span(start=0, end=20), country='NOR')
    """
    for paragraph in article.paragraphs[:_PARAGRAPHS]:
        match = _DATELINE.match(article.text, paragraph.start, min(paragraph.end, paragraph.start + 140))
        if match is not None:
            told = (match["land"] or match["of"], match["town"] or match["filed"])
            country = next((code for place in told if (code := _country(place, gazetteer))), None)
            return Dateline(Span(match.start(), match.end()), country)
    return None


def _country(place: str | None, gazetteer: Gazetteer) -> str | None:
    if place is None:
        return None
    words = place.replace("’", "'").strip()
    for written in (words, words.title()):
        named = gazetteer.match(written.split(), 0)
        if named is not None and named[1].kind in ("country", "capital"):
            return named[1].country
    return country_of_city(words, least=TOWN)
