from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord import ingest
from onrecord.errors import ArticleError, ConfigError
from onrecord.ingest import find_paths, from_bytes, load_path, load_stream, read_table
from onrecord.text import Article

TEXT = "Snow closes the pass\n\nSnow closed the pass on Monday, the mayor said."
PAGE = "<!DOCTYPE html><html><body><h1>Snow closes the pass</h1><p>Snow closed the pass on Monday.</p></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.html",
        "c.HTM",
        "deep/d.txt",
        "deep/e.jsonl",
        ".hidden.txt",
        ".git/f.txt",
        "g.pdf",
        "h.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def plain_user() -> Iterator[None]:
    """Nobody's rights: root may read everything."""
    if os.geteuid() == 0:
        os.seteuid(65534)
        yield
        os.seteuid(0)
    else:
        yield


def test_a_folder_is_searched_in_order(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in find_paths(folder)]
    assert names == ["a.html", "b.txt", "c.HTM", "deep/d.txt", "deep/e.jsonl"]


def test_a_file_is_itself_whatever_its_name(folder: Path) -> None:
    assert list(find_paths(folder / "h.md")) == [folder / "h.md"]
    assert list(find_paths(str(folder / ".hidden.txt"))) == [folder / ".hidden.txt"]


def test_links_to_folders_are_not_followed_and_links_to_files_are(folder: Path) -> None:
    (folder / "deep" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "deep" / "z.txt").symlink_to(folder / "b.txt")
    (folder / "dead.txt").symlink_to(folder / "nowhere")
    names = [path.relative_to(folder).as_posix() for path in find_paths(folder)]
    assert names == ["a.html", "b.txt", "c.HTM", "deep/d.txt", "deep/e.jsonl", "deep/z.txt"]


