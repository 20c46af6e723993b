"""Whose they are by what stands behind them: "a court in Minsk", "MPs from Buenos Aires", "the bishop of Pavia"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from onrecord.frames import Phrase
from onrecord.gazetteer.cities import CITY, TOWN
from onrecord.stages.mentions.scene import Scene

_SENT = frozenset(("MIL", "JRN", "REF", "SPY"))  # who is in a country that is not theirs as often as in their own
_LONGEST = 4  # words of the name of a town
_BEFORE = 4  # words before a phrase in which a verb may stand that takes it away
_STEPS = 2  # "at Mora in Cameroon"


def with_tails(scene: Scene, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases, each that names no country itself with the one that its tail names."""
    named = {phrase.country for phrase in phrases if phrase.key is not None and phrase.country is not None}
    possessed = {phrase.within for phrase in phrases if phrase.how != "pronoun"}
    by_pronoun = {phrase.within for phrase in phrases if phrase.how == "pronoun"}
    return [
        replace(phrase, country=country)
        if phrase.country is None
        and i not in possessed
        and (country := _told(scene, phrase, named, is_possessed=i in by_pronoun)) is not None
        else phrase
        for i, phrase in enumerate(phrases)
    ]


def _told(scene: Scene, phrase: Phrase, named: set[str], *, is_possessed: bool) -> str | None:
    """The country of what stands behind a description or the name of a body, where the preposition says that it is its own."""
    syntax, lists = scene.syntax, scene.lists
    if phrase.key is not None or not (phrase.how == "description" or phrase.kind == "organization"):
        return None
    at = syntax.token_at(phrase.span.end)
    for _ in range(_STEPS):
        preposition = syntax.tokens[at].lower if at < len(syntax.tokens) else ""
        if not _tells_home(scene, phrase, preposition, is_possessed=is_possessed):
            return None
        at += 1
        while at < len(syntax.tokens) and syntax.tokens[at].lower in lists.before_place and not _names(scene, at):
            at += 1
        country, end = read_place(scene, at, named, with_bodies=preposition in ("of", "for"))
        if country is not None:
            return None if _is_one_of_several(scene, end) else country
        if end == at:
            return None
        at = end
    return None


def _names(scene: Scene, at: int) -> bool:
    """Whether a name begins with a word that tells where else: "South Sudan"."""
    return scene.words[at][0].isupper() and scene.gazetteer.match(scene.words, at) is not None


def _tells_home(scene: Scene, phrase: Phrase, preposition: str, *, is_possessed: bool) -> bool:
    """Whether what stands behind a preposition is where a phrase is at home."""
    lists = scene.lists
    last = (phrase.name or " ").split(" ")[-1].lower()
    if preposition == "of":
        return last not in lists.not_of
    if preposition == "for":
        return last.startswith("spokes")
    if preposition == "from":
        return not is_possessed and last not in lists.sent and not _is_taken_away(scene, phrase)
    if last in lists.collective or (is_possessed and last in lists.not_of):
        return False  # "the two countries in Oslo", "sued its neighbour in The Hague"
    is_sent = last in lists.sent or last in lists.abroad or bool(set(phrase.sectors) & _SENT)
    return preposition in lists.place_before and not is_sent


def _is_taken_away(scene: Scene, phrase: Phrase) -> bool:
    """Whether "from" tells where somebody is taken away: "withdrew all soldiers from Peru"."""
    first = scene.syntax.token_at(phrase.span.start)
    return bool(scene.lists.taken_away & set(scene.syntax.lemmas[max(0, first - _BEFORE) : first]))


def read_place(scene: Scene, at: int, named: set[str], *, with_bodies: bool = False) -> tuple[str | None, int]:
    """The country of the place whose name begins at token `at`, and the token behind its name; of namesakes the town in one of `named`.

    An unknown place gives None and the token behind it; where none begins, `at` itself.
    """
    words = scene.words
    match = scene.gazetteer.match(words, at) if at < len(words) else None
    known = at + match[0] if match is not None and (with_bodies or match[1].kind != "body") else at
    end = at
    while end < min(len(words), at + _LONGEST) and words[end][0].isupper():
        end += 1
    if match is not None and known > end:  # "Port of Spain"
        return match[1].seat or match[1].country, known
    for last in range(end, at, -1):
        if match is not None and last == known:
            return match[1].seat or match[1].country, known
        name = " ".join(words[at:last])
        towns = scene.gazetteer.towns.countries_of(name)
        near = [country for country in towns if country in named]
        country = near[0] if len(near) == 1 else scene.gazetteer.towns.country_of(name, least=CITY if named else TOWN)
        if country is not None:
            return country, last
    return None, end


def _is_one_of_several(scene: Scene, end: int) -> bool:
    """Whether "and" and another name follow a place: "soldiers from Peru and Chad" are of neither."""
    words = list(islice(scene.words, end, end + 2))
    return len(words) > 1 and words[0] in ("and", "or") and words[1][0].isupper()
