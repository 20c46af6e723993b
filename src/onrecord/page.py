"""A reading as one self-contained HTML page: the article with its spans marked, and what was found in it.

Works on the JSON contract, so that it needs nothing of onrecord. Every word of the article is other people's text: all of it
is escaped, there is no script, and the page forbids itself to load anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

Row = dict[str, Any]
LAYERS = {  # from the outside in, with the word that the page's key has for each
    "content": "quoted or reported words",
    "actor": "actor",
    "speaker": "speaker",
    "time": "time",
    "place": "place",
    "cue": "cue",
    "anchor": "event",
}
MODALITIES = {
    "actual": "told as fact",
    "future": "planned",
    "hypothetical": "hypothetical",
    "negated": "denied or not done",
}
END = "</main>\n</body>\n</html>\n"


class Mark(NamedTuple):
    """What the page shows of the words from `start` to `end`: its layer, what a pointer is told, the item beginning here."""

    start: int
    end: int
    layer: str
    told: str
    item: str | None = None


def to_html(reading: Row) -> str:
    """The whole page for a reading (the contract's object). Costs time linear in the text and its spans.

    >>> page = to_html(EXAMPLE)
    >>> "<script" in page, "&lt;b&gt;" in page
    (False, True)
    """
    return begin(reading["article"]["title"]) + to_section(reading) + END


def begin(title: str | None) -> str:
    """The head of a page. Any number of `to_section` may follow, then END: many readings make one page, written as they come."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title or 'A reading by onrecord')}</title>\n"
        "<style>html{color-scheme:light dark}body{margin:0;background:#fffdf9}"
        "@media screen and (prefers-color-scheme:dark){body{background:#191817}}\n"
        f"{_style()}</style>\n</head>\n<body>\n<main>\n"
    )


def to_fragment(reading: Row) -> str:
    """One reading without the page around it, with styles that touch nothing else: for notebooks.

    >>> to_fragment(EXAMPLE).startswith("<style>.onr {")
    True
    """
    return f"<style>{_style()}</style>\n{to_section(reading)}"


def to_section(reading: Row) -> str:
    """One reading as an `<article>`; its ids begin with a part of the article's own, so that many stand on one page."""
    article = reading["article"]
    names = {actor["id"]: str(actor["name"]) for actor in reading["actors"]}
    published = f"published {article['published_on']}" if article["published_on"] else "day of publication unknown"
    told = [words for words in (published, article["outlet"], article["url"]) if words]
    headline, body = _article(reading, names)
    parts = [
        f'<article class="onr" lang="en">\n{headline}',
        f'<p class="told">{escape(" · ".join(told))}</p>\n{_KEY}\n',
        f'<section aria-label="Article">\n{body}</section>\n',
        _list("Who said what", "No quotation was found.", _quotes(reading, names)),
        _list("Who did what to whom", "No event was found.", _events(reading, names)),
        _list("Who is named", "Nobody was found.", map(_actor, reading["actors"])),
    ]
    if article["removed"]:
        parts.append(_list("Removed from the page", "", map(_removed, article["removed"])))
    return "".join(parts) + "</article>\n"


@cache
def _style() -> str:
    return files("onrecord").joinpath("page.css").read_text(encoding="utf-8")


_KEY = '<p class="key">' + " ".join(f'<span class="{name}">{told}</span>' for name, told in LAYERS.items()) + "</p>"


def _article(reading: Row, names: dict[str, str]) -> tuple[str, str]:
    """The headline and the paragraphs, marked: the first paragraph is the headline where the article has a title."""
    text, title = reading["article"]["text"], reading["article"]["title"]
    paragraphs = list(
        _paragraphs(text, sorted(_marks(reading, names), key=lambda mark: (mark.start, -mark.end)), _stem(reading))
    )
    if not title:
        return "", "".join(f"<p>{words}</p>\n" for words in paragraphs)
    told = paragraphs.pop(0) if title == text.partition("\n")[0] else escape(title)
    return f"<h1>{told}</h1>\n", "".join(f"<p>{words}</p>\n" for words in paragraphs)


def _paragraphs(text: str, marks: list[Mark], stem: str) -> Iterator[str]:
    """The lines of the text that hold something, cut wherever a mark begins or ends. `marks` are by their start."""
    breaks = {place for place, letter in enumerate(text) if letter == "\n"}
    ends = {place + 1 for place in breaks}
    cuts = sorted({0, len(text), *breaks, *ends, *(mark.start for mark in marks), *(mark.end for mark in marks)})
    covering: list[Mark] = []
    begun, pieces = 0, list[str]()
    for left, right in pairwise(cuts):
        covering = [mark for mark in covering if mark.end > left]
        while begun < len(marks) and marks[begun].start <= left:
            covering.append(marks[begun])
            begun += 1
        if left not in breaks:
            pieces.append(_piece(text[left:right], left, covering, stem))
        elif pieces:
            yield "".join(pieces)
            pieces = []
    if pieces:
        yield "".join(pieces)