def test_names_are_only_paths(tmp_path: Path) -> None:
    for name in ("$(rm -rf x).txt", "--help.txt", "a\nb.txt", "%s{0}.txt", "é.txt", "*.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    paths = list(find_paths(tmp_path))
    assert len(paths) == 6
    assert all(load_path(path).title == "Snow closes the pass" for path in paths)


def test_what_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file or folder; check the name"):
        find_paths(tmp_path / "missing")
    with pytest.raises(ConfigError, match=r"holds no \.htm, \.html, \.jsonl, \.txt files"):
        find_paths(tmp_path)


def test_a_subfolder_that_may_not_be_listed_is_told_of(plain_user: None) -> None:
    with tempfile.TemporaryDirectory() as name:
        shut = Path(name) / "shut"
        shut.mkdir()
        (Path(name) / "a.txt").write_text(TEXT, encoding="utf-8")
        shut.chmod(0)
        try:
            assert list(find_paths(name)) == [Path(name) / "a.txt", shut]
            with pytest.raises(ArticleError, match="no permission to read it"):
                load_path(shut)
            with pytest.raises(ConfigError, match="no permission to read it"):
                find_paths(shut)
        finally:
            shut.chmod(0o700)


def test_bytes_are_sniffed() -> None:
    assert from_bytes(TEXT.encode()).text == TEXT
    assert from_bytes(PAGE.encode()).text == "Snow closes the pass\n\nSnow closed the pass on Monday."
    assert from_bytes(PAGE.encode("utf-16"), name="a.txt").title == "Snow closes the pass"
    assert from_bytes(b"Snow <b>fell</b> on the pass.").text == "Snow <b>fell</b> on the pass."


def test_a_kind_that_is_given_is_not_sniffed() -> None:
    assert from_bytes(PAGE.encode(), kind="text").text == PAGE
    assert from_bytes(b"Snow fell on the pass.", kind="html").text == "Snow fell on the pass."
    row = json.dumps({"id": 1, "text": "Snow fell.", "published_on": "2024-01-02"}).encode()
    assert from_bytes(row, kind="jsonl").published_on == date(2024, 1, 2)
    assert from_bytes(row, name="x.jsonl").text == "Snow fell."


@pytest.mark.parametrize(
    ("data", "told"), [(b"", "no lines"), (b"{}\n{}\n", "several lines"), (b"{}", "id is missing")]
)
def test_json_lines_of_one_line_only(data: bytes, told: str) -> None:
    with pytest.raises(ArticleError, match=told):
        from_bytes(data, kind="jsonl")


@pytest.mark.parametrize("name", ["week.txt", "week.tsv", "week"])
@pytest.mark.parametrize("mark", ["\t", ",", ";"])
def test_a_table_is_no_report(tmp_path: Path, name: str, mark: str) -> None:
    path = tmp_path / name
    path.write_text("".join(mark.join((row, "2023-01-05", "CONSULT", "visit", "FRA", "DEU")) + "\n" for row in "XYZ"))
    with pytest.raises(ArticleError, match=r"a table, not one report; .*onrecord import-events"):
        load_path(path)
    assert load_path(path, kind="text").text.startswith("X")


@pytest.mark.parametrize("mark", ["\t", ",", ";"])
def test_a_table_of_reports_is_read_whatever_parts_its_columns(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "week.csv"
    words = 'Norway recalled its envoy; Peru, she said, was "sorry".'
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream, delimiter=mark)
        writer.writerows(
            [("ID", "section", "Text", "published_on"), ("x1", "world", words, "2024-05-03"), ("x2", "a", "", "")]
        )
    (first_id, first), (second_id, second) = read_table(path)
    assert isinstance(first, Article)
    assert (first_id, first.text, first.published_on) == ("x1", words, date(2024, 5, 3))
    assert (second_id, str(second)) == ("x2", "row 2: text is empty")
    told = path.with_suffix(".txt")
    told.write_bytes(path.read_bytes())
    with pytest.raises(ArticleError, match=r"a table, not one report; of reports, name it .csv"):
        load_path(told)


@pytest.mark.parametrize("mark", ["\t", ",", ";"])
def test_a_table_without_our_columns_is_told_what_it_has(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "week.csv"
    path.write_text(mark.join(("id", "headline")) + "\n" + mark.join(("1", "Snow fell.")) + "\n")
    with pytest.raises(ConfigError, match=r"the column text is missing \(found: id, headline\)"):
        list(read_table(path))


@pytest.mark.parametrize("first", ["Text, lies and papers", "Snow; ice; rain", "He sent a text; she did not"])
def test_a_headline_with_marks_is_no_table(first: str) -> None:
    assert from_bytes(f"{first}\n\nSnow fell; she said so, twice.\n".encode()).text.startswith(first)


@pytest.mark.parametrize(
    "text",
    [
        "Bread, milk, eggs, flour, salt, soap and tea were gone by noon.\n"
        "The mayor, a baker, said on Monday, late, in Bergen, that more would come.\n",
        "Ada went north; Ben went south; Carl stayed; nobody wept.\nDogs ran; cats slept; birds flew; it rained.\n",
    ],
)
def test_two_paragraphs_with_as_many_marks_are_no_table(text: str) -> None:
    assert from_bytes(text.encode()).text.startswith(text[:20])


def test_a_table_whose_cells_hold_prose_is_no_report() -> None:
    row = '{},2023-01-05,CONSULT,NOR,PER,"The minister, late, said, in Bergen, that, all told, it, too, would go."\n'
    with pytest.raises(ArticleError, match="a table, not one report"):
        from_bytes("".join(row.format(number) for number in range(3)).encode())


def test_a_feed_is_no_report() -> None:
    with pytest.raises(ArticleError, match="a news feed, not one report"):
        from_bytes(b'<?xml version="1.0"?><rss><channel><item/></channel></rss>')


def test_what_is_given_wins_over_the_page() -> None:
    page = PAGE.replace("<body>", '<head><meta property="article:published_time" content="2020-02-02"></head><body>')
    own = from_bytes(page.encode())
    given = from_bytes(
        page.encode(), published_on=date(2024, 1, 2), title="Pass shut", outlet="The Reed", url="https://a.example/"
    )
    assert own.published_on == date(2020, 2, 2)
    assert (given.published_on, given.title, given.outlet) == (date(2024, 1, 2), "Pass shut", "The Reed")


def test_a_file_and_a_stream_are_read_alike(folder: Path) -> None:
    assert load_path(folder / "b.txt", published_on=date(2024, 1, 2)).published_on == date(2024, 1, 2)
    with (folder / "b.txt").open("rb") as stream:
        assert load_stream(stream) == load_path(folder / "b.txt")


def test_a_stream_in_small_pieces_is_read_whole() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 1, 3))

    assert load_stream(Slow(TEXT.encode())).text == TEXT


def test_a_pipe_is_read(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.write(write, TEXT.encode())
    os.close(write)
    assert load_path(f"/dev/fd/{read}").text == TEXT
    os.close(read)


def test_every_public_name_is_there() -> None:
    assert all(hasattr(ingest, name) for name in ingest.__all__)
