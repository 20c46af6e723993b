"""Who speaks: the noun phrase of a cue's subject, with what identifies it."""

from __future__ import annotations

from onrecord.rules.cue_content import MAX_SUBJECT, is_clause_at
from onrecord.rules.cue_scene import Range, Scene

MAX_BRACKET = 12  # tokens of a bracket after a name


def subject_phrase(scene: Scene, group: int, *, inverts: bool) -> int | None:
    """The index of the noun phrase that is the subject of a verb group, outside quoted speech; None without one.

    `inverts`: the verb may stand before its subject.
    """
    phrase = _blamed(scene, group)
    if phrase is None:
        phrase = _before_bracket(scene, scene.groups[group].first - 1)
    if phrase is None and inverts:
        phrase = inverted_subject(scene, group)
    if phrase is None:
        phrase = scene.syntax.subject_of(group)
    if phrase is None or scene.region_of[scene.phrases[phrase].head] >= 0:
        return _after_quotation(scene, group)
    return _before_aside(scene, phrase)


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
    if scene.phrases[scene.phrase_of[after]].first != after or scene.region_of[after] >= 0:
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
    if scene.region_of[before - comma] < 0 and (is_clause_at(scene, after) or after in scene.time_end):
        return None
    return scene.phrase_of[after]


def _after_quotation(scene: Scene, group: int) -> int | None:
    """The noun phrase right after the last quotation before a verb: "“…,” Roth, the head of the union, told them"."""
    verb = scene.groups[group]
    first = scene.sentence_range[scene.sentence_of[verb.first]][0]
    for token in range(verb.first - 1, max(first, verb.first - MAX_SUBJECT) - 1, -1):
        if scene.region_of[token] >= 0:
            start = token + 1 + (scene.lower(token + 1) == ",")
            phrase = scene.phrase_of[start]
            return phrase if start < verb.first and phrase >= 0 and scene.phrases[phrase].first == start else None
    return None


def speaker_range(scene: Scene, phrase: int) -> Range:
    """The tokens of a speaker: the phrase with its tail, an identifying appositive, a restrictive relative clause.

    A bracket right after a name ("Roth (Hill Party)") goes with it, and then what stands behind the bracket.
    """
    first, last = scene.syntax.extend(phrase, tail=True, appositive=True, relative=True)
    if scene.lower(last) == "(":
        closed = next((i for i in range(last, min(last + MAX_BRACKET, len(scene.tokens))) if scene.lower(i) == ")"), -1)
        last = closed + 1 if closed >= 0 else last
        if scene.lower(last) == "," and last + 1 < len(scene.tokens) and scene.tag(last + 1) in ("DET", "NOUN", "ADJ"):
            behind = scene.phrase_of[last + 1]
            if behind >= 0 and scene.phrases[behind].first == last + 1:
                end = scene.syntax.extend(behind, tail=True)[1]
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
