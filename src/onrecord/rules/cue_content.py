"""Where the content of a cue begins and ends, when it follows the cue."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.rules.cue_lexicon import CueLexicon, Takes, load_words
from onrecord.rules.cue_scene import STOPS, WEEKDAYS, Range, Scene
from onrecord.text import Span

WH = load_words("wh")
OPENERS = load_words("openers")
LINKS = load_words("links")
AFTERTHOUGHTS = load_words("afterthoughts")
SUBORDINATORS = load_words("subordinators")
MEDIA = load_words("media")
RELATIVES = frozenset(("who", "which", "that", "whose", "whom", "where"))
MAX_SUBJECT = 40  # tokens of a subject with all that hangs on it
NO_OBJECT = frozenset(("ADP", "PUNCT", "CCONJ", "SCONJ", "ADV", "AUX", "PART", "SYM", "INTJ", "ADJ"))
MAX_OBJECT = 12  # tokens between "called" and the name that somebody is called
MAX_ADJUNCTS = 7  # "said on Monday in Rome after a meeting with the pope in a letter to …": no more in a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Complement:
    """What follows a cue: the pieces of its content, and what stood between.

    `rule` names the construction; `ends` is the token after the content; `region` the quoted region that is the
    content or its beginning, else -1. `colon` is the token of a colon that belongs to the cue, else -1.
    """

    pieces: tuple[Span, ...]
    rule: str
    ends: int
    region: int = -1
    colon: int = -1
    addressee: Range | None = None
    medium: Range | None = None


@dataclass(slots=True)
class _Between:
    """What was passed on the way from the cue to its content."""

    addressee: Range | None = None
    medium: Range | None = None
    fronted: bool = False


def clause_end(scene: Scene, lexicon: CueLexicon, first: int, *, fronted: bool = False) -> int:
    """The token after the content that begins at `first`: the sentence's end, or where another voice begins.

    `fronted`: the cue stands in a clause before the main one ("While he says so, …"), so a comma may end it.
    """
    token, last = first, scene.sentence_range[scene.sentence_of[first]][1]
    limit = first + scene.reach(first)
    while token < min(last, limit):
        region = scene.region_of[token]
        if region >= 0:
            token = scene.region_range[region][1]
            last = max(last, scene.sentence_range[scene.sentence_of[token - 1]][1])
            comma = token < last and scene.ends_with_comma(region)
            if comma and (_stops_at_comma(scene, lexicon, token - 1) or (fronted and is_clause_at(scene, token))):
                break
            continue
        word = scene.lower(token)
        if word == ";" or (scene.is_dash(token) and _breaks_off(scene, token, last)):
            break
        if word == "," and (_stops_at_comma(scene, lexicon, token) or (fronted and is_clause_at(scene, token + 1))):
            break
        if word in ("and", "but") and token > first and _cue_follows(scene, lexicon, token + 1, at_once=True):
            break
        token += 1
    return trim(scene, first, min(token, max(last, first)))


def object_end(scene: Scene, first: int) -> int:
    """The token after a noun phrase that is content: its tail goes with it, a list too, but no clause beside it."""
    token, last = first, min(scene.sentence_range[scene.sentence_of[first]][1], first + scene.reach(first))
    while token < last:
        region = scene.region_of[token]
        if region >= 0:
            token = scene.region_range[region][1]
            if scene.is_stop_inside(region) and not (token < last and _lists(scene, token - 1, last)):
                break
            continue
        word = scene.lower(token)
        if word == ";" or scene.is_dash(token) or (word == "," and not _lists(scene, token, last)):
            break
        if token > first and (token in scene.time_end or (token + 1 in scene.time_end and scene.tag(token) == "ADP")):
            break
        if word in SUBORDINATORS and word != "as" and token > first:
            break
        if word in ("and", "but") and token + 1 < last and _is_finite(scene, token + 1):
            break
        token += 1
    return trim(scene, first, min(token, max(last, first)))


def _is_finite(scene: Scene, token: int) -> bool:
    """Whether a finite verb group covers a token."""
    return scene.group_of[token] >= 0 and scene.groups[scene.group_of[token]].form == "finite"


def _lists(scene: Scene, comma: int, last: int) -> bool:
    """Whether a comma stands in a list: "and" joins its last part a few words on, and no verb stands between."""
    for token in range(comma + 1, min(last, comma + 12)):
        if scene.lower(token) in ("and", "or"):
            return token + 1 < last and scene.group_of[token + 1] < 0
        if scene.group_of[token] >= 0 or scene.lower(token) in RELATIVES:
            return False
    return False


def trim(scene: Scene, first: int, last: int) -> int:
    """`last` without the stops and commas before it that stand outside quotation marks."""
    while last > first + 1 and scene.region_of[last - 1] < 0 and _is_stop(scene, last - 1):
        last -= 1
    return last


def _is_stop(scene: Scene, token: int) -> bool:
    word = scene.lower(token)
    return (word[:1] in STOPS and not word.strip(".?!…")) or word in (",", ";", ":") or scene.is_dash(token)


def _breaks_off(scene: Scene, dash: int, last: int) -> bool:
    """Whether a dash opens an afterthought: no second dash closes it again."""
    return not any(scene.is_dash(token) for token in range(dash + 1, min(last, dash + 25)))


def _stops_at_comma(scene: Scene, lexicon: CueLexicon, comma: int) -> bool:
    """Whether the words after a comma are no longer the speaker's."""
    word, group = scene.lower(comma + 1), scene.group_of[comma + 1] if comma + 1 < len(scene.tokens) else -1
    if word in ("which", "according", "citing", "per"):
        return True
    if group >= 0 and scene.groups[group].form == "gerund":
        lemma = scene.groups[group].lemma
        return lemma in lexicon.particles or bool(lexicon.takes.get(lemma, frozenset()) & {"that", "quote", "object"})
    start = comma + 1
    if word in LINKS or word in AFTERTHOUGHTS:
        start += 1
        if scene.lower(start) in ("that", "to"):
            return False
    if word == "as" or word not in LINKS | AFTERTHOUGHTS:
        return _attribution_follows(scene, lexicon, start)
    return _cue_follows(scene, lexicon, start, at_once=False)


