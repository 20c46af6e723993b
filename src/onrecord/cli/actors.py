"""`onrecord actors`: who is who on a day, how fresh that is, and actors of your own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr

from onrecord import ingest
from onrecord.cli import READ_ALL, SOME_FAILED
from onrecord.cli.answers import answer_lines
from onrecord.cli.gazetteer import choose_gazetteer, gazetteer_options, inputs_of
from onrecord.cli.importing import import_actors, import_wikidata
from onrecord.cli.known import lines_of, status_dict, status_lines, to_dict
from onrecord.cli.output import check_outputs
from onrecord.errors import ArticleError, ConfigError
from onrecord.gazetteer import Resolution, load_gazetteer
from onrecord.gazetteer import resolve as resolve_text
from onrecord.gazetteer.freshness import describe_office, to_freshness
from onrecord.gazetteer.own import find_own
from onrecord.gazetteer.searching import search as search_actors
from onrecord.gazetteer.searching import search_alike

MAX_TEXT = 1_000  # code points of a name or a description
_N_LISTED = 20


class _Asked(BaseModel):
    """One line of input of `resolve`. Unknown keys are ignored."""

    model_config = ConfigDict(strict=True, extra="ignore")

    id: StrictStr | StrictInt
    text: StrictStr
    on: StrictStr | None = None
    context: StrictStr | None = None


@click.group()
def actors() -> None:
    """Who is who on a day; actors of your own."""


def _shown_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The flags --on and --format."""
    on = click.option("--on", metavar="DAY", help="The day that is asked about, YYYY-MM-DD. Default: today.")
    form = click.option(
        "--format", "form", type=click.Choice(("pretty", "json")), default="pretty", show_default=True, help="How to show it."
    )  # fmt: skip
    return on(form(command))


@actors.command()
@click.argument("path", metavar="PATH|-")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not to standard output."
)
@gazetteer_options
def resolve(path: str, output: Path | None, actors: tuple[Path, ...], world: str | None) -> int:
    """Tell whom names and descriptions mean, JSON line by JSON line.

    PATH is a file of JSON lines, or - for standard input: {"id", "text", "on"?, "context"?}; `on` is the day that is meant (default: today)
    and `context` may name a country. Each line gives one, in order: {"id", "actor", "name", "kind", "country", "sectors", "office",
    "unresolved"}, with "status" where the office is not held any more or only last known to be; or {"id", "error"}.

    Exit codes: 0 all read, 1 some could not be read, 2 wrong use.
    """
    check_outputs([output], inputs_of([path], actors, world))
    gazetteer = choose_gazetteer(actors, world)
    today = _today()

    def make(row: _Asked) -> Resolution:
        if len(row.text) > MAX_TEXT or len(row.context or "") > MAX_TEXT:
            raise ArticleError(f"text or context is longer than {MAX_TEXT:,} characters; give a name or a description")
        try:
            day = ingest.to_day(row.on) if row.on is not None else today
        except ConfigError as error:
            raise ArticleError(f"on: {error}") from None
        return resolve_text(row.text, gazetteer, on=day, context=row.context)

    return SOME_FAILED if answer_lines(path, output, _Asked, make) else READ_ALL


@actors.command()
@click.argument("actor_id", metavar="ID")
@_shown_options
@gazetteer_options
def show(actor_id: str, on: str | None, form: str, actors: tuple[Path, ...], world: str | None) -> int:
    """Show all that is known of an actor: names, offices with their days and where each fact comes from.

    ID is an actor's id, such as NOR/jens-stoltenberg; `onrecord actors search` finds it.
    """
    known = choose_gazetteer(actors, world).people.by_id(actor_id)
    if known is None:
        raise ConfigError(f"no actor has the id {actor_id}; onrecord actors search WORDS finds ids")
    day = ingest.to_day(on) if on else _today()
    if form == "json":
        click.echo(json.dumps(to_dict(known, day), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines_of(known, day)))
    return READ_ALL


@actors.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option(
    "--limit", type=click.IntRange(1), default=_N_LISTED, show_default=True, help="Show no more than so many."
)
@_shown_options
@gazetteer_options
def search(
    words: tuple[str, ...], limit: int, on: str | None, form: str, actors: tuple[Path, ...], world: str | None
) -> int:
    """Find actors by words of their names, or the beginnings of words; the best known come first.

    A seat ("the Kremlin") finds its state; where nobody is called so, a name that is spelt nearly so is shown, which standard error says.

    Exit codes: 0 found, 1 nobody found, 2 wrong use.
    """
    gazetteer, told = choose_gazetteer(actors, world), " ".join(words)
    found, spelt = search_actors(told, gazetteer), ""
    if not found:
        spelt, found = search_alike(told, gazetteer)
    day = ingest.to_day(on) if on else _today()
    if form == "json":
        click.echo(json.dumps([to_dict(known, day) for known in found[:limit]], ensure_ascii=False, indent=2))
    else:
        for known in found[:limit]:
            click.echo(f"{known.id}\n    {known.name} · {describe_office(known, day)}")
    if len(found) > limit:
        click.echo(f"onrecord: {len(found) - limit:,} more; give more words, or --limit", err=True)
    if spelt or not found:
        alike = f"; this is what {spelt!r} finds" if spelt else ""
        click.echo(f"onrecord: nobody is called {told!r} in the gazetteer{alike}", err=True)
    return READ_ALL if found else SOME_FAILED


@actors.command()
@_shown_options
def status(on: str | None, form: str) -> int:
    """Tell how fresh the gazetteer is: its sources with their last days, and of which states the leaders are known.

    What the user has imported is counted too.
    """
    own = find_own()
    gazetteer = load_gazetteer(own)
    fresh = to_freshness(gazetteer.people, ingest.to_day(on) if on else _today())
    if form == "json":
        click.echo(json.dumps(status_dict(fresh, gazetteer.version, own), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(status_lines(fresh, gazetteer.version, own)))
    return READ_ALL


def _today() -> date:
    return date.today()  # noqa: DTZ011 - a calendar day


actors.add_command(import_actors)
actors.add_command(import_wikidata)
