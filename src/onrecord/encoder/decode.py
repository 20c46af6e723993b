"""What the network says of windows -> frames, phrases, kinds of regions and pointers of an article.

Letters of shapes: W words of a window, N anchors, R roles.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np

from onrecord import ontology
from onrecord.encoder import labels
from onrecord.encoder.parties import tidy
from onrecord.encoder.phrases import PARTIES, with_parties
from onrecord.encoder.session import Session, Told
from onrecord.encoder.spans import apart_from, bound_by_marks, in_paragraphs, runs_of, with_subject, without_marks
from onrecord.encoder.tokens import Window, find_countries, to_arrays
from onrecord.facts import Modality, Polarity
from onrecord.frames import CUE, Draft, Frame, Home, Pointer, Region, RegionKind, Role, RoleName
from onrecord.text import Article, Span

REACH = 32  # as in train/model.py: distances beyond it are one
FLOOR = 0.15  # of an anchor's own probability; whether its frame is told depends on the thresholds of `weights.json`
CERTAIN = 400.0  # the odds from which an event speaks for the others of its article in full
LONG = 250  # tokens of an article in which a single event is odd; in one sentence it is what one expects
MAX_ANCHORS = 64  # of one call to the role heads
_SPEAKING = frozenset("i me my mine you your".split())
_AND = frozenset(("and", "or"))
# "An official, who asked not to be named" says nothing by that.
_ANONYMOUS = re.compile(r"(?:not )?to (?:be|remain) (?:named|identified|quoted|anonymous|unnamed)\b|anonymity\b")
_CONTEXT_MIN = 0.3  # F1 of a story's contexts on dev is flat from 0.18 to 0.35; evals/LOG.md


@dataclass(slots=True)
class Sighting:
    """An anchor that the network sees: its head word in the window, what it is, and how sure that is."""

    kind: str  # "cue" or "event"
    head: int
    type: str
    prob: float
    free: bool = False
    attitude: bool = False
    mode: str | None = None
    modality: Modality = "actual"
    polarity: Polarity = "affirmed"
    assertion: str = "nested"
    reciprocal: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network says of one window: outputs of its words by name (W, ...), and its anchors with their role tags."""

    told: Told
    anchors: tuple[tuple[Sighting, np.ndarray], ...]


def see(session: Session, window: Window) -> Seen:
    """The outputs of a window's words, with the anchors in its target."""
    told = session.read(to_arrays([window]))
    sightings = find_anchors(window, told)
    tags: dict[int, np.ndarray] = {}
    for kind in ("cue", "event"):
        own = [i for i, sighting in enumerate(sightings) if sighting.kind == kind]
        tags.update(zip(own, find_roles(session, told, [sightings[i] for i in own], kind), strict=True))
    anchors = tuple((sighting, tags[i]) for i, sighting in enumerate(sightings))
    return Seen({name: told[name][0] for name in _KEPT}, anchors)


_KEPT = ("meant_query", "meant_key", "home_query", "home_key", "mention", "sector", "region", "context")


