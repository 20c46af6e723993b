"""What is told in the reporter's words and the quotation in a sentence behind it are two statements of one speaker."""

from __future__ import annotations

import pytest

import onrecord


@pytest.mark.parametrize(
    "text",
    [
        "Ms Vela added that she wished the mayor luck. “I'm saying this with a smile, not as a threat.”",
        "Rivals shook hands.\n\nMr Okoye added that he wished Mr Adu a long life. “I mean it, without any malice.”",
    ],
)
def test_a_quotation_behind_a_report_is_a_statement_of_its_own(text: str) -> None:
    told, quoted = onrecord.read(text).quotes
    assert (told.kind, quoted.kind) == ("indirect", "direct")
    assert told.speaker == quoted.speaker
    assert quoted.cue is None
    assert quoted.content[0].text == text[text.index("“") :]


def test_a_quotation_that_goes_on_behind_its_cue_is_one() -> None:
    (quote,) = onrecord.read(
        "“We wish the mayor luck,” Ms Vela said on Monday. “And we mean it, without malice.”"
    ).quotes[:1]
    assert quote.content[0].text == "“We wish the mayor luck,”"


def test_an_addressee_ends_where_what_is_said_begins() -> None:
    text = (
        "India scrapped a law on Monday.\n\nHome Minister Anil Rathore told parliament the president had signed the decree, "
        "and opposition lawmakers shouted “murder of democracy”."
    )
    quote = next(one for one in onrecord.read(text).quotes if one.cue is not None and one.cue.text == "told")
    assert quote.addressee_span is not None
    assert (quote.addressee_span.text, quote.content[0].text) == ("parliament", "the president had signed the decree")


def test_who_asks_not_to_be_named_says_nothing_by_that() -> None:
    text = "“We did not order any flight,” said a French army spokesman, who asked not to be named."
    assert [quote.cue.text for quote in onrecord.read(text).quotes if quote.cue] == ["said"]
