from __future__ import annotations

import pytest

from onrecord.errors import ArticleError
from onrecord.ingest.encoding import check_text, decode, is_feed, is_page

TEXT = "“We won’t go,” said Lucía Rojas — Peru’s minister — in Cusco on Friday. It cost €5."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_is_read_in_any_usual_encoding(encoding: str) -> None:
    data = TEXT.encode(encoding)
    check_text(data)
    assert decode(data) == TEXT


def test_macs_old_encoding_is_told_from_windows_by_its_quotes() -> None:
    report = "“We won’t go,” said the minister. “Not today.” They’d met. “Ask again,” she said. " * 8
    assert decode(report.encode("mac_roman")) == report


def test_utf8_with_a_windows_byte_in_it_keeps_both() -> None:
    data = TEXT.encode() + b" \x93Never,\x94 he said."
    assert decode(data) == TEXT + " “Never,” he said."


def test_a_truncated_utf8_text_is_still_utf8() -> None:
    assert decode((TEXT * 3 + "é").encode()[:-1]).startswith(TEXT * 3)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<meta charset="windows-1250">', "cp1250"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">', "iso8859-2"),
        (b'<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
    ],
)
def test_a_page_may_declare_its_encoding(head: bytes, encoding: str) -> None:
    words = {"cp1251": "Вильнюс"}.get(encoding, "Łódź źle")
    assert decode(head + words.encode(encoding), page=True).endswith(words)


def test_latin1_means_windows_on_the_web() -> None:
    assert decode(b'<meta charset="iso-8859-1">\x93Never\x94', page=True).endswith("“Never”")


@pytest.mark.parametrize("charset", [b"utf-8", b"no-such-charset", b"base64", b"utf-16", b"idna"])
def test_a_declared_encoding_that_cannot_be_is_passed_over(charset: bytes) -> None:
    assert "“Never”" in decode(b'<meta charset="' + charset + b'"><p>\x93Never\x94', page=True)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 x", "a PDF document"),
        (b"PK\x03\x04" + b"x" * 50, "zip archive"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 9, "an image"),
        (b"\0\0\0\x18ftypmp42", "a video"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"Some words\0and more words that go on", "NUL bytes"),
        (bytes(range(1, 9)) * 40, "binary"),
        (b"WARC/1.0\r\n", "web archive"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(ArticleError, match=told) as caught:
        check_text(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "words", ["ID3 tags are small.", "BZh is a name.", "GIF87 was a format.", "a\ttab\x0cpage\x1b[1mbold"]
)
def test_text_that_begins_like_a_format_is_text(words: str) -> None:
    check_text(words.encode())


def test_pages_are_told_from_text() -> None:
    assert is_page("<!-- saved --><!DOCTYPE html><html>")
    assert is_page('<?xml version="1.0"?>\n<html xmlns="x">')
    assert is_page("\ufeff<HTML><BODY>".removeprefix("\ufeff"))
    assert not is_page("<3 said the minister. </p>")
    assert is_page("Saved page <p>Snow</p>", name="a.HTM")
    assert not is_page("Snow fell on Oslo.", name="a.html")
    assert is_feed('<?xml version="1.0"?><rss version="2.0">')
    assert not is_feed("<html>")
