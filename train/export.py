"""Checkpoint -> the weights that ship: `python -m train.export CHECKPOINT FOLDER`.

Three ONNX graphs (`window`, `cue_roles`, `event_roles`) and `weights.json` with what belongs to them. The encoder's products and
tables and the convolutions of the role heads are quantised to int8 (dynamic, a scale a channel, in seven bits so that processors without
VNNI cannot overflow); what is small stays as it is. Parity of PyTorch, fp32 and int8 is printed and kept in `weights.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import warnings
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from onrecord.encoder.session import INPUTS
from onrecord.encoder.tokens import Arrays
from train import parity
from train.model import Learner, Reader, RoleHead, Sizes

Parity = dict[str, dict[str, float]]  # fp32, int8 -> figures of train.parity
OUTPUTS = (
    "cue", "event", "mention", "mode", "modality", "polarity", "assertion", "reciprocal", "region", "context",
    "sector", "cue_words", "event_words", "meant_query", "meant_key", "home_query", "home_key", "relation", "plv", "vector",
)  # fmt: skip
LARGE = ("/encoder", "/head/near", "/head/far")  # products that are worth int8
THRESHOLDS = {"cue": 0.5, "event": 0.5, "free": 0.5}


class WindowGraph(nn.Module):
    """Windows of one length -> all that is told of their words, of a marked pair, and a vector of each window's meaning."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, pieces: Tensor, case: Tensor, place: Tensor, part: Tensor, pair: Tensor, first: Tensor
    ) -> tuple[Tensor, ...]:
        """Inputs (B, P) but `first` (B, W) -> outputs (B, W, ...), the last three (B, ...)."""
        r = self.reader
        mask = torch.ones_like(pieces)
        x, h = r.encode(pieces, mask, case, place, part, pair, first)
        fine = r.fine(h)
        related = r.relate(x, mask, pair)
        return (
            r.cue(h), r.event(h), r.mention(h), r.mode(fine), r.modality(fine), r.polarity(fine), r.assertion(fine),
            r.reciprocal(fine), r.region(h), r.context(h), r.sector(h), r.to_role["cue"](h), r.to_role["event"](h),
            r.pointer["meant"].query(h), r.pointer["meant"].key(h), r.pointer["home"].query(h), r.pointer["home"].key(h),
            *r.relations(related), x.mean(1),
        )  # fmt: skip


class RoleGraph(nn.Module):
    """Anchors with the words of their windows -> role tags."""

    def __init__(self, head: RoleHead) -> None:
        super().__init__()
        self.head = head

    def forward(self, words: Tensor, anchor: Tensor, head: Tensor) -> Tensor:
        """(N, W, D), (N, 2 D), (N,) -> (N, W, R * 3)."""
        out: Tensor = self.head(words, anchor, head)
        return out


