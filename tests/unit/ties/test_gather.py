from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from onrecord.entries import Dyad, QuoteEntry
from onrecord.errors import ConfigError
from onrecord.ties import gather
from onrecord.ties.gather import directions
from tests.unit.ties.entries import event

DAY = date(2021, 3, 18)
PAIR = Dyad("CHL", "PRT")


def test_a_deed_passes_from_actor_to_recipient() -> None:
    assert directions(event("a", "CHL", "ACCUSE", "PRT", DAY), PAIR) == (True, False)
    assert directions(event("a", "PRT", "ACCUSE", "CHL", DAY), PAIR) == (False, True)
    assert directions(event("a", "CHL", "ACCUSE", "PER", DAY), PAIR) == (False, False)


def test_a_person_counts_for_the_country_and_for_himself() -> None:
    told = event("a", "CHL/rosa-quiroga", "ACCUSE", "PRT", DAY)
    assert directions(told, PAIR) == (True, False)
    assert directions(told, Dyad("CHL/rosa-quiroga", "PRT")) == (True, False)
    assert directions(told, Dyad("CHL/someone-else", "PRT")) == (False, False)


def test_what_both_do_passes_both_ways() -> None:
    both = {"actors": ("CHL", "PRT"), "actor_countries": ("CHL", "PRT"), "recipients": (), "recipient_countries": ()}
    assert directions(event("a", "CHL", "CONSULT", "PRT", DAY, reciprocal=True, **both), PAIR) == (True, True)
    assert directions(event("a", "CHL", "ASSAULT", "PRT", DAY, **both), PAIR) == (True, True)
    assert directions(event("a", "CHL", "CONSULT", "PRT", DAY, reciprocal=True), PAIR) == (True, True)


def test_joint_deeds_against_a_third_are_none_between_the_two() -> None:
    both = {"actors": ("CHL", "PRT"), "actor_countries": ("CHL", "PRT")}
    assert directions(event("a", "CHL", "SANCTION", "PER", DAY, **both), PAIR) == (False, False)


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"modality": "future"}, "planned"),
        ({"modality": "hypothetical"}, "hypothetical"),
        ({"modality": "negated", "asserted_by": "PRT"}, "denied"),
        ({"asserted_by": "PRT/minister"}, "asserted"),
        ({"asserted_by": "unnamed"}, "asserted"),
    ],
)
def test_what_is_no_deed_stands_apart_and_out_of_the_denominator(more: dict[str, Any], kind: str) -> None:
    found = gather([event("a", "CHL", "ASSAULT", "PRT", DAY, **more)], PAIR, "month")
    assert [row.kind for row in found.beside] == [kind]
    assert not found.deeds
    assert not found.volume.told


def test_the_denominator_counts_all_dyads_once() -> None:
    entries = [
        event("a", "CHL", "ACCUSE", "PRT", DAY),
        event("b", "PER", "CONSULT", "BOL", DAY, outlets=("Herald", "Gazette")),
    ]
    found = gather(entries, PAIR, "month")
    assert [deed.id for deed in found.deeds] == ["a"]
    counted = {outlets: by_interval.total() for outlets, by_interval in found.volume.told.items()}
    assert counted == {("Gazette",): 1, ("Herald", "Gazette"): 1}


def test_a_vague_day_counts_nowhere_and_is_told() -> None:
    vague = event("a", "CHL", "ACCUSE", "PRT", date(2020, 6, 1), last_on=date(2020, 8, 31))
    found = gather([vague, event("b", "CHL", "ACCUSE", "PRT", None)], PAIR, "month")
    assert found.n_undated == 2
    assert not found.deeds
    assert gather([vague], PAIR, "year").n_undated == 0


def test_days_outside_are_passed_over() -> None:
    entries = [event(str(day), "CHL", "ACCUSE", "PRT", day) for day in (date(2021, 1, 31), DAY, date(2021, 4, 1))]
    found = gather(entries, PAIR, "month", first_on=date(2021, 2, 1), last_on=date(2021, 3, 31))
    assert [deed.id for deed in found.deeds] == [str(DAY)]


def test_statements_of_the_one_about_the_other_stand_apart() -> None:
    quote = QuoteEntry(
        id="s1", kind="direct", speaker="CHL/rosa-quiroga", speaker_words=None, speaker_country="CHL", addressee=None,
        about=("PRT/lemos",), polarity="affirmed", first_on=DAY, last_on=DAY, granularity="day", day_from="text", n_reports=1,
        n_independent=1, outlets=("Gazette",), prob=0.9, words="a smuggler",
    )  # fmt: skip
    found = gather([], PAIR, "month", statements=[quote])
    assert [(row.kind, row.forth, row.back) for row in found.beside] == [("statements", True, False)]


def test_one_party_is_no_dyad() -> None:
    with pytest.raises(ConfigError, match="give two"):
        gather([], Dyad("CHL", "CHL"), "month")
