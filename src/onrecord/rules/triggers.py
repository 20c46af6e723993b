"""Events by rule: verbs and event nouns with their parties, and what becomes of an act that is promised, refused or demanded."""

from __future__ import annotations

from dataclasses import replace

from onrecord.frames import Draft, Frame
from onrecord.ontology import FUTURE_OF
from onrecord.rules.event_lexicon import EventLexicon, load_event_lexicon
from onrecord.rules.event_match import Told, find_told
from onrecord.rules.event_modality import find_modality, is_goal, is_unwilling
from onrecord.rules.event_nouns import find_noun_events
from onrecord.rules.event_parties import asked_parties, has_no_object, parties_of, recipients_of
from onrecord.rules.event_scene import Scene, build_scene, roles_of
from onrecord.rules.event_speech import find_speech_events
from onrecord.rules.event_stance import ASKED_MODE, find_demands
from onrecord.text import Article, Span

_SPEAKER_THREATENS = frozenset(("pay", "face", "regret", "answer", "suffer"))
_REFUSED_MODE = {kind: mode for kind, mode in ASKED_MODE.items() if kind != "AGREE"}
_INNER_MODE: dict[str, dict[str, str | None]] = {
    "REJECT": {**_REFUSED_MODE},
    "REQUEST": {**ASKED_MODE},
    "THREATEN": {
        "ASSAULT": "violence",
        "COERCE": "restrict",
        "SANCTION": "relations",
        "MOBILIZE": "violence",
        "PROTEST": None,
    },
}
_SWEARING = frozenset("vow promise pledge swear threaten guarantee".split())  # what these lead to may be a threat
_QUESTIONING = frozenset("ask order press push seek beg".split())  # requests only with what is requested
_HELPING = frozenset("try attempt be have begin seek start plan conspire continue".split())


