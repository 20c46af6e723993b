"""The counts of the corpus beside what is asked of it: `python -m corpus.stats [--style A] [--missing] [--strict]`.

The targets are those of `targets.toml`; with `--style` a writer's seventh of them and a margin. `--words` prints the commonest cues
and triggers instead. With `--strict` exit 1 below a target.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.build import Row, rows
from corpus.check import TOPICS
from corpus.frames import CUE
from corpus.variety import lemma, max_shared, opening
from corpus.wording import is_described, kind_of, n_paragraphs
from onrecord import ontology

TARGETS = tomllib.loads(Path(__file__).with_name("targets.toml").read_text(encoding="utf-8"))
TOPIC_NAMES = dict(zip(TOPICS, TARGETS["least_percent"], strict=True))
LONG = 800  # words
ENOUGH = 60  # stories; below that one opening of two is already more than 3 %


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the table; `is_limit` where less is better."""

    what: str
    number: float
    wanted: float
    is_limit: bool = False

    @property
    def is_met(self) -> bool:
        return self.number <= self.wanted if self.is_limit else self.number >= self.wanted

    def __str__(self) -> str:
        told = f"{'at most' if self.is_limit else 'at least'} {self.wanted:,.0f}"
        return f"{'ok' if self.is_met else '--'}  {self.what:50} {self.number:10,.1f}  {told}"


def count(corpus: list[Row], *, share: float = 1.0) -> list[Count]:
    """Every line of the table; the targets of numbers are multiplied by `share`."""
    numbers = _count_numbers(corpus)
    found = [Count(what, numbers[what], wanted * share) for what, wanted in TARGETS["least"].items()]
    events = [frame for row in corpus for frame in row["frames"] if frame["type"] != CUE]
    types = Counter(frame["type"] for frame in events)
    modes = Counter((frame["type"], frame["mode"]) for frame in events)
    for type_ in ontology.TYPES:
        found.append(Count(f"events {type_}", types[type_], TARGETS["each_type"] * share))
        for mode in ontology.modes(type_):
            found.append(Count(f"mode {type_}/{mode}", modes[type_, mode], TARGETS["each_mode"] * share))
    percents = _count_percents(corpus)
    found += [Count(f"{what} (%)", percents[what], wanted) for what, wanted in TARGETS["least_percent"].items()]
    found += [Count(f"{what} (%)", percents[what], wanted, True) for what, wanted in TARGETS["most_percent"].items()]
    return found


def _count_numbers(corpus: list[Row]) -> dict[str, float]:
    stories = [row for row in corpus if row["is_story"]]
    events = [(row, frame) for row in corpus for frame in row["frames"] if frame["type"] != CUE]
    quotes = [(row, frame) for row in corpus for frame in row["frames"] if frame["type"] == CUE]
    modalities = Counter(frame["modality"] for _, frame in events)
    kinds = Counter(kind_of(row, frame) for row, frame in quotes)
    lengths = [len(row["text"].split()) for row in stories]
    return {
        "stories": len(stories),
        "words in stories": sum(lengths),
        "sentences": len(corpus) - len(stories),
        **{f"modality {name}": modalities[name] for name in ("future", "hypothetical", "negated")},
        "events asserted by somebody": sum(frame["asserted_by"] is not None for _, frame in events),
        "quotations": len(quotes),
        "quotations, indirect": kinds["indirect"],
        "quotations, mixed": kinds["mixed"],
        "quotations, nested": sum(frame["inside"] is not None for _, frame in quotes),
        "quotations over several paragraphs": sum(n_paragraphs(row, frame) > 1 for row, frame in quotes),
        "quotations, free-standing": sum(not frame["anchor"] for _, frame in quotes),
        "quotations with addressee": sum("addressee" in frame["roles"] for _, frame in quotes),
        "quotations denied or refused": sum(frame["polarity"] != "affirmed" for _, frame in quotes),
        "scare quotes, titles and nicknames": sum(len(row["regions"]) for row in corpus),
        "time expressions": sum(len(row["times"]) for row in corpus),
        "stories with a pronoun or description as speaker": sum(map(is_described, stories)),
        "stories of 800 words and more": sum(length >= LONG for length in lengths),
        "cue lemmas": len(_lemmas(quotes)),
        "trigger lemmas": len(_lemmas(events)),
    }


def _count_percents(corpus: list[Row]) -> dict[str, float]:
    stories = [row for row in corpus if row["is_story"]]
    topics = Counter(row["topic"] for row in stories)
    openings = Counter(opening(row["text"]) for row in stories) if len(stories) >= ENOUGH else Counter[str]()
    return {
        **{name: _percent(topics[topic], len(stories)) for topic, name in TOPIC_NAMES.items()},
        "the commonest cue": _commonest(_lemmas(_frames(corpus, is_cue=True))),
        "the commonest trigger": _commonest(_lemmas(_frames(corpus, is_cue=False))),
        "the commonest opening of a story": _percent(max(openings.values(), default=0), len(stories)),
        "word 5-grams that two stories share": 100 * max_shared([row["text"] for row in stories])[0],
    }


def _frames(corpus: list[Row], *, is_cue: bool) -> list[tuple[Row, Row]]:
    return [(row, frame) for row in corpus for frame in row["frames"] if (frame["type"] == CUE) == is_cue]


def _lemmas(frames: list[tuple[Row, Row]]) -> Counter[str]:
    return Counter(
        lemma(" ".join(row["text"][start:end] for start, end in frame["anchor"]))
        for row, frame in frames
        if frame["anchor"]
    )


def _commonest(lemmas: Counter[str]) -> float:
    return _percent(max(lemmas.values(), default=0), lemmas.total())


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def _print_words(corpus: list[Row], n: int = 40) -> None:
    for name, is_cue in (("cues", True), ("triggers", False)):
        lemmas = _lemmas(_frames(corpus, is_cue=is_cue))
        print(f"{name}: {len(lemmas):,} lemmas of {lemmas.total():,}")
        print("  " + ", ".join(f"{word} {100 * k / lemmas.total():.1f} %" for word, k in lemmas.most_common(n)))


def _print_twins(corpus: list[Row]) -> None:
    stories = [row for row in corpus if row["is_story"]]
    shared, pair = max_shared([row["text"] for row in stories])
    if pair:
        print(
            f"the two stories most alike: {stories[pair[0]]['id']} and {stories[pair[1]]['id']}, {100 * shared:.1f} %"
        )


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m corpus.stats", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--style", help="a writer's letter: that share alone")
    parser.add_argument("--missing", action="store_true", help="only what is missed")
    parser.add_argument("--words", action="store_true", help="the commonest cues and triggers")
    parser.add_argument("--strict", action="store_true")
    given: Any = parser.parse_args(arguments)
    corpus = [row for row in rows() if not given.style or row["style"] == given.style]
    if given.words:
        _print_words(corpus)
        return 0
    share = TARGETS["margin"] / TARGETS["writers"] if given.style else 1.0
    table = count(corpus, share=share)
    missed = [line for line in table if not line.is_met]
    for line in missed if given.missing else table:
        print(line)
    _print_twins(corpus)
    print(f"{len(missed)} of {len(table)} targets missed" if missed else f"all {len(table)} targets met")
    return int(given.strict and bool(missed))


if __name__ == "__main__":
    sys.exit(main())
