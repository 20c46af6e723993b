"""Documents -> examples: windows with their labels, one int8 a word and head; -100 where nobody looked.

Letters of shapes: W words of a window, R roles of a kind of anchor.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from onrecord import ontology
from onrecord.encoder import labels
from onrecord.encoder.tokens import TARGET, Window, cut_windows, find_countries, mark_pair
from onrecord.frames import CUE, Draft
from onrecord.stages import lay_out
from onrecord.text import Article, Span
from train.gold import GoldDoc, GoldFrame, Spans

IGNORED = -100
SAID = 4  # a cue of which the set does not tell whether it is of speech or attitude
OUT, BEGIN, INSIDE = 0, 1, 2
_NOMINAL = frozenset(("NOUN", "PROPN", "NUM"))


@dataclass(slots=True)
class Anchor:
    """A labelled anchor: its head word, its roles (R, W), and what it is; -100 where unknown."""

    kind: str  # "cue", "event" or "srl"
    head: int
    roles: np.ndarray
    mode: int = IGNORED
    modality: int = IGNORED
    polarity: int = IGNORED
    assertion: int = IGNORED
    reciprocal: int = IGNORED


@dataclass(slots=True)
class Example:
    """A window with labels.

    `pointers`: (word, words that may be meant); an empty tuple says that none of the window is. `homes`: (word of a mention,
    names of its country, all names of countries); without the first it has no country.
    """

    source: str
    window: Window
    cues: np.ndarray
    events: np.ndarray
    mentions: np.ndarray
    sectors: np.ndarray
    anchors: list[Anchor] = field(default_factory=list)
    regions: list[tuple[int, int, int]] = field(default_factory=list)
    pointers: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    homes: list[tuple[int, tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)
    contexts: np.ndarray | None = None
    pair: np.ndarray | None = None  # (W,) 0 neither, 1 actor, 2 recipient
    relation: int = IGNORED
    plv: int = IGNORED
    tags: np.ndarray | None = None
    heads: np.ndarray | None = None
    deps: np.ndarray | None = None
    entities: np.ndarray | None = None
    entity_scheme: int = 0


def head_of(draft: Draft, spans: Spans) -> int | None:
    """The token that stands for an anchor: its first verb, else the last noun of its first piece, else its first token."""
    syntax = draft.syntax
    if syntax is None:
        return None
    tokens = [i for span in spans for i in _tokens_in(draft, span)]
    if not tokens:
        return None
    verbs = [i for i in tokens if syntax.tags[i] == "VERB"]
    if verbs:
        return verbs[0]
    first = _tokens_in(draft, spans[0])
    nouns = [i for i in first if syntax.tags[i] in _NOMINAL]
    return nouns[-1] if nouns else tokens[0]


def mention_head(draft: Draft, span: Span) -> int | None:
    """The token that stands for a mention: the last of its phrase's head, else its last noun before a tail."""
    syntax = draft.syntax
    if syntax is None:
        return None
    phrase = draft.phrase_at(span)
    if phrase is not None and span.covers(draft.phrases[phrase].head):
        return syntax.token_at(draft.phrases[phrase].head.end - 1)
    tokens = _tokens_in(draft, span)
    if not tokens:
        return None
    end = next((n for n, i in enumerate(tokens) if n and syntax.tags[i] in ("ADP", "SCONJ")), len(tokens))
    nouns = [i for i in tokens[:end] if syntax.tags[i] in _NOMINAL or syntax.tags[i] == "PRON"]
    return nouns[-1] if nouns else tokens[end - 1]


def _tokens_in(draft: Draft, span: Span) -> range:
    """The tokens that stand in a span."""
    if draft.syntax is None:
        return range(0)
    tokens = draft.syntax.tokens
    first = bisect_left(tokens, span.start, key=lambda token: token.start)
    if first and tokens[first - 1].end > span.start:
        first -= 1  # a span that begins inside a token
    last = bisect_left(tokens, span.end, key=lambda token: token.start)
    return range(first, last)


def countries_named(draft: Draft) -> dict[int, str]:
    """The tokens that name a country, its people, its seat or a place in it, with the country's code."""
    return {} if draft.syntax is None else find_countries([token.text for token in draft.syntax.tokens])


