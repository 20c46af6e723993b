"""Quotations against a development set: read its texts with onrecord, hand the quotes to the set's own scorer.

    python -m evals.quotes /work/shared [--set polnear-dev|hard-cases|gum-dev] [--subset direct] [--errors N]

The folder holds `gold/quotes/*.jsonl` and `score/score_quotes.py` (both stay outside this repository); the scorer is
run by path and its table printed. Page debris is not removed: the sets' offsets must hold. PolNeAR annotates no
attribution inside another, so there quotes inside quotes are left out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evals.finders import load_finder
from onrecord import pipeline, stages
from onrecord.errors import ArticleError
from onrecord.facts import Actor, Evidence, Quote
from onrecord.frames import Finder
from onrecord.rules.cue_found import Found
from onrecord.rules.cue_scene import Scene, look_at
from onrecord.rules.cues import find_attributions
from onrecord.text import Article, align

SETS = {
    "polnear-dev": "polnear_dev",
    "polnear-train": "polnear_train",
    "polnear-dev-all": "polnear_dev_all_versions",
    "hard-cases": "hard_cases_dev",
    "gum-dev": "gum_dev",
}
Row = dict[str, Any]


def predict(row: Row, *, outer_only: bool, finder: Finder) -> Row:
    """One line of the scorer's prediction file for one line of its gold file; unreadable texts get no attribution.

    `outer_only` leaves out quotes inside others, for sets that annotate none (PolNeAR).
    """
    try:
        reading = pipeline.read(Article.from_text(row["text"]), published_on=_day(row), finder=finder)
    except ArticleError:
        return {"id": row["id"], "attributions": []}
    same = reading.article.text == row["text"]
    places = None if same else align(row["text"], reading.article.text)
    by_id = {actor.id: actor for actor in reading.actors}
    quotes = [quote for quote in reading.quotes if not (outer_only and quote.inside)]
    return {"id": row["id"], "attributions": [_attribution(quote, by_id, places) for quote in quotes]}


def precision_by_rule(gold: list[Row]) -> Iterator[str]:
    """For each construction of the rule reader: how many of its attributions are right, and the prob to give it.

    Right: the content overlaps a gold content by half or more of both together, and the speakers overlap or are both
    missing. A free-standing quotation is right too where a gold content of a speaker of the same name covers it, since
    PolNeAR joins it to the quotation before; attributions inside others are left out, since PolNeAR has none. The prob
    is smoothed: (hits + 2.5) / (n + 5).
    """
    hits: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for row in gold:
        for rule, right in _judged(row):
            tried[rule] += 1
            hits[rule] += right
    for rule, n in tried.most_common():
        yield f"{rule} = {(hits[rule] + 2.5) / (n + 5):.2f}  # {hits[rule]} of {n}"


def _judged(row: Row) -> Iterator[tuple[str, bool]]:
    """The construction of each attribution found in a text, and whether the gold has it."""
    article = Article.from_text(row["text"])
    draft = stages.lay_out(article)
    scene = look_at(article, draft)
    places = align(row["text"], article.text)
    expected = [
        (
            _places(given),
            {i for s, e in given["source"] for i in range(s, e)},
            _last_words(row["text"], given["source"]),
        )
        for given in row["attributions"]
    ]
    found = find_attributions(scene)
    for one in found:
        if any(_stands_inside(scene, one, other) for other in found):
            continue
        content = {places[i] for piece in one.pieces for i in range(piece.start, piece.end)}
        span = scene.span(*one.speaker) if one.speaker else None
        speaker = {places[i] for i in range(span.start, span.end)} if span else set()
        words = _last_words(row["text"], [[min(speaker), max(speaker) + 1]] if speaker else [])
        right = any(
            (2 * len(content & given) >= len(content | given) and (bool(speaker & source) or not (speaker or source)))
            or (one.rule == "free" and content <= given and words == named)
            for given, source, named in expected
        )
        yield one.rule, right


def _last_words(text: str, spans: list[list[int]]) -> str:
    """The last word of a speaker, where names agree however they are introduced."""
    return text[spans[-1][0] : spans[-1][1]].rstrip(" ,").rsplit(maxsplit=1)[-1].casefold() if spans else ""


def _stands_inside(scene: Scene, one: Found, other: Found) -> bool:
    """Whether cue and content of one attribution stand in a larger content of another."""
    first, last = min(one.place(scene)), one.pieces[-1].end
    return one.pieces != other.pieces and any(piece.start <= first and last <= piece.end for piece in other.pieces)


def _day(row: Row) -> str | None:
    day = row.get("date") or row.get("dct")
    return day if isinstance(day, str) and len(day) == 10 and day[4] == "-" else None


def _attribution(quote: Quote, actors: dict[str, Actor], places: list[int] | None) -> Row:
    def spans(evidences: Iterable[Evidence | None]) -> list[list[int]]:
        found = [(evidence.start, evidence.end) for evidence in evidences if evidence]
        # The last character's place plus one: what follows the span may have moved farther.
        return [[s, e] if places is None else [places[s], places[e - 1] + 1] for s, e in found]

    actor = actors.get(quote.speaker) if isinstance(quote.speaker, str) else None
    named = [mention.evidence for mention in actor.mentions if mention.how == "name"] if actor else []
    return {
        "source": spans([quote.speaker_span]),
        "cue": spans([quote.cue]),
        "content": spans(quote.content),
        "addressee": spans([quote.addressee_span]),
        "speaker": spans(named[:1] or [quote.speaker_span]),
        "prob": quote.prob,
    }


def load_gold(folder: Path, name: str) -> list[Row]:
    """The documents of a set; SystemExit with a clear line where the folder does not hold it."""
    path = folder / "gold" / "quotes" / f"{SETS[name]}.jsonl"
    if not path.is_file():
        raise SystemExit(f"evals.quotes: {path} is not there; give the folder that holds gold/ and score/")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def score(folder: Path, name: str, predictions: list[Row], *options: str) -> str:
    """What the set's scorer prints about `predictions`."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as file:
        file.writelines(json.dumps(row) + "\n" for row in predictions)
    gold = folder / "gold" / "quotes" / f"{SETS[name]}.jsonl"
    command = [sys.executable, str(folder / "score" / "score_quotes.py"), str(gold), file.name, *options]
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    finally:
        Path(file.name).unlink()


