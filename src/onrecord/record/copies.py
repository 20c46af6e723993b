"""Exact and near copies of articles: agency reports that many outlets print, with small edits.

MinHash (rensa) over shingles of five words, cut into bands, finds who may be a copy; the exact Jaccard of the shingles
decides. A pair is decided by the two texts alone.
"""

from __future__ import annotations

from itertools import pairwise
from zlib import crc32

from rensa import RMinHash

from onrecord.record.similarity import words

MIN_JACCARD = 0.7  # of shingles; agency copy with small edits lies above, two reports of one event far below
SHINGLE = 5
BANDS, ROWS = 32, 4  # a pair at Jaccard 0.7 shares a band with a chance of 1 - (1 - 0.7**4)**32 = 0.9998
SEED = 20_240
MIN_SHINGLES = 12  # a shorter text has too few for the measure to mean anything: only its exact copy counts
Shingles = frozenset[int]


def shingles_of(text: str) -> Shingles:
    """The shingles of a text, as 32-bit numbers."""
    found = words(text)
    if len(found) < SHINGLE:
        return frozenset((crc32(" ".join(found).encode()),))
    runs = zip(*(found[at:] for at in range(SHINGLE)), strict=False)
    return frozenset(crc32(" ".join(run).encode()) for run in runs)


def bands_of(shingles: Shingles) -> list[int]:
    """The bands of a text; near copies share at least one. Empty where the text is too short."""
    if len(shingles) < MIN_SHINGLES:
        return []
    minhash = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    minhash.update([str(number) for number in sorted(shingles)])
    digest = minhash.digest()
    edges = list(range(0, BANDS * ROWS + 1, ROWS))
    return [(band << 32) | crc32(repr(digest[start:end]).encode()) for band, (start, end) in enumerate(pairwise(edges))]


def jaccard(a: Shingles, b: Shingles) -> float:
    """Shared shingles over all shingles.

    >>> jaccard(frozenset((1, 2, 3)), frozenset((2, 3, 4)))
    0.5
    """
    return len(a & b) / len(a | b)
