"""The command line. Commands are imported when they are called, so that `onrecord --help` answers at once."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from onrecord import __version__
from onrecord.errors import OnRecordError

READ_ALL, SOME_FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
COMMANDS = {
    "read": "Read reports: who said what, who did what to whom.",
    "schema": "Print the JSON Schema of a reading.",
}


class _Commands(click.Group):
    """Finds `onrecord NAME` in the module `onrecord.cli.NAME`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"onrecord.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their lines, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="onrecord %(version)s")
def onrecord() -> None:
    """Read news reports and keep the record: who said what, who did what to whom, when, and which words prove it."""


def main() -> None:
    """The program. Exit codes: 0 all read, 1 some failed, 2 wrong use, 130 interrupted."""
    try:
        code = onrecord.main(prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = INTERRUPTED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = WRONG_USE
    except OnRecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        code = WRONG_USE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: say nothing at exit either
        code = READ_ALL
    sys.exit(code)
