"""Events by rule: verbs and event nouns with their parties, and what becomes of an act that is promised, refused or demanded."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.facts import Modality
from onrecord.frames import Draft, Frame
from onrecord.ontology import FUTURE_OF
from onrecord.rules.event_lexicon import EventLexicon, Pattern, load_event_lexicon
from onrecord.rules.event_nouns import find_noun_events
from onrecord.rules.event_scene import Scene, build_scene, roles_of
from onrecord.rules.event_speech import find_speech_events
from onrecord.syntax import VerbGroup
from onrecord.text import Article, Span

_SPEAKER_THREATENS = frozenset(("pay", "face", "regret", "answer", "suffer"))
_GIVEN = {
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
}
_INNER_MODE: dict[str, dict[str, str | None]] = {
    "REJECT": {**_GIVEN},
    "REQUEST": {**_GIVEN, "AGREE": "meet"},
    "THREATEN": {
        "ASSAULT": "violence",
        "COERCE": "restrict",
        "SANCTION": "relations",
        "MOBILIZE": "violence",
        "PROTEST": None,
    },
}


@dataclass(frozen=True, slots=True)
class _Told:
    """A verb group that tells of an event: the pattern that fits, and the tokens of its anchor."""

    group: int
    pattern: Pattern
    first: int
    last: int
    behind: int  # the token after the pattern's words


def find_event_frames(article: Article, draft: Draft, cue_frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Every event of an article, in text order; needs syntax, regions and phrases."""
    if draft.syntax is None:
        return ()
    scene = build_scene(article.text, draft, draft.syntax, cue_frames)
    lexicon = load_event_lexicon()
    told = {group: found for group in range(len(draft.syntax.verb_groups)) if (found := _match(scene, lexicon, group))}
    frames: list[Frame] = []
    for group in told:
        if group not in scene.used:
            frames.extend(_frames_of(scene, lexicon, told, group))
    frames += find_speech_events(scene, lexicon, frames)
    frames += find_noun_events(scene, lexicon, frames)
    return tuple(sorted(frames, key=lambda frame: (frame.anchor[0].start, frame.anchor[0].end)))


def _match(scene: Scene, lexicon: EventLexicon, group: int) -> _Told | None:
    """The most specific pattern that a verb group fits."""
    verb = scene.syntax.verb_groups[group]
    patterns = lexicon.verbs.get(verb.lemma) or lexicon.verbs.get(_american(verb.lemma))
    if not patterns:
        return None
    target = scene.sufferer(group)
    objects = _object_nouns(scene, target)
    if objects & lexicon.guards.get(verb.lemma, frozenset()):
        return None
    for pattern in patterns:
        behind = _words_end(scene, verb, pattern.words, target)
        if behind is None or not _fits(scene, pattern, objects, target, behind):
            continue
        last = behind if behind <= verb.main + 4 else verb.main + 1
        return _Told(group, pattern, verb.main, _object_end(scene, group, last) if pattern.nouns else last, behind)
    return None


def _fits(scene: Scene, pattern: Pattern, objects: frozenset[str], target: int | None, behind: int) -> bool:
    """Whether the object is one of the pattern's: its nouns (or those behind its words), a party, or none."""
    if pattern.needs == "none":
        return target is None
    if pattern.needs == "party" and scene.party(target) is None:
        return False
    if not pattern.nouns or objects & pattern.nouns:
        return True
    return bool(pattern.words) and bool(_object_nouns(scene, scene.phrase_starting(behind)) & pattern.nouns)


def _object_end(scene: Scene, group: int, last: int) -> int:
    """The token after an object that belongs to the anchor and stands close: "opened an investigation"."""
    phrase = scene.syntax.object_of(group)
    if phrase is None or scene.syntax.verb_groups[group].voice == "passive":
        return last
    found = scene.syntax.noun_phrases[phrase]
    return max(last, found.head + 1) if found.head - scene.syntax.verb_groups[group].main <= 3 else last


def _american(lemma: str) -> str:
    return lemma[:-3] + "ize" if lemma.endswith("ise") else lemma


