"""Days beside the anchor, and dates of the calendar: days, months, years, decades, centuries."""

from __future__ import annotations

from timeline import intervals as cal
from timeline.meanings.anchor import DAY, PUBLICATION, REFERENCE, Anchor, Meant, Sense, meaning


def latest_weekday(n: int, weekday: int) -> int:
    return n - (cal.weekday(n) - weekday) % 7


def nth_weekday_of(y: int, m: int, weekday: int, nth: int) -> int:
    first = cal.number(y, m, 1)
    if nth > 0:
        return first + (weekday - cal.weekday(first)) % 7 + 7 * (nth - 1)
    last = cal.number(y, m, cal.month_length(y, m))
    return latest_weekday(last, weekday)


_AWAY = {
    -2: "two days before {anchor}",
    -1: "the day before {anchor}",
    0: "the day of {anchor}",
    1: "the day after {anchor}",
    2: "two days after {anchor}",
}


@meaning(lambda days, **_: _AWAY[days], on=PUBLICATION)
def day_offset(anchor: Anchor, days: int) -> Meant:
    return cal.day(anchor.published + days)


@meaning(lambda days, **_: _AWAY[days], on=REFERENCE)
def day_beside(anchor: Anchor, days: int) -> Meant:
    return cal.day(anchor.back + days)


def century_of(yy: int, n: int) -> int:
    """The year that ends in the two digits and lies in the 90 years before day `n` or the 10 after it."""
    last = cal.day_of(n)[0] + 10
    return last - (last - yy) % 100


def distance(anchor: Anchor, n: int) -> float:
    """How far a day lies off, a day to come counting more: news looks back, unless its clause looks ahead."""
    away = n - anchor.day
    if anchor.cue == "future":
        return away if away >= 0 else -3 * away
    if anchor.narrative or away <= 0:
        return abs(away)
    return away * (2.5 if anchor.cue != "past" else 100)


def year_said(anchor: Anchor, year: int | None, yy: int | None) -> int | None:
    return century_of(yy, anchor.day) if year is None and yy is not None else year


@meaning(
    lambda year=None, yy=None, which=None, **_: (
        "a date written out" if year or yy or which is not None else "the nearest such day to {anchor}"
    ),
    on=DAY,
)
def calendar_day(
    anchor: Anchor,
    month: int,
    day: int,
    year: int | None = None,
    yy: int | None = None,
    weekday: int | None = None,
    which: int | None = None,
) -> Meant:
    y = year_said(anchor, year, yy)
    if which is not None:
        y = cal.day_of(anchor.day)[0] + which
    at = cal.day_of(anchor.day)[0]
    years = [y] if y is not None else [at] if anchor.year_only else [at - 1, at, at + 1]
    days = [cal.number(k, month, day) for k in years if cal.exists(k, month, day)]
    return cal.day(min(days, key=lambda n: distance(anchor, n))) if days else None


@meaning(
    lambda year=None, yy=None, **_: (
        "a month written out" if year or yy else "the nearest such month to {anchor} that its clause allows"
    ),
    on=DAY,
)
def calendar_month(anchor: Anchor, month: int, year: int | None = None, yy: int | None = None) -> Meant:
    y = year_said(anchor, year, yy)
    if y is None:
        at, now, _ = cal.day_of(anchor.day)
        if anchor.narrative:
            y = at if anchor.year_only else at + (month < now - 6) - (month > now + 6)
        elif anchor.cue == "future":
            y = at + (month < now - 6) - (month > now + 8)
        else:
            y = at - (month > now)
    return cal.month(y, month)


@meaning(
    lambda which=0, **_: {
        -1: "the last {month} before {anchor}",
        0: "the {month} of the year of {anchor}",
        1: "the next {month} after {anchor}",
    }[which],
    on=PUBLICATION,
)
def which_month(anchor: Anchor, month: int, which: int) -> Meant:
    y, now, _ = cal.day_of(anchor.published)
    if which == 0:
        return cal.month(y, month)
    return cal.month(y - (month >= now), month) if which < 0 else cal.month(y + (month <= now), month)


@meaning("that month of the year {which} {anchor}", on=PUBLICATION)
def month_of_year(anchor: Anchor, month: int, which: int) -> Meant:
    return cal.month(cal.day_of(anchor.published)[0] + which, month)


