"""Parts of speech by lexicon and context.

A token's possible tags come from its form: closed classes by list, open ones by the shipped table, unknown ones by their
ending. Where several are possible, weights of context rules decide ("after a modal, verb +9"), left to right, once a
token. The weights are learned by `data/build/tags.py` and shipped as a readable table. Constant work a token.

Inside this package a tag is one letter: N noun, P name, v base or plain present verb, z third person, d past, n past
participle, g -ing form, a auxiliary, J adjective, R adverb, D determiner, I preposition, O pronoun, M number, C and/or,
S conjunction that opens a clause, T particle (to, not, 's), X interjection, "." mark, $ symbol.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from onrecord.syntax.layers import Token
from onrecord.syntax.words import CLAUSE_ENDS, MARKS, Lexicon, is_shouted, is_tied_name

UNIVERSAL = {
    "N": "NOUN", "P": "PROPN", "v": "VERB", "z": "VERB", "d": "VERB", "n": "VERB", "g": "VERB", "a": "AUX", "J": "ADJ",
    "R": "ADV", "D": "DET", "I": "ADP", "O": "PRON", "M": "NUM", "C": "CCONJ", "S": "SCONJ", "T": "PART", "X": "INTJ",
    ".": "PUNCT", "$": "SYM",
}  # fmt: skip
NOMINAL = frozenset("NPOM")
_SURE_FINITE = frozenset(("a", "z", "d", "az", "ad"))
_SYMBOLS = frozenset("$€£¥%+=#@*~^|\\")
_ENDS_NAME_START = frozenset(":—–-([•*")


class Sight(NamedTuple):
    """What is seen of a sentence before it is decided: one entry a token."""

    lowers: list[str]
    possible: list[str]  # the letters that the token's form allows, likeliest first
    shapes: list[str]  # "x" small, "X" capital, "A" all capitals, "" no letter
    ahead: list[str]  # "f" when a finite verb follows in the clause, "d" when a form does that may be one, else ""


@dataclass(slots=True)
class Tagged:
    """Letters (see the module), lemmas of the article's tokens, filled sentence by sentence."""

    letters: list[str]
    lemmas: list[str]


def tag_sentence(
    tokens: list[Token], first: int, last: int, lexicon: Lexicon, names: frozenset[str], out: Tagged
) -> None:
    """Tag tokens `first`..`last` (half-open) of one sentence into `out`; `names` as `find_names` gives them."""
    sight = look_at(tokens, first, last, lexicon, names)
    letters = decide(sight, lexicon)
    _give_finite(sight, letters)
    out.letters[first:last] = letters
    for i, letter in enumerate(letters):
        out.lemmas[first + i] = lexicon.lemma_of(sight.lowers[i], letter)


def find_names(tokens: list[Token]) -> frozenset[str]:
    """Lower-case words that have a capital inside a sentence of this article: names at the head of one as well."""
    return frozenset(
        [
            token.lower
            for before, token in pairwise(tokens)
            if token.text[:1].isupper() and before.text[:1].islower() and before.lower.isalpha()
        ]
    )


def look_at(tokens: list[Token], first: int, last: int, lexicon: Lexicon, names: frozenset[str] = frozenset()) -> Sight:
    """The possible tags of each token of a sentence, and what else the rules ask for."""
    title_case = _is_title_case(tokens, first, last)
    shouted = title_case and is_shouted([token.text for token in tokens[first:last]])
    lowers = [tokens[i].lower for i in range(first, last)]
    shapes = [shape_of(tokens[i].text) for i in range(first, last)]
    possible = []
    for i, shape in enumerate(shapes, first):
        lower = tokens[i].lower
        as_shouted = "P" if lower in names else lexicon.possible.get(lower) or "P"
        is_open = shouted and shape in ("A", "X") and lower not in lexicon.closed
        possible.append(as_shouted if is_open else _possible(tokens, i, first, last, shape, title_case, lexicon, names))
    _settle_having(lowers, possible)
    _settle_that(lowers, possible, lexicon)
    _settle_bases(lowers, possible, lexicon)
    _settle_questions(lowers, possible)
    ahead = _look_ahead(lowers, possible)
    _settle_forms(lowers, possible, ahead, lexicon)
    _settle_nouns(lowers, possible, ahead, lexicon)
    return Sight(lowers, possible, shapes, ahead)


