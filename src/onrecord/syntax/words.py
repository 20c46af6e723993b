"""What is known of a word before its sentence is read: closed classes by list, open ones from the shipped tables."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MARKS = frozenset("\"'“”‘’«»‹›„‚`") | {"``", "''"}
OPENING = frozenset("\"'“‘«‹„‚›»`") | {"``"}
CLOSING = frozenset("\"'”’»›“«‹") | {"''"}
CLAUSE_ENDS = (
    frozenset((",", ";", ":", ".", "!", "?", "—", "–", "--", "(", ")", "who", "which", "that", "because", "while"))
    | MARKS
)
_LETTER_OF_CLASS = {
    "DET": "D", "PRON": "O", "POSS": "O", "ADP": "I", "CCONJ": "C", "SCONJ": "S", "ADV": "R", "MODAL": "a", "BE": "a",
    "HAVE": "a", "DO": "a", "NUM": "M", "ADJ": "J", "TITLE": "P", "INTJ": "X",
}  # fmt: skip
# A name that begins with a small particle tied to it: "al-Sisi", "d'Estaing", but not "pro-Russian".
_TIED_NAME = re.compile(
    r"(?:al|el|ar|as|ash|at|ad|adh|an|az|ud|ul|ed|es|et|abu|bin|ibn|bint|ben|de|di|da|du|la|le)[-‐‑][^\W\d_a-z]|[dlo]['’](?![Aa]ffaires|[EeÉé]tat)[^\W\d_a-z]"
)
_LEAST_SHOUTED = 4  # words of a sentence in capitals
_BASES = {
    "'ll": "will",
    "wo": "will",
    "'d": "would",
    "ca": "can",
    "sha": "shall",
    "'s": "be",
    "'ve": "have",
    "cannot": "can",
}
_BE = frozenset("is are was were be being been am 'm 're ai".split())
_HAVE = frozenset("has had having have".split())
_DO = frozenset("does did doing done do".split())
_LISTS = (
    "also_names",
    "articles",
    "nominatives",
    "collectives",
    "particles",
    "paired",
    "times",
    "months",
    "bridges",
    "saying",
    "inverting",
    "steering",
)
_LETTER_OF_CODE = {"P": "N"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables. `closed`: word -> class of closed.toml; `codes`: form -> codes of data/build/words.py; `bases`: form of
    a verb, irregular plural -> lemma; `possible`: word -> letters of `onrecord.syntax.tagging`; `weights`: context rule
    -> (letter, weight); `also_names`: closed words that a capital makes a name ("May").
    """

    closed: dict[str, str]
    codes: dict[str, str]
    bases: dict[str, str]
    plurals: dict[str, str]
    possible: dict[str, str]
    weights: dict[str, tuple[tuple[str, int], ...]]
    also_names: frozenset[str]
    articles: frozenset[str]
    nominatives: frozenset[str]
    collectives: frozenset[str]
    particles: frozenset[str]
    paired: frozenset[str]
    times: frozenset[str]
    months: frozenset[str]
    bridges: frozenset[str]
    saying: frozenset[str]
    inverting: frozenset[str]
    steering: frozenset[str]

    def codes_of(self, lower: str) -> str:
        """The codes of a form; a guess by its ending where the table lacks it.

        >>> load_lexicon().codes_of("recalled"), load_lexicon().codes_of("blorping")
        ('dn', 'g')
        """
        known = self.codes.get(lower)
        if known is not None:
            return known
        if "-" in lower:
            return _of_hyphened(self.codes.get(lower.rsplit("-", 1)[1], "N"))
        for ending, codes in _ENDINGS:
            if lower.endswith(ending) and len(lower) > len(ending) + 2:
                return codes
        return "N"

    def is_plural(self, lower: str) -> bool:
        """Whether a word is known as a plural and as no singular."""
        codes = self.codes_of(lower)
        return "P" in codes and "N" not in codes

    def guess(self, lower: str) -> str:
        """The possible tags of a word that no table has.

        >>> load_lexicon().guess("blorped"), load_lexicon().guess("state-owned")
        ('dn', 'J')
        """
        return to_letters(self.codes_of(lower))

    def lemma_of(self, lower: str, letter: str) -> str:
        """The lemma of a word under its tag.

        >>> lexicon = load_lexicon()
        >>> lexicon.lemma_of("recalled", "d"), lexicon.lemma_of("claims", "N"), lexicon.lemma_of("were", "a")
        ('recall', 'claim', 'be')
        """
        if letter in "zdng" and lower not in _BE:
            return self.verb_lemma(lower)
        if letter == "N":
            return self.noun_lemma(lower)
        if letter not in "avzdng":
            return lower
        if lower in _BE:
            return "be"
        if lower in _HAVE:
            return "have"
        return "do" if lower in _DO else _BASES.get(lower, lower)

    def verb_lemma(self, lower: str) -> str:
        """The lemma of a verb form; its stem where the table lacks it."""
        lemma = self.bases.get(lower)
        if lemma is not None:
            return lemma
        if lower in self.codes:
            return lower
        if "-" in lower:
            head, last = lower.rsplit("-", 1)
            return f"{head}-{self.verb_lemma(last)}"
        return self._stem(lower)

    def _stem(self, lower: str) -> str:
        for ending in ("ing", "ied", "ed", "ies", "es", "s"):
            if not lower.endswith(ending) or len(lower) <= len(ending) + 2:
                continue
            stem = lower[: -len(ending)]
            if ending in ("ied", "ies"):
                return stem + "y"
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sl":
                return stem[:-1]
            return stem + "e" if stem + "e" in self.codes and stem not in self.codes else stem
        return lower

    def noun_lemma(self, lower: str) -> str:
        """The singular of a noun; the form itself where it is one.

        >>> [load_lexicon().noun_lemma(noun) for noun in ("men", "crises", "ministries", "news")]
        ['man', 'crisis', 'ministry', 'news']
        """
        irregular = self.plurals.get(lower)
        if irregular is not None:
            return irregular
        if not lower.endswith("s") or "P" not in self.codes_of(lower) or "N" in self.codes.get(lower, ""):
            return lower
        return singular(lower, self.codes)


