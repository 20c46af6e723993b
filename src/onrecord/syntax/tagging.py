"""Parts of speech by rule: closed classes by list, open ones by the table, the doubtful by what stands around them.

Two passes over a sentence. The first tags what its own form and left neighbour settle; the second decides words that can
be noun or verb ("talks", "visit"), past tense or participle ("accused", "imposed"), by whether the clause already has a
verb and what follows. Constant work a token.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.syntax.layers import Token
from onrecord.syntax.words import Lexicon

NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_MARKS = frozenset("\"'“”‘’«»‹›„‚`")
_OF_CLASS = {
    "DET": "DET", "PRON": "PRON", "POSS": "PRON", "ADP": "ADP", "CCONJ": "CCONJ", "SCONJ": "SCONJ", "ADV": "ADV",
    "MODAL": "AUX", "BE": "AUX", "HAVE": "AUX", "DO": "AUX", "NUM": "NUM", "ADJ": "ADJ", "TITLE": "PROPN", "INTJ": "INTJ",
}  # fmt: skip
_BASES = {"BE": "be", "HAVE": "have", "DO": "do"}
_MODALS = {"'ll": "will", "wo": "will", "'d": "would", "ca": "can", "sha": "shall"}
_OPENS_NOUN = frozenset(("DET", "ADJ", "NUM"))
_SPEECH_FOLLOWS = _MARKS | {":", "that", "he", "she", "it", "they", "the", "a"}
_LEADS_TO = frozenset("due set expected going plans plan planned ready refused agreed vowed threatened likely able wants".split())
_WH_SUBJECT = frozenset("who which that".split())
_DEMONYM_ENDINGS = ("an", "ese", "ish", "ian", "i", "ch", "ic")


@dataclass(slots=True)
class Tagged:
    """Tags, lemmas and verb forms of the article's tokens, filled sentence by sentence.

    `forms`: for a VERB its code in this sentence (v z d n g), for AUX its class, else "".
    """

    tags: list[str]
    lemmas: list[str]
    forms: list[str]


def tag_sentence(tokens: list[Token], first: int, last: int, lexicon: Lexicon, out: Tagged) -> None:
    """Tag tokens `first`..`last` (half-open) of one sentence into `out`."""
    is_headline = _is_title_case(tokens, first, last)
    doubtful: list[int] = []
    for i in range(first, last):
        _tag_alone(tokens, i, first, last, lexicon, out, is_headline)
        if out.tags[i] == "?":
            doubtful.append(i)
    for i in doubtful:
        _decide(tokens, i, first, last, lexicon, out)
    _mark_reduced(tokens, first, last, out)


def _is_title_case(tokens: list[Token], first: int, last: int) -> bool:
    words = [token.text for token in tokens[first:last] if token.text[:1].isalpha() and len(token.text) > 3]
    return tokens[last - 1].text not in (".", "!", "?") and len(words) >= 4 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _tag_alone(
    tokens: list[Token], i: int, first: int, last: int, lexicon: Lexicon, out: Tagged, is_headline: bool
) -> None:
    """What the token's own form and its left neighbour settle; "?" where more must be seen."""
    token = tokens[i]
    lower = token.lower
    out.lemmas[i] = lower
    head = lower[:1]
    if not head.isalnum() and head != "'":
        out.tags[i] = "SYM" if head in "$€£¥%+=<>#@" else "PUNCT"
        return
    if head.isdigit():
        out.tags[i] = "NUM"
        return
    before = out.tags[i - 1] if i > first else ""
    if lower == "'s":
        _tag_s(tokens, i, first, last, lexicon, out)
        return
    if head == "'" and lower not in lexicon.closed:
        out.tags[i] = "PART" if lower == "'" and before in NOMINAL and tokens[i - 1].end == token.start else "PUNCT"
        return
    if lower in ("to", "n't", "not"):
        out.tags[i] = "PART" if lower != "to" or _before_verb(tokens, i + 1, last, lexicon) else "ADP"
        return
    kind = lexicon.closed.get(lower)
    if kind is not None and not (_is_name(tokens, i, first, last, before) and not is_headline):
        out.tags[i] = _settle_closed(tokens, i, first, last, lexicon, kind)
        if kind in _BASES:
            out.lemmas[i], out.forms[i] = _BASES[kind], kind
        elif kind == "MODAL":
            out.lemmas[i], out.forms[i] = _MODALS.get(lower, lower), kind
        return
    if token.text[0].isupper() and not is_headline and (i > first or _is_name_at_start(tokens, i, last, lexicon)):
        out.tags[i] = "PROPN" if not _is_shout(token, tokens, i, first, last) else "?"
        if out.tags[i] == "PROPN":
            return
    if is_headline and token.text[0].isupper() and lower not in lexicon.codes and "-" not in lower:
        out.tags[i] = "PROPN"
        return
    codes = lexicon.codes_of(lower)
    out.tags[i] = _tag_of_codes(codes, token, is_headline)
    if out.tags[i] == "VERB":
        out.forms[i] = codes[0]
        out.lemmas[i] = lexicon.verb_lemma(lower)