def _cue_follows(scene: Scene, lexicon: CueLexicon, start: int, *, at_once: bool) -> bool:
    """Whether the next verb is a finite cue; `at_once`: with no subject of its own before it."""
    while scene.tag(start) == "ADV" and scene.group_of[start] < 0:
        start += 1
    number = scene.next_group[start] if start < len(scene.tokens) else len(scene.groups)
    if number >= len(scene.groups):
        return False
    group = scene.groups[number]
    if scene.sentence_of[group.first] != scene.sentence_of[start] or group.form != "finite":
        return False
    takes = lexicon.takes.get(group.lemma, frozenset())
    if at_once:
        return group.first == start and bool(takes & {"that", "object", "quote"}) and group.tense == "past"
    return bool(takes & {"that", "quote", "object_object", "object_as"}) and group.first - start <= MAX_OBJECT


def _attribution_follows(scene: Scene, lexicon: CueLexicon, start: int) -> bool:
    """Whether ", Mr Vance said." or ", said Mr Vance." begins here: a cue with nothing after it but its adjuncts."""
    if not _cue_follows(scene, lexicon, start, at_once=False):
        return False
    group = scene.groups[scene.next_group[start]]
    if group.first == start:
        return group.last < len(scene.tokens) and scene.phrase_of[group.last] >= 0 and not scene.is_time(group.last)
    end = pass_adjuncts(scene, group.last, lexicon.takes.get(group.lemma, frozenset()))[0]
    return scene.lower(end) == "," or scene.ends_sentence(end)


def find_complement(
    scene: Scene, lexicon: CueLexicon, start: int, takes: Takes, *, fronted: bool = False
) -> Complement | None:
    """What follows a verb whose group ends before token `start`, by what its lemma takes; None when nothing fits."""
    between = _Between(fronted=fronted)
    token, last = start, scene.sentence_range[scene.sentence_of[start - 1]][1]
    if "addressee" in takes:
        token = _pass_addressee(scene, token, between)
    first = token
    for _ in range(MAX_ADJUNCTS):
        found = _clausal(scene, lexicon, token, takes, between)
        if found:
            return found
        further = _pass_adjunct(scene, token, last, between)
        if further is None or further >= len(scene.tokens):
            break
        token = further
    return _nominal(scene, lexicon, first if "addressee" not in takes else start, takes)


