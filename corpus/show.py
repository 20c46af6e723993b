"""A story with its frames in colour: `python -m corpus.show STORY` (a file or an id such as A/harbour-levy)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from corpus.build import to_row
from corpus.check import HERE, check, read_file

STYLES = {
    "content": "on grey23",
    "speaker": "cyan",
    "actor": "blue",
    "recipient": "green",
    "place": "magenta",
    "time": "yellow",
}


def main(arguments: list[str] | None = None) -> int:
    """Print the text with anchors, roles and content coloured, then one line a frame."""
    parser = argparse.ArgumentParser(prog="python -m corpus.show", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("story")
    given = parser.parse_args(arguments)
    path = Path(given.story) if Path(given.story).is_file() else HERE / "stories" / f"{given.story}.txt"
    if not path.is_file():
        raise SystemExit(
            f"corpus.show: there is no story {given.story}; give a file, or style/name as in corpus/stories"
        )
    console = Console(markup=False, emoji=False, highlight=False)
    for document in read_file(path.resolve()):
        parsed, problems = check(document)
        row = to_row(document, parsed)
        shown = Text(row["text"])
        for frame in row["frames"]:
            for role, spans in frame["roles"].items():
                for start, end in spans:
                    shown.stylize(STYLES.get(role, "dim"), start, end)
            for start, end in frame["anchor"]:
                shown.stylize("bold yellow" if frame["type"] == "CUE" else "bold red", start, end)
        console.print(shown)
        for frame in row["frames"]:
            code = frame["type"] + (f"/{frame['mode']}" if frame["mode"] else "")
            words = {role: " + ".join(row["text"][s:e] for s, e in spans) for role, spans in frame["roles"].items()}
            anchor = " + ".join(row["text"][s:e] for s, e in frame["anchor"]) or "–"
            console.print(
                f"{frame['id']:>4} {code} {frame['modality']} {frame['polarity']} by {frame['asserted_by']}: {anchor} {words}"
            )
        for problem in problems:
            console.print(f"  ! {problem}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
