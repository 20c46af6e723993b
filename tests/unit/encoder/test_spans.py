"""Spans of the encoder: where quotation marks tell their bounds."""

from __future__ import annotations

import numpy as np

from onrecord.encoder.spans import apart_from, bound_by_marks, runs_of, with_subject, without_marks
from onrecord.frames import Region
from onrecord.text import Span


def _region(text: str, first: str, last: str) -> Region:
    start = text.index(first)
    end = text.index(last, start + 1) + 1
    return Region(span=Span(start, end), inner=Span(start + 1, end - 1), kind="speech")


def _bounded(text: str, words: str) -> str:
    start = text.index(words)
    (span,) = bound_by_marks(text, [Span(start, start + len(words))], [_region(text, "“", "”")])
    return span.of(text)


def test_a_quotation_ends_where_its_mark_does() -> None:
    text = "He said “count your own boats,” as ties sank to the worst in years."
    assert _bounded(text, "“count your own boats,” as ties sank") == "“count your own boats,”"


def test_what_is_quoted_in_part_goes_on() -> None:
    text = "She said “certain statements” had spoilt the talks."
    assert _bounded(text, "“certain statements” had spoilt the talks") == "“certain statements” had spoilt the talks"


def test_a_piece_that_begins_with_a_mark_goes_up_to_the_other() -> None:
    text = "“And the sea always gives back what it takes from us in the end.”"
    assert _bounded(text, "“And the sea") == text


def _pieces(text: str, *words: str) -> list[str]:
    spans = [Span(text.index(piece), text.index(piece) + len(piece)) for piece in words]
    return [span.of(text) for span in bound_by_marks(text, spans, [_region(text, "“", "”")])]


def test_a_later_piece_that_ends_with_a_mark_begins_with_the_other() -> None:
    text = "It would wait, she said. “And the sea always gives back what it takes.”"
    whole = "“And the sea always gives back what it takes.”"
    assert _pieces(text, "It would wait", "takes.”") == ["It would wait", whole]
    assert _pieces(text, "takes.”") == ["takes.”"]


def test_the_end_of_the_next_paragraphs_quotation_is_none_of_this_one() -> None:
    text = "It would wait, she said.\n\n“And the sea always gives back what it takes.”"
    assert _pieces(text, "It would wait", "takes.”") == ["It would wait"]


def test_runs_need_a_seed() -> None:
    tags = np.array([[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.6, 0.0, 0.4], [0.58, 0.0, 0.42], [0.9, 0.0, 0.1]])
    ((first, last, prob),) = runs_of(tags)
    assert (first, last) == (1, 4)
    assert 0.5 < prob < 0.6


def test_an_anchor_has_no_quotation_marks_at_its_ends() -> None:
    text = 'It would "answer for" it.'
    start = text.index('"')
    assert without_marks(text, Span(start, start + 11)).of(text) == "answer for"
    assert without_marks(text, Span(start, start + 1)) == Span(start, start + 1)


def test_content_has_none_of_its_cue() -> None:
    text = "The envoy declined to comment on the bill, and Osei’s claim that it was late was false."

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    def told(content: str, *cues: str) -> list[str]:
        return [span.of(text) for span in apart_from(text, [at(content)], [at(cue) for cue in cues])]

    assert told("on the bill", "declined to comment on") == ["the bill"]
    assert told("’s claim that it was late", "claim") == ["claim that it was late"]
    assert told("it was late was", "was false") == ["it was late"]
    assert told("claim", "claim") == ["claim"]


def test_content_begins_with_its_pronoun_and_holds_no_bare_marks() -> None:
    text = "Lima said it “regretted” the move. Quito told it “no”."
    content = [Span(text.index("“reg"), text.index(" move") + 5)]
    cue = [Span(5, 9)]
    assert [span.of(text) for span in with_subject(text, content, cue, [])] == ["it “regretted” the move"]
    asked, it = [Span(text.index("“no"), text.index("“no") + 4)], Span(text.index("it “no"), text.index("it “no") + 2)
    assert with_subject(text, asked, [Span(text.index("told"), text.index("told") + 4)], [it]) == tuple(asked)


def test_pieces_of_one_sentence_that_only_a_blank_parts_are_one() -> None:
    text = "Lima refused: to open an inquiry. “No.” it said"
    first, second = Span(14, 21), Span(22, 32)
    assert bound_by_marks(text, [Span(12, 13), first, second], []) == (Span(14, 32),)