def _object_nouns(scene: Scene, phrase: int | None) -> frozenset[str]:
    """Lemmas of a phrase's nouns behind its owner ("Chad's *peace plan*"), compounds as one word too.

    Where the head counts or measures ("dozens of", "a package of"), those of the phrase behind it too.
    """
    if phrase is None:
        return frozenset()
    syntax = scene.syntax
    found = syntax.noun_phrases[phrase]
    first = next(
        (i + 1 for i in range(found.head, found.first, -1) if syntax.tokens[i].lower in ("'s", "'")), found.first
    )
    nouns = {
        scene.noun_lemma(i) for i in range(first, found.last) if syntax.tags[i] in ("NOUN", "PROPN", "ADJ", "VERB")
    }
    nouns |= {syntax.tokens[i].lower + scene.noun_lemma(i + 1) for i in range(first, found.last - 1)}
    if syntax.tags[found.head] == "PRON":
        nouns.add(syntax.tokens[found.head].lower)
    if found.last < len(syntax.tokens) and syntax.tokens[found.last].lower in ("of", "in", "worth"):
        counted = scene.noun_lemma(found.head) in _MEASURES or syntax.tags[found.head] in ("NUM", "SYM")
        behind = scene.phrase_starting(found.last + 1) if counted else None
        nouns |= _object_nouns(scene, behind) if behind is not None else set()
    return frozenset(nouns)


_MEASURES = frozenset(
    "number group dozen hundred thousand million billion trillion series lot batch round package pair couple rest majority kind"
    " form type wave string handful score tonne ton bulk remainder part amount volume set raft tranche shipment convoy"
    " contingent planeload consignment use plan worth dollar euro pound yuan host array range level flow".split()
)


def _words_end(scene: Scene, verb: VerbGroup, words: tuple[str, ...], target: int | None) -> int | None:
    """The token after the pattern's words, which follow the verb, or its object; None where they do not."""
    at = verb.main + 1
    if not words:
        return at
    found = _words_from(scene, at, words, 2 if words[0] in _PREPOSITIONS else 4)
    if found is None and target is not None and verb.voice == "active":
        found = _words_from(scene, scene.syntax.noun_phrases[target].last, words, 2)
    return found


def _words_from(scene: Scene, at: int, words: tuple[str, ...], reach: int) -> int | None:
    """The token after the words, the first of which stands within `reach` tokens and the others right behind."""
    last = scene.syntax.sentence_bounds(at - 1)[1]
    for word in words:
        near = range(at, min(last, at + reach))
        found = next((i for i in near if word in (scene.syntax.tokens[i].lower, scene.noun_lemma(i))), None)
        if found is None:
            return None
        at, reach = found + 1, 1
    return at


_PREPOSITIONS = frozenset("on at to for with against from of in over out down up off back into under".split())


def _frames_of(scene: Scene, lexicon: EventLexicon, told: dict[int, _Told], group: int) -> list[Frame]:
    """The frame of one verb group, with the act inside it taken in where one type wins."""
    found = told[group]
    verb = scene.syntax.verb_groups[group]
    control = lexicon.control.get(verb.lemma) if not found.pattern.nouns else None
    inner = (
        _complement(scene, told, group) if control or found.pattern.type in ("REQUEST", "THREATEN", "ACCUSE") else None
    )
    frame = _plain_frame(scene, lexicon, found)
    if frame is None:
        return []
    if inner is not None and found.pattern.type == "ACCUSE":
        return [frame, *_accused_act(scene, lexicon, told[inner], frame)]
    if inner is not None and control:
        scene.used.add(inner)
        return [_controlled(scene, frame, control, told[inner])]
    if control == "REQUEST" and frame.mode is None:
        asked = _with_noun_mode(scene, lexicon, _with_clause(scene, frame, group), group)
        return [asked] if asked.mode or asked.fillers("recipient") else []
    return [frame]


