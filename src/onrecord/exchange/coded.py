"""Others' coded events as ours: row by row, streamed; a bad row is a failure with its line and reason, and the rest go on."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from onrecord import ontology
from onrecord.entries import CodedEvent
from onrecord.errors import ArticleError, ConfigError
from onrecord.exchange.codes import cameo_of, columns_of

MAX_FIELD = 100_000  # characters: no field of these data sets is longer
NOTHING = frozenset(("", "NA", "NULL", "None", "nan"))  # how R, SQL and Python write that there is nothing


class Skipped(NamedTuple):
    """A row that is no event for us, and why: not a failure."""

    line: int
    reason: str


class BadRow(NamedTuple):
    """A row that cannot be read, and why."""

    line: int
    reason: str


Told = CodedEvent | Skipped | BadRow
Fields = tuple[str, ...]
CodeRow = Callable[[Fields, str], CodedEvent | str]


def read_rows(lines: Iterable[str], layout: str, taken: Sequence[str], code_row: CodeRow) -> Iterator[Told]:
    """The events of a delimited file (tab or comma, with or without header), in its order.

    `code_row` gives the event of a row, or why it is none, from the fields of the columns that are `taken` (empty where the
    file has no such column) and the whole row; it raises ArticleError on a bad one. Raises ConfigError where the file does not
    have the layout's columns.
    """
    stream = (line.replace("\0", "\ufffd") for line in lines)
    before, first = next(((n, line) for n, line in enumerate(stream) if line.strip()), (0, None))
    if first is None:
        return
    split = _split_tabs if "\t" in first else _split_commas
    columns, has_header = _columns(next((fields for _, fields, _ in split(iter([first]), 1)), None), layout)
    rows = stream if has_header else chain([first], stream)
    take, n_columns = _take(taken, columns), len(columns)
    for number, fields, row in split(rows, before + 1 + has_header):
        if fields is None:
            yield BadRow(number, f"a field runs over {MAX_FIELD:,} characters: a quotation mark is open")
        elif len(fields) != n_columns:
            yield BadRow(number, f"{len(fields)} columns, {n_columns} are needed")
        else:
            fields.append("")
            try:
                told = code_row(take(fields), row)
            except ArticleError as error:
                yield BadRow(number, str(error))
            else:
                yield Skipped(number, told) if isinstance(told, str) else told


def _take(taken: Sequence[str], columns: Sequence[str]) -> Callable[[Sequence[str]], Fields]:
    """What takes the fields of some columns out of a row, the last of several with one name; the field behind the row's last is empty."""
    places = {name: at for at, name in enumerate(columns)}
    return itemgetter(*(places.get(name, len(columns)) for name in taken))


_Split = tuple[int, list[str] | None, str]  # a row's number, its fields (None where it is none), and how it is kept


def _split_tabs(lines: Iterator[str], begins: int) -> Iterator[_Split]:
    """Rows between tabs, a line each: these files quote whole fields or nothing, so a stray mark cannot swallow a line."""
    for number, line in enumerate(lines, start=begins):
        row = line.rstrip("\r\n")
        fields = row.split("\t")
        if '"' in row:
            fields = [
                one[1:-1].replace('""', '"') if len(one) > 1 and one[0] == one[-1] == '"' else one for one in fields
            ]
            row = "\t".join(fields)
        if row and not row.isspace():
            yield number, fields, row


def _split_commas(lines: Iterator[str], begins: int) -> Iterator[_Split]:
    """Rows between commas, by the rules of CSV."""
    csv.field_size_limit(MAX_FIELD)
    rows = csv.reader(lines)
    while True:
        number = begins + rows.line_num
        try:
            fields = next(rows, None)
        except csv.Error:
            yield number, None, ""
            continue
        if fields is None:
            return
        if fields:
            yield number, fields, "\t".join(fields)