def _tag_of_codes(codes: str, token: Token, is_headline: bool) -> str:
    """The tag where all codes agree; "?" where they do not."""
    if any(code in "vzdng" for code in codes):
        return "?"
    if is_headline and token.text[0].isupper() and codes == "N" and not token.lower.islower():
        return "PROPN"
    if "N" in codes or "P" in codes:
        return "NOUN" if "J" not in codes else "?"
    return "ADJ" if "J" in codes else "ADV"


def _is_name(tokens: list[Token], i: int, first: int, last: int, before: str) -> bool:
    """A capital inside a sentence makes a name of "May", "Will" or "Sen", not of "The" or "I"."""
    text, lower = tokens[i].text, tokens[i].lower
    if i == first or not text[0].isupper() or lower in ("i", "the", "a", "an", "'s"):
        return False
    if len(text) > 1 and text.isupper():
        return lower in ("us", "it", "who", "am", "mine") and lower in ("us", "who")
    if tokens[i - 1].text in _MARKS or tokens[i - 1].text in (":", "—", "–", "--", "-", "(", "["):
        return False
    named = i + 1 < last and tokens[i + 1].text[0].isupper() and tokens[i - 1].text == "," and len(tokens[i].text) > 1
    return named or lower in ("may", "will", "mark", "can", "down", "under", "over", "near", "present", "first", "best") and before in (
        "PROPN", "ADP", "DET", "CCONJ",
    )  # fmt: skip


