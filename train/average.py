"""The mean of two trainings: `python -m train.average ONE OTHER SHARE OUT` (Wortsman et al., 2022, "Model soups").

OUT is ONE with SHARE of OTHER in each of its parts; a part that OTHER lacks, or has in another shape, stays ONE's. Both must come of one
line of training: means of strangers read nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor


def average(one: dict[str, Tensor], other: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """The parts of `one`, moved towards those of `other`."""
    found = {}
    for name, own in one.items():
        theirs = other.get(name)
        fits = theirs is not None and theirs.shape == own.shape and own.is_floating_point()
        found[name] = torch.lerp(own, theirs.to(own.dtype), share) if theirs is not None and fits else own
    return found


def main() -> None:
    """Write the mean as a checkpoint."""
    parser = argparse.ArgumentParser(prog="python -m train.average", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("share", type=float, help="of the other, 0 to 1")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    one, other = (torch.load(path, weights_only=True, map_location="cpu") for path in (given.one, given.other))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    net = average(one["net"], other["net"], given.share)
    torch.save({"net": net, "epoch": one["epoch"], "plan": one["plan"]}, given.out)


if __name__ == "__main__":
    main()
