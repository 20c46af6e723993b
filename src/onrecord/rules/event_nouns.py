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
    "strike war violence support offer promise demand request appeal charge charges claim fighting march rally tour trip visit"
    " meeting deal protest veto threat commitment praise raid blast probe inquiry help aid assistance relief loan donation rescue"
    " backing opposition agreement objection complaint battle insult insults recall breach violation blame fine conversation"
    " concession invitation propaganda release recognition".split()
)
_UNREAL = frozenset("possible potential planned future alleged threatened proposed further any no more".split())


def find_noun_events(scene: Scene, lexicon: EventLexicon, found: list[Frame]) -> list[Frame]:
    """Frames of event nouns that no frame found so far speaks of, in text order."""
    syntax = scene.syntax
    taken = {at for frame in found for at in range(*scene.tokens_of(frame.anchor[0]))}
    told = {(frame.type, syntax.sentence_of[syntax.token_at(frame.anchor[0].start)]) for frame in found}
    frames = []
    for number, phrase in enumerate(syntax.noun_phrases):
        deed = _told(scene, lexicon, phrase.head, phrase.first)
        if deed is None or phrase.head in taken or (deed[0], syntax.sentence_of[phrase.head]) in told:
            continue  # a verb of the same sentence that tells of such a deed tells of this one
        frame = _frame(scene, number, *deed)
        frames += [frame] if frame is not None else []
    return frames


def _frame(scene: Scene, number: int, type_: str, mode: str | None, lemma: str) -> Frame | None:
    """The frame of a noun; None where too little is told of who did it to whom."""
    phrase = scene.syntax.noun_phrases[number]
    actors, recipients = _parties(scene, number, type_)
    if not actors or (not recipients and (lemma in _VAGUE or len(actors) < 2)):
        return None
    return Frame(
        anchor=(scene.syntax.span(phrase.head, phrase.head + 1),),
        type=type_,
        mode=mode,
        modality="hypothetical" if _is_unreal(scene, phrase.first, phrase.head) else "actual",
        reciprocal=type_ in _RECIPROCAL,
        roles=roles_of(actors, recipients),
        prob=0.45,
    )


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


def _parties(scene: Scene, number: int, type_: str) -> tuple[list[Span], list[Span]]:
    """The possessor or country adjective and those behind "by", "between", "with"; the ones behind "on", "against", "of"."""
    syntax = scene.syntax
    phrase = syntax.noun_phrases[number]
    last = scene.clause_end(phrase.last - 1)
    stops = (i for i in range(phrase.last, last) if syntax.tags[i] in _ENDS or syntax.tokens[i].text in _MARKS)
    last = next(stops, last)
    owner = scene.owner(number)
    actors = [owner] if owner is not None else []
    actors += scene.prepositional(phrase.last, last, frozenset(("by", "between")))
    if type_ in _RECIPROCAL:
        others = scene.prepositional(phrase.last, last, frozenset(("with",)))
        return [*actors, *(span for span in others if span not in actors)], []
    recipients = scene.prepositional(phrase.last, last, _AGAINST) or scene.prepositional(phrase.last, last, _OF)
    if not actors:
        subject = _light_subject(scene, phrase.first)
        actors = [subject] if subject is not None else []
    return actors, [span for span in recipients if span not in actors]


_ENDS = frozenset(("VERB", "AUX", "SCONJ"))
_MARKS = frozenset(',;“"')
_OF = frozenset(("of",))


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
