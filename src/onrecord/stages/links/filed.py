"""Whose president "the president" is at the head of a report: that of the country from which it was filed."""

from __future__ import annotations

from onrecord.gazetteer.offices import kind_of_office
from onrecord.stages.datelines import find_dateline
from onrecord.stages.links.chains import Cast
from onrecord.stages.links.lists import words_of
from onrecord.stages.links.possessors import tell_countries

_ONE_EACH = frozenset(("president", "prime minister", "monarch"))  # offices of which a state has one, and no body of it
_TITLED = ("President ", "Prime Minister ", "King ")


def take_from_dateline(cast: Cast) -> None:
    """ "MOGADISHU - The president left": what each state has one of is that of the dateline, until the story names another country."""
    dateline = find_dateline(cast.article, cast.draft.gazetteer)
    if dateline is None or dateline.country is None:
        return
    words = dateline.span.of(cast.article.text).lower()
    if any(town in words for town in words_of("host_towns")):
        return
    told: dict[int, str] = {}
    for i, phrase in enumerate(cast.phrases):
        chain = cast.chain(i)
        named = phrase.country or (chain.country if chain is not None else None)
        if named not in (None, dateline.country):
            break
        if named is None and _is_one_of_each(cast, i) and _has_office(cast, dateline.country, phrase.office):
            told[i] = dateline.country
    tell_countries(cast, told)


def _has_office(cast: Cast, country: str, office: str | None) -> bool:
    """Whether somebody is known to hold or have held an office in a country: a prime minister in Washington is another's."""
    day = cast.article.published_on
    return office is None or day is None or bool(cast.draft.gazetteer.people.holders(country, office, day))


def _is_one_of_each(cast: Cast, i: int) -> bool:
    """Whether a phrase says no more than what each state has one of: "the president", "President Osei"; not "the president of"."""
    phrase, text = cast.phrases[i], cast.article.text
    if phrase.how == "title":
        return kind_of_office(phrase.office or "") in _ONE_EACH and text.startswith(_TITLED, phrase.span.start)
    words = phrase.span.of(text).lower().split()
    if (
        phrase.how != "description"
        or phrase.number == "pl"
        or words[0] != "the"
        or text.startswith(" of ", phrase.span.end)
    ):
        return False
    plain = " ".join(words[1:])
    if phrase.kind == "person":
        return plain == phrase.office and kind_of_office(plain) in _ONE_EACH
    return plain in words_of("one_each")
