from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from onrecord.facts import Moment
from onrecord.frames import Draft
from onrecord.stages.regions import find_regions
from onrecord.stages.times import find_times, resolve_time
from onrecord.stages.times.compound import third
from onrecord.stages.times.words import load_words
from onrecord.syntax import analyse
from onrecord.text import Article, Span

WEDNESDAY = date(2022, 9, 14)


def days(words: str, published_on: date | None = WEDNESDAY, *, future: bool = False) -> str:
    """ "first" or "first..last" as ISO days; "?" where unresolved."""
    found = resolve_time(words, published_on, future=future)
    if found.first_on is None:
        assert found.unresolved
        return "?"
    return str(found.first_on) if found.first_on == found.last_on else f"{found.first_on}..{found.last_on}"


def moments(text: str, published_on: date | None = WEDNESDAY) -> dict[str, Moment]:
    """The times of a text of one sentence a line, by their words; syntax as the pipeline gives it."""
    article = Article.from_text(text, published_on=published_on)
    syntax = analyse(article.text, article.paragraphs)
    found = find_times(article, find_regions(article, Draft(sentences=article.paragraphs, syntax=syntax))).times
    for moment in found:
        assert Span(moment.evidence.start, moment.evidence.end).of(article.text) == moment.evidence.text
    return {moment.evidence.text: moment for moment in found}


