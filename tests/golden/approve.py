"""Show how the readings of the golden articles changed, in words; approve with --yes."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import onrecord
from onrecord.facts import Event, Evidence, Moment, Quote, Reading, Unlinked

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples"


@dataclass(frozen=True, slots=True)
class Case:
    """One article with its day and its approved reading."""

    name: str
    source: Path
    published_on: date

    @property
    def approved_path(self) -> Path:
        """Where the approved words stand."""
        return HERE / f"{self.name}.approved.txt"

    def read(self) -> Reading:
        """The reading as of now."""
        return onrecord.read(self.source.read_text(encoding="utf-8"), published_on=self.published_on)


CASES = (
    Case("lighthouse-remark", EXAMPLES / "lighthouse-remark.txt", date(2023, 11, 9)),
    Case("port-strike", HERE / "port-strike.txt", date(2022, 6, 14)),
    Case("river-talks", HERE / "river-talks.txt", date(2024, 2, 29)),
)


def in_words(reading: Reading) -> str:
    """One block a fact, one line a field that is there; made to be read and compared by people."""
    lines = [f"title {reading.article.title}"]
    lines += [f"removed {removed.why}: {removed.text}" for removed in reading.article.removed]
    for actor in reading.actors:
        lines.append(f"\nactor {actor.id} ({actor.kind}, {actor.country}, {'/'.join(actor.sectors)}, {actor.office})")
        lines += [f"  {mention.how}: {_at(mention.evidence)}" for mention in actor.mentions]
    for quote in reading.quotes:
        lines += _quote_lines(quote)
    for event in reading.events:
        lines += _event_lines(event)
    lines += [f"\ntime {_moment(moment)}" for moment in reading.times]
    return "\n".join(lines) + "\n"


def _quote_lines(quote: Quote) -> list[str]:
    fields = {
        "speaker": f"{_party(quote.speaker)} {_at(quote.speaker_span)}",
        "cue": _at(quote.cue),
        "content": " + ".join(_at(piece) for piece in quote.content),
        "addressee": f"{_party(quote.addressee)} {_at(quote.addressee_span)}" if quote.addressee_span else "",
        "about": " ".join(quote.about),
        "said": _moment(quote.said),
        "medium": _at(quote.medium) if quote.medium else "",
        "inside": quote.inside or "",
        "replies to": quote.replies_to or "",
        "prob": f"{quote.prob:.2f}",
    }
    return [f"\nquote {quote.id} {quote.kind} {quote.polarity}", *_fields(fields)]


def _event_lines(event: Event) -> list[str]:
    fields = {
        "who": f"{' '.join(event.actors)} {' '.join(_at(span) for span in event.actor_spans)}",
        "whom": f"{' '.join(event.recipients)} {' '.join(_at(span) for span in event.recipient_spans)}",
        "anchor": " + ".join(_at(piece) for piece in event.anchor),
        "when": _moment(event.when),
        "where": f"{event.where.country} {_at(event.where.evidence)}" if event.where else "",
        "asserted by": event.asserted_by or "",
        "contexts": " ".join(event.contexts),
        "unresolved": event.unresolved or "",
        "prob": f"{event.prob:.2f}",
    }
    head = (
        f"\nevent {event.id} {event.type} {event.mode or '-'} {event.modality} (quad {event.quad}, CAMEO {event.cameo})"
    )
    return [head + (" reciprocal" if event.reciprocal else ""), *_fields(fields)]


def _fields(fields: dict[str, str]) -> list[str]:
    return [f"  {name}: {value}" for name, value in fields.items() if value]


def _party(party: str | Unlinked | None) -> str:
    return f"? ({party.reason})" if isinstance(party, Unlinked) else party or "-"


def _at(evidence: Evidence | None) -> str:
    return f"{evidence.text!r}@{evidence.start}" if evidence else "-"


def _moment(moment: Moment | None) -> str:
    if moment is None:
        return ""
    days = f"{moment.first_on}..{moment.last_on} ({moment.granularity}: {moment.how})"
    return f"{_at(moment.evidence)} {moment.unresolved or days}"


def main() -> int:
    """Print the changes; exit 1 when there are some and --yes was not given."""
    approve, changed = "--yes" in sys.argv[1:], False
    for case in CASES:
        old = case.approved_path.read_text(encoding="utf-8") if case.approved_path.exists() else ""
        new = in_words(case.read())
        changed |= old != new
        sys.stdout.writelines(
            difflib.unified_diff(old.splitlines(True), new.splitlines(True), f"{case.name} (approved)", case.name)
        )
        if approve:
            case.approved_path.write_text(new, encoding="utf-8")
    return int(changed and not approve)


if __name__ == "__main__":
    sys.exit(main())
