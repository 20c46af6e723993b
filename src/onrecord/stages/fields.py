"""Words of war in other fields: teams that crush each other, storms that threaten, a council at war with potholes. They tell no deed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.facts import Actor, Event
from onrecord.frames import Draft, Frame
from onrecord.rules.event_lexicon import load_event_lexicon
from onrecord.stages.modality import PREVENTING
from onrecord.syntax import Syntax
from onrecord.text import Article, Span

# Of the stories of our corpus but for its test part, the 33 that have so many words of one field hold no act.
LEAST_WORDS = 4  # different ones
LEAST_SHARE = 0.025  # of all words
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BODIES = frozenset(("UNO", "EUR", "IGO", "IMG", "ISM"))  # countries of actors that are no country and act as one
_TALK = frozenset("ACCUSE REQUEST REJECT CONCEDE AGREE SUPPORT THREATEN CONSULT COOPERATE".split())
_VIOLENT = frozenset(("ASSAULT", "THREATEN"))
_FORCEFUL = frozenset("ASSAULT THREATEN COERCE REJECT RETREAT".split())
# What a state does where nobody is named: "was arrested", "was sentenced".
_BY_STATE = frozenset(("COERCE", "SANCTION"))
# Of the words that tell who acts, what names a country where the country acts: not "Sweden's guild of bakers".
_HALF = 0.5
# Characters on both sides of an act in which a word in earnest is looked for; a longer sentence is no prose.
_NEAR = 600


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists of `data/fields.toml`."""

    public: frozenset[str]
    business: frozenset[str]
    figures: frozenset[str]
    games: frozenset[str]
    rites: frozenset[str]
    causes: frozenset[str]
    literal: frozenset[str]
    targets: frozenset[str]
    forces: frozenset[str]
    common: frozenset[str]
    fields: dict[str, frozenset[str]]


@cache
def _load_lists() -> _Lists:
    table = tomllib.loads(files("onrecord.stages").joinpath("data", "fields.toml").read_text(encoding="utf-8"))
    fields = {name: frozenset(words.split()) for name, words in table.pop("fields").items()}
    return _Lists(**{name: frozenset(words.split()) for name, words in table.items()}, fields=fields)


def find_field(text: str) -> str | None:
    """The field that a story is about, where its words leave no doubt.

    >>> find_field("The striker scored; the referee blew for half-time. “No goal,” said the coach.")
    'sport'
    """
    words = [word.group().lower().removesuffix("'s").removesuffix("’s") for word in _WORD.finditer(text)]
    lists = _load_lists()
    best, most = None, 0
    for name, own in lists.fields.items():
        found = [word for word in words if word in own]
        if len(set(found)) < LEAST_WORDS or lists.common.issuperset(found):
            continue
        if len(found) >= LEAST_SHARE * len(words) and len(found) > most:
            best, most = name, len(found)
    return best


def is_political(
    article: Article, draft: Draft, frame: Frame, event: Event, actors: dict[str, Actor], field: str | None
) -> bool:
    """Whether an event is an act at all: not a figure of speech of another field, not the affair of firms, athletes or the weather."""
    lists = _load_lists()
    parties = [actors[party] for party in (*event.actors, *event.recipients)]
    if event.mode == "resign":
        return any(actors[party].sectors for party in event.actors)
    if not any(_counts(actor) for actor in parties):
        return False
    if draft.syntax is not None and _means_no_deed(draft.syntax, frame, event, actors):
        return False
    if event.type in _TALK and event.actors and _are_only(parties, lists.business):
        return False
    return field is None or not _is_figure(article, draft, frame, event, actors, field)


def _means_no_deed(syntax: Syntax, frame: Frame, event: Event, actors: dict[str, Actor]) -> bool:
    """Whether the grammar around an act tells that it is none of its type."""
    lists = _load_lists()
    return (
        (event.type in _FORCEFUL and _is_by_force(syntax, frame, lists.forces))
        or (event.type in _VIOLENT and _means_else(syntax, frame, lists.targets))
        or (event.type == "REQUEST" and bool(_lemmas(syntax, frame.anchor[:1]) & lists.causes))
        or (event.type == "RETREAT" and _comes_home(syntax, frame, event, actors))
    )


def _counts(actor: Actor) -> bool:
    """Whether an actor has a country or a sector other than business."""
    business = actor.sectors == ("BUS",)
    return not business and (actor.country is not None or bool(actor.sectors) or actor.kind == "country")


def _are_only(parties: list[Actor], sectors: frozenset[str]) -> bool:
    """Whether all parties, of which one at least is known for it, belong to these sectors and are no state."""
    return all(sectors.issuperset(actor.sectors) and not _is_state(actor) for actor in parties) and any(
        actor.sectors for actor in parties
    )


def _is_state(actor: Actor) -> bool:
    return actor.kind == "country" or (actor.country in _BODIES and actor.kind == "organization")


