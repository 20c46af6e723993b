"""Noun phrases and verb groups over the tags of one sentence."""

from __future__ import annotations

from onrecord.syntax.layers import Form, NounPhrase, Tense, Token, VerbGroup, Voice
from onrecord.syntax.tagging import Tagged
from onrecord.syntax.words import FINITE_BE

_OPENING = frozenset("\"'“‘«‹„‚```")
_CLOSING = frozenset("\"'”’»›“''")
_PARTICLES = frozenset("de da di del della van von der den bin ibn al el la le du dos das e y ter ten abu".split())
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_NEGATIONS = frozenset(("not", "n't", "never", "nt"))
_POSSESSIVES = frozenset("my your his her its our their whose".split())
_FUTURE_BRIDGES = frozenset("set going due expected about likely scheduled planned poised ready supposed slated certain bound".split())
_AMONG = frozenset(("ADV", "PART"))


def find_noun_phrases(tokens: list[Token], first: int, last: int, tagged: Tagged) -> list[NounPhrase]:
    """Base noun phrases of tokens `first`..`last`, in text order."""
    found = []
    i = first
    while i < last:
        end = _phrase_end(tokens, i, last, tagged)
        if end > i:
            head = _head_of(tokens, i, end, tagged)
            if head is not None:
                found.append(NounPhrase(i, end, head))
        i = max(end, i + 1)
    return found


def _phrase_end(tokens: list[Token], start: int, last: int, tagged: Tagged) -> int:
    """The end of the noun phrase that begins at `start`; `start` where none does."""
    tags = tagged.tags
    if tags[start] == "PRON" and tokens[start].lower not in _POSSESSIVES:
        return start + 1
    i, seen_noun = start, False
    while i < last:
        tag, lower = tags[i], tokens[i].lower
        if tag in ("DET", "PRON"):
            if i > start and not (tag == "DET" and tags[i - 1] in ("DET",)) and not _after_possessive(tokens, i):
                break
            if tag == "PRON" and lower not in _POSSESSIVES:
                break
        elif tag in ("NOUN", "PROPN"):
            if seen_noun and tokens[i - 1].lower in _WEEKDAYS and tokens[i].text[0].isupper():
                break
            seen_noun = True
        elif tag in ("ADJ", "NUM", "SYM"):
            if seen_noun and tag == "ADJ" and (lower in ("last", "next") or not _leads_to_noun(tokens, i, last, tagged)):
                break
        elif tag == "PART" and lower in ("'s", "'"):
            if not seen_noun:
                break
        elif tokens[i].text in ("-", "/", "&") and i > start and i + 1 < last and _is_nominal(tags[i + 1]) and _tight(tokens, i):
            pass
        elif lower in _PARTICLES and i > start and tags[i - 1] == "PROPN" and i + 1 < last and tags[i + 1] == "PROPN":
            pass
        elif tag == "VERB" and i > start and _is_prenominal(tokens, i, last, tagged, seen_noun):
            pass
        elif tag == "ADV" and i > start and not seen_noun and i + 1 < last and tags[i + 1] in ("ADJ", "ADV"):
            pass
        elif tokens[i].text in _OPENING and i > start and not seen_noun and _opens_noun(tokens, i, last, tagged):
            pass
        elif tokens[i].text in _OPENING and i > start and _quoted_inside(tokens, i, last, tagged) > i:
            i = _quoted_inside(tokens, i, last, tagged)
            continue
        elif lower == "and" and not seen_noun and i > start and tags[i - 1] == "ADJ" and i + 1 < last and tags[i + 1] == "ADJ":
            pass
        else:
            break
        i += 1
    while i > start and (tags[i - 1] in ("DET", "PART", "ADV", "CCONJ", "VERB") or tokens[i - 1].text in ("-", "/", "&")):
        if tags[i - 1] == "DET" and i - 1 == start:
            return start
        i -= 1
    return i if i > start and (seen_noun or tags[i - 1] in ("NUM", "ADJ", "PRON")) and _is_phrase(tokens, start, i, tagged) else start


def _is_phrase(tokens: list[Token], start: int, end: int, tagged: Tagged) -> bool:
    """A lone adjective is none; a determiner or number with an adjective is ("the wounded", "the two")."""
    tags = tagged.tags[start:end]
    if any(tag in ("NOUN", "PROPN") for tag in tags):
        return True
    if tags[-1] == "NUM":
        return True
    return tags[-1] == "ADJ" and (tags[0] == "DET" or tokens[start].lower in _POSSESSIVES or tokens[start].lower in ("many", "others", "several", "few"))


