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
from onrecord.exchange.coded import Kind, Row, Told, kind_of, named, read_rows, slug, to_day, to_number
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


def read_gdelt(lines: Iterable[str]) -> Iterator[Told]:
    """The events of a GDELT file."""
    return read_rows(lines, "gdelt", _code_row)


def _code_row(row: Row, words: str) -> CodedEvent | str:
    kind = kind_of(row["EventCode"].strip())
    event_id = named(row["GLOBALEVENTID"])
    if event_id is None:
        raise ArticleError("the row has no GLOBALEVENTID")
    day = to_day(row["SQLDATE"].strip())
    scale = to_number(row.get("GoldsteinScale", "").strip(), "GoldsteinScale")
    n_articles = to_number(row.get("NumArticles", "").strip(), "NumArticles")
    if not isinstance(kind, Kind):
        return kind
    actor, recipient = _party(*_told_of(row, "Actor1")), _party(*_told_of(row, "Actor2"))
    outlet = _outlet(row.get("SOURCEURL", "").strip())
    return CodedEvent(
        source="gdelt", source_id=event_id, row=words, type=kind.type, mode=kind.mode, quad=kind.quad, cameo=kind.code,
        goldstein=ontology.goldstein(kind.code, "gdelt") if scale is None else scale, plover_score=kind.plover_score,
        actors=(actor,) if actor else (), recipients=(recipient,) if recipient else (), first_on=day, contexts=kind.contexts,
        place=named(row.get("ActionGeo_FullName", "")),
        place_country=iso_of_fips().get(row.get("ActionGeo_CountryCode", "").strip()),
        outlets=(outlet,) if outlet else (), n_reports=max(1, int(n_articles or 1)),
    )  # fmt: skip


def _told_of(row: Row, actor: str) -> tuple[str, ...]:
    return tuple(
        row.get(f"{actor}{field}", "")
        for field in ("Code", "Name", "CountryCode", "KnownGroupCode", "Type1Code", "Type2Code")
    )


@lru_cache(maxsize=200_000)
def _party(code: str, name: str, country: str, group: str, type_1: str, type_2: str) -> Party | None:
    """The party of an actor's codes; None where GDELT found nobody."""
    whole = named(code)
    if whole is None:
        return None
    state = iso_of_letters().get(country.strip()) or _GROUPS.get(group.strip())
    sectors = [_SECTORS.get(one, one) for one in (type_1.strip(), type_2.strip())]
    known = tuple(dict.fromkeys(one for one in sectors if one in ontology.SECTORS))
    if state and whole == country.strip():
        return Party(id=state, name=shown_name(state), kind="country", country=state)
    words = (named(name) or whole).title()
    return Party(id=f"{state or 'XXX'}/{slug(words)}-{whole.lower()}", name=words, country=state, sectors=known)


@lru_cache(maxsize=200_000)
def _outlet(address: str) -> str | None:
    """The site of a report's address, without "www."; None for anything else."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


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
