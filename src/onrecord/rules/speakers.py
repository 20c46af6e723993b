"""Who speaks: the noun phrase of a cue's subject, with what identifies it."""

from __future__ import annotations

from onrecord.rules.cue_content import MAX_SUBJECT, extend, is_clause_at
from onrecord.rules.cue_scene import Range, Scene

CLAUSE_STARTS = frozenset(("that", ";", ":", "while", "although", "but", "because", "—", "–"))
MAX_BRACKET = 12  # tokens of a bracket after a name


def subject_phrase(scene: Scene, group: int, *, inverts: bool) -> int | None:
    """The index of the noun phrase that is the subject of a verb group, outside quoted speech; None without one.

    `inverts`: the verb may stand before its subject.
    """
    verb = scene.groups[group]
    phrase = _blamed(scene, group)
    if phrase is None:
        phrase = _before_bracket(scene, verb.first - 1)
    if phrase is None and inverts:
        phrase = inverted_subject(scene, group)
    if phrase is None and verb.form != "gerund":
        phrase = _across_aside(scene, verb.first) if scene.lower(verb.first - 1) == "," else None
    if phrase is None:
        phrase = scene.syntax.subject_of(group) if scene.is_prose(verb.first) else _right_before(scene, verb.first)
    if phrase is None or scene.region_of[scene.phrases[phrase].head] >= 0:
        return _of_main_verb(scene, group) if verb.form == "gerund" else _right_before(scene, verb.first)
    return _before_aside(scene, phrase)


def _right_before(scene: Scene, token: int) -> int | None:
    """The noun phrase that ends at `token`; where none does, the first one of its clause."""
    phrase = scene.phrase_of[token - 1] if token else -1
    if phrase >= 0 and scene.region_of[token - 1] < 0:
        return phrase
    return _across_aside(scene, token)


def _across_aside(scene: Scene, token: int) -> int | None:
    """The subject of a verb at `token` behind an aside: "“…,” Roth, the head of the union, told them".

    It is the first noun phrase of the clause that hangs on no preposition and has the aside after it.
    """
    first = max(scene.sentence_range[scene.sentence_of[token]][0], token - min(MAX_SUBJECT, scene.reach(token)))
    start = token
    while start > first and scene.region_of[start - 1] < 0 and scene.lower(start - 1) not in CLAUSE_STARTS:
        start -= 1
    for place in range(start, token):
        phrase = scene.phrase_of[place]
        if phrase < 0 or scene.phrases[phrase].first != place or place in scene.time_end:
            continue
        last = extend(scene, phrase)[1]
        if (place == start or scene.tag(place - 1) != "ADP") and (last >= token or _opens_aside(scene, last)):
            return phrase
    return None


def _opens_aside(scene: Scene, token: int) -> bool:
    """A bracket, or a comma that does not begin another clause ("…, and the minister said")."""
    return scene.lower(token) == "(" or (
        scene.lower(token) == "," and scene.lower(token + 1) not in ("and", "but", "or")
    )


def _of_main_verb(scene: Scene, group: int) -> int | None:
    """The subject of the last finite verb before a gerund, quoted speech passed: "“…,” said Roth, recalling"."""
    verb = scene.groups[group]
    for number in range(group - 1, max(-1, group - 6), -1):
        main = scene.groups[number]
        if scene.sentence_of[main.first] != scene.sentence_of[verb.first]:
            return None
        if scene.region_of[main.first] < 0 and main.form == "finite":
            return subject_phrase(scene, number, inverts=True)
    return None


def _before_bracket(scene: Scene, token: int) -> int | None:
    """The phrase before a bracket that `token` closes: "Roth (Hill Party) said"."""
    if scene.lower(token) != ")":
        return None
    for opening in range(token - 1, max(0, token - MAX_BRACKET), -1):
        if scene.lower(opening) == "(":
            phrase = scene.phrase_of[opening - 1]
            return phrase if phrase >= 0 and scene.region_of[opening - 1] < 0 else None
    return None


