"""What phrases mean: a function of the anchor and the slots, each two to six lines, named in the language files.

A meaning returns the Interval it names, or a Sense where TIMEX3 says more than days do (a duration, a set, a time
of day, a vague reference), or None where the calendar has no such day: text is never guilty. The words given to
`@meaning` end the sentence "'yesterday' is …"; `{slot}` in them stands for what the slot holds, `{anchor}` for the
day it hangs on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from timeline import intervals as cal
from timeline.intervals import Interval
from timeline.timex import CLOCK_UNITS, date_value, duration

PUBLICATION, DAY, REFERENCE = "publication", "day", "reference"
"""What a meaning hangs on; DAY is publication in news and the date before in a narrative."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression can hang on.

    `published` is the number of the publication day. `day` is the day that a date without its year hangs on:
    publication in news, the date before in a narrative. `reference` is the last date the text named before (the
    publication day where none was). `cue` is "future" or "perfect" where the clause looks ahead or reaches up to now,
    else None; `quarter` is the last quarter named, or None. In a `narrative` a date without its year is of the year
    of `day`; in news it is the nearest.
    """

    published: int
    day: int
    reference: Interval
    cue: str | None = None
    quarter: Interval | None = None
    narrative: bool = False

    @property
    def year_only(self) -> bool:
        """Whether the date before gives a narrative its year and no more: "in 1941 … in October" is of 1941."""
        return self.narrative and self.reference.granularity not in ("day", "week", "month")

    @property
    def back(self) -> int:
        """Day number of the reference."""
        first = self.reference.first
        return self.day if first is None else first


@dataclass(frozen=True, slots=True)
class Sense:
    """A TIMEX3 type and value, with the days where any follow. `vague` says that no day can be stood by."""

    type: str
    value: str
    interval: Interval | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None


Meant = Interval | Sense | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A meaning with what the resolver must know of it: its words, what it hangs on (None: nothing), and what modifiers
    it takes."""

    function: Callable[..., Meant]
    says: str | Callable[..., str]
    hangs_on: str | None
    takes: str


MEANINGS: dict[str, Meaning] = {}


def meaning(
    says: str | Callable[..., str], on: str | None = DAY, takes: str = "point"
) -> Callable[[Callable[..., Meant]], Callable[..., Meant]]:
    """Enter a function under its name. `takes` says which modifiers may stand before it: "point", "quantity" or
    "nothing"."""

    def enter(function: Callable[..., Meant]) -> Callable[..., Meant]:
        MEANINGS[function.__name__] = Meaning(function, says, on, takes)
        return function

    return enter


# Days

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


def _latest(n: int, weekday: int) -> int:
    return n - (cal.weekday(n) - weekday) % 7


@meaning(
    lambda cue=None, **_: (
        "the first {weekday} from {anchor} on, since its clause looks ahead"
        if cue == "future"
        else "the latest {weekday} up to {anchor}"
    ),
    on=PUBLICATION,
)
def weekday(anchor: Anchor, weekday: int) -> Meant:
    n = anchor.published
    return cal.day(n + (weekday - cal.weekday(n)) % 7 if anchor.cue == "future" else _latest(n, weekday))


@meaning(
    lambda which=0, **_: {
        -1: "the last {weekday} before {anchor}",
        0: "the {weekday} of the week of {anchor}",
        1: "the first {weekday} after {anchor}",
    }[which],
    on=PUBLICATION,
)
def which_weekday(anchor: Anchor, weekday: int, which: int) -> Meant:
    n = anchor.published
    if which == 0:
        return cal.day(n - cal.weekday(n) + weekday)
    return cal.day(_latest(n - 1, weekday) if which < 0 else _latest(n + 7, weekday))


@meaning("the {weekday} of the week that lies {which} to {anchor}", on=PUBLICATION)
def weekday_of_week(anchor: Anchor, weekday: int, which: int) -> Meant:
    n = anchor.published + 7 * which
    return cal.day(n - cal.weekday(n) + weekday)


@meaning("the {weekday} beside {anchor}", on=REFERENCE)
def weekday_beside(anchor: Anchor, weekday: int, which: int) -> Meant:
    return cal.day(_latest(anchor.back + 7, weekday) if which > 0 else _latest(anchor.back - 1, weekday))


