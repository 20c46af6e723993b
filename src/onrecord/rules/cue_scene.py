"""What a rule for cues looks at: the tokens of an article, and which of them stand inside quoted speech."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.frames import Draft, Region
from onrecord.rules.cue_lexicon import load_words
from onrecord.syntax import NounPhrase, Syntax, Token, VerbGroup
from onrecord.text import Article, Span

Range = tuple[int, int]  # token indices, half-open
MAX_CLAUSE = 400  # tokens of one content
MAX_SENTENCE = 600  # tokens; a longer sentence is a list or a trick: it is looked at piecemeal, so that time is linear
SHORT_CLAUSE = 30  # tokens of one content there
TAIL = 8  # characters at the end of a region that tell how it ends
STOPS = frozenset(".?!…")
STOPS_AND_PAUSES = STOPS | frozenset(",—–-")
DASHES = frozenset(("-", "--", "–", "—", "―"))
WEEKDAYS = load_words("weekdays")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Look-ups by token index; every one takes constant time.

    `region_of[i]` is the index of the outermost speech region around token i, or -1; `region_range` gives a region's
    tokens, marks included. `group_of` and `phrase_of` give the verb group and the noun phrase of a token, or -1;
    `next_group[i]` is the first verb group that begins at token i or after it (their number where none does).
    `time_end[i]` is the token after the time expression that begins at token i. `paragraph_of` counts paragraphs.
    """

    text: str
    syntax: Syntax
    tokens: tuple[Token, ...]
    tags: tuple[str, ...]
    lemmas: tuple[str, ...]
    sentence_of: tuple[int, ...]
    sentence_range: tuple[Range, ...]
    paragraph_of: tuple[int, ...]
    regions: tuple[Region, ...]
    region_of: tuple[int, ...]
    region_range: dict[int, Range]
    group_of: tuple[int, ...]
    phrase_of: tuple[int, ...]
    next_group: tuple[int, ...]
    time_end: dict[int, int]

    @property
    def groups(self) -> tuple[VerbGroup, ...]:
        """The verb groups of the article."""
        return self.syntax.verb_groups

    @property
    def phrases(self) -> tuple[NounPhrase, ...]:
        """The base noun phrases of the article."""
        return self.syntax.noun_phrases

    def lower(self, token: int) -> str:
        """The token case-folded; empty beyond the article's ends."""
        return self.tokens[token].lower if 0 <= token < len(self.tokens) else ""

    def tag(self, token: int) -> str:
        """The token's tag; empty beyond the article's ends."""
        return self.tags[token] if 0 <= token < len(self.tags) else ""

    def span(self, first: int, last: int) -> Span:
        """The code points of a token range."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def window(self, token: int) -> Range:
        """The sentence of a token, widened to the whole of a region that crosses its first token."""
        first, last = self.sentence_range[self.sentence_of[token]]
        region = self.region_of[first]
        if region >= 0 and token not in range(*self.region_range[region]):
            first = min(first, self.region_range[region][0])
        return first, last

    def reach(self, token: int) -> int:
        """How many tokens a content or subject at `token` is followed: few in a sentence too long to be prose."""
        first, last = self.sentence_range[self.sentence_of[token]]
        return MAX_CLAUSE if last - first <= MAX_SENTENCE else SHORT_CLAUSE

    def is_prose(self, token: int) -> bool:
        """Whether the sentence of `token` is short enough to be looked through at will."""
        first, last = self.sentence_range[self.sentence_of[token]]
        return last - first <= MAX_SENTENCE

    def is_time(self, token: int) -> bool:
        """Whether a time expression or the name of a weekday begins at `token`."""
        return token in self.time_end or self.lower(token) in WEEKDAYS

    def is_dash(self, token: int) -> bool:
        """Whether a dash parts two thoughts here; a hyphen inside a word does not."""
        if self.lower(token) not in DASHES:
            return False
        if self.lower(token) in ("—", "--", "―") or not 0 < token < len(self.tokens) - 1:
            return True
        return self.tokens[token - 1].end < self.tokens[token].start or (
            self.tokens[token].end < self.tokens[token + 1].start
        )

    def ends_sentence(self, token: int) -> bool:
        """Whether no word of the same sentence follows before `token`'s sentence is over."""
        last = self.sentence_range[self.sentence_of[token - 1]][1] if token else 0
        return all(self.tags[i] in ("PUNCT", "SYM") for i in range(token, min(last, token + 3))) and last - token <= 3

    def is_stop_inside(self, region: int) -> bool:
        """Whether the words of a region end with a stop or comma of their own."""
        return self._last_mark(region) in STOPS_AND_PAUSES

    def ends_with_comma(self, region: int) -> bool:
        """Whether a comma is the last character before the region's closing mark."""
        return self._last_mark(region) == ","

    def _last_mark(self, region: int) -> str:
        """The last character inside a region, blanks and inner closing marks passed."""
        inner = self.regions[region].inner
        return self.text[max(inner.start, inner.end - TAIL) : inner.end].rstrip(" \t\u00a0'’\"”»")[-1:] or " "

    def is_clause(self, region: int) -> bool:
        """Whether a finite verb stands inside the region."""
        first, last = self.region_range[region]
        return any(self.group_of[i] >= 0 and self.groups[self.group_of[i]].form == "finite" for i in range(first, last))


