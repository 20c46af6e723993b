"""Articles and places in them; the only file that knows of bytes and UTF-16.

Offsets everywhere in onrecord are code points of `Article.text`, half-open. Rust libraries (polars, tantivy) count
bytes and JavaScript counts UTF-16 units: `to_utf8_offset` and `to_utf16_offset` are the only bridges.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from onrecord.errors import ArticleError

MAX_CODE_POINTS = 5_000_000  # a long book; longer input is not a report
_PARAGRAPH = re.compile(r"[^\n]+")


class Span(NamedTuple):
    """A half-open range of code points of one text.

    >>> Span(0, 5).of("Putin says")
    'Putin'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether at least one code point is shared."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


def outermost(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans that stand in no other, in text order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A line of page debris that was taken out before reading, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report, normalised: NFC, paragraphs parted by one empty line, the title (when known) as the first.

    `id` is "sha256:" and the digest of `text` in UTF-8. Build it with `Article.from_text`.

    >>> article = Article.from_text("Snow falls", published_on=date(2024, 1, 2))
    >>> article.text, article.id[:10], len(article.paragraphs)
    ('Snow falls', 'sha256:87d', 1)
    """

    id: str
    title: str | None
    text: str
    published_on: date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    removed: tuple[Removed, ...] = ()

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        title: str | None = None,
        published_on: date | None = None,
        outlet: str | None = None,
        url: str | None = None,
        language: str | None = None,
        removed: tuple[Removed, ...] = (),
    ) -> Article:
        """Normalise `text` and take its identity. `title`, when given, becomes the first paragraph unless it is.

        Raises ArticleError when no words are left, when there are too many, or when `text` holds lone surrogates.
        """
        body = _normalise(text)
        heading = " ".join(_normalise(title).split()) if title else None
        if heading and not (body == heading or body.startswith(heading + "\n")):
            body = f"{heading}\n\n{body}" if body else heading
        if not body:
            raise ArticleError("the article holds no words; give a text with at least one line of prose")
        if len(body) > MAX_CODE_POINTS:
            raise ArticleError(
                f"the article holds {len(body):,} characters; reports of up to {MAX_CODE_POINTS:,} are read: split it"
            )
        digest = hashlib.sha256(body.encode()).hexdigest()
        return cls(
            id=f"sha256:{digest}",
            title=heading,
            text=body,
            published_on=published_on,
            outlet=outlet,
            url=url,
            language=language,
            removed=removed,
        )

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs (the title first, where there is one), each a run without line breaks."""
        return _paragraphs_of(self.text)

    @property
    def title_span(self) -> Span | None:
        """Where the title stands in `text`; None without a title."""
        return Span(0, len(self.title)) if self.title else None

    def to_dict(self) -> dict[str, Any]:
        """The `article` object of the contract (design: schema_version 1)."""
        return {
            "id": self.id,
            "title": self.title,
            "text": self.text,
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "outlet": self.outlet,
            "url": self.url,
            "language": self.language,
            "removed": [{"text": removed.text, "why": removed.why} for removed in self.removed],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Article:
        """The inverse of `to_dict`."""
        return cls(
            id=data["id"],
            title=data["title"],
            text=data["text"],
            published_on=date.fromisoformat(data["published_on"]) if data["published_on"] else None,
            outlet=data["outlet"],
            url=data["url"],
            language=data["language"],
            removed=tuple(Removed(text=row["text"], why=row["why"]) for row in data["removed"]),
        )


@lru_cache(maxsize=16)  # each stage asks again and again, of one text at a time
def _paragraphs_of(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in _PARAGRAPH.finditer(text))


def _normalise(text: str) -> str:
    """NFC; control characters become blanks; one empty line between paragraphs; no blanks at their ends."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ArticleError(
            f"the text holds a lone surrogate at character {error.start}; re-encode the source as UTF-8"
        ) from None
    text = unicodedata.normalize("NFC", _BREAK.sub("\n", text))
    text = _CONTROL.sub(" ", text)
    return "\n\n".join(line for line in (line.strip() for line in text.split("\n")) if line)


_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def to_utf8_offset(text: str, offset: int) -> int:
    """The byte at which code point `offset` begins in UTF-8.

    >>> to_utf8_offset("Élysée", 1)
    2
    """
    return len(text[:offset].encode())


def to_utf16_offset(text: str, offset: int) -> int:
    """The UTF-16 unit (JavaScript's index) at which code point `offset` begins.

    >>> to_utf16_offset("🗞 news", 1)
    2
    """
    return len(text[:offset].encode("utf-16-le")) // 2


def align(raw: str, text: str) -> list[int]:
    """For each code point of an article's `text` (and its end) the code point of the `raw` text it was made of.

    Normalising changes blanks between paragraphs and composes letters; all else stays, in its order.

    >>> align("a\\nb", "a\\n\\nb")
    [0, 1, 1, 2, 3]
    """
    letters = [
        (composed, start)
        for start, end in _clusters(raw)
        for composed in unicodedata.normalize("NFC", raw[start:end])
        if not composed.isspace()
    ]
    places, at = [], 0
    for char in text:
        while at < len(letters) and not char.isspace() and letters[at][0] != char:
            at += 1  # a control character that became a blank
        places.append(letters[at - 1][1] + 1 if char.isspace() and at else letters[min(at, len(letters) - 1)][1])
        at += not char.isspace()
    return [*places, (letters[-1][1] + 1) if letters else 0]


def _clusters(raw: str) -> Iterator[tuple[int, int]]:
    """Each letter with the combining marks after it."""
    start = 0
    for end in range(1, len(raw) + 1):
        if end == len(raw) or not unicodedata.combining(raw[end]):
            yield start, end
            start = end
