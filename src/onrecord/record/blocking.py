"""Who is compared at all: the blocks in which a report is found, and those in which it looks for others like it."""

from __future__ import annotations

from itertools import combinations
from zlib import crc32

from onrecord.record.codings import Coding, EventCoding, QuoteCoding
from onrecord.record.keys import block_of
from onrecord.record.meanings import rarest
from onrecord.record.sides import MAX_PARTIES, bare_name, labels
from onrecord.record.similarity import shingles, words
from onrecord.record.surroundings import details, lands, without_dateline

LONGEST_WINDOW = 31  # days; what lies in a longer time ("last year") is only matched by what lies in the very same
MIN_WORDS = 6  # of a statement whose shingles are blocks
MAX_NAMES = 4  # of the names in a sentence, those by which an event is found where a reader has erred on a country
RARE_WORDS = 3  # of a statement, those by which it is found where a reader has erred on the speaker
RARE_DEEDS = 2  # words of an event's sentence, by which it is found where a reader has erred on a side
_UNKNOWN = "?"
Ask = tuple[int, int, int]  # block, first and last day


def blocks_of(coding: Coding) -> tuple[list[Ask], list[Ask]]:
    """The blocks in which a report can be found, and those in which it has to look; each with its days.

    Two reports that may match share a block in which the one is found and the other looks, whichever comes first.
    """
    window = coding.window or (0, 0)
    span = window[1] - window[0]
    days = "" if span <= LONGEST_WINDOW else f"{window[0]}-{window[1]}"
    here, asked = _event_blocks(coding) if isinstance(coding, EventCoding) else _quote_blocks(coding)
    return (
        [(block_of(block, days), *window) for block in sorted(here)],
        [(block_of(block, days), *window) for block in sorted(asked)],
    )


def _event_blocks(event: EventCoding) -> tuple[set[str], set[str]]:
    """By family (cooperation or conflict) and dyad; where a side is missing, or of unknown country, by the other side.

    By names in the sentence too, by its rarest other words, by pairs of countries there, and by one where the mode is told: a reader
    may have taken a minister for somebody else's.
    """
    family = "e-conflict" if event.quad >= 3 else "e-cooperation"
    givers = labels(event.actors, event.actor_countries)
    takers = givers if event.reciprocal else labels(event.recipients, event.recipient_countries)
    pairs = {f"{family}:{min(a, b)}:{max(a, b)}" for a in givers for b in takers}
    unknown = {
        not ids or None in countries
        for ids, countries in ((event.actors, event.actor_countries), (event.recipients, event.recipient_countries))
    }
    sides = {*givers, *takers} or {_UNKNOWN}
    whole = {f"{family}:whole:{side}" for side in sides}
    half = {f"{family}:half:{side}" for side in sides}
    sentence = without_dateline(event.sentence)
    named = {f"{family}:name:{name}" for name in _names_in(sentence)}
    named |= {f"{family}:rare:{stem}" for stem in rarest(_without_names(sentence), RARE_DEEDS)}
    told = sorted(lands(sentence))[:MAX_PARTIES]
    named |= {f"{family}:lands:{one}:{other}" for one, other in combinations(told, 2)}
    if event.mode is not None:
        named |= {f"{family}:mode:{event.type}:{event.mode}:{land}" for land in told}
    if True in unknown and not event.reciprocal:
        return pairs | half | whole | named, pairs | half | whole | named
    return pairs | whole | named, pairs | half | named


def _names_in(sentence: str) -> list[str]:
    """Some of the names of a sentence, the same ones wherever they stand."""
    found = (name for name in details(sentence) if not name[0].isdigit())
    return sorted(found, key=lambda name: (crc32(name.encode()), name))[:MAX_NAMES]


def _without_names(sentence: str) -> str:
    return " ".join(word for word in sentence.split() if not word[0].isupper())


def _quote_blocks(quote: QuoteCoding) -> tuple[set[str], set[str]]:
    """By the speaker's country (or name), and by two shingles and the rarest words, so that the same words meet whoever said them."""
    here = {f"q:{quote.speaker_country}"} if quote.speaker and quote.speaker_country else set()
    here |= {f"q:name:{bare_name(quote.speaker).rpartition('-')[2]}"} if quote.speaker else set()
    found = words(quote.content)
    if len(found) >= MIN_WORDS:
        chosen = sorted((crc32(" ".join(shingle).encode()), shingle) for shingle in shingles(quote.content))[:2]
        here |= {f"q:words:{' '.join(shingle)}" for _, shingle in chosen}
    here |= {f"q:rare:{stem}" for stem in rarest(quote.content, RARE_WORDS)}
    return here, here