def _after_possessive(tokens: list[Token], i: int) -> bool:
    return tokens[i - 1].lower in ("all", "both", "half", "such")


def _tight(tokens: list[Token], i: int) -> bool:
    return tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start


def _is_nominal(tag: str) -> bool:
    return tag in ("NOUN", "PROPN", "ADJ", "NUM", "VERB")


def _leads_to_noun(tokens: list[Token], i: int, last: int, tagged: Tagged) -> bool:
    at = i
    while at < last and tagged.tags[at] in ("ADJ", "NUM"):
        at += 1
    return at < last and tagged.tags[at] in ("NOUN", "PROPN")


def _is_prenominal(tokens: list[Token], i: int, last: int, tagged: Tagged, seen_noun: bool) -> bool:
    """A participle between determiner and noun: "the jailed leader"."""
    form = tagged.forms[i]
    return not seen_noun and form[:1] in ("n", "g", "d") and i + 1 < last and tagged.tags[i + 1] in ("NOUN", "PROPN", "ADJ")


def _opens_noun(tokens: list[Token], i: int, last: int, tagged: Tagged) -> bool:
    """Whether a noun group begins right after the opening mark: a “watershed moment”."""
    tight = i + 1 < last and tokens[i].end == tokens[i + 1].start and tokens[i - 1].end < tokens[i].start
    return tight and tagged.tags[i + 1] in ("NOUN", "PROPN", "ADJ", "NUM")


def _quoted_inside(tokens: list[Token], i: int, last: int, tagged: Tagged) -> int:
    """After the quoted words of "the “killer” jibe" (a noun phrase goes on behind them); `i` where that is not so."""
    for at in range(i + 1, min(i + 7, last - 1)):
        if tokens[at].text in _CLOSING:
            after = at + 1
            goes_on = tagged.tags[after] in ("NOUN", "PROPN", "ADJ") and tokens[at].end < tokens[after].start
            return after if goes_on and at > i + 1 else i
    return i


def _head_of(tokens: list[Token], start: int, end: int, tagged: Tagged) -> int | None:
    """The last noun, name, number or pronoun of the phrase."""
    for at in range(end - 1, start - 1, -1):
        if tagged.tags[at] in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            return at
    return None


def find_verb_groups(tokens: list[Token], first: int, last: int, tagged: Tagged) -> list[VerbGroup]:
    """Verb groups of tokens `first`..`last`, in text order."""
    found = []
    i = first
    while i < last:
        if tagged.tags[i] in ("AUX", "VERB") or _opens_infinitive(tokens, i, last, tagged):
            group = _group_at(tokens, i, last, tagged)
            found.append(group)
            i = group.last
        else:
            i += 1
    return found


def _opens_infinitive(tokens: list[Token], i: int, last: int, tagged: Tagged) -> bool:
    if tokens[i].lower != "to" or tagged.tags[i] != "PART":
        return False
    at = i + 1
    while at < last and tagged.tags[at] == "ADV":
        at += 1
    return at < last and tagged.tags[at] in ("VERB", "AUX")


def _group_at(tokens: list[Token], first: int, last: int, tagged: Tagged) -> VerbGroup:
    """The verb group that begins at token `first`."""
    chain = _chain(tokens, first, last, tagged)
    main = chain[-1]
    first_verb = next(at for at in chain if tagged.tags[at] in ("AUX", "VERB"))
    words = [tokens[at].lower for at in range(first, main + 1)]
    auxiliaries = [at for at in chain if at != main and tagged.tags[at] == "AUX"]
    modal = next((tagged.lemmas[at] for at in auxiliaries if tagged.forms[at] == "MODAL"), None)
    tense = _tense_of(tokens, chain, main, tagged, modal)
    negated = any(word in _NEGATIONS for word in words) or ("no longer" in " ".join(words))
    return VerbGroup(
        first=first,
        last=main + 1,
        main=main,
        lemma=tagged.lemmas[main],
        voice=_voice_of(chain, main, tagged),
        tense=tense,
        modal=None if modal in ("will", "shall") else modal,
        negated=negated,
        form=_form_of(tokens, first, first_verb, main, chain, tagged),
    )