def pass_adjuncts(scene: Scene, token: int, takes: Takes) -> tuple[int, Range | None, Range | None]:
    """For a cue whose content stands elsewhere: the token after all that hangs on it, its addressee and medium."""
    between = _Between()
    if not token or token >= len(scene.tokens):
        return token, None, None
    last = scene.sentence_range[scene.sentence_of[token - 1]][1]
    if "addressee" in takes:
        token = _pass_addressee(scene, token, between)
    for _ in range(MAX_ADJUNCTS):
        further = _pass_adjunct(scene, token, last, between)
        if further is None or further > last or scene.lower(token) == ",":
            break
        token = further
    return token, between.addressee, between.medium


def _pass_addressee(scene: Scene, token: int, between: _Between) -> int:
    """The token after the noun phrase that is spoken to ("told reporters")."""
    if token >= len(scene.tokens) or scene.region_of[token] >= 0 or scene.phrase_of[token] < 0:
        return token
    first, last = extend(scene, scene.phrase_of[token])
    if first != token or token in scene.time_end:
        return token
    short = scene.phrases[scene.phrase_of[token]]
    between.addressee = (short.first, short.last)
    # "told the inquiry of the deal that": the tail goes with the addressee unless a clause begins inside it.
    return short.last if scene.lower(short.last) in ("that", "in", "on", "at", "about") else last


def extend(scene: Scene, phrase: int) -> Range:
    """A noun phrase with its prepositional tail; the bare phrase in a sentence too long to be prose."""
    found = scene.phrases[phrase]
    return scene.syntax.extend(phrase, tail=True) if scene.is_prose(found.first) else (found.first, found.last)


def _pass_adjunct(scene: Scene, token: int, last: int, between: _Between) -> int | None:
    """The token after one adverbial at `token`; None when there is none."""
    if token >= last or scene.region_of[token] >= 0:
        return None
    word = scene.lower(token)
    if token in scene.time_end:
        return scene.time_end[token]
    if token + 1 in scene.time_end and (scene.tag(token) in ("ADP", "ADV", "ADJ") or word in ("late", "early")):
        return scene.time_end[token + 1]
    if word in WEEKDAYS or scene.tag(token) == "ADV":
        return token + 1
    if word == ",":
        return _pass_aside(scene, token, last)
    if scene.tag(token) in ("ADP", "SCONJ", "PART") and token + 1 < last:
        return _pass_prepositional(scene, token, between)
    return None


def _pass_prepositional(scene: Scene, token: int, between: _Between) -> int | None:
    """The token after "in a statement", "to reporters", "after meeting the pope"."""
    after, group = token + 1, scene.group_of[token + 1]
    if group >= 0 and scene.groups[group].form == "gerund":
        after = scene.groups[group].last
    if after >= len(scene.tokens):
        return None
    phrase = scene.phrase_of[after]
    if phrase < 0 or scene.phrases[phrase].first != after or scene.region_of[after] >= 0:
        return after if after > token + 1 else None
    found, word = extend(scene, phrase), scene.lower(token)
    base = scene.phrases[phrase]
    if word == "to" and between.addressee is None:
        between.addressee = (base.first, base.last)
    elif word in ("in", "on", "at", "during", "via", "through", "by") and scene.lemmas[base.head] in MEDIA:
        between.medium = (token, found[1])
    return found[1]


def _pass_aside(scene: Scene, comma: int, last: int) -> int | None:
    """The token after ", quoted by Interfax," or after the comma before a quotation."""
    if comma + 1 < last and scene.region_of[comma + 1] >= 0:
        return comma + 1
    if scene.lower(comma + 1) == "that" or scene.lower(comma + 1) == "however":
        return comma + 1
    for token in range(comma + 1, min(last, comma + 16)):
        if scene.region_of[token] >= 0:
            return None
        if scene.lower(token) == ",":
            inside = scene.region_of[token + 1] >= 0 if token + 1 < len(scene.tokens) else False
            return token + 1 if inside or scene.lower(token + 1) in ("that", "whether", "adding") else None
    return None