class _Labeller:
    """Labels the windows of one document."""

    def __init__(self, doc: GoldDoc) -> None:
        self.doc, self.draft = doc, doc.draft
        self.heads = [self._frame_head(frame) for frame in doc.frames]
        self.mention_heads = [[mention_head(doc.draft, span) for span in chain] for chain in doc.chains]
        self.named = countries_named(doc.draft)
        self.retold = {i for span in doc.retold for i in _tokens_in(doc.draft, span)}
        self.told = {
            i
            for frame in doc.frames
            if frame.type == CUE
            for piece in frame.roles.get("content", [[]])[0]
            for i in _tokens_in(doc.draft, piece)
        }

    def _frame_head(self, frame: GoldFrame) -> int | None:
        if frame.anchor:
            return head_of(self.draft, frame.anchor)
        content = frame.roles["content"][0]
        tokens = _tokens_in(self.draft, content[0]) if content else range(0)
        return tokens[0] if tokens else None

    def label(self, window: Window) -> Example:
        """One window."""
        n, doc = len(window.tokens), self.doc
        word_of = {token: word for word, token in enumerate(window.tokens)}
        target = [part == TARGET for part in window.part]
        example = Example(
            source=doc.source,
            window=window,
            cues=np.array([0 if t and "cues" in doc.has else IGNORED for t in target], dtype=np.int16),
            events=np.array([0 if t and "events" in doc.has else IGNORED for t in target], dtype=np.int16),
            mentions=np.array([0 if t and "mentions" in doc.has else IGNORED for t in target], dtype=np.int16),
            sectors=np.full(n, IGNORED, dtype=np.int16),
        )
        for word, token in enumerate(window.tokens):
            if token in self.retold:
                example.events[word] = IGNORED
            if doc.source == "polnear" and token in self.told:
                example.cues[word] = IGNORED  # PolNeAR marks no attribution inside another
        for frame, head in zip(doc.frames, self.heads, strict=True):
            if head is not None and head in word_of and target[word_of[head]]:
                self._add_frame(example, frame, word_of[head], word_of, n)
        self._add_mentions(example, word_of, target)
        self._add_regions(example, word_of, target)
        if "contexts" in doc.has:
            example.contexts = np.array([context in doc.contexts for context in ontology.CONTEXTS], dtype=np.float32)
        return example

    def _add_frame(self, example: Example, frame: GoldFrame, head: int, word_of: dict[int, int], n: int) -> None:
        is_cue = frame.type == CUE
        names = labels.CUE_ROLES if is_cue else labels.EVENT_ROLES
        roles = np.full((len(names), n), IGNORED, dtype=np.int16)
        for number, name in enumerate(names):
            if name == "anchor":
                self._tag(roles[number], [frame.anchor], word_of)
            elif name in frame.roles_marked and not (name == "speaker" and not frame.anchor):
                self._tag(roles[number], frame.roles.get(name, []), word_of)
        anchor = Anchor("cue" if is_cue else "event", head, roles)
        if is_cue:
            stance = {"speech": 1, "attitude": 2, "": SAID}[frame.stance]
            example.cues[head] = stance if frame.anchor else 3
            if not frame.anchor:
                self._point_to_speaker(example, frame, head, word_of)
            if frame.polarity is not None:
                anchor.polarity = labels.POLARITIES.index(frame.polarity)
        else:
            if example.events[head] > 0:
                return  # two events with one head word: the first is learned
            example.events[head] = labels.EVENTS.index(frame.type)
            anchor.mode = labels.MODES.index(f"{frame.type}/{frame.mode}") if frame.mode else 0
            if frame.assertion is not None:
                anchor.assertion = labels.ASSERTIONS.index(frame.assertion)
            anchor.reciprocal = int(frame.reciprocal)
        if frame.modality is not None:
            anchor.modality = labels.MODALITIES.index(frame.modality)
        example.anchors.append(anchor)

    def _tag(self, row: np.ndarray, fillers: list[Spans], word_of: dict[int, int]) -> None:
        row[:] = OUT
        for pieces in fillers:
            for span in pieces:
                inside = False
                for token in _tokens_in(self.draft, span):
                    word = word_of.get(token)
                    if word is None:
                        continue
                    row[word] = INSIDE if inside else BEGIN
                    inside = True

    def _point_to_speaker(self, example: Example, frame: GoldFrame, head: int, word_of: dict[int, int]) -> None:
        if frame.by is not None:
            heads = self.mention_heads[frame.by]
        elif frame.roles.get("speaker"):
            heads = [mention_head(self.draft, frame.roles["speaker"][0][0])]
        else:
            return
        answers = sorted({word_of[token] for token in heads if token is not None and token in word_of} - {head})
        if answers:
            example.pointers.append((head, tuple(answers)))

    def _add_mentions(self, example: Example, word_of: dict[int, int], target: list[bool]) -> None:
        doc, syntax = self.doc, self.draft.syntax
        if syntax is None:
            return
        named = {word_of[token]: country for token, country in self.named.items() if token in word_of}
        for number, (chain, heads) in enumerate(zip(doc.chains, self.mention_heads, strict=True)):
            kind = doc.kinds[number] if doc.kinds else ""
            before: list[int] = []
            for _, token in sorted(zip(chain, heads, strict=True), key=lambda pair: pair[0]):
                if token is None or token not in word_of:
                    continue
                word = word_of[token]
                if "mentions" in doc.has and target[word] and kind in labels.MENTIONS:
                    example.mentions[word] = labels.MENTIONS.index(kind)
                    if kind != "country":
                        self._add_belonging(example, word, number, named)
                if "chains" in doc.has and target[word] and syntax.tags[token] != "PROPN":
                    example.pointers.append((word, tuple(sorted(set(before) - {word}))))
                before.append(word)

    def _add_belonging(self, example: Example, word: int, number: int, named: dict[int, str]) -> None:
        """Sector and country of the actor whom a mention means."""
        sectors, country = self.doc.sectors[number], self.doc.countries[number]
        example.sectors[word] = labels.SECTORS.index(sectors[0]) if sectors else 0
        others = tuple(sorted(at for at in named if at != word))
        own = tuple(at for at in others if named[at] == country)
        if others and (own or country is None):
            example.homes.append((word, own, others))

    def _add_regions(self, example: Example, word_of: dict[int, int], target: list[bool]) -> None:
        contents = [piece for f in self.doc.frames if f.type == CUE for piece in f.roles.get("content", [[]])[0]]
        for region in self.draft.regions:
            kind = self.doc.regions.get(region.span.start)
            if kind is None and any(piece.overlaps(region.inner) for piece in contents):
                kind = "speech"
            tokens = _tokens_in(self.draft, region.span)
            if kind is None or not tokens:
                continue
            first, last = word_of.get(tokens[0]), word_of.get(tokens[-1])
            if first is not None and last is not None and target[first]:
                example.regions.append((first, last, labels.REGIONS.index(kind)))


