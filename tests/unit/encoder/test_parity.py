"""The weights that ship say what PyTorch said of the report in examples/ when they were exported."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from onrecord.encoder.session import load_session
from train import parity

KEPT = Path(__file__).with_name("parity.npz")


def test_int8_says_what_pytorch_said() -> None:
    with np.load(KEPT) as wanted:
        far = parity.compare(parity.rows(load_session().read, parity.example_arrays()), wanted)
    assert far["labels"] > 0.98, far
    assert far["mean"] < 0.02, far


def test_the_graph_in_fp32_is_pytorchs_own() -> None:
    kept = load_session().told["parity"]["fp32"]
    assert kept["labels"] == 1.0
    assert kept["largest"] < 1e-3


def test_what_differs_is_seen() -> None:
    told = parity.rows(load_session().read, parity.example_arrays())
    other = {name: np.roll(scores, 1, axis=-1) for name, scores in told.items()}
    assert parity.compare(told, told) == {"labels": 1.0, "mean": 0.0, "largest": 0.0}
    assert parity.compare(other, told)["labels"] < 0.2
