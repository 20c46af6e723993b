"""A record in which every word of others' making is a payload: one article for each of payloads.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from onrecord.errors import ArticleError
from onrecord.facts import Actor, Event, Evidence, MadeBy, Mention, Place, Quote, Reading
from onrecord.record import Record
from onrecord.text import Article

MARK = "zq7mark"
GROUPS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "payloads.toml").read_text(encoding="utf-8"))
PAYLOADS = [words.replace("M", MARK) for group in GROUPS.values() for words in group]
MADE_BY = MadeBy(version="1", weights="w", gazetteer="g", ontology="o")


def fill(place: Path) -> Path:
    """Make the record."""
    with Record.open(place) as record:
        told = record.add(make_readings())
    assert told.added >= 195
    return place


def make_readings() -> Iterator[Reading]:
    for number, words in enumerate(PAYLOADS):
        flat = " ".join(words.split())  # a line of its own would be a paragraph
        try:
            article = Article.from_text(
                f"{flat} said: “{flat}”. {flat} struck.",
                title=f"{words} {number}",
                outlet=words,
                url=words,
                published_on=date(2020, 1, 1) + timedelta(days=30 * number),  # far apart: no two are one event
            )
        except ArticleError:
            continue
        yield _reading(article, number)


def _reading(article: Article, number: int) -> Reading:
    """An actor, a statement and an event whose every span is hostile."""
    text = article.text
    body = len(article.title or "") + 2
    end = text.index(" said", body)
    opening, closing = text.index("“", body), text.index("”", body) + 1

    def span(start: int, stop: int) -> Evidence:
        return Evidence(article_id=article.id, start=start, end=stop, text=text[start:stop])

    who = span(body, max(end, body + 1))
    name = f"XXX/{who.text}-{number}"
    actor = Actor(
        id=name,
        name=who.text,
        kind="person",
        country=None,
        office=who.text,
        mentions=(Mention(evidence=who, how="name"),),
    )
    act = span(len(text) - 7, len(text) - 1)
    return Reading(
        article=article,
        actors=(actor,),
        quotes=(
            Quote(
                id="q1",
                kind="direct",
                speaker=name,
                speaker_span=who,
                cue=span(end, end + 5),
                content=(span(opening, closing),),
                about=(name,),
                addressee=name,
                addressee_span=who,
                prob=0.5,
            ),
        ),
        events=(
            Event(
                id="e1",
                type="ASSAULT",
                mode=None,
                cameo="18",
                goldstein=-9.0,
                plover_score=-9.0,
                quad=4,
                actors=(name,),
                recipients=(name,),
                actor_spans=(who,),
                recipient_spans=(who,),
                anchor=(act,),
                sentence=span(body, len(text)),
                prob=0.5,
                where=Place(evidence=who, country=None),
            ),
        ),
        made_by=MADE_BY,
    )
