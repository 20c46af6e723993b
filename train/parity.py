"""Do PyTorch, fp32 and int8 say the same? On the report in examples/, head by head; used by `train.export` and by the tests.

No torch here: `train.export` keeps what PyTorch told in `parity.npz`, and the tests hold the weights that ship against it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from onrecord import stages
from onrecord.encoder.decode import softmax
from onrecord.encoder.tokens import Arrays, cut_windows, to_arrays
from onrecord.text import Article

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "lighthouse-remark.txt"
HEADS = ("cue", "event", "mention", "mode", "modality", "polarity", "assertion", "reciprocal", "relation", "plv")


def example_arrays() -> list[Arrays]:
    """The report's windows with a made-up pair in each: its second word the actor, its last the recipient."""
    article = Article.from_text(EXAMPLE.read_text(encoding="utf-8"))
    draft = stages.lay_out(article)
    found = []
    for window in cut_windows(article, draft):
        pair = np.zeros(len(window.tokens), dtype=np.int64)
        pair[1], pair[-2] = 1, 2
        found.append(to_arrays([window], [pair]))
    return found


def rows(read: Callable[[Arrays], Mapping[str, np.ndarray]], windows: Sequence[Arrays]) -> dict[str, np.ndarray]:
    """The scores of each head, (words or windows, labels), window by window as `read` tells them."""
    told = [read(arrays) for arrays in windows]
    return {
        name: np.concatenate([scores[name].reshape(-1, scores[name].shape[-1]) for scores in told]) for name in HEADS
    }


def compare(told: Mapping[str, np.ndarray], wanted: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Of all heads together: the share of labels that are the same, and the mean and largest difference of a probability; both
    map a head to scores (N, labels)."""
    same: list[np.ndarray] = []
    apart: list[np.ndarray] = []
    for name in HEADS:
        ours, theirs = (softmax(np.asarray(scores[name], dtype=np.float64)) for scores in (told, wanted))
        same.append(ours.argmax(-1) == theirs.argmax(-1))
        apart.append(np.abs(ours - theirs).max(-1))
    differences = np.concatenate(apart)
    return {
        "labels": round(float(np.concatenate(same).mean()), 4),
        "mean": round(float(differences.mean()), 5),
        "largest": round(float(differences.max()), 5),
    }
