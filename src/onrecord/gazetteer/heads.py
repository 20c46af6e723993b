"""Heads of bodies by description: "the NATO secretary-general", "head of the CIA", "the UN's human rights chief" (data/heads.tsv)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from onrecord.gazetteer.names import Gazetteer
from onrecord.gazetteer.offices import leading_office
from onrecord.gazetteer.phrases import load_lists

_ANY_HEAD = ("head", "chief", "boss", "leader", "top official")
_NO_BODY = "-"
_DROPPED = frozenset(("the", "of", "'s", "'"))


@cache
def _offices() -> dict[tuple[str, str], tuple[str, str]]:
    """The body and what its head is called -> the country of the office, and its name."""
    text = files("onrecord.gazetteer").joinpath("data", "heads.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for body, country, office, called in rows:
        for word in called.split("|"):
            for told in _ANY_HEAD if word == "*" else (word,):
                found.setdefault((body, told), (country, office))
    return found


def head_of_body(words: Sequence[str], gazetteer: Gazetteer) -> tuple[str, str] | None:
    """The country and the name of the office at the head of a body that the words describe, clitics apart; None where they tell of none.

    >>> from onrecord.gazetteer import load_gazetteer
    >>> head_of_body("the NATO secretary-general".split(), load_gazetteer())
    ('IGO', 'secretary-general of NATO')
    """
    listed = [word for word in words if word.lower() not in load_lists().current]
    whole = _offices().get((_NO_BODY, _told(listed)))
    if whole is not None:
        return whole if whole[0] in gazetteer.shown else None  # none in a world of the user's own
    for at in range(len(listed)):
        match = gazetteer.match(listed, at)
        if match is not None:
            rest = listed[:at] + listed[at + match[0] :]
            return _offices().get((match[1].id, _told(rest)))
    return None


def leader_of_state(words: Sequence[str], gazetteer: Gazetteer, day: date | None = None) -> tuple[str, str] | None:
    """The country and the office of whom "the Russian leader" means on a day; None where the words say more, or nobody can tell.

    >>> from onrecord.gazetteer import load_gazetteer
    >>> leader_of_state("the leader of Japan".split(), load_gazetteer())
    ('JPN', 'prime minister')
    """
    listed = [word for word in words if word.lower() not in _DROPPED]
    if len(listed) < 2 or "leader" not in (listed[0], listed[-1]):
        return None
    land = listed[1:] if listed[0] == "leader" else listed[:-1]
    match = gazetteer.match(land, 0)
    if (
        match is None
        or match[0] < len(land)
        or match[1].kind not in ("country", "adjective")
        or match[1].id != match[1].country
    ):
        return None
    office = leading_office(match[1].country, day)
    return (match[1].country, office) if office is not None else None


def _told(words: Sequence[str]) -> str:
    """Words as heads.tsv has them."""
    return " ".join(part for word in words for part in word.lower().split("-") if part not in _DROPPED)
