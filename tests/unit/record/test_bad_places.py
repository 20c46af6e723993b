"""Databases that cannot be used: each gives one clear line, and nothing is half-written."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import ConfigError, OnRecordError, StoreError
from onrecord.record import EventFilter, Record, without_password
from onrecord.record.doctor import examine
from onrecord.record.sqlite import SqliteEngine
from onrecord.record.verify import verify
from tests.unit.record.reports import READINGS


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A record in a file, closed."""
    path = tmp_path / "onrecord.db"
    with Record.open(path) as record:
        record.add(READINGS[:8])
    return path


def told(call: Callable[[], object]) -> str:
    """The one line with which something fails."""
    with pytest.raises(OnRecordError) as caught:
        call()
    message = str(caught.value)
    assert "\n" not in message
    return message


def add_rest(path: Path) -> None:
    with Record.open(path) as record:
        record.add(READINGS[8:])


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    assert "database of another program" in told(lambda: Record.open(path))
    assert "database of another program" in told(lambda: Record.open(path, readonly=True))
    connection.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are notes, and no database at all " * 40)
    assert "is not a SQLite database; give --record another file" in told(lambda: Record.open(path))


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    for readonly in (True, False):
        assert "is a folder; give --record the name" in told(
            lambda to_read=readonly: Record.open(tmp_path, readonly=to_read)
        )


def test_no_record_yet(tmp_path: Path) -> None:
    assert "onrecord add" in told(lambda: Record.open(tmp_path / "none.db", readonly=True))
    assert "folder" in told(lambda: Record.open(tmp_path / "no folder" / "none.db"))


def test_tables_of_a_newer_version(place: Path) -> None:
    with Record.open(place) as record, record.engine.writing():
        record.engine.run("UPDATE onrecord_meta SET value = '999' WHERE name = 'schema'")
    message = told(lambda: Record.open(place, readonly=True))
    assert "written by a newer onrecord (tables 999" in message
    assert "upgrade onrecord" in told(lambda: Record.open(place))


def test_another_writer_holds_it(place: Path) -> None:
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert "being written by another program" in told(lambda: SqliteEngine(place, busy_ms=50))
        with Record.open(place, readonly=True) as record:  # reading goes on meanwhile
            assert record.count(EventFilter()) > 0
    finally:
        other.rollback()
        other.close()


def test_a_full_disk(place: Path) -> None:
    with Record.open(place) as record:
        before = record.counts()
        record.engine.run("PRAGMA wal_checkpoint(TRUNCATE)")
        ((pages,),) = record.engine.run("PRAGMA page_count")
        record.engine.run(f"PRAGMA max_page_count = {pages}")
        message = told(lambda: record.add(READINGS[8:]))
        assert "the disk is full; make room" in message
        assert record.counts() == before
    with Record.open(place) as record:
        assert not [check.faults for check in verify(record.engine) if check.faults]
        assert record.add(READINGS).added == len(READINGS) - 8


