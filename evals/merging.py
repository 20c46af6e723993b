"""Merging, on pairs of reports: `python -m evals.merging [PAIRS...] [--finder rules] [--fit] [--misses N] [--stories N]`.

A pair is two short reports of which somebody has said whether they tell the same event (or statement), with the words
that tell it in each (corpus/merging/). Both are read and loaded into one record with all other pairs; the pair is merged
where one entry holds a report from each that overlaps its words. What the reader does not find in both cannot be merged:
the third line of figures leaves those pairs out and so tells of merging alone. Guards, weights and thresholds were chosen on pairs-1
and pairs-2 ("dev"); pairs-3 ("held out") are only measured. --stories puts stories of the corpus into a record and tells what of two of
them ended in one entry (to be looked at: most of it is wrong), and how much of an article ended in another entry of it.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from evals.corpus import load_stories, read_stories
from evals.finders import load_finder
from onrecord import encoder, pipeline
from onrecord.entries import Entry
from onrecord.facts import Event, Quote, Reading
from onrecord.record import Record, matching
from onrecord.record.codings import Coding, EventCoding, QuoteCoding, code_reading
from onrecord.record.surroundings import surroundings
from onrecord.text import Article

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "merging"
HELD_OUT = "3-"  # how the ids of pairs-3 begin
ROUNDS = 1_000  # of the bootstrap
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """One report of a pair: its reading, and where the words stand that tell the event or statement."""

    reading: Reading
    spot: Spot

    def tells(self, told: Event | Quote) -> bool:
        """Whether an event or quotation overlaps the words."""
        spans = told.anchor if isinstance(told, Event) else told.content
        return any(span.start < self.spot[1] and self.spot[0] < span.end for span in spans)

    def found(self, kind: str) -> list[Event | Quote]:
        """What the reader found there."""
        all_told: Sequence[Event | Quote] = self.reading.events if kind == "event" else self.reading.quotes
        return [told for told in all_told if self.tells(told)]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, and whether they tell the same."""

    id: str
    kind: str
    same: bool
    a: Side
    b: Side
    about: str

    @property
    def held_out(self) -> bool:
        """Whether it is only for measuring."""
        return self.id.startswith(HELD_OUT)

    @property
    def was_read(self) -> bool:
        """Whether the reader found something at both places."""
        return bool(self.a.found(self.kind) and self.b.found(self.kind))


def load_pairs(paths: Iterable[Path], finder: Any) -> list[Pair]:
    """The pairs of JSON lines files, read."""
    rows = [
        json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    articles = [_article(row[side]) for row in rows for side in ("a", "b")]
    readings = list(pipeline.read_many(articles, finder=finder))
    pairs = []
    for row, a, b in zip(rows, readings[::2], readings[1::2], strict=True):
        if not isinstance(a, Reading) or not isinstance(b, Reading):
            raise SystemExit(f"{row['id']}: cannot be read")
        sides = [Side(reading, _spot(reading.article, row[f"anchor_{n}"])) for n, reading in (("a", a), ("b", b))]
        pairs.append(Pair(str(row["id"]), row["kind"], bool(row["same"]), sides[0], sides[1], row["about"]))
    return pairs


def _article(row: dict[str, str]) -> Article:
    return Article.from_text(row["text"], published_on=date.fromisoformat(row["published_on"]), outlet=row["outlet"])


def _spot(article: Article, words: str) -> Spot:
    at = article.text.find(words)
    if at < 0:
        raise SystemExit(f"{words!r} does not stand in its text")
    return at, at + len(words)


def merged_pairs(pairs: Sequence[Pair]) -> tuple[set[str], int]:
    """The ids of the pairs that end in one entry, with all of them in one record; and how many entries hold two stories."""
    merged = set()
    story_of = {side.reading.article.id: pair.id for pair in pairs for side in (pair.a, pair.b)}
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "pairs.db") as record:
        record.add(side.reading for pair in pairs for side in (pair.a, pair.b))
        by_article: dict[str, list[tuple[str, Event | Quote]]] = {}
        entries: Iterable[Entry] = (*record.events(reports=True), *record.quotes(reports=True))
        n_astray = 0
        for entry in entries:
            n_astray += len({story_of[report.article_id] for report in entry.reports if report.article_id}) > 1
            for report in entry.reports:
                if report.told is not None and report.article_id is not None:
                    by_article.setdefault(report.article_id, []).append((entry.id, report.told))
        for pair in pairs:
            homes = [
                {
                    name
                    for name, told in by_article.get(side.reading.article.id, ())
                    if name[0] == pair.kind[0] and side.tells(told)
                }
                for side in (pair.a, pair.b)
            ]
            if homes[0] & homes[1]:
                merged.add(pair.id)
    return merged, n_astray