# Dates of the calendar


def century_of(yy: int, n: int) -> int:
    """The year that ends in the two digits and lies in the 90 years before day `n` or the 10 after it."""
    last = cal.day_of(n)[0] + 10
    return last - (last - yy) % 100


def _distance(anchor: Anchor, n: int) -> float:
    """How far a day lies off, a day to come counting more: news looks back, unless its clause looks ahead."""
    away = n - anchor.day
    if anchor.cue == "future":
        return away if away >= 0 else -3 * away
    if anchor.narrative or away <= 0:
        return abs(away)
    return away * (2.5 if anchor.cue != "past" else 100)


def _year_said(anchor: Anchor, year: int | None, yy: int | None) -> int | None:
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
    y = _year_said(anchor, year, yy)
    if which is not None:
        y = cal.day_of(anchor.day)[0] + which
    at = cal.day_of(anchor.day)[0]
    years = [y] if y is not None else [at] if anchor.year_only else [at - 1, at, at + 1]
    days = [cal.number(k, month, day) for k in years if cal.exists(k, month, day)]
    return cal.day(min(days, key=lambda n: _distance(anchor, n))) if days else None


@meaning(
    lambda year=None, yy=None, **_: (
        "a month written out" if year or yy else "the nearest such month to {anchor} that its clause allows"
    ),
    on=DAY,
)
def calendar_month(anchor: Anchor, month: int, year: int | None = None, yy: int | None = None) -> Meant:
    y = _year_said(anchor, year, yy)
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
    y = _year_said(anchor, year, yy)
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
    y = _year_said(anchor, year, yy)
    return cal.day(cal.number(y, month, day)) if y is not None and cal.exists(y, month, day) else None


@meaning("a decade written out", on=None)
def decade(anchor: Anchor, decade: int) -> Meant:
    first = decade if decade > 99 else century_of(decade, anchor.published)
    return cal.decade(first)


@meaning("a century by its number", on=None)
def century(anchor: Anchor, nth: int) -> Meant:
    return cal.century((nth - 1) * 100)


@meaning("a century by its number before Christ", on=None)
def century_before_christ(anchor: Anchor, nth: int) -> Meant:
    whole = cal.span(cal.number(1 - nth * 100), cal.number(1 - (nth - 1) * 100) - 1, "century")
    return Sense("DATE", f"BC{nth - 1:02d}", whole)


_BESIDE: dict[int, str] = {
    -1: "the {unit} before that of {anchor}",
    0: "the {unit} of {anchor}",
    1: "the {unit} after that of {anchor}",
}


# Seasons, quarters, halves


@meaning(
    lambda year=None, **_: (
        "a season with its year" if year else "the {season} nearest to {anchor} that its clause allows"
    ),
    on=DAY,
)
def season(anchor: Anchor, season: str, year: int | None = None, yy: int | None = None) -> Meant:
    y = _year_said(anchor, year, yy)
    if y is None:
        y, now, _ = cal.day_of(anchor.day)
        if cal.SEASONS[season] > now and anchor.cue != "future" and not anchor.narrative:
            y -= 1
    return cal.season(y, season)


@meaning(
    lambda which=0, **_: {
        -1: "the {season} of the year before, or the one just past, seen from {anchor}",
        0: "the {season} of the year of {anchor}",
        1: "the next {season} after {anchor}",
    }[which],
    on=PUBLICATION,
)
def which_season(anchor: Anchor, season: str, which: int) -> Meant:
    y, now, _ = cal.day_of(anchor.published)
    first = cal.SEASONS[season]
    if which == 0:
        return cal.season(y, season)
    return cal.season(y - (first + 2 >= now), season) if which < 0 else cal.season(y + (first <= now), season)


@meaning("the {season} of the year {which} that of {anchor}", on=PUBLICATION)
def season_of_which_year(anchor: Anchor, season: str, which: int) -> Meant:
    return cal.season(cal.day_of(anchor.published)[0] + which, season)


@meaning("a season of a year before Christ", on=None)
def season_before_christ(anchor: Anchor, season: str, old_year: int) -> Meant:
    return cal.season(1 - old_year, season)


