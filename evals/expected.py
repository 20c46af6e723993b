"""A report against what a careful reader finds in it.

    python -m evals.expected examples/lighthouse-remark.expected.json [REPORT.txt]

The file lists actors, quotes, replies and events, each `must` (required), `may` (right when present, not counted when absent) or
`never` (wrong when present). Content is compared by its words, marks and blanks at the ends stripped; speakers and parties by
actor, found through the mentions that the file names; anchors by overlap with the trigger's words. The report is the file
of the same name that ends in .txt unless another is given.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import onrecord
from evals.finders import load_finder
from onrecord.facts import Actor, Event, Moment, Quote, Reading

Row = dict[str, Any]
MARKS = " \t\n\"'“”‘’«»„`.,;:"
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def plain(words: str) -> str:
    """Words alone: marks at the ends stripped, apostrophes straight, "that" at the front dropped, lower case.

    >>> plain("that “Ties  are bad,”")
    'ties are bad'
    """
    told = " ".join(words.replace("’", "'").split()).strip(MARKS).lower()
    return told.removeprefix("that ").strip(MARKS)


@dataclass(slots=True)
class Score:
    """Lines for people, and how many of the required rows were found."""

    lines: list[str] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)
    wanted: dict[str, int] = field(default_factory=dict)
    wrong: int = 0

    def count(self, what: str, hit: bool, row: Row, line: str) -> None:
        """Take in one row; a `may` row counts only in the lines."""
        status = (
            "never!"
            if row.get("never") and hit
            else "absent"
            if row.get("never")
            else "hit"
            if hit
            else "-"
            if row.get("may")
            else "MISS"
        )
        self.wrong += status == "never!"
        if row.get("must"):
            self.wanted[what] = self.wanted.get(what, 0) + 1
            self.found[what] = self.found.get(what, 0) + hit
        self.lines.append(f"  {status:7}{line}")


def score(expected: Row, reading: Reading, source: str) -> Score:
    """Compare a reading with what is expected of it; `source` is the report as it came in."""
    result = Score()
    result.lines.append("text")
    removed = " ".join(plain(row.text) for row in reading.article.removed)
    for line in expected["debris"]:
        gone = plain(line) not in plain(reading.article.text) and plain(line) in removed
        result.count("debris", gone, {"must": True}, f"removed: {line[:60]}")
    body = [
        line
        for line in source.split("\n")
        if line.strip() and not any(plain(d) == plain(line.lstrip("- ")) for d in expected["debris"])
    ]
    lost = [line for line in body if " ".join(line.split()) not in " ".join(reading.article.text.split())]
    result.count(
        "body", not lost, {"must": True}, f"body whole ({len(body)} lines){': lost ' + lost[0][:50] if lost else ''}"
    )
    result.count("title", reading.article.title == expected["title"], {"must": True}, f"title: {reading.article.title}")
    people = _score_actors(expected, reading, result)
    quotes = _score_quotes(expected, reading, result, people)
    _score_replies(expected, reading, result, quotes)
    _score_events(expected, reading, result, people)
    return result


def _score_actors(expected: Row, reading: Reading, result: Score) -> dict[str, set[str]]:
    """Counts the actors; gives, for each expected name, the ids of the actors that bear its mentions."""
    result.lines.append("actors")
    people: dict[str, set[str]] = {}
    for row in expected["actors"]:
        votes: dict[str, int] = {}
        for actor in reading.actors:
            words = {plain(mention.evidence.text) for mention in actor.mentions} | {plain(actor.name)}
            votes[actor.id] = sum(
                plain(mention) in words or any(w.endswith(" " + plain(mention)) for w in words)
                for mention in row["mentions"]
            )
        best = max(votes, key=lambda actor_id: votes[actor_id], default=None)
        actor_found = next((actor for actor in reading.actors if actor.id == best and votes[best]), None)
        people[row["name"]] = {actor_found.id} if actor_found else set()
        country = actor_found is not None and actor_found.country == row.get("country", actor_found.country)
        sector = actor_found is not None and (row.get("sector") is None or row["sector"] in actor_found.sectors)
        told = f"{row['name']}: {actor_found.id if actor_found else 'nobody'}"
        told += f", country {'ok' if country else 'wrong'}, sector {'ok' if sector else 'wrong'}"
        result.count(
            "actors with country",
            bool(actor_found and country),
            row,
            f"{told}, mentions {votes.get(best or '', 0)}/{len(row['mentions'])}",
        )
        if row.get("sector"):
            result.count(
                "actors with sector",
                bool(actor_found and country and sector),
                row,
                f"{row['name']}: sector {row['sector']}",
            )
    return people


def _is_actor(reading: Reading, party: Any, name: str | None, people: dict[str, set[str]], span: str = "") -> bool:
    if name is None:
        return party is None
    if name in people:
        return isinstance(party, str) and party in people[name]
    actor = next((actor for actor in reading.actors if actor.id == party), None)
    words = [plain(mention.evidence.text) for mention in actor.mentions] if actor else []
    words.append(plain(span))
    return any(plain(name) in word or (word and word in plain(name)) for word in words if word)


def _pieces(quote: Quote) -> list[str]:
    return [plain(piece.text) for piece in quote.content]


def _holds(quote: Quote, content: list[str], kind: str | None) -> bool:
    """Whether a quote says the expected words: all of them, or the quoted part of a mixed content that has not much more."""
    told, wanted = " ".join(_pieces(quote)), " ".join(plain(piece) for piece in content)
    if told == wanted:
        return True
    theirs, ours = set(_WORD.findall(wanted)), set(_WORD.findall(told))
    if kind == "mixed" and wanted in told:
        return True
    return bool(theirs) and len(theirs & ours) / len(theirs | ours) >= 0.75


def _score_quotes(expected: Row, reading: Reading, result: Score, people: dict[str, set[str]]) -> dict[str, Quote]:
    """Counts the quotes, each of ours used once; gives those found by their expected words."""
    result.lines.append("quotes (content and speaker; + cue, + day)")
    found: dict[str, Quote] = {}
    used: set[str] = set()
    title_end = len(reading.article.title or "")
    for row in expected["quotes"]:
        in_title = row.get("in") == "title"
        fitting = [
            quote
            for quote in reading.quotes
            if quote.id not in used
            and _holds(quote, row["content"], row.get("kind"))
            and (quote.content[0].start < title_end) == in_title
        ]
        if row.get("never"):
            hit = any(_pieces(q) == [plain(row["content"][0])] for q in fitting)
            result.count("never", hit, row, f"{row['content'][0][:60]} ({row['why']})")
            continue
        spoken = [
            q
            for q in fitting
            if _is_actor(reading, q.speaker, row["speaker"], people, q.speaker_span.text if q.speaker_span else "")
        ]
        by_cue = sorted(
            spoken, key=lambda q: (not _cue_ok(q, row), abs(len(" ".join(_pieces(q))) - len(" ".join(row["content"]))))
        )
        best = by_cue[0] if by_cue else None
        extra = ""
        if best is not None:
            used.add(best.id)
            found[plain(row["content"][0])] = best
            extra = f"  [cue {'ok' if _cue_ok(best, row) else best.cue.text if best.cue else 'none'}"
            if row.get("said_on"):
                day = str(best.said.first_on) if best.said else None
                result.count("quotes' days", day == row["said_on"], {"must": True}, f"said on {row['said_on']}: {day}")
            extra += "]"
        elif fitting:
            extra = f"  [speaker {fitting[0].speaker}]"
        result.count(
            "quotes with speaker", best is not None, row, f"{row['speaker']}: {' … '.join(row['content'])[:70]}{extra}"
        )
    return found


def _cue_ok(quote: Quote, row: Row) -> bool:
    if "cue" not in row:
        return True
    if row["cue"] is None:
        return quote.cue is None
    return quote.cue is not None and bool(
        set(_WORD.findall(row["cue"].lower())) & set(_WORD.findall(quote.cue.text.lower()))
    )


def _score_replies(expected: Row, reading: Reading, result: Score, quotes: dict[str, Quote]) -> None:
    result.lines.append("replies")
    for row in expected.get("replies", []):
        reply, answered = quotes.get(plain(row["reply"])), quotes.get(plain(row["to"]))
        targets = {
            quote.id
            for quote in reading.quotes
            if answered and plain(row["to"]) in " ".join(_pieces(quote)) and quote.speaker == answered.speaker
        }
        same = {
            quote.id
            for quote in reading.quotes
            if reply and quote.speaker == reply.speaker and (_pieces(quote) == _pieces(reply) or quote is reply)
        }
        hit = any(quote.id in same and quote.replies_to in targets for quote in reading.quotes)
        result.count("replies", hit, row, f"{row['reply'][:40]} → {row['to'][:40]}")


def _countries(parties: tuple[str, ...], actors: dict[str, Actor]) -> set[str | None]:
    return {actors[party].country for party in parties}


def _score_events(expected: Row, reading: Reading, result: Score, people: dict[str, set[str]]) -> None:
    result.lines.append("events (type, anchor, parties; + mode, modality, when, asserted by)")
    actors = {actor.id: actor for actor in reading.actors}
    used: set[str] = set()
    for row in expected["events"]:
        fitting = [
            event
            for event in reading.events
            if event.id not in used and event.type == row["type"] and _anchored(event, row, reading)
        ]
        right = [event for event in fitting if _parties_ok(event, row, actors, people, reading)]
        best = max(right, key=lambda event: sum(_extras(event, row, reading, people).values()), default=None)
        extras = _extras(best, row, reading, people) if best else {}
        wrong = [name for name, ok in extras.items() if not ok]
        told = f"{row['type']}{'/' + row['mode'] if row.get('mode') else ''} {row.get('actor')} → {row.get('recipient')} “{row['trigger']}”"
        if best is not None:
            used.add(best.id)
        elif fitting:
            told += f"  [parties {fitting[0].actors} → {fitting[0].recipients}]"
        result.count(
            "events with parties", best is not None, row, told + (f"  [wrong: {', '.join(wrong)}]" if wrong else "")
        )
        result.count("events, all fields", best is not None and not wrong, row, "  all fields")
    for event in reading.events:
        if event.id not in used:
            names = f"{','.join(event.actors)} → {','.join(event.recipients)}"
            result.lines.append(f"  extra  {event.type}/{event.mode} {names} {event.modality} “{event.anchor[0].text}”")


def _anchored(event: Event, row: Row, reading: Reading) -> bool:
    """Whether an anchor touches a place where the trigger's words stand."""
    text = reading.article.text.lower().replace("’", "'")
    places = [match.span() for match in re.finditer(re.escape(row["trigger"].lower()), text)]
    return any(piece.start < end and start < piece.end for piece in event.anchor for start, end in places)


