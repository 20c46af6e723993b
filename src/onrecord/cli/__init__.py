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
    "actors": "Who is who on a day; actors of your own.",
    "read": "Read reports: who said what, who did what to whom.",
    "relate": "Tell which relation a text states for a given pair.",
    "schema": "Print the JSON Schema of a reading.",
    "ties": "Show how two countries stand over time, with the entries behind every figure.",
    "import-events": "Load events that others coded: ICEWS, GDELT, or an export of ours.",
    "export": "Write the entries of the record: our layout, PLOVER, POLECAT, ICEWS or GDELT.",
    "add": "Read reports into the record.",
    "failures": "Show what could not be read into the record, and why.",
    "quotes": "Ask the record who said what.",
    "events": "Ask the record who did what to whom.",
    "entry": "Show one entry: its reports, their words, where they disagree.",
    "who": "Ask who says what about whom.",
    "serve": "Show the record in a browser, and serve it to programs.",
    "review": "Carry readings to those who judge them, and their verdicts back.",
    "audit": "Draw a sample, ask whether it is right, tell how good the record is.",
    "verify": "Check everything that the record claims against what it holds.",
    "doctor": "Tell what is wrong with a record or around it, and what to do.",
    "backup": "Copy the record, whole, while others use it.",
}


class _Commands(click.Group):
    """Finds `onrecord NAME` in the module `onrecord.cli.NAME`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command = getattr(import_module(f"onrecord.cli.{name}"), name)
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
    sys.exit(_run())


def _run() -> int:
    """Run the command that was called; whatever stops it is told in one line."""
    try:
        with onrecord.make_context(
            "onrecord", sys.argv[1:]
        ) as context:  # its main() would call a broken pipe a failure
            code = onrecord.invoke(context)
            sys.stdout.flush()
    except click.exceptions.Exit as left:
        return left.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return WRONG_USE
    except click.UsageError as error:
        asked = error.ctx.command_path if error.ctx else "onrecord"
        message = error.format_message()
        return _tell(f"{message}{'' if message.endswith(('.', '?', '!')) else '.'} See {asked} --help.")
    except (OnRecordError, click.ClickException) as error:
        return _tell(str(error))
    except BrokenPipeError:
        _close_output()  # the reader left: say nothing, at exit neither
        return READ_ALL
    except OSError as error:
        _close_output()
        return _tell(f"the output cannot be written ({error.strerror}); make room or write elsewhere")
    return code if isinstance(code, int) else READ_ALL


def _tell(message: str) -> int:
    click.echo("onrecord: " + " ".join(message.split()), err=True)
    return WRONG_USE


def _close_output() -> None:
    """Let what is left in the buffers of standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
