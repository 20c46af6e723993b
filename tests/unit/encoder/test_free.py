"""A quotation without a cue is its speaker's whom the words outside of it name: "I" in it names nobody."""

from __future__ import annotations

import onrecord

TEXT = (
    "Sardar Gul, who owns the orchard, sat on a wall beside the road and counted the trees that were left.\n\n"
    "“I have the deeds in my house. Nobody has asked for them.”"
)


def test_i_in_a_quotation_does_not_name_its_speaker() -> None:
    quote = onrecord.read(TEXT).quotes[-1]
    assert quote.cue is None
    assert quote.speaker_span is not None
    assert quote.speaker_span.text == "Sardar Gul"