@pytest.mark.parametrize(("words", "expected"), [
    ("Wednesday", "2022-09-14"), ("Thursday", "2022-09-08"), ("last Wednesday", "2022-09-07"),
    ("next Monday", "2022-09-19"),
    ("this Friday", "2022-09-16"), ("Friday last week", "2022-09-09"), ("Tues.", "2022-09-13"),
    ("late Monday", "2022-09-12"),
    ("Monday night", "2022-09-12"), ("9:30 p.m. on Tuesday", "2022-09-13"), ("Tuesday at noon", "2022-09-13"),
    ("today", "2022-09-14"), ("the day before yesterday", "2022-09-12"), ("tomorrow morning", "2022-09-15"),
    ("last night", "2022-09-13"), ("tonight", "2022-09-14"), ("the evening of 3 May", "2022-05-03"),
])  # fmt: skip
def test_days_of_the_week_and_of_now(words: str, expected: str) -> None:
    assert days(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("4 October", "2021-10-04"), ("October 4, 2019", "2019-10-04"), ("4th of October 2019", "2019-10-04"),
    ("the 3rd", "2022-09-03"), ("the 20th", "2022-08-20"), ("Oct. 4 last year", "2021-10-04"),
    ("29 February", "2020-02-29"),
    ("2019-10-04", "2019-10-04"), ("25/12/2020", "2020-12-25"), ("12/25/2020", "2020-12-25"),
    ("04.03.2020", "2020-03-04"),
    ("05/05/2020", "2020-05-05"), ("5-Oct-2019", "2019-10-05"), ("Saturday, 10 September", "2022-09-10"),
    ("Tuesday (September 20)", "2022-09-20"), ("Christmas Eve", "2021-12-24"), ("last Christmas", "2021-12-25"),
    ("Christmas 2019", "2019-12-25"), ("the fourth of July", "2022-07-04"),
])  # fmt: skip
def test_dates(words: str, expected: str) -> None:
    assert days(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("this week", "2022-09-12..2022-09-18"), ("last week", "2022-09-05..2022-09-11"),
    ("the weekend", "2022-09-10..2022-09-11"),
    ("this weekend", "2022-09-17..2022-09-18"), ("last weekend", "2022-09-10..2022-09-11"),
    ("August", "2022-08-01..2022-08-31"), ("October", "2021-10-01..2021-10-31"),
    ("last September", "2021-09-01..2021-09-30"),
    ("next September", "2023-09-01..2023-09-30"), ("February 2020", "2020-02-01..2020-02-29"),
    ("last month", "2022-08-01..2022-08-31"), ("next year", "2023-01-01..2023-12-31"),
    ("2016", "2016-01-01..2016-12-31"),
    ("last winter", "2021-12-01..2022-02-28"), ("last summer", "2022-06-01..2022-08-31"),
    ("next spring", "2023-03-01..2023-05-31"),
    ("the autumn of 2019", "2019-09-01..2019-11-30"), ("Q3 2021", "2021-07-01..2021-09-30"),
    ("the second quarter", "2022-04-01..2022-06-30"), ("the fourth quarter", "2021-10-01..2021-12-31"),
    ("the first half of 2021", "2021-01-01..2021-06-30"), ("the 1970s", "1970-01-01..1979-12-31"),
    ("the '80s", "1980-01-01..1989-12-31"), ("the nineties", "1990-01-01..1999-12-31"),
    ("the 18th century", "1700-01-01..1799-12-31"), ("the past two years", "2020-09-14..2022-09-14"),
    ("the next three weeks", "2022-09-14..2022-10-05"), ("the week before last", "2022-08-29..2022-09-04"),
])  # fmt: skip
def test_periods(words: str, expected: str) -> None:
    assert days(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("early July", "2022-07-01..2022-07-10"), ("late 2021", "2021-09-01..2021-12-31"),
    ("mid-2020", "2020-05-01..2020-08-31"),
    ("late last month", "2022-08-21..2022-08-31"), ("the end of the month", "2022-09-30"),
    ("the start of 2021", "2021-01-01"),
    ("earlier this month", "2022-09-01..2022-09-14"), ("later this year", "2022-09-14..2022-12-31"),
    ("the rest of the week", "2022-09-14..2022-09-18"), ("the early 1990s", "1990-01-01..1992-12-31"),
    ("the first week of June", "2022-06-01..2022-06-07"), ("the last Sunday in May", "2022-05-29"),
    ("the second Tuesday of March 2021", "2021-03-09"), ("the first three months of 2021", "2021-01-01..2021-03-31"),
    ("the week of 6 July", "2022-07-04..2022-07-10"),
])  # fmt: skip
def test_pieces_of_periods(words: str, expected: str) -> None:
    assert days(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("three weeks ago", "2022-08-24"), ("a month ago", "2022-08-14"), ("two and a half years ago", "2020-03-14"),
    ("a couple of days ago", "2022-09-12"), ("half a century ago", "1972-09-14"), ("10 days from now", "2022-09-24"),
    ("a week before last Friday", "2022-09-02"), ("two days after 3 May 2022", "2022-05-05"),
    ("a year ago today", "2021-09-14"), ("twenty-five years ago", "1997-09-14"), ("in two weeks' time", "2022-09-28"),
])  # fmt: skip
def test_counted_offsets(words: str, expected: str) -> None:
    assert days(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("May 3-9", "2022-05-03..2022-05-09"), ("3 to 9 May 2021", "2021-05-03..2021-05-09"),
    ("May 3 to June 4", "2022-05-03..2022-06-04"),
    ("Friday through Monday", "2022-09-09..2022-09-12"), ("between May and July", "2022-05-01..2022-07-31"),
    ("November to February", "2021-11-01..2022-02-28"), ("November to February 2020", "2019-11-01..2020-02-29"),
    ("2014-2018", "2014-01-01..2018-12-31"), ("1996-97", "1996-01-01..1997-12-31"),
    ("May 3 and 4", "2022-05-03..2022-05-04"),
    ("Monday to today", "2022-09-12..2022-09-14"), ("Monday to sign the accord", "2022-09-12"),
])  # fmt: skip
def test_ranges(words: str, expected: str) -> None:
    assert days(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("Friday", "2022-09-16"), ("Wednesday", "2022-09-14"), ("4 October", "2022-10-04"),
    ("August", "2023-08-01..2023-08-31"),
    ("September", "2022-09-01..2022-09-30"), ("the spring", "2023-03-01..2023-05-31"), ("in two weeks", "2022-09-28"),
    ("the fourth quarter", "2022-10-01..2022-12-31"), ("the weekend", "2022-09-17..2022-09-18"),
    ("last Friday", "2022-09-09"),
])  # fmt: skip
def test_what_lies_ahead_is_the_next_one(words: str, expected: str) -> None:
    assert days(words, future=True) == expected