def shape_of(word: str) -> str:
    """ "x" for a small first letter, "X" for a capital, "A" for capitals only, "" without a letter in front."""
    head = word[:1]
    if head.islower():
        return "x"
    if not head.isupper():
        return ""
    return "A" if len(word) > 1 and word.isupper() else "X"


def _is_title_case(tokens: list[Token], first: int, last: int) -> bool:
    """A headline that gives each word a capital, or only capitals."""
    words = [
        token.text for token in tokens[first : min(last, first + 60)] if len(token.text) > 3 and token.text[0].isalpha()
    ]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) > 0.75 * len(words)


def _possible(
    tokens: list[Token], i: int, first: int, last: int, shape: str, title_case: bool, lexicon: Lexicon,
    names: frozenset[str],
) -> str:  # fmt: skip
    lower = tokens[i].lower
    known = lexicon.possible.get(lower)
    if shape == "":
        return known or _possible_mark(tokens, i, first)
    if shape == "x":
        return "P" if is_tied_name(tokens[i].text) else known or lexicon.guess(lower)
    if lower in lexicon.closed and lower not in lexicon.also_names:
        return known or "N"
    if _is_start(tokens, i, first):
        return "P" if lower in names else _possible_at_start(tokens, i, last, known, lexicon)
    if title_case:
        return ("P" + known if "P" not in known else known) if known and lower.isalpha() else "P"
    return known + "P" if known and lower in lexicon.closed else "P"


def _is_start(tokens: list[Token], i: int, first: int) -> bool:
    """Whether a capital is due at token i, name or not: at the head of a sentence, a quotation, an item of a list."""
    if i == first:
        return True
    before = tokens[i - 1].text
    return before in _ENDS_NAME_START or (before in MARKS and tokens[i - 1].end == tokens[i].start)


def _possible_at_start(tokens: list[Token], i: int, last: int, known: str | None, lexicon: Lexicon) -> str:
    """A capital that a sentence, a quotation or a list gives may hide any word; unknown words are names."""
    follows = tokens[i + 1] if i + 1 < last else None
    before_name = follows is not None and follows.text[:1].isupper() and follows.lower not in lexicon.closed
    if not known:
        is_form = tokens[i].lower.endswith(("ing", "ly")) and not before_name  # "Molly Osei"
        return lexicon.guess(tokens[i].lower) + "P" if is_form else "P"
    if before_name:
        nominal = "".join([letter for letter in known if letter in "NJPDMISCOa"])
        return (nominal or known) + ("" if "P" in known else "P")
    return known + "P" if tokens[i].lower in lexicon.also_names or "N" in known else known


def _possible_mark(tokens: list[Token], i: int, first: int) -> str:
    """A token that begins with no letter: a number, a mark, a symbol, a clitic."""
    head = tokens[i].text[0]
    if head.isdigit():
        return "M" if not tokens[i].lower.endswith(("st", "nd", "rd", "th")) else "J"
    if head in "'’" and i > first and tokens[i - 1].end == tokens[i].start and tokens[i - 1].lower.endswith("s"):
        return "T."
    if head.isalpha():
        return "P"
    return "$" if head in _SYMBOLS else "."


def _settle_having(lowers: list[str], possible: list[str]) -> None:
    """ "has", "have" and "had" before a participle are auxiliaries."""
    n = len(lowers)
    for i, lower in enumerate(lowers):
        if lower not in ("has", "have", "had", "having", "'ve"):
            continue
        at = i + 1
        while at < n and (possible[at] in ("R", "T") or lowers[at] in MARKS) and at < i + 4:
            at += 1
        if at < n and (lowers[at] in ("been", "had") or ("n" in possible[at] and "N" not in possible[at])):
            possible[i] = "a"


