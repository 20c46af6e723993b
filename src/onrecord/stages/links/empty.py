"""The "it" that means nobody, as the words beside it tell: "it was not clear whether", "it was the judges who"."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from onrecord.stages.links.chains import Cast
from onrecord.syntax import Syntax

_LINKING = frozenset("be seem appear remain become look".split())
_CLAUSE = frozenset(("VERB", "AUX", "PUNCT", "SCONJ", "PRON"))
_REACH = 9  # words behind "it"


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of words of `stages/data/links.toml`."""
    told = tomllib.loads(files("onrecord.stages").joinpath("data", "links.toml").read_text(encoding="utf-8"))
    return frozenset(told[name].split())


def is_empty(cast: Cast, i: int) -> bool:
    """Whether a linking verb follows "it", and "clear that" or somebody "who" behind that."""
    syntax = cast.draft.syntax
    if syntax is None:
        return False
    at = first = syntax.token_at(cast.phrases[i].head.end)
    last = min(len(syntax.tokens), at + _REACH)
    while at < last and _leads_on(syntax, at):
        at += 1
    if not any(lemma in _LINKING for lemma in syntax.lemmas[first:at]):
        return False
    words = [token.lower for token in syntax.tokens[at:last]]
    if words and words[0] in words_of("empty"):
        return len(words) > 1 and words[1] in words_of("that")
    return "who" in words and not _CLAUSE & set(syntax.tags[at : at + words.index("who")])


def _leads_on(syntax: Syntax, at: int) -> bool:
    """Whether a token belongs to what links "it" to the words that tell of it: "has not yet been"."""
    is_link = syntax.tags[at] in ("AUX", "ADV", "PART") or syntax.lemmas[at] in _LINKING
    return is_link and syntax.tokens[at].lower not in words_of("empty")