def to_examples(docs: Iterable[GoldDoc]) -> Iterator[Example]:
    """The windows of documents, labelled."""
    for doc in docs:
        labeller = _Labeller(doc)
        for window in cut_windows(doc.article, doc.draft):
            yield labeller.label(window)


# -- relations of a given pair ----------------------------------------------------------------------------------------


def plv_examples(docs: Iterable[GoldDoc]) -> Iterator[Example]:
    """PLV's sentences with their pair; the event of the pair as a labelled anchor."""
    for doc in docs:
        if doc.pair is None:
            continue
        actor, recipient, label = doc.pair
        found = _pair_example(doc, actor, recipient)
        if found is not None:
            found.plv = labels.PLV.index(label)
            yield found


def pair_examples(docs: Iterable[GoldDoc], seed: int = 7) -> Iterator[Example]:
    """Sentences of our corpus with a pair of parties: of an event its type, else "none"; the swapped pair is "none" too."""
    draw = random.Random(seed)  # noqa: S311 - a draw of examples, no secret
    for doc in docs:
        for sentence in doc.draft.sentences:
            yield from _pairs_of(doc, sentence, draw)


def _pairs_of(doc: GoldDoc, sentence: Span, draw: random.Random) -> Iterator[Example]:
    told: dict[tuple[Span, Span], str] = {}
    for frame in doc.frames:
        if frame.type == CUE or not frame.anchor or not sentence.covers(frame.anchor[0]):
            continue
        actors = [piece for filler in frame.roles.get("actor", []) for piece in filler if sentence.covers(piece)]
        recipients = [
            piece for filler in frame.roles.get("recipient", []) for piece in filler if sentence.covers(piece)
        ]
        if frame.reciprocal:
            actors, recipients = actors[:1], actors[1:]
        for actor in actors[:2]:
            for recipient in recipients[:2]:
                told.setdefault((actor, recipient), frame.type)
                if frame.reciprocal:
                    told.setdefault((recipient, actor), frame.type)
    mentions = [span for chain in doc.chains for span in chain if sentence.covers(span)]
    pairs = list(told.items())
    others = [(a, b) for a in mentions for b in mentions if not a.overlaps(b) and (a, b) not in told]
    swapped = [(b, a) for a, b in told if (b, a) not in told]
    draw.shuffle(others)
    pairs += [(pair, "none") for pair in {*swapped[:1], *others[:1]}]
    if not pairs:
        return
    text = sentence.of(doc.article.text)
    article = Article.from_text(text)
    if article.text != text:
        return
    draft = lay_out(article)
    for (actor, recipient), type_ in pairs:
        alone = GoldDoc(doc.id, "pair", article, draft, frozenset())
        moved = [Span(span.start - sentence.start, span.end - sentence.start) for span in (actor, recipient)]
        found = _pair_example(alone, *moved)
        if found is not None:
            found.relation = labels.RELATIONS.index(type_)
            yield found


def _pair_example(doc: GoldDoc, actor: Span | None, recipient: Span | None) -> Example | None:
    labeller = _Labeller(doc)
    for window in cut_windows(doc.article, doc.draft):
        pair = mark_pair(window, labeller.draft.syntax.tokens, actor, recipient) if labeller.draft.syntax else None
        if pair is not None:
            found = labeller.label(window)
            found.pair = pair
            return found
    return None
