"""Who is who: names matched in text, actors by name, id and office, and what a name or a description alone resolves to."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from onrecord.gazetteer.actors import Held, Known, Office, Status
from onrecord.gazetteer.names import Gazetteer, Name, Names, shipped_digest, to_gazetteer
from onrecord.gazetteer.people import People, Tables

__all__ = ["Gazetteer", "Held", "Known", "Name", "Office", "People", "Status", "load_gazetteer"]


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships, read once."""
    names = Names()
    names.add_shipped()
    people = People([Tables(files(__name__).joinpath("data", "actors"))])
    return to_gazetteer(names, people, shipped_digest())