def to_letters(codes: str) -> str:
    """Tag letters of a form's codes, each once, nouns first.

    >>> to_letters("vNP"), to_letters("dn")
    ('Nv', 'dn')
    """
    letters = dict.fromkeys(_LETTER_OF_CODE.get(code, code) for code in codes)
    if "g" in letters:
        letters |= {"N": None}
    return "".join(sorted(letters, key="NJRzdvng".index))


def singular(plural: str, codes: dict[str, str]) -> str:
    """The singular of a regular plural: -ies to -y, -es where the rest is a noun, else -s."""
    if plural.endswith("ies") and len(plural) > 4 and plural[:-1] not in codes:
        return plural[:-3] + "y"
    if plural.endswith("es") and plural[:-1] not in codes and "N" in codes.get(plural[:-2], ""):
        return plural[:-2]
    return plural[:-1]


def _of_hyphened(codes: str) -> str:
    """A hyphened word takes the class of its last part; a participle there makes an adjective ("state-owned")."""
    if any(code in "dng" for code in codes):
        return "J"
    return codes.replace("v", "").replace("z", "") or "N"


_ENDINGS = (
    ("ing", "g"), ("ed", "dn"), ("ly", "R"), ("ions", "P"), ("ion", "N"), ("ists", "P"), ("ers", "P"), ("ous", "J"),
    ("ful", "J"), ("less", "J"), ("able", "J"), ("ible", "J"), ("ish", "J"), ("ive", "J"), ("ical", "J"), ("ian", "JN"),
    ("ese", "JN"), ("ity", "N"), ("ness", "N"), ("ment", "N"), ("ss", "N"), ("us", "N"), ("s", "P"),
)  # fmt: skip


@cache
def load_lexicon() -> Lexicon:
    """The lexicon, read once."""
    folder = files("onrecord.syntax").joinpath("data")
    classes: dict[str, str] = tomllib.loads(folder.joinpath("closed.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(classes.pop(name.upper()).split()) for name in _LISTS}
    closed: dict[str, str] = {}
    for name, words in classes.items():
        for word in words.split():
            closed.setdefault(word, name)
    codes: dict[str, str] = {}
    bases: dict[str, str] = {}
    plurals: dict[str, str] = {}
    for line in folder.joinpath("words.tsv").read_text(encoding="utf-8").splitlines():
        form, told, *lemma = line.split("\t")
        codes[form] = told
        if lemma and lemma[0]:
            bases[form] = lemma[0]
        if len(lemma) > 1:
            plurals[form] = lemma[1]
    possible = _possible_of(codes, closed)
    weights: dict[str, tuple[tuple[str, int], ...]] = {}
    for line in folder.joinpath("tags.tsv").read_text(encoding="utf-8").splitlines():
        rule, told = line.split("\t")
        if rule[0] == "=":
            possible[rule[1:]] = told
        else:
            weights[rule] = tuple((part[0], int(part[1:])) for part in told.split(" "))
    return Lexicon(closed, codes, bases, plurals, possible, weights, **lists)


def _possible_of(codes: dict[str, str], closed: dict[str, str]) -> dict[str, str]:
    letters_of = {told: to_letters(told) for told in set(codes.values())}
    possible = {form: letters_of[told] for form, told in codes.items()}
    possible.update((word, _LETTER_OF_CLASS[name]) for word, name in closed.items())
    possible.update({"'s": "Ta", "n't": "T", "not": "T"})
    return possible


def is_shouted(words: list[str]) -> bool:
    """Whether a sentence is written in capitals only, so that they tell no name from another word."""
    lettered = [word for word in words if len(word) > 1 and word[0].isalpha()]
    return len(lettered) >= _LEAST_SHOUTED and all(word.isupper() for word in lettered)


def is_tied_name(word: str) -> bool:
    """Whether a word is a name with its particle: "al-Sisi"."""
    return _TIED_NAME.match(word) is not None
