"""Is it English? Asked gently: a short text, or one full of foreign names and quotations, is never refused."""

from __future__ import annotations

import math
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.errors import ArticleError

# Chosen on the 11,062 English paragraphs of the development sets, of which none is refused, and 21 sentences of other
# languages, of which 19 are (the others hold fewer than 40 letters).
_ENGLISH_SHARE = 0.06
_MIN_LETTERS = 40
_SURE_OTHER = 0.6
_SURE_NOT_ENGLISH = 1e-3
_SAMPLE = 6_000  # characters looked at: the beginning, and as much of the middle of a longer text
_IDENTIFIED = 2_000  # characters given to py3langid, whose cost grows with them
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class _Languages(NamedTuple):
    """languages.toml: words that only English has, and the names of other languages by code."""

    english: frozenset[str]
    names: dict[str, str]


def check_english(text: str) -> str | None:
    """ "en" when the text is English, None when it is too short or too odd to tell.

    Raises ArticleError when it is plainly in another language.

    >>> check_english("The ship left the harbour and sailed north."), check_english("Oslo")
    ('en', None)
    """
    languages = _load_languages()
    sample = _to_sample(text)
    words = [word.lower().replace("’", "'") for word in _WORD.findall(sample)]
    n_english = sum(word in languages.english for word in words)
    if n_english and n_english >= _ENGLISH_SHARE * len(words):
        return "en"
    if sum(map(len, words)) < _MIN_LETTERS:
        return None
    code, sure, english = _identify(sample[:_IDENTIFIED])
    if code == "en":
        return "en"
    if code in languages.names and sure >= _SURE_OTHER and english < _SURE_NOT_ENGLISH:
        raise ArticleError(f"the text is in {languages.names[code]} ({code}), onrecord reads English")
    return None


def _to_sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    half, middle = _SAMPLE // 2, len(text) // 2
    return text[:half] + text[middle : middle + half]


@cache
def _load_languages() -> _Languages:
    data = tomllib.loads(files("onrecord.ingest").joinpath("languages.toml").read_text(encoding="utf-8"))
    return _Languages(english=frozenset(data["english"]["words"]), names=data["names"])


def _identify(sample: str) -> tuple[str, float, float]:
    """The likeliest language, its probability and that of English.

    py3langid gives log-posteriors of single bytes' features, far too sure of themselves; the softmax at temperature
    sqrt(bytes) is the calibration that py3langid itself uses for `norm_probs`.
    """
    import py3langid  # its model takes 0.6 s to load, and an English text never needs it

    ranked: list[tuple[str, float]] = py3langid.rank(sample)
    temperature = math.sqrt(len(sample.encode()) or 1)
    best = ranked[0][1]
    weights = {code: math.exp((score - best) / temperature) for code, score in ranked}
    total = sum(weights.values())
    return ranked[0][0], 1 / total, weights.get("en", 0.0) / total
