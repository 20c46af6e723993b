"""Bytes -> str: what encoding a file is in, whether it is text at all, whether it is a page."""

from __future__ import annotations

import codecs
import csv
import re

from onrecord.errors import ArticleError

_SAMPLE = 65_536  # bytes looked at where the whole would cost too much
_MEASURED = 1_000_000  # bytes whose high bytes are counted
_TABLE_LINES = 20  # by whose cells a table is told from a report
COLUMNS = ("id", "text", "title", "published_on", "outlet", "url")  # of a table of reports
SEPARATORS = (",", ";", "\t")  # between the columns of a table
_TABLE_CELLS = {",": 6, ";": 4}  # between such marks: no report has so many parts in each of its paragraphs
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive (or an office document)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a sound, image or video file"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"{\\rtf", "a rich text document"),
    (b"WARC/", "a web archive (WARC)"),
)
_SURE_MAGIC = (b"%PDF-", b"{\\rtf", b"WARC/", b"SQLite format 3")  # the others may begin a sentence: "ID3 is ..."
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b")
_CONTROL = re.compile(b"[" + re.escape(_CONTROLS) + b"\x80-\xff]")
_MAX_CONTROLS = 0.02  # share of control bytes above which nobody has written the file for reading
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
_FEW = 50  # high bytes that prove nothing
_HIGH = re.compile(rb"[\x80-\xff]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CAPITALS = re.compile(rb"[\xc0-\xdf]")
_WORD_INSIDE = re.compile(rb"[a-z][\xc0-\xdf]|[\xc0-\xdf][a-z]")
_PAGE_START = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1)\b", re.I | re.S
)
_XML_PAGE = re.compile(r"\s*<\?xml[^>]{0,200}\?>\s*(?:<!doctype\s+html|<html)\b", re.I)
_FEED = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:rss|feed|rdf:RDF)\b", re.S)
_TAG = re.compile(r"</(?:p|div|span|a|body|html|article|h[1-6]|li|ul|td|section)\s*>", re.I)


def check_text(data: bytes) -> None:
    """Raise ArticleError when `data` is empty, a known binary format, holds NUL bytes or is full of control bytes."""
    if not data:
        raise ArticleError("the file is empty; give a text or a saved page")
    for magic, what in _MAGIC:
        if data.startswith(magic) and (magic in _SURE_MAGIC or _CONTROL.search(data[:512])):
            raise ArticleError(f"the file is {what}, not text; save the report as text or HTML")
    if data[4:8] == b"ftyp":
        raise ArticleError("the file is a video, not text; save the report as text or HTML")
    if any(data.startswith(bom) for bom, _ in _BOMS[1:]) or _find_bare_utf16(data):
        return
    if b"\0" in data:
        raise ArticleError(
            f"the file holds NUL bytes (the first at byte {data.index(0)}), so it is not text; save it as UTF-8"
        )
    sample = data[:_SAMPLE]
    n_controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if n_controls > _MAX_CONTROLS * len(sample):
        raise ArticleError(
            f"the file is binary ({n_controls:,} control bytes of {len(sample):,}), not text; save it as UTF-8"
        )