def find_errors(gold: list[Row], predictions: list[Row]) -> Iterator[str]:
    """Lines for a person: each document's missed (-) and needless (+) attributions, by content overlap of a half."""
    for row, predicted in zip(gold, predictions, strict=True):
        text = row["text"]
        yield f"## {row['id']}"
        for sign, ours, theirs in (("-", row, predicted), ("+", predicted, row)):
            others = [_places(found) for found in theirs["attributions"]]
            for found in ours["attributions"]:
                mine = _places(found)
                if not any(2 * len(mine & other) >= len(mine | other) for other in others):
                    words = {
                        role: " | ".join(text[s:e] for s, e in found[role]) for role in ("source", "cue", "content")
                    }
                    yield f"{sign} [{words['source']}] <{words['cue']}> {words['content'][:200]!r}"


def _places(attribution: Row) -> set[int]:
    return {place for start, end in attribution["content"] for place in range(start, end)}


def main(arguments: list[str] | None = None) -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.quotes", description=__doc__.split("\n")[0] if __doc__ else None
    )
    parser.add_argument("folder", type=Path, help="the folder that holds gold/ and score/")
    parser.add_argument("--set", choices=sorted(SETS), default="polnear-dev", dest="name")
    parser.add_argument("--subset", help="direct, mixed, indirect …: see the scorer")
    parser.add_argument("--bootstrap", type=int, default=0, help="resamplings for the 95 %% interval")
    parser.add_argument("--errors", type=int, default=0, help="print this many lines of errors")
    parser.add_argument("--finder", choices=("encoder", "rules"), default="encoder", dest="kind")
    parser.add_argument("--weights", type=Path, help="a folder with other weights for the encoder")
    parser.add_argument("--by-rule", action="store_true", help="precision of each construction, as the table of probs")
    given = parser.parse_args(arguments)
    gold = load_gold(given.folder, given.name)
    if given.by_rule:
        print("\n".join(precision_by_rule(gold)))
        return
    finder = load_finder(given.kind, given.weights)
    predictions = [predict(row, outer_only=given.name.startswith("polnear"), finder=finder) for row in gold]
    options = [*(["--subset", given.subset] if given.subset else []), "--bootstrap", str(given.bootstrap)]
    print(score(given.folder, given.name, predictions, *options), end="")
    for _, line in zip(range(given.errors), find_errors(gold, predictions), strict=False):
        print(line)


if __name__ == "__main__":
    main()
