"""Facts in words for people: days, codes, how something is told. No HTML here."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from onrecord.entries import Entry, EventEntry, QuoteEntry
from onrecord.facts import UNNAMED
from onrecord.gazetteer.actors import Office
from onrecord.gazetteer.origins import origins
from onrecord.record.filters import phrases
from onrecord.record.similarity import fold

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
MODALITIES = {"actual": "", "future": "planned", "hypothetical": "hypothetical", "negated": "denied or not done"}
KINDS = {"direct": "direct", "indirect": "reported", "mixed": "partly quoted"}
POLARITIES = {"affirmed": "", "denied": "denies", "refused": "declines to say"}
VERDICTS = {"accepted": "accepted", "rejected": "rejected", "corrected": "corrected"}
CHANGES = {
    "added": "came on record", "reported": "one more report", "merged": "was merged", "recoded": "was coded anew",
    "removed": "was taken off", "imported": "was imported", **VERDICTS,
}  # fmt: skip
FIELDS = {
    "type": "type", "mode": "mode", "modality": "told as", "kind": "kind", "polarity": "polarity", "anchor": "act",
    "actor_spans": "who", "recipient_spans": "to whom", "content": "words", "speaker_span": "speaker", "cue": "cue",
    "addressee_span": "addressee", "day": "day", "dead": "dead", "injured": "injured", "arrested": "arrested", "speaker": "speaker",
}  # fmt: skip
ALIKE = 0.5  # of the longer words of the shorter statement: as many stand in both
_WORD = re.compile(r"[^\W_]+")
_ID = re.compile(r"\b([eq][0-9a-f]{19})\b")
_WORDS_OF_ID = 12


def plural(n: int, one: str, many: str | None = None) -> str:
    """ "1 report", "3 reports", with narrow blanks between thousands."""
    shown = f"{n:,}".replace(",", "\u202f")
    return f"{shown} {one if n == 1 else many or one + 's'}"


def days(first: date | None, last: date | None) -> str:
    """A stretch of days, each part of the date once; a whole month or year by its name.

    >>> days(date(2021, 3, 1), date(2021, 3, 30)), days(date(2020, 12, 30), date(2021, 1, 2)), days(None, None)
    ('1–30 March 2021', '30 December 2020 – 2 January 2021', 'no day')
    >>> days(date(2021, 3, 1), date(2021, 3, 31)), days(date(1974, 1, 1), date(1974, 12, 31))
    ('March 2021', '1974')
    """
    first, last = first or last, last or first
    if first is None or last is None:
        return "no day"
    end = f"{last.day} {last:%B} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        is_whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        return f"{last:%B} {last.year}" if is_whole else f"{first.day}–{end}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return f"{first.day} {first:%B}{f' {first.year}' if first.year != last.year else ''} – {end}"


def name_of(actor_id: str | None, names: Mapping[str, str]) -> str:
    """Who bears an id; the id made readable where nobody on record does.

    >>> name_of("RUS/defence-ministry", {}), name_of("unnamed", {})
    ('defence ministry (RUS)', 'nobody named')
    """
    if actor_id is None:
        return "—"
    if actor_id == UNNAMED:
        return "nobody named"
    if actor_id in names:
        return names[actor_id]
    country, _, slug = actor_id.partition("/")
    return f"{slug.replace('-', ' ')} ({country})" if slug else actor_id


def parties_of(entry: Entry) -> set[str]:
    """The ids of everybody in an entry."""
    if isinstance(entry, EventEntry):
        found = {*entry.actors, *entry.recipients, entry.asserted_by}
    else:
        found = {entry.speaker, entry.addressee, *entry.about}
    return {name for name in found if name and name != UNNAMED}


def code_of(type_: str, mode: str | None) -> str:
    """SANCTION/withdraw as it is shown."""
    return f"{type_} · {mode}" if mode else type_


def deed(entry: EventEntry, names: Mapping[str, str]) -> str:
    """An event in one line: when, who, what, to whom."""
    who, whom = (" and ".join(name_of(one, names) for one in side) for side in (entry.actors, entry.recipients))
    return f"{days(entry.first_on, entry.last_on)}: {who or '—'} {code_of(entry.type, entry.mode)}{f' → {whom}' if whom else ''}"


def told_as(entry: EventEntry, names: Mapping[str, str]) -> str:
    """Whether it counts as done, and if not how it is told; "" for a deed."""
    parts = [MODALITIES[entry.modality]] if MODALITIES[entry.modality] else []
    if entry.asserted_by == UNNAMED:
        parts.append("alleged, nobody named")
    elif entry.asserted_by:
        parts.append(f"asserted by {name_of(entry.asserted_by, names)}")
    return ", ".join(parts)


def quoted(entry: QuoteEntry) -> str:
    """The words of a statement, in marks where they are the speaker's own."""
    words = entry.words.strip()
    return f"“{words}”" if entry.kind == "direct" and words[:1] not in "“\"‘'«„" else words


