from __future__ import annotations

from datetime import date, timedelta

import pytest

from onrecord.gazetteer import Known, Office, load_gazetteer
from onrecord.gazetteer.actors import first_day, last_day, over_day
from onrecord.gazetteer.people import Listed, People

PEOPLE = load_gazetteer().people


def office(name: str, start: str, end: str, *, country: str = "NOR", rank: int = 1, sectors: str = "GOV") -> Office:
    return Office.of(name, country, tuple(sectors.split()), rank, start, end, "h")


def person(actor_id: str, name: str, *offices: Office, **more: object) -> Known:
    rank = min((one.rank for one in offices), default=6)
    told = {"names": (name,), "country": actor_id[:3], "kind": "person", "rank": rank, "offices": offices} | more
    return Known(id=actor_id, name=name, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(("told", "first", "last", "over"), [
    ("", None, None, None),
    ("2012", date(2012, 1, 1), date(2012, 12, 31), date(2013, 1, 1)),
    ("2012-02", date(2012, 2, 1), date(2012, 2, 29), date(2012, 3, 1)),
    ("2012-02-07", date(2012, 2, 7), date(2012, 2, 7), date(2012, 2, 7)),
])  # fmt: skip
def test_partial_dates(told: str, first: date | None, last: date | None, over: date | None) -> None:
    assert (first_day(told), last_day(told), over_day(told)) == (first, last, over)


@pytest.mark.parametrize(("start", "end", "day", "status"), [
    ("2012-05-07", "2013-06-01", date(2012, 5, 6), None),
    ("2012-05-07", "2013-06-01", date(2012, 5, 7), "current"),
    ("2012-05-07", "2013-06-01", date(2013, 5, 31), "current"),
    ("2012-05-07", "2013-06-01", date(2013, 6, 1), "former"),
    ("2012", "2013", date(2013, 12, 31), "current"),
    ("2012", "2013", date(2014, 1, 1), "former"),
    ("2012", "~2013-06-01", date(2013, 6, 1), "current"),
    ("2012", "~2013-06-01", date(2013, 6, 2), "last known"),
    ("", "2013", date(1900, 1, 1), "current"),
    ("2012", "", date(2999, 1, 1), "current"),
])  # fmt: skip
def test_where_an_office_stands_on_a_day(start: str, end: str, day: date, status: str | None) -> None:
    assert office("president", start, end).status_on(day) == status


def test_the_highest_office_of_the_day_counts_and_then_what_was_last_heard() -> None:
    known = person(
        "NOR/x", "X Y", office("member of parliament", "2001", "~2019-01-01", rank=5, sectors="LEG"),
        office("prime minister", "2010-01-01", "2012-01-01"), office("finance minister", "2013-01-01", "2014-01-01", rank=3),
    )  # fmt: skip
    assert [known.office_on(day).office.name for day in (date(2005, 1, 1), date(2011, 1, 1), date(2012, 6, 1), date(2013, 6, 1))] == [
        "member of parliament", "prime minister", "member of parliament", "finance minister",
    ]  # type: ignore[union-attr]  # fmt: skip
    last = known.office_on(date(2020, 1, 1))
    assert last is not None
    assert (last.office.name, last.status) == ("member of parliament", "last known")
    assert known.office_on(date(2000, 1, 1)) is None


def test_who_left_the_state_s_service_is_elite_and_a_rebel_stays_one() -> None:
    minister = person("NOR/x", "X Y", office("minister", "2001", "2005"))
    rebel = person("NOR/z", "Z Y", office("commander", "2001", "2005", sectors="REB"))
    assert (minister.sectors_on(date(2003, 1, 1)), minister.sectors_on(date(2010, 1, 1))) == (("GOV",), ("ELI",))
    assert rebel.sectors_on(date(2010, 1, 1)) == ("REB",)
    assert minister.sectors_on(date(2000, 1, 1)) == ()


@pytest.mark.parametrize(("name", "expected"), [
    ("Recep Tayyip Erdoğan", "TUR/recep-tayyip-erdogan"), ("recep tayyip erdogan", "TUR/recep-tayyip-erdogan"),
    ("VLADIMIR PUTIN", "RUS/vladimir-putin"), ("Volodymyr Zelenskiy", "UKR/volodymyr-zelenskyy"),
    ("Shinzo Abe", "JPN/shinzo-abe"), ("Abe Shinzo", "JPN/shinzo-abe"), ("Xi Jinping", "CHN/xi-jinping"),
])  # fmt: skip
def test_persons_are_found_whatever_the_spelling(name: str, expected: str) -> None:
    assert expected in [known.id for known in PEOPLE.find(name)]


@pytest.mark.parametrize("name", ["", " ", "zzz qqq", "’", "Putin", "a\tb", "x" * 100_000])
def test_nobody_is_found_by_what_is_no_whole_name(name: str) -> None:
    assert [known for known in PEOPLE.find(name) if known.kind == "person"] == []


@pytest.mark.parametrize(("country", "asked", "day", "expected"), [
    ("GBR", "prime minister", date(1999, 5, 1), ["GBR/tony-blair"]),
    ("DEU", "chancellor", date(2010, 5, 1), ["DEU/angela-merkel"]),
    ("USA", "secretary of state", date(2014, 5, 1), ["USA/john-kerry"]),
    ("USA", "president", date(2001, 1, 19), ["USA/bill-clinton"]),
    ("NOR", "king", date(2020, 5, 1), ["NOR/harald-v"]),
    ("NOR", "president", date(2020, 5, 1), []),
    ("ZZZ", "president", date(2020, 5, 1), []),
    ("DEU", "chancellor", date(1900, 1, 1), []),
])  # fmt: skip
def test_holders_of_an_office_on_a_day(country: str, asked: str, day: date, expected: list[str]) -> None:
    assert [known.id for known in PEOPLE.holders(country, asked, day)] == expected


def test_who_is_only_last_known_is_told_while_that_is_not_too_long_ago() -> None:
    people = People([Listed([person("NOR/x", "X Y", office("prime minister", "2001", "~2005-01-01"))])])
    assert [known.id for known in people.holders("NOR", "premier", date(2006, 1, 1))] == ["NOR/x"]
    assert people.holders("NOR", "premier", date(2005, 1, 1) + timedelta(days=6 * 365)) == ()


def test_who_holds_an_office_comes_in_place_of_who_was_last_known_to() -> None:
    people = People([Listed([
        person("NOR/x", "X Y", office("prime minister", "2001", "~2005-01-01")),
        person("NOR/z", "Z Y", office("prime minister", "2006", "2009")),
    ])])  # fmt: skip
    assert [known.id for known in people.holders("NOR", "prime minister", date(2006, 6, 1))] == ["NOR/z"]


@pytest.mark.parametrize(("surname", "day", "expected"), [
    ("Merkel", date(2015, 3, 1), "DEU/angela-merkel"), ("merkel", date(2024, 3, 1), "DEU/angela-merkel"),
    ("Merkel", date(1980, 1, 1), None), ("Bush", date(1991, 1, 1), "USA/george-h-w-bush"), ("Bush", date(2003, 1, 1), "USA/george-w-bush"),
    ("Osei", date(2015, 1, 1), None), ("", date(2015, 1, 1), None),
    ("Xi", date(2020, 1, 1), "CHN/xi-jinping"), ("Arabia", date(2020, 1, 1), None),
])  # fmt: skip
def test_whom_a_bare_surname_means(surname: str, day: date, expected: str | None) -> None:
    found = PEOPLE.prominent(surname, day)
    assert (found.id if found else None) == expected


def test_a_surname_of_two_who_fit_alike_means_nobody() -> None:
    two = [person(f"NOR/{n}", f"{n} Berg", office("president", "2001", "2005")) for n in ("anna", "otto")]
    assert People([Listed(two)]).prominent("Berg", date(2003, 1, 1)) is None


def test_the_first_layer_wins() -> None:
    own = person("RUS/vladimir-putin", "Somebody Else")
    people = People([Listed([own, own])])
    both = People([Listed([own]), *load_gazetteer().people._layers])
    assert both.by_id("RUS/vladimir-putin") == people.by_id("RUS/vladimir-putin")
    assert both.find("Vladimir Putin") == ()
    assert [known.id for known in both.find("somebody else")] == ["RUS/vladimir-putin"]
    assert sum(known.id == "RUS/vladimir-putin" for known in both) == 1


def test_search_finds_the_beginnings_of_words_and_the_best_known_first() -> None:
    assert [known.id for known in PEOPLE.search("ang merk")] == ["DEU/angela-merkel"]
    assert PEOPLE.search("boris johnson")[0].id == "GBR/boris-johnson"
    assert PEOPLE.search("") == PEOPLE.search("!?") == PEOPLE.search("zzzz") == []


def test_an_own_holder_comes_in_place_of_those_that_ship() -> None:
    own = person("NOR/x", "X Y", office("prime minister", "2014-01-01", "2016-01-01"))
    people = People([Listed([own]), *load_gazetteer().people._layers])
    assert [known.id for known in people.holders("NOR", "prime minister", date(2015, 1, 1))] == ["NOR/x"]
