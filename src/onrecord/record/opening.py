"""Where a record is: a file, or an address of a server."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import ConfigError
from onrecord.record.engine import Engine, without_password
from onrecord.record.sqlite import SqliteEngine

POSTGRES = ("postgresql://", "postgres://")


def open_engine(
    where: str | Path, *, readonly: bool = False, create: bool = True, limit_s: float | None = None
) -> Engine:
    """The engine for a path or an address. Raises StoreError where there is no record, if `readonly` or not `create`."""
    if isinstance(where, str) and where.startswith(POSTGRES):
        from onrecord.record.postgres import PostgresEngine

        return PostgresEngine(where, readonly=readonly, create=create, limit_s=limit_s)
    if isinstance(where, str) and "://" in where:
        raise ConfigError(f"{without_password(where)}: no record is kept there; give a file, or postgresql://…")
    return SqliteEngine(Path(where), readonly=readonly, create=create, limit_s=limit_s)
