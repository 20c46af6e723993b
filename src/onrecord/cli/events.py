"""`onrecord events`: who did what to whom, over all the reports on record."""

from __future__ import annotations

from typing import get_args

import click

from onrecord import ontology
from onrecord.cli import READ_ALL
from onrecord.cli.entries import write_entries
from onrecord.cli.record_options import check_reports, days_options, form_option, open_to_read, record_option, to_day
from onrecord.errors import ConfigError
from onrecord.facts import Modality
from onrecord.record import EventFilter


@click.command()
@click.option("--actor", metavar="WHO", help="Who did it: a name, an id, a country (RUS, Russia) or a sector (MIL).")
@click.option("--recipient", metavar="WHO", help="To whom it was done.")
@click.option("--type", "type_", type=click.Choice(ontology.TYPES, case_sensitive=False), help="PLOVER's type.")
@click.option("--mode", help="PLOVER's mode, of that type where one is given.")
@click.option("--modality", type=click.Choice(get_args(Modality)), help="Whether it is told as done.")
@click.option(
    "--asserted-by", metavar="WHO", help='Who asserts it; "unnamed", or "nobody" for the reporter\'s own voice.'
)
@click.option("--deeds", is_flag=True, help="Only what is told as done, in a reporter's own voice.")
@click.option(
    "--search", "text", metavar="WORDS", help='Words, or a "phrase", in a sentence that tells it, or a title.'
)
@days_options
@click.option("--reports", is_flag=True, help="With every report and its evidence (json, jsonl).")
@record_option
@form_option
def events(
    actor: str | None,
    recipient: str | None,
    type_: str | None,
    mode: str | None,
    modality: str | None,
    asserted_by: str | None,
    deeds: bool,
    text: str | None,
    since: str | None,
    until: str | None,
    as_of: str | None,
    limit: int | None,
    reports: bool,
    where: str,
    form: str,
) -> int:
    """Ask who did what to whom: events that fit all that is given, the newest first. All of them come, however many."""
    check_reports(reports, form)
    if deeds and modality not in (None, "actual"):
        raise ConfigError(f"--deeds asks for what is told as done, and --modality {modality} for what is not; give one")
    asked = EventFilter(
        actor=actor, recipient=recipient, type=type_, mode=mode, modality=modality, asserted_by=asserted_by, deeds=deeds,
        text=text, from_on=to_day(since), until_on=to_day(until), as_of=to_day(as_of),
    )  # fmt: skip
    with open_to_read(where) as record:
        n = record.count(asked)
        found = record.events(asked, reports=reports, limit=limit)
        write_entries(record, found, form, n=n, limit=limit, what="events")
    return READ_ALL