def _is_name_at_start(tokens: list[Token], i: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the capitalised word that opens a sentence is a name: not in the table, or before another name."""
    lower = tokens[i].lower
    if lower not in lexicon.codes or (len(tokens[i].text) > 1 and tokens[i].text.isupper()):
        return True
    following = tokens[i + 1] if i + 1 < last else None
    if following is None or not following.text[0].isupper() or following.lower in lexicon.closed:
        return False
    return not any(code in "JR" for code in lexicon.codes[lower]) or "v" not in lexicon.codes[lower]


def _is_shout(token: Token, tokens: list[Token], i: int, first: int, last: int) -> bool:
    """A word in a sentence written all in capitals."""
    if not token.text.isupper() or len(token.text) < 3:
        return False
    near = [t.text for t in tokens[max(first, i - 4) : min(last, i + 5)] if t.text.isalpha() and len(t.text) > 2]
    return len(near) > 3 and all(text.isupper() for text in near)


def _tag_s(tokens: list[Token], i: int, first: int, last: int, lexicon: Lexicon, out: Tagged) -> None:
    """'s: the possessive after a nominal, else "is" or "has"."""
    before, at = out.tags[i - 1] if i > first else "", i + 1
    after = tokens[at].lower if at < last else ""
    is_verb = before == "PRON" or (i > first and tokens[i - 1].lower in ("that", "there", "what", "here", "let"))
    if not is_verb and before in NOMINAL:
        is_verb = after in ("a", "an", "the", "not", "been", "going", "n't")
    out.tags[i] = "AUX" if is_verb else "PART"
    if is_verb:
        codes = lexicon.codes.get(after, "")
        has = after == "been" or ("n" in codes and after in ("got", "had"))
        out.lemmas[i], out.forms[i] = ("have", "HAVE") if has else ("be", "BE")


def _before_verb(tokens: list[Token], i: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a base verb begins at token i, adverbs passed: then the "to" before it is an infinitive's."""
    for at in range(i, min(i + 3, last)):
        lower = tokens[at].lower
        kind = lexicon.closed.get(lower)
        if lower in ("be", "have", "do"):
            return True
        if kind == "ADV" or (kind is None and lexicon.codes.get(lower) == "R"):
            continue
        if kind is not None or tokens[at].text[0].isupper():
            return False
        codes = lexicon.codes_of(lower)
        if "v" not in codes:
            return False
        if lower in lexicon.nouns and "N" in codes:
            after = tokens[at + 1].lower if at + 1 < last else ""
            opens = lexicon.closed.get(after) in ("DET", "POSS", "PRON", "ADP", "NUM") or after == "to"
            return opens or (at + 1 < last and tokens[at + 1].text[0].isupper()) or tokens[i - 2].lower in _LEADS_TO
        return True
    return False


def _settle_closed(tokens: list[Token], i: int, first: int, last: int, lexicon: Lexicon, kind: str) -> str:
    """The tag of a closed word; words of two classes by what follows."""
    lower = tokens[i].lower
    after = tokens[i + 1].lower if i + 1 < last else ""
    if lower == "that":
        return _settle_that(tokens, i, first, last, lexicon)
    if lower in ("as", "since", "before", "after", "until", "till", "than", "like"):
        return "SCONJ" if _clause_follows(tokens, i + 1, last, lexicon) else "ADP"
    if lower in ("when", "where", "why", "how"):
        return "SCONJ"
    if lower == "so":
        return "ADV"
    if lower in ("set", "present", "last", "own", "second", "first", "present") and i > first:
        if lower == "set" and tokens[i - 1].lower in ("has", "have", "had", "to", "will", "he", "she", "they", "and"):
            return "?"
        return "ADJ"
    if lower in ("no", "all", "both", "either", "neither") and after in ("longer", "of", ",", "."):
        return "ADV" if after == "longer" else "PRON"
    if kind == "DET" and lower in ("this", "these", "those", "another", "each", "some", "any", "what", "all", "both"):
        following = lexicon.closed.get(after)
        if following in ("BE", "HAVE", "MODAL", "ADP", "DO", "CCONJ") or not after or not after[0].isalnum():
            return "PRON"
    if lower in ("following", "concerning", "regarding", "including", "barring", "worth"):
        return "ADP"
    if lower == "there":
        return "PRON" if lexicon.closed.get(after) in ("BE", "MODAL", "HAVE") else "ADV"
    if kind == "ADP" and lower in ("up", "down", "out", "off", "in", "on", "over", "away") and after in (",", ".", "to"):
        return "ADV" if after != "to" or lower in ("up", "down", "out", "off", "away") else "ADP"
    return _OF_CLASS[kind]


def _settle_that(tokens: list[Token], i: int, first: int, last: int, lexicon: Lexicon) -> str:
    """ "that": before a noun without a verb of its own a determiner, else a conjunction or relative pronoun."""
    after = tokens[i + 1].lower if i + 1 < last else ""
    kind = lexicon.closed.get(after)
    if kind in ("BE", "HAVE", "MODAL", "DO"):
        previous = tokens[i - 1].lower if i > first else ""
        return "PRON" if not previous.isalpha() or lexicon.closed.get(previous) not in ("ADP",) else "DET"
    if kind is None and after.isalpha() and not tokens[i + 1].text[0].isupper():
        codes = lexicon.codes_of(after)
        previous = tokens[i - 1].lower if i > first else ""
        if ("N" in codes) and not any(code in "dz" for code in codes) and lexicon.closed.get(previous) == "ADP":
            return "DET"
        if any(code in "dz" for code in codes) and "N" not in codes and "P" not in codes:
            return "PRON"
    return "SCONJ"


def _clause_follows(tokens: list[Token], i: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a subject and a verb follow before the next mark: then "after" is a conjunction."""
    for at in range(i, min(i + 9, last)):
        lower = tokens[at].lower
        if lower in (",", ";", ".", ":", "—", "–"):
            return False
        kind = lexicon.closed.get(lower)
        if kind in ("BE", "HAVE", "MODAL", "DO") and at > i:
            return True
        if kind is None and at > i:
            codes = lexicon.codes_of(lower)
            if "d" in codes and "J" not in codes and tokens[at - 1].lower not in ("the", "a", "an", "his", "her", "its"):
                return True
            after = tokens[at + 1].lower if at + 1 < last else ""
            if "z" in codes and ("P" not in codes or lexicon.closed.get(after) in ("DET", "PRON", "POSS")):
                return True
    return False


def _decide(tokens: list[Token], i: int, first: int, last: int, lexicon: Lexicon, out: Tagged) -> None:
    """Noun, verb or adjective for a word that can be several."""
    lower = tokens[i].lower
    codes = lexicon.codes_of(lower)
    verbal = [code for code in codes if code in "vzdng"]
    before = _tag_before(tokens, i, first, out)
    if not verbal:
        out.tags[i] = "ADJ" if "J" in codes and _noun_follows(tokens, i, last, lexicon, out) else "NOUN"
        if out.tags[i] == "NOUN" and "J" in codes and before in ("AUX", "ADV"):
            out.tags[i] = "ADJ"
        return
    if verbal[0] in "vz" or "v" in verbal:
        is_verb = _is_verb(tokens, i, first, last, lexicon, out, codes, before)
        form = _form_of_base(tokens, i, first, out, codes)
    elif "g" in verbal:
        is_verb, form = _is_gerund(tokens, i, last, lexicon, out, codes, before), "g"
    else:
        is_verb, form = _is_past(tokens, i, first, last, lexicon, out, codes, before), "".join(verbal)
    if is_verb:
        out.tags[i], out.forms[i], out.lemmas[i] = "VERB", form, lexicon.verb_lemma(lower)
    else:
        out.tags[i] = _not_verb(tokens, i, last, lexicon, out, codes)


def _not_verb(tokens: list[Token], i: int, last: int, lexicon: Lexicon, out: Tagged, codes: str) -> str:
    if any(code in "dng" for code in codes) and not any(code in "NP" for code in codes):
        return "ADJ" if _noun_follows(tokens, i, last, lexicon, out) else "NOUN"
    if "J" in codes and _noun_follows(tokens, i, last, lexicon, out):
        return "ADJ"
    return "NOUN" if any(code in "NPvzg" for code in codes) else "ADJ"


def _tag_before(tokens: list[Token], i: int, first: int, out: Tagged) -> str:
    """The tag of the nearest token on the left that is neither an adverb nor a quotation mark."""
    at = i - 1
    while at >= first and (out.tags[at] == "ADV" or tokens[at].text in _MARKS):
        at -= 1
    return out.tags[at] if at >= first else ""


def _noun_follows(tokens: list[Token], i: int, last: int, lexicon: Lexicon, out: Tagged) -> bool:
    at = i + 1
    while at < last and tokens[at].text in _MARKS:
        at += 1
    if at >= last or not tokens[at].text[0].isalnum():
        return False
    tag = out.tags[at]
    if tag in ("NOUN", "PROPN", "NUM", "ADJ"):
        return True
    codes = lexicon.codes_of(tokens[at].lower) if tag == "?" else ""
    return any(code in "NPJ" for code in codes)


def _is_possessive(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    return lexicon.closed.get(tokens[at].lower) == "POSS" or tokens[at].lower in ("'s", "'", "her")


def _is_verb(
    tokens: list[Token], i: int, first: int, last: int, lexicon: Lexicon, out: Tagged, codes: str, before: str
) -> bool:
    """A base or third-person form ("visit", "talks", "cut"): verb or noun."""
    previous = i - 1
    while previous >= first and (out.tags[previous] == "ADV" or tokens[previous].text in _MARKS):
        previous -= 1
    word = tokens[previous].lower if previous >= first else ""
    if word in ("not", "n't") and previous > first and out.forms[previous - 1] in ("MODAL", "DO"):
        return True
    nominal = any(code in "NPJ" for code in codes)
    if before == "AUX":
        return out.forms[previous] in ("MODAL", "DO", "HAVE") or (out.forms[previous] == "BE" and "n" in codes and "N" not in codes)
    if word == "to" and before == "PART":
        return True
    if not nominal:
        return True
    if before in _OPENS_NOUN or (previous >= first and _is_possessive(tokens, previous, lexicon)):
        return False
    if before == "PRON":
        return word not in ("this", "that", "all", "both", "some") or word in _WH_SUBJECT
    if before in ("ADP", "PART"):
        return False
    after = tokens[i + 1].lower if i + 1 < last else ""
    if before in ("NOUN", "PROPN", "NUM"):
        return _finishes_subject(tokens, i, first, last, lexicon, out, codes, before, after)
    if before == "PUNCT" and ("d" in codes or "z" in codes) and not _verb_in(tokens, first, i, out):
        return not _noun_follows(tokens, i, last, lexicon, out) or "d" in codes
    if before == "VERB":
        return False
    if before == "CCONJ":
        return _verb_in(tokens, first, i, out) and _object_opens(tokens, i, last, lexicon) and tokens[i].lower not in lexicon.nouns
    return "v" in codes and tokens[i].lower not in lexicon.nouns and i > first and _object_opens(tokens, i, last, lexicon)


def _finishes_subject(
    tokens: list[Token], i: int, first: int, last: int, lexicon: Lexicon, out: Tagged, codes: str, before: str, after: str
) -> bool:
    """After a noun: "Russia demands an apology", not "Russia demands were met" or "oil price talks"."""
    if _verb_in_clause(tokens, i, first, out) or _finite_ahead(tokens, i + 1, last, lexicon):
        return False
    plural = "P" in lexicon.codes_of(tokens[i - 1].lower) or out.tags[i - 1] in ("PROPN", "NUM")
    if before == "NOUN" and _in_prepositional_phrase(tokens, i - 1, first, out):
        return False
    if "z" in codes or ("d" in codes and "v" in codes):
        agrees = True
    else:
        agrees = plural
    if not agrees or (tokens[i].lower in lexicon.nouns and _can_be_verb(after, lexicon)):
        return False
    opens = lexicon.closed.get(after)
    if opens in ("DET", "POSS", "PRON", "NUM", "ADP", "ADV", "SCONJ", "ADJ") or after in ("to", "that"):
        sure = opens in ("DET", "POSS", "PRON", "NUM", "ADV") or after in ("to", "that")
        return sure or tokens[i].lower not in lexicon.nouns or before in ("PROPN", "NUM")
    if not after or not after[0].isalnum():
        return tokens[i].lower not in lexicon.nouns or (before == "NOUN" and not after)
    return True


def _can_be_verb(lower: str, lexicon: Lexicon) -> bool:
    """Whether the next word may be the verb itself: "peace talks collapse"."""
    return lower.isalpha() and lower not in lexicon.closed and any(code in "vzd" for code in lexicon.codes_of(lower))


def _in_prepositional_phrase(tokens: list[Token], i: int, first: int, out: Tagged) -> bool:
    """Whether the noun at token i belongs to a preposition: "against price rises"."""
    at = i
    while at > first and out.tags[at] in ("NOUN", "ADJ", "DET", "NUM"):
        at -= 1
    return out.tags[at] == "ADP"


def _object_opens(tokens: list[Token], i: int, last: int, lexicon: Lexicon) -> bool:
    after = tokens[i + 1] if i + 1 < last else None
    if after is None:
        return False
    return lexicon.closed.get(after.lower) in ("DET", "POSS", "PRON", "NUM") or after.text[0].isupper()


def _verb_in(tokens: list[Token], first: int, i: int, out: Tagged) -> bool:
    return any(out.tags[at] in ("VERB", "AUX") for at in range(max(first, i - 40), i))


def _verb_in_clause(tokens: list[Token], i: int, first: int, out: Tagged) -> bool:
    """Whether the clause up to token i already has its finite verb."""
    for at in range(i - 1, max(first - 1, i - 40), -1):
        if out.tags[at] in ("SCONJ", "CCONJ") or tokens[at].lower in (",", ";", ":", "—", "–", "who", "which", '"', "“", "”"):
            return False
        if out.tags[at] == "AUX" or (out.tags[at] == "VERB" and out.forms[at][:1] in "zd"):
            return True
    return False


def _finite_ahead(tokens: list[Token], i: int, last: int, lexicon: Lexicon) -> bool:
    """Whether an unmistakable finite verb stands within the next words of the clause, with no new subject before it."""
    for at in range(i, min(i + 7, last)):
        lower = tokens[at].lower
        kind = lexicon.closed.get(lower)
        if lower in (",", ";", ":", ".", "that", "who", "which", "“", '"') or kind in ("CCONJ", "SCONJ", "DET", "POSS"):
            return False
        if kind == "PRON":
            return False
        if kind in ("MODAL", "BE", "HAVE", "DO"):
            return True
        if kind is None:
            codes = lexicon.codes_of(lower)
            if "d" in codes and not any(code in "NJ" for code in codes):
                return at + 1 >= last or tokens[at + 1].lower != "by"
            if codes == "z":
                return True
    return False


def _form_of_base(tokens: list[Token], i: int, first: int, out: Tagged, codes: str) -> str:
    """Which form a base-like word has here: "cut" after "has" is a participle, after "he" a past."""
    at = i - 1
    while at >= first and (out.tags[at] == "ADV" or tokens[at].text in _MARKS or tokens[at].lower in ("n't", "not")):
        at -= 1
    if at >= first and out.tags[at] == "AUX":
        return "v" if out.forms[at] in ("MODAL", "DO") else "n"
    if at >= first and tokens[at].lower == "to":
        return "v"
    if "z" in codes:
        return "z"
    return "d" if "d" in codes else "v"


def _is_gerund(tokens: list[Token], i: int, last: int, lexicon: Lexicon, out: Tagged, codes: str, before: str) -> bool:
    """An -ing form: verb ("saying", "toughening restrictions") or noun or adjective ("the meeting", "a growing row")."""
    if before == "AUX":
        return True
    if before == "PUNCT" and i + 1 < last and tokens[i + 1].text in _SPEECH_FOLLOWS:
        return True
    follows = tokens[i + 1].lower if i + 1 < last else ""
    if before in ("DET", "ADJ", "NUM") or (i and _is_possessive(tokens, i - 1, lexicon)):
        return False
    if "N" not in codes and "J" not in codes:
        return True
    if follows == "of":
        return False
    if before in ("ADP", "PART", "SCONJ"):
        return lexicon.closed.get(follows) in ("DET", "POSS", "PRON") or follows == "to" or "N" not in codes
    if before == "NOUN" and "N" in codes:
        return lexicon.closed.get(follows) in ("DET", "POSS", "PRON")
    return "N" not in codes or lexicon.closed.get(follows) in ("DET", "POSS", "PRON", "ADP") or follows in ("to", "that")


def _is_past(
    tokens: list[Token], i: int, first: int, last: int, lexicon: Lexicon, out: Tagged, codes: str, before: str
) -> bool:
    """A past form or participle: verb, or an adjective before its noun ("the jailed leader")."""
    if before in ("DET", "NUM") or (before == "ADJ" and "J" in codes) or (i > first and _is_possessive(tokens, i - 1, lexicon)):
        return not _noun_follows(tokens, i, last, lexicon, out)
    if before == "ADP" and _noun_follows(tokens, i, last, lexicon, out):
        return False
    if before == "VERB" and "J" in codes and _noun_follows(tokens, i, last, lexicon, out):
        return False
    if i == first and _noun_follows(tokens, i, last, lexicon, out):
        return False
    return not (before == "AUX" and "J" in codes and "n" not in codes)


def _mark_reduced(tokens: list[Token], first: int, last: int, out: Tagged) -> None:
    """Settle past or participle: participle after an auxiliary, and in reduced relatives ("restrictions imposed on …")."""
    verbs = [i for i in range(first, last) if out.tags[i] == "VERB" and len(out.forms[i]) > 1]
    for i in verbs:
        form = out.forms[i]
        if "d" not in form or "n" not in form:
            out.forms[i] = form[0]
            continue
        out.forms[i] = "n" if _is_participle(tokens, i, first, last, out) else "d"


def _is_participle(tokens: list[Token], i: int, first: int, last: int, out: Tagged) -> bool:
    at = i - 1
    while at >= first and (out.tags[at] == "ADV" or tokens[at].text in _MARKS or tokens[at].lower in ("n't", "not")):
        at -= 1
    if at < first:
        return i + 1 < last and tokens[i + 1].lower in ("by", "in", "on", "at", "for", "whether", "with", "about", "if")
    if out.tags[at] == "AUX" and out.forms[at] in ("BE", "HAVE"):
        return True
    if tokens[at].lower in ("get", "gets", "got", "getting", "being", "been", "as", "when", "if", "than"):
        return True
    if out.tags[at] == "PRON" and tokens[at].lower not in ("those", "anyone", "everyone", "all", "some", "someone"):
        return False
    follows = tokens[i + 1].lower if i + 1 < last else ""
    passive_tail = follows in ("by", "in", "on", "at", "for", "with", "from", "of", "to", "under", "during", "last", "over", "as", "against", "after", "into", "since", "between", "near")
    if out.tags[at] in ("NOUN", "PROPN", "PRON", "NUM"):
        if follows == "by":
            return True
        return passive_tail and (_verb_ahead(tokens, i, last, out) or _verb_in_clause(tokens, i, first, out))
    if tokens[at].lower == ",":
        return passive_tail and follows in ("by", "as", "in", "at") and not _coordinates(tokens, at, first, out)
    return out.tags[at] in ("VERB", "CCONJ") and follows == "by"


def _coordinates(tokens: list[Token], comma: int, first: int, out: Tagged) -> bool:
    return any(tokens[at].lower in ("who", "which") for at in range(max(first, comma - 25), comma))


def _verb_ahead(tokens: list[Token], i: int, last: int, out: Tagged) -> bool:
    """Whether a finite verb follows in the same clause, before a comma or a new subject."""
    for at in range(i + 1, min(i + 14, last)):
        if tokens[at].lower in (",", ";", ":", "who", "which", "that", "—", "–") or out.tags[at] in ("SCONJ",):
            return False
        if out.tags[at] == "CCONJ" and at + 1 < last and out.tags[at + 1] in ("VERB", "AUX"):
            return False
        if out.tags[at] == "AUX" or (out.tags[at] == "VERB" and out.forms[at][:1] in ("d", "z")):
            return out.tags[at - 1] != "PRON"
    return False
