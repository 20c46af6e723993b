"""What a page says: its text by trafilatura, and what it tells of itself. The one importer of trafilatura and lxml.

Runs in the caller's process for usual pages and in a process of its own (`main`) for those that may take long; see
page.py, which knows which.
"""

from __future__ import annotations

import html
import json
import logging
import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import htmldate
import lxml.html
import trafilatura
from lxml.etree import ParserError

from onrecord.errors import ArticleError
from onrecord.ingest.page import MAX_DEPTH, PageFacts

for _name in ("trafilatura", "htmldate", "charset_normalizer"):  # else they write to stderr where logging is not set up
    logging.getLogger(_name).addHandler(logging.NullHandler())

_ARTICLE_TYPE = re.compile(r"(?:article|posting|report)$", re.IGNORECASE)
_DAY = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_DAY_METAS = (
    "article:published_time",
    "og:article:published_time",
    "article.published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "publication_date",
    "publish-date",
    "publish_date",
    "pubdate",
    "dc.date",
    "dcterms.date",
    "date",
)
_DAY_MARKS = (
    "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content | //time[@pubdate]/@datetime"
)
_TITLE_METAS = ("og:title", "twitter:title", "parsely-title", "dc.title", "dcterms.title", "sailthru.title")
_OUTLET_METAS = ("og:site_name", "application-name", "dc.publisher")
_FIRST_DAY = date(1990, 1, 1)  # the web is not older
_MAX_TITLE, _MAX_OUTLET, _MAX_URL = 400, 120, 2_000
_MAX_JSON = 1_000_000
_MAX_NODES = 2_000  # of one page's JSON-LD
_ASIDE = frozenset(
    (
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "script",
        "style",
        "noscript",
        "button",
        "select",
        "figure",
        "template",
    )
)
_BLOCKS = "//p|//h2|//h3|//blockquote[not(.//p)]|//li"
_WORD = re.compile(r"\w+")


def read_page(page: str, *, precise: bool = True) -> PageFacts | None:
    """Text and facts of a page; None when it is no page or holds no text. `precise` chooses trafilatura's setting.

    Raises ArticleError when the parsed page nests deeper than MAX_DEPTH.

    >>> read_page("<html><body><h1>Snow closes the pass</h1><p>Snow closed the pass on Monday.</p></body></html>").title
    'Snow closes the pass'
    """
    tree = _parse(page)
    if tree is None:
        return None
    _check_depth(tree)
    linked = list(_find_linked(tree))
    metas = _find_metas(tree)
    outlet = _clean(_first([*_publishers(linked), *_values(metas, _OUTLET_METAS)]), _MAX_OUTLET)
    title = _find_title(tree, linked, metas, outlet)
    url = _find_url(tree, linked, metas)
    day = _find_day(tree, linked, metas, url)
    text = _extract(page, precise=precise)  # on a tree of its own: trafilatura prunes what it is given
    if not text.strip():
        return None
    title = _match_headline(title, text) if title else None
    return PageFacts(text, title, day.isoformat() if day else None, outlet, url)


