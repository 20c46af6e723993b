"""How near words are in meaning: a fixed table of word vectors, so that "shooting" meets "firing".

The table (data/meanings.npy, made by `python -m data.build.meanings`) has a row of whole numbers for each word piece of the
encoder's tokenizer: the input vectors of all-MiniLM-L6-v2, from which the encoder was trained, turned to their 96 main directions.
It is no part of the trained weights, so what belongs together does not change with them. Products of whole numbers are
exact, so two machines agree. Letters of shapes: N, M words of two texts, D of a vector.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from math import log1p
from typing import NamedTuple

import numpy as np

from onrecord.encoder.tokens import load_tokenizer
from onrecord.record.similarity import STEM, is_stop, words
from onrecord.record.tolls import number_of

LEAST = 0.3  # cosine up to which two words have nothing in common; most pairs of words lie below
RANKED_FROM = 999  # pieces stand in the tokenizer by how common they are, behind signs and letters


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
    cosines = (a.vectors @ b.vectors.T).round(6)  # (N, M)
    near = np.clip((cosines - LEAST) / (1 - LEAST), 0.0, 1.0)
    places = {stem: at for at, stem in enumerate(b.stems)}
    for at, stem in enumerate(a.stems):
        if stem in places:
            near[at, places[stem]] = 1.0
    ours = float((near.max(axis=1) * a.weights).sum() / a.weights.sum())
    theirs = float((near.max(axis=0) * b.weights).sum() / b.weights.sum())
    return round(ours, 4), round(theirs, 4)


@lru_cache(maxsize=2_048)
def meaning_of(text: str) -> Meaning:
    """What `coverage` compares; each stem once."""
    by_stem: dict[str, str] = {}
    for word in words(text):
        if not is_stop(word):
            by_stem.setdefault(number_of(word) or word[:STEM], word)
    told = [_vector_of(word) for word in by_stem.values()]
    vectors = np.array([vector for vector, _ in told]).reshape(len(told), _table().shape[1])
    return Meaning(tuple(by_stem), vectors, np.array([weight for _, weight in told]))


@lru_cache(maxsize=16_384)
def _vector_of(word: str) -> tuple[np.ndarray, float]:
    """The direction of a word (D,), nothing for a number, and its weight."""
    pieces = load_tokenizer().encode(word, add_special_tokens=False).ids
    known = [piece for piece in pieces if piece >= RANKED_FROM]
    weight = log1p(max(known, default=RANKED_FROM))
    if number_of(word) is not None or not known:
        return np.zeros(_table().shape[1]), weight
    summed = _table()[known].astype(np.float64).sum(axis=0)
    length = float(np.sqrt((summed * summed).sum()))
    return summed / length if length else summed, weight


@cache
def _table() -> np.ndarray:
    with files("onrecord.record").joinpath("data", "meanings.npy").open("rb") as stream:
        table: np.ndarray = np.load(stream, allow_pickle=False)
    return table
