"""Codes that other data sets use: countries by name and by number, CAMEO codes as they come, sectors."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from onrecord import ontology
from onrecord.gazetteer import load_gazetteer

# ICEWS writes these countries otherwise than our tables do
_ALSO = {
    "occupied palestinian territory": "PSE", "democratic republic of congo": "COD", "hong kong": "HKG", "macao": "MAC",
    "korea, south": "KOR", "korea, north": "PRK", "laos": "LAO", "micronesia, federated states of": "FSM",
    "congo, the democratic republic of the": "COD", "saint martin": "MAF",
}  # fmt: skip


class StateCodes(NamedTuple):
    """What a state is called elsewhere: its number in the Correlates of War project, its FIPS 10-4 codes, other letters."""

    cow: int | None
    fips: tuple[str, ...]
    others: tuple[str, ...]


@cache
def state_codes() -> dict[str, StateCodes]:
    """Codes by ISO 3166-1 alpha-3 (and KOS)."""
    found = {}
    for line in _text("country_codes.tsv").splitlines():
        if not line.startswith("#"):
            code, cow, fips, others = line.split("\t")
            found[code] = StateCodes(int(cow) if cow else None, tuple(fips.split()), tuple(others.split()))
    return found


@cache
def iso_of_cow() -> dict[int, str]:
    """The Correlates of War number of a state -> our code."""
    return {codes.cow: code for code, codes in state_codes().items() if codes.cow is not None}


@cache
def iso_of_fips() -> dict[str, str]:
    """FIPS 10-4 -> our code, as GDELT's places need it."""
    return {fips: code for code, codes in state_codes().items() for fips in codes.fips}


@cache
def iso_of_letters() -> dict[str, str]:
    """Three letters as CAMEO's actors have them -> our country field: states, and the bodies of PLOVER."""
    own = {code: code for code in (*state_codes(), *ontology.BODIES)}
    return own | {other: code for code, codes in state_codes().items() for other in codes.others}


@cache
def iso_of_name() -> dict[str, str]:
    """A country's name in lower case -> our code, the ruling state's for a territory."""
    names = {
        " ".join(tokens).lower(): name.country
        for tokens, name in load_gazetteer().names.items()
        if name.kind in ("country", "region") and (name.kind == "country" or name.id.split("/")[-1] in _slugs(tokens))
    }
    return names | _ALSO


@cache
def shown_name(code: str) -> str:
    """The name of a country or body code, the code itself where it has none.

    >>> shown_name("RUS"), shown_name("XXX")
    ('Russia', 'XXX')
    """
    return load_gazetteer().shown.get(code, code)


def _slugs(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return ("-".join(tokens).lower(),)


@lru_cache(maxsize=4096)
def cameo_of(told: str) -> str | None:
    """A CAMEO code as a file has it -> the code: spreadsheets drop the leading zero. None where there is no such code.

    >>> cameo_of("0211"), cameo_of("211"), cameo_of("43"), cameo_of("190"), cameo_of("999")
    ('0211', '0211', '043', '190', None)
    """
    codes = ontology.cameo_codes()
    if len(told) >= 3 and told in codes:
        return told
    return "0" + told if "0" + told in codes else None


@cache
def sector_of_icews() -> dict[str, str]:
    """ICEWS's name of a sector -> PLOVER's."""
    return {name: sector for sector, names in tomllib.loads(_text("icews_sectors.toml")).items() for name in names}


@cache
def columns_of(layout: str) -> tuple[str, ...]:
    """The published columns of a layout, in their order."""
    return tuple(tomllib.loads(_text("layouts.toml"))[layout])


def _text(name: str) -> str:
    return files(__name__.rpartition(".")[0]).joinpath("data", name).read_text(encoding="utf-8")
