"""Times over random text: nothing raises, spans stand in the text, in order and apart, and days are in order."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ArticleError
from onrecord.frames import Draft
from onrecord.stages.times import find_times, resolve_time
from onrecord.stages.times.calendar import Month, View, Weekday, resolve_node
from onrecord.syntax import analyse
from onrecord.text import Article

VOCABULARY = """
the a of in on last next this past early late mid - – to and between before after ago from now week weeks month day
days year years Friday Mon. May March Jan. 15 15th 2020 1990s '80s 3/4/2021 2021-02-30 99/99/9999 10:30 a.m. noon
first second two three half hundred thousand century quarter Q2 summer fall morning night overnight today tomorrow
Christmas end start that same following later earlier 's ' , . ( ) nearly up to will met every 0000 00
99999999999999999999 ²³ ٣ İ
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n\n"])
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=30).map("".join)
)
DAYS = st.one_of(st.none(), st.dates())


@given(TEXTS, DAYS)
@settings(max_examples=500, deadline=None)
def test_moments_stand_in_the_text_in_order_and_apart(text: str, published_on: date | None) -> None:
    try:
        article = Article.from_text(text, published_on=published_on)
    except ArticleError:
        return
    draft = Draft(sentences=article.paragraphs, syntax=analyse(article.text, article.paragraphs))
    end = 0
    for moment in find_times(article, draft).times:
        assert end <= moment.evidence.start
        end = moment.evidence.end
        assert article.text[moment.evidence.start : end] == moment.evidence.text
        assert "\n" not in moment.evidence.text
        if moment.unresolved:
            assert moment.first_on is moment.last_on is moment.value is None
        else:
            assert moment.first_on is not None
            assert moment.last_on is not None
            assert moment.first_on <= moment.last_on
            assert moment.how
            assert moment.value
            assert moment.granularity


@given(TEXTS, DAYS, st.booleans())
@settings(max_examples=500, deadline=None)
def test_a_resolution_has_days_or_a_reason(words: str, published_on: date | None, future: bool) -> None:
    found = resolve_time(words, published_on, future=future)
    assert (found.first_on is None) == (found.last_on is None) == bool(found.unresolved)


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.integers(0, 6), st.booleans())
def test_a_weekday_is_within_a_week_of_publication(published_on: date, weekday: int, future: bool) -> None:
    found = resolve_node(Weekday(weekday=weekday), View(published_on, future)).first_on
    assert found is not None
    assert found.weekday() == weekday
    assert 0 <= (found - published_on).days * (1 if future else -1) < 7


@given(st.dates(date(2, 1, 1), date(9997, 12, 31)), st.integers(1, 12))
def test_a_month_up_to_publication_has_begun_and_is_the_last_such(published_on: date, month: int) -> None:
    found = resolve_node(Month(month=month), View(published_on)).first_on
    assert found is not None
    assert found.month == month
    assert found <= published_on < found.replace(year=found.year + 1)
