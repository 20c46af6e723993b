"""Which relation a text states from one party to another, both given: `onrecord relate`.

The two are marked in the network's input, the text is read once, and a head over its vectors tells the relation; the anchor, its mode
and its modality come from the words that carry the most of it. Label rules are those of a named profile (ontology, section 3).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord import ontology, stages
from onrecord.encoder import EncoderFinder, labels
from onrecord.encoder.decode import softmax
from onrecord.encoder.tokens import Window, cut_windows, mark_pair, to_arrays
from onrecord.errors import ArticleError, ConfigError
from onrecord.facts import Row
from onrecord.frames import Draft
from onrecord.ontology import Profile
from onrecord.text import Article, Span, align

_WHOLE = 0.9  # a party that takes up more of the text than that is no party
_REACH = 6  # words before a trigger among which a promise is looked for
_AHEAD = frozenset("will would shall 'll willing ready prepared intends plans".split())
_PROMISES = ("agree", "pledg", "promis", "vow", "offer")
_APOLOGIES = ("apolog", "regret", "sorry", "remorse")
QUADS = {"YIELD": 2}  # PLV's own label; the other labels have the quad of their type


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a text states from actor to recipient. `probs`: label -> probability; `unresolved` says why there is no type."""

    type: str | None
    mode: str | None
    cameo: str | None
    quad: int | None
    modality: str | None
    probs: dict[str, float]
    unresolved: str | None = None

    def to_dict(self) -> Row:
        """The object of the contract (`unresolved` only where there is one)."""
        told = {
            "type": self.type, "mode": self.mode, "cameo": self.cameo, "quad": self.quad, "modality": self.modality,
            "probs": self.probs,
        }  # fmt: skip
        return told | ({"unresolved": self.unresolved} if self.unresolved else {})


def relate(
    text: str,
    actor: Span | None,
    recipient: Span | None,
    *,
    finder: EncoderFinder,
    profile: Profile = "plover-2024",
) -> Relation:
    """The relation that `text` states from the words at `actor` to those at `recipient` (code points of `text`).

    None stands for a party that the text does not name ("a blast killed 12 civilians"); so does a span that is most of the text.
    Raises ArticleError where the text cannot be read or the two do not stand in it, ConfigError on an unknown profile.
    """
    if profile not in ontology.PROFILES:
        raise ConfigError(f"{profile!r} is not a profile; use one of {', '.join(ontology.PROFILES)}")
    article = Article.from_text(text)
    draft = stages.lay_out(article)
    spans = [None if span is None else _moved(article, text, span) for span in (actor, recipient)]
    spans = [None if span and len(span.of(article.text)) > _WHOLE * len(article.text) else span for span in spans]
    if spans[0] is None and spans[1] is None:
        raise ArticleError("neither actor nor recipient is a part of the text; give start and end of one at least")
    window, pair = _marked_window(article, draft, *spans)
    told = finder.session.read(to_arrays([window], [pair]))
    tokens = draft.syntax.tokens if draft.syntax else ()
    return _tell(finder, told, window, [tokens[token].text for token in window.tokens], profile)


def _moved(article: Article, text: str, span: Span) -> Span:
    """A span of the raw text in the article."""
    if not 0 <= span.start < span.end <= len(text) or not span.of(text).strip():
        raise ArticleError(
            f"there are no words at {span.start}..{span.end}; give start and end of each party in the text"
        )
    if article.text == text:
        return span
    places = align(text, article.text)
    first, last = bisect_left(places, span.start), bisect_left(places, span.end)
    return Span(first, max(last, first + 1))


def _marked_window(
    article: Article, draft: Draft, actor: Span | None, recipient: Span | None
) -> tuple[Window, np.ndarray]:
    """The window that holds both parties, and where they stand in it: 1 actor, 2 recipient (W,)."""
    if draft.syntax is None or not draft.syntax.tokens:
        raise ArticleError("the text holds no words")
    for window in cut_windows(article, draft):
        pair = mark_pair(window, draft.syntax.tokens, actor, recipient)
        if pair is not None:
            return window, pair
    raise ArticleError(
        "actor and recipient stand too far apart to be read together; give the passage that tells of both"
    )


def _tell(
    finder: EncoderFinder, told: dict[str, np.ndarray], window: Window, words: Sequence[str], profile: Profile
) -> Relation:
    events = softmax(told["event"][0][: len(window.tokens)])  # (W, events)
    names = labels.PLV if profile == "plv-2023" else labels.RELATIONS
    if profile != "plv-2023":
        scores = told["relation"][0]
    elif finder.session.told["plan"]["plv"]:
        scores = told["plv"][0]
    else:
        scores = _projected(told, events, words)
    probs = softmax(scores / finder.session.told.get("temperature", {}).get(profile, 1.0))
    best = names[int(probs.argmax())]
    shown = {
        name: round(float(prob), 4) for name, prob in sorted(zip(names, probs, strict=True), key=lambda one: -one[1])
    }
    least = finder.session.told["thresholds"].get("relation", 0.0)
    if best == "none" or float(probs.max()) < least:
        reason = "no relation from the one to the other is told" if best == "none" else "no type is likely enough"
        return Relation(type=None, mode=None, cameo=None, quad=None, modality=None, probs=shown, unresolved=reason)
    types = ("CONCEDE", "RETREAT") if best == "YIELD" else (best,)
    word, type_, mode = _trigger(told, events, types)
    cameo = ontology.cameo_code(type_, mode)
    return Relation(
        type=cameo or type_ if profile == "cameo" else best,
        mode=mode,
        cameo=cameo,
        quad=QUADS.get(best) or ontology.quad(best),
        modality=labels.MODALITIES[int(told["modality"][0, word].argmax())],
        probs=shown,
    )


def _projected(told: dict[str, np.ndarray], events: np.ndarray, words: Sequence[str]) -> np.ndarray:
    """Scores of PLV's labels by weights that never saw any: each of our types counts for the label that PLV gives it."""
    types = softmax(told["relation"][0][1:])
    probs = np.full(len(labels.PLV), 1e-6)
    for type_, prob in zip(ontology.TYPES, types, strict=True):
        word, _, mode = _trigger(told, events, (type_,))
        promised, apology = manner_of(words[max(0, word - _REACH) : word + 2])
        label = ontology.project(type_, mode, "plv-2023", promised=promised, apology=apology)
        probs[labels.PLV.index(label)] += prob
    scores: np.ndarray = np.log(probs)
    return scores


def manner_of(words: Iterable[str]) -> tuple[bool, bool]:
    """Whether words around a concession tell a promise, and whether they tell an apology: older label sets file them elsewhere."""
    lower = [word.lower() for word in words]
    promised = any(word in _AHEAD or word.startswith(_PROMISES) for word in lower)
    return promised, any(word.startswith(_APOLOGIES) for word in lower)


def _trigger(told: dict[str, np.ndarray], events: np.ndarray, types: tuple[str, ...]) -> tuple[int, str, str | None]:
    """The word that most likely tells an event of one of the types, by the events' probabilities (W, events); its type and mode."""
    likely = events[:, [labels.EVENTS.index(type_) for type_ in types]]
    word, which = (int(at) for at in np.unravel_index(int(likely.argmax()), likely.shape))
    allowed = labels.modes_of(types[which])
    code = labels.MODES[allowed[int(told["mode"][0, word, allowed].argmax())]]
    return word, types[which], code.partition("/")[2] or None
