"""The corpus itself: every file passes, the guideline's examples pass, and nothing in it was copied from the shared sets."""

from __future__ import annotations

import doctest
import importlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.check import HERE, check, corpus_files, country_codes, read_file
from corpus.markup import read_sentences
from corpus.split import load_parts
from onrecord import ontology
from tests.unit.corpus.writing import SENTENCES

SHARED = HERE.parent.parent / "shared"
GUIDELINES = (HERE / "GUIDELINES.md").read_text(encoding="utf-8")
N = 8  # words in a row that are a copy


@pytest.mark.parametrize("path", corpus_files(), ids=lambda path: "/".join(path.parts[-2:]))
def test_every_file_passes(path: Path) -> None:
    for document in read_file(path):
        assert [str(problem) for problem in check(document)[1] if not problem.is_note] == []
        assert document.head["style"] == (path.parent.name if document.is_story else path.stem[0])


def test_the_guideline_keeps_its_own_rules() -> None:
    blocks = re.findall(r"```corpus\n(.*?)```", GUIDELINES, re.DOTALL)
    documents = read_sentences(SENTENCES + "".join(blocks), "guideline")
    assert len(documents) > 90
    for document in documents:
        assert (document.text, [str(problem) for problem in check(document)[1]]) == (document.text, [])


def test_the_guideline_shows_every_type_and_mode() -> None:
    shown = set(re.findall(r"e\d+=([A-Z]+(?:/[a-z-]+)?)", GUIDELINES))
    wanted = {f"{type_}/{mode}" for type_ in ontology.TYPES for mode in ontology.modes(type_)}
    assert wanted - shown == set()
    assert set(ontology.TYPES) - {code.split("/")[0] for code in shown} == set()
    assert [context for context in ontology.CONTEXTS if context not in GUIDELINES] == []


def test_names_come_evenly_from_many_lands() -> None:
    lines = (HERE / "names.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    lands = Counter(country for country, _, _ in rows)
    assert len(lands) >= 60
    assert min(lands.values()) >= 8
    assert set(lands) <= country_codes()
    assert len({name for _, name, _ in rows}) == len(rows)
    assert {gender for _, _, gender in rows} == {"m", "f"}


def test_words_are_dealt_to_one_writer_each() -> None:
    lines = (HERE / "words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    codes = {"CUE", *ontology.TYPES, *(f"{type_}/{mode}" for type_ in ontology.TYPES for mode in ontology.modes(type_))}
    assert {code for _, code, _ in rows} <= codes
    cues = Counter(word for _, code, words in rows if code == "CUE" for word in words.split(" | "))
    triggers = Counter(word for _, code, words in rows if code != "CUE" for word in words.split(" | "))
    assert cues.most_common(1)[0][1] == triggers.most_common(1)[0][1] == 1
    assert len(cues) >= 350
    assert len(triggers) >= 1200


def test_the_split_names_stories_that_are_there() -> None:
    ids = {document.id for path in corpus_files() if "stories" in path.parts for document in read_file(path)}
    assert set(load_parts()) <= ids


@pytest.mark.parametrize("name", ["days", "variety"])
def test_examples_of_the_docstrings(name: str) -> None:
    found = doctest.testmod(importlib.import_module(f"corpus.{name}"))
    assert (found.attempted > 0, found.failed) == (True, 0)


def test_nothing_is_copied_from_the_shared_sets() -> None:
    """Where the folder is there: no eight words in a row of the corpus stand in it."""
    own: dict[tuple[str, ...], str] = {}
    for path in corpus_files():
        for document in read_file(path):
            own.update(dict.fromkeys(_grams(document.text), document.id))
    own.update(dict.fromkeys(_grams(GUIDELINES), "GUIDELINES.md"))
    copied = {(own[gram], " ".join(gram)) for text in _shared_texts() for gram in _grams(text) if gram in own}
    assert copied == set()


def _shared_texts() -> Iterator[str]:
    for folder in ("gold", "reports", "training"):
        for path in sorted((SHARED / folder).rglob("*")):
            if path.suffix == ".txt":
                yield path.read_text(encoding="utf-8")
            elif path.suffix == ".jsonl":
                yield from _texts_of(path)


def _texts_of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield from (value for value in row.values() if isinstance(value, str) and value.count(" ") >= N)


def _grams(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return (tuple(words[i : i + N]) for i in range(len(words) - N + 1))
