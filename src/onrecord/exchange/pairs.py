"""An entry as pairs of one actor and one recipient, as the layouts need it that have a row for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.entries import EventEntry, Party
from onrecord.exchange.codes import shown_name

Names = Mapping[str, Party]  # parties by id, for their names and sectors
NOBODY = Party(id="", name="")


def pairs_of(entry: EventEntry, names: Names) -> Iterator[tuple[Party, Party]]:
    """Each actor with each recipient; the parties of a reciprocal act in both orders; an actor alone with nobody."""
    actors = [party_of(one, country, names) for one, country in zip(entry.actors, entry.actor_countries, strict=True)]
    recipients = [
        party_of(one, country, names) for one, country in zip(entry.recipients, entry.recipient_countries, strict=True)
    ]
    if entry.reciprocal and not recipients and len(actors) > 1:
        yield from ((actor, other) for actor in actors for other in actors if actor.id != other.id)
        return
    for actor in actors or [NOBODY]:
        for recipient in recipients or [NOBODY]:
            yield actor, recipient
            if entry.reciprocal and NOBODY not in (actor, recipient):
                yield recipient, actor


def party_of(party_id: str, country: str | None, names: Names) -> Party:
    """Who an id stands for: from `names`, else what the id itself tells."""
    if party_id in names:
        return names[party_id]
    last = party_id.rpartition("/")[2]
    name = shown_name(party_id) if party_id == country else last.replace("-", " ").title()
    return Party(id=party_id, name=name, country=country)
