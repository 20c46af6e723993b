from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, StrictInt, StrictStr

from onrecord.errors import ArticleError
from onrecord.ingest import MAX_LINE_BYTES, read_jsonl
from onrecord.ingest.lines import read_objects
from onrecord.text import Article


def lines(*rows: Any) -> list[bytes]:
    return [json.dumps(row).encode() + b"\n" for row in rows]


def test_a_line_becomes_an_article_with_its_id_as_given() -> None:
    row = {
        "id": 7,
        "text": "Snow fell on the pass.",
        "title": "Snow closes the pass",
        "published_on": "2024-01-02",
        "outlet": "The Reed",
        "url": "https://reed.example/1",
        "more": [1],
    }
    [(line_id, article)] = read_jsonl(lines(row))
    assert isinstance(article, Article)
    assert line_id == 7
    assert article.text == "Snow closes the pass\n\nSnow fell on the pass."
    assert (article.published_on, article.outlet, article.url) == (
        date(2024, 1, 2),
        "The Reed",
        "https://reed.example/1",
    )


def test_order_is_kept_and_bad_lines_keep_their_place() -> None:
    stream = [
        b"\xef\xbb\xbf" + lines({"id": "a", "text": "Snow fell."})[0],
        b"\n",
        b"  \r\n",
        b"{",
        *lines({"id": "b", "text": ""}),
    ]
    rows = list(read_jsonl(stream))
    assert [line_id for line_id, _ in rows] == ["a", 4, "b"]
    assert [type(row) for _, row in rows] == [Article, ArticleError, ArticleError]


@pytest.mark.parametrize(
    ("line", "line_id", "told"),
    [
        (b"not json", 1, "not JSON"),
        (b"[1, 2]", 1, "not a JSON object"),
        (b'"text"', 1, "not a JSON object"),
        (b"{}", 1, "id is missing; text is missing"),
        (b'{"id": "a"}', "a", "text is missing"),
        (b'{"id": "a", "text": 5}', "a", "text must be a string"),
        (b'{"id": "a", "text": null}', "a", "text must be a string"),
        (b'{"id": 1.5, "text": "Snow"}', 1, "id must be a string"),
        (b'{"id": true, "text": "Snow"}', 1, "id must be"),
        (b'{"id": null, "text": "Snow"}', 1, "id must be"),
        (b'{"id": ["a"], "text": "Snow"}', 1, "id must be"),
        (b'{"id": "a", "text": "Snow", "published_on": 20240102}', "a", "published_on must be a string"),
        (b'{"id": "a", "text": "Snow", "published_on": "2021-3-99"}', "a", "2021-3-99 is not a day"),
        (b'{"id": "a", "text": "Snow", "published_on": ""}', "a", "is not a day"),
        (b'{"id": "a", "text": "Snow \\ud800 fell"}', "a", "lone surrogate at character 5"),
        (b'{"id": "a", "text": "Snow", "title": "\\udfff"}', "a", "title holds a lone surrogate"),
        (b'{"id": "a", "text": "Snow", "outlet": "\\udfff"}', "a", "outlet holds a lone surrogate"),
        (b'{"id": "\\ud800", "text": ""}', 1, "no words"),
        (b'{"id": "a", "text": "Snow\\u0000fell"}', "a", "NUL"),
        (b'{"id": "a", "text": "  "}', "a", "no words"),
        (b'{"id": "a", "text": "\xff"}', 1, "not UTF-8 at byte 21"),
        (b"[" * 200_000, 1, "nested too deep"),
        (b'{"id": ' + b"9" * 10_000 + b"}", 1, "a number is too long"),
        (b"\0" * 20, 1, "not JSON"),
    ],
)
def test_a_bad_line_is_told_in_one_line(line: bytes, line_id: int | str, told: str) -> None:
    [(found, error), (after, article)] = read_jsonl([line, *lines({"id": "z", "text": "Snow fell."})])
    assert isinstance(error, ArticleError)
    assert found == line_id
    assert told in str(error)
    assert str(error).startswith("line 1: ")
    assert str(error).isprintable()
    assert (after, type(article)) == ("z", Article)


def test_a_line_of_another_language_is_a_failure_of_its_own() -> None:
    [(_, error)] = read_jsonl(
        lines({"id": "a", "text": "Der Minister sagte, dass die Regierung den Vertrag nicht will."})
    )
    assert "German (de)" in str(error)


class Endless(io.RawIOBase):
    """A stream of `n_bytes` bytes without a line break, then one good line."""

    def __init__(self, n_bytes: int, last: bytes) -> None:
        self.left = n_bytes
        self.last = last

    def readline(self, size: int | None = -1, /) -> bytes:
        if self.left:
            n_bytes = min(size if size and size > 0 else self.left, self.left)
            self.left -= n_bytes
            return b"x" * n_bytes + (b"" if self.left else b"\n")
        line, self.last = self.last, b""
        return line


def test_a_line_of_50_mb_is_refused_in_bounded_memory_and_the_next_is_read() -> None:
    stream = Endless(50_000_000, lines({"id": "z", "text": "Snow fell."})[0])
    tracemalloc.start()
    rows = list(read_jsonl(stream))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [line_id for line_id, _ in rows] == [1, "z"]
    assert "longer than 20,000,000 bytes" in str(rows[0][1])
    assert peak < 3 * MAX_LINE_BYTES


def test_memory_does_not_grow_with_lines() -> None:
    def endless() -> Iterator[bytes]:
        for number in range(3_000):
            yield lines({"id": number, "text": f"Snow fell on the pass {number}. " * 20})[0]

    tracemalloc.start()
    n_read = sum(1 for _ in read_jsonl(endless()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert n_read == 3_000
    assert peak < 2_000_000


class _Words(BaseModel):
    start: StrictInt


class _Pair(BaseModel):
    id: StrictStr | StrictInt
    actor: _Words


@pytest.mark.parametrize(
    ("actor", "told"),
    [
        ('{"start": "0"}', "actor.start must be a whole number"),
        ("{}", "actor.start is missing"),
        ("3", "actor must be an object"),
    ],
)
def test_what_is_wrong_inside_an_object_is_told_by_its_place(actor: str, told: str) -> None:
    ((_, error),) = read_objects([f'{{"id": 1, "actor": {actor}}}'.encode()], _Pair, lambda row: row)
    assert str(error) == f"line 1: {told}"