def _before_aside(scene: Scene, phrase: int) -> int:
    """The phrase before one that only tells a time: "Roth this week said"."""
    first = scene.phrases[phrase].first
    if phrase and first in scene.time_end:
        before = scene.phrases[phrase - 1]
        if scene.sentence_of[before.first] == scene.sentence_of[first] and first - before.last <= 2:
            return phrase - 1
    return phrase


def _blamed(scene: Scene, group: int) -> int | None:
    """The object that does what it is blamed for: "mocked the envoy for calling", "accused the envoy of saying"."""
    verb = scene.groups[group]
    before = verb.first - 2
    if verb.form != "gerund" or before < 1 or scene.lower(verb.first - 1) not in ("for", "of", "from", "into"):
        return None
    phrase = scene.phrase_of[before]
    if phrase < 0 or scene.region_of[before] >= 0:
        return None
    return phrase if scene.group_of[scene.phrases[phrase].first - 1] >= 0 else None


def inverted_subject(scene: Scene, group: int) -> int | None:
    """The noun phrase behind its verb, after a quotation or a comma: "“…,” said the envoy"; None in the usual order."""
    verb = scene.groups[group]
    before, after = verb.first - 1, verb.last
    if verb.form not in ("finite", "participle") or after >= len(scene.tokens) or scene.phrase_of[after] < 0:
        return None
    if scene.phrases[scene.phrase_of[after]].first != after or scene.region_of[after] >= 0 or scene.is_time(after):
        return None
    if scene.lower(before) in ("so", "thus") and (
        before == 0 or scene.sentence_of[before - 1] != scene.sentence_of[before]
    ):
        return scene.phrase_of[after]
    comma = scene.lower(before) == ","
    if before - comma < 0 or not (comma or scene.region_of[before] >= 0):
        return None
    if scene.tag(after) == "PRON" and scene.lower(after) in ("it", "him", "her", "them", "me", "us", "himself", "that"):
        return None
    if scene.region_of[before - comma] < 0 and is_clause_at(scene, after):
        return None
    return scene.phrase_of[after]


def speaker_range(scene: Scene, phrase: int) -> Range:
    """The tokens of a speaker: the phrase with its tail, an identifying appositive, a restrictive relative clause.

    A bracket right after a name ("Roth (Hill Party)") goes with it, and then what stands behind the bracket.
    """
    if not scene.is_prose(scene.phrases[phrase].first):
        return extend(scene, phrase)
    first, last = scene.syntax.extend(phrase, tail=True, appositive=True, relative=True)
    if scene.lower(last) == "(":
        closed = next((i for i in range(last, min(last + MAX_BRACKET, len(scene.tokens))) if scene.lower(i) == ")"), -1)
        last = closed + 1 if closed >= 0 else last
        if scene.lower(last) == "," and last + 1 < len(scene.tokens) and scene.tag(last + 1) in ("DET", "NOUN", "ADJ"):
            behind = scene.phrase_of[last + 1]
            if behind >= 0 and scene.phrases[behind].first == last + 1:
                end = extend(scene, behind)[1]
                last = end if scene.lower(end) in (",", ".", "") else last
    while last > first + 1 and (scene.lower(last - 1) in (",", ";", ":") or scene.is_dash(last - 1)):
        last -= 1
    return first, last


def agent_phrase(scene: Scene, start: int) -> int | None:
    """The noun phrase after "by" at token `start`; None where none stands there."""
    if scene.lower(start) != "by" or start + 1 >= len(scene.tokens):
        return None
    phrase = scene.phrase_of[start + 1]
    return phrase if phrase >= 0 and scene.phrases[phrase].first == start + 1 else None


def possessor_range(scene: Scene, phrase: int) -> Range | None:
    """The owner in "Tehran's claim" or "his claim"; None where the phrase has none.

    The owner is the words before the last possessive mark; a possessive pronoun is its own owner.
    """
    found = scene.phrases[phrase]
    for token in range(found.head - 1, found.first - 1, -1):
        if scene.lower(token) in ("'s", "'", "’s", "’") and token > found.first:
            return found.first, token
        if scene.lower(token) in ("his", "her", "their", "its", "my", "our", "your"):
            return token, token + 1
    return None
