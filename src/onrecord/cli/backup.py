"""`onrecord backup`: a whole copy of the record."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli import READ_ALL
from onrecord.cli.record_options import open_to_read, record_option


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@record_option
def backup(target: Path, where: str) -> int:
    """Write a whole copy of the record to TARGET, a new file, while others read and write it."""
    with open_to_read(where) as record:
        record.back_up(target)
    click.echo(f"onrecord: {where} was copied to {target} ({target.stat().st_size / 1e6:.1f} MB)", err=True)
    return READ_ALL
