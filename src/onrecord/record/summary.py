"""What the reports of an entry say together: the majority of independent reports, and where they differ.

Copies of one article count as one voice. Ties go to the surer report, then to the alphabet, so the summary depends on
the reports and on nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.record.codings import Coding, EventCoding, QuoteCoding, to_ordinal
from onrecord.record.keys import first_seq

Values = dict[str, Any]
_VERBATIM = {"indirect": 0, "mixed": 1, "direct": 2}  # how much of the speaker's own words a kind gives
MAX_TITLES = 20  # of an entry's articles, those that search looks at
MAX_WORDINGS = 50  # of an entry's other reports, those that search looks at
BREAK = (
    "\n\ue000\n"  # between texts that a search looks at: a word that nobody asks for, so that no phrase goes over it
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A report of an entry with what is known of its article."""

    id: str
    coding: Coding
    article: str
    published_on: str | None
    outlet: str | None
    title: str | None
    details: frozenset[str] = frozenset()
    loaded_at: str


Voices = Mapping[str, str]  # article -> the first of its copies
Said = Callable[[Any], str | None]


def summarise(members: Sequence[Member], voices: Voices) -> Values:
    """The columns of an entry's row, `seq` left out (`want_seq` gives it)."""
    ordered = sorted(members, key=_founding_order)
    if isinstance(ordered[0].coding, EventCoding):
        return _event_values(ordered, voices)
    return _quote_values(ordered, voices)


def founder(members: Iterable[Member]) -> str:
    """The id of an entry: that of its earliest report, by day of publication and then by id."""
    return min(members, key=_founding_order).id


def want_seq(values: Values) -> int:
    """Where an entry wants to stand among its kind."""
    day = values["first_on"]
    return first_seq(to_ordinal(day) if day else 0, values["id"])


def _founding_order(member: Member) -> tuple[str, str]:
    return (member.published_on or "9999", member.id)


def _shared_values(ordered: Sequence[Member], voices: Voices) -> Values:
    return {
        "id": ordered[0].id,
        "n_reports": len({member.article for member in ordered}),
        "n_independent": len({voices.get(member.article, member.article) for member in ordered}),
        "outlets": to_list(tuple(sorted({member.outlet for member in ordered if member.outlet}))),
        "prob": max(member.coding.prob for member in ordered),
        "loaded_at": min(member.loaded_at for member in ordered),
    }


def _event_values(ordered: Sequence[Member], voices: Voices) -> Values:
    codings: list[tuple[Member, EventCoding]] = [(m, m.coding) for m in ordered if isinstance(m.coding, EventCoding)]
    type_, mode = _choose(ordered, voices, lambda c: (c.type, c.mode))
    typed = max((c for _, c in codings if (c.type, c.mode) == (type_, mode)), key=lambda c: c.prob)
    parties = _choose(
        ordered, voices, lambda c: (c.actors, c.recipients, c.actor_countries, c.recipient_countries, c.reciprocal)
    )
    place, place_country = _choose(ordered, voices, lambda c: (c.place, c.place_country), known=lambda told: told[0])
    lead = codings[0][1]
    return {
        **_shared_values(ordered, voices),
        **_chosen_days(ordered, voices),
        "type": type_,
        "mode": mode,
        **{name: getattr(typed, name) for name in ("quad", "cameo", "goldstein", "plover_score")},
        "modality": _choose(ordered, voices, lambda c: c.modality),
        "asserted_by": _choose(ordered, voices, lambda c: c.asserted_by),
        **dict(
            zip(
                ("actors", "recipients", "actor_countries", "recipient_countries"),
                map(to_list, parties[:4]),
                strict=False,
            )
        ),
        "reciprocal": int(parties[4]),
        "place": place,
        "place_country": place_country,
        "contexts": to_list(tuple(sorted({context for _, coding in codings for context in coding.contexts}))),
        "words": lead.sentence,
        "anchor": to_list(lead.anchor),
        "titles": _searched(ordered, lead.sentence, (coding.sentence for _, coding in codings)),
        "disagreements": _ENCODE(_event_disagreements(ordered, voices)),
        "origin": "read",
    }