def _parties_ok(
    event: Event, row: Row, actors: dict[str, Actor], people: dict[str, set[str]], reading: Reading
) -> bool:
    actor = row.get("actor")
    ours = _countries(event.actors, actors)
    if isinstance(actor, list):
        if not set(actor) <= ours | _countries(event.recipients, actors):
            return False
    elif ("actor" in row and (actor is None) != (not event.actors)) or (actor is not None and actor not in ours):
        return False
    if row.get("by") and not any(_is_actor(reading, party, row["by"], people) for party in event.actors):
        return False
    return not row.get("recipient") or row["recipient"] in _countries(event.recipients, actors)


def _extras(event: Event, row: Row, reading: Reading, people: dict[str, set[str]]) -> dict[str, bool]:
    found = {}
    if row.get("mode"):
        found["mode"] = event.mode == row["mode"]
    if row.get("modality"):
        found["modality"] = event.modality == row["modality"]
    if row.get("when"):
        found["when"] = _when_ok(event.when, row["when"], reading, event)
    if row.get("asserted_by"):
        quote = next((quote for quote in reading.quotes if quote.id == event.asserted_by), None)
        found["asserted_by"] = quote is not None and _is_actor(reading, quote.speaker, row["asserted_by"], people)
    if row.get("reciprocal"):
        found["reciprocal"] = event.reciprocal
    return found


