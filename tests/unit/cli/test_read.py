from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import EXAMPLE

DAY = "2023-11-09"
PROSE = "Norway recalled its ambassador to Peru on Monday. “We are angry,” the minister said."


def run(
    *words: str, stdin: bytes | None = None, cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[bytes]:
    """`onrecord WORDS...` as a program."""
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *words], input=stdin, capture_output=True, timeout=120, cwd=cwd, check=False,
        env={**os.environ, **env},
    )  # fmt: skip


def peak_of(*words: str) -> int:
    """The most memory, in kB, that `onrecord WORDS...` held; a small process starts it, as a child counts its parent's."""
    ask = "import os, sys; pid = os.posix_spawn(sys.executable, sys.argv[1:], os.environ); print(os.wait4(pid, 0)[2].ru_maxrss)"
    command = [sys.executable, "-c", ask, sys.executable, "-m", "onrecord", *words]
    ran = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return int(ran.stdout.split()[-1])


def told(ran: subprocess.CompletedProcess[bytes]) -> list[str]:
    """The lines on standard error; no traceback may be among them."""
    lines = ran.stderr.decode().splitlines()
    assert "Traceback" not in ran.stderr.decode()
    return lines


def lines_of(ran: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_a_file_is_shown_to_people() -> None:
    ran = run("read", str(EXAMPLE), "--published-on", DAY)
    shown = ran.stdout.decode()
    assert ran.returncode == 0
    assert told(ran) == []
    assert "WHO SAID WHAT" in shown
    assert "SANCTION/withdraw" in shown
    assert "\x1b" not in shown
    assert max(len(line) for line in shown.splitlines()) <= 80


def test_standard_input_and_a_folder(tmp_path: Path) -> None:
    ran = run("read", "-", "--format", "json", stdin=PROSE.encode())
    assert json.loads(ran.stdout)["article"]["text"] == PROSE
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"{PROSE} This is file {name[0].upper()}.", encoding="utf-8")
    ran = run("read", str(tmp_path), "--format", "jsonl")
    assert [row["article"]["text"][-2:-1] for row in lines_of(ran)] == ["A", "B"]
    assert told(ran) == ["onrecord: 2 articles: 2 read, 0 failed"]


def test_json_lines_give_one_line_each_in_order() -> None:
    given = [
        json.dumps({"id": "a", "text": PROSE, "published_on": "2024-05-03"}),
        "{not json",
        json.dumps({"id": 7, "text": PROSE, "extra": [1]}),
        json.dumps({"id": "c"}),
        json.dumps(
            {
                "id": "d",
                "text": "Der Minister sagte gestern in Berlin, dass die Regierung das Gesetz nicht ändern werde, weil es gut sei.",
            }
        ),
        '{"id": "e", "text": "a \\ud800 b"}',
        json.dumps({"id": "f", "text": PROSE, "published_on": "2024-13-01"}),
    ]
    ran = run("read", "-", stdin=("\n".join(given) + "\n").encode())
    rows = lines_of(ran)
    assert [row["id"] for row in rows] == ["a", 2, 7, "c", "d", "e", "f"]
    assert ["error" in row for row in rows] == [False, True, False, True, True, True, True]
    assert all("\n" not in row.get("error", "") and row.get("error", "x") for row in rows)
    assert rows[0]["times"][0]["first_on"] == "2024-04-29"
    assert ran.returncode == 1
    assert told(ran) == ["onrecord: 7 articles: 2 read, 5 failed"]


