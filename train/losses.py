"""Batches of examples -> tensors, and what the network is to learn from them.

Letters of shapes: B windows, W words, N anchors, R roles.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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
    "reciprocal": 0.2, "roles": 0.08, "region": 0.3, "pointer": 0.4, "context": 0.5, "relation": 1.0, "plv": 1.0,
    "tag": 0.3, "arc": 0.4, "dep": 0.3, "entity": 0.4, "srl": 0.08,
}  # fmt: skip
INPUTS = ("pieces", "mask", "case", "place", "part", "pair")


@dataclass(slots=True)
class Batch:
    """Examples as tensors on one device."""

    inputs: dict[str, Tensor]
    first: Tensor
    words: Tensor  # (B,)
    examples: list[Example]
    anchors: dict[str, list[tuple[int, Anchor]]] = field(default_factory=dict)  # by kind: row, anchor

    @classmethod
    def of(cls, examples: list[Example], device: torch.device) -> Batch:
        """Pad and move."""
        arrays = to_arrays([example.window for example in examples], [example.pair for example in examples])
        inputs = {name: torch.from_numpy(getattr(arrays, name)).to(device) for name in INPUTS}
        batch = cls(
            inputs, torch.from_numpy(arrays.first).to(device), torch.from_numpy(arrays.words).to(device), examples
        )
        for row, example in enumerate(examples):
            for anchor in example.anchors:
                batch.anchors.setdefault(anchor.kind, []).append((row, anchor))
        return batch

    def padded(self, rows: Sequence[np.ndarray | None]) -> Tensor:
        """Labels (B, W), IGNORED where there are none."""
        out = np.full((len(rows), self.first.shape[1]), IGNORED, dtype=np.int64)
        for number, row in enumerate(rows):
            if row is not None:
                out[number, : len(row)] = row
        return torch.from_numpy(out).to(self.first.device)

    def real(self) -> Tensor:
        """(B, W): which words are no padding."""
        return torch.arange(self.first.shape[1], device=self.first.device)[None, :] < self.words[:, None]


def losses_of(net: Learner, batch: Batch) -> dict[str, Tensor]:
    """The losses that a batch has labels for, by name."""
    reader = net.reader
    x, h = reader.encode(*(batch.inputs[name] for name in INPUTS), batch.first)
    found: dict[str, Tensor] = {}
    source = batch.examples[0].source
    if source in ("syntax", "entities"):
        found |= _treebank(net, batch, h)
    elif source in ("plv", "pair"):
        found |= _relations(net, batch, x)
    if source not in ("syntax", "entities", "pair"):
        found |= _reading(net, batch, h)
    return found


def _ce(scores: Tensor, truth: Tensor) -> Tensor | None:
    """Mean cross entropy where there is a truth; None where there is none."""
    if not bool((truth != IGNORED).any()):
        return None
    return F.cross_entropy(scores.float().reshape(-1, scores.shape[-1]), truth.reshape(-1), ignore_index=IGNORED)


def _kept(told: dict[str, Tensor | None]) -> dict[str, Tensor]:
    return {name: loss for name, loss in told.items() if loss is not None}


def _reading(net: Learner, batch: Batch, h: Tensor) -> dict[str, Tensor]:
    reader, examples = net.reader, batch.examples
    found: dict[str, Tensor | None] = {
        "cue": _cue_loss(reader.cue(h), batch.padded([example.cues for example in examples])),
        "event": _ce(reader.event(h), batch.padded([example.events for example in examples])),
        "mention": _ce(reader.mention(h), batch.padded([example.mentions for example in examples])),
        "region": _region_loss(net, batch, h),
        "pointer": _pointer_loss(net, batch, h),
        "context": _context_loss(net, batch, h),
    }
    role_losses = []
    for kind, own in batch.anchors.items():
        rows, heads = _places(own, h.device)
        fine = reader.fine(h[rows, heads])
        names = ("polarity", "modality") if kind == "cue" else ("mode", "modality", "assertion", "reciprocal")
        for name in names:
            truth = torch.tensor([getattr(anchor, name) for _, anchor in own], device=h.device)
            loss = _ce(getattr(reader, name)(fine), truth)
            if loss is not None:
                before = found.get(name)
                found[name] = loss if before is None else before + loss
        role_losses.append(_role_loss(reader.roles(kind, h, rows, heads), own, h.shape[1]))
    if role_losses:
        found["roles"] = torch.stack(role_losses).sum()
    return _kept(found)


def _cue_loss(scores: Tensor, truth: Tensor) -> Tensor | None:
    """Cross entropy; where the set does not tell speech from attitude, either is right."""
    logs = F.log_softmax(scores.float(), dim=-1)
    either = torch.logsumexp(logs[..., 1:3], dim=-1)
    known = truth.clamp(min=0)
    own = torch.where(known == SAID, either, logs.gather(-1, known.clamp(max=3).unsqueeze(-1)).squeeze(-1))
    asked = truth != IGNORED
    return -(own * asked).sum() / asked.sum() if bool(asked.any()) else None


def _places(own: list[tuple[int, Anchor]], device: torch.device) -> tuple[Tensor, Tensor]:
    rows = torch.tensor([row for row, _ in own], device=device)
    return rows, torch.tensor([anchor.head for _, anchor in own], device=device)


def _role_loss(scores: Tensor, own: list[tuple[int, Anchor]], n_words: int) -> Tensor:
    """Summed over words and roles, a mean over anchors. Scores (N, W, R * 3)."""
    n_roles = own[0][1].roles.shape[0]
    truth = np.full((len(own), n_roles, n_words), IGNORED, dtype=np.int64)
    for number, (_, anchor) in enumerate(own):
        truth[number, :, : anchor.roles.shape[1]] = anchor.roles
    told = scores.float().view(len(own), n_words, n_roles, 3).permute(0, 2, 1, 3)  # (N, R, W, 3)
    target = torch.from_numpy(truth).to(scores.device)
    return F.cross_entropy(told.reshape(-1, 3), target.reshape(-1), ignore_index=IGNORED, reduction="sum") / len(own)


def _region_loss(net: Learner, batch: Batch, h: Tensor) -> Tensor | None:
    told = [(row, *region) for row, example in enumerate(batch.examples) for region in example.regions]
    if not told:
        return None
    rows, first, last, kind = (torch.tensor(column, device=h.device) for column in zip(*told, strict=True))
    n = net.reader.region.out_features // 2
    scores = net.reader.region(h)
    return _ce(scores[rows, first, :n] + scores[rows, last, n:], kind)


def _pointer_loss(net: Learner, batch: Batch, h: Tensor) -> Tensor | None:
    """Minus the log of all the probability on words that are meant (on nobody, where the window has none)."""
    told = [(row, query, answers) for row, example in enumerate(batch.examples) for query, answers in example.pointers]
    if not told:
        return None
    rows = torch.tensor([row for row, _, _ in told], device=h.device)
    queries = torch.tensor([query for _, query, _ in told], device=h.device)
    scores = net.reader.point(h, rows, queries).float()  # (N, 1 + W)
    right = torch.zeros_like(scores, dtype=torch.bool)
    for number, (_, _, answers) in enumerate(told):
        right[number, [0] if not answers else [answer + 1 for answer in answers]] = True
    allowed = F.pad(batch.real()[rows], (1, 0), value=True)
    allowed.scatter_(1, (queries + 1).unsqueeze(1), False)
    scores = scores.masked_fill(~allowed, -1e4)
    return (torch.logsumexp(scores, -1) - torch.logsumexp(scores.masked_fill(~right, -1e4), -1)).mean()


def _context_loss(net: Learner, batch: Batch, h: Tensor) -> Tensor | None:
    told = [(row, example.contexts) for row, example in enumerate(batch.examples) if example.contexts is not None]
    if not told:
        return None
    rows = torch.tensor([row for row, _ in told], device=h.device)
    real = batch.real()[rows].unsqueeze(-1).to(h.dtype)
    mean = (net.reader.context(h[rows]) * real).sum(1) / real.sum(1).clamp(min=1)
    truth = torch.from_numpy(np.stack([contexts for _, contexts in told])).to(h.device)
    return F.binary_cross_entropy_with_logits(mean.float(), truth)


def _relations(net: Learner, batch: Batch, x: Tensor) -> dict[str, Tensor]:
    vector = net.reader.relate(x, batch.inputs["pair"])
    truth = {
        name: torch.tensor([getattr(example, name) for example in batch.examples], device=x.device)
        for name in ("relation", "plv")
    }
    return _kept(
        {
            "relation": _ce(net.reader.relation(vector), truth["relation"]),
            "plv": _ce(net.reader.plv(vector), truth["plv"]),
        }
    )


def _treebank(net: Learner, batch: Batch, h: Tensor) -> dict[str, Tensor]:
    own, examples = net.auxiliary, batch.examples
    if examples[0].source == "entities":
        scheme = examples[0].entity_scheme
        truth = batch.padded([example.entities for example in examples])
        return _kept({"entity": _ce(own.entity[scheme](h), truth)})
    arc, child, parent = own.arcs(h)
    blocked = ~F.pad(batch.real(), (1, 0), value=True)
    heads = batch.padded([example.heads for example in examples])
    chosen = torch.gather(parent, 1, heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, parent.shape[-1]))
    found = {
        "tag": _ce(own.tag(h), batch.padded([example.tags for example in examples])),
        "arc": _ce(arc.float().masked_fill(blocked[:, None, :], -1e4), heads),
        "dep": _ce(own.dep(torch.cat([child, chosen], dim=-1)), batch.padded([example.deps for example in examples])),
    }
    predicates = batch.anchors.get("srl")
    if predicates:
        rows, places = _places(predicates, h.device)
        scores = own.srl(h, rows, places, net.reader.sizes.role)
        found["srl"] = _role_loss(scores, predicates, h.shape[1])
    return _kept(found)


def make_batches(examples: list[Example], max_pieces: int, seed: int) -> list[list[Example]]:
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