def tell(name: str, pairs: Sequence[Pair], merged: set[str]) -> None:
    """Precision and recall with 95 % intervals, over pairs resampled."""
    hits = np.array([pair.id in merged for pair in pairs])
    same = np.array([pair.same for pair in pairs])
    draw = np.random.default_rng(7)
    rounds = (
        [_rates(hits[i], same[i]) for i in (draw.integers(0, len(pairs), len(pairs)) for _ in range(ROUNDS))]
        if pairs
        else []
    )
    precision, recall = _rates(hits, same)
    low, high = np.nanpercentile(np.array(rounds), (2.5, 97.5), axis=0) * 100
    print(
        f"{name:28} {len(pairs):4} pairs  precision {precision:6.1%} [{low[0]:.1f}, {high[0]:.1f}]"
        f"  recall {recall:6.1%} [{low[1]:.1f}, {high[1]:.1f}]"
    )


def _rates(hits: Any, same: Any) -> tuple[float, float]:
    good = float((hits & same).sum())
    return good / hits.sum() if hits.sum() else float("nan"), good / same.sum() if same.sum() else float("nan")


# --- fitting --------------------------------------------------------------------------------------------------------


def fit(pairs: Sequence[Pair], kind: str) -> dict[str, float]:
    """Weights of the logistic score: what stands in matching.toml, moved by gradient descent under a ridge that holds them there.

    Rows are the pairs of a kind that pass the guards, and what must not be merged: strangers and neighbours.
    """
    names = list(matching.feature_names(kind))
    rows = [(found[1], float(pair.same), 1.0) for pair in pairs if pair.kind == kind and (found := _best(pair))]
    rows += [(features, 0.0, OTHER) for features in (*strangers(pairs, kind), *neighbours(pairs, kind))]
    x = np.array([[features[name] for name in names] for features, _, _ in rows])  # (N, F)
    y, share = np.array([same for _, same, _ in rows]), np.array([weight for _, _, weight in rows])
    before = np.array([matching.weights()[kind][name] for name in names])
    weights, bias = before.copy(), matching.weights()[kind]["bias"]
    for _ in range(8_000):
        wrong = (1 / (1 + np.exp(-(x @ weights + bias))) - y) * share / share.sum()  # (N,)
        weights -= 0.5 * (x.T @ wrong + RIDGE * (weights - before))
        bias -= 0.5 * float(wrong.sum())
        weights = np.where(before < 0, np.minimum(weights, 0), np.maximum(weights, 0))
    return {"bias": round(bias, 2), **{name: round(float(w), 2) for name, w in zip(names, weights, strict=True)}}


RIDGE = 0.03
OTHER = 0.5  # weight of one that is no pair
N_STRANGERS = 300


def strangers(pairs: Sequence[Pair], kind: str) -> list[dict[str, float]]:
    """Features of two stories of one type, told as of the same parties and the same day: what a busy pair of countries makes many of."""
    told = [
        (pair.id, surroundings(side.reading.article.text), coding)
        for pair in pairs
        if pair.kind == kind and pair.same
        for side in (pair.a, pair.b)
        for coding in _codings(side, kind)[:1]
    ]
    found: list[dict[str, float]] = []
    draw = random.Random(5)  # noqa: S311 - a draw that can be made again
    while len(found) < N_STRANGERS:
        (name, around_a, a), (other, around_b, b) = draw.sample(told, 2)
        if name == other or (isinstance(a, EventCoding) and (a.type, a.standing) != (b.type, b.standing)):  # type: ignore[union-attr]
            continue
        same = {field: getattr(a, field) for field in _SAME[kind]}
        found.append(_features(a, replace(b, **same), (around_a, around_b)))
    return found


