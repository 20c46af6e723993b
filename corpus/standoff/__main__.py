"""The commands of `corpus.standoff`: see its docstring."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from corpus.standoff import FILES, HERE, N_DRAWN, Row, digest, load_marks, load_texts, read_notes


def show(texts: dict[str, Row], part: str, *, pairs: bool) -> None:
    """Print the texts of a part ("2/4": the second quarter) with numbered lines."""
    nth, of = (int(number) for number in part.split("/"))
    for at, row in enumerate(texts.values()):
        if at * of // len(texts) != nth - 1:
            continue
        if pairs:
            print(f"# {row['id']}\n{row['label']}: {row['source']['text']} > {row['target']['text']}\n{row['text']}\n")
            continue
        print(f"# {row['id']}")
        for number, line in enumerate(row["text"].split("\n"), 1):
            if line.strip():
                print(f"{number:3} {line}")
        print()


def build(folder: Path, name: str, notes: list[Path]) -> int:
    """Write the offsets of a set; the exit status: 1 where a note does not fit."""
    texts = load_texts(folder, name)
    lines = (line for path in notes for line in path.read_text(encoding="utf-8").splitlines())
    found = read_notes(lines, texts, pairs=name == "plv_train")
    for problem in found.problems:
        print(problem)
    n_events = sum(len(events) for events in found.events.values())
    print(
        f"{len(found.events)} of {N_DRAWN[name]} texts, {n_events} events, {len(found.problems)} notes that do not fit"
    )
    if found.problems:
        return 1
    kept = {row["id"]: row for row in load_marks(name)}  # of texts that these notes do not speak of
    kept |= {i: {"id": i, "text_sha256": digest(texts[i]["text"]), "events": own} for i, own in found.events.items()}
    rows = [kept[text_id] for text_id in texts if text_id in kept]
    (HERE / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return 0


def main() -> int:
    """Show texts to mark, or build the offsets."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus.standoff", description="Events on texts that are not shipped."
    )
    parser.add_argument("command", choices=("show", "build"))
    parser.add_argument("folder", type=Path, help="the folder that holds gold/")
    parser.add_argument("set", choices=sorted(FILES))
    parser.add_argument("notes", type=Path, nargs="*")
    parser.add_argument("--part", default="1/1")
    given = parser.parse_args()
    if given.command == "show":
        show(load_texts(given.folder, given.set), given.part, pairs=given.set == "plv_train")
        return 0
    return build(given.folder, given.set, given.notes)


if __name__ == "__main__":
    sys.exit(main())
