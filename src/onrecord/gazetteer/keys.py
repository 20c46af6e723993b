"""Keys: what is left of a name when case, accents, apostrophes and punctuation are taken away, so that spellings meet."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "a", "ŋ": "n",
        "'": None, "’": None, "‘": None, "ʼ": None, "ʻ": None, "ʿ": None, "ʾ": None, "`": None, "´": None, ".": None,
    }
)  # fmt: skip
_BLANKS = re.compile(r"[^\w]+|_+")
_SHORTEST = 5  # letters of a word whose ending is looked at


@cache
def _spellings() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Words by each of their spellings, and endings, the longest first."""
    told = tomllib.loads(files("onrecord.gazetteer").joinpath("data", "spellings.toml").read_text(encoding="utf-8"))
    words = {other: first for line in told["words"] for first, *others in [line.split()] for other in others}
    endings = [(other, first) for line in told["endings"] for first, *others in [line.split()] for other in others]
    return words, sorted(endings, key=lambda pair: -len(pair[0]))


def _spelt(word: str) -> str:
    words, endings = _spellings()
    if word in words:
        return _spelt(words[word])
    if len(word) >= _SHORTEST:
        for ending, first in endings:
            if word.endswith(ending):
                return _spelt(word[: -len(ending)] + first)  # until it is its own spelling
    return word


@lru_cache(maxsize=1 << 14)
def to_key(name: str) -> str:
    """A name as the index has it: lower case, no accents, no apostrophes or full stops, other punctuation as one blank, and one
    spelling for words that have many (data/spellings.toml).

    >>> to_key("Recep Tayyip Erdoğan"), to_key("Kim Jong-un"), to_key("Sa'ad al-Hariri"), to_key("U.N.")
    ('recep tayyip erdogan', 'kim jong un', 'saad al hariri', 'un')
    >>> to_key("Volodymyr Zelenskiy") == to_key("Volodymyr Zelenskyy"), to_key("Muhammad Morsi") == to_key("Mohamed Morsi")
    (True, True)
    """
    plain = _folded(name.casefold().translate(_LETTERS)).translate(_LETTERS)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(map(_spelt, _BLANKS.sub(" ", bare).split()))


def _folded(text: str) -> str:
    """Compatibility forms taken apart (NFKD), and in lower case what came out of them ("㏗" is "PH")."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


def to_slug(name: str) -> str:
    """The last part of an id: "Xi'an" -> "xi-an".

    >>> to_slug("Xi'an"), to_slug("José Mujica")
    ('xi-an', 'jose-mujica')
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(c for c in _folded(plain) if not unicodedata.combining(c)).translate(_LETTERS_OF_SLUGS)
    return _NOT_OF_SLUGS.sub("-", plain).strip("-") or "unnamed"


_NOT_OF_SLUGS = re.compile(r"[^a-z0-9]+")
_LETTERS_OF_SLUGS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