@meaning("that month of the year of {anchor}", on=REFERENCE)
def month_of_that_year(anchor: Anchor, month: int) -> Meant:
    return cal.month(cal.day_of(anchor.back)[0], month)


@meaning("the latest such day of a month up to {anchor}, or the next where its clause looks ahead", on=PUBLICATION)
def day_of_the_month(anchor: Anchor, day: int) -> Meant:
    month = cal.unit_at(anchor.published, "month")
    first = month.first or 0
    if anchor.cue != "future" and first + day - 1 > anchor.published:
        first = cal.moved(first, -1, "month")
    if anchor.cue == "future" and first + day - 1 < anchor.published:
        first = cal.moved(first, 1, "month")
    y, m, _ = cal.day_of(first)
    return cal.day(cal.number(y, m, day)) if cal.exists(y, m, day) else None


@meaning("that day of the year of {anchor}", on=REFERENCE)
def day_of_that_year(anchor: Anchor, month: int, day: int) -> Meant:
    y = cal.day_of(anchor.back)[0]
    return cal.day(cal.number(y, month, day)) if cal.exists(y, month, day) else None


@meaning("that day of the month of {anchor}", on=REFERENCE)
def day_of_that_month(anchor: Anchor, day: int) -> Meant:
    y, m, _ = cal.day_of(anchor.back)
    return cal.day(cal.number(y, m, day)) if cal.exists(y, m, day) else None


@meaning("a year written out", on=None)
def calendar_year(anchor: Anchor, year: int | None = None, yy: int | None = None, end: int | None = None) -> Meant:
    y = year_said(anchor, year, yy)
    if y is not None and end is not None:
        # "1998-99": the end of a stretch has two digits of the beginning's century.
        y = y - y % 100 + end if end > y % 100 else None
    return None if y is None else cal.year(y)


@meaning("a year written in words", on=None)
def year_in_words(anchor: Anchor, hundreds: int, rest: int) -> Meant:
    return cal.year(hundreds * 100 + rest) if 10 <= rest <= 99 else None


@meaning("a year before Christ", on=None)
def year_before_christ(anchor: Anchor, old_year: int, month: int | None = None, day: int | None = None) -> Meant:
    y = 1 - old_year
    if month is None:
        return cal.year(y)
    if day is None:
        return cal.month(y, month)
    return cal.day(cal.number(y, month, day)) if cal.exists(y, month, day) else None


@meaning("a year after Christ", on=None)
def year_of_our_lord(anchor: Anchor, old_year: int) -> Meant:
    return cal.year(old_year)


@meaning("a date in figures, the month first where it could be either", on=None)
def date_in_figures(anchor: Anchor, month: int, day: int, year: int | None = None, yy: int | None = None) -> Meant:
    y = year_said(anchor, year, yy)
    return cal.day(cal.number(y, month, day)) if y is not None and cal.exists(y, month, day) else None


@meaning("a decade written out", on=None)
def decade(anchor: Anchor, decade: int) -> Meant:
    first = decade if decade > 99 else century_of(decade, anchor.published)
    # "The 1800s" are a century; "the 2000s" are still, to most who write today, their first ten years.
    return cal.century(first) if first % 100 == 0 and first < 2000 else cal.decade(first)


@meaning("a decade before Christ", on=None)
def decade_before_christ(anchor: Anchor, decade: int) -> Meant:
    # The years before Christ count down: the 470s are 479 to 470 BC, and 1 BC is the year 0 of ISO 8601.
    days = cal.stretch(cal.year(1 - decade - 9), cal.year(1 - decade))
    return Sense("DATE", f"BC{decade // 10:03d}", days)


@meaning("a century by its number", on=None)
def century(anchor: Anchor, nth: int) -> Meant:
    return cal.century((nth - 1) * 100)


@meaning("a century by its number before Christ", on=None)
def century_before_christ(anchor: Anchor, nth: int) -> Meant:
    whole = cal.span(cal.number(1 - nth * 100), cal.number(1 - (nth - 1) * 100) - 1, "century")
    return Sense("DATE", f"BC{nth - 1:02d}", whole)
