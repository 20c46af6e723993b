"""`onrecord who says-about A B`: what A says about B."""

from __future__ import annotations

from typing import get_args

import click

from onrecord.cli import READ_ALL
from onrecord.cli.entries import write_entries
from onrecord.cli.record_options import check_reports, days_options, form_option, open_to_read, record_option, to_day
from onrecord.facts import QuoteKind
from onrecord.record import QuoteFilter


@click.group()
def who() -> None:
    """Ask who says what about whom."""


@who.command("says-about")
@click.argument("speaker")
@click.argument("about")
@click.option("--search", "text", metavar="WORDS", help='Words, or a "phrase", in the quotation or a title.')
@click.option("--kind", type=click.Choice(get_args(QuoteKind)), help="Which kind of quotation.")
@days_options
@click.option("--reports", is_flag=True, help="With every report and its evidence (json, jsonl).")
@record_option
@form_option
def says_about(
    speaker: str,
    about: str,
    text: str | None,
    kind: str | None,
    since: str | None,
    until: str | None,
    as_of: str | None,
    limit: int | None,
    reports: bool,
    where: str,
    form: str,
) -> int:
    """What SPEAKER says about ABOUT, the newest first: each a name, an id, a country or a sector."""
    check_reports(reports, form)
    asked = QuoteFilter(
        speaker=speaker, about=about, kind=kind, text=text, from_on=to_day(since), until_on=to_day(until), as_of=to_day(as_of)
    )  # fmt: skip
    with open_to_read(where) as record:
        n = record.count(asked)
        found = record.quotes(asked, reports=reports, limit=limit)
        write_entries(record, found, form, n=n, limit=limit, what="quotes")
    return READ_ALL
