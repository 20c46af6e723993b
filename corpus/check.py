"""Is every story and sentence marked as the guideline says? `python -m corpus.check [FILE...]`; exit 1 when not.

Refused: marks that are not closed, unknown codes, a mode of another type, roles without an anchor, a missing recipient where
PLOVER requires one, quotation marks outside any content, scare, title or nickname mark, a time that contradicts the day
of publication, a head that lacks something.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from corpus.frames import Frame, Parsed, parse
from corpus.markup import KINDS, Document, Problem, read_sentences, read_story
from onrecord import ontology
from onrecord.errors import EvidenceError
from onrecord.frames import Draft
from onrecord.stages.regions import find_regions
from onrecord.text import Article

HERE = Path(__file__).resolve().parent
OUTLETS = (
    "agency",
    "broadsheet",
    "tabloid",
    "broadcaster",
    "regional",
    "translated",
    "live",
    "brief",
    "communique",
    "interview",
)
TOPICS = ("states", "domestic", "conflict", "none")
MODALITIES = ("actual", "future", "hypothetical", "negated")
FAR = timedelta(days=20 * 366)  # a report looks back and ahead this far; more is a slip of the pen
FICTION = "fiction"


def corpus_files() -> list[Path]:
    """Every file of the corpus, stories first, by name."""
    return sorted((HERE / "stories").rglob("*.txt")) + sorted((HERE / "sentences").rglob("*.txt"))


def read_file(path: Path) -> list[Document]:
    """The documents of a file: one story, or many sentences."""
    source = path.read_text(encoding="utf-8")
    if "sentences" in path.parts:
        return read_sentences(source, f"sentences/{path.stem}")
    return [read_story(source, f"{path.parent.name}/{path.stem}")]


def check(document: Document) -> tuple[Parsed, list[Problem]]:
    """The document gathered, and everything that is wrong with it, in the order of its lines."""
    parsed = parse(document)
    problems = [*document.problems, *parsed.problems]
    problems += _check_head(document)
    problems += _check_actors(document, parsed)
    for frame in parsed.frames.values():
        problems += _check_cue(frame) if frame.type == "CUE" else _check_event(frame, parsed)
    problems += _check_times(document, parsed)
    problems += _check_marks(document, parsed)
    return parsed, sorted(problems, key=lambda problem: (problem.line, problem.column))


def _check_head(document: Document) -> Iterator[Problem]:
    if not document.is_story:
        if "style" not in document.head:
            yield Problem(1, 1, "the head lacks `style:`")
        return
    for key in ("style", "outlet", "topic", "published", FICTION):
        if not document.head.get(key):
            yield Problem(1, 1, f"the head lacks `{key}:`")
    for key, allowed in (("outlet", OUTLETS), ("topic", TOPICS)):
        if document.head.get(key, allowed[0]) not in allowed:
            yield Problem(1, 1, f"{key} {document.head[key]!r} is not one of {', '.join(allowed)}")
    for context in document.head.get("contexts", "").split():
        if context not in ontology.CONTEXTS:
            yield Problem(1, 1, f"context {context!r} is not one of PLOVER's")


def _check_actors(document: Document, parsed: Parsed) -> Iterator[Problem]:
    lines = {mark.label["actor"]: mark for mark in reversed(document.marks) if mark.label["actor"]}
    for actor in parsed.actors.values():
        mark = lines[actor.id]
        if actor.kind not in KINDS:
            yield Problem(mark.line, mark.column, f"kind {actor.kind!r} is not one of {', '.join(KINDS)}")
        if actor.country is not None and actor.country not in country_codes():
            yield Problem(
                mark.line, mark.column, f"country {actor.country!r} is no ISO alpha-3 code and none of PLOVER's"
            )
        for sector in actor.sectors:
            if sector not in ontology.SECTORS:
                yield Problem(mark.line, mark.column, f"sector {sector!r} is not one of PLOVER's")


def country_codes() -> set[str]:
    """The codes of the gazetteer's countries and PLOVER's special ones."""
    from onrecord.gazetteer import load_gazetteer

    return {code for code in load_gazetteer().shown if len(code) == 3} | set(ontology.BODIES)


def _check_cue(frame: Frame) -> Iterator[Problem]:
    mark = frame.mark
    if mark is None:
        return
    if "content" not in frame.roles:
        yield Problem(mark.line, mark.column, f"{frame.id} has no content; mark the words said with {frame.id}.say")
    if frame.modality not in (*MODALITIES, "hedged"):
        yield Problem(
            mark.line,
            mark.column,
            f"{frame.id}: {frame.modality!r} is none of denied, refused, future, hypothetical, hedged",
        )


def _check_event(frame: Frame, parsed: Parsed) -> Iterator[Problem]:
    mark = frame.mark
    if mark is None:
        return
    try:
        ontology.check_event(frame.type, frame.mode)
    except EvidenceError as error:
        yield Problem(mark.line, mark.column, f"{frame.id}: {error}")
        return
    if frame.modality not in MODALITIES:
        yield Problem(
            mark.line, mark.column, f"{frame.id}: modality {frame.modality!r} is not one of {', '.join(MODALITIES)}"
        )
    if not frame.roles.get("actor") and not frame.roles.get("recipient"):
        yield Problem(mark.line, mark.column, f"{frame.id} has no party; mark who did it with {frame.id}.who")
    shared = len(frame.roles.get("actor", [])) > 1
    if ontology.needs_recipient(frame.type) and not frame.roles.get("recipient") and not shared:
        yield Problem(
            mark.line, mark.column, f"{frame.id}: {frame.type} needs a recipient ({frame.id}.whom) or two actors"
        )
    if frame.modality == "future" and frame.type in ontology.FUTURE_OF:
        yield Problem(
            mark.line, mark.column, f"{frame.id}: future {frame.type} is {ontology.FUTURE_OF[frame.type]} (guideline 5)"
        )
    if frame.asserted.startswith("q") and frame.asserted not in parsed.frames:
        yield Problem(mark.line, mark.column, f"{frame.id} is asserted by {frame.asserted}, which is not there")


def _check_times(document: Document, parsed: Parsed) -> Iterator[Problem]:
    marks = [mark for mark in document.marks if mark.label["first"]]
    for mark, time in zip(marks, parsed.times, strict=True):
        try:
            first = date.fromisoformat(time["first_on"]) if time["first_on"] else None
            last = date.fromisoformat(time["last_on"]) if time["last_on"] else None
        except ValueError:
            yield Problem(mark.line, mark.column, f"{mark.label.group()} is no day of the calendar")
            continue
        if first and last and last < first:
            yield Problem(mark.line, mark.column, f"{mark.label.group()} ends before it begins")
        words = document.text[mark.start : mark.end].lower()
        day = document.published_on
        if day and first and abs(first - day) > FAR and not any(c.isdigit() for c in words) and "century" not in words:
            yield Problem(mark.line, mark.column, f"{mark.label.group()} is far from the day of publication, {day}")
        if day and first and last and (problem := _contradicts(words, first, last, day)):
            yield Problem(mark.line, mark.column, f"{words!r} is marked {mark.label.group()}, but {problem}")


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _contradicts(words: str, first: date, last: date, day: date) -> str | None:
    """Why a marked time cannot be what its words say, on the day of publication."""
    weekday = next(
        (number for number, name in enumerate(_WEEKDAYS) if words == name or words.endswith(" " + name)), None
    )
    if weekday is not None and (first.weekday() != weekday or first != last):
        return f"{first} is a {_WEEKDAYS[first.weekday()].title()}"
    if words in ("today", "this morning", "this afternoon", "this evening", "tonight") and first != day:
        return f"the story was published on {day}"
    if words == "yesterday" and first != day - timedelta(days=1):
        return f"the story was published on {day}"
    if words == "tomorrow" and first != day + timedelta(days=1):
        return f"the story was published on {day}"
    return None


def _check_marks(document: Document, parsed: Parsed) -> Iterator[Problem]:
    """Every quotation mark that pairs stands in content or in a scare, title or nickname mark."""
    if not document.text:
        return
    article = Article.from_text(document.text)
    if article.text != document.text:
        yield Problem(
            document.first_line,
            1,
            "the text is not as onrecord keeps it: blanks at line ends, or letters not composed (NFC)",
        )
        return
    covered = [(region["start"], region["end"]) for region in parsed.regions]
    covered += [span for frame in parsed.frames.values() for span in frame.roles.get("content", [])]
    for region in find_regions(article, Draft()).regions:
        if not any(start <= region.span.start and region.span.end <= end for start, end in covered):
            line = document.text.count("\n\n", 0, region.span.start)
            words = region.span.of(document.text)[:40]
            yield Problem(
                document.first_line + line,
                1,
                f"the quotation marks of {words!r} stand outside any say, scare, title or nick mark",
            )


def main(arguments: list[str] | None = None) -> int:
    """Print what is wrong as FILE:LINE:COLUMN: what; exit 1 when something is."""
    parser = argparse.ArgumentParser(prog="python -m corpus.check", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args(arguments)
    n_documents = n_problems = 0
    for path in given.files or corpus_files():
        if not path.is_file():
            print(f"{path}: there is no such file")
            n_problems += 1
            continue
        for document in read_file(path.resolve()):
            n_documents += 1
            for problem in check(document)[1]:
                n_problems += 1
                print(f"{path}:{problem}")
    print(f"{n_documents:,} stories and sentences, {n_problems:,} problems")
    return int(n_problems > 0)


if __name__ == "__main__":
    sys.exit(main())
