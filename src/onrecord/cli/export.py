"""`onrecord export`: the record's entries as files that others have code for."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from onrecord.cli import READ_ALL
from onrecord.cli.output import check_outputs, open_output
from onrecord.cli.record_options import open_to_read, record_option, to_day
from onrecord.entries import EventEntry, QuoteEntry
from onrecord.errors import ConfigError
from onrecord.exchange import Form, Layout, What, build_codebook, write_csv, write_jsonl, write_layout, write_parquet
from onrecord.record import EventFilter, QuoteFilter

LAYOUTS = ("ours", "plover", "polecat", "icews", "gdelt")
OTHERS_FORM = {"plover": "jsonl", "polecat": "csv", "icews": "csv", "gdelt": "csv"}
SHOWN_FORM = {"jsonl": "as JSON lines", "csv": "with tabs between, as it is published"}


@click.command()
@record_option
@click.option(
    "--what", type=click.Choice(("events", "quotes")), default="events", show_default=True, help="Which entries."
)
@click.option("--layout", type=click.Choice(LAYOUTS), default="ours", show_default=True, help="Whose columns.")
@click.option(
    "--format", "form", type=click.Choice(("jsonl", "csv", "parquet")), help="Default: jsonl, or the layout's own."
)
@click.option("--party", metavar="WHO", help="Only events in which this country or actor takes part.")
@click.option("--from", "from_day", metavar="DAY", help="First day, YYYY-MM-DD.")
@click.option("--until", "until_day", metavar="DAY", help="Last day, YYYY-MM-DD.")
@click.option(
    "--spreadsheet-safe", is_flag=True, help="Mark text that a spreadsheet would run as a formula. Not for re-import."
)
@click.option("--codebook", is_flag=True, help="Write the codebook of our layout, and nothing else.")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not to standard output."
)
def export(
    where: str,
    what: What,
    layout: Layout,
    form: Form | None,
    party: str | None,
    from_day: str | None,
    until_day: str | None,
    spreadsheet_safe: bool,
    codebook: bool,
    output: Path | None,
) -> int:
    """Write the entries of the record, newest first.

    Our layout holds every field, all reports and their spans. The other layouts have no place for plans, denials and assertions,
    so only deeds are written there, and how many were left out is told.

    Exit codes: 0 written, 2 wrong use.
    """
    if codebook:
        with open_output(output, keep_empty=True) as out:
            out.write(build_codebook())
        return READ_ALL
    form = _form(layout, form, what, spreadsheet_safe)
    check_outputs([output], [where])
    days = (to_day(from_day), to_day(until_day))
    with open_to_read(where) as record:
        if what == "quotes":
            if party is not None:
                raise ConfigError("--party is for events; onrecord quotes --speaker asks for statements")
            quotes = record.quotes(QuoteFilter(from_on=days[0], until_on=days[1]), reports=True)
            return _tell(_write_ours(quotes, what, form, output, spreadsheet_safe), 0, what)
        events = record.events(EventFilter(party=party, from_on=days[0], until_on=days[1]), reports=True)
        if layout == "ours":
            return _tell(_write_ours(events, what, form, output, spreadsheet_safe), 0, what)
        names = {one.id: one for one in record.actors()}
        with open_output(output, keep_empty=True) as out:
            written, left = write_layout(events, layout, names, out, spreadsheet_safe=spreadsheet_safe)
        return _tell(written, left, what)


def _form(layout: Layout, form: Form | None, what: What, spreadsheet_safe: bool) -> Form:
    """The form to write. Raises ConfigError where the flags do not go together."""
    own = OTHERS_FORM.get(layout)
    if own is not None and what == "quotes":
        raise ConfigError(f"the {layout} layout has no statements; leave --layout out")
    if own is not None and form not in (None, own):
        raise ConfigError(f"the {layout} layout is written {SHOWN_FORM[own]}; leave --format out")
    found = form or own or "jsonl"
    if spreadsheet_safe and found != "csv":
        raise ConfigError("--spreadsheet-safe is for tables; add --format csv")
    return found  # type: ignore[return-value]


def _write_ours(
    entries: Iterator[EventEntry] | Iterator[QuoteEntry],
    what: What,
    form: Form,
    output: Path | None,
    spreadsheet_safe: bool,
) -> int:
    if form == "parquet":
        return _write_parquet(entries, what, output)
    with open_output(output, keep_empty=True) as out:
        if form == "jsonl":
            return write_jsonl(entries, out)
        return write_csv(entries, what, out, spreadsheet_safe=spreadsheet_safe)


def _write_parquet(entries: Iterator[EventEntry] | Iterator[QuoteEntry], what: What, output: Path | None) -> int:
    """Parquet needs a file: it appears whole or not at all."""
    if output is None:
        if sys.stdout.isatty():
            raise ConfigError("Parquet is no text; add --output FILE")
        return write_parquet(entries, what, sys.stdout.buffer)
    place = Path(os.path.realpath(output))
    try:
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".onrecord-", suffix=".part", delete=False) as part:
            written = write_parquet(entries, what, part)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(part.name, 0o666 & ~mask)
        os.replace(part.name, place)
    except OSError as error:
        raise ConfigError(f"{output} cannot be written ({error.strerror}); give another --output") from None
    finally:
        if "part" in locals():
            Path(part.name).unlink(missing_ok=True)
    return written


def _tell(written: int, left: int, what: What) -> int:
    out = f", {left:,} left out: no deeds, or without what the layout needs" if left else ""
    click.echo(f"onrecord: {written:,} {what.removesuffix('s') if written == 1 else what} written{out}", err=True)
    return READ_ALL