def _quote_values(ordered: Sequence[Member], voices: Voices) -> Values:
    codings: list[QuoteCoding] = [m.coding for m in ordered if isinstance(m.coding, QuoteCoding)]
    speaker, words, country = _choose(
        ordered, voices, lambda c: (c.speaker, c.speaker_words, c.speaker_country), known=lambda told: told[0]
    )
    addressee, addressee_country = _choose(
        ordered, voices, lambda c: (c.addressee, c.addressee_country), known=lambda told: told[0]
    )
    named = {name: country for c in codings for name, country in zip(c.about, c.about_countries, strict=True)}
    about = dict(sorted(named.items()))
    longest = max(codings, key=lambda coding: (_VERBATIM[coding.kind], len(coding.content), coding.content))
    return {
        **_shared_values(ordered, voices),
        **_chosen_days(ordered, voices),
        "kind": longest.kind,
        "speaker": speaker,
        "speaker_words": words,
        "speaker_country": country,
        "addressee": addressee,
        "addressee_country": addressee_country,
        "about": to_list(tuple(about)),
        "about_countries": to_list(tuple(about.values())),
        "polarity": longest.polarity,
        "words": longest.content,
        "titles": _searched(ordered, longest.content, (coding.content for coding in codings)),
        "disagreements": _ENCODE(_quote_disagreements(ordered, voices)),
    }


def _searched(ordered: Sequence[Member], words: str, wordings: Iterable[str]) -> str:
    """What a search looks at beside an entry's own words: its articles' titles, and what its other reports say."""
    titles = dict.fromkeys(member.title for member in ordered if member.title)
    others = dict.fromkeys(wording for wording in wordings if wording not in words)
    return BREAK.join([*list(titles)[:MAX_TITLES], *list(others)[:MAX_WORDINGS]])


def _chosen_days(ordered: Sequence[Member], voices: Voices) -> Values:
    """The days that most reports tell; a day told in a text wins over the day of publication."""
    names = ("first_on", "last_on", "granularity", "day_from")
    days = _choose(
        ordered,
        voices,
        lambda c: (c.first_on, c.last_on, c.granularity, c.day_from),
        known=lambda told: told[3] == "text",
    )
    if days[3] == "publication":  # nobody tells the day: the first to print it was nearest
        first = min(member.published_on for member in ordered if member.published_on)
        days = (first, first, None, "publication")
    return dict(zip(names, days, strict=True))


def _choose(
    members: Sequence[Member], voices: Voices, told: Callable[[Any], Any], known: Callable[[Any], Any] | None = None
) -> Any:
    """The value that most voices tell; among those for which `known` is true, where there are any."""
    if len(members) == 1:
        return told(members[0].coding)
    voters: dict[Any, set[str]] = {}
    probs: dict[Any, float] = {}
    for member in members:
        value = told(member.coding)
        voters.setdefault(value, set()).add(voices.get(member.article, member.article))
        probs[value] = max(probs.get(value, 0.0), member.coding.prob)
    wanted = [value for value in voters if known is None or known(value)] or list(voters)
    return min(wanted, key=lambda value: (-len(voters[value]), -probs[value], repr(value)))


def _event_disagreements(members: Sequence[Member], voices: Voices) -> list[list[Any]]:
    fates = {f: (lambda c, f=f: _text(dict(c.toll).get(f))) for f in ("dead", "injured", "arrested")}
    said: dict[str, Said] = {"day": _told_day, **fates}
    said |= {"type": lambda c: c.type, "mode": lambda c: c.mode, "modality": lambda c: c.modality}
    return _disagreements(members, voices, said)


def _quote_disagreements(members: Sequence[Member], voices: Voices) -> list[list[Any]]:
    said: dict[str, Said] = {"day": _told_day, "speaker": lambda c: c.speaker, "polarity": lambda c: c.polarity}
    return _disagreements(members, voices, said)


def _disagreements(members: Sequence[Member], voices: Voices, said: Mapping[str, Said]) -> list[list[Any]]:
    """[field, [[value, independent reports], ...]] for each field of which two values are told."""
    if len(members) == 1:
        return []
    found: list[list[Any]] = []
    for field, told in said.items():
        voters: dict[str, set[str]] = {}
        for member in members:
            value = told(member.coding)
            if value is not None:
                voters.setdefault(value, set()).add(voices.get(member.article, member.article))
        if len(voters) > 1:
            counted = sorted(((value, len(voted)) for value, voted in voters.items()), key=lambda v: (-v[1], v[0]))
            found.append([field, [list(pair) for pair in counted]])
    return found


def _told_day(coding: Coding) -> str | None:
    """The day as the text tells it; a day of publication is no claim."""
    if coding.day_from != "text":
        return None
    return coding.first_on if coding.first_on == coding.last_on else f"{coding.first_on} to {coding.last_on}"


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


@lru_cache(maxsize=2_048)
def to_list(values: tuple[Any, ...]) -> str:
    """A tuple as a column holds it: the most are short and come again and again."""
    return _ENCODE(values)


@lru_cache(maxsize=2_048)
def from_list(told: str) -> tuple[Any, ...]:
    """The inverse of `to_list`."""
    return tuple(json.loads(told))


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
