"""What people said in review is marked text for training: right and mended codings, each on its own article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.encoder import labels
from onrecord.errors import ArticleError
from onrecord.frames import CUE
from onrecord.record import Record
from onrecord.review import draw, load_case, to_line

pytestmark = pytest.mark.checkout  # train/ is no part of the wheel


def _export(record: Record, reports: list[str], place: Path) -> Path:
    lines = [json.dumps(to_line(load_case(record, report)), ensure_ascii=False) for report in reports]
    place.write_text("\n".join(lines), encoding="utf-8")
    return place


def test_right_and_mended_codings_are_frames_and_the_rest_is_not_absent(record: Record, tmp_path: Path) -> None:
    from train.examples import IGNORED, to_examples
    from train.reviewed import load_reviewed

    events, (quote,) = draw(record, "event", 3, 1), draw(record, "quote", 1, 1)
    cases = [load_case(record, name) for name in (*events, quote)]
    right, mended, wrong, said = cases
    other = "SANCTION" if mended.told.to_dict()["type"] != "SANCTION" else "COERCE"
    record.judge([right.judged("accepted", "Ada"), right.judged("rejected", "Ben"), right.judged("accepted", "Cid")])
    record.judge([mended.judged("corrected", "Ada", after={"type": other, "mode": None})])
    record.judge([wrong.judged("rejected", "Ada"), said.judged("rejected", "Ada"), said.judged("accepted", "Ada")])
    docs = load_reviewed(_export(record, [case.report.id for case in cases], tmp_path / "judged.jsonl"))
    frames = {(doc.id, frame.type): (doc, frame) for doc in docs for frame in doc.frames}
    kinds = [right.told.to_dict()["type"], other, CUE]
    assert sorted(kind for _, kind in frames) == sorted(kinds)
    for case, kind in zip((right, mended, said), kinds, strict=True):
        doc, frame = frames[case.report.article_key or "", kind]
        assert doc.article.text == case.text
        row = case.told.to_dict()
        words = row["content"] if kind == CUE else row["anchor"]
        spans = frame.roles["content"][0] if kind == CUE else frame.anchor
        assert [doc.article.text[span.start : span.end] for span in spans] == [one["text"] for one in words]
    labelled = [example for example in to_examples(docs) if example.anchors]
    assert {labels.EVENTS[n] for example in labelled for n in example.events if n > 0} == set(kinds[:2])
    assert {int(n) for example in labelled for n in example.events if n <= 0} == {IGNORED}


def test_where_people_differ_evenly_nothing_is_learned(record: Record, tmp_path: Path) -> None:
    from train.reviewed import load_reviewed

    case = load_case(record, draw(record, "event", 1, 1)[0])
    record.judge([case.judged("accepted", "Ada"), case.judged("rejected", "Ben")])
    assert load_reviewed(_export(record, [case.report.id], tmp_path / "judged.jsonl")) == []


def test_a_line_that_is_no_case_is_told_by_its_number(tmp_path: Path) -> None:
    from train.reviewed import load_reviewed

    place = tmp_path / "judged.jsonl"
    place.write_text('{"verdicts": []}\n{"report": 1}\n', encoding="utf-8")
    with pytest.raises(ArticleError, match=r"judged\.jsonl, line 2: no case of onrecord review export"):
        load_reviewed(place)
