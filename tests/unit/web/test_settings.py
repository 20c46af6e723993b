"""Where a server may listen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import ConfigError
from onrecord.web import Settings


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "8.8.8.8"])
def test_a_host_that_others_reach_is_refused_with_the_reason(host: str) -> None:
    with pytest.raises(ConfigError, match=r"no accounts.*--allow-remote"):
        Settings(host=host)
    assert Settings(host=host, allow_remote=True).host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_a_host_of_this_machine_is_taken(host: str) -> None:
    assert Settings(host=host).host == host


def test_the_command_refuses_in_one_line(tmp_path: Path) -> None:
    for arguments, told in (
        (("--host", "0.0.0.0"), "--allow-remote"),
        (("--record", str(tmp_path / "none.db")), "there is no record"),
    ):
        ran = subprocess.run(
            [sys.executable, "-m", "onrecord", "serve", "--port", "0", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert ran.returncode == 2
        assert told in ran.stderr
        assert len(ran.stderr.splitlines()) == 1


def test_help_imports_nothing_of_the_server() -> None:
    heavy = {"fastapi", "starlette", "uvicorn", "jinja2", "pydantic", "pyarrow"}
    code = f"import sys; sys.argv = ['onrecord', '--help']\nfrom onrecord.cli import _run; _run(); print(set(sys.modules) & {heavy})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ran.stdout.rstrip().endswith("set()"), ran.stdout[-300:]
