"""How often rules find the deed that a sentence tells, and what they find where hardly any is told.

    python -m evals.wrong_deeds /work/shared/gold/events/plv_train.jsonl [--show N]
    python -m evals.wrong_deeds /work/shared/gold/quotes/polnear_dev.jsonl --list

With `label`, `source` and `target` in the rows: the share of sentences in which some event has the gold type (profile
plv-2023), in which it also has both parties at the marked places, and the events a sentence. Without labels: events per
1,000 words by type, for a person to read with --list. A sanity figure on development data, not a test.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import onrecord
from onrecord.facts import Event, Evidence, Reading
from onrecord.ingest import from_text
from onrecord.ontology import project
from onrecord.relations import manner_of

Row = dict[str, Any]


def readings(path: Path) -> Iterator[tuple[Row, Reading]]:
    """Each row with its reading; the row's text is read as it is, as one article."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row, onrecord.read(from_text(row["text"]))


def label_of(event: Event) -> str:
    """The label of 2023 for an event: concessions in words are promises or apologies by their anchor."""
    promised, apology = manner_of(word for piece in event.anchor for word in piece.text.split())
    return project(event.type, event.mode, "plv-2023", promised=promised, apology=apology)


def _touches(spans: tuple[Evidence, ...], words: str | None, text: str) -> bool:
    """Whether a span overlaps the marked words; a party that the row does not mark is taken as met."""
    if words is None:
        return True
    start = text.find(words)
    return any(span.start < start + len(words) and start < span.end for span in spans)


def with_parties(event: Event, row: Row, reading: Reading) -> bool:
    """Whether the marked source and target are the event's parties (in either role where the act is reciprocal)."""
    text = reading.article.text
    source, target = row["source"]["text"], row["target"]["text"]
    if event.reciprocal:
        return _touches(event.actor_spans, source, text) and _touches(event.actor_spans, target, text)
    return _touches(event.actor_spans, source, text) and _touches(event.recipient_spans, target, text)


def score_labels(path: Path, show: int) -> None:
    """Print the figures over labelled sentences, what is taken for what, and `show` misses drawn at random."""
    wanted: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    linked: Counter[str] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    misses: list[str] = []
    n_events = n_right_type = 0
    for row, reading in readings(path):
        label = row["label"]
        wanted[label] += 1
        labels = [label_of(event) for event in reading.events]
        n_events += len(labels)
        n_right_type += labels.count(label)
        hits[label] += label in labels
        linked[label] += any(
            ours == label and with_parties(event, row, reading)
            for ours, event in zip(labels, reading.events, strict=True)
        )
        if label not in labels:
            taken.update((label, other) for other in (set(labels) or {"nothing"}))
            found = "; ".join(f"{event.type}/{event.mode} “{event.anchor[0].text}”" for event in reading.events)
            misses.append(
                f"{label}: {row['text']}\n    {row['source']['text']} -> {row['target']['text']}\n    found: {found or 'nothing'}"
            )
    for label, n in wanted.most_common():
        print(
            f"{label:10} {hits[label]:4} of {n:4} {hits[label] / n:6.1%}   with both parties {linked[label] / n:6.1%}"
        )
    n = wanted.total()
    print(f"{'all':10} {hits.total():4} of {n:4} {hits.total() / n:6.1%}   with both parties {linked.total() / n:6.1%}")
    print(f"events a sentence {n_events / n:.2f}, of the gold type {n_right_type / max(n_events, 1):.1%}")
    print("missed as:", ", ".join(f"{gold}->{ours} {count}" for (gold, ours), count in taken.most_common(12)))
    for miss in random.Random(0).sample(misses, min(show, len(misses))):  # noqa: S311 - a draw for reading
        print("\n" + miss)


def count_events(path: Path, listed: bool) -> None:
    """Print events per 1,000 words by type and, when asked, each with its sentence."""
    kinds: Counter[str] = Counter()
    n_words = 0
    for row, reading in readings(path):
        n_words += len(row["text"].split())
        for event in reading.events:
            kinds[event.type] += 1
            if listed:
                parties = f"{','.join(event.actors)} -> {','.join(event.recipients)}"
                print(
                    f"{event.type}/{event.mode} {parties} {event.modality} “{event.anchor[0].text}” | {event.sentence.text}"
                )
    print(f"{kinds.total()} events in {n_words:,} words: {1000 * kinds.total() / max(n_words, 1):.1f} per 1,000")
    print(", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.wrong_deeds", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("rows", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many misses")
    parser.add_argument("--list", action="store_true", dest="listed", help="print each event (unlabelled rows)")
    given = parser.parse_args(arguments)
    with given.rows.open(encoding="utf-8") as lines:
        labelled = "label" in json.loads(lines.readline())
    if labelled:
        score_labels(given.rows, given.show)
    else:
        count_events(given.rows, given.listed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
