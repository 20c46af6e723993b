"""A record for the tests of the page and the API: a part of the demo record, read by the rules, and a few imported events."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from examples.demo import make_articles
from onrecord import pipeline
from onrecord.entries import CodedEvent, Party
from onrecord.facts import Reading
from onrecord.record import Record
from onrecord.rules import RuleFinder

EVERY = 7  # of the demo's articles one in so many is kept
NORWAY, PERU = (
    Party(id="NOR", name="Norway", kind="country", country="NOR"),
    Party(id="PER", name="Peru", kind="country", country="PER"),
)


def fill(place: Path) -> Path:
    """Make the record."""
    with Record.open(place) as record:
        record.add(_readings())
        record.add_coded(
            CodedEvent(
                source="icews", source_id=str(number), row=f"a row\t{number}", type="CONSULT", quad=1, plover_score=2.5, cameo="040",
                goldstein=1.0, actors=(NORWAY,), recipients=(PERU,), first_on=date(2023, 1 + number, 5), outlets=("Wire",),
            )
            for number in range(6)
        )  # fmt: skip
    return place


@cache
def _readings() -> tuple[Reading, ...]:
    articles = [article for _, article in make_articles()]
    kept = [one for at, one in enumerate(articles) if at % EVERY == 0 or one.text.startswith("'Let him count")]
    finder = RuleFinder()
    return tuple(found for found in pipeline.read_many(kept, finder=finder) if isinstance(found, Reading))
