from __future__ import annotations

import json
import math
from datetime import date, timedelta

import numpy as np
import pytest

from onrecord.entries import Dyad, EventEntry
from onrecord.errors import ConfigError
from onrecord.ties import DIRECTIONS, Ties, Volume, build_ties, find_balance
from onrecord.ties.sifting import Kept, Stretch, count_volume
from tests.unit.ties.entries import event

PAIR = Dyad("CHL", "PRT")
OUTLETS = ("Gazette", "Herald", "Courier", "Mail", "Post")


def months(n: int, *, share: float, last: float, n_last: int, outlets: tuple[str, ...] = OUTLETS) -> list[EventEntry]:
    """A quiet pair of countries for n months; in the last `n_last` of them another share of the deeds is conflict."""
    rng = np.random.default_rng(4)
    entries = []
    for month in range(n):
        for i in range(int(rng.integers(14, 26))):
            conflict = rng.random() < (last if month >= n - n_last else share)
            day = date(2015 + month // 12, month % 12 + 1, 1) + timedelta(days=int(rng.integers(28)))
            pair = ("CHL", "PRT") if rng.random() < 0.5 else ("PRT", "CHL")
            outlet = str(rng.choice(outlets))
            type_ = "ACCUSE" if conflict else "CONSULT"
            entries.append(event(f"e{month}-{i}", pair[0], type_, pair[1], day, outlets=(outlet,)))
    return entries


@pytest.fixture(scope="module")
def sunken() -> Ties:
    return build_ties(months(60, share=0.2, last=0.8, n_last=3), PAIR)


def test_a_new_low_is_told_with_its_ids(sunken: Ties) -> None:
    both = sunken.both
    assert [turn.interval for turn in both.turns if turn.kind == "new low" and not turn.not_enough][-1] == "2019-12"
    assert both.breaks[-1].interval == "2019-10"
    assert "A new low: worse than every interval from 2015-01" in both.said
    assert both.ties[-1].drivers[0] in both.said
    assert set(both.ties[-1].drivers) <= set(both.ties[-1].ids)


def test_few_outlets_are_not_enough() -> None:
    told = build_ties(months(60, share=0.2, last=0.8, n_last=3, outlets=("Gazette", "Herald")), PAIR)
    assert all(turn.not_enough for turn in told.both.turns)
    assert "not enough evidence (2 outlets, 3 are needed)" in told.both.said


def test_what_one_outlet_alone_tells_does_not_carry_a_low() -> None:
    """The fall is all the Gazette's, whose share of the reports is large; the others go on as before."""
    entries = months(60, share=0.2, last=0.2, n_last=3)
    day = date(2019, 12, 15)
    entries += [event(f"g{i}", "CHL", "ACCUSE", "PRT", day, outlets=("Gazette",)) for i in range(60)]
    told = build_ties(entries, PAIR).both
    assert all(turn.not_enough for turn in told.turns if turn.kind == "new low")


def test_a_steady_pair_has_no_turn() -> None:
    told = build_ties(months(60, share=0.2, last=0.2, n_last=3), PAIR)
    assert not [turn for turn in told.both.turns if not turn.not_enough]
    assert not told.both.breaks


def test_tension_is_the_log_rate_of_weighted_conflict_over_all() -> None:
    day = date(2021, 3, 18)
    entries = [
        event("a", "CHL", "ACCUSE", "PRT", day), event("b", "CHL", "SANCTION", "PRT", day),
        event("c", "CHL", "CONSULT", "PRT", day), event("d", "PER", "AID", "BOL", day), event("e", "PRT", "ASSAULT", "CHL", day),
    ]  # fmt: skip
    told = build_ties(entries, PAIR)
    forth, back, both = (one.ties[0] for one in told.series)
    assert (forth.weighted_conflict, back.weighted_conflict, both.weighted_conflict) == (4.0, 3.0, 7.0)
    assert {forth.n_all, back.n_all, both.n_all} == {5}
    assert forth.tension == pytest.approx(math.log(4.5 / 5))
    assert forth.quads == (1, 0, 1, 1)
    assert forth.drivers == ("b", "a")


def test_both_scales_stand_apart() -> None:
    day = date(2021, 3, 18)
    entries = [
        event("a", "CHL", "ACCUSE", "PRT", day, goldstein=-2.0), event("b", "CHL", "AGREE", "PRT", day),
    ]  # fmt: skip
    tie = build_ties(entries, PAIR).forth.ties[0]
    assert (tie.goldstein, tie.n_goldstein) == (-2.0, 1)
    assert (tie.plover_score, tie.n_plover_score) == (pytest.approx((-3.0 + 2.5) / 2), 2)


def test_outlets_cut_the_denominator_too() -> None:
    day = date(2021, 3, 18)
    entries = [
        event("a", "CHL", "ACCUSE", "PRT", day, outlets=("Gazette",)),
        event("b", "CHL", "ACCUSE", "PRT", day, outlets=("Herald",)),
        event("c", "PER", "AID", "BOL", day, outlets=("Herald", "Gazette")),
        event("d", "PER", "AID", "BOL", day, outlets=("Herald",)),
    ]
    told = build_ties(entries, PAIR, outlets=["Gazette"])
    assert (told.forth.ties[0].n_events, told.forth.ties[0].n_all, told.n_outlets) == (1, 2, 1)
    dropped = build_ties(entries, PAIR, drop_largest=True)
    assert dropped.dropped == "Gazette"  # one each: the first by name
    assert (dropped.forth.ties[0].ids, dropped.forth.ties[0].n_all) == (("b",), 3)


def test_only_outlets_that_were_chosen_are_counted_and_dropped() -> None:
    day = date(2021, 3, 18)
    entries = [event(f"{n}", "CHL", "ACCUSE", "PRT", day, outlets=("Gazette", "Post")) for n in range(3)]
    entries += [event(f"h{n}", "CHL", "ACCUSE", "PRT", day, outlets=("Herald",)) for n in range(2)]
    told = build_ties(entries, PAIR, outlets=["Gazette"])
    assert (told.forth.ties[0].n_outlets, told.n_outlets) == (1, 1)
    dropped = build_ties(entries, PAIR, outlets=["Post", "Herald"], drop_largest=True)
    assert (dropped.dropped, dropped.forth.ties[0].ids, dropped.forth.ties[0].n_outlets) == ("Post", ("h0", "h1"), 1)
    without = build_ties(entries, PAIR, drop_largest=True)
    assert (without.dropped, without.forth.ties[0].n_events, without.forth.ties[0].n_outlets) == ("Gazette", 5, 2)


def test_more_intervals_than_may_be_are_refused_and_those_that_may_are_not() -> None:
    entries = [event("a", "CHL", "ACCUSE", "PRT", date(2021, 3, 18))]
    days = {"first_on": date(2021, 1, 1), "last_on": date(2021, 3, 31)}
    assert len(build_ties(entries, PAIR, by="day", most=90, **days).forth.ties) == 90
    with pytest.raises(
        ConfigError, match="there are 90 intervals by day, and no more than 89 are counted; ask for fewer"
    ):
        build_ties(entries, PAIR, by="day", most=89, **days)


def test_the_order_of_entries_changes_nothing() -> None:
    entries = months(24, share=0.3, last=0.3, n_last=1)
    forwards, backwards = build_ties(entries, PAIR).to_dict(), build_ties(entries[::-1], PAIR).to_dict()
    for one, other in zip(forwards["series"], backwards["series"], strict=True):
        for tie, twin in zip(one["ties"], other["ties"], strict=True):
            assert sorted(tie.pop("ids")) == sorted(twin.pop("ids"))
    assert forwards == backwards


def test_a_volume_of_all_dyads_can_be_given() -> None:
    day = date(2021, 3, 18)
    at = day.year * 12 + day.month - 1
    volume = Volume()
    volume.add(at, ("Herald",), 40)
    told = build_ties([event("a", "CHL", "ACCUSE", "PRT", day)], PAIR, volume=volume)
    assert told.forth.ties[0].n_all == 40


def test_gaps_are_intervals_too_and_json_holds_all() -> None:
    entries = [event(str(day), "CHL", "ACCUSE", "PRT", day) for day in (date(2021, 1, 5), date(2021, 4, 5))]
    told = build_ties(entries, PAIR)
    assert [tie.interval for tie in told.forth.ties] == ["2021-01", "2021-02", "2021-03", "2021-04"]
    assert told.forth.ties[1].tension is None
    assert told.back.ties[0].tone is None
    again = json.loads(json.dumps(told.to_dict()))
    assert again["series"][0]["ties"][0]["quads"] == {"1": 0, "2": 0, "3": 1, "4": 0}


def test_one_report_says_what_outweighs_and_no_more() -> None:
    day = date(2021, 3, 18)
    entries = [event(f"c{i}", "CHL", "ACCUSE", "PRT", day) for i in range(8)]
    entries += [event("k", "CHL", "AGREE", "PRT", day)]
    told = build_ties(entries, PAIR).forth
    assert find_balance(told.ties[0]) == "conflict"
    assert "nothing earlier to compare with" in told.said
    assert "new low" not in told.said


def test_a_day_series_of_ten_years_is_drawn_in_seconds() -> None:
    rng = np.random.default_rng(0)
    first = date(2010, 1, 1)
    entries = [
        event(
            f"e{i}",
            "CHL",
            str(rng.choice(["ACCUSE", "CONSULT"])),
            "PRT",
            first + timedelta(days=int(rng.integers(3650))),
        )
        for i in range(2000)
    ]
    told = build_ties(entries, PAIR, by="day")
    assert len(told.forth.ties) > 3600


def test_each_direction_alone_is_the_same_as_among_all(sunken: Ties) -> None:
    entries = months(60, share=0.2, last=0.8, n_last=3)
    for way, among in zip(DIRECTIONS, sunken.series, strict=True):
        assert build_ties(entries, PAIR, ways=(way,)).series == (among,)
        assert getattr(sunken, way) == among


@pytest.mark.parametrize(
    "kept", [Kept(), Kept(without="A"), Kept(only=frozenset("BC")), Kept(only=frozenset("AB"), without="B")]
)
def test_the_denominator_is_what_counting_one_by_one_gives(kept: Kept) -> None:
    told = [(at, outlets) for at in range(90, 111) for outlets in ((), ("A",), ("A", "B"), ("C",), ("B", "C", "A"))]
    volume, stretch = Volume(), Stretch(first=95, last=108)
    for number, (at, outlets) in enumerate(told):
        volume.add(at, outlets, number % 4)
    for at, n in enumerate(count_volume(volume, kept, stretch), start=stretch.first):
        assert n == sum(number % 4 for number, (when, outlets) in enumerate(told) if when == at and kept.holds(outlets))
    assert volume.names == {"A", "B", "C"}


def test_the_other_way_round_the_same_is_told(sunken: Ties) -> None:
    entries = months(60, share=0.2, last=0.8, n_last=3)
    assert build_ties(entries, PAIR.turned) == sunken.turned
    assert build_ties(entries, PAIR.turned, ways=("both",)).both == sunken.turned.both
    assert sunken.turned.both.said.startswith("PRT ↔ CHL")
    assert sunken.turned.turned == sunken