def load_net(checkpoint: Path) -> Learner:
    """The network of a checkpoint, ready to be read with."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    net = Learner(Sizes(layers=state["plan"].get("layers", 6)))
    if "reader" in state:  # the reader alone, in half precision, as it comes back from another machine
        net.reader.load_state_dict(
            {name: value.float() if value.is_floating_point() else value for name, value in state["reader"].items()}
        )
    else:
        net.load_state_dict(state["net"])
    return net.eval()


def _share_weights(path: Path) -> list[str]:
    """Let every product that uses a weight name the weight itself, as the quantizer knows no copies; the products that stay fp32."""
    model = onnx.load(path)
    copies = {node.output[0]: node.input[0] for node in model.graph.node if node.op_type == "Identity"}
    for node in model.graph.node:
        for place, name in enumerate(node.input):
            node.input[place] = copies.get(name, name)
    for copy in [node for node in model.graph.node if node.op_type == "Identity"]:
        model.graph.node.remove(copy)
    onnx.save(model, path)
    return [node.name for node in model.graph.node if not node.name.startswith(LARGE)]


def export(net: Learner, folder: Path, thresholds: dict[str, float], more: dict[str, Any]) -> Parity:
    """Write the graphs, `weights.json`, and what PyTorch says of the example (`parity.npz`); how far the graphs are from it."""
    folder.mkdir(parents=True, exist_ok=True)
    examples = parity.example_arrays()
    window = tuple(torch.from_numpy(getattr(examples[0], name)) for name in INPUTS)
    graphs: dict[str, tuple[nn.Module, tuple[Tensor, ...], list[str], list[str]]] = {
        "window": (WindowGraph(net.reader), window, list(INPUTS), list(OUTPUTS))
    }
    d = net.reader.sizes.role
    for kind in ("cue", "event"):
        inputs = (torch.randn(4, 24, d), torch.randn(4, 2 * d), torch.tensor([0, 3, 8, 20]))
        graphs[f"{kind}_roles"] = (RoleGraph(net.reader.role[kind]), inputs, ["words", "anchor", "head"], ["tags"])
    for name, (module, inputs, ins, outs) in graphs.items():
        fp32, int8 = folder / f"{name}.fp32.onnx", folder / f"{name}.onnx"
        axes = {
            label: {0: "b", 1: "w" if label in ("first", "words") else "p"}
            for label in ins
            if label not in ("anchor", "head")
        }
        axes |= {label: {0: "b"} for label in ins if label in ("anchor", "head")}
        axes |= {label: {0: "b"} if label in ("relation", "plv", "vector") else {0: "b", 1: "w"} for label in outs}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                module.eval(), inputs, str(fp32), input_names=ins, output_names=outs, dynamic_axes=axes,
                opset_version=17, dynamo=False,
            )  # fmt: skip
        small = _share_weights(fp32)
        quantize_dynamic(
            fp32, int8, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"], nodes_to_exclude=small,
        )  # fmt: skip
        if name == "window":
            far = _keep_parity(module, examples, folder, {"fp32": fp32, "int8": int8})
        fp32.unlink()
    digests = {f"{name}.onnx": hashlib.sha256((folder / f"{name}.onnx").read_bytes()).hexdigest() for name in graphs}
    told = {
        "sha256": digests,
        "thresholds": thresholds,
        "pointer": {
            kind: {
                "nobody": [round(value, 6) for value in head.nobody.tolist()],
                "near": [round(value, 6) for value in head.near.weight[:, 0].tolist()],
            }
            for kind, head in net.reader.pointer.items()
        },
        "parity": far,
        **more,
    }
    (folder / "weights.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return far


def _keep_parity(module: nn.Module, examples: list[Arrays], folder: Path, graphs: dict[str, Path]) -> Parity:
    """What PyTorch says of the example, kept; how far each graph is from it."""

    def read(arrays: Arrays) -> dict[str, np.ndarray]:
        with torch.no_grad():
            values = module(*(torch.from_numpy(getattr(arrays, name)) for name in INPUTS))
        return {name: value.numpy() for name, value in zip(OUTPUTS, values, strict=True)}

    wanted = parity.rows(read, examples)
    kept: dict[str, Any] = {name: value.astype(np.float16) for name, value in wanted.items()}
    np.savez_compressed(folder / "parity.npz", **kept)
    found = {}
    for kind, path in graphs.items():
        session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        found[kind] = parity.compare(parity.rows(partial(_run, session), examples), wanted)
    return found


def _run(session: ort.InferenceSession, arrays: Arrays) -> dict[str, np.ndarray]:
    values = session.run(list(OUTPUTS), {name: getattr(arrays, name) for name in INPUTS})
    return dict(zip(OUTPUTS, values, strict=True))


def main() -> None:
    """Export a checkpoint."""
    parser = argparse.ArgumentParser(prog="python -m train.export", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path, help="take thresholds and calibration from this weights.json")
    given = parser.parse_args()
    thresholds, more = dict(THRESHOLDS), {}
    if given.keep and given.keep.is_file():
        kept = json.loads(given.keep.read_text(encoding="utf-8"))
        thresholds, more = (
            kept["thresholds"],
            {name: kept[name] for name in ("calibration", "chosen_by") if name in kept},
        )
    state = torch.load(given.checkpoint, weights_only=True, map_location="cpu")
    more |= {"plan": state["plan"], "epoch": state["epoch"]}
    for name, far in export(load_net(given.checkpoint), given.folder, thresholds, more).items():
        print(
            f"{name:20} labels as PyTorch's {far['labels']:.2%}, probabilities apart {far['mean']}, at most {far['largest']}"
        )
    for path in sorted(given.folder.glob("*.onnx")):
        print(f"{path.name:20} {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
