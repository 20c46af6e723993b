"""What a quotation is: speech, a scare quote, a title, a nickname; by the words in it and around it."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.frames import Region, RegionKind
from onrecord.syntax.words import load_lexicon
from onrecord.text import Span

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LONG = 120  # code points; what is longer is speech
_BEFORE = 60  # code points looked at before the mark
_FEW, _FEWER = 4, 3  # words of a quotation that may be none; of a nickname or an epithet
_TITLE = 10  # words of a title right behind "book" and the like
_CAPITALS = 0.6  # share of a title's words with a capital, where the word for the work stands further off


@dataclass(frozen=True, slots=True)
class _Scene:
    """One quotation: its text and words, the words before it, the characters between, the word behind it."""

    inner: str
    words: list[str]
    before: list[str]
    between: str
    after: str | None
    ends_speech: bool

    @property
    def previous(self) -> str:
        return self.before[-1].lower() if self.before else ""


@cache
def _load_lists() -> dict[str, frozenset[str]]:
    text = files("onrecord.stages").joinpath("data", "regions.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


def find_kinds(text: str, regions: list[Region], paragraphs: tuple[Span, ...]) -> list[RegionKind]:
    """The kind of each region."""
    starts = [paragraph.start for paragraph in paragraphs]
    return [_kind(text, region, paragraphs[bisect_right(starts, region.span.start) - 1]) for region in regions]


def _kind(text: str, region: Region, paragraph: Span) -> RegionKind:
    """Speech, unless the words around say that nobody speaks here."""
    if region.inner.end - region.inner.start > _LONG or region.continues is not None:
        return "speech"
    scene = _look(text, region, paragraph)
    if not scene.words:
        return "scare"
    if _is_nickname(scene):
        return "nickname"
    if _is_title(scene):
        return "title"
    few = len(scene.words) <= _FEW
    if few and scene.previous == "so-called":
        return "scare"
    if few and not scene.ends_speech and (_is_named_word(scene) or _is_epithet(scene)):
        return "scare"
    return "speech"


def _look(text: str, region: Region, paragraph: Span) -> _Scene:
    inner = region.inner.of(text)
    start, end = region.span
    after = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    return _Scene(
        inner=inner,
        words=_WORD.findall(inner),
        before=_WORD.findall(text, max(paragraph.start, start - _BEFORE), start),
        between=text[max(paragraph.start, start - 2) : start],
        after=after.group() if after else None,
        ends_speech=inner.rstrip()[-1:] in ",.!?…" or not region.closed,
    )


def _is_named_word(scene: _Scene) -> bool:
    """The word “shall”; not "in one word: “No”" or "on terms “useful” to both"."""
    if len(scene.before) < 2 or not scene.between.endswith(" ") or scene.between.endswith((": ", ", ")):
        return False
    return scene.previous in _load_lists()["terms"] and scene.before[-2].lower() in ("the", "a", "an", "this", "that")


def _is_nickname(scene: _Scene) -> bool:
    """Kofi “Anchor” Osei; Osei, nicknamed “the Anchor”."""
    if len(scene.words) > _FEWER or not scene.before:
        return False
    first, previous = scene.words[0], scene.previous
    if previous in _load_lists()["nicknames"] or [word.lower() for word in scene.before[-2:]] == ["known", "as"]:
        return first[0].isupper() or first == "the" or previous == "nicknamed"
    if scene.after is None or not scene.between.endswith(" "):
        return False
    among_names = scene.before[-1][0].isupper() and scene.after[0].isupper() and first[0].isupper()
    return among_names and previous not in load_lexicon().closed


def _is_title(scene: _Scene) -> bool:
    """Her memoir “Salt and Iron”; a film, shown in May, called “The Long Pier”."""
    if not scene.before or scene.inner.rstrip()[-1:] in ".;" or not scene.words[0][0].isupper():
        return False
    works = _load_lists()["works"]
    near = [word.lower() for word in scene.before[-3:]]
    named = any(word in works for word in near)
    if near[-1] in works or (near[-1] == "called" and named):
        return len(scene.words) <= _TITLE
    return named and sum(word[0].isupper() for word in scene.words) >= _CAPITALS * len(scene.words)


def _is_epithet(scene: _Scene) -> bool:
    """Determiner or possessor, the quoted word, then a noun: the “killer” jibe."""
    if len(scene.words) > _FEWER or scene.after is None or not scene.before or not scene.between.endswith(" "):
        return False
    lexicon = load_lexicon()
    if scene.after.lower() in lexicon.closed or not scene.after[0].islower():
        return False
    if not any(code in "NP" for code in lexicon.codes_of(scene.after.lower())):
        return False
    if lexicon.closed.get(scene.previous) in ("DET", "POSS"):
        return True
    return scene.previous.endswith(("'s", "’s")) or scene.previous in ("of", "over", "about")
