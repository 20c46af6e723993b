"""Readings against our own corpus: `python -m evals.corpus [--part dev|test] [--finder rules] [--weights FOLDER] [--errors N]`.

Each story of the part is read as plain text with its headline and day. A found event and a marked one are of the same act when their
anchors overlap (further tellings of the act count); one marked event is matched once. Parties are compared as actors: a found party is
the marked actor whose mentions it shares most. What the figures ask:

* record: type, actor and recipient all right (F1); a side is right when both name nobody or share an actor
* type, type and mode: F1 over anchors that overlap
* modality: of marked events that are not `actual` and were found, how many have the right modality
* asserted: of marked events that somebody asserts and that were found, how many name the same speaker, or "unnamed"
* wrong deeds: of events told as done in the reporter's own voice, how many are marked as planned, conditional, denied, asserted, or not at
  all
* false stories: of stories without a marked event, how many have one that is told as done
* quotes: token F1 of content; of marked quotations found (content IoU of a half), speaker right, cue right; nested found
* country: of parties of found events that are marked with a country, how many have it
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from corpus.build import rows as corpus_rows
from corpus.split import load_parts
from evals.finders import load_finder
from onrecord.facts import UNNAMED, Event, Evidence, Quote, Reading
from onrecord.frames import CUE, Finder
from onrecord.pipeline import read_many
from onrecord.text import Article

Row = dict[str, Any]
Places = set[int]
FIGURES: tuple[tuple[str, str, str, str], ...] = (
    ("event record, F1", "record", "events found", "events marked"),
    ("event type, F1", "type", "events found", "events marked"),
    ("event type and mode, F1", "mode", "events found", "events marked"),
    ("modality, where not actual", "modality", "not actual", ""),
    ("asserted by, where asserted", "asserted", "is asserted", ""),
    ("wrong deeds, share of deeds", "wrong deeds", "deeds", ""),
    ("stories without events that have a deed", "false stories", "empty stories", ""),
    ("quotation content, token F1", "content", "content found", "content marked"),
    ("quotations found", "quotes", "quotes marked", ""),
    ("nested quotations found", "nested", "nested marked", ""),
    ("speaker, of quotations found", "speaker", "quotes", ""),
    ("cue exact, of quotations found", "cue", "quotes with cue", ""),
    ("country of parties of found events", "country", "parties", ""),
)


@dataclass(slots=True)
class Pair:
    """One story as it is marked and as it was read."""

    row: Row
    reading: Reading
    counts: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)


def load_stories(part: str) -> list[Row]:
    """The stories of a part of the corpus."""
    parts = load_parts()
    return [row for row in corpus_rows() if row["is_story"] and parts.get(row["id"]) == part]


def read_stories(stories: list[Row], finder: Finder) -> list[Pair]:
    """Each story read as an article with its headline and day."""
    articles = []
    for row in stories:
        title = row["text"].split("\n", 1)[0]
        articles.append(
            Article.from_text(row["text"], title=title, published_on=date.fromisoformat(row["published_on"]))
        )
    pairs = []
    for row, outcome in zip(stories, read_many(articles, finder=finder), strict=True):
        if not isinstance(outcome, Reading):
            raise SystemExit(f"evals.corpus: {row['id']}: {outcome}")
        pairs.append(Pair(row, outcome))
    return pairs


def score(pair: Pair) -> None:
    """Count one story."""
    owners = _owners(pair)
    _score_events(pair, owners)
    _score_quotes(pair, owners)


def _owners(pair: Pair) -> dict[str, str]:
    """For each actor read, the marked one whose mentions it shares most."""
    marked = {actor["id"]: [_places(*span) for span in actor["mentions"]] for actor in pair.row["actors"]}
    found = {}
    for actor in pair.reading.actors:
        votes: Counter[str] = Counter()
        for mention in actor.mentions:
            own = _places(mention.evidence.start, mention.evidence.end)
            best = max(
                (
                    (len(own & span) / len(own | span), name)
                    for name, spans in marked.items()
                    for span in spans
                    if own & span
                ),
                default=(0.0, ""),
            )
            if best[0] > 0.3:
                votes[best[1]] += 1
        if votes:
            found[actor.id] = votes.most_common(1)[0][0]
    return found


def _places(start: int, end: int) -> Places:
    return set(range(start, end))


def _cover(spans: list[list[int]]) -> Places:
    return {place for start, end in spans for place in range(start, end)}


def _covered(evidences: tuple[Evidence, ...]) -> Places:
    return {place for evidence in evidences for place in range(evidence.start, evidence.end)}


def _score_events(pair: Pair, owners: dict[str, str]) -> None:
    counts, row = pair.counts, pair.row
    marked = [frame for frame in row["frames"] if frame["type"] != CUE]
    found = list(pair.reading.events)
    counts["events marked"] += len(marked)
    counts["events found"] += len(found)
    match = _match(marked, found, owners)
    for event in found:
        frame = match.get(event.id)
        deed = event.modality == "actual" and event.asserted_by is None
        counts["deeds"] += deed
        if deed and (frame is None or frame["modality"] != "actual" or frame["asserted_by"] is not None):
            counts["wrong deeds"] += 1
            pair.told.append(f"wrong deed: {_tell(event)} <> {_tell_frame(frame, row)}")
        elif frame is None:
            pair.told.append(f"not marked: {_tell(event)}")
        if frame is not None:
            _score_match(pair, event, frame, owners)
    matched = {frame["id"] for frame in match.values()}
    pair.told.extend(f"missed: {_tell_frame(frame, row)}" for frame in marked if frame["id"] not in matched)
    if not marked:
        counts["empty stories"] += 1
        counts["false stories"] += any(event.modality == "actual" for event in found)


def _match(marked: list[Row], found: list[Event], owners: dict[str, str]) -> dict[str, Row]:
    """Found event -> marked one: overlapping anchors, the same type and parties first."""
    scored = []
    for event in found:
        own = _covered(event.anchor)
        for frame in marked:
            if own & _cover([*frame["anchor"], *frame["retold"]]):
                fit = 2 * (frame["type"] == event.type) + _sides_right(event, frame, owners)
                main = bool(own & _cover(frame["anchor"]))
                scored.append((fit, main, event.id, frame))
    match: dict[str, Row] = {}
    used: set[str] = set()
    for _, _, event_id, frame in sorted(scored, key=lambda one: (-one[0], -one[1], one[2])):
        if event_id not in match and frame["id"] not in used:
            match[event_id] = frame
            used.add(frame["id"])
    return match


def _sides_right(event: Event, frame: Row, owners: dict[str, str]) -> int:
    sides = (("actor", event.actors, event.actor_spans), ("recipient", event.recipients, event.recipient_spans))
    return sum(_side_right(frame, role, parties, spans, owners) for role, parties, spans in sides)


def _side_right(
    frame: Row, role: str, parties: tuple[str, ...], spans: tuple[Evidence, ...], owners: dict[str, str]
) -> bool:
    wanted = set(frame["parties"].get(role, ()))
    if not wanted:
        return not parties
    if wanted & {owners.get(party, "") for party in parties}:
        return True
    return bool(parties) and bool(_covered(spans) & _cover(frame["roles"].get(role, [])))


def _score_match(pair: Pair, event: Event, frame: Row, owners: dict[str, str]) -> None:
    counts = pair.counts
    same = frame["type"] == event.type
    counts["type"] += same
    counts["mode"] += same and frame["mode"] == event.mode
    right = same and _sides_right(event, frame, owners) == 2
    counts["record"] += right
    if not right:
        pair.told.append(f"differs: {_tell(event)} <> {_tell_frame(frame, pair.row)}")
    if frame["modality"] != "actual":
        counts["not actual"] += 1
        counts["modality"] += frame["modality"] == event.modality
    if frame["asserted_by"] is not None:
        counts["is asserted"] += 1
        counts["asserted"] += _same_assertion(pair, event, frame, owners)
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        countries = {actor.country for actor in pair.reading.actors if actor.id in parties}
        spans = event.actor_spans if role == "actor" else event.recipient_spans
        for wanted in frame["parties"].get(role, ()):
            country = next(actor["country"] for actor in pair.row["actors"] if actor["id"] == wanted)
            if country is not None and parties:
                counts["parties"] += 1
                counts["country"] += country in countries
                if country not in countries:
                    told = ", ".join(f"{span.text!r} is {party}" for span, party in zip(spans, parties, strict=False))
                    pair.told.append(f"country: {told} <> {wanted} of {country} in {_tell_frame(frame, row=pair.row)}")


def _same_assertion(pair: Pair, event: Event, frame: Row, owners: dict[str, str]) -> bool:
    wanted = frame["asserted_by"]
    if wanted == UNNAMED or event.asserted_by in (None, UNNAMED):
        return bool(wanted == event.asserted_by)
    quote = next(quote for quote in pair.reading.quotes if quote.id == event.asserted_by)
    cue = next(one for one in pair.row["frames"] if one["id"] == wanted)
    return _speaks(quote, cue, owners) or bool(_covered(quote.content) & _cover(cue["roles"]["content"]))


def _speaks(quote: Quote, cue: Row, owners: dict[str, str]) -> bool:
    wanted = set(cue["parties"].get("speaker", ()))
    if not wanted:
        return quote.speaker is None
    if isinstance(quote.speaker, str) and owners.get(quote.speaker) in wanted:
        return True
    span = quote.speaker_span
    return span is not None and bool(_places(span.start, span.end) & _cover(cue["roles"].get("speaker", [])))


def _score_quotes(pair: Pair, owners: dict[str, str]) -> None:
    counts, text = pair.counts, pair.row["text"]
    marked = [frame for frame in pair.row["frames"] if frame["type"] == CUE]
    wanted = set().union(*(_words(text, _cover(frame["roles"]["content"])) for frame in marked)) if marked else set()
    found = (
        set().union(*(_words(text, _covered(quote.content)) for quote in pair.reading.quotes))
        if pair.reading.quotes
        else set()
    )
    counts["content"] += len(wanted & found)
    counts["content found"] += len(found)
    counts["content marked"] += len(wanted)
    free = list(pair.reading.quotes)
    for frame in marked:
        counts["quotes marked"] += 1
        counts["nested marked"] += frame["inside"] is not None
        content = _cover(frame["roles"]["content"])
        best = max(
            (
                (len(content & (c := _covered(q.content))) / len(content | c), _has_cue(q, frame), i)
                for i, q in enumerate(free)
            ),
            default=(0.0, False, 0),
        )
        if best[0] < 0.5:
            pair.told.append(f"missed quote: {_tell_frame(frame, pair.row)}")
            continue
        quote = free.pop(best[2])
        counts["quotes"] += 1
        counts["nested"] += frame["inside"] is not None
        right = _speaks(quote, frame, owners)
        counts["speaker"] += right
        if not right:
            pair.told.append(
                f"speaker: {quote.speaker} {quote.speaker_span and quote.speaker_span.text!r} <> {_tell_frame(frame, pair.row)}"
            )
        if frame["anchor"]:
            counts["quotes with cue"] += 1
            cue = quote.cue
            counts["cue"] += (
                cue is not None and cue.start == frame["anchor"][0][0] and cue.end == frame["anchor"][-1][1]
            )
    pair.told.extend(f"not a quote: {q.cue and q.cue.text} | {q.content[0].text[:80]!r}" for q in free)


def _has_cue(quote: Quote, frame: Row) -> bool:
    return quote.cue is not None and bool(_places(quote.cue.start, quote.cue.end) & _cover(frame["anchor"]))


def _words(text: str, places: Places) -> Places:
    return {place for place in places if text[place].isalnum() and (place == 0 or not text[place - 1].isalnum())}


def _tell(event: Event) -> str:
    odd = "" if event.modality == "actual" else f" {event.modality}"
    by = f" by {event.asserted_by}" if event.asserted_by else ""
    who = ", ".join(span.text for span in event.actor_spans)
    whom = ", ".join(span.text for span in event.recipient_spans)
    anchor = " … ".join(span.text for span in event.anchor)
    return f"{event.type}/{event.mode or '-'}{odd}{by} [{anchor}] {who} > {whom} ({event.prob:.2f})"


def _tell_frame(frame: Row | None, row: Row) -> str:
    if frame is None:
        return "nothing"
    words: dict[str, str] = {
        role: ", ".join(row["text"][start:end] for start, end in spans)[:100] for role, spans in frame["roles"].items()
    }
    anchor = " … ".join(row["text"][start:end] for start, end in frame["anchor"])
    if frame["type"] == CUE:
        return f"{words.get('speaker', frame['parties'].get('speaker'))} <{anchor}> {words['content']!r}"
    odd = "" if frame["modality"] == "actual" else f" {frame['modality']}"
    by = f" by {frame['asserted_by']}" if frame["asserted_by"] else ""
    return f"{frame['type']}/{frame['mode'] or '-'}{odd}{by} [{anchor}] {words.get('actor', '')} > {words.get('recipient', '')}"


def measure(part: str, finder: Finder) -> tuple[list[Pair], Counter[str]]:
    """A part of the corpus read and scored: its stories and their counts together."""
    pairs = read_stories(load_stories(part), finder)
    total: Counter[str] = Counter()
    for pair in pairs:
        score(pair)
        total.update(pair.counts)
    return pairs, total


def figures(counts: Counter[str]) -> dict[str, float]:
    """Percentages by name: F1 where two totals are named, else a share."""
    told = {}
    for name, hit, total, other in FIGURES:
        whole = counts[total] + counts[other] if other else counts[total]
        told[name] = (200 if other else 100) * counts[hit] / whole if whole else float("nan")
    return told


def intervals(pairs: list[Pair], rounds: int = 500) -> dict[str, tuple[float, float]]:
    """95 % intervals, resampled by story."""
    draw = random.Random(11)  # noqa: S311 - resampling, no secret
    samples: dict[str, list[float]] = {}
    for _ in range(rounds):
        total: Counter[str] = Counter()
        for pair in draw.choices(pairs, k=len(pairs)):
            total.update(pair.counts)
        for name, value in figures(total).items():
            samples.setdefault(name, []).append(value)
    found = {}
    for name, values in samples.items():
        values.sort()
        found[name] = values[int(0.025 * rounds)], values[int(0.975 * rounds) - 1]
    return found


def main(arguments: list[str] | None = None) -> None:
    """Print the figures with their intervals, and errors for people."""
    parser = argparse.ArgumentParser(prog="python -m evals.corpus", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--finder", choices=("encoder", "rules"), default="encoder")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many lines of errors")
    given = parser.parse_args(arguments)
    pairs, total = measure(given.part, load_finder(given.finder, given.weights))
    bounds = intervals(pairs)
    print(
        f"corpus {given.part}: {len(pairs)} stories, {total['events marked']} events, {total['quotes marked']} quotations"
    )
    for name, value in figures(total).items():
        low, high = bounds[name]
        print(f"{name:42} {value:5.1f}  [{low:.1f}, {high:.1f}]")
    shown = (f"{pair.row['id']}: {line}" for pair in pairs for line in pair.told)
    for _, line in zip(range(given.errors), shown, strict=False):
        print(line)


if __name__ == "__main__":
    main()