def test_a_file_cut_short(place: Path) -> None:
    size = place.stat().st_size
    with place.open("r+b") as stream:
        stream.truncate(size // 2 + 1_000)

    def read_all() -> None:
        with Record.open(place, readonly=True) as record:
            list(record.events(reports=True))
            list(record.quotes(reports=True))

    assert "is damaged; run: onrecord doctor" in told(read_all)
    wrong = [finding.told for finding in examine(str(place)) if not finding.is_well]
    assert wrong
    assert all("put back a backup" in one for one in wrong)
    assert not any("run: onrecord doctor" in one for one in wrong)


def test_names_and_words_that_are_no_text_any_more(place: Path) -> None:
    data = place.read_bytes()
    assert b"event_party" in data
    place.write_bytes(data.replace(b"CREATE TABLE event_party", b"CREATE TABLE \xff\xfeent_party"))
    assert "is damaged; run: onrecord doctor" in told(lambda: Record.open(place, readonly=True))
    place.write_bytes(data.replace(b"Norway", b"Nor\xff\xfey"))
    with Record.open(place, readonly=True) as record:
        assert "is damaged; run: onrecord doctor" in told(lambda: list(record.events()))


def test_a_damaged_page_is_named_by_the_doctor(place: Path) -> None:
    data = bytearray(place.read_bytes())
    data[4096 * 3 : 4096 * 9] = os.urandom(4096 * 6)
    place.write_bytes(bytes(data))
    assert any(not finding.is_well and "damaged" in finding.told for finding in examine(str(place)))


def test_a_sound_record_gets_a_clean_bill(place: Path) -> None:
    assert all(finding.is_well for finding in examine(str(place)))


@pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")
def test_what_may_only_be_read(place: Path) -> None:
    """As somebody who is not root: root may write anything."""
    place.parent.chmod(0o555)
    place.chmod(0o444)
    for above in place.parent.parents:  # pytest's own, and those of its workers
        if above.stat().st_uid == os.geteuid() and ("pytest" in above.name or above.name.startswith("popen")):
            above.chmod(0o755)
    try:
        code, message = _as_nobody(lambda: add_rest(place))
        assert (code, "may only be read" in message) == (1, True), message
        code, message = _as_nobody(lambda: _count(place))
        assert code == 0, message
    finally:
        place.parent.chmod(0o755)
        place.chmod(0o644)


def _count(place: Path) -> None:
    with Record.open(place, readonly=True) as record:
        assert record.count(EventFilter()) > 0


def _as_nobody(call: Callable[[], object]) -> tuple[int, str]:
    """Exit code and message of a call in a process of its own, which is not root."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code, message = 0, ""
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            call()
        except BaseException as error:  # noqa: BLE001 - told to the parent
            code, message = 1, str(error)
        os.write(writer, message.encode()[:2_000])
        os._exit(code)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as stream:
        return os.waitstatus_to_exitcode(status), stream.read().decode()


def test_a_backup_is_whole_and_never_writes_over_a_file(place: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    with Record.open(place) as record:
        record.back_up(target)
        assert "exists; a backup never writes over a file" in told(lambda: record.back_up(target))
        expected = [*record.events(reports=True), *record.quotes(reports=True)]
    with Record.open(target) as copy:
        assert [*copy.events(reports=True), *copy.quotes(reports=True)] == expected
        assert not [check.faults for check in verify(copy.engine) if check.faults]
    with Record.open(place) as record:
        assert "could not be written" in told(lambda: record.back_up(tmp_path / "nowhere" / "b.db"))


def test_a_server_that_does_not_answer() -> None:
    message = told(lambda: Record.open("postgresql://somebody:secret@127.0.0.1:1/none"))
    assert "cannot be reached" in message
    assert "secret" not in message
    assert without_password("postgresql://me:secret@host/a") == "postgresql://host/a"
    assert without_password("postgresql://me:s/e@cret@host:5432/a?password=secret") == "postgresql://host:5432/a"
    assert without_password("a@b/onrecord.db?") == "a@b/onrecord.db?"
    assert without_password("postgresql://host/a?password=c@b") == "postgresql://…"
    assert without_password("postgresql://me:pa?ss@host/a") == "postgresql://…"


@pytest.mark.parametrize(
    "password", ["hush%sesame", "hush@sesame", "hush/sesame", "hush sesame", "hush?sesame", "%00hush"]
)
@pytest.mark.parametrize("address", ["postgresql://me:{}@127.0.0.1:1/db", "postgresql://127.0.0.1:1/db?password={}"])
def test_no_error_repeats_a_password(address: str, password: str) -> None:
    with pytest.raises(OnRecordError) as caught:
        Record.open(address.format(password))
    assert "hush" not in str(caught.value)
    assert "sesame" not in str(caught.value)


def test_an_address_of_another_kind_is_refused_without_its_password() -> None:
    with pytest.raises(ConfigError, match=r"^mysql://host/db: no record is kept there"):
        Record.open("mysql://me:secret@host/db")


def test_a_server_database_of_another_program(cluster: str) -> None:
    import psycopg

    from tests import postgres

    address = postgres.make_database(cluster, "others")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    assert "tables of another program" in told(lambda: Record.open(address))
    with pytest.raises(ConfigError, match="pg_dump"), Record.open(postgres.make_database(cluster, "fresh")) as record:
        record.back_up(Path("/tmp/never.db"))  # noqa: S108 - refused before it is looked at


def test_a_server_database_held_by_another_writer(cluster: str) -> None:
    import psycopg

    from onrecord.record.postgres import LOCK, PostgresEngine
    from tests import postgres

    address = postgres.make_database(cluster, "held")
    Record.open(address).close()
    with psycopg.connect(address) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        with pytest.raises(StoreError, match="being written by another program"):
            PostgresEngine(address, busy_ms=50)
