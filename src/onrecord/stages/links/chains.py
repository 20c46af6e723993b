"""Chains of phrases that mean one actor, while an article is linked."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from onrecord.facts import ActorKind
from onrecord.frames import Draft, Phrase, Pointer
from onrecord.stages.links.lists import nouns_of
from onrecord.text import Article, Span

TWO = "two actors fit"
NOBODY = "nobody before it fits"
NO_ACTOR = "what happened is no actor"
RECENT = 300  # a description means one of the chains last spoken of; keeps time linear on hostile text
SECOND = frozenset("you your yours yourself yourselves".split())
_SAY_LITTLE = frozenset("the a an own same new former late two three both other".split())
# "Its neighbour" is of another country than the one whose neighbour it is.
OTHERS = frozenset(
    """neighbour neighbours neighbor neighbors rival rivals ally allies partner partners counterpart counterparts host hosts foe foes enemy
    enemies adversary adversaries guest guests""".split()
)
_NEAR = 5  # phrases behind an outer one that may stand inside it


@dataclass(slots=True)
class Chain:
    """An actor in the making; `phrases` are indices of `Draft.phrases`, in order."""

    kind: ActorKind
    name: str
    key: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    gender: str | None = None
    plural: bool = False
    heads: set[str] = field(default_factory=set)
    qualifiers: set[str] = field(
        default_factory=set
    )  # words before the head of its descriptions: "foreign" of "foreign ministry"
    phrases: list[int] = field(default_factory=list)

    def last_before(self, i: int) -> int | None:
        """The last phrase of the chain before phrase `i`."""
        at = bisect_left(self.phrases, i)
        return self.phrases[at - 1] if at else None


class Told(NamedTuple):
    """Country and sectors that words beside a name tell of it."""

    country: str | None = None
    sectors: tuple[str, ...] = ()


@dataclass(slots=True)
class Cast:
    """All chains of an article; `chain_of`, by phrase, is an index of `chains`, None where none is known (yet).

    `reason_of` says of a phrase why nobody is meant; `members` who a collective means; `recent` the chains in the order
    in which they were last spoken of, up to the phrase being linked.
    """

    article: Article
    draft: Draft
    chain_of: list[int | None]
    sentence_of: list[int]
    chains: list[Chain] = field(default_factory=list)
    reason_of: dict[int, str] = field(default_factory=dict)
    members: dict[int, tuple[int, ...]] = field(default_factory=dict)
    by_key: dict[str, int] = field(default_factory=dict)
    recent: dict[int, None] = field(default_factory=dict)
    pointer_of: dict[int, Pointer] = field(default_factory=dict)  # whom the finder points to, by phrase
    heads_told: dict[int, tuple[str, str] | None] = field(default_factory=dict)  # what `told_head` found, by phrase
    towns: dict[str, float] | None = None  # what `towns_named` found, once it was asked

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The phrases of the article."""
        return self.draft.phrases

    def chain(self, i: int) -> Chain | None:
        """The chain of phrase `i`."""
        at = self.chain_of[i]
        return None if at is None else self.chains[at]

    def chain_by_key(self, key: str, phrase: Phrase, *, known: bool = True) -> int:
        """The chain with that key, made from `phrase` where there is none; `known` says that the gazetteer has it."""
        at = self.by_key.get(key)
        if at is None:
            at = self.by_key[key] = self.open(
                Chain(
                    kind=phrase.kind if phrase.kind != "place" else "country",
                    name=phrase.name or key,
                    key=key if known else None,
                    country=phrase.country,
                    sectors=phrase.sectors,
                    heads=set(nouns_of(key)),
                )
            )
        return at

    def state(self, country: str) -> int:
        """The chain of a country, by its code; a new one where the story has not named it as an actor."""
        at = self.by_key.get(country)
        if at is None:
            name = self.draft.gazetteer.shown.get(country, country)
            at = self.by_key[country] = self.open(Chain("country", name, key=country, country=country))
        return at

    def open(self, chain: Chain) -> int:
        """Add a chain; its index."""
        self.chains.append(chain)
        return len(self.chains) - 1

    def join(self, i: int, at: int) -> None:
        """Put phrase `i` into chain `at` and take what it tells."""
        phrase, chain = self.phrases[i], self.chains[at]
        self.chain_of[i] = at
        insort(chain.phrases, i)
        chain.gender = chain.gender or phrase.gender
        if phrase.how == "pronoun":
            return
        if chain.kind != "country":
            chain.country = chain.country or phrase.country
            chain.sectors = chain.sectors or phrase.sectors
            chain.office = chain.office or phrase.office
            chain.plural = chain.plural or phrase.number == "pl"
        chain.heads.add(self.head_word(i))
        if phrase.how == "description" or chain.kind == "organization":
            chain.qualifiers |= self.qualifiers(i)
        if (
            chain.key is None
            and chain.kind == "person"
            and phrase.how in ("name", "title")
            and len(phrase.name or "") > len(chain.name)
        ):
            chain.name = phrase.name or chain.name

    def merge(self, at: int, into: int) -> None:
        """Put the phrases of chain `at` into another; what it tells goes behind what that one tells."""
        for i in tuple(self.chains[at].phrases):
            self.join(i, into)
        self.chains[at].phrases = []

    def gather(self, i: int, chains: tuple[int, ...]) -> None:
        """Let phrase `i` mean several chains together."""
        self.members[i] = chains
        for at in chains:
            insort(self.chains[at].phrases, i)

    def speak_of(self, at: int) -> None:
        """Note that chain `at` is the last one spoken of."""
        self.recent.pop(at, None)
        self.recent[at] = None

    def last_spoken_of(self) -> Iterator[int]:
        """The chains spoken of so far, the last one first, at most `RECENT`."""
        return islice(reversed(self.recent), RECENT)

    def head_word(self, i: int) -> str:
        """The last word of the head of phrase `i`, in lower case."""
        return self.phrases[i].head.of(self.article.text).split()[-1].lower()

    def qualifiers(self, i: int) -> set[str]:
        """The words in small letters before the head of phrase `i` that tell it from others: "foreign" of "the foreign ministry"."""
        words = (self.phrases[i].name or "").split()[:-1]
        return {word for word in words if word.islower() and word.isalpha() and word not in _SAY_LITTLE}

    def paragraph_at(self, span: Span) -> int:
        """The index of the paragraph in which a span begins."""
        return max(bisect_right(self.article.paragraphs, span.start, key=lambda paragraph: paragraph.start) - 1, 0)

    def between(self, i: int, j: int) -> str:
        """The text from the end of phrase `i` to the start of phrase `j`."""
        return self.article.text[self.phrases[i].span.end : self.phrases[j].span.start]

    def next_outer(self, i: int) -> int | None:
        """The next phrase that does not stand inside phrase `i`."""
        phrases = self.phrases
        for j in range(i + 1, min(i + _NEAR, len(phrases))):
            if phrases[j].span.start >= phrases[i].span.end and phrases[j].within is None:
                return j
        return None

    def possessor(self, i: int) -> Told:
        """Country and sectors of the nearest possessor inside phrase `i` ("Moscow's embassy", "its ambassador"), but of "its neighbour"."""
        return Told() if self.head_word(i) in OTHERS else self.owner(i)

    def owner(self, i: int) -> Told:
        """Country and sectors of the nearest possessor inside phrase `i`, whatever it possesses."""
        phrases = self.phrases
        for k in reversed(range(i + 1, min(i + _NEAR + 1, len(phrases)))):
            if phrases[k].within != i:
                continue
            chain = self.chain(k)
            if chain is not None and chain.country:
                return Told(chain.country, chain.sectors)
            if phrases[k].country:
                return Told(phrases[k].country, phrases[k].sectors)
        return Told()


def read_cast(article: Article, draft: Draft) -> Cast:
    """The cast of an article in which nobody is linked yet."""
    starts = [sentence.start for sentence in draft.sentences]
    sentences = [max(bisect_right(starts, phrase.span.start) - 1, 0) for phrase in draft.phrases]
    pointers = {pointer.phrase: pointer for pointer in draft.pointers}
    return Cast(article, draft, chain_of=[None] * len(draft.phrases), sentence_of=sentences, pointer_of=pointers)


def key_of_person(name: str) -> str:
    """The key under which the chain of a person of that name is found, where the gazetteer knows nobody by it.

    >>> key_of_person("Óscar  Åsen")
    'person:oscar asen'
    """
    return "person:" + " ".join(plain(name).split())


def plain(name: str) -> str:
    """Lower case without accents.

    >>> plain("Óscar Åsen")
    'oscar asen'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
