"""Relations of given pairs against PLV and its kin: `python -m evals.relations FOLDER [--set plv|coped|cameo] [--finder WEIGHTS]`.

    --set plv      plv_train.jsonl (pairs that the shipped weights were trained on: for figures use `train.folds`)
    --set coped    quads of coped_penta_dev.jsonl (dev only; SANCTION counts as 3 there); rows that stand in plv_train are left out
    --set cameo    quads of actions that most coders of cameo_multicoder_dev.jsonl agree on, the action's words given

Printed: accuracy and macro-F1 over the labels that occur, with 95 % intervals resampled by sentence.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.finders import load_finder
from onrecord import ontology, stages
from onrecord.encoder import EncoderFinder
from onrecord.encoder.decode import softmax
from onrecord.encoder.tokens import cut_windows, to_arrays
from onrecord.errors import ArticleError
from onrecord.relations import QUADS, Relation, relate
from onrecord.text import Article, Span

Row = dict[str, Any]
Answer = tuple[str, str]  # gold label, label told


def macro_f1(answers: Sequence[Answer]) -> float:
    """The mean, over gold labels, of each one's F1, in per cent."""
    hits: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for right, answer in answers:
        gold[right] += 1
        told[answer] += 1
        hits[right] += right == answer
    return 100 * sum(2 * hits[label] / (gold[label] + told[label]) for label in gold) / len(gold)


def accuracy(answers: Sequence[Answer]) -> float:
    """Per cent of answers that are right."""
    return 100 * sum(right == answer for right, answer in answers) / len(answers)


def interval(answers: Sequence[Answer], figure: Any, rounds: int = 500) -> tuple[float, float]:
    """A 95 % interval by resampling."""
    draw = random.Random(11)  # noqa: S311 - resampling, no secret
    values = sorted(figure(draw.choices(answers, k=len(answers))) for _ in range(rounds))
    return values[int(0.025 * rounds)], values[int(0.975 * rounds) - 1]


def report(name: str, answers: Sequence[Answer]) -> None:
    """One line a figure."""
    for what, figure in (("macro-F1", macro_f1), ("accuracy", accuracy)):
        low, high = interval(answers, figure)
        print(f"{name:28} {what:9} {figure(answers):5.1f}  [{low:.1f}, {high:.1f}]  (n={len(answers)})")


def load_rows(folder: Path, name: str) -> list[Row]:
    """The rows of a set. Raises SystemExit where the folder lacks it."""
    path = folder / "gold" / "events" / f"{name}.jsonl"
    if not path.is_file():
        raise SystemExit(f"evals.relations: {path} is not there; give the folder that holds gold/")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def quad_of(label: str) -> str:
    """The quad of a label of PLV as PLV counts it; "0" where there is none."""
    return str(QUADS.get(label) or ontology.quad(label)) if label != "none" else "0"


def tell(text: str, actor: Row, recipient: Row, finder: EncoderFinder, profile: ontology.Profile) -> Relation | None:
    """The relation of a pair given as rows; None where it cannot be read."""
    spans = [Span(row["start"], row["end"]) if row["start"] is not None else None for row in (actor, recipient)]
    try:
        return relate(text, *spans, finder=finder, profile=profile)
    except ArticleError:
        return None


def plv_answers(rows: list[Row], finder: EncoderFinder) -> list[Answer]:
    """Gold and told label of each pair; a party may be implicit."""
    answers = []
    for row in rows:
        told = tell(row["text"], row["source"], row["target"], finder, "plv-2023")
        answers.append((row["label"], told.type or "none" if told else "none"))
    return answers


def coped_answers(rows: list[Row], finder: EncoderFinder) -> Iterator[Answer]:
    """Quads of CoPED; SANCTION counts as verbal conflict there."""
    for row in rows:
        spans = {span["role"]: span for span in row["spans"]}
        if row.get("in_plv_train") or "source" not in spans or "target" not in spans or row["penta"] == 0:
            continue
        told = tell(row["text"], spans["source"], spans["target"], finder, "plv-2023")
        label = told.type if told else None
        yield str(row["penta"]), "3" if label == "SANCTION" else quad_of(label or "none")


def agreed_actions(rows: list[Row]) -> Iterator[Row]:
    """Actions of the multi-coder set with the quad that most coders give, at least two of them."""
    for row in rows:
        votes: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        for annotation in row["annotations"]:
            for told in annotation["actions"]:
                for words in told["action"][:1]:
                    votes[words["start"], words["end"]][str(told["penta"])] += 1
        for (start, end), counter in votes.items():
            quad, n = counter.most_common(1)[0]
            if n >= 2 and quad in "1234":
                yield {"text": row["text"], "start": start, "end": end, "quad": quad}


def cameo_answers(rows: list[Row], finder: EncoderFinder) -> Iterator[Answer]:
    """The quad of the likeliest type, "none" left out, over the words of each action."""
    for row in agreed_actions(rows):
        article = Article.from_text(row["text"])
        draft = stages.lay_out(article)
        if article.text != row["text"] or draft.syntax is None:
            continue
        best: tuple[float, str] = 0.0, ""
        for window in cut_windows(article, draft):
            probs = softmax(finder.session.read(to_arrays([window]))["event"][0])[:, 1:]
            for word in range(*window.target):
                token = draft.syntax.tokens[window.tokens[word]]
                if token.start < row["end"] and row["start"] < token.end:
                    at = int(probs[word].argmax())
                    best = max(best, (float(probs[word, at]), ontology.TYPES[at]))
        if best[1]:
            yield row["quad"], str(ontology.quad(best[1]))


def main(arguments: list[str] | None = None) -> None:
    """Print the figures of a set."""
    parser = argparse.ArgumentParser(prog="python -m evals.relations", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", choices=("plv", "coped", "cameo"), default="coped")
    parser.add_argument("--weights", type=Path)
    given = parser.parse_args(arguments)
    finder = load_finder("encoder", given.weights)
    if not isinstance(finder, EncoderFinder):
        raise SystemExit("evals.relations: only the encoder tells relations")
    if given.set == "plv":
        answers = plv_answers(load_rows(given.folder, "plv_train"), finder)
        report("PLV root", answers)
        report("PLV quad", [(quad_of(a), quad_of(b)) for a, b in answers])
    elif given.set == "cameo":
        report("CAMEO coders' quad", list(cameo_answers(load_rows(given.folder, "cameo_multicoder_dev"), finder)))
    else:
        report("CoPED quad", list(coped_answers(load_rows(given.folder, "coped_penta_dev"), finder)))


if __name__ == "__main__":
    main()
