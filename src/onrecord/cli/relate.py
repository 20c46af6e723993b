"""`onrecord relate`: which relation a text states for a given pair, JSON line by JSON line."""

from __future__ import annotations

from pathlib import Path

import click
from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr

from onrecord import ingest, ontology
from onrecord.cli import READ_ALL, SOME_FAILED
from onrecord.cli.answers import answer_lines
from onrecord.cli.output import check_outputs
from onrecord.cli.read import load_weights
from onrecord.relations import Relation
from onrecord.relations import relate as relate_pair
from onrecord.text import Span


class _Words(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    start: StrictInt
    end: StrictInt


class _Pair(BaseModel):
    """One line of input. Unknown keys are ignored."""

    model_config = ConfigDict(strict=True, extra="ignore")

    id: StrictStr | StrictInt
    text: StrictStr
    actor: _Words | None
    recipient: _Words | None
    published_on: StrictStr | None = None


@click.command()
@click.argument("path", metavar="PATH|-")
@click.option(
    "--profile", type=click.Choice(ontology.PROFILES), default=ontology.NAME, show_default=True, help="Whose labels."
)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not to standard output."
)
@click.option("--weights", type=click.Path(path_type=Path), help="A folder with weights of your own.")
@click.option(
    "--threads", type=click.IntRange(1, 256), default=1, show_default=True, help="For the network's products."
)
def relate(path: str, profile: ontology.Profile, output: Path | None, weights: Path | None, threads: int) -> int:
    """Tell which relation a text states from one party to another, both given.

    PATH is a file of JSON lines, or - for standard input: {"id", "text", "actor": {"start", "end"}, "recipient": {"start", "end"},
    "published_on"?}, offsets in code points; null for a party that the text does not name. Each line gives one, in order:
    {"id", "type", "mode", "cameo", "quad", "modality", "probs"}, with "unresolved" where no type is told; or {"id", "error"}.

    Exit codes: 0 all told, 1 some could not be read, 2 wrong use.
    """
    check_outputs([output], [path])
    finder = load_weights(weights, threads)

    def make(row: _Pair) -> Relation:
        if row.published_on is not None:
            ingest.to_day(row.published_on)  # nothing depends on it; a malformed one is told, as by `onrecord read`
        actor, recipient = (Span(party.start, party.end) if party else None for party in (row.actor, row.recipient))
        return relate_pair(row.text, actor, recipient, finder=finder, profile=profile)

    return SOME_FAILED if answer_lines(path, output, _Pair, make) else READ_ALL
