"""Weights of what speaks for a country, fitted on the corpus: `python -m train.countries [--home 2.0] [--write]`.

A log-linear model over the countries that a story names (`stages/links/evidence.py`), fitted on the training part by gradient ascent
with a quadratic penalty. The finder's own probability ("home") is left out of the fit: the finder has learnt these very stories and is
surer of them than of new ones. Its weight is chosen on the dev part: `--home` gives it, and the accuracy there is printed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from evals.corpus import load_stories
from evals.finders import load_finder
from onrecord.frames import Draft, Finder
from onrecord.gazetteer import load_gazetteer
from onrecord.stages import lay_out, links
from onrecord.stages.links.chains import Cast
from onrecord.stages.links.evidence import FEATURES, features_of_chain, gather
from onrecord.text import Article

TABLE = Path(links.__file__).parents[1] / "data" / "countries.toml"
PENALTY, STEP, ROUNDS = 0.5, 2.0, 400
HOME = FEATURES.index("home")
Case = tuple[np.ndarray, int]  # (C, F) features by country, and the row of the right one


def load_cases(part: str, finder: Finder) -> list[Case]:
    """The actors of a part of the corpus whose country no word tells and whom the corpus marks with one that the story names."""
    gazetteer = load_gazetteer()
    cases: list[Case] = []
    for row in load_stories(part):
        article = Article.from_text(
            row["text"], title=row["text"].split("\n", 1)[0], published_on=date.fromisoformat(row["published_on"])
        )
        (draft,) = finder.find([(article, lay_out(article, Draft(gazetteer=gazetteer)))])
        cases.extend(_cases_of(row, links.link_as_told(article, draft)))
    return cases


def _cases_of(row: dict[str, Any], cast: Cast) -> list[Case]:
    evidence = gather(cast)
    marked = [(start, end, actor) for actor in row["actors"] for start, end in actor["mentions"]]
    found: list[Case] = []
    for at, chain in enumerate(cast.chains):
        if chain.country is not None or not chain.phrases or chain.kind == "country":
            continue
        votes: Counter[str | None] = Counter()
        for i in chain.phrases:
            head = cast.phrases[i].head
            around = [(end - start, actor["country"]) for start, end, actor in marked if start <= head.start < end]
            if around:
                votes[min(around, key=lambda one: one[0])[1]] += 1
        features = features_of_chain(cast, at, evidence)
        wanted = votes.most_common(1)[0][0] if votes else None
        if wanted in features:
            found.append((np.array(list(features.values())), list(features).index(wanted)))
    return found


def fit(cases: list[Case]) -> np.ndarray:
    """The weights (F,) of all features but the finder's."""
    cases = [(values * (np.arange(len(FEATURES)) != HOME), right) for values, right in cases]
    weights = np.zeros(len(FEATURES))
    for _ in range(ROUNDS):
        slope = -PENALTY * weights
        for values, right in cases:
            raised = np.exp((scores := values @ weights) - scores.max())
            slope += values[right] - (raised / raised.sum()) @ values
        weights += STEP / len(cases) * slope
    return weights


def accuracy(cases: list[Case], weights: np.ndarray) -> float:
    """How many of the cases have the right country as the likeliest."""
    return sum(int((values @ weights).argmax()) == right for values, right in cases) / len(cases)


def main() -> None:
    """Fit, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m train.countries", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--home", type=float, default=2.0, help="the weight of the finder's probability")
    parser.add_argument("--write", action="store_true", help="write the weights to the table that ships")
    given = parser.parse_args()
    finder = load_finder("encoder")
    train, dev = load_cases("train", finder), load_cases("dev", finder)
    weights = fit(train)
    print(f"train, {len(train)} actors: {accuracy(train, weights):.1%} without the finder's own")
    for home in sorted({0.0, 1.0, 2.0, 3.0, 4.0, given.home}):
        print(f"dev, {len(dev)} actors, home {home}: {accuracy(dev, weights + home * np.eye(len(FEATURES))[HOME]):.1%}")
    weights[HOME] = given.home
    lines = [f'"{name}" = {weight:.2f}' for name, weight in zip(FEATURES, weights, strict=True)]
    if given.write:
        head = (
            "# What speaks for a country that a story names to be an actor's (stages/links/evidence.py), as weighed by"
            "\n# python -m train.countries --write"
        )
        TABLE.write_text("\n".join([head, "[weights]", *lines, ""]), encoding="utf-8")
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
