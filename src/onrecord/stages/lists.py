"""Lists of parties: "France, Germany and Britain"."""

from __future__ import annotations

import re

from onrecord.frames import Draft
from onrecord.text import Article, Span

_BETWEEN = re.compile(r",?\s+(?P<and>and|or)(?:\s+the)?\s+|,\s+(?:the\s+)?")


def listed(article: Article, draft: Draft, span: Span) -> list[Span]:
    """The span itself, or the phrases of the list that it is: "France, Germany and Britain", "French and Brazilian gendarmes"."""
    first = draft.phrase_at(span)
    if first is None:
        return [span]
    listed, ends_in_and = [draft.phrases[first].span], False
    for phrase in draft.phrases_in(Span(listed[0].end, span.end)):
        if phrase.span.start < listed[-1].end:
            continue
        between = _BETWEEN.fullmatch(article.text, listed[-1].end, phrase.span.start)
        if between is None or ends_in_and:
            break
        listed.append(phrase.span)
        ends_in_and = between["and"] is not None
    return listed if ends_in_and else [span]
