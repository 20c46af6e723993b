"""PLV by folds: `python -m train.folds CHECKPOINT --shared FOLDER --out FOLDER [--folds 5] [--epochs N]`.

CHECKPOINT never saw PLV (`python -m train.train --plv 0`). For each fold it is trained on with the sentences of the others and some of
our own pairs, exported as weights that ship would be, and asked for the relations of the fold. No sentence stands in two folds.
Printed: the figures without any training on PLV, then those of the folds together, with 95 % intervals.
"""

from __future__ import annotations

import argparse
import pickle
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import torch

from evals.relations import Answer, load_rows, plv_answers, quad_of, report
from onrecord.encoder import load_finder
from train.examples import Example, plv_examples
from train.export import THRESHOLDS, export, load_net
from train.gold import load_plv
from train.schedule import Plan
from train.train import train

SIDES = {1: "cooperation", 2: "cooperation", 3: "conflict", 4: "conflict"}


def tell(name: str, answers: list[Answer]) -> None:
    """The three figures of a set of answers."""
    report(f"{name}, root", answers)
    quads = [(quad_of(gold), quad_of(told)) for gold, told in answers]
    report(f"{name}, quad", quads)
    report(f"{name}, binary", [(SIDES[int(gold)], SIDES.get(int(told), "none")) for gold, told in quads])


def fold_of(text: str, folds: int) -> int:
    """The fold of a sentence."""
    return crc32(text.encode()) % folds


def main() -> None:
    """Train the folds and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m train.folds", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--pairs", type=Path, required=True, help="examples.pickle of a training: our own pairs are drawn from it"
    )
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, default=None, help="so many folds, for a first look")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--head-rate", type=float, default=6e-4)
    parser.add_argument("--pair", type=float, default=0.1)
    given = parser.parse_args()
    torch.set_num_threads(2)
    rows = load_rows(given.shared, "plv_train")
    examples = [(row, list(plv_examples([doc]))) for row, doc in zip(rows, load_plv(given.shared), strict=True)]
    own: list[Example] = pickle.loads(given.pairs.read_bytes())["pair"]  # noqa: S301 - written by train.train
    plan = Plan(epochs=given.epochs, rate=given.rate, head_rate=given.head_rate, pair=given.pair, plv=1.0)
    answers = plv_answers(rows, _finder(given.checkpoint, given.out / "none", replace(plan, plv=0.0)))
    tell("no PLV", answers)
    found: list[Answer] = []
    for fold in range(given.only or given.folds):
        others = [e for row, some in examples if fold_of(row["text"], given.folds) != fold for e in some]
        held = [row for row, _ in examples if fold_of(row["text"], given.folds) == fold]
        place = given.out / f"fold{fold}"
        place.mkdir(parents=True, exist_ok=True)
        train({"plv": others, "pair": own}, plan, None, place, given.checkpoint)
        found += plv_answers(held, _finder(place / "checkpoint.pt", place, plan))
        tell(f"{fold + 1} of {given.folds} folds", found)


def _finder(checkpoint: Path, folder: Path, plan: Plan):  # type: ignore[no-untyped-def]
    net = load_net(checkpoint)
    export(net, folder, dict(THRESHOLDS), {"plan": {"plv": plan.plv}})
    return load_finder(folder, threads=2)


if __name__ == "__main__":
    main()
