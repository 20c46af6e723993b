"""Page debris: which lines of a saved page are not the report.

Whole lines only, and in doubt a line stays. The families of debris are a table (debris.toml); this file judges a line
by them and knows three things that a table cannot say: a line that tells who said something is body, a control
("Print", "Email") goes only among other debris, and a short line that stands twice is the page's when it is no sentence
of the report.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from onrecord.ingest.heading import find_title
from onrecord.text import Removed

_BULLET = re.compile(r"^(?:[-–—*•·▪◦‣►▶>»›|+#✓✔→]+\s*|\d{1,2}[.)]\s+(?=[A-Z]))+")
_GLUED = re.compile(r"(?<=[a-z][.!?])(?=[A-Z])")
_SENTENCE_GAP = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+")
_STOPS = " .!?…:;,–—"
_ENDS_AS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]»]*$")
_QUOTED = re.compile(r"[\"“”«»]|(?:^|[\s(])['‘]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BAR = re.compile(r"\s*[|·•›»>/–—]\s*")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " "})
_OPEN_END = (",", ";", ":", "–", "—", "-")
_RUN = 3  # so many controls in a row are a toolbar
_OFTEN = 3  # a line that stands so often is the page's even where its doubles stand apart
_NEAR_TOP = 6  # lines among which a title stands twice: the page's and the report's
_LABEL_WORDS = 3  # a shorter line may be a speaker's name or a heading, which a report repeats
_SMALL_WORDS = frozenset(
    {"of", "the", "and", "in", "on", "for", "to", "a", "an", "at", "by", "or", "de", "van", "von", "al", "bin"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Family:
    """One kind of debris, its patterns compiled."""

    why: str
    whole: re.Pattern[str] | None
    soft: re.Pattern[str] | None
    heading: re.Pattern[str] | None
    ending: re.Pattern[str] | None
    cased: re.Pattern[str] | None
    beside: re.Pattern[str] | None
    controls: re.Pattern[str] | None
    note: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """debris.toml, ready for use."""

    families: tuple[_Family, ...]
    line_characters: int
    repeated_words: int
    caption_words: int
    navigation: frozenset[str]
    speech: frozenset[str]
    verbs: frozenset[str]
    page: frozenset[str]
    orders: frozenset[str]


def remove_debris(lines: Sequence[str]) -> tuple[list[str], tuple[Removed, ...]]:
    """Part the lines of a page into those of the report and those of the page, both in their order.

    >>> kept, removed = remove_debris(["Snow falls", "Share this article", "It fell all night."])
    >>> kept, [(line.text, line.why) for line in removed]
    (['Snow falls', 'It fell all night.'], [('Share this article', 'share button')])
    """
    table = _load_table()
    plain = [_to_plain(line) if len(line) <= table.line_characters else "" for line in lines]
    reasons = [
        _find_reason(line, form, table, first=index == 0) if form else None
        for index, (line, form) in enumerate(zip(lines, plain, strict=True))
    ]
    _mark_controls(plain, reasons, table)
    _mark_repeated(lines, plain, reasons, table)
    kept = [line for line, why in zip(lines, reasons, strict=True) if why is None]
    return kept, tuple(Removed(text=line, why=why) for line, why in zip(lines, reasons, strict=True) if why)


@cache
def _load_table() -> _Table:
    """debris.toml with its patterns compiled, once."""
    data = tomllib.loads(files("onrecord.ingest").joinpath("debris.toml").read_text(encoding="utf-8"))
    return _Table(
        families=tuple(_to_family(row) for row in data["family"]),
        line_characters=data["limits"]["line_characters"],
        repeated_words=data["limits"]["repeated_words"],
        caption_words=data["limits"]["caption_words"],
        navigation=frozenset(data["navigation"]["words"]),
        speech=frozenset(data["body"]["speech"]),
        verbs=frozenset(data["body"]["verbs"]),
        page=frozenset(data["body"]["page"]),
        orders=frozenset(data["body"]["orders"]),
    )


def _to_family(row: dict[str, Any]) -> _Family:
    def compiled(kind: str, form: str = "(?:{})") -> re.Pattern[str] | None:
        return re.compile(form.format("|".join(row[kind]))) if kind in row else None

    return _Family(
        why=row["why"],
        whole=compiled("whole"),
        soft=compiled("soft"),
        heading=compiled("heading"),
        ending=compiled("ending", "(?:{})$"),
        cased=compiled("cased"),
        beside=compiled("beside"),
        controls=compiled("controls"),
        note=compiled("note"),
    )


def _to_plain(line: str) -> str:
    """The form against which patterns are written (see the head of debris.toml)."""
    line = _GLUED.sub(" ", _BULLET.sub("", line))
    return " ".join(line.lower().translate(_APOSTROPHES).split())


def _find_reason(line: str, plain: str, table: _Table, *, first: bool) -> str | None:
    """Why the line is debris by itself; None when it is not."""
    if not first and (why := next((f.why for f in table.families if f.note and f.note.match(plain)), None)):
        return why
    if _tells_speech(plain, table):
        return None
    if why := _match_sentences(plain, table):
        return why
    if why := _match_bar(plain, table):
        return why
    headline = not first and not plain.endswith(".")
    for family in table.families:
        if headline and family.heading and family.heading.match(plain):
            return family.why
        if family.ending and _is_caption(plain, family.ending, table):
            return family.why
        if family.cased and family.cased.fullmatch(_BULLET.sub("", line)):
            return family.why
    return None


def _is_caption(plain: str, ending: re.Pattern[str], table: _Table) -> bool:
    """Whether the line is one sentence (or none) with a credit at its end; a longer text that ends in one is body."""
    found = ending.search(plain)
    if not found:
        return False
    caption = plain[: found.start() + 1].strip(" [(")
    if _QUOTED.search(caption.rstrip("\"'”’")) or len(caption.split()) > table.caption_words:
        return False
    return len(_SENTENCE_GAP.split(caption)) == 1


def _tells_speech(plain: str, table: _Table) -> bool:
    """Whether the line tells who said something: a word of speech in a sentence, or beside a quotation."""
    if table.speech.isdisjoint(_WORD.findall(plain)):
        return False
    return bool(_ENDS_AS_SENTENCE.search(plain) or _QUOTED.search(plain))


def _match_sentences(plain: str, table: _Table) -> str | None:
    """The first family's reason when each sentence of the line is a phrase of pages, and not all are soft ones."""
    found: str | None = None
    for sentence in _SENTENCE_GAP.split(plain):
        bare = sentence.strip(_STOPS)
        whole = next(
            (f for f in table.families if f.whole and (f.whole.fullmatch(sentence) or f.whole.fullmatch(bare))), None
        )
        if whole:
            found = found or whole.why
        elif bare and not any(f.soft and f.soft.fullmatch(bare) for f in table.families):
            return None
    return found