def _clausal(scene: Scene, lexicon: CueLexicon, token: int, takes: Takes, between: _Between) -> Complement | None:
    """A quotation, a colon, or a clause that begins at `token`."""
    if token >= len(scene.tokens):
        return None
    region, word = scene.region_of[token], scene.lower(token)
    if region >= 0:
        return _quotation(scene, lexicon, region, between) if takes & {"that", "bare", "quote"} else None
    if word == ":":
        return _after_colon(scene, lexicon, token, between) if takes & {"that", "bare", "quote", "wh"} else None
    rule = _clause_kind(scene, token, word, takes)
    if rule is None:
        return None
    end = clause_end(scene, lexicon, token, fronted=between.fronted)
    piece = scene.span(token, end)
    return Complement(pieces=(piece,), rule=rule, ends=end, addressee=between.addressee, medium=between.medium)


def _clause_kind(scene: Scene, token: int, word: str, takes: Takes) -> str | None:
    """Which clause of those that the verb takes begins here."""
    if word == "that" and "that" in takes and (scene.tag(token) == "SCONJ" or is_clause_at(scene, token + 1)):
        return "that"
    if word in WH and "wh" in takes:
        return "wh"
    if word == "to" and "to" in takes and (_is_infinitive(scene, token) or _is_bare_noun(scene, token, takes)):
        return "to"
    if "bare" in takes and (is_clause_at(scene, token) or (word in OPENERS and is_clause_at(scene, token + 1))):
        return "bare"
    return None


def _is_infinitive(scene: Scene, token: int) -> bool:
    number = scene.next_group[token] if token < len(scene.tokens) else len(scene.groups)
    return (
        number < len(scene.groups)
        and scene.groups[number].first <= token + 3
        and (scene.groups[number].form == "infinitive")
    )


def _is_bare_noun(scene: Scene, token: int, takes: Takes) -> bool:
    """Whether "comment" in "declined to comment" was taken for a noun: these verbs take no "to" with a noun."""
    return "refuses" in takes and scene.tag(token + 1) == "NOUN" and scene.phrase_of[token + 1] >= 0


def is_clause_at(scene: Scene, token: int) -> bool:
    """Whether a subject with its finite verb begins at `token`; relative clauses and asides may stand between."""
    while scene.tag(token) == "ADV" and scene.phrase_of[token] < 0 and scene.lower(token) != "there":
        token += 1
    if token >= len(scene.tokens) or token in scene.time_end:
        return False
    phrase = scene.phrase_of[token]
    if phrase >= 0 and scene.phrases[phrase].first == token:
        place = scene.phrases[phrase].last
    elif scene.tag(token) == "PRON" or scene.lower(token) == "there":
        place = token + 1
    else:
        return False
    last = min(scene.sentence_range[scene.sentence_of[token]][1], token + min(MAX_SUBJECT, scene.reach(token)))
    number, commas, relative = scene.next_group[place], 0, False
    while place < last:
        if number < len(scene.groups) and scene.groups[number].first == place:
            verb = scene.groups[number]
            if verb.form == "finite" and not relative and commas in (0, 2):
                return True
            relative = relative and verb.form != "finite"
            place, number = verb.last, number + 1
            continue
        word = scene.lower(place)
        if word in ("and", "but", "or") and place + 1 < last and _is_finite(scene, place + 1) and not relative:
            return False  # the verb after it has another subject: "recalled its envoy and demanded"
        commas += word == ","
        relative = relative or (word in RELATIVES and scene.tag(place - 1) in ("NOUN", "PROPN", "PRON", "NUM", "PUNCT"))
        if word in (";", ":") or commas > 2 or (scene.tag(place) == "SCONJ" and not relative):
            return False
        place += 1
    return False


