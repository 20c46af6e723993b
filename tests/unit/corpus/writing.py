"""Marked texts of the tests, read."""

from __future__ import annotations

from corpus.check import check
from corpus.frames import Parsed
from corpus.markup import Document, Problem, read_sentences, read_story

STORY = """style: A
outlet: agency
topic: states
published: 2024-03-14
contexts: diplomatic
fiction: invented; CC0
---
"""
SENTENCES = "style: A\npublished: 2024-03-14\n---\n"


def story(body: str, head: str = STORY) -> tuple[Document, Parsed, list[Problem]]:
    """A story of that body, gathered and checked."""
    document = read_story(head + body, "A/test")
    return (document, *check(document))


def sentence(line: str) -> tuple[Document, Parsed, list[Problem]]:
    """A sentence, gathered and checked."""
    (document,) = read_sentences(SENTENCES + line + "\n", "sentences/A-test")
    return (document, *check(document))


def wrong(problems: list[Problem]) -> list[str]:
    """What is refused, without notes."""
    return [problem.what for problem in problems if not problem.is_note]
