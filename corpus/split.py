"""Which stories are the corpus' dev and test sets, and which are marked twice: `python -m corpus.split`.

A tenth of the stories is dev, a tenth test, drawn evenly over writers and topics by the hash of their ids; `split.tsv` fixes the
draw (`--write`: stories that are in it keep their part, new ones are drawn). `--sample FOLDER` writes 12 % of stories and sentences
there without their marks, to be marked afresh; `python -m corpus.agree corpus FOLDER` then compares.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from corpus.check import HERE, corpus_files, read_file
from corpus.markup import Document
from corpus.show import to_bare

LIST = HERE / "split.tsv"
PARTS = {3: "dev", 7: "test"}  # of each ten
SAMPLED = frozenset((2, 10, 18))  # of each 25


def order(documents: Sequence[Document]) -> list[Document]:
    """By writer and topic, within them by the hash of the id: every n-th is spread over both and follows no habit."""
    return sorted(
        documents,
        key=lambda document: (
            document.head.get("style", ""),
            document.head.get("topic", ""),
            sha256(document.id.encode()).digest(),
        ),
    )


def draw(documents: Sequence[Document], fixed: dict[str, str]) -> dict[str, str]:
    """Part (train, dev, test) by story id; what is fixed stays."""
    new = [document for document in order(documents) if document.id not in fixed]
    return {
        **{document.id: fixed[document.id] for document in documents if document.id in fixed},
        **{document.id: PARTS.get(number % 10, "train") for number, document in enumerate(new)},
    }


def load_parts(path: Path = LIST) -> dict[str, str]:
    """The fixed list: part by story id; empty where there is none yet."""
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {name: part for name, _, part in pairs}


def write_sample(folder: Path) -> int:
    """Write the sampled stories and sentences without marks; how many documents."""
    documents = {path: read_file(path) for path in corpus_files()}
    paths = {document.id: path for path, found in documents.items() for document in found}
    everything = [document for found in documents.values() for document in found]
    stories = order([document for document in everything if document.is_story])
    lines = order([document for document in everything if not document.is_story])
    sampled = [group[i] for group in (stories, lines) for i in range(len(group)) if i % 25 in SAMPLED]
    for path in {paths[document.id] for document in sampled}:
        target = folder / path.relative_to(HERE)
        target.parent.mkdir(parents=True, exist_ok=True)
        bare = to_bare(path.read_text(encoding="utf-8"))
        own = [document for document in sampled if paths[document.id] == path and not document.is_story]
        if own:
            head = bare.partition("---\n")[0]
            own.sort(key=lambda document: document.body.lines)
            bare = head + "---\n" + "".join(f"{{{document.id}}} {_escape(document.text)}\n" for document in own)
        target.write_text(bare, encoding="utf-8")
    return len(sampled)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def main(arguments: list[str] | None = None) -> int:
    """Print the parts, fix them, or write the sample."""
    parser = argparse.ArgumentParser(prog="python -m corpus.split", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--write", action="store_true", help=f"fix the draw in {LIST.name}")
    parser.add_argument("--sample", type=Path, metavar="FOLDER")
    given = parser.parse_args(arguments)
    if given.sample:
        print(f"{write_sample(given.sample):,} stories and sentences written to {given.sample}")
        return 0
    stories = [document for path in corpus_files() for document in read_file(path) if document.is_story]
    parts = draw(stories, load_parts())
    if given.write:
        lines = [f"{name}\t{part}\n" for name, part in sorted(parts.items())]
        LIST.write_text("# Story and part; fixed: a story never changes its part.\n" + "".join(lines), encoding="utf-8")
    for part in ("train", "dev", "test"):
        print(f"{part:6} {sum(own == part for own in parts.values()):5} stories")
    return 0


if __name__ == "__main__":
    sys.exit(main())
