"""What the syntax tests ask of one sentence."""

from __future__ import annotations

from onrecord.syntax import Syntax, VerbGroup, analyse
from onrecord.text import Span


def syntax_of(text: str) -> Syntax:
    return analyse(text, (Span(0, len(text)),))


def words(text: str, syntax: Syntax, bounds: tuple[int, int]) -> str:
    return syntax.span(*bounds).of(text)


def phrase(text: str, syntax: Syntax, at: int | None) -> str | None:
    """The words of a noun phrase; None for none."""
    if at is None:
        return None
    found = syntax.noun_phrases[at]
    return words(text, syntax, (found.first, found.last))


def group_of(syntax: Syntax, lemma: str) -> tuple[int, VerbGroup]:
    """The first verb group with this lemma, and its index."""
    found = [(i, group) for i, group in enumerate(syntax.verb_groups) if group.lemma == lemma]
    if not found:
        raise LookupError(f"no {lemma!r} among {[group.lemma for group in syntax.verb_groups]}")
    return found[0]
