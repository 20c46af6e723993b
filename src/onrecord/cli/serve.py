"""`onrecord serve`: the record in a browser, and for programs."""

from __future__ import annotations

import click

from onrecord.cli import INTERRUPTED, READ_ALL
from onrecord.cli.record_options import record_option


@click.command()
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option("--port", default=8020, show_default=True, type=click.IntRange(0, 65_535), help="0 takes any free one.")
@click.option("--review", is_flag=True, help="Let people judge readings; nothing else is ever written.")
@click.option("--allow-remote", is_flag=True, help="Listen where other machines can reach it: they read everything.")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="A name that a proxy asks for; may be given again."
)
def serve(where: str, host: str, port: int, review: bool, allow_remote: bool, names: tuple[str, ...]) -> int:
    """Show the record in a browser: search, ties over time, articles with their marks, and an API below /api/v1.

    Runs while `onrecord add` loads. Ctrl-C ends it.
    """
    from onrecord import web

    settings = web.Settings(record=where, host=host, port=port, review=review, allow_remote=allow_remote, names=names)
    try:
        web.serve(
            settings, ready=lambda url: click.echo(f"onrecord: the record is at {url} (Ctrl-C ends it)", err=True)
        )
    except KeyboardInterrupt:
        return INTERRUPTED
    return READ_ALL