def _with_clause(scene: Scene, frame: Frame, group: int) -> Frame:
    """ "Demanded that Chad explain itself": the subject of the clause is asked, whatever the verb."""
    if frame.fillers("recipient") or group + 1 >= len(scene.syntax.verb_groups):
        return frame
    verb, inner = scene.syntax.verb_groups[group], scene.syntax.verb_groups[group + 1]
    between = [scene.syntax.tokens[i].lower for i in range(verb.last, min(inner.first, verb.last + 8))]
    if "that" not in between[:2]:
        return frame
    actors = [role.spans[0] for role in frame.fillers("actor")]
    return replace(frame, roles=roles_of(actors, _asked(scene, group + 1)), mode=frame.mode or "change")


def _complement(scene: Scene, told: dict[int, _Told], group: int) -> int | None:
    """The verb group that is the complement of another: "refused to free", "demanded that X apologise", "of meddling"."""
    verb = scene.syntax.verb_groups[group]
    end = scene.syntax.sentence_bounds(verb.first)[1]
    for other in range(group + 1, min(group + 4, len(scene.syntax.verb_groups))):
        inner = scene.syntax.verb_groups[other]
        if inner.first >= end:
            return None
        between = [scene.syntax.tokens[i].lower for i in range(verb.last, inner.first)]
        if inner.form == "finite" and not {"that", "if", "whether"} & set(between[:2]) and between:
            return None
        if {";", "and", "but"} & set(between) and inner.form == "finite":
            return None
        if other in told:
            return other
        if inner.lemma not in (
            "try",
            "attempt",
            "be",
            "have",
            "begin",
            "seek",
            "start",
            "plan",
            "conspire",
            "continue",
        ):
            return None
    return None


def _plain_frame(scene: Scene, lexicon: EventLexicon, found: _Told) -> Frame | None:
    """The frame of a verb by itself: parties, modality, and the type that a planned act has."""
    verb = scene.syntax.verb_groups[found.group]
    pattern = found.pattern
    if _is_goal(scene, lexicon, found.group) or _lacks_object(scene, found):
        return None
    actors, recipients = _parties(scene, found)
    if verb.lemma in _SPEAKER_THREATENS and pattern.type == "THREATEN":
        cue = scene.cue_around(scene.syntax.span(verb.main, verb.last))
        speakers = [role.spans[0] for role in cue.fillers("speaker")] if cue else []
        if not speakers or not (verb.modal or verb.tense == "future"):
            return None
        actors, recipients = speakers, actors
    if not actors and not recipients:
        return None
    modality = _modality(scene, lexicon, found.group)
    if verb.lemma in _SPEAKER_THREATENS:
        modality = "actual"
    type_, mode = pattern.type, pattern.mode
    reciprocal = pattern.reciprocal and not recipients
    if modality == "future" and type_ in FUTURE_OF:
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


def _is_goal(scene: Scene, lexicon: EventLexicon, group: int) -> bool:
    """An infinitive of purpose ("used gas to disperse them", "marched to demand it") tells of no deed of its own."""
    verb = scene.syntax.verb_groups[group]
    if verb.form != "infinitive" or group == 0:
        return False
    leading = scene.syntax.verb_groups[group - 1]
    same = scene.syntax.sentence_of[leading.first] == scene.syntax.sentence_of[verb.first]
    leads = (
        leading.lemma in lexicon.aspect
        or leading.lemma in lexicon.control
        or leading.lemma in ("be", "have", "ask", "agree", "allow")
    )
    return same and not leads and verb.first > leading.last


