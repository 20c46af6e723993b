"""Days as users write them."""

from __future__ import annotations

import re
from datetime import date

from onrecord.errors import ConfigError

_SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SHOWN = 40  # characters of the user's words that an error repeats


def to_day(words: str) -> date:
    """The day that `words` name, strictly as YYYY-MM-DD.

    Raises ConfigError on any other shape and on days that no calendar has.

    >>> to_day("2021-03-18")
    datetime.date(2021, 3, 18)
    """
    if _SHAPE.fullmatch(words):
        try:
            return date.fromisoformat(words)
        except ValueError:
            pass  # the shape is right and the calendar has no such day: told below
    shown = " ".join(words[: _SHOWN + 1].split()) or "an empty value"
    shown = shown if len(words) <= _SHOWN else shown[:_SHOWN] + "…"
    raise ConfigError(
        f"{shown.encode(errors='replace').decode()} is not a day; give it as YYYY-MM-DD, such as 2021-03-18"
    )