@pytest.mark.checkout  # once is enough: it is the longest of all
def test_memory_does_not_grow_with_the_lines() -> None:
    def peak(n: int) -> int:
        line = json.dumps({"id": "x", "text": PROSE * 3}) + "\n"
        code = (
            "import sys, resource, onrecord.cli\n"
            "sys.argv = ['onrecord', 'read', '-', '--format', 'jsonl']\n"
            "try: onrecord.cli.main()\n"
            "except SystemExit: pass\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code], input=(line * n).encode(), capture_output=True, timeout=400, check=True
        )
        assert ran.stdout.count(b"\n") == n
        return int(ran.stderr.splitlines()[-1])

    assert peak(1000) - peak(300) < 4_000  # kB


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", ""),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ""),
        ("nul.txt", b"The minister said\x00 that \x00\x00 no." * 40, "NUL"),
        ("bare.html", b"<html><body><script>var a = 1</script></body></html>", ""),
        ("deep.html", b"<div>" * 100_000 + b"text" + b"</div>" * 100_000, ""),
        (
            "german.txt",
            "Der Minister sagte gestern in Berlin, dass die Regierung das Gesetz nicht ändern werde.".encode(),
            "German",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    started = time.monotonic()
    ran = run("read", str(tmp_path / name))
    assert time.monotonic() - started < 20
    assert ran.returncode == 1
    (line,) = told(ran)
    assert line.startswith(f"onrecord: {tmp_path / name}: ")
    assert words in line
    assert ran.stdout == b""


def test_a_line_of_50_megabytes_is_refused_before_it_is_held(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * 10_000_000)
    ran = run("read", str(path))
    assert ran.returncode == 1
    assert len(told(ran)) == 1
    assert peak_of("read", str(path)) < 300_000
    piped = run("read", "-", "--input", "jsonl", stdin=b'{"id": "x", "text": "' + b"word " * 10_000_000 + b'"}\n')
    assert piped.returncode == 1
    assert [set(row) for row in lines_of(piped)] == [{"id", "error"}]


@pytest.mark.parametrize(
    "words",
    [
        ("read",),
        ("read", str(EXAMPLE), "--published-on", "2023-02-30"),
        ("read", str(EXAMPLE), "--published-on", "yesterday"),
        ("read", str(EXAMPLE), "--format", "xml"),
        ("reed", str(EXAMPLE)),
        ("read", str(EXAMPLE), "--nope"),
        ("read", str(EXAMPLE), "--output", "/nonexistent/folder/x.json"),
    ],
)
def test_wrong_use_exits_with_2(words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert ran.returncode == 2
    (line,) = told(ran)
    assert line.startswith("onrecord: ")
    assert ran.stdout == b""


def test_a_missing_file_fails_alone(tmp_path: Path) -> None:
    ran = run("read", str(tmp_path / "none.txt"), str(EXAMPLE), "--format", "jsonl", "--published-on", DAY)
    rows = lines_of(ran)
    assert [set(row) == {"id", "error"} for row in rows] == [True, False]
    assert ran.returncode == 1
    assert told(ran) == [
        f"onrecord: {tmp_path / 'none.txt'}: no such file or folder; check the name",
        "onrecord: 2 articles: 1 read, 1 failed",
    ]


def test_a_file_without_permission_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Root may read everything, so the refusal is the operating system's by proxy."""
    path = tmp_path / "locked.txt"
    path.write_text(PROSE, encoding="utf-8")
    path.chmod(0)
    real = Path.open

    def refuse(self: Path, *args: Any, **more: Any) -> Any:
        if self.name == "locked.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *args, **more)

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(sys, "argv", ["onrecord", "read", str(path)])
    from onrecord.cli import main

    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "locked.txt" in line
    assert "ermission" in line


def test_an_output_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "reading.json"
    assert run("read", str(EXAMPLE), "--published-on", DAY, "--format", "json", "--output", str(out)).returncode == 0
    assert json.loads(out.read_text(encoding="utf-8"))["schema_version"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reading.json"]


def test_an_output_file_keeps_its_rights_and_its_link(tmp_path: Path) -> None:
    new, old, link = tmp_path / "new.json", tmp_path / "old.json", tmp_path / "link.json"
    old.write_text("before", encoding="utf-8")
    old.chmod(0o640)
    link.symlink_to(old)
    mask = os.umask(0o022)
    try:
        for out in (new, link):
            assert run("read", str(EXAMPLE), "--format", "json", "-o", str(out)).returncode == 0
    finally:
        os.umask(mask)
    assert new.stat().st_mode & 0o777 == 0o644
    assert old.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert json.loads(old.read_text(encoding="utf-8"))["schema_version"] == 1


def test_a_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "onrecord", "read", str(EXAMPLE), "--format", "json", "-o", str(pipe)]
    with subprocess.Popen(command) as running:
        assert json.loads(pipe.read_text(encoding="utf-8"))["schema_version"] == 1
        running.wait(timeout=30)
    assert running.returncode == 0
    assert pipe.is_fifo()


def test_what_stood_there_stays_where_nothing_was_read(tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    out.write_text("before", encoding="utf-8")
    assert run("read", str(tmp_path / "none.txt"), "--format", "html", "-o", str(out)).returncode == 1
    assert out.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]


def test_no_line_in_gives_no_line_out(tmp_path: Path) -> None:
    empty, out = tmp_path / "empty.jsonl", tmp_path / "out.jsonl"
    empty.write_bytes(b"\n\n")
    ran = run("read", str(empty), "-o", str(out))
    assert (ran.returncode, out.read_bytes()) == (0, b"")
    assert told(ran) == ["onrecord: 0 articles: 0 read, 0 failed"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
@pytest.mark.parametrize(
    "words", [("schema",), ("--help",), ("read", str(EXAMPLE)), ("read", str(EXAMPLE), "-o", "/dev/full")]
)
def test_a_full_disk_is_told_in_one_line(words: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "onrecord", *words], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert ran.returncode == 2
    (line,) = ran.stderr.decode().splitlines()
    assert line == "onrecord: the output cannot be written (No space left on device); make room or write elsewhere"


def test_many_readings_are_one_page_and_parted_in_words(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{PROSE} This is file {name}.", encoding="utf-8")
    html = run("read", str(tmp_path), "--format", "html").stdout.decode()
    assert html.count("<!doctype html>") == html.count("</html>") == 1
    assert html.count('<article class="onr"') == 2
    shown = run("read", str(tmp_path)).stdout.decode()
    assert shown.count("WHO SAID WHAT") == 2
    assert "\n\n\nNorway recalled" in shown


@pytest.mark.parametrize("opening", [b"", b"\xef\xbb\xbf", b"\n\n  "])
def test_json_lines_are_told_by_their_brace(opening: bytes) -> None:
    ran = run("read", "-", stdin=opening + json.dumps({"id": "a", "text": PROSE}).encode())
    assert [row["id"] for row in lines_of(ran)] == ["a"]


def test_json_lines_may_be_shown_to_people() -> None:
    stdin = "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in ((1, PROSE), (2, ""))).encode()
    ran = run("read", "-", "--format", "pretty", stdin=stdin)
    assert "WHO SAID WHAT" in ran.stdout.decode()
    assert ran.returncode == 1
    failure, count = told(ran)
    assert failure.startswith("onrecord: standard input, 2: line 2: ")
    assert count == "onrecord: 2 articles: 1 read, 1 failed"


def test_a_terminal_gets_colours_unless_it_asks_for_none() -> None:
    def shown(**env: str) -> str:
        leader, follower = pty.openpty()
        command = [sys.executable, "-m", "onrecord", "read", str(EXAMPLE)]
        with subprocess.Popen(command, stdout=follower, env={**os.environ, "TERM": "xterm", **env}) as running:
            os.close(follower)
            parts = []
            try:
                while part := os.read(leader, 65536):
                    parts.append(part)
            except OSError:  # how Linux tells that the other side is closed
                pass
            os.close(leader)
            running.wait(timeout=60)
        return b"".join(parts).decode()

    assert "\x1b[36m" in shown()
    assert "\x1b[36m" not in shown(NO_COLOR="1")
    assert "\x1b" not in shown(TERM="dumb")


def test_an_interrupted_run_leaves_no_half_file(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "onrecord", "read", "-", "--input", "jsonl", "--output", str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin is not None
        for number in range(50):
            running.stdin.write(json.dumps({"id": number, "text": PROSE}).encode() + b"\n")
        running.stdin.flush()
        until = time.monotonic() + 60
        while not any(tmp_path.iterdir()) and time.monotonic() < until:  # it writes beside the file that it is to make
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert b"Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_text("".join(json.dumps({"id": i, "text": PROSE}) + "\n" for i in range(400)), encoding="utf-8")
    command = [sys.executable, "-m", "onrecord", "read", str(lines)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert json.loads(running.stdout.readline())["id"] == 0
        running.stdout.close()
        complaint = running.stderr.read()
    assert complaint == b""
    assert running.returncode == 0


def test_hostile_text_is_inert_on_a_terminal() -> None:
    text = "The \x1b[31mminister\x1b[0m said: “[bold red]No[/] \u202eevil\u202c \x07 answer.” Norway condemned Peru."
    ran = run("read", "-", stdin=text.encode())
    shown = ran.stdout.decode()
    assert ran.returncode == 0
    assert "[bold red]No[/]" in shown
    for hidden in ("\x1b", "\u202e", "\x07"):
        assert hidden not in shown
