"""What the words of a quotation and of its speaker are: in marks or not, over how many paragraphs, a name or a description."""

from __future__ import annotations

import re

from corpus.build import Row
from corpus.frames import CUE

_PRONOUNS = frozenset("he she it they we i you who one both".split())
_DESCRIBING = re.compile(
    r"(?:(?i:the|a|an|his|her|their|its|our|my|one|another|two|three|some|several)) [^A-Z]+"
)  # "the minister", not "the Mayor of Lomé"
_QUOTED = re.compile(
    '“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|«[^»]*(?:»|$)|"[^"]*(?:"|$)|(?<!\\w)‘.*?(?:’(?!\\w)|$)|(?<!\\w)\'.*?(?:\'(?!\\w)|$)',
    re.DOTALL,
)


def kind_of(row: Row, frame: Row) -> str:
    """direct (all its words in quotation marks), indirect (none) or mixed."""
    pieces = [row["text"][start:end] for start, end in frame["roles"].get("content", ())]
    bare = [_QUOTED.sub("", piece) for piece in pieces]
    if bare == pieces:
        return "indirect"
    return "mixed" if re.search(r"\w", "".join(bare)) else "direct"


def n_paragraphs(row: Row, frame: Row) -> int:
    """Over how many paragraphs the content runs."""
    return len({row["text"].count("\n\n", 0, start) for start, _ in frame["roles"].get("content", ())})


def is_described(row: Row) -> bool:
    """Whether somebody speaks in the story who is called by a pronoun or a description there."""
    speakers = [
        row["text"][start:end]
        for frame in row["frames"]
        if frame["type"] == CUE
        for start, end in frame["roles"].get("speaker", ())
    ]
    return any(speaker.lower() in _PRONOUNS or _DESCRIBING.fullmatch(speaker) for speaker in speakers)
