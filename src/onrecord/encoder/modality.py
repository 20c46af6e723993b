"""What the grammar of an act plainly says of whether it was done, where the network takes it for done.

Of the deeds that are marked in our corpus and stand in such a clause, 97 in 100 have the modality that is given here; verbal acts
("will not accept it") are done by being told, so they are the network's.
"""

from __future__ import annotations

from onrecord.facts import Modality
from onrecord.syntax import Syntax, VerbGroup

_TOLD = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "CONCEDE"))
_POSSIBLE = frozenset(("would", "could", "might", "may", "should"))
_INTENDED = frozenset("plan intend prepare expect schedule mean aim want".split())
_IF = frozenset(("if", "unless", "whether"))
_NOT_YET = frozenset(("before", "until", "till"))


def modality_of(syntax: Syntax, token: int, type_: str, seen: Modality) -> Modality:
    """The modality of an act of a type whose word is `token`; `seen` is what the network says."""
    at = syntax.verb_at(token)
    if seen != "actual" or type_ in _TOLD or at is None:
        return seen
    verb = syntax.verb_groups[at]
    if verb.negated:
        return "negated"
    opened = syntax.conjunction_of(verb)
    if verb.modal in _POSSIBLE or opened in _IF or (opened in _NOT_YET and _is_present(syntax, verb)):
        return "hypothetical"
    if verb.tense == "future" or _is_intended(syntax, at):
        return "future"
    return seen


def _is_present(syntax: Syntax, verb: VerbGroup) -> bool:
    """Whether a verb can be no past: "releases", not "put"."""
    word = syntax.tokens[verb.main].lower
    return verb.tense == "present" and word.endswith("s") and word != verb.lemma


def _is_intended(syntax: Syntax, at: int) -> bool:
    """Whether an infinitive stands right behind a verb of intention: "plans to", "is expected to"."""
    verb = syntax.verb_groups[at]
    if verb.form != "infinitive" or at == 0:
        return False
    leading = syntax.verb_groups[at - 1]
    return leading.lemma in _INTENDED and leading.last == verb.first
