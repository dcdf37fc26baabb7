"""EDTF, ISO 8601-2: what is written, what is read, and that one undoes the other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import intervals as cal
from timeline.edtf import from_edtf, to_edtf
from timeline.intervals import Interval

DAY = cal.day(cal.number(2016, 4, 20))
BOTH_WAYS = [
    ("2016-04-20", DAY),
    ("2016-04-20~", DAY.about()),
    ("2016-04", cal.month(2016, 4)),
    ("2016-04~", cal.month(2016, 4).about()),
    ("2016", cal.year(2016)),
    ("0064", cal.year(64)),
    ("0000", cal.year(0)),
    ("-0043", cal.year(-43)),
    ("-0043-03", cal.month(-43, 3)),
    ("-0043-03-15", cal.day(cal.number(-43, 3, 15))),
    ("Y-12000", cal.year(-12000)),
    ("Y12000", cal.year(12000)),
    ("2016-21", cal.season(2016, "SP")),
    ("2016-22", cal.season(2016, "SU")),
    ("2016-23", cal.season(2016, "FA")),
    ("2016-24", cal.season(2016, "WI")),
    ("199X", cal.decade(1990)),
    ("000X", cal.decade(0)),
    ("19XX", cal.century(1900)),
    ("1XXX", cal.millennium(1000)),
    ("199X~", cal.decade(1990).about()),
    ("2014/2016-04-20", cal.stretch(cal.year(2014), DAY)),
    ("2014-04~/2016-04-20", cal.stretch(cal.month(2014, 4).about(), DAY)),
    ("2016-04-20/2018-04~", cal.stretch(DAY, cal.month(2018, 4).about())),
    ("198X/199X", cal.stretch(cal.decade(1980), cal.decade(1990))),
    ("2015-22/2015-24", cal.stretch(cal.season(2015, "SU"), cal.season(2015, "WI"))),
    ("-0498/-0492", cal.stretch(cal.year(-498), cal.year(-492))),
    ("2014/..", cal.since(cal.year(2014))),
    ("2014~/..", cal.since(cal.year(2014).about())),
    ("../2016-04", cal.until(cal.month(2016, 4))),
    ("../2016-04~", cal.until(cal.month(2016, 4).about())),
    ("../2015-24", cal.until(cal.season(2015, "WI"))),
    ("../..", Interval(None, None, "day", False, "day")),
    ("[..2016-04-20]", cal.not_after(DAY)),
    ("[..2016~]", cal.not_after(cal.year(2016).about())),
    ("[..2015-24]", cal.not_after(cal.season(2015, "WI"))),
    ("[2016-04-20..]", cal.not_before(DAY)),
    ("[199X..]", cal.not_before(cal.decade(1990))),
]


@pytest.mark.parametrize(("text", "interval"), BOTH_WAYS, ids=[text for text, _ in BOTH_WAYS])
def test_written_and_read(text: str, interval: Interval) -> None:
    assert to_edtf(interval) == text
    assert from_edtf(text) == interval


@pytest.mark.parametrize(("interval", "text"), [
    (cal.week(cal.number(2016, 4, 20)), "2016-04-18/2016-04-24"),
    (cal.weekend(cal.number(2016, 4, 20)), "2016-04-23/2016-04-24"),
    (cal.quarter(2016, 1), "2016-01/2016-03"),
    (cal.quarter(2016, 1).about(), "2016-01~/2016-03~"),
    (cal.half(2015, 2), "2015-07/2015-12"),
    (cal.since(cal.quarter(2016, 1)), "2016-01/.."),
    (cal.until(cal.half(2015, 1)), "../2015-06"),
    (cal.stretch(cal.week(cal.number(2016, 4, 20)), cal.quarter(2016, 3)), "2016-04-18/2016-09"),
    (cal.decade(-43), "-0050/-0041"),
    (cal.century(-43), "-0100/-0001"),
    (Interval("2016-04-20", "2016-04-20"), "2016-04-20"),
    (Interval(None, None), "../.."),
])
def test_written_by_its_ends(interval: Interval, text: str) -> None:
    assert to_edtf(interval) == text
    back = from_edtf(text)
    assert (back.earliest, back.latest) == (interval.earliest, interval.latest)


@pytest.mark.parametrize(("text", "read_as"), [
    ("  2016-04-20 ", "2016-04-20"),
    ("2016-04-20?", "2016-04-20~"),
    ("2016%", "2016~"),
    ("2016-04-XX", "2016-04"),
    ("2016-XX", "2016"),
    ("2016-XX-XX", "2016"),
    ("199X-XX", "199X"),
    ("2016-04-20T14:30:00", "2016-04-20"),
    ("2016-04-20T14:30:00Z", "2016-04-20"),
    ("2016-04-20T14:30:00+02:00", "2016-04-20"),
    ("2016-04-20T14:30:00-05", "2016-04-20"),
    ("2014/", "2014/.."),
    ("/2014", "../2014"),
    ("/", "../.."),
    ("2014-01-01/2014-01-01", "2014-01-01/2014-01-01"),
    ("2014/2014-03", "2014/2014-03"),
    ("-004X", "-0049/-0040"),
])
def test_read_otherwise_than_written(text: str, read_as: str) -> None:
    assert to_edtf(from_edtf(text)) == read_as


@pytest.mark.parametrize(("text", "wrong"), [
    ("", "'' is not an EDTF date"),
    ("yesterday", "'yesterday' is not an EDTF date"),
    ("2016-4-20", "'2016-4-20' is not an EDTF date"),
    ("16-04-20", "'16-04-20' is not an EDTF date"),
    ("20160420", "'20160420' is not an EDTF date"),
    ("2016-04-20T25", "is not an EDTF date"),
    ("Y2016", "'Y2016' is not an EDTF date"),
    ("\u0662\u0660\u0661\u0666", "is not an EDTF date"),
    ("2016/2017/2018", "'2017/2018' is not an EDTF date"),
    ("2016-13", "there is no month 13"),
    ("2016-00", "there is no month 0"),
    ("2016-25", "there is no month 25"),
    ("2016-02-30", "the calendar has no such day"),
    ("2015-02-29", "the calendar has no such day"),
    ("2016-04-00", "the calendar has no such day"),
    ("2016-21-03", "there is no month 21"),
    ("2016-XX-20", "names a day of an unspecified month"),
    ("1X99", "unspecified digits are read at the end of the year only"),
    ("XXXX", "unspecified digits are read at the end of the year only"),
    ("-XXXX", "unspecified digits are read at the end of the year only"),
    ("199X-04", "unspecified digits are read at the end of the year only"),
    ("2016-04-20/2014", "ends before it begins"),
    ("2016-04-20/2016-13", "there is no month 13"),
    ("[2014,2016]", r"of the sets only [..date] and [date..] are supported"),
    ("[2014]", r"of the sets only [..date] and [date..] are supported"),
    ("[..]", "'' is not an EDTF date"),
    ("[..2016-02-30]", "the calendar has no such day"),
    ("{2014..}", "is not an EDTF date"),
])
def test_what_is_no_edtf_is_told(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=re.escape(wrong)):
        from_edtf(text)


DAYS = st.integers(-1_500_000, 1_400_000)
"""EDTF knows months and days up to the year 9999."""
UNITS = st.sampled_from(cal.UNITS)
INTERVALS = st.one_of(
    st.builds(cal.unit_at, DAYS, UNITS),
    st.builds(lambda n, unit: cal.unit_at(n, unit).about(), DAYS, UNITS),
    st.builds(lambda n, unit: cal.since(cal.unit_at(n, unit)), DAYS, UNITS),
    st.builds(lambda n, unit: cal.until(cal.unit_at(n, unit)), DAYS, UNITS),
    st.builds(lambda n, unit: cal.not_after(cal.unit_at(n, unit)), DAYS, UNITS),
    st.builds(lambda n, unit: cal.not_before(cal.unit_at(n, unit)), DAYS, UNITS),
    st.builds(lambda n, length, unit, other: cal.stretch(cal.unit_at(n, unit), cal.unit_at(n + length, other).about()),
              DAYS, st.integers(7, 1_000_000), UNITS, UNITS),
)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(INTERVALS)
def test_reading_undoes_writing(interval: Interval) -> None:
    text = to_edtf(interval)
    back = from_edtf(text)
    # Decades, centuries and millennia before year 0 have no name of their own: an open end keeps its year only.
    assert (back.earliest, back.latest) == (interval.earliest, interval.latest)
    assert to_edtf(back) == text


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.text(alphabet="0123456789-XY~?%/.[]T:Z", max_size=14))
def test_reading_says_yes_or_why_not(text: str) -> None:
    try:
        interval = from_edtf(text)
    except ValueError:
        return
    assert from_edtf(to_edtf(interval)).sort_key() == interval.sort_key()
