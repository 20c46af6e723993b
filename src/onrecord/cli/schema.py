"""`onrecord schema`."""

from __future__ import annotations

from importlib.resources import files

import click


def load_schema() -> str:
    """The JSON Schema (draft 2020-12) of a reading, as text."""
    return files("onrecord").joinpath("reading.schema.json").read_text(encoding="utf-8")


@click.command()
def schema() -> None:
    """Print the JSON Schema of a reading (schema_version 1).

    Every reading of `onrecord read --format jsonl` is valid against it.
    """
    click.echo(load_schema(), nl=False)
