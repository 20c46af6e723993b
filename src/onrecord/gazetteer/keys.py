"""Keys: what is left of a name when case, accents, apostrophes and punctuation are taken away, so that spellings meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "a", "ŋ": "n",
        "'": None, "’": None, "‘": None, "ʼ": None, "ʻ": None, "ʿ": None, "ʾ": None, "`": None, "´": None, ".": None,
    }
)  # fmt: skip
_BLANKS = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=1 << 14)
def to_key(name: str) -> str:
    """A name as the index has it: lower case, no accents, no apostrophes or full stops, other punctuation as one blank.

    >>> to_key("Recep Tayyip Erdoğan"), to_key("Kim Jong-un"), to_key("Sa'ad al-Hariri"), to_key("U.N.")
    ('recep tayyip erdogan', 'kim jong un', 'saad al hariri', 'un')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)).translate(_LETTERS)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _BLANKS.sub(" ", bare).strip()


def to_slug(name: str) -> str:
    """The last part of an id: "Xi'an" -> "xi-an".

    >>> to_slug("Xi'an"), to_slug("José Mujica")
    ('xi-an', 'jose-mujica')
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)).translate(
            _LETTERS_OF_SLUGS
        )
    return _NOT_OF_SLUGS.sub("-", plain).strip("-") or "unnamed"


_NOT_OF_SLUGS = re.compile(r"[^a-z0-9]+")
_LETTERS_OF_SLUGS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
