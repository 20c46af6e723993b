"""HTML -> Article: the bounds within which a page is read, and the process that reads a large one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from typing import NamedTuple

from onrecord.errors import ArticleError
from onrecord.ingest.encoding import check_text, decode
from onrecord.ingest.plain import from_text
from onrecord.text import Article

MAX_PAGE_CHARACTERS = 20_000_000
MAX_DEPTH = 500  # elements inside elements; pages that people read stay under 100
MAX_ELEMENTS = 200_000
# Above one of these a page is read in a process that can be killed: trafilatura and libxml2 are quadratic in places
# (1 MB of small tables took 52 s, one tag with 125,000 attributes 35 s); below all of them the worst page known took
# 1 s. Most pages of news have 1,000-5,000 elements.
_NEAR_ELEMENTS = 10_000
_NEAR_CHARACTERS = 3_000_000
_NEAR_TAG = 20_000
_SECONDS = 20
_MEMORY = 3_000_000_000  # bytes of address space of that process, its libraries included
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_ENDS_ITSELF = frozenset(("colgroup", "dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"))
_RAW = {"script": re.compile("</script", re.IGNORECASE), "style": re.compile("</style", re.IGNORECASE)}


class PageFacts(NamedTuple):
    """What was found in a page; None where it does not say."""

    text: str
    title: str | None
    published_on: str | None
    outlet: str | None
    url: str | None


class _Size(NamedTuple):
    """How large a page is: elements, how deep they stand, and the characters of its longest tag."""

    n_elements: int
    depth: int
    longest: int


def from_html(
    data: bytes | str,
    *,
    title: str | None = None,
    published_on: date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    keep_debris: bool = False,
) -> Article:
    """An article from a saved page: trafilatura's text, then the removal of debris as in plain text.

    Title, day, outlet and address are the page's own (docs/ingest.md tells where they stand); what is given wins.

    Raises ArticleError when the page holds no article, is too large, nested too deep, or takes too long to read.

    >>> from_html("<html><body><h1>Snow closes the pass</h1><p>Snow closed the pass on Monday.</p></body></html>").text
    'Snow closes the pass\\n\\nSnow closed the pass on Monday.'
    """
    page = _to_text(data)
    size = _measure(page)
    if size.depth > MAX_DEPTH:
        raise ArticleError(f"the page nests more than {MAX_DEPTH} elements; save it anew, or as text")
    if size.n_elements > MAX_ELEMENTS:
        raise ArticleError(f"the page has more than {MAX_ELEMENTS:,} elements; save it as text")
    near = size.n_elements <= _NEAR_ELEMENTS and size.longest <= _NEAR_TAG and len(page) <= _NEAR_CHARACTERS
    facts = _read_here(page) if near else _read_apart(page)
    return from_text(
        facts.text,
        title=title or facts.title,
        published_on=published_on or (date.fromisoformat(facts.published_on) if facts.published_on else None),
        outlet=outlet or facts.outlet,
        url=url or facts.url,
        keep_debris=keep_debris,
    )


def _to_text(data: bytes | str) -> str:
    """The page as text without NULs. Raises ArticleError on what is too large, binary or damaged."""
    if len(data) > MAX_PAGE_CHARACTERS:
        raise ArticleError(f"the page holds more than {MAX_PAGE_CHARACTERS:,} characters; save the report as text")
    if isinstance(data, bytes):
        check_text(data)
        return decode(data, page=True)
    try:
        data.encode()
    except UnicodeEncodeError as error:
        raise ArticleError(f"the page holds a lone surrogate at character {error.start}; save it as UTF-8") from None
    return data.replace("\0", " ")


def _measure(page: str) -> _Size:
    """Elements, depth and longest tag in one pass over the page, before anything parses it.

    An upper bound, give or take the elements that need no end tag (the exact depth is looked at after parsing). What
    stands in comments counts: parsers do not agree on where a comment ends.
    """
    inside: list[str] = []
    is_open: Counter[str] = Counter()
    n_elements = deepest = longest = position = 0
    while found := _TAG.search(page, position):
        position = found.end()
        name, rest = found[2].lower(), found[3]
        longest = max(longest, len(rest))
        if found[1]:
            if is_open[name]:
                _close(name, inside, is_open)
            continue
        n_elements += 1
        if name in _VOID or name in _ENDS_ITSELF or rest.endswith("/"):
            continue
        if name in _RAW:
            closed = _RAW[name].search(page, position)
            position = closed.end() if closed else len(page)
            continue
        inside.append(name)
        is_open[name] += 1
        deepest = max(deepest, len(inside))
        if deepest > MAX_DEPTH or n_elements > MAX_ELEMENTS:
            break
    return _Size(n_elements, deepest, longest)


def _close(name: str, inside: list[str], is_open: Counter[str]) -> None:
    """Leave the innermost element of that name, and those inside it that nobody closed."""
    while inside:
        left = inside.pop()
        is_open[left] -= 1
        if left == name:
            return


def _read_here(page: str) -> PageFacts:
    """The page's facts, read in this process."""
    from onrecord.ingest.page_reading import (
        read_page,
    )  # trafilatura takes 0.3 s to import, and plain text never needs it

    facts = read_page(page)
    if facts is None:
        raise _no_text()
    return facts


def _read_apart(page: str) -> PageFacts:
    """The page's facts, read in a process of its own with a limit on time and memory."""
    if not sys.executable:
        raise ArticleError("the page is too large to be read inside another program; save the report as text")
    command = [sys.executable, "-P", "-c", "from onrecord.ingest.page_reading import main; main()", str(_MEMORY)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        ran = subprocess.run(  # noqa: S603  the command is fixed
            command,
            input=page.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        raise ArticleError(f"the page took more than {_SECONDS} seconds to read; save the report as text") from None
    except OSError as error:
        raise ArticleError(
            f"no process can be started for this large page ({error.strerror}); save it as text"
        ) from None
    if ran.returncode != 0:
        raise ArticleError("the page is too large or too damaged to be read; save the report as text")
    facts = json.loads(ran.stdout)
    if isinstance(facts, str):
        raise ArticleError(facts)
    if facts is None:
        raise _no_text()
    return PageFacts(*facts)


def _no_text() -> ArticleError:
    return ArticleError("the page holds no article text (scripts may fill it in); save what your browser shows")
