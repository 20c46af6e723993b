"""Words, numbers and marks, with their places in the text."""

from __future__ import annotations

import re

from onrecord.syntax.layers import Token

# In this order: abbreviations with inner stops, clitics split off their words, numbers, words (inner hyphens and
# apostrophes), runs of one mark, any other character. Each part is linear: no nested repetition.
_TOKEN = re.compile(
    r"""
    (?P<abbreviation>(?:[A-Za-z]\.){2,}|\b[A-Z]\.(?=[ \u00a0][A-Z])
        |\b(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Col|Maj|Capt|Lt|Sgt|Prof|Rev|Hon|St|Jr|Sr|No|vs|Adm|Brig|Cmdr|Cdr|Cpl|Amb|Pres|Insp|Supt
           |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Corp|Ltd|Co|Messrs|etc|approx|dept|est|Ave|Blvd|Rd
           |MR|MRS|MS|DR|GEN|SEN|REP|GOV|COL|LT|CAPT|PROF|REV|AMB|ADM)\.)
    |(?P<negated>\w+(?=n['’]t\b))
    |(?P<nt>n['’]t\b)
    |(?P<clitic>(?<=\w)['’](?:s|S|re|ve|ll|d|m)\b)
    |(?P<number>\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|bn|k)?\b%?)
    |(?P<word>[^\W\d_]+(?:[-‐‑][^\W\d_]+|[-‐‑]\d+|\d+)*(?:['’](?!(?:s|S|re|ve|ll|d|m|t)\b)[^\W\d_]+)*)
    |(?P<dots>\.{2,}|-{2,}|``|'')
    |(?P<mark>\w|[^\w\s])
    """,
    re.VERBOSE,
)
_CURLY = str.maketrans("’‘ʼ", "'''")


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, in order; white space stands in none.

    >>> [token.text for token in tokenize("Moscow's envoy didn't see the U.S.-led talks.")]
    ['Moscow', "'s", 'envoy', 'did', "n't", 'see', 'the', 'U.S.', '-', 'led', 'talks', '.']
    """
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        words = match.group()
        found.append(Token(match.start(), match.end(), words, words.lower().translate(_CURLY)))
    return found
