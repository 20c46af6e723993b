"""Words that are deeds: finding fault with another's words, charging another with a deed, warning another."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.frames import Frame
from onrecord.rules.event_lexicon import EventLexicon
from onrecord.rules.event_scene import Scene, roles_of
from onrecord.text import Span

_LABELS = frozenset("describe call brand label term dub characterise characterize denounce dismiss".split())
_CHARGES = frozenset("conclude allege claim charge find determine complain warn insist maintain".split())
_CONFLICT = frozenset(("ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE"))
_THREATENING = frozenset("will would not against face consequences".split())
_GUILTY = frozenset(("responsible", "behind", "guilty"))
_HARMS = frozenset(
    "death deaths loss losses killing casualties damage crisis collapse failure escalation crash explosion".split()
)
MAX_CONTENT = 60  # tokens of a content that are looked at

Blame = tuple[str | None, Span]  # mode of an ACCUSE, and who is blamed


def find_speech_events(scene: Scene, lexicon: EventLexicon, found: list[Frame]) -> list[Frame]:
    """ACCUSE and THREATEN frames of attributions aimed at somebody else, where no frame found so far stands on the cue."""
    taken = {at for frame in found for at in range(*scene.tokens_of(frame.anchor[0]))}
    hostile = sorted(
        ((frame.anchor[0], frame.fillers("actor")[0].spans[0]) for frame in found if _is_hostile(frame)),
        key=lambda deed: deed[0],
    )
    frames = []
    for cue in scene.cues:
        if not cue.anchor or cue.polarity != "affirmed" or cue.modality != "actual":
            continue
        speakers = [role.spans[0] for role in cue.fillers("speaker")]
        pieces = [span for role in cue.fillers("content") for span in role.spans]
        if speakers and pieces and not taken & set(range(*scene.tokens_of(cue.anchor[0]))):
            frame = _frame(scene, lexicon, cue, speakers, pieces, hostile)
            frames += [frame] if frame is not None else []
    return frames


def _is_hostile(frame: Frame) -> bool:
    return frame.type in _CONFLICT and frame.modality == "actual" and bool(frame.fillers("actor"))


def _frame(
    scene: Scene,
    lexicon: EventLexicon,
    cue: Frame,
    speakers: list[Span],
    pieces: list[Span],
    hostile: list[tuple[Span, Span]],
) -> Frame | None:
    """What an attribution does to somebody by its words; None where it only tells."""
    threatened = _warned(scene, cue, pieces)
    if threatened:
        return Frame(anchor=(cue.anchor[0],), type="THREATEN", roles=roles_of(speakers[:1], threatened[:1]), prob=0.5)
    blame = _blame(scene, lexicon, cue, pieces, hostile)
    if blame is None or any(speaker.covers(blame[1]) for speaker in speakers):
        return None
    return Frame(
        anchor=(cue.anchor[0],), type="ACCUSE", mode=blame[0], roles=roles_of(speakers[:1], [blame[1]]), prob=0.5
    )


def _warned(scene: Scene, cue: Frame, pieces: list[Span]) -> list[Span]:
    """Whom a warning is aimed at: the one who is told what will follow ("warned Chad that it would respond")."""
    if _lemma(scene, cue.anchor[0]) != "warn":
        return []
    aimed = [role.spans[0] for role in cue.fillers("addressee")]
    return aimed if aimed and _words(scene, pieces) & _THREATENING else []


def _blame(
    scene: Scene, lexicon: EventLexicon, cue: Frame, pieces: list[Span], hostile: list[tuple[Span, Span]]
) -> Blame | None:
    """Mode and the one blamed; None where the words blame nobody."""
    lemma = _lemma(scene, cue.anchor[0])
    words = _words(scene, pieces)
    blames = bool(words & lexicon.fault)
    if lemma in _LABELS and blames:
        return _labelled(scene, pieces[0])
    if words & _GUILTY:
        guilty = _guilty(scene, lexicon, pieces)
        if guilty is not None:
            return "allege", guilty
    if lemma not in _CHARGES:
        return None
    for piece in pieces if lemma != "warn" else []:
        at = bisect_left(hostile, (piece, piece))
        if at < len(hostile) and piece.covers(hostile[at][0]):
            return "allege", hostile[at][1]
    harming = blames and lemma in ("warn", "complain", "claim", "insist", "charge")
    return _harming(scene, pieces[0]) if harming else None


def _labelled(scene: Scene, piece: Span) -> Blame | None:
    """Whose words or deeds are given a bad name: the party that the content begins with."""
    first, last = scene.tokens_of(piece)
    target = scene.party(scene.syntax.np_at(piece.start)) if first < last else None
    named = scene.phrase_in(target) if target is not None else None
    blamed = named is not None and not (named.how == "pronoun" and named.kind != "person")
    return ("disapprove", target) if blamed and target is not None else None


def _guilty(scene: Scene, lexicon: EventLexicon, pieces: list[Span]) -> Span | None:
    """Who is said to be "responsible for the attack", "behind the killing"."""
    tokens = scene.syntax.tokens
    for piece in pieces:
        first, last = scene.tokens_of(piece)
        for at in range(first + 1, min(last, first + MAX_CONTENT)):
            if tokens[at].lower not in _GUILTY:
                continue
            group = scene.syntax.verb_at(at - 1)
            follows = {tokens[i].lower for i in range(at + 1, min(at + 7, len(tokens)))}
            deeds = {lexicon.nouns[word][0] for word in follows if word in lexicon.nouns}
            harmful = deeds & _CONFLICT or follows & _HARMS or at + 1 >= last
            if group is not None and scene.syntax.verb_groups[group].lemma == "be" and harmful:
                return scene.party(scene.subject(group))
    return None


def _harming(scene: Scene, piece: Span) -> Blame | None:
    """The subject of the content's first verb, where that tells of something done."""
    first, last = scene.tokens_of(piece)
    groups = scene.syntax.verb_groups
    group = bisect_left(groups, first, key=lambda verb: verb.first)
    if group == len(groups) or groups[group].first >= last:
        return None
    done = groups[group].tense in ("past", "perfect", "present") and groups[group].modal is None
    subject = scene.party(scene.subject(group))
    return (None, subject) if done and subject is not None else None


def _words(scene: Scene, pieces: list[Span]) -> set[str]:
    """The words of a content, of a long one those at its beginning."""
    ranges = (scene.tokens_of(piece) for piece in pieces[:8])
    return {
        scene.syntax.tokens[i].lower for first, last in ranges for i in range(first, min(last, first + MAX_CONTENT))
    }


def _lemma(scene: Scene, anchor: Span) -> str:
    """The lemma of the cue's main verb."""
    at = min(scene.syntax.token_at(anchor.start), len(scene.syntax.tokens) - 1)
    group = scene.syntax.verb_at(at)
    return scene.syntax.verb_groups[group].lemma if group is not None else scene.syntax.lemmas[at]