def _parse(page: str) -> Any:
    """The tree of a page; None when there is nothing to parse."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(page.encode(), parser=parser)
    except ParserError:
        return None


def _check_depth(tree: Any) -> None:
    """Raise ArticleError on a tree that is too deep for what recurses over it."""
    level, depth = [tree], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise ArticleError(f"the page nests more than {MAX_DEPTH} elements; save it anew, or as text")
        level = [child for element in level for child in element]


def _extract(page: str, *, precise: bool) -> str:
    """The report's text, a line a paragraph: by trafilatura, else the paragraphs outside the page's frame."""
    tree = _parse(page)
    found = trafilatura.bare_extraction(
        tree, favor_precision=precise, include_comments=False, include_tables=True, include_formatting=False
    )
    text = str(found.text or "") if found is not None and not isinstance(found, dict) else ""
    lines = text.split("\n")
    n_rows = sum(len(line) for line in lines if line.startswith("|"))
    if text.strip() and n_rows * 2 < len(text):
        return "\n".join(line.strip("| ") for line in lines if not line.startswith("|--"))
    paragraphs = _find_paragraphs(page)  # no text found, or a page laid out as a table, whose cells are not lines
    return paragraphs if len(paragraphs) * 2 > n_rows else text


def _find_paragraphs(page: str) -> str:
    """The text of the blocks that stand in no frame (navigation, header, form); where none does, of the body itself."""
    tree = _parse(page)
    lines = []
    for block in tree.xpath(_BLOCKS):
        if not any(above.tag in _ASIDE for above in block.iterancestors()):
            lines.append(" ".join(block.text_content().split()))
    if any(lines):
        return "\n".join(line for line in lines if line)
    body = tree.find(".//body")
    if body is None:
        return ""
    pieces = body.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::nav or ancestor::noscript)]")
    return "\n".join(" ".join(piece.split()) for piece in map(str, pieces) if piece.strip())


def _find_linked(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles among the JSON-LD objects of a page, in their order, however deep they stand."""
    left = _MAX_NODES
    for script in tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"):
        words = script.text or ""
        if len(words) > _MAX_JSON:
            continue
        try:
            waiting: list[Any] = [json.loads(words, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and left:
            node, left = waiting.pop(0), left - 1
            if isinstance(node, list):
                waiting += node[:_MAX_NODES]
            elif isinstance(node, dict):
                if _is_article(node.get("@type")):
                    yield node
                waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]


def _is_article(types: Any) -> bool:
    """Whether the @type of a JSON-LD object, or one of several, is a kind of article."""
    return any(
        isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in (types if isinstance(types, list) else [types])
    )


def _find_metas(tree: Any) -> dict[str, str]:
    """The page's <meta> values by name, property or itemprop, the first of each."""
    metas: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content and content.strip():
            metas.setdefault(name.strip().lower(), content)
    return metas


def _values(metas: dict[str, str], names: tuple[str, ...]) -> list[str]:
    return [metas[name] for name in names if name in metas]


def _publishers(linked: list[dict[str, Any]]) -> list[str]:
    """The names of the publishers that the JSON-LD gives."""
    nodes = [node.get("publisher") for node in linked]
    nodes = [node[0] if isinstance(node, list) and node else node for node in nodes]
    names = [node.get("name") if isinstance(node, dict) else node for node in nodes]
    return [name for name in names if isinstance(name, str)]


def _find_title(tree: Any, linked: list[dict[str, Any]], metas: dict[str, str], outlet: str | None) -> str | None:
    """The page's only <h1> when its metadata agrees by half of the words (or has none), else what the metadata says."""
    told = [node["headline"] for node in linked if isinstance(node.get("headline"), str)]
    told += _values(metas, _TITLE_METAS)
    head = tree.findtext(".//head/title") or tree.findtext(".//title")
    named = [_strip_outlet(title, outlet) for title in map(_clean, told) if title]
    if head and (bare := _clean(head)):
        named.append(_strip_outlet(bare, outlet))
    headings = [title for title in (_clean(h1.text_content()) for h1 in tree.iterfind(".//h1")) if title]
    if len(set(headings)) == 1 and len(headings[0].split()) > 1:
        words = set(_WORD.findall(headings[0].lower()))
        if not named or any(len(words & set(_WORD.findall(title.lower()))) * 2 >= len(words) for title in named):
            return headings[0][:_MAX_TITLE]
    return next((title for title in named if title), None)


def _match_headline(title: str, text: str) -> str:
    """The line among the text's first that a title repeats before a mark: what follows it there is the site's name."""
    for line in text.split("\n", 5)[:5]:
        rest = title.removeprefix(line.strip())
        if rest != title and len(line.split()) > 1 and re.match(r"\s+[|»·:–—-]+\s", rest):
            return line.strip()
    return title


def _strip_outlet(title: str, outlet: str | None) -> str:
    """A title without the outlet's name after "|", "-" or the like."""
    for mark in (" | ", " - ", " – ", " — ", " :: ", " » "):
        front, found, back = title.rpartition(mark)
        if found and front and (_same(back, outlet) if outlet else mark == " | " and len(back.split()) <= 4):
            return front.strip()
    return title


def _same(words: str, outlet: str) -> bool:
    """Whether the end of a title names the outlet ("BBC News" for "BBC" too)."""
    a, b = words.casefold().strip(), outlet.casefold().strip()
    return a == b or a.startswith(b) or b.startswith(a)


def _find_url(tree: Any, linked: list[dict[str, Any]], metas: dict[str, str]) -> str | None:
    """The address that the page gives as its own: canonical link, og:url, JSON-LD."""
    told = [link.get("href") for link in tree.iterfind(".//link") if (link.get("rel") or "").lower() == "canonical"]
    told += [metas.get("og:url"), *(node.get("url") for node in linked)]
    for url in told:
        if isinstance(url, str) and re.match(r"https?://[^\s<>\"]+$", url.strip()) and len(url) <= _MAX_URL:
            return url.strip()
    return None


def _find_day(tree: Any, linked: list[dict[str, Any]], metas: dict[str, str], url: str | None) -> date | None:
    """The day of publication: JSON-LD, <meta>, <time>, else what htmldate finds in the page's own marks.

    The day is that of the page's own clock: an offset from UTC does not move it.
    """
    told = [node.get("datePublished") for node in linked]
    told += _values(metas, _DAY_METAS)
    told += tree.xpath(_DAY_MARKS)
    last = datetime.now(UTC).date() + timedelta(days=2)  # clocks and zones differ
    for words in told:
        if isinstance(words, str) and (day := _to_day(words)) and _FIRST_DAY <= day <= last:
            return day
    found = htmldate.find_date(
        tree,
        extensive_search=False,
        original_date=True,
        url=url,
        min_date=_FIRST_DAY.isoformat(),
        max_date=last.isoformat(),
    )
    return _to_day(found) if found else None


def _to_day(words: str) -> date | None:
    found = _DAY.match(words)
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def _clean(words: str | None, limit: int = _MAX_TITLE) -> str | None:
    """One line of plain characters, entities resolved, not longer than `limit`; None when nothing is left."""
    if not words:
        return None
    line = " ".join(html.unescape(words).encode(errors="ignore").decode().replace("\0", " ").split())
    return line[:limit] or None


def _first(values: list[Any]) -> Any:
    return next((value for value in values if value), None)


def main() -> None:
    """Read a page in UTF-8 from standard input and write its facts as JSON: the far end of page.py's process."""
    try:
        import resource
    except ImportError:
        pass  # not on Windows, where only the time is bounded
    else:
        limit = int(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        facts: PageFacts | str | None = read_page(sys.stdin.buffer.read().decode())
    except ArticleError as error:
        facts = str(error)
    sys.stdout.write(json.dumps(facts))