@pytest.mark.parametrize(("words", "reason"), [
    ("that day", "another time"), ("the next day", "another time"), ("three days later", "another time"),
    ("the following month", "another time"), ("March of that year", "another time"),
    ("two days after the flood", "an event"),
    ("the day before the vote", "an event"), ("six weeks of strikes", "length"), ("several years ago", "no number"),
    ("two or three weeks ago", "no number"), ("03/04/2021", "either way"), ("31 June", "no such day"),
    ("31/31/2021", "no such day"),
    ("the 2018 election", "no time"), ("the anniversary of the flood", "no time"), ("", "no time"),
    ("ten thousand years ago", "calendar"),
    ("three hours ago", "hour"), ("the 4th century BC", "first year"), ("2019 to 2016", "before it begins"),
    ("the fifth Monday of February 2021", "not so long"),
])  # fmt: skip
def test_no_guess(words: str, reason: str) -> None:
    found = resolve_time(words, WEDNESDAY)
    assert (found.first_on, found.last_on, found.value) == (None, None, None)
    assert reason in (found.unresolved or "")


@pytest.mark.parametrize(
    "words", ["Friday", "last week", "4 October", "in May", "two weeks ago", "next summer", "tonight"]
)
def test_without_a_day_of_publication_relative_times_are_unresolved(words: str) -> None:
    assert "day of publication" in (resolve_time(words, None).unresolved or "")


def test_without_a_day_of_publication_dated_times_are_resolved() -> None:
    assert days("4 October 2019", None) == "2019-10-04"
    assert days("January to March 2020", None) == "2020-01-01..2020-03-31"


@pytest.mark.parametrize(("words", "value", "granularity"), [
    ("Friday night", "2022-09-09TNI", "part-of-day"), ("10:30 on Friday", "2022-09-09T10:30", "instant"),
    ("3 p.m. GMT Friday", "2022-09-09T15:00", "instant"), ("this week", "2022-W37", "week"),
    ("the weekend", "2022-W36-WE", "weekend"),
    ("last winter", "2021-WI", "season"), ("Q1 2020", "2020-Q1", "quarter"),
    ("the second half of 2020", "2020-H2", "half-year"),
    ("the 1990s", "199", "decade"), ("the 20th century", "19", "century"),
    ("May 3-9", "2022-05-03/2022-05-09", "range"),
    ("two months ago", "2022-07", "month"), ("late last year", "2021", "year"), ("3 May", "2022-05-03", "day"),
])  # fmt: skip
def test_value_and_granularity(words: str, value: str, granularity: str) -> None:
    found = resolve_time(words, WEDNESDAY)
    assert (found.value, found.granularity) == (value, granularity)


def test_hedges_are_told() -> None:
    assert "approximate: nearly" in (resolve_time("nearly three weeks ago", WEDNESDAY).how or "")
    assert "approximate: more than" in (resolve_time("more than a month ago", WEDNESDAY).how or "")
    assert "approximate" not in (resolve_time("just three weeks ago", WEDNESDAY).how or "")


@pytest.mark.parametrize(("text", "words", "day"), [
    ("The envoys will meet in Lima on Friday.", "Friday", "2022-09-16"),
    ("The envoys met in Lima on Friday.", "Friday", "2022-09-09"),
    ("On Friday, the envoys will meet in Lima.", "Friday", "2022-09-16"),
    ("He said on Friday that the envoys will meet.", "Friday", "2022-09-09"),
    ("The minister said it would reopen the port on Friday.", "Friday", "2022-09-16"),
    ("Talks scheduled for Friday were called off.", "Friday", "2022-09-16"),
    ("They agreed to sign on Friday.", "Friday", "2022-09-16"),
    ("She flew to Quito to see him on Friday.", "Friday", "2022-09-09"),
    ("The ban takes effect on 4 October.", "4 October", "2022-10-04"),
    ("Prices fell ahead of Friday's vote.", "Friday", "2022-09-16"),
    ("The port was closed due to storms on Friday.", "Friday", "2022-09-09"),
    ("The troops will leave in two weeks.", "in two weeks", "2022-09-28"),
    ("She has sought to mend ties since taking office in June.", "June", "2022-06-01"),
])  # fmt: skip
def test_the_verb_tells_which_way_to_look(text: str, words: str, day: str) -> None:
    assert str(moments(text)[words].first_on) == day


