"""A case: one coding of one article, with all that a person needs to judge it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from onrecord.entries import Entry, EntryReport, Verdict, VerdictKind
from onrecord.errors import ConfigError
from onrecord.facts import Event, Quote, Reading
from onrecord.record import Record

NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)  # the log gives the instant when it keeps the verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One report of an entry, the reading that it stands in, and what people said of it so far, oldest first."""

    entry: Entry
    report: EntryReport
    told: Event | Quote
    reading: Reading
    verdicts: tuple[Verdict, ...] = ()

    @property
    def kind(self) -> str:
        """ "event" or "quote"."""
        return "event" if isinstance(self.told, Event) else "quote"

    @property
    def text(self) -> str:
        """The article's text, of which all offsets are code points."""
        return self.reading.article.text

    def judged(
        self, what: VerdictKind, by: str, *, reason: str | None = None, after: dict[str, Any] | None = None,
        audit: str | None = None,
    ) -> Verdict:  # fmt: skip
        """What a person says of it, ready for `Record.judge`. Raises ConfigError where a correction corrects nothing."""
        if what == "corrected" and not after:
            raise ConfigError("a correction has to tell something otherwise; accept the reading if nothing is wrong")
        return Verdict(
            number=0, at=NOT_YET, entry_id=self.entry.id, report_id=self.report.id, what=what, by=by,
            reason=(reason or "").strip() or None, after=after or {} if what == "corrected" else {}, audit=audit,
        )  # fmt: skip


def load_case(record: Record, name: str) -> Case:
    """The case of a report's id; of an entry's id its first report that is no copy.

    Raises ConfigError where there is none, or where there are no words to judge: an imported event has only its row.
    """
    entry = record.entry(name)
    readable = [report for report in entry.reports if report.told is not None]
    if not readable:
        raise ConfigError(f"{entry.id} was imported: its evidence is a row, and there are no words to judge")
    own = [report for report in readable if report.copy_of is None]
    report = next((one for one in readable if one.id == name and one.id != entry.id), (own or readable)[0])
    if report.told is None or report.article_key is None:
        raise ConfigError(f"{report.id} has no words to judge")
    merged = [change.entry_id for change in record.history(entry.id) if change.what == "merged" and change.entry_id]
    said = tuple(one for one in record.verdicts([entry.id, *merged]) if one.report_id == report.id)
    return Case(entry=entry, report=report, told=report.told, reading=record.reading(report.article_key), verdicts=said)