def softmax(scores: np.ndarray) -> np.ndarray:
    """Over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: np.ndarray = raised / raised.sum(axis=-1, keepdims=True)
    return out


def _odds(prob: float) -> float:
    return prob / max(1.0 - prob, 1e-9)


def find_anchors(window: Window, told: Told) -> list[Sighting]:
    """The anchors in the target of a window."""
    cues, events = softmax(told["cue"][0]), softmax(told["event"][0])
    first, last = window.target
    found: list[Sighting] = []
    speaks = cues[first:last, 1:3].sum(axis=-1)
    for word in np.nonzero(speaks > FLOOR)[0] + first:
        found.append(_cue(told, cues, int(word)))
    for word in np.nonzero(cues[first:last, 3] > FLOOR)[0] + first:
        found.append(Sighting("cue", int(word), CUE, float(cues[word, 3]), free=True))
    acts = 1.0 - events[first:last, 0]
    for word in np.nonzero(acts > FLOOR)[0] + first:
        found.append(_event(told, events, int(word)))
    return found


def _cue(told: Told, cues: np.ndarray, word: int) -> Sighting:
    told_of = cues[word]
    polarity = labels.POLARITIES[int(told["polarity"][0, word].argmax())]
    modality = labels.MODALITIES[int(told["modality"][0, word].argmax())]
    return Sighting(
        "cue", word, CUE, float(told_of[1] + told_of[2]), attitude=bool(told_of[2] > told_of[1]),
        polarity=polarity, modality=modality,  # type: ignore[arg-type]
    )  # fmt: skip


def _event(told: Told, events: np.ndarray, word: int) -> Sighting:
    type_ = labels.EVENTS[1 + int(events[word, 1:].argmax())]
    allowed = labels.modes_of(type_)
    code = labels.MODES[allowed[int(told["mode"][0, word, allowed].argmax())]]
    return Sighting(
        "event", word, type_, float(events[word, 1:].max()),
        mode=code.partition("/")[2] or None,
        modality=labels.MODALITIES[int(told["modality"][0, word].argmax())],  # type: ignore[arg-type]
        assertion=labels.ASSERTIONS[int(told["assertion"][0, word].argmax())],
        reciprocal=bool(told["reciprocal"][0, word].argmax()),
    )  # fmt: skip


def find_roles(session: Session, told: Told, seen: list[Sighting], kind: str) -> list[np.ndarray]:
    """For each sighting of a kind the probabilities (W, R, 3) of its role tags."""
    words, d = told[f"{kind}_words"], told[f"{kind}_words"].shape[-1] // 3
    found: list[np.ndarray] = []
    for at in range(0, len(seen), MAX_ANCHORS):
        some = seen[at : at + MAX_ANCHORS]
        rows, heads = np.zeros(len(some), dtype=np.int64), np.array([one.head for one in some])
        scores = session.read_roles(kind, words[rows, :, :d], words[rows, heads, d:], heads)
        found.extend(softmax(scores))
    return found


class Decoder:
    """Makes the frames of one article; windows are added as they are read, in order."""

    def __init__(self, session: Session, article: Article, draft: Draft) -> None:
        self.session, self.article, self.draft = session, article, draft
        if draft.syntax is None:
            raise ValueError("frames need the syntax layer")
        self.syntax, self.tokens = draft.syntax, draft.syntax.tokens
        self.paragraphs = article.paragraphs
        self.frames: list[Frame] = []
        self.free: list[tuple[int, int, int]] = []  # frame, window, head word of quotations without a cue
        self.windows: list[Window] = []
        self.told: list[Told] = []
        self.outer = [region for region in draft.regions if region.parent is None and region.kind == "speech"]
        self.kinds: dict[int, np.ndarray] = {}  # token -> scores of kinds of mention

    def add(self, window: Window, seen: Seen) -> None:
        """Take in what was seen in the next window."""
        self.windows.append(window)
        self.told.append(seen.told)
        for word in range(*window.target):
            self.kinds[window.tokens[word]] = seen.told["mention"][word]
        for sighting, tags in seen.anchors:
            frame = self._frame(window, sighting, tags, seen.told["context"])
            if frame is not None:
                if sighting.free:
                    self.free.append((len(self.frames), len(self.windows) - 1, sighting.head))
                self.frames.append(frame)

    def finish(self) -> Draft:
        """The draft with frames, the phrases that their roles need, kinds of regions and pointers."""
        self._keep_likeliest()
        self._part_quotations()
        self._weigh_company()
        regions = tuple(self._region(region) for region in self.draft.regions)
        phrases = with_parties(self.article, self.draft, self.frames, self.kinds)
        draft = replace(self.draft, frames=tuple(self.frames), regions=regions, phrases=phrases)
        pointers, homes = self._pointers(draft), self._homes(draft)
        return replace(draft, frames=self._with_speakers(draft), pointers=pointers, homes=homes)

    def _keep_likeliest(self) -> None:
        """Of frames of one kind whose anchors overlap, the likeliest: one word begins one act and one attribution."""
        taken: dict[tuple[bool, int], int] = {}
        kept: set[int] = set()
        for at in sorted(range(len(self.frames)), key=lambda i: (-self.frames[i].score, i)):
            frame = self.frames[at]
            places = {(frame.type == CUE, place) for span in frame.anchor for place in range(span.start, span.end)}
            if not any(place in taken for place in places):
                taken.update(dict.fromkeys(places, at))
                kept.add(at)
        self._keep(kept)

    def _part_quotations(self) -> None:
        """What the reporter tells and the whole quotation in a sentence behind it are two statements of one speaker:
        "He said that it was late. “We are sorry.”"
        """
        for at, frame in enumerate(tuple(self.frames)):
            for content in frame.fillers("content") if frame.type == CUE and frame.anchor else ():
                own = self._own_quotations(content.spans)
                if not own:
                    continue
                rest = replace(content, spans=tuple(span for span in content.spans if span not in own))
                others = tuple(role for role in frame.roles if role is not content)
                self.frames[at] = replace(frame, roles=(rest, *others))
                speakers = tuple(role for role in others if role.name == "speaker")
                for span in own:
                    told = (*speakers, replace(content, spans=(span,)))
                    self.frames.append(replace(frame, anchor=(), attitude=False, polarity="affirmed", roles=told))

    def _own_quotations(self, spans: tuple[Span, ...]) -> list[Span]:
        """The later pieces of a content told without marks that are a quotation, each in a sentence of its own."""
        if any(region.span.overlaps(spans[0]) for region in self.outer):
            return []
        begun = self.draft.sentence_at(spans[0].start)
        whole = {region.span for region in self.outer if region.closed}
        return [span for span in spans[1:] if span in whole and self.draft.sentence_at(span.start) != begun]

    def _weigh_company(self) -> None:
        """Acts come in company: the odds of an event fall with those of the likeliest other (round 17 of `evals/LOG.md`)."""
        events = [at for at, frame in enumerate(self.frames) if frame.type != CUE]
        best, second = [*sorted((self.frames[at].score for at in events), reverse=True), 0.5, 0.5][:2]
        share = 0.5 * min(1.0, len(self.tokens) / LONG)
        dropped: set[int] = set()
        for at in events:
            frame = self.frames[at]
            other = second if frame.score == best else best
            odds = _odds(frame.score) * min(1.0, _odds(other) / CERTAIN) ** share
            score = odds / (1.0 + odds)
            self.frames[at] = replace(frame, score=score, prob=self._calibrated("event", score))
            if score < self.session.told["thresholds"]["event"]:
                dropped.add(at)
        self._keep(set(range(len(self.frames))) - dropped)

    def _keep(self, kept: set[int]) -> None:
        number = {old: new for new, old in enumerate(sorted(kept))}
        self.frames = [self.frames[at] for at in sorted(kept)]
        self.free = [(number[at], window, head) for at, window, head in self.free if at in kept]

    # -- frames ---------------------------------------------------------------------------------------------------

    def _frame(self, window: Window, sighting: Sighting, tags: np.ndarray, contexts: np.ndarray) -> Frame | None:
        names = labels.CUE_ROLES if sighting.kind == "cue" else labels.EVENT_ROLES
        fillers: dict[str, list[tuple[Span, float]]] = {}
        for number, name in enumerate(names):
            for first, last, prob in runs_of(tags[:, number]):
                for span in self._spans(window, first, last):
                    fillers.setdefault(name, []).append((span, prob))
        anchor = tuple(span for span, _ in fillers.pop("anchor", []))
        if sighting.kind == "event":
            anchor = tuple(without_marks(self.article.text, span) for span in anchor)
        head = self._spans(window, sighting.head, sighting.head + 1)[0]
        if sighting.free:
            anchor = ()
        elif not any(span.covers(head) for span in anchor):
            anchor = tuple(sorted({*anchor, head})) if len(anchor) < 2 else (head,)
        if sighting.kind == "cue" and "content" not in fillers:
            return None
        if sighting.kind == "cue":
            self._part_addressee(fillers)
            if _ANONYMOUS.match(self.article.text, min(span for span, _ in fillers["content"]).start):
                return None
        roles = self._roles(sighting, fillers, anchor)
        score = sighting.prob
        for role in roles:
            score *= role.prob if sighting.kind == "cue" and role.name in ("content", "speaker") else 1.0
        judged_as = "free" if sighting.free else sighting.kind
        if score < self.session.told["thresholds"][judged_as]:
            return None
        return Frame(
            anchor=anchor,
            type=sighting.type,
            mode=sighting.mode,
            modality=sighting.modality if sighting.kind == "event" else "actual",
            polarity=sighting.polarity,
            reciprocal=sighting.reciprocal,
            asserted=sighting.assertion == "unnamed",
            performed=sighting.assertion == "performed",
            attitude=sighting.attitude,
            contexts=self._contexts(window, sighting, contexts) if sighting.kind == "event" else None,
            roles=roles,
            score=score,
            prob=self._calibrated(judged_as, score),
        )

    def _part_addressee(self, fillers: dict[str, list[tuple[Span, float]]]) -> None:
        """The second noun phrase of an addressee that content follows begins what is said: "told parliament [the law] was dead"."""
        syntax = self.syntax
        for number, (span, prob) in enumerate(fillers.get("addressee", [])):
            at = syntax.np_at(span.start)
            if at is None or at + 1 >= len(syntax.noun_phrases):
                continue
            first, last = syntax.noun_phrases[at].last, syntax.noun_phrases[at + 1]
            touching = [i for i, (one, _) in enumerate(fillers["content"]) if one.start == span.end + 1]
            if last.first == first and syntax.span(last.first, last.last).end == span.end and touching:
                content, likely = fillers["content"][touching[0]]
                fillers["content"][touching[0]] = (Span(syntax.tokens[first].start, content.end), likely)
                fillers["addressee"][number] = (Span(span.start, syntax.tokens[first - 1].end), prob)

    def _roles(
        self, sighting: Sighting, fillers: dict[str, list[tuple[Span, float]]], anchor: tuple[Span, ...]
    ) -> tuple[Role, ...]:
        roles: list[Role] = []
        marks = [region for region in self.outer if not any(region.inner.covers(span) for span in anchor)]
        for name, told in fillers.items():
            role: RoleName = name  # type: ignore[assignment]
            if name in PARTIES or name == "place":
                end = self._paragraph(anchor).end if anchor else len(self.article.text)
                told = tidy(self.article.text, self.draft, told, end, trim=sighting.kind == "event")
            if name == "time" and anchor:
                own = self._paragraph(anchor)
                told = [(span, prob) for span, prob in told if own.covers(span)]
            if not told:
                continue
            if name == "content":
                spans = bound_by_marks(self.article.text, [span for span, _ in told], marks)
                if anchor:
                    spans = in_paragraphs(self.article.text, spans, self._paragraph(anchor), self.outer)
                spans = apart_from(self.article.text, spans, anchor)
                others = [span for other in PARTIES for span, _ in fillers.get(other, ())]
                spans = with_subject(self.article.text, spans, anchor, others)
                roles.append(Role(name="content", spans=spans, prob=min(prob for _, prob in told)))
            elif sighting.kind == "cue" and name in ("speaker", "addressee", "medium"):
                span, prob = max(told, key=lambda one: one[1])
                if name == "speaker":
                    together = next(
                        whole for whole in self._lists(told) if any(one.start == span.start for one in whole)
                    )
                    span = Span(together[0].start, together[-1].end)
                roles.append(Role(name=role, spans=(span,), prob=prob))
            else:
                probs = {span.start: prob for span, prob in told}
                least = min(probs.values())
                for span in (span for whole in self._lists(told) for span in whole):
                    roles.append(Role(name=role, spans=(span,), prob=probs.get(span.start, least)))
        return tuple(sorted(roles, key=lambda role: role.spans[0].start))

    def _paragraph(self, anchor: tuple[Span, ...]) -> Span:
        """The paragraph of an anchor."""
        at = bisect_right(self.paragraphs, anchor[-1].start, key=lambda paragraph: paragraph.start) - 1
        return self.paragraphs[max(at, 0)]

    def _lists(self, told: list[tuple[Span, float]]) -> list[list[Span]]:
        """The fillers of a role in text order, those of one list together, with the members between them that were not seen.

        A list ends behind its "and", which may stand in a filler: "Britain, France and", "Germany".
        """
        text = self.article.text
        lists: list[list[Span]] = []
        ended = False
        for span, _ in sorted(told):
            before = _without_link(text, lists[-1][-1]) if lists and not ended else None
            between = self.draft.members_between(text, before, span) if before is not None else None
            if before is None or between is None:
                lists.append([span])
                ended = False
            else:
                ended = not _AND.isdisjoint(text[before.end : span.start].split())
                lists[-1][-1:] = [before, *between, span]
        return lists

    def _spans(self, window: Window, first: int, last: int) -> list[Span]:
        """The text of words `first`..`last` (half-open): several spans where the words do not stand together."""
        found: list[Span] = []
        begun = first
        for word in range(first + 1, last + 1):
            if word == last or window.tokens[word] != window.tokens[word - 1] + 1:
                found.append(Span(self.tokens[window.tokens[begun]].start, self.tokens[window.tokens[word - 1]].end))
                begun = word
        return found

    def _contexts(self, window: Window, sighting: Sighting, contexts: np.ndarray) -> tuple[str, ...]:
        """The contexts of the paragraphs around an event, likeliest first, at most three."""
        first, last = window.target
        near = contexts[max(first, sighting.head - 60) : min(last, sighting.head + 60)].mean(axis=0)
        probs = 1.0 / (1.0 + np.exp(-near))
        order = np.argsort(-probs)[:3]
        names = tuple(ontology.CONTEXTS)
        return tuple(names[i] for i in order if probs[i] > _CONTEXT_MIN)

    def _calibrated(self, head: str, score: float) -> float:
        """The probability as measured on the development sets: piecewise linear between the knots of `weights.json`."""
        knots = self.session.told.get("calibration", {}).get(head)
        if not knots:
            return round(min(max(score, 0.0), 1.0), 4)
        return round(float(np.interp(score, knots["score"], knots["prob"])), 4)

    # -- phrases, regions, pointers -------------------------------------------------------------------------------

    def _region(self, region: Region) -> Region:
        """The region, of the kind that the network says."""
        first = bisect_left(self.tokens, region.span.start, key=lambda token: token.start)
        last = bisect_left(self.tokens, region.span.end, key=lambda token: token.start) - 1
        n = len(labels.REGIONS)
        for window, told in zip(self.windows, self.told, strict=True):
            low, high = window.target
            if low < high and window.tokens[low] <= first <= window.tokens[high - 1]:
                end = min(last, window.tokens[high - 1])
                at = low + first - window.tokens[low]
                until = low + end - window.tokens[low]
                scores = told["region"][at, :n] + told["region"][until, n:]
                kind: RegionKind = labels.REGIONS[int(scores.argmax())]  # type: ignore[assignment]
                return replace(region, kind=kind)
        return region

    def _pointers(self, draft: Draft) -> tuple[Pointer, ...]:
        """For each pronoun and description, how likely it means each phrase before it that its window holds, or none."""
        phrase_of = self._phrase_of_head(draft)
        found: list[Pointer] = []
        for number, window in enumerate(self.windows):
            heads = [(word, phrase_of[token]) for word, token in enumerate(window.tokens) if token in phrase_of]
            for word, phrase in heads:
                asked = window.target[0] <= word < window.target[1] and draft.phrases[phrase].how in (
                    "pronoun",
                    "description",
                )
                if not asked:
                    continue
                before = [(at, other) for at, other in heads if at < word and other != phrase]
                probs = self._point("meant", number, word, [at for at, _ in before])
                likely = [
                    (other, round(float(p), 4)) for (_, other), p in zip(before, probs[1:], strict=True) if p > 0.02
                ]
                found.append(Pointer(phrase=phrase, nobody=round(float(probs[0]), 4), meant=tuple(likely)))
        return tuple(found)

    def _homes(self, draft: Draft) -> tuple[Home, ...]:
        """For each phrase that is no country: how likely it is an actor of each country that its window names; its sector."""
        named = find_countries([token.text for token in self.tokens])
        phrase_of = self._phrase_of_head(draft)
        found: list[Home] = []
        for number, window in enumerate(self.windows):
            names = [(word, named[token]) for word, token in enumerate(window.tokens) if token in named]
            for word in range(*window.target):
                phrase = phrase_of.get(window.tokens[word])
                if phrase is None or draft.phrases[phrase].kind in ("country", "place"):
                    continue
                probs = self._point("home", number, word, [at for at, _ in names if at != word])
                totals: dict[str, float] = {}
                for (_, country), prob in zip([one for one in names if one[0] != word], probs[1:], strict=True):
                    totals[country] = totals.get(country, 0.0) + float(prob)
                likely = sorted(
                    ((round(prob, 4), country) for country, prob in totals.items() if prob > 0.05), reverse=True
                )
                sector = labels.SECTORS[int(self.told[number]["sector"][word].argmax())]
                found.append(Home(phrase=phrase, countries=tuple(likely), sector=None if sector == "none" else sector))
        return tuple(found)

    def _phrase_of_head(self, draft: Draft) -> dict[int, int]:
        """The phrase by its head's last token; the smallest where several share it."""
        found: dict[int, int] = {}
        for number, phrase in enumerate(draft.phrases):
            token = bisect_left(self.tokens, phrase.head.end, key=lambda token: token.end)
            if token < len(self.tokens):
                found[token] = number
        return found

    def _point(self, kind: str, number: int, query: int, words: list[int]) -> np.ndarray:
        """Probabilities (1 + len(words)) of nobody and of each of the words, for a query word of a window."""
        told, pointer = self.told[number], self.session.told["pointer"][kind]
        q = told[f"{kind}_query"][query]
        away = np.clip(np.array(words, dtype=np.int64) - query, -REACH, REACH) + REACH
        scores = np.concatenate([[q @ pointer["nobody"]], told[f"{kind}_key"][words] @ q + pointer["near"][away]])
        return softmax(scores)

    def _with_speakers(self, draft: Draft) -> tuple[Frame, ...]:
        """Frames in text order; a quotation without a cue gets the speaker whom the network points to, by words outside of it: "I"
        is whoever speaks."""
        frames = list(self.frames)
        phrase_of = self._phrase_of_head(draft)
        for at, number, query in self.free:
            window = self.windows[number]
            own = [span for role in frames[at].fillers("content") for span in role.spans]
            heads = [
                (word, phrase_of[token])
                for word, token in enumerate(window.tokens)
                if token in phrase_of and word != query and not self._is_said(draft.phrases[phrase_of[token]].span, own)
            ]
            if not heads:
                continue
            probs = self._point("meant", number, query, [word for word, _ in heads])[1:]
            best = int(probs.argmax())
            span = draft.phrases[heads[best][1]].span
            role = Role(name="speaker", spans=(span,), prob=round(float(probs[best]), 4))
            others = tuple(role for role in frames[at].roles if role.name != "speaker")
            frames[at] = replace(frames[at], roles=(*others, role))
        return tuple(sorted(frames, key=attrgetter("place")))

    def _is_said(self, span: Span, content: list[Span]) -> bool:
        """Whether words stand in a quotation, or are "I" or "you" of any: they mean a speaker and name none."""
        if any(piece.covers(span) for piece in content):
            return True
        return span.of(self.article.text).lower() in _SPEAKING and any(r.inner.covers(span) for r in self.outer)


def _without_link(text: str, span: Span) -> Span:
    """A member of a list without the "and" or comma behind it."""
    return Span(span.start, span.start + len(text[span.start : span.end].removesuffix(" and").removesuffix(",")))
