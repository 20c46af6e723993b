"""Where a clause begins behind the time that opens it: "Two days after the meeting | gunmen attacked"."""

from __future__ import annotations

from onrecord.stages.mentions.scene import Scene
from onrecord.syntax import NounPhrase

_TIMES = frozenset(("after", "before", "since"))
_LEAD = 5  # words of "just over two weeks"
_REST = 60  # tokens of a sentence in which a comma is looked for


def behind_event(scene: Scene, noun_phrase: NounPhrase) -> int:
    """The token at which a noun phrase begins whose first words tell of what was before: "gunmen" in "the meeting gunmen"; else its first.

    A comma further on says that all of it is the subject of what was before: "Two days after the election officials resigned, Chad ...".
    """
    syntax, (first, last, _) = scene.syntax, noun_phrase
    if scene.before(first) not in _TIMES or last - first < 2 or last >= len(syntax.tags):
        return first
    begun, end = syntax.sentence_bounds(first)
    opens = first - 1 - begun <= _LEAD and syntax.tags[last] in ("VERB", "AUX")
    is_lead = all(syntax.tags[at] in ("NUM", "NOUN", "ADV", "DET", "ADJ", "ADP") for at in range(begun, first - 1))
    if not (opens and is_lead) or any(syntax.tokens[at].text == "," for at in range(last, min(end, last + _REST))):
        return first
    event = next((at for at in range(first, last - 1) if syntax.tokens[at].lower in scene.lists.events), None)
    return event + 1 if event is not None else first
