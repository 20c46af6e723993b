"""A reading for people at a terminal: readable at 80 columns, plain text in a pipe."""

from __future__ import annotations

import io
import os
import re
import unicodedata
from collections.abc import Iterable
from typing import IO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.facts import UNNAMED, Event, Evidence, Moment, Quote, Reading, Unlinked
from onrecord.gazetteer.naming import people_of

WIDTH = 80
HEADLINE = 200  # letters of an article without a title that stand in its place
HIDDEN = ("Cc", "Cf", "Cs", "Co")  # categories of Unicode that a terminal obeys or does not show
JOINER = "\u200d"  # inside emoji and Indic words
_LINES = re.compile(r"\s*\n\s*")
_DENIALS = {"denied": ("deni", "deny"), "refused": ("refus", "declin")}  # how cues begin that say it themselves
MODALITIES = {"actual": "", "future": "planned", "hypothetical": "hypothetical", "negated": "denied or not done"}


def to_pretty(reading: Reading, out: IO[str]) -> str:
    """The reading in words, for `out`: colours on a terminal only (and never under NO_COLOR); long words are wrapped."""
    terminal = out.isatty() and os.environ.get("TERM") != "dumb"
    width = min(os.get_terminal_size(out.fileno()).columns, 120) if terminal else WIDTH
    buffer = io.StringIO()
    console = Console(
        file=buffer, width=max(width, 40), force_terminal=terminal, no_color=not terminal or bool(os.environ.get("NO_COLOR")),
        color_system="standard" if terminal else None, highlight=False, markup=False, emoji=False, soft_wrap=False, legacy_windows=False,
    )  # fmt: skip
    names = people_of(reading)
    _show_head(console, reading)
    _show_quotes(console, reading, names)
    _show_events(console, reading, names)
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


def _show_head(console: Console, reading: Reading) -> None:
    article = reading.article
    first = article.text.partition("\n")[0]
    opening = first if len(first) <= HEADLINE else first[:HEADLINE] + "…"
    console.print(Text(safe(article.title or opening), style="bold"))
    told = [article.published_on.isoformat() if article.published_on else "day of publication unknown"]
    told += [safe(article.outlet)] if article.outlet else []
    n_removed = len(article.removed)
    told += [f"{n_removed} line{'s' * (n_removed > 1)} of page debris removed"] if n_removed else []
    console.print(Text(" · ".join(told), style="dim"))


def _show_quotes(console: Console, reading: Reading, names: dict[str, str]) -> None:
    console.print(Text(f"\nWHO SAID WHAT ({len(reading.quotes)})", style="bold"))
    for quote in reading.quotes:
        head = Text(_party(quote.speaker, quote.speaker_span, names), style="cyan")
        notes = [quote.cue.text] if quote.cue else []
        notes += [quote.medium.text] if quote.medium else []
        notes += [f"to {_party(quote.addressee, quote.addressee_span, names)}"] if quote.addressee_span else []
        notes += [_days(quote.said)] if quote.said else []
        notes += [quote.polarity] if is_told_apart(quote.polarity, quote.cue.text if quote.cue else "") else []
        notes += [f"inside {quote.inside}"] if quote.inside else []
        notes += [f"replies to {quote.replies_to}"] if quote.replies_to else []
        head.append("".join(f" · {safe(note)}" for note in notes), style="dim")
        _show_item(console, quote.id, head, " … ".join(safe(piece.text) for piece in quote.content))


def _show_events(console: Console, reading: Reading, names: dict[str, str]) -> None:
    console.print(Text(f"\nWHO DID WHAT TO WHOM ({len(reading.events)})", style="bold"))
    quotes = {quote.id: quote for quote in reading.quotes}
    for event in reading.events:
        head = Text(_parties(event.actors, event.actor_spans, names), style="cyan")
        head.append(f" — {event.type}" + (f"/{event.mode}" if event.mode else ""), style="bold red")
        if event.recipients or event.recipient_spans:
            head.append(" → ", style="bold")
            head.append(_parties(event.recipients, event.recipient_spans, names), style="cyan")
        head.append("".join(f" · {note}" for note in _event_notes(event, quotes, names)), style="dim")
        _show_item(console, event.id, head, _in_sentence(event))


def _event_notes(event: Event, quotes: dict[str, Quote], names: dict[str, str]) -> list[str]:
    notes = [_days(event.when)] if event.when else []
    notes += [f"in {safe(event.where.evidence.text)}"] if event.where else []
    notes += [MODALITIES[event.modality]] if MODALITIES[event.modality] else []
    if event.asserted_by == UNNAMED:
        notes.append("alleged by nobody named")
    elif event.asserted_by:
        quote = quotes[event.asserted_by]
        notes.append(f"asserted by {_party(quote.speaker, quote.speaker_span, names)} ({quote.id})")
    return notes + ([safe(event.unresolved)] if event.unresolved else [])


def _show_item(console: Console, name: str, head: Text, words: str) -> None:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=4, justify="right", style="dim")
    grid.add_column(overflow="fold")
    grid.add_row(name, head)
    grid.add_row("", Text(words))
    console.print(grid)


def _in_sentence(event: Event) -> str:
    """The sentence with its anchor between brackets."""
    sentence, start = event.sentence.text, event.sentence.start
    for piece in sorted(event.anchor, key=lambda piece: -piece.start):
        at, end = piece.start - start, piece.end - start
        if 0 <= at < end <= len(sentence):
            sentence = f"{sentence[:at]}[{sentence[at:end]}]{sentence[end:]}"
    return safe(sentence)


def is_told_apart(polarity: str, cue: str) -> bool:
    """Whether a polarity needs a word of its own: not where it is affirmed, nor where the cue says it ("denied").

    >>> is_told_apart("denied", "denied"), is_told_apart("denied", "said"), is_told_apart("affirmed", "said")
    (False, True, False)
    """
    return polarity != "affirmed" and not any(
        word.startswith(_DENIALS[polarity]) for word in cue.lower().split() if polarity in _DENIALS
    )


def once(names: Iterable[str]) -> str:
    """Names with commas between, each told once: three groups of soldiers may bear one name."""
    return ", ".join(dict.fromkeys(names))


def _party(party: str | Unlinked | None, span: Evidence | None, names: dict[str, str]) -> str:
    if isinstance(party, str):
        return safe(names[party])
    words = safe(span.text) if span else "—"
    return f"{words} ? ({party.reason})" if isinstance(party, Unlinked) else words


def _parties(ids: tuple[str, ...], spans: tuple[Evidence, ...], names: dict[str, str]) -> str:
    return once(safe(names[party]) for party in ids) or once(safe(span.text) for span in spans) or "—"


def _days(moment: Moment) -> str:
    if moment.first_on is None and moment.last_on is None:
        return f"“{safe(moment.evidence.text)}” ({moment.unresolved})"
    if moment.first_on == moment.last_on:
        return str(moment.first_on)
    return f"{moment.first_on or '…'} to {moment.last_on or '…'}"


def safe(words: str) -> str:
    """Text of an article, harmless on a terminal: control and direction characters become visible, lines one line."""
    return "".join("�" if unicodedata.category(c) in HIDDEN and c != JOINER else c for c in _LINES.sub(" ", words))
