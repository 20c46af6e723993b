"""Speech cues by rule: who says or holds what, in which words, as frames of type CUE.

The pass over verbs and words gives attributions with a cue; quoted speech that none of them took either goes on from
the attribution before it or stands free, and then belongs to whoever has the floor.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from importlib.resources import files

from onrecord.errors import DataError
from onrecord.frames import Draft, Frame
from onrecord.rules.cue_found import Found
from onrecord.rules.cue_lexicon import load_cues
from onrecord.rules.cue_scene import STOPS, Range, Scene, look_at
from onrecord.rules.cue_verbs import read_verb
from onrecord.rules.cue_words import read_headlines, read_word
from onrecord.rules.speakers import speaker_range, subject_phrase
from onrecord.text import Article, Span

POSTPOSED = frozenset(("comma", "mixed-first", "according"))
MIN_FREE = 5  # tokens, marks included, of a quotation without a cue
MIN_HEADING = 8  # words; a longer quotation is no heading, however it is capitalised
MAX_FUNCTION_WORD = 3  # letters; headings leave "of" and "the" in small letters
HOLDS_FLOOR = frozenset(("quotation", "quotation-first", "quotation-apart", "split", "colon", "label", "that", "bare"))


def find_cue_frames(article: Article, draft: Draft) -> tuple[Frame, ...]:
    """The attributions of an article, as CUE frames in text order; a free-standing quotation has an empty anchor.

    Needs `draft.sentences`, `draft.syntax` and `draft.regions`; uses `draft.times` to step over "on Tuesday".
    """
    scene = look_at(article, draft)
    found = find_attributions(scene)
    probs = load_probs()
    return tuple(
        one.to_frame(scene, probs.get(one.rule, probs["other"])) for one in sorted(found, key=lambda f: f.place(scene))
    )


def find_attributions(scene: Scene) -> list[Found]:
    """Every attribution with the construction that found it; `evals.quotes --by-rule` measures them."""
    return _go_on(scene, _with_cues(scene))


@cache
def load_probs() -> dict[str, float]:
    """How often each construction is right (`rules/data/cue_probs.toml`, which names the run that measured it)."""
    try:
        table = tomllib.loads((files(__package__) / "data" / "cue_probs.toml").read_text(encoding="utf-8"))
        return {rule: float(prob) for rule, prob in table["prob"].items()}
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"rules/data/cue_probs.toml is damaged ({error}); install onrecord anew") from error


def _with_cues(scene: Scene) -> list[Found]:
    """Everything that has a cue, and headlines."""
    lexicon = load_cues()
    taken: set[int] = set()
    found: list[Found] = []
    for number in range(len(scene.groups)):
        one = read_verb(scene, lexicon, number, taken)
        if one:
            taken.update(one.regions)
            found.append(one)
    for token in range(len(scene.tokens)):
        one = read_word(scene, lexicon, token, taken)
        if one:
            taken.update(one.regions)
            found.append(one)
    found.extend(read_headlines(scene, taken, 0))
    return found


def _go_on(scene: Scene, found: list[Found]) -> list[Found]:
    """Give away the quoted speech that no cue took: to the quotation before it, or to a frame of its own."""
    inside = _Inside(found)
    owner = {region: i for i, one in enumerate(found) for region in one.regions}
    floor = _Floor(scene, found)
    made = list(found)
    added: dict[int, list[int]] = {}
    after = _postposed(scene, found)
    for region, (first, last) in scene.region_range.items():
        if region in owner or inside.holds(scene.regions[region].span):
            continue
        before = _goes_on_from(scene, region, owner)
        if before is None and scene.sentence_of[first] and _starts_sentence(scene, first):
            before = after.get(scene.sentence_of[first] - 1)
        if before is not None:
            owner[region] = before
            added.setdefault(before, []).append(region)
        elif _stands_free(scene, first, last):
            owner[region] = len(made)
            speaker = _announced(scene, first) or floor.before(first)
            pieces = (scene.regions[region].span,)
            made.append(Found(anchor=None, speaker=speaker, pieces=pieces, rule="free", regions=(region,)))
    for index, regions in added.items():
        one = made[index]
        spans = {*one.pieces, *(scene.regions[region].span for region in regions)}
        made[index] = replace(one, pieces=tuple(sorted(spans)), regions=(*one.regions, *regions))
    return made


def _postposed(scene: Scene, found: list[Found]) -> dict[int, int]:
    """By sentence, the attribution whose cue ends it ("The bill is dead, she said."): a quotation may go on after it."""
    after: dict[int, int] = {}
    for index, one in enumerate(found):
        if one.anchor and one.rule in POSTPOSED and one.pieces[-1].end <= scene.tokens[one.anchor[0]].start:
            sentence = scene.sentence_of[one.anchor[0]]
            following = scene.sentence_range[sentence][1]
            if following < len(scene.tokens) and scene.paragraph_of[following] == scene.paragraph_of[one.anchor[0]]:
                after[sentence] = index
    return after


def _announced(scene: Scene, first: int) -> Range | None:
    """Who is named by the words before a colon in front of a quotation: "The mayor made this remark:"."""
    if scene.lower(first - 1) != ":":
        return None
    number = scene.next_group[first - 1] - 1
    if number < 0 or scene.sentence_of[scene.groups[number].first] != scene.sentence_of[first - 1]:
        return None
    subject = subject_phrase(scene, number, inverts=False)
    return speaker_range(scene, subject) if subject is not None else None


class _Floor:
    """Who spoke last before any place of the text."""

    def __init__(self, scene: Scene, found: list[Found]) -> None:
        self._scene = scene
        self._by_sentence: dict[int, Range] = {}
        for one in sorted(found, key=lambda one: one.place(scene), reverse=True):
            if one.anchor and one.speaker:
                self._by_sentence[scene.sentence_of[one.anchor[0]]] = one.speaker
        spoken = sorted((one.place(scene), one.speaker) for one in found if one.speaker and one.rule in HOLDS_FLOOR)
        self._starts = [place[0] for place, _ in spoken]
        self._speakers = [speaker for _, speaker in spoken]

    def before(self, token: int) -> Range | None:
        """The speaker of the sentence before in the same paragraph, else of the last attribution of speech."""
        scene = self._scene
        if token and scene.paragraph_of[token - 1] == scene.paragraph_of[token]:
            speaker = self._by_sentence.get(scene.sentence_of[token - 1])
            if speaker:
                return speaker
        before = bisect_left(self._starts, scene.tokens[token].start) - 1
        return self._speakers[before] if before >= 0 else None


class _Inside:
    """Which places stand inside the content of an attribution already made."""

    def __init__(self, found: list[Found]) -> None:
        self._pieces = sorted(piece for one in found for piece in one.pieces)
        self._starts = [piece.start for piece in self._pieces]
        self._reach: list[int] = []
        for piece in self._pieces:
            self._reach.append(max(piece.end, self._reach[-1] if self._reach else 0))

    def holds(self, span: Span) -> bool:
        """Whether some piece reaches over the whole of `span`."""
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and self._reach[at] >= span.end


def _goes_on_from(scene: Scene, region: int, owner: dict[int, int]) -> int | None:
    """The attribution that a region goes on with: of the region it continues, or of one earlier in its paragraph."""
    continued = scene.regions[region].continues
    if continued is not None and continued in owner:
        return owner[continued]
    first = scene.region_range[region][0]
    if first == 0 or not _starts_sentence(scene, first):
        return None
    earlier = [
        other for other in (region - 1, region - 2, region - 3) if other in owner and other in scene.region_range
    ]
    for other in earlier:
        if scene.paragraph_of[scene.region_range[other][0]] == scene.paragraph_of[first]:
            return owner[other]
    return None


def _starts_sentence(scene: Scene, token: int) -> bool:
    """Whether nothing of the same sentence stands before `token`."""
    return (
        token == 0
        or scene.lower(token - 1)[-1:] in STOPS
        or scene.sentence_of[token - 1] != scene.sentence_of[token]
        or (scene.region_of[token - 1] >= 0)
    )


def _stands_free(scene: Scene, first: int, last: int) -> bool:
    """Whether a region is a quotation by itself: it begins its sentence and holds more than a name or a heading."""
    if not _starts_sentence(scene, first) or last - first < MIN_FREE:
        return False
    words = [
        scene.tokens[i].text for i in range(first, min(last, first + 2 * MIN_HEADING)) if scene.tokens[i].text.isalpha()
    ]
    return len(words) > MIN_HEADING or any(word[0].islower() and len(word) > MAX_FUNCTION_WORD for word in words)