def _settle_that(lowers: list[str], possible: list[str], lexicon: Lexicon) -> None:
    """ "that" before a name, an article, "he" or a plural ("that armed rebels") opens a clause."""
    for i in range(len(lowers) - 1):
        opens = possible[i + 1] in ("P", "D", "DO") or lowers[i + 1] in _OPENS_CLAUSE
        if lowers[i] == "that" and (opens or _has_plural(lowers, possible, i + 1, lexicon)):
            possible[i] = "S"
            demanded = possible[i + 1] == "P" and i + 3 < len(lowers) and possible[i + 3] in ("D", "DO", "O")
            if demanded and "v" in possible[i + 2]:  # "demanded that Uganda free the hostages"
                possible[i + 2] = "v"


def _has_plural(lowers: list[str], possible: list[str], first: int, lexicon: Lexicon) -> bool:
    """Whether the noun phrase that begins at token `first` ends in a plural, which "that" cannot point to."""
    at = first
    while at < min(first + 4, len(lowers) - 1) and (lowers[at] in MARKS or set(possible[at]) <= set("JnM")):
        at += 1
    while at + 1 < min(first + 4, len(lowers)) and possible[at] == "N" and possible[at + 1] == "N":
        at += 1
    return possible[at] == "N" and _is_plural(lowers[at], lexicon)


def _is_plural(lower: str, lexicon: Lexicon) -> bool:
    return lower == "people" or lexicon.is_plural(lower)


def _settle_bases(lowers: list[str], possible: list[str], lexicon: Lexicon) -> None:
    """ "to", a modal or "did" before what may be a verb and an object behind it: "to open its ports", "would not close the border"."""
    for i in range(1, len(lowers) - 1):
        has_object = possible[i + 1] in ("D", "O", "P", "DO") or lowers[i + 1] in _CROWDS
        if not has_object or "v" not in possible[i]:
            continue
        if lowers[i - 1] == "to":
            possible[i - 1], possible[i] = "T", "v"
        elif lexicon.closed.get(lowers[i - 2 if i > 1 and lowers[i - 1] in _NOT else i - 1]) in ("MODAL", "DO"):
            possible[i] = "v"


_NOT = frozenset(("not", "n't", "never", "also"))


def _settle_forms(lowers: list[str], possible: list[str], ahead: list[str], lexicon: Lexicon) -> None:
    """What the words next to a form that may be noun or verb settle: the verb of a headline; "refuted claims that", "its second
    reading": a noun.
    """
    for i in range(1, len(lowers) - 1):
        here = possible[i]
        is_content = here in ("Nz", "zN") and possible[i - 1] in _PAST_FORMS and lowers[i + 1] == "that"
        is_counted = {"g", "N"} <= set(here) and lowers[i - 1] in _ORDINALS and possible[i + 1] not in _OBJECTS
        if is_content or is_counted:
            possible[i] = "N"
        elif _is_verb_of_headline(lowers, possible, ahead, i, lexicon):
            possible[i] = "".join([letter for letter in here if letter in "vzd"])