def neighbours(pairs: Sequence[Pair], kind: str) -> list[dict[str, float]]:
    """Features of the event of one side with what else the other side tells: one story, another event.

    Those that may be the same after all are left out.
    """
    found: list[dict[str, float]] = []
    for pair in (pair for pair in pairs if pair.kind == kind):
        for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
            around = [surroundings(side.reading.article.text) for side in (one, other)]
            own = {told.id for told in other.found(kind)}
            coded = code_reading(other.reading.article, other.reading)
            beside = [coding for name, coding in coded.items() if name not in own]
            for a in _codings(one, kind):
                found += [
                    _features(a, b, around) for b in beside if type(a) is type(b) and matching.score(a, b, *around) > 0
                ]
    return [one for one in found if (one["other_type"] if kind == "event" else one["meaning"] < SAME_MEANING)]


SAME_MEANING = 0.7
_DAYS = ("first_on", "last_on", "day_from")
_SAME = {
    "event": ("actors", "recipients", "actor_countries", "recipient_countries", "reciprocal", *_DAYS),
    "quote": ("speaker", "speaker_country", "named", "office", "polarity", *_DAYS),
}


def _best(pair: Pair) -> tuple[float, dict[str, float]] | None:
    """Score and features of the likest two reports of a pair; None where the guards forbid all."""
    return max(_allowed(pair), key=lambda one: one[0], default=None)


def _allowed(pair: Pair) -> list[tuple[float, dict[str, float]]]:
    """Score and features of every two reports of a pair that the guards allow."""
    around = [surroundings(side.reading.article.text) for side in (pair.a, pair.b)]
    ours, theirs = (_codings(side, pair.kind) for side in (pair.a, pair.b))
    scored = [(matching.score(a, b, *around), a, b) for a in ours for b in theirs]
    return [(chance, _features(a, b, around)) for chance, a, b in scored if chance > 0]


def _codings(side: Side, kind: str) -> list[Coding]:
    coded = code_reading(side.reading.article, side.reading)
    return [coded[told.id] for told in side.found(kind)]


def _features(a: Coding, b: Coding, around: Sequence[frozenset[str]]) -> dict[str, float]:
    if isinstance(a, EventCoding) and isinstance(b, EventCoding):
        return matching.event_features(a, b, *around)
    if isinstance(a, QuoteCoding) and isinstance(b, QuoteCoding):
        return matching.quote_features(a, b, *around)
    raise TypeError("codings of two kinds")


def cross_validate(pairs: Sequence[Pair], kind: str) -> list[tuple[float, bool]]:
    """For each pair of a kind its chance by weights that were fitted on the other folds, and whether it is one. A pair is a story."""
    chances = []
    for fold in range(FOLDS):
        fitted = fit([pair for n, pair in enumerate(pairs) if n % FOLDS != fold], kind)
        some = (pair for n, pair in enumerate(pairs) if n % FOLDS == fold and pair.kind == kind)
        chances += [(_chance(pair, fitted), pair.same) for pair in some]
    return chances


FOLDS = 5


def _chance(pair: Pair, fitted: dict[str, float]) -> float:
    """The chance of the likest two reports of a pair by these weights; 0 where the guards forbid all."""
    told = [fitted["bias"] + sum(fitted.get(name, 0.0) * x for name, x in one.items()) for _, one in _allowed(pair)]
    return float(1 / (1 + np.exp(-max(told)))) if told else 0.0


def tell_thresholds(chances: Sequence[tuple[float, bool]]) -> None:
    """Precision and recall at each threshold."""
    for threshold in np.arange(0.3, 0.96, 0.05):
        hits = np.array([chance >= threshold for chance, _ in chances])
        precision, recall = _rates(hits, np.array([same for _, same in chances]))
        print(f"  threshold {threshold:.2f}: precision {precision:6.1%} recall {recall:6.1%}")


def tell_stories(n: int, finder: Any) -> None:
    """The entries that hold reports of two of the first n stories of the corpus, and how many reports share one with their article's."""
    stories = (load_stories("dev") + load_stories("train"))[:n]
    readings = [pair.reading for pair in read_stories(stories, finder)]
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "stories.db") as record:
        record.add(readings)
        for kind, entries in (("events", record.events(reports=True)), ("quotations", record.quotes(reports=True))):
            told = [[report for report in entry.reports if report.told is not None] for entry in entries]
            n_articles = [len({report.article_id for report in reports}) for reports in told]
            within = sum(map(len, told)) - sum(n_articles)
            astray = [reports for reports, n_told_by in zip(told, n_articles, strict=True) if n_told_by > 1]
            print(
                f"{kind} of {len(readings)} stories: {len(astray)} entries of two, {within} reports beside one of their article's"
            )
            for reports in astray:
                print("  " + " | ".join(_words(report.told) for report in reports if report.told is not None))


