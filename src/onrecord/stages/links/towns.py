"""Where a story plays: the towns and regions that it names behind a preposition, each counted for the countries that have one so called."""

from __future__ import annotations

from collections import defaultdict

from onrecord.stages.links.chains import Cast
from onrecord.syntax import Syntax

_BEFORE = frozenset(
    "in at near outside around inside throughout across from to of through between towards toward".split()
)
_LONGEST = 4  # words of the name of a town
_MOST = 200  # names looked up in one story; keeps time linear on a text of nothing else


def towns_named(cast: Cast) -> dict[str, float]:
    """For each country the share of the places named in a story that lie in it; of namesakes each by its inhabitants. Read once a cast."""
    if cast.towns is None:
        cast.towns = _shares(cast, cast.draft.syntax) if cast.draft.syntax is not None else {}
    return cast.towns


def _shares(cast: Cast, syntax: Syntax) -> dict[str, float]:
    totals: defaultdict[str, float] = defaultdict(float)
    seen: set[str] = set()
    for at in range(1, len(syntax.tokens)):
        if len(seen) < _MOST and syntax.tokens[at - 1].lower in _BEFORE and syntax.tokens[at].text[0].isupper():
            name, shares = _read(cast, syntax, at)
            if name not in seen:
                seen.add(name)
                for country, share in shares.items():
                    totals[country] += share
    whole = sum(totals.values())
    return {country: total / whole for country, total in totals.items()}


def _read(cast: Cast, syntax: Syntax, at: int) -> tuple[str, dict[str, float]]:
    """The name of the place that begins at token `at`, and the countries that it may lie in; none where the tables have no such place."""
    end = at
    while end < min(len(syntax.tokens), at + _LONGEST) and syntax.tokens[end].text[0].isupper():
        end += 1
    words = [token.text.replace("’", "'") for token in syntax.tokens[at:end]]
    match = cast.draft.gazetteer.match(words, 0)
    if match is not None and match[1].kind in ("capital", "region") and match[1].country is not None:
        return " ".join(words[: match[0]]), {match[1].country: 1.0}
    if match is not None:
        return " ".join(words[: match[0]]), {}
    for last in range(len(words), 0, -1):
        name = " ".join(words[:last])
        towns = cast.draft.gazetteer.towns.inhabitants_of(name)
        whole = sum(towns.values())
        if whole:
            return name, {country: count / whole for country, count in towns.items()}
    return " ".join(words), {}
