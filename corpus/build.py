"""The corpus as JSON lines with offsets: `python -m corpus.build [FILE...] [--output FILE]`, one story or sentence a line.

{"id", "is_story", "style", "outlet", "topic", "published_on", "contexts", "text", "sha256",
 "actors": [{"id", "kind", "country", "sectors", "mentions": [[start, end]]}],
 "frames": [{"id", "type", "mode", "modality", "polarity", "reciprocal", "asserted_by", "inside", "anchor": [[start, end]],
             "retold": [[start, end]], "roles": {role: [[start, end]]}, "parties": {role: [actor id]}}],
 "times": [{"start", "end", "first_on", "last_on"}], "regions": [{"start", "end", "kind"}],
 "debris": [{"why", "text", "after"}]}

Offsets are code points of `text`, half-open. `type` is CUE for a quotation; `inside` is the quotation around it. `asserted_by` is
a quotation's id, "unnamed" or null. `retold` are further tellings of the same act: they are neither new events nor nothing. `debris`
tells how many paragraphs stand before each line. `--without-text` leaves out the words, for marks on texts that may not be
shipped: `sha256` of the text then tells which text they fit.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.check import check, corpus_files, read_file
from corpus.frames import CUE, Frame, Parsed, asserted_by, is_reciprocal, quote_around
from corpus.markup import Document

Row = dict[str, Any]


def to_row(document: Document, parsed: Parsed) -> Row:
    """One line of the compiled corpus."""
    frames = sorted(parsed.frames.values(), key=lambda frame: (frame.id[0], int(frame.id[1:])))
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
        "frames": [_frame_row(frame, parsed) for frame in frames],
        "times": [
            {
                "start": time.span[0],
                "end": time.span[1],
                "first_on": time.interval[0].isoformat() if time.interval else None,
                "last_on": time.interval[1].isoformat() if time.interval else None,
            }
            for time in parsed.times
        ],
        "regions": parsed.regions,
        "debris": [{"why": why, "text": words, "after": after} for why, words, after in document.body.debris],
        "sha256": sha256(document.text.encode("utf-8")).hexdigest(),
    }


def _frame_row(frame: Frame, parsed: Parsed) -> Row:
    around = quote_around(frame, parsed)
    is_cue = frame.type == CUE
    roles = ("addressee",) if is_cue else ("actor", "recipient")
    parties = {role: parsed.parties(frame, role) for role in roles}
    if is_cue:
        parties["speaker"] = parsed.speakers(frame)
    return {
        "id": frame.id,
        "type": frame.type,
        "mode": frame.mode,
        "modality": frame.modality,
        "polarity": frame.polarity,
        "reciprocal": is_reciprocal(frame, parsed),
        "asserted_by": None if is_cue else asserted_by(frame, parsed),
        "inside": around.id if is_cue and around else None,
        "anchor": frame.anchor,
        "retold": frame.retold,
        "roles": frame.roles,
        "parties": {role: found for role, found in parties.items() if found},
    }


def rows(files: Iterable[Path] | None = None) -> Iterator[Row]:
    """Every document of the corpus, compiled. Raises SystemExit on the first that the checker refuses."""
    for path in files or corpus_files():
        for document in read_file(path.resolve()):
            parsed, problems = check(document)
            wrong = [problem for problem in problems if not problem.is_note]
            if wrong:
                raise SystemExit(f"{path}:{wrong[0]} (python -m corpus.check tells all)")
            yield to_row(document, parsed)


def main(arguments: list[str] | None = None) -> int:
    """Write the lines to a file or to standard output."""
    parser = argparse.ArgumentParser(prog="python -m corpus.build", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, help="the whole corpus when none is given")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--without-text", action="store_true")
    given = parser.parse_args(arguments)
    found = rows(given.files)
    lines = (
        json.dumps({k: v for k, v in row.items() if k != "text" or not given.without_text}, ensure_ascii=False) + "\n"
        for row in found
    )
    if given.output:
        given.output.write_text("".join(lines), encoding="utf-8")
    else:
        sys.stdout.writelines(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
