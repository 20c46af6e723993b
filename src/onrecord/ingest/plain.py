"""Plain text -> Article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.errors import ArticleError
from onrecord.ingest.debris import remove_debris
from onrecord.ingest.heading import find_title
from onrecord.ingest.language import check_english
from onrecord.text import Article, Removed


def from_text(
    text: str,
    *,
    title: str | None = None,
    published_on: date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    keep_debris: bool = False,
) -> Article:
    """An article from plain text, its page debris removed (and listed in `removed`) unless `keep_debris`.

    Where no title is given, the first line is taken when it is a headline. Body text is never changed: where paragraphs
    are parted by one empty line and nothing is removed, `article.text` is `text` without blanks at its ends.

    Raises ArticleError when no words are left, when the text is too long, damaged, or not in English.

    >>> article = from_text("Snow closes the pass\\n\\nShare this article\\n\\nSnow closed the pass on Monday.")
    >>> article.title, article.text, article.removed[0].why
    ('Snow closes the pass', 'Snow closes the pass\\n\\nSnow closed the pass on Monday.', 'share button')
    """
    whole = Article.from_text(text, title=None if text.strip() else title)
    lines = whole.text.split("\n\n")
    heading = _find_same(title, lines[0]) if title else None
    kept, removed = _part(lines, heading, keep_debris)
    if not kept:
        raise ArticleError(
            f"the text is nothing but page debris ({removed[0].why}, {len(removed)} lines in all); save the whole page"
        )
    language = check_english("\n".join(kept))
    if title and heading is None:
        article = Article.from_text("\n\n".join(kept), title=title)
    else:
        article = whole if not removed else Article.from_text("\n\n".join(kept))
        article = replace(article, title=heading or find_title(kept))
    return replace(article, published_on=published_on, outlet=outlet, url=url, language=language, removed=removed)


def _part(lines: Sequence[str], heading: str | None, keep_debris: bool) -> tuple[list[str], tuple[Removed, ...]]:
    """The lines that stay and those that go; a heading that is known stays whatever it looks like."""
    if keep_debris:
        return list(lines), ()
    if heading is None:
        return remove_debris(lines)
    kept, removed = remove_debris(lines)
    if kept[:1] == [heading]:
        return kept, removed
    kept, removed = remove_debris(lines[1:])
    return [heading, *kept], removed


def _find_same(title: str, first: str) -> str | None:
    """The first line when it is the title in all but marks, blanks and case."""
    return first if _to_letters(title) == _to_letters(first) else None


def _to_letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