def _chain(tokens: list[Token], first: int, last: int, tagged: Tagged) -> list[int]:
    """The auxiliaries and the main verb, token indices: passes adverbs, "not", and bridges such as "is set to"."""
    chain = [first]
    at = first + 1
    limit = min(last, first + 14)
    while at < limit:
        tag, lower = tagged.tags[at], tokens[at].lower
        ends = tagged.tags[chain[-1]]
        if ends == "VERB" and not _is_bridge(tokens, chain, tagged):
            break
        if tag == "AUX" and ends in ("AUX", "PART") and tagged.forms[at] != "MODAL":
            chain.append(at)
        elif tag == "VERB" and (ends in ("AUX", "PART")):
            if not _fits(tagged, chain, at):
                break
            chain.append(at)
        elif lower == "to" and tag == "PART" and _can_bridge(tokens, chain, at, tagged):
            chain.append(at)
        elif (tag in _AMONG and lower != "to") or tokens[at].text in _OPENING:
            pass
        elif lower in _FUTURE_BRIDGES and tagged.forms[chain[-1]] == "BE" and at + 1 < last and tokens[at + 1].lower == "to":
            pass
        else:
            break
        at += 1
    while tagged.tags[chain[-1]] == "PART" and len(chain) > 1:
        chain.pop()
    return chain


def _is_bridge(tokens: list[Token], chain: list[int], tagged: Tagged) -> bool:
    """Whether the verb so far only leads to another: "is expected (to meet)", "is going (to meet)"."""
    if tokens[chain[-1]].lower not in _FUTURE_BRIDGES or len(chain) < 2:
        return False
    return any(tagged.forms[at] == "BE" for at in chain[:-1])


def _can_bridge(tokens: list[Token], chain: list[int], to: int, tagged: Tagged) -> bool:
    """Whether "to" goes on the group: after "is set/expected/going", or "have/ought/be to" themselves."""
    previous = tokens[to - 1].lower
    if previous in _FUTURE_BRIDGES:
        return any(tagged.forms[at] == "BE" for at in chain)
    return to == chain[-1] + 1 and tagged.tags[chain[-1]] == "AUX" and tokens[chain[-1]].lower in (
        "is", "are", "was", "were", "has", "have", "had", "ought", "having",
    )  # fmt: skip


def _fits(tagged: Tagged, chain: list[int], at: int) -> bool:
    """Whether the verb form can follow the chain: have + participle, be + participle or -ing, modal + base."""
    last_form, form = tagged.forms[chain[-1]], tagged.forms[at]
    if last_form in ("MODAL", "DO") or tagged.tags[chain[-1]] == "PART":
        return "v" in form or form[:1] == "d"
    if last_form == "HAVE":
        return form[:1] in ("n", "d")
    return form[:1] in ("n", "g", "d")


def _voice_of(chain: list[int], main: int, tagged: Tagged) -> Voice:
    if tagged.tags[main] != "VERB" or tagged.forms[main] != "n":
        return "active"
    auxiliaries = [at for at in chain if at < main and tagged.tags[at] == "AUX"]
    if not auxiliaries:
        return "passive"
    return "passive" if tagged.forms[auxiliaries[-1]] == "BE" else "active"


def _tense_of(tokens: list[Token], chain: list[int], main: int, tagged: Tagged, modal: str | None) -> Tense:
    bridged = any(tokens[at].lower == "to" for at in chain[1:])
    if modal in ("will", "shall") or (bridged and tokens[chain[0]].lower not in ("has", "have", "had", "ought", "having")):
        return "future"
    if modal:
        return "none"
    auxiliaries = [at for at in chain if tagged.tags[at] == "AUX" and at != main]
    if any(tagged.forms[at] == "HAVE" for at in auxiliaries) and not bridged:
        return "perfect"
    first = next(at for at in chain if tagged.tags[at] in ("AUX", "VERB"))
    word, form = tokens[first].lower, tagged.forms[first]
    if word in ("was", "were", "had", "did") or form == "d":
        return "past"
    if tagged.tags[first] == "VERB" and (form in ("n", "g") or tokens[chain[0]].lower == "to"):
        return "none"
    return "present" if word not in ("be", "being", "been", "having") else "none"


def _form_of(tokens: list[Token], first: int, first_verb: int, main: int, chain: list[int], tagged: Tagged) -> Form:
    if tokens[chain[0]].lower == "to":
        return "infinitive"
    word, form = tokens[first_verb].lower, tagged.forms[first_verb]
    if tagged.tags[first_verb] == "AUX":
        if word in ("being", "having", "doing"):
            return "gerund"
        return "infinitive" if word == "be" and word not in FINITE_BE else "finite"
    if form == "g":
        return "gerund"
    return "participle" if form == "n" else "finite"
