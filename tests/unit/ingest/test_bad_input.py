"""The row of bad input: each gives one clear line of the right kind, in bounded time and memory."""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord import ingest
from onrecord.errors import ArticleError, ConfigError, OnRecordError

SECONDS = 10.0
MEGABYTES = 100


@contextlib.contextmanager
def refused(kind: type[OnRecordError], told: str, megabytes: int = MEGABYTES) -> Iterator[None]:
    """One clear line, soon and cheaply."""
    tracemalloc.start()
    started = time.monotonic()
    try:
        with pytest.raises(OnRecordError, match=told) as caught:
            yield
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    message = str(caught.value)
    assert type(caught.value) is kind
    assert message.isprintable()
    assert len(message) < 300
    assert str(pickle.loads(pickle.dumps(caught.value))) == message  # noqa: S301
    assert time.monotonic() - started < SECONDS
    assert peak < megabytes * 1_000_000


def make_file(tmp_path: Path, content: bytes, name: str = "a.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "a.txt", "the file is empty"),
        (b"", "a.html", "the file is empty"),
        (b" \n\t\n ", "a.txt", "holds no words"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "a.txt", "an image, not text"),
        (bytes(range(256)) * 100, "a.txt", "NUL bytes"),
        (bytes(range(1, 256)) * 100, "a.txt", "binary"),
        (b"Snow\0fell on the pass.", "a.txt", "NUL bytes .the first at byte 4"),
        (b"<html><body>\0<p>Snow</p>", "a.html", "NUL bytes"),
        (b"<html><head><title>x</title></head><body><script>go()</script></body></html>", "a.html", "no article text"),
        (b"<html><body>" + b"<div>" * 100_000 + b"Snow", "a.html", "nests more than 500 elements"),
        (b"<html><body>" + b"<li><dd>" * 50_000 + b"Snow", "a.html", "nests more than 500 elements"),
        (b"<html><body>" + b"<b></b>" * 500_000, "a.html", "more than 200,000 elements"),
        (b"<html><body>" + b"<!--" * 200_000, "a.html", "no article text"),
        (b"<html><body>" + b"<script>" * 200_000, "a.html", "no article text"),
        (b"word " * 1_100_000, "a.txt", "up to 5,000,000 are read"),
    ],
)
def test_a_bad_file(tmp_path: Path, content: bytes, name: str, told: str) -> None:
    path = make_file(tmp_path, content, name)
    with refused(ArticleError, told):
        ingest.load_path(path)


def test_one_line_of_50_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
    with refused(ArticleError, "holds 50,000,000 bytes; files of up to 20,000,000 are read", megabytes=1):
        ingest.load_path(path)


def test_standard_input_of_50_mb_is_refused_at_the_cap(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 50_000_000)
    with path.open("rb") as stream:
        with refused(ArticleError, "larger than 20,000,000 bytes", megabytes=50):
            ingest.load_stream(stream)
        assert stream.tell() <= 20_000_001


def test_a_device_without_end_is_refused() -> None:
    with refused(ArticleError, "larger than 20,000,000 bytes", megabytes=50):
        ingest.load_path("/dev/zero")


@pytest.mark.parametrize("read", [ingest.from_text, ingest.from_html])
def test_lone_surrogates(read: Callable[[str], object]) -> None:
    with refused(ArticleError, "lone surrogate at character 5"):
        read("Snow \ud800 fell on the pass.")
    with refused(ArticleError, "lone surrogate"):
        ingest.from_text("Snow fell.", title="\udfff")


@pytest.mark.parametrize("name", ["missing.txt", "a.txt/b.txt", "x" * 300, "nul\0.txt"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    make_file(tmp_path, b"Snow fell.")
    told = "no such file or folder" if name in ("missing.txt", "a.txt/b.txt") else "cannot be read"
    with refused(ConfigError, told):
        ingest.find_paths(tmp_path / name)
    with pytest.raises(OnRecordError, match=told):
        ingest.load_path(tmp_path / name)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with refused(ArticleError, "is a folder"):
        ingest.load_path(tmp_path)
    with refused(ConfigError, "holds no"):
        ingest.find_paths(tmp_path)


def test_no_permission() -> None:
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = make_file(Path(folder), b"Snow fell.")
            path.chmod(0)
            with refused(ArticleError, "no permission to read it; change its rights or copy it"):
                ingest.load_path(path)
    finally:
        if was_root:
            os.seteuid(0)


def test_a_day_that_is_none() -> None:
    with refused(ConfigError, "2021-3-99 is not a day; give it as YYYY-MM-DD"):
        ingest.to_day("2021-3-99")


def test_another_language() -> None:
    with refused(ArticleError, "the text is in German", megabytes=200):
        ingest.from_text("Der Minister sagte am Montag, dass die Regierung den Vertrag nicht unterzeichnen werde.")


@pytest.mark.parametrize(
    "text",
    [
        "a\n" * 250_000,
        "".join(f"{number}\n" for number in range(100_000)),
        "(" * 1_000_000,
        "- " * 500_000,
        "Read more: " * 90_000,
        ("share | " * 40 + "\n") * 3_000,
        ("we use cookies to " * 20 + "\n") * 2_500,
        "\u0301" * 500_000,
        ("A " * 100 + "/ap\n") * 4_000,
    ],
)
def test_a_megabyte_of_anything_is_read_in_bounded_time(text: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(ArticleError):
        ingest.from_text(text)
    assert time.monotonic() - started < 10
