"""Thresholds and calibration of exported weights: `python -m train.calibrate WEIGHTS --shared FOLDER [--write]`.

The weights read the development sets with low thresholds. For each head, what is found is right or wrong: an event when a marked one of
its type has an anchor that overlaps; an attribution when a marked one has its content (IoU of a half) and its speaker overlaps. Isotonic
regression of right on score gives the knots that readings interpolate; the threshold is the score at which F1 peaks (for events and cues
the least score within `FLAT` of the peak). Risk-coverage curves are kept with the run in `evals/runs/`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.encoder import EncoderFinder, load_finder
from onrecord.encoder.decode import softmax
from onrecord.encoder.session import FILES
from onrecord.encoder.tokens import to_arrays
from onrecord.frames import CUE, Frame
from onrecord.text import Span
from train.examples import pair_examples
from train.gold import GoldDoc, GoldFrame, load_corpus, load_polnear

LOW = 0.15
FLAT = {"cue": 0.005, "free": 0.0, "event": 0.003}  # what is missed costs more than what is shown with a low prob
HEADS = ("cue", "free", "event")
MAX_KNOTS = 24
TEMPERATURES = tuple(round(0.5 + 0.05 * step, 2) for step in range(71))
PLV_TEMPERATURE = 1.25  # from five folds of PLV: calibration error .036 without, .025 with it (evals/LOG.md)
RUNS = Path(__file__).resolve().parent.parent / "evals" / "runs"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a head found: score and whether it is right; `n_gold` is how many there are to be found."""

    scores: np.ndarray
    right: np.ndarray
    n_gold: int


def judge(finder: EncoderFinder, docs: Sequence[GoldDoc]) -> dict[str, Judged]:
    """Read documents and judge each head."""
    told: dict[str, list[tuple[float, bool]]] = {head: [] for head in HEADS}
    gold = dict.fromkeys(HEADS, 0)
    for doc in docs:
        wanted = [frame for frame in doc.frames if doc.source == "corpus" or frame.type == CUE]
        for frame in wanted:
            gold[_head(frame.type, frame.anchor)] += 1
        for found in finder.find(doc.article, doc.draft).frames:
            head = _head(found.type, found.anchor)
            if head == "event" and "events" not in doc.has:
                continue
            verdict = _verdict(found, wanted, doc)
            if verdict is not None:
                told[head].append((found.score, verdict))
    return {
        head: Judged(np.array([s for s, _ in rows]), np.array([r for _, r in rows], dtype=float), gold[head])
        for head, rows in told.items()
    }


def _head(type_: str, anchor: Sequence[Span]) -> str:
    return "event" if type_ != CUE else "cue" if anchor else "free"


def _verdict(found: Frame, wanted: Iterable[GoldFrame], doc: GoldDoc) -> bool | None:
    """Whether a frame is right; None where nobody could tell (an act told again, an attribution inside another in PolNeAR)."""
    if found.type != CUE:
        if any(span.overlaps(piece) for span in doc.retold for piece in found.anchor):
            return None
        return any(
            frame.type == found.type and any(a.overlaps(b) for a in frame.anchor for b in found.anchor)
            for frame in wanted
        )
    content = _places(span for role in found.fillers("content") for span in role.spans)
    speaker = _places(span for role in found.fillers("speaker") for span in role.spans)
    for frame in wanted:
        theirs = _places(frame.roles["content"][0]) if frame.type == CUE else set()
        if 2 * len(content & theirs) >= len(content | theirs):
            named = _places(span for filler in frame.roles.get("speaker", []) for span in filler)
            return bool(named & speaker) or (not named and (not speaker or frame.by is not None))
    outer = (frame for frame in wanted if frame.type == CUE)
    if doc.source == "polnear" and any(content < _places(frame.roles["content"][0]) for frame in outer):
        return None
    return False


