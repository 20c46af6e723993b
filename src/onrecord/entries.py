"""Entries: one thing on record, over all the articles that report it.

A *report* is one event or quotation as one article tells it. An entry is what its reports tell together: a coded summary,
the reports with their own codings, and where they disagree. Entries come out of `onrecord.record`; nobody else makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from onrecord.facts import Event, Granularity, Modality, Polarity, Quote, QuoteKind

DayFrom = Literal["text", "publication"]
VerdictKind = Literal["accepted", "rejected", "corrected"]
LinkKind = Literal["done", "planned"]  # the deed that followed a plan; the plan that came before a deed


class Dyad(NamedTuple):
    """An ordered pair of countries: who does, and to whom.

    >>> Dyad("RUS", "USA").turned
    Dyad(actor='USA', recipient='RUS')
    """

    actor: str
    recipient: str

    @property
    def turned(self) -> Dyad:
        """The same two, the other way."""
        return Dyad(self.recipient, self.actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who takes part: id, name, country field and sectors of PLOVER, as `onrecord.facts.Actor` has them."""

    id: str
    name: str
    kind: str = "unknown"
    country: str | None = None
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A field that an entry's reports tell differently: each value with the number of independent reports, most first.

    `field` is one of "day", "dead", "injured", "arrested", "type", "mode", "modality", "speaker", "polarity".
    """

    field: str
    told: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReport:
    """One report of an entry: the article, and the event or quotation as it was read there, with its evidence.

    `copy_of` is the `article_key` of the earliest article of which this one is an exact or near copy. An imported event
    has no article: `told` is None, and `row` is the row that says it.
    """

    id: str
    article_key: str | None
    article_id: str | None
    title: str | None
    outlet: str | None
    url: str | None
    published_on: date | None
    copy_of: str | None
    told: Event | Quote | None
    row: str | None = None
    loaded_at: datetime
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    """One event on record.

    `actors` and `recipients` are ids of parties, `actor_countries` and `recipient_countries` their countries in the same
    order (None where unknown). `goldstein` and `plover_score` are two scales and never mixed. `asserted_by` is None when a
    reporter tells it in his own voice, "unnamed", or the id of the actor who asserts it. `day_from` says whether the
    days come from the text or, for want of better, are the day of publication. `n_reports` counts articles and
    `n_independent` leaves copies out. `words` is the sentence of the earliest report, `anchor` half-open ranges in it.
    `origin` is "read", or the layout that the event was imported from. `reports` is empty where it was not asked for.
    """

    id: str
    type: str
    mode: str | None
    quad: int
    cameo: str | None
    goldstein: float | None
    plover_score: float | None
    modality: Modality
    asserted_by: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_countries: tuple[str | None, ...]
    recipient_countries: tuple[str | None, ...]
    reciprocal: bool
    first_on: date | None
    last_on: date | None
    granularity: Granularity | None
    day_from: DayFrom | None
    place: str | None
    place_country: str | None
    contexts: tuple[str, ...]
    n_reports: int
    n_independent: int
    outlets: tuple[str, ...]
    prob: float
    words: str
    anchor: tuple[tuple[int, int], ...]
    origin: str
    disagreements: tuple[Disagreement, ...] = ()
    reports: tuple[EntryReport, ...] = ()

    @property
    def is_deed(self) -> bool:
        """Whether it counts as done: actual, and told in a reporter's own voice."""
        return self.modality == "actual" and self.asserted_by is None

    @property
    def dyads(self) -> tuple[Dyad, ...]:
        """Each ordered pair of different countries between whom it passes; both ways when it is reciprocal.

        The same pairs as the roll-up counts.
        """
        return find_dyads(self.actor_countries, self.recipient_countries, reciprocal=self.reciprocal)

    def to_dict(self) -> dict[str, Any]:
        """The entry as JSON: days as text, reports with their own codings."""
        return _to_dict(self)


