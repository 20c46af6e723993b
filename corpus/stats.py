"""The counts of the corpus beside what is wanted of it: `python -m corpus.stats [--strict]`; with --strict exit 1 below a target."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

from corpus.build import rows
from onrecord import ontology
from onrecord.syntax.words import load_lexicon

Row = dict[str, Any]
PRONOUNS = frozenset("he she it they we i who".split())
MAX_SHARED = 0.05  # Jaccard of word 5-grams between two stories
MAX_TRIGGER = 0.08  # share of the commonest trigger lemma
MAX_OPENING = 0.03  # share of stories that open with the same three words


def counts(corpus: list[Row]) -> list[tuple[str, float, float]]:
    """(what, how many, how many are wanted); a target below zero is an upper bound."""
    stories = [row for row in corpus if row["is_story"]]
    events = [(row, frame) for row in corpus for frame in row["frames"] if frame["type"] != "CUE"]
    cues = [(row, frame) for row in corpus for frame in row["frames"] if frame["type"] == "CUE"]
    kinds = Counter(_kind(row, frame) for row, frame in cues)
    words = sum(len(row["text"].split()) for row in stories)
    topics = Counter(row["topic"] for row in stories)
    types = Counter(frame["type"] for _, frame in events)
    modes = Counter((frame["type"], frame["mode"]) for _, frame in events)
    modalities = Counter(frame["modality"] for _, frame in events)
    found: list[tuple[str, float, float]] = [
        ("stories", len(stories), 400),
        ("words in stories", words, 100_000),
        ("sentences", len(corpus) - len(stories), 2500),
        *(
            (f"share of stories: {topic} (%)", 100 * topics[topic] / max(len(stories), 1), wanted)
            for topic, wanted in SHARES.items()
        ),
        *((f"events {type_}", types[type_], 200) for type_ in ontology.TYPES),
        *(
            (f"mode {type_}/{mode}", modes[type_, mode], 20)
            for type_ in ontology.TYPES
            for mode in ontology.modes(type_)
        ),
        *((f"modality {modality}", modalities[modality], 300) for modality in ("future", "hypothetical", "negated")),
        ("events asserted by somebody", sum(frame["asserted_by"] is not None for _, frame in events), 1000),
        ("quotations", len(cues), 4500),
        ("quotations, indirect", kinds["indirect"], 1125),
        ("quotations, mixed", kinds["mixed"], 1125),
        ("quotations, nested", sum(_is_nested(row, frame) for row, frame in cues), 300),
        ("quotations over several paragraphs", sum(_paragraphs(row, frame) > 1 for row, frame in cues), 300),
        ("quotations, free-standing", sum(not frame["anchor"] for _, frame in cues), 300),
        ("quotations with addressee", sum("addressee" in frame["roles"] for _, frame in cues), 200),
        ("quotations denied or refused", sum(frame["polarity"] != "affirmed" for _, frame in cues), 150),
        ("scare quotes, titles and nicknames", sum(len(row["regions"]) for row in corpus), 250),
        ("time expressions", sum(len(row["times"]) for row in corpus), 1500),
        ("stories with a pronoun or description as speaker", sum(_has_pronoun(row) for row in stories), 300),
    ]
    return found + _variety(corpus, stories, cues, events)


SHARES = {"states": 45.0, "domestic": 20.0, "conflict": 10.0, "none": 10.0}


def _variety(
    corpus: list[Row], stories: list[Row], cues: list[Any], events: list[Any]
) -> list[tuple[str, float, float]]:
    cue_lemmas = Counter(_lemma(row, frame) for row, frame in cues if frame["anchor"])
    triggers = Counter(_lemma(row, frame) for row, frame in events)
    openings = Counter(" ".join(_body(row).split()[:3]).lower() for row in stories)
    commonest = max(triggers.values(), default=0) / max(sum(triggers.values()), 1)
    opening = max(openings.values(), default=0) / max(len(stories), 1)
    return [
        ("cue lemmas", len(cue_lemmas), 350),
        ("trigger lemmas", len(triggers), 1200),
        ("share of the commonest trigger (%)", 100 * commonest, -100 * MAX_TRIGGER),
        ("share of the commonest opening (%)", 100 * opening, -100 * MAX_OPENING if len(stories) > 60 else -100),
        ("word 5-grams shared by two stories (%)", 100 * max_shared(stories), -100 * MAX_SHARED),
    ]


def max_shared(stories: list[Row]) -> float:
    """The largest Jaccard of word 5-grams between two stories; pairs are found through the grams that they share."""
    grams = [_grams(row["text"]) for row in stories]
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, own in enumerate(grams):
        for gram in own:
            holders.setdefault(gram, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        shared.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :])
    return max((n / (len(grams[a]) + len(grams[b]) - n) for (a, b), n in shared.items()), default=0.0)


def _grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def _body(row: Row) -> str:
    text: str = row["text"]
    return text.split("\n\n", 1)[-1]


def _text(row: Row, spans: Iterable[list[int]]) -> str:
    return " ".join(row["text"][start:end] for start, end in spans)


def _lemma(row: Row, frame: Row) -> str:
    """The lemmas of an anchor's words, auxiliaries and negation left out."""
    lexicon = load_lexicon()
    words = [word for word in re.findall(r"[\w'-]+", _text(row, frame["anchor"]).lower())]
    kept = [
        word for word in words if lexicon.closed.get(word) not in ("BE", "HAVE", "MODAL", "DO", "ADV", "DET")
    ] or words
    return " ".join(lexicon.verb_lemma(word) for word in kept)


def _kind(row: Row, frame: Row) -> str:
    """direct, indirect or mixed, by the quotation marks inside the content."""
    content = _text(row, frame["roles"].get("content", [])).strip()
    marks = "\"“”‘’«»„'"
    if not any(mark in content for mark in '"“”«»„‘') and not re.search(r"(?<!\w)'\w", content):
        return "indirect"
    return "direct" if content[:1] in marks and content.rstrip(".,")[-1:] in marks else "mixed"


def _is_nested(row: Row, frame: Row) -> bool:
    own = frame["roles"].get("content", [])
    return any(
        other["id"] != frame["id"]
        and any(a <= start and end <= b and (a, b) != (start, end) for a, b in other["roles"].get("content", []))
        for other in row["frames"]
        if other["type"] == "CUE"
        for start, end in own[:1]
    )


def _paragraphs(row: Row, frame: Row) -> int:
    return len({row["text"].count("\n\n", 0, start) for start, _ in frame["roles"].get("content", [])})


def _has_pronoun(row: Row) -> bool:
    speakers = [
        _text(row, frame["roles"].get("speaker", [])).lower() for frame in row["frames"] if frame["type"] == "CUE"
    ]
    return any(
        speaker in PRONOUNS or speaker.startswith(("the ", "his ", "her ", "their ", "its ")) for speaker in speakers
    )


def main(arguments: list[str] | None = None) -> int:
    """Print the table; with --strict, exit 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m corpus.stats", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--strict", action="store_true")
    given = parser.parse_args(arguments)
    missed = 0
    for what, number, wanted in counts(list(rows())):
        ok = number <= -wanted if wanted < 0 else number >= wanted
        missed += not ok
        told = f"at most {-wanted:g}" if wanted < 0 else f"{wanted:g}"
        print(f"{'ok ' if ok else '-- '} {what:52} {number:10,.1f}  wanted {told}")
    print(f"{missed} targets missed" if missed else "every target met")
    return int(given.strict and missed > 0)


if __name__ == "__main__":
    sys.exit(main())