def _quotation(scene: Scene, lexicon: CueLexicon, region: int, between: _Between) -> Complement:
    """Content that begins with a quotation mark: the marked words alone, or a clause that goes on after them."""
    first, last = scene.region_range[region]
    pieces: tuple[Span, ...] = (scene.regions[region].span,)
    rule = "quotation"
    if goes_on(scene, region):
        last = clause_end(scene, lexicon, first, fronted=between.fronted)
        pieces, rule = (scene.span(first, last),), "mixed"
    return Complement(
        pieces=pieces, rule=rule, ends=last, region=region, addressee=between.addressee, medium=between.medium
    )


def goes_on(scene: Scene, region: int) -> bool:
    """Whether the clause that begins in a quoted region goes on after its closing mark."""
    last = scene.region_range[region][1]
    if last >= len(scene.tokens) or scene.sentence_of[last] != scene.sentence_of[last - 1]:
        return False
    word = scene.lower(last)
    if scene.is_stop_inside(region) or scene.tag(last) in ("PUNCT", "SYM"):
        return False
    return not (scene.is_clause(region) and (word in AFTERTHOUGHTS or scene.tag(last) in ("ADP", "SCONJ", "CCONJ")))


def _after_colon(scene: Scene, lexicon: CueLexicon, colon: int, between: _Between) -> Complement | None:
    """What follows a colon: the quotation after it, in the next paragraph too, or the rest of the sentence."""
    after = colon + 1
    if after >= len(scene.tokens):
        return None
    region = scene.region_of[after]
    if region >= 0 and scene.paragraph_of[after] <= scene.paragraph_of[colon] + 1:
        found = _quotation(scene, lexicon, region, between)
        rule = "colon" if found.rule == "quotation" else "mixed"
        return Complement(
            pieces=found.pieces, rule=rule, ends=found.ends, region=region, colon=colon,
            addressee=between.addressee, medium=between.medium,
        )  # fmt: skip
    if scene.paragraph_of[after] != scene.paragraph_of[colon]:
        return None
    end = trim(scene, after, scene.sentence_range[scene.sentence_of[after]][1])
    return Complement(
        pieces=(scene.span(after, end),), rule="colon-indirect", ends=end, colon=colon,
        addressee=between.addressee, medium=between.medium,
    )  # fmt: skip


def _nominal(scene: Scene, lexicon: CueLexicon, token: int, takes: Takes) -> Complement | None:
    """A noun phrase as content, with what the verb says of it."""
    if token >= len(scene.tokens) or not takes & {"object", "object_to", "object_as", "object_object", "particle"}:
        return None
    if scene.phrase_of[token] < 0 and scene.region_of[token] < 0 and scene.tag(token) in NO_OBJECT:
        return None
    if token in scene.time_end:
        return None
    end = object_end(scene, token)
    if end <= token:
        return None
    words = {scene.lower(i) for i in range(token, end)}
    phrase_last = scene.phrases[scene.phrase_of[token]].last if scene.phrase_of[token] >= 0 else token
    if "object_to" in takes and scene.lower(phrase_last) == "to" and _is_infinitive(scene, phrase_last):
        rule, end = "object_to", clause_end(scene, lexicon, token)
    elif "object_as" in takes and "as" in words and not _is_clause_linked(scene, token, end):
        rule, end = "object_as", clause_end(scene, lexicon, token)
    elif "object_object" in takes and _second_object(scene, phrase_last, end):
        rule = "object_object"
    elif "object" in takes or "particle" in takes:
        rule = "object"
    else:
        return None
    return Complement(pieces=(scene.span(token, end),), rule=rule, ends=end)


def _is_clause_linked(scene: Scene, first: int, last: int) -> bool:
    """Whether the first "as" of a range links a clause ("mocked him as ties sank") and names no quality."""
    place = next((i for i in range(first, last) if scene.lower(i) == "as" and scene.region_of[i] < 0), -1)
    return place >= 0 and is_clause_at(scene, place + 1)


def _second_object(scene: Scene, token: int, end: int) -> bool:
    """Whether a second noun phrase, an adjective or a quotation follows the first at once ("called it a disgrace")."""
    return token < end and (
        any(scene.region_of[i] >= 0 for i in range(token, min(end, token + MAX_OBJECT)))
        or scene.phrase_of[token] >= 0
        or scene.tag(token) in ("ADJ", "DET")
    )
