"""What is known of a word before its sentence is read: closed classes by list, open ones from the shipped table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FINITE_BE = frozenset("is are was were am 'm 're ai".split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`closed`: word -> class name (of closed.toml). `codes`: form -> codes of data/build/words.py. `verbs`: form -> lemma."""

    closed: dict[str, str]
    codes: dict[str, str]
    verbs: dict[str, str]
    nouns: frozenset[str]

    def codes_of(self, lower: str) -> str:
        """The codes of a form; a guess by its ending where the table lacks it.

        >>> load_lexicon().codes_of("recalled"), load_lexicon().codes_of("blorping")
        ('dn', 'g')
        """
        known = self.codes.get(lower)
        if known is not None:
            return known
        if "-" in lower:
            return self.codes.get(lower.rsplit("-", 1)[1], "N").replace("v", "N").replace("d", "J").replace("n", "J")
        for ending, codes in _ENDINGS:
            if lower.endswith(ending) and len(lower) > len(ending) + 2:
                return codes
        return "N"

    def verb_lemma(self, lower: str) -> str:
        """The lemma of a verb form; the form itself (or its stem) where the table lacks it."""
        lemma = self.verbs.get(lower)
        if lemma is not None:
            return lemma
        if lower in self.codes:
            return lower
        for ending in ("ing", "ed", "es", "s"):
            if lower.endswith(ending) and len(lower) > len(ending) + 2:
                return lower[: -len(ending)]
        return lower


_ENDINGS = (
    ("ing", "g"), ("ed", "dn"), ("ly", "R"), ("ions", "P"), ("ion", "N"), ("ists", "P"), ("ers", "P"), ("ous", "J"),
    ("ful", "J"), ("less", "J"), ("able", "J"), ("ible", "J"), ("ish", "J"), ("ive", "J"), ("ical", "J"), ("ian", "JN"),
    ("ese", "JN"), ("ity", "N"), ("ness", "N"), ("ment", "N"), ("ss", "N"), ("us", "N"), ("s", "P"),
)  # fmt: skip


@cache
def load_lexicon() -> Lexicon:
    """The lexicon, read once (about 40 ms)."""
    folder = files("onrecord.syntax").joinpath("data")
    classes: dict[str, str] = tomllib.loads(folder.joinpath("closed.toml").read_text(encoding="utf-8"))
    nouns = frozenset(classes.pop("NOUNS").split())
    closed: dict[str, str] = {}
    for name, words in classes.items():
        for word in words.split():
            closed.setdefault(word, name)
    codes: dict[str, str] = {}
    verbs: dict[str, str] = {}
    for line in folder.joinpath("words.tsv").read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        codes[parts[0]] = parts[1]
        if len(parts) == 3:
            verbs[parts[0]] = parts[2]
    return Lexicon(closed=closed, codes=codes, verbs=verbs, nouns=nouns)
