"""`onrecord review export|import`: cases out to those who judge them, their verdicts back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from onrecord.cli import READ_ALL, SOME_FAILED
from onrecord.cli.output import open_output
from onrecord.cli.record_options import open_to_read, record_option
from onrecord.dyads import find_party
from onrecord.entries import Dyad, Verdict
from onrecord.errors import ArticleError, ConfigError
from onrecord.record import Record
from onrecord.review import (
    LABEL_CONFIG,
    By,
    Case,
    Queue,
    brat_config,
    find_queue,
    load_case,
    read_brat,
    read_lines,
    read_tasks,
    to_line,
    to_task,
    write_brat,
)

FORMS = ("jsonl", "label-studio", "brat")
GIVEN = "given"  # what was given out, beside what comes back: what is missing there was rejected


@click.group()
def review() -> None:
    """Carry readings to those who judge them, and their verdicts back."""


@review.command("export")
@record_option
@click.option("--format", "form", type=click.Choice(FORMS), default="jsonl", show_default=True, help="Whose form.")
@click.option(
    "--judged/--waiting", "judged", default=None, help="Cases that were judged (jsonl: the default), or that wait."
)
@click.option(
    "--kind", type=click.Choice(("event", "quote")), default="event", show_default=True, help="Cases of what."
)
@click.option("--type", "type_", metavar="TYPE", help="Only events of a PLOVER type, the newest first.")
@click.option("--dyad", nargs=2, metavar="A B", help="Only events between two parties, the newest first.")
@click.option(
    "--sample", type=click.IntRange(1), metavar="N", help="A sample of N cases, as `onrecord audit` draws it."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of the sample.")
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True, help="At most so many cases to judge.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file, or a folder for brat.")
def export(
    where: str,
    form: str,
    judged: bool | None,
    kind: str,
    type_: str | None,
    dyad: tuple[str, str] | None,
    sample: int | None,
    seed: int,
    limit: int,
    output: Path | None,
) -> int:
    """Write cases: those that people judged, or those that wait to be judged, the least certain first.

    JSON lines have all that people said, and feed training. Label Studio's form is one JSON list of tasks; its labelling
    interface is printed to standard error. For brat a folder is written.
    """
    _check_choice(kind, type_, dyad, sample)
    by: By = "audit" if sample else "dyad" if dyad else "type" if type_ else "uncertainty"
    is_back = judged if judged is not None else form == "jsonl" and by == "uncertainty"
    with open_to_read(where) as record:
        pair = Dyad(*(find_party(record, words) for words in dyad)) if dyad else None
        queue = Queue(
            by=by, kind="quote" if kind == "quote" else "event", type=type_, dyad=pair, sample=sample or 200, seed=seed
        )  # fmt: skip
        cases = _judged(record) if is_back else _waiting(record, queue, limit)
        n = _write(cases, form, output)
    click.echo(f"onrecord: {n:,} case{'s' * (n != 1)} written", err=True)
    return READ_ALL


@review.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@record_option
@click.option("--format", "form", type=click.Choice(FORMS), help="Default: told by the name; a folder is brat's.")
@click.option("--by", metavar="NAME", help="Who judged, where the file does not say.")
def import_verdicts(path: Path, where: str, form: str | None, by: str | None) -> int:
    """Take verdicts into the log, beside the readings. What is there already is passed over; a wrong line never stops the rest.

    Exit codes: 0 all taken, 1 some lines were wrong, 2 wrong use.
    """
    form = form or ("brat" if path.is_dir() else "jsonl" if path.suffix in (".jsonl", ".ndjson") else "label-studio")
    if form == "brat" and by is None:
        raise ConfigError("a stand-off file does not say who judged; add --by NAME")
    failed = 0
    with Record.open(where, create=False) as record:
        verdicts: list[Verdict] = []
        for found in _read(record, path, form, by):
            if isinstance(found, Verdict):
                verdicts.append(found)
            else:
                failed += 1
                click.echo(f"onrecord: {path}: {found}", err=True)
        added = record.judge(verdicts)
    known, n = len(verdicts) - added, len(verdicts) + failed
    click.echo(
        f"onrecord: {n:,} verdict{'s' * (n != 1)}: {added:,} taken, {known:,} known, {failed:,} failed", err=True
    )
    return SOME_FAILED if failed else READ_ALL


def _check_choice(kind: str, type_: str | None, dyad: tuple[str, str] | None, sample: int | None) -> None:
    """Raise ConfigError where the flags choose cases in two ways, or events among statements."""
    given = {"--type": type_, "--dyad": dyad, "--sample": sample}
    chosen = [name for name, value in given.items() if value]
    if len(chosen) > 1:
        raise ConfigError(f"{' and '.join(chosen)} choose cases in different ways; give one of them")
    if kind == "quote" and (type_ or dyad):
        raise ConfigError(f"{chosen[0]} chooses among events; leave --kind quote out")


def _judged(record: Record) -> Iterator[Case]:
    reports = dict.fromkeys(verdict.report_id for verdict in record.verdicts())
    for report in reports:
        try:
            yield load_case(record, report)
        except ConfigError as error:  # its reading is no more: the verdict stays in the log
            click.echo(f"onrecord: {report} is left out: {error}", err=True)


def _waiting(record: Record, queue: Queue, limit: int) -> Iterator[Case]:
    names = find_queue(record, queue, None, limit=queue.sample if queue.by == "audit" else limit)
    return (load_case(record, name) for name in names)


def _write(cases: Iterator[Case], form: str, output: Path | None) -> int:
    if form == "brat":
        return _write_brat(cases, output)
    with open_output(output, keep_empty=True) as out:
        n = 0
        for n, case in enumerate(cases, start=1):
            row = json.dumps(to_line(case) if form == "jsonl" else to_task(case), ensure_ascii=False)
            out.write(("" if form == "jsonl" else "[\n" if n == 1 else ",\n") + row + ("\n" if form == "jsonl" else ""))
        if form == "label-studio":
            out.write("\n]\n" if n else "[]\n")
    if form == "label-studio":
        click.echo(LABEL_CONFIG, err=True)
    return n


def _write_brat(cases: Iterator[Case], output: Path | None) -> int:
    if output is None:
        raise ConfigError("brat needs a folder; add --output FOLDER")
    found = sorted(cases, key=lambda case: (case.report.article_key or "", case.report.id))
    try:
        (output / GIVEN).mkdir(parents=True, exist_ok=False)
        for name, text in write_brat(found):
            (output / name).write_text(text, encoding="utf-8")
            if name.endswith(".ann"):
                (output / GIVEN / name).write_text(text, encoding="utf-8")
        (output / "annotation.conf").write_text(brat_config(), encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"{output} cannot be written ({error.strerror}); give a folder that does not exist yet"
        ) from None
    return len(found)


def _read(record: Record, path: Path, form: str, by: str | None) -> Iterable[Verdict | ArticleError]:
    try:
        if form == "brat":
            yield from _read_brat(record, path, by or "")
        elif form == "jsonl":
            with path.open(encoding="utf-8") as lines:
                yield from read_lines(record, lines, by)
        else:
            yield from read_tasks(record, json.loads(path.read_text(encoding="utf-8")), by)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}); check its name and rights") from None
    except ValueError:  # no UTF-8, or no JSON
        raise ConfigError(
            f"{path} is not what review import takes as {form}; give JSON lines (.jsonl), the JSON export of Label Studio"
            " or a folder of brat's"
        ) from None


def _read_brat(record: Record, folder: Path, by: str) -> Iterator[Verdict | ArticleError]:
    given = sorted((folder / GIVEN).glob("*.ann"))
    if not given:
        raise ConfigError(f"{folder} holds no {GIVEN}/*.ann: it is no folder that onrecord review export wrote")
    for before in given:
        now = folder / before.name
        if not now.is_file():
            yield ArticleError(f"{before.name} is missing: nothing is taken from it")
            continue
        try:
            yield from read_brat(record, before.read_text(encoding="utf-8"), now.read_text(encoding="utf-8"), by)
        except ArticleError as error:
            yield ArticleError(f"{before.name}: {error}")
