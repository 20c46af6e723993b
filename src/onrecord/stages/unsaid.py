"""What looks like a quotation and tells no words of anybody: "signed the plan", "EXPLAINER: ...", "swore in a general"."""

from __future__ import annotations

import re
from functools import cache

from onrecord.frames import Draft, Frame
from onrecord.rules.cue_lexicon import load_cues, load_words
from onrecord.stages.mentions.scene import load_words as load_lists
from onrecord.syntax import Syntax
from onrecord.text import Span

_MARKS = re.compile(r"[\"“”„‟«»‘]")
_ANONYMOUS = re.compile(r" not to be (?:named|identified|quoted)\b")  # "who asked not to be named"
_RECEIVING = frozenset(("welcome", "greet", "salute", "receive"))  # whom they do it to is no words
_FAR = 60  # tokens of a content that are looked at
_VERBS = frozenset(("VERB", "AUX"))
_SWORN = frozenset(("swear", "usher"))


def says_nothing(text: str, draft: Draft, frame: Frame) -> bool:
    """Whether a cue frame tells no words: its speaker is the label of a headline, its cue a deed, its content a bare thing."""
    content = [span for role in frame.fillers("content") for span in role.spans]
    if not frame.anchor or not content:
        return False
    if any(_is_label(span.of(text)) for role in frame.fillers("speaker") for span in role.spans):
        return True
    if _ANONYMOUS.match(text, frame.anchor[-1].end):
        return True
    if draft.syntax is None or any(_MARKS.search(span.of(text)) for span in content):
        return False
    cue = draft.syntax.tokens_in(Span(frame.anchor[0].start, frame.anchor[-1].end))
    verb = next((draft.syntax.lemmas[at] for at in cue if draft.syntax.tags[at] == "VERB"), "")
    if _is_deed(draft, verb, content[0]):
        return True
    if not verb or _known().intersection(draft.syntax.lemmas[at] for at in cue):
        return False
    return not any(_tells(draft.syntax, span) for span in content)


def _tells(syntax: Syntax, content: Span) -> bool:
    """Whether a piece of content has a verb of its own, not only one that tells which thing is meant: "a dispute that strained ties"."""
    tokens = syntax.tokens_in(content)[:_FAR]
    relative = (at for at in tokens[1:-1] if _is_relative(syntax, at))
    return any(syntax.tags[at] in _VERBS for at in range(tokens.start, next(relative, tokens.stop)))


def _is_relative(syntax: Syntax, at: int) -> bool:
    """Whether a token is the subject of a relative clause: "that" in "a row that had begun", not in "the claim that it had begun"."""
    behind_noun = syntax.tags[at - 1] in ("NOUN", "PROPN") and syntax.tags[at + 1] in _VERBS
    return behind_noun and syntax.tokens[at].lower in ("that", "which", "who")


def _is_label(words: str) -> bool:
    """Whether words are "EXPLAINER", "Timeline" and their like, and nothing else."""
    return words.casefold().strip(" :") in load_lists().labels


def _is_deed(draft: Draft, verb: str, content: Span) -> bool:
    """Whether a verb has an object to which it does something: "recalled its envoy", "welcomed Mr Xi", "swore in a general"."""
    syntax = draft.syntax
    if syntax is None:
        return False
    at = syntax.token_at(content.start)
    if verb in _SWORN and at < len(syntax.tokens) and syntax.tokens[at].lower == "in":
        return True
    phrase = syntax.np_at(content.start)
    if phrase is None:
        return False
    found = syntax.noun_phrases[phrase]
    if syntax.lemmas[found.head] in load_cues().deeds.get(verb, frozenset()):
        return True
    meant = draft.phrase_at(content)
    return (
        verb in _RECEIVING
        and syntax.span(found.first, found.last).end >= content.end
        and meant is not None
        and draft.phrases[meant].kind == "person"
    )


@cache
def _known() -> frozenset[str]:
    """Lemmas that tell of words though a bare thing follows: "rejected the plan", "appealed for calm"."""
    cues = load_cues()
    return frozenset((*cues.takes, *cues.particles, *cues.nouns, *cues.adjectives, *cues.hearsay, *load_words("thing")))
