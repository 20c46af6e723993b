"""Cases as JSON lines, our own form: nothing is lost, and `train/` and others read it as it stands.

One case a line: {"report", "entry", "kind", "article": {"id", "key", "title", "text", "published_on", "outlet", "url"}, "told",
"verdicts": [{"what", "by", "at", "reason", "after", "corrected", "audit"}]}. `told` is the coding as it was read, `corrected` the whole
coding as the person tells it; both are objects of the contract, with offsets in code points of the article's text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.entries import Verdict, VerdictKind
from onrecord.errors import ArticleError, ConfigError
from onrecord.record import Record
from onrecord.review.amending import amend, to_after
from onrecord.review.cases import Case, load_case

Row = dict[str, Any]
WHAT: tuple[VerdictKind, ...] = ("accepted", "rejected", "corrected")


def to_line(case: Case) -> Row:
    """A case as one object."""
    article = case.reading.article
    told = {name: value for name, value in article.to_dict().items() if name not in ("removed", "language")}
    return {
        "report": case.report.id,
        "entry": case.entry.id,
        "kind": case.kind,
        "article": {"key": case.report.article_key, **told},
        "told": case.told.to_dict(),
        "verdicts": [_verdict_row(case, verdict) for verdict in case.verdicts],
    }


def _verdict_row(case: Case, verdict: Verdict) -> Row:
    row: Row = {
        "what": verdict.what, "by": verdict.by, "at": verdict.at.isoformat(), "reason": verdict.reason,
        "after": dict(verdict.after), "audit": verdict.audit,
    }  # fmt: skip
    if verdict.what == "corrected":
        row["corrected"] = amend(case.reading, case.told, verdict.after).to_dict()
    return row


def read_lines(record: Record, lines: Iterable[str], by: str | None) -> Iterator[Verdict | ArticleError]:
    """The verdicts of lines of this form; a line that is wrong gives its error in its place.

    `by` is who judged, where the lines do not say.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            case = load_case(record, str(row["report"]))
            yield from [_read_verdict(case, one, by) for one in row.get("verdicts", [])]
        except json.JSONDecodeError:
            yield ArticleError(f"line {number}: not JSON; each line must be a case of onrecord review export")
        except KeyError as error:
            yield ArticleError(f"line {number}: not a case: {error.args[0]} is missing")
        except (TypeError, AttributeError, ValueError) as error:
            yield ArticleError(f"line {number}: not a case: {error}")
        except ConfigError as error:
            yield ArticleError(f"line {number}: {error}")


def _read_verdict(case: Case, row: Row, by: str | None) -> Verdict:
    person = row.get("by") or by
    if not person:
        raise ConfigError("it does not say who judged; add --by NAME")
    return judge_checked(case, row["what"], str(person), row.get("reason"), row.get("after") or {}, row.get("audit"))


def judge_checked(case: Case, what: str, by: str, reason: str | None, after: Row, audit: str | None = None) -> Verdict:
    """A verdict of somebody else's making, held to the article and the ontology. Raises ConfigError."""
    kinds = {name: name for name in WHAT}
    if what not in kinds:
        raise ConfigError(f"{what!r} is no verdict; use {', '.join(WHAT)}")
    kind: VerdictKind = kinds[what]
    if kind == "corrected":
        after = to_after(case.told, after)
        amend(case.reading, case.told, after)
    return case.judged(kind, by, reason=reason, after=after, audit=audit)