def look_at(article: Article, draft: Draft) -> Scene:
    """Index the layers of a draft. Raises ValueError when sentences and syntax were not found before."""
    syntax = draft.syntax
    if syntax is None:
        raise ValueError("cues are read from syntax: run the stage find_sentences first")
    tokens = syntax.tokens
    starts = [token.start for token in tokens]
    region_of, region_range = _speech(draft.regions, starts)
    return Scene(
        text=article.text,
        syntax=syntax,
        tokens=tokens,
        tags=syntax.tags,
        lemmas=syntax.lemmas,
        sentence_of=syntax.sentence_of,
        sentence_range=_sentence_ranges(syntax.sentence_of),
        paragraph_of=_paragraphs(article, starts),
        regions=draft.regions,
        region_of=region_of,
        region_range=region_range,
        group_of=_cover(len(tokens), ((group.first, group.last) for group in syntax.verb_groups)),
        phrase_of=_cover(len(tokens), ((phrase.first, phrase.last) for phrase in syntax.noun_phrases)),
        next_group=_next_groups(len(tokens), syntax.verb_groups),
        time_end={
            bisect_left(starts, moment.evidence.start): bisect_left(starts, moment.evidence.end)
            for moment in draft.times
        },
    )


def _speech(regions: tuple[Region, ...], starts: list[int]) -> tuple[tuple[int, ...], dict[int, Range]]:
    """The outermost speech region of each token, and the tokens of each such region."""
    region_of = [-1] * len(starts)
    ranges: dict[int, Range] = {}
    covered = 0
    for index, region in enumerate(regions):
        if region.kind != "speech" or region.span.start < covered:
            continue
        first, last = bisect_left(starts, region.span.start), bisect_left(starts, region.span.end)
        if first == last:
            continue
        covered = region.span.end
        ranges[index] = (first, last)
        region_of[first:last] = [index] * (last - first)
    return tuple(region_of), ranges


def _sentence_ranges(sentence_of: tuple[int, ...]) -> tuple[Range, ...]:
    """The token range of each sentence; an empty one for a sentence without tokens."""
    ranges: list[Range] = []
    for token, sentence in enumerate(sentence_of):
        while len(ranges) <= sentence:
            ranges.append((token, token))
        ranges[sentence] = (ranges[sentence][0], token + 1)
    return tuple(ranges)


def _paragraphs(article: Article, starts: list[int]) -> tuple[int, ...]:
    ends = [paragraph.end for paragraph in article.paragraphs]
    found, at = [], 0
    for start in starts:
        while at < len(ends) - 1 and start >= ends[at]:
            at += 1
        found.append(at)
    return tuple(found)


def _cover(length: int, ranges: Iterable[Range]) -> tuple[int, ...]:
    found = [-1] * length
    for index, (first, last) in enumerate(ranges):
        found[first:last] = [index] * (last - first)
    return tuple(found)


def _next_groups(length: int, groups: tuple[VerbGroup, ...]) -> tuple[int, ...]:
    found, upcoming = [len(groups)] * (length + 1), len(groups)
    for token in range(length, -1, -1):
        while upcoming and groups[upcoming - 1].first >= token:
            upcoming -= 1
        found[token] = upcoming
    return tuple(found)