def _settle_nouns(lowers: list[str], possible: list[str], ahead: list[str], lexicon: Lexicon) -> None:
    """What the words around a form that may be noun or verb settle, one finite verb being due in the clause.

    "her claims were": a noun; "opposition figure Ada Lund was": a noun; "the limits it placed": a noun; "the ministry
    announced this week it was": past, not participle; "a Kenyan official said": a noun.
    """
    for i in range(len(lowers) - 1):
        here, before, after = possible[i], possible[i - 1] if i else "", lowers[i + 1]
        if lowers[i] == "both" and possible[i] != "D" and "N" in possible[i + 1]:
            possible[i] = "D"
        elif i and lowers[i - 1] == "her" and ahead[i] == "f" and "N" in here:
            possible[i] = narrow(here, "noun")
        elif here in ("Nv", "NJv") and before == "N" and possible[i + 1] == "P" and ahead[i] == "f":
            possible[i] = "N"
        elif here in ("JN", "NJ") and before in _BEFORE_HEAD:
            possible[i] = _settle_end(lowers, possible, i, lexicon)
        elif here in ("Nv", "vN") and lowers[i - 1] in ("and", "or") and lowers[i + 2 : i + 3] == ["from"]:
            possible[i] = "v" if possible[i + 1] == "P" else here  # "and bar Kenyans from"
        elif here in ("Nz", "Nv") and before[:1] == "N" and after in _NOMINATIVE:
            if lexicon.verb_lemma(lowers[i]) not in lexicon.saying:
                possible[i] = "N"
        elif here in _PAST_FORMS and lexicon.verb_lemma(lowers[i]) in lexicon.saying and before != "a":
            at = i + 1
            while at < min(i + 4, len(lowers)) and (lowers[at] in lexicon.times or set(possible[at]) & set("DJR")):
                at += 1
            if at > i + 1 and at < len(lowers) and lowers[at] in _NOMINATIVE:
                possible[i] = "d"


def _is_verb_of_headline(lowers: list[str], possible: list[str], ahead: list[str], i: int, lexicon: Lexicon) -> bool:
    """Whether a form that may be noun or verb is the verb of a clause that has none besides: "Kenyan doctors vow to strike", "the
    government cut off the island", "One shows her brother".
    """
    here, after = possible[i], lowers[i + 1]
    if "N" not in here or ahead[i] or not set(here) & set("vzd"):
        return False
    behind_plural = possible[i - 1] in ("N", "NP") and _is_plural(lowers[i - 1], lexicon)
    starts = (
        ("v" in here and behind_plural and after == "to" and "v" in "".join(possible[i + 2 : i + 3]))
        or ("d" in here and possible[i - 1] == "N" and after in _PARTICLES_OF_VERBS)
        or ("z" in here and lowers[i - 1] in ("one", "other", "another") and possible[i + 1] in _OBJECTS)
    )
    return starts and not _has_verb(lowers, possible, i)


def _has_verb(lowers: list[str], possible: list[str], i: int) -> bool:
    """Whether a form that may be a finite verb stands before token i in its clause."""
    while i and lowers[i - 1] not in CLAUSE_ENDS and lowers[i - 1] not in ("and", "but", "or"):
        i -= 1
        if set(possible[i]) & set("azdv"):
            return True
    return False


def _settle_end(lowers: list[str], possible: list[str], i: int, lexicon: Lexicon) -> str:
    """A noun where the phrase ends in token i ("a Kenyan official said", "an election official, who"), an adjective behind
    a plural that a preposition goes on with ("people familiar with", "held the rebels responsible for").
    """
    if set(possible[i + 1]) <= set("zdna"):
        return "N"
    after, is_before_preposition = lowers[i + 1], possible[i + 1][0] == "I"
    if "P" in lexicon.codes.get(lowers[i - 1], "") or lowers[i - 1] == "people":
        return "J" if is_before_preposition and after in _GO_ON else possible[i]
    has_plural = "P" in lexicon.codes.get(f"{lowers[i]}s", "")
    ends = after in CLAUSE_ENDS or (is_before_preposition and after != "for")
    return "N" if has_plural and ends else possible[i]


_CROWDS = frozenset("thousands hundreds dozens scores millions tens".split())
_PARTICLES_OF_VERBS = frozenset("off out up down back".split())
_ORDINALS = frozenset("first second third fourth fifth sixth final".split())
_GO_ON = frozenset("with for to of".split())
_BEFORE_HEAD = frozenset(("P", "J", "JN", "NJ", "N", "NP"))
_PAST_FORMS = frozenset(("dn", "nd"))
_NOMINATIVE = frozenset("it he she they we i".split())


