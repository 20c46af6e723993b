"""Names that no title tells and that "it" points to: bodies, though they were read as persons."""

from __future__ import annotations

from collections import Counter

from onrecord.stages.links.chains import Cast, Chain
from onrecord.stages.links.pointed import chains_pointed_at

_SURE = 0.9  # of all probability of the finder
_NEUTER = frozenset("it its itself".split())


def take_bodies(cast: Cast) -> None:
    """Make a body of a name to which "it" points and "he" does not: "Brod Lines cut its forecast", but not "Mr Brod"."""
    found: Counter[int] = Counter()
    persons = set()
    for i, pointer in cast.pointer_of.items():
        if cast.phrases[i].how != "pronoun":
            continue
        for prob, at in chains_pointed_at(cast, pointer)[:1]:
            if cast.head_word(i) in _NEUTER:
                found[at] += prob > _SURE
            elif cast.phrases[i].kind == "person":
                persons.add(at)
    for at, count in found.items():
        if count and at not in persons and _is_bare_name(cast, cast.chains[at]):
            cast.chains[at].kind = "organization"


def _is_bare_name(cast: Cast, chain: Chain) -> bool:
    """Whether nothing but the way in which a name is written says that it is a person's."""
    is_told = chain.key is not None or chain.gender is not None or chain.office is not None
    return chain.kind == "person" and not is_told and all(cast.phrases[i].how == "name" for i in chain.phrases)
