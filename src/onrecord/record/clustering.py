"""From pairs to entries: a component of the match graph is cut into clusters, the same way whatever came first.

Pairs are joined from the surest on. Two guards keep chains short (a like b, b like c, yet a unlike c): the reports of one
entry must all leave a day on which it can have happened, and two clusters are joined only if enough of their reports
match each other, not just the two that met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.record.codings import Coding

MIN_DENSITY = 0.34  # of the pairs between two clusters, the share that must match; hand-set, see docs/record.md


def cluster(codings: Mapping[str, Coding], pairs: Iterable[tuple[float, str, str]]) -> list[list[str]]:
    """The clusters of reports, by their ids; each sorted, the list too.

    `pairs`: (score, id, id) of reports that match; ids are those of `codings`. The result depends on the two as sets.
    """
    home = {name: name for name in codings}  # the name of each one's cluster is its first member met
    members = {name: [name] for name in codings}
    windows = {name: coding.window for name, coding in codings.items()}
    ordered = sorted({(-score, min(a, b), max(a, b)) for score, a, b in pairs})
    partners: dict[str, set[str]] = {name: set() for name in codings}
    for _, a, b in ordered:
        partners[a].add(b)
        partners[b].add(a)
    for _, a, b in ordered:
        one, other = sorted((home[a], home[b]))
        if one == other:
            continue
        window, meets = _meet(windows[one], windows[other])
        if not meets or not _are_dense(members[one], members[other], partners):
            continue
        for name in members[other]:
            home[name] = one
        members[one] += members.pop(other)
        windows[one] = window
    return sorted(sorted(names) for names in members.values())


def components(nodes: Iterable[int], partners: Mapping[int, Iterable[int]]) -> list[list[int]]:
    """The connected components of a graph; each sorted, so that its first is its least."""
    found: list[list[int]] = []
    seen: set[int] = set()
    for node in sorted(nodes):
        if node in seen:
            continue
        seen.add(node)
        waiting, reached = [node], [node]
        while waiting:
            for other in partners.get(waiting.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    reached.append(other)
                    waiting.append(other)
        found.append(sorted(reached))
    return found


Window = tuple[int, int] | None


def _meet(one: Window, other: Window) -> tuple[Window, bool]:
    """The days that both leave, and whether any is left."""
    if one is None or other is None:
        return one or other, True
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last), first <= last


def _are_dense(ours: list[str], theirs: list[str], partners: Mapping[str, set[str]]) -> bool:
    fewer, more = (ours, set(theirs)) if len(ours) <= len(theirs) else (theirs, set(ours))
    matching = sum(len(partners[name] & more) for name in fewer)
    return matching >= MIN_DENSITY * len(fewer) * len(more)
