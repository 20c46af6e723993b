"""`onrecord verify`: everything that the record claims, checked against what it holds."""

from __future__ import annotations

import click

from onrecord.cli import READ_ALL, SOME_FAILED
from onrecord.cli.record_options import record_option
from onrecord.record import Record
from onrecord.record.verify import SHOWN
from onrecord.record.verify import verify as run_checks


@click.command()
@record_option
@click.option(
    "--read-only", is_flag=True, help="Open it for reading; the check of SQLite's word index is left out then."
)
def verify(where: str, read_only: bool) -> int:
    """Check every span against its text, every key, entry and count, the roll-up and the indexes. Nothing is changed.

    Exit codes: 0 all is well, 1 something is not, 2 wrong use, or a record that cannot be read.
    """
    wrong = 0
    with Record.open(where, readonly=read_only) as record:
        for check in run_checks(record.engine):
            wrong += len(check.faults)
            told = (
                f"{len(check.faults):,} of {check.looked_at:,} wrong"
                if check.faults
                else f"{check.looked_at:,}, all well"
            )
            click.echo(f"{check.name}: {told}")
            for fault in check.faults[:SHOWN]:
                click.echo(f"  {fault}")
            if len(check.faults) > SHOWN:
                click.echo(f"  … and {len(check.faults) - SHOWN:,} more")
    return SOME_FAILED if wrong else READ_ALL
