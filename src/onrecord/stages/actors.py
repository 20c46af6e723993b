"""Who stays in the reading: actors that are named, or that do or say something, or are spoken of more than once."""

from __future__ import annotations

from dataclasses import replace

from onrecord.facts import Actor, Quote
from onrecord.frames import Draft
from onrecord.text import Article

_INDEFINITE = frozenset(("a", "an", "another", "any", "every", "no", "each", "some", "other", "many", "most"))


def keep_meant(article: Article, draft: Draft) -> Draft:
    """Leave out actors of whom the text says nothing: "as a smuggler", "another person", told once and never taken up."""
    parties = {party for quote in draft.quotes for party in _parties_of(quote)}
    parties |= {party for event in draft.events for party in (*event.actors, *event.recipients)}
    kept = tuple(actor for actor in draft.actors if actor.id in parties or _is_meant(actor))
    ids = {actor.id for actor in kept}
    return replace(draft, actors=kept, quotes=tuple(_without(quote, ids) for quote in draft.quotes))


def _parties_of(quote: Quote) -> list[str]:
    return [party for party in (quote.speaker, quote.addressee) if isinstance(party, str)]


def _is_meant(actor: Actor) -> bool:
    """Named, or described in words that point at somebody ("the embassy", "Chilean agents") rather than at anybody."""
    if actor.known or any(mention.how in ("name", "title") for mention in actor.mentions):
        return True
    first = actor.mentions[0].evidence.text.split()[0].lower()
    return first not in _INDEFINITE and (len(actor.mentions) > 1 or actor.country is not None or first == "the")


def _without(quote: Quote, kept: set[str]) -> Quote:
    """The quote, about nobody who was left out."""
    about = tuple(party for party in quote.about if party in kept)
    return quote if about == quote.about else replace(quote, about=about)