def _settle_questions(lowers: list[str], possible: list[str]) -> None:
    """ "Did Osei leave?": the first form behind an auxiliary and a name that may be a base form is one."""
    for i in range(len(lowers) - 2):
        asks = lowers[i] in _ASKING and (i == 0 or lowers[i - 1] in _QUESTION_WORDS)
        if asks and i == 0 and "?" in lowers[-_CLOSING:] and "P" not in possible[1]:
            possible[0] = "a"  # "Will more of them come?"
        if asks and possible[i + 1] in ("P", "O"):
            at = i + 2
            while at < len(lowers) and possible[at] == "P":
                at += 1
            if at < len(lowers) and "v" in possible[at]:
                possible[at] = "v"


_CLOSING = 3  # tokens at the end of a sentence, marks among them
_ASKING = frozenset("did does do will would can could should may might must".split())
_QUESTION_WORDS = frozenset("why how what when where who whom which".split()) | MARKS


def _give_finite(sight: Sight, letters: list[str]) -> None:
    """Give a sentence without a sure finite verb one: "Chile cooperated with Peru", "Kenya, Peru sign fishing deal".

    It is the first form that may be finite behind a noun; a form that may be a noun too, only between a name (or the
    plural that opens the sentence) and an object.
    """
    if any(
        letter in "ad" or (letter == "z" and "N" not in may)
        for letter, may in zip(letters, sight.possible, strict=True)
    ):
        return
    before, last = "<", len(letters) - 1
    for i, letter in enumerate(letters):
        possible = sight.possible[i]
        if letter in "vz" and before in NOMINAL:
            return
        if letter == "n" and before in NOMINAL and "d" in possible:
            if i < last and sight.lowers[i + 1] != "by":
                letters[i] = "d"
            return
        if letter == "N" and before == "P" and i < last and letters[i + 1] in "DOPNJI" and set(possible) & set("vz"):
            letters[i] = "z" if "z" in possible else "v"
            _turn_back(sight, letters, i + 1)
            return
        if letter != "R" and sight.lowers[i] not in MARKS:
            before = letter


def _turn_back(sight: Sight, letters: list[str], first: int) -> None:
    """Behind a verb found late, forms that were taken for the finite verb are nouns again."""
    for i in range(first, len(letters)):
        if letters[i] in "vz" and "N" in sight.possible[i] and letters[i - 1] in "NPJ":
            letters[i] = "N"


_OPENS_CLAUSE = frozenset("he she it they we i there the a an his its their".split())


def _look_ahead(lowers: list[str], possible: list[str]) -> list[str]:
    """For each token, whether a form that can only be a finite verb follows before the clause ends."""
    ahead = [""] * len(lowers)
    seen = ""
    for i in range(len(lowers) - 1, -1, -1):
        ahead[i] = seen
        if possible[i] in _SURE_FINITE:
            seen = "f"
        elif "d" in possible[i] and not seen:
            seen = "d"
        elif lowers[i] in CLAUSE_ENDS:
            seen = ""
    return ahead


class Left(NamedTuple):
    """What the rules know of the left of a token."""

    two: str = "<"  # letter of the token before the last
    one: str = "<"  # letter of the last token
    has_verb: str = ""  # "f" when the clause has its finite verb
    expects: str = ""  # what the last words ask for: see `_NARROWED`


START = Left()
# What may not stand behind: the, a, my (noun); to, would, did (base form); is, was (being); has (having); he, she
# (verb); a noun in the singular, which no bare present can follow (plural).
_NARROWED = {"noun": "vzdagR", "base": "zdngNJ", "being": "vzd", "having": "vzdgJN", "verb": "NJPg", "plural": "v"}
_WANTED = {"noun": "NJPnM", "base": "v", "being": "ngJN", "having": "n", "verb": "vzda", "plural": "NJ"}


