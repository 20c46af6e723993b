"""What the commands of the record have in common: where it is, in which form to answer, and days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from onrecord import ingest
from onrecord.errors import ConfigError
from onrecord.record import DEFAULT, Record

FORMS = ("pretty", "json", "jsonl", "csv")
F = TypeVar("F", bound=Callable[..., Any])


def record_option(command: F) -> F:
    """`--record PATH|postgresql://...`."""
    return click.option(
        "--record", "where", default=DEFAULT, show_default=True, envvar="ONRECORD_RECORD", metavar="PATH|URL",
        help="The record: a file, or postgresql://USER@HOST/DATABASE.",
    )(command)  # fmt: skip


def form_option(command: F) -> F:
    """`--format`."""
    return click.option(
        "--format", "form", type=click.Choice(FORMS), default="pretty", show_default=True, help="How to show it."
    )(command)


def days_options(command: F) -> F:
    """`--from`, `--until`, `--as-of`, `--limit`."""
    command = click.option(
        "--limit", type=click.IntRange(1), metavar="N", help="Stop after so many, the newest first."
    )(command)
    command = click.option("--as-of", metavar="DAY", help="Answer from what had been loaded by the end of that day.")(
        command
    )
    command = click.option("--until", metavar="DAY", help="Not after this day, YYYY-MM-DD.")(command)
    return click.option("--from", "since", metavar="DAY", help="Not before this day, YYYY-MM-DD.")(command)


def to_day(words: str | None) -> date | None:
    """A day of a flag. Raises ConfigError on anything else."""
    return ingest.to_day(words) if words is not None else None


def check_reports(reports: bool, form: str) -> None:
    """Raise ConfigError where --reports is given with a form that has no place for them."""
    if reports and form not in ("json", "jsonl"):
        raise ConfigError(f"--reports has no place in {form}; add --format jsonl (or json), or leave it out")


def open_to_read(where: str) -> Record:
    """The record, for questions. Raises StoreError."""
    return Record.open(where, readonly=True)