def _match_bar(plain: str, table: _Table) -> str | None:
    """The reason for a bar: three or more names of sections or controls with marks between, or four without."""
    parts = [part for part in _BAR.split(plain) if part]
    if len(parts) >= 3:
        if table.navigation.issuperset(parts):
            return "navigation"
        whys = [_match_sentences(part, table) or _why(_match_beside(part, table)) for part in parts]
        return whys[0] if all(whys) else None
    words = plain.split()
    return "navigation" if len(words) >= 4 and table.navigation.issuperset(words) else None


def _mark_controls(plain: list[str], reasons: list[str | None], table: _Table) -> None:
    """Add the lines that are debris only by their company: next to debris, or three controls in a row."""
    names = [_match_beside(form, table) for form in plain]
    run = 0
    for index in range(len(plain) + 1):
        name = names[index] if index < len(plain) and reasons[index] is None else None
        if name and name[1]:
            run += 1
            continue
        if run >= _RUN:
            for at in range(index - run, index):
                reasons[at] = _why(names[at])
        run = 0
    for order in (range(len(plain)), range(len(plain) - 1, -1, -1)):
        before: str | None = None
        for index in order:
            if reasons[index] is None and before and names[index]:
                reasons[index] = _why(names[index])
            before = reasons[index]


def _why(name: tuple[str, bool] | None) -> str | None:
    return name[0] if name else None


def _match_beside(plain: str, table: _Table) -> tuple[str, bool] | None:
    """The family of a line that may go by its company, and whether it is a control."""
    if not plain or len(plain) > 30:
        return None
    for family in table.families:
        if family.controls and family.controls.fullmatch(plain):
            return family.why, True
        if family.beside and family.beside.fullmatch(plain):
            return family.why, False
    return None


def _mark_repeated(lines: Sequence[str], plain: list[str], reasons: list[str | None], table: _Table) -> None:
    """Add the short lines that stand twice or more and are the page's; all of them go, save a title's first."""
    left = [index for index, why in enumerate(reasons) if why is None]
    counts = Counter(plain[index] for index in left)
    doubled = {plain[a] for a, b in pairwise(left) if plain[a] == plain[b]}
    title = plain[left[0]] if find_title([lines[index] for index in left]) else None
    for place, index in enumerate(left):
        form = plain[index]
        if not form or counts[form] < 2:
            continue
        if form == title:
            if place == 1 or (1 < place <= _NEAR_TOP and form.count(" ") >= _LABEL_WORDS):
                reasons[index] = "repeated title"
        elif _is_boilerplate(lines[index], form, table, doubled=form in doubled, often=counts[form] >= _OFTEN):
            reasons[index] = "repeated boilerplate"


def _is_boilerplate(line: str, plain: str, table: _Table, *, doubled: bool, often: bool) -> bool:
    """Whether a line that stands twice is the page's: short, no quotation, and one of

    - it is a list item and its double follows it;
    - it speaks of the page ("Swipe for the next chart"), as an order or without being a sentence;
    - its double follows it or it stands three times, and it is no label, no verse and no sentence about the world.
    """
    words = _WORD.findall(plain)
    if not 2 <= len(words) <= table.repeated_words or _QUOTED.search(line) or not table.speech.isdisjoint(words):
        return False
    if doubled and _BULLET.match(line):
        return True
    is_sentence = bool(_ENDS_AS_SENTENCE.search(plain))
    of_page = not table.page.isdisjoint(words)
    if of_page and words[0] in table.orders:
        return True
    if is_sentence or len(words) < _LABEL_WORDS or plain.endswith(_OPEN_END) or line[0] in "([" or line[0].islower():
        return False
    is_label = all(word[0].isupper() or word in _SMALL_WORDS for word in _WORD.findall(line))
    return not is_label and (of_page or ((doubled or often) and table.verbs.isdisjoint(words)))
