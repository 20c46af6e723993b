"""JSON lines -> Articles, one line at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr, ValidationError

from onrecord.errors import ArticleError, ConfigError
from onrecord.ingest.day import to_day
from onrecord.ingest.plain import from_text
from onrecord.text import Article

MAX_LINE_BYTES = 20_000_000  # one article; the longest that is read, escaped as \\uXXXX, is not longer
LineId = str | int
_EXPECTED = {
    "string_type": "must be a string",
    "int_type": "must be a whole number",
    "model_type": "must be an object",
    "missing": "is missing",
}
_BLANK = b" \t\r\n"


class _Line(BaseModel):
    """One line of input. Unknown keys are ignored."""

    model_config = ConfigDict(strict=True, extra="ignore")

    id: StrictStr | StrictInt
    text: StrictStr
    title: StrictStr | None = None
    published_on: StrictStr | None = None
    outlet: StrictStr | None = None
    url: StrictStr | None = None


@runtime_checkable
class _Readable(Protocol):
    """A binary stream: its lines can be read with a limit."""

    def readline(self, limit: int = -1, /) -> bytes: ...


def read_jsonl(
    stream: Iterable[bytes], *, keep_debris: bool = False
) -> Iterator[tuple[LineId, Article | ArticleError]]:
    """The article of each line, or the error that it gives; in order, one line in memory at a time.

    A line is `{"id": str or int, "text": str, "title"?, "published_on"?: "YYYY-MM-DD", "outlet"?, "url"?}`. With each
    comes its id as given, or the line's number (from 1) where it has none that can be echoed. Blank lines are passed
    over. Nothing is raised.

    >>> rows = read_jsonl([b'{"id": "a", "text": "Snow fell on Oslo."}', b"{}"])
    >>> [(line, str(row) if isinstance(row, ArticleError) else row.text) for line, row in rows]
    [('a', 'Snow fell on Oslo.'), (2, 'line 2: id is missing; text is missing')]
    """
    return read_objects(stream, _Line, lambda row: _to_article(row, keep_debris))


M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


def read_objects(
    stream: Iterable[bytes], model: type[M], make: Callable[[M], T]
) -> Iterator[tuple[LineId, T | ArticleError]]:
    """What `make` makes of each JSON line, an object that `model` describes; else the error. Ids as `read_jsonl` has them."""
    for number, line in enumerate(_read_lines(stream), start=1):
        if isinstance(line, int):
            yield number, ArticleError(f"line {number}: longer than {MAX_LINE_BYTES:,} bytes; give one article a line")
        elif line.strip(_BLANK):
            yield _read_line(line, number, model, make)


def _read_lines(stream: Iterable[bytes]) -> Iterator[bytes | int]:
    """The lines of a stream; in place of one that is too long its length, without ever holding it whole."""
    if not isinstance(stream, _Readable):
        for line in stream:
            yield line if len(line) <= MAX_LINE_BYTES else len(line)
        return
    while line := stream.readline(MAX_LINE_BYTES + 1):
        length = len(line)
        while length > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES)
            if not line:
                break
            length += len(line)
        yield line if length <= MAX_LINE_BYTES else length


def _read_line(line: bytes, number: int, model: type[M], make: Callable[[M], T]) -> tuple[LineId, T | ArticleError]:
    """One line's id, and what is made of it or its error."""
    line_id: LineId = number
    try:
        data = _load_object(line)
        line_id = _find_id(data, number)
        row = model.model_validate(data)
        for name, value in row:
            _check_words(name, value)
        return line_id, make(row)
    except ValidationError as error:
        return line_id, ArticleError(f"line {number}: {_tell(error)}")
    except (ArticleError, ConfigError) as error:
        return line_id, ArticleError(f"line {number}: {error}")


def _load_object(line: bytes) -> dict[str, Any]:
    """The JSON object of a line. Raises ArticleError when it is none."""
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ArticleError(f"not UTF-8 at byte {error.start}; write JSON lines in UTF-8") from None
    except json.JSONDecodeError as error:
        raise ArticleError(f"not JSON: {error.msg} at character {error.pos}") from None
    except RecursionError:
        raise ArticleError("not JSON that can be read: nested too deep") from None
    except ValueError:  # an integer of thousands of digits
        raise ArticleError("not JSON that can be read: a number is too long") from None
    if not isinstance(data, dict):
        raise ArticleError('not a JSON object; a line is {"id": ..., "text": ...}')
    return data


def _find_id(data: dict[str, Any], number: int) -> LineId:
    """The line's own id where it can be echoed in UTF-8, else its number."""
    line_id = data.get("id")
    if isinstance(line_id, int) and not isinstance(line_id, bool):
        return line_id
    if isinstance(line_id, str):
        try:
            line_id.encode()
        except UnicodeEncodeError:
            return number
        return line_id
    return number


def _to_article(row: _Line, keep_debris: bool) -> Article:
    return from_text(
        row.text,
        title=row.title,
        published_on=to_day(row.published_on) if row.published_on is not None else None,
        outlet=row.outlet,
        url=row.url,
        keep_debris=keep_debris,
    )


def _check_words(name: str, words: object) -> None:
    """Raise ArticleError when a field of text holds what no text holds."""
    if name == "id" or not isinstance(words, str):
        return
    if "\0" in words:
        raise ArticleError(f"{name} holds a NUL character; the source is damaged or binary")
    try:
        words.encode()
    except UnicodeEncodeError as error:
        raise ArticleError(f"{name} holds a lone surrogate at character {error.start}; re-encode it as UTF-8") from None


def _tell(error: ValidationError) -> str:
    """What is wrong with the keys of a line, each once, in one line."""
    told = {}
    for row in error.errors():
        if row["loc"][0] == "id" and row["type"] != "missing":  # the one key of two types
            told["id"] = "must be a string or a whole number"
        else:
            told[".".join(map(str, row["loc"]))] = _EXPECTED.get(row["type"], row["msg"])
    return "; ".join(f"{key} {what}" for key, what in told.items())
