"""The record: Readings go in, Entries come out. `Record` is all that the lines above need."""

from onrecord.record.engine import without_password
from onrecord.record.filters import EventFilter, Filter, QuoteFilter
from onrecord.record.keeping import Told
from onrecord.record.load import Input
from onrecord.record.store import DEFAULT, Record

__all__ = ["DEFAULT", "EventFilter", "Filter", "Input", "QuoteFilter", "Record", "Told", "without_password"]
