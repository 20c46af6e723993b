"""Plain text -> Article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.errors import ArticleError
from onrecord.ingest.debris import remove_debris
from onrecord.ingest.heading import find_title
from onrecord.ingest.language import check_english
from onrecord.text import Article, Removed

_NEAR_TOP = 6  # lines among which a page repeats its title
_TITLE_WORDS = 3  # a shorter line may be a speaker's name


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
    kept, removed = (lines, ()) if keep_debris else remove_debris(lines)
    heading = None
    if title:
        heading = lines[0] if _same(title, lines[0]) else None
        if heading and kept[:1] != [heading]:  # the title stays whatever it looks like
            kept, removed = [heading, *kept], removed[1:]
        elif heading is None and not keep_debris:
            kept, removed = _drop_second_title(title, kept, removed)
    if not kept:
        raise ArticleError(
            f"the text is nothing but page debris ({removed[0].why}, {len(removed)} lines in all); save the whole page"
        )
    language = check_english("\n".join(kept))
    if title and heading is None:
        article = Article.from_text("\n\n".join(kept), title=title)
    else:
        article = replace(Article.from_text("\n\n".join(kept)) if removed else whole, title=heading or find_title(kept))
    return replace(article, published_on=published_on, outlet=outlet, url=url, language=language, removed=removed)


def _drop_second_title(
    title: str, lines: list[str], removed: tuple[Removed, ...]
) -> tuple[list[str], tuple[Removed, ...]]:
    """Without the line, near the top, that is the title which is put first anyway."""
    for index, line in enumerate(lines[1:_NEAR_TOP], start=1):
        if _same(title, line) and len(line.split()) >= _TITLE_WORDS:
            return lines[:index] + lines[index + 1 :], (Removed(text=line, why="repeated title"), *removed)
    return lines, removed


def _same(title: str, line: str) -> bool:
    """Whether a line is the title in all but marks, blanks and case."""
    letters = _to_letters(title)
    return bool(letters) and letters == _to_letters(line)


def _to_letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
