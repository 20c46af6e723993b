"""`onrecord doctor`: what is wrong with a record or around it, and what to do."""

from __future__ import annotations

import click

from onrecord.cli import READ_ALL, SOME_FAILED
from onrecord.cli.record_options import record_option
from onrecord.record import Record
from onrecord.record.doctor import examine


@click.command()
@record_option
@click.option(
    "--mend", is_flag=True, help="Bring a record of an older version up to date, and merge anew if merging has changed."
)
def doctor(where: str, mend: bool) -> int:
    """Look at versions, weights, rights, disk and the record itself; say what is wrong and what to do.

    Exit codes: 0 all is well, 1 something is not.
    """
    if mend:
        with Record.open(where, create=False) as record:
            n = record.mend()
            click.echo(f"mended: tables up to date, {n:,} entries changed")
    is_well = True
    for finding in examine(where):
        is_well &= finding.is_well
        click.echo(f"{'ok   ' if finding.is_well else 'WRONG'} {finding.what}: {finding.told}")
    return READ_ALL if is_well else SOME_FAILED