def _places(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


def isotonic(scores: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pool adjacent violators: scores and the rising share of right ones at them (Ayer et al., 1955)."""
    order = np.argsort(scores)
    blocks: list[list[float]] = []  # sum of right, count, sum of scores
    for score, hit in zip(scores[order], right[order], strict=True):
        blocks.append([float(hit), 1.0, float(score)])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    return np.array([b[2] / b[1] for b in blocks]), np.array([(b[0] + 0.5) / (b[1] + 1.0) for b in blocks])


def knots_of(judged: Judged) -> dict[str, list[float]]:
    """The knots that a reading interpolates, at most MAX_KNOTS."""
    x, y = isotonic(judged.scores, judged.right)
    if len(x) > MAX_KNOTS:
        keep = np.unique(np.linspace(0, len(x) - 1, MAX_KNOTS).round().astype(int))
        x, y = x[keep], y[keep]
    return {"score": [round(float(v), 4) for v in x], "prob": [round(float(v), 4) for v in np.maximum.accumulate(y)]}


def threshold_of(judged: Judged, flat: float = 0.0) -> tuple[float, float]:
    """The least score at which F1 is within `flat` of its peak, and the peak."""
    order = np.argsort(-judged.scores)
    hits = np.cumsum(judged.right[order])
    n = np.arange(1, len(order) + 1)
    precision, recall = hits / n, hits / max(judged.n_gold, 1)
    f = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    best = int(np.nonzero(f >= f.max() - flat)[0][-1])
    return round(float(judged.scores[order][best]) - 1e-4, 4), round(float(f.max()), 4)


def risk_coverage(judged: Judged) -> list[tuple[float, float]]:
    """Share of what is found that is kept, and the share of wrong ones among them, for every twentieth."""
    order = np.argsort(-judged.scores)
    wrong = 1.0 - judged.right[order]
    n = len(order)
    return [(round(k / 20, 2), round(float(wrong[: max(1, n * k // 20)].mean()), 4)) for k in range(1, 21) if n]


def ece(probs: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error: over bins of equal width, how far the mean probability is from the share of right ones."""
    if not len(probs):
        return float("nan")
    which = np.minimum((probs * bins).astype(int), bins - 1)
    far = [abs(probs[which == b].mean() - right[which == b].mean()) * (which == b).sum() for b in np.unique(which)]
    return float(sum(far) / len(probs))


def held_out_ece(judged: Judged, seed: int = 5) -> float:
    """The calibration error of one half of what was found under the knots of the other, both ways."""
    if len(judged.scores) < 2:
        return float("nan")
    order = np.random.default_rng(seed).permutation(len(judged.scores))
    halves = [order[::2], order[1::2]]
    errors = []
    for own, other in (halves, halves[::-1]):
        knots = knots_of(Judged(judged.scores[own], judged.right[own], judged.n_gold))
        errors.append(ece(np.interp(judged.scores[other], knots["score"], knots["prob"]), judged.right[other]))
    return float(np.mean(errors))


def temperature_of(scores: np.ndarray, right: np.ndarray) -> tuple[float, float, float]:
    """By what scores (N, labels) are divided so that the right labels (N,) are likeliest; calibration error without and with it."""

    def told(by: float) -> np.ndarray:
        return softmax(scores / by)

    rows = np.arange(len(right))
    best = min(TEMPERATURES, key=lambda by: -float(np.log(told(by)[rows, right] + 1e-12).mean()))
    hits = (scores.argmax(-1) == right).astype(float)
    return best, ece(told(1.0).max(-1), hits), ece(told(best).max(-1), hits)


def of_relations(finder: EncoderFinder) -> tuple[np.ndarray, np.ndarray]:
    """Scores (N, relations) and right ones (N,) of the pairs of our corpus' dev stories."""
    examples = list(pair_examples(load_corpus("dev")))
    scores = [finder.session.read(to_arrays([example.window], [example.pair]))["relation"] for example in examples]
    return np.concatenate(scores), np.array([example.relation for example in examples])


def with_thresholds(folder: Path, thresholds: dict[str, float]) -> EncoderFinder:
    """The weights of a folder with other thresholds, and without calibration."""
    place = Path(tempfile.mkdtemp(prefix="onrecord-weights-"))
    for name in FILES:
        if name.endswith(".onnx"):
            (place / name).symlink_to((folder / name).resolve())
    told = json.loads((folder / "weights.json").read_text(encoding="utf-8"))
    told["thresholds"] = {**told["thresholds"], **thresholds}
    told.pop("calibration", None)
    (place / "weights.json").write_text(json.dumps(told), encoding="utf-8")
    return load_finder(place, threads=2)


def main() -> None:
    """Measure, print, and write the numbers into weights.json."""
    parser = argparse.ArgumentParser(prog="python -m train.calibrate", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("--shared", type=Path, help="the folder with gold/; without it our corpus' dev set alone")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    finder = with_thresholds(given.weights, dict.fromkeys(HEADS, LOW))
    own = judge(finder, load_corpus("dev"))
    sets = {"corpus-dev": own}
    if given.shared is not None:
        sets["polnear-dev"] = judge(finder, load_polnear(given.shared, "dev"))
    both = {head: _together([told[head] for told in sets.values()]) for head in HEADS}
    chosen: dict[str, Any] = {"thresholds": {}, "calibration": {}}
    errors: dict[str, dict[str, float]] = {}
    for head in HEADS:
        limit, peak = threshold_of(own[head] if head != "cue" else both[head], FLAT[head])
        chosen["thresholds"][head], chosen["calibration"][head] = limit, knots_of(both[head])
        errors[head] = {name: round(held_out_ece(told[head]), 4) for name, told in {**sets, "both": both}.items()}
        print(
            f"{head:6} threshold {limit:.3f}  F1 {peak:.3f}  found {len(both[head].scores)}  gold {both[head].n_gold}"
            f"  calibration error {errors[head]}"
        )
    scores, right = of_relations(finder)
    by, before, after = temperature_of(scores, right)
    chosen["temperature"] = {"plover-2024": by, "cameo": by, "plv-2023": PLV_TEMPERATURE}
    accuracy = float((scores.argmax(-1) == right).mean())
    print(
        f"relations of {len(right)} pairs: accuracy {accuracy:.3f}, temperature {by}, calibration error {before:.3f} to {after:.3f}"
    )
    run = f"{date.today().isoformat()}-calibration"  # noqa: DTZ011 - the day at the desk
    curves = {name: {head: risk_coverage(told[head]) for head in HEADS} for name, told in sets.items()}
    if given.write:
        (RUNS / f"{run}.json").write_text(
            json.dumps({**chosen, "expected_calibration_error": errors, "risk_coverage": curves}, indent=1) + "\n",
            encoding="utf-8",
        )
        path = given.weights / "weights.json"
        told = json.loads(path.read_text(encoding="utf-8"))
        told["thresholds"].update(chosen["thresholds"])
        told |= {
            "calibration": chosen["calibration"],
            "temperature": chosen["temperature"],
            "chosen_by": f"evals/runs/{run}.json",
        }
        path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _together(parts: Sequence[Judged]) -> Judged:
    return Judged(
        np.concatenate([part.scores for part in parts]), np.concatenate([part.right for part in parts]),
        sum(part.n_gold for part in parts),
    )  # fmt: skip


if __name__ == "__main__":
    main()
