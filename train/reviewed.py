"""What people said in review, as marked documents: `onrecord review export -o judged.jsonl`, `train.train --reviewed-cases judged.jsonl`.

A coding that was accepted, or as it was corrected, is a frame of its article. Nobody looked at the rest of that text, so `has` is
empty: nothing there is learned to be absent. A rejection says what is wrong and not what is right; it teaches nothing here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import ArticleError
from onrecord.frames import CUE
from onrecord.stages import lay_out
from onrecord.text import Article, Span
from train.gold import NESTED, UNNAMED, GoldDoc, GoldFrame, Spans

Row = dict[str, Any]
RIGHT = ("accepted", "corrected")


def load_reviewed(path: Path) -> list[GoldDoc]:
    """One document for each article of which something was found right. Raises ArticleError on a line that is no case."""
    docs: dict[str, GoldDoc] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                case = json.loads(line)
                told = _agreed(case)
                if told is None:
                    continue
                doc = docs.setdefault(case["article"]["key"], _doc(case["article"]))
                doc.frames.append(_event(told) if case["kind"] == "event" else _cue(told))
            except (KeyError, TypeError, ValueError) as error:
                raise ArticleError(
                    f"{path}, line {number}: no case of onrecord review export ({type(error).__name__}: {error})"
                ) from None
    return list(docs.values())


def _agreed(case: Row) -> Row | None:
    """The coding that most people hold right, each by the last that they said; None where most reject it, or they differ evenly."""
    last = {verdict["by"]: verdict for verdict in case["verdicts"]}
    right = [verdict for verdict in last.values() if verdict["what"] in RIGHT]
    if 2 * len(right) <= len(last):
        return None
    told = [verdict.get("corrected") or case["told"] for verdict in right]
    ranked = Counter(json.dumps(one, sort_keys=True) for one in told).most_common(2)
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return None
    best: Row = json.loads(ranked[0][0])
    return best


def _doc(row: Row) -> GoldDoc:
    day = date.fromisoformat(row["published_on"]) if row["published_on"] else None
    article = Article.from_text(row["text"], title=row["title"], published_on=day)
    if article.text != row["text"]:
        raise ValueError("the article's text is not as onrecord writes it")
    return GoldDoc(row["key"], "reviewed", article, lay_out(article), frozenset())


def _event(row: Row) -> GoldFrame:
    roles = {"actor": _each(row["actor_spans"]), "recipient": _each(row["recipient_spans"])}
    return GoldFrame(
        row["type"], _spans(row["anchor"]), roles, frozenset(roles), row["mode"], row["modality"], reciprocal=row["reciprocal"],
        assertion=UNNAMED if row["asserted_by"] == "unnamed" else NESTED,
    )  # fmt: skip


def _cue(row: Row) -> GoldFrame:
    roles = {"content": [_spans(row["content"])]}
    roles |= {name: [_spans([row[f"{name}_span"]])] for name in ("speaker", "addressee") if row[f"{name}_span"]}
    anchor = _spans([row["cue"]] if row["cue"] else [])
    marked = frozenset(("speaker", "content", "addressee"))
    return GoldFrame(CUE, anchor, roles, marked, modality=None, polarity=row["polarity"], assertion=None)


def _spans(rows: Iterable[Row]) -> Spans:
    return [Span(row["start"], row["end"]) for row in rows]


def _each(rows: Iterable[Row]) -> list[Spans]:
    return [[span] for span in _spans(rows)]
