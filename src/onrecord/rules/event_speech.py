"""Words that are deeds: finding fault with another's words, and charging another with a deed."""

from __future__ import annotations

from onrecord.frames import Frame
from onrecord.rules.event_lexicon import EventLexicon
from onrecord.rules.event_scene import Scene, roles_of
from onrecord.text import Span

_LABELS = frozenset("describe call brand label term dub characterise characterize denounce dismiss".split())
_CHARGES = frozenset("conclude allege claim charge find determine complain warn insist maintain".split())
_CONFLICT = frozenset(("ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE"))


def find_speech_events(scene: Scene, lexicon: EventLexicon, found: list[Frame]) -> list[Frame]:
    """ACCUSE frames of attributions that blame somebody else, where no frame found so far stands on the cue."""
    taken = [frame.anchor[0] for frame in found]
    frames = []
    for cue in scene.cues:
        if not cue.anchor or cue.polarity != "affirmed" or cue.modality != "actual":
            continue
        speakers = [role.spans[0] for role in cue.fillers("speaker")]
        pieces = [span for role in cue.fillers("content") for span in role.spans]
        if not speakers or not pieces or any(other.overlaps(cue.anchor[0]) for other in taken):
            continue
        threatened = _warned(scene, cue, pieces)
        if threatened:
            roles = roles_of(speakers[:1], threatened[:1])
            frames.append(Frame(anchor=(cue.anchor[0],), type="THREATEN", roles=roles, prob=0.5))
            continue
        told = _told(scene, lexicon, cue, pieces, found)
        if told is None:
            continue
        mode, recipients = told
        recipients = [span for span in recipients if span not in speakers and not any(s.covers(span) for s in speakers)]
        if recipients:
            frames.append(
                Frame(
                    anchor=(cue.anchor[0],),
                    type="ACCUSE",
                    mode=mode,
                    roles=roles_of(speakers[:1], recipients[:1]),
                    prob=0.5,
                )
            )
    return frames


def _warned(scene: Scene, cue: Frame, pieces: list[Span]) -> list[Span]:
    """Whom a warning is aimed at: the one who is told what will follow ("warned Chad that it would respond")."""
    if _lemma(scene, cue.anchor[0]) != "warn":
        return []
    aimed = [role.spans[0] for role in cue.fillers("addressee")]
    words = {scene.syntax.tokens[i].lower for piece in pieces for i in range(*_tokens(scene, piece))}
    return aimed if aimed and words & {"will", "would", "not", "against", "face", "consequences"} else []


def _told(
    scene: Scene, lexicon: EventLexicon, cue: Frame, pieces: list[Span], found: list[Frame]
) -> tuple[str | None, list[Span]] | None:
    """Mode and the one blamed; None where the words blame nobody."""
    lemma = _lemma(scene, cue.anchor[0])
    first, _ = _tokens(scene, pieces[0])
    words = {scene.syntax.tokens[i].lower for piece in pieces for i in range(*_tokens(scene, piece))}
    blames = bool(words & lexicon.fault)
    if lemma in _LABELS and blames:
        phrase = scene.syntax.np_at(scene.syntax.tokens[first].start) if first < len(scene.syntax.tokens) else None
        target = scene.party(phrase)
        named = scene.phrase_in(target) if target is not None else None
        blamed = named is not None and not (named.how == "pronoun" and named.kind != "person")
        return ("disapprove", [target]) if blamed and target is not None else None
    if lemma in _CHARGES:
        return _charged(scene, pieces, found, lemma, blames)
    return None


def _charged(
    scene: Scene, pieces: list[Span], found: list[Frame], lemma: str, blames: bool
) -> tuple[str | None, list[Span]] | None:
    """The doer of a hostile act told in the content; for "warned" and "complained" the subject of a harm."""
    for frame in found:
        inside = any(piece.covers(frame.anchor[0]) for piece in pieces)
        if (
            inside
            and frame.type in _CONFLICT
            and frame.modality == "actual"
            and frame.fillers("actor")
            and lemma != "warn"
        ):
            return "allege", [frame.fillers("actor")[0].spans[0]]
    if not blames or lemma not in ("warn", "complain", "claim", "insist", "charge"):
        return None
    first, last = _tokens(scene, pieces[0])
    for group in range(len(scene.syntax.verb_groups)):
        verb = scene.syntax.verb_groups[group]
        if first <= verb.first < last:
            done = verb.tense in ("past", "perfect", "present") and verb.modal is None
            subject = scene.party(scene.syntax.subject_of(group))
            return (None, [subject]) if done and subject is not None else None
    return None


def _lemma(scene: Scene, anchor: Span) -> str:
    """The lemma of the cue's main verb."""
    at = scene.syntax.token_at(anchor.start)
    group = scene.syntax.verb_at(at) if at < len(scene.syntax.tokens) else None
    return (
        scene.syntax.verb_groups[group].lemma
        if group is not None
        else scene.syntax.lemmas[min(at, len(scene.syntax.lemmas) - 1)]
    )


def _tokens(scene: Scene, span: Span) -> tuple[int, int]:
    """First and last (half-open) token of a span."""
    return scene.syntax.token_at(span.start), scene.syntax.token_at(span.end)
