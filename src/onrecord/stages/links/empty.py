"""The "it" that means nobody, as the words beside it tell: "it was not clear whether", "it was the judges who", "to veto it"."""

from __future__ import annotations

from onrecord.stages.links.chains import Cast
from onrecord.stages.links.lists import words_of
from onrecord.stages.mentions.scene import load_words
from onrecord.syntax import Syntax

_LINKING = frozenset("be seem appear remain become look".split())
_CLAUSE = frozenset(("VERB", "AUX", "PUNCT", "SCONJ", "PRON"))
_REACH = 9  # words behind "it"
_DOCUMENT = 80  # words before "it" among which a document is looked for
_NEAR = 5  # phrases before "itself"


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


def is_document(cast: Cast, i: int) -> bool:
    """Whether what "it" is the object of is done to a bill or the like, and one is named in this sentence or the last: "to veto it"."""
    syntax = cast.draft.syntax
    if syntax is None:
        return False
    at = syntax.token_at(cast.phrases[i].head.start)
    verb = syntax.lemmas[at - 1] if at else ""
    following = syntax.tokens[at + 1].lower if at + 1 < len(syntax.tokens) else ""
    if cast.head_word(i) == "its":
        is_due = following in words_of("passing")
    else:
        is_due = verb in words_of("pass") or (verb == "send" and following == "back")
    first = cast.draft.sentences[max(0, cast.sentence_of[i] - 1)].start
    begun = max(syntax.token_at(first), at - _DOCUMENT)
    return is_due and not words_of("documents").isdisjoint(syntax.lemmas[begun:at])


def is_event(cast: Cast, i: int) -> bool:
    """Whether a description is of something that happened, which a finder takes for a party: "called the coup a crime"."""
    phrase = cast.phrases[i]
    is_untold = phrase.how == "description" and phrase.kind == "organization" and not (phrase.sectors or phrase.country)
    return is_untold and cast.head_word(i) in load_words().events


def is_of_noun(cast: Cast, i: int) -> bool:
    """Whether "itself" belongs to the noun before it, which is no actor: "comment on the bill itself"."""
    syntax, start = cast.draft.syntax, cast.phrases[i].span.start
    if syntax is None or cast.head_word(i) != "itself":
        return False
    at = syntax.token_at(start) - 1
    is_actor = any(phrase.span.end == syntax.tokens[at].end for phrase in cast.phrases[max(0, i - _NEAR) : i])
    return at >= 0 and syntax.tags[at] == "NOUN" and not is_actor


def _leads_on(syntax: Syntax, at: int) -> bool:
    """Whether a token belongs to what links "it" to the words that tell of it: "has not yet been"."""
    is_link = syntax.tags[at] in ("AUX", "ADV", "PART") or syntax.lemmas[at] in _LINKING
    return is_link and syntax.tokens[at].lower not in words_of("empty")
