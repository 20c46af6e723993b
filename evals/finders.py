"""The finder that an evaluation names: the trained one, with the weights that ship or with others, or the rules."""

from __future__ import annotations

from pathlib import Path

from onrecord import encoder, rules
from onrecord.frames import Finder


def load_finder(name: str, weights: Path | None = None) -> Finder:
    """ "encoder" or "rules"; `weights` is a folder that `train.export` wrote."""
    return rules.RuleFinder() if name == "rules" else encoder.load_finder(weights, threads=2)
