"""How various the words are: lemmas of anchors, how a story opens, how alike two stories are."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

from onrecord.syntax.words import load_lexicon

N_GRAM = 5
OPENING = 6  # words of a story's first sentence that make its pattern
_EMPTY = frozenset(("BE", "HAVE", "MODAL", "DO", "DET", "POSS"))
_ADVERBS = frozenset("not never also again already just even then yet still only once now often soon".split())
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day")
_DATELINE = re.compile(r"^[A-Z][^a-z]{2,30}(?: \([^)]*\))? ?(?:--|[-–—:]) |^\d\d?[.:]\d\d (?:[-–—] )?|^[QA]\. ")


def lemma(words: str) -> str:
    """The lemmas of an anchor's words, without auxiliaries, articles, adverbs of manner or time and weekdays; a sign stands for itself.

    >>> lemma("has recalled its ambassador"), lemma("did not say"), lemma("turned down"), lemma("raids"), lemma(":")
    ('recall ambassador', 'say', 'turn down', 'raid', ':')
    """
    lexicon = load_lexicon()
    found = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", words.lower())
    kept = [
        word
        for word in found
        if lexicon.closed.get(word) not in _EMPTY
        and word not in _ADVERBS
        and not word.endswith(("ly", "n't", "n’t"))
        and not _WEEKDAY.fullmatch(word)
    ]
    return " ".join(_lemma_of(word) for word in kept or found) or words.strip()


def _lemma_of(word: str) -> str:
    base = load_lexicon().verb_lemma(word)
    if base == word and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return base


def opening(text: str) -> str:
    """The pattern of a story's first sentence: names as N, numbers as #, open words as w, closed ones as they are.

    >>> opening("A title\\n\\nRIGA (Newsline) - Latvia recalled its envoy to Chile on Monday after a row.")
    'N w its w to N'
    """
    lexicon = load_lexicon()
    body = _DATELINE.sub("", text.split("\n\n", 1)[-1])
    pattern: list[str] = []
    for word in re.findall(r"\w+(?:['’]\w+)?", body)[: 4 * OPENING]:
        lower = word.lower()
        if lower in lexicon.closed or lower == "to":
            sign = lower
        elif word[0].isdigit():
            sign = "#"
        else:
            sign = "N" if word[0].isupper() and (pattern or lower not in lexicon.codes) else "w"
        if sign != "N" or pattern[-1:] != ["N"]:
            pattern.append(sign)
    return " ".join(pattern[:OPENING])


def max_shared(texts: list[str]) -> tuple[float, tuple[int, int] | None]:
    """The largest Jaccard of word 5-grams between two texts, and which two; pairs are found by the grams they share."""
    grams = [_grams(text) for text in texts]
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, own in enumerate(grams):
        for gram in own:
            holders.setdefault(gram, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        shared.update(combinations(numbers, 2))
    alike = ((n / (len(grams[a]) + len(grams[b]) - n), (a, b)) for (a, b), n in shared.items())
    return max(alike, default=(0.0, None))


def _grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + N_GRAM]) for i in range(len(words) - N_GRAM + 1)}
