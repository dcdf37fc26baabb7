"""Intervals and the calendar: against the standard library where it reaches, and by tables where it does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import intervals as cal
from timeline.intervals import Interval

EPOCH = date(1970, 1, 1).toordinal()
NEAR = st.dates()
DAYS = st.integers(-4_000_000, 4_000_000)
COUNTS = st.integers(-3000, 3000)
QUICK = settings(max_examples=300, deadline=None, derandomize=True)


def test_day_nought() -> None:
    assert cal.number(1970) == 0
    assert cal.day_of(0) == (1970, 1, 1)
    assert cal.iso(0) == "1970-01-01"


@QUICK
@given(NEAR)
def test_days_agree_with_the_standard_library(day: date) -> None:
    n = day.toordinal() - EPOCH
    assert cal.number(day.year, day.month, day.day) == n
    assert cal.day_of(n) == (day.year, day.month, day.day)
    assert cal.iso(n) == day.isoformat()
    assert cal.parts(day.isoformat()) == (day.year, day.month, day.day)
    assert cal.weekday(n) == day.weekday()


@QUICK
@given(st.dates(min_value=date(1, 1, 8), max_value=date(9999, 12, 24)))
def test_weeks_agree_with_the_standard_library(day: date) -> None:
    n = day.toordinal() - EPOCH
    monday = day - timedelta(days=day.weekday())
    assert cal.week(n) == Interval(monday.isoformat(), (monday + timedelta(days=6)).isoformat(), "week")
    assert cal.weekend(n) == Interval(
        (monday + timedelta(days=5)).isoformat(), (monday + timedelta(days=6)).isoformat(), "weekend")


@QUICK
@given(st.integers(1, 9999), st.integers(-5, 20), st.integers(-5, 40))
def test_only_days_of_the_calendar_exist(year: int, month: int, day: int) -> None:
    try:
        there = bool(date(year, month, day))
    except ValueError:
        there = False
    assert cal.exists(year, month, day) is there


@QUICK
@given(DAYS)
def test_days_count_both_ways(n: int) -> None:
    assert cal.number(*cal.day_of(n)) == n
    assert cal.number(*cal.parts(cal.iso(n))) == n
    assert cal.iso(n) == cal.day(n).earliest == cal.day(n).latest


@QUICK
@given(DAYS, st.sampled_from(cal.UNITS))
def test_a_unit_holds_its_days(n: int, unit: str) -> None:
    whole = cal.unit_at(n, unit)
    assert whole.granularity == unit
    assert whole.first is not None
    assert whole.last is not None
    if unit != "weekend":
        assert whole.first <= n <= whole.last
    assert cal.unit_at(whole.first, unit) == cal.unit_at(whole.last, unit) == whole
    assert cal.unit_at(whole.last + 1, unit).first == whole.last + (6 if unit == "weekend" else 1)


@QUICK
@given(DAYS, COUNTS, st.sampled_from(cal.UNITS))
def test_moving_there_moves_by_whole_units(n: int, count: int, unit: str) -> None:
    whole = cal.unit_at(n, unit)
    assert whole.first is not None
    there = cal.shifted(whole.first, count, unit)
    assert there.first is not None
    assert cal.shifted(there.first, -count, unit) == whole
    assert (there.first > whole.first) is (count > 0)


@pytest.mark.parametrize(("start", "count", "unit", "there"), [
    ("2016-01-31", 1, "month", "2016-02-29"),
    ("2015-01-31", 1, "month", "2015-02-28"),
    ("2016-03-31", -1, "month", "2016-02-29"),
    ("2016-02-29", 1, "year", "2017-02-28"),
    ("2016-02-29", -4, "year", "2012-02-29"),
    ("2016-12-31", 1, "day", "2017-01-01"),
    ("2016-04-20", -16, "week", "2015-12-30"),
    ("2016-11-30", 1, "quarter", "2017-02-28"),
    ("2016-08-31", -1, "half", "2016-02-29"),
    ("2016-04-20", -1, "century", "1916-04-20"),
    ("0001-01-01", -1, "day", "0000-12-31"),
    ("0001-03-15", -44, "year", "-0043-03-15"),
])
def test_moved(start: str, count: int, unit: str, there: str) -> None:
    assert cal.iso(cal.moved(cal.number(*cal.parts(start)), count, unit)) == there


@pytest.mark.parametrize(("whole", "earliest", "latest", "days"), [
    (cal.year(2016), "2016-01-01", "2016-12-31", 366),
    (cal.year(1900), "1900-01-01", "1900-12-31", 365),
    (cal.year(0), "0000-01-01", "0000-12-31", 366),
    (cal.year(-43), "-0043-01-01", "-0043-12-31", 365),
    (cal.month(2016, 2), "2016-02-01", "2016-02-29", 29),
    (cal.month(1900, 2), "1900-02-01", "1900-02-28", 28),
    (cal.month(2000, 12), "2000-12-01", "2000-12-31", 31),
    (cal.quarter(2016, 1), "2016-01-01", "2016-03-31", 91),
    (cal.quarter(2016, 4), "2016-10-01", "2016-12-31", 92),
    (cal.half(2015, 1), "2015-01-01", "2015-06-30", 181),
    (cal.half(2015, 2), "2015-07-01", "2015-12-31", 184),
    (cal.season(2016, "SP"), "2016-03-01", "2016-05-31", 92),
    (cal.season(2016, "SU"), "2016-06-01", "2016-08-31", 92),
    (cal.season(2016, "FA"), "2016-09-01", "2016-11-30", 91),
    (cal.season(2015, "WI"), "2015-12-01", "2016-02-29", 91),
    (cal.decade(1995), "1990-01-01", "1999-12-31", 3652),
    (cal.century(1900), "1900-01-01", "1999-12-31", 36524),
    (cal.millennium(2016), "2000-01-01", "2999-12-31", 365243),
    (cal.unit_at(cal.number(2016, 1, 5), "season"), "2015-12-01", "2016-02-29", 91),
    (cal.unit_at(cal.number(2016, 1, 3), "week"), "2015-12-28", "2016-01-03", 7),
    (cal.unit_at(cal.number(-3, 6, 1), "decade"), "-0010-01-01", "-0001-12-31", 3652),
])
def test_units(whole: Interval, earliest: str, latest: str, days: int) -> None:
    assert (whole.earliest, whole.latest, whole.days) == (earliest, latest, days)


@pytest.mark.parametrize(("year", "written"), [
    (2016, "2016"), (44, "0044"), (0, "0000"), (-43, "-0043"), (-12000, "-12000"), (12000, "12000")])
def test_iso_year(year: int, written: str) -> None:
    assert cal.iso_year(year) == written
    assert cal.parts(f"{written}-03-15") == (year, 3, 15)


@pytest.mark.parametrize(("year", "told"), [(2016, "2016"), (1, "1"), (0, "1 BC"), (-43, "44 BC")])
def test_year_words(year: int, told: str) -> None:
    assert cal.year_words(year) == told


APRIL, DAY = cal.month(2016, 4), cal.day(cal.number(2016, 4, 20))


@pytest.mark.parametrize(("one", "other", "covers"), [
    (APRIL, DAY, True),
    (DAY, APRIL, False),
    (APRIL, APRIL, True),
    (APRIL, cal.month(2016, 5), False),
    (cal.since(APRIL), DAY, True),
    (cal.since(APRIL), cal.year(2015), False),
    (cal.until(APRIL), cal.year(2016), False),
    (cal.until(APRIL), cal.year(1), True),
    (DAY, cal.since(APRIL), False),
    (Interval(None, None), cal.until(DAY), True),
    (cal.until(DAY), Interval(None, None), False),
])
def test_covering(one: Interval, other: Interval, covers: bool) -> None:
    assert one.covers(other) is covers


def test_order_on_a_timeline() -> None:
    ordered = [cal.year(-43), cal.year(2015), cal.since(APRIL), cal.stretch(APRIL, cal.month(2016, 6)), APRIL,
               cal.day(cal.number(2016, 4, 1)), cal.not_after(cal.day(cal.number(2016, 4, 19))), DAY]
    shuffled = [ordered[i] for i in (4, 0, 7, 2, 6, 1, 5, 3)]
    assert sorted(shuffled, key=Interval.sort_key) == ordered


@pytest.mark.parametrize(("interval", "is_open", "days"), [
    (DAY, False, 1), (APRIL, False, 30), (cal.since(DAY), True, None), (cal.until(DAY), True, None),
    (cal.not_after(DAY), True, None), (cal.not_before(DAY), True, None), (Interval(None, None), True, None)])
def test_open_ends(interval: Interval, is_open: bool, days: int | None) -> None:
    assert interval.is_open is is_open
    assert interval.days == days
    assert (interval.first is None) is (interval.earliest is None)
    assert (interval.last is None) is (interval.latest is None)


@pytest.mark.parametrize(("interval", "told"), [
    (DAY, "20 April 2016"),
    (APRIL, "April 2016"),
    (APRIL.about(), "about April 2016"),
    (cal.year(2016), "2016"),
    (cal.year(-43), "44 BC"),
    (cal.quarter(2016, 3), "the third quarter of 2016"),
    (cal.half(2016, 2), "the second half of 2016"),
    (cal.season(2015, "WI"), "winter 2015"),
    (cal.season(2015, "FA"), "autumn 2015"),
    (cal.decade(1990), "the 1990s"),
    (cal.century(1900), "the 20th century"),
    (cal.century(2000), "the 21st century"),
    (cal.century(1000), "the 11th century"),
    (cal.century(100), "the 2nd century"),
    (cal.millennium(2000), "the 3rd millennium"),
    (cal.week(DAY.first or 0), "the week of 18 April 2016"),
    (cal.weekend(DAY.first or 0), "the weekend of 23 April 2016"),
    (cal.stretch(cal.year(2014), DAY), "2014 to 20 April 2016"),
    (cal.stretch(cal.month(2014, 4).about(), DAY), "about April 2014 to 20 April 2016"),
    (cal.stretch(cal.year(2014), cal.season(2015, "WI")), "2014 to winter 2015"),
    (cal.stretch(DAY, cal.year(2018).about()), "20 April 2016 to about 2018"),
    (cal.since(APRIL), "from April 2016 on"),
    (cal.until(APRIL), "until April 2016"),
    (cal.until(APRIL.about()), "until about April 2016"),
    (cal.not_after(DAY), "on or before 20 April 2016"),
    (cal.not_after(cal.year(2016).about()), "on or before about 2016"),
    (cal.not_before(DAY), "on or after 20 April 2016"),
    (Interval(None, None), "at an unknown time"),
])
def test_in_words(interval: Interval, told: str) -> None:
    assert cal.describe(interval) == told


@QUICK
@given(DAYS, DAYS, st.sampled_from(cal.UNITS), st.sampled_from(cal.UNITS))
def test_a_stretch_runs_from_the_beginning_to_the_end(a: int, b: int, unit: str, other: str) -> None:
    begin, end = cal.unit_at(min(a, b), unit), cal.unit_at(max(a, b), other)
    whole = cal.stretch(begin, end)
    assert (whole.earliest, whole.latest) == (begin.earliest, end.latest)
    assert (whole.granularity, whole.end_granularity) == (unit, other)
    assert cal.describe(whole) == f"{cal.describe(begin)} to {cal.describe(end)}"
