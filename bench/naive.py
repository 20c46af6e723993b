"""The naive baseline: a quotation reader of four regular expressions, as many a notebook holds one.

It pairs straight or curly marks inside one line, looks for a speech verb beside them and takes the capitalised words
next to the verb for the speaker. It knows no actors, no indirect speech, no events, no times and no nesting.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTED = re.compile(r"[\"“]([^\"“”\n]{2,600})[\"”]")
_CUES = "said|says|told|added|wrote|asked|warned|insisted|replied|announced|argued|claimed|explained|noted"
_NAME = r"((?:(?:Mr|Ms|Mrs|Dr) )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*|[Hh]e|[Ss]he|[Tt]hey)"
_VERB_NAME = re.compile(rf"[\s,]*\b({_CUES})\s+{_NAME}")
_NAME_VERB = re.compile(rf"[\s,]*{_NAME}\s+({_CUES})\b")


class NaiveQuote(NamedTuple):
    """A quotation with the words taken for its speaker and its cue."""

    content: str
    speaker: str | None
    cue: str | None


def find_naive_quotes(text: str) -> list[NaiveQuote]:
    """Every paired quotation of a text, with its speaker where a cue stands right behind it.

    >>> find_naive_quotes('“We will wait,” said Mr Lind.')
    [NaiveQuote(content='We will wait,', speaker='Mr Lind', cue='said')]
    """
    found = []
    for quoted in _QUOTED.finditer(text):
        after = text[quoted.end() : quoted.end() + 80]
        if behind := _VERB_NAME.match(after):
            found.append(NaiveQuote(quoted[1], behind[2], behind[1]))
        elif behind := _NAME_VERB.match(after):
            found.append(NaiveQuote(quoted[1], behind[1], behind[2]))
        else:
            found.append(NaiveQuote(quoted[1], None, None))
    return found