def test_spans_and_order() -> None:
    found = moments("On Friday night and on 3 May, about two weeks ago, the guards of the late 1990s fled.")
    assert list(found) == ["Friday night", "3 May", "about two weeks ago", "the late 1990s"]


def test_a_preposition_that_makes_a_bound_is_told() -> None:
    assert (moments("It has been shut since Monday.")["Monday"].how or "").endswith("a bound: since")


@pytest.mark.parametrize("text", [
    "Prime Minister Theresa May spoke; May said no.", "It may rain and they march on.",
    "The Women's March drew crowds.",
    "She waited a second and gave 16 people bread.", "The Sunday Times wrote it.", "He leads Friday prayers.",
    "The Prague Spring was crushed.", "Prices fall and hopes spring up.", "The fall of the city shook them.",
    "Voters remember the 2018 US presidential election.", "They meddled in 2018 elections.",
    "The sides meet every Friday.",
    "He works on Fridays and Friday nights.", "A post-2016 order with a year-long, 10-day, two-year-old ban.",
    "It costs $2016 a month after tax.",
    "They held out for six weeks.", "Some 2000 soldiers fled.", "April Jones and June Osei left.",
    "She sat with Jan and Sun Li.",
    "He bought Christmas trees.", "They came on Good Friday and Super Tuesday.", "It runs twice in a day.",
    "Russia Today said so.",
    "The Clean Rivers Act of 1998 stands.", "Police said 9/11 changed it.", "C'mon. Let us march 15 miles.",
    "The flat costs 300 dollars a week after tax.",
])  # fmt: skip
def test_these_are_no_times(text: str) -> None:
    assert moments(text) == {}


@pytest.mark.parametrize(("text", "words"), [
    ("She resigned in May.", "May"), ("In March the army left.", "March"), ("They fled in 2018.", "2018"),
    ("A vote (2018) failed.", "2018"),
    ("It began last spring.", "last spring"), ("They met in the fall.", "the fall"),
    ("Since Tuesday's raid it is calm.", "Tuesday"),
    ("OSLO, Sept. 12 (Wire) - Snow fell.", "Sept. 12"), ("They came on the 3rd.", "the 3rd"),
    ("Today they wept.", "Today"),
    ("The May 3 raid failed.", "May 3"), ("A Friday deadline passed.", "Friday"),
    ("It was the third quarter of 2021.", "the third quarter of 2021"),
])  # fmt: skip
def test_these_are_times(text: str, words: str) -> None:
    assert list(moments(text)) == [words]


def test_what_counts_from_another_time_is_found_and_left_open() -> None:
    found = moments("They fled two days after the flood and came back the next day.")
    assert {words: moment.first_on for words, moment in found.items()} == {"two days after": None, "the next day": None}


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("They fled on 5 May 2003 and came back the next day.", "the next day", "2003-05-06"),
    ("They met on 5 May 2003. A week later they agreed.", "A week later", "2003-05-12"),
    ("They met on 5 May 2003.\n\nThree days earlier, ships had come.", "Three days earlier", "2003-05-02"),
    ("They met on 5 May 2003. Ships had come the day before.", "the day before", "2003-05-04"),
    ("They met on 5 May 2003 and parted the next morning.", "the next morning", "2003-05-06TMO"),
    ("They met on 5 May 2003 and parted that night.", "that night", "2003-05-05TNI"),
    ("They met on 5 May 2003 and again the following week.", "the following week", "2003-W20"),
    ("They met on 5 May 2003. Two months later ships came.", "Two months later", "2003-07"),
    ("They met in May 2003. A month later ships came.", "A month later", "2003-06"),
    ("War came in 1998 and ended two years later.", "two years later", "2000"),
    ("They met on 5 May 2003, and in June of that year ships came.", "June of that year", "2003-06"),
    ("They met on 5 May 2003 and parted about two weeks later.", "about two weeks later", "2003-05-19"),
])  # fmt: skip
def test_what_counts_from_a_time_told_before_is_counted_from_it(text: str, words: str, expected: str) -> None:
    assert moments(text)[words].value == expected


