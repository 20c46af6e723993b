"""Text -> arrays: an article cut into windows of words, each word with its pieces and features.

A window is what the network sees at once: the headline, some of what stands before, and the paragraphs that are read in it
(its *target*). Only anchors in the target count, so each word of an article is read in exactly one window.

Letters of shapes: W words of a window, P word pieces.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from tokenizers import Tokenizer

from onrecord.errors import DataError
from onrecord.frames import Draft, Region
from onrecord.gazetteer import load_gazetteer
from onrecord.gazetteer.homonyms import for_text
from onrecord.syntax import Token
from onrecord.text import Article, Span

MAX_PIECES = 384  # of a window; the network has places for 512
MAX_CONTEXT = 96  # pieces before the target
MAX_HEADLINE = 40
MAX_WORD = 8  # pieces of one word; what is longer is an address or no word
TARGET, CONTEXT, HEADLINE = 0, 1, 2  # parts
OUTSIDE, OPENS, INSIDE, CLOSES, NESTED = range(5)  # places in quotation marks
N_CASES, N_PLACES, N_PARTS = 6, 5, 3
_CLS, _SEP, _UNKNOWN = 101, 102, 100


@dataclass(frozen=True, slots=True)
class Window:
    """What the network reads at once.

    `tokens`: index, in the article's tokens, of each word (W); `pieces` (P) with the marks between parts; `first`, `n_pieces`:
    each word's first piece and how many it has (W); `case`, `place` (in quotation marks), `part`: one a word (W). Words
    `target[0]` to `target[1]` (half-open) are read here.
    """

    tokens: tuple[int, ...]
    pieces: tuple[int, ...]
    first: tuple[int, ...]
    n_pieces: tuple[int, ...]
    case: tuple[int, ...]
    place: tuple[int, ...]
    part: tuple[int, ...]
    target: tuple[int, int]

    @property
    def places_of_pieces(self) -> np.ndarray:
        """Where the pieces of words stand among `pieces`, in order."""
        return np.concatenate([np.arange(at, at + n) for at, n in zip(self.first, self.n_pieces, strict=True)])


@cache
def load_tokenizer() -> Tokenizer:
    """The word-piece tokenizer that the weights were trained with, read once. Raises DataError where it is damaged."""
    path = files("onrecord.encoder").joinpath("data", "tokenizer.json")
    try:
        tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except Exception as error:
        raise DataError(f"encoder/data/tokenizer.json is damaged ({error}); install onrecord anew") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def case_of(word: str) -> int:
    """How a word is written: 0 no letters, 1 small, 2 Capital, 3 CAPITALS, 4 mIxed, 5 with digits.

    >>> [case_of(word) for word in ("--", "us", "May", "US", "iPad", "G7")]
    [0, 1, 2, 3, 4, 5]
    """
    if any(char.isdigit() for char in word):
        return 5
    if not any(char.isalpha() for char in word):
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[0].isupper() and word[1:] == word[1:].lower() else 4


def split_pieces(words: list[str]) -> list[tuple[int, ...]]:
    """The pieces of each word; at least one, at most MAX_WORD."""
    encoding = load_tokenizer().encode(words, is_pretokenized=True, add_special_tokens=False)
    found: list[list[int]] = [[] for _ in words]
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None:
            found[word].append(piece)
    return [tuple(pieces[:MAX_WORD]) or (_UNKNOWN,) for pieces in found]


def find_places(tokens: tuple[Token, ...], regions: tuple[Region, ...]) -> list[int]:
    """For each token where it stands in quotation marks: outside, a mark that opens or closes, inside, deeper inside."""
    places = [OUTSIDE] * len(tokens)
    starts = [token.start for token in tokens]
    for region in sorted(regions, key=lambda region: (region.span.start, -region.span.end)):
        first, last = bisect_left(starts, region.span.start), bisect_left(starts, region.span.end)
        for i in range(first, last):
            if tokens[i].end <= region.inner.start:
                places[i] = OPENS
            elif tokens[i].start >= region.inner.end:
                places[i] = CLOSES
            else:
                places[i] = NESTED if places[i] in (INSIDE, NESTED) and region.parent is not None else INSIDE
    return places


def find_countries(words: list[str]) -> dict[int, str]:
    """The words that name a country, its people, its seat, a place or a body of it: the first word of each name -> its code."""
    plain = [word.replace("’", "'") for word in words]
    gazetteer = for_text(" ".join(plain), load_gazetteer())
    found: dict[int, str] = {}
    at = 0
    while at < len(plain):
        match = gazetteer.match(plain, at)
        if match is not None:
            found[at] = match[1].country
        at += match[0] if match is not None else 1
    return found


class Windower:
    """Cuts one article into windows."""

    def __init__(self, article: Article, draft: Draft) -> None:
        if draft.syntax is None:
            raise ValueError("windows need the syntax layer")
        self.tokens = draft.syntax.tokens
        self.pieces = split_pieces([token.text for token in self.tokens]) if self.tokens else []
        self.places = find_places(self.tokens, draft.regions)
        starts = [token.start for token in self.tokens]
        self.sentences = _ranges(draft.sentences, starts)
        self.paragraphs = _ranges(article.paragraphs, starts)
        title = article.title_span
        self.headline = self.paragraphs[0] if title is not None and self.paragraphs else None

    def cut(self) -> list[Window]:
        """The windows, in order; their targets hold every token once."""
        windows: list[Window] = []
        chunks = [chunk for paragraph in self.paragraphs for chunk in self._chunks(paragraph)]
        at = 0
        while at < len(chunks):
            budget = MAX_PIECES - 2
            first = chunks[at][0]
            headline, context = self._before(first)
            budget -= sum(self._length(part) + 1 for part in (headline, context) if part is not None)
            until = at + 1
            used = self._length(chunks[at]) + 1
            while until < len(chunks) and used + self._length(chunks[until]) + 1 <= budget:
                used += self._length(chunks[until]) + 1
                until += 1
            windows.append(self._window(headline, context, chunks[at:until]))
            at = until
        return windows

    def _length(self, part: tuple[int, int]) -> int:
        return sum(len(self.pieces[i]) for i in range(*part))

    def _chunks(self, paragraph: tuple[int, int]) -> list[tuple[int, int]]:
        """A paragraph, or its sentences where it is too long, or pieces of a sentence that is."""
        limit = MAX_PIECES - MAX_CONTEXT - MAX_HEADLINE - 8
        if self._length(paragraph) <= limit:
            return [paragraph] if paragraph[0] < paragraph[1] else []
        chunks: list[tuple[int, int]] = []
        first, length = paragraph[0], 0
        ends = {last for _, last in self._sentences_in(paragraph)} | {paragraph[1]}
        begun = paragraph[0]
        for i in range(*paragraph):
            if length + len(self.pieces[i]) > limit:
                cut = begun if begun > first else i
                chunks.append((first, cut))
                first, length = cut, self._length((cut, i))
                begun = cut
            length += len(self.pieces[i])
            if i + 1 in ends:
                begun = i + 1
        chunks.append((first, paragraph[1]))
        return [chunk for chunk in chunks if chunk[0] < chunk[1]]

    def _sentences_in(self, paragraph: tuple[int, int]) -> list[tuple[int, int]]:
        low = bisect_left(self.sentences, paragraph)
        high = bisect_left(self.sentences, (paragraph[1], paragraph[1]))
        return self.sentences[low:high]

    def _before(self, first: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        """The headline and the context that stand before a target: whole sentences where they fit."""
        headline = self.headline
        if headline is not None:
            if first <= headline[0]:
                return None, None
            last = headline[0]
            room = MAX_HEADLINE
            while last < headline[1] and room >= len(self.pieces[last]):
                room -= len(self.pieces[last])
                last += 1
            headline = (headline[0], last)
        floor = headline[1] if headline is not None else 0
        begin, room = first, MAX_CONTEXT
        while begin > floor and room >= len(self.pieces[begin - 1]):
            begin -= 1
            room -= len(self.pieces[begin])
        at = bisect_left(self.sentences, (begin, begin))
        if begin > floor and at < len(self.sentences) and self.sentences[at][0] < first:
            begin = self.sentences[at][0]
        return headline, (begin, first) if begin < first else None

    def _window(
        self, headline: tuple[int, int] | None, context: tuple[int, int] | None, chunks: list[tuple[int, int]]
    ) -> Window:
        words: list[int] = []
        pieces, first, part = [_CLS], [], []
        ends = {last for _, last in self.paragraphs}
        target_from = 0
        parts = [(headline, HEADLINE), (context, CONTEXT), *((chunk, TARGET) for chunk in chunks)]
        for told, kind in parts:
            if told is None:
                continue
            if kind == TARGET and told is chunks[0]:
                target_from = len(words)
            for i in range(*told):
                words.append(i)
                first.append(len(pieces))
                part.append(kind)
                pieces.extend(self.pieces[i])
                if i + 1 in ends and i + 1 < told[1]:
                    pieces.append(_SEP)
            pieces.append(_SEP)
        return Window(
            tokens=tuple(words),
            pieces=tuple(pieces),
            first=tuple(first),
            n_pieces=tuple(len(self.pieces[i]) for i in words),
            case=tuple(case_of(self.tokens[i].text) for i in words),
            place=tuple(self.places[i] for i in words),
            part=tuple(part),
            target=(target_from, len(words)),
        )


def _ranges(spans: tuple[Span, ...], starts: list[int]) -> list[tuple[int, int]]:
    """First and last (half-open) token of each span."""
    return [(bisect_left(starts, span.start), bisect_left(starts, span.end)) for span in spans]


def cut_windows(article: Article, draft: Draft) -> list[Window]:
    """The windows of an article, in order; none where it has no tokens."""
    windower = Windower(article, draft)
    return windower.cut() if windower.tokens else []


def mark_pair(window: Window, tokens: Sequence[Token], actor: Span | None, recipient: Span | None) -> np.ndarray | None:
    """Where the parties of a given pair stand in a window (W,): 1 actor, 2 recipient; None where one stands outside of it.

    A word of both belongs to the shorter one, as a name inside a longer party does.
    """
    pair = np.zeros(len(window.tokens), dtype=np.int64)
    parties = [(span, number) for span, number in ((actor, 1), (recipient, 2)) if span is not None]
    for span, number in sorted(parties, key=lambda party: party[0].start - party[0].end):
        words = [w for w, t in enumerate(window.tokens) if tokens[t].start < span.end and span.start < tokens[t].end]
        if not words:
            return None
        pair[words] = number
    return pair


@dataclass(frozen=True, slots=True)
class Arrays:
    """Windows side by side, padded: `first` (B, W) and `words` (B,), how many words are real; all else (B, P).

    The features of a word stand at each of its pieces; marks between parts and padding have 0.
    """

    pieces: np.ndarray
    mask: np.ndarray
    case: np.ndarray
    place: np.ndarray
    part: np.ndarray
    pair: np.ndarray
    first: np.ndarray
    words: np.ndarray


def to_arrays(windows: list[Window], pairs: list[np.ndarray | None] | None = None) -> Arrays:
    """Pad windows to one batch; `pairs`: for each the actor (1) and recipient (2) among its words, where a pair is given."""
    n = len(windows)
    n_pieces = max(len(window.pieces) for window in windows)
    n_words = max(max(len(window.tokens) for window in windows), 1)
    of_pieces = {name: np.zeros((n, n_pieces), dtype=np.int64) for name in _PIECEWISE}
    first = np.zeros((n, n_words), dtype=np.int64)
    for row, window in enumerate(windows):
        length = len(window.pieces)
        of_pieces["pieces"][row, :length] = window.pieces
        of_pieces["mask"][row, :length] = 1
        first[row, : len(window.tokens)] = window.first
        word_of = np.repeat(np.arange(len(window.tokens)), window.n_pieces)
        at = window.places_of_pieces
        for name in ("case", "place", "part"):
            of_pieces[name][row, at] = np.asarray(getattr(window, name), dtype=np.int64)[word_of]
        pair = pairs[row] if pairs else None
        if pair is not None:
            of_pieces["pair"][row, at] = pair[word_of]
    words = np.array([len(window.tokens) for window in windows], dtype=np.int64)
    return Arrays(first=first, words=words, **of_pieces)


_PIECEWISE = ("pieces", "mask", "case", "place", "part", "pair")