class EventFigures(NamedTuple):
    """What is counted of an event, an `EventEntry` without its words and place: a tuple, for tens of thousands are read at once."""

    id: str
    type: str
    quad: int
    goldstein: float | None
    plover_score: float | None
    modality: Modality
    asserted_by: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_countries: tuple[str | None, ...]
    recipient_countries: tuple[str | None, ...]
    reciprocal: bool
    first_on: date | None
    last_on: date | None
    n_independent: int
    outlets: tuple[str, ...]

    @property
    def is_deed(self) -> bool:
        """Whether it counts as done: actual, and told in a reporter's own voice."""
        return self.modality == "actual" and self.asserted_by is None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEntry:
    """One statement on record.

    `speaker`, `addressee` and `about` are ids of actors; `speaker_words` are the words for a speaker whom nobody can tell.
    `kind` and `words` are those of the report that gives most of the speaker's own words: direct before mixed before indirect,
    then the longest.
    """

    id: str
    kind: QuoteKind
    speaker: str | None
    speaker_words: str | None
    speaker_country: str | None
    addressee: str | None
    about: tuple[str, ...]
    polarity: Polarity
    first_on: date | None
    last_on: date | None
    granularity: Granularity | None
    day_from: DayFrom | None
    n_reports: int
    n_independent: int
    outlets: tuple[str, ...]
    prob: float
    words: str
    disagreements: tuple[Disagreement, ...] = ()
    reports: tuple[EntryReport, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The entry as JSON: days as text, reports with their own codings."""
        return _to_dict(self)


Entry = EventEntry | QuoteEntry


E = TypeVar("E", EventEntry, QuoteEntry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[E]):
    """Some of the entries that fit, newest first, and the place of each in the order.

    `before` is where the next page begins, None on the last.
    """

    entries: tuple[E, ...]
    places: tuple[int, ...]
    before: int | None

    def first(self, n: int) -> Page[E]:
        """The page as if no more than `n` had been asked for."""
        if n >= len(self.entries):
            return self
        return Page(entries=self.entries[:n], places=self.places[:n], before=self.places[n - 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another article that prints the same words or nearly: `likeness` is the Jaccard index of their shingles, 0 to 1."""

    article_key: str
    outlet: str | None
    published_on: date | None
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTold:
    """What reports say that somebody is: the days of the first and the last report that says so, and their articles' keys."""

    office: str
    first_on: date
    last_on: date
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """An event that somebody else coded: its evidence is the `row` it was published in.

    `source` names the data set ("icews"), `source_id` the event in it: the two give the entry's id. `n_reports` is how
    many articles the source counts, where it does, and `n_independent` how many of them are no copies (None: all).
    `modality`, `asserted_by`, `day_from`, `words` and `anchor` are as an entry has them; most data sets tell of deeds alone,
    on a day, and have no words.
    """

    source: str
    source_id: str
    row: str
    type: str
    mode: str | None = None
    quad: int
    cameo: str | None = None
    goldstein: float | None = None
    plover_score: float | None = None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...] = ()
    reciprocal: bool = False
    first_on: date | None
    last_on: date | None = None
    day_from: DayFrom | None = "text"
    place: str | None = None
    place_country: str | None = None
    contexts: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    n_reports: int = 1
    n_independent: int | None = None
    modality: Modality = "actual"
    asserted_by: str | None = None
    granularity: Granularity | None = "day"
    prob: float = 1.0
    words: str = ""
    anchor: tuple[tuple[int, int], ...] = ()

    @property
    def is_deed(self) -> bool:
        """Whether it counts as done: actual, and told in a reporter's own voice."""
        return self.modality == "actual" and self.asserted_by is None


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadMonth:
    """The roll-up: how many event entries of one kind passed in a dyad in a month.

    `month` is its first day; `type` is None where all types of a quad class are together. `deed` is false for what is planned,
    denied or only asserted. `goldstein` and `plover_score` are sums over the entries that have one, and `n_goldstein`,
    `n_plover_score` how many have.
    """

    dyad: Dyad
    month: date
    type: str | None
    quad: int
    deed: bool
    n: int
    n_goldstein: int
    goldstein: float
    n_plover_score: int
    plover_score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What another entry has to do with one: "done" (the deed after this plan), "planned" (the plan before this deed)."""

    kind: LinkKind
    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of the append-only log: what became of an entry, when, by whom and why.

    `what`: "added", "reported" (one more report), "merged" (into `detail`), "recoded", "removed", "imported"; and of people
    "accepted", "rejected", "corrected", which `Verdict` reads.
    """

    number: int
    at: datetime
    entry_id: str | None
    what: str
    detail: str | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person says of one report's coding, as the log keeps it beside the reading.

    `after` holds the fields of the contract's event or quote that the person tells otherwise, empty unless "corrected".
    `audit` names the sample that the report was drawn for.
    """

    number: int
    at: datetime
    entry_id: str
    report_id: str
    what: VerdictKind
    by: str
    reason: str | None = None
    after: Mapping[str, Any]
    audit: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The verdict as JSON."""
        told = {name: _plain(getattr(self, name)) for name in Verdict.__slots__}
        return told | {"after": dict(self.after)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Input that could not be read: where it came from, its id there, and why."""

    source: str
    line_id: str | None
    reason: str
    at: datetime


def find_dyads(
    actors: tuple[str | None, ...], recipients: tuple[str | None, ...], *, reciprocal: bool
) -> tuple[Dyad, ...]:
    """Ordered pairs of different countries: actors to recipients, and among the actors of a reciprocal act both ways.

    >>> find_dyads(("RUS", "USA"), (), reciprocal=True)
    (Dyad(actor='RUS', recipient='USA'), Dyad(actor='USA', recipient='RUS'))
    """
    others = actors if reciprocal and not recipients else recipients
    pairs = {Dyad(actor, other) for actor in actors for other in others if actor and other and actor != other}
    if reciprocal:
        pairs |= {pair.turned for pair in pairs}
    return tuple(sorted(pairs))


def _to_dict(entry: Entry) -> dict[str, Any]:
    told = {name: _plain(getattr(entry, name)) for name in type(entry).__slots__}
    told["disagreements"] = [
        {"field": one.field, "told": [list(pair) for pair in one.told]} for one in entry.disagreements
    ]
    told["reports"] = [_report_dict(report) for report in entry.reports]
    return told


def _report_dict(report: EntryReport) -> dict[str, Any]:
    told = {name: _plain(getattr(report, name)) for name in EntryReport.__slots__ if name != "told"}
    return told | {"told": report.told.to_dict() if report.told else None}


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
