"""The headline of a plain text: its first line, where that is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MAX_WORDS = 24
_MAX_CHARACTERS = 180
_MAX_QUESTION_WORDS = 14
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]»]*$")
_OPEN_END = re.compile(r"[,;:–—-][\"'”’)\]»]*$")
_BULLET = re.compile(r"[-–—*•·▪]\s")
_DATELINE = re.compile(r"^[^\W\d_][\w .,'’/-]{1,50}(?:\([^)]{2,30}\))?\s*(?:[–—]|--?)\s", re.UNICODE)
_CAPITALS = re.compile(r"^[^\W\d_a-z]{3,}")
_AGENCY = re.compile(r"^.{0,60}\((?:AP|Reuters|REUTERS|AFP|UPI|Xinhua|TASS|dpa|ANSA|EFE|PTI|IANS|CNN|BBC)\)")
_BYLINE = re.compile(r"^by [A-Z]|^By [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)")
_DAY = re.compile(r"^(?:\w+day,? )?(?:\d{1,2} [A-Z][a-z]+\.?,? \d{4}|[A-Z][a-z]+\.? \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)\b")


def find_title(lines: Sequence[str]) -> str | None:
    """The first of the paragraphs when it is a headline: short, no sentence end, and prose follows. None otherwise.

    A dateline, a byline, a day, a list item, a label ("Moderator:") and a wrapped line of prose are no headlines.

    >>> find_title(["Snow closes the pass", "Snow closed the pass on Monday."])
    'Snow closes the pass'
    """
    if len(lines) < 2:
        return None
    first = lines[0]
    if not 2 <= len(first.split()) <= _MAX_WORDS or len(first) > _MAX_CHARACTERS or not _begins_as_headline(first):
        return None
    if lines[1][:1].islower() or _OPEN_END.search(first) or not _ends_as_headline(first):
        return None
    if _is_dateline(first) or _BYLINE.match(first) or _DAY.match(first):
        return None
    return first if any(_SENTENCE_END.search(line) for line in lines[1:]) else None


def _begins_as_headline(first: str) -> bool:
    """Not a list item, not a line that goes on from another, not a quotation that nothing closes."""
    if first[:1].islower() or _BULLET.match(first):
        return False
    return first.count('"') != 1 and first.count("“") <= first.count("”")


def _ends_as_headline(first: str) -> bool:
    """No sentence end, save the question of a question headline and the mark that a quotation ends with."""
    if not _SENTENCE_END.search(first):
        return True
    return first.endswith("?") and len(first.split()) <= _MAX_QUESTION_WORDS and not first.startswith(('"', "“"))


def _is_dateline(first: str) -> bool:
    """ "LIMA, May 3 (Reuters) - Peru ..." and its kin."""
    if _AGENCY.match(first):
        return True
    found = _DATELINE.match(first)
    return bool(found and _CAPITALS.match(found.group()))