def decode(data: bytes, *, page: bool = False) -> str:
    """The text of `data`; check_text comes first. `page` also asks the page's own <meta charset>.

    In this order: a byte order mark, UTF-16 without one, UTF-8, the declared charset, UTF-8 with a few bytes of
    Windows-1252 in it, Windows-1252 where its marks are plausible, else what charset-normalizer finds.

    >>> decode("caf\\u00e9 \\u201cOslo\\u201d".encode("cp1252"))
    'café “Oslo”'
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if bare := _find_bare_utf16(data):
        return data.decode(bare, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass  # told below by the declared charset or by the bytes themselves
    if page and (declared := _find_declared(data)):
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            pass  # the page errs about itself, as one in a hundred does
    return _decode_legacy(data)


def is_page(text: str, *, name: str = "") -> bool:
    """Whether `text` is HTML, by its beginning; the file's name decides where a text merely holds tags.

    >>> is_page("<!DOCTYPE html><p>Snow"), is_page("Snow fell."), is_page("Snow <b>fell</b></p>", name="snow.html")
    (True, False, True)
    """
    head = text[:_SAMPLE]
    if _PAGE_START.match(head) or _XML_PAGE.match(head):
        return True
    named = name.lower().endswith((".html", ".htm", ".xhtml"))
    return bool(_TAG.search(head)) if named else False


def is_feed(text: str) -> bool:
    """Whether `text` is an RSS or Atom feed, which holds many articles or none."""
    return bool(_FEED.match(text[:_SAMPLE]))


def is_table(text: str) -> bool:
    """Whether every line of the beginning of `text` has the same number of cells, between tabs, semicolons or commas, as no report has.

    >>> is_table("id\\tday\\ttype\\nX1\\t2023-01-05\\tCONSULT\\n"), is_table("Oslo, Norway\\n\\nSnow fell, she said.\\n")
    (True, False)
    >>> is_table("id;text\\n1;Snow fell in Oslo, she said.\\n")
    True
    """
    lines = [line for line in text[:_SAMPLE].split("\n")[:-1] if line.strip()][:_TABLE_LINES]
    if len(lines) < 2:
        return False
    n_tabs = {line.count("\t") for line in lines}
    if min(n_tabs) >= 2 and len(n_tabs) == 1:
        return True
    named = _names(lines[0], find_separator(lines[0])) & {*COLUMNS}
    if "text" in named and len(named) > 1:
        return True
    return any(_has_cells(lines, mark, n_least) for mark, n_least in _TABLE_CELLS.items())


def _has_cells(lines: list[str], mark: str, n_least: int) -> bool:
    """Whether all lines have as many cells between these marks, and `n_least` or more, most without a space before them as in prose."""
    try:
        rows = list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return False
    cells = [cell for row in rows for cell in row[1:]]
    n_spaced = sum(cell.startswith(" ") for cell in cells)
    return len(rows[0]) >= n_least and len({len(row) for row in rows}) == 1 and 2 * n_spaced <= len(cells)


def find_separator(header: str) -> str:
    """What stands between the columns of a table, by the line that names them: what parts `text` from others, else what is there most.

    >>> find_separator("id;Text;published_on"), find_separator("id,date;headline,words"), find_separator("text")
    (';', ',', ',')
    """
    parted = [mark for mark in SEPARATORS if len(names := _names(header, mark)) > 1 and "text" in names]
    return parted[0] if parted else max(SEPARATORS, key=header.count)


def _names(header: str, mark: str) -> set[str]:
    try:
        return {name.strip().lower() for name in next(csv.reader([header], delimiter=mark), [])}
    except csv.Error:
        return set()


def _find_bare_utf16(data: bytes) -> str | None:
    """The UTF-16 of a file without a byte order mark: Latin letters leave every other byte zero."""
    sample = data[:2_000]
    half = len(sample) // 2
    if half < 2:
        return None
    for encoding, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if zeros.count(0) >= 0.7 * half and others.count(0) == 0:
            return encoding
    return None


def _find_declared(data: bytes) -> str | None:
    """The charset that a page declares, when Python knows it; ISO-8859-1 means Windows-1252 (WHATWG)."""
    head = data[:4_096]
    found = _META_CHARSET.search(head) or _XML_CHARSET.search(head)
    if not found:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
        b"a".decode(name)
    except (LookupError, UnicodeDecodeError):
        return None
    return "cp1252" if name in {"iso8859-1", "ascii", "latin-1"} else name


def _decode_legacy(data: bytes) -> str:
    """Text in one of the encodings before UTF-8, or in UTF-8 that somebody has damaged."""
    sample = data[:_MEASURED]
    n_high, n_valid = len(_HIGH.findall(sample)), sum(map(len, _MULTIBYTE.findall(sample)))
    if n_valid > 0.8 * n_high:
        return data.decode("utf-8", errors=_CP1252_ERRORS)
    if not _NOT_CP1252.search(data) and _is_plausible_cp1252(sample, n_high):
        return data.decode("cp1252")
    from charset_normalizer import from_bytes  # rarely needed

    best = from_bytes(data[:_SAMPLE], cp_exclusion=["utf_16", "utf_32", "utf_7"]).best()
    encoding = best.encoding if best else "cp1252"
    return data.decode(encoding, errors="replace")


def _is_plausible_cp1252(data: bytes, n_high: int) -> bool:
    """English in Windows-1252 has few high bytes, and accented capitals seldom stand inside words (Mac's quotes do)."""
    if n_high > max(_FEW, 0.2 * len(data)):
        return False
    return len(_CAPITALS.findall(data)) <= 0.5 * n_high or len(_WORD_INSIDE.findall(data)) < 2


def _to_cp1252(error: UnicodeError) -> tuple[str, int]:
    """The codec error handler for single bytes of Windows-1252 in UTF-8."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


_CP1252_ERRORS = "onrecord.cp1252"
codecs.register_error(_CP1252_ERRORS, _to_cp1252)
