"""The network: one small transformer reads a window once; thin heads over its vectors find anchors, and who plays which role for them.

    pieces + case + place in quotation marks + part + pair  ->  6 layers of MiniLM  ->  h, a vector a word
    h -> cue? event, mode, modality, who asserts it? mention? region? context?       (a linear map each)
    h, anchor -> for each word, for each role: outside, begin, inside                (RoleHead)
    h -> for a pronoun, a description, a free-standing quotation: who is meant       (PointerHead)
    h -> for a mention: the names of its country                                     (PointerHead)
    h of a marked pair -> the relation from actor to recipient

Everything that reading needs is computed by `Reader.forward` (a window) and `RoleHead.forward` (an anchor); the treebank heads of
`Auxiliary` serve training only. Letters of shapes: B windows, P pieces, W words, H hidden, N anchors, R roles, D of a role head.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - as everybody writes it
from torch import Tensor, nn

from onrecord import ontology
from onrecord.encoder import labels
from onrecord.encoder.tokens import N_CASES, N_PARTS, N_PLACES

REACH = 32  # distances beyond it are one


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of the network; those of MiniLM are fixed by its weights."""

    vocabulary: int = 30522
    positions: int = 512
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    role: int = 128
    pointer: int = 64
    dropout: float = 0.1
    drop_words: float = 0.2


