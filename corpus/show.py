"""A story with its frames in colour: `python -m corpus.show STORY` (a file, or an id such as H/harbour-levy).

`--bare` prints the file without its marks, head and debris kept, to be marked afresh by somebody else.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from corpus.build import Row, to_row
from corpus.check import HERE, check, read_file
from corpus.frames import CUE

STYLES = {
    "content": "on grey23",
    "speaker": "cyan",
    "addressee": "green",
    "actor": "blue",
    "recipient": "green",
    "place": "magenta",
    "time": "yellow",
}


def colour(row: Row) -> Text:
    """The text with roles and anchors coloured: cues yellow, events red."""
    shown = Text(row["text"])
    for frame in row["frames"]:
        for role, spans in sorted(frame["roles"].items(), key=lambda item: item[0] != "content"):
            for start, end in spans:
                shown.stylize(STYLES.get(role, "dim"), start, end)
    for frame in row["frames"]:
        for start, end in frame["retold"]:
            shown.stylize("red", start, end)
        for start, end in frame["anchor"]:
            shown.stylize("bold yellow" if frame["type"] == CUE else "bold red", start, end)
    return shown


def tell(frame: Row, text: str) -> str:
    """One line on a frame: what it is, its anchor, who plays which role."""

    def words(spans: list[list[int]]) -> str:
        return " + ".join(text[start:end] for start, end in spans)

    code = frame["type"] + (f"/{frame['mode']}" if frame["mode"] else "")
    odd = [frame[key] for key, usual in (("modality", "actual"), ("polarity", "affirmed")) if frame[key] != usual]
    odd += ["reciprocal"] if frame["reciprocal"] else []
    odd += [f"asserted by {frame['asserted_by']}"] if frame["asserted_by"] else []
    odd += [f"inside {frame['inside']}"] if frame["inside"] else []
    head = f"{frame['id']:>4} {' '.join([code, *odd])}: {words(frame['anchor']) or '(no cue)'}"
    parties = frame["parties"]
    roles = [f"{role} {words(spans)}{_of(parties.get(role))}" for role, spans in frame["roles"].items()]
    if "speaker" in parties and "speaker" not in frame["roles"]:
        roles.insert(0, f"speaker{_of(parties['speaker'])}")
    return " | ".join([head, *roles])


def _of(parties: list[str] | None) -> str:
    return f" = {', '.join(parties)}" if parties else ""


def to_bare(source: str) -> str:
    """A file of the corpus without its marks."""
    head, line, body = source.partition("---\n")
    inner = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\([^()]*\)")
    while (stripped := inner.sub(r"\1", body)) != body:
        body = stripped
    return head + line + body


def main(arguments: list[str] | None = None) -> int:
    """Print the text in colour, then one line a frame, then what the checker says."""
    parser = argparse.ArgumentParser(prog="python -m corpus.show", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("story")
    parser.add_argument("--bare", action="store_true")
    given = parser.parse_args(arguments)
    path = Path(given.story) if Path(given.story).is_file() else HERE / "stories" / f"{given.story}.txt"
    if not path.is_file():
        raise SystemExit(
            f"corpus.show: there is no story {given.story}; give a file, or style/name as in corpus/stories"
        )
    if given.bare:
        sys.stdout.write(to_bare(path.read_text(encoding="utf-8")))
        return 0
    console = Console(markup=False, emoji=False, highlight=False)
    for document in read_file(path.resolve()):
        parsed, problems = check(document)
        row = to_row(document, parsed)
        console.print(colour(row))
        for frame in row["frames"]:
            console.print(tell(frame, row["text"]))
        for actor in row["actors"]:
            names = " + ".join(row["text"][start:end] for start, end in actor["mentions"])
            console.print(
                f"   @{actor['id']} {actor['kind']} {actor['country'] or '-'} {'+'.join(actor['sectors'])}: {names}"
            )
        for problem in problems:
            console.print(f"  ! {problem}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
