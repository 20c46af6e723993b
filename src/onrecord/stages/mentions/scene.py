"""What the readers of noun phrases share: the article's words and tables, and what a run of words tells."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from onrecord.facts import ActorKind, How
from onrecord.gazetteer import Gazetteer, Name
from onrecord.gazetteer.phrases import load_lists
from onrecord.gazetteer.titles import Title, common_words, to_title
from onrecord.syntax import Syntax
from onrecord.syntax.words import is_shouted

_LONGEST_FIELD = 3  # words behind the "of" of a title
_OF_FIELDS = frozenset(
    "minister secretary under-secretary undersecretary commissioner representative rapporteur coordinator".split()
)
_ACRONYM = 2  # letters
_STATE = frozenset("GOV LEG JUD MIL SPY COP".split())  # whose former members are ELI


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `stages/data/mentions.toml`, each under its name there."""

    singular: frozenset[str]
    plural: frozenset[str]
    personal: frozenset[str]
    possessive: frozenset[str]
    places: frozenset[str]
    place_before: frozenset[str]
    articles: frozenset[str]
    bodies: frozenset[str]
    crowds: frozenset[str]
    mass: frozenset[str]
    several: frozenset[str]
    collective: frozenset[str]
    collective_before: frozenset[str]
    joiners: frozenset[str]
    ranks: frozenset[str]
    relations: frozenset[str]
    former: frozenset[str]
    plural_bodies: frozenset[str]
    offices: frozenset[str]
    times: frozenset[str]
    before_place: frozenset[str]
    before_name: frozenset[str]
    in_names: frozenset[str]
    labels: frozenset[str]
    zones: frozenset[str]
    abroad: frozenset[str]
    sent: frozenset[str]
    taken_away: frozenset[str]
    not_of: frozenset[str]
    events: frozenset[str]
    things: frozenset[str]


@cache
def load_words() -> Words:
    """The lists, read once."""
    text = files("onrecord.stages").joinpath("data", "mentions.toml").read_text(encoding="utf-8")
    return Words(**{name: frozenset(words.split()) for name, words in tomllib.loads(text).items()})


def read_words(syntax: Syntax, gazetteer: Gazetteer) -> list[str]:
    """The tokens of an article as written, apostrophes straight; those of a sentence in capitals as they are written elsewhere."""
    words = [token.text.replace("’", "'") for token in syntax.tokens]
    bounds = [at for at in range(len(words)) if not at or syntax.sentence_of[at] != syntax.sentence_of[at - 1]]
    for first, last in zip(bounds, [*bounds[1:], len(words)], strict=True):
        if is_shouted(words[first:last]):
            words[first:last] = [_calmed(word, gazetteer) for word in words[first:last]]
    return words


def _calmed(word: str, gazetteer: Gazetteer) -> str:
    """A word with one capital, but an acronym that the gazetteer knows: "Albania", "NATO"."""
    return word if len(word) < _ACRONYM or word in gazetteer.longest else word.title().replace("'S", "'s")


