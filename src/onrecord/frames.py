"""What is found on the way from an article to its reading: the working layers.

A *frame* is an anchor (a speech cue such as "warned", an event trigger such as "recalled" or "the withdrawal") and the
spans that play a role for it. A finder (`onrecord.encoder`, or `onrecord.rules`) gives frames; the stages turn
them into quotes and events and do not know who found them. A stage takes `(article, draft)` and returns
`dataclasses.replace(draft, ...)`; nothing here leaves `onrecord.read`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from onrecord.facts import Actor, ActorKind, Event, How, Modality, Moment, Polarity, Quote, Unlinked
from onrecord.gazetteer import Gazetteer, load_gazetteer
from onrecord.syntax import Syntax
from onrecord.text import Article, Span

CUE = "CUE"  # Frame.type of a speech cue; every other type is one of PLOVER's sixteen
RoleName = Literal["speaker", "content", "addressee", "medium", "actor", "recipient", "place", "time"]
RegionKind = Literal["speech", "scare", "title", "nickname"]
_IN_LIST = re.compile(r",?\s+(?P<and>and|or|nor)(?:\s+the)?\s+|,\s+(?:the\s+)?")  # what parts two members of a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """What stands between two quotation marks of one paragraph.

    `span` includes the marks, `inner` does not. `closed` is False where the paragraph ended first. `continues` is the
    index (in `Draft.regions`) of the region of an earlier paragraph that this one goes on with; `parent` that of the
    region around this one.
    """

    span: Span
    inner: Span
    kind: RegionKind
    closed: bool = True
    parent: int | None = None
    continues: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A referring noun phrase before it is known who is meant.

    `span` is the whole phrase with what identifies it ("Mr Putin's spokesperson"), `head` its head word or the bare
    name. What the words themselves tell: `country` (code), `sectors`, `office`, `name` (canonical), `gender`
    ("m", "f"), `number` ("sg", "pl"). `key` is the gazetteer's actor id when the words name one outright.
    `within` is the index (in `Draft.phrases`) of the smallest phrase around this one.
    """

    span: Span
    head: Span
    how: How
    kind: ActorKind
    key: str | None = None
    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    gender: str | None = None
    number: str | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One filler of a role: its pieces in text order (several when something stands between them)."""

    name: RoleName
    spans: tuple[Span, ...]
    prob: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """An anchor and what plays a role for it.

    `type` is CUE or a PLOVER type. A free-standing quotation is a CUE frame with an empty anchor. `asserted` is True
    for an act told with "reportedly" or "has been accused of" where nobody is named; `performed` for one that its speaker
    does by these very words ("we apologise"). `attitude` tells a cue of thought or wish from one of speech. `contexts` is
    None where the finder tells none. `score` orders what one finder found, `prob` is calibrated. `frame.fillers("actor")`
    gives several roles where a list plays one.
    """

    anchor: tuple[Span, ...]
    type: str
    mode: str | None = None
    modality: Modality = "actual"
    polarity: Polarity = "affirmed"
    reciprocal: bool = False
    asserted: bool = False
    performed: bool = False
    attitude: bool = False
    contexts: tuple[str, ...] | None = None
    roles: tuple[Role, ...] = ()
    score: float = 1.0
    prob: float = 1.0

    @property
    def by_rule(self) -> bool:
        """Whether a rule found it: the trained finder tells contexts too, and has weighed whether the words tell an act at all."""
        return self.contexts is None

    @property
    def place(self) -> Span:
        """The first of its words: of its anchor, or of what is said where a quotation has none."""
        return (self.anchor or self.fillers("content")[0].spans)[0]

    def fillers(self, name: RoleName) -> tuple[Role, ...]:
        """The roles of that name, in text order."""
        return tuple(role for role in self.roles if role.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Whom a pronoun or a description may mean: indices (in `Draft.phrases`) of phrases before it, each with its
    probability; `nobody` that of none of them.
    """

    phrase: int
    nobody: float
    meant: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Of which country the actor whom a phrase means is, by the words around it: (probability, code), likeliest first; and
    the sector that fits.
    """

    phrase: int
    countries: tuple[tuple[float, str], ...]
    sector: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The working layers of one article, each filled by one stage (sentences first, events last), and who is who in it."""

    gazetteer: Gazetteer = field(default_factory=load_gazetteer, repr=False)
    sentences: tuple[Span, ...] = ()
    syntax: Syntax | None = None
    regions: tuple[Region, ...] = ()
    times: tuple[Moment, ...] = ()  # by their start
    phrases: tuple[Phrase, ...] = ()  # by their start, outer ones before those they hold
    frames: tuple[Frame, ...] = ()
    pointers: tuple[Pointer, ...] = ()  # by their phrase; none where the finder tells none
    homes: tuple[Home, ...] = ()  # likewise
    actors: tuple[Actor, ...] = ()
    party_of: tuple[str | Unlinked | None, ...] = ()  # actor id per phrase; None where no actor is meant
    members_of: tuple[tuple[str, ...], ...] = ()  # per phrase, the actors of a collective ("the two countries")
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()

    def phrase_at(self, span: Span) -> int | None:
        """The index of the phrase that a span of words refers by: the outermost one whose head it holds, the first of those.

        Where the span holds no head, the smallest phrase whose head holds the span.
        """
        near = range(max(0, bisect_left(self.phrases, span.start, key=_start_of) - 12), len(self.phrases))
        inside: list[int] = []
        around: list[int] = []
        for i in near:
            phrase = self.phrases[i]
            if phrase.span.start >= span.end:
                break
            if span.covers(phrase.head):
                inside.append(i)
            elif phrase.head.covers(span):
                around.append(i)
        if inside:
            return min(inside, key=lambda i: (max(self.phrases[i].span.start, span.start), -self.phrases[i].span.end))
        return min(around, key=lambda i: self.phrases[i].span.end - self.phrases[i].span.start, default=None)

    def sentence_at(self, offset: int) -> Span:
        """The sentence that a code point stands in, or that before it; the first one before all."""
        return self.sentences[max(bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1, 0)]

    def phrases_in(self, span: Span) -> Iterator[Phrase]:
        """The phrases that begin inside a span, in text order."""
        for i in range(bisect_left(self.phrases, span.start, key=_start_of), len(self.phrases)):
            if self.phrases[i].span.start >= span.end:
                return
            yield self.phrases[i]

    def members_between(self, text: str, first: Span, last: Span) -> tuple[Span, ...] | None:
        """The members of a list that stand between two of it: of "Mali, Niger, Togo and Benin". None where the two are in no list.

        Without "and" they are countries: what stands between commas may say who somebody is.
        """
        members: list[Phrase] = []
        at = first.end
        for phrase in self.phrases_in(Span(first.end, last.start)):
            if phrase.span.start >= at:
                if not _IN_LIST.fullmatch(text, at, phrase.span.start):
                    return None
                members.append(phrase)
                at = phrase.span.end
        link = _IN_LIST.fullmatch(text, at, last.start)
        if link is None or (link["and"] is None and any(member.kind != "country" for member in members)):
            return None
        return tuple(member.span for member in members)

    def list_in(self, text: str, span: Span) -> list[Span]:
        """The span itself, or the phrases of the list that it is: "France, Germany and Britain", "French and Brazilian gendarmes".

        Without "and" only a piece of a list of countries is one, "Niger, Togo": what follows a comma may say who somebody is.
        """
        first = self.phrase_at(span)
        if first is None:
            return [span]
        listed, ends_in_and = [self.phrases[first]], False
        for phrase in self.phrases_in(Span(listed[0].span.end, span.end)):
            if phrase.span.start < listed[-1].span.end:
                continue
            between = _IN_LIST.fullmatch(text, listed[-1].span.end, phrase.span.start)
            if between is None or ends_in_and:
                break
            listed.append(phrase)
            ends_in_and = between["and"] is not None
        is_list = ends_in_and or all(phrase.kind == "country" for phrase in listed)
        return [phrase.span for phrase in listed] if is_list else [span]

    def times_in(self, span: Span) -> tuple[Moment, ...]:
        """The times that begin inside a span, in text order."""
        first, last = (bisect_left(self.times, place, key=_place_of) for place in span)
        return self.times[first:last]

    def party_at(self, span: Span) -> str | Unlinked | None:
        """The actor meant by a noun phrase; None where none is."""
        phrase = self.phrase_at(span)
        return None if phrase is None else self.party_of[phrase]

    def parties_at(self, span: Span) -> tuple[str, ...]:
        """The actors meant by a noun phrase: several for "the two countries", none where we cannot tell."""
        phrase = self.phrase_at(span)
        if phrase is None:
            return ()
        party = self.party_of[phrase]
        return self.members_of[phrase] or ((party,) if isinstance(party, str) else ())