def find_event_frames(article: Article, draft: Draft, cue_frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Every event of an article, in text order; needs syntax, regions and phrases."""
    if draft.syntax is None:
        return ()
    scene = build_scene(article.text, draft, draft.syntax, cue_frames)
    lexicon = load_event_lexicon()
    groups = range(len(draft.syntax.verb_groups))
    told = {group: found for group in groups if (found := find_told(scene, lexicon, group))}
    frames = find_demands(scene, told)
    for group in told:
        if group not in scene.used:
            frames.extend(_frames_of(scene, lexicon, told, group))
    frames += find_speech_events(scene, lexicon, frames)
    frames += find_noun_events(scene, lexicon, frames)
    return tuple(sorted(frames, key=lambda frame: (frame.anchor[0].start, frame.anchor[0].end)))


def _frames_of(scene: Scene, lexicon: EventLexicon, told: dict[int, Told], group: int) -> list[Frame]:
    """The frame of one verb group, with the act inside it taken in where one type wins."""
    found = told[group]
    verb = scene.syntax.verb_groups[group]
    control = lexicon.control.get(verb.lemma) if not found.pattern.nouns else None
    leads = control or found.pattern.type in ("REQUEST", "THREATEN", "ACCUSE")
    inner = _complement(scene, told, group) if leads else None
    frame = _plain_frame(scene, lexicon, found)
    if frame is None:
        return []
    if inner is not None and found.pattern.type == "ACCUSE":
        return [frame, *_accused_act(scene, lexicon, told[inner], frame)]
    if inner is not None and control:
        scene.used.add(inner)
        return [_controlled(scene, frame, verb.lemma, control, told[inner])]
    if control == "REQUEST" and frame.mode is None:
        asked = _with_noun_mode(scene, lexicon, _with_clause(scene, frame, group), group)
        asks = asked.mode or (asked.fillers("recipient") and not _asks_only(scene, group))
        return [asked] if asks else []
    return [frame]


def _asks_only(scene: Scene, group: int) -> bool:
    """Whether "asked", "pressed" or "ordered" stands without anything that is to be done: "asked the minister about it"."""
    verb = scene.syntax.verb_groups[group]
    if verb.lemma not in _QUESTIONING:
        return False
    end = scene.clause_end(verb.last - 1)
    near = range(verb.last, min(end, verb.last + 16))
    return not any(
        scene.syntax.tokens[i].lower in ("to", "for", "that") and scene.syntax.tags[i] != "DET" for i in near
    )


def _with_clause(scene: Scene, frame: Frame, group: int) -> Frame:
    """ "Demanded that Chad explain itself": the subject of the clause is asked, whatever the verb."""
    if frame.fillers("recipient") or group + 1 >= len(scene.syntax.verb_groups):
        return frame
    verb, inner = scene.syntax.verb_groups[group], scene.syntax.verb_groups[group + 1]
    between = [scene.syntax.tokens[i].lower for i in range(verb.last, min(inner.first, verb.last + 8))]
    if "that" not in between[:2]:
        return frame
    actors = [role.spans[0] for role in frame.fillers("actor")]
    return replace(frame, roles=roles_of(actors, asked_parties(scene, group + 1)), mode=frame.mode or "change")


def _complement(scene: Scene, told: dict[int, Told], group: int) -> int | None:
    """The verb group that is the complement of another: "refused to free", "demanded that X apologise", "of meddling"."""
    verb = scene.syntax.verb_groups[group]
    sentence_of = scene.syntax.sentence_of
    for other in range(group + 1, min(group + 4, len(scene.syntax.verb_groups))):
        inner = scene.syntax.verb_groups[other]
        if sentence_of[inner.first] != sentence_of[verb.first] or inner.first - verb.last > 30:
            return None
        between = [scene.syntax.tokens[i].lower for i in range(verb.last, inner.first)]
        if inner.form == "finite" and not {"that", "if", "whether"} & set(between[:2]) and between:
            return None
        if {";", "and", "but"} & set(between) and inner.form == "finite":
            return None
        if other in told:
            return other
        if inner.lemma not in _HELPING:
            return None
    return None


def _plain_frame(scene: Scene, lexicon: EventLexicon, found: Told) -> Frame | None:
    """The frame of a verb by itself: parties, modality, and the type that a planned or unwanted act has."""
    verb = scene.syntax.verb_groups[found.group]
    type_, mode = found.pattern.type, found.pattern.mode
    if is_goal(scene, lexicon, found.group) or has_no_object(scene, found):
        return None
    actors, recipients = parties_of(scene, found)
    modality = find_modality(scene, lexicon, found.group)
    if verb.lemma in _SPEAKER_THREATENS and type_ == "THREATEN":
        cue = scene.cue_around(scene.syntax.span(verb.main, verb.last))
        speakers = [role.spans[0] for role in cue.fillers("speaker")] if cue else []
        if not speakers or not (verb.modal or verb.tense == "future"):
            return None
        actors, recipients, modality = speakers, actors, "actual"
    if not actors and not recipients:
        return None
    reciprocal = found.pattern.reciprocal and not recipients
    if modality == "negated" and type_ in _REFUSED_MODE and is_unwilling(scene, lexicon, found.group):
        type_, mode, modality, reciprocal = "REJECT", _REFUSED_MODE[type_], "actual", False
    elif modality == "future" and type_ in FUTURE_OF:
        if reciprocal:
            actors, recipients, reciprocal = actors[:1], actors[1:], False
            if not recipients:
                return None
        type_, mode, modality = FUTURE_OF[type_], None, "actual"
    return Frame(
        anchor=(scene.syntax.span(found.first, found.last),),
        type=type_,
        mode=mode,
        modality=modality,
        reciprocal=reciprocal,
        roles=roles_of(actors, recipients),
        prob=0.6,
    )


def _accused_act(scene: Scene, lexicon: EventLexicon, inner: Told, accusation: Frame) -> list[Frame]:
    """The act of which somebody is accused: a second event, done by the accused; nobody's word where nobody is named."""
    scene.used.add(inner.group)
    frame = _plain_frame(scene, lexicon, inner)
    if frame is None:
        return []
    accused = [role.spans[0] for role in accusation.fillers("recipient")]
    sufferers = [role.spans[0] for role in frame.fillers("recipient")]
    unnamed = not accusation.fillers("actor")
    return [replace(frame, roles=roles_of(accused, sufferers), modality="actual", asserted=unnamed)]


def _controlled(scene: Scene, frame: Frame, lemma: str, control: str, inner: Told) -> Frame:
    """One type wins: "refused to free" is REJECT yield, "promised to withdraw" CONCEDE, "vowed to attack" THREATEN."""
    kind = inner.pattern.type
    if control == "AGREE":
        conflict = kind in _INNER_MODE["THREATEN"] and lemma in _SWEARING
        type_ = "THREATEN" if conflict else "CONCEDE" if kind in ("RETREAT", "CONCEDE") else "AGREE"
        mode = _INNER_MODE["THREATEN"].get(kind) if conflict else None
    else:
        type_ = control
        mode = _INNER_MODE[control].get(kind, "change" if control in ("REJECT", "REQUEST") else None)
    if type_ == "THREATEN" and inner.pattern.mode in ("arrest", "deport", "expel"):
        mode = "expel" if inner.pattern.mode != "arrest" else "arrest"
    actors = [role.spans[0] for role in frame.fillers("actor")]
    others = [role.spans[0] for role in frame.fillers("recipient")]
    if frame.reciprocal:
        actors, others = actors[:1], actors[1:]
    if not others:
        others = asked_parties(scene, inner.group) if control == "REQUEST" else []
        others = others or [span for span in recipients_of(scene, inner) if span not in actors]
    roles = roles_of(actors, others)
    return replace(frame, type=type_, mode=mode, roles=roles, reciprocal=False, anchor=_joined(scene, frame, inner))


def _joined(scene: Scene, frame: Frame, inner: Told) -> tuple[Span, ...]:
    """The anchor with its complement where the two stand side by side: "refused to free"."""
    last = scene.syntax.span(inner.first, inner.first + 1)
    start, end = frame.anchor[0]
    near = last.start - end < 25 and "\n" not in scene.text[end : last.start]
    return (Span(start, last.end),) if near and scene.text[end : last.start].split() == ["to"] else frame.anchor


def _with_noun_mode(scene: Scene, lexicon: EventLexicon, frame: Frame, group: int) -> Frame:
    """ "Called for the release of X", "demanded an apology": the mode from the noun that is asked for."""
    last = scene.syntax.verb_groups[group].last
    for at in range(last, min(scene.scope_end(group), last + 8)):
        kind = lexicon.nouns.get(scene.noun_lemma(at)) or lexicon.nouns.get(scene.syntax.tokens[at].lower)
        if kind is None or scene.syntax.tags[at] != "NOUN":
            continue
        phrase = scene.syntax.np_at(scene.syntax.tokens[at].start)
        span = scene.syntax.span(scene.syntax.noun_phrases[phrase].first, at + 1) if phrase is not None else None
        start = frame.anchor[0].start
        anchor = (Span(start, span.end),) if span and span.end - start < 40 else frame.anchor
        frame = replace(frame, mode=_INNER_MODE["REQUEST"].get(kind[0], "change"), anchor=anchor)
        if not frame.fillers("recipient"):
            actors = [role.spans[0] for role in frame.fillers("actor")]
            behind = scene.prepositional(at + 1, min(scene.clause_end(at), at + 8), _WITH_WHOM)
            frame = replace(frame, roles=roles_of(actors, behind))
        return frame
    return frame


_WITH_WHOM = frozenset(("from", "with"))