@dataclass(frozen=True, slots=True)
class Scene:
    """One article: `words` are its tokens as written, apostrophes straight. `halves`: "North" and "South", where they name two states."""

    syntax: Syntax
    gazetteer: Gazetteer
    words: list[str]
    lists: Words
    halves: Mapping[str, Name] = field(default_factory=dict)

    def before(self, token: int) -> str:
        """The token before `token` in lower case; nothing before the first."""
        return self.syntax.tokens[token - 1].lower if token else ""

    def is_former(self, first: int, last: int, sectors: tuple[str, ...]) -> bool:
        """Whether tokens `first`..`last` say that somebody is no more in an office of the state, one of `sectors`."""
        return bool(_STATE.intersection(sectors)) and any(
            word.lower() in self.lists.former for word in self.words[first:last]
        )

    def title_at(self, token: int) -> tuple[int, Title] | None:
        """The title with an "of" in it that begins at `token`, and the token behind it: "Secretary of State", "minister of finance".

        Likewise one with "for" or "on", where a name follows: "Commissioner for Human Rights Ida Lunde".
        """
        words = self.words
        if words[token + 1 : token + 2] != ["of"] or words[token].lower() not in self.gazetteer.persons:
            return self._title_for(token)
        first = token + 3 if words[token + 2 : token + 3] == ["the"] else token + 2
        for end in range(first + 1, min(first + _LONGEST_FIELD, len(words)) + 1):
            if self.gazetteer.match(words, end - 1) is not None:
                return None
            title = to_title(" ".join(words[token:end]).lower())
            if title is not None and title.alone and title.sectors[:1] == ("GOV",) and words[end : end + 1] != ["for"]:
                return end, title
        return None

    def _title_for(self, token: int) -> tuple[int, Title] | None:
        """A title with a field behind "for" or "on" before a name; words of the language are of the field, not of the name."""
        words, common = self.words, common_words()
        if words[token + 1 : token + 2] not in (["for"], ["on"]) or words[token].lower() not in _OF_FIELDS:
            return None
        end = token + 2
        while end < min(token + 2 + _LONGEST_FIELD, len(words)) and words[end].lower() in common:
            end += 1
        if end == token + 2 or end >= len(words) or not words[end].istitle() or words[end].lower() in common:
            return None
        title = to_title(" ".join(words[token:end]).lower())
        if title is None or self.gazetteer.match(words, end) is not None:
            return None
        if not title.alone:  # "High Commissioner for Human Rights" is "the High Commissioner" later
            title = replace(title, office=to_office(self, self.before(token), words[token].lower()))
        return end, title

    def tells_body(self, word: str) -> bool:
        """Whether a word is one for bodies: "committee", "Front"."""
        return word.lower() in self.lists.bodies or word.lower() in self.gazetteer.bodies

    def is_place_due(self, token: int) -> bool:
        """Whether the words before `token` say that a place follows: "in", "the village of", "the road to", "out of"."""
        before, noun = self.before(token), self.before(token - 1) if token else ""
        if before in ("of", "to"):
            return noun in self.lists.places or (before == "of" and noun == "out")
        return before in self.lists.place_before


_OPPOSITE = {"North": "South", "South": "North", "East": "West", "West": "East"}


def find_halves(words: list[str], gazetteer: Gazetteer) -> dict[str, Name]:
    """The two states of one name that an article tells of, by what parts their names: "North" and "South" of the two Koreas."""
    found: dict[tuple[str, str], Name] = {}
    for at, word in enumerate(words[:-1]):
        if word in _OPPOSITE:
            match = gazetteer.match(words, at)
            if match is not None and match[0] == 2 and match[1].kind == "country":
                found[words[at + 1], word] = match[1]
    return {half: name for (land, half), name in found.items() if (land, _OPPOSITE[half]) in found}


@dataclass(slots=True, kw_only=True)
class Found:
    """What tokens tell of the actor they refer to; `head_first`, `head_last` are the head's tokens, half-open."""

    kind: ActorKind
    how: How
    head_first: int
    head_last: int
    key: str | None = None
    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    gender: str | None = None
    number: str = "sg"


_PLURALS = (("ies", "y"), ("men", "man"), ("women", "woman"), ("es", ""), ("s", ""))


def to_singular(scene: Scene, lower: str) -> tuple[str, bool]:
    """The singular of a noun that the tables know, and whether the word was its plural."""
    gazetteer, ranks = scene.gazetteer, scene.lists.ranks
    if lower in gazetteer.persons or lower in gazetteer.bodies or lower in ranks:
        return lower, lower in scene.lists.plural_bodies
    for ending, singular in _PLURALS:
        if lower.endswith(ending):
            stem = lower[: -len(ending)] + singular
            if stem in gazetteer.persons or stem in gazetteer.bodies or stem in ranks:
                return stem, True
    if lower == "people":
        return "person", True
    plural = lower.endswith("s") and not lower.endswith("ss")
    return (lower[:-1] if plural else lower), plural


def to_office(scene: Scene, before: str, word: str, second: str = "") -> str:
    """ "foreign minister" from an office and the word before it; with `second`, the one before that: "deputy foreign minister"."""
    office = f"{before} {word}" if before in scene.lists.offices else word
    return f"{second} {office}" if office != word and second in load_lists().second else office