def _lacks_object(scene: Scene, found: _Told) -> bool:
    """A verb that does something to somebody, without anybody: "the show bombed", "the army attacked"."""
    verb = scene.syntax.verb_groups[found.group]
    plain = not found.pattern.words and not found.pattern.nouns and not found.pattern.reciprocal
    if (
        not plain
        or verb.voice == "passive"
        or found.pattern.type not in ("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "AID")
    ):
        return False
    end = scene.scope_end(found.group)
    behind = scene.prepositional(verb.last, end) if found.pattern.mode in (None, "firearms") else []
    return scene.syntax.object_of(found.group) is None and not behind


def _parties(scene: Scene, found: _Told) -> tuple[list[Span], list[Span]]:
    """Who does it and to whom."""
    syntax, pattern = scene.syntax, found.pattern
    verb = syntax.verb_groups[found.group]
    subject = syntax.subject_of(found.group)
    end = scene.scope_end(found.group)
    if verb.voice == "passive":
        agents = scene.agent(verb)
        sufferers = [] if pattern.nouns else scene.parties(subject, leftwards=True)
        return agents, sufferers or scene.prepositional(verb.last, end)
    actors = scene.parties(subject, leftwards=True)
    if pattern.reciprocal:
        others = scene.prepositional(verb.last, end, frozenset(("with", "between")))
        if not others and pattern.words[-1:] != ("with",) and not pattern.nouns:
            others = scene.parties(syntax.object_of(found.group))
        return [*actors, *(span for span in others if span not in actors)], []
    return actors, [span for span in _recipients(scene, found, end) if span not in actors]


def _recipients(scene: Scene, found: _Told, end: int) -> list[Span]:
    """The object where it is a party, else the party behind a preposition, else the owner inside the object."""
    syntax, pattern = scene.syntax, found.pattern
    verb = syntax.verb_groups[found.group]
    target = syntax.object_of(found.group)
    if pattern.words:
        after = scene.phrase_starting(found.behind)
        if after is not None and scene.party(after) is not None:
            return scene.parties(after)
    between = target is not None and syntax.noun_phrases[target].last < found.behind
    if not pattern.nouns and target is not None and (between or not pattern.words):
        direct = scene.parties(target)
        if direct:
            return direct
    if pattern.words and pattern.words[-1] in ("for", "about", "from", "of", "out"):
        return []
    behind = scene.prepositional(verb.last, end)
    if behind:
        return behind
    if target is not None and pattern.nouns:
        owner = scene.party(target)
        if owner is None or pattern.type == "MOBILIZE":
            return scene.prepositional(verb.last, scene.scope_end(found.group, through=True))
        return [owner]
    return []


def _modality(scene: Scene, lexicon: EventLexicon, group: int) -> Modality:
    """Told as done, planned, possible or not done: from the verb group, the verb it hangs on, "if", and a denying cue."""
    syntax = scene.syntax
    verb = syntax.verb_groups[group]
    span = syntax.span(verb.first, verb.last)
    cue = scene.cue_around(span)
    if verb.negated or _denied_subject(scene, verb) or (cue is not None and cue.polarity == "denied"):
        return "negated"
    if _after_if(scene, verb):
        return "hypothetical"
    if verb.tense == "future":
        return "future"
    if verb.modal == "would":
        return "future" if cue is not None else "hypothetical"
    if verb.modal in ("could", "may", "might", "can", "should", "must", "ought"):
        return "hypothetical"
    if verb.form in ("infinitive", "gerund"):
        return _from_leading(scene, lexicon, group)
    return "actual"


def _from_leading(scene: Scene, lexicon: EventLexicon, group: int) -> Modality:
    """The modality that the verb before an infinitive or -ing form gives it: planned to, wants to, failed to."""
    verb = scene.syntax.verb_groups[group]
    before = group - 1
    if (
        before < 0
        or scene.syntax.sentence_of[scene.syntax.verb_groups[before].first] != scene.syntax.sentence_of[verb.first]
    ):
        return "actual"
    leading = scene.syntax.verb_groups[before]
    if verb.first - leading.last > 5:
        return "future" if verb.form == "infinitive" else "actual"
    told = lexicon.aspect.get(leading.lemma)
    if leading.lemma in lexicon.control:
        return "hypothetical"
    if told == "actual":
        return _modality(scene, lexicon, before)
    if told is not None:
        return told  # type: ignore[return-value]
    return "future" if verb.form == "infinitive" else "actual"


def _denied_subject(scene: Scene, verb: VerbGroup) -> bool:
    before = verb.first - 1
    return before >= 0 and scene.syntax.tokens[max(before - 1, 0)].lower in ("no", "neither", "nobody", "none")


def _after_if(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the verb stands in an if-clause."""
    first = scene.syntax.sentence_bounds(verb.first)[0]
    for at in range(verb.first - 1, max(first - 1, verb.first - 12), -1):
        word = scene.syntax.tokens[at].lower
        if word in ("if", "unless", "whether"):
            return True
        if word in (",", ";", "that") or scene.syntax.tags[at] == "VERB":
            return False
    return False


def _accused_act(scene: Scene, lexicon: EventLexicon, inner: _Told, accusation: Frame) -> list[Frame]:
    """The act of which somebody is accused: a second event, done by the accused; nobody's word where nobody is named."""
    scene.used.add(inner.group)
    frame = _plain_frame(scene, lexicon, inner)
    if frame is None:
        return []
    accused = [role.spans[0] for role in accusation.fillers("recipient")]
    sufferers = [role.spans[0] for role in frame.fillers("recipient")]
    unnamed = not accusation.fillers("actor")
    return [replace(frame, roles=roles_of(accused, sufferers), modality="actual", asserted=unnamed)]


def _controlled(scene: Scene, frame: Frame, control: str, inner: _Told) -> Frame:
    """One type wins: "refused to free" is REJECT yield, "promised to withdraw" CONCEDE, "vowed to attack" THREATEN."""
    kind = inner.pattern.type
    if control == "AGREE":
        conflict = kind in ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST")
        type_ = "THREATEN" if conflict else "CONCEDE" if kind in ("RETREAT", "CONCEDE") else "AGREE"
        mode = _INNER_MODE["THREATEN"].get(kind) if conflict else None
    else:
        type_ = control
        mode = _INNER_MODE[control].get(kind, "change" if control in ("REJECT", "REQUEST") else None)
    if type_ == "THREATEN" and inner.pattern.mode in ("arrest", "deport", "expel"):
        mode = "expel" if inner.pattern.mode != "arrest" else "arrest"
    roles = frame.roles
    if not frame.fillers("recipient"):
        actors = [role.spans[0] for role in frame.fillers("actor")]
        asked = _asked(scene, inner.group) if control == "REQUEST" else []
        others = asked or [
            span for span in _recipients(scene, inner, scene.scope_end(inner.group)) if span not in actors
        ]
        roles = roles_of(actors, others)
    return replace(frame, type=type_, mode=mode, roles=roles, anchor=_joined(scene, frame, inner))


def _asked(scene: Scene, inner: int) -> list[Span]:
    """Who is to do what is demanded: the subject of the that-clause."""
    if scene.syntax.verb_groups[inner].form != "finite":
        return []
    return scene.parties(scene.syntax.subject_of(inner), leftwards=True)


def _joined(scene: Scene, frame: Frame, inner: _Told) -> tuple[Span, ...]:
    """The anchor with its complement where the two stand side by side: "refused to free"."""
    last = scene.syntax.span(inner.first, inner.first + 1)
    near = last.start - frame.anchor[0].end < 25 and "\n" not in scene.text[frame.anchor[0].end : last.start]
    between = scene.text[frame.anchor[0].end : last.start].split()
    return (Span(frame.anchor[0].start, last.end),) if near and between == ["to"] else frame.anchor


def _with_noun_mode(scene: Scene, lexicon: EventLexicon, frame: Frame, group: int) -> Frame:
    """ "called for the release of X", "demanded an apology": the mode from the noun that is asked for."""
    end = scene.scope_end(group)
    for at in range(scene.syntax.verb_groups[group].last, min(end, scene.syntax.verb_groups[group].last + 8)):
        kind = lexicon.nouns.get(scene.noun_lemma(at))
        if kind is not None:
            phrase = scene.syntax.np_at(scene.syntax.tokens[at].start)
            span = scene.syntax.span(scene.syntax.noun_phrases[phrase].first, at + 1) if phrase is not None else None
            anchor = (
                (Span(frame.anchor[0].start, span.end),)
                if span and span.end - frame.anchor[0].start < 40
                else frame.anchor
            )
            return replace(frame, mode=_INNER_MODE["REQUEST"].get(kind[0], "change"), anchor=anchor)
    return frame
