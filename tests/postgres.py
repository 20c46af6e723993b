"""A PostgreSQL of the tests' own: a cluster in a temporary folder, on loopback, run by somebody who is not root.

`python -m tests.postgres --install` installs Debian's package where that is possible, and is what `make test` calls.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import debian

ROLE = "onrecord"


def find_programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`; None where there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    found = debian[0] if debian else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def why_not() -> str | None:
    """Why no cluster can be started, in words; None where one can."""
    if find_programs() is None:
        return "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and _somebody() is None:
        return "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it"
    return None


@contextmanager
def running_cluster() -> Iterator[str]:
    """A fresh cluster; its address up to the name of a database."""
    programs, user = find_programs(), _somebody()
    if programs is None:
        raise RuntimeError(why_not())
    with tempfile.TemporaryDirectory(prefix="onrecord-postgres-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        place.chmod(0o755)
        data, sockets = place / "data", place / "sockets"
        for made in (data, sockets):
            made.mkdir(mode=0o700)
            if user:
                os.chown(made, pwd.getpwnam(user).pw_uid, -1)
        port = _free_port()
        _call(
            user,
            programs / "initdb",
            "-D",
            data,
            "-U",
            ROLE,
            "-A",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C.UTF-8",
            "-N",
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={sockets} -c max_connections=60 -c fsync=off"
        _call(user, programs / "pg_ctl", "-D", data, "-o", options, "-l", data / "log", "-w", "start")
        try:
            yield f"postgresql://{ROLE}@127.0.0.1:{port}/"
        finally:
            _call(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def make_database(address: str, name: str) -> str:
    """A new, empty database; its address."""
    import psycopg

    with psycopg.connect(address + "postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return address + name


def _somebody() -> str | None:
    """Who runs the server when we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    return None


def _call(user: str | None, *command: object) -> None:
    words = [str(word) for word in command]
    ran = subprocess.run(
        words, user=user, capture_output=True, text=True, cwd="/", check=False, stdin=subprocess.DEVNULL
    )
    if ran.returncode != 0:
        raise RuntimeError(f"{words[0]} failed: {ran.stdout}{ran.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__" and "--install" in sys.argv:
    debian.install("postgresql", tests_of="of PostgreSQL", why_not=why_not)