def _piece(words: str, start: int, covering: list[Mark], stem: str) -> str:
    """The words between two cuts in one span that bears every layer around them, and the ids of the items that begin here."""
    if not covering:
        return escape(words)
    layers = [layer for layer in LAYERS if any(mark.layer == layer for mark in covering)]
    told = "; ".join(dict.fromkeys(mark.told for mark in covering))
    items = [escape(mark.item) for mark in covering if mark.item and mark.start == start]
    places = "".join(f'<a id="{stem}{item}"></a>' for item in items[1:])
    shown = f' id="{stem}{items[0]}" data-ids="{" ".join(items)}"' if items else ""
    return f'{places}<span class="{" ".join(layers)}" title="{escape(told)}"{shown}>{escape(words)}</span>'


def _marks(reading: Row, names: dict[str, str]) -> Iterator[Mark]:
    """Every span worth showing."""
    for quote in reading["quotes"]:
        yield from _marks_of_quote(quote, names)
    for event in reading["events"]:
        yield from _marks_of_event(event)
    for actor in reading["actors"]:
        for mention in actor["mentions"]:
            yield _mark(mention, "actor", f"{actor['name']} ({actor['id']})")
    for time in reading["times"]:
        yield _mark(time, "time", days_of(time))


def _marks_of_quote(quote: Row, names: dict[str, str]) -> Iterator[Mark]:
    name = quote["id"]
    told = f"{name}: {quote['kind']} quotation of {_party(quote, 'speaker', names)}"
    for piece in quote["content"]:
        yield _mark(piece, "content", told, name if piece is quote["content"][0] else None)
    for layer, part, span in (
        ("speaker", "speaker", quote["speaker_span"]),
        ("actor", "addressee", quote["addressee_span"]),
        ("cue", "cue", quote["cue"]),
    ):
        if span:
            yield _mark(span, layer, f"{name}: {part}")


def _marks_of_event(event: Row) -> Iterator[Mark]:
    name = event["id"]
    told = f"{name}: {_code(event)}, {MODALITIES[event['modality']]}"
    for piece in event["anchor"]:
        yield _mark(piece, "anchor", told, name if piece is event["anchor"][0] else None)
    for part in ("actor", "recipient"):
        for span in event[f"{part}_spans"]:
            yield _mark(span, "actor", f"{name}: {part}")
    if event["where"]:
        yield _mark(event["where"]["span"], "place", f"{name}: {event['where']['country'] or 'place'}")


def _mark(span: Row, layer: str, told: str, item: str | None = None) -> Mark:
    return Mark(span["start"], span["end"], layer, told, item)


def _list(heading: str, nothing: str, rows: Iterable[str]) -> str:
    items = [f"<li>{row}</li>\n" for row in rows]
    if not items:
        return f"<h2>{heading}</h2>\n<p>{nothing}</p>\n"
    return f"<h2>{heading} ({len(items)})</h2>\n<ul>\n{''.join(items)}</ul>\n"


def _quotes(reading: Row, names: dict[str, str]) -> Iterator[str]:
    for quote in reading["quotes"]:
        words = " … ".join(f'<q class="content">{escape(piece["text"])}</q>' for piece in quote["content"])
        cue = f' <span class="cue">{escape(quote["cue"]["text"].rstrip(":"))}</span>' if quote["cue"] else ""
        notes = [quote["kind"]]
        notes += [quote["medium"]["text"]] if quote["medium"] else []
        notes += [f"to {_party(quote, 'addressee', names)}"] if quote["addressee_span"] else []
        notes += [quote["polarity"]] if quote["polarity"] != "affirmed" else []
        notes += [days_of(quote["said"])] if quote["said"] else []
        notes += [f"inside {quote['inside']}"] if quote["inside"] else []
        notes += [f"replies to {quote['replies_to']}"] if quote["replies_to"] else []
        speaker = escape(_party(quote, "speaker", names))
        yield f"<b>{speaker}</b>{cue}: {words}<br>{_note(quote['id'], notes, reading)}"


