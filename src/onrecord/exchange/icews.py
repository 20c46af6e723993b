"""The published ICEWS layout, in and out (20 columns, tab-separated, with a header)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from onrecord import ontology
from onrecord.entries import CodedEvent, EventEntry, Party
from onrecord.errors import ArticleError
from onrecord.exchange.coded import Fields, Kind, Told, kind_of, named, read_rows, slug, to_day, to_number
from onrecord.exchange.codes import iso_of_name, sector_of_icews, shown_name
from onrecord.exchange.pairs import Names, pairs_of
from onrecord.gazetteer import load_gazetteer

_TAKEN = (
    "CAMEO Code", "Event ID", "Event Date", "Intensity", "Source Name", "Source Country", "Source Sectors", "Target Name",
    "Target Country", "Target Sectors", "City", "Country", "Publisher",
)  # fmt: skip


def read_icews(lines: Iterable[str]) -> Iterator[Told]:
    """The events of an ICEWS file."""
    return read_rows(lines, "icews", _TAKEN, _code_row)


def _code_row(fields: Fields, row: str) -> CodedEvent | str:
    code, event_id, day_told, intensity_told, *of_parties, city, country, publisher = fields
    kind = kind_of(code.strip())
    source_id = named(event_id)
    if source_id is None:
        raise ArticleError("the row has no Event ID")
    day = to_day(day_told.strip())
    intensity = to_number(intensity_told.strip(), "Intensity")
    if not isinstance(kind, Kind):
        return kind
    place, place_country = _place(city, country)
    return CodedEvent(
        source="icews", source_id=source_id, row=row, type=kind.type, mode=kind.mode, quad=kind.quad, cameo=kind.code,
        goldstein=kind.goldstein if intensity is None else intensity, plover_score=kind.plover_score,
        actors=_side(*of_parties[:3]), recipients=_side(*of_parties[3:]), first_on=day, contexts=kind.contexts, place=place,
        place_country=place_country, outlets=_outlets(publisher),
    )  # fmt: skip


@lru_cache(maxsize=200_000)
def _place(city: str, country: str) -> tuple[str | None, str | None]:
    """The words for a place, and the code of its country."""
    state = named(country)
    return named(city) or state, iso_of_name().get((state or "").lower())


@lru_cache(maxsize=65_536)
def _outlets(publisher: str) -> tuple[str, ...]:
    outlet = named(publisher)
    return (outlet,) if outlet else ()


@lru_cache(maxsize=200_000)
def _side(name: str, country: str, sectors: str) -> tuple[Party, ...]:
    party = _party(name, country, sectors)
    return (party,) if party else ()


def _party(name: str, country: str, sectors: str) -> Party | None:
    """The party that a name, a country and a list of sectors tell; None where there is no name."""
    words, state = named(name), named(country)
    if words is None:
        return None
    code = iso_of_name().get(state.lower()) if state else None
    if code and words.lower() in (state.lower() if state else "", shown_name(code).lower()):
        return Party(id=code, name=shown_name(code), kind="country", country=code)
    body = None if code else load_gazetteer().names.get(tuple(words.split()))
    if body is not None:
        return Party(id=body.id, name=words, kind="organization", country=body.country, sectors=body.sectors)
    known = [sector_of_icews().get(one.strip()) for one in sectors.split(",")]
    return Party(
        id=f"{code or 'XXX'}/{slug(words)}", name=words, country=code, sectors=tuple(dict.fromkeys(s for s in known if s)),
    )  # fmt: skip


def to_icews(entry: EventEntry, names: Names) -> Iterator[list[Any]]:
    """An entry as ICEWS rows, one for each actor and recipient; a reciprocal act gives both orders.

    Each row has an id of its own, as in the published files: the entry's, with "-2" and so on from the second row.
    An event without a day gives none: no row of ICEWS is without.
    """
    if entry.first_on is None:
        return
    code = ontology.cameo_codes().get(entry.cameo or "")
    day = entry.first_on.isoformat()
    story = entry.reports[0].article_id if entry.reports else None
    outlet = entry.outlets[0] if entry.outlets else None
    country = shown_name(entry.place_country) if entry.place_country else None
    for number, (actor, recipient) in enumerate(pairs_of(entry, names), start=1):
        row_id = entry.id if number == 1 else f"{entry.id}-{number}"
        yield [
            row_id, day, actor.name, _sectors(actor), _country(actor), code.name.capitalize() if code else None, entry.cameo,
            entry.goldstein, recipient.name, _sectors(recipient), _country(recipient), story, None, outlet, entry.place, None, None,
            country, None, None,
        ]  # fmt: skip


def _sectors(party: Party) -> str | None:
    return ",".join(party.sectors) or None


def _country(party: Party) -> str | None:
    return shown_name(party.country) if party.country else None
