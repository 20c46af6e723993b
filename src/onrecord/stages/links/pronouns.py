"""Pronouns, each to the nearest and most prominent chain that agrees; inside quotations by who speaks."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from onrecord.frames import CUE, Phrase, Pointer
from onrecord.stages.links.author import Author
from onrecord.stages.links.chains import NOBODY, SECOND, TWO, Cast, Chain
from onrecord.stages.links.pointed import SURE, chains_pointed_at
from onrecord.text import Span

FIRST = frozenset("i me my myself mine we us our ours ourselves".split())
_NEUTER = frozenset("it its itself".split())
_PLURAL = frozenset("they them their theirs themselves".split())
_RELATIVE = frozenset("who whom whose".split())
_REACH = 4  # sentences back that a pronoun is looked for
_PHRASES_BACK = 60
_SPEAKER = 3.0  # times as likely is whoever says the words, where they are told without quotation marks: "Rome denied that its agents …"
_PIECES_BACK = 64  # pieces of speech looked at for the ones around a pronoun


class Speech:
    """Who speaks where: content pieces of the cue frames, and which phrases stand between quotation marks."""

    def __init__(self, cast: Cast) -> None:
        pieces: list[tuple[Span, int | None]] = []
        self.heard_by: dict[int, int] = {}  # start of a piece -> the phrase that it is said to
        for frame in cast.draft.frames:
            if frame.type != CUE:
                continue
            speakers = frame.fillers("speaker")
            phrase = cast.draft.phrase_at(speakers[0].spans[0]) if speakers else None
            heard = frame.fillers("addressee")
            told = cast.draft.phrase_at(heard[0].spans[0]) if heard else None
            if told is not None:
                self.heard_by.update((span.start, told) for role in frame.fillers("content") for span in role.spans)
            pieces += [(span, phrase) for role in frame.fillers("content") for span in role.spans]
        self.pieces = sorted(pieces, key=lambda piece: piece[0])
        self.starts = [span.start for span, _ in self.pieces]
        self.quoted = _quoted(cast)
        self.author = Author(cast, self.quoted)

    def speakers_at(self, head: Span) -> list[int]:
        """The phrases that speak the words at `head`, the innermost first."""
        return [speaker for _, speaker in self._around(head) if speaker is not None]

    def speaker(self, cast: Cast, i: int) -> int | None:
        """The chain of whoever says "I" or "we" at phrase `i`: the speaker of the words, else the author."""
        head = cast.phrases[i].head
        speakers = self.speakers_at(head)
        if speakers:
            return cast.chain_of[speakers[0]]
        is_told = self.quoted[i] or self._around(head)
        return None if is_told else self.author.chain(cast, head.of(cast.article.text).lower())

    def addressee(self, cast: Cast, i: int) -> int | None:
        """The chain of whoever is said to be told the words at phrase `i`."""
        around = self._around(cast.phrases[i].head)
        phrase = self.heard_by.get(around[0][0].start) if around else None
        return cast.chain_of[phrase] if phrase is not None else None

    def _around(self, head: Span) -> list[tuple[Span, int | None]]:
        """The pieces of speech that hold `head`, each with the phrase that speaks it, the innermost first."""
        last = bisect_right(self.starts, head.start)
        around = (piece for piece in self.pieces[max(0, last - _PIECES_BACK) : last] if piece[0].covers(head))
        return sorted(around, key=lambda piece: piece[0].end - piece[0].start)


def _quoted(cast: Cast) -> list[bool]:
    """For each phrase, whether its head stands inside a quotation."""
    inners = [region.inner for region in cast.draft.regions if region.kind == "speech"]
    starts = [inner.start for inner in inners]
    ends = list(accumulate((inner.end for inner in inners), max))
    found = []
    for phrase in cast.phrases:
        last = bisect_right(starts, phrase.head.start) - 1
        found.append(last >= 0 and ends[last] >= phrase.head.end)
    return found


def link_pronoun(cast: Cast, i: int, speech: Speech, pointer: Pointer | None = None) -> None:
    """Put pronoun `i` into a chain, or say why nobody is meant; where the finder is sure, it is whom it points to."""
    phrase = cast.phrases[i]
    word = phrase.head.of(cast.article.text).lower()
    if word in FIRST or word in SECOND:
        at = speech.speaker(cast, i) if word in FIRST else speech.addressee(cast, i)
        if at is not None:
            cast.join(i, at)
        else:
            cast.reason_of[i] = f"{'the speaker' if word in FIRST else 'who is spoken to'} is not known"
        return
    members = _members_pointed_at(cast, pointer) if word in _PLURAL and pointer is not None else ()
    if members:
        cast.gather(i, members)
        return
    pointed = _pointed(cast, i, speech, pointer) if pointer is not None else []
    for prob, at in pointed[:2]:
        if prob >= SURE and at not in speech.author.chains and _agrees(cast.chains[at], word, phrase):
            cast.join(i, at)
            return
    candidates = _candidates(cast, i, word, speech, speech.speakers_at(phrase.head))
    if not candidates:
        cast.reason_of[i] = NOBODY
    elif len(candidates) > 1 and candidates[0][0] == candidates[1][0]:
        cast.reason_of[i] = TWO
    else:
        cast.join(i, candidates[0][1])


def _pointed(cast: Cast, i: int, speech: Speech, pointer: Pointer) -> list[tuple[float, int]]:
    """Chains by how likely the finder points to them, likeliest first."""
    pointed = chains_pointed_at(cast, pointer)
    if speech.quoted[i]:
        return pointed
    own = {cast.chain_of[speaker] for speaker in speech.speakers_at(cast.phrases[i].head)}
    told = ((min(1.0, prob * _SPEAKER) if at in own else prob, at) for prob, at in pointed)
    return sorted(told, key=lambda pair: (-pair[0], pair[1]))


def _members_pointed_at(cast: Cast, pointer: Pointer) -> tuple[int, ...]:
    """The chains of the collective to which the finder points: "they" after "the two presidents"."""
    phrase, prob = max(pointer.meant, key=lambda pair: pair[1], default=(0, 0.0))
    return cast.members.get(phrase, ()) if prob >= SURE else ()


def _candidates(cast: Cast, i: int, word: str, speech: Speech, speakers: list[int]) -> list[tuple[float, int]]:
    """Chains that agree with a pronoun, each with how near and prominent it is; best first."""
    phrases, quoted = cast.phrases, speech.quoted
    spoken_by = {cast.chain_of[speaker] for speaker in speakers} if quoted[i] else set()
    reach = 0 if word in _RELATIVE else _REACH
    scores: dict[int, float] = {}
    for j in range(i - 1, max(-1, i - _PHRASES_BACK), -1):
        at = cast.chain_of[j]
        back = cast.sentence_of[i] - cast.sentence_of[j]
        if back > reach:
            break
        if (
            at is None
            or at in spoken_by
            or at in speech.author.chains
            or not _agrees(cast.chains[at], word, phrases[i])
        ):
            continue
        if phrases[j].within == i or phrases[i].within == j or phrases[j].span.covers(phrases[i].span):
            continue
        score = 10.0 - 3.0 * back + _prominence(cast, j) - (9.0 if quoted[j] and not quoted[i] else 0.0)
        score -= 0.01 * (i - j) + (1.5 if phrases[j].within is not None else 0.0)
        score += 0.5 if phrases[j].how == "pronoun" else 0.0
        scores[at] = max(scores.get(at, score), score)
    return sorted(((score, at) for at, score in scores.items()), key=lambda pair: (-pair[0], pair[1]))


def _agrees(chain: Chain, word: str, phrase: Phrase) -> bool:
    if word in _RELATIVE:
        return chain.kind in ("person", "group")
    if phrase.kind == "person":
        same = chain.gender in (None, phrase.gender) or phrase.gender is None
        return chain.kind == "person" and not chain.plural and same
    if word in _NEUTER:
        return chain.kind in ("country", "organization") and not chain.plural
    if word in _PLURAL:
        return chain.kind in ("group", "organization") or chain.plural
    return False


def _prominence(cast: Cast, j: int) -> float:
    """5 for the phrase that opens its sentence, 3 for another subject."""
    phrase = cast.phrases[j]
    start = cast.draft.sentences[cast.sentence_of[j]].start
    opens = phrase.span.start - start < 6 or not any(
        other.span.start >= start for other in cast.phrases[max(0, j - 8) : j] if other.kind != "place"
    )
    if opens and phrase.within is None:
        return 5.0
    return 3.0 if _is_subject(cast, phrase) else 0.0


def _is_subject(cast: Cast, phrase: Phrase) -> bool:
    """Whether a verb follows a phrase and no preposition leads it."""
    syntax = cast.draft.syntax
    if syntax is None:
        return False
    after = syntax.token_at(phrase.span.end)
    while after < len(syntax.tokens) and syntax.tags[after] == "ADV":
        after += 1
    if after >= len(syntax.tokens) or syntax.tags[after] not in ("VERB", "AUX"):
        return False
    before = syntax.token_at(phrase.span.start) - 1
    return before < 0 or syntax.tags[before] != "ADP"
