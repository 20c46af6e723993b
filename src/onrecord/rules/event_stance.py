"""What is said that others must do: "the minister said that Chad must free them" is a request to Chad."""

from __future__ import annotations

from onrecord.frames import Frame, Phrase
from onrecord.rules.event_match import Told
from onrecord.rules.event_scene import Scene, roles_of
from onrecord.syntax import VerbGroup
from onrecord.text import Span

_MODALS = frozenset(("must", "should", "ought"))
# Verbs whose "must" is a guess or a habit of speech, not a demand.
_STATES = frozenset(
    "be have know understand remember expect feel mean seem think hope live want need realise realize like love".split()
)
ASKED_MODE = {
    "RETREAT": "yield", "CONCEDE": "yield", "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONSULT": "meet",
    "AGREE": "meet",
}  # fmt: skip


def find_demands(scene: Scene, told: dict[int, Told]) -> list[Frame]:
    """REQUEST frames of obligations that somebody lays on a political party; their verbs are marked as used.

    Only where another speaks: the reporter's own "must" is a forecast. "Should" counts with a deed that the lexicon knows.
    """
    frames = []
    for group, verb in enumerate(scene.syntax.verb_groups):
        if not _obliges(scene, verb, group in told):
            continue
        anchor = scene.syntax.span(verb.first, verb.last)
        cue = scene.cue_around(anchor)
        speakers = [role.spans[0] for role in cue.fillers("speaker")] if cue else []
        asked = scene.parties(scene.subject(group), leftwards=True) if speakers else []
        asked = [
            span
            for span in asked
            if _is_political(scene.phrase_in(span)) and not any(s.overlaps(span) for s in speakers)
        ]
        if not asked:
            continue
        scene.used.add(group)
        mode = ASKED_MODE.get(told[group].pattern.type, "change") if group in told else "change"
        frames.append(_demand(anchor, mode, speakers[:1], asked))
    return frames


def _demand(anchor: Span, mode: str, speakers: list[Span], asked: list[Span]) -> Frame:
    return Frame(anchor=(anchor,), type="REQUEST", mode=mode, roles=roles_of(speakers, asked), prob=0.5)


def _obliges(scene: Scene, verb: VerbGroup, is_deed: bool) -> bool:
    """Whether a verb group lays down a duty: "must", "should", "has to", "needs to"."""
    if verb.voice == "passive" or verb.form != "finite" or (verb.lemma in _STATES and not is_deed):
        return False
    if verb.modal in _MODALS and verb.tense != "perfect":
        return verb.modal == "must" or is_deed
    first = scene.syntax.tokens[verb.first].lower
    return (
        first in ("has", "needs", "have", "need")
        and verb.main > verb.first + 1
        and scene.syntax.tokens[verb.first + 1].lower == "to"
    )


def _is_political(phrase: Phrase | None) -> bool:
    """Whether a phrase names a country, an office or a public body by its own words."""
    return (
        phrase is not None
        and phrase.how != "pronoun"
        and bool(phrase.country or phrase.kind == "country" or set(phrase.sectors) - {"BUS", "CVL"})
    )
