"""Which verb groups tell of an event: the patterns of the lexicon laid against a verb, its object and the words behind it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.rules.event_lexicon import EventLexicon, Pattern
from onrecord.rules.event_scene import Scene
from onrecord.syntax import VerbGroup

# Types whose object is the one to whom it is done ("freed the prisoners"); elsewhere the object may be a means
# ("sent troops to Chad") and the party stands behind a preposition or owns the object.
SUFFERED = frozenset(("ASSAULT", "ACCUSE", "COERCE", "PROTEST", "SUPPORT"))
SUFFERED_MODES = frozenset(("release", "expel", "visit", "convict"))
_REFLEXIVE = frozenset("himself herself itself themselves ourselves myself yourself".split())
_PARTICLES = frozenset("up off out back down away".split())
_PREPOSITIONS = frozenset("on at to for with against from of in over out down up off back into under as about".split())
_MEASURES = frozenset(
    "number group dozen hundred thousand million billion trillion series lot batch round package pair couple rest majority kind"
    " form type wave string handful score tonne ton bulk remainder part amount volume set raft tranche shipment convoy"
    " contingent planeload consignment use plan worth dollar euro pound yuan host array range level flow".split()
)
_OWNING = frozenset(("'s", "'"))
_PERIODS = frozenset(
    "day week month year time morning afternoon evening night hour monday tuesday wednesday thursday friday".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """A verb group that tells of an event: the pattern that fits, the tokens of its anchor, and where its words end."""

    group: int
    pattern: Pattern
    first: int
    last: int
    behind: int

    @property
    def is_suffered(self) -> bool:
        """Whether the object, where it is a party, is the one to whom it is done."""
        return self.pattern.type in SUFFERED or self.pattern.mode in SUFFERED_MODES


def find_told(scene: Scene, lexicon: EventLexicon, group: int) -> Told | None:
    """The most specific pattern that a verb group fits; None where it fits none, or means something else."""
    verb = scene.syntax.verb_groups[group]
    patterns = lexicon.verbs.get(verb.lemma) or lexicon.verbs.get(_american(verb.lemma))
    if not patterns:
        return None
    target = scene.sufferer(group)
    objects = object_nouns(scene, target)
    if objects & lexicon.guards.get(verb.lemma, frozenset()):
        return None
    if verb.lemma in lexicon.contests and scene.is_sport(verb.main, lexicon.sport):
        return None
    loose = verb.last < len(scene.syntax.tokens) and scene.syntax.tokens[verb.last].lower in _PARTICLES
    for pattern in patterns:
        if not pattern.words and (loose or objects & _REFLEXIVE):
            continue
        behind = _words_end(scene, verb, pattern, target)
        if behind is None or not _fits(scene, pattern, objects, target, behind):
            continue
        last = behind if behind <= verb.main + 4 else verb.main + 1
        told = Told(group, pattern, verb.main, last, behind)
        named = pattern.nouns and not (told.is_suffered and scene.party(target) is not None)
        return Told(group, pattern, verb.main, _object_end(scene, group, last), behind) if named else told
    return None


def _fits(scene: Scene, pattern: Pattern, objects: frozenset[str], target: int | None, behind: int) -> bool:
    """Whether the object is one of the pattern's: its nouns (or those behind its words), a party, anything, or nothing."""
    if pattern.needs == "none":
        return target is None
    if pattern.needs == "thing" and (target is None or objects & _PERIODS):
        return False
    if pattern.needs == "party" and not scene.is_named(target):
        return False
    if not pattern.nouns or objects & pattern.nouns:
        return True
    return bool(pattern.words) and bool(object_nouns(scene, scene.phrase_starting(behind)) & pattern.nouns)


def _object_end(scene: Scene, group: int, last: int) -> int:
    """The token after an object that belongs to the anchor and stands close: "opened an investigation"."""
    phrase = scene.syntax.object_of(group)
    if phrase is None or scene.syntax.verb_groups[group].voice == "passive":
        return last
    found = scene.syntax.noun_phrases[phrase]
    return max(last, found.head + 1) if found.head - scene.syntax.verb_groups[group].main <= 3 else last


def _american(lemma: str) -> str:
    return lemma[:-3] + "ize" if lemma.endswith("ise") else lemma


def object_nouns(scene: Scene, phrase: int | None, depth: int = 2) -> frozenset[str]:
    """Lemmas of a phrase's nouns behind its owner ("Chad's *peace plan*"), compounds as one word too.

    Where the head counts or measures ("dozens of", "a package of"), those of the phrase behind it too.
    """
    if phrase is None:
        return frozenset()
    syntax = scene.syntax
    found = syntax.noun_phrases[phrase]
    last = min(found.last, found.first + 40)
    first = next((i + 1 for i in range(last - 2, found.first, -1) if syntax.tokens[i].lower in _OWNING), found.first)
    nouns = {scene.noun_lemma(i) for i in range(first, last) if syntax.tags[i] in ("NOUN", "PROPN", "ADJ", "VERB")}
    nouns |= {syntax.tokens[i].lower + scene.noun_lemma(i + 1) for i in range(first, last - 1)}
    if syntax.tags[found.head] == "PRON":
        nouns.add(syntax.tokens[found.head].lower)
    if depth and found.last < len(syntax.tokens) and syntax.tokens[found.last].lower in ("of", "in", "worth"):
        counted = scene.noun_lemma(found.head) in _MEASURES or syntax.tags[found.head] in ("NUM", "SYM")
        behind = scene.phrase_starting(found.last + 1) if counted else None
        nouns |= object_nouns(scene, behind, depth - 1)
    return frozenset(nouns)


def _words_end(scene: Scene, verb: VerbGroup, pattern: Pattern, target: int | None) -> int | None:
    """The token after the pattern's words, which follow the verb, or (where it may) its object; None where they do not."""
    if not pattern.words:
        return verb.last
    adverb = pattern.words[0] not in _PREPOSITIONS
    found = _words_from(scene, verb.main + 1, pattern.words, 4 if adverb else 2)
    if found is None and target is not None and verb.voice == "active" and (pattern.parted or adverb):
        found = _words_from(scene, scene.syntax.noun_phrases[target].last, pattern.words, 2)
    return found


def _words_from(scene: Scene, at: int, words: tuple[str, ...], reach: int) -> int | None:
    """The token after the words, the first of which stands within `reach` tokens and the others right behind."""
    last = len(scene.syntax.tokens)
    sentence = scene.syntax.sentence_of[at - 1]
    for word in words:
        near = range(at, min(last, at + reach))
        found = next((i for i in near if word in (scene.syntax.tokens[i].lower, scene.noun_lemma(i))), None)
        if found is None or scene.syntax.sentence_of[found] != sentence:
            return None
        at, reach = found + 1, 1
    return at
