"""onrecord reads news reports and keeps the record: who said what, who did what to whom, when, and which words prove it.

>>> import onrecord
>>> reading = onrecord.read("Norway recalled its ambassador to Peru.", published_on="2024-05-03")
>>> [(event.type, event.mode, event.actors, event.recipients) for event in reading.events]
[('SANCTION', 'withdraw', ('NOR',), ('PER',))]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.version import __version__

__all__ = ["Article", "EventFilter", "QuoteFilter", "Reading", "Record", "__version__", "read", "to_frames"]

if TYPE_CHECKING:
    from onrecord.facts import Reading
    from onrecord.pipeline import read
    from onrecord.record import EventFilter, QuoteFilter, Record
    from onrecord.tables import to_frames
    from onrecord.text import Article

_HOME = {
    "Article": "text", "EventFilter": "record", "QuoteFilter": "record", "Reading": "facts", "Record": "record", "read": "pipeline",
    "to_frames": "tables",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import what is asked for only when it is: `onrecord --help` must answer at once."""
    if name not in _HOME:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"onrecord.{_HOME[name]}"), name)