def is_list_link(text: str, start: int, end: int) -> bool | None:
    """Whether what stands between two phrases ends a list, "and", or goes on with one, ","; None where it does neither.

    >>> is_list_link("Mali and Chad", 4, 9), is_list_link("Mali, Chad", 4, 6), is_list_link("Mali with Chad", 4, 10)
    (True, False, None)
    """
    link = _IN_LIST.fullmatch(text, start, end) if start <= end else None
    return None if link is None else link["and"] is not None


def in_text_order(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Phrases by their start, outer ones before those they hold, with `within` renumbered."""
    order = sorted(range(len(phrases)), key=lambda i: (phrases[i].span.start, -phrases[i].span.end, i))
    place = {before: now for now, before in enumerate(order)}
    return tuple(
        replace(phrases[i], within=place[within]) if (within := phrases[i].within) is not None else phrases[i]
        for i in order
    )


def _start_of(phrase: Phrase) -> int:
    return phrase.span.start


def _place_of(moment: Moment) -> int:
    return moment.evidence.start


class Finder(Protocol):
    """Finds frames: fills `frames` of drafts whose earlier layers are there, and may mend `phrases` and `regions`."""

    @property
    def version(self) -> str:
        """What the reading names as its weights."""
        ...

    def find(self, article: Article, draft: Draft) -> Draft:
        """The draft of an article with its frames; it depends on nothing else that was read."""
        ...


Stage = Callable[[Article, Draft], Draft]
