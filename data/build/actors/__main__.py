"""`python -m data.build.actors FOLDER`: the tables of actors from the sources in FOLDER (its SOURCES.md tells which)."""

from __future__ import annotations

import argparse
from pathlib import Path

from data.build.actors import bodies, gather, write


def build(folder: Path) -> None:
    """Write all tables; each is told with its rows and bytes."""
    people = gather.gather(folder)
    for path, text in write.write(people, bodies.read(folder)).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {text.count(chr(10)):,} rows, {len(text.encode()):,} bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m data.build.actors", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with factbook/, every-politician/, petrarch/ …")
    build(parser.parse_args().folder)
