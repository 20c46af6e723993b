"""Who speaks: the noun phrase of a cue's subject, with what identifies it."""

from __future__ import annotations

from onrecord.rules.cue_scene import Range, Scene


def subject_phrase(scene: Scene, group: int) -> int | None:
    """The index of the noun phrase that is the subject of a verb group, outside quoted speech; None without one."""
    phrase = scene.syntax.subject_of(group)
    if phrase is None:
        return None
    token = scene.phrases[phrase].head
    return None if scene.region_of[token] >= 0 else phrase


def speaker_range(scene: Scene, phrase: int) -> Range:
    """The tokens of a speaker: the phrase with its tail, an identifying appositive, a restrictive relative clause."""
    first, last = scene.syntax.extend(phrase, tail=True, appositive=True, relative=True)
    while last > first + 1 and scene.lower(last - 1) in (",", ";", ":", "-", "–", "—"):
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
