"""Who does it and to whom: the parties of a verb that tells of an event."""

from __future__ import annotations

from onrecord.rules.event_match import Told
from onrecord.rules.event_scene import PARTY_PREPOSITIONS, Scene
from onrecord.text import Span

_NEEDY = frozenset(("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "AID"))
_NOT_TO = frozenset("for about from of out as".split())  # behind these words at a pattern's end stands no recipient
_BOTH = frozenset(("with", "between"))
# Prepositions that lead to the recipient of some types only.
_ALSO = {
    "AID": frozenset(("for",)), "SUPPORT": frozenset(("for",)), "SANCTION": frozenset(("for",)), "ACCUSE": frozenset(("into",)),
    "RETREAT": frozenset(("for",)),
}  # fmt: skip


def parties_of(scene: Scene, told: Told) -> tuple[list[Span], list[Span]]:
    """Actors and recipients of a verb; a reciprocal act has both sides in the first list."""
    syntax, pattern = scene.syntax, told.pattern
    verb = syntax.verb_groups[told.group]
    subject = scene.subject(told.group)
    end = scene.scope_end(told.group)
    if verb.voice == "passive":
        sufferers = scene.parties(subject, leftwards=True) if told.is_suffered or not pattern.nouns else []
        owner = scene.owner(subject) if pattern.nouns else None
        behind = scene.prepositional(verb.last, end, _prepositions(told))
        return scene.agent(verb), sufferers or behind or ([owner] if owner is not None else [])
    actors = scene.parties(subject, leftwards=True)
    if pattern.reciprocal:
        others = scene.prepositional(verb.last, end, _BOTH)
        if not others and pattern.words[-1:] != ("with",) and not pattern.nouns:
            others = scene.parties(syntax.object_of(told.group))
        return [*actors, *(span for span in others if span not in actors)], []
    return actors, [span for span in recipients_of(scene, told) if span not in actors]


def recipients_of(scene: Scene, told: Told) -> list[Span]:
    """The object where it suffers the act, else the party behind a preposition, else the owner inside the object."""
    syntax, pattern = scene.syntax, told.pattern
    verb = syntax.verb_groups[told.group]
    target = syntax.object_of(told.group)
    if pattern.words:
        after = scene.phrase_starting(told.behind)
        if (
            after is not None
            and scene.party(after) is not None
            and (told.is_suffered or not pattern.nouns or pattern.parted)
        ):
            return scene.parties(after)
    between = target is not None and syntax.noun_phrases[target].last < told.behind
    direct = told.is_suffered if pattern.nouns else between or not pattern.words
    if direct and scene.is_named(target):
        return scene.parties(target)
    if pattern.words and pattern.words[-1] in _NOT_TO:
        return []
    behind = scene.prepositional(verb.last, scene.scope_end(told.group), _prepositions(told))
    if behind or not pattern.nouns:
        return behind
    owner = scene.owner(target)
    if owner is not None and pattern.type != "MOBILIZE" and not _is_own(scene, owner):
        return [owner]
    return scene.prepositional(verb.last, scene.scope_end(told.group, through=True), _prepositions(told))


def asked_parties(scene: Scene, inner: int) -> list[Span]:
    """Who is to do what is demanded: the subject of the that-clause."""
    if scene.syntax.verb_groups[inner].form != "finite":
        return []
    return scene.parties(scene.subject(inner), leftwards=True)


def has_no_object(scene: Scene, told: Told) -> bool:
    """A verb that does something to somebody, without anybody: "the show bombed", "the army attacked"."""
    verb, pattern = scene.syntax.verb_groups[told.group], told.pattern
    plain = not (pattern.words or pattern.nouns or pattern.reciprocal or pattern.needs == "none")
    if (
        not plain
        or verb.voice == "passive"
        or pattern.type not in _NEEDY
        or scene.syntax.object_of(told.group) is not None
    ):
        return False
    vague = pattern.mode in (None, "firearms", "allege")
    return not (vague and scene.prepositional(verb.last, scene.scope_end(told.group)))


def _prepositions(told: Told) -> frozenset[str]:
    return PARTY_PREPOSITIONS | _ALSO.get(told.pattern.type, frozenset())


def _is_own(scene: Scene, owner: Span) -> bool:
    """Whether the owner is "its" or "their": the actor himself."""
    named = scene.phrase_in(owner)
    return named is not None and named.how == "pronoun"
