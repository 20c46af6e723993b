"""The corpus as JSON lines with offsets: `python -m corpus.build [--output FILE]`, one story or sentence a line.

{"id", "is_story", "style", "outlet", "topic", "published_on", "contexts", "text", "actors": [{"id", "kind", "country", "sectors",
"mentions": [[start, end]]}], "frames": [{"id", "type", "mode", "modality", "polarity", "asserted_by", "anchor": [[start, end]],
"roles": {role: [[start, end]]}}], "times", "regions", "debris"}. Offsets are code points of `text`, half-open.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.check import check, corpus_files, read_file
from corpus.frames import Parsed, asserted_by
from corpus.markup import Document


def to_row(document: Document, parsed: Parsed) -> dict[str, Any]:
    """One line of the compiled corpus."""
    return {
        "id": document.id,
        "is_story": document.is_story,
        "style": document.head.get("style"),
        "outlet": document.head.get("outlet"),
        "topic": document.head.get("topic"),
        "published_on": document.published_on.isoformat() if document.published_on else None,
        "contexts": document.head.get("contexts", "").split(),
        "text": document.text,
        "actors": [
            {"id": a.id, "kind": a.kind, "country": a.country, "sectors": a.sectors, "mentions": a.mentions}
            for a in parsed.actors.values()
        ],
        "frames": [
            {
                "id": frame.id,
                "type": frame.type,
                "mode": frame.mode,
                "modality": frame.modality,
                "polarity": frame.polarity,
                "asserted_by": None if frame.type == "CUE" else asserted_by(frame, parsed),
                "anchor": frame.anchor,
                "roles": frame.roles,
            }
            for frame in sorted(parsed.frames.values(), key=lambda frame: (frame.id[0], int(frame.id[1:])))
        ],
        "times": parsed.times,
        "regions": parsed.regions,
        "debris": [{"why": why, "text": words, "after": after} for why, words, after in document.debris],
    }


def rows(files: list[Path] | None = None) -> Iterator[dict[str, Any]]:
    """Every document of the corpus, compiled. Raises SystemExit on the first that the checker refuses."""
    for path in files or corpus_files():
        for document in read_file(path):
            parsed, problems = check(document)
            if problems:
                raise SystemExit(f"{path}:{problems[0]} (python -m corpus.check tells all)")
            yield to_row(document, parsed)


def main(arguments: list[str] | None = None) -> int:
    """Write the lines to a file or to standard output."""
    parser = argparse.ArgumentParser(prog="python -m corpus.build", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--output", type=Path)
    given = parser.parse_args(arguments)
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows()]
    if given.output:
        given.output.write_text("".join(lines), encoding="utf-8")
    else:
        sys.stdout.writelines(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
