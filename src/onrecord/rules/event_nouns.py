"""Events told by a noun: "Russian attacks on the port", "the expulsion of two envoys", "cooperation between the two"."""

from __future__ import annotations

from onrecord.frames import Frame
from onrecord.rules.event_lexicon import EventLexicon
from onrecord.rules.event_scene import Scene, roles_of
from onrecord.text import Span

_RECIPROCAL = frozenset(("CONSULT", "COOPERATE"))
_AGAINST = frozenset(("on", "against", "to", "upon"))
# Nouns that name an act only where a party stands beside them on both sides or with a determiner of time.
_VAGUE = frozenset(
    "strike war violence support offer promise demand request appeal charge claim fighting march rally tour trip visit meeting"
    " deal protest veto threat commitment praise raid blast probe inquiry".split()
)
_UNREAL = frozenset("possible potential planned future alleged threatened proposed further any no more".split())


def find_noun_events(scene: Scene, lexicon: EventLexicon, found: list[Frame]) -> list[Frame]:
    """Frames of event nouns that no frame found so far speaks of, in text order."""
    taken = [frame.anchor[0] for frame in found]
    frames = []
    for number, phrase in enumerate(scene.syntax.noun_phrases):
        told = _told(scene, lexicon, phrase.head, phrase.first)
        if told is None:
            continue
        type_, mode, lemma = told
        anchor = scene.syntax.span(phrase.head, phrase.head + 1)
        sentence = scene.syntax.sentence_of[phrase.head]
        if any(other.overlaps(anchor) for other in taken) or _echoes(scene, found, type_, sentence):
            continue
        actors, recipients = _parties(scene, number, type_)
        if not actors or (not recipients and (lemma in _VAGUE or len(actors) < 2)):
            continue
        reciprocal = type_ in _RECIPROCAL
        if reciprocal:
            actors, recipients = [*actors, *recipients], []
        frames.append(
            Frame(
                anchor=(anchor,),
                type=type_,
                mode=mode,
                modality="hypothetical" if _is_unreal(scene, phrase.first, phrase.head) else "actual",
                reciprocal=reciprocal,
                roles=roles_of(actors, recipients),
                prob=0.45,
            )
        )
    return frames


def _told(scene: Scene, lexicon: EventLexicon, head: int, first: int) -> tuple[str, str | None, str] | None:
    """Type, mode and lemma of a noun phrase's head, with the noun before it where the two are one term."""
    if scene.syntax.tags[head] != "NOUN":
        return None
    lemma = scene.noun_lemma(head)
    lower = scene.syntax.tokens[head].lower.replace("-", "")
    before = scene.syntax.tokens[head - 1].lower.replace("-", "") if head > first else ""
    for noun in (before + lower, before + lemma, lower, lemma):
        if noun in lexicon.nouns:
            return (*lexicon.nouns[noun], noun)
    return None


def _echoes(scene: Scene, found: list[Frame], type_: str, sentence: int) -> bool:
    """Whether a verb of the same sentence tells of an event of that type: the noun is no second one."""
    bounds = scene.draft.sentences[sentence] if sentence < len(scene.draft.sentences) else Span(0, 0)
    return any(frame.type == type_ and bounds.covers(frame.anchor[0]) for frame in found)


def _parties(scene: Scene, number: int, type_: str) -> tuple[list[Span], list[Span]]:
    """The possessor or country adjective and those behind "by", "between", "with"; the ones behind "on", "against", "of"."""
    syntax = scene.syntax
    phrase = syntax.noun_phrases[number]
    last = syntax.clause_end(phrase.last - 1)
    for at in range(phrase.last, last):
        if syntax.tags[at] in ("VERB", "AUX", "SCONJ") or syntax.tokens[at].text in (",", ";", "“", '"'):
            last = at
            break
    owner = scene.party(number)
    actors = [owner] if owner is not None and not _is_head(scene, owner, phrase.head) else []
    actors += scene.prepositional(phrase.last, last, frozenset(("by", "between")))
    others = scene.prepositional(phrase.last, last, frozenset(("with",)))
    recipients = scene.prepositional(phrase.last, last, _AGAINST)
    of = scene.prepositional(phrase.last, last, frozenset(("of",)))
    if type_ in _RECIPROCAL:
        return [*actors, *(span for span in others if span not in actors)], []
    if of and not recipients:
        recipients = of
    if not actors:
        subject = _light_subject(scene, phrase.first)
        actors = [subject] if subject is not None else []
    return actors, [span for span in recipients if span not in actors]


def _is_head(scene: Scene, span: Span, head: int) -> bool:
    phrase = scene.phrase_in(span)
    return phrase is not None and phrase.head.covers(
        Span(scene.syntax.tokens[head].start, scene.syntax.tokens[head].end)
    )


def _light_subject(scene: Scene, first: int) -> Span | None:
    """The subject of a light verb right before the noun: "has continued cooperation", "launched an attack"."""
    before = scene.syntax.verb_at(first - 1) if first else None
    if before is None or scene.syntax.verb_groups[before].lemma not in _LIGHT:
        return None
    return scene.party(scene.syntax.subject_of(before))


_LIGHT = frozenset(
    "continue launch carry begin start resume make conduct stage mount suffer face hold keep pursue".split()
)


def _is_unreal(scene: Scene, first: int, head: int) -> bool:
    return any(scene.syntax.tokens[i].lower in _UNREAL for i in range(first, head))
