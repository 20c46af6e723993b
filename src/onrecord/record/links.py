"""Planned and done: a link between entries, found when it is asked for, never a merge.

A plan and a deed are linked where the same countries (and, where both are told, the same parties) do the same kind of
thing, the deed on a later day within MAX_DAYS, and their words are alike.
"""

from __future__ import annotations

from datetime import date

from onrecord import ontology
from onrecord.entries import EventEntry, Link, LinkKind
from onrecord.record.asking import EVENT_COLUMNS, to_event
from onrecord.record.codings import PLANNED
from onrecord.record.engine import Engine
from onrecord.record.similarity import similarity
from onrecord.record.surroundings import details

MAX_DAYS = 92
MIN_ALIKE = 0.25  # of the sentences' words
MAX_LINKS = 20


def find_links(engine: Engine, entry: EventEntry) -> tuple[Link, ...]:
    """What came of a plan, or what plans came before a deed; the likest first."""
    if entry.first_on is None or not entry.actors or entry.modality == "negated":
        return ()
    is_plan = entry.modality in PLANNED
    day = entry.first_on.toordinal()
    first, last = (day, min(day + MAX_DAYS, date.max.toordinal())) if is_plan else (max(day - MAX_DAYS, 1), day)
    countries = sorted({country or "" for country in entry.actor_countries})
    marks = ", ".join("?" * len(countries))
    wanted = "= 'actual'" if is_plan else f"IN ('{PLANNED[0]}', '{PLANNED[1]}')"
    sql = (
        f"SELECT {', '.join('entry.' + name for name in EVENT_COLUMNS)} FROM event AS entry WHERE entry.first_on BETWEEN ? AND ?"
        f" AND entry.modality {wanted} AND entry.id <> ? AND entry.origin = 'read'"
        f" AND entry.seq IN (SELECT entry FROM event_party WHERE country IN ({marks}) AND role = 'actor')"
    )
    rows = engine.run(
        sql, (date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat(), entry.id, *countries)
    )
    found = []
    for other in map(to_event, rows):
        plan, deed = (entry, other) if is_plan else (other, entry)
        if (alike := _alike(plan, deed)) >= MIN_ALIKE:
            found.append((-alike, other.id))
    kind: LinkKind = "done" if is_plan else "planned"
    return tuple(Link(kind=kind, entry_id=name) for _, name in sorted(found)[:MAX_LINKS])


def _alike(plan: EventEntry, deed: EventEntry) -> float:
    """How alike the words of a plan and a deed are; 0 where they cannot be the same thing."""
    same_type = deed.type == plan.type or ontology.FUTURE_OF.get(deed.type) == plan.type
    same_sides = set(plan.actor_countries) == set(deed.actor_countries) and (
        not plan.recipients
        or not deed.recipients
        or bool(set(plan.recipient_countries) & set(deed.recipient_countries))
    )
    later = plan.first_on is not None and deed.first_on is not None and deed.first_on >= plan.first_on
    modes = plan.mode == deed.mode or None in (plan.mode, deed.mode)
    if not (same_type and same_sides and later and modes):
        return 0.0
    ours, theirs = details(plan.words), details(deed.words)
    return similarity(plan.words, deed.words) * (0.5 if ours and theirs and not ours & theirs else 1.0)
