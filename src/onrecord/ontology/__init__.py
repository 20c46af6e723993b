"""What can happen, as codes: PLOVER's types and modes, CAMEO's codes, and how the one is read as the other.

The finest code is stored (type and mode by the manual of 2024, "plover-2024") and coarser or older ones are projected by
a named profile. `plover_score` is PLOVER's own scale and `goldstein` CAMEO's; both run from -10 to +10 and they are not
the same scale, so they are never mixed.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from onrecord.errors import ConfigError, EvidenceError

NAME = "plover-2024"
Profile = Literal["plover-2024", "plv-2023", "cameo"]
Scale = Literal["icews", "gdelt"]
PROFILES: tuple[Profile, ...] = ("plover-2024", "plv-2023", "cameo")


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One row of the crosswalk; types are None where the manual drops the code, and on the twenty roots."""

    code: str
    name: str
    type_2021: str | None
    mode_2021: str | None
    contexts_2021: tuple[str, ...]
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    goldstein_icews: float | None
    goldstein_gdelt: float | None
    note: str


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath("data", name).read_text(encoding="utf-8"))


_PLOVER = _load("plover.toml")
_VOCABULARY = _load("vocabulary.toml")
_CAMEO_OF = _load("cameo_of.toml")

TYPES: tuple[str, ...] = tuple(_PLOVER)
CONTEXTS: dict[str, str] = _VOCABULARY["contexts"]
SECTORS: dict[str, str] = _VOCABULARY["sectors"]
BODIES: dict[str, str] = _VOCABULARY["bodies"]  # country codes beside ISO-3166 alpha-3
FUTURE_OF = {"RETREAT": "CONCEDE", "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE"}


def modes(type: str) -> tuple[str, ...]:  # noqa: A002 - PLOVER's word
    """The modes of a type, in the manual's order.

    >>> modes("SANCTION")
    ('convict', 'expel', 'withdraw', 'discontinue')
    """
    return tuple(_PLOVER[type].get("modes", ()))


def check_event(type: str, mode: str | None) -> None:  # noqa: A002
    """Raise EvidenceError on a type that PLOVER does not have, or a mode of another type."""
    if type not in _PLOVER:
        raise EvidenceError(f"event type {type!r} is not one of {', '.join(TYPES)}")
    if mode is not None and mode not in modes(type):
        raise EvidenceError(f"mode {mode!r} is not one of {type}: {', '.join(modes(type)) or 'it has none'}")


def quad(type: str) -> int:  # noqa: A002
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

    >>> quad("THREATEN")
    3
    """
    return int(_PLOVER[type]["quad"])


def needs_recipient(type: str) -> bool:  # noqa: A002
    """Whether the manual codes the type only with somebody to whom it is done."""
    return bool(_PLOVER[type]["needs_recipient"])


def plover_score(type: str, mode: str | None = None) -> float:  # noqa: A002
    """PLOVER's score of a type and mode, -10 to +10 (not Goldstein's scale).

    >>> plover_score("ASSAULT", "drone")
    -9.5
    """
    return float(_PLOVER[type].get("modes", {}).get(mode, _PLOVER[type]["score"]))


def cameo_code(type: str, mode: str | None = None) -> str | None:  # noqa: A002
    """The most general CAMEO code for a type and mode; None where CAMEO has none (a resignation, say).

    >>> cameo_code("SANCTION", "withdraw"), cameo_code("RETREAT", "resign")
    ('161', None)
    """
    codes = _CAMEO_OF[type]
    return codes.get(mode or "", codes[""]) or None


def goldstein(code: str, scale: Scale = "icews") -> float | None:
    """CAMEO's Goldstein value of a code, as ICEWS or GDELT publish it; None for a code that they do not score.

    >>> goldstein("161"), goldstein("164", "gdelt")
    (-4.0, -7.0)
    """
    row = cameo_codes()[code]
    return row.goldstein_icews if scale == "icews" else row.goldstein_gdelt


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """All CAMEO codes, the twenty roots included, by code."""
    lines = files(__name__).joinpath("data", "cameo.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith(("#", "code\t")))
    return {row[0]: _code_of(row) for row in rows}


def _code_of(row: list[str]) -> CameoCode:
    code, name, type_2021, mode_2021, context_2021, type_, mode, contexts, icews, gdelt, note = row
    return CameoCode(
        code=code,
        name=name,
        type_2021=type_2021 or None,
        mode_2021=mode_2021 or None,
        contexts_2021=tuple(context_2021.split()),
        type=type_ or None,
        mode=mode or None,
        contexts=tuple(contexts.split()),
        goldstein_icews=float(icews) if icews else None,
        goldstein_gdelt=float(gdelt) if gdelt else None,
        note=note,
    )


def from_cameo(code: str, profile: Profile = "plover-2024") -> tuple[str, str | None, tuple[str, ...]] | None:
    """What a CAMEO code is in a profile: type, mode, contexts; None where it is dropped (remarks, 01) or a root.

    "plv-2023" follows the crosswalk of 2021, with CONCEDE and RETREAT as one type, YIELD, and no modes.

    >>> from_cameo("163"), from_cameo("163", "plv-2023")
    (('SANCTION', 'discontinue', ('economic',)), ('COERCE', None, ('diplomatic',)))
    """
    row = cameo_codes()[code]
    if profile == "plover-2024":
        return (row.type, row.mode, row.contexts) if row.type else None
    if profile == "plv-2023":
        return (_merged(row.type_2021), None, row.contexts_2021) if row.type_2021 else None
    raise ConfigError(f"a CAMEO code cannot be read as {profile!r}; use plover-2024 or plv-2023")


def project(type: str, mode: str | None, profile: Profile, *, promised: bool = False, apology: bool = False) -> str:  # noqa: A002
    """A type and mode of plover-2024 as a label of `profile` (ontology notes, section 3).

    `promised`: a concession that is announced and not yet carried out; `apology`: a concession by apology. Older label
    sets put the first under AGREE and the second under SUPPORT, imposed sanctions under COERCE and convictions under ACCUSE.
    "cameo" gives the code.

    >>> project("SANCTION", "discontinue", "plv-2023"), project("CONCEDE", None, "plv-2023", promised=True)
    ('COERCE', 'AGREE')
    """
    check_event(type, mode)
    if profile == "plover-2024":
        return type
    if profile == "cameo":
        return cameo_code(type, mode) or ""
    if profile != "plv-2023":
        raise ConfigError(f"{profile!r} is not a profile; use one of {', '.join(PROFILES)}")
    if type == "CONCEDE" and (promised or apology):
        return "AGREE" if promised else "SUPPORT"
    older = {("SANCTION", "discontinue"): "COERCE", ("SANCTION", "convict"): "ACCUSE"}
    return older.get((type, mode or ""), _merged(type))


def _merged(type_: str) -> str:
    return "YIELD" if type_ in ("CONCEDE", "RETREAT") else type_
