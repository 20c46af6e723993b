"""A record of any size for timing: events that nobody did and statements that nobody made, the same every time.

    python -m bench.web_record PLACE [--events 1000000] [--quotes 300000] [--seed 1]

Dyads follow Zipf's law over 120 countries, days twenty years, outlets Zipf's law over 200. Events come in by the record's bulk
path for coded events, statements by its path for readings, so every table and index is filled as in earnest.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from onrecord import ontology
from onrecord.entries import CodedEvent, Party
from onrecord.facts import Actor, Evidence, MadeBy, Mention, Quote, Reading
from onrecord.gazetteer import load_gazetteer
from onrecord.record import Record
from onrecord.text import Article

FIRST, DAYS = date(2005, 1, 1), 7300
QUOTES_AN_ARTICLE = 10
MADE_BY = MadeBy(version="bench", weights="none", gazetteer="none", ontology=ontology.NAME)
SYLLABLES = "ka lo mi ren ta vos du nel shi pa gor ste ba ru len fo qui mar ti zan".split()


def main() -> None:
    """Make the record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("place", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--quotes", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begun = time.monotonic()
    with Record.open(asked.place) as record:
        record.add_coded(make_events(asked.events, asked.seed))
        print(f"{asked.events:,} events after {time.monotonic() - begun:.1f} s", file=sys.stderr)
        record.add(make_readings(asked.quotes, asked.seed))
        print(f"{asked.quotes:,} quotes after {time.monotonic() - begun:.1f} s", file=sys.stderr)


def countries() -> list[str]:
    """The codes of 120 countries."""
    return sorted(code for code in load_gazetteer().shown if len(code) == 3)[:120]


def make_events(n: int, seed: int) -> Iterator[CodedEvent]:
    """Coded events; the first dyad of the law has about 1 in 30 of them."""
    chance = random.Random(seed)  # noqa: S311 - made-up rows
    codes = countries()
    dyads = [(a, b) for a in codes for b in codes if a != b]
    chance.shuffle(dyads)
    dyads = dyads[:3000]
    weights = [1 / (rank + 3) for rank in range(len(dyads))]
    outlets = [f"Outlet {number}" for number in range(200)]
    outlet_weights = [1 / (rank + 2) for rank in range(200)]
    shown = load_gazetteer().shown
    party = {code: Party(id=code, name=shown[code], kind="country", country=code) for code in codes}
    for number in range(n):
        a, b = chance.choices(dyads, weights)[0]
        kind = chance.choice(ontology.TYPES)
        yield CodedEvent(
            source="bench", source_id=str(number), row=f"row {number}", type=kind, quad=ontology.quad(kind),
            plover_score=ontology.plover_score(kind), actors=(party[a],), recipients=(party[b],),
            first_on=FIRST + timedelta(days=chance.randrange(DAYS)), outlets=tuple(chance.choices(outlets, outlet_weights)),
        )  # fmt: skip


def make_readings(n: int, seed: int, *, start: int = 0) -> Iterator[Reading]:
    """Readings with ten statements each, in words that nobody uses."""
    chance = random.Random(seed + start)  # noqa: S311 - made-up rows
    codes = countries()
    words = ["".join(chance.choices(SYLLABLES, k=2)) for _ in range(4000)]
    word_weights = [1 / (rank + 5) for rank in range(4000)]
    for number in range(start, start + n // QUOTES_AN_ARTICLE):
        yield _reading(number, chance, codes, words, word_weights)


def _reading(number: int, chance: random.Random, codes: list[str], words: list[str], weights: list[float]) -> Reading:
    said = [" ".join(chance.choices(words, weights, k=chance.randrange(8, 25))) for _ in range(QUOTES_AN_ARTICLE)]
    pair = chance.sample(codes, 3)
    names = [load_gazetteer().shown[code] for code in pair]
    paragraphs = [f"Number {number} {' '.join(chance.choices(words, weights, k=5))}"]
    paragraphs += [f"{names[at % 2]} said to {names[2]}: “{words_}.”" for at, words_ in enumerate(said)]
    day = FIRST + timedelta(days=chance.randrange(DAYS))
    article = Article.from_text(
        "\n".join(paragraphs[1:]), title=paragraphs[0], published_on=day, outlet=f"Outlet {chance.randrange(200)}"
    )
    quotes, mentions, at = [], {code: list[Mention]() for code in pair}, len(article.title or "") + 2
    for index, line in enumerate(paragraphs[1:]):
        speaker, code = names[index % 2], pair[index % 2]
        evidence = Evidence(article_id=article.id, start=at, end=at + len(speaker), text=speaker)
        mentions[code].append(Mention(evidence=evidence, how="name"))
        opening = line.index("“")
        content = Evidence(article_id=article.id, start=at + opening, end=at + len(line), text=line[opening:])
        cue = Evidence(article_id=article.id, start=at + len(speaker) + 1, end=at + len(speaker) + 5, text="said")
        quotes.append(
            Quote(
                id=f"q{index + 1}",
                kind="direct",
                speaker=code,
                speaker_span=evidence,
                cue=cue,
                content=(content,),
                about=(pair[2],),
                prob=round(chance.uniform(0.4, 1.0), 3),
            )
        )
        at += len(line) + 2
    third = article.text.index(names[2])
    mentions[pair[2]].append(
        Mention(
            evidence=Evidence(article_id=article.id, start=third, end=third + len(names[2]), text=names[2]), how="name"
        )
    )
    actors = tuple(
        Actor(id=code, name=name, kind="country", country=code, known=True, mentions=tuple(mentions[code]))
        for code, name in zip(pair, names, strict=True)
    )
    return Reading(article=article, actors=actors, quotes=tuple(quotes), made_by=MADE_BY)


if __name__ == "__main__":
    main()
