"""The published ICEWS layout, in and out (20 columns, tab-separated, with a header)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from onrecord import ontology
from onrecord.entries import CodedEvent, EventEntry, Party
from onrecord.errors import ArticleError
from onrecord.exchange.coded import Kind, Row, Told, kind_of, named, read_rows, slug, to_day, to_number
from onrecord.exchange.codes import iso_of_name, sector_of_icews, shown_name
from onrecord.exchange.pairs import Names, pairs_of
from onrecord.gazetteer import load_gazetteer


def read_icews(lines: Iterable[str]) -> Iterator[Told]:
    """The events of an ICEWS file."""
    return read_rows(lines, "icews", _code_row)


def _code_row(row: Row, words: str) -> CodedEvent | str:
    kind = kind_of(row["CAMEO Code"].strip())
    event_id = named(row["Event ID"])
    if event_id is None:
        raise ArticleError("the row has no Event ID")
    day = to_day(row["Event Date"].strip())
    intensity = to_number(row.get("Intensity", "").strip(), "Intensity")
    if not isinstance(kind, Kind):
        return kind
    actor = _party(row["Source Name"], row["Source Country"], row.get("Source Sectors", ""))
    recipient = _party(row["Target Name"], row["Target Country"], row.get("Target Sectors", ""))
    country, outlet = named(row.get("Country", "")), named(row.get("Publisher", ""))
    return CodedEvent(
        source="icews", source_id=event_id, row=words, type=kind.type, mode=kind.mode, quad=kind.quad, cameo=kind.code,
        goldstein=kind.goldstein if intensity is None else intensity, plover_score=kind.plover_score,
        actors=(actor,) if actor else (), recipients=(recipient,) if recipient else (), first_on=day, contexts=kind.contexts,
        place=named(row.get("City", "")) or country, place_country=iso_of_name().get((country or "").lower()),
        outlets=(outlet,) if outlet else (),
    )  # fmt: skip


@lru_cache(maxsize=200_000)
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
