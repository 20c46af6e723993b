"""Who is told with a country, and who is not."""

from __future__ import annotations

import pytest

from onrecord.gazetteer.naming import name_abroad


@pytest.mark.parametrize(
    ("actor_id", "name", "told"),
    [
        ("DNK/foreign-ministry", "foreign ministry", "foreign ministry (Denmark)"),
        ("DNK/foreign-ministry", "Foreign Ministry", "Foreign Ministry (Denmark)"),
        ("PER/police", "Police", "Police (Peru)"),
        ("PER/anyone", "anyone", "anyone"),
        ("USA/two-soldiers", "two soldiers", "two soldiers (United States)"),
        ("EUR/commission-spokesman", "commission spokesman", "commission spokesman (European Union)"),
        ("DNK/danish-police", "Danish police", "Danish police"),
        ("PER/six-peruvians", "six Peruvians", "six Peruvians"),
        ("FRA/ministry-of-france", "foreign ministry of France", "foreign ministry of France"),
        ("NOR/elin-dahl", "Elin Dahl", "Elin Dahl"),
        ("UGA/sarwar", "Sarwar", "Sarwar"),
        ("DNK", "Denmark", "Denmark"),
        ("XXX/police", "police", "police"),
        ("IGO/nato", "NATO", "NATO"),
    ],
)
def test_only_who_is_described_without_a_country_is_told_with_it(actor_id: str, name: str, told: str) -> None:
    assert name_abroad(actor_id, name) == told
