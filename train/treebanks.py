"""Open treebanks, PropBank and entity corpora -> examples of one sentence each, words as the corpora cut them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from onrecord.encoder.tokens import OUTSIDE, TARGET, Window, case_of, split_pieces
from train.examples import BEGIN, IGNORED, INSIDE, Anchor, Example
from train.model import N_DEPS, SRL_ROLES

TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
SCHEMES = {"crossner_politics": 0, "wikigold": 1, "uner_ewt": 2}
ENTITY_TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
MAX_WORDS = 120
MAX_PREDICATES = 8  # a sentence: the first ones
_CLS, _SEP = 101, 102
_ARGUMENT = re.compile(r"\(([^*()]+)\*")
Rows = list[list[str]]


def window_of(words: list[str]) -> Window:
    """A window that holds one sentence, none of it in quotation marks."""
    pieces, first, n_pieces = [_CLS], [], []
    for told in split_pieces(words):
        first.append(len(pieces))
        n_pieces.append(len(told))
        pieces.extend(told)
    pieces.append(_SEP)
    n = len(words)
    return Window(
        tokens=tuple(range(n)), pieces=tuple(pieces), first=tuple(first), n_pieces=tuple(n_pieces),
        case=tuple(case_of(word) for word in words), place=(OUTSIDE,) * n, part=(TARGET,) * n, target=(0, n),
    )  # fmt: skip


def _blank(source: str, words: list[str]) -> Example:
    nothing = np.full(len(words), IGNORED, dtype=np.int16)
    return Example(source, window_of(words), nothing, nothing.copy(), nothing.copy(), nothing.copy())


def _blocks(path: Path) -> Iterator[tuple[str, Rows]]:
    """Id and rows of each sentence of a gzipped file of columns."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        name, rows = "", []
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# sent_id = "):
                name = line[12:]
            elif line and line[0] != "#":
                rows.append(line.split("\t"))
            elif not line and rows:
                yield name, rows
                name, rows = "", []
        if rows:
            yield name, rows


def load_syntax(folder: Path, name: str, relations: dict[str, int]) -> Iterator[Example]:
    """Sentences of a treebank (ewt-train, gum-train …): tags, heads, relations, and PropBank's roles where there are any.

    `relations` numbers the names of relations; it grows as they are met.
    """
    roles = _load_roles(folder, name)
    for sentence, rows in _blocks(folder / "ud" / f"{name}.conllu.gz"):
        rows = [row for row in rows if row[0].isdigit()]
        if not 1 < len(rows) <= MAX_WORDS:
            continue
        example = _blank("syntax", [row[1] for row in rows])
        example.tags = np.array([TAGS.index(row[3]) if row[3] in TAGS else IGNORED for row in rows], dtype=np.int16)
        example.heads = np.array([int(row[6]) for row in rows], dtype=np.int16)
        named = [relations.setdefault(row[7].split(":")[0], len(relations)) for row in rows]
        example.deps = np.array([number if number < N_DEPS else IGNORED for number in named], dtype=np.int16)
        for head, told in roles.get(sentence, [])[:MAX_PREDICATES]:
            if told.shape[1] == len(rows):
                example.anchors.append(Anchor("srl", head, told))
        yield example


def _load_roles(folder: Path, name: str) -> dict[str, list[tuple[int, np.ndarray]]]:
    path = folder / "srl" / f"{name.split('-')[0]}-propbank-{name.split('-')[1]}.conll.gz"
    if not path.is_file():
        return {}
    return {sentence: list(_predicates(rows)) for sentence, rows in _blocks(path)}


def _predicates(rows: Rows) -> Iterator[tuple[int, np.ndarray]]:
    """Each predicate of a sentence: its word and the tags (R, W) of its roles."""
    for column in range(5, max(len(row) for row in rows)):
        tags = np.zeros((len(SRL_ROLES), len(rows)), dtype=np.int16)
        head, open_role = None, None
        for word, row in enumerate(rows):
            told = row[column] if len(row) > column else "*"
            begins = _ARGUMENT.match(told)
            if begins:
                label = begins.group(1).removeprefix("C-").removeprefix("R-")
                open_role = 0 if label == "V" else SRL_ROLES.index(label) if label in SRL_ROLES else None
                if label == "V" and head is None:
                    head = word
            if open_role is not None:
                tags[open_role, word] = BEGIN if begins else INSIDE
            if told.endswith(")"):
                open_role = None
        if head is not None:
            yield head, tags


def load_entities(folder: Path, name: str) -> Iterator[Example]:
    """Sentences of an entity corpus, in its own scheme."""
    scheme = next(number for prefix, number in SCHEMES.items() if name.startswith(prefix))
    for _, rows in _blocks(folder / "ner" / f"{name}.iob2.gz"):
        if not 1 < len(rows) <= MAX_WORDS:
            continue
        example = _blank("entities", [row[1] for row in rows])
        example.entities = np.array(
            [ENTITY_TAGS.index(row[2]) if row[2] in ENTITY_TAGS else IGNORED for row in rows], dtype=np.int16
        )
        example.entity_scheme = scheme
        yield example
