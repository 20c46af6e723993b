"""The facts of one article: who said what, who did what to whom, when, and the words that prove it.

Immutable, checked in their constructors, and the same as the JSON contract (`schema_version` 1): every class has
`to_dict`, and `Reading.from_dict` gives back an equal reading. Codes of events live in `onrecord.ontology`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from onrecord import ontology, page
from onrecord.errors import EvidenceError
from onrecord.text import Article, Span

SCHEMA_VERSION = 1
Row = dict[str, Any]  # an object of the contract

How = Literal["name", "title", "metonym", "description", "pronoun"]
ActorKind = Literal["country", "person", "organization", "group", "place", "unknown"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Polarity = Literal["affirmed", "denied", "refused"]
Modality = Literal["actual", "future", "hypothetical", "negated"]
Granularity = Literal[
    "instant", "part-of-day", "day", "weekend", "week", "month", "season", "quarter", "half-year", "year", "decade",
    "century", "range",
]  # fmt: skip
UNNAMED = "unnamed"  # Event.asserted_by where somebody asserts it and nobody is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that prove something: article id, a half-open range of code points, and what stands there."""

    article_id: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise EvidenceError(f"evidence at {self.start}..{self.end} does not fit its {len(self.text)} characters")

    @property
    def place(self) -> Span:
        """Where the words stand."""
        return Span(self.start, self.end)

    def to_dict(self) -> dict[str, Any]:
        """A span of the contract."""
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Unlinked:
    """Somebody is meant and we cannot tell who; `reason` is short and for people ("two actors fit")."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that refer to an actor, and how they do it."""

    evidence: Evidence
    how: How

    def __post_init__(self) -> None:
        _check_in("how", self.how, How)

    def to_dict(self) -> dict[str, Any]:
        """A span with `how`."""
        return {**self.evidence.to_dict(), "how": self.how}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is named by a chain of mentions.

    `id` is stable across articles where the actor is known ("RUS", "RUS/vladimir-putin"). `country` is PLOVER's country
    field (ISO-3166 alpha-3 and the codes of ontology.md section 5) or None; `sectors` are PLOVER's.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    known: bool = False
    mentions: tuple[Mention, ...]

    def __post_init__(self) -> None:
        _check_in("kind", self.kind, ActorKind)

    def to_dict(self) -> dict[str, Any]:
        """The actor as the contract has it."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "country": self.country,
            "sectors": list(self.sectors),
            "office": self.office,
            "known": self.known,
            "mentions": [mention.to_dict() for mention in self.mentions],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A resolved time: its words, first and last day (both included), granularity, and the rule that resolved it.

    `value` is an ISO-8601 / TIMEX3 style value ("2020-SU", "2021-03-18", "2021-W11"). Where the words cannot be
    resolved, the days are None and `unresolved` says why. `how` names the rule in words.
    """

    evidence: Evidence
    value: str | None = None
    first_on: date | None = None
    last_on: date | None = None
    granularity: Granularity | None = None
    how: str | None = None
    unresolved: str | None = None

    def __post_init__(self) -> None:
        if self.granularity is not None:
            _check_in("granularity", self.granularity, Granularity)
        if self.first_on and self.last_on and self.first_on > self.last_on:
            raise EvidenceError(f"a moment ends ({self.last_on}) before it begins ({self.first_on})")
        if self.first_on is None and self.last_on is None and not self.unresolved:
            raise EvidenceError(f"the moment {self.evidence.text!r} has neither a day nor a reason")

    def to_dict(self) -> dict[str, Any]:
        """The moment as the contract has it (in `times`, `said` and `when` alike)."""
        found = {
            **self.evidence.to_dict(),
            "value": self.value,
            "first_on": self.first_on.isoformat() if self.first_on else None,
            "last_on": self.last_on.isoformat() if self.last_on else None,
            "granularity": self.granularity,
            "how": self.how,
        }
        return found | ({"unresolved": self.unresolved} if self.unresolved else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Who said what, in which words.

    `speaker`: an actor's id; None when the text has no speaker; Unlinked when it has one whom we cannot tell.
    `content` pieces include their quotation marks and are in text order. `cue` is None for a free-standing quotation.
    `inside` and `replies_to` are ids of quotes of the same reading; `about` are ids of actors.
    """

    id: str
    kind: QuoteKind
    speaker: str | Unlinked | None
    speaker_span: Evidence | None
    cue: Evidence | None
    content: tuple[Evidence, ...]
    addressee: str | Unlinked | None = None
    addressee_span: Evidence | None = None
    about: tuple[str, ...] = ()
    said: Moment | None = None
    medium: Evidence | None = None
    polarity: Polarity = "affirmed"
    inside: str | None = None
    replies_to: str | None = None
    prob: float

    def __post_init__(self) -> None:
        _check_in("kind", self.kind, QuoteKind)
        _check_in("polarity", self.polarity, Polarity)
        _check_prob(self.prob)
        if not self.content:
            raise EvidenceError(f"quote {self.id} has no content")

    def to_dict(self) -> dict[str, Any]:
        """The quote as the contract has it; `unresolved` stands beside a speaker we could not tell."""
        found = {
            "id": self.id,
            "kind": self.kind,
            "speaker": _id_or_none(self.speaker),
            "speaker_span": _dict_or_none(self.speaker_span),
            "cue": _dict_or_none(self.cue),
            "content": [piece.to_dict() for piece in self.content],
            "addressee": _id_or_none(self.addressee),
            "addressee_span": _dict_or_none(self.addressee_span),
            "about": list(self.about),
            "said": _dict_or_none(self.said),
            "medium": _dict_or_none(self.medium),
            "polarity": self.polarity,
            "inside": self.inside,
            "replies_to": self.replies_to,
            "prob": self.prob,
        }
        if isinstance(self.speaker, Unlinked):
            found["unresolved"] = self.speaker.reason
        if isinstance(self.addressee, Unlinked):
            found["addressee_unresolved"] = self.addressee.reason
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something happened: the words, and the country when it is known."""

    evidence: Evidence
    country: str | None

    def to_dict(self) -> dict[str, Any]:
        """The place as the contract has it."""
        return {"span": self.evidence.to_dict(), "country": self.country}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, in PLOVER's words.

    `actors` and `recipients` are ids of actors of the reading; a reciprocal act has all parties in `actors`.
    `goldstein` (CAMEO's scale) and `plover_score` are two scales and never mixed. `asserted_by` is None in the
    reporter's own voice, the id of the quote that asserts it, or "unnamed". `unresolved` says why a party is missing.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...] = ()
    cameo: str | None
    goldstein: float | None
    plover_score: float | None
    quad: int
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reciprocal: bool = False
    actor_spans: tuple[Evidence, ...]
    recipient_spans: tuple[Evidence, ...]
    anchor: tuple[Evidence, ...]
    sentence: Evidence
    when: Moment | None = None
    where: Place | None = None
    modality: Modality = "actual"
    asserted_by: str | None = None
    prob: float
    unresolved: str | None = None

    def __post_init__(self) -> None:
        _check_in("modality", self.modality, Modality)
        _check_prob(self.prob)
        ontology.check_event(self.type, self.mode)
        if not self.anchor:
            raise EvidenceError(f"event {self.id} has no anchor")

    def to_dict(self) -> dict[str, Any]:
        """The event as the contract has it."""
        found = {
            "id": self.id,
            "type": self.type,
            "mode": self.mode,
            "contexts": list(self.contexts),
            "cameo": self.cameo,
            "goldstein": self.goldstein,
            "plover_score": self.plover_score,
            "quad": self.quad,
            "actors": list(self.actors),
            "recipients": list(self.recipients),
            "reciprocal": self.reciprocal,
            "actor_spans": [span.to_dict() for span in self.actor_spans],
            "recipient_spans": [span.to_dict() for span in self.recipient_spans],
            "anchor": [span.to_dict() for span in self.anchor],
            "sentence": self.sentence.to_dict(),
            "when": _dict_or_none(self.when),
            "where": _dict_or_none(self.where),
            "modality": self.modality,
            "asserted_by": self.asserted_by,
            "prob": self.prob,
        }
        return found | ({"unresolved": self.unresolved} if self.unresolved else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """What made a reading: the version of onrecord, the hashes of what it read with, the ontology's name."""

    version: str
    weights: str
    gazetteer: str
    ontology: str

    def to_dict(self) -> dict[str, str]:
        """The `onrecord` object of the contract."""
        return {
            "version": self.version,
            "weights": self.weights,
            "gazetteer": self.gazetteer,
            "ontology": self.ontology,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was found in one article."""

    article: Article
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    times: tuple[Moment, ...] = ()
    made_by: MadeBy

    def check(self, article: Article) -> None:
        """Raise EvidenceError unless every span equals the article's text and every id resolves."""
        if self.article.id != article.id:
            raise EvidenceError(f"this reading is of {self.article.id}, not of {article.id}")
        for evidence in self._evidence():
            if evidence.article_id != article.id or article.text[evidence.start : evidence.end] != evidence.text:
                raise EvidenceError(f"the words at {evidence.start}..{evidence.end} are not {evidence.text!r}")
        actor_ids = _check_unique("actor", [actor.id for actor in self.actors])
        quote_ids = _check_unique("quote", [quote.id for quote in self.quotes])
        _check_unique("event", [event.id for event in self.events])
        for quote in self.quotes:
            named = [party for party in (quote.speaker, quote.addressee, *quote.about) if isinstance(party, str)]
            _check_known(f"quote {quote.id}", named, actor_ids)
            others = [other for other in (quote.inside, quote.replies_to) if other]
            _check_known(f"quote {quote.id}", others, quote_ids)
            if quote.id in others:
                raise EvidenceError(f"quote {quote.id} names {quote.id!r}, itself, as the one around or before it")
        for event in self.events:
            _check_known(f"event {event.id}", [*event.actors, *event.recipients], actor_ids)
            if event.asserted_by not in (None, UNNAMED):
                _check_known(f"event {event.id}", [event.asserted_by], quote_ids)

    def _evidence(self) -> Iterator[Evidence]:
        """Every evidence of the reading."""
        for actor in self.actors:
            yield from (mention.evidence for mention in actor.mentions)
        for moment in self.times:
            yield moment.evidence
        for quote in self.quotes:
            yield from quote.content
            yield from (e for e in (quote.speaker_span, quote.cue, quote.addressee_span, quote.medium) if e)
            yield from (moment.evidence for moment in (quote.said,) if moment)
        for event in self.events:
            yield from (*event.anchor, *event.actor_spans, *event.recipient_spans, event.sentence)
            yield from (moment.evidence for moment in (event.when,) if moment)
            yield from (place.evidence for place in (event.where,) if place)

    def to_dict(self) -> dict[str, Any]:
        """The whole contract: one JSON object, `schema_version` 1."""
        return {
            "schema_version": SCHEMA_VERSION,
            "article": self.article.to_dict(),
            "actors": [actor.to_dict() for actor in self.actors],
            "quotes": [quote.to_dict() for quote in self.quotes],
            "events": [event.to_dict() for event in self.events],
            "times": [moment.to_dict() for moment in self.times],
            "onrecord": self.made_by.to_dict(),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Reading:
        """The inverse of `to_dict`. Raises EvidenceError on another schema version or a damaged object."""
        if data.get("schema_version") != SCHEMA_VERSION:
            raise EvidenceError(f"schema_version {data.get('schema_version')!r}: this onrecord reads {SCHEMA_VERSION}")
        try:
            article = Article.from_dict(data["article"])
            reader = _Reader(article.id)
            return cls(
                article=article,
                actors=tuple(reader.actor(row) for row in data["actors"]),
                quotes=tuple(reader.quote(row) for row in data["quotes"]),
                events=tuple(reader.event(row) for row in data["events"]),
                times=tuple(reader.moment(row) for row in data["times"]),
                made_by=MadeBy(**data["onrecord"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise EvidenceError(f"not a reading: {type(error).__name__} at {error}") from error

    def _repr_html_(self) -> str:
        """The article with its spans marked, for notebooks: every word escaped, no script."""
        return page.to_fragment(self.to_dict())


def event_from_dict(row: Row, article_id: str) -> Event:
    """The inverse of `Event.to_dict`, for an event of an article. Raises EvidenceError on a damaged object."""
    return _read_alone("event", row, article_id)  # type: ignore[no-any-return]


def quote_from_dict(row: Row, article_id: str) -> Quote:
    """The inverse of `Quote.to_dict`, for a quotation of an article. Raises EvidenceError on a damaged object."""
    return _read_alone("quote", row, article_id)  # type: ignore[no-any-return]


def _read_alone(what: str, row: Row, article_id: str) -> Any:
    try:
        return getattr(_Reader(article_id), what)(row)
    except (KeyError, TypeError, ValueError) as error:
        raise EvidenceError(f"not a {what}: {type(error).__name__} at {error}") from error


@dataclass(frozen=True, slots=True)
class _Reader:
    """Builds the facts of one article from the contract's objects."""

    article_id: str

    def evidence(self, row: dict[str, Any]) -> Evidence:
        return Evidence(article_id=self.article_id, start=row["start"], end=row["end"], text=row["text"])

    def evidence_or_none(self, row: dict[str, Any] | None) -> Evidence | None:
        return None if row is None else self.evidence(row)

    def evidences(self, rows: list[dict[str, Any]]) -> tuple[Evidence, ...]:
        return tuple(self.evidence(row) for row in rows)

    def actor(self, row: dict[str, Any]) -> Actor:
        mentions = tuple(Mention(evidence=self.evidence(mention), how=mention["how"]) for mention in row["mentions"])
        return Actor(**{**row, "sectors": tuple(row["sectors"]), "mentions": mentions})

    def moment(self, row: dict[str, Any]) -> Moment:
        days: Row = {day: date.fromisoformat(row[day]) if row[day] else None for day in ("first_on", "last_on")}
        rest = {name: row.get(name) for name in ("value", "granularity", "how", "unresolved")}
        return Moment(evidence=self.evidence(row), **days, **rest)

    def moment_or_none(self, row: dict[str, Any] | None) -> Moment | None:
        return None if row is None else self.moment(row)

    def quote(self, row: dict[str, Any]) -> Quote:
        speaker: str | Unlinked | None = Unlinked(row["unresolved"]) if "unresolved" in row else row["speaker"]
        reason = row.get("addressee_unresolved")
        spans: Row = {
            name: self.evidence_or_none(row[name]) for name in ("speaker_span", "cue", "addressee_span", "medium")
        }
        return Quote(
            **{name: row[name] for name in ("id", "kind", "polarity", "inside", "replies_to", "prob")},
            **spans,
            speaker=speaker,
            addressee=Unlinked(reason) if reason else row["addressee"],
            content=self.evidences(row["content"]),
            about=tuple(row["about"]),
            said=self.moment_or_none(row["said"]),
        )

    def event(self, row: dict[str, Any]) -> Event:
        same = ("id", "type", "mode", "cameo", "goldstein", "plover_score", "quad", "reciprocal", "modality")
        spans: Row = {name: self.evidences(row[name]) for name in ("actor_spans", "recipient_spans", "anchor")}
        lists: Row = {name: tuple(row[name]) for name in ("contexts", "actors", "recipients")}
        where = row["where"]
        return Event(
            **{name: row[name] for name in same},
            **lists,
            **spans,
            sentence=self.evidence(row["sentence"]),
            when=self.moment_or_none(row["when"]),
            where=Place(evidence=self.evidence(where["span"]), country=where["country"]) if where else None,
            asserted_by=row["asserted_by"],
            prob=row["prob"],
            unresolved=row.get("unresolved"),
        )


def _check_in(name: str, value: str, allowed: Any) -> None:
    if value not in get_args(allowed):
        raise EvidenceError(f"{name} {value!r} is not one of {', '.join(get_args(allowed))}")


def _check_prob(prob: float) -> None:
    if not 0.0 <= prob <= 1.0:
        raise EvidenceError(f"prob {prob!r} is not between 0 and 1")


def _check_unique(what: str, ids: list[str]) -> set[str]:
    if len(set(ids)) != len(ids):
        raise EvidenceError(f"two {what}s bear the same id")
    return set(ids)


def _check_known(who: str, named: list[Any], known: set[str]) -> None:
    for name in named:
        if name not in known:
            raise EvidenceError(f"{who} names {name!r}, which this reading does not hold")


def _id_or_none(party: str | Unlinked | None) -> str | None:
    return party if isinstance(party, str) else None


def _dict_or_none(part: Evidence | Moment | Place | None) -> dict[str, Any] | None:
    return part.to_dict() if part else None
