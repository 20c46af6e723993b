"""The times stage: time expressions of an article, resolved to days against its day of publication.

>>> resolve_time("last summer", date(2021, 3, 18)).first_on
datetime.date(2020, 6, 1)

What is found: days, weekdays, parts of the day, weeks, weekends, months, quarters, seasons, years, decades, centuries,
ranges, counted offsets and fixed holidays. What is not: durations, times that recur ("every Friday"), and names that
hold a time ("the 2020 election", "Good Friday"). What counts from another time ("the next day", "a week later", "that month") is
counted from the last one that the text tells before it in its paragraph, or at the end of the one before, and only in the same
quotation or outside of all; where there is none, or it is too long to count from, and where it counts from an event ("two days after
the vote"), it is left unresolved, with the reason. Spans leave the preposition out ("on [Thursday]").

A bare weekday, date, month, quarter or season is the last one up to the day of publication, or the next one from that
day on where the act lies ahead (`tense`). 03/04/2021 is unresolved, as half of the world writes the day first; where
only one order gives a day (13/05/2021), or dots part the numbers (03.04.2021: day first), it is resolved. Dates whose
year has two digits are not read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from onrecord.facts import Evidence, Moment
from onrecord.frames import Draft
from onrecord.stages.datelines import find_dateline
from onrecord.stages.entries import opens_entry
from onrecord.stages.times.calendar import LENGTH, Day, Month, Node, Resolution, View, resolve_node
from onrecord.stages.times.compound import FromTold, Hedged
from onrecord.stages.times.grammar import Grammar
from onrecord.stages.times.guards import is_plain_time, is_time
from onrecord.stages.times.tense import Tenses
from onrecord.stages.times.words import cut, find_cores, load_words
from onrecord.text import Article, Span

__all__ = ["Resolution", "find_times", "resolve_time"]

REACH = 8  # words that a time may begin before its heart: "the end of the first two weeks of March"


def find_times(article: Article, draft: Draft) -> Draft:
    """Fill `draft.times`, in text order, none over another. Uses `draft.syntax`, where there is one, for the tense.

    >>> article = Article.from_text("Peru signed on Friday.", published_on=date(2024, 5, 1))
    >>> [(moment.evidence.text, moment.value) for moment in find_times(article, Draft()).times]
    [('Friday', '2024-04-26')]
    """
    tenses = Tenses(draft.syntax)
    dateline = find_dateline(article, draft.gazetteer)
    marked = [region.span for region in draft.regions if region.parent is None]
    moments: list[Moment] = []
    before: list[_Told] = []  # in the paragraph before
    entry: date | None = None  # the day of the last entry of a timeline whose year is told
    for paragraph in article.paragraphs:
        grammar = Grammar(cut(article.text, paragraph.start, paragraph.end), load_words())
        told: list[_Told] = []
        for at, node, end in _scan(grammar, in_text=True):
            span = Span(grammar.words[at].start, grammar.words[end - 1].end)
            view = View(article.published_on, tenses.is_ahead(*span))
            region = _around(marked, span.start)
            is_entry = isinstance(node, Day | Month) and opens_entry(article.text, paragraph, span)
            found = _after_entry(node, entry, view) if is_entry and node.floats and entry is not None else None
            found = found or _from_told(node, view, region, (*before[-1:], *told)) or resolve_node(node, view)
            if is_entry:
                entry = found.first_on if entry is not None or not node.floats else None
            if found.unresolved == LENGTH:
                continue
            moments.append(_moment(article, span, found, grammar.lower(at - 1)))
            if found.first_on is not None and not (dateline is not None and dateline.span.overlaps(span)):
                told.append(_Told(found, region))
        before = told
    return replace(draft, times=tuple(moments))


class _Told(NamedTuple):
    """A time that an article tells, and the quotation in which it stands."""

    time: Resolution
    region: Span | None


def _after_entry(node: Node, entry: date, view: View) -> Resolution | None:
    """The day of an entry of a timeline without a year: the first such one from the entry before it on, up to publication."""
    found = resolve_node(node, View(entry, future=True))
    if found.first_on is None or (view.on is not None and found.first_on > view.on):
        return None
    return replace(found, how="date: the first one from the entry of the timeline before it on")


def _around(spans: Sequence[Span], offset: int) -> Span | None:
    """The one of some spans, in text order and none over another, in which a place stands."""
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[at] if at >= 0 and offset < spans[at].end else None


def _from_told(node: Node, view: View, region: Span | None, told: Sequence[_Told]) -> Resolution | None:
    """The days of what counts from the last time told before it in the same quotation, or outside of all."""
    counted = node.of if isinstance(node, Hedged) else node
    if not isinstance(counted, FromTold):
        return None
    last = next((one for one in reversed(told) if one.region == region), None)
    found = counted.seen_from(last.time) if last is not None else None
    if found is None or found.first_on is None:
        return None
    return None if view.on is not None and found.first_on > view.on and not view.future else found


def resolve_time(words: str, published_on: date | None, *, future: bool = False) -> Resolution:
    """The days of the first time in `words`, or why they cannot be told (`unresolved`). Never raises.

    `words` are taken as being about a time, so that "March" is the month. `future`: the act lies ahead.

    >>> resolve_time("nearly three weeks ago", date(2024, 5, 22)).how
    'weeks counted back from publication; approximate: nearly'
    >>> resolve_time("the next day", date(2024, 5, 22)).unresolved
    'it is counted from another time that the words do not name'
    """
    grammar = Grammar(cut(words, 0, len(words)), load_words())
    for _, node, _ in _scan(grammar, in_text=False):
        return resolve_node(node, View(published_on, future))
    return Resolution(unresolved="the words name no time of the calendar")


def _scan(grammar: Grammar, *, in_text: bool) -> Iterator[tuple[int, Node, int]]:
    """The times among the words: index of the first word, node, index after the last; the longest from the left."""
    free = 0
    for core in find_cores(grammar.words, grammar.table):
        for at in range(max(free, core - REACH), core + 1):
            found = grammar.time(at) if at == core or _may_begin(grammar, at) else None
            if found is None:
                continue
            node, end = found
            if not (is_time(grammar, at, node, end) if in_text else is_plain_time(grammar, at, node, end)):
                continue
            yield at, node, end
            free = end
            break


def _may_begin(grammar: Grammar, at: int) -> bool:
    lower = grammar.lower(at)
    return lower in grammar.table.starts or lower[0] in "0123456789"


def _moment(article: Article, span: Span, found: Resolution, before: str) -> Moment:
    """A moment of its words; a preposition that makes the time a bound ("since", "by") is told in `how`."""
    how = found.how
    if how and before in load_words().context["bounds"]:
        how = f"{how}; a bound: {before}"
    words = Evidence(article_id=article.id, start=span.start, end=span.end, text=span.of(article.text))
    return Moment(
        evidence=words,
        value=found.value,
        first_on=found.first_on,
        last_on=found.last_on,
        granularity=found.granularity,
        how=how,
        unresolved=found.unresolved,
    )
