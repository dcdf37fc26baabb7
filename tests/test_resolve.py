"""Resolving: the days an expression asserts with its signal and its tense, what it hangs on, and how that is told."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_corpus import lines
from test_recognise import MIXED

import timeline
from timeline.edtf import from_edtf, to_edtf
from timeline.model import TimeValue
from timeline.recognise import recogniser
from timeline.resolve import resolve

PUBLISHED = date(2016, 4, 20)


def tagged(text: str, published: date | datetime = PUBLISHED) -> list[tuple[str, str, str | None]]:
    """Text, value and EDTF of each expression."""
    return [(v.text, v.value, v.edtf) for v in timeline.tag(text, published)]


@pytest.mark.parametrize(("text", "expected"), [
    # by itself
    ("It snowed yesterday.", [("yesterday", "2016-04-19", "2016-04-19")]),
    ("It snowed last week.", [("last week", "2016-W15", "2016-04-11/2016-04-17")]),
    ("It snowed last summer.", [("last summer", "2015-SU", "2015-22")]),
    ("It snowed in winter 2014.", [("winter 2014", "2014-WI", "2014-24")]),
    ("It snowed two weeks ago.", [("two weeks ago", "2016-W14", "2016-04-04/2016-04-10")]),
    ("Sales fell in the third quarter of 2015.", [("the third quarter of 2015", "2015-Q3", "2015-07/2015-09")]),
    ("Sales fell in the first half of 2015.", [("the first half of 2015", "2015-H1", "2015-01/2015-06")]),
    ("It was a song of the 1990s.", [("the 1990s", "199", "199X")]),
    ("It was a song of the 18th century.", [("the 18th century", "17", "17XX")]),
    ("The town fell in 480 BC.", [("480 BC", "BC0480", "-0479")]),
    ("He was stabbed on 15 March 44 BC.", [("15 March 44 BC", "BC0044-03-15", "-0043-03-15")]),
    ("The well was dug about 1250.", [("about 1250", "1250", "1250~")]),
    ("They met at 9 a.m. on Tuesday.", [("9 a.m. on Tuesday", "2016-04-19T09:00", "2016-04-19")]),
    # since: a stretch that lasts until publication
    ("It has lain empty since 2014.", [("2014", "2014", "2014/2016-04-20")]),
    ("It has lain empty since March.", [("March", "2016-03", "2016-03/2016-04-20")]),
    ("It has lain empty since Monday.", [("Monday", "2016-04-18", "2016-04-18/2016-04-20")]),
    ("It has lain empty since yesterday.", [("yesterday", "2016-04-19", "2016-04-19/2016-04-20")]),
    ("It has lain empty since the 1990s.", [("the 1990s", "199", "199X/2016-04-20")]),
    ("It has lain empty since about 1250.", [("about 1250", "1250", "1250~/2016-04-20")]),
    ("The lease is void since tomorrow.", [("tomorrow", "2016-04-21", "2016-04-21")]),
    # two ends without a word before them
    ("He was mayor 2001 to 2009.", [("2001", "2001", "2001/2009"), ("2009", "2009", "2001/2009")]),
    ("The fair (6 May to 12 May) is free.", [("6 May", "2016-05-06", "2016-05-06/2016-05-12"),
                                            ("12 May", "2016-05-12", "2016-05-06/2016-05-12")]),
    ("They moved the fair 6 May to 12 May.", [("6 May", "2016-05-06", "2016-05-06"),
                                             ("12 May", "2016-05-12", "2016-05-12")]),
    ("Compare March 2014 to March 2015.", [("March 2014", "2014-03", "2014-03"), ("March 2015", "2015-03", "2015-03")]),
    # until and through: the end of a stretch
    ("It stands until Friday.", [("Friday", "2016-04-22", "../2016-04-22")]),
    ("It stood until 2012.", [("2012", "2012", "../2012")]),
    ("They stayed through June 2015.", [("June 2015", "2015-06", "../2015-06")]),
    ("The truce held until Friday.", [("Friday", "2016-04-15", "../2016-04-15")]),
    # by, before, after: a bound
    ("He must pay by 1 July 2016.", [("1 July 2016", "2016-07-01", "[..2016-07-01]")]),
    ("It was gone by 1995.", [("1995", "1995", "[..1995]")]),
    ("It was mined before 1995.", [("1995", "1995", "[..1994-12-31]")]),
    ("It was mined before today.", [("today", "2016-04-20", "[..2016-04-19]")]),
    ("The rules changed after May 2004.", [("May 2004", "2004-05", "[2004-06-01..]")]),
    ("She left after Monday.", [("Monday", "2016-04-18", "[2016-04-19..]")]),
    # from and to, between and, and the dash: both ends carry the whole
    ("She ruled from 1979 to 1990.", [("1979", "1979", "1979/1990"), ("1990", "1990", "1979/1990")]),
    ("It lay there from 3 March 2014 until 9 May 2014.",
     [("3 March 2014", "2014-03-03", "2014-03-03/2014-05-09"), ("9 May 2014", "2014-05-09", "2014-03-03/2014-05-09")]),
    ("Between April and June 2014 it lay in port.",
     [("April", "2014-04", "2014-04/2014-06"), ("June 2014", "2014-06", "2014-04/2014-06")]),
    ("From January to March 2016 sales rose.",
     [("January", "2016-01", "2016-01/2016-03"), ("March 2016", "2016-03", "2016-01/2016-03")]),
    ("The fair runs from Monday to Thursday.",
     [("Monday", "2016-04-18", "2016-04-18/2016-04-21"), ("Thursday", "2016-04-21", "2016-04-18/2016-04-21")]),
    ("The war of 1914–1918 was over.", [("1914", "1914", "1914/1918"), ("1918", "1918", "1914/1918")]),
    ("It went from 1990 to worse.", [("1990", "1990", "1990")]),
    ("It was built between 2010 and the river.", [("2010", "2010", "2010")]),
    ("It shrank from 2015 to 2003.", [("2015", "2015", "2015"), ("2003", "2003", "2003")]),
    # a perfect and "for" reach up to now, a past does not
    ("She has been ill for two years.", [("two years", "P2Y", "2014-04~/2016-04-20")]),
    ("They have waited for a week.", [("a week", "P1W", "2016-04-13~/2016-04-20")]),
    ("He has waited for two decades.", [("two decades", "P2E", "1996~/2016-04-20")]),
    ("He has waited for two and a half years.", [("two and a half years", "P2.5Y", "2013-10~/2016-04-20")]),
    ("He has waited for ten minutes.", [("ten minutes", "PT10M", None)]),
    ("She was ill for two years.", [("two years", "P2Y", None)]),
    ("She had two years of school.", [("two years", "P2Y", None)]),
    pytest.param("She had been ill for two years.", [("two years", "P2Y", None)]),
    # streaks end at publication
    ("He has asked for two years in a row.", [("two years in a row", "P2Y", "2014-04~/2016-04-20")]),
    ("Sales fell for three straight months.", [("three straight months", "P3M", "2016-01~/2016-04-20")]),
    ("Sales fell for a second straight week.", [("a second straight week", "P2W", "2016-04-06~/2016-04-20")]),
    ("Over the past three months it doubled.", [("the past three months", "P3M", "2016-01~/2016-04-20")]),
    ("It will be built over the next two years.", [("the next two years", "P2Y", "2016-04-20/2018-04~")]),
    ("In the last 24 hours it froze.", [("the last 24 hours", "PT24H", None)]),
    # centuries at the edge of our era, and years of five figures
    ("In the fifth century BC the temple rose.", [("the fifth century BC", "BC04", "-0499/-0400")]),
    pytest.param("In the first century the temple rose.", [("the first century", "00", "00XX")]),
    ("It is safe 9000 years from now.", []),
    # what names no day says so
    ("It has frozen now.", [("now", "PRESENT_REF", "2016-04-20")]),
    ("It froze recently.", [("recently", "PAST_REF", "[..2016-04-20]")]),
    ("It will freeze in the near future.", [("the near future", "FUTURE_REF", "[2016-04-20..]")]),
    ("It freezes every Monday.", [("every Monday", "XXXX-WXX-1", None)]),
])
def test_days(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert tagged(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("On the day of the vote, since 2014 was a good year, they met today.", ["2014/2016-04-20", "2016-04-20"]),
    ("It is on hold today, and nobody minds.", ["2016-04-20"]),
    ("Yesterday the envoy said that no one would come.", ["2016-04-19"]),
    ("Today's vote changed nothing.", ["2016-04-20"]),
    ("The board spoke of the recent thefts, when a van was burned.", ["[..2016-04-20]"]),
    ("It is too soon to cheer, since right now it looks bleak.", ["2016-04-20"]),
    ("He has asked for the files for two years in a row, the lawyer added.", ["2014-04~/2016-04-20"]),
    ("At present three towns have no doctor.", ["2016-04-20"]),
    ("It may fail, and we may lose face.", []),
    ("At the same time, the clerk noted, nothing was signed.", []),
    ("First, the roof leaks. Second, nobody pays.", []),
    ("The cook, in turn, blamed the waiter; only then will we see.", []),
])
def test_what_news_is_made_of(text: str, expected: list[str]) -> None:
    assert [edtf for _, _, edtf in tagged(text)] == expected


@pytest.mark.parametrize("text", [
    "On February 30 nobody came.", "On 30 February 2016 nobody came.", "It is dated 2016-02-30.",
    "It is dated 2015-02-29.", "It is dated 31.11.2015.", "On the 31st of April it rained.",
    "It is dated 31/31/2016.", "Since 29 February 2015 it rains.", "It was the 44th of May.", "It was 99 March 2011.",
])
def test_an_impossible_date_is_no_date(text: str) -> None:
    assert not [v.value for v in timeline.tag(text, PUBLISHED) if v.value.count("-") == 2]


@pytest.mark.parametrize(("day", "there"), [("29 February", "2016-02-29"), ("February 29", "2016-02-29")])
def test_a_leap_day_is_of_a_leap_year(day: str, there: str) -> None:
    for published in (date(2016, 4, 20), date(2017, 1, 5), date(2015, 12, 1)):
        assert [v.value for v in timeline.tag(f"It snowed on {day}.", published)] == [there]


NEWS_WITH_A_PAST = "The dam broke on 9 October 1963. A day earlier cracks were seen. It was rebuilt the following year."
HISTORY = ("The city was founded in 1821. It burned in 1835 and again in 1851. In 1862 the railway came, and in "
           "October the first train. In 1871 the walls fell; on 3 March the last stone was sold. Two years later the "
           "port froze.")


@pytest.mark.parametrize(("text", "expected"), [
    (NEWS_WITH_A_PAST, [("1963-10-09", None), ("1963-10-08", "1963-10-09"), ("1964", "1963-10-08")]),
    (HISTORY, [("1821", None), ("1835", None), ("1851", None), ("1862", None), ("1862-10", "1862-01-01"),
               ("1871", None), ("1871-03-03", "1871-01-01"), ("1873", "1871-03-03")]),
    ("It was sold in 2008 (and, in 1990, rented) and closed two years later.",
     [("2008", None), ("1990", None), ("2010", "2008-01-01")]),
    ("Nothing new since 1990. It opened on 5 May 2012 and shut the same year.",
     [("1990", None), ("2012-05-05", None), ("2012", "2012-05-05")]),
    ("It opened in 2012. Yesterday it shut.", [("2012", None), ("2016-04-19", "2016-04-20")]),
    ("Two days later it shut.", [("2016-04-22", "2016-04-20")]),
    # An hour names no day, so that "that day" is the one before it.
    ("It burnt on 5 May 2012. Help came at 9:54 a.m. It reopened later that day.",
     [("2012-05-05", None), ("2016-04-20T09:54", "2016-04-20"), ("2012-05-05", "2012-05-05")]),
    ("In 1998, following ten years at sea, he came home.", [("1998", None), ("P10Y", None)]),
    ("It opened in May 2012 and, in December, it shut.", [("2012-05", None), ("2012-12", "2012-05-01")]),
])
def test_anchor(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(v.value, v.anchor) for v in timeline.tag(text, PUBLISHED)] == expected


EXPLAINED = [
    ("It snowed yesterday.", "'yesterday' is the day before publication, 20 April 2016, so it is 19 April 2016."),
    ("It snows today.", "'today' is the day of publication, 20 April 2016."),
    ("It snowed last\nFriday.",
     "'last Friday' is the last Friday before publication, 20 April 2016, so it is 15 April 2016."),
    ("It snowed on 20 April 2016.", "'20 April 2016' is a date written out: 20 April 2016."),
    ("It snowed in 2014.", "'2014' is a year written out: 2014."),
    ("It snowed last week.",
     "'last week' is the week before that of publication, 20 April 2016, so it is the week of 11 April 2016."),
    ("It snowed three days ago.",
     "'three days ago' is 3 days before publication, 20 April 2016, so it is 17 April 2016."),
    ("It snowed a year ago.", "'a year ago' is 1 year before publication, 20 April 2016, so it is 2015."),
    ("It lay there since 2014.",
     "'2014' is a year written out; 'since' makes it a stretch that lasts until 20 April 2016: 2014 to 20 April 2016."),
    ("He pays by 1 July 2016.", "'1 July 2016' is a date written out; 'by' makes it a bound: the day itself is not "
                                "named: on or before 1 July 2016."),
    ("It snowed for two years in a row.", "'two years in a row' is a run of 2 years that ends at publication, 20 April "
                                          "2016, so it is about April 2014 to 20 April 2016."),
    ("It snowed for a week.", "'a week' is a length of time, 1 week."),
    ("It snows every Monday.", "'every Monday' is a day that comes again each week."),
    ("It snows now.", "'now' is the time of publication, 20 April 2016."),
    pytest.param(
        "It has snowed for two years.",
        "'two years' is the stretch of 2 years up to publication, 20 April 2016, since its clause reaches until now, "
        "so it is about April 2014 to 20 April 2016."),
    pytest.param(
        "It snowed for a second straight week.",
        "'a second straight week' is the week at publication, 20 April 2016, the 2nd of a run, so it is about "
        "6 April 2016 to 20 April 2016."),
    pytest.param("It sank two centuries ago.",
                 "'two centuries ago' is 2 centuries before publication, 20 April 2016, so it is 1816."),
    pytest.param("It sank in the fifth century BC.", "'the fifth century BC' is a century by its number before Christ: "
                                                     "the 5th century BC."),
    pytest.param("It rose in 2008 and sank two years later.",
                 "'two years later' is 2 years after the date named before it, 2008, so it is 2010."),
]


@pytest.mark.parametrize(("text", "explanation"), EXPLAINED)
def test_explanation(text: str, explanation: str) -> None:
    assert timeline.tag(text, PUBLISHED)[-1].explanation == explanation


@pytest.mark.parametrize("published", [
    datetime(2016, 4, 20, 23, 59, tzinfo=timezone(timedelta(hours=-5))),
    datetime(2016, 4, 20, 0, 1, tzinfo=timezone(timedelta(hours=14))),
    datetime(2016, 4, 20, 12, 0),
])
def test_published_at_an_hour(published: datetime) -> None:
    text = "It snowed yesterday and on Monday, as it does in May, and has for two years in a row."
    assert timeline.tag(text, published) == timeline.tag(text, PUBLISHED)


@pytest.mark.parametrize(("published", "expected"), [
    (date(1, 1, 1), ["0000-12-31", "0000"]),
    (date(987, 3, 1), ["0987-02-28", "0986"]),
    (date(9999, 1, 1), ["9998-12-31", "9998"]),
])
def test_at_the_ends_of_the_calendar(published: date, expected: list[str]) -> None:
    found = timeline.tag("It snowed yesterday, as it did last year.", published)
    assert [v.edtf for v in found] == expected


TIMEX3 = re.compile(
    r"(?:PRESENT|PAST|FUTURE)_REF"
    r"|P(?:T?(?:\d+(?:\.\d+)?|X)[A-Z]{1,2})+"
    r"|(?:BC\d+|-?[\dX]{1,6})(?:-(?:\d\d|XX|Q[1-4X]|H[12X]|SP|SU|FA|WI|W[\dX]{2})(?:-(?:\d\d|XX|WE|[1-7]))?)?"
    r"(?:T(?:\d\d:\d\d|MO|MI|AF|EV|NI|DT))?")
WHOLE = pytest.mark.parametrize("text", [line.text for line in lines()] + [HISTORY, NEWS_WITH_A_PAST])


def check(value: TimeValue, text: str) -> None:
    """What holds for every value of every text."""
    assert value.text == text[value.start:value.end] != ""
    assert value.type in {"DATE", "TIME", "DURATION", "SET"}
    assert TIMEX3.fullmatch(value.value), value.value
    assert (value.edtf is None) is (value.interval is None)
    if value.interval is not None:
        first, last = value.interval.first, value.interval.last
        assert first is None or last is None or first <= last
        back = from_edtf(str(value.edtf))
        assert (back.earliest, back.latest) == (value.interval.earliest, value.interval.latest)
        assert to_edtf(back) == to_edtf(value.interval) == value.edtf
    assert re.fullmatch(r"'[^\n]+\.", value.explanation)
    assert "{" not in value.explanation.removeprefix(f"'{value.text}'")
    assert TimeValue.from_json(value.to_json()) == value


def apart(values: list[TimeValue]) -> bool:
    """Whether values stand in text order, none overlapping."""
    return all(a.end <= b.start for a, b in zip(values, values[1:], strict=False))


@WHOLE
def test_every_sentence_of_the_corpus_is_sound(text: str) -> None:
    values = timeline.tag(text, PUBLISHED)
    assert apart(values)
    for value in values:
        check(value, text)


@WHOLE
def test_resolving_twice_gives_the_same(text: str) -> None:
    expressions = recogniser("en").expressions(text)
    once = resolve(expressions, PUBLISHED, text)
    assert resolve(expressions, PUBLISHED, text) == once == timeline.tag(text, PUBLISHED)


ANY_DAY = st.dates(max_value=date(9900, 1, 1))
"""Days so early that last year and next year have four figures, as EDTF wants them where it names a day."""


@pytest.mark.parametrize("text", [
    "It snows tomorrow.", pytest.param("Before 9000 years from now it thaws.")])
def test_a_day_far_ahead_is_edtf(text: str) -> None:
    for value in timeline.tag(text, PUBLISHED):
        check(value, text)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(MIXED, ANY_DAY)
def test_any_text_on_any_day(text: str, published: date) -> None:
    values = timeline.tag(text, published)
    assert apart(values)
    for value in values:
        check(value, text)
    assert timeline.tag(text, published) == values


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.sampled_from([line.text for line in lines()]), ANY_DAY)
def test_any_sentence_on_any_day(text: str, published: date) -> None:
    for value in timeline.tag(text, published):
        check(value, text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2099, 12, 31)),
       st.sampled_from(["%Y-%m-%d", "%B {d}, %Y", "{d} %B %Y", "%b. {d}, %Y", "%m/%d/%Y"]))
def test_a_full_date_is_itself_whenever_published(day: date, style: str) -> None:
    written = day.strftime(style.replace("{d}", str(day.day))).replace("May.", "May")
    assert [v.value for v in timeline.tag(f"It snowed on {written}.", PUBLISHED)] == [day.isoformat()]
