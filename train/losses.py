"""Batches of examples -> tensors, and what the network is to learn from them.

All labels are laid out before a batch goes to the device, so that a step never waits to look at one. Letters of shapes: B windows,
W words, N anchors, R roles, Q queries of the pointer.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody writes it
from torch import Tensor

from onrecord.encoder.tokens import to_arrays
from train.examples import IGNORED, SAID, Anchor, Example
from train.model import Learner

# What a unit of each loss counts; found by keeping the losses within a factor of ten of each other (evals/LOG.md).
WEIGHTS = {
    "cue": 1.0, "event": 1.5, "mention": 0.3, "mode": 0.5, "modality": 0.5, "polarity": 0.3, "assertion": 0.3,
    "reciprocal": 0.2, "roles": 0.08, "region": 0.3, "pointer": 0.4, "home": 0.4, "sector": 0.2, "context": 0.5,
    "relation": 1.0, "plv": 1.0, "tag": 0.3, "arc": 0.4, "dep": 0.3, "entity": 0.4, "srl": 0.08,
}  # fmt: skip
INPUTS = ("pieces", "mask", "case", "place", "part", "pair")
OF_ANCHORS = {"cue": ("polarity", "modality"), "event": ("mode", "modality", "assertion", "reciprocal"), "srl": ()}
OF_WORDS = ("cues", "events", "mentions", "sectors", "tags", "heads", "deps", "entities")
Labels = dict[str, Tensor]


@dataclass(slots=True)
class Batch:
    """Examples as tensors: `inputs` (B, P), `first` (B, W), `real` (B, W), and the labels that they have, by name."""

    source: str
    scheme: int
    inputs: Labels
    first: Tensor
    real: Tensor
    labels: Labels

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""

        def moved(told: Labels) -> Labels:
            return {name: value.to(device, non_blocking=True) for name, value in told.items()}

        first, real = self.first.to(device, non_blocking=True), self.real.to(device, non_blocking=True)
        return Batch(self.source, self.scheme, moved(self.inputs), first, real, moved(self.labels))


def make_batch(examples: list[Example]) -> Batch:
    """Pad examples of one source, and lay out their labels."""
    arrays = to_arrays([example.window for example in examples], [example.pair for example in examples])
    n_words = arrays.first.shape[1]
    labels: dict[str, np.ndarray] = {}
    for name in OF_WORDS:
        rows = [getattr(example, name) for example in examples]
        if any(row is not None and (row != IGNORED).any() for row in rows):
            labels[name] = _padded(rows, n_words)
    for name in ("relation", "plv"):
        values = np.array([getattr(example, name) for example in examples], dtype=np.int64)
        if (values != IGNORED).any():
            labels[name] = values
    for kind in OF_ANCHORS:
        own = [
            (row, anchor) for row, example in enumerate(examples) for anchor in example.anchors if anchor.kind == kind
        ]
        if own:
            labels |= _of_anchors(kind, own, n_words)
    labels |= _regions(examples) | _contexts(examples)
    meant = [(row, query, answers, None) for row, example in enumerate(examples) for query, answers in example.pointers]
    homes = [(row, *home) for row, example in enumerate(examples) for home in example.homes]
    labels |= _pointers("meant", meant, arrays.words, n_words) | _pointers("home", homes, arrays.words, n_words)
    return Batch(
        source=examples[0].source,
        scheme=examples[0].entity_scheme,
        inputs={name: torch.from_numpy(getattr(arrays, name)) for name in INPUTS},
        first=torch.from_numpy(arrays.first),
        real=torch.from_numpy(np.arange(n_words)[None, :] < arrays.words[:, None]),
        labels={name: torch.from_numpy(value) for name, value in labels.items()},
    )


def _padded(rows: list[np.ndarray | None], n_words: int) -> np.ndarray:
    """Labels (B, W), IGNORED where there are none."""
    out = np.full((len(rows), n_words), IGNORED, dtype=np.int64)
    for number, row in enumerate(rows):
        if row is not None:
            out[number, : len(row)] = row
    return out


def _of_anchors(kind: str, own: list[tuple[int, Anchor]], n_words: int) -> dict[str, np.ndarray]:
    """Rows and head words (N,) of anchors, their roles (N, R, W) and what they are (N,)."""
    roles = np.full((len(own), own[0][1].roles.shape[0], n_words), IGNORED, dtype=np.int64)
    for number, (_, anchor) in enumerate(own):
        roles[number, :, : anchor.roles.shape[1]] = anchor.roles
    found = {
        f"{kind} rows": np.array([row for row, _ in own]),
        f"{kind} heads": np.array([anchor.head for _, anchor in own]),
        f"{kind} roles": roles,
    }
    for name in OF_ANCHORS[kind]:
        values = np.array([getattr(anchor, name) for _, anchor in own], dtype=np.int64)
        if (values != IGNORED).any():
            found[f"{kind} {name}"] = values
    return found


def _regions(examples: list[Example]) -> dict[str, np.ndarray]:
    """Row, first word, last word, kind of each region (n, 4)."""
    told = [(row, *region) for row, example in enumerate(examples) for region in example.regions]
    return {"regions": np.array(told, dtype=np.int64)} if told else {}


Told = tuple[int, int, tuple[int, ...], tuple[int, ...] | None]  # row, query, answers, all that may be one


def _pointers(kind: str, told: Sequence[Told], words: np.ndarray, n_words: int) -> dict[str, np.ndarray]:
    """Queries (Q, 2: row, word), which of nobody and the words are meant (Q, 1 + W) and which may be (Q, 1 + W)."""
    if not told:
        return {}
    right = np.zeros((len(told), 1 + n_words), dtype=bool)
    allowed = np.zeros((len(told), 1 + n_words), dtype=bool)
    for number, (row, query, answers, among) in enumerate(told):
        right[number, [0] if not answers else [answer + 1 for answer in answers]] = True
        if among is None:
            allowed[number, : 1 + words[row]] = True
        else:
            allowed[number, [0, *(word + 1 for word in among)]] = True
        allowed[number, 1 + query] = False
    queries = np.array([one[:2] for one in told], dtype=np.int64)
    return {f"{kind} queries": queries, f"{kind} right": right, f"{kind} allowed": allowed}


def _contexts(examples: list[Example]) -> dict[str, np.ndarray]:
    rows = [row for row, example in enumerate(examples) if example.contexts is not None]
    if not rows:
        return {}
    return {"context rows": np.array(rows), "contexts": np.stack([examples[row].contexts for row in rows])}  # type: ignore[misc]


def losses_of(net: Learner, batch: Batch) -> dict[str, Tensor]:
    """The losses that a batch has labels for, by name."""
    reader, labels = net.reader, batch.labels
    x, h = reader.encode(*(batch.inputs[name] for name in INPUTS), batch.first)
    found: dict[str, Tensor] = {}
    if "relation" in labels or "plv" in labels:
        vector = reader.relate(x, batch.inputs["mask"], batch.inputs["pair"])
        for name, scores in zip(("relation", "plv"), reader.relations(vector), strict=True):
            if name in labels:
                found[name] = _ce(scores, labels[name])
    if batch.source in ("syntax", "entities"):
        found |= _treebank(net, batch, h)
    elif batch.source != "pair":
        found |= _reading(net, batch, h)
    return found


def _ce(scores: Tensor, truth: Tensor) -> Tensor:
    """Mean cross entropy where there is a truth."""
    return F.cross_entropy(scores.float().reshape(-1, scores.shape[-1]), truth.reshape(-1), ignore_index=IGNORED)


def _reading(net: Learner, batch: Batch, h: Tensor) -> dict[str, Tensor]:
    reader, labels = net.reader, batch.labels
    found: dict[str, Tensor] = {}
    if "cues" in labels:
        found["cue"] = _cue_loss(reader.cue(h), labels["cues"])
    for name, head, own in (
        ("event", reader.event, "events"), ("mention", reader.mention, "mentions"), ("sector", reader.sector, "sectors"),
    ):  # fmt: skip
        if own in labels:
            found[name] = _ce(head(h), labels[own])
    for kind in ("cue", "event"):
        if f"{kind} rows" not in labels:
            continue
        rows, heads = labels[f"{kind} rows"], labels[f"{kind} heads"]
        fine = reader.fine(h[rows, heads])
        for name in OF_ANCHORS[kind]:
            if f"{kind} {name}" in labels:
                loss = _ce(getattr(reader, name)(fine), labels[f"{kind} {name}"])
                found[name] = found[name] + loss if name in found else loss
        loss = _role_loss(reader.roles(kind, h, rows, heads), labels[f"{kind} roles"])
        found["roles"] = found["roles"] + loss if "roles" in found else loss
    if "regions" in labels:
        found["region"] = _region_loss(net, labels["regions"], h)
    for kind, name in (("meant", "pointer"), ("home", "home")):
        if f"{kind} queries" in labels:
            found[name] = _pointer_loss(net, kind, labels, h)
    if "contexts" in labels:
        found["context"] = _context_loss(net, batch, h)
    return found


def _cue_loss(scores: Tensor, truth: Tensor) -> Tensor:
    """Cross entropy; where the set does not tell speech from attitude, either is right."""
    logs = F.log_softmax(scores.float(), dim=-1)
    either = torch.logsumexp(logs[..., 1:3], dim=-1)
    known = truth.clamp(min=0)
    own = torch.where(known == SAID, either, logs.gather(-1, known.clamp(max=3).unsqueeze(-1)).squeeze(-1))
    asked = truth != IGNORED
    return -(own * asked).sum() / asked.sum()


def _role_loss(scores: Tensor, truth: Tensor) -> Tensor:
    """Summed over words and roles, a mean over anchors. Scores (N, W, R * 3), truth (N, R, W)."""
    n, n_roles, n_words = truth.shape
    told = scores.float().view(n, n_words, n_roles, 3).permute(0, 2, 1, 3)  # (N, R, W, 3)
    return F.cross_entropy(told.reshape(-1, 3), truth.reshape(-1), ignore_index=IGNORED, reduction="sum") / n


def _region_loss(net: Learner, regions: Tensor, h: Tensor) -> Tensor:
    rows, first, last, kind = regions.unbind(-1)
    n = net.reader.region.out_features // 2
    scores = net.reader.region(h)
    return _ce(scores[rows, first, :n] + scores[rows, last, n:], kind)


def _pointer_loss(net: Learner, kind: str, labels: Labels, h: Tensor) -> Tensor:
    """Minus the log of all the probability on words that are meant (on nobody, where the window has none)."""
    rows, queries = labels[f"{kind} queries"].unbind(-1)
    scores = (
        net.reader.pointer[kind](h, rows, queries).float().masked_fill(~labels[f"{kind} allowed"], -1e4)
    )  # (Q, 1 + W)
    right = scores.masked_fill(~labels[f"{kind} right"], -1e4)
    return (torch.logsumexp(scores, -1) - torch.logsumexp(right, -1)).mean()


def _context_loss(net: Learner, batch: Batch, h: Tensor) -> Tensor:
    rows = batch.labels["context rows"]
    real = batch.real[rows].unsqueeze(-1).to(h.dtype)
    mean = (net.reader.context(h[rows]) * real).sum(1) / real.sum(1).clamp(min=1)
    return F.binary_cross_entropy_with_logits(mean.float(), batch.labels["contexts"])


def _treebank(net: Learner, batch: Batch, h: Tensor) -> dict[str, Tensor]:
    own, labels = net.auxiliary, batch.labels
    if batch.source == "entities":
        return {"entity": _ce(own.entity[batch.scheme](h), labels["entities"])}
    arc, child, parent = own.arcs(h)
    blocked = ~F.pad(batch.real, (1, 0), value=True)
    chosen = torch.gather(parent, 1, labels["heads"].clamp(min=0).unsqueeze(-1).expand(-1, -1, parent.shape[-1]))
    found = {
        "tag": _ce(own.tag(h), labels["tags"]),
        "arc": _ce(arc.float().masked_fill(blocked[:, None, :], -1e4), labels["heads"]),
        "dep": _ce(own.dep(torch.cat([child, chosen], dim=-1)), labels["deps"]),
    }
    if "srl rows" in labels:
        scores = own.srl(h, labels["srl rows"], labels["srl heads"], net.reader.sizes.role)
        found["srl"] = _role_loss(scores, labels["srl roles"])
    return found


def group_batches(examples: list[Example], max_pieces: int, seed: int) -> list[list[Example]]:
    """Examples of like length and one source side by side, at most `max_pieces` with their padding; shuffled by `seed`."""
    draw = random.Random(seed)  # noqa: S311 - the order of examples, no secret
    groups: dict[tuple[str, int], list[Example]] = {}
    for example in examples:
        groups.setdefault((example.source, example.entity_scheme), []).append(example)
    batches: list[list[Example]] = []
    for group in groups.values():
        draw.shuffle(group)
        for at in range(0, len(group), 1500):
            batches.extend(_bucketed(sorted(group[at : at + 1500], key=lambda e: len(e.window.pieces)), max_pieces))
    draw.shuffle(batches)
    return batches


def _bucketed(examples: list[Example], max_pieces: int) -> Iterator[list[Example]]:
    batch: list[Example] = []
    for example in examples:
        if batch and len(example.window.pieces) * (len(batch) + 1) > max_pieces:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch
