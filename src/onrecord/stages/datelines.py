"""Where a report was filed: "OSLO, Norway (AP) —" before its first sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from onrecord.frames import Draft
from onrecord.gazetteer import Gazetteer
from onrecord.gazetteer.cities import TOWN
from onrecord.text import Article, Span

# A town or several, a land, a day or an agency; a dash. A day with an agency needs none: "MOSCOW, March 2. /TASS/. Talks ...".
# Nor does a town in capitals with a colon: "BEIRUT: A blast ...".
_DATELINE = re.compile(
    r"(?P<town>[^\W\d_][^\W_ .'’-]*(?:[ .'’/-]{1,2}[^\W_ .'’-]+){0,4}\.?)(?:,\s?(?P<land>[^\W\d_][^()\n—–]{1,30}?))?"
    r"(?:(?P<agency>\s?(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/))?\s?(?:—|–|--|-|_)\s"
    r"|(?<=[\d.])(?P<filed>\s?(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/))[.:]?\s|\s?\([^()\n]{2,40}\):\s|(?P<colon>:\s))"
)
_LETTERS = 3  # that a town has at least
_PARAGRAPHS = 3  # title, standfirst, and the one that the dateline opens


class Dateline(NamedTuple):
    """Its span with the dash, and the code of the country it names, where the gazetteer knows it."""

    span: Span
    country: str | None


def find_dateline(article: Article, gazetteer: Gazetteer) -> Dateline | None:
    """The dateline of an article; of a town alone that a colon follows ("BEIRUT: ...") only where it is known, and not in a headline.

    >>> from onrecord.gazetteer import load_gazetteer
    >>> find_dateline(Article.from_text("OSLO, Norway (AP) — Snow fell."), load_gazetteer())
    Dateline(span=Span(start=0, end=20), country='NOR')
    """
    for paragraph in article.paragraphs[:_PARAGRAPHS]:
        match = _DATELINE.match(article.text, paragraph.start, min(paragraph.end, paragraph.start + 140))
        agency = match is not None and (match["agency"] or match["filed"])
        if match is not None and _is_town(match["town"], with_agency=bool(agency)):
            told = (match["land"], match["town"].partition("/")[0])
            country = next((code for place in told if (code := _country(place, gazetteer))), None)
            if match["colon"] and (
                _is_land(match["town"], gazetteer) or country is None or paragraph.end == len(article.title or "")
            ):
                return None
            return Dateline(Span(match.start(), match.end()), country)
    return None


def without_filing_day(article: Article, draft: Draft) -> Draft:
    """The draft without the day of its dateline, on which the report was filed: nobody acts or speaks on it for that."""
    dateline = find_dateline(article, draft.gazetteer)
    if dateline is None:
        return draft
    kept = tuple(m for m in draft.times if not dateline.span.start <= m.evidence.start < dateline.span.end)
    return replace(draft, times=kept)


def _is_town(words: str, *, with_agency: bool) -> bool:
    """Whether words are written as a dateline's town is: in capitals, or each with one where an agency stands behind."""
    if sum(map(str.isalpha, words)) < _LETTERS:
        return False
    return words.isupper() or (with_agency and all(word[0].isupper() for word in re.split(r"[ /]", words)))


def _is_land(words: str, gazetteer: Gazetteer) -> bool:
    """Whether words name a whole country: "IRAN: ..." tells of whom it is, or who speaks."""
    named = gazetteer.match(words.title().split(), 0)
    return named is not None and named[1].kind == "country"


def _country(place: str | None, gazetteer: Gazetteer) -> str | None:
    if place is None:
        return None
    words = place.replace("’", "'").strip()
    for written in (words, words.title()):
        named = gazetteer.match(written.split(), 0)
        if named is not None and named[1].kind in ("country", "capital", "region") and named[0] == len(written.split()):
            return named[1].country
    return gazetteer.towns.country_of(words, least=TOWN) or gazetteer.towns.country_of(
        words.title().removesuffix(" City"), least=TOWN
    )
