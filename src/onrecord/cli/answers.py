"""Commands that answer JSON lines by JSON lines: `relate`, `actors resolve`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click
from pydantic import BaseModel

from onrecord import ingest
from onrecord.cli.output import open_input, open_output
from onrecord.errors import ArticleError

Asked = TypeVar("Asked", bound=BaseModel)


class Answer(Protocol):
    """What is told of one line."""

    def to_dict(self) -> dict[str, Any]:
        """The object of the contract, without its id."""


def answer_lines(path: str, output: Path | None, model: type[Asked], make: Callable[[Asked], Answer]) -> int:
    """For each JSON line of `path`, an object that `model` describes, what `make` tells of it or the error; how many errors."""
    n = failed = 0
    with open_input(path) as stream, open_output(output, keep_empty=True, inputs=[path]) as out:
        for line_id, told in ingest.read_objects(stream, model, make):
            n += 1
            failed += isinstance(told, ArticleError)
            row = {"error": str(told)} if isinstance(told, ArticleError) else told.to_dict()
            out.write(json.dumps({"id": line_id, **row}, ensure_ascii=False) + "\n")
    if n != 1:
        click.echo(f"onrecord: {n:,} lines: {n - failed:,} answered, {failed:,} failed", err=True)
    return failed
