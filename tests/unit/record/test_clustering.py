"""Clusters: what is forbidden never meets, nothing depends on an order, and a great block costs little."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import combinations, pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.clustering import MIN_DENSITY, cluster, components

Pair = tuple[float, str, str]
NAMES = [f"e{number}" for number in range(8)]
TWO = st.sampled_from(list(combinations(NAMES, 2)))
MATCHES = st.dictionaries(TWO, st.sampled_from([0.6, 0.7, 0.7, 0.8, 0.9]), max_size=20)


def allow_all(one: str, other: str) -> bool:
    """Nothing is forbidden."""
    return True


def to_pairs(matches: dict[tuple[str, str], float]) -> list[Pair]:
    return [(chance, *two) for two, chance in matches.items()]


def cluster_slowly(matches: dict[tuple[str, str], float], forbidden: set[tuple[str, str]]) -> list[list[str]]:
    """The definition, word for word: all pairs of clusters are weighed before each step."""
    found = [[name] for name in NAMES]
    while True:
        bids = []
        for one, other in combinations(found, 2):
            across = [(min(two), max(two)) for two in product(one, other)]
            chances = [matches[two] for two in across if two in matches]
            if chances and len(chances) >= MIN_DENSITY * len(across) and not forbidden.intersection(across):
                bids.append((-sum(round(chance * 1_000_000) for chance in chances) / len(across), one, other))
        if not bids:
            return found
        _, one, other = min(bids)
        found = sorted([*(names for names in found if names not in (one, other)), sorted(one + other)])


@given(matches=MATCHES, forbidden=st.sets(TWO, max_size=8))
def test_clusters_are_those_of_the_definition(
    matches: dict[tuple[str, str], float], forbidden: set[tuple[str, str]]
) -> None:
    forbidden -= matches.keys()
    found = cluster(NAMES, to_pairs(matches), lambda one, other: (min(one, other), max(one, other)) not in forbidden)
    assert found == cluster_slowly(matches, forbidden)
    assert not any(forbidden.intersection(combinations(names, 2)) for names in found)


@given(matches=MATCHES, seed=st.integers(0, 99))
def test_clusters_do_not_depend_on_an_order(matches: dict[tuple[str, str], float], seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - a draw that can be made again
    pairs = [(chance, *draw.sample(two, 2)) for two, chance in matches.items()]
    names = NAMES + draw.sample(NAMES, 3)
    draw.shuffle(pairs)
    draw.shuffle(names)
    assert cluster(names, pairs + pairs[:2], allow_all) == cluster(NAMES, to_pairs(matches), allow_all)


def test_two_that_are_kept_apart_do_not_meet_through_a_third() -> None:
    pairs = [(0.9, "e1", "e2"), (0.8, "e2", "e3")]
    assert cluster(["e1", "e2", "e3"], pairs, lambda one, other: {one, other} != {"e1", "e3"}) == [["e1", "e2"], ["e3"]]
    assert cluster(["e1", "e2", "e3"], pairs, allow_all) == [["e1", "e2", "e3"]]


def test_a_cluster_joins_whom_it_matches_best_as_a_whole() -> None:
    pairs = [(0.95, "a", "b"), (0.9, "c", "d"), (0.94, "b", "c"), (0.7, "a", "e"), (0.7, "b", "e")]
    assert cluster("abcde", pairs, allow_all) == [["a", "b", "e"], ["c", "d"]]


def test_each_pair_is_asked_for_once_and_few_are() -> None:
    """Blocks of like reports with some that match across, and of each block some that may not stand with the next one's."""
    blocks = [[f"b{block:02}-{number:02}" for number in range(40)] for block in range(20)]
    draw = random.Random(3)  # noqa: S311 - a draw that can be made again
    pairs = [(0.9, *two) for names in blocks for two in combinations(names, 2) if draw.random() < 0.6]
    for ours, theirs in pairwise(blocks):
        pairs += [(0.7, *two) for two in product(ours, theirs) if draw.random() < 0.5]
    asked: list[frozenset[str]] = []

    def may_be_one(one: str, other: str) -> bool:
        asked.append(frozenset((one, other)))
        return one[:3] == other[:3]

    found = cluster(_all(blocks), pairs, may_be_one)
    matching = {frozenset(two) for _, *two in pairs}
    unlike = [two for names in found for two in combinations(names, 2) if frozenset(two) not in matching]
    assert unlike
    assert all(one[:3] == other[:3] for one, other in unlike)
    assert len(asked) == len(set(asked)) < 2 * len(pairs)


def _all(blocks: Iterable[Iterable[str]]) -> list[str]:
    return [name for names in blocks for name in names]


def test_components() -> None:
    assert components([3, 1, 2, 5], {1: [3], 3: [1], 5: [], 2: []}) == [[1, 3], [2], [5]]