def _is_by_force(syntax: Syntax, frame: Frame, forces: frozenset[str]) -> bool:
    """Whether the weather, a fire or a disease does it, or is what is fought: "a storm was threatening Luzon", "battled a wildfire".

    "A storm of bullets" is none of them.
    """
    group = syntax.verb_at(syntax.token_at(frame.anchor[0].start))
    if group is None:
        return False
    verb = syntax.verb_groups[group]
    phrases = [syntax.subject_of(group), syntax.object_of(group)]
    if verb.voice == "passive" and verb.last < len(syntax.tokens) and syntax.tokens[verb.last].lower == "by":
        phrases.append(syntax.np_after(verb.last))
    ends = (syntax.noun_phrases[phrase] for phrase in phrases if phrase is not None)
    told = (phrase for phrase in ends if syntax.lemmas[phrase.last : phrase.last + 1] != ("of",))
    return any(syntax.lemmas[phrase.head] in forces for phrase in told)


def _means_else(syntax: Syntax, frame: Frame, targets: frozenset[str]) -> bool:
    """Whether a verb means no violence, by itself or with its object or particle: "foiled", "fired a salute", "swore in a judge".

    Of the guards of the rules, which take any verb that may tell a deed, the network's own acts pass the `targets`.
    """
    group = syntax.verb_at(syntax.token_at(frame.anchor[0].start))
    if group is None:
        return False
    verb = syntax.verb_groups[group]
    phrase = syntax.subject_of(group) if verb.voice == "passive" else syntax.object_of(group)
    if verb.lemma in PREVENTING:
        return True
    others = load_event_lexicon().guards.get(verb.lemma, frozenset()) - targets
    head = {syntax.lemmas[syntax.noun_phrases[phrase].head]} if phrase is not None else set()
    behind = [token.lower for token in syntax.tokens[verb.last : verb.last + 2]]
    particle = set(behind[:1]) if behind[1:] != ["to"] else set()  # "fired up to forty shells"
    return bool(others & (head | particle))


def _comes_home(syntax: Syntax, frame: Frame, event: Event, actors: dict[str, Actor]) -> bool:
    """Whether somebody is back from a journey: "the president returned from Germany" yields nothing."""
    at = syntax.token_at(frame.anchor[0].start)
    behind = [token.lower for token in syntax.tokens[at + 1 : at + 2]]
    alone = bool(event.actors) and all(actors[party].kind == "person" for party in event.actors)
    return alone and syntax.lemmas[at : at + 1] == ("return",) and behind == ["from"]


def _is_figure(
    article: Article, draft: Draft, frame: Frame, event: Event, actors: dict[str, Actor], field: str
) -> bool:
    """Whether an act of a story of a field is one only by its words: nobody public does it, and no word about it is meant in earnest."""
    lists = _load_lists()
    anchor = frame.anchor[0]
    sentence = draft.sentence_at(anchor.start)
    near = Span(max(sentence.start, anchor.start - _NEAR), max(anchor.end, min(sentence.end, anchor.end + _NEAR)))
    if draft.syntax is None or _has_word(near.of(article.text), lists.literal):
        return False
    lemmas = _lemmas(draft.syntax, frame.anchor)
    doers = [party for party in event.actors if _is_public(draft, event, party, actors)]
    sufferers = [party for party in event.recipients if _is_public(draft, event, party, actors)]
    if field == "sport":  # a country is its team
        teams = all(actors[party].kind == "country" for party in doers)
        is_meant = doers and event.type in _TALK  # "Ukraine threatened to boycott the Games"
        bare = not sufferers and not is_meant
        if teams and (lemmas & lists.games or (lemmas & lists.figures and bare)):
            return True
    if field == "ceremony" and (lemmas & lists.rites or (lemmas & lists.figures and not sufferers)):
        return True
    if lemmas & lists.figures and not doers:
        return True
    is_private = not doers and not sufferers and event.type != "PROTEST"
    return is_private and (bool(event.actors) or event.type not in _BY_STATE)


def _is_public(draft: Draft, event: Event, party: str, actors: dict[str, Actor]) -> bool:
    """Whether a party is a state that is named, or holds or contests power."""
    actor = actors[party]
    if not _is_state(actor):
        return bool(_load_lists().public & set(actor.sectors))
    spans = [span for span in (*event.actor_spans, *event.recipient_spans) if party in draft.parties_at(span.place)]
    return any(_names_country(draft, span.place) for span in spans)


def _names_country(draft: Draft, span: Span) -> bool:
    """Whether most of some words name a country."""
    phrase = draft.phrase_at(span)
    meant = draft.phrases[phrase].span if phrase is not None else Span(0, 0)
    return meant.end - meant.start >= _HALF * (span.end - span.start)


def _has_word(text: str, words: frozenset[str]) -> bool:
    return any(word.group().lower() in words for word in _WORD.finditer(text))


def _lemmas(syntax: Syntax, spans: Iterable[Span]) -> set[str]:
    """The lemmas of the words of an anchor."""
    return {syntax.lemmas[at] for span in spans for at in syntax.tokens_in(span)}