@pytest.mark.parametrize(("text", "words"), [
    ("They met in May 2003. A week later ships came.", "A week later"),  # a month tells no day
    ("War came in 1998. The next day they fled.", "The next day"),
    ("They met on 5 May 2003, a week later than planned.", "a week later"),
    ('On 5 May 2003 he said: "Ships came the next day."', "the next day"),  # told by another voice
    ("OSLO, Sept. 12 (Wire) - A week later it snowed.", "A week later"),  # the day of filing
    ("They met on Wednesday. Ships came the next month.", "the next month"),  # it would lie after publication
])  # fmt: skip
def test_nothing_is_counted_from_a_time_that_does_not_fit(text: str, words: str) -> None:
    found = moments(text)
    assert all(moment.first_on is None for told, moment in found.items() if told == words)


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("The envoy has been on leave since October.", "October", "2021-10"),
    ("The trial was adjourned until Friday.", "Friday", "2022-09-16"),
    ("The vote was postponed to Friday.", "Friday", "2022-09-16"),
    ("They stayed until Friday.", "Friday", "2022-09-09"),
])  # fmt: skip
def test_since_looks_back_and_what_is_put_off_lies_ahead(text: str, words: str, expected: str) -> None:
    assert moments(text)[words].value == expected


def test_an_entry_of_a_timeline_without_a_year_comes_after_the_one_before_it() -> None:
    text = "Dec. 3, 2009 - Ships came.\n\nDec. 12 - They left.\n\nJan. 7: They came back."
    assert [moment.value for moment in moments(text).values()] == ["2009-12-03", "2009-12-12", "2010-01-07"]
    text = "Ships came on Dec. 3, 2009.\n\nThey left on Dec. 12."
    assert moments(text)["Dec. 12"].value == "2021-12-12"


def test_a_month_alone_opens_an_entry_of_a_timeline() -> None:
    text = "Ships.\n\n- April: They came.\n\nMay 3: They left.\n\nJune — They came back."
    assert list(moments(text)) == ["April", "May 3", "June"]
    assert not moments("A talk.\n\nMAY: Order!\n\nApril said: no.\n\nJune Quispe: No.")


@pytest.mark.parametrize("published_on", [date.min, date.max])
def test_the_ends_of_the_calendar_do_not_raise(published_on: date) -> None:
    for words in ("last week", "next week", "last Friday", "next Friday", "this weekend", "last year", "next year",
    "4 October",
                  "last winter", "next winter", "the past three years", "29 February", "the 31st",
    "last century"):  # fmt: skip
        resolve_time(words, published_on)
        resolve_time(words, published_on, future=True)


def test_thirds_are_whole_and_without_gaps() -> None:
    for first, last in ((date(2021, 2, 1), date(2021, 2, 28)), (date(2021, 1, 1), date(2021, 12, 31))):
        pieces = [third(first, last, index) for index in range(3)]
        assert pieces[0][0] == first
        assert pieces[2][1] == last
        assert all((after[0] - before[1]).days == 1 for before, after in pairwise(pieces))


def test_the_table_is_sound() -> None:
    table = load_words()
    assert set(table.month.values()) == set(range(1, 13))
    assert set(table.weekday.values()) == set(range(7))
    assert all(date(2024, month, day) for month, day in table.holiday.values())