def _columns(first: Sequence[str] | None, layout: str) -> tuple[tuple[str, ...], bool]:
    """The columns of a file, and whether it names them. Raises ConfigError where they are another layout's."""
    published = columns_of(layout)
    first = first or ()
    names = tuple(name.strip().lstrip("\ufeff") for name in first)
    if published[0] in names:
        missing = [name for name in NEEDED[layout] if name not in names]
        if missing:
            raise ConfigError(
                f"the file lacks the column {missing[0]!r}{other_layout(names)};"
                f" the {layout} layout needs {', '.join(NEEDED[layout])}"
            )
        return names, True
    headless = {len(published): published}
    if layout == "gdelt":
        headless |= {len(published) - 1: published[:-1], 61: gdelt_2(published)}
    if len(first) not in headless:
        raise ConfigError(
            f"the file begins with {len(first)} columns, and {published[0]!r} is none{other_layout(names)}; the {layout} layout has"
            f" {len(published)}: {', '.join(published[:4])}, …"
        )
    return headless[len(first)], False


def other_layout(names: Sequence[str]) -> str:
    """Words that tell whose columns these are, where most of a published layout's are among them; else none.

    >>> other_layout(("Event ID", "Event Date", "Source Name"))
    ''
    """
    names = [part for name in names for part in name.split("\t")]
    for layout, does in (("polecat", "cannot be imported"), ("icews", "--layout icews"), ("gdelt", "--layout gdelt")):
        published = columns_of(layout)
        if len(set(published) & set(names)) > len(published) / 2:
            return f" (its columns are those of {layout.upper()}: {does})"
    return ""


NEEDED = {
    "icews": ("Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Target Name", "Target Country"),
    "gdelt": (
        "GLOBALEVENTID",
        "SQLDATE",
        "Actor1Code",
        "Actor1CountryCode",
        "Actor2Code",
        "Actor2CountryCode",
        "EventCode",
    ),
}


def gdelt_2(columns: Sequence[str]) -> tuple[str, ...]:
    """The 61 columns of GDELT 2.0: an ADM2 code behind each ADM1 code."""
    found: list[str] = []
    for name in columns:
        found.append(name)
        if name.endswith("ADM1Code"):
            found.append(name.replace("ADM1", "ADM2"))
    return tuple(found)


class Kind(NamedTuple):
    """What a CAMEO code is in PLOVER: the figures that every row of it shares."""

    code: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: int
    plover_score: float
    goldstein: float | None


@lru_cache(maxsize=4096)
def kind_of(told: str) -> Kind | str:
    """The PLOVER event of a CAMEO code as a file has it; a reason where PLOVER drops it. Raises ArticleError on no code."""
    code = cameo_of(told)
    if code is None:
        raise ArticleError(f"{told!r} is no CAMEO code")
    coded = ontology.from_cameo(code)
    if coded is None:
        return f"CAMEO {code} ({ontology.cameo_codes()[code].name}) is no event in PLOVER"
    type_, mode, contexts = coded
    known = mode if mode in ontology.modes(type_) else None
    return Kind(
        code,
        type_,
        known,
        contexts,
        ontology.quad(type_),
        ontology.plover_score(type_, known),
        ontology.goldstein(code),
    )


_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=200_000)
def slug(name: str) -> str:
    """A name as part of an id.

    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return _SLUG.sub("-", plain).strip("-") or "unnamed"


@lru_cache(maxsize=65_536)
def to_day(told: str) -> date:
    """A day written YYYY-MM-DD or YYYYMMDD. Raises ArticleError."""
    try:
        if len(told) == 8 and told.isdecimal():
            return date(int(told[:4]), int(told[4:6]), int(told[6:]))
        return date.fromisoformat(told[:10])
    except ValueError:
        raise ArticleError(f"{told!r} is no day; write YYYY-MM-DD") from None


@lru_cache(maxsize=65_536)
def to_number(told: str, what: str) -> float | None:
    """A figure, None where there is none. Raises ArticleError on other words."""
    if told in NOTHING:
        return None
    try:
        found = float(told)
    except ValueError:
        raise ArticleError(f"{what} {told!r} is no number") from None
    if not -1e9 < found < 1e9:
        raise ArticleError(f"{what} {told!r} is no number")
    return found


def named(told: str) -> str | None:
    """The words of a field, None where there are none."""
    words = told.strip()
    return None if words in NOTHING else words
