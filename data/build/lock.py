"""data/lock.toml: for every file of data that ships in the package, what it is and where it came from.

`data/sources.toml` says by hand what a program cannot know (origin, licence, what made it); this adds SHA-256 and rows.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "onrecord"
LOCK = ROOT / "data" / "lock.toml"
SOURCES = ROOT / "data" / "sources.toml"


def shipped() -> list[Path]:
    """Every file under the package that is not code, sorted."""
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path for path in files if path.suffix != ".py" and path.name != "py.typed")


def build_lock() -> str:
    """The text of data/lock.toml. Raises SystemExit when a shipped file is not told of in data/sources.toml."""
    sources = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    blocks = ["# Made by `python -m data.build`. Do not edit: tell of a new table in data/sources.toml.\n"]
    for path in shipped():
        name = path.relative_to(PACKAGE).as_posix()
        if name not in sources:
            raise SystemExit(f"{name} ships in the package and data/sources.toml does not tell where it comes from")
        told = sources[name]
        content = path.read_bytes()
        rows = content.count(b"\n")
        lines = [f'["{name}"]', f'sha256 = "{hashlib.sha256(content).hexdigest()}"', f"rows = {rows}"]
        lines += [f'{key} = "{told[key]}"' for key in ("made_by", "origin", "licence")]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


if __name__ == "__main__":
    LOCK.write_text(build_lock(), encoding="utf-8")
