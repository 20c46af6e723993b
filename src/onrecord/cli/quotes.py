"""`onrecord quotes`: who said what, over all the reports on record."""

from __future__ import annotations

from typing import get_args

import click

from onrecord.cli import READ_ALL
from onrecord.cli.entries import write_entries
from onrecord.cli.record_options import check_reports, days_options, form_option, open_to_read, record_option, to_day
from onrecord.facts import QuoteKind
from onrecord.record import QuoteFilter


@click.command()
@click.option("--speaker", metavar="WHO", help="Who said it: a name, an id, a country (RUS, Russia) or a sector (MIL).")
@click.option("--about", metavar="WHO", help="Who is spoken of, or spoken to.")
@click.option("--to", metavar="WHO", help="Who is spoken to.")
@click.option("--search", "text", metavar="WORDS", help='Words, or a "phrase", in the quotation or a title.')
@click.option("--kind", type=click.Choice(get_args(QuoteKind)), help="Which kind of quotation.")
@days_options
@click.option("--reports", is_flag=True, help="With every report and its evidence (json, jsonl).")
@record_option
@form_option
def quotes(
    speaker: str | None,
    about: str | None,
    to: str | None,
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
    """Ask who said what: statements that fit all that is given, the newest first. All of them come, however many."""
    check_reports(reports, form)
    asked = QuoteFilter(
        speaker=speaker, about=about, to=to, kind=kind, from_on=to_day(since), until_on=to_day(until), text=text, as_of=to_day(as_of)
    )  # fmt: skip
    with open_to_read(where) as record:
        n = record.count(asked)
        found = record.quotes(asked, reports=reports, limit=limit)
        write_entries(record, found, form, n=n, limit=limit, what="quotes")
    return READ_ALL
