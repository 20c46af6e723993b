"""What may be asked, checked at the door: an unknown or malformed parameter is refused, an empty one is not asked."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictStr

from onrecord import ontology
from onrecord.errors import ConfigError
from onrecord.facts import Modality, QuoteKind
from onrecord.record import EventFilter, QuoteFilter
from onrecord.record.filters import MODES
from onrecord.ties import By

MAX_SEQ = 2**63 - 1
PAGE, MOST = 50, 500  # entries on a page unless asked otherwise, and at most
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Format = Literal["json", "csv", "spreadsheet", "ndjson", "arrow", "parquet"]
Type = Literal[ontology.TYPES]  # type: ignore[valid-type]
Mode = Literal[MODES]  # type: ignore[valid-type]


def _no_empty(value: Any) -> Any:
    """A field that a form leaves empty is not asked."""
    return None if isinstance(value, str) and not value.strip() else value


def _one_line(value: Any) -> Any:
    if isinstance(value, str) and not value.isprintable():
        raise ValueError("control characters cannot be searched for; leave them out")
    return _no_empty(value)


def _day(value: Any) -> Any:
    """A day as it is written; never a number, which would be taken for seconds."""
    value = _no_empty(value)
    if value is None or type(value) is date:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise ValueError(f"{str(value)[:20]!r} is no day; write YYYY-MM-DD")


def _flag(value: Any) -> Any:
    return False if _no_empty(value) is None else value


_Short = Annotated[str, Field(max_length=200)]
_Place = Annotated[str, Field(pattern="^[0-9a-f]{1,16}$")]
Words = Annotated[_Short | None, BeforeValidator(_one_line)]
Day = Annotated[date | None, BeforeValidator(_day)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Cursor = Annotated[
    _Place | None, BeforeValidator(_no_empty), Field(description="Where the page begins: “next” of the page before.")
]
Limit = Annotated[int, Field(ge=1, le=MOST, description="Entries a page.")]


class Asked(BaseModel):
    """What every list of entries takes."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    q: Words = Field(
        None, description='Words, a "phrase", or the beginning of a word with * after it; all must stand there.'
    )
    outlet: Words = Field(None, description="An outlet that tells it.")
    from_: Day = Field(None, alias="from", description="First day that it may touch.")
    until: Day = Field(None, description="Last day that it may touch.")
    cursor: Cursor = None

    @property
    def before(self) -> int | None:
        """The cursor as the record takes it. Raises ConfigError on one that no page gave."""
        if self.cursor is None:
            return None
        number = int(self.cursor, 16)
        if number > MAX_SEQ:
            raise ConfigError(f"cursor: {self.cursor!r} is none that a page gave; leave it out")
        return number


def to_cursor(before: int | None) -> str | None:
    """What a page gives for the next one."""
    return None if before is None else f"{before:x}"


class AskedQuotes(Asked):
    """Which statements."""

    speaker: Words = Field(None, description="Who says it: an id, a name, a country or a sector.")
    about: Words = Field(None, description="Who is spoken of, or to.")
    to: Words = Field(None, description="Who is spoken to.")
    kind: Annotated[QuoteKind | None, BeforeValidator(_no_empty)] = Field(None, description="How the words are given.")

    @property
    def filter(self) -> QuoteFilter:
        """The same for the record."""
        return QuoteFilter(
            speaker=self.speaker, about=self.about, to=self.to, kind=self.kind, outlet=self.outlet, text=self.q,
            from_on=self.from_, until_on=self.until,
        )  # fmt: skip


class AskedEvents(Asked):
    """Which events."""

    actor: Words = Field(None, description="Who does it: an id, a name, a country or a sector.")
    recipient: Words = Field(None, description="To whom it is done.")
    party: Words = Field(None, description="Who takes part, on either side.")
    other: Words = Field(None, description="Who else takes part.")
    type: Annotated[Type | None, BeforeValidator(_no_empty)] = Field(None, description="PLOVER's type.")
    mode: Annotated[Mode | None, BeforeValidator(_no_empty)] = Field(None, description="PLOVER's mode.")
    modality: Annotated[Modality | None, BeforeValidator(_no_empty)] = Field(None, description="How it is told.")
    asserted_by: Words = Field(None, description='Who asserts it; "unnamed", or "nobody" for a reporter\'s own voice.')
    origin: Words = Field(None, description='"read", or the layout that it was imported from.')
    deeds: Flag = Field(False, description="Only what is actual and told in a reporter's own voice.")

    @property
    def filter(self) -> EventFilter:
        """The same for the record."""
        return EventFilter(
            actor=self.actor, recipient=self.recipient, party=self.party, other=self.other, type=self.type, mode=self.mode,
            modality=self.modality, asserted_by=self.asserted_by, origin=self.origin, deeds=self.deeds, outlet=self.outlet,
            text=self.q, from_on=self.from_, until_on=self.until,
        )  # fmt: skip


class AskedQuotesApi(AskedQuotes):
    """Which statements, how many, and in which form."""

    limit: Limit = PAGE
    reports: bool = Field(False, description="With every report and its evidence.")
    format: Annotated[Format | None, BeforeValidator(_no_empty)] = Field(
        None, description="Wins over the Accept header."
    )


class AskedEventsApi(AskedEvents):
    """Which events, how many, and in which form."""

    limit: Limit = PAGE
    reports: bool = Field(False, description="With every report and its evidence.")
    format: Annotated[Format | None, BeforeValidator(_no_empty)] = Field(
        None, description="Wins over the Accept header."
    )


class AskedTies(BaseModel):
    """How ties are counted."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    by: By = Field("month", description="The length of an interval.")
    from_: Day = Field(None, alias="from", description="First day.")
    until: Day = Field(None, description="Last day.")
    outlets: Words = Field(None, description="Count these outlets alone; commas between.")
    drop_largest: Flag = Field(False, description="Leave out the outlet that tells most of the pair.")

    @property
    def named_outlets(self) -> tuple[str, ...] | None:
        """The outlets, where any are named."""
        found = tuple(name.strip() for name in (self.outlets or "").split(",") if name.strip())
        return found or None


class AskedTiesApi(AskedTies):
    """How ties are counted, and in which form they come."""

    format: Literal["json", "csv"] | None = Field(None, description="Wins over the Accept header.")


class AskedTiesPage(AskedTies):
    """How ties are shown: one direction, with an interval opened."""

    way: Literal["both", "forth", "back"] = "both"
    at: Words = Field(None, description="The interval whose entries are shown: 2021-03.")


class AskedActors(BaseModel):
    """Which actors."""

    model_config = ConfigDict(extra="forbid")

    q: Words = Field(None, description="How a name, or a word of it, begins.")
    after: Words = Field(None, description="The id after which the page begins: “next” of the page before.")
    limit: Limit = PAGE


class AskedChanges(BaseModel):
    """Which lines of the log."""

    model_config = ConfigDict(extra="forbid")

    since: int = Field(0, ge=0, le=MAX_SEQ, description="Lines after this number.")
    limit: Annotated[int, Field(ge=1, le=5000, description="Lines a page.")] = 500


class AskedNothing(BaseModel):
    """No parameter at all."""

    model_config = ConfigDict(extra="forbid")


class Given(BaseModel):
    """A text to be read, with what is known of it."""

    model_config = ConfigDict(extra="forbid")

    text: StrictStr = Field(min_length=1, description="The report, as plain text.")
    title: StrictStr | None = Field(None, max_length=1000)
    published_on: Day = Field(None, description="Day of publication.")
    outlet: StrictStr | None = Field(None, max_length=200)
    url: StrictStr | None = Field(None, max_length=2000)
