"""How near words are in meaning: a fixed table of word vectors, so that "shooting" meets "firing".

The table (data/meanings.npy, made by `python -m data.build.meanings`) has a row of whole numbers for each word piece of the
encoder's tokenizer: the input vectors of all-MiniLM-L6-v2, from which the encoder was trained, turned to their 96 main directions.
It is no part of the trained weights, so what belongs together does not change with them. Products of whole numbers are
exact, so two machines agree. Letters of shapes: N, M words of two texts, D of a vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from typing import NamedTuple

import numpy as np

from onrecord.encoder.tokens import load_tokenizer
from onrecord.record.similarity import STEM, is_stop, words
from onrecord.record.tolls import number_of

LEAST = 0.1  # cosine up to which two words have nothing in common
RANKED_FROM = 999  # pieces stand in the tokenizer by how common they are, behind signs and letters
COMMON = 500  # a word's weight is the logarithm of its place over this: 0.7 for the commonest, 4.1 for the rarest piece
RARE = 5.0  # weight of a word that is no piece of its own; all four chosen by cross-validation, docs/record.md


class Meaning(NamedTuple):
    """The words of a text that carry sense: stems, vectors (N, D) of length 1, and weights (N,), rare words weighing more."""

    stems: tuple[str, ...]
    vectors: np.ndarray
    weights: np.ndarray


def coverage(text_a: str, text_b: str) -> tuple[float, float]:
    """How much of the first text's sense the second has, and the other way round: 0 to 1 each.

    Each word counts with its likeness to the nearest word of the other text. Numbers are like themselves only.

    >>> coverage("while there is shooting", "the guns are firing")[0] > 0.2 > coverage("while there is shooting", "the price of copper")[0]
    True
    """
    a, b = meaning_of(text_a), meaning_of(text_b)
    if not a.stems or not b.stems:
        return 0.0, 0.0
    cosines = a.vectors @ b.vectors.T  # (N, M)
    places = {stem: at for at, stem in enumerate(b.stems)}
    for at, stem in enumerate(a.stems):
        if stem in places:
            cosines[at, places[stem]] = 1.0
    return _share(cosines.max(axis=1), a.weights), _share(cosines.max(axis=0), b.weights)


def rarest(text: str, n: int) -> list[str]:
    """The stems of the n rarest words of a text, the same ones wherever they stand.

    >>> rarest("The minister said that no soldier would go without a mandate.", 2)
    ['manda', 'soldi']
    """
    told = sorted(word for word in set(words(text)) if not is_stop(word) and not number_of(word))
    weights = {word[:STEM]: _pieces_of(word)[1] for word in told}
    return sorted(weights, key=lambda stem: (-weights[stem], stem))[:n]


def _share(nearest: np.ndarray, weights: np.ndarray) -> float:
    """The weighted mean of likenesses (N,), of which LEAST counts as none. Rounded first, so that two machines agree."""
    near = np.maximum((nearest.round(6) - LEAST) / (1 - LEAST), 0.0)
    return round(float((near * weights).sum() / weights.sum()), 4)


@lru_cache(maxsize=512)
def meaning_of(text: str) -> Meaning:
    """What `coverage` compares; each stem once."""
    by_stem: dict[str, str] = {}
    for word in words(text):
        if not is_stop(word):
            by_stem.setdefault(number_of(word) or word[:STEM], word)
    told = [_pieces_of(word) for word in by_stem.values()]
    return Meaning(
        tuple(by_stem), _directions([pieces for pieces, _ in told]), np.array([weight for _, weight in told])
    )


def _directions(told: Sequence[tuple[int, ...]]) -> np.ndarray:
    """The vector of each word, of length 1; nothing where it has no pieces: (N, D)."""
    table = _table()
    if not told:
        return np.zeros((0, table.shape[1]))
    rows = [pieces or (len(table) - 1,) for pieces in told]
    starts = np.cumsum([0, *(len(pieces) for pieces in rows[:-1])])
    summed = np.add.reduceat(table[[piece for pieces in rows for piece in pieces]].astype(np.float64), starts)
    lengths = np.sqrt((summed * summed).sum(axis=1, keepdims=True))  # of whole numbers, so they are exact
    directions: np.ndarray = summed / np.maximum(lengths, 1.0)
    return directions


@lru_cache(maxsize=8_192)
def _pieces_of(word: str) -> tuple[tuple[int, ...], float]:
    """The rows of the table that a word is made of, none for a number, and its weight."""
    pieces = load_tokenizer().encode(word, add_special_tokens=False).ids
    known = tuple(piece for piece in pieces if piece >= RANKED_FROM)
    weight = RARE if len(pieces) > 1 else log(max(known, default=RANKED_FROM) / COMMON)
    return () if number_of(word) is not None else known, weight


@cache
def _table() -> np.ndarray:
    """The vectors, and a row of nothing behind them: (P + 1, D)."""
    with files("onrecord.record").joinpath("data", "meanings.npy").open("rb") as stream:
        table: np.ndarray = np.load(stream, allow_pickle=False)
    return np.vstack((table, np.zeros((1, table.shape[1]), table.dtype)))