@meaning("the {season} of the year of {anchor}", on=REFERENCE)
def season_of_that_year(anchor: Anchor, season: str) -> Meant:
    return cal.season(cal.day_of(anchor.back)[0], season)


def _quarter_near(anchor: Anchor, nth: int) -> Interval:
    y, m, _ = cal.day_of(anchor.day)
    # Reports appear when the quarter is over or all but: one to come is last year's, unless its clause looks ahead.
    return cal.quarter(y - (nth > (m + 2) // 3 and anchor.cue != "future"), nth)


@meaning(
    lambda year=None, **_: (
        "that quarter of the year named" if year else "the quarter of that number nearest to {anchor}"
    )
)
def quarter(
    anchor: Anchor, nth: int, year: int | None = None, yy: int | None = None, which: int | None = None
) -> Meant:
    if not 1 <= nth <= 4:
        return None
    y = _year_said(anchor, year, yy)
    if which is not None:
        y = cal.day_of(anchor.day)[0] + which
    return cal.quarter(y, nth) if y is not None else _quarter_near(anchor, nth)


@meaning("the quarter the report speaks of, seen from {anchor}")
def the_quarter(anchor: Anchor) -> Meant:
    return anchor.quarter or cal.shifted(anchor.day, -1, "quarter")


@meaning("the same quarter a year before the one the report speaks of, seen from {anchor}")
def year_ago_quarter(anchor: Anchor, nth: int | None = None, year: int | None = None) -> Meant:
    here = anchor.quarter or cal.shifted(anchor.day, -1, "quarter")
    assert here.first is not None
    y, m, _ = cal.day_of(here.first)
    return cal.quarter(year if year is not None else y - 1, nth or (m + 2) // 3)


@meaning(lambda year=None, **_: "that half of the year named" if year else "that half of the year of {anchor}")
def half(anchor: Anchor, nth: int, year: int | None = None, which: int = 0) -> Meant:
    return cal.half(cal.day_of(anchor.day)[0] + which if year is None else year, nth) if 1 <= nth <= 2 else None


@meaning("a fiscal year by its number", on=None)
def fiscal_year(anchor: Anchor, year: int | None = None, yy: int | None = None) -> Meant:
    y = _year_said(anchor, year, yy)
    return None if y is None else cal.year(y)


@meaning(lambda which=0, **_: _BESIDE[which], takes="point", on=PUBLICATION)
def fiscal_year_beside(anchor: Anchor, unit: str, which: int = 0) -> Meant:
    return cal.shifted(anchor.published, which, unit)


@meaning("that part of the {unit} of {anchor}")
def end_of_unit(anchor: Anchor, unit: str, part: str) -> Meant:
    at = cal.unit_at(anchor.day, unit)
    return Sense("DATE", date_value(at), at, part)


@meaning("the end of the year of {anchor}")
def end_of_year(anchor: Anchor) -> Meant:
    at = cal.unit_at(anchor.day, "year")
    return Sense("DATE", date_value(at), at, "END")


# Units of the calendar beside the anchor


@meaning(lambda which=0, **_: _BESIDE[which], on=PUBLICATION)
def which_unit(anchor: Anchor, which: int, unit: str) -> Meant:
    if unit in CLOCK_UNITS:
        return None
    return cal.shifted(anchor.published, which, unit)


@meaning(lambda which=0, **_: _BESIDE[which], on=REFERENCE)
def unit_beside(anchor: Anchor, unit: str, which: int = 0) -> Meant:
    if unit in CLOCK_UNITS:
        return None
    return cal.shifted(anchor.back, which, unit)


@meaning("the {unit} of {anchor}")
def the_unit(anchor: Anchor, unit: str) -> Meant:
    return cal.unit_at(anchor.day, unit)


@meaning("the weekend nearest to {anchor}", on=PUBLICATION)
def the_weekend(anchor: Anchor) -> Meant:
    return cal.shifted(
        anchor.published, 0 if anchor.cue == "future" or cal.weekday(anchor.published) > 4 else -1, "weekend"
    )


def _from(n: int, count: int | float, unit: str, direction: int) -> Meant:
    """The unit that lies `count` units off; "two and a half years" counts in months."""
    if unit in CLOCK_UNITS:
        return Sense("TIME", duration(count, unit), cal.day(n))
    if count > 9000:
        return None
    if count != int(count):
        unit, count = {
            "year": ("month", count * 12),
            "decade": ("year", count * 10),
            "week": ("day", count * 7),
            "month": ("week", count * 4),
        }.get(unit, (unit, count))
    if unit in ("decade", "century", "millennium", "quarter", "season", "half"):
        factor = {"decade": 10, "century": 100, "millennium": 1000, "quarter": 3, "season": 3, "half": 6}[unit]
        return cal.shifted(n, direction * round(count) * factor, "year" if factor > 6 or unit == "decade" else "month")
    return cal.shifted(n, direction * round(count), unit)


@meaning("{number} {unit} before {anchor}", takes="quantity", on=PUBLICATION)
def ago(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    if anchor.quarter is not None and unit == "year" and number == 1:
        return year_ago_quarter(anchor)
    return _from(anchor.published, number, unit, -1)


@meaning("{number} {unit} before {anchor}, to the day", on=PUBLICATION)
def ago_to_the_day(anchor: Anchor, unit: str, number: int = 1) -> Meant:
    return None if unit in CLOCK_UNITS or number > 9000 else cal.day(cal.moved(anchor.published, -number, unit))


@meaning("{number} {unit} after {anchor}", takes="quantity", on=PUBLICATION)
def hence(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    return _from(anchor.published, number, unit, 1)


@meaning("{number} {unit} before {anchor}", on=REFERENCE, takes="quantity")
def earlier(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    if anchor.quarter is not None and unit == "year" and number == 1:
        return year_ago_quarter(anchor)
    return _from(anchor.back, number, unit, -1)


@meaning("{number} {unit} after {anchor}", on=REFERENCE, takes="quantity")
def later(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    return _from(anchor.back, number, unit, 1)


# References without a date

_TODAY = "the time of {anchor}"


@meaning(_TODAY, takes="nothing", on=PUBLICATION)
def present(anchor: Anchor) -> Meant:
    return Sense("DATE", "PRESENT_REF", cal.day(anchor.published))


@meaning("some time up to {anchor} that the text does not name", takes="nothing", on=PUBLICATION)
def past(anchor: Anchor) -> Meant:
    return Sense("DATE", "PAST_REF", cal.not_after(cal.day(anchor.published)))


@meaning("some time after {anchor} that the text does not name", takes="nothing", on=PUBLICATION)
def future(anchor: Anchor) -> Meant:
    return Sense("DATE", "FUTURE_REF", cal.not_before(cal.day(anchor.published)))


@meaning("some time before {anchor} that the text does not count", takes="quantity", on=PUBLICATION)
def past_vaguely(anchor: Anchor, unit: str, vague: int | str = "X") -> Meant:
    return _from(anchor.published, vague, unit, -1) if isinstance(vague, int) else past(anchor)


@meaning("some time after the date named before it that the text does not count", on=REFERENCE, takes="quantity")
def future_vaguely(anchor: Anchor, unit: str, vague: int | str = "X") -> Meant:
    if isinstance(vague, int):
        return _from(anchor.back, vague, unit, 1)
    return Sense("DATE", "FUTURE_REF")


# Durations


@meaning(
    lambda cue=None, **_: (
        "the stretch of {number} {unit} up to {anchor}, since its clause reaches until now"
        if cue == "perfect"
        else "a length of time, {number} {unit}"
    ),
    on=None,
    takes="quantity",
)
def length(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    return Sense(
        "DURATION", duration(number, unit), _run(anchor, number, unit, -1) if anchor.cue == "perfect" else None
    )


@meaning("a length of time that the text does not count", on=None, takes="nothing")
def vague_length(anchor: Anchor, unit: str, vague: int | str = "X") -> Meant:
    return Sense(
        "DURATION",
        duration(vague if isinstance(vague, int) else None, unit),
        mod="APPROX" if isinstance(vague, int) else None,
    )


_RANK = {unit: i for i, unit in enumerate([*cal.UNITS, "hour", "minute", "second"])}


@meaning("a length of time counted in two units", on=None, takes="quantity")
def length_of_two(anchor: Anchor, number: int, unit: str, rest: int, lesser: str) -> Meant:
    if _RANK[unit] >= _RANK[lesser]:
        return None
    first, second = duration(number, unit), duration(rest, lesser)
    return Sense("DURATION", first + second.removeprefix("PT" if first.startswith("PT") else "P"))


# Counted in these, the beginning of a stretch is named one unit finer, and only about.
_FINER = {
    "millennium": "century",
    "century": "decade",
    "decade": "year",
    "year": "month",
    "half": "month",
    "quarter": "month",
    "season": "month",
    "month": "month",
    "week": "day",
    "weekend": "day",
    "day": "day",
}


def _run(anchor: Anchor, number: int | float, unit: str, direction: int) -> Interval | None:
    """The stretch of that length that ends (or begins, direction 1) on the publication day."""
    if unit in CLOCK_UNITS or number > 9000:
        return None
    there = _from(anchor.published, number, unit, direction)
    assert isinstance(there, Interval)
    away = cal.moved(anchor.published, direction * round(number), unit) if number == int(number) else there.first
    assert away is not None
    far, here = cal.unit_at(away, _FINER[unit]), cal.day(anchor.published)
    return cal.stretch(far.about(), here) if direction < 0 else cal.stretch(here, far.about())


@meaning("a run of {number} {unit} that ends at {anchor}", takes="nothing", on=PUBLICATION)
def streak(anchor: Anchor, number: int | float, unit: str) -> Meant:
    return Sense("DURATION", duration(number, unit), _run(anchor, number, unit, -1))


@meaning("the stretch of {number} {unit} up to {anchor}", takes="nothing", on=PUBLICATION)
def past_stretch(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    return Sense("DURATION", duration(number, unit), _run(anchor, number, unit, -1))


@meaning("the stretch of {number} {unit} that begins at {anchor}", takes="nothing", on=PUBLICATION)
def coming_stretch(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    return Sense("DURATION", duration(number, unit), _run(anchor, number, unit, 1))


@meaning("the {unit} at {anchor}, the {nth} of a run", takes="nothing", on=PUBLICATION)
def nth_in_a_row(anchor: Anchor, nth: int, unit: str) -> Meant:
    return Sense("DURATION", duration(nth, unit), _run(anchor, nth, unit, -1))


# Sets


@meaning("a time that comes again", on=None, takes="nothing")
def every_unit(
    anchor: Anchor, unit: str, number: int | None = 1, quant: str | None = None, freq: str | None = None
) -> Meant:
    return Sense("SET", duration(number, unit), quant=quant, freq=freq)


@meaning("a day that comes again each week", on=None, takes="nothing")
def every_weekday(anchor: Anchor, weekday: int, part: str = "") -> Meant:
    return Sense("SET", f"XXXX-WXX-{weekday + 1}{'T' + part if part else ''}", quant="EVERY")


@meaning("a month that comes again each year", on=None, takes="nothing")
def every_month_named(anchor: Anchor, month: int) -> Meant:
    return Sense("SET", f"XXXX-{month:02d}", quant="EVERY")


@meaning("a season that comes again each year", on=None, takes="nothing")
def every_season(anchor: Anchor, season: str) -> Meant:
    return Sense("SET", f"XXXX-{season}", quant="EVERY")


@meaning("a time of day that comes again", on=None, takes="nothing")
def every_part(anchor: Anchor, part: str) -> Meant:
    return Sense("SET", f"XXXX-XX-XXT{part}", quant="EVERY")


@meaning("a number of times in each {unit}", on=None, takes="nothing")
def times_a_unit(anchor: Anchor, unit: str, times: int) -> Meant:
    return Sense("SET", duration(1, unit), freq=f"{times}X")


# Times of day


def _on_day(
    anchor: Anchor, days: int | None, weekday_: int | None, month: int | None, day_: int | None, year: int | None
) -> Interval | None:
    if month is not None and day_ is not None:
        found = calendar_day(anchor, month, day_, year)
    elif weekday_ is not None:
        found = weekday(anchor, weekday_)
    else:
        found = cal.day(anchor.day + (days or 0))
    return found if isinstance(found, Interval) else None


_PART_SAYS = "a time of day, on the day its words or {anchor} give it"


@meaning(_PART_SAYS)
def part_of_day(
    anchor: Anchor,
    part: str,
    days: int | None = None,
    weekday: int | None = None,
    month: int | None = None,
    day: int | None = None,
    year: int | None = None,
) -> Meant:
    on = _on_day(anchor, days, weekday, month, day, year)
    return on and Sense("TIME", f"{date_value(on)}T{part}", on)


@meaning("that part of the day of {anchor}", on=REFERENCE)
def part_of_that_day(anchor: Anchor, part: str, days: int = 0) -> Meant:
    on = cal.day(anchor.back + days)
    return Sense("TIME", f"{date_value(on)}T{part}", on)


@meaning(_PART_SAYS)
def clock(
    anchor: Anchor,
    hour: int | None = None,
    minute: int | None = None,
    half: str | None = None,
    noon: int | None = None,
    next_hour: int | None = None,
    days: int | None = None,
    weekday: int | None = None,
    month: int | None = None,
    day: int | None = None,
    year: int | None = None,
) -> Meant:
    on = _on_day(anchor, days, weekday, month, day, year)
    if noon is not None:
        hour, minute = noon, 0
    if next_hour is not None:
        hour, minute = next_hour - 1 or 12, 45
    if on is None or hour is None or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return Sense("TIME", f"{date_value(on)}T{hour:02d}:{minute or 0:02d}", on)


# Holidays


@meaning(
    lambda year=None, **_: "a holiday with its year" if year else "that holiday, the one nearest to {anchor}", on=DAY
)
def holiday(anchor: Anchor, holiday: str, year: int | None = None, which: int | None = None) -> Meant:
    if which is not None:
        year = cal.day_of(anchor.day)[0] + which
    years = [year] if year is not None else [cal.day_of(anchor.day)[0] + k for k in (-1, 0, 1)]
    return cal.day(min((HOLIDAYS[holiday](y) for y in years), key=lambda n: abs(n - anchor.day)))


def _nth_weekday(y: int, m: int, weekday: int, nth: int) -> int:
    first = cal.number(y, m, 1)
    if nth > 0:
        return first + (weekday - cal.weekday(first)) % 7 + 7 * (nth - 1)
    last = cal.number(y, m, cal.month_length(y, m))
    return _latest(last, weekday)


def easter(y: int) -> int:
    """Day number of Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = y % 19, y // 100, y % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return cal.number(y, f // 31, f % 31 + 1)


HOLIDAYS: dict[str, Callable[[int], int]] = {
    "christmas": lambda y: cal.number(y, 12, 25),
    "christmas eve": lambda y: cal.number(y, 12, 24),
    "boxing day": lambda y: cal.number(y, 12, 26),
    "new year": lambda y: cal.number(y, 1, 1),
    "new year's eve": lambda y: cal.number(y, 12, 31),
    "valentine": lambda y: cal.number(y, 2, 14),
    "halloween": lambda y: cal.number(y, 10, 31),
    "independence day": lambda y: cal.number(y, 7, 4),
    "thanksgiving": lambda y: _nth_weekday(y, 11, 3, 4),
    "labor day": lambda y: _nth_weekday(y, 9, 0, 1),
    "memorial day": lambda y: _nth_weekday(y, 5, 0, -1),
    "martin luther king day": lambda y: _nth_weekday(y, 1, 0, 3),
    "presidents day": lambda y: _nth_weekday(y, 2, 0, 3),
    "columbus day": lambda y: _nth_weekday(y, 10, 0, 2),
    "veterans day": lambda y: cal.number(y, 11, 11),
    "may day": lambda y: cal.number(y, 5, 1),
    "easter": easter,
    "easter monday": lambda y: easter(y) + 1,
    "ascension": lambda y: easter(y) + 39,
    "pentecost": lambda y: easter(y) + 49,
    "whit monday": lambda y: easter(y) + 50,
    "good friday": lambda y: easter(y) - 2,
}


def with_mod(sense: Sense, mod: str | None) -> Sense:
    """The sense with a TIMEX3 modifier; the one it has stays."""
    return sense if mod is None or sense.mod else replace(sense, mod=mod)
