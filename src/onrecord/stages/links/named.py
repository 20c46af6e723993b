"""Phrases that a finder adds for its parties, read by the gazetteer: "Italy", "a UN rapporteur", "Red Cross lorries"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from onrecord.facts import ActorKind
from onrecord.frames import Draft, Phrase
from onrecord.gazetteer import Gazetteer, Name
from onrecord.gazetteer.cities import TOWN
from onrecord.text import Article

_KINDS: dict[str, ActorKind] = {"country": "country", "capital": "country", "people": "group", "body": "organization"}
_LONGEST_TOWN = 3  # words
_IN_PLACE = re.compile(r"\b(?:in|into|across|throughout|outside|inside|near|to)\s$", re.IGNORECASE)
_LOOKED_BACK = 12  # code points before a name in which a preposition of place may stand
_DETERMINERS = frozenset("the a an this that its his her their our my your".split())


def name_phrases(article: Article, draft: Draft) -> Draft:
    """The draft whose phrases have key and country where a name of the gazetteer is all of one, or opens it."""
    outer = {phrase.within for phrase in draft.phrases}
    told = tuple(_as_pronoun(phrase, phrase.span.of(article.text)) for phrase in draft.phrases)
    phrases = tuple(
        _named(phrase, phrase.span.of(article.text), draft.gazetteer)
        if phrase.key is None
        and phrase.country is None
        and i not in outer
        and phrase.how != "pronoun"
        and phrase.kind != "place"
        else phrase
        for i, phrase in enumerate(told)
    )
    phrases = _with_seats(article, _with_own_acronyms(article, phrases), draft.gazetteer)
    return replace(draft, phrases=_with_surnames(article, phrases))


def _as_pronoun(phrase: Phrase, words: str) -> Phrase:
    """A phrase that a finder adds for "a report that said", or for the "'s" of "let's": it names nobody itself."""
    is_pronoun = words.lower() in ("that", "which", "'s", "’s")
    return replace(phrase, how="pronoun", kind="unknown", name=None) if is_pronoun else phrase


def _with_surnames(article: Article, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The phrases; a country is somebody's surname where he is named before and nothing else tells of that country: "Michael Jordan ...
    Jordan left"."""
    text, surnames = article.text, dict[str, int]()
    for i, phrase in enumerate(phrases):
        *given, last = (phrase.name or "").split() or [""]
        if phrase.kind == "person" and phrase.how in ("name", "title") and given and given[-1].istitle():
            surnames.setdefault(last, i)
    alike = {
        i: word for i, phrase in enumerate(phrases)
        if phrase.kind == "country" and (word := phrase.span.of(text)) in surnames and i > surnames[word]
    }  # fmt: skip
    if not alike:
        return phrases
    elsewhere = {phrase.country for i, phrase in enumerate(phrases) if i not in alike and phrase.kind != "person"}
    elsewhere |= {phrases[i].country for i in alike if _IN_PLACE.search(text[: phrases[i].span.start][-_LOOKED_BACK:])}
    return tuple(
        replace(phrase, kind="person", how="name", key=None, name=alike[i], country=None, sectors=())
        if i in alike and phrase.country not in elsewhere
        else phrase
        for i, phrase in enumerate(phrases)
    )


def _with_own_acronyms(article: Article, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The phrases; an acronym that the article defines by a name of its own is not the body that the gazetteer knows by it."""
    text, new = article.text, set[str]()
    for before, phrase in pairwise(phrases):
        word = phrase.span.of(text)
        in_brackets = text[before.span.end : phrase.span.start] == " (" and text[phrase.span.end :][:1] == ")"
        is_new = before.kind == "organization" and before.how == "name" and before.key is None
        if in_brackets and is_new and phrase.key is not None and word.isupper() and _initials(before, text, word):
            new.add(word)
    return tuple(
        replace(phrase, key=None, name=word, country=None, sectors=())
        if phrase.key is not None and phrase.kind == "organization" and (word := phrase.head.of(text)) in new
        else phrase
        for phrase in phrases
    )


def _initials(phrase: Phrase, text: str, acronym: str) -> bool:
    """Whether the letters of an acronym stand in their order at the head of the words of a phrase."""
    letters = iter([word[0].upper() for word in phrase.span.of(text).replace("-", " ").split()])
    return all(letter in letters for letter in acronym)


def _with_seats(article: Article, phrases: tuple[Phrase, ...], gazetteer: Gazetteer) -> tuple[Phrase, ...]:
    """The phrases; the seat of a body means the state it lies in where the story names that state and not the body: "Brussels"."""
    named = {phrase.country for phrase in phrases if phrase.how != "metonym"}
    return tuple(
        replace(phrase, key=seat, name=gazetteer.shown.get(seat, phrase.name), country=seat)
        if phrase.how == "metonym"
        and phrase.country not in named
        and (match := gazetteer.match(phrase.head.of(article.text).split(), 0)) is not None
        and (seat := match[1].seat) in named
        and seat is not None
        else phrase
        for phrase in phrases
    )


def _named(phrase: Phrase, told: str, gazetteer: Gazetteer) -> Phrase:
    words = told.replace("’", "'").replace("'s", " 's").split()
    if len(words) > 1 and words[0].lower() in _DETERMINERS and not gazetteer.match(words, 0):
        words = words[1:]
    match = gazetteer.match(words, 0)
    if (
        match is None
        and phrase.how == "name"
        and phrase.kind == "organization"
        and words == told.split()[:_LONGEST_TOWN]
    ):
        return replace(phrase, country=gazetteer.towns.country_of(" ".join(words), least=TOWN))
    if match is None or (phrase.kind == "person" and phrase.how != "description" and match[0] < len(words)):
        return phrase
    length, name = match
    if length < len(words):
        sectors = phrase.sectors or (name.sectors if name.kind == "body" else ())
        return replace(phrase, country=name.country, sectors=sectors)
    return _whole(phrase, name, gazetteer)


def _whole(phrase: Phrase, name: Name, gazetteer: Gazetteer) -> Phrase:
    """The phrase that a name is all of; a region or town is a body of its country."""
    if name.kind in ("adjective", "people"):
        return replace(phrase, country=name.country, kind="group", number="pl")
    return replace(
        phrase,
        kind=_KINDS.get(name.kind, "organization"),
        key=name.id,
        name=gazetteer.shown.get(name.id, phrase.name),
        country=name.country,
        sectors=name.sectors if name.kind == "body" else phrase.sectors,
        number="sg",
    )
