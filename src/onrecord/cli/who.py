"""`onrecord who says-about A B`: what A says about B."""

from __future__ import annotations

import click

from onrecord.cli import READ_ALL
from onrecord.cli.entries import write_entries
from onrecord.cli.record_options import days_options, form_option, open_to_read, record_option, to_day
from onrecord.record import QuoteFilter


@click.group()
def who() -> None:
    """Ask who says what about whom."""


@who.command("says-about")
@click.argument("speaker")
@click.argument("about")
@click.option("--search", "text", metavar="WORDS", help='Words, or a "phrase", in the quotation or a title.')
@days_options
@record_option
@form_option
def says_about(
    speaker: str,
    about: str,
    text: str | None,
    since: str | None,
    until: str | None,
    as_of: str | None,
    limit: int | None,
    where: str,
    form: str,
) -> int:
    """What SPEAKER says about ABOUT, the newest first: each a name, an id, a country or a sector."""
    asked = QuoteFilter(
        speaker=speaker, about=about, text=text, from_on=to_day(since), until_on=to_day(until), as_of=to_day(as_of)
    )  # fmt: skip
    with open_to_read(where) as record:
        n = record.count(asked)
        write_entries(record, record.quotes(asked, limit=limit), form, n=min(n, limit or n), what="quotes")
    return READ_ALL