def attend(qkv: Tensor, bias: Tensor, heads: int) -> Tensor:
    """(B, P, 3 H) and what each piece may see (B, 1, 1, P) -> (B, P, H)."""
    b, p, h = qkv.shape
    q, k, v = qkv.view(b, p, 3, heads, h // 3 // heads).permute(2, 0, 3, 1, 4)  # (B, heads, P, H/heads)
    seen = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
    return seen.transpose(1, 2).reshape(b, p, h // 3)


class Attention(torch.autograd.Function):
    """`attend` as one operator of ONNX Runtime, without padding: the whole graph takes a tenth to a fifth less than with its parts."""

    @staticmethod
    def forward(ctx: Any, qkv: Tensor, bias: Tensor, heads: int) -> Tensor:
        return attend(qkv, bias, heads)

    @staticmethod
    def symbolic(g: Any, qkv: Any, bias: Any, heads: int) -> Any:
        parts = g.op("Split", qkv, axis_i=2, outputs=3)  # in equal parts
        return g.op("com.microsoft::MultiHeadAttention", *parts, num_heads_i=heads).setType(parts[0].type())


class Layer(nn.Module):
    """One layer of the transformer: attention and a feed-forward map, each with a residual and a norm behind it."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.hidden, 3 * sizes.hidden)
        self.out = nn.Linear(sizes.hidden, sizes.hidden)
        self.norm1 = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.up = nn.Linear(sizes.hidden, sizes.inner)
        self.down = nn.Linear(sizes.inner, sizes.hidden)
        self.norm2 = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.drop = nn.Dropout(sizes.dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """(B, P, H) and what each piece may see (B, 1, 1, P) -> (B, P, H)."""
        exported = torch.onnx.is_in_onnx_export()
        told: Tensor = (
            Attention.apply(self.qkv(x), bias, self.heads) if exported else attend(self.qkv(x), bias, self.heads)
        )
        x = self.norm1(x + self.drop(self.out(told)))
        if exported:  # the first piece has values of 30, all others under 4: int8 gives it scales of its own
            return self.norm2(x + torch.cat((self.feed(x[:, :1]), self.feed(x[:, 1:])), dim=1))
        return self.norm2(x + self.drop(self.feed(x)))

    def feed(self, x: Tensor) -> Tensor:
        """(B, P, H) -> (B, P, H)."""
        out: Tensor = self.down(F.gelu(self.up(x)))
        return out


class Encoder(nn.Module):
    """Pieces with their features -> a vector a word and one for the whole window."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.hidden)
        self.places = nn.Embedding(sizes.positions, sizes.hidden)
        self.features = nn.ModuleDict(
            {
                "case": nn.Embedding(N_CASES, sizes.hidden),
                "place": nn.Embedding(N_PLACES, sizes.hidden),
                "part": nn.Embedding(N_PARTS, sizes.hidden),
                "pair": nn.Embedding(labels.N_PAIR, sizes.hidden),
            }
        )
        for table in self.features.values():
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.drop = nn.Dropout(sizes.dropout)

    def forward(self, pieces: Tensor, mask: Tensor, case: Tensor, place: Tensor, part: Tensor, pair: Tensor) -> Tensor:
        """All (B, P) -> (B, P, H)."""
        positions = torch.arange(pieces.shape[1], device=pieces.device).unsqueeze(0)
        x = self.words(pieces) + self.places(positions)
        for name, told in (("case", case), ("place", place), ("part", part), ("pair", pair)):
            x = x + self.features[name](told)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_minilm(self, path: Path) -> None:
        """Take the weights of all-MiniLM-L6-v2 (safetensors); the case, place, part and pair features stay zero."""
        from safetensors.torch import load_file

        told = load_file(path)
        own = self.state_dict()
        own["words.weight"] = told["embeddings.word_embeddings.weight"]
        types = told["embeddings.token_type_embeddings.weight"][0]
        own["places.weight"] = told["embeddings.position_embeddings.weight"] + types
        own["norm.weight"], own["norm.bias"] = told["embeddings.LayerNorm.weight"], told["embeddings.LayerNorm.bias"]
        for i in range(len(self.layers)):
            theirs = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                attention = [told[f"{theirs}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                own[f"layers.{i}.qkv.{kind}"] = torch.cat(attention)
                for mine, name in (
                    ("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm"),
                ):  # fmt: skip
                    own[f"layers.{i}.{mine}.{kind}"] = told[f"{theirs}{name}.{kind}"]
        self.load_state_dict(own)


class RoleHead(nn.Module):
    """For one anchor and every word of its window: which roles the word plays for it.

    A word's vector and the anchor's meet by sum and product with the distance between them; two narrow convolutions (of
    five neighbours, then of every second one) let words agree on where a span begins and ends.
    """

    def __init__(self, sizes: Sizes, n_roles: int) -> None:
        super().__init__()
        d = sizes.role
        self.distance = nn.Embedding(2 * REACH + 1, d)
        self.near = nn.Linear(5 * d, d)
        self.far = nn.Linear(5 * d, d)
        self.norm = nn.LayerNorm(d)
        self.out = nn.Linear(d, n_roles * len(labels.TAGS))
        nn.init.normal_(self.distance.weight, std=0.02)
        with torch.no_grad():  # most words play no role
            self.out.bias.view(n_roles, len(labels.TAGS))[:] = torch.tensor([2.0, -2.0, -1.0])

    def forward(self, words: Tensor, anchor: Tensor, head: Tensor) -> Tensor:
        """Words (N, W, D), anchor (N, 2 D: added, multiplied), head word (N,) -> (N, W, R * 3)."""
        added, gate = anchor.chunk(2, dim=-1)  # (N, D)
        away = torch.arange(words.shape[1], device=words.device)[None, :] - head[:, None]  # (N, W)
        x = words * (1.0 + gate[:, None]) + added[:, None] + self.distance(away.clamp(-REACH, REACH) + REACH)
        x = self.norm(F.gelu(x))
        x = x + F.gelu(self.near(_neighbours(x, 1)))
        x = x + F.gelu(self.far(_neighbours(x, 2)))
        out: Tensor = self.out(x)
        return out


def _neighbours(x: Tensor, step: int) -> Tensor:
    """(N, W, D) -> (N, W, 5 D): each word beside two on its left and two on its right, `step` apart."""
    n = x.shape[1]
    padded = F.pad(x, (0, 0, 2 * step, 2 * step))
    return torch.cat([padded[:, k * step : k * step + n] for k in range(5)], dim=-1)


class PointerHead(nn.Module):
    """For a query word, how likely each word of its window is the one it points to, or none is.

    "meant": from a pronoun, a description or a free-standing quotation to mentions of who is meant or speaks; "home": from
    a mention to names of the country whose actor it is.
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.query = nn.Linear(sizes.hidden, sizes.pointer)
        self.key = nn.Linear(sizes.hidden, sizes.pointer)
        self.nobody = nn.Parameter(torch.zeros(sizes.pointer))
        self.near = nn.Embedding(2 * REACH + 1, 1)
        nn.init.zeros_(self.near.weight)

    def forward(self, words: Tensor, rows: Tensor, queries: Tensor) -> Tensor:
        """Scores (N, 1 + W) of nobody and of each word, for query words `queries` (N,) of windows `rows` (N,)."""
        q = self.query(words[rows, queries])  # (N, pointer)
        scores = torch.einsum("nd,nwd->nw", q, self.key(words)[rows])
        away = torch.arange(words.shape[1], device=words.device)[None, :] - queries[:, None]
        scores = scores + self.near(away.clamp(-REACH, REACH) + REACH).squeeze(-1)
        return torch.cat([(q @ self.nobody).unsqueeze(-1), scores], dim=-1)


class Reader(nn.Module):
    """All that reading needs."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        h, d = sizes.hidden, sizes.role
        self.encoder = Encoder(sizes)
        self.drop = nn.Dropout(sizes.drop_words)
        self.cue = nn.Linear(h, len(labels.CUES))
        self.event = nn.Linear(h, len(labels.EVENTS))
        self.mention = nn.Linear(h, len(labels.MENTIONS))
        self.fine = nn.Sequential(nn.Linear(h, h // 2), nn.GELU(), nn.Dropout(sizes.drop_words))
        self.mode = nn.Linear(h // 2, len(labels.MODES))
        self.modality = nn.Linear(h // 2, len(labels.MODALITIES))
        self.polarity = nn.Linear(h // 2, len(labels.POLARITIES))
        self.assertion = nn.Linear(h // 2, len(labels.ASSERTIONS))
        self.reciprocal = nn.Linear(h // 2, 2)
        self.sector = nn.Linear(h, len(labels.SECTORS))
        self.region = nn.Linear(h, 2 * len(labels.REGIONS))  # of the opening mark, of the closing mark: added
        self.context = nn.Linear(h, len(ontology.CONTEXTS))
        self.to_role = nn.ModuleDict({kind: nn.Linear(h, 3 * d) for kind in ("cue", "event")})
        self.role = nn.ModuleDict(
            {"cue": RoleHead(sizes, len(labels.CUE_ROLES)), "event": RoleHead(sizes, len(labels.EVENT_ROLES))}
        )
        self.pointer = nn.ModuleDict({kind: PointerHead(sizes) for kind in ("meant", "home")})
        self.trigger = nn.Linear(3 * h, h)  # of a marked pair: what to look for in the words between and around
        self.related = nn.Sequential(nn.Linear(4 * h, h), nn.GELU(), nn.Dropout(sizes.drop_words))
        self.relation = nn.Linear(h, len(labels.RELATIONS))
        self.plv = nn.Linear(h, len(labels.PLV))
        nn.init.zeros_(self.plv.weight)
        nn.init.zeros_(self.plv.bias)
        merged = [
            [label == ontology.project(type_, None, "plv-2023") for label in labels.PLV] for type_ in ontology.TYPES
        ]
        self.register_buffer("merged", torch.tensor(merged, dtype=torch.float32), persistent=False)  # (types, labels)

    def encode(
        self, pieces: Tensor, mask: Tensor, case: Tensor, place: Tensor, part: Tensor, pair: Tensor, first: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Pieces (B, P), first piece of each word (B, W) -> pieces' vectors (B, P, H), words' vectors (B, W, H)."""
        x = self.encoder(pieces, mask, case, place, part, pair)
        words = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, x.shape[-1]))
        return x, self.drop(words)

    def relate(self, x: Tensor, mask: Tensor, pair: Tensor) -> Tensor:
        """The vector of a marked pair (B, H): the whole window, the actor's pieces, the recipient's, and what they look for."""
        told = [x[:, 0]]
        for number in (1, 2):
            own = (pair == number).to(x.dtype).unsqueeze(-1)  # (B, P, 1)
            told.append((x * own).sum(1) / own.sum(1).clamp(min=1.0))
        sought = self.trigger(torch.cat(told, dim=-1)).unsqueeze(-1)  # (B, H, 1)
        scores = (x @ sought).squeeze(-1) * x.shape[-1] ** -0.5 + (1.0 - mask.to(x.dtype)) * -1e4
        told.append((torch.softmax(scores, dim=-1).unsqueeze(1) @ x).squeeze(1))
        out: Tensor = self.related(self.drop(torch.cat(told, dim=-1)))
        return out

    def relations(self, vector: Tensor) -> tuple[Tensor, Tensor]:
        """The vector of a marked pair -> scores of our types (B, 1 + types), and of PLV's labels (B, labels).

        PLV's are ours, merged, and moved by what a map of their own has learnt of PLV's habits: its labels are few and rare.
        """
        told = self.relation(vector)
        base = torch.log(torch.softmax(told[:, 1:].float(), dim=-1) @ self.merged + 1e-5)
        return told, self.plv(vector) + base

    def roles(self, kind: str, words: Tensor, rows: Tensor, heads: Tensor) -> Tensor:
        """Role tags (N, W, R * 3) of anchors at words `heads` of windows `rows`."""
        d = self.sizes.role
        projected = self.to_role[kind](words)
        out: Tensor = self.role[kind](projected[rows, :, :d], projected[rows, heads, d:], heads)
        return out


N_TAGS = 18  # universal parts of speech, and none
N_DEPS = 64
N_SCHEMES = 3  # entity corpora disagree: each has its own map
N_ENTITY = 7  # O and B-, I- of PER, ORG, LOC
SRL_ROLES = ("anchor", "ARG0", "ARG1", "ARG2", "ARGM-TMP", "ARGM-LOC")


class Auxiliary(nn.Module):
    """Heads that teach the encoder syntax, semantic roles and names; they are not exported."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        h, a = sizes.hidden, 192
        self.tag = nn.Linear(h, N_TAGS)
        self.child = nn.Sequential(nn.Linear(h, a), nn.GELU(), nn.Dropout(0.3))
        self.parent = nn.Sequential(nn.Linear(h, a), nn.GELU(), nn.Dropout(0.3))
        self.arc = nn.Parameter(torch.zeros(a + 1, a))
        self.root = nn.Parameter(torch.zeros(h))
        self.dep = nn.Linear(2 * a, N_DEPS)
        self.entity = nn.ModuleList(nn.Linear(h, N_ENTITY) for _ in range(N_SCHEMES))
        self.to_role = nn.Linear(h, 3 * sizes.role)
        self.role = RoleHead(sizes, len(SRL_ROLES))
        nn.init.normal_(self.arc, std=0.02)

    def arcs(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores (B, W, 1 + W) of each word's head (0: the root), and the vectors of children and heads."""
        above = torch.cat([self.root.expand(words.shape[0], 1, -1), words], dim=1)  # (B, 1 + W, H)
        child, parent = self.child(words), self.parent(above)
        child1 = torch.cat([child, child.new_ones(*child.shape[:-1], 1)], dim=-1)
        return child1 @ self.arc @ parent.transpose(1, 2), child, parent

    def srl(self, words: Tensor, rows: Tensor, heads: Tensor, d: int) -> Tensor:
        """Role tags (N, W, R * 3) of predicates."""
        projected = self.to_role(words)
        out: Tensor = self.role(projected[rows, :, :d], projected[rows, heads, d:], heads)
        return out


class Learner(nn.Module):
    """Reader and auxiliary heads together, as they are trained."""

    def __init__(self, sizes: Sizes | None = None) -> None:
        super().__init__()
        sizes = sizes or Sizes()
        self.reader = Reader(sizes)
        self.auxiliary = Auxiliary(sizes)
