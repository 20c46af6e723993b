"""Chains become actors with stable ids, and each phrase says whom it means."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.facts import Actor, Evidence, Mention, Unlinked
from onrecord.frames import Draft, Phrase
from onrecord.stages.links.chains import Cast, Chain, plain
from onrecord.text import Article, Span

_LONG_POSSESSOR = 12  # code points before a name from which the mention shows the bare name


def with_actors(cast: Cast) -> Draft:
    """The draft with `actors` (in the order in which they are first spoken of), `party_of` and `members_of`."""
    order = sorted(
        (at for at, chain in enumerate(cast.chains) if chain.phrases), key=lambda at: cast.chains[at].phrases[0]
    )
    ids = _ids(cast.chains, order)
    members: list[tuple[str, ...]] = [()] * len(cast.phrases)
    for i, chains in cast.members.items():
        members[i] = tuple(ids[at] for at in chains)
    return replace(
        cast.draft,
        actors=tuple(_actor(cast, cast.chains[at], ids[at]) for at in order),
        party_of=tuple(_party(cast, i, ids) for i in range(len(cast.phrases))),
        members_of=tuple(members),
    )


def _party(cast: Cast, i: int, ids: dict[int, str]) -> str | Unlinked | None:
    at = cast.chain_of[i]
    if at is not None:
        return ids[at]
    return Unlinked(cast.reason_of[i]) if i in cast.reason_of else None


def _ids(chains: list[Chain], order: list[int]) -> dict[int, str]:
    """The gazetteer's id, else country and slug; a number behind it where two bear the same name."""
    found: dict[int, str] = {}
    taken: set[str] = {chain.key for chain in chains if chain.key is not None}
    last: dict[str, int] = {}
    for at in order:
        chain = chains[at]
        if chain.key is not None:
            found[at] = chain.key
            continue
        base = actor_id = f"{chain.country or 'XXX'}/{_slug(chain.name)}"
        while actor_id in taken:
            last[base] = last.get(base, 1) + 1
            actor_id = f"{base}-{last[base]}"
        taken.add(actor_id)
        found[at] = actor_id
    return found


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-") or "unnamed"


def _actor(cast: Cast, chain: Chain, actor_id: str) -> Actor:
    return Actor(
        id=actor_id,
        name=chain.name,
        kind=chain.kind,
        country=chain.country,
        sectors=chain.sectors,
        office=chain.office,
        known=chain.key is not None,
        mentions=tuple(dict.fromkeys(_mention(cast.article, cast.phrases[i]) for i in chain.phrases)),
    )


def _mention(article: Article, phrase: Phrase) -> Mention:
    """A mention shows the bare name where possessors stand before it, else the phrase."""
    lead = phrase.head.start - phrase.span.start
    bare = phrase.kind == "person" and phrase.how in ("name", "title") and lead > _LONG_POSSESSOR
    span: Span = phrase.head if bare else phrase.span
    return Mention(
        evidence=Evidence(article_id=article.id, start=span.start, end=span.end, text=span.of(article.text)),
        how=phrase.how,
    )