def _words(told: Event | Quote) -> str:
    return told.sentence.text if isinstance(told, Event) else " … ".join(piece.text for piece in told.content)


def tell_causes(pairs: Sequence[Pair], merged: set[str]) -> None:
    """Why pairs that are one thing were kept apart, counted."""
    for kind in ("event", "quote"):
        causes = Counter(
            _cause(pair)
            for pair in pairs
            if pair.kind == kind and pair.same and not pair.held_out and pair.id not in merged
        )
        print(f"{kind}s of the dev part kept apart:", ", ".join(f"{n} {cause}" for cause, n in causes.most_common()))


def _cause(pair: Pair) -> str:
    if not pair.was_read:
        return "not read"
    found = _best(pair)
    if found is None:
        return "forbidden"
    return "never met" if matching.is_match(found[0], pair.kind) else "too low"


def tell_misses(pairs: Sequence[Pair], merged: set[str], n: int) -> None:
    """Pairs that were wrongly merged or kept apart, a few of each."""
    wrong = [pair for pair in pairs if (pair.id in merged) != pair.same and not pair.held_out]
    random.Random(7).shuffle(wrong)  # noqa: S311 - a draw to look at
    for pair in wrong[:n]:
        found = _best(pair)
        why = "not read" if not pair.was_read else "forbidden" if found is None else f"{found[0]:.2f} {found[1]}"
        print(f"\n{pair.id} {pair.kind} {'same, kept apart' if pair.same else 'other, merged'}: {pair.about}\n  {why}")
        for side in (pair.a, pair.b):
            print(f"  {side.reading.article.published_on} {side.reading.article.text}")
            print(f"    {_codings(side, pair.kind)}")


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m evals.merging", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pairs", nargs="*", type=Path, help="JSON lines of pairs; corpus/merging/ unless given")
    parser.add_argument(
        "--finder", choices=("encoder", "rules"), default="encoder" if encoder.has_weights() else "rules"
    )
    parser.add_argument("--weights", type=Path, help="a folder with weights of your own for the encoder")
    parser.add_argument("--fit", action="store_true", help="fit weights on the dev part, print them and cross-validate")
    parser.add_argument("--stories", type=int, default=0, help="put so many stories of the corpus into a record too")
    parser.add_argument("--misses", type=int, default=0, help="show so many wrong pairs of the dev half")
    given = parser.parse_args(argv)
    paths = given.pairs or sorted(FOLDER.glob("*.jsonl"))
    if not paths:
        raise SystemExit(f"evals: no pairs were given, and {FOLDER} holds none")
    finder = load_finder(given.finder, given.weights)
    pairs = load_pairs(paths, finder)
    merged, n_astray = merged_pairs(pairs)
    for kind in ("event", "quote"):
        some = [pair for pair in pairs if pair.kind == kind]
        tell(f"{kind}s, all", some, merged)
        tell(f"{kind}s, held out", [pair for pair in some if pair.held_out], merged)
        tell(f"{kind}s, read in both", [pair for pair in some if pair.was_read], merged)
    tell("all", pairs, merged)
    tell("all, held out", [pair for pair in pairs if pair.held_out], merged)
    tell("all, read in both", [pair for pair in pairs if pair.was_read], merged)
    print(f"entries that hold two stories: {n_astray}")
    tell_causes(pairs, merged)
    if given.fit:
        dev = [pair for pair in pairs if not pair.held_out]
        for kind in ("event", "quote"):
            print(kind, fit(dev, kind))
            print(f"  {kind}s with the weights that stand")
            tell_thresholds([((_best(pair) or (0.0,))[0], pair.same) for pair in dev if pair.kind == kind])
            print(f"  {kind}s with weights fitted anew on the other folds of {FOLDS}")
            tell_thresholds(cross_validate(dev, kind))
    if given.stories:
        tell_stories(given.stories, finder)
    tell_misses(pairs, merged, given.misses)


if __name__ == "__main__":
    main()
