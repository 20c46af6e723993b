"""The codebook in docs/ is the one that the code prints."""

from __future__ import annotations

from onrecord.exchange import build_codebook
from tests.conftest import ROOT


def test_the_codebook_is_the_code_s_own() -> None:
    """Renew it with: onrecord export --codebook > docs/codebook.md."""
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == build_codebook()