def _when_ok(moment: Moment | None, when: Any, reading: Reading, event: Event) -> bool:
    first, last = (when, when) if isinstance(when, str) else when
    if moment is None:  # the day on which it was said stands for an act of speech
        quote = next((quote for quote in reading.quotes if quote.id == event.asserted_by), None)
        moment = quote.said if quote else None
    return moment is not None and (str(moment.first_on), str(moment.last_on)) == (first, last)


def main(arguments: list[str] | None = None) -> int:
    """Print hits and misses and the totals; exit 1 when a `never` row was found."""
    parser = argparse.ArgumentParser(prog="python -m evals.expected", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("expected", type=Path)
    parser.add_argument("report", type=Path, nargs="?")
    parser.add_argument("--totals", action="store_true", help="print the totals only")
    parser.add_argument("--finder", choices=("encoder", "rules"), default="encoder")
    parser.add_argument("--weights", type=Path, help="a folder with other weights for the encoder")
    given = parser.parse_args(arguments)
    report = given.report or given.expected.with_name(given.expected.name.replace(".expected.json", ".txt"))
    for path in (given.expected, report):
        if not path.is_file():
            raise SystemExit(f"evals.expected: {path} is not there; give the expected file and its report")
    expected = json.loads(given.expected.read_text(encoding="utf-8"))
    source = report.read_text(encoding="utf-8")
    finder = load_finder(given.finder, given.weights)
    reading = onrecord.read(source, published_on=expected["published"], finder=finder)
    result = score(expected, reading, source)
    if not given.totals:
        print("\n".join(result.lines))
    for what, wanted in result.wanted.items():
        print(f"{what:24} {result.found[what]:3} of {wanted}")
    print(f"{'never rows found':24} {result.wrong:3}")
    print(f"{'quotes, events in all':24} {len(reading.quotes):3}, {len(reading.events)}")
    return int(result.wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