def short_id(entry_id: str) -> str:
    """As many letters of an id as name it among a few hundred million."""
    return entry_id[:_WORDS_OF_ID]


def parts_of(said: str) -> list[tuple[str, str | None]]:
    """A sentence cut at the ids in it: words with None, ids with themselves.

    >>> parts_of("behind it e0123456789abcdef012.")
    [('behind it ', None), ('e0123456789a', 'e0123456789abcdef012'), ('.', None)]
    """
    pieces = _ID.split(said)
    return [(short_id(piece), piece) if at % 2 else (piece, None) for at, piece in enumerate(pieces) if piece]


def cite(entry: QuoteEntry, names: Mapping[str, str], link: str) -> str:
    """A statement as a citation: who, the words, when, by whom reported, where to check it."""
    who = name_of(entry.speaker, names) if entry.speaker else entry.speaker_words or "Unnamed speaker"
    told = f", reported by {', '.join(entry.outlets[:3])}" if entry.outlets else ""
    return (
        f"{who}: {quoted(entry)} ({days(entry.first_on, entry.last_on)}{told}; onrecord {short_id(entry.id)}, {link})"
    )


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower())


def hits(text: str, asked: str | None) -> list[tuple[int, int]]:
    """Where words that a search asked for stand in a text, as half-open ranges.

    >>> hits("The harbour pilots of Éze", "harb* eze"), hits("The harbour pilots", None)
    ([(4, 11), (22, 25)], [])
    """
    if not asked:
        return []
    wanted = {fold(word) for phrase in phrases(asked) for word in phrase}
    begun = tuple(word.removesuffix("*") for word in wanted if word.endswith("*"))
    told = ((found.span(), fold(found[0])) for found in _WORD.finditer(text))
    return [span for span, word in told if word in wanted or word.startswith(begun)]


def alike(one: str, other: str) -> bool:
    """Whether two statements share most of their longer words."""
    a, b = ({word for word in words_of(text) if len(word) > 3} for text in (one, other))
    return bool(a and b) and len(a & b) >= ALIKE * min(len(a), len(b)) and len(a & b) >= 2


def field_of(value: Any) -> str:
    """A field of the contract in words: spans by their text."""
    if isinstance(value, dict):
        return str(value.get("text", ""))
    if isinstance(value, list):
        return " … ".join(field_of(one) for one in value) or "none"
    return "none" if value is None else str(value)


def is_hung(words: str) -> bool:
    """Whether a text begins with a mark that hangs into the margin."""
    return words[:1] in "“\"‘'«„"


def term_of(office: Office) -> str:
    """The days of an office as its source tells them, and the source.

    >>> term_of(Office.of("minister", "NOR", ("GOV",), 3, "2012-05", "~2023-01-15", "e"))
    'since 2012-05, last known 2023-01-15 · Wikidata (every-politician-scrapers)'
    """
    start, end = office.told
    shown = {"": "days not told", "s": f"since {start}", "e": f"until {end}", "se": f"{start} to {end}"}
    told = shown["s" * bool(start) + "e" * bool(end)]
    seen = f", last known {office.seen_on}" if office.seen_on else ""
    return f"{told}{seen} · {origins()[office.source].shown}"
