"""`onrecord verify`: everything that the record claims, checked against what it holds."""

from __future__ import annotations

import click

from onrecord.cli import READ_ALL, SOME_FAILED
from onrecord.cli.record_options import open_to_read, record_option
from onrecord.record.verify import SHOWN, Check
from onrecord.record.verify import verify as run_checks


@click.command()
@record_option
@click.option(
    "--read-only",
    is_flag=True,
    help="Leave out the check of SQLite's word index, which needs a record that may be written.",
)
def verify(where: str, read_only: bool) -> int:
    """Check every span against its text, every key, entry and count, the roll-up and the indexes. Nothing is changed.

    Exit codes: 0 all is well, 1 something is not, 2 wrong use, or a record that cannot be read.
    """
    wrong = 0
    with open_to_read(where) as record:
        for check in run_checks(record.engine, read_only=read_only):
            wrong += len(check.faults)
            click.echo(f"{check.name}: {_outcome(check)}")
            for fault in check.faults[:SHOWN]:
                click.echo(f"  {fault}")
            if len(check.faults) > SHOWN:
                click.echo(f"  … and {len(check.faults) - SHOWN:,} more")
    return SOME_FAILED if wrong else READ_ALL


def _outcome(check: Check) -> str:
    if check.left_out is not None:
        return f"not checked, {check.left_out}"
    if check.faults:
        return f"{len(check.faults):,} of {check.looked_at:,} wrong"
    return f"{check.looked_at:,}, all well"