def _events(reading: Row, names: dict[str, str]) -> Iterator[str]:
    speakers = {quote["id"]: _party(quote, "speaker", names) for quote in reading["quotes"]}
    for event in reading["events"]:
        head = f"<b>{escape(_parties(event, 'actor', names))}</b> {escape(_code(event))}"
        if event["recipients"] or event["recipient_spans"]:
            head += f" → <b>{escape(_parties(event, 'recipient', names))}</b>"
        notes = [_modality(event, speakers)]
        notes += [days_of(event["when"])] if event["when"] else []
        notes += [f"in {event['where']['span']['text']}"] if event["where"] else []
        notes += [event["unresolved"]] if event.get("unresolved") else []
        yield f"{head}: {_sentence(event)}<br>{_note(event['id'], notes, reading)}"


def _sentence(event: Row) -> str:
    """The event's sentence with its anchor marked; the anchor alone where it lies outside."""
    sentence, at = event["sentence"]["text"], event["sentence"]["start"]
    told, done = [], 0
    for piece in event["anchor"]:
        start, end = piece["start"] - at, piece["end"] - at
        if done <= start < end <= len(sentence):
            told += [escape(sentence[done:start]), f'<span class="anchor">{escape(sentence[start:end])}</span>']
            done = end
    if not told:
        return " … ".join(f'<span class="anchor">{escape(piece["text"])}</span>' for piece in event["anchor"])
    return "".join(told) + escape(sentence[done:])


def _actor(actor: Row) -> str:
    told = [actor["kind"], actor["office"], actor["country"], ", ".join(actor["sectors"])]
    told.append(f"{len(actor['mentions'])} times" if len(actor["mentions"]) != 1 else "once")
    told += [] if actor["known"] else ["not in the gazetteer"]
    return f"<b>{escape(actor['name'])}</b> <small>{escape(' · '.join(word for word in told if word))}</small>"


def _removed(removed: Row) -> str:
    return f"{escape(removed['text'])} <small>({escape(removed['why'])})</small>"


def _note(name: str, notes: list[str], reading: Row) -> str:
    """An item's id, which leads to its place in the article, and what else is known of it."""
    link = f'<a href="#{_stem(reading)}{escape(name)}">{escape(name)}</a>'
    return f"<small>{link} · {escape(' · '.join(notes))}</small>"


def _stem(reading: Row) -> str:
    """What the ids of a reading begin with: of the article's own id (a digest) the first letters."""
    digest = str(reading["article"]["id"]).rpartition(":")[2]
    return f"a{''.join(letter for letter in digest[:8] if letter.isalnum() and letter.isascii())}-"


def _code(event: Row) -> str:
    return str(event["type"]) + (f"/{event['mode']}" if event["mode"] else "")


def _modality(event: Row, speakers: dict[str, str]) -> str:
    """ "told as fact", "planned, asserted by X": a deed is never confused with a plan or a charge."""
    told, by = MODALITIES[event["modality"]], event["asserted_by"]
    if not by:
        return told
    if by == "unnamed":
        return "alleged by nobody named" if event["modality"] == "actual" else f"{told}, alleged by nobody named"
    asserted = f"asserted by {speakers.get(by, 'somebody')} ({by})"
    return asserted if event["modality"] == "actual" else f"{told}, {asserted}"


def _party(quote: Row, part: str, names: dict[str, str]) -> str:
    """The name of a quote's speaker or addressee; else the words and why they tell no actor; "—" where there is none."""
    if quote[part]:
        return names.get(quote[part], str(quote[part]))
    words = quote[f"{part}_span"]["text"] if quote[f"{part}_span"] else "—"
    reason = quote.get("unresolved" if part == "speaker" else "addressee_unresolved")
    return f"{words} ? ({reason})" if reason else str(words)


def _parties(event: Row, part: str, names: dict[str, str]) -> str:
    told = [names.get(party, str(party)) for party in event[f"{part}s"]]
    return ", ".join(told or [str(span["text"]) for span in event[f"{part}_spans"]]) or "—"


def days_of(moment: Row) -> str:
    """The days of a moment in words; where there are none, its words and why.

    >>> days_of({"first_on": "2024-05-03", "last_on": None})
    '2024-05-03 to …'
    """
    if moment["first_on"] is None and moment["last_on"] is None:
        return f"“{moment['text']}” ({moment['unresolved']})"
    first, last = moment["first_on"] or "…", moment["last_on"] or "…"
    return str(first) if first == last else f"{first} to {last}"


EXAMPLE: Row = {
    "article": {"id": "", "title": "<b>", "text": "<b>\n\nx", "published_on": None, "outlet": None, "url": None, "removed": []},
    "actors": [], "quotes": [], "events": [], "times": [],
}  # fmt: skip
