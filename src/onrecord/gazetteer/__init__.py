"""Who is who: names matched in text, actors by name, id and office, and what a name or a description alone resolves to."""

from __future__ import annotations

from onrecord.gazetteer.actors import Held, Known, Office, Status
from onrecord.gazetteer.names import Gazetteer, Name
from onrecord.gazetteer.people import People
from onrecord.gazetteer.resolving import Resolution, resolve
from onrecord.gazetteer.world import load_gazetteer

__all__ = [
    "Gazetteer",
    "Held",
    "Known",
    "Name",
    "Office",
    "People",
    "Resolution",
    "Status",
    "load_gazetteer",
    "resolve",
]
