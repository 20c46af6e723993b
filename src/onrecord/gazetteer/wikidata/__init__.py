"""Wikidata's own dump -> a folder of tables of actors: political offices, who held them, and political bodies.

entity     one line of the dump -> what is kept of it
spool      the whole dump -> spools on disk, line by line; goes on where it stopped
sorting    lines sorted on disk, so that memory does not grow with the dump
tables     spools -> the tables, with the ids of actors that ship where they are the same
"""

from __future__ import annotations

from onrecord.gazetteer.wikidata.spool import import_dump

__all__ = ["import_dump"]
