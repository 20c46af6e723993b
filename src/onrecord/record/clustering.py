"""From pairs to entries: a component of the match graph is cut into clusters, the same way whatever came first.

Constrained agglomeration: the two clusters whose reports match each other best on the average are joined first, and so
on. Two rules keep chains short (a like b, b like c, yet a unlike c): enough of the pairs between two clusters must match,
and none of them may be one that is forbidden. So what is kept apart never meets in an entry, by whatever way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from heapq import heapify, heappop, heappush

MIN_DENSITY = 0.34  # of the pairs between two clusters, the share that must match; hand-set, see docs/record.md
_UNIT = 1_000_000  # chances are summed as whole numbers: no order of summing can show
MayBeOne = Callable[[str, str], bool]


def cluster(names: Iterable[str], pairs: Iterable[tuple[float, str, str]], may_be_one: MayBeOne) -> list[list[str]]:
    """The clusters of reports, by their ids; each sorted, the list too.

    `pairs`: (chance, id, id) of reports that match; `may_be_one`: whether two that do not match may share an entry, symmetric.
    The result depends on the three as sets. It asks of each pair at most once, and of no more pairs than a few for each match.

    >>> cluster(["a", "b", "c"], [(0.9, "a", "b"), (0.8, "b", "c")], lambda one, other: False)
    [['a', 'b'], ['c']]
    """
    clusters = _Clusters(names, pairs, may_be_one)
    clusters.agglomerate()
    return sorted(sorted(members) for members in clusters.members.values())


Link = tuple[int, int]  # of the pairs between two clusters: how many match, and the sum of their chances in millionths
Bid = tuple[float, str, str, int, int]  # how ill two clusters match, their first members, their numbers: the least wins


class _Clusters:
    """Clusters by number: that of its first report, and of the larger where two are joined."""

    def __init__(self, names: Iterable[str], pairs: Iterable[tuple[float, str, str]], may_be_one: MayBeOne) -> None:
        self.members = {number: [name] for number, name in enumerate(sorted(set(names)))}
        self._first = {number: name for number, (name,) in self.members.items()}
        self._may_be_one = may_be_one
        self._matching = {(min(a, b), max(a, b)): chance for chance, a, b in pairs}
        self._links: dict[int, dict[int, Link]] = {number: {} for number in self.members}
        self._apart: dict[int, set[int]] = {number: set() for number in self.members}
        place = {name: number for number, name in self._first.items()}
        for (a, b), chance in self._matching.items():
            link = (1, round(chance * _UNIT))
            self._links[place[a]][place[b]] = self._links[place[b]][place[a]] = link

    def agglomerate(self) -> None:
        """Join the best two for as long as two may be joined.

        Where a cluster has grown by reports that another does not match, the two match worse than when they bade: what waits
        stands in its place or too early, never too late, and is weighed again when its turn comes.
        """
        waiting = [self._bid(one, other) for one, links in self._links.items() for other in links if one < other]
        heapify(waiting)
        while waiting:
            bid = heappop(waiting)
            *_, one, other = bid
            if other not in self._links.get(one, ()):
                continue
            if (now := self._bid(one, other)) != bid:
                heappush(waiting, now)
            elif self._may_join(one, other):
                for grown, third in self._join(one, other):
                    heappush(waiting, self._bid(grown, third))

    def _bid(self, one: int, other: int) -> Bid:
        _, total = self._links[one][other]
        first, second = sorted((one, other), key=self._first.__getitem__)
        return -total / self._n_pairs(one, other), self._first[first], self._first[second], first, second

    def _n_pairs(self, one: int, other: int) -> int:
        return len(self.members[one]) * len(self.members[other])

    def _may_join(self, one: int, other: int) -> bool:
        """Whether two clusters are dense enough and hold no pair that is forbidden; if they do, they stay apart for good."""
        if other in self._apart[one] or self._links[one][other][0] < MIN_DENSITY * self._n_pairs(one, other):
            return False
        for a in self.members[one]:
            for b in self.members[other]:
                if (min(a, b), max(a, b)) not in self._matching and not self._may_be_one(a, b):
                    self._apart[one].add(other)
                    self._apart[other].add(one)
                    return False
        return True

    def _join(self, one: int, other: int) -> list[tuple[int, int]]:
        """Put the smaller into the larger, with its links and what it stays apart from; the links that are new or other."""
        smaller, larger = sorted((one, other), key=lambda number: len(self._links[number]))
        self.members[larger] += self.members.pop(smaller)
        self._first[larger] = min(self._first[larger], self._first.pop(smaller))
        for third in self._apart.pop(smaller):
            self._apart[third].remove(smaller)
            self._apart[third].add(larger)
            self._apart[larger].add(third)
        links = self._links.pop(smaller)
        del links[larger], self._links[larger][smaller]
        for third, (n, total) in links.items():
            n_before, total_before = self._links[larger].get(third, (0, 0))
            del self._links[third][smaller]
            both = (n_before + n, total_before + total)
            self._links[larger][third] = self._links[third][larger] = both
        return [(larger, third) for third in links]


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
