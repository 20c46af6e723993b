"""The tables, and how a record of an older version becomes one of this: numbered steps, each in one transaction."""

from __future__ import annotations

from importlib.resources import files

from onrecord.errors import StoreError
from onrecord.record.engine import Engine

STEPS: tuple[str, ...] = ("001", "002", "003", "004")  # data/STEP.sql, then data/STEP.ENGINE.sql where there is one
VERSION = len(STEPS)


def migrate(engine: Engine) -> None:
    """Take the steps that the database lacks. Call it inside `writing`."""
    done = load_version(engine)
    for number, step in enumerate(STEPS, start=1):
        if number > done:
            for name in (f"{step}.sql", f"{step}.{engine.name}.sql"):
                for statement in _statements(name):
                    engine.run(_to_ddl(engine, statement))
            engine.run(
                "INSERT INTO onrecord_meta (name, value) VALUES ('schema', ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (str(number),),
            )


def load_version(engine: Engine) -> int:
    """The number of the last step that was taken; 0 on an empty database."""
    if engine.name == "sqlite":
        found = engine.run("SELECT 1 FROM sqlite_master WHERE name = 'onrecord_meta'")
    else:
        found = engine.run(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'onrecord_meta'"
        )
    rows = engine.run("SELECT value FROM onrecord_meta WHERE name = 'schema'") if found else []
    told = rows[0][0] if rows else "0"
    if not told.isdecimal():
        raise StoreError(f"the record does not say which tables it has ({told!r:.40}); put back a backup")
    return int(told)


def check_version(engine: Engine, shown: object) -> None:
    """Raise StoreError unless this onrecord knows the tables."""
    version = load_version(engine)
    if version > VERSION:
        raise StoreError(
            f"{shown} was written by a newer onrecord (tables {version}, this one knows {VERSION}); upgrade onrecord"
        )
    if version < VERSION:
        raise StoreError(
            f"{shown} was written by an older onrecord (tables {version}, this one has {VERSION}); bring it up to date with:"
            f" onrecord doctor --mend --record {shown}"
        )


def _statements(name: str) -> list[str]:
    path = files("onrecord.record").joinpath("data", name)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    bare = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return [statement for part in bare.split(";\n") if (statement := part.strip().rstrip(";"))]


def _to_ddl(engine: Engine, statement: str) -> str:
    if engine.name == "sqlite":
        return statement
    from onrecord.record.postgres import to_ddl

    return to_ddl(statement)
