"""What the gazetteer knows, for people and for programs: an actor, and how fresh all of it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Any

from onrecord.gazetteer import Known
from onrecord.gazetteer.freshness import Freshness
from onrecord.gazetteer.origins import origins

_WIDTH = 80


def to_dict(known: Known, day: date) -> dict[str, Any]:
    """All that is known of an actor; `status` of each office on the day, null before it began."""
    offices = [
        {
            "name": office.name, "country": office.country, "sectors": list(office.sectors), "from": office.told[0] or None,
            "until": office.told[1] or None, "last_seen": office.seen_on.isoformat() if office.seen_on else None,
            "status": office.status_on(day), "source": origins()[office.source].source,
        }
        for office in known.offices
    ]  # fmt: skip
    return {
        "id": known.id, "name": known.name, "kind": known.kind, "country": known.country_on(day), "sectors": list(known.sectors_on(day)),
        "names": list(known.names), "gender": known.gender, "wikidata": known.wikidata, "own": known.own, "offices": offices,
    }  # fmt: skip


def lines_of(known: Known, day: date) -> list[str]:
    """All that is known of an actor, in lines for people."""
    sectors = " ".join(known.sectors_on(day)) or "no sector"
    gender = {"m": ["male"], "f": ["female"]}.get(known.gender or "", [])
    own = ["your own"] if known.own else []
    told = [known.kind, known.country_on(day), sectors, *gender, *filter(None, [known.wikidata]), *own]
    lines = [f"{known.name} · {known.id}", f"on {day}: " + " · ".join(told)]
    lines += [f"also called {name}" for name in known.names[1:]]
    for office in known.offices if known.kind == "person" else ():
        days = f"{office.told[0] or '…'} to {office.told[1] or (f'… (last seen {office.seen_on})' if office.seen_on else '…')}"
        place = f" [{office.country}]" if office.country != known.country else ""
        told_office = f"{office.name}{place} · {' '.join(office.sectors)} · {origins()[office.source].shown}"
        lines += _wrapped(f"  {days}: ", told_office.split())
    return lines


def status_dict(fresh: Freshness, version: str, own: tuple[Path, ...]) -> dict[str, Any]:
    """How fresh a gazetteer is, for programs."""
    sources = [
        {"source": origin.source, "licence": origin.licence, "until": origin.until.isoformat() if origin.until else None, "offices": n,
         "latest": fresh.latest[letter].isoformat() if letter in fresh.latest else None}
        for letter, n in fresh.offices.items()
        for origin in (origins()[letter],)
    ]  # fmt: skip
    leaders = {
        "current": list(fresh.current), "last_known": {state: seen.isoformat() for state, seen in fresh.last_known.items()},
        "unknown": list(fresh.unknown),
    }  # fmt: skip
    return {
        "version": version, "on": fresh.day.isoformat(), "actors": fresh.kinds, "own_actors": fresh.own,
        "own_files": [str(path) for path in own], "sources": sources, "leaders": leaders,
    }  # fmt: skip


def status_lines(fresh: Freshness, version: str, own: tuple[Path, ...]) -> list[str]:
    """How fresh a gazetteer is, in lines for people."""
    n_actors = ", ".join(f"{n:,} of kind {kind}" for kind, n in fresh.kinds.items())
    lines = ["GAZETTEER", f"  {version}"]
    lines += [*_wrapped(f"{sum(fresh.kinds.values()):,} actors: ", n_actors.split()), "", "OFFICES BY SOURCE"]
    for letter, n in fresh.offices.items():
        origin = origins()[letter]
        latest = fresh.latest.get(letter)
        beyond = f"; single rows to {latest}" if latest and origin.until and latest > origin.until else ""
        shown = f"{origin.shown} ({origin.licence}){beyond}".split()
        lines += _wrapped(f"{n:>8,}  to {origin.until or '…'!s:<10}  ", shown)
    lines += ["", f"HEADS OF STATE AND GOVERNMENT ON {fresh.day}"]
    lines.append(f"{len(fresh.current):>8,}  states: somebody is known to be in office")
    seen: dict[str, list[str]] = {}
    for state, last in fresh.last_known.items():
        seen.setdefault(last.isoformat()[:7], []).append(state)
    for month, states in sorted(seen.items(), reverse=True):
        lines += _wrapped(f"{len(states):>8,}  last known in {month}: ", states)
    if fresh.unknown:
        lines += _wrapped(f"{len(fresh.unknown):>8,}  nobody known: ", list(fresh.unknown))
    lines += ["", "YOUR OWN"]
    named = ", ".join(map(str, own))
    lines.append(f"{fresh.own:>8,}  actors" + (f", in {named}" if own else "; onrecord actors import FILE adds some"))
    return lines


def _wrapped(head: str, words: list[str]) -> list[str]:
    return wrap(
        head + " ".join(words), _WIDTH, subsequent_indent=" " * 10, break_long_words=False, drop_whitespace=True
    )
