"""Told as done, planned, possible or not done: what the words around an event's verb make of it."""

from __future__ import annotations

from onrecord.facts import Modality
from onrecord.rules.event_lexicon import EventLexicon
from onrecord.rules.event_scene import Scene
from onrecord.syntax import VerbGroup

_POSSIBLE = frozenset("could may might can should must ought".split())
_LEADING = frozenset("be have ask agree allow".split())
_WILLING = frozenset("will would shall".split())
_IF = frozenset(("if", "unless", "whether"))


def find_modality(scene: Scene, lexicon: EventLexicon, group: int) -> Modality:
    """From the verb group, the verb or adjective it hangs on, "if", and a denying cue."""
    syntax = scene.syntax
    verb = syntax.verb_groups[group]
    cue = scene.cue_around(syntax.span(verb.first, verb.last))
    if verb.negated or _denied_subject(scene, verb) or (cue is not None and cue.polarity == "denied"):
        return "negated"
    if syntax.conjunction_of(verb) in _IF:
        return "hypothetical"
    if verb.tense == "future":
        return "future"
    if verb.modal == "would":
        return "future" if cue is not None else "hypothetical"
    if verb.modal in _POSSIBLE:
        return "hypothetical"
    if verb.form in ("infinitive", "gerund"):
        return _from_leading(scene, lexicon, group)
    return "actual"


def is_unwilling(scene: Scene, lexicon: EventLexicon, group: int) -> bool:
    """Whether the doer himself will not do it: "will not lift the ban", "is unwilling to meet"."""
    verb = scene.syntax.verb_groups[group]
    if verb.negated:
        return verb.tense == "future" or verb.modal in _WILLING
    return verb.form == "infinitive" and lexicon.aspect.get(_adjective(scene, group)) == "negated"


def is_goal(scene: Scene, lexicon: EventLexicon, group: int) -> bool:
    """An infinitive of purpose ("used gas to disperse them", "marched to demand it") tells of no deed of its own."""
    verb = scene.syntax.verb_groups[group]
    leading = _leading(scene, group)
    if verb.form != "infinitive" or leading is None:
        return False
    led = scene.syntax.verb_groups[leading].lemma
    leads = led in lexicon.aspect or led in lexicon.control or led in _LEADING
    return not leads and verb.first > scene.syntax.verb_groups[leading].last


def _leading(scene: Scene, group: int) -> int | None:
    """The verb group before one, in the same sentence."""
    groups, sentence_of = scene.syntax.verb_groups, scene.syntax.sentence_of
    same = group > 0 and sentence_of[groups[group - 1].first] == sentence_of[groups[group].first]
    return group - 1 if same else None


def _adjective(scene: Scene, group: int) -> str:
    """The adjective between a form of "be" and an infinitive ("is *willing* to"); empty where there is none."""
    verb = scene.syntax.verb_groups[group]
    leading = _leading(scene, group)
    if (
        leading is None
        or verb.first == 0
        or scene.syntax.verb_groups[leading].lemma not in ("be", "remain", "seem", "stand")
    ):
        return ""
    at = verb.first - 1
    near = at >= scene.syntax.verb_groups[leading].last and verb.first - scene.syntax.verb_groups[leading].last <= 3
    return scene.syntax.tokens[at].lower if near else ""


def _from_leading(scene: Scene, lexicon: EventLexicon, group: int) -> Modality:
    """The modality that what stands before an infinitive or -ing form gives it: planned to, is ready to, failed to."""
    verb = scene.syntax.verb_groups[group]
    before = _leading(scene, group)
    plain: Modality = "future" if verb.form == "infinitive" else "actual"
    if before is None:
        return plain
    leading = scene.syntax.verb_groups[before]
    if verb.first - leading.last > 5:
        return plain
    told = lexicon.aspect.get(leading.lemma)
    adjective = _adjective(scene, group)
    if (
        verb.form == "infinitive"
        and adjective
        and (adjective in lexicon.aspect or scene.syntax.tags[verb.first - 1] == "ADJ")
    ):
        told = lexicon.aspect.get(adjective, "hypothetical")
        return "negated" if leading.negated and told != "hypothetical" else told
    if leading.lemma in lexicon.control:
        return "hypothetical"
    if told == "actual":
        return find_modality(scene, lexicon, before) if before else "actual"
    if told == "negated" and leading.negated:
        return "actual"
    return told or plain


def _denied_subject(scene: Scene, verb: VerbGroup) -> bool:
    """Whether "no", "nobody" or "neither" stands right before the verb, or before its subject's last word."""
    return any(scene.syntax.tokens[at].lower in _NOBODY for at in range(max(verb.first - 2, 0), verb.first))


_NOBODY = frozenset(("no", "neither", "nobody", "none"))
