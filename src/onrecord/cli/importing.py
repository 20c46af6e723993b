"""`onrecord actors import` and `import-wikidata`: actors of the user's own, checked before anything is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from onrecord.cli import READ_ALL, WRONG_USE
from onrecord.errors import ConfigError
from onrecord.gazetteer.own import import_file, template, user_folder
from onrecord.gazetteer.wikidata import import_dump


@click.command("import")
@click.argument("path", required=False, metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--to", type=click.Path(path_type=Path), metavar="FILE", help="Put it there, not into your folder of actors."
)
@click.option(
    "--template", "form", type=click.Choice(("toml", "csv")), help="Print a file to begin with, and do nothing else."
)
def import_actors(path: Path | None, to: Path | None, form: str | None) -> int:
    """Check a file of actors and keep it for all later runs; they win over those that ship.

    FILE is TOML or CSV, as --template shows. Every mistake is told with its line and how to mend it, and then nothing is
    imported. A file of the same name takes the place of the one before.

    Exit codes: 0 imported, 2 something is wrong.
    """
    if form is not None and path is not None:
        raise ConfigError("--template prints a file to begin with and imports nothing; leave it or FILE out")
    if form is not None:
        click.echo(template(form), nl=False)
        return READ_ALL
    if path is None:
        raise click.UsageError("Missing argument 'FILE'.")
    imported, problems = import_file(path, to)
    for problem in problems:
        click.echo(f"onrecord: {path}, {_one_line(str(problem))}", err=True)
    if imported is None:
        click.echo(f"onrecord: nothing was imported; mend {len(problems):,} and import again", err=True)
        return WRONG_USE
    how = "imported to" if imported.is_new else "imported, in the place of"
    click.echo(f"{imported.n_actors:,} actors {how} {imported.place}")
    return READ_ALL


@click.command("import-wikidata")
@click.argument("dump", metavar="DUMP", type=click.Path(path_type=Path))
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Put the tables there, not into your folder of actors.",
)
def import_wikidata(dump: Path, to: Path | None) -> int:
    """Take political offices, their holders and political bodies from a dump of Wikidata, for all later runs.

    DUMP is the JSON dump as Wikidata publishes it: latest-all.json, .gz or .bz2. It is read once from end to end, in little memory; a run
    that was stopped goes on where it was when it is called again.

    Exit codes: 0 imported, 2 something is wrong, 130 interrupted.
    """
    place = to if to is not None else user_folder() / "wikidata"
    with _progress(dump) as progress:
        outcome = import_dump(dump, place, progress=progress)
    if outcome.n_bad:
        click.echo(f"onrecord: {outcome.n_bad:,} lines of {dump} are no entities and were left out", err=True)
    as_of = f", as of {outcome.day}," if outcome.day else ""
    click.echo(f"{outcome.n_persons:,} persons and {outcome.n_bodies:,} bodies{as_of} imported to {place}")
    if not (outcome.n_persons or outcome.n_bodies):
        click.echo(f"onrecord: {dump} holds nobody in political office; is it the whole dump of Wikidata?", err=True)
    return READ_ALL


@contextmanager
def _progress(dump: Path) -> Iterator[Callable[[int], None]]:
    """How much of a file is behind, on standard error; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    total = dump.stat().st_size if dump.is_file() else None
    with Progress(
        BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as shown:
        task = shown.add_task("reading", total=total)
        yield lambda behind: shown.update(task, completed=behind)


def _one_line(words: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in words)