def decide(sight: Sight, lexicon: Lexicon) -> list[str]:
    """One letter a token, left to right."""
    weights = lexicon.weights
    letters: list[str] = []
    left = START
    for i, possible in enumerate(sight.possible):
        if len(possible) > 1 and left.expects:
            possible = narrow(possible, left.expects)
        if possible in _PAST_FORMS and _is_predicate(sight, i, left):
            possible = "d"
        if len(possible) == 1:
            letter = possible
        else:
            scores = dict.fromkeys(possible, 0)
            for rule in rules_at(sight, i, left):
                for tag, weight in weights.get(rule, ()):
                    if tag in scores:
                        scores[tag] += weight
            letter = max(scores, key=scores.__getitem__)
        letters.append(letter)
        left = advance(left, letter, sight.lowers[i], lexicon)
    return letters


def _is_predicate(sight: Sight, i: int, left: Left) -> bool:
    """Whether a form in -ed stands where a finite verb is due: behind its noun with no other finite verb ahead, or behind
    "and" with an object: "recalled its envoy and expelled two"."""
    if i + 1 == len(sight.lowers):
        return False
    if left.one == "C":
        return sight.possible[i + 1] in _OBJECTS and left.has_verb != ""
    if left.has_verb or left.one not in NOMINAL or sight.ahead[i]:
        return False
    return sight.lowers[i + 1] not in ("by", ",")


_OBJECTS = frozenset(("D", "M", "O", "P", "DO"))


def narrow(possible: str, expects: str) -> str:
    """The tags that grammar leaves of `possible`; all of them where it would leave none.

    >>> narrow("Nv", "noun"), narrow("nd", "having"), narrow("d", "base")
    ('N', 'n', 'd')
    """
    if not any(letter in _WANTED[expects] for letter in possible):
        return possible
    barred = _NARROWED[expects] + ("N" if expects == "being" and "n" in possible else "")
    return "".join([letter for letter in possible if letter not in barred])


def advance(left: Left, letter: str, lower: str, lexicon: Lexicon) -> Left:
    """The left of the next token."""
    has_verb = "" if lower in CLAUSE_ENDS else left.has_verb
    if letter in "azd" or (letter == "v" and left.one in "NPO"):
        has_verb = "f"
    if lower in MARKS:
        return left._replace(has_verb=has_verb)
    expects = ""
    if letter == "R" or lower in ("not", "n't"):
        expects = left.expects
    elif letter == "a":
        expects = _EXPECTED.get(lexicon.lemma_of(lower, "a"), "base")
    elif letter == "T":
        expects = "base" if lower == "to" else "noun" if lower in ("'s", "'") else ""
    elif letter in "DO" and lower in lexicon.articles:
        expects = "noun"
    elif letter == "O" and lower in lexicon.nominatives:
        expects = "verb"
    elif letter == "N" and lower not in lexicon.collectives and lexicon.codes.get(lower, "P").find("P") < 0:
        expects = "plural"
    return Left(left.one, letter, has_verb, expects)


_EXPECTED = {"be": "being", "have": "having"}


def rules_at(sight: Sight, i: int, left: Left) -> tuple[str, ...]:
    """The conditions that hold at token i."""
    two, one, has_verb, _ = left
    lowers, possible = sight.lowers, sight.possible
    word, here, n = lowers[i], possible[i], len(lowers)
    then = i + 1
    if then < n and lowers[then] in MARKS:
        then += 1
    after, can = (lowers[then], possible[then]) if then < n else (">", ">")
    can_then = possible[then + 1] if then + 1 < n else ">"
    back = i - 2 if i > 1 and lowers[i - 1] in MARKS else i - 1
    before = lowers[back] if back >= 0 else "<"
    return (
        "w" + word,
        "c" + here,
        "t" + one + here,
        "u" + two + one + here,
        "p" + before + " " + here,
        "n" + after + " " + here,
        "m" + can + " " + here,
        "k" + can + " " + can_then + " " + here,
        "b" + one + can + " " + here,
        "v" + has_verb + sight.ahead[i] + one + here,
        "s" + word[-3:] + here,
        "h" + sight.shapes[i] + here,
        "o" + word + one,
        "e" + word + can,
    )
