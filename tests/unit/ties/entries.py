"""Event entries for tests, written short."""

from __future__ import annotations

from datetime import date
from typing import Any

from onrecord import ontology
from onrecord.entries import EventEntry


def event(name: str, actor: str, type: str, recipient: str, day: date | None, **more: Any) -> EventEntry:  # noqa: A002
    """One deed on one day, told by one outlet; `more` changes any field."""
    countries = {"actor_countries": (actor.split("/")[0],), "recipient_countries": (recipient.split("/")[0],)}
    told = {
        "id": name, "type": type, "mode": None, "quad": ontology.quad(type), "cameo": None, "goldstein": None,
        "plover_score": ontology.plover_score(type), "modality": "actual", "asserted_by": None, "actors": (actor,),
        "recipients": (recipient,), **countries, "reciprocal": False, "first_on": day, "last_on": day,
        "granularity": "day" if day else None, "day_from": "text" if day else None, "place": None, "place_country": None,
        "contexts": (), "n_reports": 1, "n_independent": 1, "outlets": ("Gazette",), "prob": 0.9,
        "words": "what was told", "anchor": (), "origin": "read",
    }  # fmt: skip
    return EventEntry(**told | more)
