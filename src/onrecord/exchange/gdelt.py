"""GDELT's event table, in (1.0 and 2.0: 57, 58 or 61 columns, header or none, tab or comma) and out (1.0, 58 columns)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from onrecord import ontology
from onrecord.entries import CodedEvent, EventEntry, Party
from onrecord.errors import ArticleError
from onrecord.exchange.coded import Fields, Kind, Told, kind_of, named, read_rows, slug, to_day, to_number
from onrecord.exchange.codes import columns_of, iso_of_fips, iso_of_letters, shown_name, state_codes
from onrecord.exchange.pairs import Names, pairs_of

_SECTORS = {  # CAMEO's letters that PLOVER uses otherwise or not at all
    "MED": "JRN", "HLH": "MED", "INS": "REB", "SEP": "REB", "RAD": "UAF", "MOD": "UNK", "DEV": "SOC", "ENV": "SOC", "HRI": "SOC",
}  # fmt: skip
_GROUPS = {
    "UNO": "UNO",
    "EEC": "EUR",
    "EUR": "EUR",
    "NGO": "NGO",
    "IGO": "IGO",
    "MNC": "MNC",
    "IMG": "IMG",
    "NAT": "IGO",
}


_OF_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "Type1Code", "Type2Code")
_TAKEN = (
    "EventCode", "GLOBALEVENTID", "SQLDATE", "GoldsteinScale", "NumArticles", "ActionGeo_FullName", "ActionGeo_CountryCode", "SOURCEURL",
    *(f"{actor}{field}" for actor in ("Actor1", "Actor2") for field in _OF_ACTOR),
)  # fmt: skip


def read_gdelt(lines: Iterable[str]) -> Iterator[Told]:
    """The events of a GDELT file."""
    return read_rows(lines, "gdelt", _TAKEN, _code_row)


def _code_row(fields: Fields, row: str) -> CodedEvent | str:
    code, event_id, day_told, scale_told, articles_told, place, place_code, address, *of_actors = fields
    kind = kind_of(code.strip())
    source_id = named(event_id)
    if source_id is None:
        raise ArticleError("the row has no GLOBALEVENTID")
    day = to_day(day_told.strip())
    scale = to_number(scale_told.strip(), "GoldsteinScale")
    n_articles = to_number(articles_told.strip(), "NumArticles")
    if not isinstance(kind, Kind):
        return kind
    return CodedEvent(
        source="gdelt", source_id=source_id, row=row, type=kind.type, mode=kind.mode, quad=kind.quad, cameo=kind.code,
        goldstein=ontology.goldstein(kind.code, "gdelt") if scale is None else scale, plover_score=kind.plover_score,
        actors=_side(*of_actors[: len(_OF_ACTOR)]), recipients=_side(*of_actors[len(_OF_ACTOR) :]), first_on=day,
        contexts=kind.contexts, place=named(place), place_country=iso_of_fips().get(place_code.strip()),
        outlets=_outlets(address), n_reports=max(1, int(n_articles or 1)),
    )  # fmt: skip


@lru_cache(maxsize=200_000)
def _side(code: str, name: str, country: str, group: str, type_1: str, type_2: str) -> tuple[Party, ...]:
    """The party of an actor's codes; nobody where GDELT found none."""
    whole = named(code)
    if whole is None:
        return ()
    state = iso_of_letters().get(country.strip()) or _GROUPS.get(group.strip())
    sectors = [_SECTORS.get(one, one) for one in (type_1.strip(), type_2.strip())]
    known = tuple(dict.fromkeys(one for one in sectors if one in ontology.SECTORS))
    if state and whole == country.strip():
        return (Party(id=state, name=shown_name(state), kind="country", country=state),)
    words = (named(name) or whole).title()
    return (Party(id=f"{state or 'XXX'}/{slug(words)}-{whole.lower()}", name=words, country=state, sectors=known),)


def _outlets(address: str) -> tuple[str, ...]:
    """The site of a report's address, without "www."; nothing for anything else. Of its path nothing is looked at or remembered."""
    scheme, mark, rest = address.partition("://")
    return _site(scheme + mark + rest.partition("/")[0])


@lru_cache(maxsize=65_536)
def _site(address: str) -> tuple[str, ...]:
    try:
        host = urlsplit(address.strip()).hostname
    except ValueError:
        return ()
    return (host.removeprefix("www."),) if host else ()


def to_gdelt(entry: EventEntry, names: Names) -> Iterator[list[Any]]:
    """An entry as rows of GDELT 1.0, one for each actor and recipient. What we do not measure (AvgTone, points) stays empty."""
    if entry.first_on is None or entry.cameo is None:
        return
    day = entry.first_on
    base, root = entry.cameo[:3], entry.cameo[:2]
    place = entry.place or (shown_name(entry.place_country) if entry.place_country else None)
    fips = state_codes()[entry.place_country].fips if entry.place_country in state_codes() else ()
    url = next((report.url for report in entry.reports if report.url), None)
    for number, (actor, recipient) in enumerate(pairs_of(entry, names)):
        told: dict[str, Any] = {
            "GLOBALEVENTID": number_of(entry.id, number), "SQLDATE": int(day.strftime("%Y%m%d")), "MonthYear": int(day.strftime("%Y%m")),
            "Year": day.year, "FractionDate": round(day.year + ((day.month - 1) * 30 + day.day) / 365, 4), "IsRootEvent": 1,
            "EventCode": entry.cameo, "EventBaseCode": base, "EventRootCode": root, "QuadClass": cameo_quad(root),
            "GoldsteinScale": ontology.goldstein(entry.cameo, "gdelt"), "NumMentions": entry.n_reports,
            "NumSources": max(1, len(entry.outlets)), "NumArticles": entry.n_reports, "ActionGeo_FullName": place,
            "ActionGeo_CountryCode": fips[0] if fips else None, "DATEADDED": int(day.strftime("%Y%m%d")), "SOURCEURL": url,
        }  # fmt: skip
        told |= _actor_columns("Actor1", actor) | _actor_columns("Actor2", recipient)
        yield [told.get(name) for name in columns_of("gdelt")]


def _actor_columns(which: str, party: Party) -> dict[str, Any]:
    if not party.id:
        return {}
    sectors = [*party.sectors, "", "", ""][:3]
    country = party.country if party.country in state_codes() else None
    group = party.country if party.country and not country else None
    return {
        f"{which}Code": (party.country or "") + "".join(sectors) or None, f"{which}Name": party.name.upper(),
        f"{which}CountryCode": country, f"{which}KnownGroupCode": group, f"{which}Type1Code": sectors[0] or None,
        f"{which}Type2Code": sectors[1] or None, f"{which}Type3Code": sectors[2] or None,
    }  # fmt: skip


def cameo_quad(root: str) -> int:
    """CAMEO's quad of a root code: 01 to 05, 06 to 08, 09 to 13, and the rest."""
    number = int(root)
    return 1 if number <= 5 else 2 if number <= 8 else 3 if number <= 13 else 4


def number_of(entry_id: str, row: int) -> int:
    """A whole number for an entry's id and the row of its pair: GDELT's readers take no other ids. 15 digits of a hash."""
    return int.from_bytes(hashlib.sha256(f"{entry_id} {row}".encode()).digest()[:8], "big") % 10**15
