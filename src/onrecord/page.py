"""A reading as one self-contained HTML page: the article with its spans marked, and what was found in it.

Works on the JSON contract, so that it needs nothing of onrecord. Every word of the article is other people's text: all of it
is escaped, there is no script, and the page forbids itself to load anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

Row = dict[str, Any]
# Layers from the outside in; where two cover the same letters the later one stands inside.
LAYERS = ("content", "actor", "speaker", "cue", "anchor", "time")
_STYLE = """
.onr{--ink:#1c1b1a;--paper:#fffdf9;--soft:#5c5955;--line:#d9d4cb;--say:#fdf1d0;--cue:#8a5a00;--do:#a3262a;--who:#1f5f8b;--when:#2f6b3a;
 color:var(--ink);background:var(--paper);font:16px/1.55 Georgia,'Times New Roman',serif;max-width:46rem;margin:0 auto;padding:1rem}
.onr h1{font-size:1.5rem;line-height:1.25;margin:.2rem 0 .6rem}.onr h2{font:600 .95rem system-ui,sans-serif;letter-spacing:.04em;
 text-transform:uppercase;color:var(--soft);border-top:1px solid var(--line);padding-top:.8rem;margin:1.6rem 0 .6rem}
.onr .day,.onr .why,.onr small{font:.85rem system-ui,sans-serif;color:var(--soft)}.onr ol,.onr ul{padding-left:1.3rem}.onr li{margin:.45rem 0;overflow-wrap:anywhere}
.onr p{margin:.7rem 0;overflow-wrap:anywhere}.onr .content{background:var(--say);border-radius:2px}.onr .cue{color:var(--cue);font-style:italic}
.onr .anchor{color:var(--do);font-weight:700;border-bottom:2px solid var(--do)}.onr .actor,.onr .speaker{color:var(--who)}
.onr .speaker{border-bottom:1px solid var(--who)}.onr .time{color:var(--when);border-bottom:1px dotted var(--when)}
.onr q{quotes:none}.onr a{color:inherit}.onr a:focus-visible,.onr [id]:target{outline:2px solid var(--who);outline-offset:2px}
.onr .key span{margin-right:.9rem}
@media (prefers-color-scheme:dark){.onr{--ink:#ebe7e0;--paper:#191817;--soft:#b3ada4;--line:#3c3935;--say:#3d3415;--cue:#f0c060;--do:#ff9a94;--who:#8cc8f0;--when:#93d29c}}
@media print{.onr{max-width:none;padding:0;--paper:#fff}.onr .content{background:none;border-bottom:1px solid #b99b4b}.onr li{break-inside:avoid}}
"""


def to_html(reading: Row) -> str:
    """The whole page for a reading (the contract's object).

    >>> page = to_html(EXAMPLE)
    >>> "<script" in page, "&lt;b&gt;" in page
    (False, True)
    """
    title = escape(reading["article"]["title"] or "A reading by onrecord")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>html{{color-scheme:light dark}}body{{margin:0}}"
        "@media (prefers-color-scheme:dark){body{background:#191817}}</style>\n</head>\n<body>\n"
        f"{to_fragment(reading)}\n</body>\n</html>\n"
    )


def to_fragment(reading: Row) -> str:
    """The same without the page around it, its styles kept to itself: for notebooks."""
    article = reading["article"]
    parts = [f'<main class="onr"><style>{_STYLE}</style>']
    parts.append(f"<h1>{escape(article['title'])}</h1>" if article["title"] else "")
    told = [word for word in (article["published_on"] and f"published {article['published_on']}", article["outlet"]) if word]
    parts.append(f'<p class="day">{escape(" · ".join(told))}</p>' if told else "")
    parts.append(_key())
    parts.append('<section aria-label="Article">' + "".join(_paragraphs(reading)) + "</section>")
    parts.append(_quotes(reading))
    parts.append(_events(reading))
    parts.append(_removed(article["removed"]))
    return "".join(parts) + "</main>"


def _key() -> str:
    names = {"content": "quoted or reported words", "cue": "cue", "speaker": "speaker", "actor": "actor", "anchor": "event", "time": "time"}
    return '<p class="why key">' + "".join(f'<span class="{name}">{told}</span>' for name, told in names.items()) + "</p>"


def _paragraphs(reading: Row) -> Iterator[str]:
    """The article's paragraphs with their marks; the title, which stands above, is left out."""
    text = reading["article"]["text"]
    marks = list(_marks(reading))
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line and not (start == 0 and reading["article"]["title"]):
            yield f'<p id="c{start}">{_marked(text, start, end, marks)}</p>'
        start = end + 1


def _marks(reading: Row) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, layer and what a pointer is told, for every span worth showing."""
    for quote in reading["quotes"]:
        for piece in quote["content"]:
            yield piece["start"], piece["end"], "content", f"{quote['id']}: {quote['kind']} quotation of {_who(reading, quote['speaker'])}"
        for layer, name in (("speaker", "speaker_span"), ("cue", "cue")):
            if quote[name]:
                yield quote[name]["start"], quote[name]["end"], layer, f"{quote['id']}: {layer}"
    for event in reading["events"]:
        for piece in event["anchor"]:
            yield piece["start"], piece["end"], "anchor", f"{event['id']}: {_code(event)}, {event['modality']}"
    for actor in reading["actors"]:
        for mention in actor["mentions"]:
            yield mention["start"], mention["end"], "actor", f"{actor['name']} ({actor['id']})"
    for time in reading["times"]:
        yield time["start"], time["end"], "time", _days(time)


def _marked(text: str, start: int, end: int, marks: list[tuple[int, int, str, str]]) -> str:
    """The text of a paragraph, cut wherever a mark begins or ends; each piece in the spans that cover it."""
    here = [mark for mark in marks if mark[0] < end and start < mark[1]]
    cuts = sorted({start, end, *(max(start, mark[0]) for mark in here), *(min(end, mark[1]) for mark in here)})
    pieces = []
    for left, right in zip(cuts, cuts[1:], strict=False):
        covering = sorted((mark for mark in here if mark[0] <= left and right <= mark[1]), key=lambda mark: LAYERS.index(mark[2]))
        opened = "".join(f'<span class="{layer}" title="{escape(told)}">' for _, _, layer, told in covering)
        pieces.append(opened + escape(text[left:right]) + "</span>" * len(covering))
    return "".join(pieces)


def _quotes(reading: Row) -> str:
    rows = []
    for quote in reading["quotes"]:
        words = " … ".join(f'<span class="content" lang="en">{escape(piece["text"])}</span>' for piece in quote["content"])
        cue = f' <span class="cue">{escape(quote["cue"]["text"])}</span>' if quote["cue"] else ""
        notes = [quote["kind"]]
        notes += [quote["polarity"]] if quote["polarity"] != "affirmed" else []
        notes += [_days(quote["said"])] if quote["said"] else []
        notes += [f"inside {quote['inside']}"] if quote["inside"] else []
        notes += [f"replies to {quote['replies_to']}"] if quote["replies_to"] else []
        speaker = _party(reading, quote["speaker"], quote["speaker_span"], quote.get("unresolved"))
        rows.append(f"<li><strong>{speaker}</strong>{cue}: {words}<br><small>{_note(quote['id'], notes, quote['content'][0]['start'], reading)}</small></li>")
    return f"<h2>Who said what ({len(rows)})</h2><ul>{''.join(rows)}</ul>" if rows else "<h2>Who said what</h2><p>No quotation was found.</p>"


def _events(reading: Row) -> str:
    rows = []
    for event in reading["events"]:
        actors = _parties(reading, event["actors"], event["actor_spans"])
        arrow = "" if event["reciprocal"] or not event["recipients"] else f" → {_parties(reading, event['recipients'], event['recipient_spans'])}"
        notes = [_modality(event, reading)]
        notes += [_days(event["when"])] if event["when"] else []
        notes += [event["unresolved"]] if event.get("unresolved") else []
        words = " … ".join(f'<span class="anchor">{escape(piece["text"])}</span>' for piece in event["anchor"])
        rows.append(f"<li><strong>{actors}</strong> {escape(_code(event))}{arrow}: {words}<br><small>{_note(event['id'], notes, event['anchor'][0]['start'], reading)}</small></li>")
    return f"<h2>Who did what to whom ({len(rows)})</h2><ul>{''.join(rows)}</ul>" if rows else "<h2>Who did what to whom</h2><p>No event was found.</p>"


def _note(name: str, notes: list[str], at: int, reading: Row) -> str:
    text = reading["article"]["text"]
    paragraph = text.rfind("\n", 0, at) + 1
    return f'<a href="#c{paragraph}">{escape(name)}</a> · ' + escape(" · ".join(notes))


def _removed(removed: list[Row]) -> str:
    rows = "".join(f"<li>{escape(row['text'])} <small>({escape(row['why'])})</small></li>" for row in removed)
    return f"<h2>Removed from the page ({len(removed)})</h2><ul>{rows}</ul>" if rows else ""


def _code(event: Row) -> str:
    return event["type"] + (f"/{event['mode']}" if event["mode"] else "")


def _modality(event: Row, reading: Row) -> str:
    """ "told as fact", "planned, asserted by X": a deed is never confused with a plan or a charge."""
    words = {"actual": "told as fact", "future": "planned", "hypothetical": "hypothetical", "negated": "denied or not done"}
    told = words[event["modality"]]
    if not event["asserted_by"]:
        return told
    if event["asserted_by"] == "unnamed":
        return f"{'alleged' if event['modality'] == 'actual' else told}, by nobody named"
    speaker = next((quote["speaker"] for quote in reading["quotes"] if quote["id"] == event["asserted_by"]), None)
    return f"{'asserted' if event['modality'] == 'actual' else told}, by {_who(reading, speaker)} in {event['asserted_by']}"


def _who(reading: Row, actor_id: str | None) -> str:
    return next((str(actor["name"]) for actor in reading["actors"] if actor["id"] == actor_id), "somebody")


def _party(reading: Row, actor_id: str | None, span: Row | None, reason: str | None) -> str:
    if actor_id:
        return escape(_who(reading, actor_id))
    words = escape(span["text"]) if span else "—"
    return f"{words} ({escape(reason)})" if reason else words


def _parties(reading: Row, ids: list[str], spans: list[Row]) -> str:
    return escape(", ".join(_who(reading, actor) for actor in ids)) or escape(", ".join(span["text"] for span in spans)) or "—"


def _days(moment: Row) -> str:
    if moment.get("unresolved") and not moment["first_on"]:
        return f"“{moment['text']}”: {moment['unresolved']}"
    first, last = moment["first_on"] or "…", moment["last_on"] or "…"
    return first if first == last else f"{first} to {last}"


EXAMPLE: Row = {
    "article": {"title": "<b>", "text": "<b>\n\nx", "published_on": None, "outlet": None, "removed": []},
    "actors": [], "quotes": [], "events": [], "times": [],
}  # fmt: skip
