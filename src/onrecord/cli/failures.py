"""`onrecord failures`: what could not be read, and why."""

from __future__ import annotations

import csv
import json
import sys

import click
from rich.text import Text

from onrecord.cli import READ_ALL
from onrecord.cli.entries import console_for, print_below
from onrecord.cli.pretty import safe
from onrecord.cli.record_options import form_option, open_to_read, record_option


@click.command()
@record_option
@form_option
def failures(where: str, form: str) -> int:
    """Show what could not be read into the record, and why. What could be read later is no failure any more."""
    with open_to_read(where) as record:
        rows = (
            {"source": one.source, "id": one.line_id, "reason": one.reason, "at": one.at.isoformat()}
            for one in record.failures()
        )
        if form == "pretty":
            console = console_for(sys.stdout)
            n = record.counts()["failure"]
            console.print(Text(f"{n:,} failure{'s' * (n != 1)}", style="bold"))
            for row in rows:
                source, line, reason = str(row["source"]), row["id"], str(row["reason"])
                at = f", line {line}" if line and not source.endswith(f", {line}") else ""
                console.print(Text(f"\n{safe(source + at)}", style="cyan"))
                print_below(console, safe(reason.removeprefix(f"{source}: ")), indent=2)
        elif form == "csv":
            writer = csv.DictWriter(sys.stdout, fieldnames=("source", "id", "reason", "at"), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        elif form == "json":
            sys.stdout.write(json.dumps(list(rows), ensure_ascii=False, indent=2) + "\n")
        else:
            sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return READ_ALL
