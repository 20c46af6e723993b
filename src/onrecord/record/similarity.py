"""How alike two texts are in their words; `meanings.coverage` says how alike they are in their sense.

Each word is cut to its first letters (so that "shelled" meets "shelling"), numbers are digits, and stop words are left out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from math import sqrt

from onrecord.record.tolls import number_of

STEM = 5  # letters of a word that count
SHINGLE = 3  # words of a shingle
_WORD = re.compile(r"[^\W_]+")
_ACCENT = re.compile("[\u0300-\u036f]+")


def similarity(sentence_a: str, sentence_b: str) -> float:
    """The cosine of the two sets of stems, shared / sqrt(a * b): 0 (no word shared) to 1 (the same words), symmetric.

    >>> round(similarity("Norway expelled two envoys.", "Two envoys were expelled by Norway."), 2)
    1.0
    """
    a, b = terms(sentence_a), terms(sentence_b)
    return len(a & b) / sqrt(len(a) * len(b)) if a and b else 0.0


def containment(words_a: str, words_b: str) -> float:
    """The share of the shorter text's shingles (of SHINGLE words) that stand in the longer one, 0 to 1.

    >>> containment("a grave error of judgment", "It was a grave error of judgment, he said, and would stay one.")
    1.0
    """
    a, b = shingles(words_a), shingles(words_b)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def longest_run(words_a: str, words_b: str) -> int:
    """The longest run of words that both texts have, counted in words."""
    a, b = words(words_a), words(words_b)
    places: dict[str, list[int]] = {}
    for at, word in enumerate(b):
        places.setdefault(word, []).append(at)
    best = 0
    for start, word in enumerate(a):
        for at in places.get(word, ()):
            if start and at and a[start - 1] == b[at - 1]:
                continue  # inside a run that has been counted
            length = 1
            while start + length < len(a) and at + length < len(b) and a[start + length] == b[at + length]:
                length += 1
            best = max(best, length)
    return best


@lru_cache(maxsize=1_024)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, folded: no case, no accents, no marks."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=1_024)
def terms(text: str) -> frozenset[str]:
    """The stems of the words that carry sense."""
    return frozenset(number_of(word) or word[:STEM] for word in words(text) if word not in _STOP)


def is_stop(word: str) -> bool:
    """Whether a folded word carries no sense of its own."""
    return word in _STOP


@lru_cache(maxsize=1_024)
def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of SHINGLE words; the whole text where it is shorter."""
    found = words(text)
    if len(found) <= SHINGLE:
        return frozenset((found,)) if found else frozenset()
    return frozenset(zip(*(found[at:] for at in range(SHINGLE)), strict=False))


def fold(text: str) -> str:
    """Lower case, accents apart from their letters dropped.

    >>> fold("Élysée’s")
    'elysee’s'
    """
    if text.isascii():
        return text.lower()
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text.lower()))


_STOP = frozenset(files("onrecord.record").joinpath("data", "stop_words.txt").read_text(encoding="utf-8").split())
