"""Pronouns, each to the nearest and most prominent chain that agrees; inside quotations by who speaks."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from onrecord.frames import CUE, Frame, Phrase, Pointer
from onrecord.stages.links.author import WE, Author
from onrecord.stages.links.chains import NOBODY, SECOND, TWO, Cast, Chain
from onrecord.stages.links.empty import is_document, is_empty, is_of_noun
from onrecord.stages.links.lists import words_of
from onrecord.stages.links.pointed import SURE, chains_pointed_at, nobody_pointed_at
from onrecord.text import Span

FIRST = frozenset("i me my myself mine we us our ours ourselves".split())
_NEUTER = frozenset("it its itself".split())
_PLURAL = frozenset("they them their theirs themselves".split())
_RELATIVE = frozenset("who whom whose".split())
_OF_THING = frozenset(("that", "which", "'s", "’s"))
_FLOOR = dict.fromkeys(_NEUTER, 0.2) | dict.fromkeys(_PLURAL, 0.05)  # what the finder must give the nearest one; dev
_LEAST = 0.25  # of all probability, for the likeliest that agrees; dev
_LEAST_OF_PAIR, _SURE_OF_PAIR = 0.2, 0.8  # of each of two, and of both together
_OPENS_WITHIN = 12  # code points before "who" that are looked at
_NEAR = 6  # phrases before "who" that may end right before it
_REACH = 4  # sentences back that a pronoun is looked for
_PHRASES_BACK = 60
_SPEAKER = 3.0  # times as likely is whoever says the words, where they are told without quotation marks: "Rome denied that its agents …"
_NESTED = 8  # regions looked at for the innermost around a phrase
_PIECES_BACK = 64  # pieces of speech looked at for the ones around a pronoun


class Speech:
    """Who speaks where: content pieces of the cue frames, and which phrases stand between quotation marks."""

    def __init__(self, cast: Cast) -> None:
        pieces: list[tuple[Span, int | None]] = []
        self.heard_by: dict[int, int] = {}  # start of a piece -> the phrase that it is said to
        self.reported: set[int] = set()  # starts of the pieces behind a verb that tells of them: "said that ..."
        # a phrase that adds something -> the one that spoke last: "Osei said ... He added"
        self.before: dict[int, int] = {}
        last: int | None = None
        for frame in cast.draft.frames:
            if frame.type != CUE:
                continue
            speakers = frame.fillers("speaker")
            phrase = cast.draft.phrase_at(speakers[0].spans[0]) if speakers else None
            if phrase is not None:
                is_near = last is not None and 0 <= cast.sentence_of[phrase] - cast.sentence_of[last] <= 1
                if last is not None and is_near and _adds(cast, frame):
                    self.before[phrase] = last
                last = phrase
            heard = frame.fillers("addressee")
            told = cast.draft.phrase_at(heard[0].spans[0]) if heard else None
            if told is not None:
                self.heard_by.update((span.start, told) for role in frame.fillers("content") for span in role.spans)
            own = [span for role in frame.fillers("content") for span in role.spans]
            pieces += [(span, phrase) for span in own]
            self.reported.update(span.start for span in own if _is_reported(cast, frame, span))
        self.pieces = sorted(pieces, key=lambda piece: piece[0])
        self.starts = [span.start for span, _ in self.pieces]
        self.openings = _openings(cast)
        self.quoted = [opening is not None for opening in self.openings]
        self.author = Author(cast, self.quoted)
        untold = (i for i, phrase in enumerate(cast.phrases) if phrase.how == "pronoun" and not self.quoted[i])
        self.of_author = {cast.head_word(i) for i in untold if not self._around(cast.phrases[i].head)} & FIRST

    def speakers_at(self, head: Span) -> list[int]:
        """The phrases that speak the words at `head`, the innermost first."""
        return [speaker for _, speaker in self._around(head) if speaker is not None]

    def speaker(self, cast: Cast, i: int) -> int | None:
        """The chain of whoever says "I" or "we" at phrase `i`: the speaker of the words, else the author."""
        head = cast.phrases[i].head
        voices = self._voices(cast, i)
        if voices:
            return cast.chain_of[voices[0]]
        is_told = self.quoted[i] or (self._around(head) and not self._is_of_author(cast, i))
        return None if is_told else self.author.chain(cast, head.of(cast.article.text).lower())

    def _voices(self, cast: Cast, i: int) -> list[int]:
        """The phrases that say "I" or "we" at phrase `i`, the innermost first. What is reported without quotation marks keeps the "I" of
        who reports it, where another speaks around it: "The doctor said that I was well".
        """
        around, opening = self._around(cast.phrases[i].head), self.openings[i]
        speakers = [speaker for _, speaker in around if speaker is not None]
        said = [
            speaker
            for piece, speaker in around
            if speaker is not None and not (piece.start in self.reported and (opening is None or piece.start > opening))
        ]
        return said if said or (speakers and self._is_of_author(cast, i)) else speakers

    def _is_of_author(self, cast: Cast, i: int) -> bool:
        """Whether the author of the text says "I", or "we", elsewhere, and no quotation marks stand around phrase `i`."""
        many = cast.head_word(i) in WE
        return self.openings[i] is None and any((word in WE) == many for word in self.of_author)

    def is_early(self, cast: Cast, i: int) -> bool:
        """Whether phrase `i` says "we" before the words that tell who speaks: "“We will,” he said"."""
        if cast.head_word(i) not in FIRST | SECOND:
            return False
        head = cast.phrases[i].head
        speakers = self._voices(cast, i)[:1] if cast.head_word(i) in FIRST else self._hearers_at(head)
        return any(speaker > i and cast.chain_of[speaker] is None for speaker in speakers)

    def addressee(self, cast: Cast, i: int) -> int | None:
        """The chain of whoever is said to be told the words at phrase `i`."""
        hearers = self._hearers_at(cast.phrases[i].head)
        return cast.chain_of[hearers[0]] if hearers else None

    def _hearers_at(self, head: Span) -> list[int]:
        """The phrase that the words at `head` are said to."""
        around = self._around(head)[:1]
        return [self.heard_by[piece.start] for piece, _ in around if piece.start in self.heard_by]

    def _around(self, head: Span) -> list[tuple[Span, int | None]]:
        """The pieces of speech that hold `head`, each with the phrase that speaks it, the innermost first."""
        last = bisect_right(self.starts, head.start)
        around = (piece for piece in self.pieces[max(0, last - _PIECES_BACK) : last] if piece[0].covers(head))
        return sorted(around, key=lambda piece: piece[0].end - piece[0].start)


def _adds(cast: Cast, frame: Frame) -> bool:
    """Whether a cue says that its speaker goes on."""
    syntax = cast.draft.syntax
    return syntax is not None and any(syntax.lemmas[syntax.token_at(piece.start)] == "add" for piece in frame.anchor)


def _is_reported(cast: Cast, frame: Frame, content: Span) -> bool:
    """Whether content stands behind the verb that tells of it: "said that ..."; the turn of a label stands behind none."""
    syntax = cast.draft.syntax
    if syntax is None or not frame.anchor or frame.anchor[-1].end > content.start:
        return False
    return syntax.verb_at(syntax.token_at(frame.anchor[-1].start)) is not None


def _openings(cast: Cast) -> list[int | None]:
    """For each phrase, where the innermost quotation begins in which its head stands; None where it stands in none."""
    inners = [region.inner for region in cast.draft.regions if region.kind == "speech"]
    starts = [inner.start for inner in inners]
    ends = list(accumulate((inner.end for inner in inners), max))
    found: list[int | None] = []
    for phrase in cast.phrases:
        last = bisect_right(starts, phrase.head.start) - 1
        is_quoted = last >= 0 and ends[last] >= phrase.head.end
        near = (at for at in range(last, max(-1, last - _NESTED), -1) if inners[at].end >= phrase.head.end)
        found.append(starts[next(near, last)] if is_quoted else None)
    return found


def link_pronoun(cast: Cast, i: int, speech: Speech, pointer: Pointer | None = None) -> None:
    """Put pronoun `i` into a chain, or say why nobody is meant; where the finder is sure, it is whom it points to."""
    word = cast.phrases[i].head.of(cast.article.text).lower()
    if word in FIRST or word in SECOND:
        _link_spoken(cast, i, word, speech)
    elif word in _OF_THING:
        _link_to_whole(cast, i)
    elif (word in _RELATIVE and _link_relative(cast, i)) or (
        i in speech.before and _link_adding(cast, i, word, speech)
    ):
        return
    elif word in _NEUTER and (body := _body_before(cast, i)) is not None:
        cast.join(i, body)
    elif word in _NEUTER and _is_no_actor(cast, i, speech, pointer):
        cast.reason_of[i] = NOBODY
    elif not (pointer and _link_pointed(cast, i, word, speech, pointer)):
        _link_nearest(cast, i, word, speech, pointer)


def _link_spoken(cast: Cast, i: int, word: str, speech: Speech) -> None:
    """Link "I" and "you", which depend on who speaks to whom."""
    at = speech.speaker(cast, i) if word in FIRST else speech.addressee(cast, i)
    if at is not None:
        cast.join(i, at)
    else:
        cast.reason_of[i] = f"{'the speaker' if word in FIRST else 'who is spoken to'} is not known"


def _link_relative(cast: Cast, i: int) -> bool:
    """Link "who" to the person named right before it, and "who" of "those who" to nobody; False where neither stands there."""
    start = cast.phrases[i].span.start
    before = cast.article.text[max(0, start - _OPENS_WITHIN) : start]
    words = before.split()
    if words and words[-1].lower() in words_of("any_who"):
        cast.reason_of[i] = NOBODY
        return True
    for j in range(i - 1, max(-1, i - _NEAR), -1):
        at, named = cast.chain_of[j], cast.phrases[j].how in ("name", "title")
        if at is not None and named and cast.chains[at].kind == "person" and cast.between(j, i) == ", ":
            cast.join(i, at)
            return True
    return False


def _body_before(cast: Cast, i: int) -> int | None:
    """The body last spoken of, where "its" secretary-general is told, whom no country has; None of other officers."""
    within = cast.phrases[i].within
    if within is None or cast.phrases[within].office not in words_of("of_bodies"):
        return None
    for j in range(i - 1, max(-1, i - _PHRASES_BACK), -1):
        at = cast.chain_of[j]
        if cast.sentence_of[i] - cast.sentence_of[j] > 1:
            break
        if at is not None and cast.chains[at].kind == "organization" and not cast.chains[at].plural:
            return at
    return None


def _link_to_whole(cast: Cast, i: int) -> None:
    """Link "that" and "which" to the body or the country right before them; to nobody behind a thing, "a report that said"."""
    for j in range(i - 1, max(-1, i - _NEAR), -1):
        at = cast.chain_of[j]
        if at is not None and cast.phrases[j].within is None and cast.between(j, i) in (" ", ", "):
            cast.join(i, at)
            return
    cast.reason_of[i] = NOBODY


def _link_adding(cast: Cast, i: int, word: str, speech: Speech) -> bool:
    """Link the pronoun that "added" to whoever spoke last, whomever else that sentence names; False where they do not agree."""
    at = cast.chain_of[speech.before[i]]
    if at is None or at in speech.author.chains or not _agrees(cast.chains[at], word, cast.phrases[i]):
        return False
    cast.join(i, at)
    return True


def _link_pointed(cast: Cast, i: int, word: str, speech: Speech, pointer: Pointer) -> bool:
    """Link pronoun `i` to the one or the several to whom the finder points; False where it is not sure."""
    members = _members_pointed_at(cast, pointer) if word in _PLURAL else ()
    if members:
        cast.gather(i, members)
        return True
    pointed = _pointed(cast, i, speech, pointer)
    for prob, at in pointed[:3]:
        if prob >= _LEAST and at not in speech.author.chains and _agrees(cast.chains[at], word, cast.phrases[i]):
            cast.join(i, at)
            return True
    pair = _pair_pointed_at(cast, pointed) if word in _PLURAL else ()
    if pair:
        cast.gather(i, pair)
    return bool(pair)


def _link_nearest(cast: Cast, i: int, word: str, speech: Speech, pointer: Pointer | None) -> None:
    """Link pronoun `i` to the nearest and most prominent chain that agrees, but to none that the finder rules out."""
    candidates = _candidates(cast, i, word, speech, speech.speakers_at(cast.phrases[i].head))
    if pointer is not None and word in _FLOOR:
        probs = {at: prob for prob, at in _pointed(cast, i, speech, pointer)}
        own = _own(cast, i, speech)
        candidates = [(score, at) for score, at in candidates if at in own or probs.get(at, 0.0) >= _FLOOR[word]]
    if not candidates:
        cast.reason_of[i] = NOBODY
    elif len(candidates) > 1 and candidates[0][0] == candidates[1][0]:
        cast.reason_of[i] = TWO
    else:
        cast.join(i, candidates[0][1])


def _is_no_actor(cast: Cast, i: int, speech: Speech, pointer: Pointer | None) -> bool:
    """Whether the words beside "it", or the finder, say that no actor is meant."""
    is_told = is_empty(cast, i) or is_document(cast, i) or is_of_noun(cast, i)
    return is_told or (pointer is not None and _is_nobody(cast, i, speech, pointer))


def _is_nobody(cast: Cast, i: int, speech: Speech, pointer: Pointer) -> bool:
    """Whether the finder rather says that nobody is meant than one before it, or than whoever says the words."""
    return nobody_pointed_at(cast, pointer) >= SURE and not any(
        _agrees(cast.chains[at], "it", cast.phrases[i]) for at in _own(cast, i, speech)
    )


def _own(cast: Cast, i: int, speech: Speech) -> set[int]:
    """The chains of whoever says the words around phrase `i`, where they are told without quotation marks."""
    speakers = [] if speech.quoted[i] else speech.speakers_at(cast.phrases[i].head)
    return {at for at in (cast.chain_of[speaker] for speaker in speakers) if at is not None}


def _pointed(cast: Cast, i: int, speech: Speech, pointer: Pointer) -> list[tuple[float, int]]:
    """Chains by how likely the finder points to them, likeliest first."""
    pointed = chains_pointed_at(cast, pointer)
    own = _own(cast, i, speech)
    told = ((min(1.0, prob * _SPEAKER) if at in own else prob, at) for prob, at in pointed)
    return sorted(told, key=lambda pair: (-pair[0], pair[1]))


def _members_pointed_at(cast: Cast, pointer: Pointer) -> tuple[int, ...]:
    """The chains of the collective to which the finder points: "they" after "the two presidents"."""
    phrase, prob = max(pointer.meant, key=lambda pair: pair[1], default=(0, 0.0))
    return cast.members.get(phrase, ()) if prob >= SURE else ()


def _pair_pointed_at(cast: Cast, pointed: list[tuple[float, int]]) -> tuple[int, ...]:
    """The two, each of them one, to whom the finder points with all but all its probability: "Chad and Niger ... their border"."""
    best = [(prob, at) for prob, at in pointed[:2] if prob >= _LEAST_OF_PAIR and not cast.chains[at].plural]
    if len(best) < 2 or sum(prob for prob, _ in best) < _SURE_OF_PAIR:
        return ()
    return tuple(sorted((at for _, at in best), key=lambda at: cast.chains[at].phrases[0]))


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
