"""Is every story and sentence marked as the guideline says? `python -m corpus.check [FILE...]`; exit 1 when not.

Refused: marks that are not closed, unknown codes, a mode of another type, roles without an anchor, a party or a speaker that is
no mention, a missing recipient where PLOVER requires one, quotation marks outside any content, scare, title or nickname mark, a
time that contradicts the day of publication, a head that lacks something. Lines with "note:" advise and are not refused
(`--quiet` leaves them out).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from corpus.advice import advise
from corpus.days import contradiction
from corpus.frames import CUE, POLARITIES, Frame, Parsed, parse
from corpus.markup import KINDS, Document, Mark, Problem, read_sentences, read_story
from onrecord import ontology
from onrecord.errors import EvidenceError
from onrecord.frames import Draft
from onrecord.stages.regions import find_regions
from onrecord.text import Article

HERE = Path(__file__).resolve().parent
OUTLETS = tuple("agency broadsheet tabloid broadcaster regional translated live brief communique interview".split())
TOPICS = ("states", "domestic", "conflict", "none")
MODALITIES = ("actual", "future", "hypothetical", "negated")
SPOKEN = (*POLARITIES, "future", "hypothetical", "hedged")
CLASSES = frozenset(("IGO", "NGO", "ISM", "IMG", "MNC"))  # kinds of bodies, not bodies
STORY_KEYS = ("style", "outlet", "topic", "published", "fiction")


def corpus_files() -> list[Path]:
    """Every file of the corpus, stories first, by name."""
    return sorted((HERE / "stories").rglob("*.txt")) + sorted((HERE / "sentences").rglob("*.txt"))


def read_file(path: Path) -> list[Document]:
    """The documents of a file: one story, or many sentences (a file under a folder `sentences`)."""
    source = path.read_text(encoding="utf-8")
    if "sentences" in path.parts:
        return read_sentences(source, f"sentences/{path.stem}")
    return [read_story(source, f"{path.parent.name}/{path.stem}")]


def check(document: Document) -> tuple[Parsed, list[Problem]]:
    """The document gathered, and everything that is wrong with it, in the order of its lines; notes come along."""
    parsed = parse(document)
    problems = [*document.head_problems, *document.body.problems, *parsed.problems]
    problems += _check_head(document)
    problems += _check_actors(parsed)
    for frame in parsed.frames.values():
        if frame.mark is not None:
            found = _check_cue if frame.type == CUE else _check_event
            problems += found(frame, frame.mark, parsed)
    problems += _check_times(document, parsed)
    problems += _check_marks(document, parsed)
    problems += advise(document, parsed)
    return parsed, sorted(problems, key=lambda problem: (problem.line, problem.column))


def _check_head(document: Document) -> Iterator[Problem]:
    head = document.head
    for key in STORY_KEYS if document.is_story else ("style",):
        if key != "published" and not head.get(key):
            yield Problem(1, 1, f"the head lacks `{key}:`")
    for key, allowed in (("outlet", OUTLETS), ("topic", TOPICS)):
        if head.get(key, allowed[0]) not in allowed:
            yield Problem(1, 1, f"{key} {head[key]!r} is not one of {', '.join(allowed)}")
    for context in head.get("contexts", "").split():
        if context not in ontology.CONTEXTS:
            yield Problem(1, 1, f"context {context!r} is not one of {', '.join(ontology.CONTEXTS)}")
    if not document.text:
        yield Problem(1, 1, "there is no text behind `---`")


def _check_actors(parsed: Parsed) -> Iterator[Problem]:
    for actor in parsed.actors.values():
        mark = actor.mark
        if mark is None:
            continue
        if actor.kind not in KINDS.values():
            kinds = ", ".join(f"{letter} ({kind})" for letter, kind in KINDS.items())
            yield mark.problem(f"@{actor.id}: kind {actor.kind!r} is not one of {kinds}")
        if actor.country is not None and actor.country not in country_codes():
            yield mark.problem(
                f"@{actor.id}: country {actor.country!r} is no ISO alpha-3 code and none of PLOVER's ({', '.join(ontology.BODIES)})"
            )
        if actor.id in CLASSES:
            yield mark.problem(f"@{actor.id} is a kind of body, not a body; write `@id:o:{actor.id}:SECTORS`")
        for sector in actor.sectors:
            if sector not in ontology.SECTORS:
                yield mark.problem(f"@{actor.id}: sector {sector!r} is not one of {', '.join(ontology.SECTORS)}")


@cache
def country_codes() -> frozenset[str]:
    """The codes of the gazetteer's countries and PLOVER's special ones."""
    from onrecord.gazetteer import load_gazetteer

    return frozenset({code for code in load_gazetteer().shown if len(code) == 3} | set(ontology.BODIES))


def _check_cue(frame: Frame, mark: Mark, parsed: Parsed) -> Iterator[Problem]:
    name = frame.id
    told = frame.polarity if frame.polarity != "affirmed" else frame.modality
    if told not in ("actual", *SPOKEN):
        yield mark.problem(f"{name}: `!{told}` is not one of {', '.join('!' + word for word in SPOKEN)}")
    if "content" not in frame.roles:
        yield mark.problem(f"{name} has no content; mark the words said with {name}.say")
        return
    if frame.by and frame.by not in parsed.actors:
        yield mark.problem(f"{name}.say={frame.by}: there is no actor @{frame.by}")
    if not frame.anchor and not frame.roles.get("speaker") and not frame.by:
        yield mark.problem(f"{name} has neither cue nor speaker; tell who speaks with {name}.say=id, an actor's id")
    yield from _check_parties(frame, mark, parsed, ("speaker",))


def _check_event(frame: Frame, mark: Mark, parsed: Parsed) -> Iterator[Problem]:
    name = frame.id
    try:
        ontology.check_event(frame.type, frame.mode)
    except EvidenceError as error:
        yield mark.problem(f"{name}: {error}")
        return
    if frame.modality not in MODALITIES:
        yield mark.problem(f"{name}: modality {frame.modality!r} is not one of {', '.join(MODALITIES)}")
    if not frame.roles.get("actor") and not frame.roles.get("recipient"):
        yield mark.problem(f"{name} has no party; mark who did it with {name}.who, or whom it befell with {name}.whom")
    alone = len(parsed.parties(frame, "actor")) < 2
    if ontology.needs_recipient(frame.type) and not frame.roles.get("recipient") and alone:
        yield mark.problem(f"{name}: {frame.type} needs a recipient ({name}.whom), or two actors ({name}.who twice)")
    if frame.modality == "future" and frame.type in ontology.FUTURE_OF:
        yield mark.problem(
            f"{name}: {frame.type} in the future is {ontology.FUTURE_OF[frame.type]}, without `!future` (guideline 6)"
        )
    if frame.asserted.startswith("q") and frame.asserted not in parsed.frames:
        yield mark.problem(f"{name}^{frame.asserted}: there is no quotation {frame.asserted}")
    yield from _check_parties(frame, mark, parsed, ("actor", "recipient"))


def _check_parties(frame: Frame, mark: Mark, parsed: Parsed, roles: tuple[str, ...]) -> Iterator[Problem]:
    """Who speaks, acts or is acted on is a mention of somebody."""
    short = {"speaker": "who", "actor": "who", "recipient": "whom"}
    for role in roles:
        for span in frame.roles.get(role, ()):
            if span not in parsed.actors_at:
                label = f"{frame.id}.{short[role]}"
                yield mark.problem(
                    f"the words of {label} are no mention: add @id to the same mark, or @_:kind:COUNTRY:SECTORS for one named once"
                )


def _check_times(document: Document, parsed: Parsed) -> Iterator[Problem]:
    for time in parsed.times:
        if time.interval is None or document.published_on is None:
            continue
        words = document.text[slice(*time.span)]
        why = contradiction(words, time.interval, document.published_on)
        if why:
            yield time.mark.problem(f"{words!r} is marked {time.mark.label.group()}, but {why}")


def _check_marks(document: Document, parsed: Parsed) -> Iterator[Problem]:
    """Every quotation mark that pairs stands in content or in a scare, title or nickname mark."""
    if not document.text:
        return
    article = Article.from_text(document.text)
    if article.text != document.text:
        yield Problem(
            1,
            1,
            "the text is not as onrecord keeps it: letters that are not composed (NFC), or signs that it removes",
        )
        return
    covered = [(region["start"], region["end"]) for region in parsed.regions]
    covered += [span for frame in parsed.frames.values() for span in frame.roles.get("content", [])]
    for region in find_regions(article, Draft()).regions:
        if not any(start <= region.span.start and region.span.end <= end for start, end in covered):
            words = region.span.of(document.text)
            shown = words if len(words) < 50 else f"{words[:30]}…{words[-15:]}"
            yield document.body.problem_at(
                region.span.start,
                f"the quotation marks of {shown!r} stand outside any say, scare, title or nick mark "
                "(content holds its marks, and the comma or stop inside them)",
            )


def main(arguments: list[str] | None = None) -> int:
    """Print what is wrong as FILE:LINE:COLUMN: what; exit 1 when something is."""
    parser = argparse.ArgumentParser(prog="python -m corpus.check", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, help="files or folders; the whole corpus when none is given")
    parser.add_argument("--quiet", action="store_true", help="no notes")
    given = parser.parse_args(arguments)
    n_documents = n_problems = n_notes = 0
    for path in _expand(given.files) or corpus_files():
        if not path.is_file():
            print(f"{path}: there is no such file")
            n_problems += 1
            continue
        for document in read_file(path.resolve()):
            n_documents += 1
            for problem in check(document)[1]:
                n_problems += not problem.is_note
                n_notes += problem.is_note
                if not (problem.is_note and given.quiet):
                    print(f"{path}:{problem}")
    print(f"{n_documents:,} stories and sentences, {n_problems:,} problems, {n_notes:,} notes")
    return int(n_problems > 0)


def _expand(paths: list[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])]


if __name__ == "__main__":
    sys.exit(main())
